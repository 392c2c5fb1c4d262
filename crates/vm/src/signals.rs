//! Signals: SIGINT becomes KeyboardInterrupt at the main thread's next limit check.
#![expect(unsafe_code, reason = "installs a signal handler")]

use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};

use crate::errors::Class;
use crate::native::PyResult;
use crate::thread::{Thread, event};

static MAIN: AtomicPtr<Thread> = AtomicPtr::new(std::ptr::null_mut());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

extern "C" fn on_interrupt(_: libc::c_int) {
    INTERRUPTED.store(true, Ordering::SeqCst);
    let thread = MAIN.load(Ordering::SeqCst);
    if !thread.is_null() {
        // SAFETY: the thread outlives the handler's installation; only atomics are touched.
        unsafe { (*thread).request(event::SIGNAL) };
    }
}

impl Thread {
    /// Turns SIGINT into KeyboardInterrupt in this thread.
    pub fn catch_interrupts(&mut self) {
        MAIN.store(self, Ordering::SeqCst);
        // SAFETY: the handler only touches atomics.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            let handler: extern "C" fn(libc::c_int) = on_interrupt;
            action.sa_sigaction = handler as usize;
            libc::sigemptyset(&mut action.sa_mask);
            libc::sigaction(libc::SIGINT, &action, std::ptr::null_mut());
        }
    }

    /// Stops doing so.
    pub fn release_interrupts(&mut self) {
        MAIN.store(std::ptr::null_mut(), Ordering::SeqCst);
    }

    /// Raises what pending signals ask for: for native code that waits.
    pub fn check_signals(&mut self) -> PyResult<()> {
        self.handle_signals()
    }

    pub(crate) fn handle_signals(&mut self) -> PyResult<()> {
        if INTERRUPTED.swap(false, Ordering::SeqCst) {
            return Err(self.exception_of(Class::KeyboardInterrupt, Vec::new()));
        }
        Ok(())
    }
}
