//! The standard streams: text written as UTF-8 to a file descriptor through a buffer. A terminal's buffer is emptied at
//! each line break, another's when it is full or flushed.
#![expect(unsafe_code, reason = "makes raw objects and writes to descriptors")]

use std::cell::{Cell, RefCell};

use taipan_heap::Header;

use crate::builtins::str::{Str, Units};
use crate::dying::Dying;
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

const FULL: usize = 8192;

/// A text stream on a file descriptor.
#[repr(C)]
pub struct TextStream {
    header: Header,
    descriptor: Cell<i32>,
    name: &'static str,
    /// Emptied at each line break.
    by_line: Cell<bool>,
    buffer: RefCell<Vec<u8>>,
}

// SAFETY: repr(C), begins with a header; made below with this layout.
unsafe impl Object for TextStream {
    const KIND: Kind = Kind::TextStream;
}

unsafe fn detach(object: *mut Header, _: &mut Dying) {
    // SAFETY: the layout's owner says what the object is.
    unsafe { (*object.cast::<TextStream>()).buffer.take() };
}

/// The memory of streams.
pub static LAYOUT: Layout = Layout {
    kind: Kind::TextStream,
    base: None,
    size: size_of::<TextStream>(),
    flags: 0,
    traverse: crate::object::no_references,
    detach,
};

/// The type of the standard streams.
pub static TYPE: NativeType = NativeType {
    name: "TextIOWrapper",
    module: "_io",
    doc: "A text stream on a file descriptor.",
    kind: Kind::TextStream,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: methods::METHODS,
    getsets: methods::GETSETS,
};

/// Makes a stream on a descriptor.
pub fn new(t: &mut Thread, descriptor: i32, name: &'static str) -> PyResult {
    // SAFETY: a fresh object is filled before anyone sees it; asking whether it is a terminal changes nothing.
    unsafe {
        let object = t.heap().alloc(size_of::<TextStream>());
        if object.is_null() {
            return Err(t.memory_error());
        }
        let header = object.read();
        let by_line = descriptor == 2 || libc::isatty(descriptor) == 1;
        object.cast::<TextStream>().write(TextStream {
            header,
            descriptor: Cell::new(descriptor),
            name,
            by_line: Cell::new(by_line),
            buffer: RefCell::new(Vec::new()),
        });
        t.init_header(object, Kind::TextStream, 0);
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}

impl TextStream {
    /// Writes a text; lone surrogates raise UnicodeEncodeError on output, and are escaped on standard error.
    pub(crate) fn write(&self, t: &mut Thread, text: &Str) -> PyResult<()> {
        let mut line_break = false;
        {
            let mut buffer = self.buffer.borrow_mut();
            if let (Units::One(units), true) = (text.units(), text.is_ascii()) {
                buffer.extend_from_slice(units);
                line_break = self.by_line.get() && units.contains(&b'\n');
            } else {
                for character in text.units().iter() {
                    line_break |= self.by_line.get() && character == u32::from('\n');
                    match char::from_u32(character) {
                        Some(character) => {
                            buffer.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes())
                        }
                        None => buffer.extend_from_slice(format!("\\u{character:04x}").as_bytes()),
                    }
                }
            }
            if buffer.len() < FULL && !line_break {
                return Ok(());
            }
        }
        self.flush(t)
    }

    /// Empties the buffer.
    pub(crate) fn flush(&self, t: &mut Thread) -> PyResult<()> {
        let data = self.buffer.take();
        let mut rest = data.as_slice();
        while !rest.is_empty() {
            // SAFETY: a valid buffer and its length.
            let written = unsafe { libc::write(self.descriptor.get(), rest.as_ptr().cast(), rest.len()) };
            if written < 0 {
                let error = std::io::Error::last_os_error();
                if error.kind() == std::io::ErrorKind::Interrupted {
                    t.check_signals()?;
                    continue;
                }
                return Err(t.io_error(&error, None));
            }
            rest = &rest[written as usize..];
        }
        Ok(())
    }
}

/// What Python sees of a stream.
#[taipan_macros::methods]
mod methods {
    use super::TextStream;
    use crate::builtins::str::Str;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Writes a text; returns its length.
    #[method("($self, text, /)")]
    fn write(t: &mut Thread, this: &TextStream, text: &Value) -> PyResult<i64> {
        let Some(string) = Str::of(text) else {
            let found = t.type_name(text).to_owned();
            return Err(t.type_error(format!("write() argument must be str, not {found}")));
        };
        this.write(t, string)?;
        Ok(string.len() as i64)
    }

    /// Empties the buffer.
    #[method("($self, /)")]
    fn flush(t: &mut Thread, this: &TextStream) -> PyResult<()> {
        this.flush(t)
    }

    /// The file descriptor.
    #[method("($self, /)")]
    fn fileno(_: &mut Thread, this: &TextStream) -> PyResult<i64> {
        Ok(i64::from(this.descriptor.get()))
    }

    /// Whether it is a terminal.
    #[method("($self, /)")]
    fn isatty(_: &mut Thread, this: &TextStream) -> PyResult<bool> {
        // SAFETY: asks about a descriptor.
        #[expect(unsafe_code, reason = "asks the system about a descriptor")]
        Ok(unsafe { libc::isatty(this.descriptor.get()) == 1 })
    }

    /// Whether it can be written to.
    #[method("($self, /)")]
    fn writable(_: &mut Thread, this: &TextStream) -> PyResult<bool> {
        Ok(this.descriptor.get() != 0)
    }

    /// The stream's name.
    #[getter]
    fn name(_: &mut Thread, this: &TextStream) -> PyResult<&'static str> {
        Ok(this.name)
    }

    /// The encoding.
    #[getter]
    fn encoding(_: &mut Thread, _this: &TextStream) -> PyResult<&'static str> {
        Ok("utf-8")
    }
}
