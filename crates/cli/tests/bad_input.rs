//! Input that no reference answers for: what CPython itself does not survive, and files that can't be read.

use std::process::{Command, Output, Stdio};

/// Runs a program with at most 4 GB of address space.
fn run(program: &str) -> Output {
    let limited = "ulimit -v 4000000; exec \"$0\" -c \"$1\"";
    Command::new("bash")
        .args(["-c", limited, env!("CARGO_BIN_EXE_taipan"), program])
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .expect("taipan starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs a program in which `check(f)` shows the name of the exception that `f` raises, and compares what it prints.
fn shows(program: &str, expected: &str) {
    let head = "
import sys
def check(f):
    try:
        f()
    except (RecursionError, MemoryError) as error:
        print(type(error).__name__)
    else:
        print('no exception')
def nest(make, inner, times):
    for _ in range(times):
        inner = make(inner)
    return inner
";
    let output = run(&format!("{head}{program}"));
    let told = text(&output.stderr);
    assert_eq!(
        (text(&output.stdout).as_str(), output.status.code()),
        (expected, Some(0)),
        "{program}\n{told}"
    );
}

#[test]
fn a_recursion_limit_of_a_billion_ends_in_an_exception() {
    shows(
        "
sys.setrecursionlimit(10 ** 9)
def calls(): calls()
check(calls)
class Made:
    def __init__(self): Made()
check(Made)
class Odd:
    def __repr__(self): return repr(self)
    def __eq__(self, other): return self == other
    def __getattr__(self, name): return getattr(self, name)
    def __call__(self): return self()
    def __add__(self, other): return self + other
check(lambda: repr(Odd()))
check(lambda: Odd() == Odd())
check(lambda: Odd().name)
check(Odd())
check(lambda: Odd() + 1)
",
        &"RecursionError\n".repeat(7),
    );
    let output = run("
import sys
sys.setrecursionlimit(10 ** 9)
def generator(): yield from generator()
try:
    list(generator())
except (RecursionError, MemoryError):
    print('ended')
");
    assert_eq!(text(&output.stdout), "ended\n", "{}", text(&output.stderr));
}

#[test]
fn data_nested_a_million_deep_prints_compares_hashes_and_dies() {
    shows(
        "
for make in (lambda x: [x], lambda x: (x,), lambda x: {1: x}, lambda x: slice(x), lambda x: ValueError(x)):
    deep, other = nest(make, None, 10 ** 6), nest(make, None, 10 ** 6)
    check(lambda: repr(deep))
    if not isinstance(deep, ValueError):
        check(lambda: deep == other)
    deep = other = None
check(lambda: hash(nest(lambda x: (x,), (), 10 ** 6)))
check(lambda: hash(nest(lambda x: slice(x), (), 10 ** 6)))
",
        &"RecursionError\n".repeat(11),
    );
    shows(
        "
class Linked:
    def __init__(self, next): self.next = next
class Slotted:
    __slots__ = 'next'
    def __init__(self, next): self.next = next
class Final(Linked):
    def __del__(self): pass
for make in (Linked, Slotted, Final, lambda x: iter([x]), lambda x: (lambda: x), lambda x: (y for y in [x]),
             lambda x: map(x, []), lambda x: zip([x]), lambda x: property(x), staticmethod, lambda x: [{1: (x,)}],
             lambda x: Linked(x).__init__):
    nest(make, None, 100000)
import gc
cycle = nest(lambda x: [x], end := [], 10 ** 6)
end.append(cycle)
del cycle, end
gc.collect()
print('done')
",
        "done\n",
    );
}

#[test]
fn memory_that_runs_out_is_an_exception() {
    shows(
        "
def grow(make):
    kept = []
    while True:
        kept.append(make())
check(lambda: grow(lambda: 'x' * 10 ** 7))
check(lambda: grow(lambda: [0] * 1000))
check(lambda: grow(lambda: {1: 2}))
check(lambda: grow(lambda: bytearray(5000)))
def doubled():
    text = 'x'
    while True:
        text += text
check(doubled)
print(sum(range(1000)))
",
        &("MemoryError\n".repeat(5) + "499500\n"),
    );
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let told = |path: &str, status: i32| {
        let output = Command::new(env!("CARGO_BIN_EXE_taipan")).arg(path).output().expect("taipan starts");
        assert_eq!(output.status.code(), Some(status), "{path}");
        let told = text(&output.stderr);
        told.split_once(": ").map(|(_, rest)| rest.trim_end().to_owned()).expect("the program names itself")
    };
    assert_eq!(
        told("/no/such/file.py", 2),
        "can't open file '/no/such/file.py': [Errno 2] No such file or directory"
    );
    let directory = std::env::temp_dir();
    let below = directory.join("missing").join("program.py");
    let below = below.to_str().expect("a readable path");
    assert_eq!(told(below, 2), format!("can't open file '{below}': [Errno 2] No such file or directory"));
    let directory = directory.to_str().expect("a readable path").trim_end_matches('/');
    assert_eq!(told(directory, 1), format!("can't find '__main__' module in '{directory}'"));
}

/// Writes a program of these bytes and runs it; its standard error, in which the file is `FILE`, and the status.
fn refused(name: &str, source: &[u8]) -> (String, Option<i32>) {
    let file = std::env::temp_dir().join(format!("taipan-{}-{name}.py", std::process::id()));
    std::fs::write(&file, source).expect("the folder can be written");
    let output = Command::new(env!("CARGO_BIN_EXE_taipan"))
        .arg(&file)
        .env("NO_COLOR", "1")
        .output()
        .expect("taipan starts");
    std::fs::remove_file(&file).expect("the file is still there");
    let name = file.to_str().expect("a readable path");
    (text(&output.stderr).replace(name, "FILE"), output.status.code())
}

#[test]
fn programs_that_are_no_text_are_told_with_their_file() {
    let (told, status) = refused("latin", b"x = 1\n# \xff\n");
    assert_eq!(status, Some(1));
    let expected = "  File \"FILE\", line 2\n    # \u{fffd}\n      ^\nSyntaxError: Non-UTF-8 code starting with '\\xff' in \
                    file FILE on line 2, but no encoding declared; see https://peps.python.org/pep-0263/ for details\n";
    assert_eq!(told, expected);
    let (told, status) = refused("null", b"x = 1\n\0\n");
    assert_eq!(status, Some(1));
    assert_eq!(told, "  File \"FILE\", line 2\n    \nSyntaxError: source code cannot contain null bytes\n");
    let (told, status) = refused("cookie", b"# coding: nonsense\n");
    assert_eq!(told, "  File \"FILE\", line 0\nSyntaxError: unknown encoding: nonsense\n");
    assert_eq!(status, Some(1));
}

#[test]
fn variables_that_make_no_sense_are_fatal() {
    let run = |name: &str, value: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_taipan"));
        command.args(["-c", "import sys; print(sys.get_int_max_str_digits(), sys.path)"]).env(name, value);
        command.output().expect("taipan starts")
    };
    for (name, value) in [
        ("PYTHONHASHSEED", "x"),
        ("PYTHONHASHSEED", "4294967296"),
        ("PYTHONINTMAXSTRDIGITS", "7"),
        ("PYTHONINTMAXSTRDIGITS", "x"),
    ] {
        let output = run(name, value);
        assert_eq!(output.status.code(), Some(1), "{name}={value}");
        let told = text(&output.stderr);
        assert!(told.starts_with("Fatal Python error: config_init_") && told.contains(name), "{told}");
    }
    for (name, value, expected) in [
        ("PYTHONHASHSEED", "random", "4300 ['']\n"),
        ("PYTHONINTMAXSTRDIGITS", "700", "700 ['']\n"),
        ("PYTHONPATH", "/a:/b", "4300 ['', '/a', '/b']\n"),
    ] {
        let output = run(name, value);
        assert_eq!(
            (text(&output.stdout).as_str(), output.status.code()),
            (expected, Some(0)),
            "{name}={value}"
        );
    }
}
