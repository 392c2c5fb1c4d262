//! `taipan compare`: result files of different runs against a base. Runs were not interleaved, so what the machine did
//! between them counts as a difference: intervals are of unpaired processes.

use std::fmt::Write;

use crate::pyperf::{ResultFile, Series};
use crate::statistics::{Estimate, Spread};
use crate::table::{Notation, Table};
use crate::text;
use crate::verdict::{self, Verdict, Warning};

/// One benchmark in two files.
#[derive(Clone, Debug)]
pub struct Compared {
    pub name: String,
    pub base: Spread,
    pub head: Spread,
    pub estimate: Option<Estimate>,
    pub verdict: Verdict,
    pub warnings: Vec<(&'static str, Warning)>,
    seconds: bool,
    startup: bool,
}

/// A file against the base.
#[derive(Clone, Debug)]
pub struct FileComparison {
    pub rows: Vec<Compared>,
    /// Lines about benchmarks that only one of the files has.
    pub lonely: Vec<String>,
    /// Benchmarks of the base that failed in the head.
    pub broken: Vec<String>,
    pub mean: Option<Estimate>,
}

impl FileComparison {
    /// Compares every benchmark that both have.
    pub fn new(base: &ResultFile, head: &ResultFile) -> FileComparison {
        let find =
            |file: &'_ ResultFile, name: &str| file.benchmarks.iter().position(|series| series.name == name);
        let shared = base.benchmarks.iter().filter(|series| find(head, &series.name).is_some()).count();
        let mut comparison =
            FileComparison { rows: Vec::new(), lonely: Vec::new(), broken: Vec::new(), mean: None };
        for series in &base.benchmarks {
            if let Some(failure) = head.failures.get(&series.name) {
                comparison.broken.push(format!("{}: {failure}", series.name));
                continue;
            }
            match find(head, &series.name) {
                Some(at) => comparison.add(series, &head.benchmarks[at], shared),
                None => comparison.lonely.push(format!("{}: only in the base", series.name)),
            }
        }
        for series in head.benchmarks.iter().filter(|series| find(base, &series.name).is_none()) {
            comparison.lonely.push(format!("{}: only in the other file", series.name));
        }
        let estimates: Vec<&Estimate> = comparison
            .rows
            .iter()
            .filter(|row| !row.startup)
            .filter_map(|row| row.estimate.as_ref())
            .collect();
        comparison.mean = Estimate::mean_of(&estimates);
        comparison
    }

    fn add(&mut self, base: &Series, head: &Series, rows: usize) {
        let (theirs, ours) = (base.times(), head.times());
        let (Some(base_spread), Some(head_spread)) = (Spread::of(&theirs), Spread::of(&ours)) else {
            self.lonely.push(format!("{}: without values in one file", base.name));
            return;
        };
        if base.unit != head.unit {
            self.lonely.push(format!(
                "{}: in {}s in the base, in {}s in the other",
                base.name, base.unit, head.unit
            ));
            return;
        }
        let seconds = base.unit == "second";
        let told = |series: &Series, times: &[f64]| {
            verdict::warnings(times, if seconds { series.shortest } else { f64::INFINITY }, &series.runs)
        };
        let (base_warnings, head_warnings) = (told(base, &theirs), told(head, &ours));
        let estimate = Estimate::unpaired(&theirs, &ours);
        let verdict =
            verdict::judge(estimate.as_ref(), rows, [&theirs, &ours], [&base_warnings, &head_warnings]);
        let warnings = base_warnings.into_iter().map(|warning| ("base", warning));
        self.rows.push(Compared {
            name: base.name.clone(),
            base: base_spread,
            head: head_spread,
            estimate,
            verdict,
            warnings: warnings.chain(head_warnings.into_iter().map(|warning| ("head", warning))).collect(),
            seconds,
            startup: base.startup,
        });
    }

    /// Rows that are slower, beyond doubt, by more than so many per cent, and benchmarks that no longer run.
    pub fn regressions(&self, percent: f64) -> Vec<String> {
        let slower = self.rows.iter().filter_map(|row| {
            let [ratio, _, _] = row.estimate.as_ref()?.ratio();
            let counts = row.verdict == Verdict::Slower && ratio > 1.0 + percent / 100.0;
            counts.then(|| format!("{}: {}", row.name, text::change(ratio)))
        });
        slower.chain(self.broken.iter().map(|line| format!("{line} (failed)"))).collect()
    }

    /// The report.
    pub fn render(&self, [base, head]: [&str; 2], notation: Notation) -> String {
        let (base_head, head_head) = (format!("#{base}"), format!("#{head}"));
        let mut table =
            Table::new(&["benchmark", &base_head, &head_head, "#ratio [95 % interval]", "verdict"]);
        for row in &self.rows {
            let [ratio, low, high] = row.estimate.as_ref().map_or([f64::NAN; 3], Estimate::ratio);
            let word = match row.verdict {
                Verdict::Faster | Verdict::Slower => text::change(ratio),
                other => other.name().to_owned(),
            };
            let figure = |spread: Spread| {
                let value =
                    if row.seconds { text::seconds(spread.median) } else { spread.median.to_string() };
                text::spread(&value, spread.deviation / spread.mean)
            };
            let ratio =
                if ratio.is_nan() { "-".to_owned() } else { format!("{ratio:.3} [{low:.3}, {high:.3}]") };
            table.push(vec![row.name.clone(), figure(row.base), figure(row.head), ratio, word]);
        }
        let mut out = table.render(notation);
        if notation == Notation::Csv {
            return out;
        }
        // Writing to a `String` can't fail.
        let _ = writeln!(out, "\n{}", notation.paragraph(&self.summary()));
        let mut list = |name: &str, lines: &[String]| {
            if !lines.is_empty() {
                let _ = writeln!(out, "\n{name}{}", if notation == Notation::Markdown { "\n" } else { "" });
                lines.iter().for_each(|line| {
                    let _ = writeln!(out, "{}", notation.item(line));
                });
            }
        };
        list("Failed now", &self.broken);
        list("Not compared", &self.lonely);
        let notes: Vec<String> = self
            .rows
            .iter()
            .flat_map(|row| {
                row.warnings.iter().map(move |(side, warning)| format!("{}, {side}: {warning}", row.name))
            })
            .collect();
        list("Notes", &notes);
        out
    }

    fn summary(&self) -> String {
        let count = |verdict| self.rows.iter().filter(|row| row.verdict == verdict && !row.startup).count();
        let mean = match &self.mean {
            Some(estimate) => {
                let [ratio, low, high] = estimate.ratio();
                format!("geometric mean of the ratios {ratio:.3} [{low:.3}, {high:.3}]")
            }
            None => "no mean".to_owned(),
        };
        let rows = self.rows.iter().filter(|row| !row.startup).count();
        let all = rows + self.lonely.len() + self.broken.len();
        format!(
            "{mean} over {rows} of {all} benchmarks: {} faster, {} slower, {} the same, {} unstable",
            count(Verdict::Faster),
            count(Verdict::Slower),
            count(Verdict::Same),
            count(Verdict::Unstable)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn file(benchmarks: &[(&str, f64)]) -> ResultFile {
        let series = benchmarks.iter().enumerate().map(|(at, (name, level))| Series {
            name: (*name).to_owned(),
            unit: "second".to_owned(),
            startup: false,
            runs: (0..20).map(|run| vec![level * (1.0 + ((run * 7 + at) % 11) as f64 * 1e-3); 3]).collect(),
            shortest: 0.1,
        });
        ResultFile {
            title: String::new(),
            benchmarks: series.collect(),
            failures: BTreeMap::new(),
            partial: false,
        }
    }

    #[test]
    fn ten_per_cent_slower_is_a_regression_of_eight_to_twelve() {
        let base = file(&[("a", 0.01), ("b", 0.02), ("gone", 1.0)]);
        let mut head = file(&[("a", 0.011), ("b", 0.02), ("new", 1.0)]);
        let comparison = FileComparison::new(&base, &head);
        assert_eq!(
            comparison.rows.iter().map(|row| row.verdict).collect::<Vec<_>>(),
            [Verdict::Slower, Verdict::Same]
        );
        let ratio = comparison.rows[0].estimate.as_ref().unwrap().ratio()[0];
        assert!((1.08..1.12).contains(&ratio), "{ratio}");
        assert_eq!(comparison.regressions(5.0), ["a: 10 % slower"]);
        assert_eq!(comparison.regressions(20.0), [""; 0]);
        assert_eq!(comparison.lonely, ["gone: only in the base", "new: only in the other file"]);
        head.failures.insert("gone".to_owned(), "ValueError".to_owned());
        assert_eq!(FileComparison::new(&base, &head).regressions(20.0), ["gone: ValueError (failed)"]);
    }

    #[test]
    fn every_notation_has_every_row() {
        let comparison = FileComparison::new(&file(&[("a", 0.01)]), &file(&[("a", 0.011)]));
        for notation in [Notation::Text, Notation::Markdown, Notation::Csv] {
            let text = comparison.render(["old", "new"], notation);
            assert!(text.contains("10 % slower") && text.contains("old"), "{text}");
        }
    }
}
