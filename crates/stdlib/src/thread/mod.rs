//! `_thread`: threads, locks, and what each thread has for itself.

mod excepthook;
mod handle;
mod local;
mod lock;

/// The least native stack that a program may ask for.
const LEAST_STACK: isize = 53_248;

/// The name of the running system thread.
#[cfg(target_os = "linux")]
mod system {
    #![expect(unsafe_code, reason = "asks the system about the running thread")]

    pub(super) fn native_id() -> i64 {
        // SAFETY: asks for a number.
        unsafe { libc::syscall(libc::SYS_gettid) }
    }

    pub(super) fn set_name(name: &std::ffi::CStr) {
        // SAFETY: the name is a C string; a failure changes nothing.
        unsafe { libc::prctl(libc::PR_SET_NAME, name.as_ptr()) };
    }

    pub(super) fn name() -> Vec<u8> {
        let mut buffer = [0u8; 16];
        // SAFETY: the system writes at most 16 bytes, the last one zero.
        unsafe { libc::prctl(libc::PR_GET_NAME, buffer.as_mut_ptr()) };
        buffer.iter().copied().take_while(|&byte| byte != 0).collect()
    }
}

/// Elsewhere threads have no names, and their identity is all that is known of them.
#[cfg(not(target_os = "linux"))]
mod system {
    use std::cell::RefCell;

    thread_local! {
        static NAME: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn native_id() -> i64 {
        i64::from(std::process::id())
    }

    pub(super) fn set_name(name: &std::ffi::CStr) {
        NAME.set(name.to_bytes().to_vec());
    }

    pub(super) fn name() -> Vec<u8> {
        NAME.with_borrow(Clone::clone)
    }
}

/// Threads and locks, as the module threading is built on them.
#[taipan_macros::module("_thread")]
pub mod module {
    use std::ffi::CString;

    use taipan_vm::builtins::dict::Dict;
    use taipan_vm::builtins::int;
    use taipan_vm::builtins::module::Module;
    use taipan_vm::builtins::str::Str;
    use taipan_vm::builtins::str::codec::{Encoding, decode_as};
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::errors::Class;
    use taipan_vm::{PyResult, Thread, Value, signals};

    use super::{LEAST_STACK, excepthook, handle, local, lock, system};

    /// Starts a thread that calls a function. Answers its identity.
    #[function("(function, args, kwargs={}, /)")]
    fn start_new_thread(
        t: &mut Thread,
        function: &Value,
        args: &Value,
        kwargs: Option<&Value>,
    ) -> PyResult<u64> {
        if !t.is_callable(function) {
            return Err(t.type_error("first arg must be callable"));
        }
        if Tuple::of(args).is_none() {
            return Err(t.type_error("2nd arg must be a tuple"));
        }
        if kwargs.is_some_and(|kwargs| kwargs.downcast::<Dict>().is_none()) {
            return Err(t.type_error("optional 3rd arg must be a dictionary"));
        }
        handle::start(t, function, args, kwargs, None)
    }

    /// Another name of start_new_thread.
    #[function("(function, args, kwargs={}, /)")]
    fn start_new(t: &mut Thread, function: &Value, args: &Value, kwargs: Option<&Value>) -> PyResult<u64> {
        start_new_thread(t, function, args, kwargs)
    }

    /// Starts a thread that can be waited for; unless it is a daemon, the end of the program waits for it too.
    #[function("(function, handle=None, daemon=True)")]
    fn start_joinable_thread(
        t: &mut Thread,
        function: &Value,
        handle: Option<&Value>,
        daemon: Option<bool>,
    ) -> PyResult {
        handle::start_joinable(t, function, handle, daemon.unwrap_or(true))
    }

    /// Whether threads may outlive what started them.
    #[function("()")]
    fn daemon_threads_allowed(_t: &mut Thread) -> PyResult<bool> {
        Ok(true)
    }

    /// Makes an unlocked lock.
    #[function("()")]
    fn allocate_lock(t: &mut Thread) -> PyResult {
        lock::new_lock(t)
    }

    /// Another name of allocate_lock.
    #[function("()")]
    fn allocate(t: &mut Thread) -> PyResult {
        lock::new_lock(t)
    }

    /// Ends the thread by raising SystemExit.
    #[function("()")]
    fn exit(t: &mut Thread) -> PyResult<()> {
        Err(t.exception_of(Class::SystemExit, Vec::new()))
    }

    /// Another name of exit.
    #[function("()")]
    fn exit_thread(t: &mut Thread) -> PyResult<()> {
        exit(t)
    }

    /// Has the main thread handle a signal as if it had come.
    #[function("(signum=2, /)")]
    fn interrupt_main(t: &mut Thread, signum: Option<i32>) -> PyResult<()> {
        let signal = usize::try_from(signum.unwrap_or(libc::SIGINT)).unwrap_or(0);
        if !(1..signals::SIGNALS).contains(&signal) {
            return Err(t.value_error("signal number out of range"));
        }
        let handled = match t.signal_handler(signal) {
            Some(handler) => handler.as_small_int().is_none() && !handler.is_none(),
            None => signal == libc::SIGINT as usize,
        };
        if handled {
            signals::request(signal);
        }
        t.check_signals()
    }

    /// What tells this thread from others that run at the same time.
    #[function("()")]
    fn get_ident(t: &mut Thread) -> PyResult<u64> {
        Ok(t.identity())
    }

    /// The number that the system knows this thread by.
    #[function("()")]
    fn get_native_id(_t: &mut Thread) -> PyResult<i64> {
        Ok(system::native_id())
    }

    /// How many threads that the program started run now.
    #[function("()")]
    fn _count(t: &mut Thread) -> PyResult<usize> {
        Ok(t.state::<handle::Threads>().count)
    }

    /// Sets how many bytes of native stack new threads get, 0 for as many as usual. Answers what was set before.
    #[function("(size=0, /)")]
    fn stack_size(t: &mut Thread, size: Option<isize>) -> PyResult<usize> {
        let old = t.interpreter().thread_stack_size;
        match size {
            None | Some(0) => t.interpreter_mut().thread_stack_size = 0,
            Some(size) if size < LEAST_STACK => {
                return Err(t.value_error(format!("size must be at least {LEAST_STACK} bytes")));
            }
            Some(size) => t.interpreter_mut().thread_stack_size = size.unsigned_abs(),
        }
        Ok(old)
    }

    /// Shows an exception that ended a thread.
    #[function("(args, /)")]
    fn _excepthook(t: &mut Thread, args: &Value) -> PyResult<()> {
        excepthook::show(t, args)
    }

    /// Whether this is the interpreter that the process began with.
    #[function("()")]
    fn _is_main_interpreter(_t: &mut Thread) -> PyResult<bool> {
        Ok(true)
    }

    /// Waits for every thread that is no daemon.
    #[function("()")]
    fn _shutdown(t: &mut Thread) -> PyResult<()> {
        handle::wait_for_all(t)
    }

    /// A handle of a thread that runs already.
    #[function("(ident, /)")]
    fn _make_thread_handle(t: &mut Thread, ident: &Value) -> PyResult {
        match int::of(ident) {
            None => Err(t.type_error("ident must be an integer")),
            Some(identity) if identity.is_negative() => {
                Err(t.overflow_error("can't convert negative int to unsigned"))
            }
            Some(identity) => match identity.to_u64() {
                Some(identity) => handle::handle_of(t, identity),
                None => Err(t.overflow_error("int too big to convert")),
            },
        }
    }

    /// The identity of the thread that the program began in.
    #[function("()")]
    fn _get_main_thread_ident(t: &mut Thread) -> PyResult<u64> {
        Ok(t.threads().first().copied().unwrap_or(0))
    }

    /// Names the thread for the system, which may cut the name off.
    #[function("(name)")]
    fn set_name(t: &mut Thread, name: &Str) -> PyResult<()> {
        let _ = t;
        let mut bytes: Vec<u8> = name.to_lossy().into_owned().into_bytes();
        bytes.truncate(super::NAME_LENGTH);
        if let Some(end) = bytes.iter().position(|&byte| byte == 0) {
            bytes.truncate(end);
        }
        if let Ok(name) = CString::new(bytes) {
            system::set_name(&name);
        }
        Ok(())
    }

    /// The name that the system knows the thread by.
    #[function("()")]
    fn _get_name(t: &mut Thread) -> PyResult {
        decode_as(t, &system::name(), Encoding::Utf8, "surrogateescape")
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        let Some(namespace) = module.downcast::<Module>().and_then(Module::dict).cloned() else {
            return Ok(());
        };
        let lock = t.native_type(&lock::LOCK_TYPE)?;
        let hook_arguments = excepthook::make_type(t)?;
        let items = [
            ("LockType", lock.clone()),
            ("lock", lock),
            ("RLock", t.native_type(&lock::RLOCK_TYPE)?),
            ("_ThreadHandle", t.native_type(&handle::TYPE)?),
            ("_local", t.native_type(&local::TYPE)?),
            ("error", t.interpreter().exception_class(Class::RuntimeError)),
            ("_ExceptHookArgs", hook_arguments),
            ("TIMEOUT_MAX", taipan_vm::builtins::float::new(t, 9_223_372_036.0)?),
            ("_NAME_MAXLEN", Value::small_int(super::NAME_LENGTH as i64)),
        ];
        for (name, value) in items {
            let name = t.intern(name)?;
            t.set_item(&namespace, &name, &value)?;
        }
        Ok(())
    }
}

/// How many bytes the system keeps of a thread's name.
const NAME_LENGTH: usize = 15;
