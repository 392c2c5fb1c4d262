//! What the arguments of `BINARY_OP`, `COMPARE_OP`, the intrinsics and a few others mean. The names are
//! CPython's; the texts are what `dis` prints.

/// Defines an enum of argument values with `name` (CPython's) and `text` (what `dis` prints).
macro_rules! operands {
    ($(#[$meta:meta])* $type:ident { $($variant:ident = $number:literal, $name:literal, $text:literal;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u8)]
        pub enum $type {
            $(#[doc = concat!("`", $name, "`")] $variant = $number,)*
        }

        impl $type {
            /// Every value, in the order of the numbers.
            pub const ALL: &'static [$type] = &[$($type::$variant,)*];

            /// The value with this number, if there is one.
            pub const fn from_arg(arg: u32) -> Option<$type> {
                match arg { $($number => Some($type::$variant),)* _ => None }
            }

            /// CPython's name.
            pub const fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)* }
            }

            /// What `dis` prints for it.
            pub const fn text(self) -> &'static str {
                match self { $($type::$variant => $text,)* }
            }
        }
    };
}

operands! {
    /// The argument of `BINARY_OP`.
    BinaryOperator {
        Add = 0, "NB_ADD", "+";
        And = 1, "NB_AND", "&";
        FloorDivide = 2, "NB_FLOOR_DIVIDE", "//";
        Lshift = 3, "NB_LSHIFT", "<<";
        MatrixMultiply = 4, "NB_MATRIX_MULTIPLY", "@";
        Multiply = 5, "NB_MULTIPLY", "*";
        Remainder = 6, "NB_REMAINDER", "%";
        Or = 7, "NB_OR", "|";
        Power = 8, "NB_POWER", "**";
        Rshift = 9, "NB_RSHIFT", ">>";
        Subtract = 10, "NB_SUBTRACT", "-";
        TrueDivide = 11, "NB_TRUE_DIVIDE", "/";
        Xor = 12, "NB_XOR", "^";
        InplaceAdd = 13, "NB_INPLACE_ADD", "+=";
        InplaceAnd = 14, "NB_INPLACE_AND", "&=";
        InplaceFloorDivide = 15, "NB_INPLACE_FLOOR_DIVIDE", "//=";
        InplaceLshift = 16, "NB_INPLACE_LSHIFT", "<<=";
        InplaceMatrixMultiply = 17, "NB_INPLACE_MATRIX_MULTIPLY", "@=";
        InplaceMultiply = 18, "NB_INPLACE_MULTIPLY", "*=";
        InplaceRemainder = 19, "NB_INPLACE_REMAINDER", "%=";
        InplaceOr = 20, "NB_INPLACE_OR", "|=";
        InplacePower = 21, "NB_INPLACE_POWER", "**=";
        InplaceRshift = 22, "NB_INPLACE_RSHIFT", ">>=";
        InplaceSubtract = 23, "NB_INPLACE_SUBTRACT", "-=";
        InplaceTrueDivide = 24, "NB_INPLACE_TRUE_DIVIDE", "/=";
        InplaceXor = 25, "NB_INPLACE_XOR", "^=";
        Subscript = 26, "NB_SUBSCR", "[]";
    }
}

operands! {
    /// The operator of `COMPARE_OP`: bits 5 and up of its argument.
    CompareOperator {
        Less = 0, "Py_LT", "<";
        LessEqual = 1, "Py_LE", "<=";
        Equal = 2, "Py_EQ", "==";
        NotEqual = 3, "Py_NE", "!=";
        Greater = 4, "Py_GT", ">";
        GreaterEqual = 5, "Py_GE", ">=";
    }
}

operands! {
    /// The argument of `CALL_INTRINSIC_1`.
    Intrinsic1 {
        Invalid = 0, "INTRINSIC_1_INVALID", "INTRINSIC_1_INVALID";
        Print = 1, "INTRINSIC_PRINT", "INTRINSIC_PRINT";
        ImportStar = 2, "INTRINSIC_IMPORT_STAR", "INTRINSIC_IMPORT_STAR";
        StopIterationError = 3, "INTRINSIC_STOPITERATION_ERROR", "INTRINSIC_STOPITERATION_ERROR";
        AsyncGenWrap = 4, "INTRINSIC_ASYNC_GEN_WRAP", "INTRINSIC_ASYNC_GEN_WRAP";
        UnaryPositive = 5, "INTRINSIC_UNARY_POSITIVE", "INTRINSIC_UNARY_POSITIVE";
        ListToTuple = 6, "INTRINSIC_LIST_TO_TUPLE", "INTRINSIC_LIST_TO_TUPLE";
        TypeVar = 7, "INTRINSIC_TYPEVAR", "INTRINSIC_TYPEVAR";
        ParamSpec = 8, "INTRINSIC_PARAMSPEC", "INTRINSIC_PARAMSPEC";
        TypeVarTuple = 9, "INTRINSIC_TYPEVARTUPLE", "INTRINSIC_TYPEVARTUPLE";
        SubscriptGeneric = 10, "INTRINSIC_SUBSCRIPT_GENERIC", "INTRINSIC_SUBSCRIPT_GENERIC";
        TypeAlias = 11, "INTRINSIC_TYPEALIAS", "INTRINSIC_TYPEALIAS";
    }
}

operands! {
    /// The argument of `CALL_INTRINSIC_2`.
    Intrinsic2 {
        Invalid = 0, "INTRINSIC_2_INVALID", "INTRINSIC_2_INVALID";
        PrepReraiseStar = 1, "INTRINSIC_PREP_RERAISE_STAR", "INTRINSIC_PREP_RERAISE_STAR";
        TypeVarWithBound = 2, "INTRINSIC_TYPEVAR_WITH_BOUND", "INTRINSIC_TYPEVAR_WITH_BOUND";
        TypeVarWithConstraints = 3, "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS", "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS";
        SetFunctionTypeParams = 4, "INTRINSIC_SET_FUNCTION_TYPE_PARAMS", "INTRINSIC_SET_FUNCTION_TYPE_PARAMS";
        SetTypeParamDefault = 5, "INTRINSIC_SET_TYPEPARAM_DEFAULT", "INTRINSIC_SET_TYPEPARAM_DEFAULT";
    }
}

operands! {
    /// The argument of `LOAD_COMMON_CONSTANT`.
    CommonConstant {
        AssertionError = 0, "CONSTANT_ASSERTIONERROR", "AssertionError";
        NotImplementedError = 1, "CONSTANT_NOTIMPLEMENTEDERROR", "NotImplementedError";
        Tuple = 2, "CONSTANT_BUILTIN_TUPLE", "tuple";
        All = 3, "CONSTANT_BUILTIN_ALL", "<built-in function all>";
        Any = 4, "CONSTANT_BUILTIN_ANY", "<built-in function any>";
    }
}

operands! {
    /// The argument of `LOAD_SPECIAL`.
    SpecialMethod {
        Enter = 0, "SPECIAL___ENTER__", "__enter__";
        Exit = 1, "SPECIAL___EXIT__", "__exit__";
        Aenter = 2, "SPECIAL___AENTER__", "__aenter__";
        Aexit = 3, "SPECIAL___AEXIT__", "__aexit__";
    }
}

operands! {
    /// The argument of `CONVERT_VALUE`.
    Conversion {
        None = 0, "FVC_NONE", "";
        Str = 1, "FVC_STR", "str";
        Repr = 2, "FVC_REPR", "repr";
        Ascii = 3, "FVC_ASCII", "ascii";
    }
}

/// What the bits of `SET_FUNCTION_ATTRIBUTE`'s argument stand for, the lowest first.
pub const FUNCTION_ATTRIBUTES: [&str; 5] = ["defaults", "kwdefaults", "annotations", "closure", "annotate"];

/// The bit of `COMPARE_OP`'s argument that asks for a bool.
pub const COMPARE_TO_BOOL: u32 = 16;

impl CompareOperator {
    /// The operator in an argument of `COMPARE_OP`, if there is one.
    pub const fn from_compare_arg(arg: u32) -> Option<CompareOperator> {
        CompareOperator::from_arg(arg >> 5)
    }

    /// The argument of `COMPARE_OP`: the operator, whether the result must be a bool, and the mask of
    /// outcomes (1 unordered, 2 less, 4 greater, 8 equal) for which the comparison holds.
    pub const fn compare_arg(self, to_bool: bool) -> u32 {
        let outcomes = match self {
            CompareOperator::Less => 2,
            CompareOperator::LessEqual => 2 | 8,
            CompareOperator::Equal => 8,
            CompareOperator::NotEqual => 1 | 2 | 4,
            CompareOperator::Greater => 4,
            CompareOperator::GreaterEqual => 4 | 8,
        };
        (self as u32) << 5 | if to_bool { COMPARE_TO_BOOL } else { 0 } | outcomes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compare_arguments_are_cpythons() {
        let args = CompareOperator::ALL.iter().map(|op| op.compare_arg(false));
        assert_eq!(args.collect::<Vec<_>>(), [2, 42, 72, 103, 132, 172]);
        assert_eq!(CompareOperator::from_compare_arg(88), Some(CompareOperator::Equal));
        assert_eq!(CompareOperator::Equal.compare_arg(true), 88);
    }

    #[test]
    fn numbers_round_trip() {
        for (number, op) in BinaryOperator::ALL.iter().enumerate() {
            assert_eq!(BinaryOperator::from_arg(number as u32), Some(*op));
        }
        assert_eq!(BinaryOperator::from_arg(27), None);
        assert_eq!(Intrinsic1::from_arg(11).map(Intrinsic1::name), Some("INTRINSIC_TYPEALIAS"));
    }
}

/// The operand of RESUME: where in its function it stands, and how deep in handlers.
pub mod resume {
    /// Of the operand, what says where.
    pub const LOCATION: u32 = 3;
    /// At a function's start.
    pub const AT_START: u32 = 0;
    /// After a `yield`.
    pub const AFTER_YIELD: u32 = 1;
    /// After a `yield from`.
    pub const AFTER_YIELD_FROM: u32 = 2;
    /// After an `await`.
    pub const AFTER_AWAIT: u32 = 3;
    /// Set when the only handler around is the one for StopIteration that every generator has.
    pub const DEPTH_1: u32 = 4;
}
