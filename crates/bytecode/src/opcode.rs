//! The table of CPython 3.14's instructions: one documented row per opcode. Everything that must know
//! an opcode (the enum, names, caches, families, flags, stack effects, docs) expands this table.

use crate::metadata::Flags;

/// Calls `$with!` with every row, in four sections.
///
/// * `base`: what a code object's bytecode may hold.
///   `NAME Variant = number {cache field: units, …} [FLAG …] pops => pushes;`
///   Pops and pushes are `u64` expressions over the argument, whose name opens the table; values that are
///   only looked at or moved count as popped and pushed again. Flags are those of [`crate::Flags`].
/// * `specialized`: quickened forms, `NAME Variant = number of Base;`. They share their base's caches,
///   flags and stack effect.
/// * `instrumented`: forms that call tracing or monitoring tools, rows as above. Those of no base stand
///   under `bare`.
/// * `pseudo`: the compiler's own (256 and up), rows as in `base`; the stack effect is that of falling
///   through.
#[macro_export]
macro_rules! for_each_opcode {
    ($with:ident) => {
        $with! {
            |arg|
            base {
                /// A cache entry of the instruction before it; as an instruction, an error.
                CACHE Cache = 0 {} [] 0 => 0;
                /// `container[start:stop]`: the container lies deepest.
                BINARY_SLICE BinarySlice = 1 {} [RAISES ESCAPES] 3 => 1;
                /// Makes a template string of a tuple of strings and a tuple of interpolations.
                BUILD_TEMPLATE BuildTemplate = 2 {} [RAISES] 2 => 1;
                /// `function(*args, **kwargs)`: function, NULL or self, tuple, dict or NULL.
                CALL_FUNCTION_EX CallFunctionEx = 4 {} [RAISES ESCAPES FRAME] 4 => 1;
                /// `except*`: splits the exception group below by the type on top: rest and match.
                CHECK_EG_MATCH CheckEgMatch = 5 {} [RAISES ESCAPES] 2 => 2;
                /// `except T`: replaces the type on top by whether the exception below is one.
                CHECK_EXC_MATCH CheckExcMatch = 6 {} [RAISES ESCAPES] 2 => 2;
                /// Ends a delegation into which an exception was thrown: a `StopIteration` becomes its
                /// value, anything else is raised again.
                CLEANUP_THROW CleanupThrow = 7 {} [RAISES ESCAPES] 3 => 2;
                /// `del container[key]`: the key is on top.
                DELETE_SUBSCR DeleteSubscr = 8 {} [RAISES ESCAPES] 2 => 0;
                /// Drops what a finished `for` left on top; a loop that runs out skips it.
                END_FOR EndFor = 9 {} [] 1 => 0;
                /// Drops the receiver of a finished delegation from under its result.
                END_SEND EndSend = 10 {} [] 2 => 1;
                /// After `__init__` entered in place: an error unless it returned `None`.
                EXIT_INIT_CHECK ExitInitCheck = 11 {} [RAISES] 1 => 0;
                /// `format(value, "")`, exact strings as they are.
                FORMAT_SIMPLE FormatSimple = 12 {} [RAISES ESCAPES] 1 => 1;
                /// `format(value, spec)`: the spec is on top.
                FORMAT_WITH_SPEC FormatWithSpec = 13 {} [RAISES ESCAPES] 2 => 1;
                /// The value's asynchronous iterator: `__aiter__()`.
                GET_AITER GetAiter = 14 {} [RAISES ESCAPES] 1 => 1;
                /// Pushes the awaitable of the iterator's `__anext__()`; the iterator stays.
                GET_ANEXT GetAnext = 15 {} [RAISES ESCAPES] 1 => 2;
                /// `iter(value)`.
                GET_ITER GetIter = 16 {} [RAISES ESCAPES] 1 => 1;
                /// A number kept free.
                RESERVED Reserved = 17 {} [] 0 => 0;
                /// Pushes `len(value)`; the value stays.
                GET_LEN GetLen = 18 {} [RAISES ESCAPES] 1 => 2;
                /// `yield from`'s iterator: a generator or coroutine as it is, else `iter(value)`.
                GET_YIELD_FROM_ITER GetYieldFromIter = 19 {} [RAISES ESCAPES] 1 => 1;
                /// Leaves the interpreter with the value; never in a code object.
                INTERPRETER_EXIT InterpreterExit = 20 {} [ENDS] 1 => 0;
                /// Pushes `builtins.__build_class__`.
                LOAD_BUILD_CLASS LoadBuildClass = 21 {} [RAISES ESCAPES] 0 => 1;
                /// Pushes the frame's namespace.
                LOAD_LOCALS LoadLocals = 22 {} [RAISES] 0 => 1;
                /// Makes a function of the code object.
                MAKE_FUNCTION MakeFunction = 23 {} [RAISES] 1 => 1;
                /// Pushes a tuple of the subject's values for a tuple of keys, or `None`; both stay.
                MATCH_KEYS MatchKeys = 24 {} [RAISES ESCAPES] 2 => 3;
                /// Pushes whether the subject is a mapping; it stays.
                MATCH_MAPPING MatchMapping = 25 {} [] 1 => 2;
                /// Pushes whether the subject is a sequence; it stays.
                MATCH_SEQUENCE MatchSequence = 26 {} [] 1 => 2;
                /// Does nothing; keeps a line visible to tracers.
                NOP Nop = 27 {} [] 0 => 0;
                /// Does nothing; tells branch monitoring that a jump was not taken.
                NOT_TAKEN NotTaken = 28 {} [] 0 => 0;
                /// Makes the popped value the exception being handled again.
                POP_EXCEPT PopExcept = 29 {} [] 1 => 0;
                /// Drops a loop's iterator.
                POP_ITER PopIter = 30 {} [] 1 => 0;
                /// Drops the top value.
                POP_TOP PopTop = 31 {} [] 1 => 0;
                /// Begins handling the exception on top; the one handled until now goes below it.
                PUSH_EXC_INFO PushExcInfo = 32 {} [] 1 => 2;
                /// Pushes NULL: no self for the call to come.
                PUSH_NULL PushNull = 33 {} [] 0 => 1;
                /// Makes a generator or coroutine of the frame and returns it to the caller; pushes what
                /// the first resumption sends.
                RETURN_GENERATOR ReturnGenerator = 34 {} [RAISES] 0 => 1;
                /// Returns the value to the caller.
                RETURN_VALUE ReturnValue = 35 {} [ENDS] 1 => 1;
                /// Makes `__annotations__` in the namespace unless it is there.
                SETUP_ANNOTATIONS SetupAnnotations = 36 {} [RAISES ESCAPES] 0 => 0;
                /// `container[start:stop] = value`: the value lies deepest, then the container.
                STORE_SLICE StoreSlice = 37 {} [RAISES ESCAPES] 4 => 0;
                /// `container[key] = value`: the value lies deepest, the key is on top.
                STORE_SUBSCR StoreSubscr = 38 {counter: 1} [RAISES ESCAPES] 3 => 0;
                /// `bool(value)`.
                TO_BOOL ToBool = 39 {counter: 1, version: 2} [RAISES ESCAPES] 1 => 1;
                /// `~value`.
                UNARY_INVERT UnaryInvert = 40 {} [RAISES ESCAPES] 1 => 1;
                /// `-value`.
                UNARY_NEGATIVE UnaryNegative = 41 {} [RAISES ESCAPES] 1 => 1;
                /// `not value`, of an exact bool.
                UNARY_NOT UnaryNot = 42 {} [] 1 => 1;
                /// Calls `__exit__` with the exception on top (function, self, lasti, previous exception
                /// below it) and pushes the result.
                WITH_EXCEPT_START WithExceptStart = 43 {} [RAISES ESCAPES] 5 => 6;
                /// A binary operator, in place or not, or a subscript; the argument says which.
                BINARY_OP BinaryOp = 44 {counter: 1, descr: 4} [ARG RAISES ESCAPES FRAME] 2 => 1;
                /// Makes an interpolation of value, expression text and, with bit 0, a format spec; the bits
                /// above hold the conversion.
                BUILD_INTERPOLATION BuildInterpolation = 45 {} [ARG RAISES] 2 + (arg & 1) => 1;
                /// A list of the top `arg` values.
                BUILD_LIST BuildList = 46 {} [ARG RAISES] arg => 1;
                /// A dict of the top `arg` pairs of key and value.
                BUILD_MAP BuildMap = 47 {} [ARG RAISES ESCAPES] arg * 2 => 1;
                /// A set of the top `arg` values.
                BUILD_SET BuildSet = 48 {} [ARG RAISES ESCAPES] arg => 1;
                /// A slice of the top two or three values.
                BUILD_SLICE BuildSlice = 49 {} [ARG RAISES] arg => 1;
                /// The top `arg` strings joined.
                BUILD_STRING BuildString = 50 {} [ARG RAISES] arg => 1;
                /// A tuple of the top `arg` values.
                BUILD_TUPLE BuildTuple = 51 {} [ARG RAISES] arg => 1;
                /// Calls with `arg` positional arguments: callable, NULL or self, arguments.
                CALL Call = 52 {counter: 1, func_version: 2} [ARG RAISES ESCAPES FRAME] 2 + arg => 1;
                /// A rarer operation on one value; the argument says which.
                CALL_INTRINSIC_1 CallIntrinsic1 = 53 {} [ARG RAISES ESCAPES] 1 => 1;
                /// A rarer operation on two values; the argument says which.
                CALL_INTRINSIC_2 CallIntrinsic2 = 54 {} [ARG RAISES ESCAPES] 2 => 1;
                /// As `CALL`, with a tuple on top that names the last arguments.
                CALL_KW CallKw = 55 {counter: 1, func_version: 2} [ARG RAISES ESCAPES FRAME] 3 + arg => 1;
                /// A comparison: operator in bits 5 and up, bit 4 asks for a bool.
                COMPARE_OP CompareOp = 56 {counter: 1} [ARG RAISES ESCAPES] 2 => 1;
                /// `value in container` (on top); with argument 1 `not in`.
                CONTAINS_OP ContainsOp = 57 {counter: 1} [ARG RAISES ESCAPES] 2 => 1;
                /// An f-string's conversion: 1 `str`, 2 `repr`, 3 `ascii`.
                CONVERT_VALUE ConvertValue = 58 {} [ARG RAISES ESCAPES] 1 => 1;
                /// Pushes the `arg`-th value from the top again.
                COPY Copy = 59 {} [ARG] arg => 1 + arg;
                /// Puts the function's closure into the frame's `arg` free variables.
                COPY_FREE_VARS CopyFreeVars = 60 {} [ARG] 0 => 0;
                /// `del value.name`.
                DELETE_ATTR DeleteAttr = 61 {} [ARG NAME RAISES ESCAPES] 1 => 0;
                /// Empties a cell.
                DELETE_DEREF DeleteDeref = 62 {} [ARG FREE RAISES] 0 => 0;
                /// Unbinds a local.
                DELETE_FAST DeleteFast = 63 {} [ARG LOCAL RAISES] 0 => 0;
                /// Deletes a global.
                DELETE_GLOBAL DeleteGlobal = 64 {} [ARG NAME RAISES] 0 => 0;
                /// Deletes a name of the frame's namespace.
                DELETE_NAME DeleteName = 65 {} [ARG NAME RAISES ESCAPES] 0 => 0;
                /// Merges a mapping of keyword arguments into the dict `arg` below; a key twice is an
                /// error that names the callable.
                DICT_MERGE DictMerge = 66 {} [ARG RAISES ESCAPES] arg + 4 => arg + 3;
                /// Updates the dict `arg` below by the mapping on top.
                DICT_UPDATE DictUpdate = 67 {} [ARG RAISES ESCAPES] arg + 1 => arg;
                /// Ends an `async for` on `StopAsyncIteration`, raises anything else again; the argument
                /// leads back to the loop's `SEND` end, for monitoring only.
                END_ASYNC_FOR EndAsyncFor = 68 {} [ARG JUMP RAISES ESCAPES] 2 => 0;
                /// Eight more high bits for the next instruction's argument.
                EXTENDED_ARG ExtendedArg = 69 {} [ARG] 0 => 0;
                /// Pushes the iterator's next value, or a dummy and jumps to the loop's end.
                FOR_ITER ForIter = 70 {counter: 1} [ARG JUMP RAISES ESCAPES FRAME] 1 => 2;
                /// The value's awaitable; the argument says for which error text.
                GET_AWAITABLE GetAwaitable = 71 {} [ARG RAISES ESCAPES] 1 => 1;
                /// Pushes a name of the module on top; the module stays.
                IMPORT_FROM ImportFrom = 72 {} [ARG NAME RAISES ESCAPES] 1 => 2;
                /// Imports a module: level and from-list are on the stack.
                IMPORT_NAME ImportName = 73 {} [ARG NAME RAISES ESCAPES] 2 => 1;
                /// Identity; with argument 1 `is not`.
                IS_OP IsOp = 74 {} [ARG] 2 => 1;
                /// Jumps back, handling pending events.
                JUMP_BACKWARD JumpBackward = 75 {counter: 1} [ARG JUMP RAISES ESCAPES ENDS] 0 => 0;
                /// Jumps back without looking at pending events.
                JUMP_BACKWARD_NO_INTERRUPT JumpBackwardNoInterrupt = 76 {} [ARG JUMP ENDS] 0 => 0;
                /// Jumps ahead.
                JUMP_FORWARD JumpForward = 77 {} [ARG JUMP ENDS] 0 => 0;
                /// Appends to the list `arg` below.
                LIST_APPEND ListAppend = 78 {} [ARG RAISES] arg + 1 => arg;
                /// Extends the list `arg` below by the iterable on top.
                LIST_EXTEND ListExtend = 79 {} [ARG RAISES ESCAPES] arg + 1 => arg;
                /// `value.name` (name in bits 1 and up); with bit 0 a method is left unbound over its self,
                /// anything else over NULL.
                LOAD_ATTR LoadAttr = 80 {counter: 1, version: 2, keys_version: 2, descr: 4} [ARG NAME RAISES ESCAPES FRAME]
                    1 => 1 + (arg & 1);
                /// Pushes a builtin that must not depend on the program's names.
                LOAD_COMMON_CONSTANT LoadCommonConstant = 81 {} [ARG] 0 => 1;
                /// Pushes a constant.
                LOAD_CONST LoadConst = 82 {} [ARG CONST] 0 => 1;
                /// Pushes a cell's content.
                LOAD_DEREF LoadDeref = 83 {} [ARG LOCAL RAISES] 0 => 1;
                /// Pushes a local known to be bound.
                LOAD_FAST LoadFast = 84 {} [ARG LOCAL] 0 => 1;
                /// Pushes a local, bound or not, and unbinds it.
                LOAD_FAST_AND_CLEAR LoadFastAndClear = 85 {} [ARG LOCAL] 0 => 1;
                /// As `LOAD_FAST`, where the local outlives the use: no count is needed.
                LOAD_FAST_BORROW LoadFastBorrow = 86 {} [ARG LOCAL] 0 => 1;
                /// Two borrowed locals: bits 4–7, then 0–3.
                LOAD_FAST_BORROW_LOAD_FAST_BORROW LoadFastBorrowLoadFastBorrow = 87 {} [ARG LOCAL] 0 => 2;
                /// Pushes a local that may be unbound.
                LOAD_FAST_CHECK LoadFastCheck = 88 {} [ARG LOCAL RAISES] 0 => 1;
                /// Two locals: bits 4–7, then 0–3.
                LOAD_FAST_LOAD_FAST LoadFastLoadFast = 89 {} [ARG LOCAL] 0 => 2;
                /// Looks a name up in the mapping on top, then in a cell.
                LOAD_FROM_DICT_OR_DEREF LoadFromDictOrDeref = 90 {} [ARG FREE RAISES ESCAPES] 1 => 1;
                /// Looks a name up in the mapping on top, then among globals and builtins.
                LOAD_FROM_DICT_OR_GLOBALS LoadFromDictOrGlobals = 91 {} [ARG NAME RAISES ESCAPES] 1 => 1;
                /// Pushes a global or builtin (name in bits 1 and up); with bit 0 NULL above it.
                LOAD_GLOBAL LoadGlobal = 92
                    {counter: 1, index: 1, module_keys_version: 1, builtin_keys_version: 1} [ARG NAME RAISES ESCAPES]
                    0 => 1 + (arg & 1);
                /// Looks a name up in the frame's namespace, then among globals and builtins.
                LOAD_NAME LoadName = 93 {} [ARG NAME RAISES ESCAPES] 0 => 1;
                /// Pushes the argument itself as an int.
                LOAD_SMALL_INT LoadSmallInt = 94 {} [ARG] 0 => 1;
                /// The special method of a `with` statement, over its self or NULL.
                LOAD_SPECIAL LoadSpecial = 95 {} [ARG RAISES ESCAPES] 1 => 2;
                /// `super(class, self).name` (name in bits 2 and up); bit 0 as in `LOAD_ATTR`, bit 1 for a
                /// call with two arguments.
                LOAD_SUPER_ATTR LoadSuperAttr = 96 {counter: 1} [ARG NAME RAISES ESCAPES] 3 => 1 + (arg & 1);
                /// Puts a local into a fresh cell.
                MAKE_CELL MakeCell = 97 {} [ARG FREE RAISES] 0 => 0;
                /// Sets key and value (on top) in the dict `arg` below.
                MAP_ADD MapAdd = 98 {} [ARG RAISES ESCAPES] arg + 2 => arg;
                /// A class pattern: subject, class and keyword names become a tuple of `arg` positional and
                /// the named attributes, or `None`.
                MATCH_CLASS MatchClass = 99 {} [ARG RAISES ESCAPES] 3 => 1;
                /// Jumps ahead if the bool is false.
                POP_JUMP_IF_FALSE PopJumpIfFalse = 100 {counter: 1} [ARG JUMP] 1 => 0;
                /// Jumps ahead if the value is `None`.
                POP_JUMP_IF_NONE PopJumpIfNone = 101 {counter: 1} [ARG JUMP] 1 => 0;
                /// Jumps ahead if the value is not `None`.
                POP_JUMP_IF_NOT_NONE PopJumpIfNotNone = 102 {counter: 1} [ARG JUMP] 1 => 0;
                /// Jumps ahead if the bool is true.
                POP_JUMP_IF_TRUE PopJumpIfTrue = 103 {counter: 1} [ARG JUMP] 1 => 0;
                /// `raise` with `arg` operands: none, an exception, an exception and its cause.
                RAISE_VARARGS RaiseVarargs = 104 {} [ARG RAISES ESCAPES ENDS] arg => 0;
                /// Raises the exception on top again; with an argument, as if by the instruction whose offset
                /// lies that far below.
                RERAISE Reraise = 105 {} [ARG RAISES ESCAPES ENDS] 1 + arg => arg;
                /// Sends the value to the receiver below; when that returns, jumps ahead with its result.
                SEND Send = 106 {counter: 1} [ARG JUMP RAISES ESCAPES FRAME] 2 => 2;
                /// Adds to the set `arg` below.
                SET_ADD SetAdd = 107 {} [ARG RAISES ESCAPES] arg + 1 => arg;
                /// Sets an attribute (given below) of the function on top: 1 defaults, 2 keyword defaults,
                /// 4 annotations, 8 closure, 16 the annotate function.
                SET_FUNCTION_ATTRIBUTE SetFunctionAttribute = 108 {} [ARG] 2 => 1;
                /// Updates the set `arg` below by the iterable on top.
                SET_UPDATE SetUpdate = 109 {} [ARG RAISES ESCAPES] arg + 1 => arg;
                /// `object.name = value`: the object is on top.
                STORE_ATTR StoreAttr = 110 {counter: 1, version: 2, index: 1} [ARG NAME RAISES ESCAPES] 2 => 0;
                /// Stores into a cell.
                STORE_DEREF StoreDeref = 111 {} [ARG FREE] 1 => 0;
                /// Stores into a local.
                STORE_FAST StoreFast = 112 {} [ARG LOCAL] 1 => 0;
                /// Stores into the local of bits 4–7, then pushes that of bits 0–3.
                STORE_FAST_LOAD_FAST StoreFastLoadFast = 113 {} [ARG LOCAL] 1 => 1;
                /// Stores the top into the local of bits 4–7, the next into that of bits 0–3.
                STORE_FAST_STORE_FAST StoreFastStoreFast = 114 {} [ARG LOCAL] 2 => 0;
                /// Stores a global.
                STORE_GLOBAL StoreGlobal = 115 {} [ARG NAME RAISES] 1 => 0;
                /// Stores into the frame's namespace.
                STORE_NAME StoreName = 116 {} [ARG NAME RAISES ESCAPES] 1 => 0;
                /// Exchanges the top with the `arg`-th value.
                SWAP Swap = 117 {} [ARG] arg => arg;
                /// Unpacks with a starred target: low byte before it, the bits above after it.
                UNPACK_EX UnpackEx = 118 {} [ARG RAISES ESCAPES] 1 => 1 + (arg & 0xff) + (arg >> 8);
                /// Unpacks into `arg` values, the first on top.
                UNPACK_SEQUENCE UnpackSequence = 119 {counter: 1} [ARG RAISES ESCAPES] 1 => arg;
                /// Hands the value to whoever resumed the generator; pushes what is sent next.
                YIELD_VALUE YieldValue = 120 {} [ARG RAISES ESCAPES] 1 => 1;
                /// Where a function starts or continues: pending events and tracing. 0 start, 1 after `yield`,
                /// 2 after `yield from`, 3 after `await`.
                RESUME Resume = 128 {} [ARG RAISES ESCAPES] 0 => 0;
            }
            specialized {
                /// `s += t` of strings, the local that is stored to next grown in place.
                BINARY_OP_INPLACE_ADD_UNICODE BinaryOpInplaceAddUnicode = 3 of BinaryOp;
                /// float + float.
                BINARY_OP_ADD_FLOAT BinaryOpAddFloat = 129 of BinaryOp;
                /// int + int.
                BINARY_OP_ADD_INT BinaryOpAddInt = 130 of BinaryOp;
                /// str + str.
                BINARY_OP_ADD_UNICODE BinaryOpAddUnicode = 131 of BinaryOp;
                /// A pair of types from a table of further guards and actions.
                BINARY_OP_EXTEND BinaryOpExtend = 132 of BinaryOp;
                /// float * float.
                BINARY_OP_MULTIPLY_FLOAT BinaryOpMultiplyFloat = 133 of BinaryOp;
                /// int * int.
                BINARY_OP_MULTIPLY_INT BinaryOpMultiplyInt = 134 of BinaryOp;
                /// dict[key].
                BINARY_OP_SUBSCR_DICT BinaryOpSubscrDict = 135 of BinaryOp;
                /// A `__getitem__` written in Python, entered in place.
                BINARY_OP_SUBSCR_GETITEM BinaryOpSubscrGetitem = 136 of BinaryOp;
                /// list[int].
                BINARY_OP_SUBSCR_LIST_INT BinaryOpSubscrListInt = 137 of BinaryOp;
                /// list[slice].
                BINARY_OP_SUBSCR_LIST_SLICE BinaryOpSubscrListSlice = 138 of BinaryOp;
                /// str[int].
                BINARY_OP_SUBSCR_STR_INT BinaryOpSubscrStrInt = 139 of BinaryOp;
                /// tuple[int].
                BINARY_OP_SUBSCR_TUPLE_INT BinaryOpSubscrTupleInt = 140 of BinaryOp;
                /// float - float.
                BINARY_OP_SUBTRACT_FLOAT BinaryOpSubtractFloat = 141 of BinaryOp;
                /// int - int.
                BINARY_OP_SUBTRACT_INT BinaryOpSubtractInt = 142 of BinaryOp;
                /// A class whose `__init__` is written in Python and entered in place.
                CALL_ALLOC_AND_ENTER_INIT CallAllocAndEnterInit = 143 of Call;
                /// A bound method of a Python function that takes exactly these arguments.
                CALL_BOUND_METHOD_EXACT_ARGS CallBoundMethodExactArgs = 144 of Call;
                /// A bound method of a Python function.
                CALL_BOUND_METHOD_GENERAL CallBoundMethodGeneral = 145 of Call;
                /// A builtin class.
                CALL_BUILTIN_CLASS CallBuiltinClass = 146 of Call;
                /// A builtin that takes an array of positional arguments.
                CALL_BUILTIN_FAST CallBuiltinFast = 147 of Call;
                /// A builtin that takes an array of arguments and their names.
                CALL_BUILTIN_FAST_WITH_KEYWORDS CallBuiltinFastWithKeywords = 148 of Call;
                /// A builtin of one argument.
                CALL_BUILTIN_O CallBuiltinO = 149 of Call;
                /// `isinstance`.
                CALL_ISINSTANCE CallIsinstance = 150 of Call;
                /// A bound method of a Python function, by keywords.
                CALL_KW_BOUND_METHOD CallKwBoundMethod = 151 of CallKw;
                /// Anything but a Python function, by keywords.
                CALL_KW_NON_PY CallKwNonPy = 152 of CallKw;
                /// A Python function, by keywords.
                CALL_KW_PY CallKwPy = 153 of CallKw;
                /// `len`.
                CALL_LEN CallLen = 154 of Call;
                /// `list.append` whose result is dropped.
                CALL_LIST_APPEND CallListAppend = 155 of Call;
                /// A builtin method that takes an array of positional arguments.
                CALL_METHOD_DESCRIPTOR_FAST CallMethodDescriptorFast = 156 of Call;
                /// A builtin method that takes an array of arguments and their names.
                CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS CallMethodDescriptorFastWithKeywords = 157 of Call;
                /// A builtin method without arguments.
                CALL_METHOD_DESCRIPTOR_NOARGS CallMethodDescriptorNoargs = 158 of Call;
                /// A builtin method of one argument.
                CALL_METHOD_DESCRIPTOR_O CallMethodDescriptorO = 159 of Call;
                /// Anything but a Python function.
                CALL_NON_PY_GENERAL CallNonPyGeneral = 160 of Call;
                /// A Python function that takes exactly these arguments.
                CALL_PY_EXACT_ARGS CallPyExactArgs = 161 of Call;
                /// A Python function.
                CALL_PY_GENERAL CallPyGeneral = 162 of Call;
                /// `str(value)`.
                CALL_STR_1 CallStr1 = 163 of Call;
                /// `tuple(value)`.
                CALL_TUPLE_1 CallTuple1 = 164 of Call;
                /// `type(value)`.
                CALL_TYPE_1 CallType1 = 165 of Call;
                /// float with float.
                COMPARE_OP_FLOAT CompareOpFloat = 166 of CompareOp;
                /// Small int with small int.
                COMPARE_OP_INT CompareOpInt = 167 of CompareOp;
                /// str `==` or `!=` str.
                COMPARE_OP_STR CompareOpStr = 168 of CompareOp;
                /// In a dict.
                CONTAINS_OP_DICT ContainsOpDict = 169 of ContainsOp;
                /// In a set or frozenset.
                CONTAINS_OP_SET ContainsOpSet = 170 of ContainsOp;
                /// Over a generator, entered in place.
                FOR_ITER_GEN ForIterGen = 171 of ForIter;
                /// Over a list.
                FOR_ITER_LIST ForIterList = 172 of ForIter;
                /// Over a range.
                FOR_ITER_RANGE ForIterRange = 173 of ForIter;
                /// Over a tuple.
                FOR_ITER_TUPLE ForIterTuple = 174 of ForIter;
                /// Counts towards CPython's JIT.
                JUMP_BACKWARD_JIT JumpBackwardJit = 175 of JumpBackward;
                /// With CPython's JIT off.
                JUMP_BACKWARD_NO_JIT JumpBackwardNoJit = 176 of JumpBackward;
                /// A class's attribute.
                LOAD_ATTR_CLASS LoadAttrClass = 177 of LoadAttr;
                /// A class's attribute, its metaclass guarded too.
                LOAD_ATTR_CLASS_WITH_METACLASS_CHECK LoadAttrClassWithMetaclassCheck = 178 of LoadAttr;
                /// Through a `__getattribute__` written in Python, entered in place.
                LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN LoadAttrGetattributeOverridden = 179 of LoadAttr;
                /// From an instance's inline values.
                LOAD_ATTR_INSTANCE_VALUE LoadAttrInstanceValue = 180 of LoadAttr;
                /// A method, of an instance whose dict was never made.
                LOAD_ATTR_METHOD_LAZY_DICT LoadAttrMethodLazyDict = 181 of LoadAttr;
                /// A method, of an instance without a dict.
                LOAD_ATTR_METHOD_NO_DICT LoadAttrMethodNoDict = 182 of LoadAttr;
                /// A method that the instance's inline values do not shadow.
                LOAD_ATTR_METHOD_WITH_VALUES LoadAttrMethodWithValues = 183 of LoadAttr;
                /// A module's global.
                LOAD_ATTR_MODULE LoadAttrModule = 184 of LoadAttr;
                /// A plain class attribute, of an instance without a dict.
                LOAD_ATTR_NONDESCRIPTOR_NO_DICT LoadAttrNondescriptorNoDict = 185 of LoadAttr;
                /// A plain class attribute that the instance's inline values do not shadow.
                LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES LoadAttrNondescriptorWithValues = 186 of LoadAttr;
                /// A property's getter written in Python, entered in place.
                LOAD_ATTR_PROPERTY LoadAttrProperty = 187 of LoadAttr;
                /// A slot of `__slots__`.
                LOAD_ATTR_SLOT LoadAttrSlot = 188 of LoadAttr;
                /// From an instance's dict, at the index it was found at before.
                LOAD_ATTR_WITH_HINT LoadAttrWithHint = 189 of LoadAttr;
                /// A constant that is never freed.
                LOAD_CONST_IMMORTAL LoadConstImmortal = 190 of LoadConst;
                /// A constant that is counted.
                LOAD_CONST_MORTAL LoadConstMortal = 191 of LoadConst;
                /// A builtin that no global shadows.
                LOAD_GLOBAL_BUILTIN LoadGlobalBuiltin = 192 of LoadGlobal;
                /// A global.
                LOAD_GLOBAL_MODULE LoadGlobalModule = 193 of LoadGlobal;
                /// An attribute, without making the `super` object.
                LOAD_SUPER_ATTR_ATTR LoadSuperAttrAttr = 194 of LoadSuperAttr;
                /// A method, without making the `super` object.
                LOAD_SUPER_ATTR_METHOD LoadSuperAttrMethod = 195 of LoadSuperAttr;
                /// Nothing pending, instrumentation up to date.
                RESUME_CHECK ResumeCheck = 196 of Resume;
                /// Into a generator or coroutine, entered in place.
                SEND_GEN SendGen = 197 of Send;
                /// Into an instance's inline values.
                STORE_ATTR_INSTANCE_VALUE StoreAttrInstanceValue = 198 of StoreAttr;
                /// Into a slot of `__slots__`.
                STORE_ATTR_SLOT StoreAttrSlot = 199 of StoreAttr;
                /// Into an instance's dict, at the index it was found at before.
                STORE_ATTR_WITH_HINT StoreAttrWithHint = 200 of StoreAttr;
                /// Into a dict.
                STORE_SUBSCR_DICT StoreSubscrDict = 201 of StoreSubscr;
                /// Into a list, by int.
                STORE_SUBSCR_LIST_INT StoreSubscrListInt = 202 of StoreSubscr;
                /// Of a type that defines neither `__bool__` nor `__len__`.
                TO_BOOL_ALWAYS_TRUE ToBoolAlwaysTrue = 203 of ToBool;
                /// Of a bool.
                TO_BOOL_BOOL ToBoolBool = 204 of ToBool;
                /// Of an int.
                TO_BOOL_INT ToBoolInt = 205 of ToBool;
                /// Of a list.
                TO_BOOL_LIST ToBoolList = 206 of ToBool;
                /// Of `None`.
                TO_BOOL_NONE ToBoolNone = 207 of ToBool;
                /// Of a str.
                TO_BOOL_STR ToBoolStr = 208 of ToBool;
                /// Of a list.
                UNPACK_SEQUENCE_LIST UnpackSequenceList = 209 of UnpackSequence;
                /// Of a tuple.
                UNPACK_SEQUENCE_TUPLE UnpackSequenceTuple = 210 of UnpackSequence;
                /// Of a pair.
                UNPACK_SEQUENCE_TWO_TUPLE UnpackSequenceTwoTuple = 211 of UnpackSequence;
            }
            instrumented {
                /// Reports the end of a generator's loop.
                INSTRUMENTED_END_FOR InstrumentedEndFor = 234 of EndFor;
                /// Reports the end of a loop.
                INSTRUMENTED_POP_ITER InstrumentedPopIter = 235 of PopIter;
                /// Reports the end of a delegation.
                INSTRUMENTED_END_SEND InstrumentedEndSend = 236 of EndSend;
                /// Reports whether the loop goes on.
                INSTRUMENTED_FOR_ITER InstrumentedForIter = 237 of ForIter;
                /// Reports the jump.
                INSTRUMENTED_JUMP_FORWARD InstrumentedJumpForward = 239 of JumpForward;
                /// Reports the branch not taken.
                INSTRUMENTED_NOT_TAKEN InstrumentedNotTaken = 240 of NotTaken;
                /// Reports the branch.
                INSTRUMENTED_POP_JUMP_IF_TRUE InstrumentedPopJumpIfTrue = 241 of PopJumpIfTrue;
                /// Reports the branch.
                INSTRUMENTED_POP_JUMP_IF_FALSE InstrumentedPopJumpIfFalse = 242 of PopJumpIfFalse;
                /// Reports the branch.
                INSTRUMENTED_POP_JUMP_IF_NONE InstrumentedPopJumpIfNone = 243 of PopJumpIfNone;
                /// Reports the branch.
                INSTRUMENTED_POP_JUMP_IF_NOT_NONE InstrumentedPopJumpIfNotNone = 244 of PopJumpIfNotNone;
                /// Reports the start or resumption.
                INSTRUMENTED_RESUME InstrumentedResume = 245 of Resume;
                /// Reports the return.
                INSTRUMENTED_RETURN_VALUE InstrumentedReturnValue = 246 of ReturnValue;
                /// Reports the yield.
                INSTRUMENTED_YIELD_VALUE InstrumentedYieldValue = 247 of YieldValue;
                /// Reports the end of the loop.
                INSTRUMENTED_END_ASYNC_FOR InstrumentedEndAsyncFor = 248 of EndAsyncFor;
                /// Reports the call of `super`.
                INSTRUMENTED_LOAD_SUPER_ATTR InstrumentedLoadSuperAttr = 249 of LoadSuperAttr;
                /// Reports the call.
                INSTRUMENTED_CALL InstrumentedCall = 250 of Call;
                /// Reports the call.
                INSTRUMENTED_CALL_KW InstrumentedCallKw = 251 of CallKw;
                /// Reports the call.
                INSTRUMENTED_CALL_FUNCTION_EX InstrumentedCallFunctionEx = 252 of CallFunctionEx;
                /// Reports the jump.
                INSTRUMENTED_JUMP_BACKWARD InstrumentedJumpBackward = 253 of JumpBackward;
            }
            bare {
                /// Reports each instruction; what it stands for is kept beside the code.
                INSTRUMENTED_INSTRUCTION InstrumentedInstruction = 238 {} [RAISES ESCAPES] 0 => 0;
                /// Reports a new line; what it stands for is kept beside the code.
                INSTRUMENTED_LINE InstrumentedLine = 254 {} [RAISES ESCAPES] 0 => 0;
                /// Enters code made by CPython's optimizer.
                ENTER_EXECUTOR EnterExecutor = 255 {} [ARG RAISES ESCAPES] 0 => 0;
            }
            pseudo {
                /// Where a module's or class's annotations will be set up, if it turns out to have any.
                ANNOTATIONS_PLACEHOLDER AnnotationsPlaceholder = 256 {} [] 0 => 0;
                /// A jump whose direction is not known yet.
                JUMP Jump = 257 {} [ARG JUMP RAISES ESCAPES ENDS] 0 => 0;
                /// Jumps if the value is false and leaves it.
                JUMP_IF_FALSE JumpIfFalse = 258 {} [ARG JUMP RAISES ESCAPES] 1 => 1;
                /// Jumps if the value is true and leaves it.
                JUMP_IF_TRUE JumpIfTrue = 259 {} [ARG JUMP RAISES ESCAPES] 1 => 1;
                /// As `JUMP`, without looking at pending events.
                JUMP_NO_INTERRUPT JumpNoInterrupt = 260 {} [ARG JUMP ENDS] 0 => 0;
                /// Pushes a cell itself.
                LOAD_CLOSURE LoadClosure = 261 {} [ARG LOCAL] 0 => 1;
                /// Ends what a `SETUP_` began.
                POP_BLOCK PopBlock = 262 {} [] 0 => 0;
                /// Begins code whose handler also gets the raising instruction's offset.
                SETUP_CLEANUP SetupCleanup = 263 {} [ARG EXC] 0 => 0;
                /// Begins code with a handler.
                SETUP_FINALLY SetupFinally = 264 {} [ARG EXC] 0 => 0;
                /// Begins a `with` block; its handler also gets the raising instruction's offset.
                SETUP_WITH SetupWith = 265 {} [ARG EXC] 0 => 0;
                /// As `STORE_FAST`, of a value that may be NULL.
                STORE_FAST_MAYBE_NULL StoreFastMaybeNull = 266 {} [ARG LOCAL] 1 => 0;
            }
        }
    };
}

macro_rules! define_opcode {
    (
        |$arg:ident|
        $($section:ident {
            $(
                $(#[doc = $doc:literal])*
                $name:ident $variant:ident = $number:literal
                $(of $base:ident)?
                $({ $($field:ident: $units:literal),* } [$($flag:ident)*] $pops:expr => $pushes:expr)?;
            )*
        })*
    ) => {
        /// An opcode of CPython 3.14; its discriminant is CPython's number.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum Opcode {
            $($($(#[doc = $doc])* $variant = $number,)*)*
        }

        impl Opcode {
            /// Every opcode, in the order of the table.
            pub const ALL: &'static [Opcode] = &[$($(Opcode::$variant,)*)*];

            /// CPython's name, as `dis` prints it.
            pub const fn name(self) -> &'static str {
                match self { $($(Opcode::$variant => stringify!($name),)*)* }
            }

            /// What the instruction does, as the table's row tells it.
            pub const fn summary(self) -> &'static str {
                match self { $($(Opcode::$variant => concat!($($doc),*).trim_ascii(),)*)* }
            }

            /// The opcode with this number, if there is one.
            pub const fn from_u16(number: u16) -> Option<Opcode> {
                match number { $($($number => Some(Opcode::$variant),)*)* _ => None }
            }

            /// The opcode a specialized or instrumented form stands for; otherwise the opcode itself.
            pub const fn base(self) -> Opcode {
                match self { $($($(Opcode::$variant => Opcode::$base,)?)*)* _ => self }
            }

            /// The fields of the instruction's cache, in order; a specialized form has its base's.
            pub const fn cache_fields(self) -> &'static [CacheField] {
                match self.base() {
                    $($($(Opcode::$variant => {
                        const {
                            let _ = stringify!($pops);
                            &[$(CacheField { name: stringify!($field), units: $units },)*]
                        }
                    })?)*)*
                    _ => &[],
                }
            }

            /// What kind of operand the instruction has and what it may do.
            pub const fn flags(self) -> Flags {
                match self.base() {
                    $($($(Opcode::$variant => {
                        let _ = stringify!($pops);
                        Flags::NONE$(.with(Flags::$flag))*
                    })?)*)*
                    _ => Flags::NONE,
                }
            }

            /// Values popped and pushed with this argument where the instruction does not jump.
            pub(crate) const fn popped_and_pushed(self, argument: u64) -> (u64, u64) {
                let $arg = argument;
                match self.base() {
                    $($($(Opcode::$variant => ($pops, $pushes),)?)*)*
                    _ => (0, 0),
                }
            }
        }
    };
}
for_each_opcode!(define_opcode);

/// Opcodes below this number take no argument (CPython's `HAVE_ARGUMENT`).
pub const HAVE_ARGUMENT: u16 = 43;

/// Opcodes from this number on are instrumented forms (CPython's `MIN_INSTRUMENTED_OPCODE`).
pub const MIN_INSTRUMENTED_OPCODE: u16 = 234;

/// One field of an inline cache.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CacheField {
    /// CPython's name (`opcode._cache_format`).
    pub name: &'static str,
    /// Its size in 16-bit units.
    pub units: usize,
}
