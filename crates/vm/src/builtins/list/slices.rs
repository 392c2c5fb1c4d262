//! Slices of lists for the handlers, from memory that the heap has at hand. What does not fit is for the general way.
#![expect(unsafe_code, reason = "fills fresh objects and moves references between lists")]

use taipan_heap::Header;

use crate::builtins::list::List;
use crate::object::Kind;
use crate::protocol::{SliceRange, plain_bounds, simple_bounds};
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// What [`move_into`] did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Moved {
    /// Nothing: a bound is neither a small integer nor None, or the source has more items than the range, or fewer.
    Nothing,
    /// The items moved, and the source is gone.
    All,
    /// The items moved, and the source has those of the items replaced that die with it.
    Left,
}

/// The positions between bounds that are small integers or None.
#[inline(always)]
fn range_between(start: &Value, stop: &Value, step: &Value, length: usize) -> Option<SliceRange> {
    if step.is_none() {
        return Some(SliceRange::new(simple_bounds(start, stop)?, length));
    }
    Some(SliceRange::new(plain_bounds(start, stop, step)?, length))
}

/// `source[start:stop:step]`, a new list; null where a bound is neither a small integer nor None, the step is 0, or the heap
/// has no free cell or buffer at hand.
///
/// # Safety
/// The thread and the list live.
#[inline(never)]
pub(crate) unsafe fn copy(
    t: *mut Thread,
    source: *const List,
    start: &Value,
    stop: &Value,
    step: &Value,
) -> *mut Header {
    // SAFETY: the caller's promise; the buffer has room for the range.
    unsafe {
        let Some(range) = range_between(start, stop, step, (*source).len()) else {
            return std::ptr::null_mut();
        };
        let heap = &mut *(*t).heap;
        let mut items = std::ptr::null_mut();
        if heap.free[List::HEAP_CLASS].is_null() {
            return std::ptr::null_mut();
        }
        if range.count != 0 {
            items = heap.buffers.take_kept(range.count * 8).cast::<Raw>();
            if items.is_null() {
                return std::ptr::null_mut();
            }
        }
        let list = heap.alloc_class(List::HEAP_CLASS);
        List::fill_header(list, (*t).interpreter().types[Kind::List as usize].cast(), items, range.count);
        let mut from = (*source).items.get().wrapping_offset(range.start);
        for at in 0..range.count {
            let item = *from;
            item.retain();
            *items.add(at) = item;
            from = from.wrapping_offset(range.step);
        }
        list
    }
}

/// `list[start:stop] = source`, which nobody else has and which ends here.
///
/// # Safety
/// The lists are two. The source's last reference is taken over unless nothing is done.
#[inline(never)]
pub(crate) unsafe fn move_into(
    t: *mut Thread,
    list: *const List,
    start: &Value,
    stop: &Value,
    source: *mut List,
) -> Moved {
    // SAFETY: the caller's promise.
    unsafe {
        let Some(range) = range_between(start, stop, &Value::NONE, (*list).len()) else {
            return Moved::Nothing;
        };
        let (count, from) = ((*source).len(), (*source).items.get());
        if range.count != count {
            return Moved::Nothing;
        }
        let to = (*list).items.get().add(range.start as usize);
        let mut left = false;
        for at in 0..count {
            let old = (*to.add(at)).0;
            *to.add(at) = *from.add(at);
            let old = Raw(old);
            let mut rest = Raw::NULL;
            if old.is_pointer() {
                if (*old.header()).count == 1 {
                    (rest, left) = (old, true);
                } else {
                    (*old.header()).count -= 1;
                }
            }
            *from.add(at) = rest;
        }
        if left {
            return Moved::Left;
        }
        let heap = &mut *(*t).heap;
        heap.buffers.give(from.cast(), (*source).capacity.get() * 8);
        heap.free_class(List::HEAP_CLASS, source.cast());
        Moved::All
    }
}
