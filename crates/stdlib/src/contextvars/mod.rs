//! `_contextvars`: variables that have a value of their own in each context, and the contexts.

mod context;
mod token;
mod variable;

use taipan_vm::{PyResult, Thread, Value};

/// Context variables (PEP 567).
#[taipan_macros::module("_contextvars")]
pub mod module {
    use super::*;

    /// A copy of the context that runs.
    #[function("()")]
    fn copy_context(t: &mut Thread) -> PyResult {
        let current = context::current(t)?;
        context::copy(t, &current)
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        token::add_missing(t)?;
        for native in [&context::TYPE, &variable::TYPE, &token::TYPE] {
            t.add_type(module, native)?;
        }
        Ok(())
    }
}
