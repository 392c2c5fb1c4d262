//! `_collections`: what `collections` has natively.

mod count;
mod default_dict;
mod deque;
mod ordered_dict;
mod tuple_getter;

use taipan_vm::{PyResult, Thread, Value};

/// Containers beyond the builtin ones: sequences with two ends, dicts with defaults, dicts with an order of their own.
#[taipan_macros::module("_collections")]
pub mod module {
    use super::*;

    /// Counts the items of an iterable in a mapping: each adds one to its value, which is 0 at first.
    #[function("(mapping, iterable, /)")]
    fn _count_elements(t: &mut Thread, mapping: &Value, iterable: &Value) -> PyResult<()> {
        count::count_elements(t, mapping, iterable)
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        for native in [
            &deque::TYPE,
            &deque::iterator::TYPE,
            &deque::iterator::backwards::TYPE,
            &default_dict::TYPE,
            &ordered_dict::TYPE,
            &tuple_getter::TYPE,
        ] {
            t.add_type(module, native)?;
        }
        Ok(())
    }
}
