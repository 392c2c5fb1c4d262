//! StopIteration, SystemExit, KeyError: exceptions that read their first argument in a way of their own.

use crate::builtins::exception::{BaseException, extended, fields, methods};
use crate::native::{Args, GetSetDef, PyResult};
use crate::object::Layout;
use crate::thread::Thread;
use crate::value::Value;

/// The memory of StopIteration: its value.
pub(crate) static STOP_LAYOUT: Layout = extended(1);
/// The memory of SystemExit: its code.
pub(crate) static EXIT_LAYOUT: Layout = extended(1);

pub(crate) static STOP_FIELDS: &[GetSetDef] = &[fields::field::<0>("value", "What the generator returned.")];
pub(crate) static EXIT_FIELDS: &[GetSetDef] =
    &[fields::field::<0>("code", "The status or message to exit with.")];

/// Keeps the first argument as the value.
pub(crate) fn initialise_stop(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
    methods::initialise(t, this, args)?;
    if let Some(this) = BaseException::of(this) {
        this.set_field(0, args.values().first().cloned());
    }
    Ok(())
}

/// Keeps the only argument, or the tuple of several, as the exit code.
pub(crate) fn initialise_exit(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
    methods::initialise(t, this, args)?;
    let Some(this) = BaseException::of(this) else { return Ok(()) };
    match args.values() {
        [] => {}
        [code] => this.set_field(0, Some(code.clone())),
        _ => this.set_field(0, Some(this.args())),
    }
    Ok(())
}

/// StopIteration's methods.
#[taipan_macros::methods]
pub(crate) mod stop_methods {
    use super::{Args, PyResult, Thread, Value, initialise_stop};

    /// Takes the arguments of the call.
    #[special("($self, /, *args, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        initialise_stop(t, this, args)
    }
}

/// SystemExit's methods.
#[taipan_macros::methods]
pub(crate) mod exit_methods {
    use super::{Args, PyResult, Thread, Value, initialise_exit};

    /// Takes the arguments of the call.
    #[special("($self, /, *args, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        initialise_exit(t, this, args)
    }
}

/// KeyError's methods.
#[taipan_macros::methods]
pub(crate) mod key_methods {
    use super::{BaseException, PyResult, Thread, methods};

    /// The missing key as `repr` shows it.
    #[special]
    fn __str__(t: &mut Thread, this: &BaseException) -> PyResult {
        if let [key] = this.arguments(t) {
            let key = key.clone();
            return t.repr(&key);
        }
        methods::text(t, this)
    }
}
