//! `%` formatting: fetching the values that a format's conversions want. Strings and bytes differ in which conversions
//! there are and in how text comes of a value.

use taipan_text::int::{DecimalBuffer, IntRef};
use taipan_text::percent::{self, Conversion, Count, Field, Parser, Segment};
use taipan_text::{Text, Unit, with_units};

use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::object::Kind;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

/// What `%` formats: a string or bytes.
pub(crate) trait Flavor<U: Unit> {
    /// Whether messages speak of bytes.
    const BYTES: bool;

    /// The key of a mapping.
    fn key(t: &mut Thread, name: &[U]) -> PyResult;

    /// Whether `%` with this value on its right looks keys up in it.
    fn is_mapping(t: &Thread, value: &Value) -> bool;

    /// Appends what `%s` and its like make of a value; false when there is no such conversion.
    fn text(t: &mut Thread, field: &Field, value: &Value, out: &mut Text) -> PyResult<bool>;

    /// Appends what `%c` makes of a value.
    fn character(t: &mut Thread, field: &Field, value: &Value, out: &mut Text) -> PyResult<()>;
}

/// `format % values`.
pub(crate) fn format<U: Unit, F: Flavor<U>>(t: &mut Thread, format: &[U], values: &Value) -> PyResult<Text> {
    let mut source = Source {
        values: values.clone(),
        tuple: Tuple::of(values).is_some(),
        mapping: F::is_mapping(t, values),
        next: 0,
    };
    let mut out = t.begin_text();
    for segment in Parser::new(format) {
        match segment {
            Segment::Literal(range) => out.extend(&format[range]),
            Segment::Conversion(conversion) => {
                convert::<U, F>(t, format, values, &conversion, &mut source, &mut out)?;
            }
        }
    }
    if !source.is_exhausted() && !F::is_mapping(t, values) {
        return Err(t.text_error(percent::not_all_converted(F::BYTES)));
    }
    Ok(out)
}

/// Where the next value comes from.
struct Source {
    values: Value,
    /// Whether `values` is a tuple of values rather than the only one.
    tuple: bool,
    mapping: bool,
    next: usize,
}

impl Source {
    /// The value that [`Source::take`] takes next.
    fn peek(&self) -> Option<&Value> {
        match Tuple::of(&self.values).filter(|_| self.tuple) {
            Some(tuple) => tuple.items().get(self.next),
            None => (self.next == 0).then_some(&self.values),
        }
    }

    fn take(&mut self, t: &mut Thread) -> PyResult {
        let value = self.peek().cloned();
        self.next += 1;
        value.ok_or_else(|| t.text_error(percent::not_enough_arguments()))
    }

    fn is_exhausted(&self) -> bool {
        let count = Tuple::of(&self.values).filter(|_| self.tuple).map_or(1, Tuple::len);
        self.next >= count
    }
}

fn convert<U: Unit, F: Flavor<U>>(
    t: &mut Thread,
    format: &[U],
    values: &Value,
    conversion: &Conversion,
    source: &mut Source,
    out: &mut Text,
) -> PyResult<()> {
    if conversion.is_plain()
        && let Some(value) = source.peek()
        && append_by_kind::<F, U>(conversion.kind, value, out)
    {
        source.next += 1;
        return Ok(());
    }
    if conversion.keyed {
        if !source.mapping {
            return Err(t.text_error(percent::mapping_required()));
        }
        if let Some(range) = conversion.key.clone() {
            let key = F::key(t, &format[range])?;
            source.values = t.get_item(values, &key)?;
            source.tuple = false;
            source.next = 0;
        }
    }
    let width = star(t, conversion.width, source, |t, value| {
        match value.to_i64() {
            // What has no opposite can't be turned into a width.
            Some(i64::MIN) => Err(t.overflow_error("width too big")),
            Some(width) => Ok(width),
            None => Err(t.overflow_error("Python int too large to convert to C ssize_t")),
        }
    })?;
    let precision = star(t, conversion.precision, source, |t, value| {
        let small = value.to_i64().filter(|&value| i32::try_from(value).is_ok());
        small.ok_or_else(|| t.overflow_error("Python int too large to convert to C int"))
    })?;
    if let Some(failure) = conversion.failure.clone() {
        return Err(t.text_error(failure));
    }
    let field = conversion.field(width, precision);
    let value = source.take(t)?;
    if F::text(t, &field, &value, out)? {
        return Ok(());
    }
    let written = match field.kind {
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => return integer(t, &field, &value, out),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            let number = float::<U, F>(t, &value)?;
            field.float(number, out)
        }
        'c' => return F::character(t, &field, &value, out),
        _ => Err(percent::unsupported(conversion, F::BYTES)),
    };
    written.map_err(|error| t.text_error(error))
}

/// Appends what `%d` makes of a small integer, or `%s` of that or an exact string; false, with nothing done, for others.
fn append_by_kind<F: Flavor<U>, U: Unit>(kind: u32, value: &Value, out: &mut Text) -> bool {
    let text = kind == u32::from('s') && !F::BYTES;
    (text || kind == u32::from('d') && value.raw().is_int()) && append_plainly(value, out)
}

/// Appends the text of a small integer or an exact string; false, with nothing done, for others.
pub(crate) fn append_plainly(value: &Value, out: &mut Text) -> bool {
    match value.as_small_int() {
        Some(number) => {
            out.extend(DecimalBuffer::new().format(number));
            true
        }
        None => match value.exact::<Str>() {
            Some(value) if out.try_reserve(value.len()).is_ok() => {
                with_units!(value.text(), units => out.extend(units));
                true
            }
            _ => false,
        },
    }
}

/// The number that a star takes from the values; 0 for what has no star.
fn star(
    t: &mut Thread,
    count: Count,
    source: &mut Source,
    fit: impl FnOnce(&mut Thread, Integer<'_>) -> PyResult<i64>,
) -> PyResult<i64> {
    if count != Count::Star {
        return Ok(0);
    }
    let value = source.take(t)?;
    match Integer::of(&value) {
        Some(number) => fit(t, number),
        None => Err(t.text_error(percent::star_wants_int())),
    }
}

fn float<U: Unit, F: Flavor<U>>(t: &mut Thread, value: &Value) -> PyResult<f64> {
    let number = t.as_f64(value);
    if !F::BYTES {
        return number;
    }
    match t.catch(number, Class::TypeError)? {
        Some(number) => Ok(number),
        None => {
            let name = t.type_name(value);
            Err(t.type_error(format!("float argument required, not {name}")))
        }
    }
}

/// Appends an integer, or what `int` (for `%x` and `%o`, `__index__`) makes of another number.
fn integer(t: &mut Thread, field: &Field, value: &Value, out: &mut Text) -> PyResult<()> {
    let converted;
    let number = match Integer::of(value) {
        Some(number) => number,
        None => {
            converted = to_integer(t, field, value)?;
            match Integer::of(&converted) {
                Some(number) => number,
                None => return Err(wrong_number(t, field, value)),
            }
        }
    };
    let number = match number {
        Integer::Small(number) => IntRef::Small(number),
        Integer::Big(number) => IntRef::Big(number),
    };
    let most_digits = t.interpreter().int_max_str_digits;
    field.integer(number, most_digits, out).map_err(|error| t.text_error(error))
}

fn to_integer(t: &mut Thread, field: &Field, value: &Value) -> PyResult {
    let numeric = [Special::Index, Special::Int, Special::Float].iter().any(|&s| t.has_special(value, s));
    if !numeric {
        return Err(wrong_number(t, field, value));
    }
    let result = if matches!(field.kind, 'o' | 'x' | 'X') {
        t.as_index(value)
    } else {
        let int = t.interpreter().type_of_kind(Kind::Int).to_value();
        t.call(&int, std::slice::from_ref(value))
    };
    match t.catch(result, Class::TypeError)? {
        Some(result) => Ok(result),
        None => Err(wrong_number(t, field, value)),
    }
}

#[cold]
fn wrong_number(t: &mut Thread, field: &Field, value: &Value) -> Exception {
    let name = t.type_name(value);
    t.text_error(percent::wrong_number(field.kind, &name))
}

/// `%` of strings.
pub(crate) struct OfStrings;

impl<U: Unit> Flavor<U> for OfStrings {
    const BYTES: bool = false;

    fn key(t: &mut Thread, name: &[U]) -> PyResult {
        Str::from_text(t, &Text::from_units(name))
    }

    fn is_mapping(t: &Thread, value: &Value) -> bool {
        t.has_special(value, Special::Getitem) && Tuple::of(value).is_none() && Str::of(value).is_none()
    }

    fn text(t: &mut Thread, field: &Field, value: &Value, out: &mut Text) -> PyResult<bool> {
        let text = match field.kind {
            's' => t.str_of(value)?,
            'r' => t.repr(value)?,
            'a' => t.ascii_of(value)?,
            _ => return Ok(false),
        };
        let Some(text) = Str::of(&text) else { unreachable!("checked by the text protocol") };
        with_units!(text.text(), units => field.text(units, out)).map_err(|error| t.text_error(error))?;
        Ok(true)
    }

    fn character(t: &mut Thread, field: &Field, value: &Value, out: &mut Text) -> PyResult<()> {
        if let Some(text) = Str::of(value) {
            if text.len() != 1 {
                let what = format!("a string of length {}", text.len());
                return Err(t.text_error(percent::wrong_character(&what)));
            }
            let code = text.units().get(0);
            return field.character(code.into(), out).map_err(|error| t.text_error(error));
        }
        let index = t.as_index(value);
        let Some(index) = t.catch(index, Class::TypeError)? else {
            let name = t.qualified_type_name(value)?;
            return Err(t.text_error(percent::wrong_character(&name)));
        };
        let code = Integer::of(&index).and_then(Integer::to_i64).unwrap_or(-1);
        field.character(code, out).map_err(|error| t.text_error(error))
    }
}

/// `text % values`.
pub(crate) fn format_text(t: &mut Thread, this: &Str, values: &Value) -> PyResult {
    let text = with_units!(this.text(), units => format::<_, OfStrings>(t, units, values))?;
    t.end_text(text)
}
