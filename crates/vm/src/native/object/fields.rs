//! What fields of native objects are made of: values, which the collector sees, and Rust data.
#![expect(unsafe_code, reason = "fields of raw objects")]

use std::cell::{Cell, UnsafeCell};
use std::collections::VecDeque;
use std::ops::Deref;

use crate::builtins::fields;
use crate::dying::Dying;
use crate::object::{Visit, visit};
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// A field of a native object: one value, or none.
#[repr(transparent)]
pub struct Slot(Cell<Raw>);

impl Slot {
    /// A field that holds a value.
    #[inline]
    pub fn new(value: Value) -> Slot {
        Slot(Cell::new(value.into_raw()))
    }

    /// A field that holds nothing.
    #[inline]
    pub const fn empty() -> Slot {
        Slot(Cell::new(Raw::NULL))
    }

    /// Whether it holds nothing.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.get().is_null()
    }

    /// A new reference to the value.
    #[inline]
    pub fn get(&self) -> Option<Value> {
        fields::read(&self.0)
    }

    /// A new reference to the value; None if it holds nothing.
    #[inline]
    pub fn get_or_none(&self) -> Value {
        self.get().unwrap_or(Value::NONE)
    }

    /// The value, for as long as nothing can change the field.
    #[inline]
    pub fn borrow<'a>(&'a self, _: &'a Thread) -> Option<&'a Value> {
        // SAFETY: changing the field takes the thread exclusively.
        (!self.0.get().is_null()).then(|| unsafe { Value::borrow_slot(self.0.as_ptr()) })
    }

    /// Replaces the value; the old one is dropped.
    #[inline]
    pub fn set(&self, _: &mut Thread, value: Option<Value>) {
        fields::write(&self.0, value);
    }

    /// Replaces the value and answers the old one.
    #[inline]
    pub fn replace(&self, _: &mut Thread, value: Option<Value>) -> Option<Value> {
        let old = fields::take(&self.0);
        self.0.set(value.map_or(Raw::NULL, Value::into_raw));
        old
    }

    /// Moves the value out.
    #[inline]
    pub fn take(&self, _: &mut Thread) -> Option<Value> {
        fields::take(&self.0)
    }
}

impl Default for Slot {
    fn default() -> Slot {
        Slot::empty()
    }
}

impl From<Value> for Slot {
    fn from(value: Value) -> Slot {
        Slot::new(value)
    }
}

impl From<Option<Value>> for Slot {
    fn from(value: Option<Value>) -> Slot {
        value.map_or_else(Slot::empty, Slot::new)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        fields::write(&self.0, None);
    }
}

/// A field of a native object that holds Rust data, with values in it or without: [`Content`].
pub struct Guarded<T>(UnsafeCell<T>);

impl<T> Guarded<T> {
    /// A field with this content.
    pub fn new(content: T) -> Guarded<T> {
        Guarded(UnsafeCell::new(content))
    }

    /// The content, for as long as nothing can change it.
    #[inline]
    pub fn read<'a>(&'a self, _: &'a Thread) -> &'a T {
        // SAFETY: changing it takes the thread exclusively, and one thread at a time runs an interpreter.
        unsafe { &*self.0.get() }
    }

    /// The content, to be changed; no other field's content can be looked at meanwhile.
    #[inline]
    pub fn write<'a>(&'a self, _: &'a mut Thread) -> &'a mut T {
        // SAFETY: as `read`; the thread is borrowed exclusively for as long as the result lives.
        unsafe { &mut *self.0.get() }
    }
}

/// A field of a native object that holds Rust data without values, which is looked at without the thread: atomics,
/// cells, what other threads know too. Dropped when the object dies.
pub struct Data<T>(UnsafeCell<T>);

impl<T> Data<T> {
    /// A field with this data.
    pub fn new(data: T) -> Data<T> {
        Data(UnsafeCell::new(data))
    }
}

impl<T: Default> Default for Data<T> {
    fn default() -> Data<T> {
        Data::new(T::default())
    }
}

impl<T> Deref for Data<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: it is replaced only when the object is taken apart, to which nobody has a reference then.
        unsafe { &*self.0.get() }
    }
}

/// What a native object's field refers to.
pub trait Field {
    /// Visits each value that the field owns.
    fn trace(&self, with: Visit<'_>);

    /// Gives away what the field owns, last to die first, and frees its buffers.
    fn detach(&self, dying: &mut Dying);
}

/// Data with values in it, for [`Guarded`] fields.
pub trait Content {
    /// Visits each value.
    fn trace(&self, with: Visit<'_>);

    /// Gives away each value, last to die first, and frees the buffers.
    fn detach(&mut self, dying: &mut Dying);
}

impl Field for Slot {
    fn trace(&self, with: Visit<'_>) {
        visit(self.0.get(), with);
    }

    fn detach(&self, dying: &mut Dying) {
        dying.value(self.0.replace(Raw::NULL));
    }
}

impl<T: Copy> Field for Cell<T> {
    fn trace(&self, _: Visit<'_>) {}

    fn detach(&self, _: &mut Dying) {}
}

impl<T: Default> Field for Data<T> {
    fn trace(&self, _: Visit<'_>) {}

    fn detach(&self, _: &mut Dying) {
        // SAFETY: the object is taken apart; nobody looks at the data.
        drop(unsafe { self.0.get().replace(T::default()) });
    }
}

impl<T: Content> Field for Guarded<T> {
    fn trace(&self, with: Visit<'_>) {
        // SAFETY: the collector runs between accesses.
        unsafe { (*self.0.get()).trace(with) }
    }

    fn detach(&self, dying: &mut Dying) {
        // SAFETY: objects are taken apart between accesses.
        unsafe { (*self.0.get()).detach(dying) }
    }
}

impl Content for Value {
    fn trace(&self, with: Visit<'_>) {
        visit(self.raw(), with);
    }

    fn detach(&mut self, dying: &mut Dying) {
        dying.value(std::mem::replace(self, Value::NONE).into_raw());
    }
}

impl<T: Content> Content for Option<T> {
    fn trace(&self, with: Visit<'_>) {
        if let Some(content) = self {
            content.trace(with);
        }
    }

    fn detach(&mut self, dying: &mut Dying) {
        if let Some(mut content) = self.take() {
            content.detach(dying);
        }
    }
}

impl<T: Content> Content for Vec<T> {
    fn trace(&self, with: Visit<'_>) {
        self.iter().for_each(|item| item.trace(&mut *with));
    }

    fn detach(&mut self, dying: &mut Dying) {
        std::mem::take(self).iter_mut().rev().for_each(|item| item.detach(dying));
    }
}

impl<T: Content> Content for VecDeque<T> {
    fn trace(&self, with: Visit<'_>) {
        self.iter().for_each(|item| item.trace(&mut *with));
    }

    fn detach(&mut self, dying: &mut Dying) {
        std::mem::take(self).iter_mut().rev().for_each(|item| item.detach(dying));
    }
}

/// Data without values in it, for [`Guarded`] fields.
pub struct Plain<T>(pub T);

impl<T: Default> Content for Plain<T> {
    fn trace(&self, _: Visit<'_>) {}

    fn detach(&mut self, _: &mut Dying) {
        self.0 = T::default();
    }
}
