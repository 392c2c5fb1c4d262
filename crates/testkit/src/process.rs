//! Runs one program under a time limit and leaves nothing running.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::answer::{Answer, End};

/// A program that writes more than this is judged by what it wrote so far.
const MOST_OUTPUT: u64 = 16 << 20;
/// Address space of a program, in KiB; the environment's `TAIPAN_MEMORY_LIMIT_KIB` overrides it, 0 lifts it.
const MEMORY_KIB: &str = "4000000";

/// Runs `program arguments…` in `folder` with nothing in its environment but what a recording has, and
/// `environment`.
///
/// # Errors
/// When it cannot be started or waited for.
pub fn run(
    program: &Path,
    arguments: &[&str],
    folder: &Path,
    environment: &[(&str, &str)],
    limit: Duration,
) -> io::Result<Answer> {
    let mut child = limited(program)
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs([("PATH", "/usr/bin:/bin"), ("LC_ALL", "C.UTF-8"), ("NO_COLOR", "1")])
        .envs([("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONHASHSEED", "1")])
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (out, err) = (collect(child.stdout.take()), collect(child.stderr.take()));
    let deadline = Instant::now() + limit;
    let mut pause = Duration::from_millis(1);
    let end = loop {
        if let Some(status) = child.try_wait()? {
            break End::Status(number(status));
        }
        if Instant::now() >= deadline {
            child.kill()?;
            child.wait()?;
            break End::TimedOut(limit.as_secs());
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    };
    let read = |reader: thread::JoinHandle<io::Result<Vec<u8>>>| {
        reader.join().map_err(|_| io::Error::other("a reading thread ended badly"))?
    };
    Ok(Answer { out: read(out)?, err: read(err)?, end })
}

/// The command, started by a shell that bounds its memory: one runaway program must not take the machine.
#[cfg(unix)]
fn limited(program: &Path) -> Command {
    let kib = std::env::var("TAIPAN_MEMORY_LIMIT_KIB").unwrap_or_else(|_| MEMORY_KIB.to_owned());
    if kib == "0" {
        return Command::new(program);
    }
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "ulimit -v \"$0\" && exec \"$@\"", &kib]).arg(program);
    command
}

#[cfg(not(unix))]
fn limited(program: &Path) -> Command {
    Command::new(program)
}

fn collect(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<io::Result<Vec<u8>>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(stream) = stream {
            stream.take(MOST_OUTPUT).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    })
}

#[cfg(unix)]
fn number(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt as _;
    status.code().unwrap_or_else(|| -status.signal().unwrap_or(0))
}

#[cfg(not(unix))]
fn number(status: ExitStatus) -> i32 {
    status.code().unwrap_or(-1)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, limit: u64) -> Answer {
        let limit = Duration::from_secs(limit);
        run(Path::new("/bin/sh"), &["-c", script], Path::new("/"), &[("X", "set")], limit).unwrap()
    }

    #[test]
    fn both_streams_and_the_status_are_kept() {
        let answer = shell("echo out $X; echo err >&2; exit 3", 10);
        assert_eq!(answer, Answer { out: b"out set\n".into(), err: b"err\n".into(), end: End::Status(3) });
    }

    #[test]
    fn a_signal_is_told_apart() {
        assert_eq!(shell("kill -9 $$", 10).end, End::Status(-9));
    }

    #[test]
    fn the_time_limit_ends_it() {
        let start = Instant::now();
        assert_eq!(shell("echo begun; exec sleep 30", 1).end, End::TimedOut(1));
        assert!(start.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn memory_is_bounded() {
        assert_eq!(shell("ulimit -v", 10).out, format!("{MEMORY_KIB}\n").into_bytes());
    }
}
