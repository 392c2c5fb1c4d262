//! From times to a ratio and how far to trust it.
//!
//! The ratio is the Hodges-Lehmann estimate on logarithms: of pairs of neighbouring processes the median of all averages
//! of two log ratios, of unpaired runs the median of all log ratios. It is nearly as precise as a mean when times are
//! well behaved, and a burst of other load on the machine moves it little. Its 95 % interval is the percentile
//! bootstrap over processes (values of one process are not independent, processes are).

use crate::random::Random;

/// How many times the samples are drawn again.
pub const RESAMPLES: usize = 2000;

/// A log ratio with its uncertainty.
#[derive(Clone, PartialEq, Debug)]
pub struct Estimate {
    pub log_ratio: f64,
    /// Of the 95 % interval.
    pub low: f64,
    pub high: f64,
    /// The standard deviation of the resampled estimates.
    pub error: f64,
    /// Degrees of freedom.
    pub freedom: usize,
    /// The resampled estimates in the order they were drawn.
    pub resampled: Vec<f64>,
}

/// How times spread.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spread {
    pub mean: f64,
    pub median: f64,
    /// The sample's standard deviation; 0 for one value.
    pub deviation: f64,
    pub least: f64,
    pub most: f64,
}

impl Estimate {
    /// Of times taken side by side: `reference[i]` and `ours[i]` are neighbours. `None` for fewer than two pairs.
    pub fn paired(reference: &[f64], ours: &[f64]) -> Option<Estimate> {
        let ratios: Vec<f64> = reference.iter().zip(ours).map(|(r, o)| (o / r).ln()).collect();
        if ratios.len() < 2 {
            return None;
        }
        let mut random = Random::new();
        let mut drawn = vec![0.0; ratios.len()];
        let mut scratch = Vec::new();
        let resampled = (0..RESAMPLES)
            .map(|_| {
                drawn.iter_mut().for_each(|slot| *slot = ratios[random.below(ratios.len())]);
                of_averages(&drawn, &mut scratch)
            })
            .collect();
        Some(Estimate::new(of_averages(&ratios, &mut scratch), resampled, ratios.len() - 1))
    }

    /// Of times taken apart. `None` for fewer than two on a side.
    pub fn unpaired(reference: &[f64], ours: &[f64]) -> Option<Estimate> {
        if reference.len() < 2 || ours.len() < 2 {
            return None;
        }
        let logs = |times: &[f64]| -> Vec<f64> { times.iter().map(|time| time.ln()).collect() };
        let (reference, ours) = (logs(reference), logs(ours));
        let mut random = Random::new();
        let mut scratch = Vec::new();
        let mut draw =
            |from: &[f64]| -> Vec<f64> { from.iter().map(|_| from[random.below(from.len())]).collect() };
        let resampled = (0..RESAMPLES)
            .map(|_| {
                let (r, o) = (draw(&reference), draw(&ours));
                of_differences(&r, &o, &mut scratch)
            })
            .collect();
        let freedom = reference.len().min(ours.len()) - 1;
        Some(Estimate::new(of_differences(&reference, &ours, &mut scratch), resampled, freedom))
    }

    /// The geometric mean of several ratios: their resamples are averaged draw by draw.
    pub fn mean_of(rows: &[&Estimate]) -> Option<Estimate> {
        let freedom = rows.iter().map(|row| row.freedom).min()?;
        let average = |pick: &dyn Fn(&Estimate) -> f64| {
            rows.iter().map(|row| pick(row)).sum::<f64>() / rows.len() as f64
        };
        // The rows were drawn with the same numbers: shifting each row's draws keeps them independent.
        let resampled = (0..RESAMPLES).map(|at| {
            let drawn = rows
                .iter()
                .enumerate()
                .map(|(row, estimate)| estimate.resampled[(at + row * 97) % RESAMPLES]);
            drawn.sum::<f64>() / rows.len() as f64
        });
        Some(Estimate::new(average(&|row| row.log_ratio), resampled.collect(), freedom))
    }

    fn new(log_ratio: f64, resampled: Vec<f64>, freedom: usize) -> Estimate {
        let mut sorted = resampled.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |part: f64| sorted[((sorted.len() - 1) as f64 * part).round() as usize];
        let (low, high) = (at(0.025), at(0.975));
        let error = Spread::of(&resampled).map_or(0.0, |spread| spread.deviation);
        Estimate { log_ratio, low, high, error, freedom, resampled }
    }

    /// The ratio itself, with its interval.
    pub fn ratio(&self) -> [f64; 3] {
        [self.log_ratio, self.low, self.high].map(f64::exp)
    }
}

impl Spread {
    /// `None` for no values.
    pub fn of(values: &[f64]) -> Option<Spread> {
        let count = values.len() as f64;
        if values.is_empty() {
            return None;
        }
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let deviation = if values.len() > 1 { (squares / (count - 1.0)).sqrt() } else { 0.0 };
        let fold = |pick: fn(f64, f64) -> f64| values.iter().copied().reduce(pick).unwrap_or(mean);
        Some(Spread { mean, median: median(values), deviation, least: fold(f64::min), most: fold(f64::max) })
    }
}

/// The median; 0 for no values.
pub fn median(values: &[f64]) -> f64 {
    middle(&mut values.to_vec())
}

/// The median of what may be reordered.
fn middle(values: &mut [f64]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    let half = values.len() / 2;
    let odd = values.len() % 2 == 1;
    let (below, &mut upper, _) = values.select_nth_unstable_by(half, f64::total_cmp);
    if odd {
        return upper;
    }
    let lower = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    0.5 * (lower + upper)
}

fn of_averages(values: &[f64], scratch: &mut Vec<f64>) -> f64 {
    scratch.clear();
    for (at, a) in values.iter().enumerate() {
        scratch.extend(values[at..].iter().map(|b| 0.5 * (a + b)));
    }
    middle(scratch)
}

fn of_differences(reference: &[f64], ours: &[f64], scratch: &mut Vec<f64>) -> f64 {
    scratch.clear();
    for o in ours {
        scratch.extend(reference.iter().map(|r| o - r));
    }
    middle(scratch)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Times around 1 with a spread of `noise`, and a fifth of them hit by other load.
    fn times(random: &mut Random, count: usize, noise: f64) -> Vec<f64> {
        (0..count)
            .map(|_| {
                let sum: f64 = (0..12).map(|_| random.below(1 << 20) as f64 / f64::from(1 << 20)).sum();
                let load = if random.below(5) == 0 { 1.0 + random.below(100) as f64 / 100.0 } else { 1.0 };
                (1.0 + noise * (sum - 6.0)) * load
            })
            .collect()
    }

    #[test]
    fn medians_and_spreads() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(&[]), 0.0);
        let spread = Spread::of(&[1.0, 2.0, 3.0, 4.0]).unwrap();
        assert_eq!((spread.mean, spread.least, spread.most), (2.5, 1.0, 4.0));
        assert!((spread.deviation - 1.290_994).abs() < 1e-6);
        assert_eq!(Spread::of(&[]), None);
    }

    #[test]
    fn a_ratio_is_found_in_spite_of_bursts_of_load() {
        let mut random = Random::new();
        let reference = times(&mut random, 20, 0.01);
        let ours: Vec<f64> = times(&mut random, 20, 0.01).iter().map(|time| time * 1.1).collect();
        for estimate in [Estimate::paired(&reference, &ours), Estimate::unpaired(&reference, &ours)] {
            let [ratio, low, high] = estimate.unwrap().ratio();
            assert!((1.07..1.13).contains(&ratio) && low < ratio && ratio < high, "{low} {ratio} {high}");
        }
    }

    #[test]
    fn the_interval_covers_the_truth_about_as_often_as_it_says() {
        let mut random = Random::new();
        let covered = (0..100)
            .filter(|_| {
                let (a, b) = (times(&mut random, 20, 0.03), times(&mut random, 20, 0.03));
                let estimate = Estimate::paired(&a, &b).unwrap();
                estimate.low <= 0.0 && estimate.high >= 0.0
            })
            .count();
        assert!((85..=100).contains(&covered), "{covered}");
    }

    #[test]
    fn too_few_samples_give_no_estimate() {
        assert_eq!(Estimate::paired(&[1.0], &[1.0]), None);
        assert_eq!(Estimate::unpaired(&[1.0], &[1.0, 2.0]), None);
        assert_eq!(Estimate::mean_of(&[]), None);
    }

    #[test]
    fn the_geometric_mean_lies_between_its_rows() {
        let row = |factor: f64| {
            let reference = [1.0, 1.01, 0.99, 1.02, 1.0];
            let ours: Vec<f64> = reference.iter().rev().map(|time| time * factor).collect();
            Estimate::paired(&reference, &ours).unwrap()
        };
        let [mean, low, high] = Estimate::mean_of(&[&row(0.5), &row(2.0)]).unwrap().ratio();
        assert!((mean - 1.0).abs() < 0.02 && low <= mean && mean <= high);
    }
}
