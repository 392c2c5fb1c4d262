//! Where objects live and how they die: the object header with its reference count, size-class
//! pages with an inlined free list, large objects, and a cycle collector by trial deletion.
//!
//! Nothing here knows what a Python object is. A heap hands out cells that begin with a
//! [`Header`]; the owner writes kind, type and body, counts references, and tells the collector how
//! to visit what an object holds. Nothing is global: heaps in one process are independent.
//!
//! A collection is five steps, of which the heap does the first, third and last:
//!
//! 1. [`Heap::find_unreachable`] gives the set that only keeps itself alive.
//! 2. The owner retains every object of the set and runs finalizers.
//! 3. [`Heap::still_unreachable_held`] with one held reference each tells who is alive again.
//! 4. The owner clears what the dead hold and releases every object it retained.
//! 5. [`Heap::finish_collection`] puts free cells in order and gives up empty pages.

mod buffers;
mod classes;
mod collect;
mod header;
mod heap;
mod large;
mod page;
mod raw;
mod stats;
mod sweep;
mod system;

pub use buffers::Buffers;
pub use classes::{CLASSES, LARGE_CLASS, class_of, class_size};
pub use collect::Traverse;
pub use header::{FreeCell, Header, PIN_LIMIT, PINNED, flags};
pub use heap::{Heap, Policy};
pub use page::PAGE;
pub use raw::{raw_alloc, raw_alloc_zeroed, raw_free, raw_realloc};
pub use stats::{ClassStats, HeapStats};
