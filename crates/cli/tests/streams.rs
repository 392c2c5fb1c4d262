//! What the command does with its standard streams, and the options that concern them, warnings and modules.

use std::fs::File;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn taipan(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taipan"));
    command.args(arguments).env_remove("PYTHONUNBUFFERED").env_remove("PYTHONWARNINGS").stdin(Stdio::null());
    command
}

fn output(arguments: &[&str]) -> Output {
    taipan(arguments).output().expect("taipan starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("taipan-streams-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    folder
}

#[test]
fn output_that_is_lost_at_the_end_is_told() {
    let full = File::options().write(true).open("/dev/full").expect("/dev/full");
    let lost =
        taipan(&["-c", "print('x'); import sys; sys.exit(3)"]).stdout(full).output().expect("taipan starts");
    assert_eq!(lost.status.code(), Some(120));
    assert_eq!(
        text(&lost.stderr),
        "Exception ignored while flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n"
    );
}

#[test]
fn a_reader_that_went_away_is_no_news() {
    let mut child = taipan(&["-c", "import sys; sys.stdin.read(); print('x' * 100000)"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("taipan starts");
    drop(child.stdout.take());
    drop(child.stdin.take());
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!((ended.status.code(), text(&ended.stderr)), (Some(120), String::new()));
}

#[test]
fn unbuffered_output_is_seen_at_once() {
    let program = "import sys; sys.stdout.write('now'); sys.stdin.read()";
    for unbuffered in [true, false] {
        let arguments: &[&str] = if unbuffered { &["-u", "-c", program] } else { &["-c", program] };
        let mut child =
            taipan(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("taipan starts");
        let (mut input, mut output) =
            (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        if unbuffered {
            let mut seen = [0; 3];
            output.read_exact(&mut seen).expect("the text, while the program still runs");
            assert_eq!(&seen, b"now");
        }
        input.write_all(b"on").expect("the program reads");
        drop(input);
        let mut rest = String::new();
        output.read_to_string(&mut rest).expect("the rest");
        assert_eq!(rest, if unbuffered { "" } else { "now" });
        child.wait().expect("it ends");
    }
}

#[test]
fn files_that_nobody_closed_are_written() {
    let path = folder("unclosed").join("file");
    for program in [
        "",
        "def f(): pass\n",
        "import _io\nclass C:\n  def __del__(self): print('gone')\nc = C()\nc.me = c\n",
    ] {
        let program = format!("{program}file = open({path:?}, 'w')\nfile.write('kept')\n");
        let ended = output(&["-c", &program]);
        assert_eq!((ended.status.code(), text(&ended.stderr)), (Some(0), String::new()));
        assert_eq!(std::fs::read_to_string(&path).expect("the file"), "kept");
    }
}

#[test]
fn what_only_modules_refer_to_is_finalized() {
    let program = "class C:\n  def __del__(self): print('gone')\nc = C()\nprint('end')";
    assert_eq!(text(&output(&["-c", program]).stdout), "end\ngone\n");
}

#[test]
fn filters_of_warnings_come_from_options_and_environment() {
    let program = "~True";
    let shown = "<string>:1: DeprecationWarning: Bitwise inversion '~' on bool is deprecated";
    assert!(text(&output(&["-c", program]).stderr).starts_with(shown));
    assert_eq!(text(&output(&["-W", "ignore", "-c", program]).stderr), "");
    let raised = output(&["-Werror::DeprecationWarning", "-c", program]);
    assert_eq!(raised.status.code(), Some(1));
    assert!(text(&raised.stderr).contains("\nDeprecationWarning: Bitwise"), "{}", text(&raised.stderr));
    let quiet = taipan(&["-c", program]).env("PYTHONWARNINGS", "error,ignore::DeprecationWarning").output();
    assert_eq!(text(&quiet.expect("taipan starts").stderr), "");
    let wrong = output(&["-W", "nonsense", "-c", "pass"]);
    assert_eq!(text(&wrong.stderr), "Invalid -W option ignored: invalid action: 'nonsense'\n");
    assert_eq!(output(&["-W"]).status.code(), Some(2));
}

#[test]
fn a_module_is_run_as_the_program() {
    let folder = folder("module");
    let package = folder.join("package");
    std::fs::create_dir_all(&package).expect("a folder");
    let write = |name: &str, source: &str| std::fs::write(package.join(name), source).expect("a file");
    write("__init__.py", "print('package')");
    write("__main__.py", "import sys\nfrom . import other\nprint(__name__, __package__, sys.argv[1:])");
    write("other.py", "print(__name__)");
    let run = |arguments: &[&str]| taipan(arguments).current_dir(&folder).output().expect("taipan starts");
    let ended = run(&["-m", "package", "a", "b"]);
    assert_eq!(
        text(&ended.stdout),
        "package\npackage.other\n__main__ package ['a', 'b']\n",
        "{}",
        text(&ended.stderr)
    );
    assert_eq!(text(&run(&["-m", "package.other"]).stdout), "package\n__main__\n");
    for (name, reason) in [
        ("missing", "No module named missing\n"),
        ("package.missing", "No module named package.missing\n"),
        ("missing.too", "No module named missing.too\n"),
    ] {
        let ended = run(&["-m", name]);
        assert_eq!(ended.status.code(), Some(1));
        assert!(text(&ended.stderr).ends_with(&format!(": {reason}")), "{}", text(&ended.stderr));
    }
    write("__main__.py", "import other\nprint(__name__, __package__ or 'none')");
    assert_eq!(text(&run(&["package"]).stdout), "other\n__main__ none\n");
    std::fs::remove_file(package.join("__main__.py")).expect("it was there");
    let ended = run(&["-m", "package"]);
    assert!(text(&ended.stderr).ends_with("'package' is a package and cannot be directly executed\n"));
    let ended = run(&["package"]);
    assert_eq!(ended.status.code(), Some(1));
    assert!(text(&ended.stderr).contains(": can't find '__main__' module in '"), "{}", text(&ended.stderr));
}
