//! Names in imports: relative ones, `from m import name`, and `from m import *`.

use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

impl Thread {
    /// The absolute name of a relative import in the module with these globals.
    pub(super) fn resolve_relative(&mut self, name: &str, globals: &Value, level: usize) -> PyResult<String> {
        let mut package = self.importing_package(globals)?;
        for _ in 1..level {
            match package.rfind('.') {
                Some(dot) => package.truncate(dot),
                None => {
                    let text = "attempted relative import beyond top-level package";
                    return Err(self.exception(Class::ImportError, text));
                }
            }
        }
        if !name.is_empty() {
            package.push('.');
            package.push_str(name);
        }
        Ok(package)
    }

    /// The package of the module with these globals.
    fn importing_package(&mut self, globals: &Value) -> PyResult<String> {
        if globals.downcast::<Dict>().is_none() {
            return Err(self.type_error("globals must be a dict"));
        }
        let names = self.interpreter().names();
        let (package, spec) = (names.__package__.clone(), names.__spec__.clone());
        let (own, path) = (names.__name__.clone(), self.intern("__path__")?);
        let mut package = self.get_item_opt(globals, &package)?.filter(|package| !package.is_none());
        if let Some(spec) = self.get_item_opt(globals, &spec)?.filter(|spec| !spec.is_none()) {
            let parent = self.intern("parent")?;
            let parent = self.get_attr(&spec, &parent)?;
            match &package {
                Some(package) if !self.equals(package, &parent)? => {
                    self.warn(Class::DeprecationWarning, "__package__ != __spec__.parent", 1)?;
                }
                Some(_) => {}
                None => package = Some(parent),
            }
        } else if package.is_none() {
            let text =
                "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__";
            self.warn(Class::ImportWarning, text, 1)?;
        }
        let text = match package {
            Some(package) => match Str::of(&package) {
                Some(package) => package.to_lossy().into_owned(),
                None => return Err(self.type_error("package must be a string")),
            },
            None => {
                let Some(name) = self.get_item_opt(globals, &own)? else {
                    let text = Str::new(self, "'__name__' not in globals")?;
                    return Err(self.exception_of(Class::KeyError, vec![text]));
                };
                let Some(name) = Str::of(&name) else {
                    return Err(self.type_error("__name__ must be a string"));
                };
                let name = name.to_lossy().into_owned();
                match self.get_item_opt(globals, &path)? {
                    Some(_) => name,
                    None => name.rsplit_once('.').map(|(package, _)| package.to_owned()).unwrap_or_default(),
                }
            }
        };
        if text.is_empty() {
            let text = "attempted relative import with no known parent package";
            return Err(self.exception(Class::ImportError, text));
        }
        Ok(text)
    }

    /// `from module import name`.
    pub fn import_from(&mut self, module: &Value, name: &Value) -> PyResult {
        if let Some(value) = self.get_attr_opt(module, name)? {
            return Ok(value);
        }
        let text = Str::of(name).map(|name| name.to_lossy().into_owned()).unwrap_or_default();
        let package = self.module_name(module)?;
        if let Some(package) = &package {
            if let Some(module) = self.known_entry(&format!("{package}.{text}"))? {
                return Ok(module);
            }
        }
        Err(self.cannot_import_name(module, package, name))
    }

    #[cold]
    fn cannot_import_name(&mut self, module: &Value, package: Option<String>, name: &Value) -> Exception {
        match self.import_complaint(module, package, name) {
            Ok(error) | Err(error) => error,
        }
    }

    fn import_complaint(
        &mut self,
        module: &Value,
        package: Option<String>,
        name: &Value,
    ) -> PyResult<Exception> {
        let file = self.interpreter().names().__file__.clone();
        let file = self.get_attr_opt(module, &file)?.filter(|file| Str::of(file).is_some());
        let place = match &file {
            Some(file) => self.str_lossy(file)?,
            None => "unknown location".to_owned(),
        };
        let package = package.unwrap_or_else(|| "<unknown module name>".to_owned());
        let wanted = self.repr_lossy(name)?;
        let initializing = super::is_initializing(module);
        let hides = self.may_hide_library(&package, file.as_ref(), initializing)?;
        let text = if let Some(advice) = hides {
            format!("cannot import name {wanted} from '{package}' ({advice})")
        } else if initializing {
            format!(
                "cannot import name {wanted} from partially initialized module '{package}' \
                 (most likely due to a circular import) ({place})"
            )
        } else {
            format!("cannot import name {wanted} from '{package}' ({place})")
        };
        let package = Str::new(self, &package)?;
        Ok(self.import_error_about(Class::ImportError, &text, &package, file.as_ref(), Some(name)))
    }

    /// What to do about a module of the program's own directory that may hide one of a library: one of the standard
    /// library for sure, another perhaps if it imports itself.
    fn may_hide_library(
        &mut self,
        name: &str,
        file: Option<&Value>,
        initializing: bool,
    ) -> PyResult<Option<String>> {
        let Some(file) = file else { return Ok(None) };
        let own = self.interpreter().script_directory.clone();
        let Some(own) = own.filter(|own| !own.is_empty()).or_else(|| {
            std::env::current_dir().ok().map(|directory| directory.to_string_lossy().into_owned())
        }) else {
            return Ok(None);
        };
        let text = self.str_lossy(file)?;
        let path = std::path::Path::new(&text);
        let mut directory = path.parent();
        if path.file_name().is_some_and(|name| name == "__init__.py") {
            directory = directory.and_then(std::path::Path::parent);
        }
        if directory.is_none_or(|directory| directory != std::path::Path::new(&own)) {
            return Ok(None);
        }
        let shown = self.repr_lossy(file)?;
        let library = self.sys_value("stdlib_module_names")?;
        let known = match library {
            Some(names) => {
                let name = Str::new(self, name)?;
                self.contains(&names, &name)?
            }
            None => false,
        };
        Ok(if known {
            Some(format!(
                "consider renaming {shown} since it has the same name as the standard library module named '{name}' and \
                 prevents importing that standard library module"
            ))
        } else if initializing {
            Some(format!(
                "consider renaming {shown} if it has the same name as a library you intended to import"
            ))
        } else {
            None
        })
    }

    /// `from module import *` into a namespace.
    pub fn import_star(&mut self, module: &Value, namespace: &Value) -> PyResult<()> {
        let all = self.intern("__all__")?;
        let (names, listed) = match self.get_attr_opt(module, &all)? {
            Some(names) => (names, true),
            None => (self.public_names(module)?, false),
        };
        let mut index = 0;
        while let Some(name) = self.listed_name(&names, index)? {
            index += 1;
            let Some(text) = Str::of(&name) else {
                return Err(self.bad_listed_name(module, &name, listed));
            };
            if !listed && !text.is_empty() && text.units().get(0) == u32::from('_') {
                continue;
            }
            let value = self.get_attr(module, &name)?;
            self.set_item(namespace, &name, &value)?;
        }
        Ok(())
    }

    /// The keys of a module's `__dict__`.
    fn public_names(&mut self, module: &Value) -> PyResult {
        let names = self.interpreter().names();
        let (dict, keys) = (names.__dict__.clone(), names.keys.clone());
        let Some(dict) = self.get_attr_opt(module, &dict)? else {
            let text = "from-import-* object has no __dict__ and no __all__";
            return Err(self.exception(Class::ImportError, text));
        };
        let keys = self.call_method(&dict, &keys, &[])?;
        let keys = self.collect(&keys)?;
        crate::builtins::list::List::new(self, keys)
    }

    /// Item `index` of `__all__`; `None` past its end.
    fn listed_name(&mut self, names: &Value, index: usize) -> PyResult<Option<Value>> {
        if !self.is_sequence(names) {
            let name = self.type_name(names);
            return Err(self.type_error(format!("'{name}' object does not support indexing")));
        }
        let item = self.get_item(names, &Value::small_int(index as i64));
        self.catch(item, Class::IndexError)
    }

    #[cold]
    fn bad_listed_name(&mut self, module: &Value, name: &Value, listed: bool) -> Exception {
        let own = self.interpreter().names().__name__.clone();
        let module = match self.get_attr(module, &own).and_then(|module| self.str_lossy(&module)) {
            Ok(module) => module,
            Err(error) => return error,
        };
        let got = self.type_name(name);
        let (what, place) = if listed { ("Item", "__all__") } else { ("Key", "__dict__") };
        self.type_error(format!("{what} in {module}.{place} must be str, not {got}"))
    }
}
