//! Runs of `SWAP`s: made as short as possible, or done away with by reordering the stores that follow.

use taipan_bytecode::Opcode;

use super::graph::Inst;

/// Simplifies every run of `SWAP`s in a block.
pub(crate) fn simplify_swaps(block: &mut [Inst]) {
    let mut at = 0;
    while at < block.len() {
        if block[at].opcode == Opcode::Swap {
            at = shorten_run(block, at);
            apply_to_stores(block, at);
        }
        at += 1;
    }
}

/// Replaces the run of `SWAP`s and `NOP`s that begins at `start` by the shortest with its effect, which
/// ends where it ended; the place of the run's last instruction, or `start` if there was only one `SWAP`.
fn shorten_run(block: &mut [Inst], start: usize) -> usize {
    let length = block[start..]
        .iter()
        .take_while(|instruction| matches!(instruction.opcode, Opcode::Swap | Opcode::Nop))
        .count();
    let run = &mut block[start..start + length];
    let swaps = run.iter().filter(|instruction| instruction.opcode == Opcode::Swap);
    let (mut count, mut depth) = (0, 0);
    for swap in swaps {
        count += 1;
        depth = depth.max(swap.arg as usize);
    }
    if count == 1 {
        return start;
    }
    // What the run does to the stack: place `i` from the top gets what was at `sources[i]`.
    let mut sources: Vec<usize> = (0..depth).collect();
    for swap in run.iter().filter(|instruction| instruction.opcode == Opcode::Swap) {
        if let Some(with) = (swap.arg as usize).checked_sub(1) {
            sources.swap(0, with);
        }
    }
    // Each cycle of the permutation is undone by swaps with the top, written from the end backwards.
    let mut free = length;
    let mut done = vec![false; depth];
    for first in 0..depth {
        if done[first] || sources[first] == first {
            continue;
        }
        let mut place = first;
        loop {
            if place != 0 {
                free -= 1;
                run[free].opcode = Opcode::Swap;
                run[free].arg = place as u32 + 1;
            }
            if done[place] {
                break;
            }
            done[place] = true;
            place = sources[place];
        }
    }
    run[..free].iter_mut().for_each(Inst::make_nop);
    start + length - 1
}

/// Pops its value and cannot raise or run code before it has it.
fn is_swappable(opcode: Opcode) -> bool {
    matches!(opcode, Opcode::StoreFast | Opcode::StoreFastMaybeNull | Opcode::PopTop)
}

/// The local an instruction stores to.
fn stored_local(instruction: &Inst) -> Option<u32> {
    matches!(instruction.opcode, Opcode::StoreFast | Opcode::StoreFastMaybeNull).then_some(instruction.arg)
}

/// The next instruction after `at` that may be reordered, if only `NOP`s stand between, and all of it
/// on `line` when one is given: a debugger sees which names are bound at the start of each line.
fn next_swappable(block: &[Inst], at: usize, line: Option<i32>) -> Option<usize> {
    for (place, instruction) in block.iter().enumerate().skip(at + 1) {
        if line.is_some_and(|line| line >= 0 && line != instruction.location.line) {
            return None;
        }
        if instruction.opcode != Opcode::Nop {
            return is_swappable(instruction.opcode).then_some(place);
        }
    }
    None
}

/// Applies the `SWAP`s at and before `at` to the stores after them, as far as that is possible.
fn apply_to_stores(block: &mut [Inst], at: usize) {
    for place in (0..=at).rev() {
        let swap = block[place];
        if swap.opcode != Opcode::Swap {
            if swap.opcode == Opcode::Nop || is_swappable(swap.opcode) {
                continue;
            }
            return;
        }
        let Some(first) = next_swappable(block, place, None) else { return };
        let line = block[first].location.line;
        let mut second = first;
        for _ in 1..swap.arg {
            let Some(next) = next_swappable(block, second, Some(line)) else { return };
            second = next;
        }
        let stores = (stored_local(&block[first]), stored_local(&block[second]));
        if stores != (None, None) {
            if stores.0 == stores.1 {
                return;
            }
            let conflicts = block.get(first + 1..second).unwrap_or_default().iter().any(|between| {
                stored_local(between).is_some_and(|local| stores.0 == Some(local) || stores.1 == Some(local))
            });
            if conflicts {
                return;
            }
        }
        block[place].make_nop();
        block.swap(first, second);
    }
}
