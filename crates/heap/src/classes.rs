//! Size classes: multiples of 8 bytes up to 128, of 16 up to 256, of 32 up to 512. What is larger
//! gets a system allocation of its own.

use crate::header::Header;

/// How many size classes there are; also the index that [`class_of`] gives larger sizes.
pub const CLASSES: usize = 31;
/// The class of what no size class holds.
pub const LARGE_CLASS: usize = CLASSES;

const SMALLEST: usize = size_of::<Header>();

/// The size class of an object of `size` bytes (header included), or [`LARGE_CLASS`].
#[inline]
pub const fn class_of(size: usize) -> usize {
    match size {
        0..=SMALLEST => 0,
        17..=128 => size.div_ceil(8) - 2,
        129..=256 => 7 + (size - 1) / 16,
        257..=512 => 15 + (size - 1) / 32,
        _ => LARGE_CLASS,
    }
}

/// The cell size of a class, in bytes.
///
/// # Panics
/// When `class` is [`LARGE_CLASS`] or above.
#[inline]
pub const fn class_size(class: usize) -> usize {
    assert!(class < CLASSES, "large objects have no cell size");
    match class {
        0..15 => (class + 2) * 8,
        15..23 => (class - 6) * 16,
        _ => (class - 14) * 32,
    }
}

const _: () = {
    let mut class = 0;
    while class < CLASSES {
        assert!(class_of(class_size(class)) == class);
        assert!(class_of(class_size(class) + 1) == class + 1);
        class += 1;
    }
};
