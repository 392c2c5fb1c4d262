//! The lock that makes one thread at a time run an interpreter's Python code, as CPython's: who waits for it asks the
//! holder, after an interval, to let others have it, and the holder does so at its next limit check.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::thread::{Thread, event};

/// `sys.getswitchinterval()` at the start, in microseconds.
const DEFAULT_INTERVAL: u64 = 5000;

/// The lock of one interpreter.
pub(crate) struct InterpreterLock {
    state: Mutex<State>,
    /// The lock was freed: for the one who has waited longest, and keeps time.
    first: Condvar,
    /// Somebody is to take the lock or to keep time: for the others, who are woken in the order of their coming since
    /// none of their waits has a time limit.
    others: Condvar,
    /// The lock was taken.
    taken: Condvar,
    /// Microseconds.
    interval: AtomicU64,
}

struct State {
    /// The thread that runs; null if none does.
    holder: Holder,
    /// How many threads want it.
    waiting: usize,
    /// Whether one of them waits with a time limit. The others don't, so that a thousand threads that wait cost nothing.
    timed: bool,
    /// How often it was taken.
    turns: u64,
    /// Set when the interpreter ends: nobody but this thread gets the lock any more.
    closed_for: Option<Holder>,
}

/// The address of a thread, which is looked at only while it holds the lock.
#[derive(Clone, Copy, PartialEq)]
struct Holder(*const Thread);

impl Holder {
    /// A thread of which so little is left that nobody can ask it for a turn.
    const ENDING: Holder = Holder(std::ptr::without_provenance(1));
}

#[expect(unsafe_code, reason = "addresses travel between threads")]
// SAFETY: the address is followed only under the state's mutex and while that thread holds the lock: then it lives.
unsafe impl Send for Holder {}

impl State {
    fn is_closed_to(&self, thread: *const Thread) -> bool {
        self.closed_for.is_some_and(|only| only != Holder(thread))
    }

    fn keeps_out(&self, thread: *const Thread) -> bool {
        !self.holder.0.is_null() || self.is_closed_to(thread)
    }
}

impl InterpreterLock {
    pub(crate) fn new() -> InterpreterLock {
        InterpreterLock {
            state: Mutex::new(State {
                holder: Holder(std::ptr::null()),
                waiting: 0,
                timed: false,
                turns: 0,
                closed_for: None,
            }),
            first: Condvar::new(),
            others: Condvar::new(),
            taken: Condvar::new(),
            interval: AtomicU64::new(DEFAULT_INTERVAL),
        }
    }

    /// After how long a waiting thread asks for its turn.
    pub(crate) fn interval(&self) -> Duration {
        Duration::from_micros(self.interval.load(Ordering::Relaxed))
    }

    pub(crate) fn set_interval(&self, interval: Duration) {
        let microseconds = u64::try_from(interval.as_micros()).unwrap_or(u64::MAX);
        self.interval.store(microseconds, Ordering::Relaxed);
    }

    /// Waits until `thread` may run. Never returns once the interpreter has ended.
    pub(crate) fn take(&self, thread: *const Thread) {
        let mut state = self.state();
        if state.keeps_out(thread) {
            state.waiting += 1;
            state = self.wait(state, thread);
            state.waiting -= 1;
        }
        state.holder = Holder(thread);
        state.turns += 1;
        self.taken.notify_all();
    }

    /// Lets another thread run.
    pub(crate) fn release(&self) {
        let mut state = self.state();
        self.free(&mut state);
    }

    fn free(&self, state: &mut State) {
        state.holder = Holder(std::ptr::null());
        if state.timed { self.first.notify_one() } else { self.others.notify_one() }
    }

    /// The thread that has the lock is about to be destroyed, and keeps the lock until [`InterpreterLock::release`].
    pub(crate) fn end_holder(&self) {
        self.state().holder = Holder::ENDING;
    }

    /// Lets a thread that waits have a turn, then takes the lock again. Returns at once when nobody waits.
    pub(crate) fn offer(&self, thread: *const Thread) {
        let mut state = self.state();
        if state.waiting == 0 || state.closed_for.is_some() {
            return;
        }
        self.free(&mut state);
        let turns = state.turns;
        while state.turns == turns && state.waiting > 0 {
            state = self.taken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        drop(state);
        self.take(thread);
    }

    /// Nobody but `thread` gets the lock from now on.
    pub(crate) fn close_for(&self, thread: *const Thread) {
        self.state().closed_for = Some(Holder(thread));
    }

    /// Waits until nobody has the lock. Who has waited longest keeps time for all and is the next to have it.
    fn wait<'a>(&'a self, mut state: MutexGuard<'a, State>, thread: *const Thread) -> MutexGuard<'a, State> {
        let mut keeps_time = false;
        while state.keeps_out(thread) {
            if state.is_closed_to(thread) {
                // The thread belongs to an interpreter that is gone. It must not touch anything of it.
                drop(state);
                loop {
                    std::thread::park();
                }
            }
            keeps_time |= !std::mem::replace(&mut state.timed, true);
            if !keeps_time {
                state = self.others.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let turns = state.turns;
            let (next, result) = self
                .first
                .wait_timeout(state, self.interval().max(Duration::from_micros(1)))
                .unwrap_or_else(PoisonError::into_inner);
            state = next;
            if result.timed_out()
                && state.turns == turns
                && !state.holder.0.is_null()
                && state.holder != Holder::ENDING
            {
                request_switch(state.holder);
            }
        }
        if keeps_time {
            state.timed = false;
        }
        if !state.timed && state.waiting > 1 {
            self.others.notify_one();
        }
        state
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks the thread that runs to let others run.
#[expect(unsafe_code, reason = "looks at another thread")]
fn request_switch(holder: Holder) {
    // SAFETY: the caller has the state's mutex, so the holder is still alive; only atomics are touched.
    unsafe { Thread::request_of(holder.0, event::SWITCH) };
}
