//! The text that `taipan profile` prints: a headline, families, findings, reasons of refusal, functions.

use std::collections::BTreeMap;
use std::fmt::Write;

use taipan_bytecode::failure::FailureKind;

use crate::numbers::{count, percent};
use crate::outcomes::Outcomes;
use crate::snapshot::{Family, SiteStats, Snapshot};

/// How many findings and functions are listed.
const TOP: usize = 10;

/// The report on a run.
pub fn report(snapshot: &Snapshot) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    let _ = write_report(&mut out, snapshot);
    out
}

fn write_report(out: &mut String, snapshot: &Snapshot) -> std::fmt::Result {
    let rates = snapshot.totals.rates();
    let part = if snapshot.partial { " (ended early: the figures are of a part)" } else { "" };
    writeln!(
        out,
        "{}{part}: {} sites executed {} times: hit {}, guards held {}, covered {}",
        snapshot.program,
        snapshot.sites.iter().filter(|site| site.executions > 0).count(),
        count(snapshot.executions),
        percent(rates.hit),
        percent(rates.guard),
        percent(rates.coverage),
    )?;
    families(out, snapshot)?;
    findings(out, snapshot)?;
    failures(out, snapshot)?;
    functions(out, snapshot)?;
    writeln!(out, "\nTimings of a profiled run are no benchmarks: counting slows it down.")
}

fn families(out: &mut String, snapshot: &Snapshot) -> std::fmt::Result {
    writeln!(
        out,
        "\n{:<18} {:>5} {:>10} {:>7} {:>7} {:>8} {:>9} {:>8} {:>8} {:>6} {:>7} {:>7}  worst site",
        "family",
        "sites",
        "executed",
        "hit",
        "guard",
        "misses",
        "deferred",
        "generic",
        "att. ok",
        "failed",
        "deopt",
        "respec"
    )?;
    for family in &snapshot.families {
        let Family { opcode, sites, executions, outcomes, .. } = family;
        if *executions == 0 {
            continue;
        }
        let rates = outcomes.rates();
        let worst = snapshot.sites.iter().filter(|site| site.opcode == *opcode && site.outcomes.lost() > 0);
        let worst = worst.max_by_key(|site| site.outcomes.lost()).map(SiteStats::place).unwrap_or_default();
        writeln!(
            out,
            "{opcode:<18} {sites:>5} {:>10} {:>7} {:>7} {:>8} {:>9} {:>8} {:>8} {:>6} {:>7} {:>7}  {worst}",
            count(*executions),
            percent(rates.hit),
            percent(rates.guard),
            count(outcomes.misses),
            count(outcomes.deferred),
            count(outcomes.generic + outcomes.megamorphic),
            count(outcomes.succeeded),
            count(outcomes.failed),
            count(outcomes.deoptimised),
            count(outcomes.respecialized),
        )?;
    }
    Ok(())
}

fn findings(out: &mut String, snapshot: &Snapshot) -> std::fmt::Result {
    let mut worst: Vec<&SiteStats> = snapshot.sites.iter().filter(|site| site.outcomes.lost() > 0).collect();
    worst.sort_by(|a, b| b.outcomes.lost().cmp(&a.outcomes.lost()).then_with(|| a.id.cmp(&b.id)));
    let all = snapshot.totals.lost();
    if all == 0 {
        return Ok(());
    }
    worst.truncate(TOP);
    let shown: u64 = worst.iter().map(|site| site.outcomes.lost()).sum();
    let share = percent(Some(shown as f64 / all as f64));
    writeln!(out, "\nTop-{} findings ({share} of all {} non-hits)", worst.len(), count(all))?;
    for site in worst {
        let state = site.state;
        let reason = site.failure.as_deref().map(|reason| format!(", {reason}")).unwrap_or_default();
        writeln!(
            out,
            "  {:<32} {:<16} {} {}{reason}: {} of {} lost",
            site.place(),
            site.opcode,
            state.glyph(),
            state.name(),
            count(site.outcomes.lost()),
            count(site.executions),
        )?;
    }
    Ok(())
}

fn failures(out: &mut String, snapshot: &Snapshot) -> std::fmt::Result {
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
    writeln!(out, "\nTop-{} failure kinds (100.0% of total {total})", kinds.len())?;
    for (kind, times) in kinds {
        let known = FailureKind::ALL.iter().find(|known| known.name() == kind);
        let meaning = known.map_or("", |known| known.meaning());
        writeln!(out, "  {kind:<28} {times:>8} {meaning}")?;
    }
    Ok(())
}

fn functions(out: &mut String, snapshot: &Snapshot) -> std::fmt::Result {
    let mut functions: BTreeMap<(&str, i32, &str), Outcomes> = BTreeMap::new();
    for site in &snapshot.sites {
        functions.entry((&site.file, site.function_line, &site.function)).or_default().add(&site.outcomes);
    }
    let mut functions: Vec<_> =
        functions.into_iter().filter(|(_, outcomes)| outcomes.executions() > 0).collect();
    functions.sort_by_key(|&(place, outcomes)| (std::cmp::Reverse(outcomes.executions()), place));
    if functions.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{:>10} {:>7} {:>8}  function", "executed", "hit", "lost")?;
    for ((file, line, function), outcomes) in functions.into_iter().take(TOP) {
        writeln!(
            out,
            "{:>10} {:>7} {:>8}  {function} ({file}:{line})",
            count(outcomes.executions()),
            percent(outcomes.rates().hit),
            count(outcomes.lost()),
        )?;
    }
    Ok(())
}
