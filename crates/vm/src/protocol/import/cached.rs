//! Compiled modules: `.pyc` files kept in `__pycache__` for their sources, and those that stand in for a source.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use taipan_bytecode::marshal::{self, MAGIC, MarshalError, PycError, PycSource};
use taipan_bytecode::{Code, Constant, Text};

use crate::builtins::code::CodeObject;
use crate::builtins::str::Str;
use crate::compile::Mode;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::thread::Thread;

impl Thread {
    /// The code object of the module `full`, whose source or `.pyc` is `file`. A source's `.pyc` is used when it was made
    /// from this very source, and written when not, as `sys.dont_write_bytecode` allows.
    pub fn load_module_code(&mut self, full: &str, file: &Path) -> PyResult {
        if is_compiled(file) {
            return self.code_in_place_of_source(full, file);
        }
        let metadata = fs::metadata(file).map_err(|error| self.unreadable(file, &error))?;
        let made_from = PycSource::Timestamp { mtime: metadata.mtime() as u32, size: metadata.size() as u32 };
        let cached = self.cached_path(file)?;
        let filename = file.to_string_lossy();
        if let Some(cached) = &cached
            && let Ok(bytes) = fs::read(cached)
            && let Ok((source, body)) = marshal::read_pyc_header(&bytes)
            && (source == made_from || matches!(source, PycSource::Hash { check: false, .. }))
        {
            let code = self.unmarshal(body, full, cached)?;
            let moved = code.filename.to_lossy() != filename;
            let code = if moved { Arc::new(code.with_filename(&Text::from(&*filename))) } else { code };
            return CodeObject::new(self, code);
        }
        let source = fs::read(file).map_err(|error| self.unreadable(file, &error))?;
        let code = self.compile(&source, &filename, Mode::Exec, 0, -1)?;
        if let (Some(cached), Some(made)) = (cached, code.exact::<CodeObject>())
            && !self.leaves_no_bytecode()?
            && let Ok(bytes) = marshal::write_pyc(made_from, made.code())
        {
            // A directory that can't be written to is no mistake of the program.
            let _ = replace_file(&cached, &bytes, metadata.mode());
        }
        Ok(code)
    }

    /// The code object of a program that is a `.pyc` file.
    ///
    /// # Errors
    ///
    /// EOFError when the bytes end in the header; RuntimeError for another version's file and for what is no code.
    pub fn load_program_code(&mut self, bytes: &[u8]) -> PyResult {
        let known = bytes.get(..MAGIC.len()).map(|magic| magic == MAGIC);
        let Some(body) = bytes.get(marshal::PYC_HEADER..) else {
            return Err(match known {
                Some(false) => self.runtime_error("Bad magic number in .pyc file"),
                _ => self.exception(Class::EOFError, "EOF read where not expected"),
            });
        };
        match (known, marshal::loads_code(body)) {
            (Some(true), Ok(code)) => CodeObject::new(self, code),
            (Some(true), Err(_)) => Err(self.runtime_error("Bad code object in .pyc file")),
            _ => Err(self.runtime_error("Bad magic number in .pyc file")),
        }
    }

    /// Where the `.pyc` of a source is kept (PEP 3147): in `__pycache__` beside it, or below `sys.pycache_prefix`. `None`
    /// when the interpreter has no tag for such files.
    pub(super) fn cached_path(&mut self, file: &Path) -> PyResult<Option<PathBuf>> {
        let Some(implementation) = self.sys_value("implementation")? else { return Ok(None) };
        let name = self.intern("cache_tag")?;
        let tag = self.get_attr_opt(&implementation, &name)?;
        let Some(tag) = tag.as_ref().and_then(Str::of) else { return Ok(None) };
        let (Some(directory), Some(stem)) = (file.parent(), file.file_stem()) else { return Ok(None) };
        let optimized = match self.interpreter().config.flags.optimize {
            0 => String::new(),
            level => format!(".opt-{level}"),
        };
        let name = format!("{}.{}{optimized}.pyc", stem.to_string_lossy(), tag.to_lossy());
        let prefix = self.sys_value("pycache_prefix")?;
        Ok(match prefix.as_ref().and_then(Str::of) {
            None => Some(directory.join("__pycache__").join(name)),
            Some(prefix) => {
                let directory = std::path::absolute(directory).unwrap_or_else(|_| directory.to_owned());
                let below = directory.strip_prefix("/").unwrap_or(&directory);
                Some(Path::new(&*prefix.to_lossy()).join(below).join(name))
            }
        })
    }

    fn leaves_no_bytecode(&mut self) -> PyResult<bool> {
        match self.sys_value("dont_write_bytecode")? {
            Some(value) => self.truth(&value),
            None => Ok(false),
        }
    }

    fn code_in_place_of_source(&mut self, full: &str, file: &Path) -> PyResult {
        let bytes = fs::read(file).map_err(|error| self.unreadable(file, &error))?;
        let error = match marshal::read_pyc_header(&bytes) {
            Ok((_, body)) => {
                let code = self.unmarshal(body, full, file)?;
                return CodeObject::new(self, code);
            }
            Err(error) => error,
        };
        let name = Str::new(self, full)?;
        let shown = self.repr_lossy(&name)?;
        let text = match error {
            PycError::ShortHeader => {
                return Err(self.exception(
                    Class::EOFError,
                    &format!("reached EOF while reading pyc header of {shown}"),
                ));
            }
            PycError::BadMagic => {
                let magic = &bytes[..bytes.len().min(MAGIC.len())];
                format!("bad magic number in {shown}: {}", taipan_bytecode::bytes_repr(magic))
            }
            other => format!("{other} in {shown}"),
        };
        let path = Str::new(self, &file.to_string_lossy())?;
        Err(self.import_error_about(Class::ImportError, &text, &name, Some(&path), None))
    }

    /// Reads the code object of a `.pyc` file past its header.
    fn unmarshal(&mut self, body: &[u8], full: &str, file: &Path) -> PyResult<Arc<Code>> {
        match marshal::loads(body) {
            Ok(Constant::Code(code)) => Ok(code),
            Ok(_) | Err(MarshalError::NotConstant) => {
                let (name, path) = (Str::new(self, full)?, Str::new(self, &file.to_string_lossy())?);
                let text = format!("Non-code object in {}", self.repr_lossy(&path)?);
                Err(self.import_error_about(Class::ImportError, &text, &name, Some(&path), None))
            }
            Err(error) => {
                let class = match error.exception() {
                    "EOFError" => Class::EOFError,
                    "TypeError" => Class::TypeError,
                    _ => Class::ValueError,
                };
                Err(self.exception(class, &error.to_string()))
            }
        }
    }

    fn unreadable(&mut self, file: &Path, error: &std::io::Error) -> Exception {
        let file = match Str::new(self, &file.to_string_lossy()) {
            Ok(file) => file,
            Err(error) => return error,
        };
        match error.raw_os_error() {
            Some(errno) => self.os_error_of(errno, Some(&file), None),
            None => self.os_error(error.to_string()),
        }
    }
}

/// Whether a module's file is a `.pyc` that stands in for its source.
pub(super) fn is_compiled(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "pyc")
}

/// Writes a file so that nobody sees a part of it, and its directory if need be. `mode` is its source's.
fn replace_file(path: &Path, bytes: &[u8], mode: u32) -> std::io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(format!(".{}", std::process::id()));
    let mut options = fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode((mode | 0o200) & 0o666).open(&unfinished)?;
    let written = file.write_all(bytes).and_then(|()| fs::rename(&unfinished, path));
    if written.is_err() {
        fs::remove_file(&unfinished)?;
    }
    written
}
