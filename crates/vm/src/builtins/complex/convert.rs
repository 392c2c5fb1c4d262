//! What `complex()` makes of its arguments.

use taipan_text::complex::{Complex as Number, parse};
use taipan_text::with_units;

use crate::builtins::complex::Complex;
use crate::builtins::int::convert::{deprecated, deprecated_subclass};
use crate::builtins::str::Str;
use crate::errors::Exception;
use crate::native::PyResult;
use crate::object::{Kind, Object};
use crate::thread::Thread;
use crate::types::Special;
use crate::value::Value;

/// The only argument, given by position: text or any number.
pub(super) fn single(t: &mut Thread, value: &Value) -> PyResult<Number> {
    if let Some(text) = Str::of(value) {
        return with_units!(text.text(), units => parse(units)).map_err(|error| t.text_error(error));
    }
    if let Some(number) = of_complex(t, value)? {
        return Ok(number);
    }
    if !is_real(t, value) {
        let name = t.qualified_type_name(value)?;
        return Err(t.type_error(format!("complex() argument must be a string or a number, not {name}")));
    }
    Ok(Number::new(t.as_f64(value)?, 0.0))
}

/// The real and the imaginary part, of which complex numbers are deprecated.
pub(super) fn parts(t: &mut Thread, real: Option<&Value>, imag: Option<&Value>) -> PyResult<Number> {
    let mut number = Number::new(0.0, 0.0);
    let mut deprecations = 0;
    if let Some(real) = real {
        match of_complex(t, real)? {
            Some(complex) => {
                number = complex;
                deprecations += 1;
            }
            None if is_real(t, real) => number.re = t.as_f64(real)?,
            None => return Err(refused(t, "real", real)),
        }
    }
    if let Some(imag) = imag {
        if !is_real(t, imag) && <Complex as Object>::of(imag).is_none() {
            return Err(refused(t, "imag", imag));
        }
    }
    if let (Some(real), 1) = (real.filter(|real| !is_real(t, real)), deprecations) {
        let found = t.type_name(real);
        deprecated(t, &format!("complex() argument 'real' must be a real number, not {found}"))?;
    }
    if let Some(imag) = imag {
        if let Some(complex) = <Complex as Object>::of(imag) {
            let complex = complex.get();
            let found = t.type_name(imag);
            deprecated(t, &format!("complex() argument 'imag' must be a real number, not {found}"))?;
            number.re -= complex.im;
            number.im = if deprecations > 0 { number.im + complex.re } else { complex.re };
        } else {
            let imag = t.as_f64(imag)?;
            number.im = if deprecations > 0 { number.im + imag } else { imag };
        }
    }
    Ok(number)
}

/// `complex.from_number(value)`
pub(super) fn from_number(t: &mut Thread, value: &Value) -> PyResult<Number> {
    match of_complex(t, value)? {
        Some(number) => Ok(number),
        None => Ok(Number::new(t.as_f64(value)?, 0.0)),
    }
}

/// A complex number, or what `__complex__` answers; `None` for other objects.
pub fn of_complex(t: &mut Thread, value: &Value) -> PyResult<Option<Number>> {
    if let Some(number) = value.exact::<Complex>() {
        return Ok(Some(number.get()));
    }
    let Some(result) = t.call_special(value, Special::Complex, &[])? else { return Ok(None) };
    let Some(number) = <Complex as Object>::of(&result).map(Complex::get) else {
        let name = t.type_name(&result);
        return Err(t.type_error(format!("__complex__ returned non-complex (type {name})")));
    };
    if !result.is_kind(Kind::Complex) {
        deprecated_subclass(t, "__complex__", "complex", &result)?;
    }
    Ok(Some(number))
}

fn is_real(t: &Thread, value: &Value) -> bool {
    value.as_small_int().is_some()
        || t.has_special(value, Special::Float)
        || t.has_special(value, Special::Index)
}

#[cold]
fn refused(t: &mut Thread, part: &str, value: &Value) -> Exception {
    match t.qualified_type_name(value) {
        Ok(found) => t.type_error(format!("complex() argument '{part}' must be a real number, not {found}")),
        Err(error) => error,
    }
}
