//! What a handler is given, and what it does with it: operands, the way to the next word, raising.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use std::marker::PhantomData;

use taipan_bytecode::word::{CONSTANT, WordOp};

use crate::errors::Exception;
use crate::exec::Exec;
use crate::ops::{Handler, Mode, exception};
use crate::site::Site;
use crate::thread::{Thread, frame};
use crate::value::{Raw, Value};

/// A handler's arguments.
pub(crate) struct Cx<M> {
    pub(crate) pc: *const u64,
    pub(crate) fp: *mut Raw,
    pub(crate) t: *mut Thread,
    pub(crate) table: *const Handler,
    pub(crate) depth: isize,
    pub(crate) mode: PhantomData<M>,
}

impl<M> Clone for Cx<M> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Cx<M> {}

impl<M: Mode> Cx<M> {
    #[inline(always)]
    pub(crate) unsafe fn a(self) -> usize {
        // SAFETY: `pc` is a word.
        unsafe { usize::from(*self.pc.cast::<u16>().add(1)) }
    }

    #[inline(always)]
    pub(crate) unsafe fn b(self) -> usize {
        // SAFETY: `pc` is a word.
        unsafe { usize::from(*self.pc.cast::<u16>().add(2)) }
    }

    #[inline(always)]
    pub(crate) unsafe fn c(self) -> usize {
        // SAFETY: `pc` is a word.
        unsafe { usize::from(*self.pc.cast::<u16>().add(3)) }
    }

    /// Operand `c` as a jump distance.
    #[inline(always)]
    pub(crate) unsafe fn jump_c(self) -> isize {
        // SAFETY: `pc` is a word.
        unsafe { *self.pc.cast::<i16>().add(3) as isize }
    }

    /// Operand `a` as a jump distance.
    #[inline(always)]
    pub(crate) unsafe fn jump_a(self) -> isize {
        // SAFETY: `pc` is a word.
        unsafe { *self.pc.cast::<i16>().add(1) as isize }
    }

    #[inline(always)]
    pub(crate) unsafe fn slot(self, index: usize) -> *mut Raw {
        // SAFETY: operands name slots of the frame.
        unsafe { self.fp.add(index) }
    }

    #[inline(always)]
    pub(crate) unsafe fn load(self, index: usize) -> Raw {
        // SAFETY: as `slot`.
        unsafe { *self.fp.add(index) }
    }

    /// Cell `index` of the word.
    #[inline(always)]
    pub(crate) unsafe fn cell(self, index: usize) -> u64 {
        // SAFETY: the row has that many cells.
        unsafe { *self.pc.add(1 + index) }
    }

    /// The high half of cell 0: an oparg, a name's index.
    #[inline(always)]
    pub(crate) unsafe fn aux(self) -> usize {
        // SAFETY: the row has a cell.
        unsafe { *self.pc.add(1).cast::<u32>().add(1) as usize }
    }

    /// Writes the high half of cell 0, in words that leave it to their specializer.
    #[inline(always)]
    pub(crate) unsafe fn set_aux(self, value: u32) {
        // SAFETY: the row has a cell.
        unsafe { *self.pc.add(1).cast::<u32>().add(1).cast_mut() = value }
    }

    /// Operands `b` and `c` as one number, `b` the low half.
    #[inline(always)]
    pub(crate) unsafe fn wide(self) -> usize {
        // SAFETY: `pc` is a word.
        unsafe { *self.pc.cast::<u32>().add(1) as usize }
    }

    #[inline(always)]
    pub(crate) unsafe fn exec(self) -> *const Exec {
        // SAFETY: every frame has a header.
        unsafe { (*self.fp.sub(frame::EXEC)).0 as *const Exec }
    }

    #[inline(always)]
    pub(crate) unsafe fn nlocals(self) -> usize {
        // SAFETY: every frame has a header.
        unsafe { (*self.exec()).nlocals as usize }
    }

    /// The record of the word's site.
    #[inline(always)]
    pub(crate) unsafe fn site(self) -> *mut Site {
        // SAFETY: the row has a site in the low half of cell 0.
        unsafe { (*self.exec()).sites.add(*self.pc.add(1).cast::<u32>() as usize) }
    }

    /// A `src` operand's value, borrowed.
    #[inline(always)]
    pub(crate) unsafe fn src(self, operand: usize) -> Raw {
        // SAFETY: constants are indexed within the code's, slots within the frame.
        unsafe {
            if operand & usize::from(CONSTANT) != 0 {
                *(*self.exec()).consts.add(operand & !usize::from(CONSTANT))
            } else {
                *self.fp.add(operand)
            }
        }
    }

    /// A `src` or slot operand as a borrowed value; fails if it is NULL.
    #[inline(always)]
    pub(crate) unsafe fn value<'a>(self, operand: usize) -> &'a Value {
        // SAFETY: as `src`; the slot or the code keeps it alive.
        unsafe {
            let place = if operand & usize::from(CONSTANT) != 0 {
                (*self.exec()).consts.add(operand & !usize::from(CONSTANT))
            } else {
                self.fp.add(operand).cast_const()
            };
            Value::borrow_slot(place)
        }
    }

    /// Whether an operand is an owned temporary.
    #[inline(always)]
    pub(crate) unsafe fn is_temporary(self, operand: usize) -> bool {
        // SAFETY: as `nlocals`.
        unsafe { operand & usize::from(CONSTANT) == 0 && operand >= self.nlocals() }
    }

    /// A `src` operand as an owned value: a temporary moves, anything else is copied.
    #[inline(always)]
    pub(crate) unsafe fn take(self, operand: usize) -> Value {
        // SAFETY: as `src`.
        unsafe {
            let raw = self.src(operand);
            if !self.is_temporary(operand) {
                raw.retain();
            }
            Value::from_raw(raw)
        }
    }

    /// Drops an operand that was only looked at, if it is a temporary. May run Python.
    #[inline(always)]
    pub(crate) unsafe fn consume(self, operand: usize) {
        // SAFETY: as `src`; the temporary's reference ends here.
        unsafe {
            if self.is_temporary(operand) {
                if self.dies(operand) {
                    // What native code left dead came first.
                    (*self.t).drain();
                }
                (*self.t).drop_raw(*self.fp.add(operand));
            }
        }
    }

    /// Whether a `src` operand is a temporary with the last reference to an object.
    #[inline(always)]
    pub(crate) unsafe fn dies(self, operand: usize) -> bool {
        // SAFETY: as `src`.
        unsafe {
            let value = self.src(operand);
            self.is_temporary(operand) && value.is_pointer() && (*value.header()).count == 1
        }
    }

    /// Drops an operand of which [`Cx::dies`] is false, if it is a temporary.
    #[inline(always)]
    pub(crate) unsafe fn let_go(self, operand: usize) {
        // SAFETY: as `src`; others have references.
        unsafe {
            if self.is_temporary(operand) {
                let _ = self.load(operand).release();
            }
        }
    }

    /// Stores the word and the base where native code finds them. Before anything that may raise or call out.
    #[inline(always)]
    pub(crate) unsafe fn save(self) -> &'static mut Thread {
        // SAFETY: the thread outlives its handlers; the borrow ends before the handler does.
        unsafe {
            (*self.t).pc = self.pc;
            (*self.t).fp = self.fp;
            (*self.t).depth = self.depth;
            &mut *self.t
        }
    }

    /// The state that [`Cx::save`] stored, or that native code left since. Cheaper than to keep it in registers over a call.
    #[inline(always)]
    pub(crate) unsafe fn saved(t: *mut Thread) -> Cx<M> {
        // SAFETY: the thread outlives its handlers.
        unsafe { Cx { pc: (*t).pc, fp: (*t).fp, t, table: (*t).table, depth: (*t).depth, mode: PhantomData } }
    }

    /// [`Cx::save`] of a frame that a call returned to: what runs now still belongs to the word that called.
    #[inline(always)]
    pub(crate) unsafe fn save_before(self) -> &'static mut Thread {
        // SAFETY: as `save`.
        unsafe {
            let t = self.save();
            t.pc = self.pc.wrapping_sub(1);
            t
        }
    }

    /// Goes on with the word at `pc`.
    #[inline(always)]
    pub(crate) unsafe fn go(self, pc: *const u64) -> *const u64 {
        // SAFETY: `pc` is a word of the running code.
        unsafe {
            if M::TAIL {
                let handler = (*self.table.add(usize::from(*pc.cast::<u16>()))).0;
                handler(pc, self.fp, self.t, self.table, self.depth)
            } else {
                (*self.t).fp = self.fp;
                (*self.t).depth = self.depth;
                pc
            }
        }
    }

    /// Runs this word again, its opcode having changed. Events that the word was instrumented for came already.
    #[inline(always)]
    pub(crate) unsafe fn again(self) -> *const u64 {
        // SAFETY: as `go`.
        unsafe {
            if *self.pc.cast::<u16>() == WordOp::Instrumented as u16 {
                return crate::ops::trace::run_original::<M>(
                    self.pc, self.fp, self.t, self.table, self.depth,
                );
            }
            self.go(self.pc)
        }
    }

    /// Goes on with the next word; `cells` follow this one.
    #[inline(always)]
    pub(crate) unsafe fn next(self, cells: usize) -> *const u64 {
        // SAFETY: code never ends in a word that goes on.
        unsafe { self.go(self.pc.add(1 + cells)) }
    }

    /// Goes on `distance` words from this one.
    #[inline(always)]
    pub(crate) unsafe fn jump(self, distance: isize) -> *const u64 {
        // SAFETY: jumps lead to words of the same code.
        unsafe { self.go(self.pc.offset(distance)) }
    }

    /// Goes on with the next word after native code ran: reloads what it may have changed, drains what it dropped, and
    /// moves the frame if somebody asked for it.
    #[inline(always)]
    pub(crate) unsafe fn finish(self, cells: usize) -> *const u64 {
        // SAFETY: as `next`.
        unsafe { self.finish_at(self.pc.add(1 + cells)) }
    }

    /// Goes on at `pc` after native code ran; see [`Cx::finish`].
    #[inline(always)]
    pub(crate) unsafe fn finish_at(self, pc: *const u64) -> *const u64 {
        // SAFETY: as `go`.
        unsafe {
            let t = &mut *self.t;
            t.drain();
            let cx = Cx::<M> { table: t.table, depth: t.depth, ..self };
            if t.tracing.frame_moves {
                return crate::ops::trace::go_moved::<M>(pc, cx.fp, cx.t, cx.table, cx.depth);
            }
            cx.go(pc)
        }
    }

    /// Stores a new value where `dst` says: a local's old value is dropped. Then the handler goes on with `finish`.
    #[inline(always)]
    pub(crate) unsafe fn store(self, dst: usize, value: Value) {
        // SAFETY: `dst` is a slot; a local's old reference ends here.
        unsafe {
            let slot = self.fp.add(dst);
            if dst < self.nlocals() {
                let old = slot.replace(value.into_raw());
                (*self.t).drop_raw(old);
            } else {
                *slot = value.into_raw();
            }
        }
    }

    /// Raises an exception here.
    #[inline(always)]
    pub(crate) unsafe fn raise(self, error: Exception) -> *const u64 {
        // SAFETY: the thread takes the exception over; `save` was or is done.
        unsafe {
            let t = self.save();
            t.set_raised(error);
            exception::unwind::<M>(self.pc, self.fp, self.t, self.table, self.depth)
        }
    }

    /// The word's opcode, also where it is instrumented.
    pub(crate) unsafe fn own_op(self) -> WordOp {
        // SAFETY: `pc` is a word of the running code.
        unsafe {
            match WordOp::from_u16(*self.pc as u16) {
                Some(WordOp::Instrumented) | None => (*self.exec()).original(self.pc),
                Some(op) => op,
            }
        }
    }

    /// Rewrites the word's opcode.
    #[inline(always)]
    pub(crate) unsafe fn rewrite(self, op: WordOp) {
        // SAFETY: the word belongs to this code; operands stay. An instrumented word's own opcode is kept apart.
        unsafe {
            let word = self.pc.cast_mut().cast::<u16>();
            if *word == WordOp::Instrumented as u16 {
                (*self.exec()).set_original(self.pc, op);
            } else {
                *word = op as u16;
            }
        }
    }
}
