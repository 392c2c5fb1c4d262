//! The parts of a template, as tuples.

use std::cell::Cell;
use std::ops::Range;

use taipan_text::template::{Piece, Replacement, TemplateParser};
use taipan_text::{Text, TextError, Unit, with_units};
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

taipan_vm::native_object! {
    /// The template, and where the next part begins.
    struct Pieces: LAYOUT, TYPE {
        template: Slot,
        at: Cell<usize>,
    }
}

static TYPE: NativeType = NativeType {
    name: "formatteriterator",
    module: "builtins",
    doc: "",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// An iterator over the parts of a template.
pub(super) fn new(t: &mut Thread, template: &Value) -> PyResult {
    let class = t.native_type(&TYPE)?;
    Pieces::create(t, &class, Slot::new(template.clone()), Cell::new(0))
}

/// A part: literal text, the field behind it, and where the next part begins.
type Part = (Range<usize>, Option<Replacement>, usize);

/// The part at the beginning of what is left of a template.
fn part<U: Unit>(rest: &[U]) -> Result<Option<Part>, TextError> {
    let mut pieces = TemplateParser::new(rest);
    let literal = match pieces.next().transpose()? {
        None => return Ok(None),
        Some(Piece::Field(field)) => return Ok(Some((0..0, Some(field), pieces.offset()))),
        Some(Piece::Literal(literal)) => literal,
    };
    // Behind a doubled brace a part ends.
    let doubled = pieces.offset() > literal.end;
    if doubled || literal.end == rest.len() {
        return Ok(Some((literal, None, pieces.offset())));
    }
    match pieces.next().transpose()? {
        Some(Piece::Field(field)) => Ok(Some((literal, Some(field), pieces.offset()))),
        _ => unreachable!("a literal ends at a brace or with the template"),
    }
}

fn text<U: Unit>(t: &mut Thread, units: &[U]) -> PyResult {
    Str::from_text(t, &Text::from_units(units))
}

/// A part as a tuple.
fn tuple<U: Unit>(
    t: &mut Thread,
    rest: &[U],
    literal: Range<usize>,
    field: Option<&Replacement>,
) -> PyResult {
    let literal = text(t, &rest[literal])?;
    let mut items = vec![literal, Value::NONE, Value::NONE, Value::NONE];
    if let Some(field) = field {
        items[1] = text(t, &rest[field.name.clone()])?;
        items[2] = text(t, &rest[field.spec.clone()])?;
        if let Some(conversion) = field.conversion {
            items[3] = Str::from_code(t, conversion)?;
        }
    }
    Tuple::new(t, items)
}

fn next(t: &mut Thread, this: &Pieces) -> PyResult<Option<Value>> {
    let template = this.template.get_or_none();
    let Some(template) = Str::of(&template) else { unreachable!("templates are strings") };
    with_units!(template.text(), units => {
        let rest = &units[this.at.get().min(units.len())..];
        match part(rest) {
            Ok(None) => Ok(None),
            Ok(Some((literal, field, end))) => {
                this.at.set(this.at.get() + end);
                tuple(t, rest, literal, field.as_ref()).map(Some)
            }
            Err(error) => Err(t.text_error(error)),
        }
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
    fn __next__(t: &mut Thread, this: &Pieces) -> PyResult<Option<Value>> {
        next(t, this)
    }
}
