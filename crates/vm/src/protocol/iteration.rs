//! Iteration: making iterators, taking items, and going through all of them natively.

use taipan_bytecode::code_flags;

use crate::builtins::generator::{Generator, Sent};
use crate::builtins::iterator::{ListIterator, TupleIterator};
use crate::builtins::list::List;
use crate::builtins::range::Range;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::{Next, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

/// What an iterator answered.
#[derive(Debug)]
pub enum Step {
    Item(Value),
    /// Exhausted; the value of its StopIteration.
    Stop(Value),
}

impl Thread {
    /// Whether `iter(value)` finds a way to iterate.
    pub fn is_iterable(&self, value: &Value) -> bool {
        match self.special(value, Special::Iter) {
            Some(method) => !method.is_none(),
            None => self.is_sequence(value),
        }
    }

    /// Whether a value has items by position as far as its type tells (dicts do not, nor do types that take parameters).
    pub fn is_sequence(&self, value: &Value) -> bool {
        const OTHERS: [Kind; 4] = [Kind::Dict, Kind::MappingProxy, Kind::GenericAlias, Kind::Union];
        self.has_special(value, Special::Getitem)
            && !OTHERS.into_iter().any(|kind| self.type_of(value).layout_is(kind))
    }

    /// `iter(value)`.
    pub fn iter(&mut self, value: &Value) -> PyResult {
        if value.is_kind(Kind::Generator) {
            return Ok(value.clone());
        }
        if value.is_kind(Kind::List) {
            return ListIterator::new(self, value.clone());
        }
        if value.is_kind(Kind::Tuple) {
            return TupleIterator::new(self, value.clone());
        }
        if let Some(range) = value.exact::<Range>() {
            return range.iter(self);
        }
        let Some(method) = self.special(value, Special::Iter) else {
            if self.is_sequence(value) {
                return crate::builtins::iterator_methods::sequence::sequence(self, value.clone());
            }
            return Err(self.not_iterable(value));
        };
        if method.is_none() {
            return Err(self.not_iterable(value));
        }
        let Some(iterator) = self.call_operator(value, &method, &[])? else {
            return Err(self.not_iterable(value));
        };
        if !self.has_special(&iterator, Special::Next) {
            let name = self.type_name(&iterator);
            return Err(self.type_error(format!("iter() returned non-iterator of type '{name}'")));
        }
        Ok(iterator)
    }

    /// `iter(value)`; whatever TypeError that raises becomes one with this text.
    pub fn iter_or(&mut self, value: &Value, text: impl FnOnce(&mut Thread) -> String) -> PyResult {
        let iterator = self.iter(value);
        match self.catch(iterator, Class::TypeError)? {
            Some(iterator) => Ok(iterator),
            None => {
                let text = text(self);
                Err(self.type_error(text))
            }
        }
    }

    /// Whether a value has no way to iterate at all, not even one that refuses (`__iter__ = None`).
    pub(crate) fn has_no_iter(&self, value: &Value) -> bool {
        self.special(value, Special::Iter).is_none() && !self.is_sequence(value)
    }

    #[cold]
    fn not_iterable(&mut self, value: &Value) -> Exception {
        let name = self.type_name(value);
        self.type_error(format!("'{name}' object is not iterable"))
    }

    /// What `yield from` and `await` iterate over: a coroutine only in code with these flags of a coroutine.
    pub fn yield_from_iter(&mut self, value: &Value, flags: u32) -> PyResult {
        if value.is_kind(Kind::Coroutine) {
            if flags & (code_flags::COROUTINE | code_flags::ITERABLE_COROUTINE) == 0 {
                let text = "cannot 'yield from' a coroutine object in a non-coroutine generator";
                return Err(self.type_error(text));
            }
            return Ok(value.clone());
        }
        self.iter(value)
    }

    /// The next item of an iterator; `None` when it is exhausted.
    #[inline]
    pub fn next(&mut self, iterator: &Value) -> PyResult<Option<Value>> {
        match self.native_next(iterator) {
            Some(next) if !self.native_stack_is_low() => next(self, iterator).result(self),
            next => self.next_otherwise(iterator, next),
        }
    }

    /// [`Thread::next`] of an iterator without a native `__next__`, or where the native stack ends.
    #[inline(never)]
    fn next_otherwise(&mut self, iterator: &Value, next: Option<Next>) -> PyResult<Option<Value>> {
        if let Some(generator) = iterator.exact::<Generator>() {
            return Ok(match self.resume_generator(generator, Value::NONE, None)? {
                Sent::Yielded(item) => Some(item),
                Sent::Returned(_) => None,
            });
        }
        if let Some(next) = next {
            // These look for themselves, in CPython's words.
            let careful = [Kind::Map, Kind::Filter, Kind::Zip, Kind::Enumerate];
            if !careful.iter().any(|&kind| iterator.is_kind(kind)) {
                self.enter_recursion(" while calling a Python object")?;
            }
            return next(self, iterator).result(self);
        }
        Ok(match self.step(iterator)? {
            Step::Item(item) => Some(item),
            Step::Stop(_) => None,
        })
    }

    /// The native function behind an iterator's `__next__`, if that is one.
    #[inline]
    pub(crate) fn native_next(&self, iterator: &Value) -> Option<Next> {
        self.type_of(iterator).next.get()
    }

    /// The next item of an iterator, or what it returned when it is exhausted.
    pub fn step(&mut self, iterator: &Value) -> PyResult<Step> {
        if iterator.is_kind(Kind::Generator) {
            if let Some(generator) = Generator::of(iterator) {
                return Ok(match self.resume_generator(generator, Value::NONE, None)? {
                    Sent::Yielded(item) => Step::Item(item),
                    Sent::Returned(value) => Step::Stop(value),
                });
            }
        }
        let Some(method) = self.special(iterator, Special::Next) else {
            let name = self.type_name(iterator);
            return Err(self.type_error(format!("'{name}' object is not an iterator")));
        };
        match self.call_attribute(iterator, &method, &[]) {
            Ok(item) => Ok(Step::Item(item)),
            Err(error) if self.is_exception(&error, Class::StopIteration) => {
                Ok(Step::Stop(self.stop_iteration_value(error.value()).unwrap_or(Value::NONE)))
            }
            Err(error) => Err(error),
        }
    }

    /// Gives each item of an iterable to `each` until that answers false.
    pub fn iterate(
        &mut self,
        iterable: &Value,
        mut each: impl FnMut(&mut Thread, Value) -> PyResult<bool>,
    ) -> PyResult<()> {
        if let Some(list) = iterable.exact::<List>() {
            let mut index = 0;
            while let Some(item) = list.get(self, index) {
                if !each(self, item)? {
                    break;
                }
                self.drain();
                index += 1;
            }
            return Ok(());
        }
        if let Some(tuple) = iterable.exact::<Tuple>() {
            for item in tuple.items() {
                if !each(self, item.clone())? {
                    break;
                }
                self.drain();
            }
            return Ok(());
        }
        if let Some([start, _, step, count]) = iterable.exact::<Range>().and_then(Range::small) {
            for index in 0..count {
                // Items lie between start and stop, which fit words.
                if !each(self, Value::small_int(start + index * step))? {
                    break;
                }
                self.drain();
            }
            return Ok(());
        }
        let iterator = self.iter(iterable)?;
        self.iterate_rest(&iterator, each)
    }

    /// Every item of an iterable.
    pub fn collect(&mut self, iterable: &Value) -> PyResult<Vec<Value>> {
        if let Some(list) = iterable.exact::<List>() {
            return Ok(list.items(self).to_vec());
        }
        if let Some(tuple) = iterable.exact::<Tuple>() {
            return Ok(tuple.items().to_vec());
        }
        let iterator = self.iter(iterable)?;
        // Asked as CPython asks, since `__length_hint__` may raise; what it promises may be anything.
        let hint = self.length_hint(iterable, 0)?;
        self.collect_iterator(&iterator, hint)
    }

    /// As [`Thread::collect`], without asking how many items to expect: as CPython makes tuples.
    pub fn collect_unasked(&mut self, iterable: &Value) -> PyResult<Vec<Value>> {
        if iterable.is_kind(Kind::List) || iterable.is_kind(Kind::Tuple) {
            return self.collect(iterable);
        }
        let iterator = self.iter(iterable)?;
        self.collect_iterator(&iterator, 0)
    }

    /// As [`Thread::collect`]; whatever TypeError `iter()` raises becomes one with this text.
    pub fn collect_or(&mut self, iterable: &Value, text: &str) -> PyResult<Vec<Value>> {
        if iterable.is_kind(Kind::List) || iterable.is_kind(Kind::Tuple) {
            return self.collect(iterable);
        }
        let iterator = self.iter_or(iterable, |_| text.to_owned())?;
        let hint = self.length_hint(&iterator, 0)?;
        self.collect_iterator(&iterator, hint)
    }

    fn collect_iterator(&mut self, iterator: &Value, hint: usize) -> PyResult<Vec<Value>> {
        let mut items = Vec::with_capacity(hint.min(1 << 16));
        self.iterate_rest(iterator, |t, item| {
            if items.try_reserve(1).is_err() {
                return Err(t.memory_error());
            }
            items.push(item);
            Ok(true)
        })?;
        Ok(items)
    }
}
