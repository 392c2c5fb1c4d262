//! `_thread._excepthook`: what `threading.excepthook` is unless a program replaces it.

use taipan_vm::builtins::exception::BaseException;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Class;
use taipan_vm::{PyResult, Thread, Value};

use crate::sys::struct_sequence::{StructSequence, fields};

static ARGUMENTS: StructSequence = StructSequence {
    name: "_thread._ExceptHookArgs",
    doc: "What threading.excepthook is called with.",
    fields: fields! {
        0 "exc_type" "The exception's class.";
        1 "exc_value" "The exception, or None.";
        2 "exc_traceback" "The exception's traceback, or None.";
        3 "thread" "The thread that raised it, or None.";
    },
    unlisted: &[],
};

/// The type of the arguments, as this interpreter has it.
#[derive(Default)]
struct ArgumentsType(Option<Value>);

/// Makes `_thread._ExceptHookArgs`.
pub(super) fn make_type(t: &mut Thread) -> PyResult {
    let class = ARGUMENTS.make_type(t)?;
    t.state::<ArgumentsType>().0 = Some(class.clone());
    Ok(class)
}

/// Prints an exception that ended a thread, but for SystemExit.
pub(super) fn show(t: &mut Thread, arguments: &Value) -> PyResult<()> {
    let class = t.state::<ArgumentsType>().0.clone();
    if !class.is_some_and(|class| t.is_instance_of(arguments, &class)) {
        return Err(t.type_error("_thread.excepthook argument type must be ExceptHookArgs"));
    }
    let items = Tuple::of(arguments).map(|items| items.items().to_vec()).unwrap_or_default();
    let [class, error, traceback, thread] = items.as_slice() else {
        unreachable!("the arguments are four");
    };
    if class.is(&t.interpreter().exception_class(Class::SystemExit)) {
        return Ok(());
    }
    let key = t.intern("name")?;
    let name = if thread.is_none() { None } else { t.get_attr_opt(thread, &key)? };
    let name = match name {
        Some(name) => t.str_lossy(&name)?,
        None => t.identity().to_string(),
    };
    t.write_stderr(&format!("Exception in thread {name}:\n"));
    match BaseException::of(error) {
        Some(exception) => {
            if exception.traceback().is_none() && !traceback.is_none() {
                let name = t.interpreter().names().__traceback__.clone();
                t.set_attr(error, &name, Some(traceback))?;
            }
            t.display_exception(error);
        }
        None => t.write_stderr("NoneType: None\n"),
    }
    Ok(())
}
