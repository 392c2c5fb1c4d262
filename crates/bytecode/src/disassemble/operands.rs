//! What an instruction's argument stands for, as `dis` prints it in parentheses.

use crate::code::{Code, Constant, Text};
use crate::metadata::Flags;
use crate::opcode::Opcode;
use crate::operand::{
    BinaryOperator, COMPARE_TO_BOOL, CommonConstant, CompareOperator, Conversion, FUNCTION_ATTRIBUTES,
    Intrinsic1, Intrinsic2, SpecialMethod,
};

/// The text for the argument of a base opcode; empty where there is nothing to say, or where the argument
/// points to nothing. Jumps are not told here: their text is a label.
pub fn operand_text(code: &Code, opcode: Opcode, arg: u32, repr: &dyn Fn(&Constant) -> String) -> String {
    let flags = opcode.flags();
    if flags.has(Flags::CONST) {
        return code.consts.get(arg as usize).map(repr).unwrap_or_default();
    }
    if flags.has(Flags::NAME) {
        return name_text(code, opcode, arg);
    }
    if matches!(
        opcode,
        Opcode::LoadFastLoadFast
            | Opcode::LoadFastBorrowLoadFastBorrow
            | Opcode::StoreFastLoadFast
            | Opcode::StoreFastStoreFast
    ) {
        let (first, second) = (local(code, arg >> 4), local(code, arg & 15));
        return format!("{first}, {second}");
    }
    if flags.has(Flags::LOCAL) || flags.has(Flags::FREE) {
        return local(code, arg);
    }
    let text = match opcode {
        Opcode::CompareOp => return compare_text(arg),
        Opcode::SetFunctionAttribute => return attributes_text(arg),
        Opcode::ConvertValue => Conversion::from_arg(arg).map(Conversion::text),
        Opcode::BinaryOp => BinaryOperator::from_arg(arg).map(BinaryOperator::text),
        Opcode::CallIntrinsic1 => Intrinsic1::from_arg(arg).map(Intrinsic1::text),
        Opcode::CallIntrinsic2 => Intrinsic2::from_arg(arg).map(Intrinsic2::text),
        Opcode::LoadCommonConstant => CommonConstant::from_arg(arg).map(CommonConstant::text),
        Opcode::LoadSpecial => SpecialMethod::from_arg(arg).map(SpecialMethod::text),
        Opcode::IsOp => Some(if arg == 0 { "is" } else { "is not" }),
        Opcode::ContainsOp => Some(if arg == 0 { "in" } else { "not in" }),
        _ => None,
    };
    text.unwrap_or_default().to_owned()
}

fn name_text(code: &Code, opcode: Opcode, arg: u32) -> String {
    let (shift, above) = match opcode {
        Opcode::LoadGlobal => (1, " + NULL"),
        Opcode::LoadAttr => (1, " + NULL|self"),
        Opcode::LoadSuperAttr => (2, " + NULL|self"),
        _ => (0, ""),
    };
    let mut text = name(&code.names, arg >> shift);
    if arg & 1 != 0 && !text.is_empty() {
        text.push_str(above);
    }
    text
}

fn local(code: &Code, index: u32) -> String {
    name(&code.localsplusnames, index)
}

fn name(names: &[Text], index: u32) -> String {
    names.get(index as usize).map(|name| name.to_lossy().into_owned()).unwrap_or_default()
}

fn compare_text(arg: u32) -> String {
    let text = CompareOperator::from_compare_arg(arg).map(CompareOperator::text).unwrap_or_default();
    if arg & COMPARE_TO_BOOL != 0 { format!("bool({text})") } else { text.to_owned() }
}

fn attributes_text(arg: u32) -> String {
    let set = FUNCTION_ATTRIBUTES.iter().enumerate().filter(|(bit, _)| arg & 1 << bit != 0);
    set.map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
}
