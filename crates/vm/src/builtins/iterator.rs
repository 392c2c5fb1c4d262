//! Iterators that FOR_ITER steps inline: their memory. Their methods are in `iterator_methods`.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use std::cell::Cell;

use taipan_heap::Header;

use crate::dying::Dying;
use crate::native::PyResult;
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::thread::Thread;
use crate::value::{Raw, Value};

macro_rules! indexed_iterator {
    ($(#[$doc:meta])* $name:ident $kind:ident $field:ident $layout:ident $module:ident) => {
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            pub(crate) header: Header,
            /// What is iterated over, or NULL once exhausted.
            pub(crate) $field: Cell<Raw>,
            /// The next item's index.
            pub(crate) index: Cell<usize>,
        }

        // SAFETY: repr(C), begins with a header; made below with this layout.
        unsafe impl Object for $name {
            const KIND: Kind = Kind::$kind;
        }

        mod $module {
            #![expect(unsafe_code, reason = "layout functions")]
            use super::*;

            pub(super) unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
                // SAFETY: the layout's owner says what the object is.
                visit(unsafe { (*object.cast::<$name>()).$field.get() }, with);
            }

            pub(super) unsafe fn detach(object: *mut Header, dying: &mut Dying) {
                // SAFETY: the layout's owner says what the object is.
                dying.value(unsafe { (*object.cast::<$name>()).$field.replace(Raw::NULL) });
            }
        }

        #[doc = concat!("The memory of ", stringify!($name), ".")]
        pub static $layout: Layout =
            Layout::tracked(Kind::$kind, size_of::<$name>(), $module::traverse, $module::detach).owning(1);

        impl $name {
            /// An iterator at the first item.
            pub fn new(t: &mut Thread, over: Value) -> PyResult {
                // SAFETY: a fresh object is filled before anyone sees it.
                unsafe {
                    let object = t.heap().alloc(size_of::<$name>());
                    if object.is_null() {
                        return Err(t.memory_error());
                    }
                    let this = object.cast::<$name>();
                    (&raw mut (*this).$field).write(Cell::new(over.into_raw()));
                    (&raw mut (*this).index).write(Cell::new(0));
                    t.init_header(object, Kind::$kind, taipan_heap::flags::TRACKED);
                    Ok(Value::from_raw(Raw::pointer(object)))
                }
            }
        }
    };
}

indexed_iterator! {
    /// `list_iterator`.
    ListIterator ListIterator list LIST_LAYOUT list_fields
}
indexed_iterator! {
    /// `tuple_iterator`.
    TupleIterator TupleIterator tuple TUPLE_LAYOUT tuple_fields
}

/// `range_iterator` over integers that fit words.
#[repr(C)]
pub struct RangeIterator {
    pub(crate) header: Header,
    pub(crate) next: Cell<i64>,
    pub(crate) step: Cell<i64>,
    /// How many items are left.
    pub(crate) left: Cell<u64>,
}

// SAFETY: repr(C), begins with a header; made below with this layout.
unsafe impl Object for RangeIterator {
    const KIND: Kind = Kind::RangeIterator;
}

/// The memory of range iterators.
pub static RANGE_LAYOUT: Layout = Layout::simple(Kind::RangeIterator, size_of::<RangeIterator>());

impl RangeIterator {
    /// An iterator over `left` items from `next`; all of them fit words.
    pub fn new(t: &mut Thread, next: i64, step: i64, left: u64) -> PyResult {
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<RangeIterator>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            let this = object.cast::<RangeIterator>();
            (&raw mut (*this).next).write(Cell::new(next));
            (&raw mut (*this).step).write(Cell::new(step));
            (&raw mut (*this).left).write(Cell::new(left));
            t.init_header(object, Kind::RangeIterator, taipan_heap::flags::SIMPLE);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }
}
