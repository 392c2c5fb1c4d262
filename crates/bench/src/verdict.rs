//! Faster, slower, the same, or not to be told.
//!
//! A difference is a verdict when the 95 % interval lies wholly beyond ±2 % *and* the difference exceeds its standard
//! error so clearly that among all rows of the table together one false alarm is to be expected in a hundred runs
//! (Student's t, Bonferroni's correction), or the times of the two lie further apart than either's spread. An interval
//! beyond ±2 % that fails this is *unstable*, never *same*. Otherwise *unstable* follows pyperf's and hyperfine's rules:
//! times that spread too much; the verdict stands in spite of them only when the times of the two don't overlap at all.

use crate::statistics::{Estimate, Spread};
use crate::student;

/// Differences up to this are none.
pub const NEGLIGIBLE: f64 = 0.02;
/// The chance that a table holds a false alarm.
const FALSE_ALARMS: f64 = 0.01;
/// Fewer processes tell nothing.
pub const FEWEST: usize = 3;
const FEWEST_FOR_OUTLIERS: usize = 6;

/// What a row shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Faster,
    Slower,
    Same,
    Unstable,
}

/// Why times can't be relied on, or deserve a look.
#[derive(Clone, PartialEq, Debug)]
pub enum Warning {
    /// The standard deviation, as a part of the mean.
    Spread(f64),
    /// The value that lies more than half the mean away from it, as a part of the mean.
    Extreme(f64),
    /// The shortest raw value in seconds.
    Short(f64),
    /// There are this few processes.
    Few(usize),
    /// So many processes are far from the others.
    Outliers(usize),
    /// The first process was much slower than the others.
    SlowFirst,
    /// By how much the values of a process still change from its first to its last.
    NotSteady(f64),
}

impl Verdict {
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Faster => "faster",
            Verdict::Slower => "slower",
            Verdict::Same => "same",
            Verdict::Unstable => "unstable",
        }
    }
}

impl Warning {
    /// Whether it makes a row unstable, unless the difference is larger than any spread.
    pub const fn shakes(&self) -> bool {
        matches!(self, Warning::Spread(_) | Warning::Extreme(_) | Warning::Short(_) | Warning::Few(_))
    }

    /// Whether it does so in any case.
    const fn forbids(&self) -> bool {
        matches!(self, Warning::Short(_) | Warning::Few(_))
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Warning::Spread(part) => write!(f, "the standard deviation is {:.0} % of the mean", part * 100.0),
            Warning::Extreme(part) => write!(f, "a time is {:.0} % off the mean", part * 100.0),
            Warning::Short(seconds) => {
                write!(f, "the shortest raw value is {:.3} ms: use more loops", seconds * 1e3)
            }
            Warning::Few(1) => write!(f, "only 1 process"),
            Warning::Few(count) => write!(f, "only {count} processes"),
            Warning::Outliers(1) => write!(f, "1 process is far from the others"),
            Warning::Outliers(count) => write!(f, "{count} processes are far from the others"),
            Warning::SlowFirst => write!(f, "the first process was much slower than the others"),
            Warning::NotSteady(change) => {
                write!(
                    f,
                    "no steady state: from the first value to the last times change by {:+.1} %",
                    change * 100.0
                )
            }
        }
    }
}

/// What there is to say about the times of one interpreter: one per process, the shortest raw value, and per process
/// its values in order.
pub fn warnings(times: &[f64], shortest: f64, series: &[Vec<f64>]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let Some(spread) = Spread::of(times) else { return warnings };
    if times.len() < FEWEST {
        warnings.push(Warning::Few(times.len()));
    }
    if spread.deviation > 0.1 * spread.mean {
        warnings.push(Warning::Spread(spread.deviation / spread.mean));
    }
    let off = (spread.most - spread.mean).max(spread.mean - spread.least) / spread.mean;
    if off > 0.5 {
        warnings.push(Warning::Extreme(off));
    }
    if shortest < 1e-3 {
        warnings.push(Warning::Short(shortest));
    }
    // hyperfine's rule: more than 10 standard deviations away, as the median of the deviations tells them.
    let deviations: Vec<f64> = times.iter().map(|time| (time - spread.median).abs()).collect();
    let bound = 14.826 * crate::statistics::median(&deviations);
    let far = |time: f64| bound > 0.0 && (time - spread.median).abs() > bound;
    let outliers = times.iter().filter(|time| far(**time)).count();
    if times.len() < FEWEST_FOR_OUTLIERS {
        // Of so few, none is apart from the others.
    } else if far(times[0]) && times[0] > spread.median {
        warnings.push(Warning::SlowFirst);
    } else if outliers > 0 {
        warnings.push(Warning::Outliers(outliers));
    }
    warnings.extend(not_steady(series));
    warnings
}

/// Whether the last value of the processes still differs from the first by more than 3 %.
fn not_steady(series: &[Vec<f64>]) -> Option<Warning> {
    let ends: Vec<(f64, f64)> = series
        .iter()
        .filter(|values| values.len() > 1)
        .map(|values| (values[0], values[values.len() - 1]))
        .collect();
    let (first, last): (Vec<f64>, Vec<f64>) = ends.into_iter().unzip();
    let estimate = Estimate::paired(&first, &last)?;
    let [change, low, high] = estimate.ratio();
    let moved = high < 0.97 || low > 1.03;
    (moved && clear(&estimate, 1)).then_some(Warning::NotSteady(change - 1.0))
}

/// The verdict on a ratio of ours to the reference's, in a table of `rows` rows.
pub fn judge(
    estimate: Option<&Estimate>,
    rows: usize,
    [reference, ours]: [&[f64]; 2],
    [reference_warnings, our_warnings]: [&[Warning]; 2],
) -> Verdict {
    let Some(estimate) = estimate else { return Verdict::Unstable };
    let warnings = || reference_warnings.iter().chain(our_warnings);
    let [ratio, low, high] = estimate.ratio();
    if warnings().any(Warning::forbids) || warnings().any(Warning::shakes) && overlap(reference, ours) {
        return Verdict::Unstable;
    }
    let beyond = high < 1.0 - NEGLIGIBLE || low > 1.0 + NEGLIGIBLE;
    let certain = clear(estimate, rows) || far_apart(reference, ours);
    match (beyond, certain) {
        (false, _) => Verdict::Same,
        (true, false) => Verdict::Unstable,
        (true, true) if ratio < 1.0 => Verdict::Faster,
        (true, true) => Verdict::Slower,
    }
}

/// Whether chance would hardly make such a difference in any of so many rows.
fn clear(estimate: &Estimate, rows: usize) -> bool {
    let bound = student::quantile(FALSE_ALARMS / rows.max(1) as f64, estimate.freedom as f64);
    estimate.log_ratio.abs() > bound * estimate.error
}

fn overlap(a: &[f64], b: &[f64]) -> bool {
    gap(a, b).is_none_or(|(gap, _)| gap <= 0.0)
}

/// Whether the times lie further apart than either's spread: where a few processes leave no doubt.
fn far_apart(a: &[f64], b: &[f64]) -> bool {
    gap(a, b).is_some_and(|(gap, range)| gap > range)
}

/// How far two sets of times are apart (below zero when they overlap), and the wider of their ranges.
fn gap(a: &[f64], b: &[f64]) -> Option<(f64, f64)> {
    let (a, b) = (Spread::of(a)?, Spread::of(b)?);
    Some(((a.least - b.most).max(b.least - a.most), (a.most - a.least).max(b.most - b.least)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn times(random: &mut Random, count: usize, level: f64, noise: f64) -> Vec<f64> {
        (0..count).map(|_| level * (1.0 + noise * (random.below(2001) as f64 / 1000.0 - 1.0))).collect()
    }

    fn verdict(reference: &[f64], ours: &[f64], rows: usize) -> Verdict {
        let estimate = Estimate::paired(reference, ours);
        let told = [warnings(reference, 0.1, &[]), warnings(ours, 0.1, &[])];
        judge(estimate.as_ref(), rows, [reference, ours], [&told[0], &told[1]])
    }

    /// Ten runs of a suite of 25 rows, on machines from quiet to loud: the same against itself never differs.
    #[test]
    fn the_same_is_never_faster_or_slower() {
        let mut random = Random::new();
        for processes in [10, 20] {
            for noise in [0.005, 0.03, 0.1, 0.15, 0.4] {
                for row in 0..250 {
                    let (a, b) = (
                        times(&mut random, processes, 0.1, noise),
                        times(&mut random, processes, 0.1, noise),
                    );
                    let found = verdict(&a, &b, 25);
                    assert!(
                        matches!(found, Verdict::Same | Verdict::Unstable),
                        "row {row}, noise {noise}: {found:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn ten_per_cent_are_found_and_half_a_per_cent_is_none() {
        let mut random = Random::new();
        for _ in 0..20 {
            let a = times(&mut random, 20, 0.1, 0.02);
            assert_eq!(verdict(&a, &times(&mut random, 20, 0.11, 0.02), 25), Verdict::Slower);
            assert_eq!(verdict(&a, &times(&mut random, 20, 0.09, 0.02), 25), Verdict::Faster);
            assert_eq!(verdict(&a, &times(&mut random, 20, 0.1005, 0.02), 25), Verdict::Same);
        }
    }

    #[test]
    fn times_all_over_the_place_are_unstable_unless_they_never_meet() {
        let mut random = Random::new();
        let wide = times(&mut random, 20, 0.1, 0.4);
        assert_eq!(verdict(&wide, &times(&mut random, 20, 0.1, 0.01), 1), Verdict::Unstable);
        assert_eq!(verdict(&wide, &times(&mut random, 20, 0.03, 0.01), 1), Verdict::Faster);
        assert_eq!(verdict(&wide[..2], &[0.01, 0.01], 1), Verdict::Unstable);
    }

    #[test]
    fn few_processes_suffice_for_a_great_difference_only() {
        let a = [0.1, 0.101, 0.102];
        assert_eq!(verdict(&a, &[0.15, 0.152, 0.151], 25), Verdict::Slower);
        assert_eq!(verdict(&a, &[0.104, 0.106, 0.105], 25), Verdict::Unstable);
        assert_eq!(verdict(&a, &[0.101, 0.1, 0.102], 25), Verdict::Same);
    }

    #[test]
    fn each_rule_has_its_warning() {
        assert_eq!(warnings(&[1.0, 1.0, 1.0], 0.1, &[]), []);
        assert_eq!(warnings(&[1.0], 1e-4, &[]), [Warning::Few(1), Warning::Short(1e-4)]);
        assert!(matches!(warnings(&[1.0, 1.3, 0.8], 0.1, &[])[..], [Warning::Spread(_)]));
        let mut values = [1.0, 1.001, 0.999, 1.0, 1.001, 0.999, 1.0, 1.002, 0.998, 1.05];
        assert_eq!(warnings(&values, 0.1, &[]), [Warning::Outliers(1)]);
        values.reverse();
        assert_eq!(warnings(&values, 0.1, &[]), [Warning::SlowFirst]);
        let falling = vec![vec![1.0, 0.95, 0.9]; 5];
        assert!(
            matches!(warnings(&[0.95; 5], 0.1, &falling)[..], [Warning::NotSteady(change)] if change < -0.09)
        );
    }
}
