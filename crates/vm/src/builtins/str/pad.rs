//! `center`, `ljust`, `rjust`.

use taipan_text::{search, with_units};

use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// Where the padding goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
    Both,
}

impl Side {
    /// How much goes to the left and to the right of `length` items in a field of `width`.
    pub(crate) fn split(self, length: usize, width: isize) -> (usize, usize) {
        let width = usize::try_from(width).unwrap_or(0);
        let padding = width.saturating_sub(length);
        match self {
            Side::Left => (padding, 0),
            Side::Right => (0, padding),
            Side::Both => {
                let left = padding / 2 + (padding & width & 1);
                (left, padding - left)
            }
        }
    }
}

/// The text in a field.
pub(crate) fn pad(t: &mut Thread, this: &Str, width: isize, fill: Option<&Value>, side: Side) -> PyResult {
    let fill = match fill {
        None => u32::from(' '),
        Some(fill) => match Str::of(fill) {
            Some(fill) if fill.len() == 1 => fill.units().get(0),
            Some(_) => return Err(t.type_error("The fill character must be exactly one character long")),
            None => {
                let name = t.type_name(fill);
                let text = format!("The fill character must be a unicode character, not {name}");
                return Err(t.type_error(text));
            }
        },
    };
    let (left, right) = side.split(this.len(), width);
    if left + right == 0 {
        return Ok(this.to_value());
    }
    if let Some(fill) = u8::try_from(fill).ok().filter(|fill| fill.is_ascii() && this.is_ascii())
        && this.len() + left + right > 1
    {
        return this.padded_ascii(t, left, right, fill);
    }
    let text = with_units!(this.text(), units => search::pad(units, left, right, fill));
    t.finish_text(text)
}
