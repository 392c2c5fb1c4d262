//! From results to findings: a ratio and a verdict for each benchmark, and their mean.

use crate::benchmark::Kind;
use crate::plan::Clock;
use crate::results::{Results, Row, Side};
use crate::statistics::{Estimate, Spread};
use crate::verdict::{self, Verdict, Warning};

/// A benchmark under ours and one reference.
#[derive(Clone, Debug)]
pub struct Finding {
    pub name: String,
    /// Times by process: the reference's and ours.
    pub reference: Option<Spread>,
    pub ours: Option<Spread>,
    /// Ours to the reference's.
    pub estimate: Option<Estimate>,
    /// `None` for a row that failed.
    pub verdict: Option<Verdict>,
    pub reference_warnings: Vec<Warning>,
    pub our_warnings: Vec<Warning>,
}

/// All findings against one reference.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub findings: Vec<Finding>,
    /// Over the rows that have a ratio.
    pub mean: Option<Estimate>,
}

impl Comparison {
    /// Compares interpreter 0 with interpreter `reference`; the empty program is judged too, and kept out of the mean.
    pub fn new(results: &Results, reference: usize) -> Comparison {
        let rows = results.rows.iter().filter(|row| row.comparable(reference)).count();
        let findings: Vec<Finding> =
            results.rows.iter().map(|row| Finding::new(row, reference, rows, results.clock)).collect();
        let kept = findings.iter().zip(&results.rows).filter(|(_, row)| row.kind != Kind::Empty);
        let estimates: Vec<&Estimate> = kept.filter_map(|(finding, _)| finding.estimate.as_ref()).collect();
        let mean = Estimate::mean_of(&estimates);
        Comparison { findings, mean }
    }

    /// How many benchmarks got the verdict, among those named.
    pub fn count(&self, verdict: Verdict, rows: &[Row]) -> usize {
        let of_benchmarks = self.findings.iter().zip(rows).filter(|(_, row)| row.kind != Kind::Empty);
        of_benchmarks.filter(|(finding, _)| finding.verdict == Some(verdict)).count()
    }
}

impl Finding {
    fn new(row: &Row, reference: usize, rows: usize, clock: Clock) -> Finding {
        let (theirs, ours) = (&row.sides[reference], &row.sides[0]);
        let mut finding = Finding {
            name: row.name.clone(),
            reference: Spread::of(&theirs.times(clock)),
            ours: Spread::of(&ours.times(clock)),
            estimate: None,
            verdict: None,
            reference_warnings: warnings(theirs, clock),
            our_warnings: warnings(ours, clock),
        };
        if row.comparable(reference) {
            let times = [theirs.times(clock), ours.times(clock)];
            // An interrupted round has one process too many on one side.
            let pairs = times[0].len().min(times[1].len());
            let [theirs, ours] = [&times[0][..pairs], &times[1][..pairs]];
            finding.estimate = Estimate::paired(theirs, ours);
            let told = [&finding.reference_warnings[..], &finding.our_warnings[..]];
            finding.verdict = Some(verdict::judge(finding.estimate.as_ref(), rows, [theirs, ours], told));
        }
        finding
    }
}

/// What there is to say about a side's times.
pub fn warnings(side: &Side, clock: Clock) -> Vec<Warning> {
    let values = || side.processes.iter().map(|process| &process.values);
    let shortest = values().flatten().map(|value| value.total(clock)).fold(f64::INFINITY, f64::min);
    let series: Vec<Vec<f64>> =
        values().map(|values| values.iter().map(|value| value.seconds(clock)).collect()).collect();
    verdict::warnings(&side.times(clock), shortest, &series)
}
