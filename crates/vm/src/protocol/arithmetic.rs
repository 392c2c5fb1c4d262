//! Binary and unary operators. Small integers, floats and strings are answered natively; everything else
//! through special methods: the left operand's first, unless the right operand's type is a subclass
//! that overrides the reflected method. Concatenation and repetition of builtin sequences come last, as
//! in CPython, where they are apart from the numeric protocol.

use taipan_bytecode::BinaryOperator;

use crate::builtins::complex::{self, Complex};
use crate::builtins::float::{self, Float};
use crate::builtins::int;
use crate::builtins::native_function::NativeFunction;
use crate::builtins::str::Str;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::object::{Kind, Object};
use crate::protocol::kinds;
use crate::protocol::number::float_of;
use crate::thread::Thread;
use crate::types::{Special, TypeObject};
use crate::value::{Raw, Value};

/// BINARY_OP's argument for a subscript.
const SUBSCRIPT: usize = BinaryOperator::Subscript as usize;
const FIRST_INPLACE: usize = BinaryOperator::InplaceAdd as usize;
const ADD: usize = BinaryOperator::Add as usize;
const MULTIPLY: usize = BinaryOperator::Multiply as usize;

/// A binary operator: its special methods and how messages name it.
struct Operator {
    method: Special,
    reflected: Special,
    inplace: Special,
    symbol: &'static str,
    inplace_symbol: &'static str,
}

macro_rules! operators {
    ($($method:ident $reflected:ident $inplace:ident $symbol:literal $inplace_symbol:literal;)*) => {
        &[$(Operator {
            method: Special::$method,
            reflected: Special::$reflected,
            inplace: Special::$inplace,
            symbol: $symbol,
            inplace_symbol: $inplace_symbol,
        },)*]
    };
}

/// The operators by BINARY_OP's argument.
static OPERATORS: &[Operator; FIRST_INPLACE] = operators! {
    Add Radd Iadd "+" "+=";
    And Rand Iand "&" "&=";
    Floordiv Rfloordiv Ifloordiv "//" "//=";
    Lshift Rlshift Ilshift "<<" "<<=";
    Matmul Rmatmul Imatmul "@" "@=";
    Mul Rmul Imul "*" "*=";
    Mod Rmod Imod "%" "%=";
    Or Ror Ior "|" "|=";
    Pow Rpow Ipow "** or pow()" "**=";
    Rshift Rrshift Irshift ">>" ">>=";
    Sub Rsub Isub "-" "-=";
    Truediv Rtruediv Itruediv "/" "/=";
    Xor Rxor Ixor "^" "^=";
};

static DIVMOD: Operator = Operator {
    method: Special::Divmod,
    reflected: Special::Rdivmod,
    inplace: Special::Divmod,
    symbol: "divmod()",
    inplace_symbol: "divmod()",
};

/// The operator of BINARY_OP's argument, not in place, and whether it is in place.
pub(crate) const fn plain_operator(argument: usize) -> (usize, bool) {
    if argument >= FIRST_INPLACE && argument != SUBSCRIPT {
        (argument - FIRST_INPLACE, true)
    } else {
        (argument, false)
    }
}

/// Whether a special method is a builtin sequence's concatenation or repetition: those have no place in the
/// numeric protocol, so that both operands' numeric methods come first.
fn is_sequence_method(method: &Value) -> bool {
    if !method.is_kind(Kind::WrapperDescriptor) {
        return false;
    }
    let class = NativeFunction::of(method).and_then(|method| method.owner().downcast::<TypeObject>());
    // Proxies of weak references have both protocols.
    class.is_some_and(|class| !class.special(Special::Len).is_null() && class.special(Special::Sub).is_null())
}

fn is_not_implemented(value: &Value) -> bool {
    value.raw() == Raw::NOT_IMPLEMENTED
}

impl Thread {
    /// The operator with BINARY_OP's number `operator`, in-place ones and the subscript included.
    pub fn binary_op(&mut self, operator: usize, a: &Value, b: &Value) -> PyResult {
        if operator == SUBSCRIPT {
            return self.get_item(a, b);
        }
        let (base, inplace) = plain_operator(operator);
        if Raw::are_ints(a.raw(), b.raw()) {
            if let Some(result) = small_int_op(base, a.raw().as_int(), b.raw().as_int()) {
                return match result {
                    Small::Int(value) => int::from_i64(self, value),
                    Small::Float(value) => float::new(self, value),
                };
            }
        } else if let Some(result) = float_op(base, a, b) {
            return float::new(self, result);
        } else if base == ADD {
            if let (Some(left), Some(right)) = (a.exact::<Str>(), b.exact::<Str>()) {
                return Str::concat(self, left, right);
            }
        }
        if let (Some(x), Some(y)) = (int::of_exact(a), int::of_exact(b))
            && let Some(operator) = BinaryOperator::from_arg(base as u32)
            && operator != BinaryOperator::MatrixMultiply
        {
            return int::arith::operate(self, operator, x, y);
        }
        if let Some(answer) = kinds::operation(operator, kinds::kind_of(a), kinds::kind_of(b)) {
            return answer(self, a, b);
        }
        self.operate(base, inplace, a, b)
    }

    /// An operator by special methods.
    fn operate(&mut self, base: usize, inplace: bool, a: &Value, b: &Value) -> PyResult {
        let operator = &OPERATORS[base];
        let sequences = base == ADD || base == MULTIPLY;
        if inplace {
            if let Some(method) = self.special(a, operator.inplace) {
                if !(sequences && is_sequence_method(&method)) {
                    let result = self.call_attribute(a, &method, std::slice::from_ref(b))?;
                    if !is_not_implemented(&result) {
                        return Ok(result);
                    }
                }
            }
        }
        let result = self.dance(operator, sequences, a, b, None)?;
        if !is_not_implemented(&result) {
            return Ok(result);
        }
        let result = match base {
            ADD => self.concatenate(inplace, a, b)?,
            MULTIPLY => self.repeat(inplace, a, b)?,
            _ => result,
        };
        if !is_not_implemented(&result) {
            return Ok(result);
        }
        let symbol = if inplace { operator.inplace_symbol } else { operator.symbol };
        Err(self.unsupported(symbol, &[a, b]))
    }

    /// Asks both operands in the order that their types demand; NotImplemented if neither answers. `modulus` is
    /// `pow()`'s third argument.
    fn dance(
        &mut self,
        operator: &Operator,
        sequences: bool,
        a: &Value,
        b: &Value,
        modulus: Option<&Value>,
    ) -> PyResult {
        let (left_class, right_class) = (self.type_of(a), self.type_of(b));
        let numeric = |method: &Value| !(sequences && is_sequence_method(method));
        let left = left_class.special_value(operator.method).filter(numeric);
        let mut right = None;
        let mut right_first = false;
        if !std::ptr::eq(left_class, right_class) {
            right = right_class.special_value(operator.reflected).filter(numeric);
            right_first = right.is_some()
                && right_class.is_subtype(left_class)
                && right_class.special(operator.reflected) != left_class.special(operator.reflected);
        }
        if let (true, Some(method)) = (right_first, &right) {
            let result = self.call_operand(b, method, a, modulus)?;
            if !is_not_implemented(&result) {
                return Ok(result);
            }
            right = None;
        }
        if let Some(method) = left {
            let result = self.call_operand(a, &method, b, modulus)?;
            if !is_not_implemented(&result) {
                return Ok(result);
            }
        }
        if let Some(method) = right {
            return self.call_operand(b, &method, a, modulus);
        }
        Ok(Value::NOT_IMPLEMENTED)
    }

    fn call_operand(
        &mut self,
        this: &Value,
        method: &Value,
        other: &Value,
        modulus: Option<&Value>,
    ) -> PyResult {
        let result = match modulus {
            None => self.call_operator(this, method, std::slice::from_ref(other)),
            Some(modulus) => crate::call::with_first(other, std::slice::from_ref(modulus), |both| {
                self.call_operator(this, method, both)
            }),
        };
        Ok(result?.unwrap_or(Value::NOT_IMPLEMENTED))
    }

    /// `a + b` of builtin sequences.
    fn concatenate(&mut self, inplace: bool, a: &Value, b: &Value) -> PyResult {
        let inplace = if inplace { self.special(a, Special::Iadd) } else { None };
        match inplace.or_else(|| self.special(a, Special::Add)) {
            Some(method) if is_sequence_method(&method) => {
                self.call_attribute(a, &method, std::slice::from_ref(b))
            }
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// `a + b`, or `a += b`, of sequences only.
    pub fn concatenate_sequences(&mut self, inplace: bool, a: &Value, b: &Value) -> PyResult {
        let mut result = self.concatenate(inplace, a, b)?;
        if is_not_implemented(&result) && self.is_sequence(a) && self.is_sequence(b) {
            let own = if inplace { self.special(a, Special::Iadd) } else { None };
            if let Some(method) = own {
                result = self.call_attribute(a, &method, std::slice::from_ref(b))?;
            }
            if is_not_implemented(&result) {
                result = self.dance(&OPERATORS[ADD], true, a, b, None)?;
            }
        }
        if is_not_implemented(&result) {
            let name = self.type_name(a);
            return Err(self.type_error(format!("'{name}' object can't be concatenated")));
        }
        Ok(result)
    }

    /// Whether a type has sequence slots in CPython, be it without repetition.
    fn has_sequence_slots(&self, value: &Value) -> bool {
        self.type_of(value).flags.get().contains(crate::types::TypeFlags::HEAP)
            || [Special::Len, Special::Contains].into_iter().any(|special| self.has_special(value, special))
    }

    /// `a * b` where one is a builtin sequence.
    fn repeat(&mut self, inplace: bool, a: &Value, b: &Value) -> PyResult {
        let own = if inplace { self.special(a, Special::Imul) } else { None };
        let left = own.or_else(|| self.special(a, Special::Mul)).filter(is_sequence_method);
        let right = self.special(b, Special::Mul).filter(is_sequence_method);
        let (sequence, method, count) = match (left, right) {
            (Some(method), _) => (a, method, b),
            (None, Some(method)) if !(inplace && self.has_sequence_slots(a)) => (b, method, a),
            (None, _) => return Ok(Value::NOT_IMPLEMENTED),
        };
        if !self.is_index(count) {
            let name = self.type_name(count);
            return Err(self.type_error(format!("can't multiply sequence by non-int of type '{name}'")));
        }
        let count = self.as_isize(count, Class::OverflowError)?;
        let count = int::from_i64(self, count as i64)?;
        self.call_attribute(sequence, &method, &[count])
    }

    /// `pow(a, b, modulus)`; without a modulus `a ** b`.
    pub fn power(&mut self, a: &Value, b: &Value, modulus: Option<&Value>) -> PyResult {
        let Some(modulus) = modulus.filter(|modulus| !modulus.is_none()) else {
            return self.binary_op(BinaryOperator::Power as usize, a, b);
        };
        let operator = &OPERATORS[BinaryOperator::Power as usize];
        let result = self.dance(operator, false, a, b, Some(modulus))?;
        if is_not_implemented(&result) {
            // The modulus has its say last; of the builtin numbers only int allows one.
            if Float::of(modulus).is_some() {
                return Err(float::arith::no_modulus(self));
            }
            if Complex::of(modulus).is_some() {
                return Err(complex::arith::no_modulus(self));
            }
            return Err(self.unsupported(operator.symbol, &[a, b, modulus]));
        }
        Ok(result)
    }

    /// `divmod(a, b)`.
    pub fn divmod(&mut self, a: &Value, b: &Value) -> PyResult {
        if let (Some(x), Some(y)) = (int::of_exact(a), int::of_exact(b)) {
            return int::arith::divmod(self, x, y);
        }
        if let (Some(x), Some(y)) = (a.exact::<Float>(), b.exact::<Float>()) {
            return float::arith::divmod(self, x.get(), y.get());
        }
        let result = self.dance(&DIVMOD, false, a, b, None)?;
        if is_not_implemented(&result) {
            return Err(self.unsupported(DIVMOD.symbol, &[a, b]));
        }
        Ok(result)
    }

    /// `-value`, `+value`, `~value` and `abs(value)`, by the special method's number.
    pub fn unary_op(&mut self, special: Special, value: &Value) -> PyResult {
        if let Some(number) = value.as_small_int() {
            let result = match special {
                Special::Neg => -number,
                Special::Pos => number,
                Special::Invert => !number,
                _ => number.abs(),
            };
            return int::from_i64(self, result);
        }
        if let Some(number) = value.exact::<Float>().map(Float::get)
            && special != Special::Invert
        {
            return match special {
                Special::Neg => float::new(self, -number),
                Special::Pos => Ok(value.clone()),
                _ => float::new(self, number.abs()),
            };
        }
        if let Some(result) = self.call_special(value, special, &[])? {
            return Ok(result);
        }
        let symbol = match special {
            Special::Neg => "unary -",
            Special::Pos => "unary +",
            Special::Invert => "unary ~",
            _ => "abs()",
        };
        let name = self.type_name(value);
        Err(self.type_error(format!("bad operand type for {symbol}: '{name}'")))
    }

    #[cold]
    fn unsupported(&mut self, symbol: &str, operands: &[&Value]) -> Exception {
        let names: Vec<String> =
            operands.iter().map(|operand| format!("'{}'", self.type_name(operand))).collect();
        let names = if names.len() == 2 { names.join(" and ") } else { names.join(", ") };
        self.type_error(format!("unsupported operand type(s) for {symbol}: {names}"))
    }
}

/// The result of an operator on small integers.
enum Small {
    Int(i64),
    Float(f64),
}

/// An operator on small integers; `None` where the answer is no 64-bit number or an error.
#[inline]
fn small_int_op(base: usize, x: i64, y: i64) -> Option<Small> {
    const EXACT: u64 = 1 << 53;
    Some(Small::Int(match BinaryOperator::from_arg(base as u32)? {
        BinaryOperator::Add => x + y,
        BinaryOperator::Subtract => x - y,
        BinaryOperator::Multiply => x.checked_mul(y)?,
        BinaryOperator::And => x & y,
        BinaryOperator::Or => x | y,
        BinaryOperator::Xor => x ^ y,
        BinaryOperator::FloorDivide if y != 0 => x.div_euclid(y) - i64::from(y < 0 && x.rem_euclid(y) != 0),
        BinaryOperator::Remainder if y != 0 => {
            let rest = x % y;
            if rest != 0 && (rest < 0) != (y < 0) { rest + y } else { rest }
        }
        BinaryOperator::Lshift if (0..62).contains(&y) => {
            let shifted = x << y;
            if shifted >> y != x {
                return None;
            }
            shifted
        }
        BinaryOperator::Rshift if y >= 0 => x >> y.min(63),
        BinaryOperator::Power if y >= 0 => x.checked_pow(u32::try_from(y).ok()?)?,
        BinaryOperator::TrueDivide if y != 0 && x.unsigned_abs() <= EXACT && y.unsigned_abs() <= EXACT => {
            return Some(Small::Float(x as f64 / y as f64));
        }
        _ => return None,
    }))
}

/// An operator on floats, or a float and a small integer, that can't fail.
#[inline]
fn float_op(base: usize, a: &Value, b: &Value) -> Option<f64> {
    let number = |value: &Value| match value.as_small_int() {
        Some(number) => Some(number as f64),
        None => value.is_kind(Kind::Float).then(|| float_of(value)).flatten(),
    };
    let (x, y) = (number(a)?, number(b)?);
    Some(match BinaryOperator::from_arg(base as u32)? {
        BinaryOperator::Add => x + y,
        BinaryOperator::Subtract => x - y,
        BinaryOperator::Multiply => x * y,
        BinaryOperator::TrueDivide if y != 0.0 => x / y,
        BinaryOperator::FloorDivide if y != 0.0 => taipan_text::float::floor_div(x, y),
        BinaryOperator::Remainder if y != 0.0 => taipan_text::float::modulo(x, y),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use taipan_bytecode::BinaryOperator;

    use super::{Small, small_int_op};

    fn int(operator: BinaryOperator, x: i64, y: i64) -> Option<i64> {
        match small_int_op(operator as usize, x, y)? {
            Small::Int(value) => Some(value),
            Small::Float(_) => None,
        }
    }

    #[test]
    fn division_rounds_down() {
        for (x, y, quotient, rest) in
            [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (6, -3, -2, 0)]
        {
            assert_eq!(int(BinaryOperator::FloorDivide, x, y), Some(quotient), "{x} // {y}");
            assert_eq!(int(BinaryOperator::Remainder, x, y), Some(rest), "{x} % {y}");
        }
    }

    #[test]
    fn what_overflows_or_raises_is_left_to_int() {
        assert_eq!(int(BinaryOperator::FloorDivide, 1, 0), None);
        assert_eq!(int(BinaryOperator::Multiply, 1 << 40, 1 << 40), None);
        assert_eq!(int(BinaryOperator::Lshift, 1, 61), Some(1 << 61));
        assert_eq!(int(BinaryOperator::Lshift, 4, 61), None);
        assert_eq!(int(BinaryOperator::Lshift, 1, -1), None);
        assert_eq!(int(BinaryOperator::Power, 2, -1), None);
        assert_eq!(int(BinaryOperator::Rshift, -5, 100), Some(-1));
    }
}
