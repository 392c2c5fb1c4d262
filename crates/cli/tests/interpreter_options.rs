//! The interpreter's own options mean what they mean in CPython.

use std::process::{Command, Output, Stdio};

fn taipan(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taipan"));
    command.args(arguments).env_clear().env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    command.env("PYTHONOPTIMIZE", "1").env("PYTHONPATH", "/of/the/environment");
    command.output().expect("taipan runs")
}

fn out(arguments: &[&str]) -> String {
    String::from_utf8_lossy(&taipan(arguments).stdout).into_owned()
}

fn err(arguments: &[&str]) -> String {
    String::from_utf8_lossy(&taipan(arguments).stderr).into_owned()
}

const FLAGS: &str = "import sys; print(*sys.flags)";

#[test]
fn flags_tell_what_was_asked_for() {
    assert_eq!(out(&["-c", FLAGS]), "0 0 0 1 0 0 0 0 0 0 0 1 0 False 0 0 False 4300\n");
    assert_eq!(out(&["-E", "-c", FLAGS]), "0 0 0 0 0 0 0 1 0 0 0 1 0 False 0 0 False 4300\n");
    assert_eq!(out(&["-I", "-c", FLAGS]), "0 0 0 0 0 1 0 1 0 0 0 1 1 False 0 0 True 4300\n");
    let all = ["-bbOOqsSBuP", "-X", "dev", "-Xutf8", "-X", "int_max_str_digits=700", "-c", FLAGS];
    assert_eq!(out(&all), "0 0 0 2 1 1 1 0 0 2 1 1 0 True 1 0 True 700\n");
    assert_eq!(out(&["-Xa", "-Xb=c", "-c", "import sys; print(sys._xoptions)"]), "{'a': True, 'b': 'c'}\n");
    let warnings = ["-b", "-Werror", "-Xdev", "-c", "import sys; print(sys.warnoptions)"];
    assert_eq!(out(&warnings), "['default', 'error', 'default::BytesWarning']\n");
}

#[test]
fn options_change_what_programs_do() {
    assert_eq!(out(&["-c", "assert 0; print(__debug__)"]), "False\n");
    assert_eq!(out(&["-OOc", "def f(): 'text'\nprint(f.__doc__)"]), "None\n");
    assert_eq!(out(&["-c", "import sys; print(sys.path)"]), "['', '/of/the/environment']\n");
    assert_eq!(out(&["-I", "-c", "import sys; print(sys.path)"]), "[]\n");
    assert!(
        err(&["-bb", "-c", "b'a' == 'a'"]).ends_with("BytesWarning: Comparison between bytes and string\n")
    );
    assert!(err(&["-b", "-c", "b'a' == 5"]).contains("BytesWarning: Comparison between bytes and int\n"));
    assert!(
        err(&["-bb", "-c", "str(bytearray())"]).ends_with("BytesWarning: str() on a bytearray instance\n")
    );
    assert!(err(&["-v", "-c", "import math"]).contains("import 'math'"));
    assert!(err(&["-Xint_max_str_digits=5", "-c", "1"]).starts_with("Fatal Python error: "));
}

#[test]
fn the_first_line_can_be_skipped() {
    let path = std::env::temp_dir().join(format!("taipan-first-line-{}.py", std::process::id()));
    std::fs::write(&path, "no python\nprint('second')\n1 / 0\n").expect("a file can be written");
    let output = taipan(&["-x", &path.to_string_lossy()]);
    std::fs::remove_file(&path).expect("the file is there");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "second\n");
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 3, in <module>"));
}

#[test]
fn closed_descriptors_are_none() {
    let run = |redirection: &str, code: &str| {
        let line = format!("{} -c '{code}' {redirection}", env!("CARGO_BIN_EXE_taipan"));
        let output = Command::new("sh").args(["-c", &line]).output().expect("sh runs");
        (
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    assert_eq!(run("<&-", "import sys; print(sys.stdin, sys.__stdin__)").0, "None None\n");
    assert_eq!(run(">&-", "import sys; sys.stderr.write(repr(sys.stdout))").1, "None");
    assert_eq!(run("2>&-", "import sys; print(sys.stderr); 1 / 0").0, "None\n");
    assert!(run("<&-", "input()").1.ends_with("RuntimeError: lost sys.stdin\n"));
}
