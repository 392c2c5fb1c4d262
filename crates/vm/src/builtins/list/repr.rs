//! The text of containers: the `repr` of their items between brackets.

use taipan_text::text::Text;

use crate::builtins::list::List;
use crate::builtins::str::{Str, Units};
use crate::native::PyResult;
use crate::protocol::ReprGuard;
use crate::thread::Thread;
use crate::value::Value;

/// Appends a string.
pub(crate) fn push(text: &mut Text, part: &Value) {
    match Str::of(part).map(Str::units) {
        Some(Units::One(units)) => text.extend(units),
        Some(Units::Two(units)) => text.extend(units),
        Some(Units::Four(units)) => text.extend(units),
        None => {}
    }
}

/// Makes a string of a finished text.
pub(crate) fn finish(t: &mut Thread, text: &Text) -> PyResult {
    match text {
        Text::Latin1(units) => Str::from_latin1(t, units),
        Text::Ucs2(units) => Str::from_units(t, Units::Two(units)),
        Text::Ucs4(units) => Str::from_units(t, Units::Four(units)),
    }
}

/// Appends the `repr` of a value.
pub(crate) fn push_repr(t: &mut Thread, text: &mut Text, value: &Value) -> PyResult<()> {
    let repr = t.repr(value)?;
    push(text, &repr);
    Ok(())
}

/// The `repr` of items that nobody changes, with commas between them.
pub(crate) fn joined(t: &mut Thread, open: &str, items: &[Value], close: &str) -> PyResult {
    let mut text = Text::new();
    text.push_str(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        push_repr(t, &mut text, item)?;
    }
    text.push_str(close);
    finish(t, &text)
}

/// `repr(list)`.
pub(super) fn of_list(t: &mut Thread, value: &Value, list: &List) -> PyResult {
    if list.is_empty() {
        return Str::new(t, "[]");
    }
    let Some(_guard) = ReprGuard::enter(value) else { return Str::new(t, "[...]") };
    let mut text = Text::new();
    text.push_str("[");
    let mut index = 0;
    // The list may change while the items are asked.
    while let Some(item) = list.get(t, index) {
        if index > 0 {
            text.push_str(", ");
        }
        push_repr(t, &mut text, &item)?;
        index += 1;
    }
    text.push_str("]");
    finish(t, &text)
}
