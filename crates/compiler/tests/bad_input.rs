//! Sources that are too deep, too long or no sources at all: each compiles or is refused as CPython 3.14
//! refuses it, in bounded time and stack.

use taipan_bytecode::{Text, marshal};
use taipan_compiler::{CompileError, ErrorKind, Mode, Options, compile};

/// Enough of anything to overflow a stack that is not watched.
const MANY: usize = 100_000;
/// More than 16 bits count.
const WIDE: usize = 70_000;

fn outcome(source: &str) -> Result<(), CompileError> {
    let filename = Text::from("<test>");
    let options = Options { mode: Mode::Exec, optimize: 0, flags: 0, filename, ignore_cookie: false };
    compile(source.as_bytes(), &options).map(drop)
}

fn accepted(name: &str, source: &str) {
    if let Err(error) = outcome(source) {
        panic!("{name}: {error}");
    }
}

fn refused(name: &str, source: &str, kind: ErrorKind, message: &str) {
    let Err(error) = outcome(source) else { panic!("{name} is accepted") };
    assert_eq!(error.kind, kind, "{name}: {error}");
    assert!(error.message.contains(message), "{name}: {error}");
}

fn listed(count: usize, item: impl Fn(usize) -> String, separator: &str) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(separator)
}

#[test]
fn nested_brackets_are_counted() {
    let message = "too many nested parentheses";
    for open in ["(", "[", "{", "f(", "x[", "(yield "] {
        refused(open, &open.repeat(MANY), ErrorKind::SyntaxError, message);
    }
    let pattern = format!("match x:\n case {}1{}: pass", "(".repeat(MANY), ")".repeat(MANY));
    refused("patterns", &pattern, ErrorKind::SyntaxError, message);
    refused("199 brackets", &"(".repeat(199), ErrorKind::SyntaxError, "'(' was never closed");
}

#[test]
fn what_nests_to_the_right_overflows_the_parser() {
    for (before, after) in
        [("not ", ""), ("-", ""), ("~", ""), ("lambda:", ""), ("", "**x"), ("", " if x else x")]
    {
        let source = format!("{}x{}", before.repeat(MANY), after.repeat(MANY));
        refused(&format!("{before}x{after}"), &source, ErrorKind::MemoryError, "Parser stack overflowed");
    }
}

#[test]
fn long_chains_overflow_the_compiler() {
    for link in [".a", "()", "[0]", "+x"] {
        let source = format!("x{}", link.repeat(MANY));
        refused(link, &source, ErrorKind::RecursionError, "during compilation");
    }
    for link in ["<x", " and x"] {
        accepted(link, &format!("x{}", link.repeat(MANY)));
    }
}

#[test]
fn blocks_are_counted() {
    let nested = |count: usize, header: &str| {
        let lines: String = (0..count).map(|depth| format!("{}{header}\n", " ".repeat(depth))).collect();
        format!("{lines}{}pass", " ".repeat(count))
    };
    refused("if", &nested(1_000, "if x:"), ErrorKind::IndentationError, "too many levels of indentation");
    refused("with", &nested(50, "with x:"), ErrorKind::SyntaxError, "too many statically nested blocks");
    refused("for", &nested(25, "for x in y:"), ErrorKind::SyntaxError, "too many statically nested blocks");
}

#[test]
fn long_sources_compile() {
    accepted("string", &format!("'{}'", "a".repeat(10_000_000)));
    accepted("list", &format!("[{}]", "1,".repeat(5_000_000)));
    accepted("strings", &"'a' ".repeat(MANY));
    accepted("decorators", &format!("{}def f(): pass", "@x\n".repeat(MANY)));
    accepted("statements", &"x;".repeat(MANY));
    accepted("targets", &format!("{}1", "x=".repeat(MANY)));
    accepted("fields", &format!("f'{}'", "{x}".repeat(MANY)));
    accepted("patterns", &format!("match x:\n case {}: pass", listed(MANY, |_| "1".to_owned(), "|")));
    accepted("digits", &format!("x=0x{}; y={}.5", "f".repeat(MANY), "9".repeat(5_000)));
}

#[test]
fn counts_beyond_16_bits_compile() {
    accepted("constants", &listed(WIDE, |n| format!("x={n}.5"), "\n"));
    accepted("names", &listed(WIDE, |n| format!("x{n}"), "\n"));
    accepted("arguments", &format!("f({})", listed(WIDE, |n| format!("a{n}"), ",")));
    accepted("keywords", &format!("f({})", listed(WIDE, |n| format!("a{n}=1"), ",")));
    accepted("parameters", &format!("def f({}): pass", listed(WIDE, |n| format!("a{n}"), ",")));
    accepted("globals", &format!("global {}", listed(WIDE, |n| format!("a{n}"), ",")));
    let body = listed(WIDE, |n| format!(" v{n}={n}.5"), "\n");
    accepted("locals", &format!("def f():\n{body}\n return v{}", WIDE - 1));
}

#[test]
fn what_is_no_source_is_refused() {
    let message = "Exceeds the limit (4300 digits)";
    refused("digits", &format!("x={}", "9".repeat(5_000)), ErrorKind::SyntaxError, message);
    let nul = ErrorKind::SyntaxError;
    for source in ["\0", "x=\0", "'\0'", "# \0\n"] {
        refused("null byte", source, nul, "source code string cannot contain null bytes");
    }
    refused("stars", &"*".repeat(MANY), ErrorKind::SyntaxError, "invalid syntax");
    refused("awaits", &"await ".repeat(MANY), ErrorKind::SyntaxError, "invalid syntax");
}

#[test]
fn damaged_files_are_refused() {
    let filename = Text::from("<test>");
    let options = Options { mode: Mode::Exec, optimize: 0, flags: 0, filename, ignore_cookie: false };
    let source = "class C:\n def f(self, *a, k=1.5): return [x**2 for x in a if x > 10**30], b'x', {1, 2}\n";
    let code = compile(source.as_bytes(), &options).expect("the source compiles").code;
    let whole = marshal::write_pyc(marshal::PycSource::Timestamp { mtime: 1, size: 2 }, &code)
        .expect("the code can be written");
    let shown = |code: &taipan_bytecode::Code| {
        let mut text = String::new();
        taipan_bytecode::dump("<test>", code, &mut text);
        text
    };
    let again = marshal::read_pyc(&whole).expect("what was written can be read");
    assert_eq!(shown(&again.code), shown(&code));
    for length in 0..whole.len() {
        assert!(marshal::read_pyc(&whole[..length]).is_err(), "cut at {length}");
    }
    let mut read = 0;
    for at in 16..whole.len() {
        for value in [0, 1, 0x7f, 0x80, 0xff, whole[at] ^ 0x80, whole[at].wrapping_add(1)] {
            let mut damaged = whole.clone();
            damaged[at] = value;
            // Read or refused: a code object that is read is sound enough to be looked at.
            if let Ok(pyc) = marshal::read_pyc(&damaged) {
                read += usize::from(!shown(&pyc.code).is_empty());
            }
        }
    }
    assert!(read > 0, "some damage does not show");
    // Depth and sizes that a stream only claims.
    let deep = [b")\x01".repeat(MANY), b"N".to_vec()].concat();
    assert!(marshal::loads(&deep).is_err(), "a stream that nests too deep");
    for kind in [b'(', b'[', b's', b'u', b'l', b'<', b'z'] {
        let claim = [&[kind][..], &[0xff, 0xff, 0xff, 0x7f]].concat();
        assert!(marshal::loads(&claim).is_err(), "a size beyond the stream");
    }
}
