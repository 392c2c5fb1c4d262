//! Strings made of parts of others: pieces, joins, repetitions. The result's width is known beforehand from the
//! parts', each of which is as narrow as it can be.
#![expect(unsafe_code, reason = "a borrowed string becomes a value of its own")]

use std::ops::Range;

use taipan_text::{TextError, Unit, with_units};

use crate::builtins::list::List;
use crate::builtins::str::{ASCII, Str, Units, WIDTH_2, WIDTH_4};
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// The narrowest representation that holds every string seen.
#[derive(Clone, Copy)]
struct Widest {
    width: usize,
    ascii: bool,
}

impl Widest {
    fn of(text: &Str) -> Widest {
        Widest { width: text.width(), ascii: text.is_ascii() }
    }

    fn with(self, other: Widest) -> Widest {
        Widest { width: self.width.max(other.width), ascii: self.ascii && other.ascii }
    }
}

/// Fills `to` from its start with a string no wider; returns what is left.
fn put<'a, U: Unit + Default>(to: &'a mut [U], text: &Str) -> &'a mut [U] {
    let (place, rest) = to.split_at_mut(text.len());
    with_units!(text.text(), units => for (to, from) in place.iter_mut().zip(units) {
        *to = U::from_code(from.code()).unwrap_or_default();
    });
    rest
}

fn put_all<'p, U: Unit + Default>(mut to: &mut [U], parts: impl Iterator<Item = &'p Str>) {
    for part in parts {
        to = put(to, part);
    }
}

impl Str {
    /// The string as a value of its own.
    #[inline]
    pub fn to_value(&self) -> Value {
        // SAFETY: `&self` lives, so another reference to it may be counted.
        unsafe { Value::from_borrowed(Raw::pointer(std::ptr::from_ref(self).cast_mut().cast())) }
    }

    /// The characters at `range`, which is within bounds.
    pub fn slice(&self, t: &mut Thread, range: Range<usize>) -> PyResult {
        if range.len() == self.len() {
            return Ok(self.to_value());
        }
        match self.units() {
            Units::One(units) => match &units[range] {
                &[unit] => Str::from_code(t, u32::from(unit)),
                part if self.is_ascii() && !part.is_empty() => Str::copied(t, ASCII, [part]),
                part => Str::from_latin1(t, part),
            },
            Units::Two(units) => Str::from_units(t, Units::Two(&units[range])),
            Units::Four(units) => Str::from_units(t, Units::Four(&units[range])),
        }
    }

    /// The character at `index`, which is within bounds, as a string.
    #[inline]
    pub fn character(&self, t: &mut Thread, index: usize) -> PyResult {
        Str::from_code(t, self.units().get(index))
    }

    /// The string, which is ASCII, with the parts at `places` replaced by `new`, which is so too. The result has `length`
    /// characters.
    pub(crate) fn replaced_ascii(
        &self,
        t: &mut Thread,
        places: impl Iterator<Item = Range<usize>>,
        new: &[u8],
        length: usize,
    ) -> PyResult {
        Str::fill(t, length, ASCII, |mut to: &mut [u8]| {
            let mut append = |part: &[u8]| {
                let (place, rest) = std::mem::take(&mut to).split_at_mut(part.len());
                place.copy_from_slice(part);
                to = rest;
            };
            let (bytes, mut from) = (self.bytes(), 0);
            for place in places {
                append(&bytes[from..place.start]);
                append(new);
                from = place.end;
            }
            append(&bytes[from..]);
        })
    }

    /// The string with each character mapped, all of which are ASCII and stay so.
    pub(crate) fn mapped_ascii(&self, t: &mut Thread, map: impl Fn(u8) -> u8) -> PyResult {
        let bytes = self.bytes();
        if let [] | [_] = bytes {
            // These are shared.
            let mapped: Vec<u8> = bytes.iter().map(|&byte| map(byte)).collect();
            return Str::from_latin1(t, &mapped);
        }
        let (value, to) = Str::allocate::<u8>(t, bytes.len(), ASCII)?;
        for (index, &byte) in bytes.iter().enumerate() {
            // SAFETY: there is room for as many characters.
            unsafe { to.add(index).write(map(byte)) };
        }
        Ok(value)
    }

    /// The string between single quotes, if `repr` does no more to it.
    pub(crate) fn quoted_ascii(&self, t: &mut Thread) -> Option<PyResult> {
        let plain = |&byte: &u8| matches!(byte, b' '..=b'~') && byte != b'\'' && byte != b'\\';
        let as_it_is = self.is_ascii() && self.bytes().iter().all(plain);
        as_it_is.then(|| Str::copied(t, ASCII, [b"'", self.bytes(), b"'"]))
    }

    /// The string, which is ASCII, between so many bytes, which are so too.
    pub(crate) fn padded_ascii(&self, t: &mut Thread, left: usize, right: usize, fill: u8) -> PyResult {
        let length = self.len().saturating_add(left).saturating_add(right);
        Str::fill(t, length, ASCII, |to: &mut [u8]| {
            let (before, rest) = to.split_at_mut(left);
            let (text, after) = rest.split_at_mut(self.len());
            before.fill(fill);
            text.copy_from_slice(self.bytes());
            after.fill(fill);
        })
    }

    /// A string of one character.
    #[inline]
    pub fn from_code(t: &mut Thread, code: u32) -> PyResult {
        match Str::shared_character(t, code) {
            Some(text) => Ok(text),
            None => Str::from_characters(t, &[code]),
        }
    }

    /// All of `parts`, one behind the other. Too long a result is a MemoryError.
    pub fn concatenated<'p>(t: &mut Thread, parts: impl Iterator<Item = &'p Str> + Clone) -> PyResult {
        let mut widest = Widest { width: 1, ascii: true };
        let mut length = 0usize;
        for part in parts.clone() {
            widest = widest.with(Widest::of(part));
            match length.checked_add(part.len()) {
                Some(longer) => length = longer,
                None => return Err(t.memory_error()),
            }
        }
        match widest.width {
            _ if length == 0 => Str::from_latin1(t, b""),
            1 => {
                let flag = if widest.ascii { ASCII } else { 0 };
                Str::fill(t, length, flag, |to: &mut [u8]| put_all(to, parts))
            }
            2 => Str::fill(t, length, WIDTH_2, |to: &mut [u16]| put_all(to, parts)),
            _ => Str::fill(t, length, WIDTH_4, |to: &mut [u32]| put_all(to, parts)),
        }
    }

    /// The string so many times; negative counts are none.
    pub fn repeated(&self, t: &mut Thread, times: isize) -> PyResult {
        let times = usize::try_from(times).unwrap_or(0);
        if times == 1 {
            return Ok(self.to_value());
        }
        let length = self.len().checked_mul(times).filter(|&length| isize::try_from(length).is_ok());
        let Some(length) = length else { return Err(t.overflow_error("repeated string is too long")) };
        fn tile<U: Copy>(to: &mut [U], from: &[U]) {
            if let [one] = from {
                return to.fill(*one);
            }
            for place in to.chunks_exact_mut(from.len()) {
                place.copy_from_slice(from);
            }
        }
        match self.units() {
            _ if length == 0 => Str::from_latin1(t, b""),
            Units::One(units) => {
                let flag = if self.is_ascii() { ASCII } else { 0 };
                Str::fill(t, length, flag, |to: &mut [u8]| tile(to, units))
            }
            Units::Two(units) => Str::fill(t, length, WIDTH_2, |to: &mut [u16]| tile(to, units)),
            Units::Four(units) => Str::fill(t, length, WIDTH_4, |to: &mut [u32]| tile(to, units)),
        }
    }

    /// `separator.join(items)`: every item must be a string.
    pub fn join(&self, t: &mut Thread, items: Items<'_>) -> PyResult {
        match Str::joined(t, self, items) {
            Ok(result) => result,
            Err(index) => {
                let name = t.type_name(&items.get(t)[index]);
                Err(t.type_error(format!("sequence item {index}: expected str instance, {name} found")))
            }
        }
    }

    /// `separator.join(items)`, or the index of the first item that is no string.
    pub(crate) fn joined(t: &mut Thread, separator: &Str, items: Items<'_>) -> Result<PyResult, usize> {
        let strings = items.get(t);
        let mut widest = Widest { width: 1, ascii: true };
        let mut length = 0usize;
        for (index, item) in strings.iter().enumerate() {
            let text = Str::of(item).ok_or(index)?;
            widest = widest.with(Widest::of(text));
            length = length.saturating_add(text.len());
        }
        if strings.len() > 1 && !separator.is_empty() {
            widest = widest.with(Widest::of(separator));
            length = length.saturating_add(separator.len().saturating_mul(strings.len() - 1));
        }
        if let [only] = strings {
            return Ok(Ok(Str::of(only).map_or(Value::NONE, Str::to_value)));
        }
        Ok(match widest.width {
            _ if length == 0 => Str::from_latin1(t, b""),
            1 => Str::lay_out::<u8>(t, separator, items, length, if widest.ascii { ASCII } else { 0 }),
            2 => Str::lay_out::<u16>(t, separator, items, length, WIDTH_2),
            _ => Str::lay_out::<u32>(t, separator, items, length, WIDTH_4),
        })
    }

    /// Fills a string of `length` characters with all `items`, which are strings no wider, and what is between them.
    fn lay_out<U: Unit>(
        t: &mut Thread,
        separator: &Str,
        items: Items<'_>,
        length: usize,
        flag: u16,
    ) -> PyResult {
        let (value, mut to) = Str::allocate::<U>(t, length, flag)?;
        for (index, text) in items.get(t).iter().filter_map(Str::of).enumerate() {
            // SAFETY: the length is that of everything together; nothing changed since it was taken.
            unsafe {
                if index > 0 && !separator.is_empty() {
                    to = lay(to, separator);
                }
                to = lay(to, text);
            }
        }
        Ok(value)
    }
}

/// What is joined: items of a list, which stay where they are as long as no Python runs, or any others.
#[derive(Clone, Copy)]
pub enum Items<'a> {
    List(&'a List),
    Slice(&'a [Value]),
}

impl Items<'_> {
    #[inline]
    fn get<'a>(&'a self, t: &'a Thread) -> &'a [Value] {
        match self {
            Items::List(list) => list.items(t),
            Items::Slice(items) => items,
        }
    }
}

/// Copies bytes, few of them without a call: most parts are short.
///
/// # Safety
/// As `copy_nonoverlapping`.
#[inline(always)]
unsafe fn copy_short(from: *const u8, to: *mut u8, length: usize) {
    // SAFETY: the caller's promise; both words of eight and of four cover the length, and lie within it.
    unsafe {
        match length {
            0 => {}
            1 => *to = *from,
            2..4 => {
                let (first, last) = (from.cast::<u16>().read_unaligned(), *from.add(length - 1));
                to.cast::<u16>().write_unaligned(first);
                *to.add(length - 1) = last;
            }
            4..8 => {
                let last = length - 4;
                let words =
                    (from.cast::<u32>().read_unaligned(), from.add(last).cast::<u32>().read_unaligned());
                to.cast::<u32>().write_unaligned(words.0);
                to.add(last).cast::<u32>().write_unaligned(words.1);
            }
            8..=16 => {
                let last = length - 8;
                let words =
                    (from.cast::<u64>().read_unaligned(), from.add(last).cast::<u64>().read_unaligned());
                to.cast::<u64>().write_unaligned(words.0);
                to.add(last).cast::<u64>().write_unaligned(words.1);
            }
            _ => std::ptr::copy_nonoverlapping(from, to, length),
        }
    }
}

/// Writes a string's characters at `to`; returns where they end.
///
/// # Safety
/// There is room for them, and none is wider than `U`.
#[inline]
unsafe fn lay<U: Unit>(to: *mut U, text: &Str) -> *mut U {
    // SAFETY: the caller's promise.
    unsafe {
        if text.width() == size_of::<U>() {
            copy_short(text.bytes().as_ptr(), to.cast(), text.len() * size_of::<U>());
        } else {
            with_units!(text.text(), units => for (index, unit) in units.iter().enumerate() {
                if let Some(unit) = U::from_code(unit.code()) {
                    to.add(index).write(unit);
                }
            });
        }
        to.add(text.len())
    }
}

impl Thread {
    /// The string of what an algorithm made, or the exception that it asks for.
    pub fn finish_text(&mut self, text: Result<taipan_text::Text, TextError>) -> PyResult {
        match text {
            Ok(text) => Str::from_text(self, &text),
            Err(error) => Err(self.text_error(error)),
        }
    }
}
