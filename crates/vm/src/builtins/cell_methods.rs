//! `cell`: what Python sees of closures' variables.

use crate::builtins::cell;
use crate::native::NativeType;
use crate::object::Kind;
use crate::types::TypeFlags;

/// The type `cell`.
pub static TYPE: NativeType = NativeType {
    name: "cell",
    module: "builtins",
    doc: "Makes a cell, empty unless contents are given.",
    kind: Kind::Cell,
    base: Some(Kind::Object),
    layout: &cell::LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The methods and attributes of cells.
#[taipan_macros::methods]
pub(crate) mod table {
    use taipan_bytecode::CompareOperator;

    use crate::builtins::cell::Cell;
    use crate::builtins::fields::{read, write};
    use crate::builtins::object::identity_text;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::{Raw, Value};

    /// Makes a cell.
    #[new("([contents])", name = "cell")]
    fn __new__(t: &mut Thread, class: &Value, args: crate::native::Args<'_>) -> PyResult {
        let _ = class;
        let values = args.no_keywords(t, "cell")?;
        crate::native::convert::check_positional(t, "cell", values.len(), 0, 1)?;
        Cell::new(t, values.first().map_or(Raw::NULL, |value| value.clone().into_raw()))
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let address = identity_text(this);
        Ok(match this.exact::<Cell>().and_then(|cell| read(&cell.content)) {
            Some(content) => {
                format!(
                    "<cell at {address:#x}: {} object at {:#x}>",
                    t.type_name(&content),
                    identity_text(&content)
                )
            }
            None => format!("<cell at {address:#x}: empty>"),
        })
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Equal)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::NotEqual)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Less)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::LessEqual)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Greater)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::GreaterEqual)
    }

    /// What the variable holds.
    #[getter]
    fn cell_contents(t: &mut Thread, this: &Cell) -> PyResult {
        match read(&this.content) {
            Some(content) => Ok(content),
            None => Err(t.value_error("Cell is empty")),
        }
    }

    #[setter("cell_contents")]
    fn set_cell_contents(t: &mut Thread, this: &Cell, value: Option<&Value>) -> PyResult<()> {
        let _ = t;
        write(&this.content, value.cloned());
        Ok(())
    }

    /// Cells compare as their contents; empty ones come first.
    fn compare(t: &mut Thread, this: &Value, value: &Value, operator: CompareOperator) -> PyResult {
        let (Some(a), Some(b)) = (this.exact::<Cell>(), value.exact::<Cell>()) else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        match (read(&a.content), read(&b.content)) {
            (Some(a), Some(b)) => t.rich_compare(operator, &a, &b),
            (a, b) => Ok(Value::bool(crate::protocol::holds(operator, Some(a.is_some().cmp(&b.is_some()))))),
        }
    }
}
