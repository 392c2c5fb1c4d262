//! Where the items of a view lie in memory.

use crate::builtins::memoryview::Format;

/// The most dimensions a view may have.
pub(crate) const MAX_DIMENSIONS: usize = 64;

/// Format, dimensions and place of a view's items. Every item lies within the memory.
#[derive(Clone, Debug)]
pub struct Shape {
    pub format: Format,
    /// Where the item with all indices zero lies.
    pub offset: usize,
    /// How many items each dimension has.
    pub lengths: Vec<usize>,
    /// How many bytes apart items lie in each dimension.
    pub strides: Vec<isize>,
    pub readonly: bool,
}

impl Shape {
    /// One dimension of unsigned bytes, the whole memory.
    pub fn of_bytes(length: usize, readonly: bool) -> Shape {
        Shape { format: Format::BYTES, offset: 0, lengths: vec![length], strides: vec![1], readonly }
    }

    /// One dimension of items from the start of the memory.
    pub fn of_items(format: Format, count: usize, readonly: bool) -> Shape {
        Shape { format, offset: 0, lengths: vec![count], strides: vec![format.size() as isize], readonly }
    }

    /// How many dimensions.
    pub fn dimensions(&self) -> usize {
        self.lengths.len()
    }

    /// How many items.
    pub fn count(&self) -> usize {
        self.lengths.iter().product()
    }

    /// How many bytes the items take.
    pub fn bytes(&self) -> usize {
        self.count() * self.format.size()
    }

    /// Strides of items that lie without gaps, the last dimension's next to each other.
    pub(crate) fn packed_strides(lengths: &[usize], size: usize) -> Vec<isize> {
        let mut strides = vec![0; lengths.len()];
        let mut stride = size;
        for (at, length) in lengths.iter().enumerate().rev() {
            strides[at] = stride as isize;
            stride *= length;
        }
        strides
    }

    fn is_packed<'a>(&self, dimensions: impl Iterator<Item = (&'a usize, &'a isize)>) -> bool {
        let mut expected = self.format.size() as isize;
        self.count() == 0
            || dimensions.filter(|(length, _)| **length != 1).all(|(&length, &stride)| {
                let fits = stride == expected;
                expected *= length as isize;
                fits
            })
    }

    /// Whether items lie without gaps, the last dimension's next to each other.
    pub fn is_c_contiguous(&self) -> bool {
        self.is_packed(self.lengths.iter().zip(&self.strides).rev())
    }

    /// Whether items lie without gaps, the first dimension's next to each other.
    pub fn is_f_contiguous(&self) -> bool {
        self.is_packed(self.lengths.iter().zip(&self.strides))
    }

    /// Where an item lies whose indices are within bounds.
    pub(crate) fn place(&self, indices: &[usize]) -> usize {
        let distance: isize =
            indices.iter().zip(&self.strides).map(|(&index, &stride)| index as isize * stride).sum();
        self.offset.wrapping_add_signed(distance)
    }

    /// The places of all items, the last index running fastest (or the first, in Fortran's order).
    pub(crate) fn places(&self, fortran: bool) -> impl Iterator<Item = usize> + '_ {
        let count = self.count();
        let order: Vec<usize> =
            if fortran { (0..self.dimensions()).collect() } else { (0..self.dimensions()).rev().collect() };
        let mut indices = vec![0; self.dimensions()];
        (0..count).map(move |number| {
            if number > 0 {
                for &dimension in &order {
                    indices[dimension] += 1;
                    if indices[dimension] < self.lengths[dimension] {
                        break;
                    }
                    indices[dimension] = 0;
                }
            }
            self.place(&indices)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Shape};

    fn shape(lengths: &[usize]) -> Shape {
        Shape {
            format: Format::BYTES,
            offset: 0,
            lengths: lengths.to_vec(),
            strides: Shape::packed_strides(lengths, 1),
            readonly: false,
        }
    }

    #[test]
    fn places_follow_the_order() {
        let shape = shape(&[2, 3]);
        assert_eq!(shape.places(false).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
        assert_eq!(shape.places(true).collect::<Vec<_>>(), [0, 3, 1, 4, 2, 5]);
    }

    #[test]
    fn contiguity_is_by_strides() {
        assert!(shape(&[2, 3]).is_c_contiguous());
        assert!(!shape(&[2, 3]).is_f_contiguous());
        assert!(shape(&[6]).is_f_contiguous());
        let reversed = Shape { offset: 5, strides: vec![-1], ..shape(&[6]) };
        assert!(!reversed.is_c_contiguous());
        assert_eq!(reversed.places(false).next(), Some(5));
    }
}
