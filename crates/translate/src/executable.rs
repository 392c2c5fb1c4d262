//! What the translator hands to a VM: the words, and side tables that say, per word, which canonical
//! instruction it runs and what the canonical stack holds there.

use std::ops::Index;

use taipan_bytecode::Opcode;

/// In place of an offset or index: none.
pub const NONE: u32 = u32::MAX;

/// Which of a code object's two executable forms.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form {
    /// Register code: deferred operands, sunk stores, fused words.
    Fast,
    /// At least one word for each canonical instruction, every position materialised.
    Faithful,
}

/// A code object's words and all that is known about them.
#[derive(Clone, Debug)]
pub struct Executable {
    pub form: Form,
    /// Words and their cells.
    pub words: Vec<u64>,
    /// Slots of locals, cells and free variables; homes begin here.
    pub nlocals: u32,
    /// Slots of a frame that any word names, those in which a call lays out its callee's header and
    /// arguments included.
    pub slots: u32,
    /// The word at which a frame begins.
    pub entry: u32,
    /// One for each word, ascending.
    pub points: Vec<Point>,
    /// Canonical stacks, which points and handlers name by index.
    pub states: States,
    /// Sorted by `start`, disjoint.
    pub handlers: Vec<Handler>,
    /// Every specializable instruction in canonical order, the same in both forms.
    pub sites: Vec<Site>,
    /// `(canonical offset, word)` of each block that is reached, by offset; in the faithful form of each instruction.
    /// Offsets are those of jump targets: an instruction's first `EXTENDED_ARG`.
    pub blocks: Vec<(u32, u32)>,
    /// For each of `blocks`, the index of the canonical stack where it begins.
    pub block_states: Vec<u32>,
    /// Integers that words name as constants from `co_consts`' length on.
    pub extra_consts: Vec<i64>,
}

/// What a word stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    pub word: u32,
    /// Canonical offset, as `f_lasti` gives it (past any `EXTENDED_ARG`), of the instruction that the word runs; of
    /// a fused word, the component that may raise.
    pub offset: u32,
    /// Offset of the instruction folded into the word (a store, a pop, a branch), or [`NONE`].
    pub second: u32,
    /// Index of the canonical stack just before the word. Its temporaries are what the frame owns there, those
    /// that the word consumes included.
    ///
    /// What is thrown into a generator suspended at YIELD_VALUE finds one more owned: the word's `b`,
    /// which the VM fills with None before it raises.
    pub state: u32,
}

/// One stretch of canonical code whose exceptions go to one handler.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handler {
    /// Canonical offsets of the stretch.
    pub start: u32,
    pub end: u32,
    /// Where the handler's code begins.
    pub word: u32,
    /// How many stack positions stay. Unwinding drops the temporaries of the raising point's state from this
    /// position on, the top first.
    pub depth: u32,
    /// Index of the canonical stack on entry: the positions that stay, the offset when it is wanted, the exception.
    pub state: u32,
    /// Home that receives the raising instruction's offset.
    pub lasti: Option<u16>,
    /// Home that receives the exception.
    pub exception: u16,
}

/// A specializable instruction; its index numbers its counters and caches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Site {
    /// Canonical offset, past any `EXTENDED_ARG`.
    pub offset: u32,
    pub opcode: Opcode,
}

/// One position of the canonical stack.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// Its home slot.
    pub home: u16,
    /// Slots left free above the home.
    pub(crate) gap: u8,
    pub kind: PositionKind,
}

/// Where a position's value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PositionKind {
    /// At its home, owned; NULL at times where CPython's stack may hold NULL.
    Temp,
    /// Known to be NULL; in the fast form its home holds garbage.
    Null,
    /// Deferred: the value of a local.
    Local(u16),
    /// Deferred: a constant of the code object.
    Const(u16),
    /// Deferred: a small integer.
    Int(i16),
}

/// Many canonical stacks, stored in one array where a prefix is shared.
#[derive(Clone, Debug, Default)]
pub struct States {
    pub(crate) positions: Vec<Position>,
    pub(crate) ranges: Vec<(u32, u32)>,
}

impl States {
    /// How many stacks there are.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Gives back memory reserved for more.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.positions.shrink_to_fit();
        self.ranges.shrink_to_fit();
    }

    /// Bytes of heap held.
    pub fn heap_bytes(&self) -> usize {
        self.positions.capacity() * size_of::<Position>() + self.ranges.capacity() * size_of::<(u32, u32)>()
    }
}

impl Index<usize> for States {
    type Output = [Position];

    fn index(&self, state: usize) -> &[Position] {
        let (start, end) = self.ranges[state];
        &self.positions[start as usize..end as usize]
    }
}

impl Executable {
    /// The point of the word that begins at `word`, or of the word that `word` is a cell of.
    pub fn point(&self, word: u32) -> Option<&Point> {
        let after = self.points.partition_point(|point| point.word <= word);
        self.points.get(after.checked_sub(1)?)
    }

    /// Slots owned in a state, ascending.
    pub fn owned(&self, state: u32) -> impl DoubleEndedIterator<Item = u16> + '_ {
        let owned = |position: &&Position| position.kind == PositionKind::Temp;
        self.states[state as usize].iter().filter(owned).map(|position| position.home)
    }

    /// The handler of what the instruction at canonical `offset` raises.
    pub fn handler(&self, offset: u32) -> Option<&Handler> {
        self.handler_index(offset).map(|index| &self.handlers[index])
    }

    /// The index of [`Executable::handler`]'s answer.
    pub fn handler_index(&self, offset: u32) -> Option<usize> {
        let index = self.handlers.partition_point(|handler| handler.start <= offset).checked_sub(1)?;
        (offset < self.handlers[index].end).then_some(index)
    }

    /// Where the block at canonical `offset` begins (in the faithful form: the instruction).
    pub fn block(&self, offset: u32) -> Option<u32> {
        let index = self.blocks.binary_search_by_key(&offset, |&(start, _)| start).ok()?;
        Some(self.blocks[index].1)
    }
}
