//! `import`: `sys.modules`, then the native modules, then sources, `.pyc` files and packages on `sys.path`.

mod cached;
pub(crate) mod find;
mod load;
mod names;

use std::cell::RefCell;

use crate::builtins::str::Str;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::{Raw, Value};

thread_local! {
    /// Modules whose code runs for the first time on this native thread, outermost first.
    static INITIALIZING: RefCell<Vec<Raw>> = const { RefCell::new(Vec::new()) };
}

/// Whether a module's code is still running for the first time.
pub(crate) fn is_initializing(module: &Value) -> bool {
    INITIALIZING.with_borrow(|modules| modules.contains(&module.raw()))
}

impl Thread {
    /// What the builtin `__import__` does: `name` is a string, `globals` the namespace that imports or None, `fromlist`
    /// a tuple of names, None, or any sequence.
    pub fn import(&mut self, name: &Value, globals: &Value, fromlist: &Value, level: isize) -> PyResult {
        let Some(text) = Str::of(name) else {
            return Err(self.type_error("module name must be a string"));
        };
        if level < 0 {
            return Err(self.value_error("level must be >= 0"));
        }
        let text = text.to_lossy().into_owned();
        let absolute = if level > 0 {
            self.resolve_relative(&text, globals, level as usize)?
        } else if text.is_empty() {
            return Err(self.value_error("Empty module name"));
        } else {
            text.clone()
        };
        let module = self.import_module(&absolute)?;
        if !self.truth(fromlist)? {
            return self.imported_head(module, &text, &absolute, level);
        }
        let path = self.intern("__path__")?;
        if self.get_attr_opt(&module, &path)?.is_some() {
            self.import_submodules(&module, fromlist, true)?;
        }
        Ok(module)
    }

    /// What `import a.b` binds: the package `a`.
    fn imported_head(&mut self, module: Value, name: &str, absolute: &str, level: isize) -> PyResult {
        let Some(dot) = name.find('.') else { return Ok(module) };
        if level == 0 {
            return self.import_module(&name[..dot]);
        }
        let head = &absolute[..absolute.len() - (name.len() - dot)];
        match self.known_module(head)? {
            Some(module) => Ok(module),
            None => {
                let name = Str::new(self, head)?;
                let text = self.repr_lossy(&name)?;
                let text = Str::new(self, &format!("{text} not in sys.modules as expected"))?;
                Err(self.exception_of(Class::KeyError, vec![text]))
            }
        }
    }

    /// Imports what a `from` list names and the package does not have yet.
    fn import_submodules(&mut self, package: &Value, fromlist: &Value, expand: bool) -> PyResult<()> {
        for item in self.collect(fromlist)? {
            let Some(text) = Str::of(&item) else {
                let (place, name) = (if expand { "``from list''" } else { "__all__" }, self.type_name(&item));
                let text = if expand {
                    format!("Item in {place} must be str, not {name}")
                } else {
                    let package = self.module_name(package)?.unwrap_or_default();
                    format!("Item in {package}.{place} must be str, not {name}")
                };
                return Err(self.type_error(text));
            };
            if text.as_str() == Some("*") {
                let all = self.intern("__all__")?;
                if let (true, Some(all)) = (expand, self.get_attr_opt(package, &all)?) {
                    self.import_submodules(package, &all, false)?;
                }
                continue;
            }
            if self.get_attr_opt(package, &item)?.is_some() {
                continue;
            }
            let Some(package_name) = self.module_name(package)? else { continue };
            let full = format!("{package_name}.{}", text.to_lossy());
            if let Err(error) = self.import_module(&full) {
                if !self.is_absence_of(&error, &full)? {
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Whether an error says that exactly this module does not exist.
    pub(crate) fn is_absence_of(&mut self, error: &Exception, full: &str) -> PyResult<bool> {
        if !self.is_exception(error, Class::ModuleNotFoundError) {
            return Ok(false);
        }
        let name = self.interpreter().names().name.clone();
        let missing = self.get_attr_opt(error.value(), &name)?;
        let same = missing.as_ref().and_then(Str::of).is_some_and(|name| name.to_lossy() == full);
        Ok(same && self.known_entry(full)?.is_none())
    }

    /// The module with this absolute name, imported if need be, its packages first.
    pub fn import_module(&mut self, full: &str) -> PyResult {
        if let Some(known) = self.known_module(full)? {
            return Ok(known);
        }
        // Packages are loaded outermost first, without recursion.
        let mut parent: Option<Value> = None;
        let ends = full.match_indices('.').map(|(dot, _)| dot).chain([full.len()]);
        for end in ends.collect::<Vec<usize>>() {
            let name = &full[..end];
            let module = match self.known_module(name)? {
                Some(module) => module,
                None => {
                    self.audit_import(name)?;
                    self.load_module(name, parent.as_ref())?
                }
            };
            parent = Some(module);
        }
        parent.ok_or_else(|| self.value_error("Empty module name"))
    }

    /// Tells audit hooks of a module that is about to be looked for.
    fn audit_import(&mut self, name: &str) -> PyResult<()> {
        if self.interpreter().audit_hooks.is_empty() {
            return Ok(());
        }
        let mut arguments = vec![Str::new(self, name)?, Value::NONE];
        for place in ["path", "meta_path", "path_hooks"] {
            arguments.push(self.sys_value(place)?.unwrap_or(Value::NONE));
        }
        self.audit("import", &arguments)
    }

    /// What `sys.modules` has for a name.
    fn known_entry(&mut self, full: &str) -> PyResult<Option<Value>> {
        let (modules, key) = (self.interpreter().modules.clone(), self.intern(full)?);
        self.get_item_opt(&modules, &key)
    }

    /// The module of this name in `sys.modules`; None there forbids importing it.
    fn known_module(&mut self, full: &str) -> PyResult<Option<Value>> {
        match self.known_entry(full)? {
            Some(entry) if entry.is_none() => {
                let text = format!("import of {full} halted; None in sys.modules");
                Err(self.module_not_found(text, full))
            }
            entry => Ok(entry),
        }
    }

    /// `__name__` of a module, if it is a string.
    fn module_name(&mut self, module: &Value) -> PyResult<Option<String>> {
        let name = self.interpreter().names().__name__.clone();
        let name = self.get_attr_opt(module, &name)?;
        Ok(name.as_ref().and_then(Str::of).map(|name| name.to_lossy().into_owned()))
    }

    #[cold]
    fn module_not_found(&mut self, text: String, full: &str) -> Exception {
        match Str::new(self, full) {
            Ok(name) => self.import_error_about(Class::ModuleNotFoundError, &text, &name, None, None),
            Err(error) => error,
        }
    }
}
