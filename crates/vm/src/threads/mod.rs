//! Threads of an interpreter: system threads of which one at a time runs Python.
#![expect(unsafe_code, reason = "threads are known by address, and values travel between them")]

pub(crate) mod lock;
pub mod waiting;

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;
use waiting::Woken;

/// Bytes of native stack for a new thread, unless the program wants another size.
const DEFAULT_STACK: usize = 8 << 20;

/// The deepest nesting of calls whatever limit a program sets: generators that wait for each other use memory of the heap, of
/// which there may be too much.
const DEEPEST: isize = 5_000_000;

/// The recursion limit that is kept when a program sets `limit`.
fn effective(limit: isize) -> isize {
    limit.min(DEEPEST)
}

/// What a new thread does.
type Work = Box<dyn FnOnce(&mut Thread)>;

/// What moves into a new thread.
struct Start {
    thread: Box<Thread>,
    work: Work,
    ended: Box<dyn FnOnce() + Send>,
}

// SAFETY: the interpreter's lock is held by whoever touches the thread or the work: the starting thread before, the
// new one after it has taken the lock.
unsafe impl Send for Start {}

impl Thread {
    /// Starts a system thread that does `work` in this interpreter and calls `ended` when nothing is left of it there. Answers
    /// its identity, as [`Thread::identity`] gives it; `None` when the system refuses.
    pub fn start_thread(
        &mut self,
        work: impl FnOnce(&mut Thread) + 'static,
        ended: impl FnOnce() + Send + 'static,
    ) -> Option<u64> {
        let mut thread = Thread::new(self.interpreter, self.heap, false)?;
        thread.table = self.table;
        thread.recursion_limit = self.recursion_limit;
        thread.depth = effective(self.recursion_limit);
        thread.identity = 0;
        let stack = match self.interpreter().thread_stack_size {
            0 => DEFAULT_STACK,
            size => size,
        };
        let start = Start { thread, work: Box::new(work), ended: Box::new(ended) };
        let spawned = std::thread::Builder::new().stack_size(stack).spawn(move || run(start, stack));
        spawned.ok().map(|handle| system_identity(&handle))
    }

    /// What tells this thread from others that run at the same time.
    pub fn identity(&self) -> u64 {
        self.identity
    }

    /// The threads of this interpreter that run now, the main one first.
    pub fn threads(&self) -> Vec<u64> {
        // SAFETY: threads in the list live; this one runs, so no other changes them.
        self.interpreter().threads.iter().map(|&thread| unsafe { (*thread).identity }).collect()
    }

    /// Whether this is the thread that the interpreter began with.
    pub fn is_main(&self) -> bool {
        std::ptr::eq(self, self.interpreter().main_thread)
    }

    /// Lets other threads run Python while `work` is done, which must not touch any object. Ask
    /// [`Thread::check_signals`] afterwards when a system call may have been interrupted.
    pub fn unlocked<R>(&mut self, work: impl FnOnce() -> R) -> R {
        let lock = self.lock.clone();
        lock.release();
        let result = work();
        lock.take(self);
        self.interpreter_mut().running = self;
        result
    }

    /// Waits, while others run, until `wait` says something else than that a signal came. Handlers of signals run in
    /// between; what they raise ends the wait.
    pub fn wait_for(&mut self, mut wait: impl FnMut() -> Woken) -> PyResult<Woken> {
        loop {
            match self.unlocked(&mut wait) {
                Woken::Interrupted => self.check_signals()?,
                done => return Ok(done),
            }
        }
    }

    /// Sleeps until `deadline`, unless a signal's handler raises.
    pub fn sleep_until(&mut self, deadline: Instant) -> PyResult<()> {
        let never = std::sync::atomic::AtomicU32::new(0);
        loop {
            let woken = self.unlocked(|| waiting::wait(&never, 0, Some(deadline)));
            self.check_signals()?;
            if woken == Woken::TimedOut {
                return Ok(());
            }
        }
    }

    /// Lets a waiting thread have its turn.
    pub(crate) fn offer_turn(&mut self) {
        let lock = self.lock.clone();
        lock.offer(self);
        self.interpreter_mut().running = self;
    }

    /// No other thread of the interpreter runs Python from now on: the program ends.
    pub fn stop_other_threads(&mut self) {
        self.lock.close_for(self);
    }

    /// `sys.getswitchinterval()`.
    pub fn switch_interval(&self) -> Duration {
        self.lock.interval()
    }

    /// `sys.setswitchinterval(interval)`.
    pub fn set_switch_interval(&mut self, interval: Duration) {
        self.lock.set_interval(interval);
    }

    /// The innermost frame of every thread, by the thread's identity.
    pub fn current_frames(&mut self) -> PyResult<Vec<(u64, Value)>> {
        let mut frames = Vec::new();
        for thread in self.interpreter().threads.clone() {
            // SAFETY: threads in the list live, and stand still while this one runs.
            let thread = unsafe { &mut *thread };
            if let Some(frame) = thread.caller_frame(0)? {
                frames.push((thread.identity, frame));
            }
        }
        Ok(frames)
    }

    /// The exception that each thread handles, by the thread's identity.
    pub fn current_exceptions(&self) -> Vec<(u64, Value)> {
        let threads = self.interpreter().threads.iter();
        threads
            .map(|&thread| {
                // SAFETY: threads in the list live, and stand still while this one runs.
                let thread = unsafe { &*thread };
                (thread.identity, thread.handled_exception().cloned().unwrap_or(Value::NONE))
            })
            .collect()
    }

    /// Does something to every thread's state.
    pub fn for_each_thread(&mut self, mut change: impl FnMut(&mut Thread)) {
        for thread in self.interpreter().threads.clone() {
            // SAFETY: threads in the list live, and stand still while this one runs.
            change(unsafe { &mut *thread });
        }
    }

    /// Sets how deep calls may nest, in every thread.
    pub fn set_recursion_limit(&mut self, limit: isize) {
        for &thread in &self.interpreter().threads {
            // SAFETY: threads in the list live, and stand still while this one runs.
            unsafe {
                (*thread).depth += effective(limit) - effective((*thread).recursion_limit);
                (*thread).recursion_limit = limit;
            }
        }
    }

    /// How deep calls are nested now.
    pub fn recursion_depth(&self) -> isize {
        effective(self.recursion_limit) - self.depth
    }

    /// Ends the thread's part in the interpreter: its own objects die.
    fn end(&mut self) {
        self.set_trace(None);
        self.set_profile(None);
        self.drain();
        let hooks = self.interpreter().thread_end_hooks.clone();
        for hook in hooks {
            hook(self);
        }
        self.drain();
        let own: *mut Thread = self;
        self.interpreter_mut().threads.retain(|&thread| thread != own);
    }
}

/// What a new system thread does.
fn run(start: Start, stack: usize) {
    let lock = Arc::clone(&start.thread.lock);
    let address: *const Thread = &raw const *start.thread;
    lock.take(address);
    let Start { mut thread, work, ended } = start;
    thread.settle(stack);
    thread.interpreter_mut().running = &mut *thread;
    let own: *mut Thread = &mut *thread;
    thread.interpreter_mut().threads.push(own);
    thread.follow_monitoring();
    work(&mut thread);
    thread.end();
    lock.end_holder();
    drop(thread);
    ended();
    lock.release();
}

/// The identity of a thread that was just started.
#[cfg(unix)]
fn system_identity(handle: &std::thread::JoinHandle<()>) -> u64 {
    std::os::unix::thread::JoinHandleExt::as_pthread_t(handle)
}

/// The identity of the running system thread.
pub(crate) fn own_identity() -> u64 {
    // SAFETY: asks for a number.
    unsafe { libc::pthread_self() as u64 }
}
