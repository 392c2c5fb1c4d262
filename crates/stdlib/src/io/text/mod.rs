//! `TextIOWrapper`: text over a buffered stream of bytes.

mod codec;
mod cookie;
mod initialise;
mod methods;
mod position;
mod read;
mod write;

use std::cell::{Cell, RefCell};

use taipan_text::encode::Encoding;
use taipan_vm::errors::Exception;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::{Data, Slot};
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

pub(super) use initialise::{Name, Options, name as given};
pub(super) use write::write;

use super::anchor::Anchor;
use super::base::{attribute, call};
use super::buffered::Buffered;
use super::file::FileIO;
use super::newline::{Ends, Newline, Translator};

taipan_vm::native_object! {
    /// A TextIOWrapper.
    pub(super) struct TextIOWrapper: LAYOUT, TYPE {
        ;
        buffer: Slot,
        /// Strings.
        encoding: Slot,
        errors: Slot,
        /// The encoding, where it is built in; else `decoder` and `encoder` are those of the codec registry.
        native: Cell<Option<Encoding>>,
        decoder: Slot,
        encoder: Slot,
        /// What a built-in decoder keeps.
        partial: Data<codec::Partial>,
        translator: Data<Translator>,
        newline: Cell<Newline> = Cell::new(NEWLINE),

        ready: Cell<bool>,
        detached: Cell<bool>,
        finalizing: Cell<bool>,
        decodes: Cell<bool>,
        encodes: Cell<bool>,
        line_buffering: Cell<bool>,
        write_through: Cell<bool>,
        seekable: Cell<bool>,
        /// Whether positions can be told: not while lines are iterated over.
        telling: Cell<bool>,
        has_read1: Cell<bool>,
        /// Whether what is encoded next begins the file, with a byte order mark where there is one.
        at_start: Cell<bool>,

        /// How much is read at once.
        chunk: Cell<usize> = Cell::new(CHUNK),
        /// What is encoded and waits to be written.
        pending: Data<RefCell<Vec<u8>>>,
        /// A string that was decoded, and how much of it was read.
        decoded: Slot,
        used: Cell<usize>,
        /// The decoder's state before the last bytes, and those.
        snapshot: Data<RefCell<Option<Snapshot>>>,
        /// Bytes to a character, as read last.
        ratio: Cell<f64>,
        anchor: Data<Anchor>,
    }
}

/// Where decoding can begin anew.
#[derive(Clone)]
struct Snapshot {
    flags: i64,
    input: Vec<u8>,
}

static TYPE: NativeType = NativeType {
    name: "TextIOWrapper",
    module: "_io",
    doc: "A stream of text over a buffered stream of bytes: encoded, its line ends translated.",
    kind: Kind::Other,
    base: None,
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

/// The class.
pub(super) fn class(t: &mut Thread) -> PyResult {
    if let Some(class) = t.known_native_type(&TYPE) {
        return Ok(class);
    }
    let base = super::bases::text(t)?;
    t.native_type_of(&TYPE, &[base])
}

/// How much is read at once unless somebody sets it.
const CHUNK: usize = 8192;

/// How lines end as long as nothing else was said.
const NEWLINE: Newline = Newline { ends: Ends::Lf, universal: true, translates: true, written: None };

impl TextIOWrapper {
    /// The stream of bytes; ValueError when there is none.
    fn buffer(&self, t: &mut Thread) -> PyResult {
        if self.ready.get()
            && let Some(buffer) = self.buffer.get()
        {
            return Ok(buffer);
        }
        Err(self.unusable(t))
    }

    #[cold]
    fn unusable(&self, t: &mut Thread) -> Exception {
        let detached = "underlying buffer has been detached";
        t.value_error(if self.detached.get() { detached } else { "I/O operation on uninitialized object" })
    }

    /// The stream of bytes, which must be open.
    fn open_buffer(&self, t: &mut Thread) -> PyResult {
        let buffer = self.buffer(t)?;
        if let Some(buffered) = Buffered::exactly(&buffer) {
            let raw = buffered.raw(t)?;
            if let Some(file) = FileIO::exactly(&raw) {
                return if file.is_closed() { Err(super::base::closed(t)) } else { Ok(buffer) };
            }
        }
        let closed = attribute(t, &buffer, "closed")?;
        if t.truth(&closed)? { Err(super::base::closed(t)) } else { Ok(buffer) }
    }

    fn set_decoded(&self, t: &mut Thread, text: Option<Value>) {
        self.decoded.set(t, text);
        self.used.set(0);
    }

    /// Forgets what was read ahead.
    fn forget_ahead(&self, t: &mut Thread) {
        self.set_decoded(t, None);
        *self.snapshot.borrow_mut() = None;
    }
}

/// Makes a TextIOWrapper.
pub(super) fn create(t: &mut Thread, buffer: &Value, options: &Options) -> PyResult {
    let class = class(t)?;
    let made = TextIOWrapper::create(t, &class)?;
    let Some(this) = TextIOWrapper::exactly(&made) else { unreachable!("just made a stream") };
    initialise::initialise(t, this, buffer, options)?;
    Ok(made)
}

/// `close`: flushes, then closes the stream of bytes whatever became of that.
fn close(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
    let buffer = this.buffer(t)?;
    let closed = attribute(t, &buffer, "closed")?;
    if t.truth(&closed)? {
        return Ok(Value::NONE);
    }
    let value = this.to_value();
    if this.finalizing.get() {
        // It is a warning only.
        drop(call(t, &buffer, "_dealloc_warn", std::slice::from_ref(&value)));
    }
    let flushed = call(t, &value, "flush", &[]);
    let closed = call(t, &buffer, "close", &[]);
    super::base::chained(t, flushed.err(), closed)
}

/// `<_io.TextIOWrapper name='x' mode='r' encoding='UTF-8'>`.
fn show(t: &mut Thread, this: &TextIOWrapper) -> PyResult<String> {
    if !this.ready.get() && !this.detached.get() {
        return Err(this.unusable(t));
    }
    let value = this.to_value();
    let class = super::buffered::class_name(t, &value);
    let class = if class == "_io.TextIOWrapper" { class } else { "_io.TextIOWrapper".to_owned() };
    let Some(_guard) = taipan_vm::protocol::ReprGuard::enter(&value) else {
        let class = super::buffered::class_name(t, &value);
        return Err(t.runtime_error(format!("reentrant call inside {class}.__repr__")));
    };
    let mut text = format!("<{class}{}", super::base::shown_name(t, &value)?);
    if let Some(mode) = super::base::attribute_opt(t, &value, "mode")? {
        text.push_str(&format!(" mode={}", t.repr_lossy(&mode)?));
    }
    let encoding = t.repr_lossy(&this.encoding.get_or_none())?;
    text.push_str(&format!(" encoding={encoding}>"));
    Ok(text)
}
