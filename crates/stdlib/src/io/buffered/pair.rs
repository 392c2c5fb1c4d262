//! `BufferedRWPair`: one raw stream to read from and one to write to, such as the two ends of a pipe.

use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

use crate::io::base::call;

taipan_vm::native_object! {
    /// A pair of two buffered streams.
    pub(in crate::io) struct Pair: LAYOUT, TYPE { ; reader: Slot, writer: Slot }
}

static TYPE: NativeType = NativeType {
    name: "BufferedRWPair",
    module: "_io",
    doc: "Two raw streams, one to read from, ahead, one to write to, in larger pieces.",
    kind: Kind::Other,
    base: None,
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: methods::METHODS,
    getsets: methods::GETSETS,
};

/// The class.
pub(in crate::io) fn class(t: &mut Thread) -> PyResult {
    let base = crate::io::bases::buffered(t)?;
    t.native_type_of(&TYPE, &[base])
}

impl Pair {
    fn ask(&self, t: &mut Thread, writer: bool, method: &str, arguments: &[Value]) -> PyResult {
        let slot = if writer { &self.writer } else { &self.reader };
        match slot.get() {
            Some(stream) => call(t, &stream, method, arguments),
            None => Err(t.value_error("I/O operation on uninitialized object")),
        }
    }
}

/// The methods of pairs.
#[taipan_macros::methods]
mod methods {
    use taipan_vm::native::{Args, convert};
    use taipan_vm::{PyResult, Thread, Value};

    use super::Pair;
    use crate::io::base::{DEFAULT_BUFFER_SIZE, attribute, chained, check_able};
    use crate::io::buffered::{reader_class, writer_class};

    /// Makes a pair that is of no use until it is initialised.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        Pair::create(t, class)
    }

    /// Takes the two raw streams over.
    #[special("($self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)", name = "BufferedRWPair")]
    fn __init__(
        t: &mut Thread,
        this: &Value,
        reader: &Value,
        writer: &Value,
        buffer_size: Option<isize>,
    ) -> PyResult<()> {
        check_able(t, reader, "readable")?;
        check_able(t, writer, "writable")?;
        let size = buffer_size.unwrap_or(DEFAULT_BUFFER_SIZE as isize);
        let size = crate::io::base::number(t, size as i64)?;
        let (reads, writes) = (reader_class(t)?, writer_class(t)?);
        let reader = t.call(&reads, &[reader.clone(), size.clone()])?;
        let writer = t.call(&writes, &[writer.clone(), size])?;
        let this = convert::special_self::<Pair>(t, this, "__init__")?;
        this.reader.set(t, Some(reader));
        this.writer.set(t, Some(writer));
        Ok(())
    }

    /// Reads from the first stream.
    #[method("($self, /, *args)", told = "")]
    fn read(t: &mut Thread, this: &Pair, args: Args<'_>) -> PyResult {
        let values = args.no_keywords(t, "read")?;
        this.ask(t, false, "read", values)
    }

    /// Reads from the first stream what is there.
    #[method("($self, /, *args)", told = "")]
    fn read1(t: &mut Thread, this: &Pair, args: Args<'_>) -> PyResult {
        let values = args.no_keywords(t, "read1")?;
        this.ask(t, false, "read1", values)
    }

    /// Reads from the first stream into a buffer.
    #[method("($self, /, *args)", told = "")]
    fn readinto(t: &mut Thread, this: &Pair, args: Args<'_>) -> PyResult {
        let values = args.no_keywords(t, "readinto")?;
        this.ask(t, false, "readinto", values)
    }

    /// Reads from the first stream into a buffer what is there.
    #[method("($self, /, *args)", told = "")]
    fn readinto1(t: &mut Thread, this: &Pair, args: Args<'_>) -> PyResult {
        let values = args.no_keywords(t, "readinto1")?;
        this.ask(t, false, "readinto1", values)
    }

    /// What the first stream gives next.
    #[method("($self, /, *args)", told = "")]
    fn peek(t: &mut Thread, this: &Pair, args: Args<'_>) -> PyResult {
        let values = args.no_keywords(t, "peek")?;
        this.ask(t, false, "peek", values)
    }

    /// Whether the first stream can be read.
    #[method("($self, /)")]
    fn readable(t: &mut Thread, this: &Pair) -> PyResult {
        this.ask(t, false, "readable", &[])
    }

    /// Writes to the second stream.
    #[method("($self, /, *args)", told = "")]
    fn write(t: &mut Thread, this: &Pair, args: Args<'_>) -> PyResult {
        let values = args.no_keywords(t, "write")?;
        this.ask(t, true, "write", values)
    }

    /// Flushes the second stream.
    #[method("($self, /)")]
    fn flush(t: &mut Thread, this: &Pair) -> PyResult {
        this.ask(t, true, "flush", &[])
    }

    /// Whether the second stream can be written to.
    #[method("($self, /)")]
    fn writable(t: &mut Thread, this: &Pair) -> PyResult {
        this.ask(t, true, "writable", &[])
    }

    /// Closes both, the second first.
    #[method("($self, /)")]
    fn close(t: &mut Thread, this: &Pair) -> PyResult {
        let first = this.ask(t, true, "close", &[]);
        let second = this.ask(t, false, "close", &[]);
        chained(t, first.err(), second)
    }

    /// Whether either is a terminal.
    #[method("($self, /)")]
    fn isatty(t: &mut Thread, this: &Pair) -> PyResult {
        let writer = this.ask(t, true, "isatty", &[])?;
        if writer.is(&Value::FALSE) { this.ask(t, false, "isatty", &[]) } else { Ok(writer) }
    }

    /// Whether the second stream is closed.
    #[getter]
    fn closed(t: &mut Thread, this: &Pair) -> PyResult {
        match this.writer.get() {
            Some(writer) => attribute(t, &writer, "closed"),
            None => Err(t.runtime_error("the BufferedRWPair object is being garbage-collected")),
        }
    }
}
