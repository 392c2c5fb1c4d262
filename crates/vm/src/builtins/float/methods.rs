//! What Python sees of float.

use taipan_bytecode::{BinaryOperator, CompareOperator};

use crate::builtins::float::{Float, arith, new};
use crate::native::PyResult;
use crate::object::Kind;
use crate::protocol::holds;
use crate::thread::Thread;
use crate::value::Value;

/// `this OP other`
fn binary(t: &mut Thread, this: &Float, other: &Value, operator: BinaryOperator) -> PyResult {
    match arith::operand(t, other)? {
        Some(other) => arith::operate(t, operator, this.get(), other),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `other OP this`
fn reflected(t: &mut Thread, this: &Float, other: &Value, operator: BinaryOperator) -> PyResult {
    match arith::operand(t, other)? {
        Some(other) => arith::operate(t, operator, other, this.get()),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `pow()` of floats has no modulus.
fn without_modulus(t: &mut Thread, modulus: Option<&Value>) -> PyResult<()> {
    match modulus {
        None => Ok(()),
        Some(_) => Err(arith::no_modulus(t)),
    }
}

fn compare(this: &Float, other: &Value, operator: CompareOperator) -> Value {
    match arith::order(this.get(), other) {
        Some(order) => Value::bool(holds(operator, order)),
        None => Value::NOT_IMPLEMENTED,
    }
}

/// The common cases of `float()`: of nothing, a float or a small integer.
fn make(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    match arguments {
        [] => new(t, 0.0).ok(),
        [value] if value.is_kind(Kind::Float) => Some(value.clone()),
        [value] => {
            let number = value.as_small_int()?;
            new(t, number as f64).ok()
        }
        _ => None,
    }
}

/// The methods and attributes of float.
#[taipan_macros::methods]
pub(crate) mod table {
    use taipan_bytecode::{BinaryOperator, CompareOperator};
    use taipan_text::{float, hash, int, spec, with_units};

    use super::{binary, compare, reflected, without_modulus};
    use crate::builtins::float::{Float, arith, convert, instance, new};
    use crate::builtins::int::{finish, from_big};
    use crate::builtins::str::Str;
    use crate::builtins::tuple::Tuple;
    use crate::native::PyResult;
    use crate::protocol::identity_hash;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Makes a float of a number or of text.
    #[new("(x=0, /)", name = "float", leaf = super::make)]
    fn __new__(t: &mut Thread, class: &Value, x: Option<&Value>) -> PyResult {
        let value = x.map_or(Ok(0.0), |x| convert::to_float(t, x))?;
        instance(t, class, value)
    }

    #[special]
    fn __add__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Add)
    }

    #[special]
    fn __radd__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Add)
    }

    #[special]
    fn __sub__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Subtract)
    }

    #[special]
    fn __rsub__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Subtract)
    }

    #[special]
    fn __mul__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Multiply)
    }

    #[special]
    fn __rmul__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Multiply)
    }

    #[special]
    fn __truediv__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::TrueDivide)
    }

    #[special]
    fn __rtruediv__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::TrueDivide)
    }

    #[special]
    fn __floordiv__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::FloorDivide)
    }

    #[special]
    fn __rfloordiv__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::FloorDivide)
    }

    #[special]
    fn __mod__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Remainder)
    }

    #[special]
    fn __rmod__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Remainder)
    }

    #[special]
    fn __divmod__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        match arith::operand(t, value)? {
            Some(value) => arith::divmod(t, this.get(), value),
            None => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    #[special]
    fn __rdivmod__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        match arith::operand(t, value)? {
            Some(value) => arith::divmod(t, value, this.get()),
            None => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    #[special]
    fn __pow__(t: &mut Thread, this: &Float, value: &Value, r#mod: Option<&Value>) -> PyResult {
        without_modulus(t, r#mod)?;
        binary(t, this, value, BinaryOperator::Power)
    }

    #[special]
    fn __rpow__(t: &mut Thread, this: &Float, value: &Value, r#mod: Option<&Value>) -> PyResult {
        without_modulus(t, r#mod)?;
        reflected(t, this, value, BinaryOperator::Power)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        let _ = t;
        Ok(compare(this, value, CompareOperator::Less))
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        let _ = t;
        Ok(compare(this, value, CompareOperator::LessEqual))
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        let _ = t;
        Ok(compare(this, value, CompareOperator::Equal))
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        let _ = t;
        Ok(compare(this, value, CompareOperator::NotEqual))
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        let _ = t;
        Ok(compare(this, value, CompareOperator::Greater))
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Float, value: &Value) -> PyResult {
        let _ = t;
        Ok(compare(this, value, CompareOperator::GreaterEqual))
    }

    #[special]
    fn __neg__(t: &mut Thread, this: &Float) -> PyResult<f64> {
        let _ = t;
        Ok(-this.get())
    }

    #[special]
    fn __pos__(t: &mut Thread, this: &Float) -> PyResult<f64> {
        let _ = t;
        Ok(this.get())
    }

    #[special]
    fn __abs__(t: &mut Thread, this: &Float) -> PyResult<f64> {
        let _ = t;
        Ok(this.get().abs())
    }

    #[special]
    fn __float__(t: &mut Thread, this: &Float) -> PyResult<f64> {
        let _ = t;
        Ok(this.get())
    }

    #[special]
    fn __bool__(t: &mut Thread, this: &Float) -> PyResult<bool> {
        let _ = t;
        Ok(this.get() != 0.0)
    }

    #[special]
    fn __int__(t: &mut Thread, this: &Float) -> PyResult {
        finish(t, int::float_to_int(this.get()))
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        let number = crate::native::convert::special_self::<Float>(t, this, "__hash__")?;
        Ok(hash::hash_f64(number.get()).unwrap_or_else(|| identity_hash(this).cast_signed()))
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Float) -> PyResult {
        Str::from_latin1(t, float::ReprBuffer::new().format(this.get()).as_bytes())
    }

    /// The float as text, laid out by a format specification.
    #[method("($self, format_spec, /)")]
    fn __format__(t: &mut Thread, this: &Value, format_spec: &Str) -> PyResult {
        let number = crate::native::convert::method_self::<Float>(t, this, "__format__")?.get();
        if format_spec.is_empty() {
            return t.str_of(this);
        }
        let name = t.known_type_name(this);
        let text = with_units!(format_spec.text(), spec => spec::format_float(number, spec, &name));
        t.finish_text(text)
    }

    /// The nearest integer, ties to even; or, given a number of digits, the nearest float with so many decimal places.
    #[method("($self, ndigits=None, /)")]
    fn __round__(t: &mut Thread, this: &Float, ndigits: Option<&Value>) -> PyResult {
        let Some(ndigits) = ndigits else {
            return finish(t, int::float_to_int(float::round_even(this.get())));
        };
        let ndigits = t.as_clamped_isize(ndigits)? as i64;
        match float::round_digits(this.get(), ndigits) {
            Ok(rounded) => new(t, rounded),
            Err(error) => Err(t.text_error(error)),
        }
    }

    /// The integer next to the float towards zero.
    #[method("($self, /)")]
    fn __trunc__(t: &mut Thread, this: &Float) -> PyResult {
        finish(t, int::float_to_int(this.get()))
    }

    /// The largest integer that is not above the float.
    #[method("($self, /)")]
    fn __floor__(t: &mut Thread, this: &Float) -> PyResult {
        finish(t, int::float_to_int(this.get().floor()))
    }

    /// The smallest integer that is not below the float.
    #[method("($self, /)")]
    fn __ceil__(t: &mut Thread, this: &Float) -> PyResult {
        finish(t, int::float_to_int(this.get().ceil()))
    }

    /// The arguments with which the float can be made again.
    #[method("($self, /)")]
    fn __getnewargs__(t: &mut Thread, this: &Float) -> PyResult {
        let value = new(t, this.get())?;
        Tuple::new(t, [value])
    }

    /// The float itself.
    #[method("($self, /)")]
    fn conjugate(t: &mut Thread, this: &Float) -> PyResult<f64> {
        let _ = t;
        Ok(this.get())
    }

    /// Numerator and positive denominator of the ratio, in lowest terms, that the float equals.
    #[method("($self, /)")]
    fn as_integer_ratio(t: &mut Thread, this: &Float) -> PyResult {
        match float::integer_ratio(this.get()) {
            Ok((numerator, denominator)) => {
                let parts = vec![from_big(t, numerator)?, from_big(t, denominator)?];
                Tuple::new(t, parts)
            }
            Err(error) => Err(t.text_error(error)),
        }
    }

    /// Whether the float has no fraction.
    #[method("($self, /)")]
    fn is_integer(t: &mut Thread, this: &Float) -> PyResult<bool> {
        let _ = t;
        Ok(this.get().is_finite() && this.get().fract() == 0.0)
    }

    /// The float exactly, as text in base 16: `(0.5).hex()` is '0x1.0000000000000p-1'.
    #[method("($self, /)")]
    fn hex(t: &mut Thread, this: &Float) -> PyResult<String> {
        let _ = t;
        Ok(float::to_hex(this.get()))
    }

    /// The float that text in base 16 spells.
    #[classmethod("($type, string, /)")]
    fn fromhex(t: &mut Thread, class: &Value, string: &Value) -> PyResult {
        let Some(text) = Str::of(string) else {
            return Err(t.type_error("bad argument type for built-in operation"));
        };
        text.check_encodable(t)?;
        match with_units!(text.text(), units => float::from_hex(units)) {
            Ok(value) => super::of_class(t, class, value),
            Err(error) => Err(t.text_error(error)),
        }
    }

    /// The float that a number converts to.
    #[classmethod("($type, number, /)")]
    fn from_number(t: &mut Thread, class: &Value, number: &Value) -> PyResult {
        if number.is_kind(crate::object::Kind::Float) && super::is_float(t, class) {
            return Ok(number.clone());
        }
        let value = convert::from_number(t, number)?;
        super::of_class(t, class, value)
    }

    /// How this build keeps 'double' or 'float' in memory.
    #[classmethod("($type, typestr, /)")]
    fn __getformat__(t: &mut Thread, class: &Value, typestr: &Str) -> PyResult<&'static str> {
        let _ = class;
        match &*typestr.to_plain(t)? {
            "double" | "float" => Ok("IEEE, little-endian"),
            _ => Err(t.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
        }
    }

    /// The float itself: its real part.
    #[getter]
    fn real(t: &mut Thread, this: &Float) -> PyResult<f64> {
        let _ = t;
        Ok(this.get())
    }

    /// 0.0: the imaginary part.
    #[getter]
    fn imag(t: &mut Thread, this: &Float) -> PyResult<f64> {
        let _ = (t, this);
        Ok(0.0)
    }
}

/// Whether a class is float itself.
fn is_float(t: &Thread, class: &Value) -> bool {
    class.is(&t.interpreter().type_of_kind(Kind::Float).to_value())
}

/// What a class method that makes a float answers: a float, or what a subclass makes of it.
fn of_class(t: &mut Thread, class: &Value, value: f64) -> PyResult {
    let number = new(t, value)?;
    if is_float(t, class) { Ok(number) } else { t.call(class, &[number]) }
}
