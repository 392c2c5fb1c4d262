//! Types that modules outside this crate add: their instances hold a Rust value, [`Contents`], whose references to Python
//! objects are [`Slot`]s. Such types have no [`Kind`]; their layout's address tells them apart.
//!
//! ```ignore
//! pub struct Counter { step: Slot, count: Cell<i64> }
//! taipan_vm::native_contents!(Counter, "Counter": step);
//! pub type CounterObject = Instance<Counter>;          // what methods take as `this: &CounterObject`
//! pub static TYPE: NativeType = NativeType { kind: Kind::Other, layout: &LAYOUT, … };
//! let class = t.native_type(&TYPE)?;             // once, when the module is made
//! ```
#![expect(unsafe_code, reason = "lays Rust values into raw objects")]

use std::cell::{Cell, UnsafeCell};
use std::ops::Deref;

use taipan_heap::Header;

use crate::dying::Dying;
use crate::native::{GetSetDef, NativeDef, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::thread::Thread;
use crate::types::TypeObject;
use crate::value::{Raw, Value};

/// What instances of a native type hold. Written by [`native_contents!`](crate::native_contents).
///
/// # Safety
/// `layout` always answers the same static, made by [`Instance::LAYOUT`] of this very type and used for no other; `visit`
/// visits each slot, in the order in which their values die.
pub unsafe trait Contents: Sized + 'static {
    /// The type's name, for messages.
    const NAME: &'static str;

    /// The memory of instances.
    fn layout() -> &'static Layout;

    /// Calls its argument with every slot.
    fn visit(&self, with: &mut dyn FnMut(&Slot));
}

/// A reference to a Python object, or none, that native code may replace at any time.
pub struct Slot(Cell<Raw>);

impl Slot {
    /// A slot that holds a value.
    pub fn new(value: Value) -> Slot {
        Slot(Cell::new(value.into_raw()))
    }

    /// A slot that holds nothing.
    pub const fn empty() -> Slot {
        Slot(Cell::new(Raw::NULL))
    }

    /// A new reference to what it holds.
    #[inline]
    pub fn get(&self) -> Option<Value> {
        crate::builtins::fields::read(&self.0)
    }

    /// A new reference to what it holds; None if that is nothing.
    #[inline]
    pub fn get_or_none(&self) -> Value {
        self.get().unwrap_or(Value::NONE)
    }

    /// Whether it holds nothing.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.get().is_null()
    }

    /// Whether it holds this very object.
    #[inline]
    pub fn holds(&self, value: &Value) -> bool {
        self.0.get() == value.raw()
    }

    /// Replaces what it holds.
    #[inline]
    pub fn set(&self, value: Option<Value>) {
        crate::builtins::fields::write(&self.0, value);
    }

    /// Takes out what it holds.
    #[inline]
    pub fn take(&self) -> Option<Value> {
        let raw = self.0.replace(Raw::NULL);
        // SAFETY: the slot owned what it held.
        (!raw.is_null()).then(|| unsafe { Value::from_raw(raw) })
    }
}

impl Default for Slot {
    fn default() -> Slot {
        Slot::empty()
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.set(None);
    }
}

/// An object that holds a Rust value.
#[repr(C)]
pub struct Instance<T: Contents> {
    header: Header,
    /// `None` only once the object has been taken apart.
    contents: UnsafeCell<Option<T>>,
}

// SAFETY: repr(C), begins with a header; `of` knows instances by their layout's address, which is theirs alone. `KIND` is
// no kind's: `Value::exact` refuses to be used with it.
unsafe impl<T: Contents> Object for Instance<T> {
    const KIND: Kind = Kind::Other;

    #[inline]
    fn of(value: &Value) -> Option<&Instance<T>> {
        let header = value.header()?;
        // SAFETY: a live object's type is live; the layout proves the cast, and contents are there until nobody can ask.
        unsafe {
            let class = &*header.ty.cast::<TypeObject>();
            if !std::ptr::eq(class.layout, T::layout()) {
                return None;
            }
            let this = &*value.raw().cast::<Instance<T>>();
            (*this.contents.get()).is_some().then_some(this)
        }
    }

    fn type_name(_: &Thread) -> String {
        T::NAME.to_owned()
    }
}

impl<T: Contents> Deref for Instance<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: contents are replaced only when the object is taken apart, which happens to objects without references.
        match unsafe { &*self.contents.get() } {
            Some(contents) => contents,
            None => unreachable!("whoever holds a reference keeps the object whole"),
        }
    }
}

impl<T: Contents> Instance<T> {
    /// The layout to be put into a static of its own.
    pub const LAYOUT: Layout = Layout {
        kind: Kind::Other,
        base: None,
        size: size_of::<Instance<T>>().next_multiple_of(8),
        flags: taipan_heap::flags::TRACKED,
        counted: 0,
        traverse: traverse::<T>,
        detach: detach::<T>,
    };

    /// Makes an instance of a class with this layout.
    pub fn new(t: &mut Thread, class: &Value, contents: T) -> PyResult {
        let Some(class) =
            class.downcast::<TypeObject>().filter(|class| std::ptr::eq(class.layout, T::layout()))
        else {
            let found = t.repr_lossy(class)?;
            return Err(t.type_error(format!("{} objects can't be made of {found}", T::NAME)));
        };
        let object = t.alloc_instance(class)?;
        // SAFETY: the class has this layout; the fields are written before anyone sees the object.
        unsafe {
            (&raw mut (*object.cast::<Instance<T>>()).contents).write(UnsafeCell::new(Some(contents)));
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    /// The object, when it is of the native type itself and not of a class that Python code derived from it.
    #[inline]
    pub fn exactly(value: &Value) -> Option<&Instance<T>> {
        let this = <Instance<T> as Object>::of(value)?;
        // SAFETY: a live object's type is live.
        let class = unsafe { &*this.header.ty.cast::<TypeObject>() };
        class.flags.get().contains(crate::types::TypeFlags::IMMUTABLE).then_some(this)
    }

    /// The object as a value of its own.
    #[inline]
    pub fn to_value(&self) -> Value {
        // SAFETY: `&self` lives, so another reference to it may be counted.
        unsafe { Value::from_borrowed(Raw::pointer(std::ptr::from_ref(self).cast_mut().cast())) }
    }
}

unsafe fn traverse<T: Contents>(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    if let Some(contents) = unsafe { &*(*object.cast::<Instance<T>>()).contents.get() } {
        contents.visit(&mut |slot| visit(slot.0.get(), with));
    }
}

unsafe fn detach<T: Contents>(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is; nobody uses it any more.
    let contents = unsafe { (*(*object.cast::<Instance<T>>()).contents.get()).take() };
    let Some(contents) = contents else { return };
    let mut values = Vec::new();
    contents.visit(&mut |slot| values.push(slot.0.replace(Raw::NULL)));
    for value in values.into_iter().rev() {
        dying.value(value);
    }
}

/// Methods and attributes that several types have.
pub type SharedMethods = (&'static [NativeDef], &'static [GetSetDef]);

/// Writes [`Contents`](crate::native::Contents) for a struct: its name in messages, and its fields that are slots in the
/// order in which they die. Adds the static `LAYOUT`.
#[macro_export]
macro_rules! native_contents {
    ($contents:ty, $name:literal $(: $($slot:ident),*)?) => {
        /// The memory of instances.
        pub(crate) static LAYOUT: $crate::object::Layout = $crate::native::Instance::<$contents>::LAYOUT;

        // SAFETY: the layout is this type's alone; every slot is named.
        unsafe impl $crate::native::Contents for $contents {
            const NAME: &'static str = $name;

            fn layout() -> &'static $crate::object::Layout {
                &LAYOUT
            }

            fn visit(&self, with: &mut dyn FnMut(&$crate::native::Slot)) {
                let _ = &with;
                $($(with(&self.$slot);)*)?
            }
        }
    };
}
