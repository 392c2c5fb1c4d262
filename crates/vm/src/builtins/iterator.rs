//! Iterators that FOR_ITER steps inline: their memory. Their methods are in `iterator_methods`.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use std::cell::Cell;

use taipan_heap::{Header, Heap, flags};

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
            /// The heap's size class of such iterators.
            pub(crate) const HEAP_CLASS: usize = Heap::class_of(size_of::<$name>());

            /// Makes a free cell an iterator at the first item of what is owned.
            ///
            /// # Safety
            /// The cell is of that size class, `class` the type.
            #[inline(always)]
            pub(crate) unsafe fn fill(cell: *mut Header, class: *mut Header, over: Raw) {
                let header =
                    Header { count: 1, kind: Kind::$kind as u8, reserved: 0, flags: flags::TRACKED, ty: class };
                // SAFETY: the caller's promise.
                unsafe {
                    cell.cast::<$name>().write($name { header, $field: Cell::new(over), index: Cell::new(0) });
                }
            }

            /// An iterator at the first item.
            pub fn new(t: &mut Thread, over: Value) -> PyResult {
                // SAFETY: a fresh object is filled before anyone sees it.
                unsafe {
                    let object = t.heap().alloc_class($name::HEAP_CLASS);
                    if object.is_null() {
                        return Err(t.memory_error());
                    }
                    $name::fill(object, t.interpreter().types[Kind::$kind as usize].cast(), over.into_raw());
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
    /// The heap's size class of range iterators.
    pub(crate) const HEAP_CLASS: usize = Heap::class_of(size_of::<RangeIterator>());

    /// Makes a free cell an iterator over `left` items from `next`.
    ///
    /// # Safety
    /// The cell is of that size class, `class` the type; all items fit words.
    #[inline(always)]
    pub(crate) unsafe fn fill(cell: *mut Header, class: *mut Header, next: i64, step: i64, left: u64) {
        let kind = Kind::RangeIterator as u8;
        let header = Header { count: 1, kind, reserved: 0, flags: flags::SIMPLE, ty: class };
        // SAFETY: the caller's promise.
        unsafe {
            cell.cast::<RangeIterator>().write(RangeIterator {
                header,
                next: Cell::new(next),
                step: Cell::new(step),
                left: Cell::new(left),
            });
        }
    }

    /// An iterator over `left` items from `next`; all of them fit words.
    pub fn new(t: &mut Thread, next: i64, step: i64, left: u64) -> PyResult {
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc_class(RangeIterator::HEAP_CLASS);
            if object.is_null() {
                return Err(t.memory_error());
            }
            let class = t.interpreter().types[Kind::RangeIterator as usize].cast();
            RangeIterator::fill(object, class, next, step, left);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }
}
