//! `_thread.lock` and `_thread.RLock`. A lock is one word, on which waiting threads sleep without the interpreter's lock.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use taipan_vm::native::NativeType;
use taipan_vm::native::arguments::Signature;
use taipan_vm::native::object::Data;
use taipan_vm::object::Kind;
use taipan_vm::threads::waiting::{self, Woken};
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

use crate::seconds;

/// A word that threads lock.
#[derive(Default)]
pub(super) struct Word(AtomicU32);

const FREE: u32 = 0;
const LOCKED: u32 = 1;
/// Locked, and somebody may wait for it.
const WANTED: u32 = 2;

impl Word {
    pub(super) fn is_locked(&self) -> bool {
        self.0.load(Ordering::SeqCst) != FREE
    }

    fn try_lock(&self) -> bool {
        self.0.compare_exchange(FREE, LOCKED, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    /// Locks the word, at the latest by `deadline`; false when the time is over. Handlers of signals run meanwhile.
    fn lock(&self, t: &mut Thread, deadline: Deadline) -> PyResult<bool> {
        if self.try_lock() {
            return Ok(true);
        }
        let deadline = match deadline {
            Deadline::Now => return Ok(false),
            Deadline::Never => None,
            Deadline::At(deadline) => Some(deadline),
        };
        let woken = t.wait_for(|| {
            while self.0.swap(WANTED, Ordering::SeqCst) != FREE {
                match waiting::wait(&self.0, WANTED, deadline) {
                    Woken::Maybe => {}
                    ended => return ended,
                }
            }
            Woken::Maybe
        })?;
        Ok(woken == Woken::Maybe)
    }

    /// Unlocks the word; false if it was not locked.
    fn unlock(&self) -> bool {
        let before = self.0.swap(FREE, Ordering::SeqCst);
        if before == WANTED {
            waiting::wake_one(&self.0);
        }
        before != FREE
    }
}

/// How long to wait.
#[derive(Clone, Copy)]
enum Deadline {
    Now,
    Never,
    At(Instant),
}

/// What `acquire(blocking, timeout)` asks for, and `__enter__` and `acquire_lock`, which take the same.
fn asked(t: &mut Thread, args: Args<'_>) -> PyResult<Deadline> {
    static SIGNATURE: Signature<2> = Signature {
        function: "acquire",
        names: ["blocking", "timeout"],
        positional_only: 0,
        positional: 2,
        required: 0,
        required_keyword_only: 0,
    };
    let blocking = match args.early(0, "blocking", SIGNATURE.names.len()) {
        Some(blocking) => t.truth(blocking)?,
        None => true,
    };
    let [_, timeout] = args.bind(t, &SIGNATURE)?;
    let nanoseconds = match timeout {
        Some(timeout) if timeout.as_small_int() != Some(-1) => Some(seconds::nanoseconds(t, timeout)?),
        _ => None,
    };
    let nanoseconds = nanoseconds.filter(|&nanoseconds| nanoseconds != -1_000_000_000);
    match (blocking, nanoseconds) {
        (false, Some(_)) => Err(t.value_error("can't specify a timeout for a non-blocking call")),
        (false, None) => Ok(Deadline::Now),
        (true, None) => Ok(Deadline::Never),
        (true, Some(..0)) => Err(t.value_error("timeout value must be a non-negative number")),
        (true, Some(0)) => Ok(Deadline::Now),
        (true, Some(nanoseconds)) => {
            let timeout = std::time::Duration::from_nanos(nanoseconds.unsigned_abs());
            Ok(Instant::now().checked_add(timeout).map_or(Deadline::Never, Deadline::At))
        }
    }
}

taipan_vm::native_object! {
    /// A lock.
    pub(super) struct Lock: LAYOUT, LOCK_TYPE { ; word: Data<Word> }
}

/// `_thread.lock`.
pub(super) static LOCK_TYPE: NativeType = NativeType {
    name: "lock",
    module: "_thread",
    doc: "A lock, which one thread at a time can hold. Any thread may release it.",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::WEAK,
    methods: lock_methods::METHODS,
    getsets: &[],
};

/// Makes an unlocked lock.
pub(super) fn new_lock(t: &mut Thread) -> PyResult {
    let class = t.native_type(&LOCK_TYPE)?;
    Lock::create(t, &class)
}

/// What a program sees of a lock.
#[taipan_macros::methods]
mod lock_methods {
    use taipan_vm::native::convert;
    use taipan_vm::{Args, PyResult, Thread, Value};

    use super::{Lock, Word, asked};

    /// Makes an unlocked lock.
    #[new("($type, *args, **kwargs)", name = "lock")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let values = args.no_keywords(t, "lock")?;
        convert::check_positional(t, "lock", values.len(), 0, 0)?;
        Lock::create(t, class)
    }

    /// Locks it, waiting while it is locked. Answers whether it did so before the timeout.
    #[method("($self, /, blocking=True, timeout=-1)")]
    fn acquire(t: &mut Thread, this: &Lock, args: Args<'_>) -> PyResult<bool> {
        let deadline = asked(t, args)?;
        this.word.lock(t, deadline)
    }

    /// Another name of acquire.
    #[method("($self, /, blocking=True, timeout=-1)")]
    fn acquire_lock(t: &mut Thread, this: &Lock, args: Args<'_>) -> PyResult<bool> {
        let deadline = asked(t, args)?;
        this.word.lock(t, deadline)
    }

    /// Unlocks it, so that a thread that waits can lock it.
    #[method("($self, /)")]
    fn release(t: &mut Thread, this: &Lock) -> PyResult<()> {
        if this.word.unlock() { Ok(()) } else { Err(t.runtime_error("release unlocked lock")) }
    }

    /// Another name of release.
    #[method("($self, /)")]
    fn release_lock(t: &mut Thread, this: &Lock) -> PyResult<()> {
        release(t, this)
    }

    /// Whether it is locked.
    #[method("($self, /)")]
    fn locked(_t: &mut Thread, this: &Lock) -> PyResult<bool> {
        Ok(this.word.is_locked())
    }

    /// Another name of locked.
    #[method("($self, /)")]
    fn locked_lock(t: &mut Thread, this: &Lock) -> PyResult<bool> {
        locked(t, this)
    }

    /// Locks it.
    #[method("($self, /, blocking=True, timeout=-1)", told = "($self, /)")]
    fn __enter__(t: &mut Thread, this: &Lock, args: Args<'_>) -> PyResult<bool> {
        let deadline = asked(t, args)?;
        this.word.lock(t, deadline)
    }

    /// Unlocks it.
    #[method("($self, /, *exc_info)", told = "($self, /, *exc_info)")]
    fn __exit__(t: &mut Thread, this: &Lock, exc_info: &[Value]) -> PyResult<()> {
        let _ = exc_info;
        release(t, this)
    }

    /// Makes it unlocked, in a process that was just forked.
    #[method("($self, /)")]
    fn _at_fork_reinit(_t: &mut Thread, this: &Lock) -> PyResult<()> {
        this.word.unlock();
        Ok(())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Lock) -> PyResult<String> {
        let own = this.to_value();
        let name = super::full_name(t, &own)?;
        Ok(format!("<{} {name} object at {:p}>", state(&this.word), own.raw().header()))
    }

    fn state(word: &Word) -> &'static str {
        if word.is_locked() { "locked" } else { "unlocked" }
    }
}

/// The name of an object's class with its module.
fn full_name(t: &mut Thread, object: &Value) -> PyResult<String> {
    let class = t.type_of(object).to_value();
    let (module, name) = (t.intern("__module__")?, t.intern("__qualname__")?);
    let (module, name) = (t.get_attr(&class, &module)?, t.get_attr(&class, &name)?);
    Ok(format!("{}.{}", t.str_lossy(&module)?, t.str_lossy(&name)?))
}

taipan_vm::native_object! {
    /// A lock that its owner can lock again.
    pub(super) struct RLock: RLOCK_LAYOUT, RLOCK_TYPE {
        ;
        word: Data<Word>,
        /// The identity of the owning thread; 0 if there is none.
        owner: Cell<u64>,
        count: Cell<usize>,
    }
}

/// `_thread.RLock`.
pub(super) static RLOCK_TYPE: NativeType = NativeType {
    name: "RLock",
    module: "_thread",
    doc: "",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &RLOCK_LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::WEAK),
    methods: rlock_methods::METHODS,
    getsets: &[],
};

impl RLock {
    fn is_owned(&self, t: &Thread) -> bool {
        self.count.get() > 0 && self.owner.get() == t.identity()
    }

    fn lock(&self, t: &mut Thread, deadline: Deadline, count: usize) -> PyResult<bool> {
        if self.is_owned(t) {
            self.count.set(self.count.get() + count);
            return Ok(true);
        }
        let locked = self.word.lock(t, deadline)?;
        if locked {
            self.owner.set(t.identity());
            self.count.set(count);
        }
        Ok(locked)
    }

    fn check_owner(&self, t: &mut Thread) -> PyResult<()> {
        if self.is_owned(t) { Ok(()) } else { Err(t.runtime_error("cannot release un-acquired lock")) }
    }

    /// Unlocks it however often it was locked.
    fn unlock(&self) {
        self.count.set(0);
        self.owner.set(0);
        self.word.unlock();
    }
}

/// What a program sees of a lock that can be locked again.
#[taipan_macros::methods]
mod rlock_methods {
    use taipan_vm::builtins::bytearray::ByteArray;
    use taipan_vm::builtins::bytes::Bytes;
    use taipan_vm::builtins::int;
    use taipan_vm::builtins::str::Str;
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::native::IntoValue;
    use taipan_vm::{Args, PyResult, Thread, Value};

    use super::{RLock, asked};

    /// Makes an unlocked lock.
    #[new("($type, *args, **kwargs)", name = "RLock")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        RLock::create(t, class)
    }

    /// Locks it once more, waiting while another thread owns it. Answers whether it did so before the timeout.
    #[method("($self, /, blocking=True, timeout=-1)")]
    fn acquire(t: &mut Thread, this: &RLock, args: Args<'_>) -> PyResult<bool> {
        let deadline = asked(t, args)?;
        this.lock(t, deadline, 1)
    }

    /// Unlocks it once; others can lock it when that was done as often as it was locked.
    #[method("($self, /)")]
    fn release(t: &mut Thread, this: &RLock) -> PyResult<()> {
        this.check_owner(t)?;
        match this.count.get() {
            1 => this.unlock(),
            count => this.count.set(count - 1),
        }
        Ok(())
    }

    /// Whether any thread owns it.
    #[method("($self, /)")]
    fn locked(_t: &mut Thread, this: &RLock) -> PyResult<bool> {
        Ok(this.word.is_locked())
    }

    /// Whether this thread owns it.
    #[method("($self, /)")]
    fn _is_owned(t: &mut Thread, this: &RLock) -> PyResult<bool> {
        Ok(this.is_owned(t))
    }

    /// How often this thread has locked it.
    #[method("($self, /)")]
    fn _recursion_count(t: &mut Thread, this: &RLock) -> PyResult<usize> {
        Ok(if this.is_owned(t) { this.count.get() } else { 0 })
    }

    /// Locks it as often as before a _release_save.
    #[method("($self, state, /)", parse = format)]
    fn _acquire_restore(t: &mut Thread, this: &RLock, state: &Value) -> PyResult<()> {
        let (count, owner) = saved(t, state)?;
        this.lock(t, super::Deadline::Never, 1)?;
        this.count.set(usize::try_from(count).unwrap_or(0));
        this.owner.set(owner);
        Ok(())
    }

    /// What _release_save answered, or another sequence of a count and an owner.
    fn saved(t: &mut Thread, state: &Value) -> PyResult<(isize, u64)> {
        let tuple = Tuple::of(state).map(Tuple::len);
        let bytes = Str::of(state).is_some() || Bytes::of(state).is_some() || ByteArray::of(state).is_some();
        if tuple.is_none() && (bytes || !t.is_sequence(state)) {
            let found = if state.is_none() { "None".to_owned() } else { t.type_name(state) };
            let text = format!("_acquire_restore() argument 1 must be 2-item tuple, not {found}");
            return Err(t.type_error(text));
        }
        let kind = if tuple.is_some() { "tuple" } else { "sequence" };
        let wrong = |t: &mut Thread, length: usize| {
            t.type_error(format!("_acquire_restore() argument 1 must be {kind} of length 2, not {length}"))
        };
        let length = match tuple {
            Some(length) => length,
            None => t.length(state)?,
        };
        if length != 2 {
            return Err(wrong(t, length));
        }
        let items = match Tuple::of(state) {
            Some(tuple) => tuple.items().to_vec(),
            None => t.collect(state)?,
        };
        let [count, owner] = items.as_slice() else { return Err(wrong(t, items.len())) };
        let count = t.as_ssize(count)?;
        if !t.is_index(owner) {
            let found = if owner.is_none() { "None".to_owned() } else { t.type_name(owner) };
            let text = format!("_acquire_restore() argument 1, item 1 must be int, not {found}");
            return Err(t.type_error(text));
        }
        let owner = t.as_index(owner)?;
        Ok((count, int::of(&owner).map_or(0, |owner| owner.low_bits())))
    }

    /// Unlocks it altogether. Answers what _acquire_restore wants.
    #[method("($self, /)")]
    fn _release_save(t: &mut Thread, this: &RLock) -> PyResult {
        this.check_owner(t)?;
        let (count, owner) = (this.count.get(), this.owner.get());
        this.unlock();
        let items = vec![count.into_value(t)?, owner.into_value(t)?];
        Tuple::new(t, items)
    }

    /// Locks it.
    #[method("($self, /, blocking=True, timeout=-1)", told = "($self, /)")]
    fn __enter__(t: &mut Thread, this: &RLock, args: Args<'_>) -> PyResult<bool> {
        let deadline = asked(t, args)?;
        this.lock(t, deadline, 1)
    }

    /// Unlocks it once.
    #[method("($self, /, *exc_info)", told = "($self, /, *exc_info)")]
    fn __exit__(t: &mut Thread, this: &RLock, exc_info: &[Value]) -> PyResult<()> {
        let _ = exc_info;
        release(t, this)
    }

    /// Makes it unlocked, in a process that was just forked.
    #[method("($self, /)")]
    fn _at_fork_reinit(_t: &mut Thread, this: &RLock) -> PyResult<()> {
        this.unlock();
        Ok(())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &RLock) -> PyResult<String> {
        let own = this.to_value();
        let name = super::full_name(t, &own)?;
        let state = if this.word.is_locked() { "locked" } else { "unlocked" };
        let (owner, count) = (this.owner.get(), this.count.get());
        Ok(format!("<{state} {name} object owner={owner} count={count} at {:p}>", own.raw().header()))
    }
}
