//! Jumps to jumps go where the second one goes.

use taipan_bytecode::Opcode;

use super::graph::{BlockId, Graph, Inst};

/// What became of the jump at the end of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Threaded {
    /// It goes elsewhere now, and the pass should look at it again.
    Again,
    /// It stays as it is.
    Unchanged,
}

/// Threads the jump `graph[id].instructions[at]`, which is the block's last instruction.
pub(crate) fn thread_jump(graph: &mut Graph, id: BlockId, at: usize) -> Threaded {
    use Opcode::*;
    let jump = graph[id].instructions[at];
    let Some(target_block) = jump.target else { return Threaded::Unchanged };
    let Some(&target) = graph[target_block].instructions.first() else { return Threaded::Unchanged };
    let opcode = match (jump.opcode, target.opcode) {
        (PopJumpIfNone | PopJumpIfNotNone | PopJumpIfFalse | PopJumpIfTrue, Jump) => jump.opcode,
        (JumpIfFalse, Jump | JumpIfFalse) | (JumpIfTrue, Jump | JumpIfTrue) => jump.opcode,
        (JumpIfFalse, JumpIfTrue) | (JumpIfTrue, JumpIfFalse) => {
            // The second jump is not taken when the first one is.
            let Some(next) = graph[target_block].next else { return Threaded::Unchanged };
            graph[id].instructions[at].target = Some(next);
            return Threaded::Again;
        }
        (Jump | JumpNoInterrupt, Jump) => Jump,
        (Jump | JumpNoInterrupt, JumpNoInterrupt) => jump.opcode,
        _ => return Threaded::Unchanged,
    };
    if jump.target == target.target {
        return Threaded::Unchanged;
    }
    let block = &mut graph[id];
    block.instructions[at].make_nop();
    block.append(Inst { target: target.target, ..Inst::plain(opcode, 0, target.location) });
    Threaded::Again
}
