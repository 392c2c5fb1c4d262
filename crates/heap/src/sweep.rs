//! What follows a collection: free lists are put back into address order, so that cells allocated
//! one after another lie together, and pages without objects are given up.

#![expect(unsafe_code, reason = "walks and relinks free cells")]

use crate::classes::CLASSES;
use crate::collect::scratch_of;
use crate::header::FreeCell;
use crate::heap::Heap;
use crate::page::{PAGE, Page};
use crate::system;

/// Empty pages whose memory is kept for the next ones needed.
const KEPT_SPARE: usize = 16;

impl Heap {
    /// Ends a collection, once the garbage it found has been freed: orders the free lists, gives up
    /// empty pages, and sets the growth that will ask for the next collection. Returns how many
    /// pages were given up.
    ///
    /// # Safety
    /// No cell is in use that counts as free.
    pub unsafe fn finish_collection(&mut self) -> usize {
        if !self.begin_scratch() {
            let carved = self.carved_bytes();
            self.restart_growth(carved);
            return 0;
        }
        // SAFETY: free lists hold cells of this heap's pages only, all of which have scratch words;
        // an empty page is on no list once they have been rebuilt without it.
        unsafe {
            self.mark_free();
            let live = self.relink_free();
            self.end_scratch();
            let given_up = self.drop_empty_pages();
            self.restart_growth(live);
            given_up
        }
    }

    /// Sets the scratch word of every free cell and counts them by page.
    unsafe fn mark_free(&mut self) {
        // SAFETY: see `finish_collection`.
        unsafe {
            for &page in &self.pages {
                (*page).free_cells = 0;
            }
            for mut cell in self.free {
                while !cell.is_null() {
                    *scratch_of(cell.cast()) = 1;
                    (*Page::of(cell.cast())).free_cells += 1;
                    cell = (*cell).next;
                }
            }
        }
    }

    /// Rebuilds the free lists from the marks, leaving out empty pages. Returns the bytes of cells
    /// in use.
    unsafe fn relink_free(&mut self) -> usize {
        let mut live = 0;
        let mut tails: [*mut *mut FreeCell; CLASSES] =
            core::array::from_fn(|class| &raw mut self.free[class]);
        self.pages.sort_unstable();
        // SAFETY: see `finish_collection`; each tail points to a list's head or its last cell's link.
        unsafe {
            for &page in &self.pages {
                let (cells, free) = (Page::cells(page), (*page).free_cells as usize);
                live += (cells - free) * (*page).cell_size as usize;
                if free == 0 || free == cells {
                    continue;
                }
                let tail = &mut tails[(*page).class as usize];
                for index in 0..cells {
                    if *(*page).scratch.add(index) != 0 {
                        let cell: *mut FreeCell = Page::cell(page, index).cast();
                        **tail = cell;
                        *tail = &raw mut (*cell).next;
                    }
                }
            }
            for tail in tails {
                *tail = core::ptr::null_mut();
            }
        }
        live
    }

    /// Takes pages without objects out of use; their memory, but for a few, goes to the system.
    unsafe fn drop_empty_pages(&mut self) -> usize {
        let before = self.pages.len();
        let (current, spare, discarded) = (&mut self.current, &mut self.spare, &mut self.discarded);
        // SAFETY: pages listed are live, and nothing uses a page all of whose cells are free.
        self.pages.retain(|&page| unsafe {
            let used = (*page).free_cells as usize != Page::cells(page);
            if !used {
                let class = (*page).class as usize;
                if current[class] == page {
                    current[class] = core::ptr::null_mut();
                }
                if spare.len() < KEPT_SPARE {
                    spare.push(page.cast());
                } else {
                    system::discard(page.cast(), PAGE);
                    discarded.push(page.cast());
                }
            }
            used
        });
        before - self.pages.len()
    }
}
