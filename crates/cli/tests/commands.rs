//! The command line from outside: exit statuses, streams, and what `inspect` and `profile` print.

use std::process::{Command, Output, Stdio};

const HOT: &str = "
class P:
    def __init__(self, x): self.x = x
class Q:
    def __init__(self, y, x): self.y = y; self.x = x
class R:
    __slots__ = ('x',)
    def __init__(self, x): self.x = x
def total(objects):
    t = 0
    for o in objects:
        t += o.x
    return t
print(total([P(1), Q(1, 2), R(3)] * 500))
";

fn taipan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_taipan"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .expect("taipan starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn inspect_shows_what_became_of_sites() {
    let output = taipan(&["inspect", "-c", HOT]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    assert!(shown.starts_with("3000\n"), "the program's own output comes first:\n{shown}");
    let load = shown.lines().find(|line| line.contains("LOAD_ATTR x")).expect("the load");
    assert!(load.contains("◐ LOAD_ATTR x → 3 guards") && load.contains(" 1500 "), "{load}");
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn cold_code_is_shown_without_being_run() {
    let output = taipan(&["inspect", "--cold", "-c", "print(1)\ndef f(a): return a.b"]);
    let shown = text(&output.stdout);
    assert!(shown.starts_with("<string>:1 <module>\n"), "{shown}");
    assert!(shown.contains("· LOAD_ATTR b"), "{shown}");
}

#[test]
fn executable_words_have_their_live_opcodes() {
    let output = taipan(&["inspect", "--executable", "-c", HOT]);
    assert!(text(&output.stdout).contains("FOR_ITER_LIST "), "{}", text(&output.stdout));
}

#[test]
fn statuses_are_as_documented() {
    let status = |arguments: &[&str]| taipan(arguments).status.code();
    assert_eq!(status(&["-c", "raise SystemExit(7)"]), Some(7));
    assert_eq!(status(&["-c", "1/0"]), Some(1));
    assert_eq!(status(&["-c", "def"]), Some(1));
    assert_eq!(status(&["/no/such/file.py"]), Some(2));
    assert_eq!(status(&["inspect", "--no-such-option", "-c", "1"]), Some(2));
    assert_eq!(status(&["inspect", "-c", "1/0"]), Some(1));
    assert_eq!(status(&["--version"]), Some(0));
}
