//! `_operator`, and `operator`: the language's operators as functions, and callables that get items, get attributes or
//! call methods.

mod attrgetter;
mod digest;
mod itemgetter;
mod methodcaller;
mod sequences;

use taipan_bytecode::{BinaryOperator, CompareOperator};
use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::list::List;
use taipan_vm::builtins::module::Module;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::NativeModule;
use taipan_vm::native::text::TextBuilder;
use taipan_vm::protocol::ReprGuard;
use taipan_vm::types::Special;
use taipan_vm::{Args, PyResult, Thread, Value};

/// Functions whose names with underscores around them `operator` also has: all but these.
const WITHOUT_DUNDER: &[&str] = &[
    "countOf",
    "indexOf",
    "is_",
    "is_not",
    "is_none",
    "is_not_none",
    "length_hint",
    "truth",
    "_compare_digest",
];

/// How a callable shows that was made with a tuple of arguments: `itemgetter(1, 2)`.
fn shown(t: &mut Thread, this: &Value, arguments: &Value) -> PyResult {
    let mut text = TextBuilder::new();
    text.push_str(&t.type_name(this));
    let Some(_guard) = ReprGuard::enter(this) else {
        text.push_str("(...)");
        return text.finish(t);
    };
    let arguments = arguments.exact::<Tuple>().map_or(&[][..], |arguments| arguments.items());
    for (index, argument) in arguments.iter().enumerate() {
        text.push_str(if index == 0 { "(" } else { ", " });
        text.push_repr(t, argument)?;
    }
    text.push_str(")");
    text.finish(t)
}

/// The operators of the language as functions.
///
/// `operator.add(x, y)` is `x + y`, and so on; attrgetter, itemgetter and methodcaller make functions for one attribute,
/// item or method.
#[taipan_macros::module("_operator")]
pub mod module {
    use super::*;

    /// `a + b`.
    #[function("(a, b, /)")]
    fn add(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::Add as usize, a, b)
    }

    /// `a - b`.
    #[function("(a, b, /)")]
    fn sub(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::Subtract as usize, a, b)
    }

    /// `a * b`.
    #[function("(a, b, /)")]
    fn mul(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::Multiply as usize, a, b)
    }

    /// `a @ b`.
    #[function("(a, b, /)")]
    fn matmul(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::MatrixMultiply as usize, a, b)
    }

    /// `a / b`.
    #[function("(a, b, /)")]
    fn truediv(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::TrueDivide as usize, a, b)
    }

    /// `a // b`.
    #[function("(a, b, /)")]
    fn floordiv(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::FloorDivide as usize, a, b)
    }

    /// `a % b`.
    #[function("(a, b, /)", name = "mod")]
    fn modulo(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::Remainder as usize, a, b)
    }

    /// `a << b`.
    #[function("(a, b, /)")]
    fn lshift(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::Lshift as usize, a, b)
    }

    /// `a >> b`.
    #[function("(a, b, /)")]
    fn rshift(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::Rshift as usize, a, b)
    }

    /// `a & b`.
    #[function("(a, b, /)")]
    fn and_(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::And as usize, a, b)
    }

    /// `a | b`.
    #[function("(a, b, /)")]
    fn or_(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::Or as usize, a, b)
    }

    /// `a ^ b`.
    #[function("(a, b, /)")]
    fn xor(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::Xor as usize, a, b)
    }

    /// `a += b`; the result is answered, `a` is not assigned to.
    #[function("(a, b, /)")]
    fn iadd(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplaceAdd as usize, a, b)
    }

    /// `a -= b`, its result.
    #[function("(a, b, /)")]
    fn isub(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplaceSubtract as usize, a, b)
    }

    /// `a *= b`, its result.
    #[function("(a, b, /)")]
    fn imul(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplaceMultiply as usize, a, b)
    }

    /// `a @= b`, its result.
    #[function("(a, b, /)")]
    fn imatmul(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplaceMatrixMultiply as usize, a, b)
    }

    /// `a /= b`, its result.
    #[function("(a, b, /)")]
    fn itruediv(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplaceTrueDivide as usize, a, b)
    }

    /// `a //= b`, its result.
    #[function("(a, b, /)")]
    fn ifloordiv(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplaceFloorDivide as usize, a, b)
    }

    /// `a %= b`, its result.
    #[function("(a, b, /)")]
    fn imod(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplaceRemainder as usize, a, b)
    }

    /// `a <<= b`, its result.
    #[function("(a, b, /)")]
    fn ilshift(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplaceLshift as usize, a, b)
    }

    /// `a >>= b`, its result.
    #[function("(a, b, /)")]
    fn irshift(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplaceRshift as usize, a, b)
    }

    /// `a &= b`, its result.
    #[function("(a, b, /)")]
    fn iand(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplaceAnd as usize, a, b)
    }

    /// `a |= b`, its result.
    #[function("(a, b, /)")]
    fn ior(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplaceOr as usize, a, b)
    }

    /// `a ^= b`, its result.
    #[function("(a, b, /)")]
    fn ixor(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplaceXor as usize, a, b)
    }

    /// `a ** b`.
    #[function("(a, b, /)")]
    fn pow(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.power(a, b, None)
    }

    /// `a **= b`, its result.
    #[function("(a, b, /)")]
    fn ipow(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.binary_op(BinaryOperator::InplacePower as usize, a, b)
    }

    /// `a < b`.
    #[function("(a, b, /)")]
    fn lt(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.rich_compare(CompareOperator::Less, a, b)
    }

    /// `a <= b`.
    #[function("(a, b, /)")]
    fn le(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.rich_compare(CompareOperator::LessEqual, a, b)
    }

    /// `a == b`.
    #[function("(a, b, /)")]
    fn eq(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.rich_compare(CompareOperator::Equal, a, b)
    }

    /// `a != b`.
    #[function("(a, b, /)")]
    fn ne(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.rich_compare(CompareOperator::NotEqual, a, b)
    }

    /// `a > b`.
    #[function("(a, b, /)")]
    fn gt(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.rich_compare(CompareOperator::Greater, a, b)
    }

    /// `a >= b`.
    #[function("(a, b, /)")]
    fn ge(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.rich_compare(CompareOperator::GreaterEqual, a, b)
    }

    /// `not a`.
    #[function("(a, /)")]
    fn not_(t: &mut Thread, a: &Value) -> PyResult<bool> {
        Ok(!t.truth(a)?)
    }

    /// Whether `a` counts as true.
    #[function("(a, /)")]
    fn truth(t: &mut Thread, a: &Value) -> PyResult<bool> {
        t.truth(a)
    }

    /// `a is b`.
    #[function("(a, b, /)")]
    fn is_(t: &mut Thread, a: &Value, b: &Value) -> PyResult<bool> {
        let _ = t;
        Ok(a.is(b))
    }

    /// `a is not b`.
    #[function("(a, b, /)")]
    fn is_not(t: &mut Thread, a: &Value, b: &Value) -> PyResult<bool> {
        let _ = t;
        Ok(!a.is(b))
    }

    /// `a is None`.
    #[function("(a, /)")]
    fn is_none(t: &mut Thread, a: &Value) -> PyResult<bool> {
        let _ = t;
        Ok(a.is_none())
    }

    /// `a is not None`.
    #[function("(a, /)")]
    fn is_not_none(t: &mut Thread, a: &Value) -> PyResult<bool> {
        let _ = t;
        Ok(!a.is_none())
    }

    /// `-a`.
    #[function("(a, /)")]
    fn neg(t: &mut Thread, a: &Value) -> PyResult {
        t.unary_op(Special::Neg, a)
    }

    /// `+a`.
    #[function("(a, /)")]
    fn pos(t: &mut Thread, a: &Value) -> PyResult {
        t.unary_op(Special::Pos, a)
    }

    /// `~a`.
    #[function("(a, /)")]
    fn invert(t: &mut Thread, a: &Value) -> PyResult {
        t.unary_op(Special::Invert, a)
    }

    /// `~a`.
    #[function("(a, /)")]
    fn inv(t: &mut Thread, a: &Value) -> PyResult {
        t.unary_op(Special::Invert, a)
    }

    /// `abs(a)`.
    #[function("(a, /)")]
    fn abs(t: &mut Thread, a: &Value) -> PyResult {
        t.unary_op(Special::Abs, a)
    }

    /// `a.__index__()`: an integer as such.
    #[function("(a, /)")]
    fn index(t: &mut Thread, a: &Value) -> PyResult {
        let index = t.as_index(a)?;
        taipan_vm::builtins::int::exact(t, &index)
    }

    /// `a[b]`.
    #[function("(a, b, /)")]
    fn getitem(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.get_item(a, b)
    }

    /// `a[b] = c`.
    #[function("(a, b, c, /)")]
    fn setitem(t: &mut Thread, a: &Value, b: &Value, c: &Value) -> PyResult<()> {
        t.set_item(a, b, c)
    }

    /// `del a[b]`.
    #[function("(a, b, /)")]
    fn delitem(t: &mut Thread, a: &Value, b: &Value) -> PyResult<()> {
        t.delete_item(a, b)
    }

    /// `b in a`: note the order.
    #[function("(a, b, /)")]
    fn contains(t: &mut Thread, a: &Value, b: &Value) -> PyResult<bool> {
        t.contains(a, b)
    }

    /// `a + b` of sequences.
    #[function("(a, b, /)")]
    fn concat(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.concatenate_sequences(false, a, b)
    }

    /// `a += b` of sequences, its result.
    #[function("(a, b, /)")]
    fn iconcat(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
        t.concatenate_sequences(true, a, b)
    }

    /// How often `b` occurs in `a`.
    #[function("(a, b, /)", name = "countOf")]
    fn count_of(t: &mut Thread, a: &Value, b: &Value) -> PyResult<usize> {
        sequences::count_of(t, a, b)
    }

    /// The first index of `b` in `a`.
    #[function("(a, b, /)", name = "indexOf")]
    fn index_of(t: &mut Thread, a: &Value, b: &Value) -> PyResult<usize> {
        sequences::index_of(t, a, b)
    }

    /// How many items `obj` has, or may have as far as it can tell; `default` if it can't.
    #[function("(obj, default=0, /)")]
    fn length_hint(t: &mut Thread, obj: &Value, default: isize) -> PyResult<isize> {
        // No length is as large as this.
        const UNKNOWN: usize = usize::MAX;
        let hint = t.length_hint(obj, UNKNOWN)?;
        Ok(if hint == UNKNOWN { default } else { hint as isize })
    }

    /// `obj(*args, **kwargs)`.
    #[function("(obj, /, *args, **kwargs)")]
    fn call(t: &mut Thread, args: Args<'_>) -> PyResult {
        match args.positional().first() {
            Some(function) => t.call_args(function, args.rest()),
            None => Err(t.type_error("call expected at least 1 argument, got 0")),
        }
    }

    /// `a == b`, in a time that tells nothing about where they differ: for bytes-like objects or ASCII strings.
    #[function("(a, b, /)", name = "_compare_digest")]
    fn compare_digest(t: &mut Thread, a: &Value, b: &Value) -> PyResult<bool> {
        digest::compare(t, a, b)
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        for native in [&attrgetter::TYPE, &itemgetter::TYPE, &methodcaller::TYPE] {
            t.add_type(module, native)?;
        }
        Ok(())
    }
}

/// `operator`: what `_operator` has, and most of it by the names of special methods too.
pub static PUBLIC: NativeModule =
    NativeModule { name: "operator", doc: module::MODULE.doc, functions: &[], init: Some(public_names) };

fn public_names(t: &mut Thread, module: &Value) -> PyResult<()> {
    let private = t.import_module("_operator")?;
    let Some(names) = private.downcast::<Module>().and_then(Module::dict).cloned() else {
        unreachable!("a native module has a namespace")
    };
    let Some(names) = names.exact::<Dict>() else { unreachable!("a native module's namespace is a dict") };
    let entries: Vec<(Value, Value)> =
        names.iter(t).map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut all = Vec::new();
    for (name, value) in entries {
        let text = t.str_lossy(&name)?;
        if text.starts_with('_') {
            continue;
        }
        t.add_to_module(module, &text, value.clone())?;
        all.push(text.clone());
        let is_type = value.is_kind(taipan_vm::object::Kind::Type);
        if !is_type && !WITHOUT_DUNDER.contains(&text.as_str()) {
            t.add_to_module(module, &format!("__{}__", text.trim_end_matches('_')), value)?;
        }
    }
    all.sort_by_key(|name| name.to_string());
    let all = all.iter().map(|name| t.intern(name)).collect::<PyResult<Vec<Value>>>()?;
    let all = List::new(t, all)?;
    t.add_to_module(module, "__all__", all)
}
