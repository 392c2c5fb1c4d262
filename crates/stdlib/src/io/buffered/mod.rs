//! `BufferedReader`, `BufferedWriter` and `BufferedRandom`: a raw stream with memory between. What was read ahead and
//! what waits to be written are kept apart; never are both there.

mod methods;
pub(super) mod pair;
mod raw;
mod read;
mod seek;
mod write;

use std::cell::{Cell, RefCell};

use taipan_vm::errors::Exception;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::{Data, Slot};
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

pub(super) use write::{flush as flush_stream, write_bytes};

use super::anchor::{Anchor, Outer};
use super::base::{attribute, call};
use super::file::FileIO;

taipan_vm::native_object! {
    /// A buffered stream of any of the three types.
    pub(super) struct Buffered: LAYOUT, READER {
        ;
        raw: Slot,
        /// Whether it was initialised.
        ready: Cell<bool>,
        detached: Cell<bool>,
        readable: Cell<bool>,
        writable: Cell<bool>,
        finalizing: Cell<bool>,
        /// Set when it is closed: there is no buffer any more.
        closed: Cell<bool>,
        /// How large the buffer is.
        size: Cell<usize>,
        /// The thread that is at work in it, by its address; 0 for none.
        owner: Cell<usize>,
        /// What was read ahead, and how much of it is used up.
        ahead: Data<RefCell<Vec<u8>>>,
        used: Cell<usize>,
        /// What waits to be written.
        pending: Data<RefCell<Vec<u8>>>,
        /// The raw stream's position, if it is known.
        position: Cell<Option<i64>>,
        anchor: Data<Anchor>,
        /// The text stream around it.
        outer: Data<Outer>,
    }
}

macro_rules! buffered_type {
    ($static:ident, $function:ident, $name:literal, $module:ident, [$($shared:ident),*], $doc:literal) => {
        static $static: NativeType = NativeType {
            name: $name,
            module: "_io",
            doc: $doc,
            kind: Kind::Other,
            base: None,
            layout: &LAYOUT,
            flags: TypeFlags::BASE,
            methods: methods::$module::METHODS,
            getsets: methods::$module::GETSETS,
        };

        #[doc = concat!("The class `", $name, "`.")]
        pub(super) fn $function(t: &mut Thread) -> PyResult {
            if let Some(class) = t.known_native_type(&$static) {
                return Ok(class);
            }
            let base = super::bases::buffered(t)?;
            let shared = [$((methods::$shared::METHODS, methods::$shared::GETSETS)),*];
            t.native_type_sharing(&$static, &[base], &shared)
        }
    };
}

buffered_type!(
    READER,
    reader_class,
    "BufferedReader",
    reader,
    [common, reading],
    "A raw stream that is read ahead."
);
buffered_type!(
    WRITER,
    writer_class,
    "BufferedWriter",
    writer,
    [common, writing],
    "A raw stream that is written to in larger pieces."
);
buffered_type!(
    RANDOM,
    random_class,
    "BufferedRandom",
    random,
    [common, reading, writing],
    "A raw stream that can be moved in, read ahead and written to in larger pieces."
);

/// Buffers of this size and more are looked for when the stream is made.
const LARGE: usize = 1 << 20;

/// Prepares a stream for use on a raw stream.
fn initialise(t: &mut Thread, this: &Buffered, raw: &Value, size: isize, able: (bool, bool)) -> PyResult<()> {
    this.ready.set(false);
    this.detached.set(false);
    if size <= 0 {
        return Err(t.value_error("buffer size must be strictly positive"));
    }
    if size as usize > LARGE && Vec::<u8>::new().try_reserve_exact(size as usize).is_err() {
        return Err(t.memory_error());
    }
    this.raw.set(t, Some(raw.clone()));
    this.size.set(size as usize);
    this.readable.set(able.0);
    this.writable.set(able.1);
    this.closed.set(false);
    this.forget_ahead();
    this.pending.borrow_mut().clear();
    this.position.set(None);
    // Where it can't be told now it is asked for again when it matters.
    let position = this.raw_tell(t);
    t.catch(position, taipan_vm::errors::Class::Exception)?;
    if able.1 {
        this.anchor.settle(t, &this.to_value());
        if let Some(file) = FileIO::exactly(raw) {
            file.outer.set(&this.anchor);
        }
    }
    this.ready.set(true);
    Ok(())
}

/// Makes a BufferedReader or BufferedWriter without calling Python.
pub(super) fn create(t: &mut Thread, raw: &Value, size: usize, writes: bool) -> PyResult {
    let class = if writes { writer_class(t)? } else { reader_class(t)? };
    let made = Buffered::create(t, &class)?;
    let Some(this) = Buffered::exactly(&made) else { unreachable!("just made a stream") };
    initialise(t, this, raw, size as isize, (!writes, writes))?;
    Ok(made)
}

impl Buffered {
    /// Whether it is a stream that is only written to.
    pub(super) fn is_written(&self) -> bool {
        self.writable.get() && !self.readable.get()
    }

    /// How much was read ahead and is not used up.
    fn ahead(&self) -> usize {
        // Another thread that reads more has taken it.
        self.ahead.borrow().len().saturating_sub(self.used.get())
    }

    fn forget_ahead(&self) {
        self.ahead.borrow_mut().clear();
        self.used.set(0);
    }

    /// Takes so much of what was read ahead, or all there is.
    fn take_ahead(&self, most: usize) -> Vec<u8> {
        let ahead = self.ahead.borrow();
        let used = self.used.get();
        let end = ahead.len().min(used.saturating_add(most));
        self.used.set(end);
        ahead[used..end].to_vec()
    }

    /// The raw stream; ValueError when there is none.
    pub(super) fn raw(&self, t: &mut Thread) -> PyResult {
        if self.ready.get()
            && let Some(raw) = self.raw.get()
        {
            return Ok(raw);
        }
        Err(self.unusable(t))
    }

    #[cold]
    fn unusable(&self, t: &mut Thread) -> Exception {
        let detached = "raw stream has been detached";
        t.value_error(if self.detached.get() { detached } else { "I/O operation on uninitialized object" })
    }

    fn is_closed(&self, t: &mut Thread) -> PyResult<bool> {
        let raw = self.raw(t)?;
        if self.closed.get() {
            return Ok(true);
        }
        if let Some(file) = FileIO::exactly(&raw) {
            return Ok(file.is_closed());
        }
        let closed = attribute(t, &raw, "closed")?;
        t.truth(&closed)
    }

    /// Raises ValueError when it is closed and nothing read ahead is left.
    fn check_open(&self, t: &mut Thread, text: &str) -> PyResult<()> {
        if self.is_closed(t)? && self.ahead() == 0 { Err(t.value_error(text)) } else { Ok(()) }
    }
}

/// How long a thread waits before it looks again whether another has left a stream.
const PATIENCE: std::time::Duration = std::time::Duration::from_micros(50);

/// Does something while no other thread, and nobody called from here, may do something with the stream.
pub(super) fn locked<R>(
    t: &mut Thread,
    this: &Buffered,
    work: impl FnOnce(&mut Thread) -> PyResult<R>,
) -> PyResult<R> {
    let own = std::ptr::from_mut(t) as usize;
    while this.owner.get() != 0 && this.owner.get() != own {
        t.unlocked(|| std::thread::sleep(PATIENCE));
        t.check_signals()?;
    }
    if this.owner.get() == own {
        let value = this.to_value();
        let shown = t.repr_lossy(&value)?;
        return Err(t.runtime_error(format!("reentrant call inside {shown}")));
    }
    this.owner.set(own);
    let result = work(t);
    this.owner.set(0);
    result
}

/// `close`: flushes, then closes the raw stream whatever became of that.
fn close(t: &mut Thread, this: &Buffered) -> PyResult {
    let raw = this.raw(t)?;
    if this.is_closed(t)? {
        return Ok(Value::NONE);
    }
    let value = this.to_value();
    if this.finalizing.get() {
        // It is a warning only.
        drop(call(t, &raw, "_dealloc_warn", std::slice::from_ref(&value)));
    }
    let flushed = call(t, &value, "flush", &[]);
    let closed = call(t, &raw, "close", &[]);
    this.closed.set(true);
    this.forget_ahead();
    this.pending.take();
    super::base::chained(t, flushed.err(), closed)
}

/// `detach`: flushes and gives the raw stream away.
fn detach(t: &mut Thread, this: &Buffered) -> PyResult {
    this.raw(t)?;
    let value = this.to_value();
    call(t, &value, "flush", &[])?;
    let raw = this.raw(t)?;
    this.raw.take(t);
    this.detached.set(true);
    this.ready.set(false);
    Ok(raw)
}

/// `<_io.BufferedReader name='x'>`.
fn show(t: &mut Thread, this: &Value) -> PyResult<String> {
    let class = class_name(t, this);
    let Some(_guard) = taipan_vm::protocol::ReprGuard::enter(this) else {
        return Err(t.runtime_error(format!("reentrant call inside {class}.__repr__")));
    };
    let name = super::base::shown_name(t, this)?;
    Ok(format!("<{class}{name}>"))
}

/// The name of an instance's type, with its module for the types of this one.
pub(super) fn class_name(t: &Thread, this: &Value) -> String {
    let class = t.type_of(this);
    let name = class.display_name();
    if class.flags.get().contains(TypeFlags::HEAP) { name } else { format!("_io.{name}") }
}
