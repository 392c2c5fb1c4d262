//! Making modules and running their code.
#![expect(unsafe_code, reason = "the compiler is borrowed from the interpreter while it uses the thread")]

use std::path::Path;

use super::INITIALIZING;
use super::cached::is_compiled;
use super::find::Source;
use crate::builtins::code::CodeObject;
use crate::builtins::list::List;
use crate::builtins::module::Module;
use crate::builtins::str::Str;
use crate::compile::{Compile, Mode};
use crate::native::{NativeModule, PyResult};
use crate::thread::Thread;
use crate::value::Value;

impl Thread {
    /// Loads a module that is not in `sys.modules`. `parent` is its package, loaded.
    pub(super) fn load_module(&mut self, full: &str, parent: Option<&Value>) -> PyResult {
        let (package, tail) = full.rsplit_once('.').unwrap_or(("", full));
        let mut path = None;
        if let Some(parent) = parent {
            let name = self.intern("__path__")?;
            path = self.get_attr_opt(parent, &name)?;
            if path.is_none() {
                let (full_shown, package) = (self.quoted(full)?, self.quoted(package)?);
                let text = format!("No module named {full_shown}; {package} is not a package");
                return Err(self.module_not_found(text, full));
            }
        }
        let native = self.interpreter().native_modules.get(full).copied();
        let module = if let Some(native) = native {
            self.load_native(native)?
        } else {
            let path = match path {
                Some(path) => Some(path),
                None => self.system_path()?,
            };
            let found = match path {
                Some(path) => self.find_source(tail, &path)?,
                None => None,
            };
            match (found, self.interpreter().fallback_modules.get(full).copied()) {
                (Some(source), _) => self.load_source(full, source)?,
                (None, Some(native)) => self.load_native(native)?,
                (None, None) => {
                    let text = format!("No module named {}", self.quoted(full)?);
                    return Err(self.module_not_found(text, full));
                }
            }
        };
        if let Some(parent) = parent {
            let name = self.intern(tail)?;
            self.set_attr(parent, &name, Some(&module))?;
        }
        Ok(module)
    }

    fn load_native(&mut self, native: &'static NativeModule) -> PyResult {
        let module = Module::from_native(self, native)?;
        self.remember_module(native.name, &module)?;
        self.tell_import(native.name, "built-in");
        Ok(module)
    }

    /// `-v`: says what was imported from where.
    fn tell_import(&mut self, full: &str, place: &str) {
        if self.interpreter().config.flags.verbose != 0 {
            self.write_stderr(&format!("import '{full}' # {place}\n"));
        }
    }

    fn remember_module(&mut self, full: &str, module: &Value) -> PyResult<()> {
        let (modules, key) = (self.interpreter().modules.clone(), self.intern(full)?);
        self.set_item(&modules, &key, module)
    }

    /// `sys.path`, if there is one.
    fn system_path(&mut self) -> PyResult<Option<Value>> {
        let (sys, name) = (self.interpreter().sys.clone(), self.interpreter().names().path.clone());
        self.get_item_opt(&sys, &name)
    }

    /// Makes a module of source and runs it. What it leaves in `sys.modules` is the result.
    fn load_source(&mut self, full: &str, source: Source) -> PyResult {
        let name = self.intern(full)?;
        let module = Module::create(self, full, Value::NONE)?;
        let package = match &source {
            Source::File(_) => full.rsplit_once('.').map_or("", |(package, _)| package),
            _ => full,
        };
        self.set_module_text(&module, "__package__", package)?;
        let (file, directories) = match source {
            Source::File(file) => (Some(file), None),
            Source::Package { directory, file } => (Some(file), Some(vec![directory])),
            Source::Namespace(directories) => (None, Some(directories)),
        };
        if let Some(directories) = directories {
            let paths = directories.iter().map(|path| Str::new(self, &path.to_string_lossy()));
            let paths = paths.collect::<PyResult<Vec<Value>>>()?;
            let (path, paths) = (self.intern("__path__")?, List::new(self, paths)?);
            self.set_attr(&module, &path, Some(&paths))?;
        }
        self.remember_module(full, &module)?;
        let Some(file) = file else { return Ok(module) };
        self.set_module_text(&module, "__file__", &file.to_string_lossy())?;
        let cached = if is_compiled(&file) { Some(file.clone()) } else { self.cached_path(&file)? };
        if let Some(cached) = cached {
            self.set_module_text(&module, "__cached__", &cached.to_string_lossy())?;
        }
        INITIALIZING.with_borrow_mut(|modules| modules.push(module.raw()));
        let result = self.run_file(&module, full, &file);
        INITIALIZING.with_borrow_mut(|modules| modules.retain(|known| *known != module.raw()));
        if let Err(error) = result {
            let modules = self.interpreter().modules.clone();
            if self.get_item_opt(&modules, &name)?.is_some() {
                self.delete_item(&modules, &name)?;
            }
            return Err(error);
        }
        match self.known_module(full)? {
            Some(module) => {
                self.tell_import(full, &file.to_string_lossy());
                // Modules stand in the order in which they were finished.
                let modules = self.interpreter().modules.clone();
                self.delete_item(&modules, &name)?;
                self.set_item(&modules, &name, &module)?;
                Ok(module)
            }
            None => Err(self.key_error(&name)),
        }
    }

    /// A text as a string literal.
    fn quoted(&mut self, text: &str) -> PyResult<String> {
        let text = Str::new(self, text)?;
        self.repr_lossy(&text)
    }

    fn set_module_text(&mut self, module: &Value, name: &str, text: &str) -> PyResult<()> {
        let (name, text) = (self.intern(name)?, Str::new(self, text)?);
        self.set_attr(module, &name, Some(&text))
    }

    /// Runs a file's code in a module's namespace.
    fn run_file(&mut self, module: &Value, full: &str, file: &Path) -> PyResult<()> {
        let code = self.load_module_code(full, file)?;
        let Some(namespace) = module.downcast::<Module>().and_then(|module| module.dict().cloned()) else {
            unreachable!("just made a module")
        };
        let interpreter = self.interpreter();
        let (key, builtins) = (interpreter.names().__builtins__.clone(), interpreter.builtins.clone());
        self.set_item(&namespace, &key, &builtins)?;
        self.run_in_namespace(&code, &namespace, &namespace)?;
        Ok(())
    }

    /// Compiles source into a code object.
    pub fn compile(
        &mut self,
        source: &[u8],
        filename: &str,
        mode: Mode,
        flags: u32,
        optimize: i8,
    ) -> PyResult {
        let Some(compiler) = self.interpreter().compiler.as_deref().map(std::ptr::from_ref::<dyn Compile>)
        else {
            return Err(self.system_error("this interpreter has no compiler"));
        };
        // SAFETY: the compiler is installed before anything runs and stays as long as the interpreter.
        let code = unsafe { &*compiler }.compile(self, source, filename, mode, flags, optimize)?;
        CodeObject::new(self, code)
    }
}
