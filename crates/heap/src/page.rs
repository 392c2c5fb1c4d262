//! Pages: 64 KiB, aligned to their size, each full of cells of one class behind a header that any
//! cell finds by masking its own address.

#![expect(unsafe_code, reason = "finds page headers from object addresses and writes cells")]

use crate::classes::class_size;
use crate::header::{FreeCell, Header};

/// Bytes in a page, and its alignment.
pub const PAGE: usize = 64 * 1024;
/// Where a page's first cell starts: a cache line, so that power-of-two cells do not straddle one.
const FIRST: usize = 64;
/// How much memory a refill makes into cells: what is not carved stays untouched.
const CARVE: usize = 4096;

/// A page's header.
#[repr(C)]
pub(crate) struct Page {
    /// Address of the owning heap, whose provenance is exposed.
    pub(crate) heap: usize,
    pub(crate) class: u32,
    pub(crate) cell_size: u32,
    /// Multiplied with an offset among the cells and shifted by 32, gives the cell's index.
    reciprocal: u32,
    /// Offset in the page of the first byte never made into a cell.
    bump: u32,
    /// Objects of this page that the running collection looks at; meaningless otherwise.
    pub(crate) members: u32,
    /// Cells of this page on the free list, as of the last sweep.
    pub(crate) free_cells: u32,
    /// The collector's word per cell; null outside collections.
    pub(crate) scratch: *mut u32,
}

const _: () = assert!(size_of::<Page>() <= FIRST);

impl Page {
    /// The page that holds a small object.
    ///
    /// # Safety
    /// `p` lies in a page.
    #[inline(always)]
    pub(crate) unsafe fn of(p: *mut Header) -> *mut Page {
        p.map_addr(|address| address & !(PAGE - 1)).cast()
    }

    /// Writes the header of an empty page for `class`.
    ///
    /// # Safety
    /// `base` points to `PAGE` bytes aligned to `PAGE` that nothing uses.
    pub(crate) unsafe fn init(base: *mut u8, heap: usize, class: usize) -> *mut Page {
        let page: *mut Page = base.cast();
        let size = class_size(class) as u32;
        let fresh = Page {
            heap,
            class: class as u32,
            cell_size: size,
            reciprocal: (1_u64 << 32).div_ceil(u64::from(size)) as u32,
            bump: FIRST as u32,
            members: 0,
            free_cells: 0,
            scratch: core::ptr::null_mut(),
        };
        // SAFETY: the caller gives the memory, large and aligned enough.
        unsafe { page.write(fresh) };
        page
    }

    /// Makes the next stretch of the page into a linked run of free cells in address order.
    /// Returns its first cell (null when the page is used up) and how many bytes were carved.
    ///
    /// # Safety
    /// `page` is a live page.
    pub(crate) unsafe fn carve(page: *mut Page) -> (*mut FreeCell, usize) {
        // SAFETY: every offset written lies between the page's bump and its end, memory that no
        // object has used.
        unsafe {
            let (size, start) = ((*page).cell_size as usize, (*page).bump as usize);
            if start + size > PAGE {
                return (core::ptr::null_mut(), 0);
            }
            let boundary = ((start / CARVE + 1) * CARVE).max(start + size).min(PAGE);
            let cells = (boundary - start) / size;
            let mut next: *mut FreeCell = core::ptr::null_mut();
            for index in (0..cells).rev() {
                let cell: *mut FreeCell = page.byte_add(start + index * size).cast();
                cell.write(FreeCell { empty: 0, next });
                next = cell;
            }
            (*page).bump = (start + cells * size) as u32;
            (next, cells * size)
        }
    }

    /// How many cells have been carved.
    ///
    /// # Safety
    /// `page` is a live page.
    pub(crate) unsafe fn cells(page: *mut Page) -> usize {
        // SAFETY: the caller vouches for `page`.
        unsafe { ((*page).bump as usize - FIRST) / (*page).cell_size as usize }
    }

    /// The cell at `index`.
    ///
    /// # Safety
    /// `page` is a live page and `index` is below [`Page::cells`].
    #[inline]
    pub(crate) unsafe fn cell(page: *mut Page, index: usize) -> *mut Header {
        // SAFETY: the caller vouches for `page` and `index`, so the cell lies inside the page.
        unsafe { page.byte_add(FIRST + index * (*page).cell_size as usize).cast() }
    }

    /// Calls `f` with every carved cell.
    ///
    /// # Safety
    /// `page` is a live page, which `f` leaves as it is.
    #[inline(always)]
    pub(crate) unsafe fn each_cell(page: *mut Page, f: &mut impl FnMut(*mut Header)) {
        // SAFETY: every carved cell begins with a header or a free cell.
        unsafe {
            let (size, cells) = ((*page).cell_size as usize, Page::cells(page));
            let mut cell = Page::cell(page, 0);
            for _ in 0..cells {
                f(cell);
                cell = cell.byte_add(size);
            }
        }
    }

    /// The index of a cell in its page.
    ///
    /// # Safety
    /// `page` is a live page and `p` one of its cells.
    #[inline(always)]
    pub(crate) unsafe fn index(page: *mut Page, p: *mut Header) -> usize {
        // SAFETY: the caller vouches for `page`. Offsets are below 2^16 and the reciprocal is
        // rounded up by less than one, so the error stays below 2^-16, less than one cell's share.
        unsafe {
            let offset = (p.addr() - page.addr() - FIRST) as u64;
            ((offset * u64::from((*page).reciprocal)) >> 32) as usize
        }
    }
}
