//! Signals: the system's handler only notes them, and the main thread runs Python's handlers at its next limit check or
//! when a wait of its own was interrupted.
#![expect(unsafe_code, reason = "installs signal handlers")]

use std::sync::atomic::{AtomicBool, AtomicI32, AtomicPtr, Ordering};

use crate::errors::Class;
use crate::native::PyResult;
use crate::thread::{Thread, event};
use crate::value::Value;

/// One more than the highest signal.
pub const SIGNALS: usize = 65;

/// The thread that handles signals: the main one of the interpreter that asked for them.
static MAIN: AtomicPtr<Thread> = AtomicPtr::new(std::ptr::null_mut());
static PENDING: AtomicBool = AtomicBool::new(false);
static NOTED: [AtomicBool; SIGNALS] = [const { AtomicBool::new(false) }; SIGNALS];
/// Where each signal's number is written to, or -1; whether a full buffer is worth telling; the last failure's number.
static WAKEUP: AtomicI32 = AtomicI32::new(-1);
static TELL_WHEN_FULL: AtomicBool = AtomicBool::new(true);
static WAKEUP_FAILURE: AtomicI32 = AtomicI32::new(0);

/// What the system does with a signal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Disposition {
    Default,
    Ignore,
    /// It is noted for Python's handler.
    Note,
    /// Something else in the process handles it.
    Foreign,
}

/// Python's handlers of signals.
#[derive(Default)]
pub struct Handlers {
    /// By number; empty until the module `_signal` is imported.
    table: Vec<Value>,
}

extern "C" fn note(signal: libc::c_int) {
    // What was interrupted may look at errno.
    // SAFETY: errno is the thread's own.
    let errno = unsafe { *errno_location() };
    request(signal as usize);
    let wakeup = WAKEUP.load(Ordering::SeqCst);
    if wakeup >= 0 {
        let byte = signal as u8;
        // SAFETY: writes one byte that lives; write may be called in a handler.
        let written = unsafe { libc::write(wakeup, (&raw const byte).cast(), 1) };
        if written < 0 {
            // SAFETY: errno is the thread's own.
            let failure = unsafe { *errno_location() };
            let full = failure == libc::EAGAIN || failure == libc::EWOULDBLOCK;
            if !full || TELL_WHEN_FULL.load(Ordering::SeqCst) {
                WAKEUP_FAILURE.store(failure, Ordering::SeqCst);
            }
        }
    }
    // SAFETY: as above.
    unsafe { *errno_location() = errno };
}

#[cfg(target_os = "linux")]
unsafe fn errno_location() -> *mut libc::c_int {
    // SAFETY: a plain query.
    unsafe { libc::__errno_location() }
}

#[cfg(target_os = "macos")]
unsafe fn errno_location() -> *mut libc::c_int {
    // SAFETY: a plain query.
    unsafe { libc::__error() }
}

/// Notes a signal as if it had come: its handler runs in the main thread soon. Only touches atomics.
pub fn request(signal: usize) {
    if let Some(noted) = NOTED.get(signal) {
        noted.store(true, Ordering::SeqCst);
    }
    PENDING.store(true, Ordering::SeqCst);
    let thread = MAIN.load(Ordering::SeqCst);
    if !thread.is_null() {
        // SAFETY: the thread takes itself out before it goes; only atomics are touched.
        unsafe { Thread::request_of(thread, event::SIGNAL) };
    }
}

/// What the system does with a signal now.
pub fn disposition(signal: usize) -> std::io::Result<Disposition> {
    // SAFETY: a valid out-pointer.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(signal as libc::c_int, std::ptr::null(), &mut action) != 0 {
            return Err(std::io::Error::last_os_error());
        }
        let handler: extern "C" fn(libc::c_int) = note;
        Ok(match action.sa_sigaction {
            libc::SIG_DFL => Disposition::Default,
            libc::SIG_IGN => Disposition::Ignore,
            address if address == handler as usize => Disposition::Note,
            _ => Disposition::Foreign,
        })
    }
}

/// Changes what the system does with a signal. System calls that it interrupts end, so that handlers can run.
pub fn set_disposition(signal: usize, disposition: Disposition) -> std::io::Result<()> {
    let handler: extern "C" fn(libc::c_int) = note;
    // SAFETY: the handler only touches atomics and writes to a descriptor.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = match disposition {
            Disposition::Default => libc::SIG_DFL,
            Disposition::Ignore => libc::SIG_IGN,
            Disposition::Note => handler as usize,
            Disposition::Foreign => return Ok(()),
        };
        libc::sigemptyset(&mut action.sa_mask);
        if libc::sigaction(signal as libc::c_int, &action, std::ptr::null_mut()) != 0 {
            return Err(std::io::Error::last_os_error());
        }
    }
    Ok(())
}

/// Sets where each signal's number is written to; -1 for nowhere. Answers what it was.
pub fn set_wakeup(descriptor: i32, tell_when_full: bool) -> i32 {
    TELL_WHEN_FULL.store(tell_when_full, Ordering::SeqCst);
    WAKEUP.swap(descriptor, Ordering::SeqCst)
}

impl Thread {
    /// Makes this the thread that handles signals, and SIGINT raise KeyboardInterrupt in it, unless the process was
    /// started with SIGINT ignored. Writing to a closed pipe or a file that is too large becomes an error.
    pub fn catch_interrupts(&mut self) {
        MAIN.store(self, Ordering::SeqCst);
        for signal in [libc::SIGPIPE, libc::SIGXFSZ] {
            // As below, a refusal leaves the system's way.
            let _refused = set_disposition(signal as usize, Disposition::Ignore);
        }
        let interrupt = libc::SIGINT as usize;
        if matches!(disposition(interrupt), Ok(Disposition::Default)) {
            // A system that refuses leaves its own way of ending programs.
            let _refused = set_disposition(interrupt, Disposition::Note);
        }
    }

    /// Stops handling signals.
    pub fn release_interrupts(&mut self) {
        let own: *mut Thread = self;
        let _other = MAIN.compare_exchange(own, std::ptr::null_mut(), Ordering::SeqCst, Ordering::SeqCst);
    }

    /// Whether this thread handles signals.
    pub fn handles_signals(&self) -> bool {
        std::ptr::eq(MAIN.load(Ordering::SeqCst), self)
    }

    /// Runs the handlers of signals that came: for native code that waits. Raises what they raise; KeyboardInterrupt
    /// for SIGINT unless the program set another handler.
    pub fn check_signals(&mut self) -> PyResult<()> {
        if !PENDING.load(Ordering::SeqCst) || !self.handles_signals() {
            return Ok(());
        }
        PENDING.store(false, Ordering::SeqCst);
        let failure = WAKEUP_FAILURE.swap(0, Ordering::SeqCst);
        if failure != 0 {
            let error = self.io_error(&std::io::Error::from_raw_os_error(failure), None);
            let what = "Exception ignored when trying to write to the signal wakeup fd";
            self.write_unraisable(error, None, Some(what));
        }
        for (signal, noted) in NOTED.iter().enumerate().skip(1) {
            if !noted.swap(false, Ordering::SeqCst) {
                continue;
            }
            if let Err(error) = self.handle_signal(signal) {
                // Others may have come too.
                if NOTED.iter().any(|noted| noted.load(Ordering::SeqCst)) {
                    PENDING.store(true, Ordering::SeqCst);
                    self.request(event::SIGNAL);
                }
                return Err(error);
            }
        }
        Ok(())
    }

    fn handle_signal(&mut self, signal: usize) -> PyResult<()> {
        let handler = match self.signal_handler(signal) {
            Some(handler) => handler,
            None if signal == libc::SIGINT as usize => {
                return Err(self.exception_of(Class::KeyboardInterrupt, Vec::new()));
            }
            None => return Ok(()),
        };
        if handler.is_none() || handler.as_small_int().is_some() {
            // The handler was taken away after the signal had come.
            return Ok(());
        }
        let frame = self.caller_frame(0)?.unwrap_or(Value::NONE);
        self.call(&handler, &[Value::small_int(signal as i64), frame])?;
        Ok(())
    }

    /// Python's handler of a signal: a callable, `SIG_DFL` or `SIG_IGN` as an integer, or None for one that is not Python's.
    /// `None` before the handlers were set up.
    pub fn signal_handler(&self, signal: usize) -> Option<Value> {
        self.interpreter().signals.table.get(signal).cloned()
    }

    /// Replaces Python's handler of a signal. Answers the old one.
    pub fn set_signal_handler(&mut self, signal: usize, handler: Value) -> Value {
        let table = &mut self.interpreter_mut().signals.table;
        if table.is_empty() {
            table.resize_with(SIGNALS, || Value::NONE);
        }
        std::mem::replace(&mut table[signal], handler)
    }
}
