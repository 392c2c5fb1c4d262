//! Which values on the stack are borrowed from locals. `LOAD_FAST_BORROW` promises that its value is consumed
//! before the local changes and within its basic block, so that CPython does not count that reference.

use crate::code::Code;
use crate::instruction::Instruction;
use crate::opcode::Opcode;

impl Code {
    /// The stack that the instruction at `offset` finds, as far as its basic block made it, top last: for each value the
    /// index of the fast local that it is borrowed from, `None` for what has a reference of its own.
    pub fn borrowed_stack(&self, offset: u32) -> Vec<Option<u32>> {
        let instructions = || self.instructions().map_while(Result::ok);
        let targets: Vec<u32> = instructions().filter_map(|instruction| instruction.jump_target()).collect();
        let mut stack = Vec::new();
        let mut ended = false;
        for instruction in instructions() {
            let begins_handler = instruction.opcode.base() == Opcode::PushExcInfo;
            if ended || begins_handler || targets.contains(&instruction.offset) {
                stack.clear();
            }
            if instruction.end > offset {
                break;
            }
            step(&mut stack, &instruction);
            ended = instruction.opcode.is_terminator() || instruction.jump_target().is_some();
        }
        stack
    }
}

fn step(stack: &mut Vec<Option<u32>>, instruction: &Instruction) {
    let arg = instruction.arg;
    let opcode = instruction.opcode.base();
    match opcode {
        Opcode::LoadFastBorrow => stack.push(Some(arg)),
        Opcode::LoadFastBorrowLoadFastBorrow => stack.extend([Some(arg >> 4), Some(arg & 15)]),
        Opcode::Copy => {
            let copied = stack.len().checked_sub(arg as usize).and_then(|at| stack[at]);
            stack.push(copied);
        }
        Opcode::Swap => {
            let top = stack.len().wrapping_sub(1);
            match stack.len().checked_sub(arg as usize) {
                Some(at) => stack.swap(at, top),
                None => stack.clear(),
            }
        }
        // A method and the object it was looked up on.
        Opcode::LoadAttr if arg & 1 != 0 => {
            let object = stack.pop().flatten();
            stack.extend([None, object]);
        }
        _ => {
            let (popped, pushed) = opcode.popped_and_pushed(u64::from(arg));
            let kept = stack.len().saturating_sub(popped as usize);
            stack.truncate(kept);
            stack.resize(kept + pushed as usize, None);
        }
    }
}
