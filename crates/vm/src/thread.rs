//! A thread of Python: value stack, depth, limits, the exception in flight.
#![expect(unsafe_code, reason = "owns the value stack and hands out the interpreter")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use taipan_heap::Heap;
use taipan_text::Text;

use crate::builtins::str::Str;
use crate::exec::Exec;
use crate::interpreter::Interpreter;
use crate::native::PyResult;
use crate::ops::Handler;
use crate::threads::lock::InterpreterLock;
use crate::value::{Raw, Value};

/// Words between a frame's base and the start of its header; see `taipan_bytecode::word::FRAME_HEADER`.
///
/// | word | holds |
/// |---|---|
/// | `fp[-5]` | the callable: a function, counted |
/// | `fp[-4]` | the [`Exec`] that runs, kept alive by the function's code or the retired list |
/// | `fp[-3]` | the frame object, counted, or 0 |
/// | `fp[-2]` | the word at which the caller goes on; its return cell precedes it |
/// | `fp[-1]` | the caller's base |
pub mod frame {
    pub const CALLABLE: usize = 5;
    pub const EXEC: usize = 4;
    pub const OBJECT: usize = 3;
    pub const RETURN: usize = 2;
    pub const BASE: usize = 1;
    pub const HEADER: usize = taipan_bytecode::word::FRAME_HEADER;
}

/// So many bytes at most are kept for the next text under construction.
const SPARE_TEXT: usize = 4096;

/// What `Thread::limit` is while events are pending: every limit check then takes its slow path.
pub const EVENTS_PENDING: usize = 0;

/// Things to do at the next limit check, as bits of [`Thread::events`].
pub mod event {
    pub const COLLECT: usize = 1;
    pub const SIGNAL: usize = 2;
    /// Another thread waits for its turn.
    pub const SWITCH: usize = 8;
}

/// A thread of Python in an interpreter.
#[repr(C)]
pub struct Thread {
    /// The address a new frame may not pass, or [`EVENTS_PENDING`]. Others may write the latter.
    pub(crate) limit: AtomicUsize,
    pub(crate) heap: *mut Heap,
    pub(crate) interpreter: *mut Interpreter,
    /// The base of the running frame, as of the last call out of a handler.
    pub(crate) fp: *mut Raw,
    /// The word that runs, as of the last call out.
    pub(crate) pc: *const u64,
    /// Frames that may still be entered before RecursionError.
    pub(crate) depth: isize,
    /// The handler table in use.
    pub(crate) table: *const Handler,
    /// Scratch of a handler for its cold tail.
    pub(crate) scratch: [Raw; 4],
    /// Memory of the last text under construction, for the next one.
    spare_text: Vec<u8>,
    /// The exception being raised; NULL if none. Owned.
    pub(crate) raised: Raw,
    /// The exceptions being handled: of the running generator, else of the thread.
    pub(crate) exceptions: *mut Handled,
    own_exceptions: Handled,
    /// Where a re-raised exception first left its protected code, for the next traceback entry of the frame.
    pub(crate) reraise_offset: Option<u32>,
    /// Set when a generator that native code resumed ended in a return instead of a yield.
    pub(crate) generator_returned: bool,
    /// Where the stack really ends.
    pub(crate) stack_limit: usize,
    /// See [`event`].
    pub(crate) events: AtomicUsize,
    /// The recursion limit that `depth` counts down from.
    pub recursion_limit: isize,
    /// The lowest address the native stack may reach.
    pub(crate) native_limit: usize,
    pub(crate) tracing: crate::trace::Tracing,
    /// What is called when an asynchronous generator is first iterated, and when it dies unfinished.
    pub asyncgen_hooks: [Option<Value>; 2],
    /// How many frames a coroutine remembers of where it was made.
    pub coroutine_origin_depth: i32,
    /// The frame of a generator never run in which an exception is being raised.
    pub(crate) fresh_generator: *mut Raw,
    /// The emptied stack of an earlier burial, for its memory.
    pub(crate) spare_dying: crate::dying::Dying,
    /// The lock of the interpreter, which this thread holds while it runs.
    pub(crate) lock: Arc<InterpreterLock>,
    /// See [`Thread::identity`].
    pub(crate) identity: u64,
    stack: *mut Raw,
    stack_bytes: usize,
    /// The code of native calls' pseudo-frames.
    pub(crate) native_exec: *const Exec,
    /// The code of the pseudo-frames that hold a new object while `__init__` runs.
    pub(crate) init_exec: *const Exec,
}

/// What `sys.exception()` answers in a generator or, at the end of the chain, in the thread.
#[repr(C)]
pub struct Handled {
    /// Owned; NULL if none is being handled here.
    pub value: Raw,
    pub previous: *mut Handled,
}

impl Thread {
    /// A thread of `interpreter` with a value stack of its own. `None` when the system refuses the memory.
    pub(crate) fn new(interpreter: *mut Interpreter, heap: *mut Heap, main: bool) -> Option<Box<Thread>> {
        let mut bytes = if main { MAIN_STACK } else { other_stack() };
        let stack = loop {
            // SAFETY: an anonymous private mapping touches no memory of ours.
            let address = unsafe {
                libc::mmap(
                    std::ptr::null_mut(),
                    bytes,
                    libc::PROT_READ | libc::PROT_WRITE,
                    libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                    -1,
                    0,
                )
            };
            if address != libc::MAP_FAILED {
                break address.cast::<Raw>();
            }
            bytes /= 2;
            if bytes < LEAST_STACK {
                return None;
            }
        };
        let exec = Box::leak(Box::new(Exec::pseudo(1)));
        let init_exec = Box::leak(Box::new(Exec::pseudo(2)));
        let end = stack as usize + bytes - 4096;
        let mut thread = Box::new(Thread {
            limit: AtomicUsize::new(end),
            heap,
            interpreter,
            fp: std::ptr::null_mut(),
            pc: std::ptr::null(),
            depth: 1000,
            table: std::ptr::null(),
            scratch: [Raw::NULL; 4],
            spare_text: Vec::new(),
            raised: Raw::NULL,
            exceptions: std::ptr::null_mut(),
            own_exceptions: Handled { value: Raw::NULL, previous: std::ptr::null_mut() },
            reraise_offset: None,
            generator_returned: false,
            stack_limit: end,
            events: AtomicUsize::new(0),
            recursion_limit: 1000,
            native_limit: native_stack_limit(main_stack_size()),
            tracing: crate::trace::Tracing::default(),
            asyncgen_hooks: [None, None],
            coroutine_origin_depth: 0,
            fresh_generator: std::ptr::null_mut(),
            spare_dying: crate::dying::Dying::default(),
            // SAFETY: the interpreter outlives its threads.
            lock: unsafe { (*interpreter).lock.clone() },
            identity: crate::threads::own_identity(),
            stack,
            stack_bytes: bytes,
            native_exec: exec,
            init_exec,
        });
        // SAFETY: the mapping is writable and larger than one header.
        unsafe {
            let fp = stack.add(frame::HEADER);
            *fp.sub(frame::CALLABLE) = Raw::int(1);
            *fp.sub(frame::EXEC) = Raw(exec as *const Exec as u64);
            *fp.sub(frame::OBJECT) = Raw(0);
            *fp.sub(frame::RETURN) = Raw(0);
            *fp.sub(frame::BASE) = Raw(0);
            thread.fp = fp;
        }
        thread.exceptions = &raw mut thread.own_exceptions;
        Some(thread)
    }

    /// The interpreter this thread runs in.
    #[inline(always)]
    pub fn interpreter(&self) -> &Interpreter {
        // SAFETY: the interpreter outlives its threads.
        unsafe { &*self.interpreter }
    }

    /// The interpreter, to change it.
    #[inline(always)]
    pub fn interpreter_mut(&mut self) -> &mut Interpreter {
        // SAFETY: the interpreter outlives its threads; `&mut Thread` is the licence to touch it (one thread runs at a time).
        unsafe { &mut *self.interpreter }
    }

    /// The heap of the interpreter.
    #[inline(always)]
    pub fn heap(&mut self) -> &mut Heap {
        // SAFETY: as for the interpreter.
        unsafe { &mut *self.heap }
    }

    /// Asks every limit check to take its slow path for `event`.
    pub fn request(&self, event: usize) {
        // SAFETY: `self` lives.
        unsafe { Thread::request_of(self, event) };
    }

    /// [`Thread::request`] of a thread that may be running elsewhere: touches nothing but atomics.
    ///
    /// # Safety
    /// The thread lives.
    pub(crate) unsafe fn request_of(thread: *const Thread, event: usize) {
        // SAFETY: the caller's promise; no reference to the whole thread is made.
        unsafe {
            (*thread).events.fetch_or(event, Ordering::SeqCst);
            (*thread).limit.store(EVENTS_PENDING, Ordering::SeqCst);
        }
    }

    /// Makes the running system thread, whose native stack has `stack` bytes, the one that this is about.
    pub(crate) fn settle(&mut self, stack: usize) {
        self.native_limit = native_stack_limit(stack);
        self.identity = crate::threads::own_identity();
    }

    /// Whether native recursion has come close to the end of the native stack.
    #[inline]
    pub fn native_stack_is_low(&self) -> bool {
        let here = 0u8;
        (&raw const here as usize) < self.native_limit
    }

    /// An empty text under construction. What is made of it goes to [`Thread::end_text`].
    #[inline]
    pub(crate) fn begin_text(&mut self) -> Text {
        Text::Latin1(std::mem::take(&mut self.spare_text))
    }

    /// The string of a text, whose memory the next one gets unless there is much of it.
    pub(crate) fn end_text(&mut self, text: Text) -> PyResult {
        let string = Str::from_text(self, &text);
        if let Text::Latin1(mut memory) = text
            && memory.capacity() <= SPARE_TEXT
        {
            memory.clear();
            self.spare_text = memory;
        }
        string
    }

    /// The innermost frame's executable code, as of the last call out.
    #[inline]
    pub(crate) fn current_exec(&self) -> &Exec {
        // SAFETY: `fp` always is the base of a frame with a header.
        unsafe { &*((*self.fp.sub(frame::EXEC)).0 as *const Exec) }
    }

    /// The exception being handled, if any.
    pub fn handled_exception(&self) -> Option<&Value> {
        let mut item = self.exceptions;
        while !item.is_null() {
            // SAFETY: items live in the thread and in running generators; each owns its value.
            unsafe {
                if !(*item).value.is_null() && !(*item).value.is_none() {
                    return Some(Value::borrow_slot(&raw const (*item).value));
                }
                item = (*item).previous;
            }
        }
        None
    }

    /// Takes over an exception as the one being raised. A previous one, if any, is dropped.
    pub(crate) fn set_raised(&mut self, error: crate::errors::Exception) {
        let old = std::mem::replace(&mut self.raised, error.into_value().into_raw());
        if !old.is_null() {
            // SAFETY: the thread owned it.
            drop(unsafe { Value::from_raw(old) });
        }
    }

    /// Gives away the exception being raised.
    pub(crate) fn take_raised(&mut self) -> crate::errors::Exception {
        let raised = std::mem::replace(&mut self.raised, Raw::NULL);
        debug_assert!(!raised.is_null(), "an error was reported without an exception");
        // SAFETY: the thread owned it.
        crate::errors::Exception::new(unsafe { Value::from_raw(raised) })
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        if self.is_main() {
            // The interpreter ends. Threads that still wait for their turn wait for ever.
            self.release_interrupts();
            self.lock.close_for(self);
        }
        // SAFETY: mapped by `new`, used by nobody any more.
        unsafe {
            libc::munmap(self.stack.cast(), self.stack_bytes);
            drop(Box::from_raw(self.native_exec.cast_mut()));
            drop(Box::from_raw(self.init_exec.cast_mut()));
        }
    }
}

/// Bytes of the main thread's value stack.
const MAIN_STACK: usize = 1 << 30;
/// Bytes of other threads' value stacks where addresses are plenty.
const OTHER_STACK: usize = 64 << 20;
const LEAST_STACK: usize = 1 << 20;

/// Bytes of a value stack for a thread that is not the main one: where addresses are limited, thousands must fit.
fn other_stack() -> usize {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: plain system call with valid out-pointers.
    let limited = unsafe { libc::getrlimit(libc::RLIMIT_AS, &mut limit) } == 0;
    if !limited || limit.rlim_cur == libc::RLIM_INFINITY {
        return OTHER_STACK;
    }
    (limit.rlim_cur as usize / 4096).next_multiple_of(4096).clamp(LEAST_STACK, OTHER_STACK)
}

/// The lowest address the native stack of this thread, which has `size` bytes, may reach with room for deep native calls
/// left.
fn native_stack_limit(size: usize) -> usize {
    const RESERVE: usize = 256 << 10;
    let here = 0u8;
    let here = &raw const here as usize;
    here.saturating_sub(size) + RESERVE.min(size / 2)
}

/// How large the native stack of the main thread may grow.
fn main_stack_size() -> usize {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: plain system call with valid out-pointers.
    let size = unsafe {
        if libc::getrlimit(libc::RLIMIT_STACK, &mut limit) == 0 && limit.rlim_cur != libc::RLIM_INFINITY {
            limit.rlim_cur as usize
        } else {
            8 << 20
        }
    };
    size.clamp(1 << 20, 64 << 20)
}
