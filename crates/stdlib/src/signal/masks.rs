//! Sets of signals: which are blocked, which wait, and waiting for one of a set.
#![expect(unsafe_code, reason = "sets of signals are the system's")]

use std::time::Instant;

use taipan_vm::builtins::set::Set;
use taipan_vm::signals::SIGNALS;
use taipan_vm::{PyResult, Thread, Value};

use crate::sys::struct_sequence::{StructSequence, fields};

/// What is known of a signal that came.
pub(super) static INFO: StructSequence = StructSequence {
    name: "signal.struct_siginfo",
    doc: "What is known of a signal that came.",
    fields: fields! {
        0 "si_signo" "The signal's number.";
        1 "si_code" "Why it was sent.";
        2 "si_errno" "The error that goes with it.";
        3 "si_pid" "The process that sent it.";
        4 "si_uid" "The user whose process sent it.";
        5 "si_status" "The exit status, or the signal that ended a child.";
        6 "si_band" "The event that SIGPOLL tells of.";
    },
    unlisted: &[],
};

/// The type of [`INFO`], as this interpreter has it.
#[derive(Default)]
pub(super) struct InfoType(pub(super) Option<Value>);

/// The set with an iterable's signals. Numbers that C keeps for itself are left out.
pub(super) fn to_set(t: &mut Thread, signals: &Value) -> PyResult<libc::sigset_t> {
    let numbers = t.collect(signals)?;
    let mut set = empty();
    for number in &numbers {
        let number = t.as_index(number)?;
        let number = t.as_i64(&number);
        let number = t.catch(number, taipan_vm::errors::Class::OverflowError)?.unwrap_or(-1);
        if !(1..SIGNALS as i64).contains(&number) {
            let last = SIGNALS - 1;
            return Err(t.value_error(format!("signal number {number} out of range [1; {last}]")));
        }
        // SAFETY: the set is initialised. The system refuses only signals that nobody may block.
        unsafe { libc::sigaddset(&mut set, number as i32) };
    }
    Ok(set)
}

/// The signals of a set, as Python's set.
pub(super) fn from_set(t: &mut Thread, set: &libc::sigset_t) -> PyResult {
    let made = Set::new(t)?;
    let Some(numbers) = made.exact::<Set>() else { unreachable!("just made a set") };
    for number in 1..SIGNALS {
        // SAFETY: the set is initialised.
        if unsafe { libc::sigismember(set, number as i32) } == 1 {
            numbers.add(t, &Value::small_int(number as i64))?;
        }
    }
    Ok(made)
}

pub(super) fn empty() -> libc::sigset_t {
    // SAFETY: initialises a set of its own.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        set
    }
}

/// Every signal that programs may use.
pub(super) fn valid() -> libc::sigset_t {
    // SAFETY: initialises a set of its own.
    unsafe {
        let mut set = empty();
        libc::sigfillset(&mut set);
        set
    }
}

/// Changes which signals this thread blocks. Answers which it did block.
pub(super) fn change_mask(how: i32, set: &libc::sigset_t) -> std::io::Result<libc::sigset_t> {
    let mut old = empty();
    // SAFETY: both sets are valid.
    match unsafe { libc::pthread_sigmask(how, set, &mut old) } {
        0 => Ok(old),
        error => Err(std::io::Error::from_raw_os_error(error)),
    }
}

/// The blocked signals that came.
pub(super) fn pending() -> std::io::Result<libc::sigset_t> {
    let mut set = empty();
    // SAFETY: the set is valid.
    match unsafe { libc::sigpending(&mut set) } {
        0 => Ok(set),
        _ => Err(std::io::Error::last_os_error()),
    }
}

/// Takes the next signal of a set that comes.
pub(super) fn take(set: &libc::sigset_t) -> std::io::Result<i32> {
    let mut signal = 0;
    // SAFETY: set and number are valid.
    match unsafe { libc::sigwait(set, &mut signal) } {
        0 => Ok(signal),
        error => Err(std::io::Error::from_raw_os_error(error)),
    }
}

/// Takes the next signal of a set that comes until `deadline`, with what is known of it; `None` when the time is over.
#[cfg(target_os = "linux")]
pub(super) fn take_info(t: &mut Thread, set: &libc::sigset_t, deadline: Option<Instant>) -> PyResult {
    loop {
        let taken = t.unlocked(|| {
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            let left = left.map(|left| libc::timespec {
                tv_sec: left.as_secs() as libc::time_t,
                tv_nsec: i64::from(left.subsec_nanos()),
            });
            let left = left.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
            // SAFETY: all pointers are valid; a null time is no limit.
            unsafe {
                let mut info: libc::siginfo_t = std::mem::zeroed();
                match libc::sigtimedwait(set, &mut info, left) {
                    -1 => Err(std::io::Error::last_os_error()),
                    _ => Ok(info),
                }
            }
        });
        let error = match taken {
            Ok(info) => return describe(t, &info),
            Err(error) => error,
        };
        match error.raw_os_error() {
            Some(libc::EINTR) => t.check_signals()?,
            Some(libc::EAGAIN) => return Ok(Value::NONE),
            _ => return Err(t.io_error(&error, None)),
        }
    }
}

#[cfg(target_os = "linux")]
fn describe(t: &mut Thread, info: &libc::siginfo_t) -> PyResult {
    use taipan_vm::builtins::int;
    use taipan_vm::builtins::tuple::Tuple;

    // SAFETY: the system wrote the whole structure.
    let (pid, uid, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
    let numbers = [
        i64::from(info.si_signo),
        i64::from(info.si_code),
        i64::from(info.si_errno),
        i64::from(pid),
        i64::from(uid),
        i64::from(status),
        // It shares its memory with the sender.
        i64::from(pid) | i64::from(uid) << 32,
    ];
    let items = numbers.iter().map(|&number| int::from_i64(t, number)).collect::<PyResult<Vec<Value>>>()?;
    let items = Tuple::new(t, items)?;
    match t.state::<InfoType>().0.clone() {
        Some(class) => t.call(&class, &[items]),
        None => Ok(items),
    }
}
