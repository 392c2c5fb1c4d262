//! How far a run has come and how long it will take, on standard error: one line that is written over on a terminal, a
//! line a round elsewhere.

use std::io::{IsTerminal as _, Write as _};
use std::time::Instant;

use crate::text;

/// Work done and to be done, in seconds as estimated.
#[derive(Debug)]
pub struct Progress {
    terminal: bool,
    started: Instant,
    total: f64,
    done: f64,
    /// Letters of the line that stands on the terminal.
    shown: usize,
}

impl Progress {
    /// Nothing done yet.
    pub fn new() -> Progress {
        let terminal = std::io::stderr().is_terminal();
        Progress { terminal, started: Instant::now(), total: 0.0, done: 0.0, shown: 0 }
    }

    /// Begins a stretch of work with an estimate of its length.
    pub fn begin(&mut self, total: f64) {
        (self.started, self.total, self.done) = (Instant::now(), total, 0.0);
    }

    /// Some of it is done (or need not be done any more).
    pub fn advance(&mut self, seconds: f64) {
        self.done = (self.done + seconds).min(self.total);
    }

    /// Says what is being done: on a terminal only, written over by the next.
    pub fn show(&mut self, what: &str) {
        if self.terminal {
            let line = format!("{what}{}", self.left());
            let length = line.chars().count();
            tell(format_args!("\r{line}{}", " ".repeat(self.shown.saturating_sub(length))));
            self.flush();
            self.shown = length;
        }
    }

    /// Says what is being done where there is no terminal.
    pub fn milestone(&mut self, what: &str) {
        if !self.terminal {
            tell(format_args!("{what}{}\n", self.left()));
        }
    }

    /// A line that stays.
    pub fn say(&mut self, line: &str) {
        self.clear();
        tell(format_args!("{line}\n"));
    }

    /// Takes the line away.
    pub fn clear(&mut self) {
        if self.shown > 0 {
            tell(format_args!("\r{}\r", " ".repeat(self.shown)));
            self.flush();
            self.shown = 0;
        }
    }

    /// `, 35 %, about 2 min 05 s left`; nothing before there is an estimate.
    fn left(&self) -> String {
        if self.total <= 0.0 {
            return String::new();
        }
        let part = self.done / self.total;
        let elapsed = self.started.elapsed().as_secs_f64();
        // What the estimate was wrong by so far, it will be wrong by for the rest.
        let pace = if self.done > 0.05 * self.total { elapsed / self.done } else { 1.0 };
        let left = text::minutes((self.total - self.done) * pace);
        format!(", {:.0} %, about {left} left", part * 100.0)
    }

    fn flush(&self) {
        // A terminal that went away is no reason to stop measuring.
        let _flushed = std::io::stderr().flush();
    }
}

impl Default for Progress {
    fn default() -> Progress {
        Progress::new()
    }
}

/// Writes to standard error. Nobody may be listening any more, which is no reason to stop.
fn tell(text: std::fmt::Arguments<'_>) {
    use std::io::Write as _;
    let _ = std::io::stderr().write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_the_pace() {
        let mut progress =
            Progress { terminal: false, started: Instant::now(), total: 0.0, done: 0.0, shown: 0 };
        assert_eq!(progress.left(), "");
        progress.begin(100.0);
        assert_eq!(progress.left(), ", 0 %, about 1 min 40 s left");
        progress.advance(50.0);
        progress.started = Instant::now() - std::time::Duration::from_secs(100);
        assert_eq!(progress.left(), ", 50 %, about 1 min 40 s left");
    }
}
