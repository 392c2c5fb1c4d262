//! Which of the standard descriptors were closed when the process began. Asked before Rust's own start, which opens
//! `/dev/null` in their place.
#![expect(unsafe_code, reason = "runs before main")]

use std::sync::atomic::{AtomicU8, Ordering};

/// A bit for each closed descriptor.
static CLOSED: AtomicU8 = AtomicU8::new(0);

// SAFETY: the loader calls what this section names, once, before any Rust code: the function asks about three numbers and
// writes a static.
#[used]
#[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array"))]
#[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,__mod_init_func"))]
static AT_START: extern "C" fn() = look;

extern "C" fn look() {
    let mut closed = 0;
    for descriptor in 0..3 {
        // SAFETY: asks about a number.
        if unsafe { libc::fcntl(descriptor, libc::F_GETFD) } == -1 {
            closed |= 1 << descriptor;
        }
    }
    CLOSED.store(closed, Ordering::Relaxed);
}

/// For standard input, output and error: whether the descriptor was closed.
pub(crate) fn closed() -> [bool; 3] {
    let closed = CLOSED.load(Ordering::Relaxed);
    [0, 1, 2].map(|descriptor| closed & 1 << descriptor != 0)
}
