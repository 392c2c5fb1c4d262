//! Looking names up, and what is raised when they are not bound.

use crate::builtins::bytes::Bytes;
use crate::builtins::dict::Dict;
use crate::builtins::function::Function;
use crate::builtins::str::Str;
use crate::errors::{Class, Exception};
use crate::exec::Exec;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

/// Where the namespace of one keys version has the names that functions take from it.
#[derive(Clone, Copy, Default)]
pub(crate) struct FunctionNames {
    /// 0 for none.
    version: u32,
    name: Option<usize>,
    builtins: Option<usize>,
}

impl Thread {
    /// A global of a function's module, or a builtin.
    pub(crate) fn load_global(&mut self, function: &Function, name: &Value) -> PyResult {
        self.find_global(function, name, true)
    }

    /// As [`Thread::load_global`], for instructions that look past what a subclass of dict overrides.
    pub(crate) fn load_plain_global(&mut self, function: &Function, name: &Value) -> PyResult {
        self.find_global(function, name, false)
    }

    fn find_global(&mut self, function: &Function, name: &Value, overridden: bool) -> PyResult {
        for (namespace, overridden) in [(&function.globals, overridden), (&function.builtins, true)] {
            if let Some(namespace) = function.field(namespace).cloned() {
                let found = match namespace.exact::<Dict>() {
                    None if overridden => self.get_item_opt(&namespace, name)?,
                    _ => self.namespace_get(&namespace, name)?,
                };
                if let Some(value) = found {
                    return Ok(value);
                }
            }
        }
        if let Some(mapping) = self.stood_in_for(function.field(&function.builtins))
            && let Some(value) = self.get_item_opt(&mapping, name)?
        {
            return Ok(value);
        }
        Err(self.undefined(name))
    }

    /// The namespace of builtins that code in `globals` sees, a dict: its `__builtins__`, or what stands in for it.
    pub(crate) fn builtins_of(&mut self, globals: &Value) -> PyResult {
        let key = self.interpreter().names().__builtins__.clone();
        Ok(match self.namespace_get(globals, &key)? {
            Some(value) => match value.downcast::<crate::builtins::module::Module>() {
                Some(module) => module.dict().cloned().unwrap_or_else(|| self.interpreter().builtins.clone()),
                None if value.downcast::<Dict>().is_some() => value,
                None => self.stand_in(value)?,
            },
            None => self.current_builtins(),
        })
    }

    /// The dict that stands in for a namespace of builtins that is none, so that specialized loads always find a dict: it
    /// has no name, and holds the mapping under a key that nobody else has.
    fn stand_in(&mut self, mapping: Value) -> PyResult {
        if self.interpreter().stand_in_key.is_none() {
            let key = Bytes::new(self, b"stands in for")?;
            self.interpreter_mut().stand_in_key = key;
        }
        let key = self.interpreter().stand_in_key.clone();
        let dict = Dict::new(self)?;
        if let Some(dict) = dict.exact::<Dict>() {
            dict.set(self, &key, mapping)?;
        }
        Ok(dict)
    }

    /// The mapping that a function's namespace of builtins stands in for.
    fn stood_in_for(&self, builtins: Option<&Value>) -> Option<Value> {
        let dict = builtins?.exact::<Dict>().filter(|dict| dict.len() == 1)?;
        let (key, mapping) = dict.iter(self).next()?;
        key.is(&self.interpreter().stand_in_key).then(|| mapping.clone())
    }

    /// A function's namespace of builtins, as Python sees it.
    pub(crate) fn shown_builtins(&self, builtins: &Value) -> Value {
        self.stood_in_for(Some(builtins)).unwrap_or_else(|| builtins.clone())
    }

    /// What a function made in `globals` takes from it: the namespace of builtins, and the name of its module or None.
    pub(crate) fn function_namespace(&mut self, globals: &Value) -> PyResult<(Value, Value)> {
        let Some(dict) = globals.exact::<Dict>() else {
            let builtins = self.builtins_of(globals)?;
            let name = self.interpreter().names().__name__.clone();
            return Ok((builtins, self.namespace_get(globals, &name)?.unwrap_or(Value::NONE)));
        };
        let mut known = self.interpreter().function_names;
        if known.version == 0 || known.version != dict.version.get() {
            let names = self.interpreter().names();
            let place = |key: &Value| key.exact::<Str>().and_then(|key| dict.find_str(self, key));
            known.name = place(&names.__name__);
            known.builtins = place(&names.__builtins__);
            known.version = dict.keys_version(self).unwrap_or(0);
            self.interpreter_mut().function_names = known;
        }
        let module = known.name.and_then(|index| dict.value_at(index)).cloned().unwrap_or(Value::NONE);
        let builtins = match known.builtins.and_then(|index| dict.value_at(index)) {
            Some(value) => match value.exact::<crate::builtins::module::Module>() {
                Some(module) => module.dict().cloned(),
                None if value.is_kind(Kind::Dict) => Some(value.clone()),
                None => return Ok((self.builtins_of(globals)?, module)),
            },
            None => None,
        };
        Ok((builtins.unwrap_or_else(|| self.current_builtins()), module))
    }

    /// `NameError: name 'x' is not defined`.
    #[cold]
    pub(crate) fn undefined(&mut self, name: &Value) -> Exception {
        let text = name.downcast::<Str>().map_or_else(String::new, |name| name.to_lossy().into_owned());
        // CPython shows 200 bytes of a name.
        let shown = &text[..text.floor_char_boundary(200)];
        self.name_error(Class::NameError, &format!("name '{shown}' is not defined"), name)
    }

    /// `UnboundLocalError` for the local at `slot`.
    #[cold]
    pub(crate) fn unbound_local(&mut self, exec: *const Exec, slot: usize) -> Exception {
        let name = local_name(exec, slot);
        let text = name.downcast::<Str>().map_or_else(String::new, |name| name.to_lossy().into_owned());
        let text = format!("cannot access local variable '{text}' where it is not associated with a value");
        self.name_error(Class::UnboundLocalError, &text, &name)
    }

    /// The error for an empty cell: a local's, or a free variable's.
    #[cold]
    pub(crate) fn unbound_deref(&mut self, exec: *const Exec, slot: usize) -> Exception {
        let name = local_name(exec, slot);
        let text = name.downcast::<Str>().map_or_else(String::new, |name| name.to_lossy().into_owned());
        if is_free(exec, slot) {
            let text = format!(
                "cannot access free variable '{text}' where it is not associated with a value in enclosing scope"
            );
            return self.name_error(Class::NameError, &text, &name);
        }
        let text = format!("cannot access local variable '{text}' where it is not associated with a value");
        self.name_error(Class::UnboundLocalError, &text, &name)
    }
}

fn local_name(exec: *const Exec, slot: usize) -> Value {
    // SAFETY: the running frame's code is alive.
    #[expect(unsafe_code, reason = "handlers hold the code as a pointer")]
    let exec = unsafe { &*exec };
    exec.code().and_then(|code| code.locals.get(slot)).cloned().unwrap_or(Value::NONE)
}

fn is_free(exec: *const Exec, slot: usize) -> bool {
    // SAFETY: the running frame's code is alive.
    #[expect(unsafe_code, reason = "handlers hold the code as a pointer")]
    let exec = unsafe { &*exec };
    let kind = exec.code().and_then(|code| code.code().localspluskinds.get(slot).copied()).unwrap_or(0);
    kind & taipan_bytecode::local_kind::FREE != 0
}
