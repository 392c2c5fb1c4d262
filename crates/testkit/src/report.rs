//! Turns outcomes into text: one entry per fixture and distinct difference, then the counts.

use std::fmt::Write as _;

use crate::configuration::Configuration;
use crate::known::Known;

/// One fixture's outcome in one configuration.
#[derive(Clone, Debug)]
pub struct Outcome<'f> {
    /// The fixture's name.
    pub name: &'f str,
    /// How it ran; `None` on the reference.
    pub configuration: Option<Configuration>,
    /// What differed from the recording, if anything.
    pub difference: Option<String>,
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The failures nobody expects, told at length.
    pub text: String,
    /// Runs that answered as recorded.
    pub passed: usize,
    /// Runs that failed as the list says.
    pub known: usize,
    /// Runs that failed otherwise.
    pub failed: usize,
    /// Lines of the list that no longer hold.
    pub stale: usize,
}

impl Verdict {
    /// Whether the run is as it should be.
    #[must_use]
    pub fn good(&self) -> bool {
        self.failed == 0 && self.stale == 0
    }

    /// The closing line's counts.
    #[must_use]
    pub fn summary(&self) -> String {
        let Self { passed, known, failed, stale, .. } = self;
        format!("{passed} passed, {failed} failed, {known} known failures, {stale} stale entries")
    }
}

/// Judges `outcomes`, those of one fixture standing together. Lines of `known` are held against the
/// outcomes of a `complete` run: each must name a fixture that ran (or is among `skipped`) and failed.
#[must_use]
pub fn judge(outcomes: &[Outcome<'_>], known: &[Known], skipped: &[&str], complete: bool) -> Verdict {
    let mut verdict = Verdict::default();
    for of_one in outcomes.chunk_by(|a, b| a.name == b.name) {
        let expected = |outcome: &Outcome<'_>| {
            known.iter().any(|line| {
                line.name == outcome.name && outcome.configuration.is_some_and(|way| line.covers(way))
            })
        };
        let (listed, others): (Vec<_>, Vec<_>) = of_one
            .iter()
            .filter(|outcome| outcome.difference.is_some())
            .partition(|outcome| expected(outcome));
        verdict.passed += of_one.len() - listed.len() - others.len();
        verdict.known += listed.len();
        verdict.failed += others.len();
        tell(&mut verdict.text, &others);
    }
    if complete {
        for line in known {
            let failed = |o: &&Outcome<'_>| {
                o.name == line.name
                    && o.difference.is_some()
                    && o.configuration.is_some_and(|c| line.covers(c))
            };
            if !skipped.contains(&line.name.as_str()) && outcomes.iter().find(failed).is_none() {
                verdict.stale += 1;
                let _ = writeln!(
                    verdict.text,
                    "STALE {}: listed in tests/known_failures.txt, but it passes or is gone",
                    line.name
                );
            }
        }
    }
    verdict
}

/// Writes the failures of one fixture, equal differences once.
fn tell(text: &mut String, failures: &[&Outcome<'_>]) {
    let mut told: Vec<&Option<String>> = Vec::new();
    for failure in failures {
        if told.contains(&&failure.difference) {
            continue;
        }
        told.push(&failure.difference);
        let alike = failures.iter().filter(|other| other.difference == failure.difference);
        let ways: Vec<String> =
            alike.filter_map(|other| other.configuration).map(|c| c.to_string()).collect();
        let _ = writeln!(text, "FAIL {} {}", failure.name, ways.join(" "));
        text.push_str(failure.difference.as_deref().unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::known;

    fn outcomes(name: &str, failing: &str) -> Vec<Outcome<'static>> {
        let name: &'static str = name.to_owned().leak();
        let difference = |c: Configuration| c.matches(failing).then(|| "  stdout differs\n".to_owned());
        Configuration::all()
            .into_iter()
            .map(|c| Outcome { name, configuration: Some(c), difference: difference(c) })
            .collect()
    }

    #[test]
    fn equal_failures_are_told_once() {
        let verdict = judge(&outcomes("a", "tail"), &[], &[], true);
        assert_eq!((verdict.passed, verdict.failed), (3, 3));
        assert_eq!(verdict.text, "FAIL a fast/tail faithful/tail off/tail\n  stdout differs\n");
    }

    #[test]
    fn listed_failures_pass_and_the_list_is_checked() {
        let list = known::parse("a @tail: reason\nb: gone\nc: passes\nd: needs a module\n").unwrap();
        let mut all = outcomes("a", "tail");
        all.extend(outcomes("c", "nowhere"));
        let verdict = judge(&all, &list, &["d"], true);
        assert_eq!((verdict.known, verdict.failed, verdict.stale), (3, 0, 2));
        assert!(verdict.text.contains("STALE b") && verdict.text.contains("STALE c"), "{}", verdict.text);
        assert!(judge(&all, &list, &[], false).good());
        assert_eq!(judge(&outcomes("a", "fast"), &list, &["b", "c", "d"], true).failed, 1);
    }
}
