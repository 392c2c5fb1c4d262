//! The table of CPython 3.14's instructions: one documented row per opcode. Everything that must know
//! an opcode (the enum, names, cache sizes, families) expands this table.

/// Calls `$with!` with every row: `NAME Variant = number, caches` (caches in 16-bit units).
///
/// Rows stand in the order of their numbers: base opcodes, specialized forms (never in a code
/// object's own bytecode), instrumented forms, and the compiler's pseudo instructions (256 and up).
#[macro_export]
macro_rules! for_each_opcode {
    ($with:ident) => {
        $with! {
            CACHE Cache = 0, 0;
            BINARY_SLICE BinarySlice = 1, 0;
            BUILD_TEMPLATE BuildTemplate = 2, 0;
            BINARY_OP_INPLACE_ADD_UNICODE BinaryOpInplaceAddUnicode = 3, 0;
            CALL_FUNCTION_EX CallFunctionEx = 4, 0;
            CHECK_EG_MATCH CheckEgMatch = 5, 0;
            CHECK_EXC_MATCH CheckExcMatch = 6, 0;
            CLEANUP_THROW CleanupThrow = 7, 0;
            DELETE_SUBSCR DeleteSubscr = 8, 0;
            END_FOR EndFor = 9, 0;
            END_SEND EndSend = 10, 0;
            EXIT_INIT_CHECK ExitInitCheck = 11, 0;
            FORMAT_SIMPLE FormatSimple = 12, 0;
            FORMAT_WITH_SPEC FormatWithSpec = 13, 0;
            GET_AITER GetAiter = 14, 0;
            GET_ANEXT GetAnext = 15, 0;
            GET_ITER GetIter = 16, 0;
            RESERVED Reserved = 17, 0;
            GET_LEN GetLen = 18, 0;
            GET_YIELD_FROM_ITER GetYieldFromIter = 19, 0;
            INTERPRETER_EXIT InterpreterExit = 20, 0;
            LOAD_BUILD_CLASS LoadBuildClass = 21, 0;
            LOAD_LOCALS LoadLocals = 22, 0;
            MAKE_FUNCTION MakeFunction = 23, 0;
            MATCH_KEYS MatchKeys = 24, 0;
            MATCH_MAPPING MatchMapping = 25, 0;
            MATCH_SEQUENCE MatchSequence = 26, 0;
            NOP Nop = 27, 0;
            NOT_TAKEN NotTaken = 28, 0;
            POP_EXCEPT PopExcept = 29, 0;
            POP_ITER PopIter = 30, 0;
            POP_TOP PopTop = 31, 0;
            PUSH_EXC_INFO PushExcInfo = 32, 0;
            PUSH_NULL PushNull = 33, 0;
            RETURN_GENERATOR ReturnGenerator = 34, 0;
            RETURN_VALUE ReturnValue = 35, 0;
            SETUP_ANNOTATIONS SetupAnnotations = 36, 0;
            STORE_SLICE StoreSlice = 37, 0;
            STORE_SUBSCR StoreSubscr = 38, 1;
            TO_BOOL ToBool = 39, 3;
            UNARY_INVERT UnaryInvert = 40, 0;
            UNARY_NEGATIVE UnaryNegative = 41, 0;
            UNARY_NOT UnaryNot = 42, 0;
            WITH_EXCEPT_START WithExceptStart = 43, 0;
            BINARY_OP BinaryOp = 44, 5;
            BUILD_INTERPOLATION BuildInterpolation = 45, 0;
            BUILD_LIST BuildList = 46, 0;
            BUILD_MAP BuildMap = 47, 0;
            BUILD_SET BuildSet = 48, 0;
            BUILD_SLICE BuildSlice = 49, 0;
            BUILD_STRING BuildString = 50, 0;
            BUILD_TUPLE BuildTuple = 51, 0;
            CALL Call = 52, 3;
            CALL_INTRINSIC_1 CallIntrinsic1 = 53, 0;
            CALL_INTRINSIC_2 CallIntrinsic2 = 54, 0;
            CALL_KW CallKw = 55, 3;
            COMPARE_OP CompareOp = 56, 1;
            CONTAINS_OP ContainsOp = 57, 1;
            CONVERT_VALUE ConvertValue = 58, 0;
            COPY Copy = 59, 0;
            COPY_FREE_VARS CopyFreeVars = 60, 0;
            DELETE_ATTR DeleteAttr = 61, 0;
            DELETE_DEREF DeleteDeref = 62, 0;
            DELETE_FAST DeleteFast = 63, 0;
            DELETE_GLOBAL DeleteGlobal = 64, 0;
            DELETE_NAME DeleteName = 65, 0;
            DICT_MERGE DictMerge = 66, 0;
            DICT_UPDATE DictUpdate = 67, 0;
            END_ASYNC_FOR EndAsyncFor = 68, 0;
            EXTENDED_ARG ExtendedArg = 69, 0;
            FOR_ITER ForIter = 70, 1;
            GET_AWAITABLE GetAwaitable = 71, 0;
            IMPORT_FROM ImportFrom = 72, 0;
            IMPORT_NAME ImportName = 73, 0;
            IS_OP IsOp = 74, 0;
            JUMP_BACKWARD JumpBackward = 75, 1;
            JUMP_BACKWARD_NO_INTERRUPT JumpBackwardNoInterrupt = 76, 0;
            JUMP_FORWARD JumpForward = 77, 0;
            LIST_APPEND ListAppend = 78, 0;
            LIST_EXTEND ListExtend = 79, 0;
            LOAD_ATTR LoadAttr = 80, 9;
            LOAD_COMMON_CONSTANT LoadCommonConstant = 81, 0;
            LOAD_CONST LoadConst = 82, 0;
            LOAD_DEREF LoadDeref = 83, 0;
            LOAD_FAST LoadFast = 84, 0;
            LOAD_FAST_AND_CLEAR LoadFastAndClear = 85, 0;
            LOAD_FAST_BORROW LoadFastBorrow = 86, 0;
            LOAD_FAST_BORROW_LOAD_FAST_BORROW LoadFastBorrowLoadFastBorrow = 87, 0;
            LOAD_FAST_CHECK LoadFastCheck = 88, 0;
            LOAD_FAST_LOAD_FAST LoadFastLoadFast = 89, 0;
            LOAD_FROM_DICT_OR_DEREF LoadFromDictOrDeref = 90, 0;
            LOAD_FROM_DICT_OR_GLOBALS LoadFromDictOrGlobals = 91, 0;
            LOAD_GLOBAL LoadGlobal = 92, 4;
            LOAD_NAME LoadName = 93, 0;
            LOAD_SMALL_INT LoadSmallInt = 94, 0;
            LOAD_SPECIAL LoadSpecial = 95, 0;
            LOAD_SUPER_ATTR LoadSuperAttr = 96, 1;
            MAKE_CELL MakeCell = 97, 0;
            MAP_ADD MapAdd = 98, 0;
            MATCH_CLASS MatchClass = 99, 0;
            POP_JUMP_IF_FALSE PopJumpIfFalse = 100, 1;
            POP_JUMP_IF_NONE PopJumpIfNone = 101, 1;
            POP_JUMP_IF_NOT_NONE PopJumpIfNotNone = 102, 1;
            POP_JUMP_IF_TRUE PopJumpIfTrue = 103, 1;
            RAISE_VARARGS RaiseVarargs = 104, 0;
            RERAISE Reraise = 105, 0;
            SEND Send = 106, 1;
            SET_ADD SetAdd = 107, 0;
            SET_FUNCTION_ATTRIBUTE SetFunctionAttribute = 108, 0;
            SET_UPDATE SetUpdate = 109, 0;
            STORE_ATTR StoreAttr = 110, 4;
            STORE_DEREF StoreDeref = 111, 0;
            STORE_FAST StoreFast = 112, 0;
            STORE_FAST_LOAD_FAST StoreFastLoadFast = 113, 0;
            STORE_FAST_STORE_FAST StoreFastStoreFast = 114, 0;
            STORE_GLOBAL StoreGlobal = 115, 0;
            STORE_NAME StoreName = 116, 0;
            SWAP Swap = 117, 0;
            UNPACK_EX UnpackEx = 118, 0;
            UNPACK_SEQUENCE UnpackSequence = 119, 1;
            YIELD_VALUE YieldValue = 120, 0;
            RESUME Resume = 128, 0;
            BINARY_OP_ADD_FLOAT BinaryOpAddFloat = 129, 0;
            BINARY_OP_ADD_INT BinaryOpAddInt = 130, 0;
            BINARY_OP_ADD_UNICODE BinaryOpAddUnicode = 131, 0;
            BINARY_OP_EXTEND BinaryOpExtend = 132, 0;
            BINARY_OP_MULTIPLY_FLOAT BinaryOpMultiplyFloat = 133, 0;
            BINARY_OP_MULTIPLY_INT BinaryOpMultiplyInt = 134, 0;
            BINARY_OP_SUBSCR_DICT BinaryOpSubscrDict = 135, 0;
            BINARY_OP_SUBSCR_GETITEM BinaryOpSubscrGetitem = 136, 0;
            BINARY_OP_SUBSCR_LIST_INT BinaryOpSubscrListInt = 137, 0;
            BINARY_OP_SUBSCR_LIST_SLICE BinaryOpSubscrListSlice = 138, 0;
            BINARY_OP_SUBSCR_STR_INT BinaryOpSubscrStrInt = 139, 0;
            BINARY_OP_SUBSCR_TUPLE_INT BinaryOpSubscrTupleInt = 140, 0;
            BINARY_OP_SUBTRACT_FLOAT BinaryOpSubtractFloat = 141, 0;
            BINARY_OP_SUBTRACT_INT BinaryOpSubtractInt = 142, 0;
            CALL_ALLOC_AND_ENTER_INIT CallAllocAndEnterInit = 143, 0;
            CALL_BOUND_METHOD_EXACT_ARGS CallBoundMethodExactArgs = 144, 0;
            CALL_BOUND_METHOD_GENERAL CallBoundMethodGeneral = 145, 0;
            CALL_BUILTIN_CLASS CallBuiltinClass = 146, 0;
            CALL_BUILTIN_FAST CallBuiltinFast = 147, 0;
            CALL_BUILTIN_FAST_WITH_KEYWORDS CallBuiltinFastWithKeywords = 148, 0;
            CALL_BUILTIN_O CallBuiltinO = 149, 0;
            CALL_ISINSTANCE CallIsinstance = 150, 0;
            CALL_KW_BOUND_METHOD CallKwBoundMethod = 151, 0;
            CALL_KW_NON_PY CallKwNonPy = 152, 0;
            CALL_KW_PY CallKwPy = 153, 0;
            CALL_LEN CallLen = 154, 0;
            CALL_LIST_APPEND CallListAppend = 155, 0;
            CALL_METHOD_DESCRIPTOR_FAST CallMethodDescriptorFast = 156, 0;
            CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS CallMethodDescriptorFastWithKeywords = 157, 0;
            CALL_METHOD_DESCRIPTOR_NOARGS CallMethodDescriptorNoargs = 158, 0;
            CALL_METHOD_DESCRIPTOR_O CallMethodDescriptorO = 159, 0;
            CALL_NON_PY_GENERAL CallNonPyGeneral = 160, 0;
            CALL_PY_EXACT_ARGS CallPyExactArgs = 161, 0;
            CALL_PY_GENERAL CallPyGeneral = 162, 0;
            CALL_STR_1 CallStr1 = 163, 0;
            CALL_TUPLE_1 CallTuple1 = 164, 0;
            CALL_TYPE_1 CallType1 = 165, 0;
            COMPARE_OP_FLOAT CompareOpFloat = 166, 0;
            COMPARE_OP_INT CompareOpInt = 167, 0;
            COMPARE_OP_STR CompareOpStr = 168, 0;
            CONTAINS_OP_DICT ContainsOpDict = 169, 0;
            CONTAINS_OP_SET ContainsOpSet = 170, 0;
            FOR_ITER_GEN ForIterGen = 171, 0;
            FOR_ITER_LIST ForIterList = 172, 0;
            FOR_ITER_RANGE ForIterRange = 173, 0;
            FOR_ITER_TUPLE ForIterTuple = 174, 0;
            JUMP_BACKWARD_JIT JumpBackwardJit = 175, 0;
            JUMP_BACKWARD_NO_JIT JumpBackwardNoJit = 176, 0;
            LOAD_ATTR_CLASS LoadAttrClass = 177, 0;
            LOAD_ATTR_CLASS_WITH_METACLASS_CHECK LoadAttrClassWithMetaclassCheck = 178, 0;
            LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN LoadAttrGetattributeOverridden = 179, 0;
            LOAD_ATTR_INSTANCE_VALUE LoadAttrInstanceValue = 180, 0;
            LOAD_ATTR_METHOD_LAZY_DICT LoadAttrMethodLazyDict = 181, 0;
            LOAD_ATTR_METHOD_NO_DICT LoadAttrMethodNoDict = 182, 0;
            LOAD_ATTR_METHOD_WITH_VALUES LoadAttrMethodWithValues = 183, 0;
            LOAD_ATTR_MODULE LoadAttrModule = 184, 0;
            LOAD_ATTR_NONDESCRIPTOR_NO_DICT LoadAttrNondescriptorNoDict = 185, 0;
            LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES LoadAttrNondescriptorWithValues = 186, 0;
            LOAD_ATTR_PROPERTY LoadAttrProperty = 187, 0;
            LOAD_ATTR_SLOT LoadAttrSlot = 188, 0;
            LOAD_ATTR_WITH_HINT LoadAttrWithHint = 189, 0;
            LOAD_CONST_IMMORTAL LoadConstImmortal = 190, 0;
            LOAD_CONST_MORTAL LoadConstMortal = 191, 0;
            LOAD_GLOBAL_BUILTIN LoadGlobalBuiltin = 192, 0;
            LOAD_GLOBAL_MODULE LoadGlobalModule = 193, 0;
            LOAD_SUPER_ATTR_ATTR LoadSuperAttrAttr = 194, 0;
            LOAD_SUPER_ATTR_METHOD LoadSuperAttrMethod = 195, 0;
            RESUME_CHECK ResumeCheck = 196, 0;
            SEND_GEN SendGen = 197, 0;
            STORE_ATTR_INSTANCE_VALUE StoreAttrInstanceValue = 198, 0;
            STORE_ATTR_SLOT StoreAttrSlot = 199, 0;
            STORE_ATTR_WITH_HINT StoreAttrWithHint = 200, 0;
            STORE_SUBSCR_DICT StoreSubscrDict = 201, 0;
            STORE_SUBSCR_LIST_INT StoreSubscrListInt = 202, 0;
            TO_BOOL_ALWAYS_TRUE ToBoolAlwaysTrue = 203, 0;
            TO_BOOL_BOOL ToBoolBool = 204, 0;
            TO_BOOL_INT ToBoolInt = 205, 0;
            TO_BOOL_LIST ToBoolList = 206, 0;
            TO_BOOL_NONE ToBoolNone = 207, 0;
            TO_BOOL_STR ToBoolStr = 208, 0;
            UNPACK_SEQUENCE_LIST UnpackSequenceList = 209, 0;
            UNPACK_SEQUENCE_TUPLE UnpackSequenceTuple = 210, 0;
            UNPACK_SEQUENCE_TWO_TUPLE UnpackSequenceTwoTuple = 211, 0;
            INSTRUMENTED_END_FOR InstrumentedEndFor = 234, 0;
            INSTRUMENTED_POP_ITER InstrumentedPopIter = 235, 0;
            INSTRUMENTED_END_SEND InstrumentedEndSend = 236, 0;
            INSTRUMENTED_FOR_ITER InstrumentedForIter = 237, 0;
            INSTRUMENTED_INSTRUCTION InstrumentedInstruction = 238, 0;
            INSTRUMENTED_JUMP_FORWARD InstrumentedJumpForward = 239, 0;
            INSTRUMENTED_NOT_TAKEN InstrumentedNotTaken = 240, 0;
            INSTRUMENTED_POP_JUMP_IF_TRUE InstrumentedPopJumpIfTrue = 241, 0;
            INSTRUMENTED_POP_JUMP_IF_FALSE InstrumentedPopJumpIfFalse = 242, 0;
            INSTRUMENTED_POP_JUMP_IF_NONE InstrumentedPopJumpIfNone = 243, 0;
            INSTRUMENTED_POP_JUMP_IF_NOT_NONE InstrumentedPopJumpIfNotNone = 244, 0;
            INSTRUMENTED_RESUME InstrumentedResume = 245, 0;
            INSTRUMENTED_RETURN_VALUE InstrumentedReturnValue = 246, 0;
            INSTRUMENTED_YIELD_VALUE InstrumentedYieldValue = 247, 0;
            INSTRUMENTED_END_ASYNC_FOR InstrumentedEndAsyncFor = 248, 0;
            INSTRUMENTED_LOAD_SUPER_ATTR InstrumentedLoadSuperAttr = 249, 0;
            INSTRUMENTED_CALL InstrumentedCall = 250, 0;
            INSTRUMENTED_CALL_KW InstrumentedCallKw = 251, 0;
            INSTRUMENTED_CALL_FUNCTION_EX InstrumentedCallFunctionEx = 252, 0;
            INSTRUMENTED_JUMP_BACKWARD InstrumentedJumpBackward = 253, 0;
            INSTRUMENTED_LINE InstrumentedLine = 254, 0;
            ENTER_EXECUTOR EnterExecutor = 255, 0;
            ANNOTATIONS_PLACEHOLDER AnnotationsPlaceholder = 256, 0;
            JUMP Jump = 257, 0;
            JUMP_IF_FALSE JumpIfFalse = 258, 0;
            JUMP_IF_TRUE JumpIfTrue = 259, 0;
            JUMP_NO_INTERRUPT JumpNoInterrupt = 260, 0;
            LOAD_CLOSURE LoadClosure = 261, 0;
            POP_BLOCK PopBlock = 262, 0;
            SETUP_CLEANUP SetupCleanup = 263, 0;
            SETUP_FINALLY SetupFinally = 264, 0;
            SETUP_WITH SetupWith = 265, 0;
            STORE_FAST_MAYBE_NULL StoreFastMaybeNull = 266, 0;
        }
    };
}

macro_rules! define_opcode {
    ($($name:ident $variant:ident = $number:literal, $caches:literal;)*) => {
        /// An opcode of CPython 3.14; its discriminant is CPython's number.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum Opcode {
            $(#[doc = concat!("`", stringify!($name), "`")] $variant = $number,)*
        }

        impl Opcode {
            /// Every opcode, in the order of the table.
            pub const ALL: &'static [Opcode] = &[$(Opcode::$variant,)*];

            /// CPython's name, as `dis` prints it.
            pub const fn name(self) -> &'static str {
                match self { $(Opcode::$variant => stringify!($name),)* }
            }

            /// How many 16-bit cache entries follow the instruction in a code object.
            pub const fn caches(self) -> usize {
                match self { $(Opcode::$variant => $caches,)* }
            }

            /// The opcode with this number, if there is one.
            pub const fn from_u16(number: u16) -> Option<Opcode> {
                match number { $($number => Some(Opcode::$variant),)* _ => None }
            }
        }
    };
}
for_each_opcode!(define_opcode);

/// Opcodes below this number take no argument (CPython's `HAVE_ARGUMENT`).
pub const HAVE_ARGUMENT: u16 = 43;

impl Opcode {
    /// The opcode with this number in a code object's bytecode, if there is one.
    pub const fn from_u8(number: u8) -> Option<Opcode> {
        Opcode::from_u16(number as u16)
    }

    /// Whether the instruction's argument means something.
    pub const fn has_argument(self) -> bool {
        self as u16 > HAVE_ARGUMENT
    }
}
