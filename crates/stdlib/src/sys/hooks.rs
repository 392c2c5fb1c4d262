//! The hooks of `sys`, as they are unless a program replaces them, and what goes through them.

use taipan_vm::builtins::exception::BaseException;
use taipan_vm::builtins::str::Str;
use taipan_vm::errors::{Class, Exception};
use taipan_vm::{PyResult, Thread, Value};

/// Shows the value of an expression statement: prints its `repr` and keeps it as `builtins._`.
pub(super) fn display(t: &mut Thread, object: &Value) -> PyResult<()> {
    if object.is_none() {
        return Ok(());
    }
    let builtins = t.interpreter().builtins.clone();
    let name = t.intern("_")?;
    t.set_item(&builtins, &name, &Value::NONE)?;
    let stream = match t.sys_value("stdout")? {
        Some(stream) if !stream.is_none() => stream,
        _ => return Err(t.runtime_error("lost sys.stdout")),
    };
    let (shown, line_break) = (t.repr(object)?, t.intern("\n")?);
    t.write_text(&stream, &shown)?;
    t.write_text(&stream, &line_break)?;
    t.set_item(&builtins, &name, object)
}

/// Prints an exception to `sys.stderr`.
pub(super) fn except(t: &mut Thread, value: &Value, traceback: &Value) -> PyResult<()> {
    flush_stdout(t);
    let Some(exception) = BaseException::of(value) else {
        let found = t.type_name(value);
        if value.is_none() {
            t.write_stderr("NoneType: None\n");
            return Ok(());
        }
        let text = format!("TypeError: print_exception(): Exception expected for value, {found} found\n");
        t.write_stderr(&text);
        return Ok(());
    };
    if exception.traceback().is_none() && !traceback.is_none() {
        let name = t.interpreter().names().__traceback__.clone();
        t.set_attr(value, &name, Some(traceback))?;
    }
    t.display_exception(value);
    Ok(())
}

/// Prints an exception that could not be raised.
pub(super) fn unraisable(t: &mut Thread, arguments: &Value) -> PyResult<()> {
    let wanted = t.interpreter().unraisable_type.clone();
    if !t.is_instance_of(arguments, &wanted) {
        return Err(t.type_error("sys.unraisablehook argument type must be UnraisableHookArgs"));
    }
    let mut field = |name: &str| {
        let name = t.intern(name)?;
        t.get_attr(arguments, &name)
    };
    let (error, message, object) = (field("exc_value")?, field("err_msg")?, field("object")?);
    let message = Str::of(&message).map(|text| text.to_lossy().into_owned());
    t.display_unraisable(&error, message, Some(&object).filter(|object| !object.is_none()));
    Ok(())
}

/// The SystemExit for `sys.exit(status)`: a tuple gives all its arguments, an exception is raised as it is.
pub(super) fn exit(t: &mut Thread, status: Option<&Value>) -> Exception {
    let Some(status) = status.filter(|status| !status.is_none()) else {
        return t.exception_of(Class::SystemExit, Vec::new());
    };
    let class = t.interpreter().exception_class(Class::SystemExit);
    if t.is_instance_of(status, &class) {
        return Exception::new(status.clone());
    }
    let arguments = match taipan_vm::builtins::tuple::Tuple::of(status) {
        Some(arguments) => arguments.items().to_vec(),
        None => vec![status.clone()],
    };
    // Called as Python would: the class fills `code`.
    match t.call(&class, &arguments) {
        Ok(exit) => Exception::new(exit),
        Err(error) => error,
    }
}

/// What was printed before an error is shown before it.
fn flush_stdout(t: &mut Thread) {
    let flushed = (|| {
        let Some(stream) = t.sys_value("stdout")?.filter(|stream| !stream.is_none()) else { return Ok(()) };
        let flush = t.interpreter().names().flush.clone();
        t.call_method(&stream, &flush, &[])?;
        PyResult::Ok(())
    })();
    // The error that is shown matters more than one in telling of it.
    drop(flushed);
}
