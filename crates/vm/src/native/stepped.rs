//! What a step of an iterator answers, in one register: a `PyResult<Option<Value>>` would go through memory.
#![expect(unsafe_code, reason = "makes values of raw words")]

use crate::errors::Exception;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// What a [`Next`](crate::native::Next) answered: an owned item, or NULL at the end and where it raised. Then the thread's
/// first scratch word is the exception, or NULL.
#[must_use = "an item is dropped by taking the result out"]
#[repr(transparent)]
pub struct Stepped(Raw);

impl Stepped {
    /// An item, the end or an exception.
    #[inline(always)]
    pub fn new(t: &mut Thread, result: PyResult<Option<Value>>) -> Stepped {
        match result {
            Ok(Some(item)) => Stepped(item.into_raw()),
            Ok(None) => {
                t.scratch[0] = Raw::NULL;
                Stepped(Raw::NULL)
            }
            Err(error) => {
                t.scratch[0] = error.into_value().into_raw();
                Stepped(Raw::NULL)
            }
        }
    }

    /// The item, `None` at the end, or the exception. To be asked before anything else runs.
    #[inline(always)]
    pub fn result(self, t: &mut Thread) -> PyResult<Option<Value>> {
        if self.0.is_null() {
            return match t.scratch[0] {
                Raw::NULL => Ok(None),
                // SAFETY: the scratch word owns the exception, and nobody reads it again.
                error => Err(Exception::new(unsafe { Value::from_raw(error) })),
            };
        }
        // SAFETY: the word is owned.
        Ok(Some(unsafe { Value::from_raw(self.0) }))
    }

    /// The word: NULL where it is no item.
    #[inline(always)]
    pub(crate) fn into_raw(self) -> Raw {
        self.0
    }
}
