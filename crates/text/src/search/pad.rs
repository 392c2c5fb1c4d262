//! `center`, `ljust`, `rjust`, `zfill`, `expandtabs`.

use crate::error::TextError;
use crate::text::Text;
use crate::unit::Unit;

/// The text between so many fill characters.
///
/// # Errors
/// `MemoryError`
pub fn pad<H: Unit>(text: &[H], left: usize, right: usize, fill: u32) -> Result<Text, TextError> {
    let mut out = Text::new();
    out.widen(if left + right > 0 { fill } else { 0 });
    if let Some(&largest) = text.iter().max() {
        out.widen(largest.code());
    }
    out.try_reserve(text.len().saturating_add(left).saturating_add(right))?;
    out.fill(fill, left);
    out.extend(text);
    out.fill(fill, right);
    Ok(out)
}

/// `text.zfill(width)`: zeros behind the sign.
///
/// # Errors
/// `MemoryError`
pub fn zfill<H: Unit>(text: &[H], width: usize) -> Result<Text, TextError> {
    let zeros = width.saturating_sub(text.len());
    let signed = text.first().is_some_and(|u| matches!(u.code(), 0x2B | 0x2D));
    let (sign, digits) = text.split_at(usize::from(signed));
    let mut out = Text::new();
    out.try_reserve(text.len().saturating_add(zeros).saturating_mul(H::WIDTH))?;
    out.extend(sign);
    out.fill(u32::from('0'), zeros);
    out.extend(digits);
    Ok(out)
}

/// `text.expandtabs(tab_size)`; tabs vanish when the size is 0.
///
/// # Errors
/// `MemoryError`
pub fn expand_tabs<H: Unit>(text: &[H], tab_size: usize) -> Result<Text, TextError> {
    let (mut out, mut column) = (Text::with_capacity(text.len()), 0usize);
    for unit in text {
        match unit.code() {
            0x09 => {
                let spaces = if tab_size == 0 { 0 } else { tab_size - column % tab_size };
                out.try_reserve(spaces)?;
                out.fill(u32::from(' '), spaces);
                column = column.saturating_add(spaces);
            }
            code => {
                out.push(code);
                column = if matches!(code, 0x0A | 0x0D) { 0 } else { column.saturating_add(1) };
            }
        }
    }
    Ok(out)
}
