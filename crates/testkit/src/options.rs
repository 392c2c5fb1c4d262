//! What the test programs accept after `--`.

use std::path::PathBuf;
use std::{env, fmt};

use crate::configuration::Configuration;

/// The command line of a run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Run only fixtures whose name starts with one of these; all when empty.
    pub names: Vec<String>,
    /// The configurations to run.
    pub configurations: Vec<Configuration>,
    /// How many programs run at a time.
    pub jobs: usize,
    /// Print each passed fixture too.
    pub verbose: bool,
}

/// A command line that is not understood.
#[derive(Debug, PartialEq, Eq)]
pub struct Misuse(String);

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} (expected: [NAME…] [--only fast|faithful|off|tail|trampoline] [--jobs N] [--verbose])",
            self.0
        )
    }
}

impl Options {
    /// Reads `NAME…`, `--only WORD` (repeatable: a configuration must match all), `--jobs N`, `--verbose`.
    ///
    /// # Errors
    /// An unknown option, or a word that leaves no configuration.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, Misuse> {
        let mut options =
            Self { names: Vec::new(), configurations: Configuration::all(), jobs: 2, verbose: false };
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| Misuse(format!("{argument} needs a value")));
            match argument.as_str() {
                "--only" => {
                    let word = value()?;
                    options.configurations.retain(|configuration| configuration.matches(&word));
                    if options.configurations.is_empty() {
                        return Err(Misuse(format!("no configuration is {word}")));
                    }
                }
                "--jobs" => {
                    let number = value()?;
                    let jobs = number.parse().ok().filter(|jobs| *jobs > 0);
                    options.jobs = jobs.ok_or_else(|| Misuse(format!("--jobs {number}")))?;
                }
                "--verbose" | "--nocapture" | "--show-output" => options.verbose = true,
                name if !name.starts_with('-') => options.names.push(name.to_owned()),
                other => return Err(Misuse(format!("unknown option {other}"))),
            }
        }
        Ok(options)
    }

    /// Whether the fixture `name` is asked for.
    #[must_use]
    pub fn wants(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|prefix| name.starts_with(prefix))
    }

    /// Whether the whole suite runs, in every configuration.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.names.is_empty() && self.configurations == Configuration::all()
    }
}

/// The Taipan binary to judge: the environment's `TAIPAN`, else the `taipan` beside this test program in
/// cargo's target folder.
#[must_use]
pub fn taipan() -> Option<PathBuf> {
    if let Some(path) = env::var_os("TAIPAN") {
        return Some(path.into());
    }
    let here = env::current_exe().ok()?;
    let folder = here.parent()?.parent()?;
    let binary = folder.join(format!("taipan{}", env::consts::EXE_SUFFIX));
    binary.is_file().then_some(binary)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Options, Misuse> {
        Options::parse(words.iter().map(|&word| word.to_owned()))
    }

    #[test]
    fn words_narrow_the_run() {
        let options = parse(&["lang/", "--only", "fast", "--only", "tail", "--jobs", "1"]).unwrap();
        assert_eq!((options.configurations.len(), options.jobs), (1, 1));
        assert!(options.wants("lang/match") && !options.wants("types/int"));
        assert!(!options.complete() && parse(&[]).unwrap().complete());
    }

    #[test]
    fn misuse_is_told() {
        assert_eq!(parse(&["--only", "slow"]).unwrap_err(), Misuse("no configuration is slow".into()));
        assert_eq!(parse(&["--jobs", "0"]).unwrap_err(), Misuse("--jobs 0".into()));
        assert_eq!(parse(&["--odd"]).unwrap_err(), Misuse("unknown option --odd".into()));
    }
}
