//! The cycle collector's part that knows Python: what objects refer to, weak references, finalizers.
#![expect(unsafe_code, reason = "walks raw objects")]

use taipan_heap::{Header, flags};

use crate::object::Kind;
use crate::thread::{Thread, event};
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// Visits everything that an object refers to.
///
/// # Safety
/// `object` is whole.
pub(crate) unsafe fn traverse(object: *mut Header, with: &mut dyn FnMut(*mut Header)) {
    // SAFETY: the caller's promise; the type describes the object.
    unsafe {
        let class = (*object).ty.cast::<TypeObject>();
        ((*class).layout.traverse)(object, with);
        if (*object).kind == Kind::Other as u8 {
            (*class).traverse_instance(object, with);
            if (*class).flags.get().contains(TypeFlags::HEAP) {
                with(class.cast());
            }
        }
    }
}

/// Called by the heap when enough was allocated: asks the thread that runs to collect.
///
/// # Safety
/// `data` is the interpreter.
pub(crate) unsafe fn requested(data: *mut ()) {
    // SAFETY: the interpreter set itself as the heap's request data.
    let interpreter = unsafe { &*data.cast::<crate::interpreter::Interpreter>() };
    if !interpreter.running.is_null() {
        // SAFETY: a thread that runs lives.
        unsafe { Thread::request_of(interpreter.running, event::COLLECT) };
    }
}

impl Thread {
    /// Finds and frees unreachable cycles. Returns how many objects were found unreachable.
    pub fn collect_garbage(&mut self) -> usize {
        // SAFETY: all objects are whole between words; what the collector gives is taken apart once.
        unsafe {
            let unreachable = self.heap().find_unreachable(traverse);
            if unreachable.is_empty() {
                self.heap().finish_collection();
                return 0;
            }
            for &object in &unreachable {
                Raw::pointer(object).retain();
            }
            self.clear_weak_references_of_garbage(&unreachable);
            let mut finalized = false;
            for &object in &unreachable {
                let class = (*object).ty.cast::<TypeObject>();
                if (*class).flags.get().contains(TypeFlags::FINALIZER)
                    && (*object).flags & flags::FINALIZED == 0
                {
                    (*object).flags |= flags::FINALIZED;
                    finalized = true;
                    self.finalize(object);
                }
            }
            let dead = if finalized {
                self.heap().still_unreachable_held(&unreachable, 1, traverse).0
            } else {
                unreachable.clone()
            };
            let found = dead.len();
            let kept = self.report_unreachable(&dead);
            if !kept {
                for &object in &dead {
                    if (*(*object).ty.cast::<TypeObject>()).layout_is(Kind::Type) {
                        (*object.cast::<TypeObject>()).leave_bases();
                    }
                }
                // Code last: it tells what waiting generators own.
                let is_code = |object: &&*mut Header| (***object).kind == Kind::Code as u8;
                let others = dead.iter().filter(|object| !is_code(object));
                for &object in others.chain(dead.iter().filter(is_code)) {
                    let mut dying = self.spare_dying();
                    self.detach_all(object, &mut dying);
                    self.bury_all(dying);
                }
            }
            for &object in &unreachable {
                self.drop_raw(Raw::pointer(object));
            }
            self.heap().finish_collection();
            found
        }
    }

    /// Runs an object's finalizer: `__del__`, or a generator's close. Errors are reported and dropped.
    ///
    /// # Safety
    /// The object is whole and the caller holds a reference.
    pub(crate) unsafe fn finalize(&mut self, object: *mut Header) {
        // SAFETY: the caller holds a reference.
        let value = unsafe { Value::from_borrowed(Raw::pointer(object)) };
        let raised = std::mem::replace(&mut self.raised, Raw::NULL);
        if let Some(generator) = crate::builtins::generator::Generator::of(&value) {
            if let Err(error) = self.finalize_generator(generator) {
                self.write_unraisable(error, Some(&value), Some("Exception ignored while closing generator"));
            }
        } else if value.is_kind(Kind::AsyncGenSend) || value.is_kind(Kind::AsyncGenThrow) {
            self.finalize_awaited(&value);
        } else {
            // SAFETY: a live object's type is live.
            let del = unsafe { (*(*object).ty.cast::<TypeObject>()).special(Special::Del) };
            if !del.is_null() {
                // SAFETY: the type keeps it alive.
                let method = unsafe { Value::from_borrowed(del) };
                if let Err(error) = self.call_special_raw(&value, del, &[]) {
                    self.write_unraisable(
                        error,
                        Some(&method),
                        Some("Exception ignored while calling deallocator"),
                    );
                }
            }
        }
        // What the finalizer left behind dies before anything else runs.
        self.drain();
        self.raised = raised;
        let _ = value.into_raw();
        // SAFETY: the reference taken above; dropping it here must not put the object on the dead list.
        unsafe { (*object).count -= 1 };
    }
}
