//! `str.format` and `str.format_map`: looks fields up and renders them into a template.

use std::ops::Range;

use taipan_text::template::{
    self, Accessor, AutoNumber, FieldName, MAX_DEPTH, Piece, Replacement, TemplateParser,
};
use taipan_text::{Text, Unit, with_units};

use crate::builtins::str::Str;
use crate::builtins::str::percent::append_plainly;
use crate::native::{Args, PyResult};
use crate::thread::Thread;
use crate::value::Value;

/// Where fields are looked up.
#[derive(Clone, Copy)]
pub(crate) enum Fields<'a> {
    /// `format(*args, **kwargs)`.
    Arguments(Args<'a>),
    /// `format_map(mapping)`.
    Mapping(&'a Value),
}

/// The template with its fields filled in.
pub(crate) fn format(t: &mut Thread, this: &Str, fields: Fields<'_>) -> PyResult {
    let mut renderer = Renderer { fields, numbers: AutoNumber::default() };
    let text = with_units!(this.text(), template => renderer.render(t, template, MAX_DEPTH))?;
    t.end_text(text)
}

/// A string of some characters of a template.
fn part<U: Unit>(t: &mut Thread, template: &[U], range: Range<usize>) -> PyResult {
    let units = &template[range];
    match U::latin1(units) {
        Some(narrow) => Str::from_latin1(t, narrow),
        None => Str::from_text(t, &Text::from_units(units)),
    }
}

/// Appends a string.
fn append(t: &mut Thread, text: &Value, out: &mut Text) -> PyResult<()> {
    let Some(text) = Str::of(text) else { return Ok(()) };
    if out.try_reserve(text.len()).is_err() {
        return Err(t.memory_error());
    }
    with_units!(text.text(), units => out.extend(units));
    Ok(())
}

struct Renderer<'a> {
    fields: Fields<'a>,
    numbers: AutoNumber,
}

impl Renderer<'_> {
    /// `depth` levels of templates are left, this one included.
    fn render<U: Unit>(&mut self, t: &mut Thread, template: &[U], depth: usize) -> PyResult<Text> {
        if depth == 0 {
            return Err(t.text_error(template::too_deep()));
        }
        let mut out = t.begin_text();
        for piece in TemplateParser::new(template) {
            match piece {
                Ok(Piece::Literal(range)) => out.extend(&template[range]),
                Ok(Piece::Field(field)) => {
                    if field.is_bare() {
                        let value = self.value(t, &template[field.name.clone()])?;
                        if append_plainly(&value, &mut out) {
                            continue;
                        }
                        let spec = Str::from_latin1(t, b"")?;
                        let text = t.format_value(&value, &spec)?;
                        append(t, &text, &mut out)?;
                        continue;
                    }
                    let text = self.render_field(t, template, &field, depth)?;
                    append(t, &text, &mut out)?;
                }
                Err(error) => return Err(t.text_error(error)),
            }
        }
        Ok(out)
    }

    fn render_field<U: Unit>(
        &mut self,
        t: &mut Thread,
        template: &[U],
        field: &Replacement,
        depth: usize,
    ) -> PyResult {
        let mut value = self.value(t, &template[field.name.clone()])?;
        if let Some(conversion) = field.conversion {
            value = match char::from_u32(conversion) {
                Some('r') => t.repr(&value)?,
                Some('s') => t.str_of(&value)?,
                Some('a') => t.ascii_of(&value)?,
                _ => return Err(t.text_error(template::unknown_conversion(conversion))),
            };
        }
        let spec = if field.nested {
            let text = self.render(t, &template[field.spec.clone()], depth - 1)?;
            Str::from_text(t, &text)?
        } else {
            part(t, template, field.spec.clone())?
        };
        t.format_value(&value, &spec)
    }

    /// The value that a field's name leads to.
    fn value<U: Unit>(&mut self, t: &mut Thread, name: &[U]) -> PyResult {
        let (selector, steps) = FieldName::split(name).map_err(|error| t.text_error(error))?;
        let index = self.numbers.resolve(&selector).map_err(|error| t.text_error(error))?;
        let mut value = match (index, self.fields) {
            (Some(_), Fields::Mapping(_)) => return Err(t.text_error(template::no_positional_fields())),
            (Some(index), Fields::Arguments(args)) => match args.positional().get(index) {
                Some(value) => value.clone(),
                None => return Err(t.index_error(template::index_out_of_range(index))),
            },
            (None, fields) => {
                let end = match selector {
                    template::Selector::Name(range) => range,
                    _ => 0..0,
                };
                let key = part(t, name, end)?;
                self.named(t, fields, &key)?
            }
        };
        for step in steps {
            value = match step {
                Ok(Accessor::Attribute(range)) => {
                    let attribute = part(t, name, range)?;
                    t.get_attr(&value, &attribute)?
                }
                Ok(Accessor::Index(index)) => t.get_item(&value, &Value::small_int(index as i64))?,
                Ok(Accessor::Key(range)) => {
                    let key = part(t, name, range)?;
                    t.get_item(&value, &key)?
                }
                Err(error) => return Err(t.text_error(error)),
            };
        }
        Ok(value)
    }

    fn named(&self, t: &mut Thread, fields: Fields<'_>, key: &Value) -> PyResult {
        let args = match fields {
            Fields::Mapping(mapping) => return t.get_item(mapping, key),
            Fields::Arguments(args) => args,
        };
        let found = Str::of(key).and_then(|key| args.keywords().find(|(name, _)| name.equals(key)));
        match found {
            Some((_, value)) => Ok(value.clone()),
            None => Err(t.key_error(key)),
        }
    }
}
