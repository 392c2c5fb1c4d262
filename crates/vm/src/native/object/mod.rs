//! Objects of native modules: structs that become the memory of a type without a line of unsafe code at
//! the module.
//!
//! A [`Slot`] holds one value, a [`Guarded`] any Rust data, a [`Data`] what has no values in it and minds itself; [`Field`]
//! tells the collector what they refer to. What the first two hold is read under a shared borrow of the thread and
//! changed under an exclusive one, so no reference into an object survives a call into Python.
//!
//! `docs/internals/native_modules.md` shows how a type is written.
#![expect(unsafe_code, reason = "lays structs into raw objects")]

mod fields;

use std::cell::Cell;

pub use fields::{Content, Data, Field, Guarded, Plain, Slot};
pub use taipan_heap::Header;

use crate::builtins::dict::{self, Dict};
use crate::builtins::tuple::{self, Tuple};
use crate::errors::Exception;
use crate::native::PyResult;
use crate::object::{Holder, Layout};
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

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

/// Whether a value is an instance of a native type itself with this layout, and not of a class that Python code derived
/// from it.
#[inline]
pub fn is_native(value: &Value, layout: &'static Layout) -> bool {
    let Some(header) = value.header() else { return false };
    // SAFETY: a live object's type lives.
    let class = unsafe { &*header.ty.cast::<TypeObject>() };
    std::ptr::eq(class.layout, layout) && class.flags.get().contains(TypeFlags::IMMUTABLE)
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
///
/// Fields behind a `;` are no arguments of `create`: they begin with the value that stands behind `=`, or with their type's
/// default: `{ step: Slot; next: Cell<isize> = Cell::new(1), last: Slot }`.
#[macro_export]
macro_rules! native_object {
    (initial $value:expr) => { $value };
    (initial) => { ::core::default::Default::default() };
    ($(#[$doc:meta])* $vis:vis struct $name:ident: $layout:ident, $type:path {
        $($(#[$field_doc:meta])* $field:ident: $ty:ty),* $(,)?
        $(; $($(#[$more_doc:meta])* $more:ident: $more_ty:ty $(= $initial:expr)?),* $(,)?)?
    }) => {
        $crate::native_object! {
            $(#[$doc])* $vis struct $name extends header: $layout, $type;
            $crate::native::object::Header; $($(#[$field_doc])* $field: $ty),*;
            $($($(#[$more_doc])* $more: $more_ty $(= $initial)?),*)?
        }
    };
    ($(#[$doc:meta])* $vis:vis struct $name:ident extends $base:ty: $layout:ident, $type:path {
        $($(#[$field_doc:meta])* $field:ident: $ty:ty),* $(,)?
        $(; $($(#[$more_doc:meta])* $more:ident: $more_ty:ty $(= $initial:expr)?),* $(,)?)?
    }) => {
        $crate::native_object! {
            $(#[$doc])* $vis struct $name extends base: $layout, $type;
            $base; $($(#[$field_doc])* $field: $ty),*;
            $($($(#[$more_doc])* $more: $more_ty $(= $initial)?),*)?
        }
    };
    ($(#[$doc:meta])* $vis:vis struct $name:ident extends $_how:ident: $layout:ident, $type:path;
        $base:ty; $($(#[$field_doc:meta])* $field:ident: $ty:ty),*;
        $($(#[$more_doc:meta])* $more:ident: $more_ty:ty $(= $initial:expr)?),*
    ) => {
        $(#[$doc])*
        #[repr(C)]
        $vis struct $name {
            base: $base,
            $($(#[$field_doc])* pub(crate) $field: $ty,)*
            $($(#[$more_doc])* pub(crate) $more: $more_ty,)*
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
                let fields: &[&dyn $crate::native::object::Field] = &[$(&this.$field,)* $(&this.$more),*];
                for field in fields {
                    field.trace(&mut *with);
                }
            }

            unsafe fn detach(object: *mut $crate::native::object::Header, dying: &mut $crate::dying::Dying) {
                // SAFETY: the layout's owner says what the object is.
                let this = unsafe { &*object.cast::<$name>() };
                let fields: &[&dyn $crate::native::object::Field] = &[$(&this.$field,)* $(&this.$more),*];
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
                $(let $more: $more_ty = $crate::native_object!(initial $($initial)?);)*
                // SAFETY: the object is fresh, has the layout, and nobody has seen it.
                unsafe {
                    let this = object.cast::<$name>();
                    $((&raw mut (*this).$field).write($field);)*
                    $((&raw mut (*this).$more).write($more);)*
                    let _ = this;
                    ::core::result::Result::Ok($crate::value::Value::from_raw($crate::value::Raw::pointer(object)))
                }
            }

            /// The object, when it is of the native type itself and not of a class that Python code derived from it.
            #[inline]
            #[allow(dead_code, reason = "not every type has a fast path for itself")]
            $vis fn exactly(value: &$crate::value::Value) -> ::core::option::Option<&Self> {
                // SAFETY: the layout proves the cast.
                $crate::native::object::is_native(value, &$layout).then(|| unsafe { &*value.raw().cast::<$name>() })
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
