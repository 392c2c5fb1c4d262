//! `Placeholder`: holds the place of an argument that a call of a `partial` gives.

use taipan_vm::native::NativeType;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

taipan_vm::native_object! {
    /// There is one in each interpreter.
    pub(super) struct Placeholder: LAYOUT, TYPE {}
}

/// The type of the one placeholder.
pub(super) static TYPE: NativeType = NativeType {
    name: "_PlaceholderType",
    module: "functools",
    doc: "The type of Placeholder, which holds the place of an argument in partial().",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The interpreter's placeholder, once it was made.
#[derive(Default)]
struct State(Option<Value>);

/// This interpreter's placeholder.
pub(super) fn get(t: &mut Thread) -> PyResult {
    if let Some(known) = t.state::<State>().0.clone() {
        return Ok(known);
    }
    let class = t.native_type(&TYPE)?;
    let placeholder = Placeholder::create(t, &class)?;
    t.state::<State>().0 = Some(placeholder.clone());
    Ok(placeholder)
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::Args;

    /// The one placeholder.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        if !args.values().is_empty() {
            return Err(t.type_error("PlaceholderType takes no arguments"));
        }
        get(t)
    }

    #[special]
    fn __repr__(_: &mut Thread, this: &Placeholder) -> PyResult<&'static str> {
        let _ = this;
        Ok("Placeholder")
    }

    /// The name it is pickled by.
    #[method("($self, /)")]
    fn __reduce__(_: &mut Thread, this: &Placeholder) -> PyResult<&'static str> {
        let _ = this;
        Ok("Placeholder")
    }
}
