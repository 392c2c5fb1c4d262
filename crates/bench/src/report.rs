//! The report of a run: as text, as a page of markdown, as CSV.

use std::fmt::Write;

use crate::analysis::{self, Comparison, Finding};
use crate::benchmark::Kind;
use crate::plan::Clock;
use crate::results::{Results, Row, Side};
use crate::statistics::{Estimate, Spread};
use crate::table::{Notation, Table};
use crate::text;
use crate::verdict::Verdict;

/// Ends a run of the suite, by what came of it.
pub mod status {
    pub const OK: u8 = 0;
    /// A benchmark failed under ours.
    pub const RAISED: u8 = 1;
    /// Something that was asked for does not exist.
    pub const USAGE: u8 = 2;
    /// A gate failed.
    pub const REGRESSION: u8 = 3;
    /// At least half of the rows are unstable.
    pub const UNRELIABLE: u8 = 4;
    pub const MISMATCH: u8 = 5;
    pub const INTERRUPTED: u8 = 130;
}

/// A run with its comparisons, ready to be told.
pub struct Report<'a> {
    results: &'a Results,
    /// One for each reference.
    comparisons: Vec<Comparison>,
}

impl<'a> Report<'a> {
    /// Compares ours with every reference.
    pub fn new(results: &'a Results) -> Report<'a> {
        let comparisons =
            (1..results.interpreters.len()).map(|which| Comparison::new(results, which)).collect();
        Report { results, comparisons }
    }

    /// What the command is to answer.
    pub fn status(&self) -> u8 {
        let rows = &self.results.rows;
        let unstable: usize = self.comparisons.iter().map(|found| found.count(Verdict::Unstable, rows)).sum();
        let judged: usize = self
            .comparisons
            .iter()
            .flat_map(|found| found.findings.iter().zip(rows))
            .filter(|(finding, row)| finding.verdict.is_some() && row.kind != Kind::Empty)
            .count();
        match () {
            () if rows.iter().any(|row| row.mismatches.iter().any(Option::is_some)) => status::MISMATCH,
            () if self.results.partial => status::INTERRUPTED,
            () if rows.iter().any(|row| row.sides.iter().any(|side| side.failure.is_some())) => {
                status::RAISED
            }
            () if !self.results.refused.is_empty() => status::USAGE,
            () if unstable > 0 && unstable * 2 >= judged => status::UNRELIABLE,
            () => status::OK,
        }
    }

    /// What is printed.
    pub fn text(&self) -> String {
        let mut out = String::new();
        if self.results.partial {
            out += "PARTIAL: interrupted before the end\n\n";
        }
        let _ = writeln!(out, "{}\n", Notation::Text.paragraph(&self.headline()));
        self.body(&mut out, Notation::Text);
        out
    }

    /// A page of documentation.
    pub fn markdown(&self) -> String {
        let mut out = String::from("# Benchmarks\n\n");
        if self.results.partial {
            out += "**Partial: the run was interrupted.**\n\n";
        }
        let _ = writeln!(out, "{}. Written by\n\n    {}\n", self.headline(), self.results.command);
        out += "Read it with [how the figures are made](benchmarking.md).\n\n## Environment\n\n";
        let mut facts = Table::new(&["", ""]);
        for (name, value) in self.results.environment.facts() {
            facts.push(vec![name.to_owned(), value]);
        }
        for interpreter in &self.results.interpreters {
            let about = &interpreter.about;
            let mut told =
                vec![about.full.clone(), format!("JIT {}", about.jit), format!("GIL {}", about.gil)];
            if !about.flags.is_empty() {
                told.push(about.flags.clone());
            }
            facts.push(vec![interpreter.label.clone(), told.join("; ")]);
        }
        out += &facts.render(Notation::Markdown);
        out += "\n## Benchmarks\n\n";
        self.body(&mut out, Notation::Markdown);
        out
    }

    /// Every figure, in seconds and bytes.
    pub fn csv(&self) -> String {
        let mut table = Table::new(&[
            "benchmark",
            "kind",
            "loops",
            "reference",
            "reference_seconds",
            "reference_deviation",
            "taipan_seconds",
            "taipan_deviation",
            "ratio",
            "ratio_low",
            "ratio_high",
            "verdict",
            "reference_peak_bytes",
            "taipan_peak_bytes",
            "remark",
        ]);
        let number = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:?}"));
        let results = self.results;
        for (at, row) in results.rows.iter().enumerate() {
            let kind = format!("{:?}", row.kind).to_lowercase();
            let ours = Spread::of(&row.sides[0].times(results.clock));
            let start = vec![row.name.clone(), kind, row.loops.to_string()];
            let our_peak = row.sides[0].peak();
            if self.comparisons.is_empty() {
                let mut cells = start;
                cells.extend([String::new(), String::new(), String::new()]);
                cells.extend([number(ours.map(|ours| ours.median)), number(ours.map(|ours| ours.deviation))]);
                cells.extend([const { String::new() }; 5]);
                cells.extend([number(our_peak), row.sides[0].failure.clone().unwrap_or_default()]);
                table.push(cells);
                continue;
            }
            for (reference, comparison) in self.comparisons.iter().enumerate() {
                let finding = &comparison.findings[at];
                let side = &row.sides[reference + 1];
                let ratio = finding.estimate.as_ref().map(Estimate::ratio);
                let mut cells = start.clone();
                cells.push(results.interpreters[reference + 1].label.clone());
                for spread in [finding.reference, finding.ours] {
                    cells.extend([number(spread.map(|s| s.median)), number(spread.map(|s| s.deviation))]);
                }
                cells.extend((0..3).map(|part| number(ratio.map(|ratio| ratio[part]))));
                cells.push(finding.verdict.map_or("failed", Verdict::name).to_owned());
                cells.extend([number(side.peak()), number(our_peak)]);
                cells.push(self.trouble(row, reference + 1).unwrap_or_default());
                table.push(cells);
            }
        }
        table.render(Notation::Csv)
    }

    fn headline(&self) -> String {
        let plan = &self.results.plan;
        let titles: Vec<String> =
            self.results.interpreters.iter().map(|interpreter| interpreter.title()).collect();
        let against =
            if titles.len() > 1 { format!(" against {}", titles[1..].join(" and ")) } else { String::new() };
        format!(
            "{}{against}: {} processes of {} values each, {} clock",
            titles[0],
            plan.processes,
            plan.values,
            self.results.clock.name()
        )
    }

    fn body(&self, out: &mut String, notation: Notation) {
        if self.comparisons.is_empty() {
            *out += &self.alone(notation).render(notation);
        }
        for (at, comparison) in self.comparisons.iter().enumerate() {
            *out += if at == 0 { "" } else { "\n" };
            *out += &self.against(comparison, at + 1, notation).render(notation);
            let _ = writeln!(out, "\n{}", notation.paragraph(&self.summary(comparison, at + 1)));
        }
        let heading = |name: &str| match notation {
            Notation::Markdown => format!("\n## {name}\n\n"),
            _ => format!("\n{name}\n"),
        };
        let list = |out: &mut String, name: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                *out += &heading(name);
                lines.iter().for_each(|line| {
                    let _ = writeln!(out, "{}", notation.item(line));
                });
            }
        };
        list(out, "OUTPUT DIFFERS: these times mean nothing", self.mismatches());
        list(out, "Failed", self.failures());
        // A terminal has no room for it beside the figures.
        list(out, "Profiles", if notation == Notation::Text { self.profiles() } else { Vec::new() });
        list(out, "Not measured", self.results.refused.clone());
        list(out, "Notes", self.notes());
        for (name, table) in [("Start-up", self.startup()), ("Peak memory", self.memory())] {
            if !table.is_empty() {
                *out += &heading(name);
                *out += &table.render(notation);
            }
        }
    }

    /// The rows without anything to compare with.
    fn alone(&self, notation: Notation) -> Table {
        let mut head = vec!["benchmark", "#taipan", "remark"];
        head.extend(self.explained(notation));
        let mut table = Table::new(&head);
        for row in self.results.benchmarks() {
            let side = &row.sides[0];
            let spread = Spread::of(&side.times(self.results.clock));
            let shaken = analysis::warnings(side, self.results.clock).iter().any(|warning| warning.shakes());
            let remark = if side.failure.is_some() {
                "failed"
            } else if shaken {
                "unstable"
            } else {
                ""
            };
            let mut cells = vec![row.name.clone(), time(spread), remark.to_owned()];
            cells.extend(self.explained(notation).map(|_| self.explanation(row)));
            table.push(cells);
        }
        table
    }

    fn against(&self, comparison: &Comparison, reference: usize, notation: Notation) -> Table {
        let label = format!("#{}", self.results.interpreters[reference].label);
        let ours = format!("#{}", self.results.interpreters[0].label);
        let mut head = vec!["benchmark", &label[..], &ours, "#ratio [95 % interval]", "verdict"];
        head.extend(self.explained(notation));
        let mut table = Table::new(&head);
        for (finding, row) in comparison.findings.iter().zip(&self.results.rows) {
            if row.kind != Kind::Empty {
                let mut cells = vec![finding.name.clone(), time(finding.reference), time(finding.ours)];
                cells.extend([ratio(finding), self.word(finding, row, reference)]);
                cells.extend(self.explained(notation).map(|_| self.explanation(row)));
                table.push(cells);
            }
        }
        table
    }

    fn word(&self, finding: &Finding, row: &Row, reference: usize) -> String {
        match (finding.verdict, &finding.estimate) {
            (Some(Verdict::Faster | Verdict::Slower), Some(estimate)) => text::change(estimate.ratio()[0]),
            (Some(verdict), _) => verdict.name().to_owned(),
            _ if row.mismatches[reference].is_some() => "OUTPUT DIFFERS".to_owned(),
            _ => "failed".to_owned(),
        }
    }

    /// `geometric mean 0.41 [0.40, 0.42], 2.4x faster, over 22 of 24 benchmarks: 20 faster, …`.
    fn summary(&self, comparison: &Comparison, reference: usize) -> String {
        let rows = &self.results.rows;
        let all = self.results.benchmarks().count();
        let counted = self.comparisons.get(reference - 1).map_or(0, |found| {
            let rows = found.findings.iter().zip(rows);
            rows.filter(|(finding, row)| finding.estimate.is_some() && row.kind != Kind::Empty).count()
        });
        let mean = match &comparison.mean {
            Some(estimate) => {
                let [ratio, low, high] = estimate.ratio();
                let word =
                    if low <= 1.0 && high >= 1.0 { "no difference".to_owned() } else { text::change(ratio) };
                format!("geometric mean of the time ratios {ratio:.3} [{low:.3}, {high:.3}] ({word})")
            }
            None => "no mean".to_owned(),
        };
        let count = |verdict| comparison.count(verdict, rows);
        let mut line = format!(
            "{mean} over {counted} of {all} benchmarks: {} faster, {} slower, {} the same, {} unstable",
            count(Verdict::Faster),
            count(Verdict::Slower),
            count(Verdict::Same),
            count(Verdict::Unstable)
        );
        let differ = self.results.benchmarks().filter(|row| row.mismatches[reference].is_some()).count();
        let failed = self
            .results
            .benchmarks()
            .filter(|row| row.sides[0].failure.is_some() || row.sides[reference].failure.is_some())
            .count();
        for (number, what) in [(failed, "failed"), (differ, "with another output")] {
            if number > 0 {
                let _ = write!(line, ", {number} {what}");
            }
        }
        line
    }

    /// The head of the column of profiles, where there is one.
    fn explained(&self, notation: Notation) -> Option<&'static str> {
        (!self.results.explanations.is_empty() && notation != Notation::Text).then_some("profile")
    }

    fn explanation(&self, row: &Row) -> String {
        match self.results.explanations.get(&row.name) {
            Some(Ok(explanation)) => explanation.line(),
            Some(Err(line)) => line.clone(),
            None => String::new(),
        }
    }

    fn profiles(&self) -> Vec<String> {
        let rows = self.results.benchmarks().map(|row| (&row.name, self.explanation(row)));
        rows.filter(|(_, line)| !line.is_empty()).map(|(name, line)| format!("{name}: {line}")).collect()
    }

    fn mismatches(&self) -> Vec<String> {
        let rows = self.results.rows.iter();
        rows.flat_map(|row| row.mismatches.iter().flatten().map(move |line| format!("{}: {line}", row.name)))
            .collect()
    }

    fn failures(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for row in &self.results.rows {
            for (side, interpreter) in row.sides.iter().zip(&self.results.interpreters) {
                if let Some(failure) = &side.failure {
                    lines.push(format!("{}, {}: {failure}", row.name, interpreter.label));
                }
            }
        }
        lines
    }

    /// Why a row has no verdict.
    fn trouble(&self, row: &Row, reference: usize) -> Option<String> {
        let failure = |which: usize| row.sides[which].failure.clone();
        row.mismatches[reference].clone().or_else(|| failure(0)).or_else(|| failure(reference))
    }

    /// The environment's and every row's warnings.
    fn notes(&self) -> Vec<String> {
        let clock = self.results.clock;
        let mut notes = self.results.environment.warnings();
        if self.results.was_disturbed() {
            notes.push(
                "other load disturbed elapsed time, so the figures are of the processes' own CPU time \
                 (--clock wall or cpu chooses)"
                    .to_owned(),
            );
        }
        for row in &self.results.rows {
            for (side, interpreter) in row.sides.iter().zip(&self.results.interpreters) {
                let mut told: Vec<String> =
                    analysis::warnings(side, clock).iter().map(ToString::to_string).collect();
                told.extend(remarks(side, clock));
                if !told.is_empty() {
                    notes.push(format!("{}, {}: {}", row.name, interpreter.label, told.join("; ")));
                }
            }
        }
        notes.extend(self.doubts());
        if self.results.benchmarks().any(|row| row.kind == Kind::Script) {
            notes.push("a script's time is that of whole processes, start-up included".to_owned());
        }
        notes
    }

    /// Rows whose times are well behaved and still too few for a verdict.
    fn doubts(&self) -> Vec<String> {
        let findings = self.comparisons.iter().flat_map(|comparison| &comparison.findings);
        let shaken = |finding: &Finding| {
            finding.reference_warnings.iter().chain(&finding.our_warnings).any(|warning| warning.shakes())
        };
        findings
            .filter(|finding| finding.verdict == Some(Verdict::Unstable) && !shaken(finding))
            .map(|finding| {
                format!("{}: the difference is not certain: more processes (-p) would tell", finding.name)
            })
            .collect()
    }

    /// Start-up by interpreter, with its ratio to the first reference.
    fn startup(&self) -> Table {
        let mut table = Table::new(&["interpreter", "#`-c pass`", "#ratio [95 % interval]", "verdict"]);
        let Some((at, row)) = self.results.rows.iter().enumerate().find(|(_, row)| row.kind == Kind::Empty)
        else {
            return table;
        };
        for (which, interpreter) in self.results.interpreters.iter().enumerate().rev() {
            let spread = Spread::of(&row.sides[which].times(self.results.clock));
            let mut cells = vec![interpreter.label.clone(), time(spread)];
            if let (0, Some(first)) = (which, self.comparisons.first()) {
                cells.extend([ratio(&first.findings[at]), self.word(&first.findings[at], row, 1)]);
            }
            table.push(cells);
        }
        table
    }

    fn memory(&self) -> Table {
        let labels: Vec<String> =
            self.results.interpreters.iter().map(|interpreter| format!("#{}", interpreter.label)).collect();
        let mut head = vec!["benchmark"];
        head.extend(labels[1..].iter().map(|label| &label[..]));
        head.push(&labels[0]);
        head.push("#ratio");
        let mut table = Table::new(&head);
        for row in &self.results.rows {
            if row.sides.iter().all(|side| side.processes.is_empty()) {
                continue;
            }
            let name = if row.kind == Kind::Empty { "(the empty program)" } else { &row.name };
            let mut cells = vec![name.to_owned()];
            let sides = row.sides[1..].iter().chain([&row.sides[0]]);
            cells.extend(sides.map(|side| side.peak().map_or_else(|| "-".to_owned(), text::mebibytes)));
            if let (Some(theirs), Some(ours)) = (row.sides.get(1).and_then(Side::peak), row.sides[0].peak()) {
                cells.push(format!("{:.2}", ours / theirs));
            }
            table.push(cells);
        }
        table
    }
}

/// What there is to say of a side besides its times.
fn remarks(side: &Side, clock: Clock) -> Vec<String> {
    let mut told = Vec::new();
    if clock == Clock::Cpu && side.waits() {
        told.push("it waits, which CPU time does not show".to_owned());
    }
    match side.left_behind {
        0 => {}
        1 => told.push("left a process running, which was ended".to_owned()),
        count => told.push(format!("left {count} processes running, which were ended")),
    }
    if side.output_varies {
        told.push("its output changes from run to run, and was not compared".to_owned());
    }
    told
}

/// A median with the standard deviation in per cent.
fn time(spread: Option<Spread>) -> String {
    match spread {
        Some(spread) => text::spread(&text::seconds(spread.median), spread.deviation / spread.mean),
        None => "-".to_owned(),
    }
}

fn ratio(finding: &Finding) -> String {
    match &finding.estimate {
        Some(estimate) => {
            let [ratio, low, high] = estimate.ratio();
            format!("{ratio:.3} [{low:.3}, {high:.3}]")
        }
        None => "-".to_owned(),
    }
}
