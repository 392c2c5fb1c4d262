//! Calls of `f(*args, **kwargs)`: CALL_FUNCTION_EX.
#![expect(unsafe_code, reason = "takes operands from the value stack")]

use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::call::{Entered, Operands};
use crate::native::{Args, PyResult};
use crate::object::Kind;
use crate::thread::{Thread, frame};
use crate::types::{Special, TypeObject};
use crate::value::{Raw, Value};

impl Thread {
    /// CALL_FUNCTION_EX: an iterable of arguments at `base + 5`, a mapping or NULL at `base + 6`.
    pub(crate) fn enter_call_ex(&mut self, base: *mut Raw, back: *const u64) -> PyResult<Entered> {
        // SAFETY: the operands are live words on the value stack.
        unsafe {
            let callable = Value::borrow_slot(base);
            let positional = Value::borrow_slot(base.add(5));
            let collected;
            let mut items = match positional.exact::<Tuple>() {
                Some(tuple) => tuple.items(),
                None => {
                    if self.type_of(positional).special(Special::Iter).is_null()
                        && self.type_of(positional).special(Special::Getitem).is_null()
                    {
                        let function = self.function_display(callable)?;
                        let name = self.type_name(positional);
                        return Err(self.type_error(format!(
                            "{function} argument after * must be an iterable, not {name}"
                        )));
                    }
                    collected = self.collect_unasked(positional)?;
                    &collected
                }
            };
            let keywords = Value::borrow_slot(base.add(6)).downcast::<Dict>().filter(|dict| !dict.is_empty());
            let mut names = None;
            if let Some(dict) = keywords {
                let wrong = dict.iter(self).any(|(name, _)| name.downcast::<Str>().is_none());
                if wrong && !self.takes_no_arguments(callable) {
                    return Err(self.type_error("keywords must be strings"));
                }
                names = Some(names_of(self, dict)?);
            }
            let names = names.as_ref().and_then(|names| names.exact::<Tuple>());
            if !self.enters_frame(callable.raw()) {
                let callee = callable.clone();
                let with_keywords: Vec<Value>;
                if let Some(dict) = keywords {
                    let values = dict.iter(self).map(|(_, value)| value);
                    with_keywords = items.iter().chain(values).cloned().collect();
                    items = &with_keywords;
                }
                let result = self.call_args(&callee, Args::new(items, names))?;
                self.drop_spread(base);
                return Ok(Entered::Result(result));
            }
            // The arguments go above whatever the frame may touch, so that the operands stay whole on error.
            let exec_slots = self.current_exec().slots as usize;
            let slot = self.fp.add(exec_slots);
            let count = items.len() + names.map_or(0, Tuple::len);
            if slot.add(count + 32) as usize > self.stack_limit {
                return Err(self.stack_overflow());
            }
            *slot = callable.clone().into_raw();
            let arguments = slot.add(frame::HEADER);
            let values = keywords.into_iter().flat_map(|dict| dict.iter(self)).map(|(_, value)| value);
            for (index, value) in items.iter().chain(values).enumerate() {
                *arguments.add(index) = value.clone().into_raw();
            }
            let names = names.map_or(std::ptr::null(), std::ptr::from_ref);
            let operands = Operands { callable: slot, arguments, count, names };
            let entered = match self.enter_call(operands, back) {
                Ok(entered) => entered,
                Err(error) => {
                    self.drop_operands(slot, arguments, count);
                    return Err(error);
                }
            };
            self.drop_spread(base);
            Ok(entered)
        }
    }

    /// Whether calling an object fails for any argument, whatever its name: a class that only `object` makes.
    fn takes_no_arguments(&self, callable: &Value) -> bool {
        let object = self.interpreter().type_of_kind(Kind::Object);
        let plain = |class: &TypeObject, which| class.special(which) == object.special(which);
        let class = callable.downcast::<TypeObject>();
        class.is_some_and(|class| plain(class, Special::New) && plain(class, Special::Init))
    }

    /// Drops the operands of CALL_FUNCTION_EX.
    unsafe fn drop_spread(&mut self, base: *mut Raw) {
        // SAFETY: the operands are owned and dropped once.
        unsafe {
            for index in [6, 5, 0] {
                let value = base.add(index).replace(Raw::NULL);
                if value.release() {
                    self.bury_or_wait(value.header());
                }
            }
        }
    }
}

/// The keys of a dict that nobody else has yet.
fn names_of(t: &mut Thread, dict: &Dict) -> PyResult {
    let names = Tuple::uninit(t, dict.len())?;
    if let Some(tuple) = names.exact::<Tuple>() {
        for (index, (name, _)) in dict.iter(t).enumerate() {
            // SAFETY: fresh, with room for every key; the place holds None, which is not counted.
            unsafe { *tuple.items_start().add(index) = name.clone().into_raw() };
        }
    }
    Ok(names)
}
