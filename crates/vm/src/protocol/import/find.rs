//! Finding source files and packages on a search path.

use std::path::{Path, PathBuf};

use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// Where a module's source is.
pub(super) enum Source {
    /// A file `name.py`.
    File(PathBuf),
    /// A directory with `__init__.py`.
    Package { directory: PathBuf, file: PathBuf },
    /// Directories without `__init__.py` (PEP 420).
    Namespace(Vec<PathBuf>),
}

/// A module that can be run as a program.
pub struct Program {
    pub file: PathBuf,
    /// The package it belongs to, "" for none.
    pub package: String,
}

impl Thread {
    /// Finds a module on `sys.path` that is to be run as the program; of a package its `__main__`. Packages on the way
    /// are imported. The inner error is what to tell the user.
    pub fn find_program(&mut self, name: &str) -> PyResult<Result<Program, String>> {
        let (package, tail) = name.rsplit_once('.').unwrap_or(("", name));
        let path = if package.is_empty() {
            self.sys_value("path")?
        } else {
            let imported = self.import_module(package);
            let Some(parent) = self.catch(imported, crate::errors::Class::ImportError)? else {
                return Ok(Err(format!("No module named {name}")));
            };
            let key = self.intern("__path__")?;
            self.get_attr_opt(&parent, &key)?
        };
        let found = match path {
            Some(path) => self.find_source(tail, &path)?,
            None => None,
        };
        Ok(match found {
            None => Err(format!("No module named {name}")),
            Some(Source::File(file)) => Ok(Program { file, package: package.to_owned() }),
            Some(Source::Package { directory, .. }) => {
                self.import_module(name)?;
                main_of(name, &[directory])
            }
            Some(Source::Namespace(directories)) => {
                self.import_module(name)?;
                main_of(name, &directories)
            }
        })
    }

    /// Looks for the module `tail` in the directories of `path`, a sequence; entries that are no strings are
    /// passed over.
    pub(super) fn find_source(&mut self, tail: &str, path: &Value) -> PyResult<Option<Source>> {
        if tail.contains(['/', '\0']) {
            return Ok(None);
        }
        let mut portions = Vec::new();
        for entry in self.collect(path)? {
            let Some(entry) = Str::of(&entry).and_then(Str::to_text) else { continue };
            let entry: &Path = if entry.is_empty() { Path::new(".") } else { Path::new(entry.as_ref()) };
            let directory = entry.join(tail);
            if directory.is_dir() {
                let file = directory.join("__init__.py");
                if file.is_file() {
                    return Ok(Some(Source::Package { directory, file }));
                }
            }
            let file = entry.join(format!("{tail}.py"));
            if file.is_file() {
                return Ok(Some(Source::File(file)));
            }
            if directory.is_dir() {
                portions.push(directory);
            }
        }
        Ok((!portions.is_empty()).then_some(Source::Namespace(portions)))
    }
}

/// The program that a package is.
fn main_of(name: &str, directories: &[PathBuf]) -> Result<Program, String> {
    let file = directories.iter().map(|directory| directory.join("__main__.py")).find(|file| file.is_file());
    match file {
        Some(file) => Ok(Program { file, package: name.to_owned() }),
        None => Err(format!(
            "No module named {name}.__main__; '{name}' is a package and cannot be directly executed"
        )),
    }
}
