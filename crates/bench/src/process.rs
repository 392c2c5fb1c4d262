//! Runs one process at a time, in a process group of its own, with bounds on its time and output, and leaves nothing of
//! it behind: neither children nor what they started. What it used (CPU time, peak memory) comes from the system.
#![expect(unsafe_code, reason = "waiting with resource usage, and signalling groups, are system calls")]

use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::interrupt;

/// A process that writes more than this to a stream is ended.
pub const MOST_OUTPUT: usize = 16 << 20;
/// How long the streams may stay open once every process is gone.
const DRAIN: Duration = Duration::from_secs(2);

/// Why a process ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// By itself, with this status.
    Status(i32),
    /// By this signal, which was not ours.
    Signal(i32),
    /// It took longer than allowed.
    TimedOut,
    /// It wrote more than [`MOST_OUTPUT`].
    TooMuchOutput,
    /// The user asked for an end.
    Interrupted,
}

/// What a process did and used.
#[derive(Clone, Debug)]
pub struct Finished {
    pub end: End,
    pub out: Vec<u8>,
    pub err: Vec<u8>,
    /// From its start to its end, in seconds.
    pub wall: f64,
    /// User and system time of it and the children it waited for, in seconds.
    pub cpu: f64,
    /// How long it was ready to run and had no processor, in seconds; `None` where the system does not tell.
    pub queued: Option<f64>,
    /// The most memory it had at once, in bytes.
    pub peak: u64,
    /// Processes that it left running, and that were ended.
    pub left_behind: usize,
}

/// What [`supervise`] tells its watcher.
const RUNNING: u8 = 0;
const ENDED: u8 = 1;

/// One at a time: strays are recognised as "any child of ours".
static ONE: Mutex<()> = Mutex::new(());

/// Runs `command arguments…` with an empty standard input.
///
/// # Errors
/// When it cannot be started or waited for.
pub fn run(command: &[impl AsRef<OsStr>], arguments: &[&OsStr], limit: Duration) -> io::Result<Finished> {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    adopt_orphans();
    let (program, first) = command.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let start = Instant::now();
    let child = Command::new(program)
        .args(first)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()?;
    supervise(child, start, limit)
}

fn supervise(mut child: Child, start: Instant, limit: Duration) -> io::Result<Finished> {
    let pid = child.id() as libc::pid_t;
    let full = Arc::new(AtomicBool::new(false));
    let out = collect(child.stdout.take(), &full);
    let err = collect(child.stderr.take(), &full);
    let state = Arc::new(AtomicU8::new(RUNNING));
    let watcher = {
        let (state, full) = (state.clone(), full.clone());
        thread::spawn(move || watch(pid, start + limit, &state, &full))
    };
    wait_for_end(pid)?;
    let wall = start.elapsed().as_secs_f64();
    state.store(ENDED, Ordering::SeqCst);
    watcher.thread().unpark();
    let ended_by_us = watcher.join().map_err(|_| io::Error::other("a watching thread ended badly"))?;
    // The leader is still unreaped: its group's number can't have passed to others.
    kill_group(pid);
    let queued = queued(pid);
    let (status, usage) = reap(pid)?;
    let left_behind = end_strays();
    let end = match ended_by_us {
        Some(end) => end,
        None if full.load(Ordering::SeqCst) => End::TooMuchOutput,
        None if libc::WIFSIGNALED(status) => End::Signal(libc::WTERMSIG(status)),
        None => End::Status(libc::WEXITSTATUS(status)),
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 * 1e-6;
    // Kibibytes everywhere but on Darwin.
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    Ok(Finished {
        end,
        out: out.recv_timeout(DRAIN).unwrap_or_default(),
        err: err.recv_timeout(DRAIN).unwrap_or_default(),
        wall,
        cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
        queued,
        peak: usage.ru_maxrss as u64 * unit,
        left_behind,
    })
}

/// Ends the group when its time is over, it wrote too much, or the user asks; tells which it was.
fn watch(pid: libc::pid_t, deadline: Instant, state: &AtomicU8, full: &AtomicBool) -> Option<End> {
    while state.load(Ordering::SeqCst) == RUNNING {
        let end = if interrupt::requested() {
            End::Interrupted
        } else if full.load(Ordering::SeqCst) {
            End::TooMuchOutput
        } else if Instant::now() >= deadline {
            End::TimedOut
        } else {
            thread::park_timeout(Duration::from_millis(20));
            continue;
        };
        kill_group(pid);
        return Some(end);
    }
    None
}

/// Reads a stream on a thread of its own, up to the bound.
fn collect(stream: Option<impl Read + Send + 'static>, full: &Arc<AtomicBool>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    let full = full.clone();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(stream) = stream {
            let mut stream = stream.take(MOST_OUTPUT as u64 + 1);
            // What was read before an error still counts.
            let _read = stream.read_to_end(&mut bytes);
        }
        if bytes.len() > MOST_OUTPUT {
            full.store(true, Ordering::SeqCst);
        }
        // Nobody listens any more when the process was given up.
        let _sent = sender.send(bytes);
    });
    receiver
}

/// Blocks until the process has ended, without reaping it.
fn wait_for_end(pid: libc::pid_t) -> io::Result<()> {
    loop {
        // SAFETY: a zeroed siginfo is valid, and the call only writes to it.
        let result = unsafe {
            let mut info: libc::siginfo_t = std::mem::zeroed();
            libc::waitid(libc::P_PID, pid as libc::id_t, &mut info, libc::WEXITED | libc::WNOWAIT)
        };
        if result == 0 {
            return Ok(());
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

fn reap(pid: libc::pid_t) -> io::Result<(libc::c_int, libc::rusage)> {
    loop {
        let mut status = 0;
        // SAFETY: a zeroed rusage is valid; the call only writes to its two arguments.
        let (result, usage) = unsafe {
            let mut usage: libc::rusage = std::mem::zeroed();
            (libc::wait4(pid, &mut status, 0, &mut usage), usage)
        };
        if result == pid {
            return Ok((status, usage));
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

/// What an unreaped process waited for processors.
fn queued(pid: libc::pid_t) -> Option<f64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/schedstat")).ok()?;
    let nanoseconds: u64 = text.split(' ').nth(1)?.parse().ok()?;
    Some(nanoseconds as f64 * 1e-9)
}

fn kill_group(pid: libc::pid_t) {
    // SAFETY: sends a signal to a group whose leader we have not reaped.
    unsafe { libc::kill(-pid, libc::SIGKILL) };
}

/// Has orphans of our children become our children, so that they can be found.
fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    // SAFETY: sets a flag of this process.
    unsafe {
        libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    }
}

/// Ends every child that is left, and theirs, until there is none; how many were still running.
fn end_strays() -> usize {
    let mut running = std::collections::BTreeSet::new();
    let give_up = Instant::now() + DRAIN;
    loop {
        for (pid, zombie) in children() {
            if !zombie {
                running.insert(pid);
            }
            // SAFETY: the process is an unreaped child of ours.
            unsafe { libc::kill(pid, libc::SIGKILL) };
        }
        let mut status = 0;
        // SAFETY: the call only writes the status.
        match unsafe { libc::waitpid(-1, &mut status, libc::WNOHANG) } {
            1.. => {}
            0 if Instant::now() < give_up => thread::sleep(Duration::from_millis(1)),
            _ => return running.len(),
        }
    }
}

/// Our children, each with whether it has ended already.
fn children() -> Vec<(libc::pid_t, bool)> {
    let own = std::process::id().to_string();
    let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
    let child = |name: &str| {
        let pid: libc::pid_t = name.parse().ok()?;
        let stat = std::fs::read_to_string(format!("/proc/{name}/stat")).ok()?;
        // The name before these fields may hold anything, parentheses included.
        let (_, fields) = stat.rsplit_once(") ")?;
        let mut fields = fields.split(' ');
        let zombie = fields.next()? == "Z";
        (fields.next()? == own).then_some((pid, zombie))
    };
    entries.flatten().filter_map(|entry| child(&entry.file_name().to_string_lossy())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, seconds: f64) -> Finished {
        run(&["/bin/sh", "-c", script], &[], Duration::from_secs_f64(seconds)).unwrap()
    }

    /// Whether a process exists and has not ended.
    fn alive(pid: &[u8]) -> bool {
        let pid = String::from_utf8_lossy(pid);
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
        stat.rsplit_once(") ").is_some_and(|(_, fields)| !fields.starts_with('Z'))
    }

    #[test]
    fn streams_status_and_usage_are_kept() {
        let finished = shell("echo out; echo err >&2; exit 3", 10.0);
        assert_eq!(finished.end, End::Status(3));
        assert_eq!((&finished.out[..], &finished.err[..]), (&b"out\n"[..], &b"err\n"[..]));
        assert!(finished.wall > 0.0 && finished.peak > 100 << 10);
        assert_eq!(finished.left_behind, 0);
    }

    #[test]
    fn a_signal_is_told_apart() {
        assert_eq!(shell("kill -SEGV $$", 10.0).end, End::Signal(libc::SIGSEGV));
    }

    #[test]
    fn a_hanging_group_is_ended_with_all_its_members() {
        let start = Instant::now();
        let finished = shell("sleep 100 & echo $!; sleep 100", 0.3);
        assert_eq!(finished.end, End::TimedOut);
        assert!(start.elapsed() < Duration::from_secs(5));
        assert!(!alive(&finished.out));
    }

    #[test]
    fn children_left_behind_are_ended_and_counted() {
        let finished = shell("sleep 100 > /dev/null 2>&1 & echo $!", 10.0);
        assert_eq!(finished.end, End::Status(0));
        assert!(!alive(&finished.out));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_child_that_left_the_group_is_ended_too() {
        let finished = shell("setsid sh -c 'echo $$; exec sleep 100' & sleep 0.3", 10.0);
        assert_eq!((finished.end, finished.left_behind), (End::Status(0), 1));
        assert!(!alive(&finished.out));
    }

    #[test]
    fn endless_output_is_cut() {
        let finished = shell("exec yes", 60.0);
        assert_eq!(finished.end, End::TooMuchOutput);
        assert_eq!(finished.out.len(), MOST_OUTPUT + 1);
    }

    #[test]
    fn what_does_not_exist_is_an_error() {
        assert!(run(&["/no/such/program"], &[], Duration::from_secs(1)).is_err());
    }
}
