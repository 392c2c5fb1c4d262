//! What Python sees of sets and frozensets.

use crate::builtins::set::{FrozenSet, Set};
use crate::native::PyResult;
use crate::thread::Thread;

/// The methods of sets.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{PyResult, Set, Thread};

    #[special]
    fn __len__(_t: &mut Thread, this: &Set) -> PyResult<usize> {
        Ok(this.len())
    }
}

/// The methods of frozensets.
#[taipan_macros::methods]
pub(crate) mod frozen_table {
    use super::{FrozenSet, PyResult, Thread};

    #[special]
    fn __len__(_t: &mut Thread, this: &FrozenSet) -> PyResult<usize> {
        Ok(this.len())
    }
}
