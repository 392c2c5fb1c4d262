//! The bound on native recursion. Calls from Python to Python never recurse on the native stack, and the
//! frames they make are counted elsewhere; what natively walks nested data stops here.
#![expect(unsafe_code, reason = "asks the system where the native stack lies")]

use crate::errors::Exception;
use crate::native::PyResult;
use crate::thread::Thread;

impl Thread {
    /// Raises RecursionError when the native stack is nearly used up. `what` says during what, as in
    /// `" in comparison"`; it may be empty.
    #[inline]
    pub fn enter_recursion(&mut self, what: &str) -> PyResult<()> {
        if self.native_stack_is_low() { Err(self.native_stack_overflow(what)) } else { Ok(()) }
    }

    #[cold]
    fn native_stack_overflow(&mut self, what: &str) -> Exception {
        let used = known_stack_top().saturating_sub(here()) >> 10;
        self.recursion_error(format!("Stack overflow (used {used} kB){what}"))
    }
}

/// An address of the running native frame.
#[inline(never)]
fn here() -> usize {
    let local = 0u8;
    &raw const local as usize
}

/// [`native_stack_top`], asked for once per native thread: the answer is read from a file.
fn known_stack_top() -> usize {
    thread_local! {
        static TOP: usize = native_stack_top();
    }
    TOP.with(|top| *top)
}

/// Where the native stack of this thread begins; stacks grow down from there.
#[cfg(target_os = "linux")]
fn native_stack_top() -> usize {
    // SAFETY: plain system calls on attributes of our own; a failure leaves the sizes zero.
    unsafe {
        let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
        let (mut lowest, mut size) = (std::ptr::null_mut(), 0);
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attributes) != 0 {
            return here();
        }
        libc::pthread_attr_getstack(&attributes, &mut lowest, &mut size);
        libc::pthread_attr_destroy(&mut attributes);
        lowest as usize + size
    }
}

/// Where the native stack of this thread begins; stacks grow down from there.
#[cfg(target_os = "macos")]
fn native_stack_top() -> usize {
    // SAFETY: a plain query about the running thread.
    unsafe { libc::pthread_get_stackaddr_np(libc::pthread_self()) as usize }
}

/// Unknown here, so that messages say that nothing was used.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn native_stack_top() -> usize {
    here()
}
