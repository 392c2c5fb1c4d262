//! "invalid syntax. Did you mean 'import'?": a name in the source that is a misspelt keyword, found by compiling the
//! source with the keyword in its place.

use crate::builtins::exception::{BaseException, SyntaxField};
use crate::builtins::str::Str;
use crate::builtins::traceback::carets::dedent;
use crate::builtins::traceback::print::{printable, text_of};
use crate::builtins::traceback::tokens::{Kind, Place, scan_leniently};
use crate::builtins::tuple::Tuple;
use crate::compile::Mode;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::native::suggestion::closest;
use crate::thread::Thread;
use crate::value::Value;

/// What CPython's `keyword.kwlist` holds, in its order.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Source that is longer is not searched, nor more names, nor more keywords tried for a name.
const LONGEST_SOURCE: usize = 1024;
const MOST_NAMES: usize = 10;
const MOST_KEYWORDS: usize = 3;

/// A keyword that makes the source right, where a line has another name.
pub(super) struct Correction {
    pub(super) line: String,
    /// Columns in the line, in characters from 0.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) keyword: &'static str,
}

impl Thread {
    /// Lets a syntax error of the compiler know its source, for suggestions: all of it, or nothing when it can be read
    /// from the file of that name.
    pub fn remember_source(&mut self, error: &Exception, source: &[u8], filename: &str) {
        // Without it there are no suggestions, and no harm.
        let _ = self.try_remember_source(error, source, filename);
    }

    fn try_remember_source(&mut self, error: &Exception, source: &[u8], filename: &str) -> PyResult<()> {
        let syntax_error = self.interpreter().exception_class(Class::SyntaxError);
        let Some(exception) = BaseException::of(error.value()) else { return Ok(()) };
        if !self.is_instance_of(error.value(), &syntax_error) {
            return Ok(());
        }
        let line =
            exception.field(SyntaxField::Lineno as usize).and_then(|line| line.as_small_int()).unwrap_or(0);
        let text = String::from_utf8_lossy(source);
        let start = last_statement(&text, usize::try_from(line).unwrap_or(0));
        let is_file = !filename.starts_with('<') && std::path::Path::new(filename).is_file();
        let text = if is_file { Value::NONE } else { Str::new(self, &text)? };
        let metadata = Tuple::new(self, [Value::small_int(start as i64), Value::small_int(0), text])?;
        exception.set_field(SyntaxField::Metadata as usize, Some(metadata));
        Ok(())
    }
}

/// The line, counted from 1, of the last compound statement that ended before a line; 0 if there is none.
fn last_statement(source: &str, before: usize) -> usize {
    const OPENERS: [&str; 10] = ["if", "while", "for", "try", "with", "def", "class", "async", "match", "@"];
    const CONTINUED: [&str; 4] = ["elif", "else", "except", "finally"];
    let word = |line: &str| -> String {
        let end = line.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(line.len());
        if line.starts_with('@') { "@".to_owned() } else { line[..end].to_owned() }
    };
    // Compound statements that are open: indentation and line.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut last = 0;
    for (index, line) in source.lines().take(before).enumerate() {
        let code = line.trim_start();
        if code.is_empty() || code.starts_with('#') {
            continue;
        }
        let indentation = line.len() - code.len();
        let word = word(code);
        while let Some(&(outer, start)) = open.last() {
            if outer < indentation || outer == indentation && CONTINUED.contains(&word.as_str()) {
                break;
            }
            last = start;
            open.pop();
        }
        if OPENERS.contains(&word.as_str()) {
            open.push((indentation, index + 1));
        }
    }
    last
}

/// The first keyword that corrects the source of an "invalid syntax" error.
pub(super) fn correction(t: &mut Thread, error: &Value) -> Option<Correction> {
    let exception = BaseException::of(error)?;
    let msg = exception.field(SyntaxField::Msg as usize)?;
    let msg = text_of(t, &msg, "exception");
    if msg != "invalid syntax" && !msg.contains("Perhaps you forgot a comma") {
        return None;
    }
    let number = |value: Value| value.as_small_int().and_then(|value| usize::try_from(value).ok());
    let last_line = exception.field(SyntaxField::Lineno as usize).and_then(number).unwrap_or(0);
    let metadata = exception.field(SyntaxField::Metadata as usize)?;
    let [start, _, source] = Tuple::of(&metadata)?.items() else { return None };
    let start = number(start.clone())?;
    let (source, from_file) = match Str::of(source) {
        Some(_) => (printable(source), false),
        None => {
            let filename = exception.field(SyntaxField::Filename as usize)?;
            (std::fs::read_to_string(printable(&filename)).ok()?, true)
        }
    };
    let skipped = start.saturating_sub(1);
    let lines: Vec<String> = source.lines().take(last_line).skip(skipped).map(str::to_owned).collect();
    let lines = dedent(&lines);
    if lines.iter().map(|line| line.chars().count() + 1).sum::<usize>() > LONGEST_SOURCE + 1 {
        return None;
    }
    let names = scan_leniently(&lines.join("\n")).0.into_iter().filter(|token| token.kind == Kind::Name);
    let names = names.filter(|token| !from_file || token.start.0 + skipped + 1 == last_line);
    let names = names.filter(|token| !KEYWORDS.contains(&token.text.as_str())).take(MOST_NAMES);
    for token in names {
        for keyword in candidates(&token.text) {
            if compiles(t, &replaced(&lines, token.start, token.end, keyword)) {
                let line = lines[token.start.0].clone();
                return Some(Correction { line, start: token.start.1, end: token.end.1, keyword });
            }
        }
    }
    None
}

fn replaced(lines: &[String], start: Place, end: Place, keyword: &str) -> String {
    let mut lines = lines.to_vec();
    let line = &lines[start.0];
    let before: String = line.chars().take(start.1).collect();
    let after: String = line.chars().skip(end.1).collect();
    lines[start.0] = format!("{before}{keyword}{after}");
    lines.join("\n")
}

/// Whether the source compiles, or might with more lines.
fn compiles(t: &mut Thread, source: &str) -> bool {
    let error = match t.compile(source.as_bytes(), "<input>", Mode::Exec, 0, 0) {
        Ok(_) => return true,
        Err(error) => error,
    };
    let Some(msg) = BaseException::of(error.value()).and_then(|error| error.field(SyntaxField::Msg as usize))
    else {
        return false;
    };
    let msg = printable(&msg);
    msg.starts_with("expected an indented block after")
        || msg.ends_with("was never closed")
        || msg.starts_with("unterminated triple-quoted string literal")
}

/// The keywords most like a name: the closest by edit distance, then the best by `difflib`'s measure.
fn candidates(name: &str) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = closest(name, KEYWORDS).into_iter().collect();
    let mut rated: Vec<(f64, &'static str)> = KEYWORDS
        .iter()
        .map(|keyword| (similarity(keyword, name), *keyword))
        .filter(|(ratio, _)| *ratio >= 0.5)
        .collect();
    rated.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(a.1)));
    found.extend(rated.into_iter().take(MOST_KEYWORDS).map(|(_, keyword)| keyword));
    found.truncate(MOST_KEYWORDS);
    found
}

/// `difflib.SequenceMatcher(None, a, b).ratio()`: twice the matching characters by all of them.
fn similarity(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut matched = 0;
    let mut work = vec![(0, a.len(), 0, b.len())];
    while let Some((a_from, a_to, b_from, b_to)) = work.pop() {
        let (mut best_a, mut best_b, mut best) = (a_from, b_from, 0);
        for i in a_from..a_to {
            for j in b_from..b_to {
                let length = a[i..a_to].iter().zip(&b[j..b_to]).take_while(|(a, b)| a == b).count();
                if length > best {
                    (best_a, best_b, best) = (i, j, length);
                }
            }
        }
        if best > 0 {
            matched += best;
            work.push((a_from, best_a, b_from, best_b));
            work.push((best_a + best, a_to, best_b + best, b_to));
        }
    }
    2.0 * matched as f64 / (a.len() + b.len()).max(1) as f64
}
