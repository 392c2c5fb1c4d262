//! Frames that go on in the faithful form: their deferred operands are copied and counted into their homes.
//!
//! A frame suspended in a call into Python moves at once: its callee is told to return to the other form. The frame
//! whose word runs native code moves when that word ends.
#![expect(unsafe_code, reason = "rewrites frames on the value stack")]

use taipan_bytecode::Opcode;
use taipan_bytecode::word::WordOp;
use taipan_translate::{Executable, Position, PositionKind};

use crate::builtins::code::CodeObject;
use crate::builtins::generator::{Generator, State};
use crate::exec::{Exec, Form};
use crate::frames::{FrameRef, object_of};
use crate::native::PyResult;
use crate::thread::{Thread, frame};
use crate::trace::Instructions;
use crate::value::{Raw, Value};

/// A frame that moves when control returns to it.
#[derive(Debug)]
pub(crate) struct Pending {
    fp: *mut Raw,
    /// What locals held that positions of the canonical stack defer to, by position, before they were rebound.
    held: Vec<(usize, Value)>,
}

/// A frame with what lies directly above it.
struct Live {
    at: FrameRef,
    /// The base of the frame that returns to it; `None` when its word runs native code.
    callee: Option<*mut Raw>,
}

impl Thread {
    /// The faithful form of a code object; while tracers are set, its words report events.
    pub(crate) fn traced_exec(&mut self, code: &CodeObject) -> PyResult<*const Exec> {
        let exec = code.exec_in(self, Form::Faithful)?;
        if self.tracing.enabled() {
            // SAFETY: executable code lives as long as its code object.
            unsafe { (*exec).instrument() };
        }
        Ok(exec)
    }

    /// Moves every frame of the thread, now or as soon as control returns to it.
    pub(crate) fn move_live_frames(&mut self) {
        for live in self.live_frames() {
            if let Some(object) = known(live.at.fp) {
                object.previous.set(live.at.offset().map_or(-1, |offset| offset as i32));
            }
            if live.at.exec().is_faithful() {
                live.at.exec().instrument();
                continue;
            }
            match live.callee {
                Some(callee) => {
                    self.move_suspended(live.at, callee);
                }
                None => self.move_later(live.at.fp, Vec::new()),
            }
        }
    }

    /// To be called before local `slot` of the frame at `fp` is rebound from outside: whatever still waits to be read from
    /// it is read now.
    pub(crate) fn before_local_changes(&mut self, fp: *mut Raw, slot: usize) {
        let Some(live) = self.live_frames().into_iter().find(|live| live.at.fp == fp) else { return };
        let exec = live.at.exec();
        let Some(table) = exec.table.as_ref().filter(|_| !exec.is_faithful()) else { return };
        let Some(point) = exec.point(live.at.pc) else { return };
        let waits = |position: &Position| matches!(position.kind, PositionKind::Local(local) if usize::from(local) == slot);
        let positions = &table.states[point.state as usize];
        if !positions.iter().any(waits) {
            return;
        }
        match live.callee {
            Some(callee) => {
                self.move_suspended(live.at, callee);
            }
            None => {
                // SAFETY: a local that a position defers to is bound.
                let old = unsafe { *fp.add(slot) };
                if !old.is_null() {
                    // SAFETY: as above.
                    let hold = |index| (index, unsafe { Value::from_borrowed(old) });
                    let held =
                        (0..positions.len()).filter(|&index| waits(&positions[index])).map(hold).collect();
                    self.move_later(fp, held);
                }
            }
        }
    }

    /// Where the running frame, whose word has ended, goes on: here, or in the other form.
    pub(crate) fn move_frame(&mut self, pc: *const u64) -> *const u64 {
        let fp = self.fp;
        // Frames above this one are gone.
        self.tracing.pending.retain(|pending| pending.fp <= fp);
        let found = self.tracing.pending.iter().position(|pending| pending.fp == fp);
        let pending = found.map(|index| self.tracing.pending.swap_remove(index));
        self.tracing.frame_moves = !self.tracing.pending.is_empty();
        let Some(pending) = pending else { return pc };
        let exec = self.current_exec();
        let Some(code) = exec.code() else { return pc };
        if exec.is_faithful() {
            return pc;
        }
        let (code, exec) = (std::ptr::from_ref(code), std::ptr::from_ref(exec));
        // SAFETY: the running frame keeps its code alive.
        let (code, exec) = unsafe { (&*code, &*exec) };
        let Ok(target) = self.traced_exec(code) else { return pc };
        // SAFETY: as above.
        let target = unsafe { &*target };
        // SAFETY: the frame is between two words.
        let moved = unsafe { enter_faithful(fp, exec, target, pc, &pending.held) };
        if let Some(object) = known(fp) {
            object.previous.set(exec.offset_of(self.pc).map_or(-1, |offset| offset as i32));
        }
        moved.unwrap_or(pc)
    }

    /// Makes a suspended generator go on in the faithful form.
    pub(crate) fn move_generator(&mut self, generator: &Generator) -> PyResult<()> {
        // SAFETY: the generator owns its code.
        let exec = unsafe { &*generator.exec.get() };
        if generator.state.get() != State::Suspended {
            return Ok(());
        }
        if exec.is_faithful() {
            exec.instrument();
            return Ok(());
        }
        let target = self.traced_exec(generator.code())?;
        // SAFETY: as above.
        let target = unsafe { &*target };
        let stands_at = generator.yielded_at.get();
        let word = match stands_at.is_null() {
            true => Some(target.generator_from),
            false => exec.offset_of(stands_at).and_then(|offset| main_word(target, offset)),
        };
        let (Some(word), Some(table)) = (word, &target.table) else { return Ok(()) };
        let first = table.words[word as usize];
        let at = table.words.as_ptr().wrapping_add(word as usize);
        let Some(after) = table.points.get(table.points.partition_point(|point| point.word <= word)) else {
            return Ok(());
        };
        generator.exec.set(target);
        generator.resume_at.set(table.words.as_ptr().wrapping_add(after.word as usize));
        if stands_at.is_null() {
            generator.sent_slot.set(i32::from((first >> 16) as u16));
        } else {
            generator.yielded_at.set(at);
            generator.sent_slot.set(i32::from((first >> 32) as u16));
        }
        Ok(())
    }

    fn move_later(&mut self, fp: *mut Raw, held: Vec<(usize, Value)>) {
        self.tracing.frame_moves = true;
        match self.tracing.pending.iter_mut().find(|pending| pending.fp == fp) {
            Some(pending) => {
                for (index, value) in held {
                    // What was held first is what the deferred position meant.
                    if pending.held.iter().all(|&(known, _)| known != index) {
                        pending.held.push((index, value));
                    }
                }
            }
            None => self.tracing.pending.push(Pending { fp, held }),
        }
    }

    /// Moves a frame that waits for a Python callee. `false` when its word is none that the forms share.
    fn move_suspended(&mut self, at: FrameRef, callee: *mut Raw) -> bool {
        let exec = at.exec();
        let Some(code) = exec.code() else { return false };
        let Ok(target) = self.traced_exec(code) else { return false };
        // SAFETY: the frame keeps its code alive.
        let target = unsafe { &*target };
        let (Some(from), Some(to)) = (&exec.table, &target.table) else { return false };
        let Some(point) = from.point(exec.index_of(at.pc) as u32) else { return false };
        let Some(instruction) = target.instructions().and_then(|all| all.at_offset(point.offset)) else {
            return false;
        };
        let pops = match instruction.opcode {
            Opcode::Call => instruction.arg as usize + 2,
            Opcode::CallKw => instruction.arg as usize + 3,
            Opcode::CallFunctionEx => 4,
            Opcode::BinaryOp => 2,
            Opcode::LoadAttr | Opcode::Send => 1,
            Opcode::ForIter => 0,
            _ => return false,
        };
        let Some(word) = main_word(target, point.offset) else { return false };
        let Some(after) = to.points.get(to.points.partition_point(|point| point.word <= word)) else {
            return false;
        };
        let before = &from.states[point.state as usize];
        let kept = before.len().saturating_sub(pops);
        let homes = &to.states[after.state as usize];
        if homes.len() < kept {
            return false;
        }
        // SAFETY: the callee's frame begins above the positions that stay.
        unsafe {
            materialise(at.fp, exec, &before[..kept], homes, &[]);
            *at.fp.sub(frame::EXEC) = Raw(std::ptr::from_ref(target) as u64);
            *callee.sub(frame::RETURN) = Raw(to.words.as_ptr().add(after.word as usize) as u64);
        }
        true
    }

    /// The thread's Python frames, innermost first.
    fn live_frames(&self) -> Vec<Live> {
        let mut frames = Vec::new();
        let mut callee = None;
        let mut at = (!self.fp.is_null()).then(|| self.running_frame());
        while let Some(frame) = at {
            let exec = frame.exec();
            let native = exec.code().is_none() && exec.slots == 1;
            if exec.code().is_some() {
                frames.push(Live { at: frame, callee });
            }
            callee = (!native).then_some(frame.fp);
            at = frame.outer();
        }
        frames
    }
}

fn known<'a>(fp: *mut Raw) -> Option<&'a crate::frames::FrameObject> {
    // SAFETY: the frame is live; its header's frame-object word is 0 or counted.
    unsafe {
        let word = *fp.sub(frame::OBJECT);
        (word.0 != 0).then(|| object_of(word))
    }
}

/// The word of an instruction that has cells: a call, a FOR_ITER, a YIELD_VALUE.
fn main_word(exec: &Exec, offset: u32) -> Option<u32> {
    let table = exec.table.as_ref()?;
    let first = exec.instructions()?.at_offset(offset)?.word;
    let mut index = table.points.partition_point(|point| point.word < first);
    let mut found = None;
    while let Some(point) = table.points.get(index).filter(|point| point.offset == offset) {
        let next = table.points.get(index + 1).map_or(table.words.len() as u32, |next| next.word);
        if next > point.word + 1 {
            found = Some(point.word);
        }
        index += 1;
    }
    found
}

/// Turns the frame at `fp`, which is about to run the word at `pc` of its fast form, into one of the faithful form;
/// returns where it goes on. `None` when the forms do not meet there; nothing is changed then.
unsafe fn enter_faithful(
    fp: *mut Raw,
    exec: &Exec,
    target: &Exec,
    pc: *const u64,
    held: &[(usize, Value)],
) -> Option<*const u64> {
    let (from, to) = (exec.table.as_ref()?, target.table.as_ref()?);
    let instructions = target.instructions()?;
    let mut index = from.points.binary_search_by_key(&(exec.index_of(pc) as u32), |point| point.word).ok()?;
    let positions = &from.states[from.points[index].state as usize];
    // Words that only fill homes belong to what follows them.
    while fills_home(from, from.points[index].word) {
        index += 1;
        from.points.get(index)?;
    }
    let (at, walked) = walk_back(from, instructions, from.points[index].offset)?;
    let word = instructions.list[at].word;
    if word == u32::MAX {
        return None;
    }
    let homes = &to.states[instructions.list[at].state as usize];
    if homes.len() + walked != positions.len() {
        return None;
    }
    if positions[homes.len()..].iter().any(|position| position.kind == PositionKind::Temp) {
        return None;
    }
    // SAFETY: the caller's promise; both states describe the frame's canonical stack.
    unsafe {
        materialise(fp, exec, &positions[..homes.len()], homes, held);
        *fp.sub(frame::EXEC) = Raw(std::ptr::from_ref(target) as u64);
        Some(to.words.as_ptr().add(word as usize))
    }
}

/// Copies and counts what `positions` defer to, into `homes`.
unsafe fn materialise(
    fp: *mut Raw,
    exec: &Exec,
    positions: &[Position],
    homes: &[Position],
    held: &[(usize, Value)],
) {
    for (index, (position, home)) in positions.iter().zip(homes).enumerate() {
        // SAFETY: locals and homes are slots of the frame, constants indices of the code's.
        unsafe {
            let value = match position.kind {
                PositionKind::Temp => *fp.add(usize::from(position.home)),
                PositionKind::Null => Raw::NULL,
                PositionKind::Local(local) => {
                    let known = held.iter().find(|&&(held, _)| held == index).map(|(_, value)| value.raw());
                    let value = known.unwrap_or(*fp.add(usize::from(local)));
                    value.retain();
                    value
                }
                PositionKind::Const(constant) => {
                    let value = *exec.consts.add(usize::from(constant));
                    value.retain();
                    value
                }
                PositionKind::Int(value) => Raw::int(i64::from(value)),
            };
            *fp.add(usize::from(home.home)) = value;
        }
    }
}

fn fills_home(table: &Executable, word: u32) -> bool {
    let op = WordOp::from_u16(table.words[word as usize] as u16);
    use WordOp::{LoadConstT, LoadConstWide, LoadIntT, LoadNullT, MoveLT};
    matches!(op, Some(MoveLT | LoadConstT | LoadConstWide | LoadIntT | LoadNullT))
}

/// From the instruction at `offset` back over those before it that only push what is deferred: the index of the first,
/// and how many positions were pushed since.
fn walk_back(from: &Executable, instructions: &Instructions, offset: u32) -> Option<(usize, usize)> {
    let mut at = instructions.index_of(offset)?;
    let mut pushed = 0;
    while at > 0 && from.block(instructions.list[at].start).is_none() {
        pushed += match instructions.list[at - 1].opcode {
            Opcode::Nop | Opcode::NotTaken => 0,
            Opcode::LoadFast
            | Opcode::LoadFastBorrow
            | Opcode::LoadConst
            | Opcode::LoadSmallInt
            | Opcode::PushNull => 1,
            Opcode::LoadFastLoadFast | Opcode::LoadFastBorrowLoadFastBorrow => 2,
            _ => break,
        };
        at -= 1;
    }
    Some((at, pushed))
}
