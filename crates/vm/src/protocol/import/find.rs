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

impl Thread {
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
