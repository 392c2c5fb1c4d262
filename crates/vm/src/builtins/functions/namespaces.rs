//! Namespaces as functions: `globals`, `locals`, `vars`, `dir`.
#![expect(unsafe_code, reason = "reads the locals of a running frame")]

use taipan_bytecode::local_kind;

use crate::builtins::cell::Cell;
use crate::builtins::code::CodeObject;
use crate::builtins::dict::Dict;
use crate::builtins::fields::read;
use crate::frames::FrameRef;
use crate::native::PyResult;
use crate::thread::{Thread, frame};
use crate::value::{Raw, Value};

/// Functions of `builtins`.
#[taipan_macros::module("builtins")]
pub(crate) mod module {
    use super::running_locals;
    use crate::builtins::dict::Dict;
    use crate::builtins::list::List;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::types::Special;
    use crate::value::Value;

    /// The namespace of the running module.
    #[function("()")]
    fn globals(t: &mut Thread) -> PyResult {
        Ok(t.current_globals().unwrap_or(Value::NONE))
    }

    /// The local variables: in a function, a new dict of them.
    #[function("()")]
    fn locals(t: &mut Thread) -> PyResult {
        running_locals(t)
    }

    /// An object's `__dict__`; without an object, the local variables.
    #[function("([object], /)", told = "")]
    fn vars(t: &mut Thread, object: Option<&Value>) -> PyResult {
        let Some(object) = object else { return running_locals(t) };
        let name = t.interpreter().names().__dict__.clone();
        match t.get_attr_opt(object, &name)? {
            Some(dict) => Ok(dict),
            None => Err(t.type_error("vars() argument must have __dict__ attribute")),
        }
    }

    /// The names of an object's attributes, sorted; without an object, those of local variables.
    #[function("([object], /)", told = "")]
    fn dir(t: &mut Thread, object: Option<&Value>) -> PyResult {
        let names = match object {
            Some(object) => match t.call_special(object, Special::Dir, &[])? {
                Some(names) => t.collect(&names)?,
                None => return Err(t.type_error("object does not provide __dir__")),
            },
            None => {
                let locals = running_locals(t)?;
                match locals.exact::<Dict>() {
                    Some(dict) => dict.iter(t).map(|(key, _)| key.clone()).collect(),
                    None => {
                        let keys = t.interpreter().names().keys.clone();
                        let keys = t.call_method(&locals, &keys, &[])?;
                        t.collect(&keys)?
                    }
                }
            }
        };
        let list = List::new(t, names)?;
        let sort = t.intern("sort")?;
        t.call_method(&list, &sort, &[])?;
        Ok(list)
    }
}

/// The local variables of the innermost Python frame.
pub(super) fn running_locals(t: &mut Thread) -> PyResult {
    match t.running_frame().python() {
        Some(frame) => frame_locals(t, frame),
        None => Err(t.system_error("frame does not exist")),
    }
}

/// The local variables of a frame: its namespace, or a new dict of what its function has. In a comprehension that a module's or
/// a class's frame runs, a dict of what that frame has besides its namespace.
pub(crate) fn frame_locals(t: &mut Thread, at: FrameRef) -> PyResult {
    // SAFETY: the frame is on the value stack; its header's frame-object word is 0 or counted.
    let object = unsafe { *at.fp.sub(frame::OBJECT) };
    let comprehends =
        at.exec().code().is_some_and(|code| code.hidden_locals().any(|slot| local(at, code, slot).is_some()));
    if object != Raw(0) && !comprehends {
        // SAFETY: as above.
        if let Some(namespace) = read(unsafe { &crate::frames::object_of(object).namespace }) {
            return Ok(namespace);
        }
    }
    let dict_value = Dict::new(t)?;
    let Some(dict) = dict_value.exact::<Dict>() else { unreachable!("just made a dict") };
    let Some(code) = at.exec().code() else { return Ok(dict_value) };
    let names: Vec<Value> = code.locals.to_vec();
    for (slot, name) in names.iter().enumerate() {
        if let Some(value) = at.exec().code().and_then(|code| local(at, code, slot)) {
            dict.set(t, name, value)?;
        }
    }
    if object != Raw(0) {
        // What was added through `f_locals`.
        // SAFETY: as above.
        if let Some(extra) = read(unsafe { &crate::frames::object_of(object).extra_locals }) {
            let Some(extra) = extra.exact::<Dict>() else { return Ok(dict_value) };
            let entries: Vec<(Value, Value)> =
                extra.iter(t).map(|(name, value)| (name.clone(), value.clone())).collect();
            for (name, value) in entries {
                // A comprehension's variable hides what was added by its name.
                if !dict.contains(t, &name)? {
                    dict.set(t, &name, value)?;
                }
            }
        }
    }
    Ok(dict_value)
}

/// What a running frame's local is; nothing while it is unbound.
fn local(at: FrameRef, code: &CodeObject, slot: usize) -> Option<Value> {
    // SAFETY: the frame's locals lie at its base for as long as it runs; it owns them.
    let value = unsafe {
        let word = *at.fp.add(slot);
        (!word.is_null()).then(|| Value::from_borrowed(word))
    }?;
    let kind = code.code().localspluskinds.get(slot).copied().unwrap_or(0);
    match value.exact::<Cell>().filter(|_| kind & (local_kind::CELL | local_kind::FREE) != 0) {
        Some(cell) => read(&cell.content),
        None => Some(value),
    }
}
