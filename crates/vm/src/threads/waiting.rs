//! Waiting for a word to change, such that a signal ends the wait: what locks and events for Python are built of.

use std::sync::atomic::AtomicU32;
use std::time::{Duration, Instant};

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Woken {
    /// The word may have changed.
    Maybe,
    /// The time is over.
    TimedOut,
    /// A signal came.
    Interrupted,
}

/// The longest single wait; whoever waits longer waits again.
const LONGEST: Duration = Duration::from_secs(3600);

/// Waits while `word` is `value`, at most until `deadline`. The interpreter's lock must not be held.
pub fn wait(word: &AtomicU32, value: u32, deadline: Option<Instant>) -> Woken {
    let left = match deadline {
        None => LONGEST,
        Some(deadline) => match deadline.checked_duration_since(Instant::now()) {
            Some(left) if !left.is_zero() => left.min(LONGEST),
            _ => return Woken::TimedOut,
        },
    };
    system::wait(word, value, left)
}

/// Wakes one thread that waits for a word.
pub fn wake_one(word: &AtomicU32) {
    system::wake(word, 1);
}

/// Wakes all threads that wait for a word.
pub fn wake_all(word: &AtomicU32) {
    system::wake(word, i32::MAX);
}

#[cfg(target_os = "linux")]
mod system {
    #![expect(unsafe_code, reason = "the futex system call")]

    use std::sync::atomic::AtomicU32;
    use std::time::Duration;

    use super::Woken;

    pub(super) fn wait(word: &AtomicU32, value: u32, left: Duration) -> Woken {
        let mut time: libc::timespec = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        time.tv_sec = left.as_secs() as libc::time_t;
        time.tv_nsec = i64::from(left.subsec_nanos());
        // SAFETY: the word outlives the call, and the time is a valid one.
        let result = unsafe {
            libc::syscall(
                libc::SYS_futex,
                word.as_ptr(),
                libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG,
                value,
                &raw const time,
            )
        };
        match (result, std::io::Error::last_os_error().raw_os_error()) {
            (-1, Some(libc::EINTR)) => Woken::Interrupted,
            // Whether that was the deadline is seen at the next wait.
            _ => Woken::Maybe,
        }
    }

    pub(super) fn wake(word: &AtomicU32, count: i32) {
        // SAFETY: waking touches no memory.
        unsafe {
            libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG, count);
        }
    }
}

/// Where the system has no such call: words share a few condition variables, and signals are looked for now and then.
#[cfg(not(target_os = "linux"))]
mod system {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::{Condvar, Mutex, PoisonError};
    use std::time::Duration;

    use super::Woken;

    const GLANCE: Duration = Duration::from_millis(20);
    static PLACES: [(Mutex<()>, Condvar); 64] = [const { (Mutex::new(()), Condvar::new()) }; 64];

    fn place(word: &AtomicU32) -> &'static (Mutex<()>, Condvar) {
        &PLACES[(word.as_ptr() as usize >> 4) % PLACES.len()]
    }

    pub(super) fn wait(word: &AtomicU32, value: u32, left: Duration) -> Woken {
        let (mutex, changed) = place(word);
        let guard = mutex.lock().unwrap_or_else(PoisonError::into_inner);
        if word.load(Ordering::SeqCst) == value {
            drop(changed.wait_timeout(guard, left.min(GLANCE)).unwrap_or_else(PoisonError::into_inner));
        }
        Woken::Interrupted
    }

    pub(super) fn wake(word: &AtomicU32, _: i32) {
        let (mutex, changed) = place(word);
        drop(mutex.lock().unwrap_or_else(PoisonError::into_inner));
        changed.notify_all();
    }
}
