//! Going through what an iterator has left from native code. How it steps is found out once; a generator, or the function
//! of a `map` or `filter`, keeps one pseudo-frame for all items.
#![expect(unsafe_code, reason = "resumes generators on the value stack")]

use crate::builtins::generator::{Generator, State};
use crate::builtins::iterator_methods::{filter, map};
use crate::call::callback::Callback;
use crate::exec::Exec;
use crate::native::{Next, PyResult};
use crate::ops;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// An iterator that is gone through, and how. To be ended by [`Steps::end`].
struct Steps<'i> {
    iterator: &'i Value,
    how: How<'i>,
}

enum How<'i> {
    /// The generator's pseudo-frame, and the code that has room above it.
    Generator(&'i Generator, *mut Raw, *const Exec),
    /// What gives the items of a map of one iterable, and how that steps.
    MapOne(&'i Value, Next, Callback<'i>),
    Map(&'i map::Map, Callback<'i>),
    Filter(&'i filter::Filter, Callback<'i>),
    Native(Next),
    Any,
}

impl Thread {
    /// Gives each item that an iterator has left to `each` until that answers false.
    #[inline]
    pub fn iterate_rest(
        &mut self,
        iterator: &Value,
        mut each: impl FnMut(&mut Thread, Value) -> PyResult<bool>,
    ) -> PyResult<()> {
        let steps = Steps::new(self, iterator);
        let result = loop {
            match steps.next(self) {
                Ok(Some(item)) => match each(self, item) {
                    Ok(true) => self.drain(),
                    Ok(false) => break Ok(()),
                    Err(error) => break Err(error),
                },
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        steps.end(self);
        result
    }
}

impl<'i> Steps<'i> {
    fn new(t: &mut Thread, iterator: &'i Value) -> Steps<'i> {
        Steps { iterator, how: How::of(t, iterator) }
    }

    /// The next item; `None` at the end.
    #[inline]
    fn next(&self, t: &mut Thread) -> PyResult<Option<Value>> {
        match self.how {
            How::Native(next) => next(t, self.iterator).result(t),
            // SAFETY: the pseudo-frame was laid for this code.
            How::Generator(generator, scratch, exec) => unsafe {
                t.step_generator(self.iterator, generator, scratch, exec)
            },
            How::MapOne(source, next, callback) => match next(t, source).result(t)? {
                Some(item) => callback.call(t, &[item]).map(Some),
                None => Ok(None),
            },
            How::Map(map, callback) => map::next_by(t, map, callback),
            How::Filter(filter, callback) => filter::next_by(t, filter, callback),
            How::Any => t.next(self.iterator),
        }
    }

    /// Takes off what was laid on the value stack.
    fn end(self, t: &mut Thread) {
        match self.how {
            How::Generator(_, scratch, _) => {
                let left = t.pop_native_frame(scratch);
                debug_assert!(left.is_none(), "an item stayed behind");
            }
            How::MapOne(_, _, callback) | How::Map(_, callback) | How::Filter(_, callback) => {
                callback.close(t);
            }
            How::Native(_) | How::Any => {}
        }
    }
}

impl<'i> How<'i> {
    fn of(t: &mut Thread, iterator: &'i Value) -> How<'i> {
        if t.native_stack_is_low() {
            return How::Any;
        }
        if let Some(generator) = iterator.exact::<Generator>() {
            let exec = generator.exec.get();
            // SAFETY: a generator's code lives as long as it does.
            let slots = unsafe { (*exec).slots } as usize;
            return match t.push_native_frame(slots + Generator::LINK) {
                Some(scratch) => How::Generator(generator, scratch, exec),
                None => How::Any,
            };
        }
        if let Some(map) = iterator.exact::<map::Map>() {
            let Some((function, iterators)) = map.parts() else { return How::Any };
            let callback = Callback::open(t, function, iterators.len());
            let next = if let [source] = iterators { unchanging_next(t, source) } else { None };
            return match next {
                Some(next) => How::MapOne(&iterators[0], next, callback),
                None => How::Map(map, callback),
            };
        }
        if let Some(filter) = iterator.exact::<filter::Filter>() {
            return match filter.function() {
                Some(function) => How::Filter(filter, Callback::open(t, function, 1)),
                None => How::Any,
            };
        }
        match unchanging_next(t, iterator) {
            Some(next) => How::Native(next),
            None => How::Any,
        }
    }
}

/// The native function behind `__next__` of an iterator of a builtin type, which never changes.
fn unchanging_next(t: &Thread, iterator: &Value) -> Option<Next> {
    let changeable = t.type_of(iterator).flags.get().contains(TypeFlags::HEAP);
    if changeable { None } else { t.native_next(iterator) }
}

impl Thread {
    /// The next item of a generator, resumed above the pseudo-frame at `scratch` if its code is `exec` still.
    ///
    /// # Safety
    /// The pseudo-frame has room for a frame of that code. `iterator` is the generator.
    unsafe fn step_generator(
        &mut self,
        iterator: &Value,
        generator: &Generator,
        scratch: *mut Raw,
        exec: *const Exec,
    ) -> PyResult<Option<Value>> {
        let ready = generator.state.get() == State::Suspended
            && generator.frame.get().0 == 0
            && generator.exec.get() == exec
            && self.fp == scratch
            && !self.tracing.active();
        if !ready {
            return self.next(iterator);
        }
        // SAFETY: the generator waits; nothing lies above the pseudo-frame, which is the running frame.
        unsafe {
            let base = scratch.add(1 + Generator::LINK);
            ops::step_from_native(self, std::ptr::from_ref(generator).cast_mut(), base, scratch);
            let item = scratch.replace(Raw::NULL);
            if item.is_null() {
                return Err(self.take_raised());
            }
            let item = Value::from_raw(item);
            Ok(if std::mem::take(&mut self.generator_returned) { None } else { Some(item) })
        }
    }
}
