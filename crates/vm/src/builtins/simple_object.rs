//! A shorthand for small builtin objects whose fields are all counted references.

/// Defines a `repr(C)` struct of counted `Cell<Raw>` fields with its layout and constructor.
///
/// `object! { /// doc  Name, Kind::Variant { field, … } }` gives the struct, `LAYOUT`, and
/// `Name::new(t, field…) -> PyResult`, whose arguments are owned words (NULL where a field may be empty).
#[macro_export]
macro_rules! counted_object {
    ($(#[$doc:meta])* $name:ident, $kind:ident { $($(#[$field_doc:meta])* $field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[repr(C)]
        #[allow(unreachable_pub, reason = "some of these types are private to their module")]
        pub struct $name {
            pub(crate) header: taipan_heap::Header,
            $($(#[$field_doc])* pub(crate) $field: std::cell::Cell<$crate::value::Raw>,)*
        }

        // SAFETY: repr(C), begins with a header; made below with this layout.
        unsafe impl $crate::object::Object for $name {
            const KIND: $crate::object::Kind = $crate::object::Kind::$kind;
        }

        $crate::object_fields!($name: $($field),*);

        /// The memory of instances.
        #[allow(unreachable_pub, reason = "some of these types are private to their module")]
        pub static LAYOUT: $crate::object::Layout = $crate::object::Layout::tracked(
            $crate::object::Kind::$kind, size_of::<$name>(), traverse, detach)
            .owning(size_of::<$name>() / 8 - size_of::<taipan_heap::Header>() / 8);

        impl $name {
            /// The heap's size class of instances.
            #[allow(dead_code, reason = "for those that handlers make")]
            pub(crate) const HEAP_CLASS: usize = taipan_heap::Heap::class_of(size_of::<$name>());

            /// Makes a free cell, not a large one, an instance of owned fields.
            ///
            /// # Safety
            /// The cell is of that size class, `class` the type.
            #[inline(always)]
            #[allow(clippy::too_many_arguments, reason = "one for each field")]
            pub(crate) unsafe fn fill(
                cell: *mut taipan_heap::Header,
                class: *mut taipan_heap::Header,
                $($field: $crate::value::Raw),*
            ) {
                // SAFETY: the caller's promise.
                unsafe {
                    cell.cast::<$name>().write($name {
                        header: taipan_heap::Header {
                            count: 1,
                            kind: $crate::object::Kind::$kind as u8,
                            reserved: 0,
                            flags: taipan_heap::flags::TRACKED,
                            ty: class,
                        },
                        $($field: std::cell::Cell::new($field),)*
                    });
                }
            }

            /// Makes an instance of owned fields.
            #[allow(dead_code, reason = "some types are made in other ways only")]
            #[allow(clippy::too_many_arguments, reason = "one for each field")]
            pub(crate) fn new(t: &mut $crate::thread::Thread, $($field: $crate::value::Raw),*) -> $crate::native::PyResult {
                // SAFETY: a fresh object is filled before anyone sees it.
                unsafe {
                    let object = t.heap().alloc_class($name::HEAP_CLASS);
                    if object.is_null() {
                        return Err(t.memory_error());
                    }
                    let class = t.interpreter().types[$crate::object::Kind::$kind as usize];
                    $name::fill(object, class.cast(), $($field),*);
                    Ok($crate::value::Value::from_raw($crate::value::Raw::pointer(object)))
                }
            }

            $(
                #[doc = concat!("The `", stringify!($field), "` field, borrowed; may be NULL inside the value.")]
                #[inline]
                #[allow(dead_code, unreachable_pub, reason = "not every field of every type is read so")]
                pub fn $field(&self) -> Option<&$crate::value::Value> {
                    if self.$field.get().is_null() {
                        return None;
                    }
                    // SAFETY: a non-NULL field is owned.
                    Some(unsafe { $crate::value::Value::borrow_slot(self.$field.as_ptr()) })
                }
            )*
        }
    };
}
