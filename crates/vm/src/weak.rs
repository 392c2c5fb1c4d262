//! Weak references by their target: a table from objects to a list strung through their references, in
//! CPython's order: the shared reference and the shared proxy first, then the others, newest first.
#![expect(unsafe_code, reason = "targets and references are known by address")]

use std::cell::Cell;
use std::collections::HashMap;

use taipan_heap::{Header, flags};

use crate::builtins::fields;
use crate::builtins::weakref::WeakRef;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// The first reference to each object that has any.
pub(crate) struct WeakTable {
    first: HashMap<*mut Header, *mut WeakRef, ahash::RandomState>,
}

impl Default for WeakTable {
    fn default() -> WeakTable {
        // Addresses need no secret key.
        WeakTable { first: HashMap::with_hasher(ahash::RandomState::with_seeds(1, 2, 3, 4)) }
    }
}

impl WeakTable {
    /// The references to an object, in order. They stay valid until one is made or dies.
    fn references(&self, target: *mut Header) -> impl Iterator<Item = *mut WeakRef> {
        let first = self.first.get(&target).copied().unwrap_or(std::ptr::null_mut());
        std::iter::successors((!first.is_null()).then_some(first), |&reference| {
            // SAFETY: references in the table live until they unlink themselves.
            let next = unsafe { (*reference).next.get() };
            (!next.is_null()).then_some(next)
        })
    }

    /// Strings a new reference in, behind `previous` or, without one, first.
    ///
    /// # Safety
    /// The reference is whole, names its target, and is in no list; `previous` is in the target's list.
    unsafe fn link(&mut self, reference: *mut WeakRef, previous: Option<*mut WeakRef>) {
        // SAFETY: the caller's promise; neighbours live.
        unsafe {
            let target = (*reference).target.get().header();
            let next = match previous {
                Some(previous) => (*previous).next.replace(reference),
                None => self.first.insert(target, reference).unwrap_or(std::ptr::null_mut()),
            };
            (*reference).previous.set(previous.unwrap_or(std::ptr::null_mut()));
            (*reference).next.set(next);
            if !next.is_null() {
                (*next).previous.set(reference);
            }
            (*target).flags |= flags::WEAK;
        }
    }

    /// Takes a reference out of its target's list; it is dead then. Nothing happens to a dead one.
    ///
    /// # Safety
    /// The reference is whole.
    pub(crate) unsafe fn unlink(&mut self, reference: *mut WeakRef) {
        // SAFETY: the caller's promise; neighbours live, and so does the target of a reference that is not dead.
        unsafe {
            let target = (*reference).target.replace(Raw::NULL);
            if !target.is_pointer() {
                return;
            }
            let target = target.header();
            let previous = (*reference).previous.replace(std::ptr::null_mut());
            let next = (*reference).next.replace(std::ptr::null_mut());
            if !next.is_null() {
                (*next).previous.set(previous);
            }
            if !previous.is_null() {
                (*previous).next.set(next);
            } else if next.is_null() {
                self.first.remove(&target);
                (*target).flags &= !flags::WEAK;
            } else {
                self.first.insert(target, next);
            }
        }
    }

    /// The reference and the proxy that callers without callback share, as far as they exist.
    fn shared(&self, target: *mut Header) -> [Option<*mut WeakRef>; 2] {
        let mut shared = [None, None];
        for reference in self.references(target).take(2) {
            // SAFETY: references in the table live.
            unsafe {
                let kind = (*reference).header.kind;
                if !(*reference).callback.get().is_null() || kind == Kind::Other as u8 {
                    break;
                }
                shared[usize::from(kind != Kind::WeakRef as u8)] = Some(reference);
            }
        }
        shared
    }
}

impl Thread {
    /// `class(target, callback)`, where `class` is `weakref.ref` or a subclass: a new reference or, of exact ones
    /// without callback, the one there is. TypeError for objects that can't be referred to weakly.
    pub fn new_weak_reference(
        &mut self,
        class: &TypeObject,
        target: &Value,
        callback: Option<&Value>,
    ) -> PyResult {
        self.new_weak(class, target, callback)
    }

    /// `weakref.proxy(target, callback)`.
    pub fn new_weak_proxy(&mut self, target: &Value, callback: Option<&Value>) -> PyResult {
        let callable = self.has_special(target, crate::types::Special::Call);
        let kind = if callable { Kind::CallableWeakProxy } else { Kind::WeakProxy };
        let class = self.interpreter().type_of_kind(kind).to_value();
        let Some(class) = class.exact::<TypeObject>() else { unreachable!("proxy types are types") };
        self.new_weak(class, target, callback)
    }

    fn new_weak(&mut self, class: &TypeObject, target: &Value, callback: Option<&Value>) -> PyResult {
        // A reference that native code just dropped is not to be found any more.
        self.drain();
        if !target.raw().is_pointer() || !self.type_of(target).flags.get().contains(TypeFlags::WEAK) {
            let found = self.type_name(target);
            return Err(self.type_error(format!("cannot create weak reference to '{found}' object")));
        }
        let header = target.raw().header();
        let proxy = class.instance_kind != Kind::WeakRef && class.instance_kind != Kind::Other;
        let may_share = callback.is_none() && class.instance_kind != Kind::Other;
        if may_share && let Some(known) = self.interpreter().weak.shared(header)[usize::from(proxy)] {
            // SAFETY: references in the table live; those at zero were drained.
            return Ok(unsafe { Value::from_borrowed(Raw::pointer(known.cast())) });
        }
        let object = self.alloc_instance(class)?;
        // SAFETY: the object is fresh, with the memory of a reference; nothing ran since the shared ones were asked for.
        unsafe {
            let reference = object.cast::<WeakRef>();
            (&raw mut (*reference).target).write(Cell::new(target.raw()));
            let callback = callback.map_or(Raw::NULL, |callback| callback.clone().into_raw());
            (&raw mut (*reference).callback).write(Cell::new(callback));
            (&raw mut (*reference).hash).write(Cell::new(-1));
            (&raw mut (*reference).previous).write(Cell::new(std::ptr::null_mut()));
            (&raw mut (*reference).next).write(Cell::new(std::ptr::null_mut()));
            let [first, second] = self.interpreter().weak.shared(header);
            let previous = match (may_share, proxy) {
                (true, false) => None,
                (true, true) => first,
                (false, _) => second.or(first),
            };
            self.interpreter_mut().weak.link(reference, previous);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// The living references and proxies to an object, in order.
    pub fn weak_references(&mut self, target: &Value) -> Vec<Value> {
        if !target.raw().is_pointer() {
            return Vec::new();
        }
        // SAFETY: references in the table live; those at zero wait for their end.
        unsafe {
            let references = self.interpreter().weak.references(target.raw().header());
            references
                .filter(|&reference| (*reference).header.count != 0)
                .map(|reference| Value::from_borrowed(Raw::pointer(reference.cast())))
                .collect()
        }
    }

    /// Clears every weak reference to a dying object, then calls their callbacks.
    pub(crate) fn clear_weak_references(&mut self, target: *mut Header) {
        let callers = self.take_weak_references(target);
        self.call_weak_callbacks(callers);
    }

    /// Clears the weak references to unreachable objects, then calls the callbacks of those references that are not
    /// unreachable themselves.
    ///
    /// # Safety
    /// The caller holds a reference to each of the objects, each of which is whole and occurs once.
    pub(crate) unsafe fn clear_weak_references_of_garbage(&mut self, unreachable: &[*mut Header]) {
        // SAFETY: the caller's promise. No code but ours runs while the marks stand.
        unsafe {
            if unreachable.iter().all(|&object| (*object).flags & flags::WEAK == 0) {
                return;
            }
            for &object in unreachable {
                (*object).flags |= flags::SCRATCH;
            }
            let mut callers = Vec::new();
            for &object in unreachable {
                if (*object).flags & flags::WEAK != 0 {
                    callers.append(&mut self.take_weak_references(object));
                }
            }
            for &object in unreachable {
                (*object).flags &= !flags::SCRATCH;
            }
            self.call_weak_callbacks(callers);
        }
    }

    /// Clears the references to an object. Gives those whose callbacks are to be called, with the callbacks.
    fn take_weak_references(&mut self, target: *mut Header) -> Vec<(Value, Value)> {
        let mut callers = Vec::new();
        while let Some(&reference) = self.interpreter().weak.first.get(&target) {
            // SAFETY: references in the table live; one at zero waits for its end and calls nobody.
            unsafe {
                self.interpreter_mut().weak.unlink(reference);
                let header = &(*reference).header;
                let calls = header.count != 0 && header.flags & flags::SCRATCH == 0;
                if calls && let Some(callback) = fields::take(&(*reference).callback) {
                    callers.push((Value::from_borrowed(Raw::pointer(reference.cast())), callback));
                }
            }
        }
        callers
    }

    fn call_weak_callbacks(&mut self, callers: Vec<(Value, Value)>) {
        if callers.is_empty() {
            return;
        }
        let raised = std::mem::replace(&mut self.raised, Raw::NULL);
        for (reference, callback) in callers {
            if let Err(error) = self.call(&callback, std::slice::from_ref(&reference)) {
                let what = "Exception ignored while calling weakref callback";
                self.write_unraisable(error, Some(&callback), Some(what));
            }
            drop((reference, callback));
            self.drain();
        }
        self.raised = raised;
    }
}
