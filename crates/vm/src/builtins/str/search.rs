//! Finding, replacing and cutting: what the methods of `str` do with `taipan_text::search`.

use std::ops::Range;

use taipan_text::search::{self, Flavor};
use taipan_text::with_units;

use crate::builtins::list::List;
use crate::builtins::str::Str;
use crate::builtins::str::window::{limit, window};
use crate::builtins::tuple::Tuple;
use crate::errors::Exception;
use crate::native::PyResult;
use crate::native::convert::OptionalIndex;
use crate::thread::Thread;
use crate::value::Value;

/// Which end a method works from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Left,
    Right,
}

/// `find` and `rfind`: a position in the whole string.
pub(crate) fn find(
    this: &Str,
    sub: &Str,
    start: Option<OptionalIndex>,
    end: Option<OptionalIndex>,
    from: End,
) -> Option<usize> {
    let range = window(this.len(), start, end)?;
    let place = with_units!(this.text(), text => with_units!(sub.text(), sub => match from {
        End::Left => search::find(&text[range.clone()], sub),
        End::Right => search::rfind(&text[range.clone()], sub),
    }));
    place.map(|place| range.start + place)
}

/// What `find` answers.
pub(crate) fn position(place: Option<usize>) -> i64 {
    place.map_or(-1, |place| place as i64)
}

/// What `index` answers.
pub(crate) fn found(t: &mut Thread, place: Option<usize>) -> PyResult<usize> {
    place.ok_or_else(|| t.value_error("substring not found"))
}

/// `count`.
pub(crate) fn count(
    this: &Str,
    sub: &Str,
    start: Option<OptionalIndex>,
    end: Option<OptionalIndex>,
) -> usize {
    let Some(range) = window(this.len(), start, end) else { return 0 };
    with_units!(this.text(), text => with_units!(sub.text(), sub => search::count(&text[range], sub)))
}

/// Whether `sub` is in `this`.
pub(crate) fn contains(this: &Str, sub: &Str) -> bool {
    with_units!(this.text(), text => with_units!(sub.text(), sub => search::contains(text, sub)))
}

fn has_affix(this: &Str, affix: &Str, range: Range<usize>, at: End) -> bool {
    with_units!(this.text(), text => with_units!(affix.text(), affix => match at {
        End::Left => search::starts_with(&text[range], affix),
        End::Right => search::ends_with(&text[range], affix),
    }))
}

/// `str.startswith(prefix)` of one string.
pub(crate) fn startswith(_: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    affixed_by_one(this, arguments, End::Left)
}

/// `str.endswith(suffix)` of one string.
pub(crate) fn endswith(_: &mut Thread, this: &Value, arguments: &[Value]) -> Option<Value> {
    affixed_by_one(this, arguments, End::Right)
}

#[inline(always)]
fn affixed_by_one(this: &Value, arguments: &[Value], at: End) -> Option<Value> {
    let [affix] = arguments else { return None };
    let (this, affix) = (this.exact::<Str>()?, affix.exact::<Str>()?);
    Some(Value::bool(has_affix(this, affix, 0..this.len(), at)))
}

/// `startswith` and `endswith`, of a string or a tuple of strings.
pub(crate) fn affixed(
    t: &mut Thread,
    this: &Str,
    affix: &Value,
    start: Option<OptionalIndex>,
    end: Option<OptionalIndex>,
    at: End,
) -> PyResult<bool> {
    let method = if at == End::Left { "startswith" } else { "endswith" };
    let range = window(this.len(), start, end);
    let check = |affix: &Str| range.clone().is_some_and(|range| has_affix(this, affix, range, at));
    if let Some(affix) = Str::of(affix) {
        return Ok(check(affix));
    }
    let Some(affixes) = Tuple::of(affix) else {
        let name = t.type_name(affix);
        let text = format!("{method} first arg must be str or a tuple of str, not {name}");
        return Err(t.type_error(text));
    };
    for affix in affixes.items() {
        let Some(affix) = Str::of(affix) else {
            let name = t.type_name(affix);
            return Err(t.type_error(format!("tuple for {method} must only contain str, not {name}")));
        };
        if check(affix) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `removeprefix` and `removesuffix`.
pub(crate) fn without_affix(t: &mut Thread, this: &Str, affix: &Str, at: End) -> PyResult {
    if !has_affix(this, affix, 0..this.len(), at) {
        return Ok(this.to_value());
    }
    match at {
        End::Left => this.slice(t, affix.len()..this.len()),
        End::Right => this.slice(t, 0..this.len() - affix.len()),
    }
}

/// `replace`.
pub(crate) fn replace(t: &mut Thread, this: &Str, old: &Str, new: &Str, count: isize) -> PyResult {
    let limit = limit(count);
    if old.equals(new) || old.len() > this.len() {
        return Ok(this.to_value());
    }
    if this.is_ascii()
        && old.is_ascii()
        && new.is_ascii()
        && !old.is_empty()
        && let Some(answer) = replace_ascii(t, this, old.bytes(), new.bytes(), limit.unwrap_or(usize::MAX))
    {
        return answer;
    }
    let text = with_units!(this.text(), text => with_units!(old.text(), old => with_units!(new.text(), new => {
        search::replace(text, old, new, limit)
    })));
    match text {
        Ok(None) => Ok(this.to_value()),
        Ok(Some(text)) => Str::from_text(t, &text),
        Err(error) => Err(t.text_error(error)),
    }
}

/// `replace` among ASCII strings: places are looked for twice, so that nothing but the result needs memory. `None` where that
/// is too short, being shared then, or too long.
fn replace_ascii(t: &mut Thread, this: &Str, old: &[u8], new: &[u8], limit: usize) -> Option<PyResult> {
    let finder = search::Finder::new(old);
    let count = finder.places(this.bytes(), limit).count();
    if count == 0 {
        return Some(Ok(this.to_value()));
    }
    let kept = this.len() - count * old.len();
    let length = count.checked_mul(new.len())?.checked_add(kept)?;
    let fits = length > 1 && isize::try_from(length).is_ok();
    fits.then(|| this.replaced_ascii(t, finder.places(this.bytes(), limit), new, length))
}

/// `strip` and its kin.
pub(crate) fn strip(t: &mut Thread, this: &Str, chars: Option<&Value>, left: bool, right: bool) -> PyResult {
    let range = match chars {
        None => with_units!(this.text(), text => search::strip_space(text, left, right, Flavor::Text)),
        Some(chars) => {
            let Some(chars) = Str::of(chars) else {
                let method = match (left, right) {
                    (true, true) => "strip",
                    (true, false) => "lstrip",
                    _ => "rstrip",
                };
                return Err(t.type_error(format!("{method} arg must be None or str")));
            };
            with_units!(this.text(), text => with_units!(chars.text(), chars => {
                search::strip(text, chars, left, right)
            }))
        }
    };
    this.slice(t, range)
}

#[inline]
fn list_of(t: &mut Thread, this: &Str, ranges: impl IntoIterator<Item = Range<usize>>) -> PyResult {
    let list = List::with_capacity(t, USUAL_PARTS)?;
    let Some(parts) = list.exact::<List>() else { unreachable!("just made a list") };
    for range in ranges {
        let part = this.slice(t, range)?;
        parts.push(t, part)?;
    }
    Ok(list)
}

/// Room for as many parts is made beforehand.
const USUAL_PARTS: usize = 12;

/// `split` and `rsplit`.
pub(crate) fn split(
    t: &mut Thread,
    this: &Str,
    separator: Option<&Value>,
    most: isize,
    from: End,
) -> PyResult {
    let most = limit(most);
    match separator {
        None => with_units!(this.text(), text => match from {
            End::Left => list_of(t, this, search::split_space(text, most, Flavor::Text)),
            End::Right => list_of(t, this, search::rsplit_space(text, most, Flavor::Text)),
        }),
        Some(separator) => {
            let Some(separator) = Str::of(separator) else {
                let name = t.type_name(separator);
                return Err(t.type_error(format!("must be str or None, not {name}")));
            };
            if separator.is_empty() {
                return Err(empty_separator(t));
            }
            with_units!(this.text(), text => with_units!(separator.text(), separator => match from {
                End::Left => list_of(t, this, search::split(text, separator, most)),
                End::Right => list_of(t, this, search::rsplit(text, separator, most)),
            }))
        }
    }
}

#[cold]
pub(crate) fn empty_separator(t: &mut Thread) -> Exception {
    t.value_error("empty separator")
}

/// `splitlines`.
pub(crate) fn split_lines(t: &mut Thread, this: &Str, keep_ends: bool) -> PyResult {
    with_units!(this.text(), text => list_of(t, this, search::split_lines(text, keep_ends, Flavor::Text)))
}

/// `partition` and `rpartition`.
pub(crate) fn partition(t: &mut Thread, this: &Str, separator: &Value, from: End) -> PyResult {
    let Some(separator) = Str::of(separator) else {
        let name = t.type_name(separator);
        return Err(t.type_error(format!("must be str, not {name}")));
    };
    if separator.is_empty() {
        return Err(empty_separator(t));
    }
    let empty = Str::from_latin1(t, b"")?;
    let parts = match find(this, separator, None, None, from) {
        Some(place) => vec![
            this.slice(t, 0..place)?,
            separator.to_value(),
            this.slice(t, place + separator.len()..this.len())?,
        ],
        None if from == End::Left => vec![this.to_value(), empty.clone(), empty],
        None => vec![empty.clone(), empty, this.to_value()],
    };
    Tuple::new(t, parts)
}
