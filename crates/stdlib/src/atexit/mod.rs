//! `atexit`: functions that are called when the program ends.

use taipan_vm::builtins::list::List;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::{Args, PyResult, Thread, Value};

/// The registered calls, once there were any: a list, in the order of registration, of tuples that hold the function, a
/// tuple of its arguments and a tuple of the names of the last ones.
#[derive(Default)]
struct Calls(Option<Value>);

/// This interpreter's registered calls.
fn calls(t: &mut Thread) -> PyResult {
    if let Some(calls) = t.state::<Calls>().0.clone() {
        return Ok(calls);
    }
    let calls = List::new(t, Vec::new())?;
    t.state::<Calls>().0 = Some(calls.clone());
    Ok(calls)
}

fn with_calls<R>(t: &mut Thread, work: impl FnOnce(&mut Thread, &List) -> R) -> PyResult<R> {
    let calls = calls(t)?;
    match calls.exact::<List>() {
        Some(list) => Ok(work(t, list)),
        None => unreachable!("the calls are a list"),
    }
}

/// Calls a function that was registered.
fn call(t: &mut Thread, registered: &Value) -> PyResult<()> {
    let Some([function, values, names]) = registered.exact::<Tuple>().map(Tuple::items) else {
        unreachable!("calls are registered as three values")
    };
    let values = values.exact::<Tuple>().map_or(&[][..], |values| values.items());
    drop(t.call_args(function, Args::new(values, names.exact::<Tuple>()))?);
    t.drain();
    Ok(())
}

/// Makes the registered calls, the last first, and forgets them. What they raise is shown, and ignored.
pub fn run(t: &mut Thread) {
    let Some(calls) = t.state::<Calls>().0.clone() else { return };
    let Some(list) = calls.exact::<List>() else { return };
    let pending = list.items(t).to_vec();
    for registered in pending.iter().rev() {
        if let Err(error) = call(t, registered) {
            let function = registered.exact::<Tuple>().and_then(|parts| parts.items().first());
            t.write_unraisable(error, function, Some("Exception ignored in atexit callback"));
        }
    }
    list.clear(t);
    t.drain();
}

/// Functions to be called when the program ends.
#[taipan_macros::module("atexit")]
pub mod module {
    use super::*;

    /// Has a function called, with these arguments, when the program ends; those registered last are called first.
    #[function("(func, /, *args, **kwargs)")]
    fn register(t: &mut Thread, args: Args<'_>) -> PyResult {
        let Some(function) = args.positional().first() else {
            return Err(t.type_error("register() takes at least 1 argument (0 given)"));
        };
        if !t.is_callable(function) {
            return Err(t.type_error("the first argument must be callable"));
        }
        let values = Tuple::from_slice(t, args.rest().values())?;
        let names = Tuple::from_slice(t, args.names().map_or(&[], |names| names.items()))?;
        let registered = Tuple::new(t, [function.clone(), values, names])?;
        with_calls(t, |t, calls| calls.push(t, registered))??;
        Ok(function.clone())
    }

    /// Forgets every call of a function that is equal to this one.
    #[function("(func, /)")]
    fn unregister(t: &mut Thread, func: &Value) -> PyResult<()> {
        let list = calls(t)?;
        let Some(calls) = list.exact::<List>() else { unreachable!("the calls are a list") };
        let mut index = 0;
        while let Some(registered) = calls.get(t, index) {
            let function = registered.exact::<Tuple>().map(|parts| parts.items()[0].clone());
            let same = match function {
                Some(function) => t.equals(&function, func)?,
                None => false,
            };
            // The comparison may have changed the list.
            if same && calls.get(t, index).is_some_and(|now| now.is(&registered)) {
                t.delete_item(&list, &Value::small_int(index as i64))?;
            } else {
                index += 1;
            }
        }
        Ok(())
    }

    /// Makes the registered calls now, and forgets them.
    #[function("()")]
    fn _run_exitfuncs(t: &mut Thread) -> PyResult<()> {
        run(t);
        Ok(())
    }

    /// Forgets all registered calls.
    #[function("()")]
    fn _clear(t: &mut Thread) -> PyResult<()> {
        with_calls(t, |t, calls| calls.clear(t))?;
        t.drain();
        Ok(())
    }

    /// How many calls are registered.
    #[function("()")]
    fn _ncallbacks(t: &mut Thread) -> PyResult<usize> {
        with_calls(t, |_, calls| calls.len())
    }
}
