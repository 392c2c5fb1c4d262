//! What each canonical instruction becomes, by family.

mod build;
mod calls;
mod control;
mod exceptions;
mod moves;
mod names;
mod operand;
mod operators;

use taipan_bytecode::Opcode;
use taipan_bytecode::word::WordOp;

use crate::error::TranslateError;
use crate::translator::{Flow, Translator};

impl Translator<'_> {
    /// Translates the current instruction.
    pub(crate) fn instruction(&mut self) -> Result<Flow, TranslateError> {
        use Opcode as O;
        use WordOp as W;
        let arg = self.current.arg;
        match self.current.opcode {
            O::LoadFast | O::LoadFastBorrow => self.load_fast(arg)?,
            O::LoadFastLoadFast | O::LoadFastBorrowLoadFastBorrow => {
                self.load_fast(arg >> 4)?;
                self.load_fast(arg & 15)?;
            }
            O::LoadFastCheck => self.load_fast_check(arg)?,
            O::LoadFastAndClear => self.load_fast_and_clear(arg)?,
            O::LoadConst => self.load_const(arg)?,
            O::LoadSmallInt => self.load_small_int(arg)?,
            O::PushNull => self.push_null()?,
            O::StoreFast => self.store_fast(arg)?,
            O::StoreFastStoreFast => {
                self.store_fast(arg >> 4)?;
                self.store_fast(arg & 15)?;
            }
            O::StoreFastLoadFast => {
                self.store_fast(arg >> 4)?;
                self.load_fast(arg & 15)?;
            }
            O::DeleteFast => self.delete_fast(arg)?,
            O::Copy => return self.copy(arg),
            O::Swap => self.swap(arg)?,
            O::PopTop | O::EndFor => self.pop_top()?,
            O::PopIter => self.drop_top()?,
            O::Nop | O::NotTaken => self.nop()?,
            O::Resume => self.resume(arg)?,

            O::BinaryOp => self.binary_op(arg)?,
            O::CompareOp => return self.compare_op(arg),
            O::ContainsOp => return self.contains_op(arg),
            O::IsOp => return self.is_op(arg),
            O::ToBool => return self.truth(),
            O::UnaryNot => self.unary(W::UnaryNot, 0)?,
            O::UnaryNegative => self.unary(W::UnaryNegative, 0)?,
            O::UnaryInvert => self.unary(W::UnaryInvert, 0)?,
            O::BinarySlice => self.gather(W::BinarySlice, 3, 0)?,
            O::StoreSlice => self.store_slice()?,
            O::StoreSubscr => self.store_subscr()?,
            O::DeleteSubscr => self.delete_subscr()?,

            O::LoadGlobal => self.load_global(arg)?,
            O::LoadName => self.named_load(W::LoadName, arg)?,
            O::StoreGlobal => self.named_store(W::StoreGlobal, arg)?,
            O::StoreName => self.named_store(W::StoreName, arg)?,
            O::DeleteGlobal => self.named(W::DeleteGlobal, arg)?,
            O::DeleteName => self.named(W::DeleteName, arg)?,
            O::LoadFromDictOrGlobals => self.load_from_dict_or_globals(arg)?,
            O::LoadFromDictOrDeref => self.load_from_dict_or_deref(arg)?,
            O::LoadLocals => self.nullary(W::LoadLocals, 0)?,
            O::LoadBuildClass => self.nullary(W::LoadBuildClass, 0)?,
            O::LoadCommonConstant => self.nullary(W::LoadCommonConstant, self.field(arg)?)?,
            O::SetupAnnotations => self.bare(W::SetupAnnotations, 0)?,
            O::LoadAttr => self.load_attr(arg)?,
            O::StoreAttr => self.store_attr(arg)?,
            O::DeleteAttr => self.delete_attr(arg)?,
            O::LoadSuperAttr => self.load_super_attr(arg)?,
            O::LoadSpecial => self.load_special(arg)?,
            O::LoadDeref => self.nullary(W::LoadDeref, self.local(arg)?)?,
            O::StoreDeref => self.store_deref(arg)?,
            O::DeleteDeref => self.bare(W::DeleteDeref, self.local(arg)?)?,
            O::MakeCell => self.make_cell(arg)?,
            O::CopyFreeVars => self.copy_free_vars(arg)?,
            O::ImportName => self.import_name(arg)?,
            O::ImportFrom => self.import_from(arg)?,

            O::Call => self.call(arg, false)?,
            O::CallKw => self.call(arg, true)?,
            O::CallFunctionEx => self.call_function_ex()?,
            O::CallIntrinsic1 => self.unary(W::CallIntrinsic1, self.field(arg)?)?,
            O::CallIntrinsic2 => self.gather(W::CallIntrinsic2, 2, self.field(arg)?)?,
            O::MakeFunction => self.unary(W::MakeFunction, 0)?,
            O::SetFunctionAttribute => self.set_function_attribute(arg)?,
            O::ReturnValue => return self.return_value(),
            O::ReturnGenerator => return self.return_generator(),
            O::YieldValue => self.yield_value(arg)?,
            O::Send => self.send()?,
            O::EndSend => self.end_send()?,
            O::GetAwaitable => self.unary(W::GetAwaitable, self.field(arg)?)?,
            O::GetAiter => self.unary(W::GetAiter, 0)?,
            O::GetAnext => self.peeking(W::GetAnext)?,
            O::GetYieldFromIter => self.unary(W::GetYieldFromIter, 0)?,

            O::JumpForward | O::JumpBackwardNoInterrupt => return self.goto(W::Jump),
            O::JumpBackward => return self.goto(W::JumpBackward),
            O::PopJumpIfTrue => self.branch(W::BranchTrue)?,
            O::PopJumpIfFalse => self.branch(W::BranchFalse)?,
            O::PopJumpIfNone => self.branch(W::BranchNone)?,
            O::PopJumpIfNotNone => self.branch(W::BranchNotNone)?,
            O::GetIter => self.unary(W::GetIter, 0)?,
            O::ForIter => self.for_iter()?,
            O::GetLen => self.peeking(W::GetLen)?,
            O::MatchMapping => self.peeking(W::MatchMapping)?,
            O::MatchSequence => self.peeking(W::MatchSequence)?,
            O::MatchKeys => self.match_keys()?,
            O::MatchClass => self.gather(W::MatchClass, 3, self.field(arg)?)?,

            O::BuildTuple => self.build(W::BuildTuple, arg, 1)?,
            O::BuildList => self.build(W::BuildList, arg, 1)?,
            O::BuildSet => self.build(W::BuildSet, arg, 1)?,
            O::BuildMap => self.build(W::BuildMap, arg, 2)?,
            O::BuildString => self.build(W::BuildString, arg, 1)?,
            O::BuildSlice => self.build_slice(arg)?,
            O::BuildTemplate => self.gather(W::BuildTemplate, 2, 0)?,
            O::BuildInterpolation => {
                self.gather(W::BuildInterpolation, 2 + (arg & 1) as usize, self.field(arg)?)?;
            }
            O::ListAppend => self.accumulate(W::ListAppend, arg)?,
            O::ListExtend => self.accumulate(W::ListExtend, arg)?,
            O::SetAdd => self.accumulate(W::SetAdd, arg)?,
            O::SetUpdate => self.accumulate(W::SetUpdate, arg)?,
            O::DictUpdate => self.accumulate(W::DictUpdate, arg)?,
            O::DictMerge => self.dict_merge(arg)?,
            O::MapAdd => self.map_add(arg)?,
            O::UnpackSequence => self.unpack_sequence(arg)?,
            O::UnpackEx => self.unpack_ex(arg)?,
            O::FormatSimple => self.unary(W::FormatSimple, 0)?,
            O::FormatWithSpec => self.format_with_spec()?,
            O::ConvertValue => self.unary(W::ConvertValue, self.field(arg)?)?,

            O::RaiseVarargs => return self.raise_varargs(arg),
            O::Reraise => return self.reraise(arg),
            O::PushExcInfo => self.push_exc_info()?,
            O::PopExcept => self.pop_except()?,
            O::CheckExcMatch => self.check_exc_match()?,
            O::CheckEgMatch => self.check_eg_match()?,
            O::WithExceptStart => self.with_except_start()?,
            O::CleanupThrow => self.cleanup_throw()?,
            O::EndAsyncFor => self.end_async_for()?,
            _ => return Err(TranslateError::Opcode { offset: self.current.offset }),
        }
        Ok(Flow::Next)
    }

    /// A word that takes one `src` and leaves a result.
    fn unary(&mut self, op: WordOp, c: u16) -> Result<(), TranslateError> {
        self.need(1)?;
        self.before_raise(1)?;
        let (a, b) = (self.dst(1)?, self.src(self.stack.len() - 1)?);
        let word = self.emit(op, a, b, c)?;
        self.pop(1)?;
        self.result(word)
    }

    /// A word that takes nothing and leaves a result.
    fn nullary(&mut self, op: WordOp, b: u16) -> Result<(), TranslateError> {
        self.before_raise(0)?;
        let a = self.dst(0)?;
        let word = self.emit(op, a, b, 0)?;
        self.result(word)
    }

    /// A word without stack operands.
    fn bare(&mut self, op: WordOp, a: u16) -> Result<(), TranslateError> {
        self.before_raise(0)?;
        self.emit(op, a, 0, 0)?;
        Ok(())
    }

    /// A word that takes the topmost `count` positions from adjacent slots and leaves a result.
    fn gather(&mut self, op: WordOp, count: usize, c: u16) -> Result<(), TranslateError> {
        self.need(count)?;
        self.before_raise(count)?;
        let (a, b) = (self.dst(count)?, self.adjacent(count)?);
        let word = self.emit(op, a, b, c)?;
        self.pop(count)?;
        self.result(word)
    }

    /// A word that looks at the topmost position, which stays, and leaves a result above.
    fn peeking(&mut self, op: WordOp) -> Result<(), TranslateError> {
        self.need(1)?;
        self.before_raise(0)?;
        let (a, b) = (self.dst(0)?, self.home(self.stack.len() - 1)?);
        let word = self.emit(op, a, b, 0)?;
        self.result(word)
    }
}
