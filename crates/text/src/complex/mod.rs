//! Complex numbers: arithmetic after C99 Annex G as CPython 3.14 does it, text both ways.

mod arith;
mod parse;

pub use arith::Complex;
pub use parse::parse;

use crate::float::ReprBuffer;

/// `repr` of a complex number.
pub fn repr(value: Complex) -> String {
    // As `format` with the type `r`: whole parts have no `.0`.
    let part = |value: f64| {
        let mut buffer = ReprBuffer::new();
        let text = buffer.format(value);
        text.strip_suffix(".0").unwrap_or(text).to_owned()
    };
    let (real, imaginary) = (part(value.re), part(value.im));
    if value.re == 0.0 && value.re.is_sign_positive() {
        return format!("{imaginary}j");
    }
    let plus = if imaginary.starts_with('-') { "" } else { "+" };
    format!("({real}{plus}{imaginary}j)")
}
