//! What is said of arguments that do not fit a function's parameters.

use crate::builtins::code::CodeObject;
use crate::builtins::function::Function;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::Exception;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::{Raw, Value};

impl Thread {
    pub(super) fn function_name(&self, function: &Function) -> String {
        match function.field(&function.qualname).and_then(|name| name.downcast::<Str>()) {
            Some(name) => name.to_lossy().into_owned(),
            None => "?".to_owned(),
        }
    }

    #[cold]
    pub(super) fn unexpected_keyword(
        &mut self,
        function: &Function,
        shared: &taipan_bytecode::Code,
        code: &CodeObject,
        names: &Tuple,
        unexpected: &Str,
    ) -> Exception {
        let display = self.function_name(function);
        let posonly = shared.posonlyargcount as usize;
        let given = |local: &Str| {
            names.items().iter().any(|name| name.downcast::<Str>().is_some_and(|name| local.equals(name)))
        };
        // In the order of the parameters, not of the call.
        let wrong: Vec<String> = code.locals[..posonly]
            .iter()
            .filter_map(|local| local.exact::<Str>())
            .filter(|local| given(local))
            .map(|local| local.to_lossy().into_owned())
            .collect();
        if !wrong.is_empty() {
            let list = wrong.join(", ");
            return self.type_error(format!(
                "{display}() got some positional-only arguments passed as keyword arguments: '{list}'"
            ));
        }
        let total = (shared.argcount + shared.kwonlyargcount) as usize;
        let wanted = unexpected.to_lossy().into_owned();
        let candidates: Vec<String> = code.locals[posonly..total]
            .iter()
            .filter_map(|local| local.exact::<Str>().map(|local| local.to_lossy().into_owned()))
            .collect();
        match crate::native::suggestion::closest(&wanted, candidates.iter().map(String::as_str)) {
            Some(close) => self.type_error(format!(
                "{display}() got an unexpected keyword argument '{wanted}'. Did you mean '{close}'?"
            )),
            None => self.type_error(format!("{display}() got an unexpected keyword argument '{wanted}'")),
        }
    }

    #[cold]
    pub(super) fn too_many_positional(
        &mut self,
        function: &Function,
        shared: &taipan_bytecode::Code,
        given: usize,
        locals: &[Raw],
    ) -> Exception {
        let display = self.function_name(function);
        let argcount = shared.argcount as usize;
        let kwonly_given = locals[argcount..argcount + shared.kwonlyargcount as usize]
            .iter()
            .filter(|word| !word.is_null())
            .count();
        let defaults = function
            .field(&function.defaults)
            .and_then(|defaults| defaults.exact::<Tuple>())
            .map_or(0, Tuple::len);
        let (takes, plural) = if defaults > 0 {
            (format!("from {} to {argcount}", argcount.saturating_sub(defaults)), true)
        } else {
            (argcount.to_string(), argcount != 1)
        };
        let more = if kwonly_given > 0 {
            format!(
                " positional argument{} (and {kwonly_given} keyword-only argument{})",
                if given == 1 { "" } else { "s" },
                if kwonly_given == 1 { "" } else { "s" }
            )
        } else {
            String::new()
        };
        let verb = if given == 1 && kwonly_given == 0 { "was" } else { "were" };
        self.type_error(format!(
            "{display}() takes {takes} positional argument{} but {given}{more} {verb} given",
            if plural { "s" } else { "" }
        ))
    }

    #[cold]
    pub(super) fn missing_arguments(
        &mut self,
        function: &Function,
        code: &CodeObject,
        missing: &[usize],
        kind: &str,
    ) -> Exception {
        let display = self.function_name(function);
        let names: Vec<String> = missing
            .iter()
            .map(|&index| {
                let name = code.locals[index]
                    .exact::<Str>()
                    .map_or_else(String::new, |name| name.to_lossy().into_owned());
                format!("'{name}'")
            })
            .collect();
        let list = match names.as_slice() {
            [one] => one.clone(),
            [one, two] => format!("{one} and {two}"),
            [first @ .., last] => format!("{}, and {last}", first.join(", ")),
            [] => String::new(),
        };
        let plural = if missing.len() == 1 { "" } else { "s" };
        self.type_error(format!(
            "{display}() missing {} required {kind} argument{plural}: {list}",
            missing.len()
        ))
    }

    /// How messages about star arguments name a callable: `f()`, qualified.
    pub(crate) fn function_display(&mut self, callable: &Value) -> PyResult<String> {
        let qualname = self.interpreter().names().__qualname__.clone();
        let Some(name) = self.get_attr_opt(callable, &qualname)? else {
            let text = self.str_of(callable)?;
            return Ok(text.downcast::<Str>().map_or_else(String::new, |text| text.to_lossy().into_owned()));
        };
        let Some(name) = name.downcast::<Str>().map(|name| name.to_lossy().into_owned()) else {
            return Ok("?()".to_owned());
        };
        let module = self.interpreter().names().__module__.clone();
        let module = self.get_attr_opt(callable, &module)?;
        Ok(match module.as_ref().and_then(|module| module.downcast::<Str>()) {
            Some(module) if module.to_lossy() != "builtins" => format!("{}.{name}()", module.to_lossy()),
            _ => format!("{name}()"),
        })
    }
}
