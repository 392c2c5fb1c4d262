//! References that CPython does not count. An argument loaded by `LOAD_FAST_BORROW` stays borrowed from the caller's
//! local, also as a local of the Python function that is called; here each has a reference of its own.
#![expect(unsafe_code, reason = "looks at the locals of running frames")]

use taipan_bytecode::Opcode;

use crate::frames::FrameRef;
use crate::thread::Thread;
use crate::value::Value;

impl Thread {
    /// How many of the references to an object are such that CPython would borrow them, while a native function with the
    /// object as its argument runs.
    pub fn borrowed_references(&self, object: &Value) -> usize {
        let Some(mut at) = self.running_frame().python() else { return 0 };
        let mut total = borrowed_arguments(at, object);
        while let Some(outer) = at.outer() {
            // What native code calls has references of its own, and so have suspended generators.
            if outer.exec().code().is_some() && !at.is_generator() {
                total += borrowed_arguments(outer, object).min(holding_parameters(at, object));
            }
            match outer.python() {
                Some(python) => at = python,
                None => break,
            }
        }
        total
    }
}

/// How many arguments of the call that a frame is at are borrowed from locals which hold the object.
fn borrowed_arguments(at: FrameRef, object: &Value) -> usize {
    let (Some(code), Some(offset)) = (at.exec().code(), at.offset()) else { return 0 };
    let code = code.code();
    let instruction = code.instructions().map_while(Result::ok).find(|instruction| instruction.end > offset);
    let Some(instruction) = instruction else { return 0 };
    let operands = match instruction.opcode.base() {
        Opcode::Call => instruction.arg as usize + 1,
        // The names lie on top.
        Opcode::CallKw => instruction.arg as usize + 2,
        _ => return 0,
    };
    let stack = code.borrowed_stack(instruction.offset);
    let first = stack.len().saturating_sub(operands);
    let holds = |local: &&Option<u32>| local.is_some_and(|local| holds(at, local as usize, object));
    stack[first..].iter().filter(holds).count()
}

/// How many parameters of a frame still hold the object.
fn holding_parameters(at: FrameRef, object: &Value) -> usize {
    let Some(code) = at.exec().code() else { return 0 };
    let parameters = code.code().total_args() as usize;
    (0..parameters).filter(|&local| holds(at, local, object)).count()
}

fn holds(at: FrameRef, local: usize, object: &Value) -> bool {
    let known = local < at.exec().nlocals as usize;
    // SAFETY: a running frame's locals lie at its base; the index is one of its code's.
    known && unsafe { *at.fp.add(local) } == object.raw()
}
