//! Ctrl-C from outside: where it is noticed, what is printed, and how the process ends.
#![cfg(unix)]
#![expect(unsafe_code, reason = "sends signals")]

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// A program that says "ready" when it may be interrupted.
fn start(program: &str) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_taipan"))
        .args(["-c", program])
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("taipan starts");
    let mut line = String::new();
    // Only what belongs to the line is read.
    let mut stdout = BufReader::with_capacity(1, child.stdout.as_mut().expect("a pipe"));
    stdout.read_line(&mut line).expect("the program writes");
    assert_eq!(line, "ready\n");
    child
}

/// Interrupts a program, and answers how it ended and what it wrote on standard output and standard error.
fn interrupt(program: &str) -> (ExitStatus, String, String) {
    let program = format!("import sys, time\nprint('ready', flush=True)\n{program}");
    let mut child = start(&program);
    std::thread::sleep(Duration::from_millis(100));
    // SAFETY: sends a signal to a child of this process.
    unsafe { libc::kill(child.id() as i32, libc::SIGINT) };
    let since = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("the child can be waited for") {
            break status;
        }
        if since.elapsed() > Duration::from_secs(20) {
            child.kill().expect("the child can be ended");
            panic!("the signal was not noticed by\n{program}");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let (mut out, mut err) = (String::new(), String::new());
    child.stdout.take().expect("a pipe").read_to_string(&mut out).expect("text");
    child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("text");
    (status, out, err)
}

/// A program that dies of the interrupt, with a traceback.
fn dies(program: &str) {
    let (status, _, err) = interrupt(program);
    assert_eq!(status.signal(), Some(libc::SIGINT), "{program}\n{err}");
    assert!(err.starts_with("Traceback (most recent call last):\n"), "{program}\n{err}");
    assert!(err.ends_with("\nKeyboardInterrupt\n"), "{program}\n{err}");
}

#[test]
fn it_ends_loops_calls_and_native_work() {
    dies("while True: pass");
    dies("def f(n): return 1 if n < 1 else f(n - 1) + f(n - 1)\nf(90)");
    dies("def key(x): return -x\nwhile True: sorted(range(100000), key=key)");
    dies("while True: sum(range(10 ** 6))");
}

#[test]
fn it_ends_waiting() {
    dies("time.sleep(60)");
    dies("import _thread\nlock = _thread.allocate_lock()\nlock.acquire()\nlock.acquire()");
    dies("import _thread\nlock = _thread.allocate_lock()\nlock.acquire()\nlock.acquire(timeout=60)");
    dies("sys.stdin.readline()");
    dies("input()");
}

#[test]
fn it_goes_to_the_main_thread() {
    dies("import _thread\ndef f():\n  while True: pass\n_thread.start_new_thread(f, ())\ntime.sleep(60)");
    dies("import _thread\n_thread.start_joinable_thread(lambda: time.sleep(60)).join()");
}

#[test]
fn programs_can_catch_it() {
    let (status, out, err) =
        interrupt("try:\n  time.sleep(60)\nexcept KeyboardInterrupt as e: print('caught', repr(e))");
    assert_eq!((status.code(), out.as_str(), err.as_str()), (Some(0), "caught KeyboardInterrupt()\n", ""));
    let (status, out, _) = interrupt("try: time.sleep(60)\nfinally: print('finally')");
    assert_eq!((status.signal(), out.as_str()), (Some(libc::SIGINT), "finally\n"));
}

#[test]
fn programs_can_handle_it() {
    let handled = "import _signal\nseen = []\n_signal.signal(2, lambda s, f: seen.append((s, f.f_lineno)))\n";
    let (status, out, err) = interrupt(&format!("{handled}while not seen: pass\nprint(seen[0][0])"));
    assert_eq!((status.code(), out.as_str()), (Some(0), "2\n"), "{err}");
    // A handler that returns does not end the sleep.
    let sleeps =
        "start = time.monotonic()\ntime.sleep(0.6)\nprint(seen[0][0], time.monotonic() - start >= 0.6)";
    let (status, out, err) = interrupt(&format!("{handled}{sleeps}"));
    assert_eq!((status.code(), out.as_str()), (Some(0), "2 True\n"), "{err}");
    let (status, out, _) =
        interrupt("import _signal\n_signal.signal(2, _signal.SIG_IGN)\ntime.sleep(0.4)\nprint('lives')");
    assert_eq!((status.code(), out.as_str()), (Some(0), "lives\n"));
    let (status, _, err) = interrupt("import _signal\n_signal.signal(2, _signal.SIG_DFL)\ntime.sleep(60)");
    assert_eq!((status.signal(), err.as_str()), (Some(libc::SIGINT), ""));
}
