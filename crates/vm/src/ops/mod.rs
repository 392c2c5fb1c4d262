//! The handlers: one function per executable opcode, reached through a table.
//!
//! All have one signature, so that each ends in a sibling call to the next ([`Dispatch::Tail`]) or
//! returns to a loop ([`Dispatch::Trampoline`]). Their arguments are copies of what [`Thread`] holds; the word
//! and base are stored before anything that may raise or call out ([`Cx::save`]); table, base and depth are reloaded
//! after ([`Cx::finish`]). A handler checks its guards first: before the last one nothing is allocated, counted or moved.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

mod attempt;
pub(crate) mod attr;
pub(crate) mod big;
pub(crate) mod binary;
pub(crate) mod branch;
pub(crate) mod build;
pub(crate) mod call;
pub(crate) mod call_borrowed;
pub(crate) mod call_kw;
pub(crate) mod call_native;
pub(crate) mod cells;
pub(crate) mod compare;
pub(crate) mod contains;
mod cx;
pub(crate) mod descriptor;
pub(crate) mod exception;
pub(crate) mod format;
pub(crate) mod function;
pub(crate) mod generator;
pub(crate) mod global;
pub(crate) mod import;
pub(crate) mod intrinsic;
pub(crate) mod item;
pub(crate) mod iter;
pub(crate) mod matching;
pub(crate) mod method;
pub(crate) mod moves;
pub(crate) mod returns;
pub(crate) mod subscript;
pub(crate) mod trace;
pub(crate) mod truth;
pub(crate) mod unary;
pub(crate) mod unpack;

use std::marker::PhantomData;

use taipan_bytecode::word::WordOp;

use crate::config::{Config, Dispatch};
use crate::errors::Exception;
use crate::thread::Thread;
use crate::value::Raw;

pub(crate) use cx::Cx;

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

/// Resumes a suspended generator without a frame object from native code, until it yields, returns or raises.
///
/// # Safety
/// `scratch` is the native call's pseudo-frame, which runs, and there is room at `base`.
#[inline]
pub(crate) unsafe fn step_from_native(
    t: &mut Thread,
    generator: *mut crate::builtins::generator::Generator,
    base: *mut Raw,
    scratch: *mut Raw,
) {
    // SAFETY: the caller's promise.
    unsafe {
        let back = &raw const returns::EXIT_WORDS[1];
        generator::lay_out::<false>(generator, base, Raw::NONE, scratch, back);
        (*(*generator).exceptions.get()).previous = t.exceptions;
        t.exceptions = (*generator).exceptions.get();
        let depth = t.depth;
        run(t, (*generator).resume_at.get(), base, depth - 1);
        t.depth = depth;
    }
}

/// An exception to raise where a generator stands.
pub(crate) struct Thrown {
    pub error: Exception,
    /// Whether tracers are told. Closing a generator that has not begun is no event.
    pub told: bool,
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
    thrown: Option<Thrown>,
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
        let sent = if thrown.is_some() { Raw::NONE } else { sent };
        // The trampoline's way of going on is to say where: the loop below starts there in whatever mode is set.
        let pc = cx.resume::<true>(generator, base, sent, back);
        match thrown {
            None => run(t, pc, t.fp, depth - 1),
            Some(Thrown { error, told }) => {
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
                let told = told && t.tracing.active();
                t.fresh_generator = if stands_at.is_null() { base } else { std::ptr::null_mut() };
                let error = if told { t.trace_throw(&error).err().unwrap_or(error) } else { error };
                t.chain_own_context(&error);
                t.set_raised(error);
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
    // SAFETY: the caller names slots of a frame.
    unsafe {
        let (mut slot, end) = (base.add(from), base.add(to));
        while slot < end {
            *slot = Raw::NULL;
            short_loop();
            slot = slot.add(1);
        }
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
