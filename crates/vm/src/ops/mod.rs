//! The handlers: one function per executable opcode, reached through a table.
//!
//! All have one signature, so that each ends in a sibling call to the next ([`Dispatch::Tail`]) or
//! returns to a loop ([`Dispatch::Trampoline`]). Their arguments are copies of what [`Thread`] holds; the word
//! and base are stored before anything that may raise or call out ([`Cx::save`]); table, base and depth are reloaded
//! after ([`Cx::finish`]). A handler checks its guards first: before the last one nothing is allocated, counted or moved.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

pub(crate) mod attr;
pub(crate) mod binary;
pub(crate) mod branch;
pub(crate) mod build;
pub(crate) mod call;
pub(crate) mod cells;
pub(crate) mod compare;
pub(crate) mod contains;
pub(crate) mod descriptor;
pub(crate) mod exception;
pub(crate) mod format;
pub(crate) mod function;
pub(crate) mod generator;
pub(crate) mod global;
pub(crate) mod import;
pub(crate) mod intrinsic;
pub(crate) mod iter;
pub(crate) mod matching;
pub(crate) mod moves;
pub(crate) mod subscript;
pub(crate) mod trace;
pub(crate) mod truth;
pub(crate) mod unary;
pub(crate) mod unpack;

use std::marker::PhantomData;

use taipan_bytecode::word::{CONSTANT, WordOp};

use crate::config::{Config, Dispatch};
use crate::errors::Exception;
use crate::exec::Exec;
use crate::site::Site;
use crate::thread::{Thread, frame};
use crate::value::{Raw, Value};

/// A handler: the word, the frame's base, the thread, the table, the remaining depth. Returns the next word under the
/// trampoline; null when the interpreter call ends.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Handler(unsafe fn(*const u64, *mut Raw, *mut Thread, *const Handler, isize) -> *const u64);

/// How handlers run: which back end, and whether they count.
pub(crate) trait Mode {
    /// Whether handlers end in a sibling call.
    const TAIL: bool;
    /// Whether outcomes are counted per site.
    const PROFILE: bool;
    /// The mode of bodies that call out to native code: the trampoline's, where going on is to return.
    type Native: Mode;
}

macro_rules! modes {
    ($($name:ident $tail:literal $profile:literal $native:ident;)*) => {
        $(
            #[cfg_attr(taipan_uncounted, allow(dead_code, reason = "a build without counting handlers"))]
            pub(crate) struct $name;
            impl Mode for $name {
                const TAIL: bool = $tail;
                const PROFILE: bool = $profile;
                type Native = $native;
            }
        )*
    };
}

modes! {
    TailPlain true false TrampolinePlain;
    TailProfile true true TrampolineProfile;
    TrampolinePlain false false TrampolinePlain;
    TrampolineProfile false true TrampolineProfile;
}

/// The handler of a row: the function itself, or the one that bears the opcode's name.
macro_rules! handler {
    ($name:ident [$($path:tt)*]) => { $($path)* };
    ($name:ident ($($path:tt)*)) => { named::$name::<M> };
}

macro_rules! define_named {
    ($name:ident [$($path:tt)*]) => {};
    ($name:ident ($($path:tt)*)) => {
        pub(super) unsafe fn $name<M: Mode>(
            pc: *const u64,
            fp: *mut Raw,
            t: *mut Thread,
            table: *const Handler,
            depth: isize,
        ) -> *const u64 {
            // SAFETY: the caller's promise, which is that of the body's handler.
            unsafe { $($path)*(pc, fp, t, table, depth) }
        }
    };
}

macro_rules! define_table {
    ($($(#[doc = $doc:literal])* $name:ident $variant:ident $path:tt $cells:literal;)*) => {
        /// Handlers that share their body with others, under the names of their opcodes: what `perf` and `gdb` show.
        mod named {
            #![allow(non_snake_case, reason = "opcodes are written so")]
            use super::*;

            $(define_named! { $name $path })*
        }

        /// The handlers of one mode, by executable opcode.
        struct Table<M>(PhantomData<M>);

        impl<M: Mode + 'static> Table<M> {
            const HANDLERS: [Handler; WordOp::ALL.len()] = [$(Handler(handler! { $name $path }),)*];
        }
    };
}
taipan_bytecode::for_each_word!(define_table);

macro_rules! tables {
    ($($(#[doc = $doc:literal])* $name:ident $mode:ident;)*) => {
        $(
            $(#[doc = $doc])*
            // SAFETY: no other symbol has the name. The code check of `testkit` finds the handlers of a binary by it.
            #[unsafe(no_mangle)]
            #[used]
            static $name: [Handler; WordOp::ALL.len()] = Table::<$mode>::HANDLERS;
        )*
    };
}

tables! {
    /// Sibling calls.
    TAIPAN_HANDLERS_TAIL TailPlain;
    /// Returning to a loop.
    TAIPAN_HANDLERS_TRAMPOLINE TrampolinePlain;
}

#[cfg(not(taipan_uncounted))]
tables! {
    /// Sibling calls, outcomes counted.
    TAIPAN_HANDLERS_TAIL_PROFILE TailProfile;
    /// Returning to a loop, outcomes counted.
    TAIPAN_HANDLERS_TRAMPOLINE_PROFILE TrampolineProfile;
}

/// The handler table that a configuration asks for.
pub(crate) fn table(config: &Config) -> *const Handler {
    let tail = config.dispatch == Dispatch::Tail && cfg!(taipan_tail_calls);
    #[cfg(not(taipan_uncounted))]
    if config.profile {
        let counting = if tail { &TAIPAN_HANDLERS_TAIL_PROFILE } else { &TAIPAN_HANDLERS_TRAMPOLINE_PROFILE };
        return counting.as_ptr();
    }
    if tail { TAIPAN_HANDLERS_TAIL.as_ptr() } else { TAIPAN_HANDLERS_TRAMPOLINE.as_ptr() }
}

/// Runs from a word until EXIT_INTERPRETER or an exception leaves the native call's frame.
///
/// # Safety
/// `pc` is a word of the code that the frame at `fp` runs; `depth` is what the thread has left.
pub(crate) unsafe fn run(t: &mut Thread, pc: *const u64, fp: *mut Raw, depth: isize) {
    let t: *mut Thread = t;
    // SAFETY: the caller's promise; each handler keeps it for the next.
    unsafe {
        let mut pc = pc;
        (*t).fp = fp;
        (*t).depth = depth;
        while !pc.is_null() {
            let table = (*t).table;
            let handler = (*table.add(usize::from(*pc as u16))).0;
            pc = handler(pc, (*t).fp, t, table, (*t).depth);
        }
    }
}

/// Resumes a suspended generator from native code, its frame laid at `base`: with a value sent in, or with an exception raised
/// where it stands.
///
/// # Safety
/// `scratch` is the native call's pseudo-frame, and there is room at `base`.
pub(crate) unsafe fn resume_from_native(
    t: &mut Thread,
    generator: *mut crate::builtins::generator::Generator,
    base: *mut Raw,
    scratch: *mut Raw,
    sent: Raw,
    back: *const u64,
    error: Option<Exception>,
) {
    // SAFETY: the caller's promise.
    unsafe {
        let depth = t.depth;
        let cx = Cx::<TrampolinePlain> {
            pc: std::ptr::null(),
            fp: scratch,
            t,
            table: t.table,
            depth,
            mode: PhantomData,
        };
        let stands_at = (*generator).yielded_at.get();
        let sent = if error.is_some() { Raw::NONE } else { sent };
        // The trampoline's way of going on is to say where: the loop below starts there in whatever mode is set.
        let pc = cx.resume::<true>(generator, base, sent, back);
        match error {
            None => run(t, pc, t.fp, depth - 1),
            Some(error) => {
                t.fp = base;
                t.depth = depth - 1;
                // The exception is raised at the word that yielded, which has a handler, but seen at the RESUME behind it,
                // for which the fast form has no word.
                let seen = match (*(*generator).exec.get()).is_faithful() {
                    true => pc,
                    false if stands_at.is_null() => pc.sub(1),
                    false => stands_at,
                };
                t.pc = seen;
                // Closing a generator that has not begun is no event.
                let quiet =
                    stands_at.is_null() && t.is_exception(&error, crate::errors::Class::GeneratorExit);
                let told = t.tracing.active() && !quiet;
                t.fresh_generator = if stands_at.is_null() { base } else { std::ptr::null_mut() };
                let error = if told { t.trace_throw(&error).err().unwrap_or(error) } else { error };
                t.set_raised(error);
                t.set_context();
                if stands_at.is_null() {
                    // Not begun: nothing in it can handle the exception, and it has no state to unwind.
                    t.add_traceback(crate::frames::FrameRef { fp: base, pc: t.pc });
                    if told {
                        t.trace_exception(true);
                        t.trace_unwind(None, true);
                    }
                    let nlocals = (*(*generator).exec.get()).nlocals as usize;
                    t.finish_generator(nlocals);
                    t.fresh_generator = std::ptr::null_mut();
                    *scratch = Raw::NULL;
                    return;
                }
                t.pc = stands_at;
                let pc = t.unwind_thrown(seen);
                if !pc.is_null() {
                    run(t, pc, t.fp, t.depth);
                }
            }
        }
    }
}

/// Nothing, inside a loop: keeps the compiler from unrolling or vectorising a loop that mostly runs once or twice, for
/// which a handler would have to save registers.
#[inline(always)]
pub(crate) fn short_loop() {
    // SAFETY: no instruction at all.
    #[cfg(taipan_tail_calls)]
    unsafe {
        std::arch::asm!("", options(nomem, nostack, preserves_flags));
    }
}

/// Writes NULL to the slots from `from` to below `to`.
#[inline(always)]
pub(crate) unsafe fn clear_slots(base: *mut Raw, from: usize, to: usize) {
    let mut index = from;
    while index < to {
        // SAFETY: the caller names slots of a frame.
        unsafe { *base.add(index) = Raw::NULL };
        short_loop();
        index += 1;
    }
}

/// Copies `count` words.
#[inline(always)]
pub(crate) unsafe fn copy_slots(to: *mut Raw, from: *const Raw, count: usize) {
    let mut index = 0;
    while index < count {
        // SAFETY: the caller names words of frames that don't overlap.
        unsafe { *to.add(index) = *from.add(index) };
        short_loop();
        index += 1;
    }
}

/// Copies `count` words that move up to where they may overlap themselves: the last first.
#[inline(always)]
pub(crate) unsafe fn raise_slots(to: *mut Raw, from: *const Raw, count: usize) {
    let mut index = count;
    while index > 0 {
        index -= 1;
        // SAFETY: the caller names slots of a frame.
        unsafe { *to.add(index) = *from.add(index) };
        short_loop();
    }
}

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

/// Defines handlers: `fn name(cx) { … }` or `fn name[const X: bool](cx) { … }`.
///
/// A `native fn` calls out to native code that owns values, or whose locals escape, which would cost it the sibling call:
/// its body is a function of its own that only says where to go on, the same for both back ends.
macro_rules! handlers {
    () => {};
    ($(#[$attribute:meta])* fn $name:ident $([$(const $generic:ident: $type:ty),*])? ($cx:ident) $body:block $($rest:tt)*) => {
        $(#[$attribute])*
        pub(crate) unsafe fn $name<M: $crate::ops::Mode $($(, const $generic: $type)*)?>(
            pc: *const u64,
            fp: *mut $crate::value::Raw,
            t: *mut $crate::thread::Thread,
            table: *const $crate::ops::Handler,
            depth: isize,
        ) -> *const u64 {
            let $cx = $crate::ops::Cx::<M> { pc, fp, t, table, depth, mode: std::marker::PhantomData };
            // SAFETY: the translator emitted the word with operands as the opcode's row says, and the frame's
            // slots hold what its state tables say.
            unsafe { $body }
        }
        $crate::ops::handlers! { $($rest)* }
    };
    ($(#[$attribute:meta])* native fn $name:ident $([$(const $generic:ident: $type:ty),*])? ($cx:ident) $body:block $($rest:tt)*) => {
        $(#[$attribute])*
        #[inline(never)]
        pub(crate) unsafe fn $name<M: $crate::ops::Mode $($(, const $generic: $type)*)?>(
            pc: *const u64,
            fp: *mut $crate::value::Raw,
            t: *mut $crate::thread::Thread,
            table: *const $crate::ops::Handler,
            depth: isize,
        ) -> *const u64 {
            #[inline(never)]
            unsafe fn native<M: $crate::ops::Mode $($(, const $generic: $type)*)?>(
                pc: *const u64,
                fp: *mut $crate::value::Raw,
                t: *mut $crate::thread::Thread,
                table: *const $crate::ops::Handler,
                depth: isize,
            ) -> *const u64 {
                let $cx = $crate::ops::Cx::<M> { pc, fp, t, table, depth, mode: std::marker::PhantomData };
                // SAFETY: as for any handler.
                unsafe { $body }
            }
            // SAFETY: as for any handler; the body left the frame and the depth to go on with in the thread.
            unsafe {
                let pc = native::<<M as $crate::ops::Mode>::Native $($(, $generic)*)?>(pc, fp, t, table, depth);
                $crate::ops::go_on::<M>(pc, t)
            }
        }
        $crate::ops::handlers! { $($rest)* }
    };
}
pub(crate) use handlers;

/// Goes on at `pc` with the frame and depth that the thread holds; ends the interpreter call where `pc` is null.
#[inline(always)]
pub(crate) unsafe fn go_on<M: Mode>(pc: *const u64, t: *mut Thread) -> *const u64 {
    // SAFETY: `pc` is null or a word of the running code.
    unsafe {
        if !M::TAIL || pc.is_null() {
            return pc;
        }
        let table = (*t).table;
        let handler = (*table.add(usize::from(*pc.cast::<u16>()))).0;
        handler(pc, (*t).fp, t, table, (*t).depth)
    }
}

/// Ends a handler in another of the same signature.
macro_rules! tail {
    ($cx:ident, $($handler:tt)*) => {
        return $($handler)*($cx.pc, $cx.fp, $cx.t, $cx.table, $cx.depth)
    };
}
pub(crate) use tail;

/// The value of a `PyResult`, or the handler ends in raising its exception.
macro_rules! tri {
    ($cx:ident, $result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return $cx.raise(error),
        }
    };
}
pub(crate) use tri;

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
