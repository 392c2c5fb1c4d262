//! The command line from outside: exit statuses, streams, and what `inspect` and `profile` print.

mod common;

use common::{ROTATION, err, out, run};

#[test]
fn inspect_shows_what_became_of_sites() {
    let output = run(&["inspect", "-c", ROTATION]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let shown = out(&output);
    assert!(shown.starts_with("3000\n"), "the program's own output comes first:\n{shown}");
    let load = shown.lines().find(|line| line.contains("LOAD_ATTR x")).expect("the load");
    assert!(load.contains("◐ LOAD_ATTR x → 3 guards") && load.contains(" 1500 "), "{load}");
    assert_eq!(err(&output), "");
}

#[test]
fn cold_code_is_shown_without_being_run() {
    let output = run(&["inspect", "--cold", "-c", "print(1)\ndef f(a): return a.b"]);
    let shown = out(&output);
    assert!(shown.starts_with("<string>:1 <module>\n"), "{shown}");
    assert!(shown.contains("· LOAD_ATTR b"), "{shown}");
}

#[test]
fn executable_words_have_their_live_opcodes() {
    let output = run(&["inspect", "--executable", "-c", ROTATION]);
    assert!(out(&output).contains("FOR_ITER_LIST "), "{}", out(&output));
}

#[test]
fn statuses_are_as_documented() {
    let status = |arguments: &[&str]| run(arguments).status.code();
    assert_eq!(status(&["-c", "raise SystemExit(7)"]), Some(7));
    assert_eq!(status(&["-c", "1/0"]), Some(1));
    assert_eq!(status(&["-c", "def"]), Some(1));
    assert_eq!(status(&["/no/such/file.py"]), Some(2));
    assert_eq!(status(&["inspect", "--no-such-option", "-c", "1"]), Some(2));
    assert_eq!(status(&["inspect", "-c", "1/0"]), Some(1));
    assert_eq!(status(&["--version"]), Some(0));
}
