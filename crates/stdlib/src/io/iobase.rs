//! `_IOBase`: what every stream can be asked. Everything goes by the methods of the instance, so that classes written in
//! Python get by with the few that they override.

use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::list::List;
use taipan_vm::builtins::object;
use taipan_vm::native::NativeType;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

use super::base::{attribute_opt, call, set_attribute};
use super::buffered::Buffered;
use super::file::FileIO;

/// The type `_io._IOBase`.
pub(super) static TYPE: NativeType = NativeType {
    name: "_IOBase",
    module: "_io",
    doc: "What all streams have in common: a stream that can neither be read nor written nor moved in.",
    kind: Kind::Other,
    base: None,
    layout: &object::LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::WEAK),
    methods: methods::METHODS,
    getsets: methods::GETSETS,
};

/// The class.
pub(super) fn class(t: &mut Thread) -> PyResult {
    t.native_type_of(&TYPE, &[])
}

/// Whether `_IOBase.close` was done: it leaves a mark on the instance.
fn is_marked_closed(t: &mut Thread, this: &Value) -> PyResult<bool> {
    Ok(attribute_opt(t, this, "__IOBase_closed")?.is_some())
}

/// `_IOBase.close`: flushes and leaves the mark.
pub(super) fn close(t: &mut Thread, this: &Value) -> PyResult {
    if is_marked_closed(t, this)? {
        return Ok(Value::NONE);
    }
    let flushed = call(t, this, "flush", &[]);
    let marked = set_attribute(t, this, "__IOBase_closed", &Value::TRUE).map(|()| Value::NONE);
    match flushed {
        Ok(_) => marked,
        Err(first) => super::base::chained(t, Some(first), marked),
    }
}

/// What happens to a stream that nobody closed: it is closed, and errors are shown.
fn finalize(t: &mut Thread, this: &Value) {
    let closed = attribute_opt(t, this, "closed").and_then(|closed| match closed {
        Some(closed) => t.truth(&closed),
        None => Ok(true),
    });
    // What can't tell whether it is closed is in no state to be closed.
    if !matches!(closed, Ok(false)) {
        return;
    }
    // Garbage dies in any order: what is around it is closed first, which closes it too.
    let outer = match (FileIO::exactly(this), Buffered::exactly(this)) {
        (Some(file), _) => file.outer.get().map(|buffered| {
            Buffered::exactly(&buffered).and_then(|buffered| buffered.outer.get()).unwrap_or(buffered)
        }),
        (_, Some(buffered)) => buffered.outer.get(),
        _ => None,
    };
    if let Some(outer) = outer {
        return finalize(t, &outer);
    }
    // Classes without room for the mark get none.
    drop(set_attribute(t, this, "_finalizing", &Value::TRUE));
    if let Err(error) = call(t, this, "close", &[]) {
        t.write_unraisable(error, Some(this), Some("Exception ignored while finalizing file"));
    }
}

/// `readline` by way of the methods `peek` and `read`.
pub(super) fn read_line(t: &mut Thread, this: &Value, limit: isize) -> PyResult {
    let peek = attribute_opt(t, this, "peek")?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut line = Vec::new();
    while line.len() < limit {
        let mut wanted = 1;
        if let Some(peek) = &peek {
            let ahead = t.call(peek, &[Value::small_int(1)])?;
            let Some(bytes) = Bytes::of(&ahead) else {
                let found = t.type_name(&ahead);
                let text = format!("peek() should have returned a bytes object, not '{found}'");
                return Err(t.os_error(text));
            };
            let window = &bytes.as_slice()[..bytes.as_slice().len().min(limit - line.len())];
            if !window.is_empty() {
                wanted = window.iter().position(|&byte| byte == b'\n').map_or(window.len(), |at| at + 1);
            }
        }
        let chunk = call(t, this, "read", &[Value::small_int(wanted as i64)])?;
        let Some(bytes) = Bytes::of(&chunk) else {
            let found = t.type_name(&chunk);
            let text = format!("read() should have returned a bytes object, not '{found}'");
            return Err(t.os_error(text));
        };
        line.extend_from_slice(bytes.as_slice());
        if bytes.as_slice().is_empty() || line.last() == Some(&b'\n') {
            break;
        }
    }
    Bytes::new(t, &line)
}

/// `readlines`: all lines, or as many as bring their length to `hint`.
pub(super) fn read_lines(t: &mut Thread, this: &Value, hint: isize) -> PyResult {
    let mut lines = Vec::new();
    let mut length = 0usize;
    let iterator = t.iter(this)?;
    while let Some(line) = t.next(&iterator)? {
        let more = if hint > 0 { t.length(&line)? } else { 0 };
        lines.push(line);
        if hint > 0 {
            if more > (hint as usize).saturating_sub(length) {
                break;
            }
            length += more;
        }
    }
    List::new(t, lines)
}

/// `writelines`: writes each.
pub(super) fn write_lines(t: &mut Thread, this: &Value, lines: &Value) -> PyResult<()> {
    super::base::check_closed(t, this)?;
    let iterator = t.iter(lines)?;
    while let Some(line) = t.next(&iterator)? {
        call(t, this, "write", &[line])?;
        t.drain();
    }
    Ok(())
}

/// The methods of streams.
#[taipan_macros::methods]
mod methods {
    use taipan_vm::native::Args;
    use taipan_vm::{PyResult, Thread, Value};

    use crate::io::base::{self, Size, call, check_able, check_closed, size_or_all, unsupported};

    /// Moves to a position.
    #[method("($self, offset, whence=os.SEEK_SET, /)", parse = keywords)]
    fn seek(t: &mut Thread, this: &Value, offset: i32, whence: Option<i32>) -> PyResult {
        let _ = (this, offset, whence);
        Err(unsupported(t, "seek"))
    }

    /// The position.
    #[method("($self, /)")]
    fn tell(t: &mut Thread, this: &Value) -> PyResult {
        call(t, this, "seek", &[Value::small_int(0), Value::small_int(1)])
    }

    /// Makes the file a given size, by default the position.
    #[method("($self, size=None, /)", parse = keywords)]
    fn truncate(t: &mut Thread, this: &Value, size: Option<&Value>) -> PyResult {
        let _ = (this, size);
        Err(unsupported(t, "truncate"))
    }

    /// Writes what is in buffers.
    #[method("($self, /)")]
    fn flush(t: &mut Thread, this: &Value) -> PyResult<()> {
        if super::is_marked_closed(t, this)? { Err(base::closed(t)) } else { Ok(()) }
    }

    /// Flushes and closes; nothing if that was done.
    #[method("($self, /)")]
    fn close(t: &mut Thread, this: &Value) -> PyResult {
        super::close(t, this)
    }

    /// Whether the position can be set.
    #[method("($self, /)")]
    fn seekable(_: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = this;
        Ok(false)
    }

    /// Whether it can be read.
    #[method("($self, /)")]
    fn readable(_: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = this;
        Ok(false)
    }

    /// Whether it can be written to.
    #[method("($self, /)")]
    fn writable(_: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = this;
        Ok(false)
    }

    /// Raises ValueError if it is closed.
    #[method("($self, /)", name = "_checkClosed")]
    fn check_is_open(t: &mut Thread, this: &Value) -> PyResult<()> {
        check_closed(t, this)
    }

    /// Raises UnsupportedOperation if the position can't be set.
    #[method("($self, /)", name = "_checkSeekable")]
    fn check_seekable(t: &mut Thread, this: &Value) -> PyResult {
        check_able(t, this, "seekable")
    }

    /// Raises UnsupportedOperation if it can't be read.
    #[method("($self, /)", name = "_checkReadable")]
    fn check_readable(t: &mut Thread, this: &Value) -> PyResult {
        check_able(t, this, "readable")
    }

    /// Raises UnsupportedOperation if it can't be written to.
    #[method("($self, /)", name = "_checkWritable")]
    fn check_writable(t: &mut Thread, this: &Value) -> PyResult {
        check_able(t, this, "writable")
    }

    /// The file descriptor.
    #[method("($self, /)", parse = keywords)]
    fn fileno(t: &mut Thread, this: &Value) -> PyResult {
        let _ = this;
        Err(unsupported(t, "fileno"))
    }

    /// Whether it is a terminal.
    #[method("($self, /)")]
    fn isatty(t: &mut Thread, this: &Value) -> PyResult<bool> {
        check_closed(t, this)?;
        Ok(false)
    }

    /// The stream itself.
    #[method("($self, /)")]
    fn __enter__(t: &mut Thread, this: &Value) -> PyResult {
        check_closed(t, this)?;
        Ok(this.clone())
    }

    /// Closes it.
    #[method("($self, /, *args)", told = "")]
    fn __exit__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        args.no_keywords(t, "__exit__")?;
        call(t, this, "close", &[])
    }

    /// The next line, its end included; nothing at the end of the file.
    #[method("($self, size=-1, /)")]
    fn readline(t: &mut Thread, this: &Value, size: Option<Size>) -> PyResult {
        super::read_line(t, this, size_or_all(size))
    }

    /// All lines, or about as many as are `hint` long together.
    #[method("($self, hint=-1, /)")]
    fn readlines(t: &mut Thread, this: &Value, hint: Option<Size>) -> PyResult {
        super::read_lines(t, this, size_or_all(hint))
    }

    /// Writes every line; line ends are not added.
    #[method("($self, lines, /)")]
    fn writelines(t: &mut Thread, this: &Value, lines: &Value) -> PyResult<()> {
        super::write_lines(t, this, lines)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        check_closed(t, this)?;
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Value) -> PyResult<Option<Value>> {
        let line = call(t, this, "readline", &[])?;
        Ok(if t.length(&line)? == 0 { None } else { Some(line) })
    }

    #[special("($self, /)")]
    fn __del__(t: &mut Thread, this: &Value) -> PyResult<()> {
        super::finalize(t, this);
        Ok(())
    }

    /// Whether it was closed.
    #[getter]
    fn closed(t: &mut Thread, this: &Value) -> PyResult<bool> {
        super::is_marked_closed(t, this)
    }

    /// The attributes.
    #[getter]
    fn __dict__(t: &mut Thread, this: &Value) -> PyResult {
        t.dict_of(this)
    }
}
