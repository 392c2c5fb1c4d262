//! What Python sees of strings: a table of names, signatures and docs; the work is done in the modules beside it.

use taipan_text::{search as algorithms, spec, unicode, with_units};

use crate::builtins::list::List;
use crate::builtins::str::build::Items;
use crate::builtins::str::search::End;
use crate::builtins::str::template::Fields;
use crate::builtins::str::{
    Str, codec, create, iterator, pad, percent, search, subscript, template, translate,
};
use crate::builtins::tuple::Tuple;
use crate::native::convert::OptionalIndex;
use crate::native::{Args, PyResult};
use crate::protocol::compare_text;
use crate::thread::Thread;
use crate::value::Value;

/// The methods of strings.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{
        Args, End, Fields, Items, List, OptionalIndex, PyResult, Str, Thread, Tuple, Value, algorithms,
        codec, compare_text, create, iterator, pad, percent, search, spec, subscript, template, translate,
        unicode, with_units,
    };

    #[new(leaf = create::make)]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        create::create(t, class, args)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Str) -> PyResult {
        if let Some(quoted) = this.quoted_ascii(t) {
            return quoted;
        }
        let text = with_units!(this.text(), units => unicode::repr(units));
        Str::from_text(t, &text)
    }

    #[special]
    fn __str__(_t: &mut Thread, this: &Str) -> PyResult {
        Ok(this.to_value())
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Str) -> PyResult<i64> {
        Ok(this.hash(t).cast_signed())
    }

    #[special]
    fn __len__(_t: &mut Thread, this: &Str) -> PyResult<usize> {
        Ok(this.len())
    }

    #[special]
    fn __eq__(_t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        Ok(subscript::compared(this, other, Str::equals))
    }

    #[special]
    fn __ne__(_t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        Ok(subscript::compared(this, other, |this, other| !this.equals(other)))
    }

    #[special]
    fn __lt__(_t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        Ok(subscript::compared(this, other, |this, other| compare_text(this, other).is_lt()))
    }

    #[special]
    fn __le__(_t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        Ok(subscript::compared(this, other, |this, other| compare_text(this, other).is_le()))
    }

    #[special]
    fn __gt__(_t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        Ok(subscript::compared(this, other, |this, other| compare_text(this, other).is_gt()))
    }

    #[special]
    fn __ge__(_t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        Ok(subscript::compared(this, other, |this, other| compare_text(this, other).is_ge()))
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        let text = crate::native::convert::special_self::<Str>(t, this, "__iter__")?;
        iterator::iterate(t, text, this.exact::<Str>().is_some())
    }

    #[special]
    fn __mod__(t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        percent::format_text(t, this, other)
    }

    #[special]
    fn __rmod__(t: &mut Thread, this: &Value, other: &Value) -> PyResult {
        match Str::of(other) {
            Some(format) => percent::format_text(t, format, this),
            None => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    #[special]
    fn __getitem__(t: &mut Thread, this: &Str, key: &Value) -> PyResult {
        subscript::get(t, this, key)
    }

    #[special]
    fn __add__(t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        match Str::of(other) {
            Some(other) if other.is_empty() => Ok(this.to_value()),
            Some(other) if this.is_empty() => Ok(other.to_value()),
            Some(other) => Str::concat(t, this, other),
            None => {
                let name = t.type_name(other);
                Err(t.type_error(format!("can only concatenate str (not \"{name}\") to str")))
            }
        }
    }

    #[special]
    fn __mul__(t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        let times = subscript::times(t, other)?;
        this.repeated(t, times)
    }

    #[special]
    fn __rmul__(t: &mut Thread, this: &Str, other: &Value) -> PyResult {
        let times = subscript::times(t, other)?;
        this.repeated(t, times)
    }

    #[special]
    fn __contains__(t: &mut Thread, this: &Str, key: &Value) -> PyResult<bool> {
        match Str::of(key) {
            Some(key) => Ok(search::contains(this, key)),
            None => {
                let name = t.type_name(key);
                Err(t.type_error(format!("'in <string>' requires string as left operand, not {name}")))
            }
        }
    }

    /// The bytes of the text in an encoding. `errors` says what becomes of characters that it does not have:
    /// 'strict' raises UnicodeEncodeError; 'ignore', 'replace', 'xmlcharrefreplace' and names registered with
    /// codecs.register_error go on.
    #[method("($self, /, encoding='utf-8', errors='strict')")]
    fn encode(t: &mut Thread, this: &Str, encoding: Option<&Str>, errors: Option<&Str>) -> PyResult {
        codec::encode(t, this, encoding, errors)
    }

    /// A copy with every occurrence of old replaced by new; with a count that is not negative, at most so many from the
    /// left.
    #[method("($self, old, new, /, count=-1)")]
    fn replace(t: &mut Thread, this: &Str, old: &Str, new: &Str, count: isize) -> PyResult {
        search::replace(t, this, old, new, count)
    }

    /// The parts between separators, a list. Without a separator, runs of white space separate and none stands at the
    /// ends. At most maxsplit splits are made, from the left; -1 is no limit.
    #[method("($self, /, sep=None, maxsplit=-1)")]
    fn split(t: &mut Thread, this: &Str, sep: Option<&Value>, maxsplit: isize) -> PyResult {
        search::split(t, this, sep, maxsplit, End::Left)
    }

    /// As split, but counting splits from the right.
    #[method("($self, /, sep=None, maxsplit=-1)")]
    fn rsplit(t: &mut Thread, this: &Str, sep: Option<&Value>, maxsplit: isize) -> PyResult {
        search::split(t, this, sep, maxsplit, End::Right)
    }

    /// The strings of an iterable, one behind the other, with this string between them.
    #[method("($self, iterable, /)")]
    fn join(t: &mut Thread, this: &Str, iterable: &Value) -> PyResult {
        if let Some(list) = iterable.exact::<List>() {
            return this.join(t, Items::List(list));
        }
        if let Some(tuple) = iterable.exact::<Tuple>() {
            return this.join(t, Items::Slice(tuple.items()));
        }
        let items = t.collect_or(iterable, "can only join an iterable")?;
        this.join(t, Items::Slice(&items))
    }

    /// A copy whose first character is in title case and whose others are in lower case.
    #[method("($self, /)")]
    fn capitalize(t: &mut Thread, this: &Str) -> PyResult {
        let text = with_units!(this.text(), units => unicode::capitalize(units));
        Str::from_text(t, &text)
    }

    /// A copy without distinctions of case, for comparing.
    #[method("($self, /)")]
    fn casefold(t: &mut Thread, this: &Str) -> PyResult {
        let text = with_units!(this.text(), units => unicode::casefold(units));
        Str::from_text(t, &text)
    }

    /// A copy with every word's first character in title case and the others in lower case.
    #[method("($self, /)")]
    fn title(t: &mut Thread, this: &Str) -> PyResult {
        let text = with_units!(this.text(), units => unicode::title(units));
        Str::from_text(t, &text)
    }

    /// The text in the middle of a field of so many characters.
    #[method("($self, width, fillchar=' ', /)")]
    fn center(t: &mut Thread, this: &Str, width: isize, fillchar: Option<&Value>) -> PyResult {
        pad::pad(t, this, width, fillchar, pad::Side::Both)
    }

    /// How often sub occurs between start and end, without overlaps.
    #[method("($self, sub[, start[, end]], /)")]
    fn count(
        _t: &mut Thread,
        this: &Str,
        sub: &Str,
        start: Option<OptionalIndex>,
        end: Option<OptionalIndex>,
    ) -> PyResult<usize> {
        Ok(search::count(this, sub, start, end))
    }

    /// A copy with tabs expanded to spaces, up to the next multiple of tabsize.
    #[method("($self, /, tabsize=8)")]
    fn expandtabs(t: &mut Thread, this: &Str, tabsize: i32) -> PyResult {
        let size = usize::try_from(tabsize).unwrap_or(0);
        let text = with_units!(this.text(), units => algorithms::expand_tabs(units, size));
        t.finish_text(text)
    }

    /// Where sub first occurs between start and end; -1 if nowhere.
    #[method("($self, sub[, start[, end]], /)")]
    fn find(
        _t: &mut Thread,
        this: &Str,
        sub: &Str,
        start: Option<OptionalIndex>,
        end: Option<OptionalIndex>,
    ) -> PyResult<i64> {
        Ok(search::position(search::find(this, sub, start, end, End::Left)))
    }

    /// The part before the first separator, the separator, and the part behind it; the whole and two empty strings if
    /// there is none.
    #[method("($self, sep, /)")]
    fn partition(t: &mut Thread, this: &Str, sep: &Value) -> PyResult {
        search::partition(t, this, sep, End::Left)
    }

    /// As find, but raises ValueError when sub does not occur.
    #[method("($self, sub[, start[, end]], /)")]
    fn index(
        t: &mut Thread,
        this: &Str,
        sub: &Str,
        start: Option<OptionalIndex>,
        end: Option<OptionalIndex>,
    ) -> PyResult<usize> {
        search::found(t, search::find(this, sub, start, end, End::Left))
    }

    /// The text at the left of a field of so many characters.
    #[method("($self, width, fillchar=' ', /)")]
    fn ljust(t: &mut Thread, this: &Str, width: isize, fillchar: Option<&Value>) -> PyResult {
        pad::pad(t, this, width, fillchar, pad::Side::Right)
    }

    /// A copy in lower case.
    #[method("($self, /)")]
    fn lower(t: &mut Thread, this: &Str) -> PyResult {
        if this.is_ascii() {
            return this.mapped_ascii(t, |byte| byte.to_ascii_lowercase());
        }
        let text = with_units!(this.text(), units => unicode::lower(units));
        Str::from_text(t, &text)
    }

    /// A copy without white space, or without any of chars, at its start.
    #[method("($self, chars=None, /)")]
    fn lstrip(t: &mut Thread, this: &Str, chars: Option<&Value>) -> PyResult {
        search::strip(t, this, chars, true, false)
    }

    /// Where sub last occurs between start and end; -1 if nowhere.
    #[method("($self, sub[, start[, end]], /)")]
    fn rfind(
        _t: &mut Thread,
        this: &Str,
        sub: &Str,
        start: Option<OptionalIndex>,
        end: Option<OptionalIndex>,
    ) -> PyResult<i64> {
        Ok(search::position(search::find(this, sub, start, end, End::Right)))
    }

    /// As rfind, but raises ValueError when sub does not occur.
    #[method("($self, sub[, start[, end]], /)")]
    fn rindex(
        t: &mut Thread,
        this: &Str,
        sub: &Str,
        start: Option<OptionalIndex>,
        end: Option<OptionalIndex>,
    ) -> PyResult<usize> {
        search::found(t, search::find(this, sub, start, end, End::Right))
    }

    /// The text at the right of a field of so many characters.
    #[method("($self, width, fillchar=' ', /)")]
    fn rjust(t: &mut Thread, this: &Str, width: isize, fillchar: Option<&Value>) -> PyResult {
        pad::pad(t, this, width, fillchar, pad::Side::Left)
    }

    /// A copy without white space, or without any of chars, at its end.
    #[method("($self, chars=None, /)")]
    fn rstrip(t: &mut Thread, this: &Str, chars: Option<&Value>) -> PyResult {
        search::strip(t, this, chars, false, true)
    }

    /// The part before the last separator, the separator, and the part behind it; two empty strings and the whole if
    /// there is none.
    #[method("($self, sep, /)")]
    fn rpartition(t: &mut Thread, this: &Str, sep: &Value) -> PyResult {
        search::partition(t, this, sep, End::Right)
    }

    /// The lines, a list; with their ends if keepends is true.
    #[method("($self, /, keepends=False)")]
    fn splitlines(t: &mut Thread, this: &Str, keepends: bool) -> PyResult {
        search::split_lines(t, this, keepends)
    }

    /// A copy without white space, or without any of chars, at both ends.
    #[method("($self, chars=None, /)")]
    fn strip(t: &mut Thread, this: &Str, chars: Option<&Value>) -> PyResult {
        search::strip(t, this, chars, true, true)
    }

    /// A copy with upper case made lower and lower case made upper.
    #[method("($self, /)")]
    fn swapcase(t: &mut Thread, this: &Str) -> PyResult {
        let text = with_units!(this.text(), units => unicode::swapcase(units));
        Str::from_text(t, &text)
    }

    /// A copy with each character replaced by what table[ord(character)] gives: a number, a string, or None to delete
    /// it. A LookupError leaves it as it is. See str.maketrans.
    #[method("($self, table, /)")]
    fn translate(t: &mut Thread, this: &Str, table: &Value) -> PyResult {
        translate::translate(t, this, table)
    }

    /// A copy in upper case.
    #[method("($self, /)")]
    fn upper(t: &mut Thread, this: &Str) -> PyResult {
        if this.is_ascii() {
            return this.mapped_ascii(t, |byte| byte.to_ascii_uppercase());
        }
        let text = with_units!(this.text(), units => unicode::upper(units));
        Str::from_text(t, &text)
    }

    /// Whether the text between start and end begins with prefix, a string or any of a tuple of them.
    #[method("($self, prefix[, start[, end]], /)", leaf = search::startswith)]
    fn startswith(
        t: &mut Thread,
        this: &Str,
        prefix: &Value,
        start: Option<OptionalIndex>,
        end: Option<OptionalIndex>,
    ) -> PyResult<bool> {
        search::affixed(t, this, prefix, start, end, End::Left)
    }

    /// Whether the text between start and end ends with suffix, a string or any of a tuple of them.
    #[method("($self, suffix[, start[, end]], /)", leaf = search::endswith)]
    fn endswith(
        t: &mut Thread,
        this: &Str,
        suffix: &Value,
        start: Option<OptionalIndex>,
        end: Option<OptionalIndex>,
    ) -> PyResult<bool> {
        search::affixed(t, this, suffix, start, end, End::Right)
    }

    /// A copy without the prefix, if the text begins with it.
    #[method("($self, prefix, /)")]
    fn removeprefix(t: &mut Thread, this: &Str, prefix: &Str) -> PyResult {
        search::without_affix(t, this, prefix, End::Left)
    }

    /// A copy without the suffix, if the text ends with it.
    #[method("($self, suffix, /)")]
    fn removesuffix(t: &mut Thread, this: &Str, suffix: &Str) -> PyResult {
        search::without_affix(t, this, suffix, End::Right)
    }

    /// Whether every character is ASCII; true of the empty string.
    #[method("($self, /)")]
    fn isascii(_t: &mut Thread, this: &Str) -> PyResult<bool> {
        Ok(this.is_ascii())
    }

    /// Whether there are cased characters and all of them are in lower case.
    #[method("($self, /)")]
    fn islower(_t: &mut Thread, this: &Str) -> PyResult<bool> {
        Ok(with_units!(this.text(), units => unicode::is_lower(units)))
    }

    /// Whether there are cased characters and all of them are in upper case.
    #[method("($self, /)")]
    fn isupper(_t: &mut Thread, this: &Str) -> PyResult<bool> {
        Ok(with_units!(this.text(), units => unicode::is_upper(units)))
    }

    /// Whether there are words and each begins, and only begins, with upper or title case.
    #[method("($self, /)")]
    fn istitle(_t: &mut Thread, this: &Str) -> PyResult<bool> {
        Ok(with_units!(this.text(), units => unicode::is_title(units)))
    }

    /// Whether there are characters and all of them are white space.
    #[method("($self, /)")]
    fn isspace(_t: &mut Thread, this: &Str) -> PyResult<bool> {
        Ok(with_units!(this.text(), units => unicode::is_space(units)))
    }

    /// Whether there are characters and all of them are decimal digits.
    #[method("($self, /)")]
    fn isdecimal(_t: &mut Thread, this: &Str) -> PyResult<bool> {
        Ok(with_units!(this.text(), units => unicode::is_decimal(units)))
    }

    /// Whether there are characters and all of them are digits, superscript ones too.
    #[method("($self, /)")]
    fn isdigit(_t: &mut Thread, this: &Str) -> PyResult<bool> {
        Ok(with_units!(this.text(), units => unicode::is_digit(units)))
    }

    /// Whether there are characters and all of them have a numeric value.
    #[method("($self, /)")]
    fn isnumeric(_t: &mut Thread, this: &Str) -> PyResult<bool> {
        Ok(with_units!(this.text(), units => unicode::is_numeric(units)))
    }

    /// Whether there are characters and all of them are letters.
    #[method("($self, /)")]
    fn isalpha(_t: &mut Thread, this: &Str) -> PyResult<bool> {
        Ok(with_units!(this.text(), units => unicode::is_alpha(units)))
    }

    /// Whether there are characters and all of them are letters or numeric.
    #[method("($self, /)")]
    fn isalnum(_t: &mut Thread, this: &Str) -> PyResult<bool> {
        Ok(with_units!(this.text(), units => unicode::is_alnum(units)))
    }

    /// Whether the text is an identifier; keyword.iskeyword tells those that are reserved.
    #[method("($self, /)")]
    fn isidentifier(_t: &mut Thread, this: &Str) -> PyResult<bool> {
        Ok(with_units!(this.text(), units => unicode::is_identifier(units)))
    }

    /// Whether repr would show every character as it is; true of the empty string.
    #[method("($self, /)")]
    fn isprintable(_t: &mut Thread, this: &Str) -> PyResult<bool> {
        Ok(with_units!(this.text(), units => unicode::is_printable(units)))
    }

    /// The text at the right of a field of so many characters, zeros between its sign and the rest.
    #[method("($self, width, /)")]
    fn zfill(t: &mut Thread, this: &Str, width: isize) -> PyResult {
        let width = usize::try_from(width).unwrap_or(0);
        if width <= this.len() {
            return Ok(this.to_value());
        }
        let text = with_units!(this.text(), units => algorithms::zfill(units, width));
        t.finish_text(text)
    }

    /// The text with its {replacement fields} filled in from the arguments.
    #[method("($self, /, *args, **kwargs)")]
    fn format(t: &mut Thread, this: &Str, args: Args<'_>) -> PyResult {
        template::format(t, this, Fields::Arguments(args))
    }

    /// The text with its {replacement fields} filled in from a mapping.
    #[method("($self, mapping, /)")]
    fn format_map(t: &mut Thread, this: &Str, mapping: &Value) -> PyResult {
        template::format(t, this, Fields::Mapping(mapping))
    }

    /// The text as a format specification wants it.
    #[method("($self, format_spec, /)")]
    fn __format__(t: &mut Thread, this: &Value, format_spec: &Str) -> PyResult {
        let Some(text) = Str::of(this) else {
            return Err(crate::native::convert::wrong_method_self(t, "__format__", "str", this));
        };
        if format_spec.is_empty() {
            return if this.exact::<Str>().is_some() { Ok(this.clone()) } else { t.str_of(this) };
        }
        let name = t.known_type_name(this);
        let text = with_units!(text.text(), units => with_units!(format_spec.text(), format_spec => {
            spec::format_str(units, format_spec, &name)
        }));
        t.finish_text(text)
    }

    /// A table for translate. Of one argument, a dict from characters or their numbers to what replaces them. Of two
    /// strings, from each character of the first to that of the second; those in a third are deleted.
    #[staticmethod("(x, y=<unrepresentable>, z=<unrepresentable>, /)")]
    fn maketrans(t: &mut Thread, x: &Value, y: Option<&Str>, z: Option<&Str>) -> PyResult {
        translate::make_table(t, x, y, z)
    }

    /// The bytes of memory that it takes.
    #[method("($self, /)")]
    fn __sizeof__(_t: &mut Thread, this: &Str) -> PyResult<usize> {
        Ok(subscript::size_in_memory(this))
    }

    /// The arguments for __new__ that make it again.
    #[method("($self, /)")]
    fn __getnewargs__(t: &mut Thread, this: &Str) -> PyResult {
        let copy = Str::from_units(t, this.units())?;
        Tuple::new(t, [copy])
    }
}
