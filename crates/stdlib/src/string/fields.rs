//! The steps of a field name, as tuples.

use std::cell::Cell;
use std::ops::Range;

use taipan_text::template::{Accessor, FieldName, Selector};
use taipan_text::{Text, TextError, Unit, with_units};
use taipan_vm::builtins::int;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

taipan_vm::native_object! {
    /// The field name, and how many of its steps were given.
    struct Steps: LAYOUT, TYPE {
        name: Slot,
        given: Cell<usize>,
    }
}

static TYPE: NativeType = NativeType {
    name: "fieldnameiterator",
    module: "builtins",
    doc: "",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

fn text<U: Unit>(t: &mut Thread, units: &[U], range: Range<usize>) -> PyResult {
    Str::from_text(t, &Text::from_units(&units[range]))
}

/// What a field name begins with, and an iterator over its steps.
pub(super) fn split(t: &mut Thread, name: &Value) -> PyResult {
    let Some(string) = Str::of(name) else { unreachable!("field names are strings") };
    let first = with_units!(string.text(), units => match FieldName::split(units) {
        Ok((Selector::Next, _)) => Str::new(t, ""),
        Ok((Selector::Index(index), _)) => int::from_i64(t, index as i64),
        Ok((Selector::Name(range), _)) => text(t, units, range),
        Err(error) => Err(t.text_error(error)),
    })?;
    let class = t.native_type(&TYPE)?;
    let steps = Steps::create(t, &class, Slot::new(name.clone()), Cell::new(0))?;
    Tuple::new(t, [first, steps])
}

/// The step behind those that were given.
fn step<U: Unit>(units: &[U], given: usize) -> Result<Option<Accessor>, TextError> {
    let (_, mut steps) = FieldName::split(units)?;
    steps.nth(given).transpose()
}

fn next(t: &mut Thread, this: &Steps) -> PyResult<Option<Value>> {
    let name = this.name.get_or_none();
    let Some(name) = Str::of(&name) else { unreachable!("field names are strings") };
    with_units!(name.text(), units => {
        let step = match step(units, this.given.get()) {
            Ok(Some(step)) => step,
            Ok(None) => return Ok(None),
            Err(error) => return Err(t.text_error(error)),
        };
        this.given.set(this.given.get() + 1);
        let (attribute, what) = match step {
            Accessor::Attribute(range) => (true, text(t, units, range)?),
            Accessor::Index(index) => (false, int::from_i64(t, index as i64)?),
            Accessor::Key(range) => (false, text(t, units, range)?),
        };
        Tuple::new(t, [Value::bool(attribute), what]).map(Some)
    })
}

#[taipan_macros::methods]
mod table {
    use super::*;

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Steps) -> PyResult<Option<Value>> {
        next(t, this)
    }
}
