//! `_signal`: handlers of signals, timers, and sets of signals.

mod masks;
mod names;
mod timers;

/// The class of a timer's errors, as this interpreter has it.
#[derive(Default)]
struct TimerError(Option<taipan_vm::Value>);

/// Handlers of signals, and what sends signals. A handler is called with the signal's number and the frame that was
/// interrupted, in the main thread.
#[taipan_macros::module("_signal")]
pub mod module {
    #![expect(unsafe_code, reason = "signals are the system's")]

    use std::time::Instant;

    use taipan_vm::builtins::dict::Dict;
    use taipan_vm::builtins::module::Module;
    use taipan_vm::builtins::str::Str;
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::builtins::{float, int};
    use taipan_vm::errors::{Class, Exception};
    use taipan_vm::native::{FromValue, convert};
    use taipan_vm::signals::{self, Disposition, SIGNALS};
    use taipan_vm::{PyResult, Thread, Value};

    use super::{TimerError, masks, names, timers};

    /// Raises KeyboardInterrupt: the handler of SIGINT unless a program sets another.
    #[function("(signalnum, frame, /)")]
    fn default_int_handler(t: &mut Thread, signalnum: i32, frame: &Value) -> PyResult<()> {
        let _ = (signalnum, frame);
        Err(t.exception_of(Class::KeyboardInterrupt, Vec::new()))
    }

    /// Sends SIGALRM after a number of seconds, 0 for never. Answers how many were left of an earlier one.
    #[function("(seconds, /)")]
    fn alarm(_t: &mut Thread, seconds: i64) -> PyResult<u32> {
        // SAFETY: takes any number.
        Ok(unsafe { libc::alarm(seconds as libc::c_uint) })
    }

    /// Sets a timer: seconds until its first signal, and between the following ones. Answers what it was set to.
    #[function("(which, seconds, interval=0.0, /)")]
    fn setitimer(t: &mut Thread, which: i32, seconds: &Value, interval: Option<&Value>) -> PyResult {
        let first = crate::seconds::nanoseconds(t, seconds)?;
        let interval = match interval {
            Some(interval) => crate::seconds::nanoseconds(t, interval)?,
            None => 0,
        };
        let old = timers::set(which, first, interval);
        times(t, old)
    }

    /// Seconds until a timer's next signal, and between the following ones.
    #[function("(which, /)")]
    fn getitimer(t: &mut Thread, which: i32) -> PyResult {
        times(t, timers::get(which))
    }

    /// Sets the handler of a signal: a callable, SIG_DFL or SIG_IGN. Answers the old one.
    #[function("(signalnum, handler, /)")]
    fn signal(t: &mut Thread, signalnum: i32, handler: &Value) -> PyResult {
        let disposition = match handler.as_small_int() {
            Some(0) => Disposition::Default,
            Some(1) => Disposition::Ignore,
            _ if t.is_callable(handler) => Disposition::Note,
            _ => {
                let text = "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object";
                return Err(t.type_error(text));
            }
        };
        if !t.handles_signals() {
            return Err(t.value_error("signal only works in main thread of the main interpreter"));
        }
        let number = number(t, signalnum)?;
        t.check_signals()?;
        if let Err(error) = signals::set_disposition(number, disposition) {
            return Err(t.io_error(&error, None));
        }
        Ok(t.set_signal_handler(number, handler.clone()))
    }

    /// Sends a signal to the process itself.
    #[function("(signalnum, /)")]
    fn raise_signal(t: &mut Thread, signalnum: i32) -> PyResult<()> {
        // SAFETY: numbers that are no signals are refused.
        let raised = t.unlocked(|| match unsafe { libc::raise(signalnum) } {
            0 => Ok(()),
            _ => Err(std::io::Error::last_os_error()),
        });
        raised.map_err(|error| t.io_error(&error, None))?;
        t.check_signals()
    }

    /// What the system calls a signal; None for one that it does not know.
    #[function("(signalnum, /)")]
    fn strsignal(t: &mut Thread, signalnum: i32) -> PyResult {
        let number = number(t, signalnum)? as i32;
        // SAFETY: the text is copied before anyone else asks for one.
        let text = unsafe {
            let text = libc::strsignal(number);
            if text.is_null() {
                return Ok(Value::NONE);
            }
            std::ffi::CStr::from_ptr(text).to_string_lossy().into_owned()
        };
        if text.starts_with("Unknown signal") {
            return Ok(Value::NONE);
        }
        Str::new(t, &text)
    }

    /// The handler of a signal; None for one that is not Python's.
    #[function("(signalnum, /)")]
    fn getsignal(t: &mut Thread, signalnum: i32) -> PyResult {
        let number = number(t, signalnum)?;
        Ok(t.signal_handler(number).unwrap_or(Value::NONE))
    }

    /// Sets a descriptor to which the number of each signal that comes is written, -1 for none. Answers the old one.
    #[function("(fd, /, *, warn_on_full_buffer=True)")]
    fn set_wakeup_fd(t: &mut Thread, fd: &Value, warn_on_full_buffer: Option<bool>) -> PyResult<i32> {
        let place = convert::Context { function: "set_wakeup_fd", place: convert::Place::Position(1) };
        let fd = i32::from_value(t, fd, &place)?;
        if !t.handles_signals() {
            return Err(t.value_error("set_wakeup_fd only works in main thread of the main interpreter"));
        }
        if fd != -1 {
            // SAFETY: asks about a descriptor.
            let flags = unsafe { libc::fcntl(fd, libc::F_GETFL) };
            if flags == -1 {
                return Err(last_error(t));
            }
            if flags & libc::O_NONBLOCK == 0 {
                return Err(t.value_error(format!("the fd {fd} must be in non-blocking mode")));
            }
        }
        Ok(signals::set_wakeup(fd, warn_on_full_buffer.unwrap_or(true)))
    }

    /// Sets whether a signal ends the system calls that it interrupts.
    #[function("(signalnum, flag, /)")]
    fn siginterrupt(t: &mut Thread, signalnum: i32, flag: i32) -> PyResult<()> {
        let number = number(t, signalnum)? as i32;
        // SAFETY: changes how a signal's handler is called; valid pointers.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            if libc::sigaction(number, std::ptr::null(), &mut action) != 0 {
                return Err(last_error(t));
            }
            if flag != 0 {
                action.sa_flags &= !libc::SA_RESTART;
            } else {
                action.sa_flags |= libc::SA_RESTART;
            }
            if libc::sigaction(number, &action, std::ptr::null_mut()) != 0 {
                return Err(last_error(t));
            }
        }
        Ok(())
    }

    /// Waits until a signal comes.
    #[function("()")]
    fn pause(t: &mut Thread) -> PyResult<()> {
        // SAFETY: takes nothing.
        t.unlocked(|| unsafe { libc::pause() });
        t.check_signals()
    }

    /// Sends a signal to the process that a descriptor stands for.
    #[cfg(target_os = "linux")]
    #[function("(pidfd, signalnum, siginfo=None, flags=0, /)")]
    fn pidfd_send_signal(
        t: &mut Thread,
        pidfd: i32,
        signalnum: i32,
        siginfo: Option<&Value>,
        flags: Option<i32>,
    ) -> PyResult<()> {
        if siginfo.is_some() {
            return Err(t.type_error("siginfo must be None"));
        }
        let flags = flags.unwrap_or(0);
        let nothing = std::ptr::null::<libc::siginfo_t>();
        // SAFETY: the system checks the descriptor; no further information is given.
        let sent = unsafe { libc::syscall(libc::SYS_pidfd_send_signal, pidfd, signalnum, nothing, flags) };
        if sent != 0 { Err(last_error(t)) } else { Ok(()) }
    }

    /// Sends a signal to a thread.
    #[function("(thread_id, signalnum, /)")]
    fn pthread_kill(t: &mut Thread, thread_id: &Value, signalnum: i32) -> PyResult<()> {
        if int::of(thread_id).is_none() {
            let found = t.type_name(thread_id);
            return Err(t.type_error(format!("pthread_kill() argument 1 must be int, not {found}")));
        }
        let identity = t.as_i64(thread_id)? as u64;
        if !t.threads().contains(&identity) {
            return Err(t.io_error(&std::io::Error::from_raw_os_error(libc::ESRCH), None));
        }
        // SAFETY: the thread runs; a number that is no signal is refused.
        let error = unsafe { libc::pthread_kill(identity as libc::pthread_t, signalnum) };
        if error != 0 {
            return Err(t.io_error(&std::io::Error::from_raw_os_error(error), None));
        }
        t.check_signals()
    }

    /// Changes which signals this thread blocks. Answers the set that it did block.
    #[function("(how, mask, /)")]
    fn pthread_sigmask(t: &mut Thread, how: i32, mask: &Value) -> PyResult {
        let set = masks::to_set(t, mask)?;
        let old = masks::change_mask(how, &set).map_err(|error| t.io_error(&error, None))?;
        t.check_signals()?;
        masks::from_set(t, &old)
    }

    /// The set of blocked signals that came.
    #[function("()")]
    fn sigpending(t: &mut Thread) -> PyResult {
        let set = masks::pending().map_err(|error| t.io_error(&error, None))?;
        masks::from_set(t, &set)
    }

    /// Waits for one of a set of blocked signals. Answers which came.
    #[function("(sigset, /)")]
    fn sigwait(t: &mut Thread, sigset: &Value) -> PyResult<i32> {
        let set = masks::to_set(t, sigset)?;
        t.unlocked(|| masks::take(&set)).map_err(|error| t.io_error(&error, None))
    }

    /// Waits for one of a set of blocked signals. Answers what is known of the one that came.
    #[cfg(target_os = "linux")]
    #[function("(sigset, /)")]
    fn sigwaitinfo(t: &mut Thread, sigset: &Value) -> PyResult {
        let set = masks::to_set(t, sigset)?;
        masks::take_info(t, &set, None)
    }

    /// As sigwaitinfo, but answers None when the time is over.
    #[cfg(target_os = "linux")]
    #[function("(sigset, timeout, /)")]
    fn sigtimedwait(t: &mut Thread, sigset: &Value, timeout: &Value) -> PyResult {
        let set = masks::to_set(t, sigset)?;
        let Some(timeout) = crate::seconds::duration(t, timeout)? else {
            return Err(t.value_error("timeout must be non-negative"));
        };
        masks::take_info(t, &set, Instant::now().checked_add(timeout))
    }

    /// The set of signals that a program may use.
    #[function("()")]
    fn valid_signals(t: &mut Thread) -> PyResult {
        masks::from_set(t, &masks::valid())
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        let Some(namespace) = module.downcast::<Module>().and_then(Module::dict).cloned() else {
            return Ok(());
        };
        let real_time = names::real_time();
        let real_time = real_time.map(|(first, last)| [("SIGRTMIN", first), ("SIGRTMAX", last)]);
        let numbers = names::SIGNALS.iter().chain(names::OTHERS).copied();
        for (name, number) in numbers.chain(real_time.into_iter().flatten()) {
            let name = t.intern(name)?;
            t.set_item(&namespace, &name, &Value::small_int(i64::from(number)))?;
        }
        let error = timer_error(t)?;
        t.state::<TimerError>().0 = Some(error.clone());
        let info = masks::INFO.make_type(t)?;
        t.state::<masks::InfoType>().0 = Some(info.clone());
        for (name, value) in [("ItimerError", error), ("struct_siginfo", info)] {
            let name = t.intern(name)?;
            t.set_item(&namespace, &name, &value)?;
        }
        let name = t.intern("default_int_handler")?;
        let interrupt = t.get_item(&namespace, &name)?;
        first_handlers(t, &interrupt);
        Ok(())
    }

    /// Notes what the system does with each signal when the program first asks.
    fn first_handlers(t: &mut Thread, interrupt: &Value) {
        for number in 1..SIGNALS {
            let handler = match signals::disposition(number) {
                Ok(Disposition::Default) => Value::small_int(0),
                Ok(Disposition::Ignore) => Value::small_int(1),
                Ok(Disposition::Note) if number == libc::SIGINT as usize => interrupt.clone(),
                // Rust's runtime looks for stack overflows there, and else does what the system does.
                _ if number == libc::SIGSEGV as usize || number == libc::SIGBUS as usize => {
                    Value::small_int(0)
                }
                _ => Value::NONE,
            };
            t.set_signal_handler(number, handler);
        }
    }

    fn timer_error(t: &mut Thread) -> PyResult {
        let namespace = Dict::new(t)?;
        let (key, module) = (t.intern("__module__")?, t.intern("signal")?);
        t.set_item(&namespace, &key, &module)?;
        let base = t.interpreter().exception_class(Class::OSError);
        let bases = Tuple::new(t, [base])?;
        let metatype = t.interpreter().type_of_kind(taipan_vm::object::Kind::Type).to_value();
        let name = t.intern("ItimerError")?;
        t.call(&metatype, &[name, bases, namespace])
    }

    /// A timer's times as a tuple; its errors as ItimerError.
    fn times(t: &mut Thread, times: std::io::Result<timers::Times>) -> PyResult {
        let error = match times {
            Ok((first, interval)) => {
                let items = vec![float::new(t, first)?, float::new(t, interval)?];
                return Tuple::new(t, items);
            }
            Err(error) => t.io_error(&error, None),
        };
        let Some(class) = t.state::<TimerError>().0.clone() else {
            return Err(error);
        };
        let args = t.intern("args")?;
        let args = t.get_attr(error.value(), &args)?;
        let items = Tuple::of(&args).map(|items| items.items().to_vec()).unwrap_or_default();
        Err(Exception::new(t.call(&class, &items)?))
    }

    fn number(t: &mut Thread, signal: i32) -> PyResult<usize> {
        match usize::try_from(signal) {
            Ok(number) if (1..SIGNALS).contains(&number) => Ok(number),
            _ => Err(t.value_error("signal number out of range")),
        }
    }

    fn last_error(t: &mut Thread) -> Exception {
        let error = std::io::Error::last_os_error();
        t.io_error(&error, None)
    }
}
