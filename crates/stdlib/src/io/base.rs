//! What the classes of this module share: calling methods of other streams, converting arguments, and the errors of
//! streams.

use std::cell::Cell;

use taipan_vm::builtins::bytes::{Bytes, BytesLike};
use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::int;
use taipan_vm::builtins::memoryview::MemoryView;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::{Class, Exception};
use taipan_vm::native::FromValue;
use taipan_vm::native::convert::Context;
use taipan_vm::object::Kind;
use taipan_vm::{PyResult, Thread, Value};

use super::anchor::Streams;

/// `io.DEFAULT_BUFFER_SIZE`.
pub(super) const DEFAULT_BUFFER_SIZE: usize = 131_072;

/// What the module keeps for each interpreter.
#[derive(Default)]
pub(super) struct State {
    unsupported: Option<Value>,
    /// The function `open`, which `builtins` has too.
    pub(super) open: Option<Value>,
    /// The streams with something to flush, perhaps.
    pub(super) streams: Streams,
}

/// Calls a method by its name.
pub(super) fn call(t: &mut Thread, object: &Value, name: &str, arguments: &[Value]) -> PyResult {
    let name = t.intern(name)?;
    t.call_method(object, &name, arguments)
}

/// An attribute.
pub(super) fn attribute(t: &mut Thread, object: &Value, name: &str) -> PyResult {
    let name = t.intern(name)?;
    t.get_attr(object, &name)
}

/// An attribute that may be missing.
pub(super) fn attribute_opt(t: &mut Thread, object: &Value, name: &str) -> PyResult<Option<Value>> {
    let name = t.intern(name)?;
    t.get_attr_opt(object, &name)
}

/// Sets an attribute.
pub(super) fn set_attribute(t: &mut Thread, object: &Value, name: &str, value: &Value) -> PyResult<()> {
    let name = t.intern(name)?;
    t.set_attr(object, &name, Some(value))
}

/// `io.UnsupportedOperation`.
pub(super) fn unsupported_class(t: &mut Thread) -> PyResult {
    if let Some(class) = t.state::<State>().unsupported.clone() {
        return Ok(class);
    }
    let interpreter = t.interpreter();
    let class = interpreter.type_of_kind(Kind::Type).to_value();
    let bases =
        vec![interpreter.exception_class(Class::OSError), interpreter.exception_class(Class::ValueError)];
    let (name, bases, namespace) = (t.intern("UnsupportedOperation")?, Tuple::new(t, bases)?, Dict::new(t)?);
    let (key, module) = (t.intern("__module__")?, t.intern("io")?);
    t.set_item(&namespace, &key, &module)?;
    let made = t.call(&class, &[name, bases, namespace])?;
    t.state::<State>().unsupported = Some(made.clone());
    Ok(made)
}

/// The error for what a stream can't do.
#[cold]
pub(super) fn unsupported(t: &mut Thread, text: &str) -> Exception {
    let made = unsupported_class(t).and_then(|class| {
        let text = Str::new(t, text)?;
        t.call(&class, &[text])
    });
    made.map_or_else(|error| error, Exception::new)
}

/// `ValueError: I/O operation on closed file.`, with the stop that most of CPython's streams put there.
#[cold]
pub(super) fn closed(t: &mut Thread) -> Exception {
    t.value_error("I/O operation on closed file.")
}

/// Raises ValueError if the attribute `closed` is true.
pub(super) fn check_closed(t: &mut Thread, this: &Value) -> PyResult<()> {
    match attribute_opt(t, this, "closed")? {
        Some(value) if t.truth(&value)? => Err(closed(t)),
        _ => Ok(()),
    }
}

/// Raises UnsupportedOperation unless a method such as `readable` answers True.
pub(super) fn check_able(t: &mut Thread, this: &Value, method: &str) -> PyResult {
    let able = call(t, this, method, &[])?;
    if able.is(&Value::TRUE) {
        return Ok(able);
    }
    Err(unsupported(t, &format!("File or stream is not {method}.")))
}

/// A count that may be None, which is -1: how much to read at most.
#[derive(Clone, Copy)]
pub(super) struct Size(pub(super) isize);

impl FromValue<'_> for Size {
    fn from_value(t: &mut Thread, value: &Value, _: &Context) -> PyResult<Size> {
        if value.is_none() {
            return Ok(Size(-1));
        }
        if !t.is_index(value) {
            let found = t.type_name(value);
            return Err(t.type_error(format!("argument should be integer or None, not '{found}'")));
        }
        t.as_isize(value, Class::OverflowError).map(Size)
    }
}

/// An optional [`Size`], which is -1 if it was left out.
pub(super) fn size_or_all(size: Option<Size>) -> isize {
    size.map_or(-1, |size| size.0)
}

/// A value as a position in a file; ValueError if it is too large for one.
pub(super) fn offset(t: &mut Thread, value: &Value) -> PyResult<i64> {
    let index = t.as_index(value)?;
    let converted = t.as_i64(&index);
    match t.catch(converted, Class::OverflowError)? {
        Some(offset) => Ok(offset),
        None => {
            let found = t.type_name(value);
            Err(t.value_error(format!("cannot fit '{found}' into an offset-sized integer")))
        }
    }
}

/// An integer.
pub(super) fn number(t: &mut Thread, value: i64) -> PyResult {
    int::from_i64(t, value)
}

/// Memory for so many bytes, zeros; MemoryError when there is none.
pub(super) fn zeros(t: &mut Thread, length: usize) -> PyResult<Vec<u8>> {
    let mut data = Vec::new();
    if data.try_reserve_exact(length).is_err() {
        return Err(t.memory_error());
    }
    data.resize(length, 0);
    Ok(data)
}

/// What a method that reads has answered: bytes, or None where the stream would block.
pub(super) fn read_answer(
    t: &mut Thread,
    answer: &Value,
    error: impl FnOnce(&mut Thread, String) -> Exception,
) -> PyResult<Option<Vec<u8>>> {
    if answer.is_none() {
        return Ok(None);
    }
    match Bytes::of(answer) {
        Some(bytes) => Ok(Some(bytes.as_slice().to_vec())),
        None => {
            let found = t.type_name(answer);
            Err(error(t, found))
        }
    }
}

/// The contents of a bytes-like object whose items lie one behind the other.
pub(super) fn bytes_argument(t: &mut Thread, value: &Value) -> PyResult<BytesLike> {
    if MemoryView::of(value).is_some_and(|view| !view.is_released() && !view.shape().is_c_contiguous()) {
        let text = "memoryview: underlying buffer is not C-contiguous";
        return Err(t.exception(Class::BufferError, text));
    }
    t.bytes_like(value)
}

/// The name of a stream for its `repr`: ` name='x'`, or nothing if it has none.
pub(super) fn shown_name(t: &mut Thread, this: &Value) -> PyResult<String> {
    let name = attribute(t, this, "name");
    let name = match name {
        Ok(name) => name,
        Err(error)
            if t.is_exception(&error, Class::AttributeError) || t.is_exception(&error, Class::ValueError) =>
        {
            return Ok(String::new());
        }
        Err(error) => return Err(error),
    };
    Ok(format!(" name={}", t.repr_lossy(&name)?))
}

/// Fails for an attempt to pickle an instance.
pub(super) fn refuse_pickle(t: &mut Thread, this: &Value) -> Exception {
    let name = t.type_of(this).name().to_owned();
    t.type_error(format!("cannot pickle '{name}' instances"))
}

/// The end of `__setstate__` of a stream in memory: takes over its position, and its attributes, which are the `ordinal`
/// item of the state.
pub(super) fn restore(
    t: &mut Thread,
    this: &Value,
    place: &Cell<usize>,
    position: &Value,
    (ordinal, dict): (&str, &Value),
) -> PyResult<()> {
    match usize::try_from(t.as_isize(position, Class::OverflowError)?) {
        Ok(position) => place.set(position),
        Err(_) => return Err(t.value_error("position value cannot be negative")),
    }
    if dict.is_none() {
        return Ok(());
    }
    if dict.downcast::<Dict>().is_none() {
        let found = t.type_name(dict);
        return Err(t.type_error(format!("{ordinal} item of state should be a dict, got a {found}")));
    }
    let own = t.dict_of(this)?;
    call(t, &own, "update", std::slice::from_ref(dict)).map(drop)
}

/// Makes the first of two exceptions the context of the second, which is raised.
pub(super) fn chained(t: &mut Thread, first: Option<Exception>, second: PyResult) -> PyResult {
    let Some(first) = first else { return second };
    match second {
        Ok(_) => Err(first),
        Err(second) => {
            let context = t.intern("__context__")?;
            t.set_attr(second.value(), &context, Some(first.value()))?;
            Err(second)
        }
    }
}

/// The new value of an attribute that is True or False.
pub(super) fn flag(t: &mut Thread, value: Option<&Value>) -> PyResult<bool> {
    match value {
        Some(value) if value.is(&Value::TRUE) => Ok(true),
        Some(value) if value.is(&Value::FALSE) => Ok(false),
        Some(_) => Err(t.type_error("attribute value type must be bool")),
        None => Err(t.type_error("can't delete numeric/char attribute")),
    }
}
