//! What Python sees of TextIOWrapper.

/// The methods of TextIOWrapper.
#[taipan_macros::methods]
pub(super) mod table {
    use taipan_vm::builtins::str::Str;
    use taipan_vm::errors::Class;
    use taipan_vm::native::Args;
    use taipan_vm::{PyResult, Thread, Value};

    use crate::io::base::{Size, attribute, call, flag, refuse_pickle, size_or_all};
    use crate::io::text::initialise::{Changes, Name, initialise, name as given, reconfigure as change};
    use crate::io::text::{Options, TextIOWrapper, close as close_stream, position, read as reads};
    use crate::io::text::{show, write as writes};

    /// Makes a stream that is of no use until it is initialised.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        TextIOWrapper::create(t, class)
    }

    /// Takes the stream of bytes over.
    #[special(
        "($self, buffer, encoding=None, errors=None, newline=None,\n              line_buffering=False, write_through=False)",
        name = "TextIOWrapper"
    )]
    #[expect(clippy::too_many_arguments, reason = "as many as Python's function has")]
    fn __init__(
        t: &mut Thread,
        this: &TextIOWrapper,
        buffer: &Value,
        encoding: Option<Name>,
        errors: Option<&Value>,
        newline: Option<Name>,
        line_buffering: bool,
        write_through: bool,
    ) -> PyResult<()> {
        // From here on what goes wrong leaves the stream unusable.
        this.ready.set(false);
        this.detached.set(false);
        let errors = text_argument(t, "TextIOWrapper", errors, "errors")?;
        let options = Options {
            encoding: given(encoding),
            errors,
            newline: given(newline),
            line_buffering,
            write_through,
        };
        initialise(t, this, buffer, &options)
    }

    /// Changes how text is encoded, lines end, and when it is written.
    #[method(
        "($self, /, *, encoding=None, errors=None, newline=None,\n            line_buffering=None, write_through=None)"
    )]
    fn reconfigure(t: &mut Thread, this: &TextIOWrapper, args: Args<'_>) -> PyResult<()> {
        static SIGNATURE: taipan_vm::native::arguments::Signature<5> =
            taipan_vm::native::arguments::Signature {
                function: "reconfigure",
                names: ["encoding", "errors", "newline", "line_buffering", "write_through"],
                positional_only: 0,
                positional: 0,
                required: 0,
                required_keyword_only: 0,
            };
        let [encoding, errors, newline, line_buffering, write_through] = args.bind(t, &SIGNATURE)?;
        let changes = Changes {
            encoding: text_argument(t, "reconfigure", encoding, "encoding")?,
            errors: text_argument(t, "reconfigure", errors, "errors")?,
            // None is a newline too.
            newline: match newline {
                Some(value) => Some(text_argument(t, "reconfigure", Some(value), "newline")?),
                None => None,
            },
            line_buffering,
            write_through,
        };
        change(t, this, &changes)
    }

    /// Flushes, and gives the stream of bytes away.
    #[method("($self, /)")]
    fn detach(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        this.buffer(t)?;
        let value = this.to_value();
        call(t, &value, "flush", &[])?;
        let buffer = this.buffer(t)?;
        this.buffer.take(t);
        this.detached.set(true);
        this.ready.set(false);
        Ok(buffer)
    }

    /// Writes a text; its length.
    #[method("($self, text, /)")]
    fn write(t: &mut Thread, this: &TextIOWrapper, text: &Value) -> PyResult<usize> {
        let Some(string) = Str::of(text) else {
            let found = if text.is_none() { "None".to_owned() } else { t.type_name(text) };
            return Err(t.type_error(format!("write() argument must be str, not {found}")));
        };
        writes(t, this, text)?;
        Ok(string.len())
    }

    /// Reads so many characters, fewer only at the end; all for -1.
    #[method("($self, size=-1, /)")]
    fn read(t: &mut Thread, this: &TextIOWrapper, size: Option<Size>) -> PyResult {
        reads::read(t, this, size_or_all(size))
    }

    /// The next line, its end included.
    #[method("($self, size=-1, /)")]
    fn readline(t: &mut Thread, this: &TextIOWrapper, size: isize) -> PyResult {
        reads::read_line(t, this, size)
    }

    #[special]
    fn __next__(t: &mut Thread, this: &TextIOWrapper) -> PyResult<Option<Value>> {
        reads::next_line(t, this)
    }

    /// Writes what waits to be written.
    #[method("($self, /)")]
    fn flush(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        crate::io::text::write::flush(t, this)
    }

    /// Flushes, and closes the stream of bytes.
    #[method("($self, /)")]
    fn close(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        close_stream(t, this)
    }

    /// The file descriptor.
    #[method("($self, /)")]
    fn fileno(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        let buffer = this.buffer(t)?;
        call(t, &buffer, "fileno", &[])
    }

    /// Whether the position can be set.
    #[method("($self, /)")]
    fn seekable(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        let buffer = this.buffer(t)?;
        call(t, &buffer, "seekable", &[])
    }

    /// Whether it can be read.
    #[method("($self, /)")]
    fn readable(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        let buffer = this.buffer(t)?;
        call(t, &buffer, "readable", &[])
    }

    /// Whether it can be written to.
    #[method("($self, /)")]
    fn writable(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        let buffer = this.buffer(t)?;
        call(t, &buffer, "writable", &[])
    }

    /// Whether it is a terminal.
    #[method("($self, /)")]
    fn isatty(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        let buffer = this.buffer(t)?;
        call(t, &buffer, "isatty", &[])
    }

    /// Moves to what tell answered before, to the start, or, for 2, to the end.
    #[method("($self, cookie, whence=os.SEEK_SET, /)")]
    fn seek(t: &mut Thread, this: &TextIOWrapper, cookie: &Value, whence: Option<i32>) -> PyResult {
        position::seek(t, this, cookie, whence.unwrap_or(0))
    }

    /// The position: a number for seek that is not always a count of bytes.
    #[method("($self, /)")]
    fn tell(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        position::tell(t, this)
    }

    /// Makes the file a given size in bytes, by default the position.
    #[method("($self, pos=None, /)")]
    fn truncate(t: &mut Thread, this: &TextIOWrapper, pos: Option<&Value>) -> PyResult {
        position::truncate(t, this, pos)
    }

    /// Streams can't be pickled.
    #[method("($self, /)")]
    fn __getstate__(t: &mut Thread, this: &Value) -> PyResult {
        Err(refuse_pickle(t, this))
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &TextIOWrapper) -> PyResult<String> {
        show(t, this)
    }

    /// The stream of bytes.
    #[getter]
    fn buffer(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        this.buffer(t)
    }

    /// The encoding.
    #[member]
    fn encoding(_: &mut Thread, this: &TextIOWrapper) -> PyResult {
        Ok(this.encoding.get_or_none())
    }

    /// The error handler of the encoding.
    #[getter]
    fn errors(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        if !this.ready.get() && !this.detached.get() {
            return Err(this.unusable(t));
        }
        Ok(this.errors.get_or_none())
    }

    /// Whether every line is written at once.
    #[member]
    fn line_buffering(_: &mut Thread, this: &TextIOWrapper) -> PyResult<bool> {
        Ok(this.line_buffering.get())
    }

    /// Whether everything is handed on at once.
    #[member]
    fn write_through(_: &mut Thread, this: &TextIOWrapper) -> PyResult<bool> {
        Ok(this.write_through.get())
    }

    /// The name of the stream of bytes.
    #[getter]
    fn name(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        let buffer = this.buffer(t)?;
        attribute(t, &buffer, "name")
    }

    /// Whether it is closed.
    #[getter]
    fn closed(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        if !this.ready.get() && !this.detached.get() {
            return Ok(Value::TRUE);
        }
        let buffer = this.buffer(t)?;
        attribute(t, &buffer, "closed")
    }

    /// The kinds of line ends read so far.
    #[getter]
    fn newlines(t: &mut Thread, this: &TextIOWrapper) -> PyResult {
        this.buffer(t)?;
        if this.decodes.get() && this.newline.get().universal {
            this.translator.newlines(t)
        } else {
            Ok(Value::NONE)
        }
    }

    /// How many bytes are read at once.
    #[getter("_CHUNK_SIZE")]
    fn chunk_size(t: &mut Thread, this: &TextIOWrapper) -> PyResult<usize> {
        this.buffer(t)?;
        Ok(this.chunk.get())
    }

    #[setter("_CHUNK_SIZE")]
    fn set_chunk_size(t: &mut Thread, this: &TextIOWrapper, value: Option<&Value>) -> PyResult<()> {
        let Some(value) = value else {
            let text = "attribute '_CHUNK_SIZE' of '_io.TextIOWrapper' objects cannot be deleted";
            return Err(t.exception(Class::AttributeError, text));
        };
        this.buffer(t)?;
        match usize::try_from(t.as_isize(value, Class::ValueError)?) {
            Ok(size @ 1..) => this.chunk.set(size),
            _ => return Err(t.value_error("a strictly positive integer is required")),
        }
        Ok(())
    }

    /// Whether it is closed because nobody refers to it any more.
    #[member]
    fn _finalizing(_: &mut Thread, this: &TextIOWrapper) -> PyResult<bool> {
        Ok(this.finalizing.get())
    }

    #[setter("_finalizing")]
    fn set_finalizing(t: &mut Thread, this: &TextIOWrapper, value: Option<&Value>) -> PyResult<()> {
        this.finalizing.set(flag(t, value)?);
        Ok(())
    }

    fn text_argument(
        t: &mut Thread,
        function: &str,
        value: Option<&Value>,
        name: &str,
    ) -> PyResult<Option<String>> {
        match value.filter(|value| !value.is_none()) {
            None => Ok(None),
            Some(value) => match Str::of(value) {
                Some(text) => Ok(Some(text.to_lossy().into_owned())),
                None => {
                    let found = t.type_name(value);
                    let text = format!("{function}() argument '{name}' must be str or None, not {found}");
                    Err(t.type_error(text))
                }
            },
        }
    }
}
