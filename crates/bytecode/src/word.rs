//! The table of executable words: the register code that a VM runs. The translator makes base words
//! from canonical bytecode; a VM rewrites them in place into their specialized forms.
//!
//! A word is `{u16 op, u16 a, u16 b, u16 c}`, followed by as many 64-bit cells as its row says.
//! In the layouts below:
//!
//! * `dst`: a slot that receives the result. A local (`slot < nlocals`) drops what it held; a temporary is
//!   dead before, and owned after.
//! * `src`: an operand read: a local (borrowed), an owned temporary (consumed), or with [`CONSTANT`] set a
//!   constant's index (borrowed). `slot` operands are the same without constants.
//! * `home`: a temporary at the home slot of its stack position.
//! * `jump`: a signed 16-bit distance in words, from the start of this word.
//! * cell 0 of a word with a site: `{u32 site, u32 aux}`, site in the low half.
//! * `return cell`: the last cell of every word that may push a frame; see [`ReturnCell`].

/// Set in a `src` operand that names a constant.
pub const CONSTANT: u16 = 0x8000;
/// In place of a destination: the result is dropped.
pub const DISCARD: u16 = 0xFFFF;
/// Slots between a frame's base (its first local) and the start of its header.
pub const FRAME_HEADER: usize = 5;
/// In a CALL word's `b`: the call has the method shape, `{callable, self or NULL, arguments}`.
pub const METHOD_SHAPE: u16 = 0x8000;

/// The cell before the word at which a caller goes on: where the callee's result goes.
///
/// `{u16 dst, u16 kind, i16 exhausted, u16 spare}`: kind as [`return_kind`]; `exhausted` is for FOR_ITER and SEND: the
/// distance in words from the start of the *next* word to where a finished generator continues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(8))]
pub struct ReturnCell {
    pub dst: u16,
    pub kind: u16,
    pub exhausted: i16,
    pub spare: u16,
}

/// Values of [`ReturnCell::kind`].
pub mod return_kind {
    /// The result goes to a dead temporary.
    pub const TEMPORARY: u16 = 0;
    /// The result goes to a local, whose old value is dropped.
    pub const LOCAL: u16 = 1;
    /// The result is dropped.
    pub const DISCARD: u16 = 2;
    /// A value of the generator that FOR_ITER resumed goes to `dst`, a temporary.
    pub const FOR_ITER: u16 = 3;
    /// The same for a local.
    pub const FOR_ITER_LOCAL: u16 = 4;
    /// What the generator yields or returns goes to `dst`; returning continues at `exhausted`.
    pub const SEND: u16 = 5;
    /// The callee is `__init__`: its result must be None, and is dropped; the object made is in its place already.
    pub const INIT: u16 = 6;
    /// Native code waits for the result.
    pub const NATIVE: u16 = 7;
}

/// Calls `$with!` with every base word: `NAME Variant [handler path] cells;`. A path in parentheses is that of a handler for
/// several opcodes: each gets a function of its own, named after it, of which the handler is the body.
///
/// Handler paths are relative to the VM's `ops` module; `M` in them is its execution mode.
#[macro_export]
macro_rules! for_each_word {
    ($with:ident) => {
        $with! {
            // --- moves ---
            /// a = home, b = local: copies.
            MOVE_LT MoveLT [moves::move_lt::<M>] 0;
            /// a = local (drops), b = home (consumed; may be NULL).
            MOVE_TL MoveTL [moves::move_tl::<M>] 0;
            /// a = home, b = home (consumed).
            MOVE_TT MoveTT [moves::move_tt::<M>] 0;
            /// a = local (drops), b = local: copies.
            MOVE_LL MoveLL [moves::move_ll::<M>] 0;
            /// a = home, b = home that stays: copies.
            DUP_TT DupTT [moves::dup_tt::<M>] 0;
            /// a, b = homes that change places.
            XCHG_TT XchgTT [moves::xchg_tt::<M>] 0;
            /// a = home, b = constant's index.
            LOAD_CONST_T LoadConstT [moves::load_const_t::<M>] 0;
            /// a = home, b, c = low and high half of a constant's index beyond what LOAD_CONST_T names.
            LOAD_CONST_WIDE LoadConstWide [moves::load_const_wide::<M>] 0;
            /// a = local (drops), b = constant's index.
            LOAD_CONST_L LoadConstL [moves::load_const_l::<M>] 0;
            /// a = home, b = i16: a small integer.
            LOAD_INT_T LoadIntT [moves::load_int_t::<M>] 0;
            /// a = local (drops), b = i16: a small integer.
            LOAD_INT_L LoadIntL [moves::load_int_l::<M>] 0;
            /// a = home: becomes NULL.
            LOAD_NULL_T LoadNullT [moves::load_null_t::<M>] 0;
            /// a = home, b = local: moves out, NULL included; the local becomes NULL.
            MOVE_CLEAR MoveClear [moves::move_clear::<M>] 0;
            /// a = home: dropped (NULL allowed).
            DROP Drop [moves::drop::<M>] 0;
            /// a = local: unbound raises UnboundLocalError.
            CHECK_FAST CheckFast [moves::check_fast::<M>] 0;
            /// a = local: unbound raises, else becomes NULL and is dropped.
            DELETE_FAST DeleteFast [moves::delete_fast::<M>] 0;
            /// Nothing (faithful form).
            NOP Nop [moves::nop::<M>] 0;
            // --- jumps ---
            /// c = jump.
            JUMP Jump [branch::jump::<M>] 0;
            /// c = jump; polls the limit word.
            JUMP_BACKWARD JumpBackward [branch::jump_backward::<M>] 0;
            /// a = 1 when it polls; cell 0 = i64 distance.
            JUMP_WIDE JumpWide [branch::jump_wide::<M>] 1;
            /// b = src (True or False), c = jump.
            BRANCH_TRUE BranchTrue [branch::branch_true::<M>] 0;
            /// b = src (True or False), c = jump.
            BRANCH_FALSE BranchFalse [branch::branch_false::<M>] 0;
            /// b = src, c = jump.
            BRANCH_NONE BranchNone [branch::branch_none::<M>] 0;
            /// b = src, c = jump.
            BRANCH_NOT_NONE BranchNotNone [branch::branch_not_none::<M>] 0;
            /// TO_BOOL and branch: b = src, c = jump; cell 0 = {site of TO_BOOL, the specializer's}.
            TO_BOOL_BRANCH_TRUE ToBoolBranchTrue (truth::to_bool_branch::<M, true>) 1;
            /// TO_BOOL and branch: b = src, c = jump; cell 0 = {site of TO_BOOL, the specializer's}.
            TO_BOOL_BRANCH_FALSE ToBoolBranchFalse (truth::to_bool_branch::<M, false>) 1;
            /// a = jump, b, c = src; cell 0 = {site, COMPARE_OP's oparg}, cell 1: the specializer's.
            COMPARE_BRANCH_TRUE CompareBranchTrue [compare::compare_branch::<M, true>] 2;
            /// a = jump, b, c = src; cell 0 = {site, COMPARE_OP's oparg}, cell 1: the specializer's.
            COMPARE_BRANCH_FALSE CompareBranchFalse [compare::compare_branch::<M, false>] 2;
            /// a = jump, b, c = src; cell 0 = {site, 1 for `not in`}, cell 1: the specializer's.
            CONTAINS_BRANCH_TRUE ContainsBranchTrue [contains::contains_branch::<M, true>] 2;
            /// a = jump, b, c = src; cell 0 = {site, 1 for `not in`}, cell 1: the specializer's.
            CONTAINS_BRANCH_FALSE ContainsBranchFalse [contains::contains_branch::<M, false>] 2;
            /// a = jump, b, c = src: jumps when `b is c`.
            IS_BRANCH IsBranch (branch::is_branch::<M, true>) 0;
            /// a = jump, b, c = src: jumps when `b is not c`.
            IS_NOT_BRANCH IsNotBranch (branch::is_branch::<M, false>) 0;
            // --- operators ---
            /// a = dst, b, c = src; cell 0 = {site, operator}, cell 1: the specializer's, cell 2: return cell.
            BINARY_OP BinaryOp [binary::binary_op::<M>] 3;
            /// a = dst, b, c = src; cell 0 = {site, oparg}, cell 1: the specializer's.
            COMPARE_OP CompareOp [compare::compare_op::<M>] 2;
            /// a = dst, b, c = src (item, container); cell 0 = {site, 1 for `not in`}, cell 1: the specializer's.
            CONTAINS_OP ContainsOp [contains::contains_op::<M>] 2;
            /// a = dst, b, c = src.
            IS_OP IsOp (branch::is_op::<M, true>) 0;
            /// a = dst, b, c = src.
            IS_NOT_OP IsNotOp (branch::is_op::<M, false>) 0;
            /// a = dst, b = src; cell 0 = {site, 0}.
            TO_BOOL ToBool [truth::to_bool::<M>] 1;
            /// a = dst, b = src (True or False).
            UNARY_NOT UnaryNot [unary::unary_not::<M>] 0;
            /// a = dst, b = src.
            UNARY_NEGATIVE UnaryNegative [unary::unary_negative::<M>] 0;
            /// a = dst, b = src.
            UNARY_INVERT UnaryInvert [unary::unary_invert::<M>] 0;
            /// a = dst, b = first of 3 adjacent homes (container, start, stop).
            BINARY_SLICE BinarySlice [subscript::binary_slice::<M>] 0;
            /// a = first of 4 adjacent homes (value, container, start, stop).
            STORE_SLICE StoreSlice [subscript::store_slice::<M>] 0;
            /// a = value src, b = container slot, c = key src; cell 0 = {site, 0}, cell 1: the specializer's.
            STORE_SUBSCR StoreSubscr [subscript::store_subscr::<M>] 2;
            /// b = container slot, c = key src.
            DELETE_SUBSCR DeleteSubscr [subscript::delete_subscr::<M>] 0;
            // --- names and attributes ---
            /// a = dst; cell 0 = {site, name}, cell 1: the specializer's.
            LOAD_GLOBAL LoadGlobal [global::load_global::<M>] 2;
            /// a = src; b, c = name, low half first.
            STORE_GLOBAL StoreGlobal [global::store_global::<M>] 0;
            /// b, c = name, low half first.
            DELETE_GLOBAL DeleteGlobal [global::delete_global::<M>] 0;
            /// a = dst; b, c = name, low half first.
            LOAD_NAME LoadName [global::load_name::<M>] 0;
            /// a = src; b, c = name, low half first.
            STORE_NAME StoreName [global::store_name::<M>] 0;
            /// b, c = name, low half first.
            DELETE_NAME DeleteName [global::delete_name::<M>] 0;
            /// a = dst, b = home of the mapping (consumed); cell 0 = {0, name}.
            LOAD_FROM_DICT_OR_GLOBALS LoadFromDictOrGlobals [global::load_from_dict_or_globals::<M>] 1;
            /// a = dst, b = home of the mapping (consumed), c = cell's local.
            LOAD_FROM_DICT_OR_DEREF LoadFromDictOrDeref [global::load_from_dict_or_deref::<M>] 0;
            /// a = dst.
            LOAD_LOCALS LoadLocals [global::load_locals::<M>] 0;
            /// a = dst.
            LOAD_BUILD_CLASS LoadBuildClass [global::load_build_class::<M>] 0;
            /// a = dst, b = oparg.
            LOAD_COMMON_CONSTANT LoadCommonConstant [global::load_common_constant::<M>] 0;
            /// Nothing.
            SETUP_ANNOTATIONS SetupAnnotations [global::setup_annotations::<M>] 0;
            /// a = dst, b = slot; cell 0 = {site, name}, cells 1–2: the specializer's, cell 3: return cell.
            LOAD_ATTR LoadAttr [attr::load_attr::<M>] 4;
            /// a = home of the method; self or NULL goes to a + 5; b = slot; cell 0 = {site, name}, cells 1–2: the specializer's.
            LOAD_METHOD LoadMethod [method::load_method::<M>] 3;
            /// a = value src, b = owner slot; cell 0 = {site, name}, cells 1–2: the specializer's.
            STORE_ATTR StoreAttr [attr::store_attr::<M>] 3;
            /// b = owner slot; cell 0 = {0, name}.
            DELETE_ATTR DeleteAttr [attr::delete_attr::<M>] 1;
            /// a = dst, b = first of 3 adjacent homes (super, class, self), c = LOAD_SUPER_ATTR's flag 2; cell 0 = {site, name}, cell 1: the specializer's.
            LOAD_SUPER_ATTR LoadSuperAttr [method::load_super_attr::<M>] 2;
            /// a = home of the method, which is also the first of the 3 homes; self or NULL goes to a + 5; c and cells as LOAD_SUPER_ATTR's.
            LOAD_SUPER_METHOD LoadSuperMethod [method::load_super_method::<M>] 2;
            /// a = home of the method, b = home of the object (consumed; a = b), c = which special method; self or NULL goes to a + 5
            /// when c is `__enter__` or `__aenter__`, else to a + 1.
            LOAD_SPECIAL LoadSpecial [method::load_special::<M>] 0;
            // --- cells ---
            /// a = dst, b = cell's local.
            LOAD_DEREF LoadDeref [cells::load_deref::<M>] 0;
            /// a = cell's local, b = src.
            STORE_DEREF StoreDeref [cells::store_deref::<M>] 0;
            /// a = cell's local.
            DELETE_DEREF DeleteDeref [cells::delete_deref::<M>] 0;
            /// a = local that becomes a cell holding what it held.
            MAKE_CELL MakeCell [cells::make_cell::<M>] 0;
            /// a = how many free variables are copied from the function to the last locals.
            COPY_FREE_VARS CopyFreeVars [cells::copy_free_vars::<M>] 0;
            // --- calls ---
            /// a = home of the callable; arguments from a + 5, or with [`METHOD_SHAPE`] self or NULL at a + 5 and arguments from a + 6;
            /// b = argument count | METHOD_SHAPE, c = dst or DISCARD; cell 0 = {site, the specializer's}, cell 1: the specializer's, cell 2: return cell.
            CALL Call [call::call::<M>] 3;
            /// As CALL; b counts all arguments; the names are a constant: cell 0 = {site, constant's index}, cells 1–2: the specializer's, cell 3: return cell.
            CALL_KW CallKw [call_kw::call_kw::<M>] 4;
            /// a = home of the callable, a + 5 = tuple or iterable of arguments, a + 6 = mapping or NULL; c = dst or DISCARD; cell 0 = {site, 0}, cell 1: return cell.
            CALL_FUNCTION_EX CallFunctionEx [call::call_function_ex::<M>] 2;
            /// a = dst, b = src, c = which.
            CALL_INTRINSIC_1 CallIntrinsic1 [intrinsic::call_intrinsic_1::<M>] 0;
            /// a = dst, b = first of 2 adjacent homes, c = which.
            CALL_INTRINSIC_2 CallIntrinsic2 [intrinsic::call_intrinsic_2::<M>] 0;
            /// a = src.
            RETURN_VALUE ReturnValue [returns::return_value::<M>] 0;
            /// a = src. In the code of generators and coroutines.
            RETURN_FROM_GENERATOR ReturnFromGenerator [generator::return_from_generator::<M>] 0;
            /// a = home that receives None at the first resumption, or DISCARD; in canonical place, after the cell prologue.
            RETURN_GENERATOR ReturnGenerator [generator::return_generator::<M>] 0;
            /// a = src, b = home of what is sent in, c = how many slots above the frame base are live while suspended; cell 0 = {1 if the next word drops what is sent in, oparg}.
            YIELD_VALUE YieldValue [generator::yield_value::<M>] 1;
            /// Faithful form only: a = oparg.
            RESUME Resume [generator::resume::<M>] 0;
            /// a = dst, b = code src.
            MAKE_FUNCTION MakeFunction [function::make_function::<M>] 0;
            /// a = dst, b = function slot (consumed when a temporary), c = attribute slot; cell 0 = {0, which}.
            SET_FUNCTION_ATTRIBUTE SetFunctionAttribute [function::set_function_attribute::<M>] 1;
            // --- iteration ---
            /// a = dst, b = src.
            GET_ITER GetIter [iter::get_iter::<M>] 0;
            /// a = dst, b = src.
            GET_YIELD_FROM_ITER GetYieldFromIter [iter::get_yield_from_iter::<M>] 0;
            /// a = dst, b = home of the iterator (stays), c = jump when exhausted; cell 0 = {site, the specializer's}, cell 1: return cell.
            FOR_ITER ForIter [iter::for_iter::<M>] 2;
            /// a = home of the value sent and of the result, b = home of the receiver (stays), c = jump when it returned; cell 0 = {site, 0}, cell 1: return cell.
            SEND Send [generator::send::<M>] 2;
            /// a = dst, b = home of the receiver (dropped), c = home of the value.
            END_SEND EndSend [generator::end_send::<M>] 0;
            /// a = first of 3 adjacent homes (iterator, last sent, exception); leaves (None, value) in a, a + 1.
            CLEANUP_THROW CleanupThrow [generator::cleanup_throw::<M>] 0;
            /// a = home of the awaitable iterator, b = home of the exception.
            END_ASYNC_FOR EndAsyncFor [generator::end_async_for::<M>] 0;
            /// a = dst, b = src, c = oparg.
            GET_AWAITABLE GetAwaitable [generator::get_awaitable::<M>] 0;
            /// a = dst, b = src.
            GET_AITER GetAiter [generator::get_aiter::<M>] 0;
            /// a = dst, b = home of the iterator (stays).
            GET_ANEXT GetAnext [generator::get_anext::<M>] 0;
            /// a = dst, b = home (stays).
            GET_LEN GetLen [iter::get_len::<M>] 0;
            // --- building ---
            /// a = dst, b = first of c adjacent homes.
            BUILD_TUPLE BuildTuple [build::build_tuple::<M>] 0;
            /// a = dst, b = first of c adjacent homes.
            BUILD_LIST BuildList [build::build_list::<M>] 0;
            /// a = dst, b = first of c adjacent homes.
            BUILD_SET BuildSet [build::build_set::<M>] 0;
            /// a = dst, b = first of 2 c adjacent homes.
            BUILD_MAP BuildMap [build::build_map::<M>] 0;
            /// a = dst, b = first of c adjacent homes.
            BUILD_STRING BuildString [build::build_string::<M>] 0;
            /// a = dst, b = first of c adjacent homes.
            BUILD_SLICE BuildSlice [build::build_slice::<M>] 0;
            /// a = dst, b = first of 2 adjacent homes (strings, interpolations).
            BUILD_TEMPLATE BuildTemplate [build::build_template::<M>] 0;
            /// a = dst, b = first of 2 or 3 adjacent homes, c = oparg.
            BUILD_INTERPOLATION BuildInterpolation [build::build_interpolation::<M>] 0;
            /// a = home of the list (stays), b = src.
            LIST_APPEND ListAppend [build::list_append::<M>] 0;
            /// a = home of the list (stays), b = src.
            LIST_EXTEND ListExtend [build::list_extend::<M>] 0;
            /// a = home of the set (stays), b = src.
            SET_ADD SetAdd [build::set_add::<M>] 0;
            /// a = home of the set (stays), b = src.
            SET_UPDATE SetUpdate [build::set_update::<M>] 0;
            /// a = home of the dict (stays), b = key src, c = value src.
            MAP_ADD MapAdd [build::map_add::<M>] 0;
            /// a = home of the dict (stays), b = src.
            DICT_UPDATE DictUpdate [build::dict_update::<M>] 0;
            /// a = home of the dict (stays), b = src, c = home of the callable (for messages).
            DICT_MERGE DictMerge [build::dict_merge::<M>] 0;
            /// a = first of c adjacent homes, the last gets the first item; b = src; cell 0 = {site, 0}.
            UNPACK_SEQUENCE UnpackSequence [unpack::unpack_sequence::<M>] 1;
            /// a = first of the homes, b = src, c = oparg.
            UNPACK_EX UnpackEx [unpack::unpack_ex::<M>] 0;
            /// a = dst, b = src.
            FORMAT_SIMPLE FormatSimple [format::format_simple::<M>] 0;
            /// a = dst, b, c = src.
            FORMAT_WITH_SPEC FormatWithSpec [format::format_with_spec::<M>] 0;
            /// a = dst, b = src, c = oparg.
            CONVERT_VALUE ConvertValue [format::convert_value::<M>] 0;
            // --- exceptions ---
            /// a = first of b adjacent homes.
            RAISE_VARARGS RaiseVarargs [exception::raise_varargs::<M>] 0;
            /// a = home of the exception, b = home of the saved offset or DISCARD.
            RERAISE Reraise [exception::reraise::<M>] 0;
            /// a = home of the exception: it moves to a + 1, the one handled before goes to a.
            PUSH_EXC_INFO PushExcInfo [exception::push_exc_info::<M>] 0;
            /// a = home of the exception handled before.
            POP_EXCEPT PopExcept [exception::pop_except::<M>] 0;
            /// a = dst, b = home of the exception (stays), c = src, the type.
            CHECK_EXC_MATCH CheckExcMatch [exception::check_exc_match::<M>] 0;
            /// a = first of 2 adjacent homes (exception, type), which receive (rest, match).
            CHECK_EG_MATCH CheckEgMatch [exception::check_eg_match::<M>] 0;
            /// a = dst, b = home of `__exit__` (its self or NULL at b + 1), c = home of the exception; all stay.
            WITH_EXCEPT_START WithExceptStart [exception::with_except_start::<M>] 0;
            // --- matching ---
            /// a = dst, b = first of 3 adjacent homes (subject, type, names), c = count.
            MATCH_CLASS MatchClass [matching::match_class::<M>] 0;
            /// a = dst, b = home of the subject (stays).
            MATCH_MAPPING MatchMapping [matching::match_mapping::<M>] 0;
            /// a = dst, b = home of the subject (stays).
            MATCH_SEQUENCE MatchSequence [matching::match_sequence::<M>] 0;
            /// a = dst, b, c = homes of the subject and the keys (both stay).
            MATCH_KEYS MatchKeys [matching::match_keys::<M>] 0;
            // --- imports ---
            /// a = dst, b = first of 2 adjacent homes (level, from list); cell 0 = {0, name}.
            IMPORT_NAME ImportName [import::import_name::<M>] 1;
            /// a = dst, b = home of the module (stays); cell 0 = {0, name}.
            IMPORT_FROM ImportFrom [import::import_from::<M>] 1;
            // --- the VM's own ---
            /// Ends a native call of the interpreter.
            EXIT_INTERPRETER ExitInterpreter [returns::exit_interpreter::<M>] 0;
            /// Stands in for any word of the faithful form whose events somebody wants.
            INSTRUMENTED Instrumented [trace::instrumented::<M>] 0;
            // --- specialized forms ---
            /// JUMP_BACKWARD to FOR_ITER_RANGE, which it runs too.
            JUMP_BACKWARD_RANGE JumpBackwardRange [branch::jump_backward_range::<M>] 0;
            /// JUMP_BACKWARD to FOR_ITER_LIST, which it runs too.
            JUMP_BACKWARD_LIST JumpBackwardList [branch::jump_backward_list::<M>] 0;
            /// JUMP_BACKWARD to FOR_ITER_GENERATOR, which it runs too.
            JUMP_BACKWARD_GENERATOR JumpBackwardGenerator [branch::jump_backward_generator::<M>] 0;
            /// JUMP_BACKWARD to COMPARE_BRANCH_LT_INT_FALSE, which it runs too.
            JUMP_BACKWARD_LT_INT JumpBackwardLtInt [branch::jump_backward_lt_int::<M>] 0;
            /// JUMP_BACKWARD to COMPARE_BRANCH_LT_INT_CONST_FALSE, which it runs too.
            JUMP_BACKWARD_LT_INT_CONST JumpBackwardLtIntConst [branch::jump_backward_lt_int_const::<M>] 0;
            /// Returns a local.
            RETURN_LOCAL ReturnLocal [returns::return_local::<M>] 0;
            /// Returns a temporary.
            RETURN_TEMPORARY ReturnTemporary [returns::return_temporary::<M>] 0;
            /// Returns a constant.
            RETURN_CONST ReturnConst [returns::return_const::<M>] 0;
            /// Ends the pseudo-frame of a new object whose `__init__` returned.
            INIT_RETURN InitReturn [returns::init_return::<M>] 0;
            /// TO_BOOL of a bool.
            TO_BOOL_BOOL ToBoolBool (truth::to_bool_known::<M, { truth::BOOL }>) 1;
            /// TO_BOOL of a bool, and a branch when true.
            TO_BOOL_BRANCH_BOOL_TRUE ToBoolBranchBoolTrue (truth::to_bool_branch_known::<M, { truth::BOOL }, true>) 1;
            /// TO_BOOL of a bool, and a branch when false.
            TO_BOOL_BRANCH_BOOL_FALSE ToBoolBranchBoolFalse (truth::to_bool_branch_known::<M, { truth::BOOL }, false>) 1;
            /// TO_BOOL of an integer in a word.
            TO_BOOL_INT ToBoolInt (truth::to_bool_known::<M, { truth::INT }>) 1;
            /// TO_BOOL of an integer in a word, and a branch when true.
            TO_BOOL_BRANCH_INT_TRUE ToBoolBranchIntTrue (truth::to_bool_branch_known::<M, { truth::INT }, true>) 1;
            /// TO_BOOL of an integer in a word, and a branch when false.
            TO_BOOL_BRANCH_INT_FALSE ToBoolBranchIntFalse (truth::to_bool_branch_known::<M, { truth::INT }, false>) 1;
            /// TO_BOOL of None.
            TO_BOOL_NONE ToBoolNone (truth::to_bool_known::<M, { truth::NONE }>) 1;
            /// TO_BOOL of None, and a branch when true.
            TO_BOOL_BRANCH_NONE_TRUE ToBoolBranchNoneTrue (truth::to_bool_branch_known::<M, { truth::NONE }, true>) 1;
            /// TO_BOOL of None, and a branch when false.
            TO_BOOL_BRANCH_NONE_FALSE ToBoolBranchNoneFalse (truth::to_bool_branch_known::<M, { truth::NONE }, false>) 1;
            /// TO_BOOL of a list.
            TO_BOOL_LIST ToBoolList (truth::to_bool_known::<M, { truth::LIST }>) 1;
            /// TO_BOOL of a list, and a branch when true.
            TO_BOOL_BRANCH_LIST_TRUE ToBoolBranchListTrue (truth::to_bool_branch_known::<M, { truth::LIST }, true>) 1;
            /// TO_BOOL of a list, and a branch when false.
            TO_BOOL_BRANCH_LIST_FALSE ToBoolBranchListFalse (truth::to_bool_branch_known::<M, { truth::LIST }, false>) 1;
            /// TO_BOOL of a str.
            TO_BOOL_STR ToBoolStr (truth::to_bool_known::<M, { truth::STR }>) 1;
            /// TO_BOOL of a str, and a branch when true.
            TO_BOOL_BRANCH_STR_TRUE ToBoolBranchStrTrue (truth::to_bool_branch_known::<M, { truth::STR }, true>) 1;
            /// TO_BOOL of a str, and a branch when false.
            TO_BOOL_BRANCH_STR_FALSE ToBoolBranchStrFalse (truth::to_bool_branch_known::<M, { truth::STR }, false>) 1;
            /// TO_BOOL of another builtin type's object.
            TO_BOOL_BUILTIN ToBoolBuiltin [truth::to_bool_builtin::<M>] 1;
            /// TO_BOOL of another builtin type's object, and a branch when true.
            TO_BOOL_BRANCH_BUILTIN_TRUE ToBoolBranchBuiltinTrue (truth::to_bool_branch_builtin::<M, true>) 1;
            /// TO_BOOL of another builtin type's object, and a branch when false.
            TO_BOOL_BRANCH_BUILTIN_FALSE ToBoolBranchBuiltinFalse (truth::to_bool_branch_builtin::<M, false>) 1;
            /// TO_BOOL of an object without `__bool__` and `__len__`.
            TO_BOOL_ALWAYS_TRUE ToBoolAlwaysTrue (truth::to_bool_known::<M, { truth::ALWAYS_TRUE }>) 1;
            /// TO_BOOL of an object without `__bool__` and `__len__`, and a branch when true.
            TO_BOOL_BRANCH_ALWAYS_TRUE_TRUE ToBoolBranchAlwaysTrueTrue (truth::to_bool_branch_known::<M, { truth::ALWAYS_TRUE }, true>) 1;
            /// TO_BOOL of an object without `__bool__` and `__len__`, and a branch when false.
            TO_BOOL_BRANCH_ALWAYS_TRUE_FALSE ToBoolBranchAlwaysTrueFalse (truth::to_bool_branch_known::<M, { truth::ALWAYS_TRUE }, false>) 1;
            /// UNPACK_SEQUENCE of a tuple of two.
            UNPACK_SEQUENCE_TWO_TUPLE UnpackSequenceTwoTuple (unpack::unpack_known::<M, false, 2>) 1;
            /// UNPACK_SEQUENCE of a tuple of two, into locals: the MOVE_TL words that follow are done too.
            UNPACK_SEQUENCE_TWO_TUPLE_LOCALS UnpackSequenceTwoTupleLocals (unpack::unpack_to_locals::<M, false, 2>) 1;
            /// UNPACK_SEQUENCE of a tuple.
            UNPACK_SEQUENCE_TUPLE UnpackSequenceTuple (unpack::unpack_known::<M, false, 0>) 1;
            /// UNPACK_SEQUENCE of a tuple, into locals: the MOVE_TL words that follow are done too.
            UNPACK_SEQUENCE_TUPLE_LOCALS UnpackSequenceTupleLocals (unpack::unpack_to_locals::<M, false, 0>) 1;
            /// UNPACK_SEQUENCE of a tuple, into locals side by side: the MOVE_TL words that follow are done too.
            UNPACK_SEQUENCE_TUPLE_ADJACENT UnpackSequenceTupleAdjacent (unpack::unpack_to_adjacent::<M, false>) 1;
            /// UNPACK_SEQUENCE of a list.
            UNPACK_SEQUENCE_LIST UnpackSequenceList (unpack::unpack_known::<M, true, 0>) 1;
            /// UNPACK_SEQUENCE of a list, into locals: the MOVE_TL words that follow are done too.
            UNPACK_SEQUENCE_LIST_LOCALS UnpackSequenceListLocals (unpack::unpack_to_locals::<M, true, 0>) 1;
            /// UNPACK_SEQUENCE of a list, into locals side by side: the MOVE_TL words that follow are done too.
            UNPACK_SEQUENCE_LIST_ADJACENT UnpackSequenceListAdjacent (unpack::unpack_to_adjacent::<M, true>) 1;
            /// CONTAINS_OP of a dict.
            CONTAINS_OP_DICT ContainsOpDict (contains::contains_op_known::<M, 0>) 2;
            /// CONTAINS_OP of a dict, and a branch when true.
            CONTAINS_BRANCH_DICT_TRUE ContainsBranchDictTrue (contains::contains_branch_known::<M, 0, true>) 2;
            /// CONTAINS_OP of a dict, and a branch when false.
            CONTAINS_BRANCH_DICT_FALSE ContainsBranchDictFalse (contains::contains_branch_known::<M, 0, false>) 2;
            /// CONTAINS_OP of a set.
            CONTAINS_OP_SET ContainsOpSet (contains::contains_op_known::<M, 1>) 2;
            /// CONTAINS_OP of a set, and a branch when true.
            CONTAINS_BRANCH_SET_TRUE ContainsBranchSetTrue (contains::contains_branch_known::<M, 1, true>) 2;
            /// CONTAINS_OP of a set, and a branch when false.
            CONTAINS_BRANCH_SET_FALSE ContainsBranchSetFalse (contains::contains_branch_known::<M, 1, false>) 2;
            /// CONTAINS_OP of a frozenset.
            CONTAINS_OP_FROZEN_SET ContainsOpFrozenSet (contains::contains_op_known::<M, 2>) 2;
            /// CONTAINS_OP of a frozenset, and a branch when true.
            CONTAINS_BRANCH_FROZEN_SET_TRUE ContainsBranchFrozenSetTrue (contains::contains_branch_known::<M, 2, true>) 2;
            /// CONTAINS_OP of a frozenset, and a branch when false.
            CONTAINS_BRANCH_FROZEN_SET_FALSE ContainsBranchFrozenSetFalse (contains::contains_branch_known::<M, 2, false>) 2;
            /// CONTAINS_OP of a list.
            CONTAINS_OP_LIST ContainsOpList (contains::contains_op_known::<M, 3>) 2;
            /// CONTAINS_OP of a list, and a branch when true.
            CONTAINS_BRANCH_LIST_TRUE ContainsBranchListTrue (contains::contains_branch_known::<M, 3, true>) 2;
            /// CONTAINS_OP of a list, and a branch when false.
            CONTAINS_BRANCH_LIST_FALSE ContainsBranchListFalse (contains::contains_branch_known::<M, 3, false>) 2;
            /// CONTAINS_OP of a tuple.
            CONTAINS_OP_TUPLE ContainsOpTuple (contains::contains_op_known::<M, 4>) 2;
            /// CONTAINS_OP of a tuple, and a branch when true.
            CONTAINS_BRANCH_TUPLE_TRUE ContainsBranchTupleTrue (contains::contains_branch_known::<M, 4, true>) 2;
            /// CONTAINS_OP of a tuple, and a branch when false.
            CONTAINS_BRANCH_TUPLE_FALSE ContainsBranchTupleFalse (contains::contains_branch_known::<M, 4, false>) 2;
            /// CONTAINS_OP of a str.
            CONTAINS_OP_STR ContainsOpStr (contains::contains_op_known::<M, 5>) 2;
            /// CONTAINS_OP of a str, and a branch when true.
            CONTAINS_BRANCH_STR_TRUE ContainsBranchStrTrue (contains::contains_branch_known::<M, 5, true>) 2;
            /// CONTAINS_OP of a str, and a branch when false.
            CONTAINS_BRANCH_STR_FALSE ContainsBranchStrFalse (contains::contains_branch_known::<M, 5, false>) 2;
            /// `list[int] = value`.
            STORE_SUBSCR_LIST_INT StoreSubscrListInt [subscript::store_subscr_list_int::<M>] 2;
            /// `list[int] = value` of a local list, the index in a slot, the value a temporary.
            STORE_SUBSCR_LIST_INT_MOVE StoreSubscrListIntMove (subscript::store_subscr_local::<M, false, true>) 2;
            /// `list[int] = value` of a local list, the index in a slot, the value a local.
            STORE_SUBSCR_LIST_INT_COPY StoreSubscrListIntCopy (subscript::store_subscr_local::<M, false, false>) 2;
            /// `list[int] = value` of a local list, the index a constant, the value a temporary.
            STORE_SUBSCR_LIST_INT_CONST_MOVE StoreSubscrListIntConstMove (subscript::store_subscr_local::<M, true, true>) 2;
            /// `list[int] = value` of a local list, the index a constant, the value a local.
            STORE_SUBSCR_LIST_INT_CONST_COPY StoreSubscrListIntConstCopy (subscript::store_subscr_local::<M, true, false>) 2;
            /// `dict[key] = value`.
            STORE_SUBSCR_DICT StoreSubscrDict [subscript::store_subscr_dict::<M>] 2;
            /// `str[int]`.
            BINARY_SUBSCR_STR BinarySubscrStr [item::binary_subscr_str::<M>] 3;
            /// `object[key]` by a Python `__getitem__`.
            BINARY_SUBSCR_GETITEM BinarySubscrGetitem [item::binary_subscr_getitem::<M>] 3;
            /// `list[slice]`.
            BINARY_SUBSCR_LIST_SLICE BinarySubscrListSlice [item::binary_subscr_list_slice::<M>] 3;
            /// `int / int`.
            BINARY_DIVIDE_INT BinaryDivideInt [binary::binary_divide_int::<M>] 3;
            /// A float to the power of a float or an integer.
            BINARY_POWER_FLOAT BinaryPowerFloat [binary::binary_power_float::<M>] 3;
            /// Operands of two builtin types, the operation by the pair of them.
            BINARY_OP_NATIVE BinaryOpNative [binary::binary_op_native::<M>] 3;
            /// `int + int` where an operand or the result doesn't fit a word.
            BINARY_ADD_BIG BinaryAddBig (big::binary_big::<M, { binary::ADD }>) 3;
            /// `int - int` where an operand or the result doesn't fit a word.
            BINARY_SUBTRACT_BIG BinarySubtractBig (big::binary_big::<M, { binary::SUBTRACT }>) 3;
            /// `int * int` where an operand or the result doesn't fit a word.
            BINARY_MULTIPLY_BIG BinaryMultiplyBig (big::binary_big::<M, { binary::MULTIPLY }>) 3;
            /// `int // int` where an operand or the result doesn't fit a word.
            BINARY_FLOOR_DIVIDE_BIG BinaryFloorDivideBig (big::binary_big::<M, { binary::FLOOR_DIVIDE }>) 3;
            /// `int % int` where an operand or the result doesn't fit a word.
            BINARY_REMAINDER_BIG BinaryRemainderBig (big::binary_big::<M, { binary::REMAINDER }>) 3;
            /// `int & int` where an operand or the result doesn't fit a word.
            BINARY_AND_BIG BinaryAndBig (big::binary_big::<M, { binary::AND }>) 3;
            /// `int | int` where an operand or the result doesn't fit a word.
            BINARY_OR_BIG BinaryOrBig (big::binary_big::<M, { binary::OR }>) 3;
            /// `int ^ int` where an operand or the result doesn't fit a word.
            BINARY_XOR_BIG BinaryXorBig (big::binary_big::<M, { binary::XOR }>) 3;
            /// `int << int` where an operand or the result doesn't fit a word.
            BINARY_SHIFT_LEFT_BIG BinaryShiftLeftBig (big::binary_big::<M, { binary::SHIFT_LEFT }>) 3;
            /// `int >> int` where an operand or the result doesn't fit a word.
            BINARY_SHIFT_RIGHT_BIG BinaryShiftRightBig (big::binary_big::<M, { binary::SHIFT_RIGHT }>) 3;
            /// FOR_ITER of a native iterator, whose type's version is in cell 0.
            FOR_ITER_NATIVE ForIterNative [iter::for_iter_native::<M>] 2;
            /// `len` of a builtin container.
            CALL_LEN CallLen [call_native::call_len::<M>] 3;
            /// CALL of any class.
            CALL_CLASS CallClass [call_native::call_class::<M>] 3;
            /// CALL of a class of exceptions that only keeps its arguments.
            CALL_EXCEPTION_CLASS CallExceptionClass [call_native::call_exception_class::<M>] 3;
            /// CALL of a Python function in method shape without a self, with exactly its parameters.
            CALL_PY_EXACT_UNBOUND CallPyExactUnbound [call::call_py_exact_unbound::<M>] 3;
            /// CALL of a Python function with exactly its parameters.
            CALL_PY_EXACT CallPyExact [call::call_py_exact::<M>] 3;
            /// CALL of any Python function or method with exactly its parameters: the site saw more than one.
            CALL_PY_POLYMORPHIC CallPyPolymorphic [call::call_py_polymorphic::<M>] 3;
            /// CALL of a Python function or method, some parameters of which get their defaults.
            CALL_PY_DEFAULTS CallPyDefaults [call::call_py_defaults::<M>] 3;
            /// CALL of a Python function or method whose `*args` takes the rest of the positional arguments.
            CALL_PY_VARARGS CallPyVarargs [call::call_py_varargs::<M>] 3;
            /// CALL of a Python function or method of any signature.
            CALL_PY_GENERAL CallPyGeneral [call::call_py_general::<M>] 3;
            /// CALL_KW of a Python function or method with positional parameters, its keywords sorted by a map.
            CALL_KW_PY CallKwPy [call_kw::call_kw_py::<M>] 4;
            /// CALL_KW of a Python function or method of any signature.
            CALL_KW_PY_GENERAL CallKwPyGeneral [call_kw::call_kw_py_general::<M>] 4;
            /// CALL_KW of a native function or method.
            CALL_KW_NATIVE CallKwNative [call_kw::call_kw_native::<M>] 4;
            /// CALL_KW of a class.
            CALL_KW_CLASS CallKwClass [call_kw::call_kw_class::<M>] 4;
            /// CALL of a Python method with exactly its parameters.
            CALL_PY_EXACT_METHOD CallPyExactMethod [call::call_py_exact_method::<M>] 3;
            /// CALL of a bound Python method.
            CALL_BOUND_METHOD CallBoundMethod [call::call_bound_method::<M>] 3;
            /// CALL of a class with a Python `__init__`.
            CALL_CLASS_INIT CallClassInit [call::call_class_init::<M>] 3;
            /// CALL of a native function.
            CALL_NATIVE CallNative [call_native::call_native_one::<M>] 3;
            /// CALL of a native method.
            CALL_METHOD_DESCRIPTOR CallMethodDescriptor [call_native::call_method_descriptor::<M>] 3;
            /// CALL of `type` with one argument.
            CALL_TYPE_1 CallType1 [call_native::call_type_1::<M>] 3;
            /// CALL of `isinstance` with a class.
            CALL_ISINSTANCE CallIsinstance [call_native::call_isinstance::<M>] 3;
            /// An attribute among the inline values of an instance of one class.
            LOAD_ATTR_INSTANCE_VALUE LoadAttrInstanceValue [attr::load_attr_instance_value::<M>] 4;
            /// LOAD_ATTR_INSTANCE_VALUE of a local, to a temporary.
            LOAD_ATTR_INSTANCE_VALUE_BORROWED LoadAttrInstanceValueBorrowed [attr::load_attr_instance_value_borrowed::<M>] 4;
            /// LOAD_ATTR_SLOT of a local, to a temporary.
            LOAD_ATTR_SLOT_BORROWED LoadAttrSlotBorrowed [attr::load_attr_slot_borrowed::<M>] 4;
            /// An attribute in a slot of an instance of one class (`__slots__`).
            LOAD_ATTR_SLOT LoadAttrSlot [attr::load_attr_slot::<M>] 4;
            /// An attribute in the dict of an instance of one class, at the place where it was found first.
            LOAD_ATTR_WITH_HINT LoadAttrWithHint [attr::load_attr_with_hint::<M>] 4;
            /// An attribute of a module, by its place in the namespace.
            LOAD_ATTR_MODULE LoadAttrModule [attr::load_attr_module::<M>] 4;
            /// An attribute of one class, loaded from the class.
            LOAD_ATTR_CLASS LoadAttrClass [attr::load_attr_class::<M>] 4;
            /// A plain value in the class of an instance that has none of that name itself.
            LOAD_ATTR_NONDESCRIPTOR LoadAttrNondescriptor [attr::load_attr_nondescriptor::<M>] 4;
            /// A property whose getter is a Python function, which is entered in place.
            LOAD_ATTR_PROPERTY LoadAttrProperty [descriptor::load_attr_property::<M>] 4;
            /// What neither instance nor class has: a `__getattr__` in Python is entered in place.
            LOAD_ATTR_GETATTR LoadAttrGetattr [descriptor::load_attr_getattr::<M>] 4;
            /// A property whose setter is a Python function, which is entered in place.
            STORE_ATTR_PROPERTY StoreAttrProperty [descriptor::store_attr_property::<M>] 3;
            /// An attribute of instances of two to four classes, each with a guard of its own.
            LOAD_ATTR_POLYMORPHIC LoadAttrPolymorphic [attr::load_attr_polymorphic::<M>] 4;
            /// An attribute of instances of many classes, by the global (type version, name) cache.
            LOAD_ATTR_MEGAMORPHIC LoadAttrMegamorphic [attr::load_attr_megamorphic::<M>] 4;
            /// A method found in the class of an instance that has no attribute of that name.
            LOAD_METHOD_CACHED LoadMethodCached [method::load_method_cached::<M>] 3;
            /// A method of a local's builtin type that is called without arguments; neither is counted.
            LOAD_METHOD_CACHED_CALLED LoadMethodCachedCalled (call_borrowed::load_method_cached_called::<M, { call_borrowed::NOTHING }>) 3;
            /// A method of a local's builtin type that is called on a local, as LOAD_METHOD_CACHED_CALLED; the next word is left out.
            LOAD_METHOD_CACHED_OF_LOCAL LoadMethodCachedOfLocal (call_borrowed::load_method_cached_called::<M, { call_borrowed::LOCAL }>) 3;
            /// A method of a local's builtin type that is called on a constant, as LOAD_METHOD_CACHED_OF_LOCAL.
            LOAD_METHOD_CACHED_OF_CONSTANT LoadMethodCachedOfConstant (call_borrowed::load_method_cached_called::<M, { call_borrowed::CONSTANT }>) 3;
            /// A method of a small integer, a bool or None.
            LOAD_METHOD_IMMEDIATE LoadMethodImmediate [method::load_method_immediate::<M>] 3;
            /// A module's function, about to be called.
            LOAD_METHOD_MODULE LoadMethodModule [method::load_method_module::<M>] 3;
            /// A function of one class, loaded from the class to be called without a self.
            LOAD_METHOD_CLASS LoadMethodClass [method::load_method_class::<M>] 3;
            /// A class method of one class, loaded from the class to be called.
            LOAD_METHOD_OF_CLASS LoadMethodOfClass [method::load_method_of_class::<M>] 3;
            /// A class method, loaded from an instance to be called.
            LOAD_METHOD_CLASS_METHOD LoadMethodClassMethod [method::load_method_class_method::<M>] 3;
            /// A static method, or another callable that does not bind, loaded from an instance to be called.
            LOAD_METHOD_STATIC LoadMethodStatic [method::load_method_static::<M>] 3;
            /// What is called is among the instance's inline values.
            LOAD_METHOD_INSTANCE_VALUE LoadMethodInstanceValue [method::load_method_instance_value::<M>] 3;
            /// What is called is in a slot of the instance (`__slots__`).
            LOAD_METHOD_SLOT LoadMethodSlot [method::load_method_slot::<M>] 3;
            /// A method of instances of two to four classes, each with a guard of its own.
            LOAD_METHOD_POLYMORPHIC LoadMethodPolymorphic [method::load_method_polymorphic::<M>] 3;
            /// A method of instances of many classes, by the global (type version, name) cache.
            LOAD_METHOD_MEGAMORPHIC LoadMethodMegamorphic [method::load_method_megamorphic::<M>] 3;
            /// Stores among the inline values of an instance of one class.
            STORE_ATTR_INSTANCE_VALUE StoreAttrInstanceValue [attr::store_attr_instance_value::<M>] 3;
            /// STORE_ATTR_INSTANCE_VALUE of a temporary, to a local's attribute.
            STORE_ATTR_INSTANCE_VALUE_MOVED StoreAttrInstanceValueMoved [attr::store_attr_instance_value_moved::<M>] 3;
            /// STORE_ATTR_SLOT of a temporary, to a local's attribute.
            STORE_ATTR_SLOT_MOVED StoreAttrSlotMoved [attr::store_attr_slot_moved::<M>] 3;
            /// Stores to a slot of an instance of one class (`__slots__`).
            STORE_ATTR_SLOT StoreAttrSlot [attr::store_attr_slot::<M>] 3;
            /// Stores to an attribute of instances of two to four classes, each with a guard of its own.
            STORE_ATTR_POLYMORPHIC StoreAttrPolymorphic [attr::store_attr_polymorphic::<M>] 3;
            /// Stores to an attribute of instances of many classes, by the global (type version, name) cache.
            STORE_ATTR_MEGAMORPHIC StoreAttrMegamorphic [attr::store_attr_megamorphic::<M>] 3;
            /// A global of the module, to a temporary.
            LOAD_GLOBAL_MODULE LoadGlobalModule (global::load_global_module::<M, { global::TEMPORARY }>) 2;
            /// A global of the module, to a local.
            LOAD_GLOBAL_MODULE_LOCAL LoadGlobalModuleLocal (global::load_global_module::<M, { global::LOCAL }>) 2;
            /// A global of the module that the next word, which is left out, would drop.
            LOAD_GLOBAL_MODULE_DROPPED LoadGlobalModuleDropped (global::load_global_module::<M, { global::DROPPED }>) 2;
            /// A builtin, to a temporary; b = its entry's index.
            LOAD_GLOBAL_BUILTIN LoadGlobalBuiltin (global::load_global_builtin::<M, { global::TEMPORARY }>) 2;
            /// A builtin, to a local; b = its entry's index.
            LOAD_GLOBAL_BUILTIN_LOCAL LoadGlobalBuiltinLocal (global::load_global_builtin::<M, { global::LOCAL }>) 2;
            /// A builtin that the next word, which is left out, would drop; b = its entry's index.
            LOAD_GLOBAL_BUILTIN_DROPPED LoadGlobalBuiltinDropped (global::load_global_builtin::<M, { global::DROPPED }>) 2;
            /// A builtin that is called on a local; neither is counted, the next word is left out; b = its entry's index.
            LOAD_GLOBAL_BUILTIN_OF_LOCAL LoadGlobalBuiltinOfLocal (call_borrowed::load_global_builtin_called::<M, { call_borrowed::LOCAL }, { call_borrowed::NOTHING }>) 2;
            /// A builtin that is called on a constant, as LOAD_GLOBAL_BUILTIN_OF_LOCAL.
            LOAD_GLOBAL_BUILTIN_OF_CONSTANT LoadGlobalBuiltinOfConstant (call_borrowed::load_global_builtin_called::<M, { call_borrowed::CONSTANT }, { call_borrowed::NOTHING }>) 2;
            /// A builtin that is called on two locals, as LOAD_GLOBAL_BUILTIN_OF_LOCAL.
            LOAD_GLOBAL_BUILTIN_OF_LOCALS LoadGlobalBuiltinOfLocals (call_borrowed::load_global_builtin_called::<M, { call_borrowed::LOCAL }, { call_borrowed::LOCAL }>) 2;
            /// A builtin that is called on a local and a constant, as LOAD_GLOBAL_BUILTIN_OF_LOCAL.
            LOAD_GLOBAL_BUILTIN_OF_LOCAL_CONSTANT LoadGlobalBuiltinOfLocalConstant (call_borrowed::load_global_builtin_called::<M, { call_borrowed::CONSTANT }, { call_borrowed::LOCAL }>) 2;
            /// A builtin that is called on a local and a global, as LOAD_GLOBAL_BUILTIN_OF_LOCAL.
            LOAD_GLOBAL_BUILTIN_OF_LOCAL_GLOBAL LoadGlobalBuiltinOfLocalGlobal (call_borrowed::load_global_builtin_called::<M, { call_borrowed::GLOBAL }, { call_borrowed::LOCAL }>) 2;
            /// Integers in slots, to a temporary.
            BINARY_ADD_INT BinaryAddInt (binary::binary_int::<M, { binary::ADD }, false>) 3;
            /// Integers in slots; the result is returned, which is the next word.
            BINARY_ADD_INT_RETURN BinaryAddIntReturn (binary::binary_int_return::<M, { binary::ADD }>) 3;
            /// Integers in slots, to a local.
            BINARY_ADD_INT_LOCAL BinaryAddIntLocal (binary::binary_int::<M, { binary::ADD }, true>) 3;
            /// An integer and a constant, to a temporary.
            BINARY_ADD_INT_CONST BinaryAddIntConst (binary::binary_int_const::<M, { binary::ADD }, false>) 3;
            /// An integer and a constant, to a local.
            BINARY_ADD_INT_CONST_LOCAL BinaryAddIntConstLocal (binary::binary_int_const::<M, { binary::ADD }, true>) 3;
            /// Integers, any operands.
            BINARY_ADD_INT_ANY BinaryAddIntAny (binary::binary_int_any::<M, { binary::ADD }>) 3;
            /// Integers in slots, to a temporary.
            BINARY_SUBTRACT_INT BinarySubtractInt (binary::binary_int::<M, { binary::SUBTRACT }, false>) 3;
            /// Integers in slots; the result is returned, which is the next word.
            BINARY_SUBTRACT_INT_RETURN BinarySubtractIntReturn (binary::binary_int_return::<M, { binary::SUBTRACT }>) 3;
            /// Integers in slots, to a local.
            BINARY_SUBTRACT_INT_LOCAL BinarySubtractIntLocal (binary::binary_int::<M, { binary::SUBTRACT }, true>) 3;
            /// An integer and a constant, to a temporary.
            BINARY_SUBTRACT_INT_CONST BinarySubtractIntConst (binary::binary_int_const::<M, { binary::SUBTRACT }, false>) 3;
            /// An integer and a constant, to a local.
            BINARY_SUBTRACT_INT_CONST_LOCAL BinarySubtractIntConstLocal (binary::binary_int_const::<M, { binary::SUBTRACT }, true>) 3;
            /// Integers, any operands.
            BINARY_SUBTRACT_INT_ANY BinarySubtractIntAny (binary::binary_int_any::<M, { binary::SUBTRACT }>) 3;
            /// Integers in slots, to a temporary.
            BINARY_MULTIPLY_INT BinaryMultiplyInt (binary::binary_int::<M, { binary::MULTIPLY }, false>) 3;
            /// Integers in slots; the result is returned, which is the next word.
            BINARY_MULTIPLY_INT_RETURN BinaryMultiplyIntReturn (binary::binary_int_return::<M, { binary::MULTIPLY }>) 3;
            /// Integers in slots, to a local.
            BINARY_MULTIPLY_INT_LOCAL BinaryMultiplyIntLocal (binary::binary_int::<M, { binary::MULTIPLY }, true>) 3;
            /// An integer and a constant, to a temporary.
            BINARY_MULTIPLY_INT_CONST BinaryMultiplyIntConst (binary::binary_int_const::<M, { binary::MULTIPLY }, false>) 3;
            /// An integer and a constant, to a local.
            BINARY_MULTIPLY_INT_CONST_LOCAL BinaryMultiplyIntConstLocal (binary::binary_int_const::<M, { binary::MULTIPLY }, true>) 3;
            /// Integers, any operands.
            BINARY_MULTIPLY_INT_ANY BinaryMultiplyIntAny (binary::binary_int_any::<M, { binary::MULTIPLY }>) 3;
            /// An integer and a constant, to a temporary.
            BINARY_AND_INT_CONST BinaryAndIntConst (binary::binary_int_const::<M, { binary::AND }, false>) 3;
            /// Integers, any operands.
            BINARY_AND_INT BinaryAndInt (binary::binary_int_any::<M, { binary::AND }>) 3;
            /// Integers, any operands.
            BINARY_OR_INT BinaryOrInt (binary::binary_int_any::<M, { binary::OR }>) 3;
            /// Integers, any operands.
            BINARY_XOR_INT BinaryXorInt (binary::binary_int_any::<M, { binary::XOR }>) 3;
            /// Integers, any operands.
            BINARY_REMAINDER_INT BinaryRemainderInt (binary::binary_int_any::<M, { binary::REMAINDER }>) 3;
            /// Integers, any operands.
            BINARY_FLOOR_DIVIDE_INT BinaryFloorDivideInt (binary::binary_int_any::<M, { binary::FLOOR_DIVIDE }>) 3;
            /// Integers, any operands.
            BINARY_SHIFT_RIGHT_INT BinaryShiftRightInt (binary::binary_int_any::<M, { binary::SHIFT_RIGHT }>) 3;
            /// Integers, any operands.
            BINARY_SHIFT_LEFT_INT BinaryShiftLeftInt (binary::binary_int_any::<M, { binary::SHIFT_LEFT }>) 3;
            /// Floats: nothing owned, to a temporary.
            BINARY_ADD_FLOAT_FRESH BinaryAddFloatFresh (binary::binary_float::<M, { binary::ADD }, { binary::FLOAT_FLOAT }, { binary::FRESH }>) 3;
            /// Floats: the left a temporary, to a temporary.
            BINARY_ADD_FLOAT_REUSE BinaryAddFloatReuse (binary::binary_float::<M, { binary::ADD }, { binary::FLOAT_FLOAT }, { binary::REUSE }>) 3;
            /// Floats: to a local.
            BINARY_ADD_FLOAT_LOCAL BinaryAddFloatLocal (binary::binary_float::<M, { binary::ADD }, { binary::FLOAT_FLOAT }, { binary::LOCAL }>) 3;
            /// Floats, the right a temporary, to a temporary.
            BINARY_ADD_FLOAT_RIGHT BinaryAddFloatRight (binary::binary_float::<M, { binary::ADD }, { binary::FLOAT_FLOAT }, { binary::RIGHT }>) 3;
            /// Floats, both temporaries, to a temporary.
            BINARY_ADD_FLOAT_BOTH BinaryAddFloatBoth (binary::binary_float::<M, { binary::ADD }, { binary::FLOAT_FLOAT }, { binary::BOTH }>) 3;
            /// A float and a constant: nothing owned, to a temporary.
            BINARY_ADD_FLOAT_CONST_FRESH BinaryAddFloatConstFresh (binary::binary_float::<M, { binary::ADD }, { binary::FLOAT_CONST }, { binary::FRESH }>) 3;
            /// A float and a constant: the left a temporary, to a temporary.
            BINARY_ADD_FLOAT_CONST_REUSE BinaryAddFloatConstReuse (binary::binary_float::<M, { binary::ADD }, { binary::FLOAT_CONST }, { binary::REUSE }>) 3;
            /// A float and a constant: to a local.
            BINARY_ADD_FLOAT_CONST_LOCAL BinaryAddFloatConstLocal (binary::binary_float::<M, { binary::ADD }, { binary::FLOAT_CONST }, { binary::LOCAL }>) 3;
            /// A float and an integer: nothing owned, to a temporary.
            BINARY_ADD_FLOAT_INT_FRESH BinaryAddFloatIntFresh (binary::binary_float::<M, { binary::ADD }, { binary::FLOAT_INT }, { binary::FRESH }>) 3;
            /// A float and an integer: the left a temporary, to a temporary.
            BINARY_ADD_FLOAT_INT_REUSE BinaryAddFloatIntReuse (binary::binary_float::<M, { binary::ADD }, { binary::FLOAT_INT }, { binary::REUSE }>) 3;
            /// A float and an integer: to a local.
            BINARY_ADD_FLOAT_INT_LOCAL BinaryAddFloatIntLocal (binary::binary_float::<M, { binary::ADD }, { binary::FLOAT_INT }, { binary::LOCAL }>) 3;
            /// An integer and a float: nothing owned, to a temporary.
            BINARY_ADD_INT_FLOAT_FRESH BinaryAddIntFloatFresh (binary::binary_float::<M, { binary::ADD }, { binary::INT_FLOAT }, { binary::FRESH }>) 3;
            /// An integer and a float: to a local.
            BINARY_ADD_INT_FLOAT_LOCAL BinaryAddIntFloatLocal (binary::binary_float::<M, { binary::ADD }, { binary::INT_FLOAT }, { binary::LOCAL }>) 3;
            /// An integer and a float, which is a temporary, to a temporary.
            BINARY_ADD_INT_FLOAT_RIGHT BinaryAddIntFloatRight (binary::binary_float::<M, { binary::ADD }, { binary::INT_FLOAT }, { binary::RIGHT }>) 3;
            /// A constant and a float: nothing owned, to a temporary.
            BINARY_ADD_CONST_FLOAT_FRESH BinaryAddConstFloatFresh (binary::binary_float::<M, { binary::ADD }, { binary::CONST_FLOAT }, { binary::FRESH }>) 3;
            /// A constant and a float: to a local.
            BINARY_ADD_CONST_FLOAT_LOCAL BinaryAddConstFloatLocal (binary::binary_float::<M, { binary::ADD }, { binary::CONST_FLOAT }, { binary::LOCAL }>) 3;
            /// A constant and a float, which is a temporary, to a temporary.
            BINARY_ADD_CONST_FLOAT_RIGHT BinaryAddConstFloatRight (binary::binary_float::<M, { binary::ADD }, { binary::CONST_FLOAT }, { binary::RIGHT }>) 3;
            /// Floats: nothing owned, to a temporary.
            BINARY_SUBTRACT_FLOAT_FRESH BinarySubtractFloatFresh (binary::binary_float::<M, { binary::SUBTRACT }, { binary::FLOAT_FLOAT }, { binary::FRESH }>) 3;
            /// Floats: the left a temporary, to a temporary.
            BINARY_SUBTRACT_FLOAT_REUSE BinarySubtractFloatReuse (binary::binary_float::<M, { binary::SUBTRACT }, { binary::FLOAT_FLOAT }, { binary::REUSE }>) 3;
            /// Floats: to a local.
            BINARY_SUBTRACT_FLOAT_LOCAL BinarySubtractFloatLocal (binary::binary_float::<M, { binary::SUBTRACT }, { binary::FLOAT_FLOAT }, { binary::LOCAL }>) 3;
            /// Floats, the right a temporary, to a temporary.
            BINARY_SUBTRACT_FLOAT_RIGHT BinarySubtractFloatRight (binary::binary_float::<M, { binary::SUBTRACT }, { binary::FLOAT_FLOAT }, { binary::RIGHT }>) 3;
            /// Floats, both temporaries, to a temporary.
            BINARY_SUBTRACT_FLOAT_BOTH BinarySubtractFloatBoth (binary::binary_float::<M, { binary::SUBTRACT }, { binary::FLOAT_FLOAT }, { binary::BOTH }>) 3;
            /// A float and a constant: nothing owned, to a temporary.
            BINARY_SUBTRACT_FLOAT_CONST_FRESH BinarySubtractFloatConstFresh (binary::binary_float::<M, { binary::SUBTRACT }, { binary::FLOAT_CONST }, { binary::FRESH }>) 3;
            /// A float and a constant: the left a temporary, to a temporary.
            BINARY_SUBTRACT_FLOAT_CONST_REUSE BinarySubtractFloatConstReuse (binary::binary_float::<M, { binary::SUBTRACT }, { binary::FLOAT_CONST }, { binary::REUSE }>) 3;
            /// A float and a constant: to a local.
            BINARY_SUBTRACT_FLOAT_CONST_LOCAL BinarySubtractFloatConstLocal (binary::binary_float::<M, { binary::SUBTRACT }, { binary::FLOAT_CONST }, { binary::LOCAL }>) 3;
            /// A float and an integer: nothing owned, to a temporary.
            BINARY_SUBTRACT_FLOAT_INT_FRESH BinarySubtractFloatIntFresh (binary::binary_float::<M, { binary::SUBTRACT }, { binary::FLOAT_INT }, { binary::FRESH }>) 3;
            /// A float and an integer: the left a temporary, to a temporary.
            BINARY_SUBTRACT_FLOAT_INT_REUSE BinarySubtractFloatIntReuse (binary::binary_float::<M, { binary::SUBTRACT }, { binary::FLOAT_INT }, { binary::REUSE }>) 3;
            /// A float and an integer: to a local.
            BINARY_SUBTRACT_FLOAT_INT_LOCAL BinarySubtractFloatIntLocal (binary::binary_float::<M, { binary::SUBTRACT }, { binary::FLOAT_INT }, { binary::LOCAL }>) 3;
            /// An integer and a float: nothing owned, to a temporary.
            BINARY_SUBTRACT_INT_FLOAT_FRESH BinarySubtractIntFloatFresh (binary::binary_float::<M, { binary::SUBTRACT }, { binary::INT_FLOAT }, { binary::FRESH }>) 3;
            /// An integer and a float: to a local.
            BINARY_SUBTRACT_INT_FLOAT_LOCAL BinarySubtractIntFloatLocal (binary::binary_float::<M, { binary::SUBTRACT }, { binary::INT_FLOAT }, { binary::LOCAL }>) 3;
            /// An integer and a float, which is a temporary, to a temporary.
            BINARY_SUBTRACT_INT_FLOAT_RIGHT BinarySubtractIntFloatRight (binary::binary_float::<M, { binary::SUBTRACT }, { binary::INT_FLOAT }, { binary::RIGHT }>) 3;
            /// A constant and a float: nothing owned, to a temporary.
            BINARY_SUBTRACT_CONST_FLOAT_FRESH BinarySubtractConstFloatFresh (binary::binary_float::<M, { binary::SUBTRACT }, { binary::CONST_FLOAT }, { binary::FRESH }>) 3;
            /// A constant and a float: to a local.
            BINARY_SUBTRACT_CONST_FLOAT_LOCAL BinarySubtractConstFloatLocal (binary::binary_float::<M, { binary::SUBTRACT }, { binary::CONST_FLOAT }, { binary::LOCAL }>) 3;
            /// A constant and a float, which is a temporary, to a temporary.
            BINARY_SUBTRACT_CONST_FLOAT_RIGHT BinarySubtractConstFloatRight (binary::binary_float::<M, { binary::SUBTRACT }, { binary::CONST_FLOAT }, { binary::RIGHT }>) 3;
            /// Floats: nothing owned, to a temporary.
            BINARY_MULTIPLY_FLOAT_FRESH BinaryMultiplyFloatFresh (binary::binary_float::<M, { binary::MULTIPLY }, { binary::FLOAT_FLOAT }, { binary::FRESH }>) 3;
            /// Floats: the left a temporary, to a temporary.
            BINARY_MULTIPLY_FLOAT_REUSE BinaryMultiplyFloatReuse (binary::binary_float::<M, { binary::MULTIPLY }, { binary::FLOAT_FLOAT }, { binary::REUSE }>) 3;
            /// Floats: to a local.
            BINARY_MULTIPLY_FLOAT_LOCAL BinaryMultiplyFloatLocal (binary::binary_float::<M, { binary::MULTIPLY }, { binary::FLOAT_FLOAT }, { binary::LOCAL }>) 3;
            /// Floats, the right a temporary, to a temporary.
            BINARY_MULTIPLY_FLOAT_RIGHT BinaryMultiplyFloatRight (binary::binary_float::<M, { binary::MULTIPLY }, { binary::FLOAT_FLOAT }, { binary::RIGHT }>) 3;
            /// Floats, both temporaries, to a temporary.
            BINARY_MULTIPLY_FLOAT_BOTH BinaryMultiplyFloatBoth (binary::binary_float::<M, { binary::MULTIPLY }, { binary::FLOAT_FLOAT }, { binary::BOTH }>) 3;
            /// A float and a constant: nothing owned, to a temporary.
            BINARY_MULTIPLY_FLOAT_CONST_FRESH BinaryMultiplyFloatConstFresh (binary::binary_float::<M, { binary::MULTIPLY }, { binary::FLOAT_CONST }, { binary::FRESH }>) 3;
            /// A float and a constant: the left a temporary, to a temporary.
            BINARY_MULTIPLY_FLOAT_CONST_REUSE BinaryMultiplyFloatConstReuse (binary::binary_float::<M, { binary::MULTIPLY }, { binary::FLOAT_CONST }, { binary::REUSE }>) 3;
            /// A float and a constant: to a local.
            BINARY_MULTIPLY_FLOAT_CONST_LOCAL BinaryMultiplyFloatConstLocal (binary::binary_float::<M, { binary::MULTIPLY }, { binary::FLOAT_CONST }, { binary::LOCAL }>) 3;
            /// A float and an integer: nothing owned, to a temporary.
            BINARY_MULTIPLY_FLOAT_INT_FRESH BinaryMultiplyFloatIntFresh (binary::binary_float::<M, { binary::MULTIPLY }, { binary::FLOAT_INT }, { binary::FRESH }>) 3;
            /// A float and an integer: the left a temporary, to a temporary.
            BINARY_MULTIPLY_FLOAT_INT_REUSE BinaryMultiplyFloatIntReuse (binary::binary_float::<M, { binary::MULTIPLY }, { binary::FLOAT_INT }, { binary::REUSE }>) 3;
            /// A float and an integer: to a local.
            BINARY_MULTIPLY_FLOAT_INT_LOCAL BinaryMultiplyFloatIntLocal (binary::binary_float::<M, { binary::MULTIPLY }, { binary::FLOAT_INT }, { binary::LOCAL }>) 3;
            /// An integer and a float: nothing owned, to a temporary.
            BINARY_MULTIPLY_INT_FLOAT_FRESH BinaryMultiplyIntFloatFresh (binary::binary_float::<M, { binary::MULTIPLY }, { binary::INT_FLOAT }, { binary::FRESH }>) 3;
            /// An integer and a float: to a local.
            BINARY_MULTIPLY_INT_FLOAT_LOCAL BinaryMultiplyIntFloatLocal (binary::binary_float::<M, { binary::MULTIPLY }, { binary::INT_FLOAT }, { binary::LOCAL }>) 3;
            /// An integer and a float, which is a temporary, to a temporary.
            BINARY_MULTIPLY_INT_FLOAT_RIGHT BinaryMultiplyIntFloatRight (binary::binary_float::<M, { binary::MULTIPLY }, { binary::INT_FLOAT }, { binary::RIGHT }>) 3;
            /// A constant and a float: nothing owned, to a temporary.
            BINARY_MULTIPLY_CONST_FLOAT_FRESH BinaryMultiplyConstFloatFresh (binary::binary_float::<M, { binary::MULTIPLY }, { binary::CONST_FLOAT }, { binary::FRESH }>) 3;
            /// A constant and a float: to a local.
            BINARY_MULTIPLY_CONST_FLOAT_LOCAL BinaryMultiplyConstFloatLocal (binary::binary_float::<M, { binary::MULTIPLY }, { binary::CONST_FLOAT }, { binary::LOCAL }>) 3;
            /// A constant and a float, which is a temporary, to a temporary.
            BINARY_MULTIPLY_CONST_FLOAT_RIGHT BinaryMultiplyConstFloatRight (binary::binary_float::<M, { binary::MULTIPLY }, { binary::CONST_FLOAT }, { binary::RIGHT }>) 3;
            /// Floats: nothing owned, to a temporary.
            BINARY_DIVIDE_FLOAT_FRESH BinaryDivideFloatFresh (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::FLOAT_FLOAT }, { binary::FRESH }>) 3;
            /// Floats: the left a temporary, to a temporary.
            BINARY_DIVIDE_FLOAT_REUSE BinaryDivideFloatReuse (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::FLOAT_FLOAT }, { binary::REUSE }>) 3;
            /// Floats: to a local.
            BINARY_DIVIDE_FLOAT_LOCAL BinaryDivideFloatLocal (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::FLOAT_FLOAT }, { binary::LOCAL }>) 3;
            /// Floats, the right a temporary, to a temporary.
            BINARY_DIVIDE_FLOAT_RIGHT BinaryDivideFloatRight (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::FLOAT_FLOAT }, { binary::RIGHT }>) 3;
            /// Floats, both temporaries, to a temporary.
            BINARY_DIVIDE_FLOAT_BOTH BinaryDivideFloatBoth (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::FLOAT_FLOAT }, { binary::BOTH }>) 3;
            /// A float and a constant: nothing owned, to a temporary.
            BINARY_DIVIDE_FLOAT_CONST_FRESH BinaryDivideFloatConstFresh (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::FLOAT_CONST }, { binary::FRESH }>) 3;
            /// A float and a constant: the left a temporary, to a temporary.
            BINARY_DIVIDE_FLOAT_CONST_REUSE BinaryDivideFloatConstReuse (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::FLOAT_CONST }, { binary::REUSE }>) 3;
            /// A float and a constant: to a local.
            BINARY_DIVIDE_FLOAT_CONST_LOCAL BinaryDivideFloatConstLocal (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::FLOAT_CONST }, { binary::LOCAL }>) 3;
            /// A float and an integer: nothing owned, to a temporary.
            BINARY_DIVIDE_FLOAT_INT_FRESH BinaryDivideFloatIntFresh (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::FLOAT_INT }, { binary::FRESH }>) 3;
            /// A float and an integer: the left a temporary, to a temporary.
            BINARY_DIVIDE_FLOAT_INT_REUSE BinaryDivideFloatIntReuse (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::FLOAT_INT }, { binary::REUSE }>) 3;
            /// A float and an integer: to a local.
            BINARY_DIVIDE_FLOAT_INT_LOCAL BinaryDivideFloatIntLocal (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::FLOAT_INT }, { binary::LOCAL }>) 3;
            /// An integer and a float: nothing owned, to a temporary.
            BINARY_DIVIDE_INT_FLOAT_FRESH BinaryDivideIntFloatFresh (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::INT_FLOAT }, { binary::FRESH }>) 3;
            /// An integer and a float: to a local.
            BINARY_DIVIDE_INT_FLOAT_LOCAL BinaryDivideIntFloatLocal (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::INT_FLOAT }, { binary::LOCAL }>) 3;
            /// An integer and a float, which is a temporary, to a temporary.
            BINARY_DIVIDE_INT_FLOAT_RIGHT BinaryDivideIntFloatRight (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::INT_FLOAT }, { binary::RIGHT }>) 3;
            /// A constant and a float: nothing owned, to a temporary.
            BINARY_DIVIDE_CONST_FLOAT_FRESH BinaryDivideConstFloatFresh (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::CONST_FLOAT }, { binary::FRESH }>) 3;
            /// A constant and a float: to a local.
            BINARY_DIVIDE_CONST_FLOAT_LOCAL BinaryDivideConstFloatLocal (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::CONST_FLOAT }, { binary::LOCAL }>) 3;
            /// A constant and a float, which is a temporary, to a temporary.
            BINARY_DIVIDE_CONST_FLOAT_RIGHT BinaryDivideConstFloatRight (binary::binary_float::<M, { binary::TRUE_DIVIDE }, { binary::CONST_FLOAT }, { binary::RIGHT }>) 3;
            /// Strings.
            BINARY_ADD_STR BinaryAddStr [binary::binary_add_str::<M>] 3;
            /// `list[int]`.
            BINARY_SUBSCR_LIST BinarySubscrList [item::binary_subscr_list::<M>] 3;
            /// `tuple[int]`.
            BINARY_SUBSCR_TUPLE BinarySubscrTuple [item::binary_subscr_tuple::<M>] 3;
            /// `list[int]` of a local, the index in a slot, to a temporary.
            BINARY_SUBSCR_LIST_FRESH BinarySubscrListFresh (item::binary_subscr_local::<M, { item::LIST }, false, { item::FRESH }>) 3;
            /// `list[int]` of a local, the index in a slot, to a local.
            BINARY_SUBSCR_LIST_LOCAL BinarySubscrListLocal (item::binary_subscr_local::<M, { item::LIST }, false, { item::LOCAL }>) 3;
            /// `list[int]` of a local, the index a constant, to a temporary.
            BINARY_SUBSCR_LIST_CONST_FRESH BinarySubscrListConstFresh (item::binary_subscr_local::<M, { item::LIST }, true, { item::FRESH }>) 3;
            /// `list[int]` of a local, the index a constant, to a local.
            BINARY_SUBSCR_LIST_CONST_LOCAL BinarySubscrListConstLocal (item::binary_subscr_local::<M, { item::LIST }, true, { item::LOCAL }>) 3;
            /// `list[int]` of a temporary, the index in a slot, to a temporary.
            BINARY_SUBSCR_LIST_TEMPORARY BinarySubscrListTemporary (item::binary_subscr_local::<M, { item::LIST }, false, { item::TEMPORARY }>) 3;
            /// `list[int]` of a temporary, the index a constant, to a temporary.
            BINARY_SUBSCR_LIST_CONST_TEMPORARY BinarySubscrListConstTemporary (item::binary_subscr_local::<M, { item::LIST }, true, { item::TEMPORARY }>) 3;
            /// `tuple[int]` of a local, the index in a slot, to a temporary.
            BINARY_SUBSCR_TUPLE_FRESH BinarySubscrTupleFresh (item::binary_subscr_local::<M, { item::TUPLE }, false, { item::FRESH }>) 3;
            /// `tuple[int]` of a local, the index in a slot, to a local.
            BINARY_SUBSCR_TUPLE_LOCAL BinarySubscrTupleLocal (item::binary_subscr_local::<M, { item::TUPLE }, false, { item::LOCAL }>) 3;
            /// `tuple[int]` of a local, the index a constant, to a temporary.
            BINARY_SUBSCR_TUPLE_CONST_FRESH BinarySubscrTupleConstFresh (item::binary_subscr_local::<M, { item::TUPLE }, true, { item::FRESH }>) 3;
            /// `tuple[int]` of a local, the index a constant, to a local.
            BINARY_SUBSCR_TUPLE_CONST_LOCAL BinarySubscrTupleConstLocal (item::binary_subscr_local::<M, { item::TUPLE }, true, { item::LOCAL }>) 3;
            /// `tuple[int]` of a temporary, the index in a slot, to a temporary.
            BINARY_SUBSCR_TUPLE_TEMPORARY BinarySubscrTupleTemporary (item::binary_subscr_local::<M, { item::TUPLE }, false, { item::TEMPORARY }>) 3;
            /// `tuple[int]` of a temporary, the index a constant, to a temporary.
            BINARY_SUBSCR_TUPLE_CONST_TEMPORARY BinarySubscrTupleConstTemporary (item::binary_subscr_local::<M, { item::TUPLE }, true, { item::TEMPORARY }>) 3;
            /// `dict[key]`.
            BINARY_SUBSCR_DICT BinarySubscrDict [item::binary_subscr_dict::<M>] 3;
            /// Compares integers in slots by `<`, and branches when true.
            COMPARE_BRANCH_LT_INT_TRUE CompareBranchLtIntTrue (compare::compare_branch_int::<M, 0, true>) 2;
            /// Compares an integer in a slot and a constant by `<`, and branches when true.
            COMPARE_BRANCH_LT_INT_CONST_TRUE CompareBranchLtIntConstTrue (compare::compare_branch_int_const::<M, 0, true>) 2;
            /// Compares integers in slots by `<`, and branches when false.
            COMPARE_BRANCH_LT_INT_FALSE CompareBranchLtIntFalse (compare::compare_branch_int::<M, 0, false>) 2;
            /// Compares an integer in a slot and a constant by `<`, and branches when false.
            COMPARE_BRANCH_LT_INT_CONST_FALSE CompareBranchLtIntConstFalse (compare::compare_branch_int_const::<M, 0, false>) 2;
            /// Compares integers in slots by `<=`, and branches when true.
            COMPARE_BRANCH_LE_INT_TRUE CompareBranchLeIntTrue (compare::compare_branch_int::<M, 1, true>) 2;
            /// Compares an integer in a slot and a constant by `<=`, and branches when true.
            COMPARE_BRANCH_LE_INT_CONST_TRUE CompareBranchLeIntConstTrue (compare::compare_branch_int_const::<M, 1, true>) 2;
            /// Compares integers in slots by `<=`, and branches when false.
            COMPARE_BRANCH_LE_INT_FALSE CompareBranchLeIntFalse (compare::compare_branch_int::<M, 1, false>) 2;
            /// Compares an integer in a slot and a constant by `<=`, and branches when false.
            COMPARE_BRANCH_LE_INT_CONST_FALSE CompareBranchLeIntConstFalse (compare::compare_branch_int_const::<M, 1, false>) 2;
            /// Compares integers in slots by `==`, and branches when true.
            COMPARE_BRANCH_EQ_INT_TRUE CompareBranchEqIntTrue (compare::compare_branch_int::<M, 2, true>) 2;
            /// Compares an integer in a slot and a constant by `==`, and branches when true.
            COMPARE_BRANCH_EQ_INT_CONST_TRUE CompareBranchEqIntConstTrue (compare::compare_branch_int_const::<M, 2, true>) 2;
            /// Compares integers in slots by `==`, and branches when false.
            COMPARE_BRANCH_EQ_INT_FALSE CompareBranchEqIntFalse (compare::compare_branch_int::<M, 2, false>) 2;
            /// Compares an integer in a slot and a constant by `==`, and branches when false.
            COMPARE_BRANCH_EQ_INT_CONST_FALSE CompareBranchEqIntConstFalse (compare::compare_branch_int_const::<M, 2, false>) 2;
            /// Compares integers in slots by `!=`, and branches when true.
            COMPARE_BRANCH_NE_INT_TRUE CompareBranchNeIntTrue (compare::compare_branch_int::<M, 3, true>) 2;
            /// Compares an integer in a slot and a constant by `!=`, and branches when true.
            COMPARE_BRANCH_NE_INT_CONST_TRUE CompareBranchNeIntConstTrue (compare::compare_branch_int_const::<M, 3, true>) 2;
            /// Compares integers in slots by `!=`, and branches when false.
            COMPARE_BRANCH_NE_INT_FALSE CompareBranchNeIntFalse (compare::compare_branch_int::<M, 3, false>) 2;
            /// Compares an integer in a slot and a constant by `!=`, and branches when false.
            COMPARE_BRANCH_NE_INT_CONST_FALSE CompareBranchNeIntConstFalse (compare::compare_branch_int_const::<M, 3, false>) 2;
            /// Compares integers in slots by `>`, and branches when true.
            COMPARE_BRANCH_GT_INT_TRUE CompareBranchGtIntTrue (compare::compare_branch_int::<M, 4, true>) 2;
            /// Compares an integer in a slot and a constant by `>`, and branches when true.
            COMPARE_BRANCH_GT_INT_CONST_TRUE CompareBranchGtIntConstTrue (compare::compare_branch_int_const::<M, 4, true>) 2;
            /// Compares integers in slots by `>`, and branches when false.
            COMPARE_BRANCH_GT_INT_FALSE CompareBranchGtIntFalse (compare::compare_branch_int::<M, 4, false>) 2;
            /// Compares an integer in a slot and a constant by `>`, and branches when false.
            COMPARE_BRANCH_GT_INT_CONST_FALSE CompareBranchGtIntConstFalse (compare::compare_branch_int_const::<M, 4, false>) 2;
            /// Compares integers in slots by `>=`, and branches when true.
            COMPARE_BRANCH_GE_INT_TRUE CompareBranchGeIntTrue (compare::compare_branch_int::<M, 5, true>) 2;
            /// Compares an integer in a slot and a constant by `>=`, and branches when true.
            COMPARE_BRANCH_GE_INT_CONST_TRUE CompareBranchGeIntConstTrue (compare::compare_branch_int_const::<M, 5, true>) 2;
            /// Compares integers in slots by `>=`, and branches when false.
            COMPARE_BRANCH_GE_INT_FALSE CompareBranchGeIntFalse (compare::compare_branch_int::<M, 5, false>) 2;
            /// Compares an integer in a slot and a constant by `>=`, and branches when false.
            COMPARE_BRANCH_GE_INT_CONST_FALSE CompareBranchGeIntConstFalse (compare::compare_branch_int_const::<M, 5, false>) 2;
            /// Compares floats, and branches when true.
            COMPARE_BRANCH_FLOAT_TRUE CompareBranchFloatTrue (compare::compare_branch_float::<M, true>) 2;
            /// Compares strings, and branches when true.
            COMPARE_BRANCH_STR_TRUE CompareBranchStrTrue (compare::compare_branch_str::<M, true>) 2;
            /// Compares floats, and branches when false.
            COMPARE_BRANCH_FLOAT_FALSE CompareBranchFloatFalse (compare::compare_branch_float::<M, false>) 2;
            /// Compares strings, and branches when false.
            COMPARE_BRANCH_STR_FALSE CompareBranchStrFalse (compare::compare_branch_str::<M, false>) 2;
            /// Compares integers.
            COMPARE_OP_INT CompareOpInt [compare::compare_op_int::<M>] 2;
            /// Compares floats.
            COMPARE_OP_FLOAT CompareOpFloat [compare::compare_op_float::<M>] 2;
            /// Compares strings, for `==` and `!=`.
            COMPARE_OP_STR CompareOpStr [compare::compare_op_str::<M>] 2;
            /// The next integer of a range.
            FOR_ITER_RANGE ForIterRange [iter::for_iter_range::<M>] 2;
            /// The next item of a list.
            FOR_ITER_LIST ForIterList [iter::for_iter_list::<M>] 2;
            /// The next item of a tuple.
            FOR_ITER_TUPLE ForIterTuple [iter::for_iter_tuple::<M>] 2;
            /// Resumes a generator, whose frame is entered in place.
            FOR_ITER_GENERATOR ForIterGenerator [iter::for_iter_generator::<M>] 2;
        }
    };
}

macro_rules! define_word_op {
    ($($(#[doc = $doc:literal])* $name:ident $variant:ident $path:tt $cells:literal;)*) => {
        /// The opcode of an executable word.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum WordOp {
            $($(#[doc = $doc])* $variant,)*
        }

        impl WordOp {
            /// Every executable opcode, in the order of the table.
            pub const ALL: &'static [WordOp] = &[$(WordOp::$variant,)*];

            /// The name in the table, as `inspect --executable` prints it.
            pub const fn name(self) -> &'static str {
                match self { $(WordOp::$variant => stringify!($name),)* }
            }

            /// What the word does, or its operands, as the table's row tells it.
            pub const fn summary(self) -> &'static str {
                match self { $(WordOp::$variant => concat!($($doc),*).trim_ascii(),)* }
            }

            /// How many cells follow the word.
            pub const fn cells(self) -> usize {
                CELLS[self as usize] as usize
            }
        }

        const CELLS: &[u8] = &[$($cells,)*];
    };
}
for_each_word!(define_word_op);

impl WordOp {
    /// From this row on a VM rewrites words to these forms; the translator makes those before it.
    pub(crate) const FIRST_SPECIALIZED: WordOp = WordOp::JumpBackwardRange;

    /// The executable opcode with this number, if there is one.
    pub fn from_u16(number: u16) -> Option<WordOp> {
        WordOp::ALL.get(number as usize).copied()
    }
}

/// Packs a word.
pub const fn word(op: WordOp, a: u16, b: u16, c: u16) -> u64 {
    op as u64 | (a as u64) << 16 | (b as u64) << 32 | (c as u64) << 48
}
