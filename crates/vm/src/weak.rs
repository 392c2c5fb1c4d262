//! Weak references: a side table from targets to the references to them.
#![expect(unsafe_code, reason = "targets are known by address")]

use taipan_heap::Header;

use crate::builtins::weakref::WeakRef;
use crate::thread::Thread;
use crate::value::{Raw, Value};

impl Thread {
    /// Clears every weak reference to a dying object, then calls their callbacks, newest first.
    pub(crate) fn clear_weak_references(&mut self, target: *mut Header) {
        let Some(references) = self.interpreter_mut().weak.remove(&target) else { return };
        // SAFETY: references in the table live.
        let references: Vec<Value> =
            references.into_iter().map(|reference| unsafe { Value::from_borrowed(reference) }).collect();
        for reference in &references {
            if let Some(weak) = reference.downcast::<WeakRef>() {
                weak.target.set(Raw::NULL);
            }
        }
        for reference in references.iter().rev() {
            let Some(weak) = reference.downcast::<WeakRef>() else { continue };
            let Some(callback) = weak.callback().cloned() else { continue };
            if let Err(error) = self.call(&callback, std::slice::from_ref(reference)) {
                self.write_unraisable(
                    error,
                    Some(&callback),
                    Some("Exception ignored while calling weakref callback"),
                );
            }
        }
    }
}
