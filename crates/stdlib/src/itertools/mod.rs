//! `itertools`: iterators that combine, select and count. One file for each, or for those that share their memory.
//!
//! An iterator whose results are tuples keeps the last one and fills it again when nobody else has it.

mod accumulate;
mod batched;
mod chain;
mod combinations;
mod compress;
mod count;
mod cycle;
mod groupby;
mod islice;
mod pairwise;
mod permutations;
mod predicates;
mod product;
mod repeat;
mod starmap;
mod tee;
mod with_replacement;
mod zip_longest;

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::object::Slot;
use taipan_vm::{PyResult, Thread, Value};

/// The static description of an iterator type of this module, from the file's `LAYOUT` and `table`.
macro_rules! iterator_type {
    ($(#[$doc:meta])* $type:ident $name:literal, $text:literal) => {
        iterator_type! { $(#[$doc])* $type $name, $text, taipan_vm::types::TypeFlags::BASE }
    };
    ($(#[$doc:meta])* $type:ident $name:literal, $text:literal, $flags:expr) => {
        $(#[$doc])*
        pub(in crate::itertools) static $type: taipan_vm::native::NativeType = taipan_vm::native::NativeType {
            name: $name,
            module: "itertools",
            doc: $text,
            kind: taipan_vm::object::Kind::Other,
            base: Some(taipan_vm::object::Kind::Object),
            layout: &LAYOUT,
            flags: $flags,
            methods: table::METHODS,
            getsets: table::GETSETS,
        };
    };
}
use iterator_type;

/// The result given out last, to be changed into the next one: itself when nobody else has it, else a copy.
fn reusable(t: &mut Thread, result: &Slot) -> PyResult {
    match result.take(t) {
        Some(mut last) => {
            if Tuple::unique_items(&mut last).is_some() {
                return Ok(last);
            }
            match last.exact::<Tuple>() {
                Some(tuple) => Tuple::from_slice(t, tuple.items()),
                None => unreachable!("results are tuples"),
            }
        }
        None => unreachable!("the first result is made, not changed"),
    }
}

/// Changes items of a tuple that nobody else has yet: `change` gets each index of `range`.
fn fill(tuple: &mut Value, range: std::ops::Range<usize>, change: impl Fn(usize) -> Value) {
    // An empty tuple is shared, and has nothing to change.
    if let Some(items) = Tuple::unique_items(tuple) {
        for index in range {
            items[index] = change(index);
        }
    }
}

/// A vector of indices, or MemoryError.
fn indices(t: &mut Thread, count: usize, index: impl FnMut(usize) -> usize) -> PyResult<Vec<usize>> {
    let mut all = Vec::new();
    if all.try_reserve_exact(count).is_err() {
        return Err(t.memory_error());
    }
    all.extend((0..count).map(index));
    Ok(all)
}

/// The items of what an iterator draws from, a tuple made when it was made.
fn pool_items(pool: &Value) -> &[Value] {
    pool.exact::<Tuple>().map_or(&[], |pool| pool.items())
}

/// Iterators that combine, select and count the items of others: endless ones, ones that stop with the shortest input, and
/// the arrangements of a pool.
#[taipan_macros::module("itertools")]
pub mod module {
    use super::*;

    /// Several independent iterators over what one iterable gives.
    #[function("(iterable, n=2, /)")]
    fn tee(t: &mut Thread, iterable: &Value, n: isize) -> PyResult {
        super::tee::tee(t, iterable, n)
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        for native in [
            &accumulate::TYPE,
            &batched::TYPE,
            &chain::TYPE,
            &combinations::TYPE,
            &with_replacement::TYPE,
            &compress::TYPE,
            &count::TYPE,
            &cycle::TYPE,
            &predicates::dropwhile::TYPE,
            &predicates::filterfalse::TYPE,
            &predicates::takewhile::TYPE,
            &groupby::TYPE,
            &groupby::grouper::TYPE,
            &islice::TYPE,
            &pairwise::TYPE,
            &permutations::TYPE,
            &product::TYPE,
            &repeat::TYPE,
            &starmap::TYPE,
            &super::tee::TYPE,
            &super::tee::data::TYPE,
            &zip_longest::TYPE,
        ] {
            t.add_type(module, native)?;
        }
        Ok(())
    }
}
