//! What Python sees of FileIO.

/// The methods of FileIO.
#[taipan_macros::methods]
pub(super) mod table {
    use taipan_vm::builtins::bytes::Bytes;
    use taipan_vm::builtins::memoryview::MemoryView;
    use taipan_vm::builtins::str::Str;
    use taipan_vm::native::Args;
    use taipan_vm::{PyResult, Thread, Value};

    use crate::io::base::{self, Size, refuse_pickle, size_or_all};
    use crate::io::file::{FileIO, close as close_file, open, show, warn_unclosed};
    use crate::io::system;

    /// Makes a stream that is closed until it is initialised.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        FileIO::create(t, class)
    }

    /// Opens the file.
    #[special("($self, file, mode='r', closefd=True, opener=None)", name = "FileIO")]
    fn __init__(
        t: &mut Thread,
        this: &FileIO,
        file: &Value,
        mode: Option<&Str>,
        closefd: bool,
        opener: Option<&Value>,
    ) -> PyResult<()> {
        let mode = open::mode_argument(mode);
        open::initialise(t, this, file, &mode, closefd, opener)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &FileIO) -> PyResult<String> {
        show(t, this)
    }

    /// Reads up to so many bytes, asking the system once; all for -1. None if nothing is there yet.
    #[method("($self, size=-1, /)", parse = keywords)]
    fn read(t: &mut Thread, this: &FileIO, size: Option<Size>) -> PyResult {
        let data = match usize::try_from(size_or_all(size)) {
            Ok(size) => this.read_some(t, size)?,
            Err(_) => this.read_all(t)?,
        };
        data.map_or(Ok(Value::NONE), |data| Bytes::new(t, &data))
    }

    /// Reads to the end. None if nothing is there yet.
    #[method("($self, /)")]
    fn readall(t: &mut Thread, this: &FileIO) -> PyResult {
        let data = this.read_all(t)?;
        data.map_or(Ok(Value::NONE), |data| Bytes::new(t, &data))
    }

    /// Reads into a buffer: the number of bytes, or None if nothing is there yet.
    #[method("($self, buffer, /)", parse = keywords)]
    fn readinto(t: &mut Thread, this: &FileIO, buffer: &Value) -> PyResult {
        let view = t.writable_view(buffer, "readinto() argument 1")?;
        this.descriptor(t)?;
        let Some(view) = MemoryView::of(&view) else { unreachable!("just made a view") };
        let mut data = Vec::new();
        let count = this.read_behind(t, &mut data, view.shape().bytes())?;
        let Some(count) = count else { return Ok(Value::NONE) };
        view.fill(t, &data)?;
        view.release();
        Ok(Value::small_int(count as i64))
    }

    /// Writes bytes, asking the system once: the number written, or None if nothing can be written yet.
    #[method("($self, b, /)", parse = keywords)]
    fn write(t: &mut Thread, this: &FileIO, b: &Value) -> PyResult {
        let data = base::bytes_argument(t, b)?;
        let count = this.write_from(t, &data)?;
        Ok(count.map_or(Value::NONE, |count| Value::small_int(count as i64)))
    }

    /// Moves to a position: from the start, for 1 from where it is, for 2 from the end. The new position.
    #[method("($self, pos, whence=0, /)")]
    fn seek(t: &mut Thread, this: &FileIO, pos: &Value, whence: i32) -> PyResult<i64> {
        this.descriptor(t)?;
        let pos = t.as_i64(pos)?;
        this.seek(t, pos, whence)
    }

    /// The position.
    #[method("($self, /)")]
    fn tell(t: &mut Thread, this: &FileIO) -> PyResult<i64> {
        this.tell(t)
    }

    /// Makes the file a given size, by default the position.
    #[method("($self, size=None, /)", parse = keywords)]
    fn truncate(t: &mut Thread, this: &FileIO, size: Option<&Value>) -> PyResult {
        let descriptor = this.for_writing(t)?;
        let size = match size {
            Some(size) => size.clone(),
            None => {
                let position = this.tell(t)?;
                base::number(t, position)?
            }
        };
        let length = t.as_i64(&size)?;
        match system::truncate(descriptor, length) {
            Ok(()) => Ok(size),
            Err(number) => Err(system::error(t, number)),
        }
    }

    /// Closes it; the descriptor too, unless closefd was false.
    #[method("($self, /)", parse = keywords)]
    fn close(t: &mut Thread, this: &FileIO) -> PyResult {
        close_file(t, this)
    }

    /// Whether the position can be set.
    #[method("($self, /)")]
    fn seekable(t: &mut Thread, this: &FileIO) -> PyResult<bool> {
        this.is_seekable(t)
    }

    /// Whether it was opened for reading.
    #[method("($self, /)")]
    fn readable(t: &mut Thread, this: &FileIO) -> PyResult<bool> {
        this.descriptor(t)?;
        Ok(this.mode.get().readable)
    }

    /// Whether it was opened for writing.
    #[method("($self, /)")]
    fn writable(t: &mut Thread, this: &FileIO) -> PyResult<bool> {
        this.descriptor(t)?;
        Ok(this.mode.get().writable)
    }

    /// The file descriptor.
    #[method("($self, /)")]
    fn fileno(t: &mut Thread, this: &FileIO) -> PyResult<i32> {
        this.descriptor(t)
    }

    /// Whether it is a terminal.
    #[method("($self, /)")]
    fn isatty(t: &mut Thread, this: &FileIO) -> PyResult<bool> {
        Ok(system::is_terminal(this.descriptor(t)?))
    }

    /// Whether it is a terminal, for a file that was just opened: what is no device need not be asked.
    #[method("($self, /)")]
    fn _isatty_open_only(t: &mut Thread, this: &FileIO) -> PyResult<bool> {
        let descriptor = this.descriptor(t)?;
        Ok(this.is_device.get() && system::is_terminal(descriptor))
    }

    /// Warns that nobody closed it.
    #[method("($self, object, /)")]
    fn _dealloc_warn(t: &mut Thread, this: &FileIO, object: &Value) -> PyResult<()> {
        warn_unclosed(t, this, object)
    }

    /// Streams can't be pickled.
    #[method("($self, /)")]
    fn __getstate__(t: &mut Thread, this: &Value) -> PyResult {
        Err(refuse_pickle(t, this))
    }

    /// Whether it is closed.
    #[getter]
    fn closed(_: &mut Thread, this: &FileIO) -> PyResult<bool> {
        Ok(this.is_closed())
    }

    /// Whether closing it closes the descriptor.
    #[getter]
    fn closefd(_: &mut Thread, this: &FileIO) -> PyResult<bool> {
        Ok(this.owns.get())
    }

    /// What it was opened for.
    #[getter]
    fn mode(_: &mut Thread, this: &FileIO) -> PyResult<&'static str> {
        Ok(this.mode_text())
    }

    /// The size of a block, which the file system likes best.
    #[getter]
    fn _blksize(_: &mut Thread, this: &FileIO) -> PyResult<i64> {
        match this.block_size.get() {
            size @ 2.. if !this.is_closed() => Ok(size),
            _ => Ok(base::DEFAULT_BUFFER_SIZE as i64),
        }
    }

    /// Whether it is closed because nobody refers to it any more.
    #[member]
    fn _finalizing(_: &mut Thread, this: &FileIO) -> PyResult<bool> {
        Ok(this.finalizing.get())
    }

    #[setter("_finalizing")]
    fn set_finalizing(t: &mut Thread, this: &FileIO, value: Option<&Value>) -> PyResult<()> {
        this.finalizing.set(base::flag(t, value)?);
        Ok(())
    }
}
