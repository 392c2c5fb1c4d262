//! `_string`: how `str.format` reads its templates, for `string.Formatter`.

mod fields;
mod pieces;

/// How templates of str.format are read.
#[taipan_macros::module("_string")]
pub mod module {
    use taipan_vm::builtins::str::Str;
    use taipan_vm::{PyResult, Thread, Value};

    use super::{fields, pieces};

    fn check(t: &mut Thread, object: &Value) -> PyResult<()> {
        if Str::of(object).is_some() {
            return Ok(());
        }
        let found = t.type_name(object);
        Err(t.type_error(format!("expected str, got {found}")))
    }

    /// An iterator over the parts of a template: tuples of literal text, field name, specification and conversion.
    #[function("(object, /)", told = "($self, object, /)")]
    fn formatter_parser(t: &mut Thread, object: &Value) -> PyResult {
        check(t, object)?;
        pieces::new(t, object)
    }

    /// A field name's beginning, a number or a text, and an iterator over its further steps: pairs that say whether it is an
    /// attribute, and which.
    #[function("(object, /)", told = "($self, object, /)")]
    fn formatter_field_name_split(t: &mut Thread, object: &Value) -> PyResult {
        check(t, object)?;
        fields::split(t, object)
    }
}
