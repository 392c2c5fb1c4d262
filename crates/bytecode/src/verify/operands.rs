//! Which arguments each opcode takes.

use super::VerifyError;
use crate::code::{Code, local_kind};
use crate::instruction::Instruction;
use crate::metadata::Flags;
use crate::opcode::Opcode;
use crate::operand::{
    BinaryOperator, CommonConstant, CompareOperator, Conversion, Intrinsic1, Intrinsic2, SpecialMethod,
};

/// Checks an argument against the code object's tables and the opcode's own range.
pub(super) fn check(code: &Code, instruction: &Instruction) -> Result<(), VerifyError> {
    let (opcode, arg) = (instruction.opcode, instruction.arg);
    let flags = opcode.flags();
    let fits = if flags.has(Flags::CONST) {
        (arg as usize) < code.consts.len()
    } else if flags.has(Flags::NAME) {
        name_index(opcode, arg) < code.names.len()
    } else if flags.has(Flags::LOCAL) || flags.has(Flags::FREE) {
        fits_locals(code, opcode, arg)
    } else {
        fits_opcode(code, opcode, arg)
    };
    if fits {
        Ok(())
    } else {
        Err(VerifyError::Argument { offset: instruction.opcode_offset(), opcode, arg })
    }
}

/// The index of `co_names` in the argument.
fn name_index(opcode: Opcode, arg: u32) -> usize {
    match opcode {
        Opcode::LoadGlobal | Opcode::LoadAttr => arg as usize >> 1,
        Opcode::LoadSuperAttr => arg as usize >> 2,
        _ => arg as usize,
    }
}

fn fits_locals(code: &Code, opcode: Opcode, arg: u32) -> bool {
    let count = code.nlocalsplus();
    match opcode {
        Opcode::LoadFastLoadFast
        | Opcode::LoadFastBorrowLoadFastBorrow
        | Opcode::StoreFastLoadFast
        | Opcode::StoreFastStoreFast => {
            arg <= 0xff && (arg as usize >> 4) < count && (arg as usize & 15) < count
        }
        Opcode::LoadDeref
        | Opcode::StoreDeref
        | Opcode::DeleteDeref
        | Opcode::LoadFromDictOrDeref
        | Opcode::MakeCell => {
            let kind = code.localspluskinds.get(arg as usize);
            kind.is_some_and(|kind| kind & (local_kind::CELL | local_kind::FREE) != 0)
        }
        _ => (arg as usize) < count,
    }
}

fn fits_opcode(code: &Code, opcode: Opcode, arg: u32) -> bool {
    match opcode {
        Opcode::BinaryOp => BinaryOperator::from_arg(arg).is_some(),
        Opcode::CompareOp => CompareOperator::from_compare_arg(arg).is_some(),
        Opcode::CallIntrinsic1 => arg > 0 && Intrinsic1::from_arg(arg).is_some(),
        Opcode::CallIntrinsic2 => arg > 0 && Intrinsic2::from_arg(arg).is_some(),
        Opcode::LoadCommonConstant => CommonConstant::from_arg(arg).is_some(),
        Opcode::LoadSpecial => SpecialMethod::from_arg(arg).is_some(),
        Opcode::ConvertValue => arg > 0 && Conversion::from_arg(arg).is_some(),
        Opcode::BuildInterpolation => arg <= 3 << 2 | 3,
        Opcode::BuildSlice => arg == 2 || arg == 3,
        Opcode::RaiseVarargs | Opcode::GetAwaitable => arg <= 2,
        Opcode::IsOp | Opcode::ContainsOp => arg <= 1,
        Opcode::SetFunctionAttribute => matches!(arg, 1 | 2 | 4 | 8 | 16),
        Opcode::CopyFreeVars => {
            let free = code.localspluskinds.iter().filter(|kind| *kind & local_kind::FREE != 0);
            arg as usize == free.count()
        }
        Opcode::Copy
        | Opcode::ListAppend
        | Opcode::ListExtend
        | Opcode::SetAdd
        | Opcode::SetUpdate
        | Opcode::MapAdd
        | Opcode::DictMerge
        | Opcode::DictUpdate => arg >= 1,
        Opcode::Swap => arg >= 2,
        Opcode::Resume => arg <= 7,
        _ => true,
    }
}
