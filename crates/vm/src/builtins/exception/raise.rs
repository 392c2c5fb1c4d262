//! Raising: `raise X from Y`, and the context that an exception gets when it is raised while another is
//! being handled.
#![expect(unsafe_code, reason = "looks at the exception being raised in place")]

use crate::builtins::exception::{BaseException, instantiate};
use crate::builtins::str::Str;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::Value;

impl Thread {
    /// What `raise`, `raise exc` and `raise exc from cause` raise. Without `exc` it is the exception being handled, which
    /// must be raised without another traceback entry.
    #[cold]
    #[inline(never)]
    pub fn raise(&mut self, exc: Option<&Value>, cause: Option<&Value>) -> Exception {
        let Some(exc) = exc else {
            return match self.handled_exception() {
                Some(handled) => Exception::new(handled.clone()),
                None => self.runtime_error("No active exception to reraise"),
            };
        };
        let raised = match self.raisable(exc, "exceptions must derive from BaseException") {
            Ok(raised) => raised,
            Err(error) => return error,
        };
        if let Some(cause) = cause {
            let cause = if cause.is_none() {
                None
            } else {
                match self.raisable(cause, "exception causes must derive from BaseException") {
                    Ok(cause) => Some(cause),
                    Err(error) => return error,
                }
            };
            if let Some(raised) = BaseException::of(&raised) {
                raised.set_cause(cause);
            }
        }
        self.chain_context(&raised);
        Exception::new(raised)
    }

    /// The exception that an instance is or a class makes.
    fn raisable(&mut self, exc: &Value, otherwise: &str) -> PyResult {
        if BaseException::of(exc).is_some() {
            return Ok(exc.clone());
        }
        if !is_exception_class(exc) {
            return Err(self.type_error(otherwise));
        }
        let made = instantiate(self, exc, Vec::new())?;
        if BaseException::of(&made).is_some() {
            return Ok(made);
        }
        let class = self.repr(exc)?;
        let found = self.type_of(&made).to_value();
        let found = self.repr(&found)?;
        let [class, found] =
            [&class, &found].map(|text| Str::of(text).map(Str::to_lossy).unwrap_or_default());
        Err(self.type_error(format!(
            "calling {class} should have returned an instance of BaseException, not {found}"
        )))
    }

    /// Makes the exception being handled the context of one that is about to be raised. If that would close a
    /// circle, the circle is cut where it comes back to the new exception.
    #[cold]
    #[inline(never)]
    pub fn chain_context(&mut self, new: &Value) {
        let Some(handled) = self.handled_exception() else { return };
        if handled.is(new) {
            return;
        }
        let handled = handled.clone();
        let Some(raised) = BaseException::of(new) else { return };
        let mut at = handled.clone();
        // Walks at half the speed, to notice circles that were there before.
        let mut slow = handled.clone();
        let mut odd = false;
        loop {
            let Some(next) = BaseException::of(&at).and_then(BaseException::context) else { break };
            if next.is(new) {
                if let Some(last) = BaseException::of(&at) {
                    last.set_context(None);
                }
                break;
            }
            at = next;
            if at.is(&slow) {
                break;
            }
            if odd && let Some(next) = BaseException::of(&slow).and_then(BaseException::context) {
                slow = next;
            }
            odd = !odd;
        }
        raised.set_context(Some(handled));
    }

    /// Makes what the innermost generator itself handles the context of an exception thrown into it. What its caller
    /// handles is none of its business.
    pub(crate) fn chain_own_context(&mut self, thrown: &Exception) {
        // SAFETY: items live in the thread and in running generators; each owns its value.
        let own = unsafe { (*self.exceptions).value };
        if !own.is_null() && !own.is_none() {
            self.chain_context(thrown.value());
        }
    }

    /// Gives the exception being raised its context, if native code has just made it: those with a traceback or a
    /// context have come from elsewhere.
    #[cold]
    #[inline(never)]
    pub fn set_context(&mut self) {
        if self.raised.is_null() || self.handled_exception().is_none() {
            return;
        }
        // SAFETY: the thread owns the exception being raised; a reference of our own keeps it.
        let raised = unsafe { Value::from_borrowed(self.raised) };
        if BaseException::of(&raised)
            .is_some_and(|raised| raised.traceback().is_none() && raised.context().is_none())
        {
            self.chain_context(&raised);
        }
    }

    /// The value of a StopIteration, None included; `None` for other exceptions.
    pub fn stop_iteration_value(&self, error: &Value) -> Option<Value> {
        let class = self.interpreter().exception_class(Class::StopIteration);
        if !self.is_instance_of(error, &class) {
            return None;
        }
        Some(BaseException::of(error)?.field(0).unwrap_or(Value::NONE))
    }
}

/// Whether a value is a subclass of BaseException.
pub(crate) fn is_exception_class(value: &Value) -> bool {
    value.downcast::<TypeObject>().is_some_and(|class| class.flags.get().contains(TypeFlags::EXCEPTION))
}
