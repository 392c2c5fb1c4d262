//! What Python sees of complex.

use taipan_bytecode::BinaryOperator;
use taipan_text::hash::hash_f64;

use crate::builtins::complex::arith::{Operand, no_modulus, operate};
use crate::builtins::complex::{Complex, new};
use crate::errors::Class;
use crate::native::PyResult;
use crate::native::arguments::Signature;
use crate::object::Kind;
use crate::protocol::identity_hash;
use crate::thread::Thread;
use crate::value::Value;

static NEW: Signature<2> = Signature {
    function: "complex",
    names: ["real", "imag"],
    positional_only: 0,
    positional: 2,
    required: 0,
    required_keyword_only: 0,
};

/// `this OP other`
fn binary(t: &mut Thread, this: &Complex, other: &Value, operator: BinaryOperator) -> PyResult {
    match Operand::of(t, other)? {
        Some(other) => operate(t, operator, Operand::Complex(this.get()), other),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `other OP this`
fn reflected(t: &mut Thread, this: &Complex, other: &Value, operator: BinaryOperator) -> PyResult {
    match Operand::of(t, other)? {
        Some(other) => operate(t, operator, other, Operand::Complex(this.get())),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Complex powers have no modulus, which matters where the other operand is a number.
fn without_modulus(t: &mut Thread, modulus: Option<&Value>, other: &Value) -> PyResult<()> {
    let given = modulus.is_some_and(|modulus| !modulus.is_none());
    if given && Operand::of(t, other)?.is_some() { Err(no_modulus(t)) } else { Ok(()) }
}

/// Whether a class is complex itself.
fn is_complex(t: &Thread, class: &Value) -> bool {
    class.is(&t.interpreter().type_of_kind(Kind::Complex).to_value())
}

/// The hash of a part; NaN hashes as the object does.
fn part_hash(part: f64, this: &Value) -> i64 {
    hash_f64(part).unwrap_or_else(|| identity_hash(this).cast_signed())
}

/// What assigning or deleting a part raises.
fn read_only(t: &mut Thread) -> PyResult<()> {
    Err(t.exception(Class::AttributeError, "readonly attribute"))
}

/// The methods and attributes of complex.
#[taipan_macros::methods]
pub(crate) mod table {
    use taipan_bytecode::BinaryOperator;
    use taipan_text::{complex, hash, spec, with_units};

    use super::{NEW, binary, is_complex, new, part_hash, read_only, reflected, without_modulus};
    use crate::builtins::complex::{Complex, arith, convert, instance};
    use crate::builtins::float;
    use crate::builtins::str::Str;
    use crate::builtins::tuple::Tuple;
    use crate::native::convert::{method_self, special_self};
    use crate::native::{Args, PyResult};
    use crate::object::Kind;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Makes a complex number of its parts, of another number or of text.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let [real, imag] = args.bind(t, &NEW)?;
        if let (Some(only), 1, 0) = (real, args.values().len(), args.keyword_count()) {
            if only.is_kind(Kind::Complex) && is_complex(t, class) {
                return Ok(only.clone());
            }
            let number = convert::single(t, only)?;
            return instance(t, class, number);
        }
        let number = convert::parts(t, real, imag)?;
        instance(t, class, number)
    }

    #[special]
    fn __add__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Add)
    }

    #[special]
    fn __radd__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Add)
    }

    #[special]
    fn __sub__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Subtract)
    }

    #[special]
    fn __rsub__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Subtract)
    }

    #[special]
    fn __mul__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::Multiply)
    }

    #[special]
    fn __rmul__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::Multiply)
    }

    #[special]
    fn __truediv__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        binary(t, this, value, BinaryOperator::TrueDivide)
    }

    #[special]
    fn __rtruediv__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        reflected(t, this, value, BinaryOperator::TrueDivide)
    }

    #[special]
    fn __pow__(t: &mut Thread, this: &Complex, value: &Value, r#mod: Option<&Value>) -> PyResult {
        without_modulus(t, r#mod, value)?;
        binary(t, this, value, BinaryOperator::Power)
    }

    #[special]
    fn __rpow__(t: &mut Thread, this: &Complex, value: &Value, r#mod: Option<&Value>) -> PyResult {
        without_modulus(t, r#mod, value)?;
        reflected(t, this, value, BinaryOperator::Power)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        let _ = t;
        Ok(arith::equals(this.get(), value).map_or(Value::NOT_IMPLEMENTED, Value::bool))
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        let _ = t;
        Ok(arith::equals(this.get(), value).map_or(Value::NOT_IMPLEMENTED, |equal| Value::bool(!equal)))
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        let _ = (t, this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        let _ = (t, this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        let _ = (t, this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Complex, value: &Value) -> PyResult {
        let _ = (t, this, value);
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __neg__(t: &mut Thread, this: &Complex) -> PyResult {
        let number = -this.get();
        new(t, number.re, number.im)
    }

    #[special]
    fn __pos__(t: &mut Thread, this: &Complex) -> PyResult {
        new(t, this.get().re, this.get().im)
    }

    #[special]
    fn __abs__(t: &mut Thread, this: &Complex) -> PyResult<f64> {
        this.get().abs().map_err(|error| t.text_error(error))
    }

    #[special]
    fn __bool__(t: &mut Thread, this: &Complex) -> PyResult<bool> {
        let _ = t;
        let number = this.get();
        Ok(number.re != 0.0 || number.im != 0.0)
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        let number = special_self::<Complex>(t, this, "__hash__")?.get();
        Ok(hash::hash_complex(part_hash(number.re, this), part_hash(number.im, this)))
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Complex) -> PyResult<String> {
        let _ = t;
        Ok(complex::repr(this.get()))
    }

    /// The number as text, laid out by a format specification.
    #[method("($self, format_spec, /)")]
    fn __format__(t: &mut Thread, this: &Value, format_spec: &Str) -> PyResult {
        let number = method_self::<Complex>(t, this, "__format__")?.get();
        if format_spec.is_empty() {
            return t.str_of(this);
        }
        let name = t.type_name(this);
        let text = with_units!(format_spec.text(), spec => {
            spec::format_complex(number.re, number.im, spec, &name)
        });
        t.finish_text(text)
    }

    /// The number as an exact complex number.
    #[method("($self, /)")]
    fn __complex__(t: &mut Thread, this: &Complex) -> PyResult {
        new(t, this.get().re, this.get().im)
    }

    /// The arguments with which the number can be made again.
    #[method("($self, /)")]
    fn __getnewargs__(t: &mut Thread, this: &Complex) -> PyResult {
        let number = this.get();
        let parts = vec![float::new(t, number.re)?, float::new(t, number.im)?];
        Tuple::new(t, parts)
    }

    /// The number with the sign of its imaginary part reversed.
    #[method("($self, /)")]
    fn conjugate(t: &mut Thread, this: &Complex) -> PyResult {
        new(t, this.get().re, -this.get().im)
    }

    /// The complex number that a number converts to.
    #[classmethod("($type, number, /)")]
    fn from_number(t: &mut Thread, class: &Value, number: &Value) -> PyResult {
        if number.is_kind(Kind::Complex) && is_complex(t, class) {
            return Ok(number.clone());
        }
        let value = convert::from_number(t, number)?;
        let value = new(t, value.re, value.im)?;
        if is_complex(t, class) { Ok(value) } else { t.call(class, &[value]) }
    }

    /// The real part.
    #[getter]
    fn real(t: &mut Thread, this: &Complex) -> PyResult<f64> {
        let _ = t;
        Ok(this.get().re)
    }

    /// Raises AttributeError.
    #[setter("real")]
    fn set_real(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = (this, value);
        read_only(t)
    }

    /// The imaginary part.
    #[getter]
    fn imag(t: &mut Thread, this: &Complex) -> PyResult<f64> {
        let _ = t;
        Ok(this.get().im)
    }

    /// Raises AttributeError.
    #[setter("imag")]
    fn set_imag(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        let _ = (this, value);
        read_only(t)
    }
}
