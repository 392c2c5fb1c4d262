//! What bytes and bytearrays have in common: both are sequences of bytes, and each method makes results of its own type.

use std::ops::Range;

use taipan_text::search::{self, Flavor};
use taipan_text::{Text, TextError};

use crate::builtins::bytearray::ByteArray;
use crate::builtins::bytes::{Bytes, BytesLike};
use crate::builtins::int;
use crate::builtins::list::List;
use crate::builtins::memoryview::MemoryView;
use crate::builtins::slice::Slice;
use crate::builtins::str::Str;
use crate::builtins::str::pad::Side;
use crate::builtins::str::search::{End, empty_separator};
use crate::builtins::str::window::{limit, window};
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::native::convert::{OptionalIndex, check_positional};
use crate::object::Object;
use crate::thread::Thread;
use crate::value::Value;

/// A builtin sequence of bytes.
pub(crate) trait ByteString: Object {
    /// The type's name.
    const NAME: &'static str;
    /// Whether the contents may change, so that nothing is answered with `self`.
    const MUTABLE: bool;
    /// What a subscript is called in messages, and what is out of range.
    const INDEX: (&'static str, &'static str);

    /// The contents, for as long as no Python runs.
    fn data<'a>(&'a self, t: &'a Thread) -> &'a [u8];

    /// The contents as they are, if they can't change.
    fn shared(&self) -> Option<BytesLike>;

    /// Counts one more view of the contents, if they can change, or one less.
    fn view(&self, _more: bool) {}

    /// A new instance.
    fn make(t: &mut Thread, data: Vec<u8>) -> PyResult;

    /// An instance of the same contents: itself if it can't change.
    fn same(&self, t: &mut Thread) -> PyResult;

    /// An instance of the contents at `range`.
    fn part(&self, t: &mut Thread, range: Range<usize>) -> PyResult;
}

impl ByteString for Bytes {
    const NAME: &'static str = "bytes";
    const MUTABLE: bool = false;
    const INDEX: (&'static str, &'static str) = ("byte", "index out of range");

    fn data<'a>(&'a self, _: &'a Thread) -> &'a [u8] {
        self.as_slice()
    }

    fn shared(&self) -> Option<BytesLike> {
        Some(BytesLike::Shared(self.to_value(), 0..self.as_slice().len()))
    }

    fn make(t: &mut Thread, data: Vec<u8>) -> PyResult {
        Bytes::new(t, &data)
    }

    fn same(&self, _: &mut Thread) -> PyResult {
        Ok(self.to_value())
    }

    fn part(&self, t: &mut Thread, range: Range<usize>) -> PyResult {
        if range.len() == self.as_slice().len() {
            return Ok(self.to_value());
        }
        Bytes::new(t, self.as_slice().get(range).unwrap_or_default())
    }
}

impl ByteString for ByteArray {
    const NAME: &'static str = "bytearray";
    const MUTABLE: bool = true;
    const INDEX: (&'static str, &'static str) = ("bytearray", "bytearray index out of range");

    fn view(&self, more: bool) {
        if more { self.export() } else { self.unexport() }
    }

    fn data<'a>(&'a self, t: &'a Thread) -> &'a [u8] {
        self.as_slice(t)
    }

    fn shared(&self) -> Option<BytesLike> {
        None
    }

    fn make(t: &mut Thread, data: Vec<u8>) -> PyResult {
        ByteArray::new(t, data)
    }

    fn same(&self, t: &mut Thread) -> PyResult {
        let data = self.as_slice(t).to_vec();
        ByteArray::new(t, data)
    }

    fn part(&self, t: &mut Thread, range: Range<usize>) -> PyResult {
        let data = self.as_slice(t).get(range).unwrap_or_default().to_vec();
        ByteArray::new(t, data)
    }
}

/// The contents, held so that Python code can't change them.
pub(crate) fn held<S: ByteString>(t: &mut Thread, this: &S) -> BytesLike {
    this.shared().unwrap_or_else(|| BytesLike::Copied(this.data(t).to_vec()))
}

/// The flags of a call of `__buffer__`.
pub(crate) fn buffer_flags(t: &mut Thread, values: &[Value]) -> PyResult<i32> {
    check_positional(t, "__buffer__", values.len(), 1, 1)?;
    let flags = t.as_isize(&values[0], Class::OverflowError)?;
    i32::try_from(flags).map_err(|_| t.overflow_error("buffer flags out of range"))
}

/// What `__release_buffer__` was given: a view of `this`, which is released.
pub(crate) fn release_buffer(t: &mut Thread, this: &Value, values: &[Value]) -> PyResult<()> {
    check_positional(t, "__release_buffer__", values.len(), 1, 1)?;
    let Some(view) = MemoryView::of(&values[0]) else {
        return Err(t.type_error("expected a memoryview object"));
    };
    if view.is_released() {
        return Ok(());
    }
    let (_, object) = view.parts(t)?;
    if !object.is(this) {
        return Err(t.value_error("memoryview's buffer is not this object"));
    }
    view.release();
    Ok(())
}

/// `__buffer__`: a view of bytes or a bytearray that fits what the flags ask for.
pub(crate) fn view(t: &mut Thread, this: &Value, flags: i32) -> PyResult {
    const WRITABLE: i32 = 1;
    let view = MemoryView::over_bytes(t, this)?;
    let readonly = Bytes::of(this).is_some();
    match view.filter(|_| !readonly || flags & WRITABLE == 0) {
        Some(view) => Ok(view),
        None => Err(t.buffer_error("Object is not writable.")),
    }
}

/// What is looked for: bytes, or one byte as an integer.
pub(crate) fn needle(t: &mut Thread, sub: &Value) -> PyResult<BytesLike> {
    if let Some(bytes) = t.bytes_of(sub)? {
        return Ok(bytes);
    }
    if t.is_index(sub) {
        return Ok(BytesLike::Copied(vec![byte(t, sub)?]));
    }
    let name = t.type_name(sub);
    Err(t.type_error(format!("argument should be integer or bytes-like object, not '{name}'")))
}

/// An integer that must be a byte.
pub(crate) fn byte(t: &mut Thread, value: &Value) -> PyResult<u8> {
    let number = t.as_clamped_isize(value)?;
    in_range(t, number)
}

fn in_range(t: &mut Thread, number: isize) -> PyResult<u8> {
    u8::try_from(number).map_err(|_| t.value_error("byte must be in range(0, 256)"))
}

/// `find` and `rfind`: a position in the whole.
pub(crate) fn find<S: ByteString>(
    t: &mut Thread,
    this: &S,
    sub: &Value,
    bounds: [Option<OptionalIndex>; 2],
    from: End,
) -> PyResult<Option<usize>> {
    let sub = needle(t, sub)?;
    let data = this.data(t);
    let Some(range) = window(data.len(), bounds[0], bounds[1]) else { return Ok(None) };
    let part = &data[range.clone()];
    let place = match from {
        End::Left => search::find(part, &sub),
        End::Right => search::rfind(part, &sub),
    };
    Ok(place.map(|place| range.start + place))
}

/// What `index` and `rindex` answer.
pub(crate) fn found(t: &mut Thread, place: Option<usize>) -> PyResult<usize> {
    place.ok_or_else(|| t.value_error("subsection not found"))
}

/// `count`.
pub(crate) fn count<S: ByteString>(
    t: &mut Thread,
    this: &S,
    sub: &Value,
    bounds: [Option<OptionalIndex>; 2],
) -> PyResult<usize> {
    let sub = needle(t, sub)?;
    let data = this.data(t);
    Ok(window(data.len(), bounds[0], bounds[1]).map_or(0, |range| search::count(&data[range], &sub)))
}

/// `key in this`.
pub(crate) fn contains<S: ByteString>(t: &mut Thread, this: &S, key: &Value) -> PyResult<bool> {
    let _held = hold(this);
    // What fails as an integer is taken for bytes.
    let number = if t.is_index(key) { t.as_clamped_isize(key).ok() } else { None };
    if let Some(number) = number {
        let byte = in_range(t, number)?;
        return Ok(search::contains(this.data(t), &[byte]));
    }
    let key = t.bytes_like(key)?;
    Ok(search::contains(this.data(t), &key))
}

/// `startswith` and `endswith`, of bytes or a tuple of bytes.
pub(crate) fn affixed<S: ByteString>(
    t: &mut Thread,
    this: &S,
    affix: &Value,
    bounds: [Option<OptionalIndex>; 2],
    at: End,
) -> PyResult<bool> {
    let check = |t: &Thread, affix: &[u8]| {
        let data = this.data(t);
        window(data.len(), bounds[0], bounds[1]).is_some_and(|range| match at {
            End::Left => data[range].starts_with(affix),
            End::Right => data[range].ends_with(affix),
        })
    };
    if let Some(affixes) = Tuple::of(affix) {
        for affix in affixes.items() {
            let affix = t.bytes_like(affix)?;
            if check(t, &affix) {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    let bytes = t.bytes_of(affix);
    match t.catch(bytes, Class::TypeError)?.flatten() {
        Some(affix) => Ok(check(t, &affix)),
        None => {
            let method = if at == End::Left { "startswith" } else { "endswith" };
            let name = t.type_name(affix);
            let text = format!("{method} first arg must be bytes or a tuple of bytes, not {name}");
            Err(t.type_error(text))
        }
    }
}

/// `removeprefix` and `removesuffix`.
pub(crate) fn without_affix<S: ByteString>(t: &mut Thread, this: &S, affix: &Value, at: End) -> PyResult {
    let affix = t.bytes_like(affix)?;
    let data = this.data(t);
    let range = match at {
        End::Left if data.starts_with(&affix) => affix.len()..data.len(),
        End::Right if data.ends_with(&affix) => 0..data.len() - affix.len(),
        _ => 0..data.len(),
    };
    this.part(t, range)
}

/// `replace`.
pub(crate) fn replace<S: ByteString>(
    t: &mut Thread,
    this: &S,
    old: &[u8],
    new: &[u8],
    count: isize,
) -> PyResult {
    match search::replace(this.data(t), old, new, limit(count)) {
        Ok(None) => this.same(t),
        Ok(Some(text)) => make_text::<S>(t, text),
        Err(error) => Err(replace_error(t, error)),
    }
}

#[cold]
fn replace_error(t: &mut Thread, error: TextError) -> Exception {
    if error.message.starts_with("replace string") {
        return t.overflow_error("replace bytes are too long");
    }
    t.text_error(error)
}

/// The bytes of a text that has none but Latin-1 characters.
pub(crate) fn into_bytes(text: Text) -> Vec<u8> {
    match text {
        Text::Latin1(bytes) => bytes,
        wider => wider.codes().into_iter().map(|code| code as u8).collect(),
    }
}

/// An instance of what an algorithm made of bytes.
pub(crate) fn make_text<S: ByteString>(t: &mut Thread, text: Text) -> PyResult {
    S::make(t, into_bytes(text))
}

/// An instance of what an algorithm made of bytes, or the exception that it asks for.
pub(crate) fn finish<S: ByteString>(t: &mut Thread, text: Result<Text, TextError>) -> PyResult {
    match text {
        Ok(text) => make_text::<S>(t, text),
        Err(error) => Err(t.text_error(error)),
    }
}

/// An instance with each byte mapped.
pub(crate) fn map<S: ByteString>(t: &mut Thread, this: &S, map: impl FnMut(&u8) -> u8) -> PyResult {
    let mapped = this.data(t).iter().map(map).collect();
    S::make(t, mapped)
}

/// `strip` and its kin.
pub(crate) fn strip<S: ByteString>(
    t: &mut Thread,
    this: &S,
    bytes: Option<&Value>,
    left: bool,
    right: bool,
) -> PyResult {
    let range = match bytes {
        None => search::strip_space(this.data(t), left, right, Flavor::Bytes),
        Some(bytes) => {
            let bytes = t.bytes_like(bytes)?;
            search::strip(this.data(t), &bytes, left, right)
        }
    };
    this.part(t, range)
}

fn list_of<S: ByteString>(t: &mut Thread, this: &S, ranges: Vec<Range<usize>>) -> PyResult {
    let mut parts = Vec::with_capacity(ranges.len());
    for range in ranges {
        parts.push(this.part(t, range)?);
    }
    List::new(t, parts)
}

/// `split` and `rsplit`.
pub(crate) fn split<S: ByteString>(
    t: &mut Thread,
    this: &S,
    separator: Option<&Value>,
    most: isize,
    from: End,
) -> PyResult {
    let most = limit(most);
    let ranges = match separator {
        None => match from {
            End::Left => search::split_space(this.data(t), most, Flavor::Bytes).collect(),
            End::Right => search::rsplit_space(this.data(t), most, Flavor::Bytes),
        },
        Some(separator) => {
            let separator = t.bytes_like(separator)?;
            if separator.is_empty() {
                return Err(empty_separator(t));
            }
            match from {
                End::Left => search::split(this.data(t), &separator, most).collect(),
                End::Right => search::rsplit(this.data(t), &separator, most),
            }
        }
    };
    list_of(t, this, ranges)
}

/// `splitlines`.
pub(crate) fn split_lines<S: ByteString>(t: &mut Thread, this: &S, keep_ends: bool) -> PyResult {
    let ranges = search::split_lines(this.data(t), keep_ends, Flavor::Bytes).collect();
    list_of(t, this, ranges)
}

/// `partition` and `rpartition`.
pub(crate) fn partition<S: ByteString>(t: &mut Thread, this: &S, separator: &Value, from: End) -> PyResult {
    let bytes = t.bytes_like(separator)?;
    if bytes.is_empty() {
        return Err(empty_separator(t));
    }
    let data = this.data(t);
    let length = data.len();
    let place = match from {
        End::Left => search::find(data, &bytes),
        End::Right => search::rfind(data, &bytes),
    };
    let parts = match place {
        Some(place) => {
            // A bytearray answers with bytearrays only, bytes with the separator itself.
            let middle = if S::MUTABLE { S::make(t, bytes.to_vec())? } else { separator.clone() };
            vec![this.part(t, 0..place)?, middle, this.part(t, place + bytes.len()..length)?]
        }
        None => {
            let (whole, empty, other) =
                (this.part(t, 0..length)?, S::make(t, Vec::new())?, S::make(t, Vec::new())?);
            if from == End::Left { vec![whole, empty, other] } else { vec![empty, other, whole] }
        }
    };
    Tuple::new(t, parts)
}

/// `center`, `ljust` and `rjust`.
pub(crate) fn pad<S: ByteString>(
    t: &mut Thread,
    this: &S,
    width: isize,
    fill: Option<&Value>,
    side: Side,
) -> PyResult {
    let fill = match fill {
        None => b' ',
        Some(fill) => fill_byte(t, fill, side)?,
    };
    let data = this.data(t);
    let (left, right) = side.split(data.len(), width);
    if left + right == 0 {
        return this.same(t);
    }
    let text = search::pad(data, left, right, fill.into());
    finish::<S>(t, text)
}

fn fill_byte(t: &mut Thread, fill: &Value, side: Side) -> PyResult<u8> {
    let method = match side {
        Side::Both => "center",
        Side::Right => "ljust",
        Side::Left => "rjust",
    };
    let data = match (Bytes::of(fill), ByteArray::of(fill)) {
        (Some(bytes), _) => bytes.as_slice(),
        (_, Some(array)) => array.as_slice(t),
        _ => {
            let name = if fill.is_none() { "None".to_owned() } else { t.type_name(fill) };
            let text = format!("{method}() argument 2 must be a byte string of length 1, not {name}");
            return Err(t.type_error(text));
        }
    };
    if let [byte] = data {
        return Ok(*byte);
    }
    let (name, length) = (t.type_name(fill), data.len());
    let text = format!(
        "{method}(): argument 2 must be a byte string of length 1, not a {name} object of length {length}"
    );
    Err(t.type_error(text))
}

/// `this * times`.
pub(crate) fn repeat<S: ByteString>(t: &mut Thread, this: &S, times: &Value) -> PyResult {
    let times = t.as_isize(times, Class::OverflowError)?;
    let times = usize::try_from(times).unwrap_or(0);
    if times == 1 {
        return this.same(t);
    }
    let data = this.data(t);
    let length = data.len().checked_mul(times).filter(|&length| isize::try_from(length).is_ok());
    let mut repeated = Vec::new();
    match length {
        Some(length) if repeated.try_reserve_exact(length).is_ok() => {}
        None if !S::MUTABLE => return Err(t.overflow_error("repeated bytes are too long")),
        _ => return Err(t.memory_error()),
    }
    match data {
        [byte] => repeated.resize(times, *byte),
        _ => (0..times).for_each(|_| repeated.extend_from_slice(data)),
    }
    S::make(t, repeated)
}

/// `this + other`.
pub(crate) fn concatenate<S: ByteString>(t: &mut Thread, this: &S, other: &Value) -> PyResult {
    let _held = hold(this);
    let other = concatenated(t, S::NAME, other)?;
    let data = this.data(t);
    let mut both = Vec::new();
    if both.try_reserve_exact(data.len().saturating_add(other.len())).is_err() {
        return Err(t.memory_error());
    }
    both.extend_from_slice(data);
    both.extend_from_slice(&other);
    S::make(t, both)
}

/// The right operand of a concatenation.
pub(crate) fn concatenated(t: &mut Thread, left: &str, other: &Value) -> PyResult<BytesLike> {
    // Whatever an object's own `__buffer__` raises, the message is this one.
    match t.bytes_of_any(other) {
        Some(other) => Ok(other),
        None => {
            let name = t.type_name(other);
            Err(t.type_error(format!("can't concat {name} to {left}")))
        }
    }
}

/// `separator.join(iterable)`.
pub(crate) fn join<S: ByteString>(t: &mut Thread, this: &S, iterable: &Value) -> PyResult {
    let items = t.collect_or(iterable, "can only join an iterable")?;
    let separator = this.data(t).to_vec();
    let mut joined = Vec::new();
    let between = separator.len().saturating_mul(items.len().saturating_sub(1));
    if joined.try_reserve(between).is_err() {
        return Err(t.memory_error());
    }
    for (index, item) in items.iter().enumerate() {
        // Whatever an object's own `__buffer__` raises, the message is this one.
        let Ok(Some(part)) = t.bytes_of(item) else {
            let name = t.type_name(item);
            let text = format!("sequence item {index}: expected a bytes-like object, {name} found");
            return Err(t.type_error(text));
        };
        if iterable.exact::<List>().is_some_and(|list| list.len() != items.len()) {
            return Err(t.runtime_error("sequence changed size during iteration"));
        }
        let between: &[u8] = if index == 0 { &[] } else { &separator };
        if joined.try_reserve(between.len().saturating_add(part.len())).is_err() {
            return Err(t.memory_error());
        }
        joined.extend_from_slice(between);
        joined.extend_from_slice(&part);
    }
    if let [only] = items.as_slice()
        && !S::MUTABLE
        && only.exact::<S>().is_some()
    {
        return Ok(only.clone());
    }
    S::make(t, joined)
}

/// `this[key]`.
pub(crate) fn get<S: ByteString>(t: &mut Thread, this: &S, key: &Value) -> PyResult {
    if t.is_index(key) {
        let index = t.as_isize(key, Class::IndexError)?;
        let data = this.data(t);
        let index = if index < 0 { index + data.len() as isize } else { index };
        return match usize::try_from(index).ok().and_then(|index| data.get(index)) {
            Some(&byte) => Ok(Value::small_int(byte.into())),
            None => Err(t.index_error(S::INDEX.1)),
        };
    }
    let Some(slice) = <Slice as Object>::of(key) else { return Err(wrong_index::<S>(t, key)) };
    let bounds = t.slice_bounds(slice)?;
    let data = this.data(t);
    let range = crate::protocol::SliceRange::new(bounds, data.len());
    if range.step == 1 {
        return this.part(t, range.range());
    }
    let picked = range.indices().map(|index| data[index]).collect();
    S::make(t, picked)
}

#[cold]
pub(crate) fn wrong_index<S: ByteString>(t: &mut Thread, key: &Value) -> Exception {
    let (what, name) = (S::INDEX.0, t.type_name(key));
    t.type_error(format!("{what} indices must be integers or slices, not {name}"))
}

/// A comparison with another bytes-like object; NotImplemented with anything else.
pub(crate) fn compare<S: ByteString>(
    t: &mut Thread,
    this: &S,
    other: &Value,
    holds: impl FnOnce(&[u8], &[u8]) -> bool,
) -> PyResult {
    if let Some(other) = Bytes::of(other) {
        return Ok(Value::bool(holds(this.data(t), other.as_slice())));
    }
    // Bytes leave the comparison with other bytes-like objects to those.
    if !S::MUTABLE {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let _held = hold(this);
    match t.bytes_of_any(other) {
        Some(other) => Ok(Value::bool(holds(this.data(t), &other))),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `==` and `!=`: as [`compare`]; with `-b`, what can't be equal to bytes is warned of.
pub(crate) fn equality<S: ByteString>(
    t: &mut Thread,
    this: &S,
    other: &Value,
    holds: impl FnOnce(&[u8], &[u8]) -> bool,
) -> PyResult {
    let answer = compare(t, this, other, holds)?;
    if t.interpreter().config.flags.bytes_warning != 0 && answer.is(&Value::NOT_IMPLEMENTED) {
        let other = match () {
            () if Str::of(other).is_some() => "string",
            () if !S::MUTABLE && int::of(other).is_some() => "int",
            () => return Ok(answer),
        };
        let text = format!("Comparison between {} and {other}", S::NAME);
        t.warn_about(Class::BytesWarning, &text, 1, None)?;
    }
    Ok(answer)
}

/// While this lives, nothing can resize what it is of: for what converts arguments while it looks at the contents.
pub(crate) struct Held<'a, S: ByteString>(&'a S);

/// Holds the contents' size.
pub(crate) fn hold<S: ByteString>(this: &S) -> Held<'_, S> {
    this.view(true);
    Held(this)
}

impl<S: ByteString> Drop for Held<'_, S> {
    fn drop(&mut self) {
        self.0.view(false);
    }
}

/// With `-b`, `str()` of bytes is warned of.
pub(crate) fn warn_of_str<S: ByteString>(t: &mut Thread) -> PyResult<()> {
    match t.interpreter().config.flags.bytes_warning {
        0 => Ok(()),
        _ => t.warn_about(Class::BytesWarning, &format!("str() on a {} instance", S::NAME), 1, None),
    }
}

/// `translate`: maps by a table of 256 bytes and deletes some.
pub(crate) fn translate<S: ByteString>(
    t: &mut Thread,
    this: &S,
    table: &Value,
    delete: Option<&Value>,
) -> PyResult {
    let table = if table.is_none() { None } else { Some(t.bytes_like(table)?) };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return Err(t.value_error("translation table must be 256 characters long"));
    }
    let mut deleted = [false; 256];
    if let Some(delete) = delete {
        t.bytes_like(delete)?.iter().for_each(|&byte| deleted[usize::from(byte)] = true);
    }
    let kept = this.data(t).iter().filter(|&&byte| !deleted[usize::from(byte)]);
    let mapped: Vec<u8> = match &table {
        Some(table) => kept.map(|&byte| table[usize::from(byte)]).collect(),
        None => kept.copied().collect(),
    };
    if mapped == this.data(t) {
        return this.same(t);
    }
    S::make(t, mapped)
}

/// `maketrans`: bytes.
pub(crate) fn make_table(t: &mut Thread, from: &Value, to: &Value) -> PyResult {
    let (from, to) = (t.bytes_like(from)?, t.bytes_like(to)?);
    if from.len() != to.len() {
        return Err(t.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (&from, &to) in from.iter().zip(to.iter()) {
        table[usize::from(from)] = to;
    }
    Bytes::new(t, &table)
}
