//! CPython's name for what a site became. Where CPython has no such form the site counts as generic there.

use taipan_bytecode::Opcode;
use taipan_bytecode::word::WordOp;
use taipan_vm::cache_names::{CacheNames, NativeShape, Storage};

/// Beginnings of our words' names, with CPython's form; the first that fits is taken. `None`: CPython 3.14 leaves such
/// a site generic.
const FORMS: &[(&str, Option<Opcode>)] = &[
    ("BINARY_ADD_INT_FLOAT", Some(Opcode::BinaryOpExtend)),
    ("BINARY_SUBTRACT_INT_FLOAT", Some(Opcode::BinaryOpExtend)),
    ("BINARY_MULTIPLY_INT_FLOAT", Some(Opcode::BinaryOpExtend)),
    ("BINARY_DIVIDE_INT_FLOAT", Some(Opcode::BinaryOpExtend)),
    ("BINARY_ADD_FLOAT_INT", Some(Opcode::BinaryOpExtend)),
    ("BINARY_SUBTRACT_FLOAT_INT", Some(Opcode::BinaryOpExtend)),
    ("BINARY_MULTIPLY_FLOAT_INT", Some(Opcode::BinaryOpExtend)),
    ("BINARY_DIVIDE_FLOAT_INT", Some(Opcode::BinaryOpExtend)),
    ("BINARY_ADD_CONST_FLOAT", Some(Opcode::BinaryOpAddFloat)),
    ("BINARY_SUBTRACT_CONST_FLOAT", Some(Opcode::BinaryOpSubtractFloat)),
    ("BINARY_MULTIPLY_CONST_FLOAT", Some(Opcode::BinaryOpMultiplyFloat)),
    ("BINARY_ADD_INT", Some(Opcode::BinaryOpAddInt)),
    ("BINARY_SUBTRACT_INT", Some(Opcode::BinaryOpSubtractInt)),
    ("BINARY_MULTIPLY_INT", Some(Opcode::BinaryOpMultiplyInt)),
    ("BINARY_ADD_FLOAT", Some(Opcode::BinaryOpAddFloat)),
    ("BINARY_SUBTRACT_FLOAT", Some(Opcode::BinaryOpSubtractFloat)),
    ("BINARY_MULTIPLY_FLOAT", Some(Opcode::BinaryOpMultiplyFloat)),
    ("BINARY_AND_INT", Some(Opcode::BinaryOpExtend)),
    ("BINARY_OR_INT", Some(Opcode::BinaryOpExtend)),
    ("BINARY_XOR_INT", Some(Opcode::BinaryOpExtend)),
    ("BINARY_OP_NATIVE", None),
    ("BINARY_ADD_STR", Some(Opcode::BinaryOpAddUnicode)),
    ("BINARY_SUBSCR_LIST_SLICE", Some(Opcode::BinaryOpSubscrListSlice)),
    ("BINARY_SUBSCR_LIST", Some(Opcode::BinaryOpSubscrListInt)),
    ("BINARY_SUBSCR_TUPLE", Some(Opcode::BinaryOpSubscrTupleInt)),
    ("BINARY_SUBSCR_STR", Some(Opcode::BinaryOpSubscrStrInt)),
    ("BINARY_SUBSCR_DICT", Some(Opcode::BinaryOpSubscrDict)),
    ("BINARY_SUBSCR_GETITEM", Some(Opcode::BinaryOpSubscrGetitem)),
    ("COMPARE_BRANCH_FLOAT", Some(Opcode::CompareOpFloat)),
    ("COMPARE_BRANCH_STR", Some(Opcode::CompareOpStr)),
    ("COMPARE_BRANCH_", Some(Opcode::CompareOpInt)),
    ("CONTAINS_BRANCH_DICT", Some(Opcode::ContainsOpDict)),
    ("CONTAINS_BRANCH_SET", Some(Opcode::ContainsOpSet)),
    ("CONTAINS_BRANCH_FROZEN_SET", Some(Opcode::ContainsOpSet)),
    ("CONTAINS_OP_FROZEN_SET", Some(Opcode::ContainsOpSet)),
    ("TO_BOOL_BRANCH_BOOL", Some(Opcode::ToBoolBool)),
    ("TO_BOOL_BRANCH_INT", Some(Opcode::ToBoolInt)),
    ("TO_BOOL_BRANCH_NONE", Some(Opcode::ToBoolNone)),
    ("TO_BOOL_BRANCH_LIST", Some(Opcode::ToBoolList)),
    ("TO_BOOL_BRANCH_STR", Some(Opcode::ToBoolStr)),
    ("TO_BOOL_BRANCH_ALWAYS_TRUE", Some(Opcode::ToBoolAlwaysTrue)),
    ("CALL_KW_NATIVE", Some(Opcode::CallKwNonPy)),
    ("CALL_KW_CLASS", Some(Opcode::CallKwNonPy)),
    ("CALL_CLASS_INIT", Some(Opcode::CallAllocAndEnterInit)),
    ("CALL_CLASS", Some(Opcode::CallNonPyGeneral)),
    ("CALL_EXCEPTION_CLASS", Some(Opcode::CallNonPyGeneral)),
    ("CALL_PY_VARARGS", Some(Opcode::CallPyGeneral)),
    ("CALL_PY_DEFAULTS", Some(Opcode::CallPyGeneral)),
    ("CALL_PY_POLYMORPHIC", None),
    ("STORE_ATTR_PROPERTY", None),
    ("LOAD_ATTR_GETATTR", None),
    ("CALL_PY_EXACT", Some(Opcode::CallPyExactArgs)),
    ("CALL_BOUND_METHOD", Some(Opcode::CallBoundMethodExactArgs)),
    ("FOR_ITER_GENERATOR", Some(Opcode::ForIterGen)),
    ("SEND_GENERATOR", Some(Opcode::SendGen)),
    ("LOAD_METHOD_MODULE", Some(Opcode::LoadAttrModule)),
    ("LOAD_METHOD_CLASS_METHOD", None),
    ("LOAD_METHOD_CLASS", Some(Opcode::LoadAttrClass)),
    ("LOAD_METHOD_INSTANCE_VALUE", Some(Opcode::LoadAttrInstanceValue)),
    ("LOAD_METHOD_SLOT", Some(Opcode::LoadAttrSlot)),
    ("LOAD_METHOD_IMMEDIATE", Some(Opcode::LoadAttrMethodNoDict)),
    ("LOAD_SUPER_METHOD", Some(Opcode::LoadSuperAttrMethod)),
];

/// The form that CPython 3.14 would have at a site whose word is `op`; `word` is the word with its cells.
pub(crate) fn cpython(names: &CacheNames, family: Opcode, op: WordOp, word: &[u64]) -> Option<Opcode> {
    if !op.is_specialized() {
        return None;
    }
    match op {
        WordOp::LoadMethodCached
        | WordOp::LoadMethodCachedCalled
        | WordOp::LoadMethodCachedOfLocal
        | WordOp::LoadMethodCachedOfConstant => return Some(method(names.storage(op, word)?)),
        WordOp::LoadAttrNondescriptor => {
            return Some(match names.storage(op, word)? {
                Storage::Inline | Storage::Dict => Opcode::LoadAttrNondescriptorWithValues,
                Storage::None => Opcode::LoadAttrNondescriptorNoDict,
            });
        }
        WordOp::CallNative => return native(op, word),
        WordOp::CallMethodDescriptor => return native_method(op, word),
        _ => {}
    }
    // Forms of the same name, or of one that tells operands further apart.
    let same = family.specializations().filter(|form| {
        let rest = op.name().strip_prefix(form.name());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    });
    let form = || FORMS.iter().find(|(prefix, _)| op.name().starts_with(prefix));
    same.max_by_key(|form| form.name().len()).or_else(|| form().and_then(|(_, form)| *form))
}

fn method(storage: Storage) -> Opcode {
    match storage {
        Storage::Inline => Opcode::LoadAttrMethodWithValues,
        Storage::Dict => Opcode::LoadAttrMethodLazyDict,
        Storage::None => Opcode::LoadAttrMethodNoDict,
    }
}

fn native(op: WordOp, word: &[u64]) -> Option<Opcode> {
    let (name, shape) = CacheNames::native(op, word)?;
    match (name, shape) {
        ("len", _) => Some(Opcode::CallLen),
        (_, NativeShape::One) => Some(Opcode::CallBuiltinO),
        (_, NativeShape::Fast) => Some(Opcode::CallBuiltinFast),
        (_, NativeShape::Keywords) => Some(Opcode::CallBuiltinFastWithKeywords),
        (_, NativeShape::NoArgs) => Some(Opcode::CallNonPyGeneral),
    }
}

fn native_method(op: WordOp, word: &[u64]) -> Option<Opcode> {
    let (name, shape) = CacheNames::native(op, word)?;
    match (name, shape) {
        ("append", NativeShape::One) => Some(Opcode::CallListAppend),
        (_, NativeShape::One) => Some(Opcode::CallMethodDescriptorO),
        (_, NativeShape::Fast) => Some(Opcode::CallMethodDescriptorFast),
        (_, NativeShape::Keywords) => Some(Opcode::CallMethodDescriptorFastWithKeywords),
        (_, NativeShape::NoArgs) => Some(Opcode::CallMethodDescriptorNoargs),
    }
}
