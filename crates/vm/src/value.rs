//! The tagged word that every Python value is.
//!
//! | low two bits | meaning |
//! |---|---|
//! | `00` | a 62-bit integer, shifted left by two |
//! | `11` | a pointer to a heap object, plus three |
//! | `01` | an immediate: NULL, None, False, True, Ellipsis, NotImplemented |
//! | `10` | free |
//!
//! [`Raw`] is the bits, copied freely by handlers that keep the counts themselves. [`Value`] owns one
//! reference. Dropping a [`Value`] never runs Python: what may run a finalizer goes on the heap's dead list, drained
//! by [`crate::Thread::drain`].
#![expect(unsafe_code, reason = "reference counts live behind raw pointers")]

use std::fmt;
use std::mem::ManuallyDrop;

use taipan_heap::{Header, Heap, flags};

use crate::object::{Kind, Object};

/// The bits of a value, without ownership.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Raw(pub u64);

impl Raw {
    /// No value: an unbound local, an absent argument. Never visible to Python.
    pub const NULL: Raw = Raw(0x01);
    pub const NONE: Raw = Raw(0x05);
    pub const FALSE: Raw = Raw(0x09);
    pub const TRUE: Raw = Raw(0x0d);
    pub const ELLIPSIS: Raw = Raw(0x11);
    pub const NOT_IMPLEMENTED: Raw = Raw(0x15);

    /// The smallest and largest integers that fit a word.
    pub const MIN_INT: i64 = -(1 << 61);
    pub const MAX_INT: i64 = (1 << 61) - 1;

    /// An integer within [`Raw::MIN_INT`]..=[`Raw::MAX_INT`].
    #[inline(always)]
    pub const fn int(value: i64) -> Raw {
        Raw((value << 2) as u64)
    }

    /// An integer, if it fits the word.
    #[inline(always)]
    pub const fn try_int(value: i64) -> Option<Raw> {
        if value >= Raw::MIN_INT && value <= Raw::MAX_INT { Some(Raw::int(value)) } else { None }
    }

    #[inline(always)]
    pub const fn bool(value: bool) -> Raw {
        Raw(Raw::FALSE.0 | (value as u64) << 2)
    }

    #[inline(always)]
    pub fn pointer(object: *mut Header) -> Raw {
        Raw(object as u64 + 3)
    }

    #[inline(always)]
    pub const fn is_int(self) -> bool {
        self.0 & 3 == 0
    }

    #[inline(always)]
    pub const fn are_ints(self, other: Raw) -> bool {
        (self.0 | other.0) & 3 == 0
    }

    #[inline(always)]
    pub fn is_pointer(self) -> bool {
        #[cfg(all(target_arch = "x86_64", not(miri)))]
        {
            // The compiler would take two instructions to complement the bits where one adds to them.
            let next: u32;
            // SAFETY: arithmetic on registers.
            #[expect(unsafe_code, reason = "one instruction less wherever a word is tested")]
            unsafe {
                std::arch::asm!(
                    "lea {next:e}, [{word:e} + 1]",
                    word = in(reg) self.0,
                    next = lateout(reg) next,
                    options(pure, nomem, nostack, preserves_flags)
                );
            }
            next & 3 == 0
        }
        #[cfg(not(all(target_arch = "x86_64", not(miri))))]
        {
            self.0 & 3 == 3
        }
    }

    #[inline(always)]
    pub const fn is_null(self) -> bool {
        self.0 == Raw::NULL.0
    }

    #[inline(always)]
    pub const fn is_none(self) -> bool {
        self.0 == Raw::NONE.0
    }

    #[inline(always)]
    pub const fn is_bool(self) -> bool {
        self.0 & !4 == Raw::FALSE.0
    }

    /// The integer of an integer word.
    #[inline(always)]
    pub const fn as_int(self) -> i64 {
        self.0 as i64 >> 2
    }

    /// The object of a pointer word.
    #[inline(always)]
    pub const fn header(self) -> *mut Header {
        (self.0 - 3) as *mut Header
    }

    /// The object of a pointer word, as its layout.
    #[inline(always)]
    pub const fn cast<T>(self) -> *mut T {
        (self.0 - 3) as *mut T
    }

    /// Whether this is a heap object of exactly the builtin type with this kind.
    ///
    /// # Safety
    /// A pointer word must point to a live object.
    #[inline(always)]
    pub unsafe fn is_kind(self, kind: Kind) -> bool {
        // SAFETY: a pointer word points to a live object, says the caller.
        self.is_pointer() && unsafe { (*self.header()).kind == kind as u8 }
    }

    /// Counts one more reference.
    ///
    /// # Safety
    /// A pointer word must point to a live object.
    #[inline(always)]
    pub unsafe fn retain(self) {
        if self.is_pointer() {
            // SAFETY: the caller's promise.
            unsafe { (*self.header()).count = (*self.header()).count.wrapping_add(1) };
        }
    }

    /// Counts one reference less; true when it was the last (the object is still whole).
    ///
    /// # Safety
    /// A pointer word must point to a live object of which the caller owns a reference.
    #[inline(always)]
    #[must_use]
    pub unsafe fn release(self) -> bool {
        // SAFETY: the caller's promise.
        self.is_pointer()
            && unsafe {
                let header = self.header();
                (*header).count -= 1;
                (*header).count == 0
            }
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Raw::NULL => f.write_str("NULL"),
            Raw::NONE => f.write_str("None"),
            Raw::FALSE => f.write_str("False"),
            Raw::TRUE => f.write_str("True"),
            Raw::ELLIPSIS => f.write_str("Ellipsis"),
            Raw::NOT_IMPLEMENTED => f.write_str("NotImplemented"),
            raw if raw.is_int() => write!(f, "{}", raw.as_int()),
            raw => write!(f, "<object {:#x}>", raw.0 - 3),
        }
    }
}

/// One owned reference to a value. Never NULL, but for the slots of a frame.
#[repr(transparent)]
pub struct Value(Raw);

impl Value {
    pub const NONE: Value = Value(Raw::NONE);
    pub const TRUE: Value = Value(Raw::TRUE);
    pub const FALSE: Value = Value(Raw::FALSE);
    pub const NOT_IMPLEMENTED: Value = Value(Raw::NOT_IMPLEMENTED);
    pub const ELLIPSIS: Value = Value(Raw::ELLIPSIS);

    /// Takes over a reference.
    ///
    /// # Safety
    /// The caller owns a reference to what `raw` names and gives it away.
    #[inline(always)]
    pub unsafe fn from_raw(raw: Raw) -> Value {
        Value(raw)
    }

    /// A new reference to what `raw` names.
    ///
    /// # Safety
    /// `raw` names a live object (or none at all).
    #[inline(always)]
    pub unsafe fn from_borrowed(raw: Raw) -> Value {
        // SAFETY: the caller's promise.
        unsafe { raw.retain() };
        Value(raw)
    }

    /// Reads a slot that owns its reference as a value, without touching the count.
    ///
    /// # Safety
    /// The slot holds an owned, non-NULL value and keeps it for as long as the result lives.
    #[inline(always)]
    pub unsafe fn borrow_slot<'a>(slot: *const Raw) -> &'a Value {
        // SAFETY: `Value` is a transparent wrapper of `Raw`; liveness is the caller's promise.
        unsafe { &*slot.cast::<Value>() }
    }

    /// An integer that fits a word; see [`crate::builtins::int::from_i64`] for any other.
    #[inline(always)]
    pub const fn small_int(value: i64) -> Value {
        Value(Raw::int(value))
    }

    #[inline(always)]
    pub const fn bool(value: bool) -> Value {
        Value(Raw::bool(value))
    }

    /// The bits; ownership stays here.
    #[inline(always)]
    pub const fn raw(&self) -> Raw {
        self.0
    }

    /// Gives the reference away as bits.
    #[inline(always)]
    pub fn into_raw(self) -> Raw {
        ManuallyDrop::new(self).0
    }

    /// Identity, Python's `is`.
    #[inline(always)]
    pub fn is(&self, other: &Value) -> bool {
        self.0 == other.0
    }

    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// The integer, when the word holds one. Neither bools nor big integers.
    #[inline(always)]
    pub fn as_small_int(&self) -> Option<i64> {
        self.0.is_int().then(|| self.0.as_int())
    }

    /// The heap object behind the value, if it has one.
    #[inline(always)]
    pub fn header(&self) -> Option<&Header> {
        // SAFETY: an owned pointer word points to a live object.
        self.0.is_pointer().then(|| unsafe { &*self.0.header() })
    }

    /// Whether the value is of exactly the builtin type with this kind.
    #[inline(always)]
    pub fn is_kind(&self, kind: Kind) -> bool {
        // SAFETY: an owned value's object lives.
        unsafe { self.0.is_kind(kind) }
    }

    /// The object, when it is of exactly the builtin type `T`.
    #[inline(always)]
    pub fn exact<T: Object>(&self) -> Option<&T> {
        const { assert!(T::KIND as u8 != Kind::Other as u8, "types without a kind are told by their layout") };
        // SAFETY: the kind proves the layout, and the reference keeps the object alive.
        self.is_kind(T::KIND).then(|| unsafe { &*self.0.cast::<T>() })
    }

    /// The object of builtin type `T`: of an instance of exactly that type or of a subclass.
    #[inline(always)]
    pub fn downcast<T: Object>(&self) -> Option<&T> {
        T::of(self)
    }

    /// The object, when it has the layout of builtin type `T`.
    #[inline(always)]
    pub(crate) fn layout_cast<T: Object>(&self) -> Option<&T> {
        if let Some(object) = self.exact::<T>() {
            return Some(object);
        }
        let header = self.header()?;
        // SAFETY: every object's type is a live type object; the layout's kind proves the cast.
        unsafe {
            let class = &*header.ty.cast::<crate::types::TypeObject>();
            (class.layout_is(T::KIND)).then(|| &*self.0.cast::<T>())
        }
    }
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        if self.0.is_pointer() {
            // SAFETY: an owned value's object lives.
            unsafe { Header::retain(self.0.header()) };
        }
        Value(self.0)
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the value owned a reference.
        if unsafe { self.0.release() } {
            // SAFETY: it was the last.
            unsafe { released(self.0.header()) };
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What native code does with an object whose last reference it dropped: frees it if that can run no
/// Python, else leaves it to the next drain.
///
/// # Safety
/// `object` is whole and its count has just become zero.
#[cold]
#[inline(never)]
pub(crate) unsafe fn released(object: *mut Header) {
    // SAFETY: the object is whole; its page names its heap.
    unsafe {
        let heap = Heap::of(object);
        if (*object).flags & (flags::SIMPLE | flags::WEAK) == flags::SIMPLE {
            (*heap).free(object);
        } else {
            (*object).flags |= flags::DYING;
            (*heap).dead.push(object);
        }
    }
}
