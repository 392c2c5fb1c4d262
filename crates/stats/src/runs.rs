//! Runs beside each other: several merged to one, the part of a run since an earlier moment, and what differs between
//! two.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use crate::group::relative;
use crate::numbers::{clipped_left, count, percent};
use crate::outcomes::Outcomes;
use crate::report::WARM_UP;
use crate::site::SiteStats;
use crate::snapshot::{Snapshot, merge_into};

impl Snapshot {
    /// The sum of runs, site by site; `None` of none.
    pub fn merged(runs: Vec<Snapshot>) -> Option<Snapshot> {
        let mut names: Vec<String> = Vec::new();
        let partial = runs.iter().any(|run| run.partial);
        let mut merged = BTreeMap::new();
        for run in runs {
            if !names.contains(&run.program) {
                names.push(run.program);
            }
            for site in run.sites {
                merge_into(&mut merged, site);
            }
        }
        if names.is_empty() {
            return None;
        }
        Some(Snapshot::of_sites(merged.into_values().collect(), &names.join(", "), partial))
    }

    /// What came after `earlier`, a snapshot of the same interpreter: sites executed since, with the states they have
    /// now.
    #[must_use]
    pub fn since(&self, earlier: &Snapshot) -> Snapshot {
        let before: HashMap<&str, &SiteStats> =
            earlier.sites.iter().map(|site| (site.id.as_str(), site)).collect();
        let mut sites = Vec::new();
        for site in &self.sites {
            let mut site = site.clone();
            if let Some(before) = before.get(site.id.as_str()) {
                subtract(&mut site, before);
            }
            if site.executions > 0 {
                sites.push(site);
            }
        }
        Snapshot::of_sites(sites, &self.program, self.partial)
    }
}

fn subtract(site: &mut SiteStats, before: &SiteStats) {
    site.outcomes = site.outcomes.since(&before.outcomes);
    site.executions = site.outcomes.executions();
    for (kind, times) in &mut site.failures {
        *times -= before.failures.get(kind).copied().unwrap_or(0).min(*times);
    }
    site.failures.retain(|_, times| *times > 0);
    for seen in &mut site.seen {
        let known = before.seen.iter().find(|known| known.operands == seen.operands);
        seen.times -= known.map_or(0, |known| known.times).min(seen.times);
    }
    site.seen.retain(|seen| seen.times > 0);
    site.history.drain(..before.history.len().min(site.history.len()));
    for transition in &mut site.history {
        transition.execution = transition.execution.saturating_sub(before.executions);
    }
}

/// How many differing sites a comparison lists.
const TOP: usize = 15;

/// What differs between two runs, as text: rates per family, then the sites whose lost executions changed most. Paths
/// are told from `directory`.
pub fn compare(base: &Snapshot, head: &Snapshot, directory: &str) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    let _ = write_comparison(&mut out, base, head, directory);
    out
}

fn write_comparison(out: &mut String, base: &Snapshot, head: &Snapshot, directory: &str) -> std::fmt::Result {
    writeln!(out, "base  {}", summary(base, directory))?;
    writeln!(out, "head  {}", summary(head, directory))?;
    let of = |run: &Snapshot| -> BTreeMap<String, Outcomes> {
        run.families.iter().map(|family| (family.opcode.clone(), family.outcomes)).collect()
    };
    let (before, after) = (of(base), of(head));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    writeln!(
        out,
        "\n{:<16} {:>9} {:>9}  {:>7} {:>7}  {:>9} {:>9}",
        "family", "executed", "now", "hit", "now", "lost", "now"
    )?;
    for name in names {
        let (a, b) =
            (before.get(name).copied().unwrap_or_default(), after.get(name).copied().unwrap_or_default());
        if a.executions() + b.executions() == 0 {
            continue;
        }
        writeln!(
            out,
            "{name:<16} {:>9} {:>9}  {:>7} {:>7}  {:>9} {:>9}",
            count(a.executions()),
            count(b.executions()),
            percent(a.rates().hit),
            percent(b.rates().hit),
            count(a.lost()),
            count(b.lost()),
        )?;
    }
    write_sites(out, base, head, directory)
}

fn summary(run: &Snapshot, directory: &str) -> String {
    let rates = run.totals.rates();
    let figures = format!(
        "{} executions, hit {}, guard success {}",
        count(run.executions),
        percent(rates.hit),
        percent(rates.guard),
    );
    format!("{}: {figures}", clipped_left(relative(&run.program, directory), 72 - figures.len()))
}

fn write_sites(out: &mut String, base: &Snapshot, head: &Snapshot, directory: &str) -> std::fmt::Result {
    let before: HashMap<&str, &SiteStats> = base.sites.iter().map(|site| (site.id.as_str(), site)).collect();
    let mut changed: Vec<(i128, &SiteStats, Option<&SiteStats>)> = Vec::new();
    for site in &head.sites {
        let known = before.get(site.id.as_str()).copied();
        let lost = |site: &SiteStats| i128::from(site.outcomes.lost());
        let change = lost(site) - known.map_or(0, lost);
        // What a new site loses while it warms up is no change.
        let counts = change.unsigned_abs() > if known.is_some() { 0 } else { u128::from(WARM_UP) };
        if counts || known.is_some_and(|known| known.state != site.state) {
            changed.push((change, site, known));
        }
    }
    let unknown =
        base.sites.iter().filter(|site| !head.sites.iter().any(|other| other.id == site.id)).count();
    changed.sort_by(|a, b| b.0.abs().cmp(&a.0.abs()).then_with(|| a.1.id.cmp(&b.1.id)));
    if changed.is_empty() {
        writeln!(out, "\nno site lost more or less, or changed its state")?;
    } else {
        writeln!(out, "\n{} of {} changed sites, by lost executions", changed.len().min(TOP), changed.len())?;
    }
    for (change, site, known) in changed.into_iter().take(TOP) {
        let was = known.map_or("new", |known| known.state.name());
        let place = site.place();
        let place = clipped_left(relative(&place, directory), 66 - site.opcode.len());
        writeln!(out, "  {change:>+10}  {} {place}", site.opcode)?;
        writeln!(out, "              {was} -> {}", site.state.name())?;
    }
    if unknown > 0 {
        writeln!(out, "\n{unknown} sites of the base are not in the head")?;
    }
    Ok(())
}
