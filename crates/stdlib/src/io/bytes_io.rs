//! `BytesIO`: a stream of bytes in memory, which is a bytearray that nobody else sees but through views.

use std::cell::Cell;

use taipan_vm::builtins::bytearray::ByteArray;
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::memoryview::{MemoryView, Shape};
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

use super::base::closed;

taipan_vm::native_object! {
    /// A BytesIO.
    pub(super) struct BytesIO: LAYOUT, TYPE {
        ;
        /// A bytearray; empty once it is closed.
        memory: Slot,
        position: Cell<usize>,
    }
}

static TYPE: NativeType = NativeType {
    name: "BytesIO",
    module: "_io",
    doc: "A stream of bytes in memory.",
    kind: Kind::Other,
    base: None,
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: methods::METHODS,
    getsets: methods::GETSETS,
};

/// The class.
pub(super) fn class(t: &mut Thread) -> PyResult {
    let base = super::bases::buffered(t)?;
    t.native_type_of(&TYPE, &[base])
}

/// The object that views of a BytesIO's memory name as theirs.
mod buffer {
    use super::{Kind, NativeType, Slot, TypeFlags};

    taipan_vm::native_object! {
        /// The BytesIO.
        pub(super) struct BufferObject: LAYOUT, TYPE { source: Slot }
    }

    pub(super) static TYPE: NativeType = NativeType {
        name: "_BytesIOBuffer",
        module: "_io",
        doc: "",
        kind: Kind::Other,
        base: None,
        layout: &LAYOUT,
        flags: TypeFlags::NO_NEW,
        methods: table::METHODS,
        getsets: table::GETSETS,
    };

    #[taipan_macros::methods]
    mod table {
        use taipan_vm::builtins::bytes::buffer::{buffer_flags, release_buffer};
        use taipan_vm::native::Args;
        use taipan_vm::native::convert::special_self;
        use taipan_vm::object::Object;
        use taipan_vm::{PyResult, Thread, Value};

        use super::BufferObject;
        use crate::io::bytes_io::{BytesIO, view};

        #[special("($self, flags, /)")]
        fn __buffer__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
            let buffer = special_self::<BufferObject>(t, this, "__buffer__")?;
            let values = args.no_keywords(t, "wrapper __buffer__")?;
            buffer_flags(t, values)?;
            let source = buffer.source.get().unwrap_or(Value::NONE);
            match BytesIO::of(&source) {
                Some(stream) => view(t, stream, this),
                None => unreachable!("a buffer has a stream"),
            }
        }

        #[special("($self, buffer, /)")]
        fn __release_buffer__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
            special_self::<BufferObject>(t, this, "__release_buffer__")?;
            let values = args.no_keywords(t, "wrapper __release_buffer__")?;
            release_buffer(t, this, values)
        }
    }
}

/// The class `_BytesIOBuffer`.
pub(super) fn buffer_class(t: &mut Thread) -> PyResult {
    t.native_type_of(&buffer::TYPE, &[])
}

/// A bytearray that is known to be one.
fn array(memory: &Value) -> &ByteArray {
    match ByteArray::of(memory) {
        Some(array) => array,
        None => unreachable!("the memory is a bytearray"),
    }
}

impl BytesIO {
    /// The memory; ValueError if the stream is closed.
    fn memory(&self, t: &mut Thread) -> PyResult {
        match self.memory.get() {
            Some(memory) => Ok(memory),
            None => Err(closed(t)),
        }
    }

    /// Takes up to so many bytes from the position on.
    fn take(&self, t: &mut Thread, most: usize) -> PyResult {
        let memory = self.memory(t)?;
        let data = array(&memory).as_slice(t);
        let start = self.position.get().min(data.len());
        let end = data.len().min(start.saturating_add(most));
        let taken = data[start..end].to_vec();
        self.position.set(self.position.get() + taken.len());
        Bytes::new(t, &taken)
    }

    /// How long the next line is, its end included.
    fn line_length(&self, t: &mut Thread, limit: usize) -> PyResult<usize> {
        let memory = self.memory(t)?;
        let data = array(&memory).as_slice(t);
        let rest = &data[self.position.get().min(data.len())..];
        let rest = &rest[..rest.len().min(limit)];
        Ok(memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1))
    }

    /// Writes at the position.
    fn write(&self, t: &mut Thread, data: &[u8]) -> PyResult<usize> {
        let memory = self.memory(t)?;
        array(&memory).as_mut_vec(t)?;
        if data.is_empty() {
            return Ok(0);
        }
        let start = self.position.get();
        let end = start.checked_add(data.len()).filter(|&end| isize::try_from(end).is_ok());
        let Some(end) = end else { return Err(t.overflow_error("new buffer size too large")) };
        let more = end.saturating_sub(array(&memory).len(t));
        array(&memory).reserve(t, more)?;
        let vec = array(&memory).as_mut_vec(t)?;
        if vec.len() < start {
            vec.resize(start, 0);
        }
        let over = vec.len().min(end) - start;
        vec[start..start + over].copy_from_slice(&data[..over]);
        vec.extend_from_slice(&data[over..]);
        self.position.set(end);
        Ok(data.len())
    }
}

/// `getbuffer`: a view of the memory, whose size is fixed as long as there are views.
fn whole(t: &mut Thread, this: &BytesIO) -> PyResult {
    this.memory(t)?;
    let class = buffer_class(t)?;
    let owner = buffer::BufferObject::create(t, &class, Slot::new(this.to_value()))?;
    view(t, this, &owner)
}

/// A view of a stream's memory, as that of its buffer object.
fn view(t: &mut Thread, this: &BytesIO, owner: &Value) -> PyResult {
    let memory = this.memory(t)?;
    let length = array(&memory).len(t);
    MemoryView::new(t, &memory, owner, Shape::of_bytes(length, false))
}

/// The methods of BytesIO.
#[taipan_macros::methods]
mod methods {
    use taipan_vm::builtins::bytearray::ByteArray;
    use taipan_vm::builtins::bytes::Bytes;
    use taipan_vm::builtins::dict::Dict;
    use taipan_vm::builtins::int;
    use taipan_vm::builtins::list::List;
    use taipan_vm::builtins::memoryview::MemoryView;
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::native::Args;
    use taipan_vm::{PyResult, Thread, Value};

    use super::{BytesIO, array, whole};
    use crate::io::base::{Size, bytes_argument, call, number, restore, size_or_all};
    use crate::io::buffered::class_name;

    /// Makes an empty stream.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        let made = BytesIO::create(t, class)?;
        let memory = ByteArray::new(t, Vec::new())?;
        if let Some(this) = made.downcast::<BytesIO>() {
            this.memory.set(t, Some(memory));
        }
        Ok(made)
    }

    /// Begins with these bytes.
    #[special("($self, initial_bytes=b'')", name = "BytesIO")]
    fn __init__(t: &mut Thread, this: &BytesIO, initial_bytes: Option<&Value>) -> PyResult<()> {
        let initial = initial_bytes.filter(|initial| !initial.is_none());
        // Only bytes open a closed stream again.
        let opens = initial.is_some_and(|initial| initial.exact::<Bytes>().is_some());
        if let Some(memory) = this.memory.get() {
            // Views keep it from being begun anew.
            array(&memory).as_mut_vec(t)?.clear();
        } else if opens {
            let fresh = ByteArray::new(t, Vec::new())?;
            this.memory.set(t, Some(fresh));
        }
        this.position.set(0);
        if let Some(initial) = initial {
            let data = bytes_argument(t, initial)?;
            this.write(t, &data)?;
            this.position.set(0);
        }
        Ok(())
    }

    /// Whether it can be read: yes.
    #[method("($self, /)")]
    fn readable(t: &mut Thread, this: &BytesIO) -> PyResult<bool> {
        this.memory(t).map(|_| true)
    }

    /// Whether it can be written to: yes.
    #[method("($self, /)")]
    fn writable(t: &mut Thread, this: &BytesIO) -> PyResult<bool> {
        this.memory(t).map(|_| true)
    }

    /// Whether the position can be set: yes.
    #[method("($self, /)")]
    fn seekable(t: &mut Thread, this: &BytesIO) -> PyResult<bool> {
        this.memory(t).map(|_| true)
    }

    /// Whether it is a terminal: no.
    #[method("($self, /)")]
    fn isatty(t: &mut Thread, this: &BytesIO) -> PyResult<bool> {
        this.memory(t).map(|_| false)
    }

    /// There is nothing to flush.
    #[method("($self, /)")]
    fn flush(t: &mut Thread, this: &BytesIO) -> PyResult<()> {
        this.memory(t).map(drop)
    }

    /// Gives the memory back.
    #[method("($self, /)")]
    fn close(t: &mut Thread, this: &BytesIO) -> PyResult<()> {
        if let Some(memory) = this.memory.get() {
            array(&memory).as_mut_vec(t)?;
        }
        this.memory.set(t, None);
        Ok(())
    }

    /// The position.
    #[method("($self, /)")]
    fn tell(t: &mut Thread, this: &BytesIO) -> PyResult<usize> {
        this.memory(t)?;
        Ok(this.position.get())
    }

    /// Moves to a position: from the start, for 1 from where it is, for 2 from the end. The new position.
    #[method("($self, pos, whence=0, /)")]
    fn seek(t: &mut Thread, this: &BytesIO, pos: isize, whence: i32) -> PyResult<usize> {
        let memory = this.memory(t)?;
        let base = match whence {
            0 if pos < 0 => return Err(t.value_error(format!("negative seek value {pos}"))),
            0 => 0,
            1 => this.position.get(),
            2 => array(&memory).len(t),
            _ => return Err(t.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
        };
        let Some(target) = (base as isize).checked_add(pos) else {
            return Err(t.overflow_error("new position too large"));
        };
        this.position.set(target.max(0) as usize);
        Ok(this.position.get())
    }

    /// Reads up to so many bytes; all for -1.
    #[method("($self, size=-1, /)")]
    fn read(t: &mut Thread, this: &BytesIO, size: Option<Size>) -> PyResult {
        this.take(t, usize::try_from(size_or_all(size)).unwrap_or(usize::MAX))
    }

    /// The same as read.
    #[method("($self, size=-1, /)")]
    fn read1(t: &mut Thread, this: &BytesIO, size: Option<Size>) -> PyResult {
        this.take(t, usize::try_from(size_or_all(size)).unwrap_or(usize::MAX))
    }

    /// The next line, its end included.
    #[method("($self, size=-1, /)")]
    fn readline(t: &mut Thread, this: &BytesIO, size: Option<Size>) -> PyResult {
        let length = this.line_length(t, usize::try_from(size_or_all(size)).unwrap_or(usize::MAX))?;
        this.take(t, length)
    }

    /// All lines that are left, or about as many as are `size` long together.
    #[method("($self, size=None, /)")]
    fn readlines(t: &mut Thread, this: &BytesIO, size: Option<&Value>) -> PyResult {
        this.memory(t)?;
        let most = match size {
            None => 0,
            Some(size) if int::of(size).is_some() => t.as_ssize(size)?,
            Some(size) => {
                let found = t.type_name(size);
                return Err(t.type_error(format!("integer argument expected, got '{found}'")));
            }
        };
        let (mut lines, mut total) = (Vec::new(), 0);
        loop {
            let length = this.line_length(t, usize::MAX)?;
            if length == 0 {
                break;
            }
            lines.push(this.take(t, length)?);
            total += length;
            if most > 0 && total >= most as usize {
                break;
            }
        }
        List::new(t, lines)
    }

    #[special]
    fn __iter__(_: &mut Thread, this: &BytesIO) -> PyResult {
        Ok(this.to_value())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &BytesIO) -> PyResult<Option<Value>> {
        let length = this.line_length(t, usize::MAX)?;
        if length == 0 { Ok(None) } else { this.take(t, length).map(Some) }
    }

    /// Reads into a buffer: the number of bytes.
    #[method("($self, buffer, /)")]
    fn readinto(t: &mut Thread, this: &BytesIO, buffer: &Value) -> PyResult<usize> {
        let view = t.writable_view(buffer, "readinto() argument")?;
        let Some(view) = MemoryView::of(&view) else { unreachable!("just made a view") };
        let data = this.take(t, view.shape().bytes())?;
        let data = Bytes::of(&data).map(Bytes::as_slice).unwrap_or_default();
        view.fill(t, data)?;
        view.release();
        Ok(data.len())
    }

    /// Writes bytes; the number written.
    #[method("($self, b, /)")]
    fn write(t: &mut Thread, this: &BytesIO, b: &Value) -> PyResult<usize> {
        let data = bytes_argument(t, b)?;
        this.write(t, &data)
    }

    /// Writes every item.
    #[method("($self, lines, /)")]
    fn writelines(t: &mut Thread, this: &BytesIO, lines: &Value) -> PyResult<()> {
        this.memory(t)?;
        let (value, iterator) = (this.to_value(), t.iter(lines)?);
        while let Some(line) = t.next(&iterator)? {
            call(t, &value, "write", &[line])?;
        }
        Ok(())
    }

    /// Cuts off what lies behind a position, by default the current one.
    #[method("($self, size=None, /)")]
    fn truncate(t: &mut Thread, this: &BytesIO, size: Option<&Value>) -> PyResult<usize> {
        let memory = this.memory(t)?;
        array(&memory).as_mut_vec(t)?;
        let size = match size.filter(|size| !size.is_none()) {
            None => this.position.get(),
            Some(size) => match t.as_i64(size)? {
                size @ 0.. => size as usize,
                size => return Err(t.value_error(format!("negative size value {size}"))),
            },
        };
        array(&memory).as_mut_vec(t)?.truncate(size);
        Ok(size)
    }

    /// All bytes, as a copy.
    #[method("($self, /)")]
    fn getvalue(t: &mut Thread, this: &BytesIO) -> PyResult {
        let memory = this.memory(t)?;
        let data = t.bytes_like(&memory)?;
        Bytes::new(t, &data)
    }

    /// A view of the memory.
    #[method("($self, /)", parse = keywords)]
    fn getbuffer(t: &mut Thread, this: &BytesIO) -> PyResult {
        whole(t, this)
    }

    /// The bytes of memory that it takes.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &BytesIO) -> PyResult<usize> {
        const FIXED: usize = 56;
        let memory = this.memory.get();
        Ok(FIXED + memory.map_or(0, |memory| 33 + array(&memory).len(t)))
    }

    /// Bytes, position and attributes, for pickle.
    #[method("($self, /)")]
    fn __getstate__(t: &mut Thread, this: &BytesIO) -> PyResult {
        let memory = this.memory(t)?;
        let data = t.bytes_like(&memory)?;
        let data = Bytes::new(t, &data)?;
        let dict = t.dict_of(&this.to_value())?;
        let dict = match dict.exact::<Dict>() {
            Some(attributes) if !attributes.is_empty() => attributes.copy(t)?,
            _ => Value::NONE,
        };
        let position = number(t, this.position.get() as i64)?;
        Tuple::new(t, [data, position, dict])
    }

    /// Takes what `__getstate__` answered.
    #[method("($self, object, /)")]
    fn __setstate__(t: &mut Thread, this: &BytesIO, object: &Value) -> PyResult<()> {
        let state = object;
        let (own, found) = (class_name(t, &this.to_value()), t.type_name(state));
        let Some([data, position, dict]) = Tuple::of(state).map(Tuple::items) else {
            let text = format!("{own}.__setstate__ argument should be 3-tuple, got {found}");
            return Err(t.type_error(text));
        };
        let memory = this.memory(t)?;
        array(&memory).as_mut_vec(t)?.clear();
        this.position.set(0);
        let bytes = t.bytes_like(data)?;
        this.write(t, &bytes)?;
        if int::of(position).is_none() {
            let found = t.type_name(position);
            let text = format!("second item of state must be an integer, not {found}");
            return Err(t.type_error(text));
        }
        restore(t, &this.to_value(), &this.position, position, ("third", dict))
    }

    /// Whether it is closed.
    #[getter]
    fn closed(_: &mut Thread, this: &BytesIO) -> PyResult<bool> {
        Ok(this.memory.is_empty())
    }
}
