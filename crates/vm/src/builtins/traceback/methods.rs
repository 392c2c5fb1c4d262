//! What Python sees of tracebacks.

use crate::builtins::list::List;
use crate::builtins::traceback::Traceback;
use crate::errors::Class;
use crate::native::arguments::Signature;
use crate::native::{Args, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

static NEW: Signature<4> = Signature {
    function: "traceback",
    names: ["tb_next", "tb_frame", "tb_lasti", "tb_lineno"],
    positional_only: 0,
    positional: 4,
    required: 4,
    required_keyword_only: 0,
};

/// A traceback for `tb_next`: an entry or None.
fn next_entry(t: &mut Thread, value: &Value, expected: &str) -> PyResult<Option<Value>> {
    if value.is_none() {
        return Ok(None);
    }
    if value.is_kind(Kind::Traceback) {
        return Ok(Some(value.clone()));
    }
    let found = t.type_name(value);
    Err(t.type_error(format!("expected {expected}, got '{found}'")))
}

/// A number that fits a C int.
fn c_int(t: &mut Thread, value: &Value) -> PyResult<i32> {
    let number = t.as_isize(value, Class::OverflowError)?;
    match i32::try_from(number) {
        Ok(number) => Ok(number),
        Err(_) if number > 0 => Err(t.overflow_error("signed integer is greater than maximum")),
        Err(_) => Err(t.overflow_error("signed integer is less than minimum")),
    }
}

/// The methods and attributes of tracebacks.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Args, Kind, List, NEW, PyResult, Thread, Traceback, Value, c_int, next_entry};

    /// Makes an entry.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        let [next, frame, lasti, line] =
            args.bind(t, &NEW)?.map(|value| value.cloned().unwrap_or(Value::NONE));
        if !frame.is_kind(Kind::Frame) {
            let found = if frame.is_none() { "None" } else { t.type_of(&frame).name() };
            let text = format!("traceback() argument 'tb_frame' must be frame, not {found}");
            return Err(t.type_error(text));
        }
        let (lasti, line) = (c_int(t, &lasti)?, c_int(t, &line)?);
        let next = next_entry(t, &next, "traceback object or None")?;
        Traceback::create(t, next, frame, lasti, line)
    }

    /// The names of the attributes.
    #[method("($self, /)")]
    fn __dir__(t: &mut Thread, this: &Traceback) -> PyResult {
        let _ = this;
        let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"];
        let names = names.iter().map(|name| t.intern(name)).collect::<PyResult<Vec<Value>>>()?;
        List::new(t, names)
    }

    /// The frame.
    #[getter]
    fn tb_frame(t: &mut Thread, this: &Traceback) -> PyResult {
        let _ = t;
        Ok(this.frame())
    }

    /// The offset of the instruction in the frame's code.
    #[getter]
    fn tb_lasti(t: &mut Thread, this: &Traceback) -> PyResult {
        let _ = t;
        Ok(Value::small_int(i64::from(this.last_offset())))
    }

    /// The line of that instruction.
    #[getter]
    fn tb_lineno(t: &mut Thread, this: &Traceback) -> PyResult {
        let _ = t;
        Ok(this.line().map_or(Value::NONE, |line| Value::small_int(i64::from(line))))
    }

    /// The next inner entry, or None.
    #[getter]
    fn tb_next(t: &mut Thread, this: &Traceback) -> PyResult {
        let _ = t;
        Ok(this.next().unwrap_or(Value::NONE))
    }

    /// Replaces the inner entries.
    #[setter("tb_next")]
    fn set_tb_next(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let Some(value) = value else { return Err(t.type_error("can't delete tb_next attribute")) };
        let next = next_entry(t, value, "traceback object")?;
        let mut at = next.clone();
        while let Some(entry) = at {
            if entry.is(this) {
                return Err(t.value_error("traceback loop detected"));
            }
            at = entry.exact::<Traceback>().and_then(Traceback::next);
        }
        if let Some(this) = this.exact::<Traceback>() {
            this.set_next(next);
        }
        Ok(())
    }
}
