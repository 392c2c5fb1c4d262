//! Which instructions begin a line for tracers, as CPython's instrumentation decides it, and from words to
//! instructions.

use taipan_bytecode::{Code, Opcode};
use taipan_translate::Executable;

/// In place of an index or a line: none.
const NONE: u32 = u32::MAX;

/// An instruction as tracers see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Traced {
    /// Where it begins, prefixes included.
    pub(crate) start: u32,
    /// `f_lasti`.
    pub(crate) offset: u32,
    pub(crate) opcode: Opcode,
    pub(crate) arg: u32,
    /// Its line, if one is known.
    pub(crate) line: Option<i32>,
    /// Whether arriving here from another line is a `line` event.
    pub(crate) begins_line: bool,
    /// Whether the frame's first RESUME lies before it.
    pub(crate) traceable: bool,
    /// Where it jumps to, or `u32::MAX`.
    pub(crate) target: u32,
    /// Its first word in the faithful form, or `u32::MAX` when it is never reached.
    pub(crate) word: u32,
    /// Index of the canonical stack before it, in the faithful form's states; meaningful where `word` is.
    pub(crate) state: u32,
}

/// A code object's instructions, for tracing and for moving frames.
#[derive(Debug)]
pub(crate) struct Instructions {
    /// In canonical order.
    pub(crate) list: Vec<Traced>,
    /// For each word of the faithful form, the instruction it is the first word of, or none.
    by_word: Vec<u32>,
}

impl Instructions {
    /// Reads a code object together with its faithful form.
    pub(crate) fn new(code: &Code, faithful: &Executable) -> Instructions {
        let mut list = decode(code);
        let mut by_word = vec![NONE; faithful.words.len()];
        for (&(start, word), &state) in faithful.blocks.iter().zip(&faithful.block_states) {
            if let Ok(index) = list.binary_search_by_key(&start, |instruction| instruction.start) {
                list[index].word = word;
                list[index].state = state;
                by_word[word as usize] = index as u32;
            }
        }
        mark_lines(code, &mut list);
        Instructions { list, by_word }
    }

    /// The instruction whose first word this is.
    pub(crate) fn at_word(&self, word: usize) -> Option<&Traced> {
        self.list.get(*self.by_word.get(word)? as usize)
    }

    /// The index of the instruction that covers a canonical offset.
    pub(crate) fn index_of(&self, offset: u32) -> Option<usize> {
        self.list.partition_point(|instruction| instruction.start <= offset).checked_sub(1)
    }

    /// The instruction that covers a canonical offset.
    pub(crate) fn at_offset(&self, offset: u32) -> Option<&Traced> {
        self.list.get(self.index_of(offset)?)
    }
}

fn decode(code: &Code) -> Vec<Traced> {
    let mut list = Vec::new();
    let mut locations = code.locations();
    let mut range = locations.next();
    let mut traceable = false;
    for instruction in code.instructions() {
        let Ok(instruction) = instruction else { break };
        while range.is_some_and(|range| range.end <= instruction.offset) {
            range = locations.next();
        }
        traceable |= instruction.opcode == Opcode::Resume;
        let line = range.filter(|range| !range.location.is_none()).map(|range| range.location.line);
        list.push(Traced {
            start: instruction.offset,
            offset: instruction.opcode_offset(),
            opcode: instruction.opcode,
            arg: instruction.arg,
            line,
            begins_line: false,
            traceable,
            target: instruction.jump_target().unwrap_or(NONE),
            word: NONE,
            state: 0,
        });
    }
    list
}

/// Marks what begins a line: the first instruction of each stretch of one line, and whatever is jumped to or handles
/// exceptions. What loops skip when they end, and RESUME, never do by being first.
fn mark_lines(code: &Code, list: &mut [Traced]) {
    use Opcode::{EndAsyncFor, EndFor, EndSend, PopIter, Resume};
    let mut current = None;
    for instruction in list.iter_mut().filter(|instruction| instruction.traceable) {
        if matches!(instruction.opcode, EndAsyncFor | EndFor | EndSend | PopIter | Resume) {
            continue;
        }
        instruction.begins_line = instruction.line.is_some() && instruction.line != current;
        current = instruction.line;
    }
    let mut targets = Vec::new();
    for instruction in list.iter() {
        if instruction.target == NONE || !instruction.traceable || instruction.opcode == EndAsyncFor {
            continue;
        }
        let skips = matches!(instruction.opcode, Opcode::ForIter | Opcode::Send);
        let found = list.partition_point(|other| other.start < instruction.target);
        targets.push(if skips { found + 1 } else { found });
    }
    for entry in code.exception_entries().unwrap_or_default() {
        let found = list.partition_point(|other| other.start < entry.target);
        if list.get(found).is_some_and(|handler| handler.opcode != EndAsyncFor) {
            targets.push(found);
        }
    }
    for target in targets {
        if let Some(instruction) = list.get_mut(target) {
            instruction.begins_line |= instruction.line.is_some();
        }
    }
}
