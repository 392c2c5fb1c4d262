//! The instructions of a code object as tools show them.

use std::collections::BTreeMap;

use taipan_bytecode::{Code, Constant, Instruction, Location, constant_repr, operand_text};

/// One instruction.
pub(super) struct Row {
    pub(super) instruction: Instruction,
    /// What its argument stands for.
    pub(super) operand: String,
    pub(super) location: Location,
    /// Its number as a jump's target.
    pub(super) label: Option<usize>,
}

/// The instructions in order; code that can't be read ends where it can't.
pub(super) fn rows(code: &Code) -> Vec<Row> {
    let instructions: Vec<Instruction> = code.instructions().map_while(Result::ok).collect();
    let targets = instructions.iter().filter_map(Instruction::jump_target);
    let mut labels: BTreeMap<u32, usize> = targets.map(|target| (target, 0)).collect();
    for (index, number) in labels.values_mut().enumerate() {
        *number = index + 1;
    }
    let row = |instruction: Instruction| Row {
        operand: operand(code, &instruction, &labels),
        location: code.location_of(instruction.opcode_offset()),
        label: labels.get(&instruction.offset).copied(),
        instruction,
    };
    instructions.into_iter().map(row).collect()
}

fn operand(code: &Code, instruction: &Instruction, labels: &BTreeMap<u32, usize>) -> String {
    if let Some(target) = instruction.jump_target() {
        return labels.get(&target).map(|label| format!("to L{label}")).unwrap_or_default();
    }
    let text = operand_text(code, instruction.opcode.base(), instruction.arg, &plain_constant);
    if text.is_empty() && instruction.opcode.has_argument() { instruction.arg.to_string() } else { text }
}

/// Constants without addresses, so that two runs print the same.
pub(super) fn plain_constant(constant: &Constant) -> String {
    match constant {
        Constant::Code(code) => format!("<code object {}>", code.qualname.to_lossy()),
        other => constant_repr(other),
    }
}
