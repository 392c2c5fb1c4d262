//! Timers that send signals.
#![expect(unsafe_code, reason = "timers are the system's")]

/// The C library's functions, which take the timer's number as an `int` everywhere.
mod system {
    unsafe extern "C" {
        pub(super) fn getitimer(which: libc::c_int, current: *mut libc::itimerval) -> libc::c_int;
        pub(super) fn setitimer(
            which: libc::c_int,
            new: *const libc::itimerval,
            old: *mut libc::itimerval,
        ) -> libc::c_int;
    }
}

/// Seconds until a timer's next signal, and between the following ones; zero for none.
pub(super) type Times = (f64, f64);

/// A timer's times.
pub(super) fn get(which: i32) -> std::io::Result<Times> {
    // SAFETY: a valid out-pointer; an unknown timer is refused.
    unsafe {
        let mut current: libc::itimerval = std::mem::zeroed();
        match system::getitimer(which, &mut current) {
            0 => Ok(times(&current)),
            _ => Err(std::io::Error::last_os_error()),
        }
    }
}

/// Sets a timer, in nanoseconds. Answers its old times.
pub(super) fn set(which: i32, first: i64, interval: i64) -> std::io::Result<Times> {
    let new = libc::itimerval { it_interval: timeval(interval), it_value: timeval(first) };
    // SAFETY: valid pointers; an unknown timer and bad times are refused.
    unsafe {
        let mut old: libc::itimerval = std::mem::zeroed();
        match system::setitimer(which, &new, &mut old) {
            0 => Ok(times(&old)),
            _ => Err(std::io::Error::last_os_error()),
        }
    }
}

fn timeval(nanoseconds: i64) -> libc::timeval {
    // Rounded up, so that a short time is not none.
    let microseconds = nanoseconds.div_euclid(1000) + i64::from(nanoseconds.rem_euclid(1000) != 0);
    libc::timeval {
        tv_sec: microseconds.div_euclid(1_000_000),
        tv_usec: microseconds.rem_euclid(1_000_000) as libc::suseconds_t,
    }
}

fn times(value: &libc::itimerval) -> Times {
    let seconds = |time: &libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    (seconds(&value.it_value), seconds(&value.it_interval))
}
