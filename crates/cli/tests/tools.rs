//! The tools from outside: options, bad input, streams, statuses.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

mod common;

use common::{ROTATION, err, out, run};

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("taipan-tools-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&path).expect("a folder");
    path
}

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path.to_str().expect("a path of text").to_owned()
}

/// One plain line on standard error, nothing on standard output, and the status.
fn refused(arguments: &[&str], status: i32, told: &str) {
    let output = run(arguments);
    let first = err(&output).lines().next().unwrap_or_default().to_owned();
    assert!(first.contains(told), "{arguments:?}: {first}");
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {first}");
    let lines = err(&output).lines().filter(|line| !line.starts_with("Try ")).count();
    assert_eq!(lines, 1, "{arguments:?}: {}", err(&output));
    assert_eq!(out(&output), "", "{arguments:?}");
}

#[test]
fn three_classes_in_rotation_are_one_polymorphic_site_that_hits() {
    let folder = folder("rotation");
    let json = folder.join("profile.json");
    let json = json.to_str().expect("a path of text");
    let done = run(&["profile", "-o", json, "-c", ROTATION]);
    assert_eq!((done.status.code(), out(&done).as_str(), err(&done).as_str()), (Some(0), "3000\n", ""));
    let report = out(&run(&["profile", "--from", json, "--by", "site", "--family", "LOAD_ATTR"]));
    let row = report.lines().find(|line| line.contains("LOAD_ATTR x")).expect("the site");
    assert!(row.trim_start().starts_with("1500   99."), "{row}");
    let shown = out(&run(&["inspect", "--no-source", "--only", "LOAD_ATTR", "-c", ROTATION]));
    assert!(shown.contains("◐ LOAD_ATTR x → 3 guards"), "{shown}");
    std::fs::remove_dir_all(folder).expect("made above");
}

#[test]
fn nothing_is_coloured_unless_asked_for() {
    for arguments in [
        &["inspect", "--caches", "--history", "--executable", "-c", ROTATION][..],
        &["profile", "--detail", "--history", "-c", ROTATION],
        &["explain", "big_int"],
    ] {
        assert!(!out(&run(arguments)).contains('\x1b'), "{arguments:?}");
    }
    assert!(out(&run(&["inspect", "--color", "always", "-c", ROTATION])).contains("\x1b[33m◐"));
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    for tool in ["inspect", "profile", "explain"] {
        let arguments: &[&str] = if tool == "explain" { &[tool, "--list"] } else { &[tool, "-c", ROTATION] };
        let mut child = Command::new(env!("CARGO_BIN_EXE_taipan"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("taipan starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("taipan ends");
        let told = err(&output);
        assert!(told.is_empty() || told.contains("BrokenPipeError"), "{tool}: {told}");
    }
}

#[test]
fn inspect_selects_functions_and_states() {
    let folder = folder("functions");
    let program = file(
        &folder,
        "program.py",
        "class C:\n    def m(self):\n        return len('x')\ndef f():\n    return C().m() + 1\nfor i in range(9):\n    f()\n",
    );
    let only = out(&run(&["inspect", &format!("{program}:C.m")]));
    assert!(only.contains("C.m(self)") && !only.contains("<module>"), "{only}");
    let warm = out(&run(&["inspect", "--warmup", "30", &format!("{program}:f")]));
    assert!(warm.lines().any(|line| line.contains("BINARY_OP + →") && line.contains(" 39 ")), "{warm}");
    let cold = out(&run(&["inspect", "--state", "cold", "-c", "def f(a): return a.b"]));
    assert!(cold.contains("· LOAD_ATTR b"), "{cold}");
    refused(&["inspect", &format!("{program}:C.n")], 2, "unknown function 'C.n': did you mean 'C.m'?");
    refused(&["inspect", "--warmup", "3", &program], 2, "--warmup needs a function");
    refused(&["inspect", "--vs", "python3.14", "-m", "sys"], 2, "--vs needs a file or -c CODE");
    refused(&["inspect", "--vs", "python3.14", "-"], 2, "standard input can be read once only");
    std::fs::remove_dir_all(folder).expect("made above");
}

#[test]
fn ways_of_running_that_there_are_not_are_refused() {
    for (name, told) in [
        ("TAIPAN_FORM", "TAIPAN_FORM is fast or faithful, not 'quick'"),
        ("TAIPAN_SPECIALIZE", "TAIPAN_SPECIALIZE is on or off, not 'quick'"),
        ("TAIPAN_DISPATCH", "TAIPAN_DISPATCH is tail or trampoline, not 'quick'"),
    ] {
        let with = |value: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_taipan"));
            command.args(["-c", "print(1)"]).env(name, value).output().expect("taipan starts")
        };
        let refused = with("quick");
        let answer = (refused.status.code(), out(&refused), err(&refused));
        assert_eq!(answer, (Some(2), String::new(), format!("taipan: {told}\n")));
        assert_eq!(out(&with("")), "1\n");
    }
}

#[test]
fn caches_counters_and_history_are_decoded() {
    let shown = out(&run(&["inspect", "--caches", "--history", "-c", ROTATION]));
    assert!(shown.contains("type_version ") && shown.contains("(P) @"), "{shown}");
    assert!(shown.contains("counter 52, backoff 0: next attempt after 53 misses"), "{shown}");
    assert!(shown.contains("@2 2 guards  @3 3 guards"), "{shown}");
    let refused = out(&run(&["inspect", "--caches", "-c", "for i in range(9): bytearray() + b''"]));
    assert!(refused.contains("✖ BINARY_OP + (other_types)"), "{refused}");
    assert!(refused.contains("backoff 3: next attempt after "), "{refused}");
}

#[test]
fn profiles_survive_exceptions_exits_generators_and_interrupts() {
    let partial = |code: &str| {
        let output = run(&["profile", "--json", "-c", code]);
        (output.status.code(), out(&output).contains("\"partial\": true"), err(&output))
    };
    assert_eq!(partial("for i in range(9): i + i\nraise SystemExit(3)"), (Some(1), true, String::new()));
    let (status, is_partial, told) = partial("for i in range(9): i + i\n1/0");
    assert_eq!((status, is_partial), (Some(1), true));
    assert!(told.contains("ZeroDivisionError"), "{told}");
    let (status, is_partial, _) = partial("for i in range(9): i + i\nraise KeyboardInterrupt");
    assert_eq!((status, is_partial), (Some(130), true));
    let (status, is_partial, told) = partial("def g():\n    for i in range(99): yield i + 1\nsum(g())");
    assert_eq!((status, is_partial, told.as_str()), (Some(0), false, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_program_leaves_its_profile() {
    use std::io::{BufRead, BufReader, Read};
    let code = "def f(a, b): return a + b\nfor i in range(99): f(i, 1)\nprint('ready', flush=True)\nwhile True: f(1, 2)";
    // What the program prints goes to standard error here: its profile alone is on standard output.
    // Whoever runs the tests may ignore interrupts.
    let mut child = Command::new("env")
        .args(["--default-signal=INT", env!("CARGO_BIN_EXE_taipan"), "profile", "--json", "-c", code])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("taipan starts");
    let mut told = BufReader::new(child.stderr.take().expect("piped"));
    let mut line = String::new();
    told.read_line(&mut line).expect("a line");
    assert_eq!(line, "ready\n");
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
    let mut json = String::new();
    child.stdout.take().expect("piped").read_to_string(&mut json).expect("texts");
    assert_eq!(child.wait().expect("taipan ends").code(), Some(130));
    assert!(json.contains("\"partial\": true") && json.contains("BINARY_ADD_INT"), "{json}");
}

#[test]
fn programs_get_their_arguments_and_standard_output_stays_json() {
    let code = "import sys\nprint(sys.argv)";
    let output = run(&["profile", "--json", "--", "-c", code, "--top", "x"]);
    assert!(out(&output).starts_with("{\n") && err(&output).contains("['-c', '--top', 'x']"));
}

#[test]
fn modules_are_programs_too() {
    let folder = folder("modules");
    file(&folder, "looked_into.py", "def f(a, b): return a + b\nfor i in range(50): f(i, 1)\n");
    let at = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_taipan"))
            .args(arguments)
            .env("NO_COLOR", "1")
            .current_dir(&folder)
            .stdin(Stdio::null())
            .output()
            .expect("taipan starts")
    };
    let shown = out(&at(&["inspect", "--function", "f", "-m", "looked_into"]));
    assert!(
        shown.starts_with("looked_into.py:1 f(a, b)") && shown.contains("● BINARY_OP + → ADD_INT"),
        "{shown}"
    );
    let shown = out(&at(&["profile", "--by", "opcode", "-m", "looked_into"]));
    assert!(shown.contains(" BINARY_OP\n"), "{shown}");
    for tool in ["inspect", "profile"] {
        let missing = at(&[tool, "-m", "no_such_module"]);
        assert_eq!((missing.status.code(), out(&missing).as_str()), (Some(1), ""), "{tool}");
        assert!(err(&missing).ends_with(": No module named no_such_module\n"), "{}", err(&missing));
    }
    std::fs::remove_dir_all(folder).expect("made above");
}

#[test]
fn programs_that_do_not_compile_leave_no_profile() {
    let folder = folder("syntax");
    let program = file(&folder, "wrong.py", "def (\n");
    let json = folder.join("profile.json");
    let json = json.to_str().expect("a path of text");
    let line = format!("{program}:1");
    for arguments in [&["profile", "-o", json, &program][..], &["profile", &program], &["explain", &line]] {
        let output = run(arguments);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""), "{arguments:?}");
        assert!(err(&output).ends_with("SyntaxError: invalid syntax\n"), "{}", err(&output));
    }
    assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), 1);
    std::fs::remove_dir_all(folder).expect("made above");
}

#[test]
fn everything_fits_80_columns() {
    let folder = folder(&"deep".repeat(12));
    let program = ROTATION.replace("total", "a_function_with_a_name_that_nobody_would_want_to_type")
        + "\"a line of the program that is much longer than any terminal is wide, with a constant to match\".x"
        + " if False else {'another constant that is long enough to run over the edge of the table': 1 + 2}\n"
        + "for i in range(200): bytearray() + b''\n";
    let program = file(&folder, "program_of_some_length.py", &program);
    let all: &[&[&str]] = &[
        &["inspect", "--cold"],
        &["inspect", "--caches", "--history", "--positions", "--offsets"],
        &["inspect", "--executable", "--caches"],
        &["profile", "--detail", "--history", "--cpython-compat"],
        &["profile", "--by", "site"],
        &["profile", "--by", "line"],
        &["profile", "--by", "function"],
        &["profile", "--by", "variants"],
        &["profile", "--by", "kind"],
    ];
    let fits = |what: &str, text: &str| {
        let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(!text.is_empty() && wide.is_empty(), "{what}: {wide:#?}");
    };
    for arguments in all {
        let output = run(&[arguments, &[&program[..]][..]].concat());
        fits(&arguments.join(" "), &out(&output));
    }
    for tool in ["inspect", "profile", "explain", "bench", "compare"] {
        fits(tool, &out(&run(&[tool, "--help"])));
    }
    fits("bench --list", &out(&run(&["bench", "--list"])));
    fits("--help", &out(&run(&["--help"])));
    std::fs::remove_dir_all(folder).expect("made above");
}

#[test]
fn history_tells_repeated_steps_once_and_counts_guards() {
    let shown = out(&run(&["inspect", "--history", "-c", "for i in range(300): bytearray() + b''"]));
    assert!(shown.contains("@1 … @247 ✖ other_types (7 times)"), "{shown}");
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupt_ends_the_other_interpreter_too() {
    use std::io::{BufRead, BufReader};
    let folder = folder("versus");
    let child = folder.join("child");
    let other =
        file(&folder, "other", &format!("#!/bin/sh\nsleep 60 &\necho $! > {}\nwait\n", child.display()));
    assert!(Command::new("chmod").args(["+x", &other]).status().expect("chmod runs").success());
    let mut taipan = Command::new("env")
        .args(["--default-signal=INT", env!("CARGO_BIN_EXE_taipan"), "inspect", "--vs", &other])
        .args(["-c", "print('ran', flush=True)"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("taipan starts");
    let mut line = String::new();
    BufReader::new(taipan.stdout.as_mut().expect("piped")).read_line(&mut line).expect("a line");
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(20);
    let sleeper = loop {
        let number = std::fs::read_to_string(&child).unwrap_or_default();
        if number.ends_with('\n') {
            break number.trim().to_owned();
        }
        assert!(std::time::Instant::now() < patience, "the other interpreter starts");
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    let sent = Command::new("kill").args(["-INT", &taipan.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
    let ended = taipan.wait_with_output().expect("taipan ends");
    assert_eq!(ended.status.code(), Some(130), "{}", err(&ended));
    assert_eq!(err(&ended), format!("taipan: interrupted while {other} ran the program\n"));
    assert!(!Path::new(&format!("/proc/{sleeper}")).exists(), "what it started is ended too");
    std::fs::remove_dir_all(folder).expect("made above");
}

#[test]
fn gates_end_with_status_3() {
    let gate = |arguments: &[&str]| {
        let output = run(&[&["profile"], arguments, &["-c", ROTATION]].concat());
        (output.status.code(), err(&output))
    };
    assert_eq!(gate(&["--min-hit-rate", "90"]), (Some(0), String::new()));
    let (status, told) = gate(&["--min-hit-rate", "99.99"]);
    assert!(status == Some(3) && told.starts_with("taipan: the hit rate is 99."), "{told}");
    let (status, told) = gate(&["--max-miss", "1"]);
    assert!(status == Some(3) && told.contains("2 misses, more than 1"), "{told}");
}

#[test]
fn runs_are_merged_and_compared() {
    let folder = folder("runs");
    let program = file(&folder, "program.py", "def f(a, b): return a + b\nfor i in range(50): f(i, 1)\n");
    let [one, two] =
        ["one.json", "two.json"].map(|name| folder.join(name).to_str().expect("text").to_owned());
    assert_eq!(run(&["profile", "-o", &one, &program]).status.code(), Some(0));
    file(&folder, "program.py", "def f(a, b): return a + b\nfor i in range(50): f(bytearray(), b'')\n");
    assert_eq!(run(&["profile", "-o", &two, &program]).status.code(), Some(0));
    let both = out(&run(&["profile", "--from", &one, "--from", &two, "--by", "opcode"]));
    assert!(
        both.lines().any(|line| line.trim_start().starts_with("100 ") && line.ends_with("BINARY_OP")),
        "{both}"
    );
    let change = out(&run(&["profile", "--from", &two, "--against", &one]));
    assert!(change.contains("stable -> backing off"), "{change}");
    let csv = folder.join("one.csv");
    assert_eq!(run(&["profile", "--from", &one, "-o", csv.to_str().expect("text")]).status.code(), Some(0));
    let csv = std::fs::read_to_string(csv).expect("written");
    assert!(csv.starts_with("id,file,function,") && csv.contains(",BINARY_OP,+,stable,"), "{csv}");
    std::fs::remove_dir_all(folder).expect("made above");
}

#[test]
fn bad_input_is_one_line_and_a_status() {
    refused(&["profile", "/no/such/file.py"], 2, "can't open file '/no/such/file.py'");
    refused(&["inspect", "/no/such/file.py"], 2, "can't open file '/no/such/file.py'");
    refused(
        &["profile", "--family", "LOAD_ATR", "-c", "1"],
        2,
        "unknown family 'LOAD_ATR': did you mean 'LOAD_ATTR'?",
    );
    refused(&["profile", "--kind", "bigint", "-c", "1"], 2, "unknown kind 'bigint': did you mean 'big_int'?");
    refused(&["profile", "--by", "lines", "-c", "1"], 2, "unknown grouping 'lines': did you mean 'line'?");
    refused(&["inspect", "--state", "polly", "-c", "1"], 2, "did you mean 'polymorphic'?");
    refused(&["inspect", "--only", "NOTHING", "-c", "1"], 2, "unknown family 'NOTHING'");
    refused(&["inspect", "--cold", "--history", "-c", "1"], 2, "--cold and --history contradict each other");
    refused(&["inspect", "--json", "--dump", "x.py"], 2, "--json and --dump contradict each other");
    refused(&["profile", "--json", "--by", "line", "-c", "1"], 2, "--json and --by contradict each other");
    refused(&["profile", "--tpo", "3", "-c", "1"], 2, "unknown option --tpo: did you mean --top?");
    refused(&["profile", "--top", "many", "-c", "1"], 2, "--top needs a number, not 'many'");
    refused(&["profile", "--min-hit-rate", "200", "-c", "1"], 2, "0 to 100");
    refused(&["profile", "--detail=yes", "-c", "1"], 2, "--detail takes no value");
    refused(&["explain", "bigint"], 2, "did you mean 'big_int'?");
    refused(&["explain"], 2, "is needed (--list names them)");
    refused(&["explain", "qqqq"], 2, "unknown topic 'qqqq' (taipan explain --list names all)");
    refused(
        &["inspect"],
        2,
        "inspect: a program is needed: FILE, -c CODE, -m MODULE, or - for standard input",
    );
    refused(&["profile", "--"], 2, "profile: a program is needed");
    refused(
        &["profile", "--by", "colour", "-c", "1"],
        2,
        "there are opcode, variant, variants, function, line, site",
    );
    refused(&["inspect", "--only", "POP_JUMP_IF_FALSE", "-c", "1"], 2, "unknown family 'POP_JUMP_IF_FALSE'");
    refused(&["profile", "-o", "/tmp/x.json/", "-c", "1"], 2, "can't write /tmp/x.json/");
    refused(&["profile", "-o", "/no/such/folder/x.json", "-c", "1"], 2, "can't write /no/such/folder/x.json");
    refused(&["profile", "-o", "x.xml", "-c", "1"], 2, ".json, .csv or .txt");
    refused(&["inspect", "--vs", "/no/such/python", "-c", "1"], 2, "can't run /no/such/python");
    let syntax = run(&["profile", "-c", "def"]);
    assert!(err(&syntax).contains("SyntaxError") && syntax.status.code() == Some(1), "{}", err(&syntax));
}

#[test]
fn damaged_and_foreign_profiles_are_told() {
    let folder = folder("damaged");
    let good = folder.join("good.json");
    let good = good.to_str().expect("text");
    run(&["profile", "-o", good, "-c", "1"]);
    let text = std::fs::read_to_string(good).expect("written");
    let cut = file(&folder, "cut.json", &text[..text.len() / 2]);
    let foreign = file(&folder, "foreign.json", "{\"a\": 1}");
    let newer = file(&folder, "newer.json", &text.replace("\"version\": 1,", "\"version\": 9,"));
    let odd = file(&folder, "odd.json", &text.replace("\"sites\": ", "\"cites\": "));
    let noise = file(&folder, "noise.json", "hello");
    refused(&["profile", "--from", &cut], 2, "is cut short");
    refused(&["profile", "--from", &foreign], 2, "is no profile");
    refused(&["profile", "--from", &newer], 2, "is of version 9");
    refused(&["profile", "--from", &odd], 2, "is a damaged profile");
    refused(&["profile", "--from", &noise], 2, "is no JSON");
    refused(&["profile", "--from", folder.join("none.json").to_str().expect("text")], 2, "can't read");
    std::fs::remove_dir_all(folder).expect("made above");
}

#[test]
fn a_full_disk_is_told_and_leaves_nothing() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let output = run(&["profile", "-o", "/dev/full", "-c", "1"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(err(&output), "taipan: can't write /dev/full: No space left on device\n");
}

#[test]
fn dumps_of_many_files_are_one_line_a_code_object() {
    let folder = folder("dump");
    let one = file(&folder, "one.py", "def f(a):\n    b = a\n    return lambda: (b, 'ä', 1.5, None)\n");
    let two = file(&folder, "two.py", "def");
    let list = file(&folder, "list", &format!("{one}\n{two}\n"));
    let output = run(&["inspect", "--dump", &format!("@{list}")]);
    let lines: Vec<String> = out(&output).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(
        lines[0].starts_with(&format!("{one}\t<module>\t1\tname=<module>\targs=0,0,0\tflags=0x0\t")),
        "{}",
        lines[0]
    );
    assert!(
        lines[2].contains("str:'\\xe4', float:1.5") && lines[2].contains("\tfreevars=('b',)\t"),
        "{}",
        lines[2]
    );
    assert!(lines[3].starts_with(&format!("{two}\t<error>\t0\tSyntaxError: ")), "{}", lines[3]);
    std::fs::remove_dir_all(folder).expect("made above");
}

#[test]
fn programs_look_at_a_part_of_themselves() {
    let code = "
import taipan
def f(a, b):
    return a + b
for i in range(500): f(i, 1)
with taipan.profile() as outer:
    for i in range(100): f(i, 1)
    with taipan.profile() as inner:
        for i in range(10): f(i, 1)
def add(p): return [(s['executions'], s['outcomes']['hits']) for s in p.stats()['sites'] if s['operand'] == '+']
print(add(outer), add(inner))
for i in range(50): f(i, 1)
print(add(outer), outer.stats()['schema'], outer.json()[0])
inner.report(top=1)
print(taipan.disassemble(f, caches=True))
taipan.reset()
print(taipan.stats()['executions'] < 20)
for bad in (lambda: taipan.profile().stats(), lambda: taipan.disassemble(1), lambda: inner.__exit__()):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
";
    let output = run(&["-c", code]);
    let shown = out(&output);
    assert_eq!(err(&output), "");
    assert!(
        shown.starts_with("[(110, 110)] [(10, 10)]\n[(110, 110)] taipan.profile {\n<profile>\n"),
        "{shown}"
    );
    assert!(
        shown.contains("● BINARY_OP + → ADD_INT") && shown.contains("next attempt after 53 misses"),
        "{shown}"
    );
    let end = "\nTrue\nRuntimeError the profile has not been entered\n\
               TypeError disassemble() argument must be a function, method or code object, not int\n\
               RuntimeError the profile has not been entered\n";
    assert!(shown.ends_with(end), "{shown}");
    let before_reset = code.split("taipan.reset()").next().expect("the beginning");
    let profiled = out(&run(&["profile", "--family", "BINARY_OP", "--by", "site", "-c", before_reset]));
    let row =
        profiled.lines().find(|line| line.ends_with("  BINARY_OP +  <string>:4:12")).expect("the addition");
    assert!(row.trim_start().starts_with("660 "), "{row}");
}

#[test]
fn a_line_of_a_program_is_explained() {
    let folder = folder("line");
    let program =
        file(&folder, "program.py", "def f(a):\n    return a + a\nfor value in [1, [2]] * 99: f(value)\n");
    let told = out(&run(&["explain", &format!("{program}:2")]));
    assert!(
        told.contains("BINARY_OP +") && told.contains("seen: ") && told.contains("taipan explain BINARY_"),
        "{told}"
    );
    refused(&["explain", &format!("{program}:1x")], 2, "'1x' is no line of");
    refused(&["explain", &format!("{program}:99")], 2, "no instruction of line 99 was executed");
    std::fs::remove_dir_all(folder).expect("made above");
}

/// Needs a CPython 3.14, which TAIPAN_REFERENCE names.
#[test]
fn a_cpython_is_compared_with_opcode_by_opcode() {
    let Some(reference) = std::env::var_os("TAIPAN_REFERENCE") else {
        eprintln!("skipped: TAIPAN_REFERENCE names no CPython");
        return;
    };
    let reference = reference.to_str().expect("a path of text");
    let code = "def f(a, b): return a % b\nfor i in range(99): f(i, 7)";
    let shown = out(&run(&["inspect", "--vs", reference, "-c", code]));
    assert!(shown.contains(" 1 specialized differently"), "{shown}");
    let row = shown.lines().find(|line| line.contains("BINARY_REMAINDER_INT")).expect("the remainder");
    assert!(row.trim_end().ends_with("BINARY_OP"), "{row}");
}
