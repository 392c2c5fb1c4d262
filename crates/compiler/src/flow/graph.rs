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
    walk: Walk,
}

/// What a walk along the edges needs, kept from one walk to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Walk {
    visited: Vec<bool>,
    todo: Vec<BlockId>,
}

impl Walk {
    /// Puts a block on the list of those to visit, unless it has been there.
    pub(crate) fn reach(&mut self, id: BlockId) {
        if !std::mem::replace(&mut self.visited[id.index()], true) {
            self.todo.push(id);
        }
    }

    /// Says that a block is not to be visited, or only now.
    pub(crate) fn mark(&mut self, id: BlockId) {
        // Blocks made during the walk have no mark, and nothing leads to them.
        if let Some(visited) = self.visited.get_mut(id.index()) {
            *visited = true;
        }
    }

    /// Whether a block has been reached or marked.
    pub(crate) fn is_marked(&self, id: BlockId) -> bool {
        self.visited.get(id.index()) == Some(&true)
    }

    /// The next block to visit: the one reached last.
    pub(crate) fn next(&mut self) -> Option<BlockId> {
        self.todo.pop()
    }
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
        // The places of instructions that name a block, and of what they name.
        let mut edges = Vec::with_capacity(sequence.label_count());
        for (at, instruction) in instructions.iter().enumerate() {
            if instruction.opcode.has_target() {
                let index = instruction.target.and_then(|label| sequence.target_index(label));
                let index = index.filter(|index| *index < is_target.len()).ok_or_else(malformed)?;
                is_target[index] = true;
                edges.push((at, index));
            }
        }
        let expected = sequence.label_count() + 2;
        let mut blocks = Vec::with_capacity(expected);
        // Where each block begins.
        let mut starts = Vec::with_capacity(expected);
        let mut start = 0;
        while start < instructions.len() || blocks.is_empty() {
            let rest = &instructions[start..];
            let ends =
                |at: usize| rest[at].opcode.ends_block() || is_target.get(start + at + 1) == Some(&true);
            let end = start + (0..rest.len()).find(|at| ends(*at)).map_or(rest.len(), |at| at + 1);
            let labelled = is_target.get(start) == Some(&true);
            starts.push(start);
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
        let mut block = 0;
        for (at, index) in edges {
            while starts.get(block + 1).is_some_and(|start| *start <= at) {
                block += 1;
            }
            let target = starts.binary_search(&index).map_err(|_| malformed())?;
            let instruction = &mut blocks[block].instructions[at - starts[block]];
            instruction.target = Some(BlockId::from_index(target));
            if instruction.opcode.is_block_push() {
                blocks[target].is_handler = true;
            }
        }
        Ok(Graph { blocks, walk: Walk::default() })
    }

    /// Begins a walk that has reached nothing yet.
    pub(crate) fn begin_walk(&mut self) -> Walk {
        let mut walk = std::mem::take(&mut self.walk);
        walk.todo.clear();
        walk.visited.clear();
        walk.visited.resize(self.blocks.len(), false);
        walk
    }

    /// Keeps what a walk needed for the next one.
    pub(crate) fn end_walk(&mut self, walk: Walk) {
        self.walk = walk;
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
