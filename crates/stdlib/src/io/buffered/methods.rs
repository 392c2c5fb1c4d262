//! What Python sees of buffered streams: what all three types have, what those that read have, what those that write
//! have, and what each has alone.

/// What every buffered stream has.
#[taipan_macros::methods]
pub(super) mod common {
    use taipan_vm::{PyResult, Thread, Value};

    use crate::io::base::{attribute, call, flag, refuse_pickle};
    use crate::io::buffered::{self, Buffered};

    /// The bytes of memory that it takes.
    #[method("($self, /)")]
    fn __sizeof__(_: &mut Thread, this: &Buffered) -> PyResult<usize> {
        const FIXED: usize = 152;
        Ok(FIXED + if this.closed.get() { 0 } else { this.size.get() })
    }

    /// Streams can't be pickled.
    #[method("($self, /)")]
    fn __getstate__(t: &mut Thread, this: &Value) -> PyResult {
        Err(refuse_pickle(t, this))
    }

    /// Warns that nobody closed it.
    #[method("($self, source, /)")]
    fn _dealloc_warn(t: &mut Thread, this: &Buffered, source: &Value) -> PyResult<()> {
        if let Ok(raw) = this.raw(t) {
            // It is a warning only.
            drop(call(t, &raw, "_dealloc_warn", std::slice::from_ref(source)));
        }
        Ok(())
    }

    /// Flushes, and closes the raw stream.
    #[method("($self, /)")]
    fn close(t: &mut Thread, this: &Buffered) -> PyResult {
        buffered::close(t, this)
    }

    /// Flushes, and gives the raw stream away.
    #[method("($self, /)")]
    fn detach(t: &mut Thread, this: &Buffered) -> PyResult {
        buffered::detach(t, this)
    }

    /// The file descriptor.
    #[method("($self, /)")]
    fn fileno(t: &mut Thread, this: &Buffered) -> PyResult {
        let raw = this.raw(t)?;
        call(t, &raw, "fileno", &[])
    }

    /// Whether it is a terminal.
    #[method("($self, /)")]
    fn isatty(t: &mut Thread, this: &Buffered) -> PyResult {
        let raw = this.raw(t)?;
        call(t, &raw, "isatty", &[])
    }

    /// Whether the position can be set.
    #[method("($self, /)")]
    fn seekable(t: &mut Thread, this: &Buffered) -> PyResult {
        let raw = this.raw(t)?;
        call(t, &raw, "seekable", &[])
    }

    /// Moves to a position: from the start, for 1 from where it is, for 2 from the end. The new position.
    #[method("($self, target, whence=0, /)")]
    fn seek(t: &mut Thread, this: &Buffered, target: &Value, whence: i32) -> PyResult<i64> {
        buffered::seek::seek(t, this, target, whence)
    }

    /// The position.
    #[method("($self, /)")]
    fn tell(t: &mut Thread, this: &Buffered) -> PyResult<i64> {
        buffered::seek::tell(t, this)
    }

    /// Makes the file a given size, by default the position.
    #[method("($self, pos=None, /)", parse = keywords)]
    fn truncate(t: &mut Thread, this: &Buffered, pos: Option<&Value>) -> PyResult {
        buffered::seek::truncate(t, this, pos)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        buffered::show(t, this)
    }

    /// Whether it is closed.
    #[getter]
    fn closed(t: &mut Thread, this: &Buffered) -> PyResult {
        let raw = this.raw(t)?;
        attribute(t, &raw, "closed")
    }

    /// What the raw stream was opened for.
    #[getter]
    fn mode(t: &mut Thread, this: &Buffered) -> PyResult {
        let raw = this.raw(t)?;
        attribute(t, &raw, "mode")
    }

    /// The raw stream's name.
    #[getter]
    fn name(t: &mut Thread, this: &Buffered) -> PyResult {
        let raw = this.raw(t)?;
        attribute(t, &raw, "name")
    }

    /// The raw stream.
    #[member]
    fn raw(_: &mut Thread, this: &Buffered) -> PyResult {
        Ok(this.raw.get_or_none())
    }

    /// Whether it is closed because nobody refers to it any more.
    #[member]
    fn _finalizing(_: &mut Thread, this: &Buffered) -> PyResult<bool> {
        Ok(this.finalizing.get())
    }

    #[setter("_finalizing")]
    fn set_finalizing(t: &mut Thread, this: &Buffered, value: Option<&Value>) -> PyResult<()> {
        this.finalizing.set(flag(t, value)?);
        Ok(())
    }
}

/// What streams that are read have.
#[taipan_macros::methods]
pub(super) mod reading {
    use taipan_vm::{PyResult, Thread, Value};

    use crate::io::base::{Size, call, size_or_all};
    use crate::io::buffered::{Buffered, read as reads};

    /// Reads so many bytes, fewer only at the end; all for -1. None if nothing is there yet.
    #[method("($self, size=-1, /)")]
    fn read(t: &mut Thread, this: &Buffered, size: Option<Size>) -> PyResult {
        reads::read(t, this, size_or_all(size))
    }

    /// Reads what is there, or what the raw stream gives at once.
    #[method("($self, size=-1, /)")]
    fn read1(t: &mut Thread, this: &Buffered, size: isize) -> PyResult {
        reads::read_once(t, this, size)
    }

    /// Fills a buffer, not all of it only at the end: the number of bytes.
    #[method("($self, buffer, /)")]
    fn readinto(t: &mut Thread, this: &Buffered, buffer: &Value) -> PyResult {
        reads::read_into(t, this, buffer, false)
    }

    /// Reads into a buffer what is there, or what the raw stream gives at once: the number of bytes.
    #[method("($self, buffer, /)")]
    fn readinto1(t: &mut Thread, this: &Buffered, buffer: &Value) -> PyResult {
        reads::read_into(t, this, buffer, true)
    }

    /// The bytes that come next, at least one unless at the end; they stay to be read.
    #[method("($self, size=0, /)")]
    fn peek(t: &mut Thread, this: &Buffered, size: isize) -> PyResult {
        let _ = size;
        reads::peek(t, this)
    }

    /// The next line, its end included.
    #[method("($self, size=-1, /)")]
    fn readline(t: &mut Thread, this: &Buffered, size: Option<Size>) -> PyResult {
        reads::read_line(t, this, size_or_all(size))
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Buffered) -> PyResult<Option<Value>> {
        reads::next_line(t, this)
    }

    /// Whether it can be read.
    #[method("($self, /)")]
    fn readable(t: &mut Thread, this: &Buffered) -> PyResult {
        let raw = this.raw(t)?;
        call(t, &raw, "readable", &[])
    }
}

/// What streams that are written to have.
#[taipan_macros::methods]
pub(super) mod writing {
    use taipan_vm::{PyResult, Thread, Value};

    use crate::io::base::call;
    use crate::io::buffered::{Buffered, write as writes};

    /// Writes bytes, or keeps them until there are more; the number of bytes.
    #[method("($self, buffer, /)")]
    fn write(t: &mut Thread, this: &Buffered, buffer: &Value) -> PyResult<usize> {
        writes::write(t, this, buffer)
    }

    /// Writes what waits to be written.
    #[method("($self, /)")]
    fn flush(t: &mut Thread, this: &Buffered) -> PyResult<()> {
        writes::flush(t, this)
    }

    /// Whether it can be written to.
    #[method("($self, /)")]
    fn writable(t: &mut Thread, this: &Buffered) -> PyResult {
        let raw = this.raw(t)?;
        call(t, &raw, "writable", &[])
    }
}

/// What a BufferedReader has alone.
#[taipan_macros::methods]
pub(super) mod reader {
    use taipan_vm::native::Args;
    use taipan_vm::{PyResult, Thread, Value};

    use crate::io::base::{DEFAULT_BUFFER_SIZE, call, check_able};
    use crate::io::buffered::{Buffered, initialise};

    /// Makes a stream that is of no use until it is initialised.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        Buffered::create(t, class)
    }

    /// Takes the raw stream over.
    #[special("($self, raw, buffer_size=DEFAULT_BUFFER_SIZE)", name = "BufferedReader")]
    fn __init__(t: &mut Thread, this: &Buffered, raw: &Value, buffer_size: Option<isize>) -> PyResult<()> {
        check_able(t, raw, "readable")?;
        initialise(t, this, raw, buffer_size.unwrap_or(DEFAULT_BUFFER_SIZE as isize), (true, false))
    }

    /// Asks the raw stream to flush.
    #[method("($self, /)")]
    fn flush(t: &mut Thread, this: &Buffered) -> PyResult {
        let raw = this.raw(t)?;
        call(t, &raw, "flush", &[])
    }
}

/// What a BufferedWriter has alone.
#[taipan_macros::methods]
pub(super) mod writer {
    use taipan_vm::native::Args;
    use taipan_vm::{PyResult, Thread, Value};

    use crate::io::base::{DEFAULT_BUFFER_SIZE, check_able};
    use crate::io::buffered::{Buffered, initialise};

    /// Makes a stream that is of no use until it is initialised.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        Buffered::create(t, class)
    }

    /// Takes the raw stream over.
    #[special("($self, raw, buffer_size=DEFAULT_BUFFER_SIZE)", name = "BufferedWriter")]
    fn __init__(t: &mut Thread, this: &Buffered, raw: &Value, buffer_size: Option<isize>) -> PyResult<()> {
        check_able(t, raw, "writable")?;
        initialise(t, this, raw, buffer_size.unwrap_or(DEFAULT_BUFFER_SIZE as isize), (false, true))
    }
}

/// What a BufferedRandom has alone.
#[taipan_macros::methods]
pub(super) mod random {
    use taipan_vm::native::Args;
    use taipan_vm::{PyResult, Thread, Value};

    use crate::io::base::{DEFAULT_BUFFER_SIZE, check_able};
    use crate::io::buffered::{Buffered, initialise};

    /// Makes a stream that is of no use until it is initialised.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        Buffered::create(t, class)
    }

    /// Takes the raw stream over.
    #[special("($self, raw, buffer_size=DEFAULT_BUFFER_SIZE)", name = "BufferedRandom")]
    fn __init__(t: &mut Thread, this: &Buffered, raw: &Value, buffer_size: Option<isize>) -> PyResult<()> {
        for method in ["seekable", "readable", "writable"] {
            check_able(t, raw, method)?;
        }
        initialise(t, this, raw, buffer_size.unwrap_or(DEFAULT_BUFFER_SIZE as isize), (true, true))
    }
}
