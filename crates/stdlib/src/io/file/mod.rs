//! `FileIO`: a file descriptor as a stream without a buffer.

mod methods;
mod open;

use std::cell::Cell;

use taipan_vm::errors::{Class, Exception};
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Data;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

use super::anchor::Outer;
use super::base::{DEFAULT_BUFFER_SIZE, attribute_opt, unsupported};
use super::system;

taipan_vm::native_object! {
    /// A FileIO, closed at first; its `name` is an attribute in its `__dict__`.
    pub(super) struct FileIO: LAYOUT, TYPE {
        ;
        /// Negative while it is closed.
        descriptor: Cell<i32> = Cell::new(-1),
        mode: Cell<Mode>,
        /// Whether closing it closes the descriptor.
        owns: Cell<bool> = Cell::new(true),
        /// `None` until somebody asked.
        seekable: Cell<Option<bool>>,
        /// Set while it is closed because nobody refers to it any more.
        finalizing: Cell<bool>,
        /// The buffered stream around it.
        outer: Data<Outer>,
        /// What opening it found out.
        size: Cell<i64>,
        block_size: Cell<i64>,
        is_device: Cell<bool> = Cell::new(true),
    }
}

/// What a file was opened for.
#[derive(Clone, Copy, Default)]
struct Mode {
    created: bool,
    appending: bool,
    readable: bool,
    writable: bool,
}

/// The type `_io.FileIO`.
static TYPE: NativeType = NativeType {
    name: "FileIO",
    module: "_io",
    doc: "A file, by its name or its descriptor, as a stream of bytes without a buffer.",
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
    let base = super::bases::raw(t)?;
    t.native_type_of(&TYPE, &[base])
}

/// `FileIO(file, mode, closefd, opener)`.
pub(super) fn create(t: &mut Thread, arguments: &[Value]) -> PyResult {
    let class = class(t)?;
    t.call(&class, arguments)
}

/// A FileIO on one of the standard descriptors, which stays open; `None` if it is not open.
pub(super) fn standard(t: &mut Thread, descriptor: i32, writes: bool, name: &str) -> PyResult<Option<Value>> {
    let Ok(status) = system::status(descriptor) else { return Ok(None) };
    let class = class(t)?;
    let file = FileIO::create(t, &class)?;
    let Some(this) = FileIO::exactly(&file) else { unreachable!("just made a FileIO") };
    this.mode.set(Mode { readable: !writes, writable: writes, ..Mode::default() });
    this.descriptor.set(descriptor);
    this.owns.set(false);
    this.note(status);
    let name = t.intern(name)?;
    super::base::set_attribute(t, &file, "name", &name)?;
    Ok(Some(file))
}

impl FileIO {
    fn note(&self, status: system::Status) {
        self.size.set(status.size);
        self.block_size.set(status.block_size);
        self.is_device.set(status.is_device);
    }

    /// Whether it is closed.
    pub(super) fn is_closed(&self) -> bool {
        self.descriptor.get() < 0
    }

    /// The descriptor; ValueError if it is closed.
    pub(super) fn descriptor(&self, t: &mut Thread) -> PyResult<i32> {
        match self.descriptor.get() {
            ..0 => Err(t.value_error("I/O operation on closed file")),
            descriptor => Ok(descriptor),
        }
    }

    /// How large a buffer should be.
    pub(super) fn buffer_size(&self) -> usize {
        let block = usize::try_from(self.block_size.get()).unwrap_or(0);
        block.clamp(DEFAULT_BUFFER_SIZE, 8 << 20)
    }

    fn for_reading(&self, t: &mut Thread) -> PyResult<i32> {
        let descriptor = self.descriptor(t)?;
        if self.mode.get().readable {
            Ok(descriptor)
        } else {
            Err(unsupported(t, "File not open for reading"))
        }
    }

    fn for_writing(&self, t: &mut Thread) -> PyResult<i32> {
        let descriptor = self.descriptor(t)?;
        if self.mode.get().writable {
            Ok(descriptor)
        } else {
            Err(unsupported(t, "File not open for writing"))
        }
    }

    /// Reads behind what a vector holds, up to so many bytes: their number, `None` if nothing is there yet.
    pub(super) fn read_behind(
        &self,
        t: &mut Thread,
        data: &mut Vec<u8>,
        count: usize,
    ) -> PyResult<Option<usize>> {
        let descriptor = self.for_reading(t)?;
        system::read_behind(t, descriptor, data, count)
    }

    /// Writes memory: the number of bytes, `None` if nothing can be written yet.
    pub(super) fn write_from(&self, t: &mut Thread, data: &[u8]) -> PyResult<Option<usize>> {
        let descriptor = self.for_writing(t)?;
        system::write(t, descriptor, data)
    }

    /// Reads to the end; `None` if nothing is there yet.
    pub(super) fn read_all(&self, t: &mut Thread) -> PyResult<Option<Vec<u8>>> {
        let descriptor = self.for_reading(t)?;
        let size = system::status(descriptor).map_or(0, |status| status.size);
        let position = if size > 0 { system::seek(descriptor, 0, libc::SEEK_CUR).unwrap_or(0) } else { 0 };
        // One more than is left, so that the end is seen without growing.
        let mut room = usize::try_from(size.saturating_sub(position)).unwrap_or(0).saturating_add(1);
        if size <= 0 {
            room = DEFAULT_BUFFER_SIZE;
        }
        let mut data = Vec::new();
        loop {
            match system::read_behind(t, descriptor, &mut data, room)? {
                Some(0) => break,
                Some(count) if count == room => room = data.len().clamp(DEFAULT_BUFFER_SIZE, 64 << 20),
                Some(count) => room -= count,
                None if data.is_empty() => return Ok(None),
                None => break,
            }
        }
        Ok(Some(data))
    }

    /// Reads up to so many bytes; `None` if nothing is there yet.
    fn read_some(&self, t: &mut Thread, size: usize) -> PyResult<Option<Vec<u8>>> {
        let mut data = Vec::new();
        let count = self.read_behind(t, &mut data, size)?;
        Ok(count.map(|_| data))
    }

    /// The position.
    pub(super) fn tell(&self, t: &mut Thread) -> PyResult<i64> {
        self.seek(t, 0, libc::SEEK_CUR)
    }

    /// Moves; the new position.
    pub(super) fn seek(&self, t: &mut Thread, offset: i64, whence: i32) -> PyResult<i64> {
        let descriptor = self.descriptor(t)?;
        let moved = system::seek(descriptor, offset, whence);
        if self.seekable.get().is_none() {
            self.seekable.set(Some(moved.is_ok()));
        }
        moved.map_err(|number| system::error(t, number))
    }

    fn is_seekable(&self, t: &mut Thread) -> PyResult<bool> {
        let descriptor = self.descriptor(t)?;
        let seekable = match self.seekable.get() {
            Some(seekable) => seekable,
            None => system::seek(descriptor, 0, libc::SEEK_CUR).is_ok(),
        };
        self.seekable.set(Some(seekable));
        Ok(seekable)
    }

    fn mode_text(&self) -> &'static str {
        match self.mode.get() {
            Mode { created: true, readable: true, .. } => "xb+",
            Mode { created: true, .. } => "xb",
            Mode { appending: true, readable: true, .. } => "ab+",
            Mode { appending: true, .. } => "ab",
            Mode { readable: true, writable: true, .. } => "rb+",
            Mode { readable: true, .. } => "rb",
            _ => "wb",
        }
    }
}

/// Closes the descriptor, if it is the stream's own.
fn release(t: &mut Thread, this: &FileIO) -> PyResult<()> {
    let descriptor = this.descriptor.replace(-1);
    if descriptor < 0 || !this.owns.get() {
        return Ok(());
    }
    system::close(t, descriptor).map_err(|number| system::error(t, number))
}

/// `FileIO.close`.
fn close(t: &mut Thread, this: &FileIO) -> PyResult {
    let value = this.to_value();
    let first = super::iobase::close(t, &value).err();
    if !this.owns.get() {
        this.descriptor.set(-1);
        return first.map_or(Ok(Value::NONE), Err);
    }
    if this.finalizing.get() {
        warn_unclosed(t, this, &value)?;
    }
    let released = release(t, this).map(|()| Value::NONE);
    super::base::chained(t, first, released)
}

/// Warns of a file that nobody closed, in the name of the stream that `source` is.
fn warn_unclosed(t: &mut Thread, this: &FileIO, source: &Value) -> PyResult<()> {
    if this.descriptor.get() < 0 || !this.owns.get() {
        return Ok(());
    }
    // As any failure here: nobody waits for the answer.
    let Ok(shown) = t.repr_lossy(source) else { return Ok(()) };
    let warned = t.warn_about(Class::ResourceWarning, &format!("unclosed file {shown}"), 1, Some(source));
    if let Err(error) = warned {
        // A warning made an error can't be raised here.
        if t.is_exception(&error, Class::Warning) {
            t.write_unraisable(error, Some(source), None);
        } else {
            drop::<Exception>(error);
        }
    }
    Ok(())
}

fn show(t: &mut Thread, this: &FileIO) -> PyResult<String> {
    let value = this.to_value();
    let class = t.type_name(&value);
    let class = if class == "FileIO" { "_io.FileIO".to_owned() } else { class };
    let descriptor = this.descriptor.get();
    if descriptor < 0 {
        return Ok(format!("<{class} [closed]>"));
    }
    let (mode, owns) = (this.mode_text(), if this.owns.get() { "True" } else { "False" });
    let name = match attribute_opt(t, &value, "name")? {
        None => return Ok(format!("<{class} fd={descriptor} mode='{mode}' closefd={owns}>")),
        Some(name) => name,
    };
    let Some(_guard) = taipan_vm::protocol::ReprGuard::enter(&value) else {
        return Err(t.runtime_error(format!("reentrant call inside {class}.__repr__")));
    };
    let name = t.repr_lossy(&name)?;
    Ok(format!("<{class} name={name} mode='{mode}' closefd={owns}>"))
}
