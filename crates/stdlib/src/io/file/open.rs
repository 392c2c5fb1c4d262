//! `FileIO.__init__`: modes, descriptors, names and openers.

use taipan_vm::builtins::int;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Class;
use taipan_vm::object::Kind;
use taipan_vm::{PyResult, Thread, Value};

use super::{FileIO, Mode, release};
use crate::io::base::set_attribute;
use crate::io::system;

/// Opens the file. A stream that was open is closed before.
pub(super) fn initialise(
    t: &mut Thread,
    this: &FileIO,
    file: &Value,
    mode: &str,
    owns: bool,
    opener: Option<&Value>,
) -> PyResult<()> {
    release(t, this)?;
    let given = given_descriptor(t, file)?;
    let path = match given {
        Some(_) => None,
        None => Some(t.path_bytes(file)?),
    };
    // As CPython, a stream that is initialised again keeps what it was allowed.
    let (mode, flags) = parse_mode(t, mode, this.mode.get())?;
    this.mode.set(mode);
    this.seekable.set(None);
    let arguments = [file.clone(), t.intern(this.mode_text())?, Value::small_int(i64::from(flags))];
    let (event, arguments) = (t.intern("open")?, Tuple::from_slice(t, &arguments)?);
    t.audit_values(&event, &arguments)?;
    let descriptor = match (given, path) {
        (Some(descriptor), _) => descriptor,
        (None, _) if !owns => return Err(t.value_error("Cannot use closefd=False with file name")),
        (None, Some(path)) => match opener {
            Some(opener) => by_opener(t, opener, file, flags)?,
            None => system::open(t, &path, flags, file)?,
        },
        (None, None) => unreachable!("what is no descriptor is a path"),
    };
    this.descriptor.set(descriptor);
    // Until all is well a descriptor that was given is the caller's.
    this.owns.set(owns && given.is_none());
    if let Err(error) = examine(t, this, file, descriptor, mode) {
        if given.is_some() {
            this.descriptor.set(-1);
        } else {
            release(t, this)?;
        }
        return Err(error);
    }
    this.owns.set(owns);
    Ok(())
}

fn examine(t: &mut Thread, this: &FileIO, file: &Value, descriptor: i32, mode: Mode) -> PyResult<()> {
    match system::status(descriptor) {
        Ok(status) if status.is_directory => return Err(system::error_about(t, libc::EISDIR, file)),
        Ok(status) => this.note(status),
        // Only a bad descriptor matters: other errors don't keep it from being read.
        Err(libc::EBADF) => return Err(system::error(t, libc::EBADF)),
        Err(_) => {}
    }
    let value = this.to_value();
    set_attribute(t, &value, "name", file)?;
    if mode.appending {
        // What can't be moved in is appended to all the same.
        this.seekable.set(Some(system::seek(descriptor, 0, libc::SEEK_END).is_ok()));
    }
    Ok(())
}

/// The descriptor, when the file is given by one.
fn given_descriptor(t: &mut Thread, file: &Value) -> PyResult<Option<i32>> {
    if file.is_kind(Kind::Bool) || file.is(&Value::TRUE) || file.is(&Value::FALSE) {
        t.warn(Class::RuntimeWarning, "bool is used as a file descriptor", 1)?;
    } else if !t.is_index(file) {
        return Ok(None);
    }
    match t.as_i64(file).map(i32::try_from) {
        Ok(Ok(descriptor @ 0..)) => Ok(Some(descriptor)),
        Ok(Ok(_)) => Err(t.value_error("negative file descriptor")),
        // Whatever is no descriptor is taken for a path, as in CPython, even if its `__index__` failed.
        _ => Ok(None),
    }
}

fn by_opener(t: &mut Thread, opener: &Value, file: &Value, flags: i32) -> PyResult<i32> {
    let answer = t.call(opener, &[file.clone(), Value::small_int(i64::from(flags))])?;
    if int::of(&answer).is_none() {
        return Err(t.type_error("expected integer from opener"));
    }
    match i32::try_from(t.as_i64(&answer)?) {
        Ok(descriptor @ 0..) => match system::keep_from_children(descriptor) {
            Ok(()) => Ok(descriptor),
            Err(number) => Err(system::error(t, number)),
        },
        Ok(negative) => Err(t.value_error(format!("opener returned {negative}"))),
        Err(_) => Err(t.overflow_error("Python int too large to convert to C int")),
    }
}

fn parse_mode(t: &mut Thread, text: &str, before: Mode) -> PyResult<(Mode, i32)> {
    if text.contains('\0') {
        return Err(t.value_error("embedded null character"));
    }
    const WRONG: &str = "Must have exactly one of create/read/write/append mode and at most one plus";
    let mut mode = before;
    let (mut kinds, mut pluses, mut flags) = (0, 0, 0);
    for letter in text.chars() {
        match letter {
            'x' => {
                mode = Mode { created: true, writable: true, ..mode };
                flags |= libc::O_EXCL | libc::O_CREAT;
            }
            'r' => mode.readable = true,
            'w' => {
                mode.writable = true;
                flags |= libc::O_CREAT | libc::O_TRUNC;
            }
            'a' => {
                mode = Mode { appending: true, writable: true, ..mode };
                flags |= libc::O_APPEND | libc::O_CREAT;
            }
            'b' => continue,
            '+' => {
                mode = Mode { readable: true, writable: true, ..mode };
                pluses += 1;
                continue;
            }
            _ => return Err(t.value_error(format!("invalid mode: {text}"))),
        }
        kinds += 1;
        if kinds > 1 {
            return Err(t.value_error(WRONG));
        }
    }
    if kinds != 1 || pluses > 1 {
        return Err(t.value_error(WRONG));
    }
    flags |= match mode {
        Mode { readable: true, writable: true, .. } => libc::O_RDWR,
        Mode { readable: true, .. } => libc::O_RDONLY,
        _ => libc::O_WRONLY,
    };
    Ok((mode, flags | libc::O_CLOEXEC))
}

/// The mode argument as text.
pub(super) fn mode_argument(mode: Option<&Str>) -> String {
    mode.map_or_else(|| "r".to_owned(), |mode| mode.to_lossy().into_owned())
}
