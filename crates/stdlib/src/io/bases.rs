//! The bases of raw, buffered and text streams: `_RawIOBase`, `_BufferedIOBase`, `_TextIOBase`.

use taipan_vm::builtins::object;
use taipan_vm::native::NativeType;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread};

macro_rules! base_type {
    ($static:ident, $function:ident, $name:literal, $module:ident, $doc:literal) => {
        static $static: NativeType = NativeType {
            name: $name,
            module: "_io",
            doc: $doc,
            kind: Kind::Other,
            base: None,
            layout: &object::LAYOUT,
            flags: TypeFlags::BASE,
            methods: $module::METHODS,
            getsets: $module::GETSETS,
        };

        #[doc = concat!("The class `", $name, "`.")]
        pub(super) fn $function(t: &mut Thread) -> PyResult {
            let base = super::iobase::class(t)?;
            t.native_type_of(&$static, &[base])
        }
    };
}

base_type!(RAW, raw, "_RawIOBase", raw_methods, "What streams without a buffer have in common.");
base_type!(
    BUFFERED,
    buffered,
    "_BufferedIOBase",
    buffered_methods,
    "What streams with a buffer have in common."
);
base_type!(TEXT, text, "_TextIOBase", text_methods, "What streams of text have in common.");

/// The methods of raw streams.
#[taipan_macros::methods]
mod raw_methods {
    use taipan_vm::builtins::bytearray::ByteArray;
    use taipan_vm::builtins::bytes::Bytes;
    use taipan_vm::errors::Class;
    use taipan_vm::native::Args;
    use taipan_vm::{PyResult, Thread, Value};

    use crate::io::base::{DEFAULT_BUFFER_SIZE, call, read_answer, zeros};

    /// Reads up to so many bytes, by way of `readinto`; all for -1. None if nothing is there yet.
    #[method("($self, size=-1, /)")]
    fn read(t: &mut Thread, this: &Value, size: isize) -> PyResult {
        let Ok(size) = usize::try_from(size) else { return call(t, this, "readall", &[]) };
        let data = zeros(t, size)?;
        let buffer = ByteArray::new(t, data)?;
        let count = call(t, this, "readinto", std::slice::from_ref(&buffer))?;
        if count.is_none() {
            return Ok(count);
        }
        let count = t.as_isize(&count, Class::ValueError)?;
        let Some(array) = ByteArray::of(&buffer) else { unreachable!("just made a bytearray") };
        let found = array.as_slice(t).to_vec();
        match usize::try_from(count).ok().and_then(|count| found.get(..count)) {
            Some(data) => Bytes::new(t, data),
            None => {
                let text = format!("readinto returned {count} outside buffer size {}", found.len());
                Err(t.value_error(text))
            }
        }
    }

    /// Reads to the end, by way of `read`. None if nothing is there yet.
    #[method("($self, /)")]
    fn readall(t: &mut Thread, this: &Value) -> PyResult {
        let mut all: Option<Vec<u8>> = None;
        loop {
            let chunk = call(t, this, "read", &[Value::small_int(DEFAULT_BUFFER_SIZE as i64)])?;
            let chunk = read_answer(t, &chunk, |t, _| t.type_error("read() should return bytes"))?;
            match chunk {
                None if all.is_none() => return Ok(Value::NONE),
                Some(chunk) if !chunk.is_empty() => all.get_or_insert_default().extend_from_slice(&chunk),
                _ => break,
            }
        }
        Bytes::new(t, &all.unwrap_or_default())
    }

    /// Reads into a buffer: the number of bytes, or None if nothing is there yet.
    #[method("($self, /, *args)", told = "")]
    fn readinto(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        let _ = this;
        args.no_keywords(t, "readinto")?;
        Err(t.exception_of(Class::NotImplementedError, Vec::new()))
    }

    /// Writes bytes: the number written, or None if nothing can be written yet.
    #[method("($self, /, *args)", told = "")]
    fn write(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        let _ = this;
        args.no_keywords(t, "write")?;
        Err(t.exception_of(Class::NotImplementedError, Vec::new()))
    }
}

/// The methods of buffered streams.
#[taipan_macros::methods]
mod buffered_methods {
    use taipan_vm::builtins::bytes::Bytes;
    use taipan_vm::builtins::memoryview::MemoryView;
    use taipan_vm::{PyResult, Thread, Value};

    use crate::io::base::{call, unsupported};

    /// Gives the raw stream away.
    #[method("($self, /)", parse = keywords)]
    fn detach(t: &mut Thread, this: &Value) -> PyResult {
        let _ = this;
        Err(unsupported(t, "detach"))
    }

    /// Reads up to so many bytes; all for -1.
    #[method("($self, size=-1, /)", parse = keywords)]
    fn read(t: &mut Thread, this: &Value, size: i32) -> PyResult {
        let _ = (this, size);
        Err(unsupported(t, "read"))
    }

    /// Reads up to so many bytes, asking the raw stream once at most.
    #[method("($self, size=-1, /)", parse = keywords)]
    fn read1(t: &mut Thread, this: &Value, size: i32) -> PyResult {
        let _ = (this, size);
        Err(unsupported(t, "read1"))
    }

    /// Writes bytes; the number written.
    #[method("($self, b, /)", parse = keywords)]
    fn write(t: &mut Thread, this: &Value, b: &Value) -> PyResult {
        let _ = (this, b);
        Err(unsupported(t, "write"))
    }

    /// Reads into a buffer: the number of bytes.
    #[method("($self, buffer, /)")]
    fn readinto(t: &mut Thread, this: &Value, buffer: &Value) -> PyResult {
        into(t, this, buffer, "readinto", "read")
    }

    /// Reads into a buffer, asking the raw stream once at most.
    #[method("($self, buffer, /)")]
    fn readinto1(t: &mut Thread, this: &Value, buffer: &Value) -> PyResult {
        into(t, this, buffer, "readinto1", "read1")
    }

    fn into(t: &mut Thread, this: &Value, buffer: &Value, function: &str, method: &str) -> PyResult {
        let view = t.writable_view(buffer, &format!("{function}() argument"))?;
        let Some(view) = MemoryView::of(&view) else { unreachable!("just made a view") };
        let room = view.shape().bytes();
        let data = call(t, this, method, &[Value::small_int(room as i64)])?;
        let Some(bytes) = Bytes::of(&data) else { return Err(t.type_error("read() should return bytes")) };
        let count = bytes.as_slice().len();
        if count > room {
            let text = format!("read() returned too much data: {room} bytes requested, {count} returned");
            return Err(t.value_error(text));
        }
        view.fill(t, bytes.as_slice())?;
        view.release();
        Ok(Value::small_int(count as i64))
    }
}

/// The methods of text streams.
#[taipan_macros::methods]
mod text_methods {
    use taipan_vm::builtins::str::Str;
    use taipan_vm::{PyResult, Thread, Value};

    use crate::io::base::unsupported;

    /// Gives the buffer away.
    #[method("($self, /)", parse = keywords)]
    fn detach(t: &mut Thread, this: &Value) -> PyResult {
        let _ = this;
        Err(unsupported(t, "detach"))
    }

    /// Reads up to so many characters; all for -1.
    #[method("($self, size=-1, /)", parse = keywords)]
    fn read(t: &mut Thread, this: &Value, size: i32) -> PyResult {
        let _ = (this, size);
        Err(unsupported(t, "read"))
    }

    /// The next line, its end included.
    #[method("($self, size=-1, /)", parse = keywords)]
    fn readline(t: &mut Thread, this: &Value, size: i32) -> PyResult {
        let _ = (this, size);
        Err(unsupported(t, "readline"))
    }

    /// Writes a text; its length.
    #[method("($self, s, /)", parse = keywords)]
    fn write(t: &mut Thread, this: &Value, s: &Str) -> PyResult {
        let _ = this;
        s.to_plain(t)?;
        Err(unsupported(t, "write"))
    }

    /// The encoding, if it has one.
    #[getter]
    fn encoding(_: &mut Thread, this: &Value) -> PyResult<()> {
        let _ = this;
        Ok(())
    }

    /// The kinds of line ends read so far.
    #[getter]
    fn newlines(_: &mut Thread, this: &Value) -> PyResult<()> {
        let _ = this;
        Ok(())
    }

    /// The error handler of the encoding, if it has one.
    #[getter]
    fn errors(_: &mut Thread, this: &Value) -> PyResult<()> {
        let _ = this;
        Ok(())
    }
}
