//! What the cells of specialized words hold: which part of which cell is what. Specializers write cells and
//! handlers read them; tools decode them by this table.

use crate::word::WordOp;

/// Where in a word a cached field is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// The low half of this cell.
    Low(usize),
    /// The high half of this cell.
    High(usize),
    /// The whole cell.
    Whole(usize),
    /// The word's operand `b`.
    OperandB,
}

/// What a cached field means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CacheKind {
    /// The version tag of a type.
    TypeVersion,
    /// The version of a namespace's key set.
    KeysVersion,
    /// The version of functions of one code object and shape.
    FunctionVersion,
    /// An index of a dict's entries or of inline values; `u32::MAX` for none.
    Index,
    /// A byte offset in an instance.
    Offset,
    /// The number of a builtin type's kind.
    Kind,
    /// The address of a type.
    Type,
    /// The address of a native function's definition.
    Native,
    /// A value that the type version of the same word keeps alive.
    Value,
    /// A small integer, as a tagged word.
    Int,
    /// The bits of a float.
    Float,
}

/// One field of a specialized word's caches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cached {
    pub name: &'static str,
    pub place: Place,
    pub kind: CacheKind,
}

const fn cached(name: &'static str, place: Place, kind: CacheKind) -> Cached {
    Cached { name, place, kind }
}

const TYPE_VERSION: Cached = cached("type_version", Place::Low(1), CacheKind::TypeVersion);
const KEYS_VERSION: Cached = cached("keys_version", Place::Low(1), CacheKind::KeysVersion);
const OFFSET: Cached = cached("offset", Place::High(1), CacheKind::Offset);
const INDEX: Cached = cached("index", Place::High(1), CacheKind::Index);
const VALUE: Cached = cached("value", Place::Whole(2), CacheKind::Value);
const FUNCTION_VERSION: Cached = cached("function_version", Place::Low(1), CacheKind::FunctionVersion);
const NATIVE: Cached = cached("function", Place::Whole(1), CacheKind::Native);
const INT: Cached = cached("constant", Place::Whole(1), CacheKind::Int);
const FLOAT: Cached = cached("constant", Place::Whole(1), CacheKind::Float);

impl WordOp {
    /// The fields of the word's caches, in the order that tools print them; none for words without, and for those
    /// whose layout nothing has to know.
    pub fn caches(self) -> &'static [Cached] {
        match self {
            WordOp::LoadAttrInstanceValue
            | WordOp::LoadAttrInstanceValueBorrowed
            | WordOp::LoadAttrSlot
            | WordOp::LoadAttrSlotBorrowed
            | WordOp::LoadMethodInstanceValue
            | WordOp::LoadMethodSlot
            | WordOp::StoreAttrInstanceValue
            | WordOp::StoreAttrInstanceValueMoved
            | WordOp::StoreAttrSlot
            | WordOp::StoreAttrSlotMoved => &[TYPE_VERSION, OFFSET],
            WordOp::LoadAttrWithHint => &[TYPE_VERSION, INDEX],
            WordOp::LoadAttrModule
            | WordOp::LoadMethodModule
            | WordOp::LoadGlobalModule
            | WordOp::LoadGlobalModuleLocal => &[KEYS_VERSION, INDEX],
            WordOp::LoadAttrClass | WordOp::LoadMethodClass | WordOp::LoadMethodOfClass => {
                &[TYPE_VERSION, VALUE]
            }
            WordOp::StoreAttrProperty => {
                const SETTER: Cached = cached("function_version", Place::High(1), CacheKind::FunctionVersion);
                &[TYPE_VERSION, SETTER]
            }
            WordOp::LoadAttrNondescriptor
            | WordOp::LoadAttrGetattr
            | WordOp::LoadMethodCached
            | WordOp::LoadMethodCachedCalled
            | WordOp::LoadMethodCachedOfLocal
            | WordOp::LoadMethodCachedOfConstant
            | WordOp::LoadMethodClassMethod
            | WordOp::LoadMethodStatic => &[TYPE_VERSION, INDEX, VALUE],
            WordOp::LoadAttrProperty => {
                const GETTER: Cached = cached("function_version", Place::High(1), CacheKind::FunctionVersion);
                &[TYPE_VERSION, GETTER]
            }
            WordOp::LoadMethodImmediate => {
                const CLASS: Cached = cached("type", Place::Whole(1), CacheKind::Type);
                &[CLASS]
            }
            WordOp::LoadGlobalBuiltin
            | WordOp::LoadGlobalBuiltinLocal
            | WordOp::LoadGlobalBuiltinOfLocal
            | WordOp::LoadGlobalBuiltinOfConstant
            | WordOp::LoadGlobalBuiltinOfLocals
            | WordOp::LoadGlobalBuiltinOfLocalConstant
            | WordOp::LoadGlobalBuiltinOfLocalGlobal => {
                const BUILTINS: Cached =
                    cached("builtin_keys_version", Place::High(1), CacheKind::KeysVersion);
                const AT: Cached = cached("index", Place::OperandB, CacheKind::Index);
                &[KEYS_VERSION, BUILTINS, AT]
            }
            WordOp::CallPyExact
            | WordOp::CallPyExactMethod
            | WordOp::CallPyExactUnbound
            | WordOp::CallPyDefaults
            | WordOp::CallPyVarargs
            | WordOp::CallPyGeneral
            | WordOp::CallBoundMethod
            | WordOp::CallKwPy
            | WordOp::CallKwPyGeneral => &[FUNCTION_VERSION],
            WordOp::CallClass | WordOp::CallKwClass => &[TYPE_VERSION],
            WordOp::ForIterNative => {
                const ITERATOR: Cached = cached("type_version", Place::High(0), CacheKind::TypeVersion);
                &[ITERATOR]
            }
            WordOp::CallClassInit | WordOp::BinarySubscrGetitem => {
                const INIT: Cached = cached("function_version", Place::High(1), CacheKind::FunctionVersion);
                &[TYPE_VERSION, INIT]
            }
            WordOp::BinaryOpNative => {
                const LEFT: Cached = cached("left_type", Place::Low(2), CacheKind::Kind);
                const RIGHT: Cached = cached("right_type", Place::High(2), CacheKind::Kind);
                &[LEFT, RIGHT]
            }
            WordOp::CallNative | WordOp::CallIsinstance | WordOp::CallLen | WordOp::CallKwNative => &[NATIVE],
            WordOp::ToBoolAlwaysTrue
            | WordOp::ToBoolBranchAlwaysTrueTrue
            | WordOp::ToBoolBranchAlwaysTrueFalse => {
                const CLASS: Cached = cached("type_version", Place::High(0), CacheKind::TypeVersion);
                &[CLASS]
            }
            WordOp::CallMethodDescriptor => {
                const RECEIVER: Cached = cached("type_version", Place::High(0), CacheKind::TypeVersion);
                &[NATIVE, RECEIVER]
            }
            _ => self.constant_caches(),
        }
    }

    /// Arithmetic words that hold their right operand.
    fn constant_caches(self) -> &'static [Cached] {
        let name = self.name();
        let has = |part: &str| name.contains(part);
        match name {
            _ if !(name.starts_with("BINARY_") || name.starts_with("COMPARE_")) => &[],
            _ if has("_INT_CONST") => &[INT],
            _ if has("_FLOAT_CONST") => &[FLOAT],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_lie_within_their_words() {
        for &op in WordOp::ALL {
            for field in op.caches() {
                // The low half of cell 0 is the site.
                let (first, cell) = match field.place {
                    Place::High(cell) => (0, cell),
                    Place::Low(cell) | Place::Whole(cell) => (1, cell),
                    Place::OperandB => continue,
                };
                assert!(cell >= first && cell < op.cells(), "{}: {}", op.name(), field.name);
            }
        }
    }
}
