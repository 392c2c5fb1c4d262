//! Canonical code decoded once, for both forms: instructions by index, jump targets, handlers, sites.

use taipan_bytecode::{Code, ExceptionEntry, Instructions, Opcode};

use crate::error::TranslateError;
use crate::executable::{NONE, Site};

/// A decoded instruction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ins {
    /// Where it begins, prefixes included: what jumps name.
    pub(crate) start: u32,
    /// Where its opcode stands: what `f_lasti` names.
    pub(crate) offset: u32,
    pub(crate) arg: u32,
    /// Index of the instruction jumped to (for FOR_ITER, past the END_FOR), or [`NONE`].
    pub(crate) target: u32,
    /// Index of the exception table's entry that covers it, or [`NONE`].
    pub(crate) handler: u32,
    /// Index of its site, or [`NONE`].
    pub(crate) site: u32,
    pub(crate) opcode: Opcode,
    /// Whether anything jumps here or handles exceptions here.
    pub(crate) head: bool,
}

/// A code object's instructions and tables.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) instructions: Vec<Ins>,
    pub(crate) handlers: Vec<ExceptionEntry>,
    /// For each handler, the index of the instruction it begins at.
    pub(crate) handler_targets: Vec<u32>,
    pub(crate) sites: Vec<Site>,
}

impl Program {
    /// Decodes `code` and resolves its jumps.
    pub(crate) fn read(code: &Code) -> Result<Program, TranslateError> {
        if code.code.len() > i32::MAX as usize {
            return Err(TranslateError::TooLarge);
        }
        let mut program = Program {
            instructions: Vec::with_capacity(code.code.len() / 3),
            handlers: code.exception_entries()?,
            handler_targets: Vec::new(),
            sites: Vec::new(),
        };
        let mut index_at = vec![NONE; code.code.len() / 2 + 1];
        let mut jumps = Vec::new();
        for instruction in Instructions::new(&code.code) {
            let instruction = instruction?;
            let index = program.instructions.len() as u32;
            index_at[instruction.offset as usize / 2] = index;
            let (opcode, offset) = (instruction.opcode, instruction.opcode_offset());
            if is_jump(opcode) {
                let bad = TranslateError::Jump { offset };
                jumps.push((index, instruction.jump_target().ok_or(bad)?));
            }
            let mut site = NONE;
            if opcode.has_site() {
                site = program.sites.len() as u32;
                program.sites.push(Site { offset, opcode });
            }
            program.instructions.push(Ins {
                start: instruction.offset,
                offset,
                arg: instruction.arg,
                target: NONE,
                handler: NONE,
                site,
                opcode,
                head: false,
            });
        }
        let find = |offset: u32| match index_at.get(offset as usize / 2) {
            Some(&index) if offset & 1 == 0 && index != NONE => Ok(index as usize),
            _ => Err(TranslateError::Jump { offset }),
        };
        for (index, offset) in jumps {
            program.resolve_jump(index as usize, find(offset)?)?;
        }
        program.assign_handlers(find)?;
        Ok(program)
    }

    fn resolve_jump(&mut self, from: usize, mut to: usize) -> Result<(), TranslateError> {
        if self.instructions[from].opcode == Opcode::ForIter {
            if self.instructions[to].opcode != Opcode::EndFor {
                return Err(TranslateError::Jump { offset: self.instructions[from].offset });
            }
            to += 1;
        }
        self.instructions.get_mut(to).ok_or(TranslateError::End)?.head = true;
        self.instructions[from].target = to as u32;
        Ok(())
    }

    fn assign_handlers(
        &mut self,
        find: impl Fn(u32) -> Result<usize, TranslateError>,
    ) -> Result<(), TranslateError> {
        let mut next = 0;
        let mut end = 0;
        for (number, entry) in self.handlers.iter().enumerate() {
            if entry.start < end || entry.end < entry.start {
                return Err(TranslateError::ExceptionTable);
            }
            end = entry.end;
            let target = find(entry.target)?;
            self.instructions[target].head = true;
            self.handler_targets.push(target as u32);
            while self.instructions.get(next).is_some_and(|ins| ins.offset < entry.start) {
                next += 1;
            }
            while let Some(ins) = self.instructions.get_mut(next).filter(|ins| ins.offset < end) {
                ins.handler = number as u32;
                next += 1;
            }
        }
        Ok(())
    }
}

fn is_jump(opcode: Opcode) -> bool {
    use Opcode::*;
    matches!(
        opcode,
        JumpForward
            | JumpBackward
            | JumpBackwardNoInterrupt
            | PopJumpIfTrue
            | PopJumpIfFalse
            | PopJumpIfNone
            | PopJumpIfNotNone
            | ForIter
            | Send
    )
}
