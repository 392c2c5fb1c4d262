//! Finding source files and packages on a search path.

use std::path::{Path, PathBuf};

use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// What files of modules end in, the one preferred first.
const SUFFIXES: [&str; 2] = ["py", "pyc"];

/// Where a module's source is.
pub(super) enum Source {
    /// A file `name.py` or `name.pyc`.
    File(PathBuf),
    /// A directory with `__init__.py` or `__init__.pyc`.
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
            let entry = match &*entry {
                "" => std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
                entry => PathBuf::from(entry),
            };
            let directory = entry.join(tail);
            let is_directory = directory.is_dir();
            if is_directory && let Some(file) = file_in(&directory, "__init__") {
                return Ok(Some(Source::Package { directory, file }));
            }
            if let Some(file) = file_in(&entry, tail) {
                return Ok(Some(Source::File(file)));
            }
            if is_directory {
                portions.push(directory);
            }
        }
        Ok((!portions.is_empty()).then_some(Source::Namespace(portions)))
    }
}

/// The file of a module in a directory.
fn file_in(directory: &Path, stem: &str) -> Option<PathBuf> {
    SUFFIXES.iter().map(|suffix| directory.join(format!("{stem}.{suffix}"))).find(|file| file.is_file())
}

/// The program that a package is.
fn main_of(name: &str, directories: &[PathBuf]) -> Result<Program, String> {
    match directories.iter().find_map(|directory| file_in(directory, "__main__")) {
        Some(file) => Ok(Program { file, package: name.to_owned() }),
        None => Err(format!(
            "No module named {name}.__main__; '{name}' is a package and cannot be directly executed"
        )),
    }
}
