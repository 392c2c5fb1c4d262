//! Functions on numbers.

/// Arithmetic.
#[taipan_macros::module("builtins")]
pub(super) mod table {
    use crate::builtins::str::Str;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::types::Special;
    use crate::value::Value;

    /// The absolute value of a number.
    #[function("(number, /)")]
    fn abs(t: &mut Thread, number: &Value) -> PyResult {
        match t.call_special(number, Special::Abs, &[])? {
            Some(value) => Ok(value),
            None => {
                let found = t.type_name(number).to_owned();
                Err(t.type_error(format!("bad operand type for abs(): '{found}'")))
            }
        }
    }

    /// Quotient and remainder.
    #[function("(x, y, /)")]
    fn divmod(t: &mut Thread, x: &Value, y: &Value) -> PyResult {
        t.divmod(x, y)
    }

    /// A power, modulo a number if one is given.
    #[function("(base, exp, mod=None)")]
    fn pow(t: &mut Thread, base: &Value, exp: &Value, r#mod: Option<&Value>) -> PyResult {
        t.power(base, exp, r#mod)
    }

    /// The character with a code point.
    #[function("(i, /)")]
    fn chr(t: &mut Thread, i: &Value) -> PyResult {
        let code = t.as_i64(i)?;
        match u32::try_from(code) {
            Ok(code) if code < 0x11_0000 => Str::from_characters(t, &[code]),
            _ => Err(t.value_error("chr() arg not in range(0x110000)")),
        }
    }
}
