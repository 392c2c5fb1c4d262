//! Source lines for tracebacks: of files, and of sources that are no files, which whoever compiled them
//! registers here.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use taipan_bytecode::{Code, Constant};

type Lines = Rc<Vec<String>>;

/// The sources that an interpreter knows beyond those in files.
#[derive(Default)]
pub struct Sources {
    /// By file name, qualified name and first line of each code object: sources given on the command line or typed in.
    codes: RefCell<HashMap<(String, String, i32), Lines>>,
}

impl Sources {
    /// Registers the source of code, and of the code in it, that was never in a file.
    pub fn add_code(&self, code: &Code, source: &str) {
        let lines = Rc::new(split(source));
        let mut codes = self.codes.borrow_mut();
        let mut work = vec![code];
        while let Some(code) = work.pop() {
            codes.insert(key(code), lines.clone());
            work.extend(code.consts.iter().filter_map(|constant| match constant {
                Constant::Code(code) => Some(code.as_ref()),
                _ => None,
            }));
        }
    }

    fn code(&self, code: &Code) -> Option<Lines> {
        self.codes.borrow().get(&key(code)).cloned()
    }
}

fn key(code: &Code) -> (String, String, i32) {
    (code.filename.to_lossy().into_owned(), code.qualname.to_lossy().into_owned(), code.firstlineno)
}

/// Lines without their ends.
fn split(source: &str) -> Vec<String> {
    source.replace("\r\n", "\n").replace('\r', "\n").split('\n').map(str::to_owned).collect()
}

impl crate::thread::Thread {
    /// A line of a file, counted from 1; `None` when it can't be found.
    pub fn source_line(&mut self, filename: &str, number: i64) -> Option<String> {
        let path = self.search_path();
        let mut files = Files::new(path);
        let line = files.line_of_file(filename, i32::try_from(number).ok()?);
        Some(line).filter(|line| !line.is_empty())
    }
}

/// Files read while one exception is printed.
pub(super) struct Files {
    read: HashMap<String, Option<Lines>>,
    /// `sys.path`, where files named relatively are looked for.
    path: Vec<String>,
}

impl Files {
    /// A cache that looks for relative names in these directories too.
    pub(super) fn new(path: Vec<String>) -> Files {
        Files { read: HashMap::new(), path }
    }

    /// A line, counted from 1, without trailing blanks; `""` when it can't be found.
    pub(super) fn line(&mut self, sources: &Sources, code: &Code, filename: &str, number: i32) -> String {
        let pick = |lines: &Lines| {
            let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
            index.and_then(|index| lines.get(index)).map(|line| line.trim_end().to_owned())
        };
        let from_file = self.lines(filename).as_ref().and_then(pick).unwrap_or_default();
        if from_file.is_empty() && filename.starts_with('<') {
            return sources.code(code).as_ref().and_then(pick).unwrap_or_default();
        }
        from_file
    }

    /// A line of a file that no code object is known of.
    pub(super) fn line_of_file(&mut self, filename: &str, number: i32) -> String {
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let lines = self.lines(filename);
        lines.and_then(|lines| Some(lines.get(index?)?.trim().to_owned())).unwrap_or_default()
    }

    fn lines(&mut self, filename: &str) -> Option<Lines> {
        if let Some(known) = self.read.get(filename) {
            return known.clone();
        }
        let lines = if filename.is_empty() || filename.starts_with('<') && filename.ends_with('>') {
            None
        } else {
            self.find(filename).map(|source| Rc::new(split(&source)))
        };
        self.read.insert(filename.to_owned(), lines.clone());
        lines
    }

    fn find(&self, filename: &str) -> Option<String> {
        if let Some(source) = read(Path::new(filename)) {
            return Some(source);
        }
        if Path::new(filename).is_absolute() {
            return None;
        }
        self.path.iter().find_map(|directory| read(&Path::new(directory).join(filename)))
    }
}

/// The text of a file in UTF-8, or in Latin-1 if it says so; `None` if it can't be read or decoded.
fn read(path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) if says_latin1(bytes) => Some(bytes.iter().map(|&byte| char::from(byte)).collect()),
        Err(_) => None,
    }
}

/// Whether one of the first two lines is a PEP 263 comment that names Latin-1.
fn says_latin1(bytes: &[u8]) -> bool {
    bytes.split(|&byte| byte == b'\n').take(2).any(|line| {
        let line = String::from_utf8_lossy(line).to_lowercase();
        let coding = line.split("coding").nth(1).unwrap_or_default();
        let name = coding.trim_start_matches([':', '=']).trim_start().replace('_', "-");
        line.trim_start().starts_with('#')
            && ["latin-1", "latin1", "iso-8859-1", "iso8859-1"].iter().any(|known| name.starts_with(known))
    })
}
