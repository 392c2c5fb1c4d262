//! OSError: the class follows the error number, and files are named.

use std::ffi::CStr;

use crate::builtins::exception::text::Text;
use crate::builtins::exception::{BaseException, OsField, create_plain, extended, fields, methods};
use crate::builtins::int;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::{Args, GetSetDef, PyResult};
use crate::object::Layout;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::types::{Special, TypeObject};
use crate::value::Value;

/// The memory of OSError: see [`OsField`].
pub(crate) static LAYOUT: Layout = extended(5);

pub(crate) static FIELDS: &[GetSetDef] = &[
    fields::field::<0>("errno", "The system's error number."),
    fields::field::<1>("strerror", "What the system says about it."),
    fields::field::<2>("filename", "The file concerned."),
    fields::field::<3>("filename2", "The second file concerned."),
    GetSetDef {
        name: "characters_written",
        doc: "How much was written before the operation would have blocked.",
        get: written,
        set: Some(set_written),
        member: false,
    },
];

/// The subclass for an error number.
fn class_of(errno: i64) -> Class {
    let Ok(errno) = i32::try_from(errno) else { return Class::OSError };
    // EWOULDBLOCK is EAGAIN where both exist.
    match errno {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => Class::BlockingIOError,
        libc::EPIPE | libc::ESHUTDOWN => Class::BrokenPipeError,
        libc::ECHILD => Class::ChildProcessError,
        libc::ECONNABORTED => Class::ConnectionAbortedError,
        libc::ECONNREFUSED => Class::ConnectionRefusedError,
        libc::ECONNRESET => Class::ConnectionResetError,
        libc::EEXIST => Class::FileExistsError,
        libc::ENOENT => Class::FileNotFoundError,
        libc::EISDIR => Class::IsADirectoryError,
        libc::ENOTDIR => Class::NotADirectoryError,
        libc::EINTR => Class::InterruptedError,
        libc::EACCES | libc::EPERM => Class::PermissionError,
        libc::ESRCH => Class::ProcessLookupError,
        libc::ETIMEDOUT => Class::TimeoutError,
        _ => Class::OSError,
    }
}

/// What the system says about an error number.
pub fn strerror(errno: i32) -> String {
    // SAFETY: `strerror` returns a string that lives until its next call; the VM runs one thread at a time.
    #[expect(unsafe_code, reason = "asks the C library")]
    let text = unsafe { CStr::from_ptr(libc::strerror(errno)) };
    text.to_string_lossy().into_owned()
}

impl Thread {
    /// The OSError, of the right subclass, for an error number and up to two files.
    #[cold]
    pub fn os_error_of(
        &mut self,
        errno: i32,
        filename: Option<&Value>,
        filename2: Option<&Value>,
    ) -> Exception {
        let text = match Str::new(self, &strerror(errno)) {
            Ok(text) => text,
            Err(error) => return error,
        };
        let mut args = vec![Value::small_int(i64::from(errno)), text];
        args.extend(filename.cloned());
        if let Some(second) = filename2 {
            args.extend([Value::NONE, second.clone()]);
        }
        self.exception_of(Class::OSError, args)
    }
}

/// Whether `__init__` reads the arguments, because a subclass has an `__init__` but no `__new__` of its own.
fn init_reads(t: &mut Thread, class: &TypeObject) -> bool {
    let base = t.interpreter().exception_class(Class::OSError);
    let Some(base) = base.downcast::<TypeObject>() else { return false };
    class.special(Special::Init) != base.special(Special::Init)
        && class.special(Special::New) == base.special(Special::New)
}

/// `OSError.__new__`.
pub(crate) fn create(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
    let Some(this) = class.downcast::<TypeObject>() else {
        return Err(t.type_error("OSError.__new__: no class"));
    };
    let values = args.positional();
    if init_reads(t, this) {
        return create_plain(t, class, &[]);
    }
    refuse_keywords(t, this, args)?;
    let base = t.interpreter().exception_class(Class::OSError);
    let class = match values.first().filter(|_| class.is(&base) && (2..=5).contains(&values.len())) {
        Some(errno) => &subclass_for(t, errno)?,
        None => class,
    };
    let instance = create_plain(t, class, values)?;
    fill(t, &instance, values)?;
    Ok(instance)
}

/// The subclass for what was given as an error number, of which an int's subclass may have a hash and an equality of
/// its own.
fn subclass_for(t: &mut Thread, errno: &Value) -> PyResult {
    let number = match errno.as_small_int() {
        Some(number) => number,
        None if Integer::of(errno).is_none() => 0,
        None => {
            let hash = t.hash(errno)?.cast_signed();
            let known = (0..=i64::from(i32::MAX)).contains(&hash) && class_of(hash) != Class::OSError;
            if known && t.equals(&Value::small_int(hash), errno)? { hash } else { 0 }
        }
    };
    Ok(t.interpreter().exception_class(class_of(number)))
}

/// `OSError.__init__`.
pub(crate) fn initialise(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
    let class = t.type_of(this).to_value();
    let Some(class) = class.downcast::<TypeObject>() else { return Ok(()) };
    if !init_reads(t, class) {
        return Ok(());
    }
    refuse_keywords(t, class, args)?;
    methods::keep_args(t, this, args.positional())?;
    fill(t, this, args.positional())
}

fn refuse_keywords(t: &mut Thread, class: &TypeObject, args: Args<'_>) -> PyResult<()> {
    if args.keyword_count() != 0 {
        return Err(t.type_error(format!("{}() takes no keyword arguments", class.name())));
    }
    Ok(())
}

/// Sorts 2 to 5 arguments into the fields: errno, strerror, filename, a number for Windows, filename2.
fn fill(t: &mut Thread, this: &Value, args: &[Value]) -> PyResult<()> {
    let Some(exception) = BaseException::of(this) else { return Ok(()) };
    if !(2..=5).contains(&args.len()) {
        return Ok(());
    }
    let filename = args.get(2).filter(|name| !name.is_none());
    let filename2 = args.get(4).filter(|name| !name.is_none());
    if let Some(filename) = filename {
        let blocking = t.interpreter().exception_class(Class::BlockingIOError);
        let exactly_blocking = t.type_of(this).raw() == blocking.raw();
        if exactly_blocking && is_number(t, filename) {
            let written = count(t, filename)?;
            exception.set_field(OsField::Written as usize, written);
        } else {
            exception.set_field(OsField::Filename as usize, Some(filename.clone()));
            exception.set_field(OsField::Filename2 as usize, filename2.cloned());
            let args = Tuple::from_slice(t, &args[..2])?;
            exception.set_args(t, args);
        }
    }
    exception.set_field(OsField::Errno as usize, Some(args[0].clone()));
    exception.set_field(OsField::Strerror as usize, Some(args[1].clone()));
    Ok(())
}

/// Whether a value converts to a number by itself.
fn is_number(t: &Thread, value: &Value) -> bool {
    let class = t.type_of(value);
    [Special::Index, Special::Int, Special::Float].iter().any(|&special| !class.special(special).is_null())
}

/// How much was written; -1 stands for nothing that is known.
fn count(t: &mut Thread, value: &Value) -> PyResult<Option<Value>> {
    match t.as_isize(value, Class::ValueError)? {
        -1 => Ok(None),
        count => int::from_i64(t, count as i64).map(Some),
    }
}

fn written(t: &mut Thread, this: &Value) -> PyResult {
    let value = BaseException::of(this).and_then(|this| this.field(OsField::Written as usize));
    value.ok_or_else(|| t.exception(Class::AttributeError, "characters_written"))
}

fn set_written(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
    let Some(exception) = BaseException::of(this) else { return Ok(()) };
    let value = match value {
        None => {
            written(t, this)?;
            None
        }
        Some(value) => count(t, value)?,
    };
    exception.set_field(OsField::Written as usize, value);
    Ok(())
}

/// OSError's methods.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Args, BaseException, OsField, PyResult, Text, Thread, Tuple, Value, methods};

    /// Makes an instance of the subclass that the error number asks for.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        super::create(t, class, args)
    }

    /// Takes the arguments of the call, unless `__new__` did.
    #[special("($self, /, *args, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        super::initialise(t, this, args)
    }

    /// The error number, what the system says about it, and the files.
    #[special]
    fn __str__(t: &mut Thread, this: &BaseException) -> PyResult {
        let [errno, strerror, filename, filename2] =
            [OsField::Errno, OsField::Strerror, OsField::Filename, OsField::Filename2]
                .map(|field| this.field(field as usize));
        if filename.is_none() && (errno.is_none() || strerror.is_none()) {
            return methods::text(t, this);
        }
        let mut text = Text::new();
        text.text("[Errno ").str(t, &errno.unwrap_or(Value::NONE))?.text("] ");
        text.str(t, &strerror.unwrap_or(Value::NONE))?;
        if let Some(filename) = filename {
            text.text(": ").repr(t, &filename)?;
            if let Some(second) = filename2 {
                text.text(" -> ").repr(t, &second)?;
            }
        }
        text.finish(t)
    }

    /// The class and the arguments, files included, for pickle and copy.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let Some(exception) = BaseException::of(this) else { return Ok(Value::NONE) };
        let mut args = exception.args();
        if let (Some(filename), 2) =
            (exception.field(OsField::Filename as usize), exception.arguments(t).len())
        {
            let mut items = exception.arguments(t).to_vec();
            items.push(filename);
            if let Some(second) = exception.field(OsField::Filename2 as usize) {
                items.extend([Value::NONE, second]);
            }
            args = Tuple::new(t, items)?;
        }
        let state = methods::existing_dict(t, this)?;
        methods::reduced(t, this, args, state)
    }
}
