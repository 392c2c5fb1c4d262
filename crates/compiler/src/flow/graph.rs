//! The control-flow graph: blocks of instructions that end at jumps, returns and jump targets. Blocks
//! live in one vector and name each other by number; the order of the code to be is a chain of `next`.

use std::num::NonZeroU32;
use std::ops::{Index, IndexMut};

use taipan_bytecode::Opcode;

use super::opcodes::OpcodeFlow;
use crate::error::{CompileError, ErrorKind};
use crate::instruction_sequence::{InstructionSequence, Location};

/// The number of a block in its graph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct BlockId(NonZeroU32);

impl BlockId {
    /// The block execution begins in.
    pub(crate) const ENTRY: BlockId = BlockId(NonZeroU32::MIN);

    /// The block's place in the graph's vector, and in tables made with one entry per block.
    pub(crate) fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    fn from_index(index: usize) -> BlockId {
        BlockId(NonZeroU32::MIN.saturating_add(index as u32))
    }
}

/// An instruction in a block; its jump goes to a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Inst {
    pub(crate) opcode: Opcode,
    pub(crate) arg: u32,
    pub(crate) location: Location,
    /// Where a jump or a `SETUP_*` leads.
    pub(crate) target: Option<BlockId>,
    /// The handler of what the instruction raises.
    pub(crate) handler: Option<BlockId>,
}

impl Inst {
    /// An instruction that neither jumps nor has a handler.
    pub(crate) fn plain(opcode: Opcode, arg: u32, location: Location) -> Inst {
        Inst { opcode, arg, location, target: None, handler: None }
    }

    /// Replaces operation and argument, keeping location and handler.
    pub(crate) fn set(&mut self, opcode: Opcode, arg: u32) {
        self.opcode = opcode;
        self.arg = arg;
    }

    /// Makes the instruction a `NOP`; a later pass removes it unless its line needs it.
    pub(crate) fn make_nop(&mut self) {
        self.set(Opcode::Nop, 0);
    }
}

/// A stretch of code entered at its start only and left at its end only.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    pub(crate) instructions: Vec<Inst>,
    /// Handlers of instructions removed from the block's end. CPython appends into their places without
    /// clearing them, and its exception tables show it: see [`Block::append`].
    pub(crate) stale_handlers: Vec<Option<BlockId>>,
    /// The block that follows in the code, reached by falling through where this one can.
    pub(crate) next: Option<BlockId>,
    /// Whether something in the source jumped here.
    pub(crate) labelled: bool,
    /// How many edges lead here; kept by [`super::unreachable`] and the passes that copy blocks.
    pub(crate) predecessors: u32,
    /// Values on the stack at entry; `None` where nothing leads here.
    pub(crate) start_depth: Option<u32>,
    /// Handlers: whether the offset of the raising instruction is pushed too.
    pub(crate) preserve_lasti: bool,
    pub(crate) is_handler: bool,
    /// Reached only through a handler, and moved to the end of the code.
    pub(crate) cold: bool,
    /// Reached without any exception.
    pub(crate) warm: bool,
}

impl Block {
    /// Shortens the block to its first `length` instructions.
    pub(crate) fn truncate(&mut self, length: usize) {
        let removed = self.instructions.drain(length..).map(|instruction| instruction.handler);
        self.stale_handlers.splice(0..0, removed);
    }

    /// Appends an instruction whose handler nobody computes: it is that of the instruction that once
    /// stood there, or none.
    pub(crate) fn append(&mut self, mut instruction: Inst) {
        if !self.stale_handlers.is_empty() {
            instruction.handler = self.stale_handlers.remove(0);
        }
        self.instructions.push(instruction);
    }

    /// Puts an instruction before the one at `place`.
    pub(crate) fn insert(&mut self, place: usize, instruction: Inst) {
        if !self.stale_handlers.is_empty() {
            self.stale_handlers.remove(0);
        }
        self.instructions.insert(place, instruction);
    }

    pub(crate) fn last(&self) -> Option<&Inst> {
        self.instructions.last()
    }

    /// Whether control may run from the end of this block into the next.
    pub(crate) fn falls_through(&self) -> bool {
        self.last().is_none_or(|last| !last.opcode.is_scope_exit() && !last.opcode.is_unconditional_jump())
    }

    /// Whether the block ends by leaving the frame or raising.
    pub(crate) fn exits_scope(&self) -> bool {
        self.last().is_some_and(|last| last.opcode.is_scope_exit())
    }

    /// Whether no instruction of the block belongs to a line.
    pub(crate) fn has_no_line(&self) -> bool {
        self.instructions.iter().all(|instruction| instruction.location.line < 0)
    }
}

/// The blocks of one code object.
#[derive(Clone, Debug)]
pub(crate) struct Graph {
    blocks: Vec<Block>,
}

impl Index<BlockId> for Graph {
    type Output = Block;

    fn index(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }
}

impl IndexMut<BlockId> for Graph {
    fn index_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.index()]
    }
}

impl Graph {
    /// Cuts a sequence into blocks. Only instructions that a jump names begin a labelled block.
    pub(crate) fn build(sequence: &InstructionSequence) -> Result<Graph, CompileError> {
        let instructions = &sequence.instructions;
        let mut is_target = vec![false; instructions.len()];
        for instruction in instructions.iter().filter(|instruction| instruction.opcode.has_target()) {
            let index = instruction.target.and_then(|label| sequence.target_index(label));
            *index.and_then(|index| is_target.get_mut(index)).ok_or_else(malformed)? = true;
        }
        let mut blocks = Vec::new();
        // The block each target begins.
        let mut targets: Vec<Option<BlockId>> = vec![None; instructions.len()];
        let mut start = 0;
        while start < instructions.len() || blocks.is_empty() {
            let rest = &instructions[start..];
            let ends =
                |at: usize| rest[at].opcode.ends_block() || is_target.get(start + at + 1) == Some(&true);
            let end = start + (0..rest.len()).find(|at| ends(*at)).map_or(rest.len(), |at| at + 1);
            let labelled = is_target.get(start) == Some(&true);
            if labelled {
                targets[start] = Some(BlockId::from_index(blocks.len()));
            }
            // One more than needed: `NOT_TAKEN` follows many blocks.
            let mut block = Vec::with_capacity(end - start + 1);
            block.extend(
                instructions[start..end]
                    .iter()
                    .map(|input| Inst::plain(input.opcode, input.arg, input.location)),
            );
            let next = (end < instructions.len()).then(|| BlockId::from_index(blocks.len() + 1));
            blocks.push(Block { instructions: block, labelled, next, ..Block::default() });
            start = end;
        }
        let mut inputs = instructions.iter();
        for block in &mut blocks {
            for (instruction, input) in block.instructions.iter_mut().zip(&mut inputs) {
                if let Some(label) = input.target {
                    let index = sequence.target_index(label).ok_or_else(malformed)?;
                    instruction.target = Some(targets.get(index).copied().flatten().ok_or_else(malformed)?);
                }
            }
        }
        Ok(Graph { blocks })
    }

    /// How many blocks there are, those no longer in the chain included.
    pub(crate) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Adds a block that is in no chain yet.
    pub(crate) fn add(&mut self, block: Block) -> BlockId {
        self.blocks.push(block);
        BlockId::from_index(self.blocks.len() - 1)
    }

    /// Adds a block and puts it behind `before`.
    pub(crate) fn append_after(&mut self, before: BlockId, mut block: Block) -> BlockId {
        block.next = self[before].next;
        let id = self.add(block);
        self[before].next = Some(id);
        id
    }

    /// The blocks in the order of the code.
    pub(crate) fn in_order(&self) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(Some(BlockId::ENTRY), |id| self[*id].next)
    }

    /// Calls `change` with every block in the order of the code.
    pub(crate) fn each_block(&mut self, mut change: impl FnMut(&mut Block)) {
        let mut cursor = Some(BlockId::ENTRY);
        while let Some(id) = cursor {
            let block = &mut self[id];
            change(block);
            cursor = block.next;
        }
    }

    /// The first block at or after `id` in the order of the code that has instructions.
    pub(crate) fn next_nonempty(&self, mut id: Option<BlockId>) -> Option<BlockId> {
        while let Some(block) = id {
            if !self[block].instructions.is_empty() {
                return id;
            }
            id = self[block].next;
        }
        None
    }

    /// A block a fall-through edge leads to.
    pub(crate) fn fall_through(&self, id: BlockId) -> Option<BlockId> {
        let block = &self[id];
        if block.falls_through() { block.next } else { None }
    }
}

/// The error for a graph that code generation should not have made.
pub(crate) fn malformed() -> CompileError {
    CompileError::bare(ErrorKind::SystemError, "malformed control flow graph.")
}
