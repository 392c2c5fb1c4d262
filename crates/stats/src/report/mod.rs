//! The text that `taipan profile` prints: a headline, families, findings, kinds of refusal, functions. It fits 80
//! columns unless names are long.

mod findings;
mod history;

use std::collections::BTreeMap;
use std::fmt::Write;

use taipan_bytecode::failure::FailureKind;

use crate::group::{By, group_table, relative};
use crate::numbers::{clipped_left, count, percent, seconds};
use crate::snapshot::{Family, Snapshot};

pub(crate) use findings::WARM_UP;
pub use findings::{advice, line_report};
pub(crate) use history::{short, strip};

/// What is shown.
#[derive(Clone, Debug)]
pub struct ReportOptions {
    /// How many findings, functions or groups.
    pub top: usize,
    /// In place of the whole report: one table.
    pub by: Option<By>,
    /// Types of operands as well.
    pub detail: bool,
    /// Transitions as well.
    pub history: bool,
    /// CPython's own ratio as well.
    pub cpython: bool,
    /// The directory that paths are told from.
    pub base: String,
}

impl Default for ReportOptions {
    fn default() -> ReportOptions {
        ReportOptions {
            top: 10,
            by: None,
            detail: false,
            history: false,
            cpython: false,
            base: String::new(),
        }
    }
}

/// The report on a run.
pub fn report(snapshot: &Snapshot, options: &ReportOptions) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    let _ = write_report(&mut out, snapshot, options);
    out
}

fn write_report(out: &mut String, snapshot: &Snapshot, options: &ReportOptions) -> std::fmt::Result {
    headline(out, snapshot, options)?;
    match options.by {
        Some(by) => {
            out.push('\n');
            out.push_str(&group_table(snapshot, by, &options.base, options.top));
        }
        None => {
            families(out, snapshot, options)?;
            findings::write(out, snapshot, options)?;
            failures(out, snapshot, options)?;
            functions(out, snapshot, options)?;
        }
    }
    writeln!(out, "\nCounting slows a program down: timings of a profiled run are no benchmarks.")
}

fn headline(out: &mut String, snapshot: &Snapshot, options: &ReportOptions) -> std::fmt::Result {
    let rates = snapshot.totals.rates();
    let part = if snapshot.partial { " (partial: the program ended early)" } else { "" };
    let executed = snapshot.sites.iter().filter(|site| site.executions > 0).count();
    writeln!(out, "{}{part}", clipped_left(relative(&snapshot.program, &options.base), 80 - part.len()))?;
    writeln!(
        out,
        "  hit rate {}   guard success {}   coverage {}",
        percent(rates.hit),
        percent(rates.guard),
        percent(rates.coverage),
    )?;
    if options.cpython {
        let ratio = percent(snapshot.totals.cpython_ratio());
        writeln!(out, "  CPython's ratio {ratio}: hits / (hits + misses + generic executions)")?;
    }
    let sites = if executed == 1 { "site" } else { "sites" };
    writeln!(out, "  {} executions of {executed} {sites}", count(snapshot.executions))?;
    if let Some(timing) = &snapshot.timing {
        writeln!(
            out,
            "  {} of CPU time; counting made the run about {:.1} times as long",
            seconds(timing.seconds),
            timing.slowdown(snapshot.executions),
        )?;
    }
    Ok(())
}

fn families(out: &mut String, snapshot: &Snapshot, options: &ReportOptions) -> std::fmt::Result {
    writeln!(
        out,
        "\n{:<15} {:>8} {:>7} {:>7} {:>7} {:>8} {:>9} {:>9}",
        "family", "executed", "hit", "guard", "miss", "deferred", "ok/failed", "deopt/re"
    )?;
    for family in snapshot.families.iter().filter(|family| family.executions > 0) {
        let Family { opcode, executions, outcomes, .. } = family;
        let rates = outcomes.rates();
        writeln!(
            out,
            "{opcode:<15} {:>8} {:>7} {:>7} {:>7} {:>8} {:>9} {:>9}",
            count(*executions),
            percent(rates.hit),
            percent(rates.guard),
            count(outcomes.misses),
            count(outcomes.deferred),
            format!("{}/{}", count(outcomes.succeeded), count(outcomes.failed)),
            format!("{}/{}", count(outcomes.deoptimised), count(outcomes.respecialized)),
        )?;
        let others =
            [(outcomes.generic, "without a guard"), (outcomes.megamorphic, "by the megamorphic cache")];
        let others = others.into_iter().filter(|(times, _)| *times > 0);
        let others: Vec<String> = others.map(|(times, how)| format!("{how} {}", count(times))).collect();
        if !others.is_empty() {
            writeln!(out, "    {}", others.join(", "))?;
        }
        let lossy = snapshot.sites.iter().filter(|site| site.opcode == *opcode && site.outcomes.lost() > 0);
        if let Some(worst) = lossy.max_by_key(|site| site.outcomes.lost()) {
            let place = clipped_left(relative(&worst.place(), &options.base), 50);
            writeln!(out, "    worst: {place} lost {}", count(worst.outcomes.lost()))?;
        }
    }
    Ok(())
}

fn failures(out: &mut String, snapshot: &Snapshot, options: &ReportOptions) -> std::fmt::Result {
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    for (kind, times) in snapshot.families.iter().flat_map(|family| &family.failures) {
        *kinds.entry(kind).or_default() += times;
    }
    if kinds.is_empty() {
        return Ok(());
    }
    let mut kinds: Vec<(&str, u64)> = kinds.into_iter().collect();
    kinds.sort_by_key(|&(kind, times)| (std::cmp::Reverse(times), kind));
    let total: u64 = kinds.iter().map(|(_, times)| times).sum();
    kinds.truncate(options.top);
    let shown: u64 = kinds.iter().map(|(_, times)| times).sum();
    let share = percent(Some(shown as f64 / total as f64));
    writeln!(out, "\nTop-{} failure kinds ({share} of total {total})", kinds.len())?;
    for (kind, times) in kinds {
        let known = FailureKind::ALL.iter().find(|known| known.name() == kind);
        let meaning = known.map_or("", |known| known.meaning().trim());
        writeln!(
            out,
            "  {kind:<25} {:>6}  {}",
            count(times),
            crate::numbers::wrapped(meaning, 44, &" ".repeat(36))
        )?;
    }
    Ok(())
}

fn functions(out: &mut String, snapshot: &Snapshot, options: &ReportOptions) -> std::fmt::Result {
    if snapshot.executions == 0 {
        return Ok(());
    }
    writeln!(out, "\nFunctions")?;
    out.push_str(&group_table(snapshot, By::Function, &options.base, options.top));
    Ok(())
}
