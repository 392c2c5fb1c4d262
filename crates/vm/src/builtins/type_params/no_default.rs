//! `typing.NoDefault`: in place of the default of a type parameter that has none.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use crate::builtins::fields::{read, write};
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;

crate::counted_object! {
    /// The only instance of its type.
    NoDefault, NoDefault { unused }
}

/// The type of `typing.NoDefault`.
pub static TYPE: NativeType = NativeType {
    name: "NoDefaultType",
    module: "builtins",
    doc: "The type of what type parameters without a default have for one.",
    kind: Kind::NoDefault,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The one instance in this interpreter.
pub fn get(t: &mut Thread) -> PyResult {
    if let Some(known) = read(&t.interpreter().no_default) {
        return Ok(known);
    }
    let made = NoDefault::new(t, crate::value::Raw::NULL)?;
    write(&t.interpreter().no_default, Some(made.clone()));
    Ok(made)
}

/// The methods of `typing.NoDefault`.
#[taipan_macros::methods]
pub(crate) mod table {
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Answers the only instance.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        if !args.values().is_empty() {
            return Err(t.type_error("NoDefaultType takes no arguments"));
        }
        super::get(t)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<&'static str> {
        let _ = (t, this);
        Ok("typing.NoDefault")
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult<&'static str> {
        let _ = (t, this);
        Ok("NoDefault")
    }
}
