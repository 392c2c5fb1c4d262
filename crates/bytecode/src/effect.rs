//! What each instruction does to the value stack.

use crate::opcode::Opcode;

/// How many values an instruction takes off the stack and then puts on it. Values that are only looked
/// at, copied or moved count on both sides, so `pops` is also how many must be there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct StackEffect {
    pub pops: u32,
    pub pushes: u32,
}

impl StackEffect {
    /// The change of the stack's depth.
    pub const fn net(self) -> i64 {
        self.pushes as i64 - self.pops as i64
    }

    /// The depth after the instruction, unless the stack holds too little.
    pub const fn apply(self, depth: u32) -> Option<u32> {
        match depth.checked_sub(self.pops) {
            Some(rest) => rest.checked_add(self.pushes),
            None => None,
        }
    }
}

impl Opcode {
    /// The stack effect with this argument; `jump` asks for the way to the jump's target or, for the
    /// pseudo instructions that set up a handler, for the handler's start.
    ///
    /// A loop's `FOR_ITER` leaves one value over its iterator both ways; a `SEND` replaces the value sent
    /// both ways. Counts beyond `u32` are capped.
    pub const fn stack_effect(self, arg: u32, jump: bool) -> StackEffect {
        let (pops, pushes) = match self {
            Opcode::SetupFinally | Opcode::SetupWith if jump => (0, 1),
            Opcode::SetupCleanup if jump => (0, 2),
            _ => self.popped_and_pushed(arg as u64),
        };
        StackEffect { pops: cap(pops), pushes: cap(pushes) }
    }
}

const fn cap(count: u64) -> u32 {
    if count > u32::MAX as u64 { u32::MAX } else { count as u32 }
}
