//! Figures about a heap, gathered by walking it.

#![expect(unsafe_code, reason = "walks pages and free lists")]

use crate::classes::{CLASSES, class_size};
use crate::heap::Heap;
use crate::page::Page;

/// What one size class holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassStats {
    /// Bytes per cell.
    pub cell_size: usize,
    /// Pages of the class.
    pub pages: usize,
    /// Cells made so far, in use or free.
    pub cells: usize,
    /// Cells in use.
    pub live: usize,
}

/// What a heap holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeapStats {
    /// Figures by size class.
    pub classes: [ClassStats; CLASSES],
    /// Pages in use.
    pub pages: usize,
    /// Empty pages kept for reuse, whether or not their memory was given back.
    pub spare_pages: usize,
    /// Bytes of address space reserved for pages.
    pub reserved_bytes: usize,
    /// Bytes of cells in use.
    pub live_bytes: usize,
    /// Large objects.
    pub large_objects: usize,
    /// Bytes of large objects.
    pub large_bytes: usize,
}

impl Heap {
    /// Counts what the heap holds; walks all pages and free lists.
    pub fn stats(&self) -> HeapStats {
        let mut classes: [ClassStats; CLASSES] = core::array::from_fn(|class| ClassStats {
            cell_size: class_size(class),
            ..ClassStats::default()
        });
        // SAFETY: pages listed are live and free lists hold cells of theirs.
        unsafe {
            for &page in &self.pages {
                let class = &mut classes[(*page).class as usize];
                class.pages += 1;
                class.cells += Page::cells(page);
            }
            for (class, mut cell) in classes.iter_mut().zip(self.free) {
                class.live = class.cells;
                while !cell.is_null() {
                    class.live -= 1;
                    cell = (*cell).next;
                }
            }
        }
        HeapStats {
            pages: self.pages.len(),
            spare_pages: self.spare.len() + self.discarded.len(),
            reserved_bytes: self.reserved(),
            live_bytes: classes.iter().map(|class| class.live * class.cell_size).sum(),
            large_objects: self.large.len(),
            large_bytes: self.large_bytes,
            classes,
        }
    }
}
