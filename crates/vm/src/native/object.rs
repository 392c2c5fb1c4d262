//! Objects of native modules: structs that become the memory of a type without a line of unsafe code at
//! the module.
//!
//! A [`Slot`] holds one value, a [`Guarded`] any Rust data, of which [`Field`] tells the collector what it refers to.
//! What a field holds is read under a shared borrow of the thread and changed under an exclusive one, so no
//! reference into an object survives a call into Python.
#![expect(unsafe_code, reason = "fields of raw objects")]

use std::cell::{Cell, UnsafeCell};
use std::collections::VecDeque;

pub use taipan_heap::Header;

use crate::builtins::dict::{self, Dict};
use crate::builtins::tuple::{self, Tuple};
use crate::dying::Dying;
use crate::errors::Exception;
use crate::native::PyResult;
use crate::object::{Holder, Layout, Visit, visit};
use crate::thread::Thread;
use crate::types::TypeObject;
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
    pub fn empty() -> Slot {
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
        let raw = self.0.get();
        // SAFETY: the field of a live object owns its value.
        (!raw.is_null()).then(|| unsafe { Value::from_borrowed(raw) })
    }

    /// The value, for as long as nothing can change the field.
    #[inline]
    pub fn borrow<'a>(&'a self, _: &'a Thread) -> Option<&'a Value> {
        // SAFETY: changing the field takes the thread exclusively.
        (!self.0.get().is_null()).then(|| unsafe { Value::borrow_slot(self.0.as_ptr()) })
    }

    /// Replaces the value; the old one is dropped.
    #[inline]
    pub fn set(&self, t: &mut Thread, value: Option<Value>) {
        drop(self.replace(t, value));
    }

    /// Replaces the value and answers the old one.
    #[inline]
    pub fn replace(&self, _: &mut Thread, value: Option<Value>) -> Option<Value> {
        let old = self.0.replace(value.map_or(Raw::NULL, Value::into_raw));
        // SAFETY: the field owned its value, which moves out.
        (!old.is_null()).then(|| unsafe { Value::from_raw(old) })
    }

    /// Moves the value out.
    #[inline]
    pub fn take(&self, t: &mut Thread) -> Option<Value> {
        self.replace(t, None)
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
        let raw = self.0.replace(Raw::NULL);
        if !raw.is_null() {
            // SAFETY: the field owned its value.
            drop(unsafe { Value::from_raw(raw) });
        }
    }
}

/// A field of a native object that holds Rust data.
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
    #[expect(clippy::mut_from_ref, reason = "the exclusive borrow is the thread's")]
    pub fn write<'a>(&'a self, _: &'a mut Thread) -> &'a mut T {
        // SAFETY: as `read`; the thread is borrowed exclusively for as long as the result lives.
        unsafe { &mut *self.0.get() }
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

/// Memory that a native object can begin with.
///
/// # Safety
/// The struct is `repr(C)` and begins with a [`Header`]; `LAYOUT` describes it.
pub unsafe trait Base {
    /// The layout that is extended; `None` for a mere header.
    const LAYOUT: Option<&'static Layout>;

    /// Writes the fields behind the header, as of an empty object.
    ///
    /// # Safety
    /// `object` has room for the struct, its header is written, nobody has seen it.
    unsafe fn init(object: *mut Header);
}

// SAFETY: a header begins with itself.
unsafe impl Base for Header {
    const LAYOUT: Option<&'static Layout> = None;

    unsafe fn init(_: *mut Header) {}
}

// SAFETY: repr(C), begins with a header.
unsafe impl Base for Dict {
    const LAYOUT: Option<&'static Layout> = Some(&dict::LAYOUT);

    unsafe fn init(object: *mut Header) {
        // SAFETY: the caller's promise.
        unsafe { Dict::init(object) };
    }
}

// SAFETY: repr(C), begins with a header; instances of subclasses of tuple are holders.
unsafe impl Base for TupleHolder {
    const LAYOUT: Option<&'static Layout> = Some(&tuple::LAYOUT);

    unsafe fn init(object: *mut Header) {
        // SAFETY: the caller's promise. Tuples expect a tuple in any holder; who makes the object sets it.
        unsafe { (&raw mut (*object.cast::<Holder>()).value).write(Cell::new(Raw::NULL)) };
    }
}

/// The memory of instances of subclasses of tuple: they hold an exact one.
#[repr(transparent)]
pub struct TupleHolder(Holder);

impl TupleHolder {
    /// Puts the exact tuple with all items into a fresh instance. Anything else, and a second one, is ignored.
    pub fn fill(&self, items: Value) {
        if items.exact::<Tuple>().is_some() && self.0.value.get().is_null() {
            self.0.value.set(items.into_raw());
        }
    }
}

/// Whether a value is an instance of a module's type with this layout, or of a subclass.
#[inline]
pub fn has_layout(value: &Value, layout: &'static Layout) -> bool {
    let Some(header) = value.header() else { return false };
    // SAFETY: a live object's type lives.
    header.kind == 0 && extends(unsafe { &*header.ty.cast::<TypeObject>() }, layout)
}

#[inline]
fn extends(class: &TypeObject, layout: &'static Layout) -> bool {
    let mut at = Some(class.layout);
    while let Some(this) = at {
        if std::ptr::eq(this, layout) {
            return true;
        }
        at = this.base;
    }
    false
}

/// Memory for an instance of `class`, which has this layout: header and base are written, the own fields are not.
pub fn allocate<B: Base>(t: &mut Thread, class: &Value, layout: &'static Layout) -> PyResult<*mut Header> {
    let Some(class) = class.downcast::<TypeObject>().filter(|class| extends(class, layout)) else {
        return Err(wrong_class(t));
    };
    let object = t.alloc_instance(class)?;
    // SAFETY: the object is fresh and has the layout, which begins with the base.
    unsafe { B::init(object) };
    Ok(object)
}

#[cold]
fn wrong_class(t: &mut Thread) -> Exception {
    t.type_error("the class has another memory layout")
}

/// Defines the memory of a module's type.
///
/// `native_object! { /// Doc.  pub struct Count: LAYOUT, TYPE { step: Slot, next: Cell<isize> } }` gives the struct, the static
/// `LAYOUT` for its [`NativeType`](crate::native::NativeType) `TYPE`, and `Count::create(t, class, step, next)`. Fields die
/// in their order. `Count extends Dict: …` begins with a dict's memory.
#[macro_export]
macro_rules! native_object {
    ($(#[$doc:meta])* $vis:vis struct $name:ident: $layout:ident, $type:path {
        $($(#[$field_doc:meta])* $field:ident: $ty:ty),* $(,)?
    }) => {
        $crate::native_object! {
            $(#[$doc])* $vis struct $name extends header: $layout, $type;
            $crate::native::object::Header; $($(#[$field_doc])* $field: $ty),*
        }
    };
    ($(#[$doc:meta])* $vis:vis struct $name:ident extends $base:ty: $layout:ident, $type:path {
        $($(#[$field_doc:meta])* $field:ident: $ty:ty),* $(,)?
    }) => {
        $crate::native_object! {
            $(#[$doc])* $vis struct $name extends base: $layout, $type;
            $base; $($(#[$field_doc])* $field: $ty),*
        }
    };
    ($(#[$doc:meta])* $vis:vis struct $name:ident extends $_how:ident: $layout:ident, $type:path;
        $base:ty; $($(#[$field_doc:meta])* $field:ident: $ty:ty),*
    ) => {
        $(#[$doc])*
        #[repr(C)]
        $vis struct $name {
            base: $base,
            $($(#[$field_doc])* pub(crate) $field: $ty,)*
        }

        // SAFETY: repr(C), begins with a header; made below with this layout.
        unsafe impl $crate::object::Object for $name {
            const KIND: $crate::object::Kind = $crate::object::Kind::Other;

            #[inline]
            fn of(value: &$crate::value::Value) -> ::core::option::Option<&Self> {
                // SAFETY: the layout proves the cast.
                $crate::native::object::has_layout(value, &$layout).then(|| unsafe { &*value.raw().cast::<$name>() })
            }

            fn type_name(_: &$crate::thread::Thread) -> ::std::string::String {
                $type.full_name()
            }
        }

        /// The memory of instances.
        $vis static $layout: $crate::object::Layout = {
            unsafe fn traverse(object: *mut $crate::native::object::Header, with: $crate::object::Visit<'_>) {
                if let ::core::option::Option::Some(base) = <$base as $crate::native::object::Base>::LAYOUT {
                    // SAFETY: the object begins with its base.
                    unsafe { (base.traverse)(object, &mut *with) };
                }
                // SAFETY: the layout's owner says what the object is.
                let this = unsafe { &*object.cast::<$name>() };
                let fields: &[&dyn $crate::native::object::Field] = &[$(&this.$field),*];
                for field in fields {
                    field.trace(&mut *with);
                }
            }

            unsafe fn detach(object: *mut $crate::native::object::Header, dying: &mut $crate::dying::Dying) {
                // SAFETY: the layout's owner says what the object is.
                let this = unsafe { &*object.cast::<$name>() };
                let fields: &[&dyn $crate::native::object::Field] = &[$(&this.$field),*];
                if let ::core::option::Option::Some(base) = <$base as $crate::native::object::Base>::LAYOUT {
                    // SAFETY: the object begins with its base.
                    unsafe { (base.detach)(object, dying) };
                }
                for field in fields.iter().rev() {
                    field.detach(dying);
                }
            }

            $crate::object::Layout {
                base: <$base as $crate::native::object::Base>::LAYOUT,
                ..$crate::object::Layout::tracked(
                    $crate::object::Kind::Other, size_of::<$name>(), traverse, detach)
            }
        };

        impl $name {
            /// Makes an instance of the type or of a subclass.
            #[allow(clippy::too_many_arguments, dead_code, reason = "as many as there are fields; subclasses may make their own")]
            $vis fn create(
                t: &mut $crate::thread::Thread,
                class: &$crate::value::Value,
                $($field: $ty),*
            ) -> $crate::native::PyResult {
                let object = $crate::native::object::allocate::<$base>(t, class, &$layout)?;
                // SAFETY: the object is fresh, has the layout, and nobody has seen it.
                unsafe {
                    let this = object.cast::<$name>();
                    $((&raw mut (*this).$field).write($field);)*
                    let _ = this;
                    ::core::result::Result::Ok($crate::value::Value::from_raw($crate::value::Raw::pointer(object)))
                }
            }

            /// A new reference to the object.
            #[allow(dead_code, reason = "not every object hands itself on")]
            $vis fn to_value(&self) -> $crate::value::Value {
                let object = ::std::ptr::from_ref(self).cast_mut().cast::<$crate::native::object::Header>();
                // SAFETY: `&self` lives.
                unsafe { $crate::value::Value::from_borrowed($crate::value::Raw::pointer(object)) }
            }

            /// The memory that instances begin with.
            #[allow(dead_code, reason = "of use where that is more than a header")]
            $vis fn base(&self) -> &$base {
                &self.base
            }
        }
    };
}
