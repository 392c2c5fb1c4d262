//! `taipan bench` and `taipan compare` from outside: what they answer to interpreters and benchmarks that behave, and to
//! those that don't. Interpreters that misbehave are shell scripts around the binary.

#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use taipan_testkit::options;

/// Timings of tests that run at once disturb each other.
static ONE: Mutex<()> = Mutex::new(());

const GOOD: &str =
    "SIZE = 500\ndef run(n):\n    t = 0\n    for i in range(n):\n        t += i & 3\n    return t\n";

/// A folder with a binary to test, and benchmarks and interpreters beside it.
struct Bench {
    taipan: PathBuf,
    folder: PathBuf,
}

/// What a command answered.
struct Answer {
    status: Option<i32>,
    out: String,
    err: String,
}

impl Bench {
    /// `None` without a binary.
    fn new(name: &str) -> Option<Bench> {
        let taipan = options::taipan()?;
        let folder = std::env::temp_dir().join(format!("taipan-bench-test-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let bench = Bench { taipan, folder };
        bench.file("good.py", GOOD);
        Some(bench)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// An interpreter that answers the probe as Taipan does, and then does `script` for a benchmark; `$TAIPAN` is the
    /// real one.
    fn interpreter(&self, name: &str, script: &str) -> String {
        let taipan = self.taipan.display();
        let text = format!(
            "#!/bin/sh\nTAIPAN='{taipan}'\ncase \"$2\" in *@taipan-probe*|pass) exec \"$TAIPAN\" \"$@\";; esac\n{script}\n"
        );
        let path = self.file(name, &text);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.taipan);
        command.args(words).current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    fn run(&self, words: &[&str]) -> Answer {
        let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        Answer::of(self.command(words).output().unwrap())
    }

    /// `taipan bench` with little to measure.
    fn bench(&self, words: &[&str]) -> Answer {
        let quick = ["bench", "-p", "3", "-n", "1", "-w", "0", "--min-time", "0.003", "--clock", "cpu"];
        self.run(&[&quick[..], words].concat())
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap()
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.read(name)).unwrap()
    }

    fn taipan(&self) -> &str {
        self.taipan.to_str().unwrap()
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.folder);
    }
}

impl Answer {
    fn of(output: Output) -> Answer {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The text is in what was printed, however its lines are broken.
    #[track_caller]
    fn told(&self, line: &str) -> &Answer {
        let in_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = in_one_line(line);
        assert!(
            in_one_line(&self.out).contains(&wanted) || in_one_line(&self.err).contains(&wanted),
            "no {line:?} in\n{}\n{}",
            self.out,
            self.err
        );
        self
    }

    /// The row of a benchmark in the table.
    #[track_caller]
    fn row(&self, name: &str) -> &str {
        let row = self.out.lines().find(|line| line.split_whitespace().next() == Some(name));
        row.unwrap_or_else(|| panic!("no row of {name} in\n{}\n{}", self.out, self.err))
    }
}

/// Whether any process holds the text in its command line.
fn running(text: &str) -> bool {
    fs::read_dir("/proc").unwrap().flatten().any(|entry| {
        let line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).contains(text)
    })
}

/// The bench of a test, or an early end without a binary.
macro_rules! bench {
    ($name:literal) => {
        match Bench::new($name) {
            Some(bench) => bench,
            None => return,
        }
    };
}

// === Interpreters ===

#[test]
fn an_interpreter_that_does_not_exist_is_told_and_the_rest_goes_on() {
    let bench = bench!("missing");
    let answer = bench.bench(&["good.py", "--against", "/no/such/python", "--against", bench.taipan()]);
    answer.told("/no/such/python: can't be started: No such file");
    assert!(answer.row("good").contains('['), "{}", answer.out);
    assert_eq!(answer.status, Some(2));
    let alone = bench.bench(&["good.py", "--against", "/no/such/python"]);
    alone.told("Taipan is measured alone").row("good");
    assert_eq!(alone.status, Some(2));
}

#[test]
fn without_a_python_taipan_is_measured_alone() {
    let bench = bench!("alone");
    let words = ["bench", "-p", "2", "--min-time", "0.003", "good.py"];
    let answer = Answer::of(bench.command(&words).env("PATH", "/nowhere").output().unwrap());
    answer.told("there is no Python on PATH to compare with: Taipan is measured alone").row("good");
    assert_eq!(answer.status, Some(0), "{}", answer.err);
}

#[test]
fn an_interpreter_that_is_no_python_is_told() {
    let bench = bench!("foreign");
    let answer = bench.bench(&["good.py", "--against", "/bin/echo"]);
    answer.told("/bin/echo: is no Python: it printed").row("good");
    assert_eq!(answer.status, Some(2));
}

#[test]
fn an_interpreter_that_crashes_fails_its_rows() {
    let bench = bench!("crash");
    let crash = bench.interpreter("crash", "echo oops >&2; kill -SEGV $$");
    let answer = bench.bench(&["good.py", "--against", &crash]);
    answer.told("good, taipan-2: died of signal 11: oops").told("over 0 of 1 benchmarks").told("1 failed");
    assert!(answer.row("good").ends_with("failed"));
    assert_eq!(answer.status, Some(1));
}

#[test]
fn another_answer_is_no_faster_time() {
    let bench = bench!("other");
    let prints = bench.interpreter("prints", "echo extra; exec \"$TAIPAN\" \"$@\"");
    let answer = bench.bench(&["good.py", "nbody", "--against", &prints, "-o", "r.json"]);
    answer.told("good: OUTPUT DIFFERS: ours printed 0 lines, taipan-2 printed \"extra\" in line 1");
    answer.told("over 0 of 2 benchmarks").told("2 with another output");
    assert!(answer.row("good").ends_with("OUTPUT DIFFERS") && !answer.row("good").contains('['));
    assert_eq!(answer.status, Some(5));
    assert!(bench.json("r.json")["taipan"]["mismatches"]["nbody"].is_string());
}

#[test]
fn an_interpreter_that_hangs_is_ended_with_its_children() {
    let bench = bench!("hang");
    let hang = bench.interpreter("hang", "sleep 7331.25 & sleep 7331.25");
    let start = Instant::now();
    let answer = bench.bench(&["good.py", "--against", &hang, "--timeout", "1"]);
    answer.told("good, taipan-2: took longer than 1 s (--timeout)");
    assert!(start.elapsed() < Duration::from_secs(30));
    assert!(!running("7331.25"));
}

#[test]
fn what_an_interpreter_leaves_behind_is_ended_and_told() {
    let bench = bench!("strays");
    let strays =
        bench.interpreter("strays", "setsid sleep 7332.25 >/dev/null 2>&1 & exec \"$TAIPAN\" \"$@\"");
    let answer = bench.bench(&["good.py", "--against", &strays]);
    answer.told("good, taipan-2:").told("left a process running, which was ended");
    assert!(answer.row("good").contains('['));
    assert!(!running("7332.25"));
}

#[test]
fn interpreters_take_turns() {
    let bench = bench!("turns");
    let answer = bench.bench(&["good.py", "--against", bench.taipan(), "-p", "4", "-o", "r.json"]);
    assert!(matches!(answer.status, Some(0 | 4)), "{}{}", answer.out, answer.err);
    let mut turns: Vec<(String, char)> = Vec::new();
    for (name, letter) in [("r.taipan-2.json", 'A'), ("r.json", 'B')] {
        for run in bench.json(name)["benchmarks"][1]["runs"].as_array().unwrap() {
            turns.push((run["metadata"]["date"].as_str().unwrap().to_owned(), letter));
        }
    }
    turns.sort();
    assert_eq!(turns.iter().map(|(_, letter)| *letter).collect::<String>(), "ABBAABBA");
}

// === Benchmarks ===

#[test]
fn benchmarks_that_misbehave_cost_only_their_rows() {
    let bench = bench!("misbehave");
    let cases = [
        ("raises", "SIZE = 1\ndef run(n):\n    raise ValueError('no')\n", "ValueError: no"),
        (
            "floods",
            "SIZE = 1\ndef run(n):\n    while True:\n        print('x' * 10000)\n",
            "wrote more than 16 MiB",
        ),
        (
            "reads",
            "SIZE = 1\ndef run(n):\n    raise EOFError('EOF when reading a line')\n",
            "standard input is empty",
        ),
        (
            "changes",
            "SIZE = 1\nl = []\ndef run(n):\n    l.append(n)\n    return len(l)\n",
            "its result changes from run to run: 1, then",
        ),
        (
            "wrong",
            "SIZE = 1\nCHECKSUM = 2\ndef run(n):\n    return 1\n",
            "run(SIZE) returned 1, and CHECKSUM is 2",
        ),
        (
            "leaves",
            "import sys\nSIZE = 1\ndef run(n):\n    sys.exit(0)\n",
            "ended before it returned a result",
        ),
        ("spins", "SIZE = 1\ndef run(n):\n    while True:\n        pass\n", "took longer than 1 s"),
        ("syntax", "SIZE = 1\ndef run(n):\n    return (\n", "SyntaxError"),
        ("script", "print('hello')\nraise KeyError('k')\n", "KeyError: 'k'"),
    ];
    let mut words: Vec<String> = vec!["--alone".to_owned(), "--timeout".to_owned(), "1".to_owned()];
    for (name, source, _) in cases {
        words.push(bench.file(&format!("{name}.py"), source));
    }
    words.extend(["good.py".to_owned(), "absent.py".to_owned(), "nothing".to_owned()]);
    let words: Vec<&str> = words.iter().map(|word| &word[..]).collect();
    let answer = bench.bench(&words);
    for (name, _, line) in cases {
        let failures: Vec<&str> = answer.out.lines().filter(|told| told.contains(line)).collect();
        assert!(
            failures.iter().any(|told| told.contains(&format!("{name}, taipan: "))),
            "{name}: {}",
            answer.out
        );
        assert!(answer.row(name).ends_with("failed"), "{name}");
    }
    assert!(!answer.row("good").ends_with("failed"));
    answer.told("absent.py: No such file").told("nothing: no such benchmark or file");
    assert_eq!(answer.status, Some(1));
}

#[test]
fn a_script_is_timed_as_a_whole_and_its_changing_output_told() {
    let bench = bench!("script");
    bench.file("script.py", "print('same')\n");
    bench.file("clock.py", "import time\nprint(time.perf_counter_ns())\n");
    bench.file("sleep.py", "import time\ntime.sleep(0.2)\n");
    let answer = bench.bench(&["script.py", "clock.py", "sleep.py", "--against", bench.taipan()]);
    // Notes are wrapped where they get long.
    let notes = answer.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let waits = |name: &str| {
        let note = notes.split(&format!("{name}, taipan: ")).nth(1).unwrap_or_default();
        let note = note.split(", taipan").next().unwrap_or_default();
        note.contains("it waits, which CPU time does not show")
    };
    // On a busy machine everything waits.
    let busy = answer.out.contains("the machine is busy");
    assert!(waits("sleep") && (busy || !waits("script")), "{}", answer.out);
    answer.told("a script's time is that of whole processes, start-up included");
    answer.told("clock, taipan: ").told("its output changes from run to run, and was not compared");
    assert!(answer.row("script").contains('[') && answer.row("clock").contains('['));
}

#[test]
fn a_long_benchmark_does_not_have_to_fit_in_an_argument() {
    let bench = bench!("long");
    bench.file("long.py", &format!("{GOOD}\n# {}\n", "x".repeat(200_000)));
    let answer = bench.bench(&["long.py", "--alone"]);
    assert!(!answer.row("long").ends_with("failed"), "{}", answer.out);
    assert_eq!(answer.status, Some(0));
}

// === Results ===

#[test]
fn results_that_can_t_be_written_are_told_before_anything_is_measured() {
    let bench = bench!("write");
    let answer = bench.bench(&["good.py", "--alone", "-o", "/proc/r.json"]);
    answer.told("can't write /proc/r.json: ");
    assert_eq!((answer.status, &answer.out[..]), (Some(2), ""));
    let answer = bench.bench(&["good.py", "--alone", "-o", "r.xls"]);
    answer.told("r.xls: results are written as .json, .md or .csv");
    assert_eq!(answer.status, Some(2));
}

#[test]
fn every_format_holds_the_row() {
    let bench = bench!("formats");
    let answer = bench.bench(&[
        "good.py",
        "--against",
        bench.taipan(),
        "--explain",
        "-o",
        "r.json",
        "-o",
        "r.md",
        "-o",
        "r.csv",
    ]);
    assert!(matches!(answer.status, Some(0 | 4)), "{}", answer.err);
    answer.told("hit ").told("geometric mean").told("Start-up").told("Peak memory");
    assert!(bench.read("r.md").contains("| good | "));
    assert!(bench.read("r.csv").contains("\ngood,function,"));
    for name in ["r.json", "r.taipan-2.json"] {
        let file = bench.json(name);
        assert_eq!(file["version"], "1.0");
        assert_eq!(file["benchmarks"][1]["metadata"]["name"], "good");
        let runs = file["benchmarks"][1]["runs"].as_array().unwrap().clone();
        assert_eq!(runs.len(), 3);
        assert!(runs.iter().all(|run| run["values"][0].as_f64().is_some_and(|value| value > 0.0)));
    }
    let answer = bench.run(&["compare", "r.json", "r.taipan-2.json"]);
    assert_eq!(answer.status, Some(0), "{}", answer.err);
    assert!(answer.row("good").contains('['));
}

#[test]
fn an_interruption_keeps_what_was_measured() {
    let bench = bench!("interrupt");
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let child = bench
        .command(&["bench", "good.py", "--alone", "-p", "100000", "--min-time", "0.01", "-o", "r.json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_secs(4));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let answer = Answer::of(child.wait_with_output().unwrap());
    assert_eq!(answer.status, Some(130));
    answer.told("PARTIAL: interrupted before the end").row("good");
    let file = bench.json("r.json");
    assert_eq!(file["taipan"]["partial"], true);
    assert!(file["benchmarks"][1]["runs"].as_array().is_some_and(|runs| !runs.is_empty()));
}

/// A reference whose hash seed makes the program do three times as much. How exactly a ratio is found is tested on samples
/// (`verdict.rs`): what else runs on a machine, and where memory comes to lie, favours one side by more than a tenth.
#[test]
fn three_times_the_work_is_found_and_nothing_where_nothing_is() {
    let bench = bench!("more");
    let hashed = bench.command(&["-c", "print(hash('probe'))"]).env("PYTHONHASHSEED", "77").output().unwrap();
    let hashed = String::from_utf8(hashed.stdout).unwrap();
    bench.file(
        "work.py",
        &format!(
            "SIZE = 20000\nTIMES = 3 if hash('probe') == {} else 1\ndef run(n):\n    t = 0\n    \
             for i in range(n * TIMES):\n        t = (t + i) & 1023\n    return TIMES > 0\n",
            hashed.trim()
        ),
    );
    let slow = bench.interpreter("slow", "PYTHONHASHSEED=77 exec \"$TAIPAN\" \"$@\"");
    let words =
        ["bench", "work.py", "-p", "12", "-n", "3", "--min-time", "0.02", "--clock", "cpu", "--against"];
    let answer = bench.run(&[&words[..], &[&slow, "-o", "fast.json"]].concat());
    let row = answer.row("work");
    let ratio: Option<f64> =
        row.split(" [").next().and_then(|cells| cells.split(' ').next_back()?.parse().ok());
    let found = ratio.is_some_and(|ratio| (0.15..0.7).contains(&ratio)) && row.ends_with("faster");
    assert!(found, "{}\n{}", answer.out, answer.err);

    // The same from files: Taipan was the fast one.
    let compare =
        |words: &[&str]| bench.run(&[&["compare", "fast.json", "fast.taipan-2.json"], words].concat());
    let answer = compare(&["--fail-on-regression", "5"]);
    answer.told("regression: work: ").told("slower");
    assert_eq!(answer.status, Some(3));
    let answer = compare(&["--fail-on-regression", "1000%", "--table", "md"]);
    assert!(!answer.err.contains("work"), "{}", answer.err);

    // Something else may run while it is measured, but not three times in turn.
    let same = || {
        let answer = bench.run(&[&words[..], &[bench.taipan()]].concat());
        ["same", "unstable"].iter().any(|word| answer.row("work").ends_with(word))
    };
    assert!(same() || same() || same());
}

#[test]
fn files_that_are_no_results_are_told_and_the_others_compared() {
    let bench = bench!("files");
    let values: Vec<String> = (0..9).map(|run| format!("{{\"values\": [0.0{}]}}", 100 + run % 3)).collect();
    let file = format!(
        "{{\"version\": \"1.0\", \"benchmarks\": [{{\"metadata\": {{\"name\": \"x\"}}, \"runs\": [{}]}}]}}",
        values.join(",")
    );
    bench.file("base.json", &file);
    bench.file("head.json", &file);
    bench.file("broken.json", "{");
    bench.file("hyperfine.json", "{\"results\": []}");
    let answer =
        bench.run(&["compare", "base.json", "broken.json", "hyperfine.json", "none.json", "head.json"]);
    answer.told("broken.json: is no JSON").told("hyperfine.json: holds hyperfine's results, not pyperf's");
    answer.told("none.json: No such file");
    assert!(answer.row("x").ends_with("same"), "{}", answer.out);
    assert_eq!(answer.status, Some(2));
    for words in [&["compare"][..], &["compare", "base.json"], &["compare", "--nonsense", "a", "b"]] {
        assert_eq!(bench.run(words).status, Some(2));
    }
}

#[test]
fn wrong_usage_is_told() {
    let bench = bench!("usage");
    for words in [
        &["bench", "--nonsense"][..],
        &["bench", "-p", "0"],
        &["bench", "--clock", "sun"],
        &["bench", "--affinity", "x"],
        &["bench", "--alone", "--against", "python3"],
        &["bench", "--timeout", "-1"],
    ] {
        let answer = bench.run(words);
        answer.told("taipan bench: ");
        assert_eq!((answer.status, &answer.out[..]), (Some(2), ""), "{words:?}");
    }
    let listed = bench.run(&["bench", "--list"]);
    assert!(listed.status == Some(0) && listed.out.lines().count() >= 16);
}

/// With TAIPAN_PYPERF a command that runs pyperf (`python3 -m pyperf`).
#[test]
fn pyperf_reads_the_results() {
    let bench = bench!("pyperf");
    let Ok(pyperf) = std::env::var("TAIPAN_PYPERF") else { return };
    let mut words = pyperf.split(' ');
    let program = words.next().unwrap();
    let fixed: Vec<&str> = words.collect();
    bench.bench(&["good.py", "nbody", "--against", bench.taipan(), "-o", "r.json"]);
    for words in [
        &["compare_to", "r.taipan-2.json", "r.json", "--table"][..],
        &["stats", "r.json"],
        &["check", "r.json"],
    ] {
        let ran = Command::new(program).args(&fixed).args(words).current_dir(&bench.folder).output().unwrap();
        let text = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(
            !text.contains("Traceback") && (ran.status.success() || words[0] == "check"),
            "{words:?}: {text}"
        );
    }
    assert!(Path::new(&bench.folder.join("r.json")).exists());
}
