//! What Python sees of int.

use taipan_bytecode::{BinaryOperator, CompareOperator};

use crate::builtins::float::Float;
use crate::builtins::int::{Integer, arith, from_i64};
use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::native::arguments::Signature;
use crate::native::convert::{wrong_method_self, wrong_special_self};
use crate::protocol::holds;
use crate::thread::Thread;
use crate::value::Value;

static NEW: Signature<2> = Signature {
    function: "int",
    names: ["", "base"],
    positional_only: 1,
    positional: 2,
    required: 0,
    required_keyword_only: 0,
};

/// Self of a special method.
fn special_self<'a>(t: &mut Thread, this: &'a Value, name: &str) -> PyResult<Integer<'a>> {
    Integer::of(this).ok_or_else(|| wrong_special_self(t, name, "int", this))
}

/// Self of a method or attribute.
fn method_self<'a>(t: &mut Thread, this: &'a Value, name: &str) -> PyResult<Integer<'a>> {
    Integer::of(this).ok_or_else(|| wrong_method_self(t, name, "int", this))
}

/// `this OP other`
fn binary(t: &mut Thread, this: &Value, other: &Value, operator: BinaryOperator, name: &str) -> PyResult {
    let this = special_self(t, this, name)?;
    match Integer::of(other) {
        Some(other) => arith::operate(t, operator, this, other),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `other OP this`
fn reflected(t: &mut Thread, this: &Value, other: &Value, operator: BinaryOperator, name: &str) -> PyResult {
    let this = special_self(t, this, name)?;
    match Integer::of(other) {
        Some(other) => arith::operate(t, operator, other, this),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `pow(base, exponent, modulus)`, where all are integers.
fn power(t: &mut Thread, base: &Value, exponent: &Value, modulus: Option<&Value>) -> PyResult {
    let (Some(base), Some(exponent)) = (Integer::of(base), Integer::of(exponent)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match modulus.map(Integer::of) {
        None => arith::operate(t, BinaryOperator::Power, base, exponent),
        Some(Some(modulus)) => arith::power_modulo(t, base, exponent, modulus),
        Some(None) => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn compare(t: &mut Thread, this: &Value, other: &Value, operator: CompareOperator, name: &str) -> PyResult {
    let this = special_self(t, this, name)?;
    Ok(match Integer::of(other) {
        Some(other) => Value::bool(holds(operator, Some(arith::order(this, other)))),
        None => Value::NOT_IMPLEMENTED,
    })
}

/// The int itself as an exact int, for a method.
fn own_value(t: &mut Thread, this: &Value, name: &str) -> PyResult {
    let this = method_self(t, this, name)?;
    arith::copy(t, this)
}

/// The common cases of `int()`: of nothing, a small integer, decimal text, or a float that is not too large.
fn make(t: &mut Thread, _: &Value, arguments: &[Value]) -> Option<Value> {
    let [value] = arguments else {
        return if arguments.is_empty() { Some(Value::small_int(0)) } else { None };
    };
    if value.raw().is_int() {
        return Some(value.clone());
    }
    let number = match value.exact::<Str>() {
        Some(text) => taipan_text::int::parse_short(text.as_str()?.as_bytes())?,
        None => {
            let number = value.exact::<Float>()?.get();
            if number.abs() >= 2f64.powi(61) || number.is_nan() {
                return None;
            }
            number as i64
        }
    };
    from_i64(t, number).ok()
}

/// The methods and attributes of int.
#[taipan_macros::methods]
pub(crate) mod table {
    use taipan_bytecode::{BinaryOperator, CompareOperator};
    use taipan_text::{spec, with_units};

    use super::{NEW, binary, compare, method_self, own_value, power, reflected, special_self};
    use crate::builtins::int::{Integer, arith, bytes, convert, instance, text};
    use crate::builtins::str::Str;
    use crate::builtins::tuple::Tuple;
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::types::TypeObject;
    use crate::value::Value;

    /// Makes an integer of a number, or of text in a base.
    #[new(leaf = super::make)]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let given = args.values().len();
        if args.keyword_count() == 0 && given > 2 {
            return Err(t.type_error(format!("int expected at most 2 arguments, got {given}")));
        }
        let number = match args.bind(t, &NEW)? {
            [None, None] => Value::small_int(0),
            [None, Some(_)] => return Err(t.type_error("int() missing string argument")),
            [Some(value), None] => convert::to_int(t, value)?,
            [Some(value), Some(base)] => convert::with_base(t, value, base)?,
        };
        instance(t, class, number)
    }

    #[special]
    fn __add__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Add, "__add__")
    }

    #[special]
    fn __radd__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Add, "__radd__")
    }

    #[special]
    fn __sub__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Subtract, "__sub__")
    }

    #[special]
    fn __rsub__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Subtract, "__rsub__")
    }

    #[special]
    fn __mul__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Multiply, "__mul__")
    }

    #[special]
    fn __rmul__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Multiply, "__rmul__")
    }

    #[special]
    fn __floordiv__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::FloorDivide, "__floordiv__")
    }

    #[special]
    fn __rfloordiv__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::FloorDivide, "__rfloordiv__")
    }

    #[special]
    fn __mod__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Remainder, "__mod__")
    }

    #[special]
    fn __rmod__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Remainder, "__rmod__")
    }

    #[special]
    fn __truediv__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::TrueDivide, "__truediv__")
    }

    #[special]
    fn __rtruediv__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::TrueDivide, "__rtruediv__")
    }

    #[special]
    fn __lshift__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Lshift, "__lshift__")
    }

    #[special]
    fn __rlshift__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Lshift, "__rlshift__")
    }

    #[special]
    fn __rshift__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Rshift, "__rshift__")
    }

    #[special]
    fn __rrshift__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Rshift, "__rrshift__")
    }

    #[special]
    fn __and__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::And, "__and__")
    }

    #[special]
    fn __rand__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::And, "__rand__")
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Or, "__or__")
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Or, "__ror__")
    }

    #[special]
    fn __xor__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Xor, "__xor__")
    }

    #[special]
    fn __rxor__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Xor, "__rxor__")
    }

    #[special]
    fn __divmod__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let this = special_self(t, this, "__divmod__")?;
        match Integer::of(value) {
            Some(value) => arith::divmod(t, this, value),
            None => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    #[special]
    fn __rdivmod__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let this = special_self(t, this, "__rdivmod__")?;
        match Integer::of(value) {
            Some(value) => arith::divmod(t, value, this),
            None => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    #[special]
    fn __pow__(t: &mut Thread, this: &Value, value: &Value, r#mod: Option<&Value>) -> PyResult {
        special_self(t, this, "__pow__")?;
        power(t, this, value, r#mod)
    }

    #[special]
    fn __rpow__(t: &mut Thread, this: &Value, value: &Value, r#mod: Option<&Value>) -> PyResult {
        special_self(t, this, "__rpow__")?;
        power(t, value, this, r#mod)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Less, "__lt__")
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::LessEqual, "__le__")
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Equal, "__eq__")
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::NotEqual, "__ne__")
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Greater, "__gt__")
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::GreaterEqual, "__ge__")
    }

    #[special]
    fn __neg__(t: &mut Thread, this: &Value) -> PyResult {
        let this = special_self(t, this, "__neg__")?;
        arith::negate(t, this)
    }

    #[special]
    fn __pos__(t: &mut Thread, this: &Value) -> PyResult {
        let this = special_self(t, this, "__pos__")?;
        arith::copy(t, this)
    }

    #[special]
    fn __abs__(t: &mut Thread, this: &Value) -> PyResult {
        let this = special_self(t, this, "__abs__")?;
        arith::absolute(t, this)
    }

    #[special]
    fn __invert__(t: &mut Thread, this: &Value) -> PyResult {
        let this = special_self(t, this, "__invert__")?;
        arith::invert(t, this)
    }

    #[special]
    fn __int__(t: &mut Thread, this: &Value) -> PyResult {
        let this = special_self(t, this, "__int__")?;
        arith::copy(t, this)
    }

    #[special]
    fn __index__(t: &mut Thread, this: &Value) -> PyResult {
        let this = special_self(t, this, "__index__")?;
        arith::copy(t, this)
    }

    #[special]
    fn __float__(t: &mut Thread, this: &Value) -> PyResult<f64> {
        let this = special_self(t, this, "__float__")?;
        arith::to_f64(t, this)
    }

    #[special]
    fn __bool__(t: &mut Thread, this: &Value) -> PyResult<bool> {
        Ok(!arith::is_zero(special_self(t, this, "__bool__")?))
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        Ok(arith::hash_of(special_self(t, this, "__hash__")?))
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let this = special_self(t, this, "__repr__")?;
        text(t, this)
    }

    /// The integer as text, laid out by a format specification.
    #[method("($self, format_spec, /)")]
    fn __format__(t: &mut Thread, this: &Value, format_spec: &Str) -> PyResult {
        let value = method_self(t, this, "__format__")?;
        if format_spec.is_empty() {
            return t.str_of(this);
        }
        let limit = t.interpreter().int_max_str_digits;
        let name = t.known_type_name(this);
        let formatted =
            with_units!(format_spec.text(), spec => spec::format_int(value.into(), spec, &name, limit));
        t.finish_text(formatted)
    }

    /// The integer, or rounded to a multiple of a power of ten if the number of digits is negative.
    #[method("($self, ndigits=None, /)")]
    fn __round__(t: &mut Thread, this: &Value, ndigits: Option<&Value>) -> PyResult {
        let this = method_self(t, this, "__round__")?;
        let Some(ndigits) = ndigits else { return arith::copy(t, this) };
        let ndigits = t.as_index(ndigits)?;
        match Integer::of(&ndigits) {
            Some(ndigits) => arith::round(t, this, ndigits),
            None => unreachable!("as_index answers an int"),
        }
    }

    /// The integer itself.
    #[method("($self, /)")]
    fn __trunc__(t: &mut Thread, this: &Value) -> PyResult {
        own_value(t, this, "__trunc__")
    }

    /// The integer itself.
    #[method("($self, /)")]
    fn __floor__(t: &mut Thread, this: &Value) -> PyResult {
        own_value(t, this, "__floor__")
    }

    /// The integer itself.
    #[method("($self, /)")]
    fn __ceil__(t: &mut Thread, this: &Value) -> PyResult {
        own_value(t, this, "__ceil__")
    }

    /// The arguments with which the integer can be made again.
    #[method("($self, /)")]
    fn __getnewargs__(t: &mut Thread, this: &Value) -> PyResult {
        let value = own_value(t, this, "__getnewargs__")?;
        Tuple::new(t, [value])
    }

    /// The bytes of memory that the integer takes in CPython.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &Value) -> PyResult<u64> {
        let this = method_self(t, this, "__sizeof__")?;
        Ok(24 + 4 * arith::bit_length(this).div_ceil(30).max(1))
    }

    /// The integer itself.
    #[method("($self, /)")]
    fn conjugate(t: &mut Thread, this: &Value) -> PyResult {
        own_value(t, this, "conjugate")
    }

    /// How many bits the integer needs without its sign: `(37).bit_length()` is 6.
    #[method("($self, /)")]
    fn bit_length(t: &mut Thread, this: &Value) -> PyResult<u64> {
        Ok(arith::bit_length(method_self(t, this, "bit_length")?))
    }

    /// How many ones the absolute value has in binary: `(13).bit_count()` is 3.
    #[method("($self, /)")]
    fn bit_count(t: &mut Thread, this: &Value) -> PyResult<u64> {
        Ok(arith::bit_count(method_self(t, this, "bit_count")?))
    }

    /// The integer and 1: a ratio of integers that equals it.
    #[method("($self, /)")]
    fn as_integer_ratio(t: &mut Thread, this: &Value) -> PyResult {
        let value = own_value(t, this, "as_integer_ratio")?;
        Tuple::new(t, [value, Value::small_int(1)])
    }

    /// True.
    #[method("($self, /)")]
    fn is_integer(t: &mut Thread, this: &Value) -> PyResult<bool> {
        method_self(t, this, "is_integer")?;
        Ok(true)
    }

    /// The integer as bytes.
    ///
    /// length is how many; too few raise OverflowError. byteorder is 'big' (the most significant byte first) or
    /// 'little'. signed asks for two's complement; without it, negative integers raise OverflowError.
    #[method("($self, /, length=1, byteorder='big', *, signed=False)")]
    fn to_bytes(
        t: &mut Thread,
        this: &Value,
        length: isize,
        byteorder: Option<&Str>,
        signed: bool,
    ) -> PyResult {
        let this = method_self(t, this, "to_bytes")?;
        bytes::to_bytes(t, this, length, byteorder, signed)
    }

    /// The integer that bytes stand for.
    ///
    /// bytes is bytes-like, converts to bytes or gives integers when iterated. byteorder is 'big' (the most
    /// significant byte first) or 'little'; signed says that they are two's complement.
    #[classmethod("($type, /, bytes, byteorder='big', *, signed=False)")]
    fn from_bytes(
        t: &mut Thread,
        class: &Value,
        bytes: &Value,
        byteorder: Option<&Str>,
        signed: bool,
    ) -> PyResult {
        let number = bytes::from_bytes(t, bytes, byteorder, signed)?;
        let is_int = class
            .downcast::<TypeObject>()
            .is_some_and(|class| std::ptr::eq(class, t.interpreter().type_of_kind(crate::object::Kind::Int)));
        if is_int { Ok(number) } else { t.call(class, &[number]) }
    }

    /// The integer itself: its real part.
    #[getter]
    fn real(t: &mut Thread, this: &Value) -> PyResult {
        own_value(t, this, "real")
    }

    /// The integer itself: the numerator of its ratio to 1.
    #[getter]
    fn numerator(t: &mut Thread, this: &Value) -> PyResult {
        own_value(t, this, "numerator")
    }

    /// 0: the imaginary part.
    #[getter]
    fn imag(t: &mut Thread, this: &Value) -> PyResult<i64> {
        method_self(t, this, "imag")?;
        Ok(0)
    }

    /// 1: the denominator of the ratio that the integer is.
    #[getter]
    fn denominator(t: &mut Thread, this: &Value) -> PyResult<i64> {
        method_self(t, this, "denominator")?;
        Ok(1)
    }
}
