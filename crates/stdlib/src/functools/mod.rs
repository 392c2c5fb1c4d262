//! `_functools`: what `functools` has natively.

mod key;
mod links;
mod lru_cache;
mod partial;
mod placeholder;

use taipan_vm::errors::Class;
use taipan_vm::{PyResult, Thread, Value};

/// `reduce(function, iterable, initial)`.
fn reduce(t: &mut Thread, function: &Value, iterable: &Value, initial: Option<&Value>) -> PyResult {
    let iterator = match t.iter(iterable) {
        Err(error) if t.is_exception(&error, Class::TypeError) => {
            return Err(t.type_error("reduce() arg 2 must support iteration"));
        }
        iterator => iterator?,
    };
    let mut total = initial.cloned();
    t.with_callback(function, 2, |t, callback| {
        while let Some(item) = t.next(&iterator)? {
            total = Some(match total.take() {
                Some(total) => callback.call(t, &[total, item])?,
                None => item,
            });
            t.drain();
        }
        Ok(())
    })?;
    total.ok_or_else(|| t.type_error("reduce() of empty iterable with no initial value"))
}

/// Tools for functions: arguments given in advance, results kept, comparisons as sort keys.
#[taipan_macros::module("_functools")]
pub mod module {
    use super::*;
    use taipan_vm::object::Kind;

    /// Applies a function of two arguments to the items from first to last, down to one value: reduce(f, [a, b, c]) is
    /// f(f(a, b), c). With initial, that comes before the items.
    #[function("(function, iterable, /, initial=<unrepresentable>)")]
    fn reduce(t: &mut Thread, function: &Value, iterable: &Value, initial: Option<&Value>) -> PyResult {
        super::reduce(t, function, iterable, initial)
    }

    /// Makes a sort key of a function that compares two values.
    #[function("(mycmp)")]
    fn cmp_to_key(t: &mut Thread, mycmp: &Value) -> PyResult {
        key::new(t, mycmp)
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        for native in [&partial::TYPE, &lru_cache::TYPE, &placeholder::TYPE] {
            t.add_type(module, native)?;
        }
        let placeholder = placeholder::get(t)?;
        t.add_to_module(module, "Placeholder", placeholder)?;
        // Stands between positional and keyword arguments in cache keys; nobody else has it.
        let plain = t.interpreter().type_of_kind(Kind::Object).to_value();
        let mark = t.call(&plain, &[])?;
        t.state::<lru_cache::Mark>().0 = Some(mark);
        Ok(())
    }
}
