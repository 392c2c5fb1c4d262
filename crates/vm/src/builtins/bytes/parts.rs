//! What takes bytes and bytearrays apart, or pads and maps them.

use std::ops::Range;

use taipan_text::search::{self, Flavor};

use crate::builtins::bytearray::ByteArray;
use crate::builtins::bytes::Bytes;
use crate::builtins::bytes::sequence::{ByteString, check_length, finish};
use crate::builtins::list::List;
use crate::builtins::str::pad::Side;
use crate::builtins::str::search::{End, empty_separator};
use crate::builtins::str::window::limit;
use crate::builtins::tuple::Tuple;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

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
    check_length::<S>(t, data.len().saturating_add(left).saturating_add(right))?;
    let text = search::pad(this.data(t), left, right, fill.into());
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

/// `translate`: maps by a table of 256 bytes and deletes some.
pub(crate) fn translate<S: ByteString>(
    t: &mut Thread,
    this: &S,
    table: &Value,
    delete: Option<&Value>,
) -> PyResult {
    let table = match Bytes::of(table).filter(|_| !S::MUTABLE) {
        _ if table.is_none() => None,
        // Whatever `__buffer__` their class has.
        Some(bytes) => bytes.shared(),
        None => Some(t.bytes_like(table)?),
    };
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
