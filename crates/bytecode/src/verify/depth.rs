//! The depth of the value stack at each instruction, along every path.

use super::{VerifyError, index_of};
use crate::exception_table::{ExceptionEntry, find_exception_entry};
use crate::instruction::Instruction;

/// Follows all paths from the first instruction; gives the depth before each one that is reached and the
/// greatest anywhere. Jumps and
/// exception entries were checked before.
pub(super) fn trace(
    stacksize: u32,
    instructions: &[Instruction],
    exceptions: &[ExceptionEntry],
) -> Result<(Vec<Option<u32>>, u32), VerifyError> {
    let mut paths = Paths {
        stacksize,
        instructions,
        depths: vec![None; instructions.len()],
        deepest: 0,
        pending: Vec::new(),
    };
    paths.reach(0, 0)?;
    while let Some(index) = paths.pending.pop() {
        paths.step(index, exceptions)?;
    }
    Ok((paths.depths, paths.deepest))
}

struct Paths<'a> {
    stacksize: u32,
    instructions: &'a [Instruction],
    depths: Vec<Option<u32>>,
    deepest: u32,
    /// Reached, but not followed further yet.
    pending: Vec<usize>,
}

impl Paths<'_> {
    fn reach(&mut self, index: usize, depth: u32) -> Result<(), VerifyError> {
        let offset = self.instructions[index].offset;
        match self.depths[index] {
            None if depth > self.stacksize => Err(VerifyError::Overflow { offset, depth }),
            None => {
                self.depths[index] = Some(depth);
                self.deepest = self.deepest.max(depth);
                self.pending.push(index);
                Ok(())
            }
            Some(other) if other == depth => Ok(()),
            Some(other) => Err(VerifyError::DepthMismatch { offset, depth, other }),
        }
    }

    fn step(&mut self, index: usize, exceptions: &[ExceptionEntry]) -> Result<(), VerifyError> {
        let instruction = self.instructions[index];
        let (offset, opcode) = (instruction.offset, instruction.opcode);
        let depth = self.depths[index].unwrap_or_default();
        let after = |jump| {
            let effect = opcode.stack_effect(instruction.arg, jump);
            let after = effect.apply(depth).ok_or(VerifyError::Underflow { offset, depth })?;
            if after > self.stacksize {
                return Err(VerifyError::Overflow { offset, depth: after });
            }
            Ok(after)
        };
        let (falling, jumping) = (after(false)?, after(true)?);
        self.deepest = self.deepest.max(falling).max(jumping);
        if let Some(target) = instruction.jump_target().and_then(|target| index_of(self.instructions, target))
        {
            self.reach(target, jumping)?;
        }
        if let Some(entry) = find_exception_entry(exceptions, instruction.opcode_offset()) {
            if depth < entry.depth {
                return Err(VerifyError::Underflow { offset, depth });
            }
            let pushed = 1 + u32::from(entry.lasti);
            let handler = entry.depth.saturating_add(pushed);
            let target = index_of(self.instructions, entry.target);
            self.reach(target.ok_or(VerifyError::ExceptionEntry { start: entry.start })?, handler)?;
        }
        if opcode.is_terminator() {
            return Ok(());
        }
        if index + 1 == self.instructions.len() {
            return Err(VerifyError::FallsOff { offset });
        }
        self.reach(index + 1, falling)
    }
}
