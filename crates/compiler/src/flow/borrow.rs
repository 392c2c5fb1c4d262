//! Loads of locals that need not count a reference: the frame keeps the value alive for as long as it
//! is on the stack. Each block is run over abstract references; a load keeps its count if what it
//! pushed is stored, outlives the block, or is still on the stack when its local changes.

use taipan_bytecode::{Opcode, StackEffect};

use super::graph::{BlockId, Graph, Inst, Walk};
use super::opcodes::OpcodeFlow;

/// A value on the abstract stack.
#[derive(Clone, Copy)]
struct Reference {
    /// The place in the block of the instruction that pushed it, if it is in this block.
    source: Option<u32>,
    local: Option<u32>,
}

const UNKNOWN: Reference = Reference { source: None, local: None };

/// Turns loads that may borrow into `LOAD_FAST_BORROW` and its pair form. Handlers are not looked at:
/// nothing but an exception leads there.
pub(crate) fn borrow_locals(graph: &mut Graph) {
    let mut run = Run { walk: graph.begin_walk(), stack: Vec::new(), counted: Vec::new() };
    run.walk.reach(BlockId::ENTRY);
    while let Some(id) = run.walk.next() {
        if !graph[id].instructions.iter().any(|instruction| is_load(instruction.opcode)) {
            run.pass_through(graph, id);
            continue;
        }
        let depth = if id == BlockId::ENTRY { 0 } else { graph[id].start_depth.unwrap_or(0) };
        run.stack.clear();
        run.stack.resize(depth as usize, UNKNOWN);
        run.counted.clear();
        run.counted.resize(graph[id].instructions.len(), false);
        for (at, instruction) in graph[id].instructions.iter().enumerate() {
            run.step(at as u32, instruction);
        }
        run.reach_next(graph, id);
        let left = std::mem::take(&mut run.stack);
        left.iter().for_each(|reference| run.keep_counted(*reference));
        run.stack = left;
        for (instruction, counted) in graph[id].instructions.iter_mut().zip(&run.counted) {
            instruction.opcode = match instruction.opcode {
                Opcode::LoadFast if !counted => Opcode::LoadFastBorrow,
                Opcode::LoadFastLoadFast if !counted => Opcode::LoadFastBorrowLoadFastBorrow,
                opcode => opcode,
            };
        }
    }
    graph.end_walk(run.walk);
}

/// Pushes locals in a form that can be made to borrow.
fn is_load(opcode: Opcode) -> bool {
    matches!(opcode, Opcode::LoadFast | Opcode::LoadFastLoadFast)
}

struct Run {
    walk: Walk,
    stack: Vec<Reference>,
    /// Per instruction of the block: whether what it pushes must be counted.
    counted: Vec<bool>,
}

impl Run {
    fn reach_next(&mut self, graph: &Graph, id: BlockId) {
        // What follows an empty block is not looked at from here: CPython's slip, and visible.
        if let Some(next) = graph.fall_through(id)
            && graph[id].last().is_some()
        {
            self.walk.reach(next);
        }
    }

    /// Goes on from a block that has nothing to change.
    fn pass_through(&mut self, graph: &Graph, id: BlockId) {
        for instruction in graph[id].instructions.iter().filter(|inst| inst.opcode.has_target()) {
            self.reach_target(instruction);
        }
        self.reach_next(graph, id);
    }

    fn push(&mut self, source: u32, local: Option<u32>) {
        self.stack.push(Reference { source: Some(source), local });
    }

    fn pop(&mut self) -> Reference {
        self.stack.pop().unwrap_or(UNKNOWN)
    }

    fn pop_many(&mut self, count: u32) {
        self.stack.truncate(self.stack.len().saturating_sub(count as usize));
    }

    fn keep_counted(&mut self, reference: Reference) {
        if let Some(counted) = reference.source.and_then(|source| self.counted.get_mut(source as usize)) {
            *counted = true;
        }
    }

    /// The local is about to lose its value: references to it on the stack must be their own.
    fn kill(&mut self, local: u32) {
        for at in 0..self.stack.len() {
            if self.stack[at].local == Some(local) {
                self.keep_counted(self.stack[at]);
            }
        }
    }

    fn store(&mut self, local: u32) {
        let stored = self.pop();
        self.kill(local);
        self.keep_counted(stored);
    }

    /// Puts what was on top back on top of `between` new values.
    fn push_under(&mut self, at: u32, top: Reference) {
        self.push(at, None);
        self.stack.push(top);
    }

    fn step(&mut self, at: u32, instruction: &Inst) {
        use Opcode::*;
        let arg = instruction.arg;
        let StackEffect { pops: popped, pushes: pushed } = instruction.opcode.effect(arg);
        match instruction.opcode {
            DeleteFast => self.kill(arg),
            LoadFast => self.push(at, Some(arg)),
            LoadFastAndClear => {
                self.kill(arg);
                self.push(at, Some(arg));
            }
            LoadFastLoadFast => {
                self.push(at, Some(arg >> 4));
                self.push(at, Some(arg & 15));
            }
            StoreFast => self.store(arg),
            StoreFastLoadFast => {
                self.store(arg >> 4);
                self.push(at, Some(arg & 15));
            }
            StoreFastStoreFast => {
                self.store(arg >> 4);
                self.store(arg & 15);
            }
            Copy => {
                let place = self.stack.len().checked_sub(arg as usize);
                let copied = place.and_then(|place| self.stack.get(place)).copied().unwrap_or(UNKNOWN);
                self.stack.push(copied);
            }
            Swap => {
                let top = self.stack.len().wrapping_sub(1);
                let other = self.stack.len().wrapping_sub(arg as usize);
                if top < self.stack.len() && other < self.stack.len() {
                    self.stack.swap(top, other);
                }
            }
            // These leave their operands on the stack and push above them. That they name the block's
            // first instructions as sources is CPython's slip, and shows in its code objects.
            FormatSimple | GetAnext | GetLen | GetYieldFromIter | ImportFrom | MatchKeys | MatchMapping
            | MatchSequence | WithExceptStart => {
                (0..pushed - popped).for_each(|source| self.push(source, None));
            }
            // These take the top values and leave those below.
            DictMerge | DictUpdate | ListAppend | ListExtend | MapAdd | Reraise | SetAdd | SetUpdate => {
                self.pop_many(popped - pushed);
            }
            EndSend | SetFunctionAttribute => {
                let top = self.pop();
                self.pop();
                self.stack.push(top);
            }
            CheckExcMatch => {
                self.pop();
                self.push(at, None);
            }
            ForIter => {
                self.reach_target(instruction);
                self.push(at, None);
            }
            LoadAttr | LoadSuperAttr => {
                let receiver = self.pop();
                self.pop_many(popped - 1);
                self.push(at, None);
                if arg & 1 != 0 {
                    // The receiver may be pushed back, as a method's first argument.
                    self.stack.push(receiver);
                }
            }
            LoadSpecial | PushExcInfo => {
                let top = self.pop();
                self.push_under(at, top);
            }
            Send => {
                self.reach_target(instruction);
                self.pop();
                self.push(at, None);
            }
            opcode => {
                if opcode.has_target() {
                    self.reach_target(instruction);
                }
                if !opcode.is_block_push() {
                    self.pop_many(popped);
                    (0..pushed).for_each(|_| self.push(at, None));
                }
            }
        }
    }

    fn reach_target(&mut self, instruction: &Inst) {
        if let Some(target) = instruction.target {
            self.walk.reach(target);
        }
    }
}
