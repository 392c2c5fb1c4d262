//! Strings, bytes and tuples: joining, repeating, indexing.

use std::sync::Arc;

use taipan_bytecode::{Constant, Text};

use super::integer;
use super::number::Number;

/// Strings and bytes longer than this are made when they are needed.
const MAX_TEXT: usize = 4096;
/// As [`MAX_TEXT`], for tuples.
const MAX_ITEMS: usize = 256;
/// The items a repeated tuple may hold, those of tuples in it included.
const MAX_TOTAL_ITEMS: usize = 1024;

/// `left + right`.
pub(super) fn concatenate(left: &Constant, right: &Constant) -> Option<Constant> {
    Some(match (left, right) {
        (Constant::Str(a), Constant::Str(b)) => {
            Constant::Str(Text::from_wtf8([a.as_wtf8(), b.as_wtf8()].concat()))
        }
        (Constant::Bytes(a), Constant::Bytes(b)) => Constant::Bytes([&a[..], &b[..]].concat().into()),
        (Constant::Tuple(a), Constant::Tuple(b)) => Constant::Tuple([&a[..], &b[..]].concat().into()),
        _ => return None,
    })
}

/// `left * right` where one is an integer.
pub(super) fn repeat(left: &Constant, right: &Constant) -> Option<Constant> {
    let (sequence, count) = match (Number::of(left), Number::of(right)) {
        (Some(Number::Int(count)), None) => (right, count),
        (None, Some(Number::Int(count))) => (left, count),
        _ => return None,
    };
    let length = length(sequence)?;
    let count = isize::try_from(&count).ok()?;
    if length == 0 {
        return Some(sequence.clone());
    }
    let count = usize::try_from(count).ok()?;
    match sequence {
        Constant::Tuple(items) => {
            if count > MAX_ITEMS / length {
                return None;
            }
            if let Some(limit) = MAX_TOTAL_ITEMS.checked_div(count) {
                remaining_items(items, limit)?;
            }
            Some(Constant::Tuple(vec![&items[..]; count].concat().into()))
        }
        _ if count > MAX_TEXT / length => None,
        Constant::Str(text) => Some(Constant::Str(Text::from_wtf8(text.as_wtf8().repeat(count)))),
        Constant::Bytes(bytes) => Some(Constant::Bytes(bytes.repeat(count).into())),
        _ => None,
    }
}

/// What is left of `limit` after all items, nested ones included; `None` when it does not suffice.
fn remaining_items(items: &[Constant], limit: usize) -> Option<usize> {
    items.iter().try_fold(limit.checked_sub(items.len())?, |limit, item| match item {
        Constant::Tuple(items) => remaining_items(items, limit),
        _ => Some(limit),
    })
}

fn length(sequence: &Constant) -> Option<usize> {
    match sequence {
        Constant::Str(text) => Some(characters(text).count()),
        Constant::Bytes(bytes) => Some(bytes.len()),
        Constant::Tuple(items) => Some(items.len()),
        _ => None,
    }
}

/// The code points of a text, each as its bytes; lone surrogates are three bytes.
fn characters(text: &Text) -> impl Iterator<Item = &[u8]> {
    let mut rest = text.as_wtf8();
    std::iter::from_fn(move || {
        let width = match rest.first()? {
            0..0xc0 => 1,
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        let (character, tail) = rest.split_at(width.min(rest.len()));
        rest = tail;
        Some(character)
    })
}

/// `sequence[index]`, for an integer or a slice.
pub(super) fn item(sequence: &Constant, index: &Constant) -> Option<Constant> {
    let length = length(sequence)?;
    if let Constant::Slice(parts) = index {
        let places = slice_places(parts, length)?;
        return Some(match sequence {
            Constant::Str(text) => {
                let characters: Vec<&[u8]> = characters(text).collect();
                let chosen: Vec<u8> = places.flat_map(|place| characters[place]).copied().collect();
                Constant::Str(Text::from_wtf8(chosen))
            }
            Constant::Bytes(bytes) => Constant::Bytes(places.map(|place| bytes[place]).collect()),
            Constant::Tuple(items) => {
                Constant::Tuple(places.map(|place| items[place].clone()).collect::<Arc<[_]>>())
            }
            _ => return None,
        });
    }
    let Number::Int(index) = Number::of(index)? else { return None };
    let index = i64::try_from(&index).ok()?;
    let place = if index < 0 { index.checked_add(length as i64)? } else { index };
    let place = usize::try_from(place).ok().filter(|place| *place < length)?;
    Some(match sequence {
        Constant::Str(text) => Constant::Str(Text::from_wtf8(characters(text).nth(place)?)),
        Constant::Bytes(bytes) => integer::constant(bytes[place].into()),
        Constant::Tuple(items) => items[place].clone(),
        _ => return None,
    })
}

/// The places a slice selects in a sequence of `length` items.
fn slice_places(parts: &[Constant; 3], length: usize) -> Option<impl Iterator<Item = usize>> {
    let length = length as i64;
    let [start, stop, step] = parts;
    let step = slice_part(step)?.unwrap_or(1);
    if step == 0 {
        return None;
    }
    // The first place is the lowest a bound can take, the second the highest.
    let (low, high) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let bound = |part: &Constant, default: i64| {
        Some(match slice_part(part)? {
            None => default,
            Some(place) if place < 0 => place.saturating_add(length).max(low),
            Some(place) => place.min(high),
        })
    };
    let (first, last) = if step < 0 { (high, low) } else { (low, high) };
    let (start, stop) = (bound(start, first)?, bound(stop, last)?);
    let mut place = start;
    Some(std::iter::from_fn(move || {
        let more = if step < 0 { place > stop } else { place < stop };
        let current = place;
        place = place.saturating_add(step);
        more.then_some(current as usize)
    }))
}

/// A bound of a slice: absent, or an integer brought into the range of 64 bits. `None`: not a bound.
fn slice_part(part: &Constant) -> Option<Option<i64>> {
    match (part, Number::of(part)) {
        (Constant::None, _) => Some(None),
        (_, Some(Number::Int(value))) => {
            let negative = value < dashu_int::IBig::ZERO;
            let clamped = if negative { i64::MIN + 1 } else { i64::MAX };
            Some(Some(i64::try_from(&value).unwrap_or(clamped)))
        }
        _ => None,
    }
}
