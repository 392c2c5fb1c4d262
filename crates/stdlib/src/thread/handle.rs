//! Threads that can be waited for: `_thread._ThreadHandle`, and how threads begin.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Instant;

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Class;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Data;
use taipan_vm::object::Kind;
use taipan_vm::threads::waiting::{self, Woken};
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

/// How far a thread is.
#[derive(Default)]
pub(super) struct Progress {
    phase: AtomicU32,
    identity: AtomicU64,
}

const NOT_STARTED: u32 = 0;
const RUNNING: u32 = 1;
const DONE: u32 = 2;

impl Progress {
    fn phase(&self) -> u32 {
        self.phase.load(Ordering::SeqCst)
    }

    /// Tells whoever waits that the thread has ended.
    fn finish(&self) {
        self.phase.store(DONE, Ordering::SeqCst);
        waiting::wake_all(&self.phase);
    }

    /// Waits for the end of the thread, at most until `deadline`.
    fn wait(&self, t: &mut Thread, deadline: Option<Instant>) -> PyResult<()> {
        t.wait_for(|| {
            while self.phase() == RUNNING {
                match waiting::wait(&self.phase, RUNNING, deadline) {
                    Woken::Maybe => {}
                    ended => return ended,
                }
            }
            Woken::Maybe
        })?;
        Ok(())
    }
}

/// What `_thread` keeps for an interpreter.
#[derive(Default)]
pub(super) struct Threads {
    /// How many threads that programs started run now.
    pub(super) count: usize,
    /// Those that the end of the program waits for.
    awaited: Vec<Arc<Progress>>,
}

taipan_vm::native_object! {
    /// A thread that can be waited for.
    pub(super) struct Handle: LAYOUT, TYPE { progress: Data<Arc<Progress>> }
}

/// `_thread._ThreadHandle`.
pub(super) static TYPE: NativeType = NativeType {
    name: "_ThreadHandle",
    module: "_thread",
    doc: "",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// What a program sees of a handle.
#[taipan_macros::methods]
mod table {
    use std::time::Instant;

    use taipan_vm::{Args, PyResult, Thread, Value};

    use super::{Data, Handle, NOT_STARTED, Ordering, RUNNING};

    /// Makes a handle for a thread that is to be started.
    #[new("($type, *args, **kwargs)", name = "_ThreadHandle")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        Handle::create(t, class, Data::default())
    }

    /// Waits for the end of the thread, or until the timeout.
    #[method("($self, timeout=None, /)", told = "", parse = format)]
    fn join(t: &mut Thread, this: &Handle, timeout: Option<&Value>) -> PyResult<()> {
        // A negative time is no limit either.
        let timeout = match timeout {
            Some(timeout) => crate::seconds::duration(t, timeout)?,
            None => None,
        };
        let phase = this.progress.phase();
        if phase == NOT_STARTED {
            return Err(t.runtime_error("thread not started"));
        }
        if phase == RUNNING && this.progress.identity.load(Ordering::SeqCst) == t.identity() {
            return Err(t.runtime_error("Cannot join current thread"));
        }
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        this.progress.wait(t, deadline)
    }

    /// Makes the handle that of a thread that has ended.
    #[method("($self, /)")]
    fn _set_done(t: &mut Thread, this: &Handle) -> PyResult<()> {
        if this.progress.phase() == NOT_STARTED {
            return Err(t.runtime_error("thread not started"));
        }
        this.progress.finish();
        Ok(())
    }

    /// Whether the thread has ended.
    #[method("($self, /)")]
    fn is_done(_t: &mut Thread, this: &Handle) -> PyResult<bool> {
        Ok(this.progress.phase() == super::DONE)
    }

    /// The identity of the thread; 0 before it is started.
    #[getter]
    fn ident(_t: &mut Thread, this: &Handle) -> PyResult<u64> {
        Ok(this.progress.identity.load(Ordering::SeqCst))
    }

    #[special]
    fn __repr__(_t: &mut Thread, this: &Handle) -> PyResult<String> {
        let identity = this.progress.identity.load(Ordering::SeqCst);
        Ok(format!("<_thread._ThreadHandle object: ident={identity}>"))
    }
}

/// A handle of a running thread that was not started with one.
pub(super) fn handle_of(t: &mut Thread, identity: u64) -> PyResult {
    let progress = Progress { phase: AtomicU32::new(RUNNING), identity: AtomicU64::new(identity) };
    let class = t.native_type(&TYPE)?;
    Handle::create(t, &class, Data::new(Arc::new(progress)))
}

/// Starts a thread that calls `function` with a handle, a new one if `None` is given.
pub(super) fn start_joinable(
    t: &mut Thread,
    function: &Value,
    handle: Option<&Value>,
    daemon: bool,
) -> PyResult {
    if !t.is_callable(function) {
        return Err(t.type_error("thread function must be callable"));
    }
    let handle = match handle.filter(|handle| !handle.is_none()) {
        Some(handle) => handle.clone(),
        None => {
            let class = t.native_type(&TYPE)?;
            Handle::create(t, &class, Data::default())?
        }
    };
    let Some(known) = <Handle as taipan_vm::object::Object>::of(&handle) else {
        return Err(t.type_error("'handle' must be a _ThreadHandle"));
    };
    let progress = Arc::clone(&known.progress);
    if progress.phase() != NOT_STARTED {
        return Err(t.runtime_error("thread already started"));
    }
    progress.phase.store(RUNNING, Ordering::SeqCst);
    if !daemon {
        t.state::<Threads>().awaited.push(progress.clone());
    }
    let arguments = Tuple::new(t, Vec::new())?;
    match start(t, function, &arguments, None, Some(progress.clone())) {
        Ok(identity) => {
            progress.identity.store(identity, Ordering::SeqCst);
            Ok(handle)
        }
        Err(error) => {
            progress.phase.store(NOT_STARTED, Ordering::SeqCst);
            forget(t, &progress);
            Err(error)
        }
    }
}

/// Starts a thread that calls `function`. Answers its identity.
pub(super) fn start(
    t: &mut Thread,
    function: &Value,
    arguments: &Value,
    keywords: Option<&Value>,
    progress: Option<Arc<Progress>>,
) -> PyResult<u64> {
    if t.interpreter().finalizing {
        let text = "can't create new thread at interpreter shutdown";
        return Err(t.exception(Class::PythonFinalizationError, text));
    }
    let (values, names) = call_arguments(t, arguments, keywords)?;
    let function = function.clone();
    let ended = progress.clone();
    let work = move |t: &mut Thread| {
        t.state::<Threads>().count += 1;
        if let Some(progress) = &progress {
            progress.identity.store(t.identity(), Ordering::SeqCst);
        }
        let names_tuple = names.as_ref().and_then(|names| names.exact::<Tuple>());
        let result = t.call_args(&function, Args::new(&values, names_tuple));
        if let Err(error) = result
            && !t.is_exception(&error, Class::SystemExit)
        {
            t.write_unraisable(error, Some(&function), Some("Exception ignored in thread started by"));
        }
        drop((function, values, names));
        t.drain();
        t.state::<Threads>().count -= 1;
        if let Some(progress) = &progress {
            forget(t, progress);
        }
    };
    let ended = move || {
        if let Some(progress) = ended {
            progress.finish();
        }
    };
    let started = t.start_thread(work, ended);
    started.ok_or_else(|| t.runtime_error("can't start new thread"))
}

/// Positional arguments and the values of keywords, with the keywords' names.
fn call_arguments(
    t: &mut Thread,
    arguments: &Value,
    keywords: Option<&Value>,
) -> PyResult<(Vec<Value>, Option<Value>)> {
    let mut values = Tuple::of(arguments).map(|items| items.items().to_vec()).unwrap_or_default();
    let Some(keywords) = keywords.and_then(|keywords| keywords.downcast::<Dict>()) else {
        return Ok((values, None));
    };
    let entries: Vec<(Value, Value)> =
        keywords.iter(t).map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut names = Vec::with_capacity(entries.len());
    for (name, value) in entries {
        if Str::of(&name).is_none() {
            return Err(t.type_error("keywords must be strings"));
        }
        names.push(name);
        values.push(value);
    }
    if names.is_empty() {
        return Ok((values, None));
    }
    Ok((values, Some(Tuple::new(t, names)?)))
}

fn forget(t: &mut Thread, progress: &Arc<Progress>) {
    let awaited = &mut t.state::<Threads>().awaited;
    awaited.retain(|other| !Arc::ptr_eq(other, progress));
}

/// Waits for every thread that is no daemon.
pub(super) fn wait_for_all(t: &mut Thread) -> PyResult<()> {
    let own = t.identity();
    loop {
        let awaited = &t.state::<Threads>().awaited;
        let next = awaited.iter().find(|progress| progress.identity.load(Ordering::SeqCst) != own);
        let Some(next) = next.cloned() else { return Ok(()) };
        next.wait(t, None)?;
        forget(t, &next);
    }
}
