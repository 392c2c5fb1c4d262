//! What code generation hands to the control-flow passes: a flat list of instructions with labels, and
//! the names, constants and flags of the code object to be. CPython's counterparts are
//! `instruction_sequence.c` and `_PyCompile_CodeUnitMetadata`.

use rustc_hash::FxHashSet;
use taipan_bytecode::{Opcode, Text};

pub use crate::constants::Constants;

/// A source range: lines from 1, columns in UTF-8 bytes from 0; -1 where there is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Location {
    pub line: i32,
    pub end_line: i32,
    pub column: i32,
    pub end_column: i32,
}

impl Location {
    /// An instruction that belongs to no line.
    pub const NONE: Location = Location { line: -1, end_line: -1, column: -1, end_column: -1 };
    /// An instruction that takes the location of the one after it.
    pub const NEXT: Location = Location { line: -2, end_line: -2, column: -2, end_column: -2 };

    /// A line known without columns: `RESUME`s and prologues.
    pub const fn new(line: i32, end_line: i32, column: i32, end_column: i32) -> Location {
        Location { line, end_line, column, end_column }
    }
}

/// A jump target of one [`InstructionSequence`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(pub u32);

/// One instruction; pseudo instructions included. Jumps and `SETUP_*` carry `target`.
#[derive(Clone, Copy, Debug)]
pub struct Instruction {
    pub opcode: Opcode,
    pub arg: u32,
    pub target: Option<Label>,
    pub location: Location,
}

/// Where a label that was never placed points.
const UNPLACED: u32 = u32::MAX;

/// Instructions in order, and for each label the index of the instruction it stands before.
#[derive(Clone, Debug)]
pub struct InstructionSequence {
    pub instructions: Vec<Instruction>,
    labels: Vec<u32>,
}

/// Instructions a new sequence has room for: most functions need no more.
const USUAL_LENGTH: usize = 64;

impl Default for InstructionSequence {
    fn default() -> InstructionSequence {
        InstructionSequence { instructions: Vec::with_capacity(USUAL_LENGTH), labels: Vec::new() }
    }
}

impl InstructionSequence {
    /// Makes a label, to be placed later.
    pub fn new_label(&mut self) -> Label {
        self.labels.push(UNPLACED);
        Label(self.labels.len() as u32 - 1)
    }

    /// Puts `label` before the next instruction emitted.
    pub fn place(&mut self, label: Label) {
        debug_assert_eq!(self.labels[label.0 as usize], UNPLACED, "a label is placed once");
        self.labels[label.0 as usize] = self.instructions.len() as u32;
    }

    /// Appends an instruction.
    pub fn emit(&mut self, opcode: Opcode, arg: u32, location: Location) {
        self.instructions.push(Instruction { opcode, arg, target: None, location });
    }

    /// Appends a jump or block set-up.
    pub fn emit_jump(&mut self, opcode: Opcode, target: Label, location: Location) {
        self.instructions.push(Instruction { opcode, arg: 0, target: Some(target), location });
    }

    /// Puts a jump or block set-up at `index`, moving the labels that stand there or after it.
    pub fn insert_jump(&mut self, index: usize, opcode: Opcode, target: Label, location: Location) {
        self.instructions.insert(index, Instruction { opcode, arg: 0, target: Some(target), location });
        for position in &mut self.labels {
            if *position != UNPLACED && *position as usize >= index {
                *position += 1;
            }
        }
    }

    /// Replaces `removed` instructions at `index` by `instructions`, which carry no targets. A label
    /// at `index` stays before the first of them; labels inside the removed range are not moved.
    pub fn splice(&mut self, index: usize, removed: usize, instructions: &[Instruction]) {
        self.instructions.splice(index..index + removed, instructions.iter().copied());
        for position in &mut self.labels {
            if *position != UNPLACED && *position as usize >= index + removed.max(1) {
                *position = *position + instructions.len() as u32 - removed as u32;
            }
        }
    }

    /// The index of the instruction `label` stands before: it may be one past the last.
    pub fn target_index(&self, label: Label) -> Option<usize> {
        self.labels
            .get(label.0 as usize)
            .filter(|position| **position != UNPLACED)
            .map(|position| *position as usize)
    }

    /// How many labels were made.
    pub fn label_count(&self) -> usize {
        self.labels.len()
    }
}

/// A code object before its control-flow passes.
#[derive(Clone, Debug)]
pub struct Unit {
    pub sequence: InstructionSequence,
    pub name: Text,
    pub qualname: Text,
    pub filename: Text,
    pub firstlineno: i32,
    /// Positional arguments, positional-only ones included.
    pub argcount: u32,
    pub posonlyargcount: u32,
    pub kwonlyargcount: u32,
    /// `co_flags`, complete.
    pub flags: u32,
    pub consts: Constants,
    pub names: Vec<Text>,
    /// Locals in the order of their slots: parameters first.
    pub varnames: Vec<Text>,
    /// Cell variables in the order code generation numbered them: `LOAD_DEREF` and its kin name cell
    /// `i` as `i`, free variable `i` as `cellvars.len() + i`.
    pub cellvars: Vec<Text>,
    pub freevars: Vec<Text>,
    /// Locals of inlined comprehensions, hidden from `locals()` in module and class bodies.
    pub fast_hidden: FxHashSet<Text>,
    /// How many of `varnames` are parameters, `*args` and `**kwargs` included.
    pub parameters: u32,
}

impl Unit {
    /// Whether the code object makes a generator, a coroutine or an asynchronous generator.
    pub fn is_generator_like(&self) -> bool {
        use taipan_bytecode::code_flags::{ASYNC_GENERATOR, COROUTINE, GENERATOR};
        self.flags & (GENERATOR | COROUTINE | ASYNC_GENERATOR) != 0
    }
}
