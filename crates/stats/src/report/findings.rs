//! Findings: the sites that lose most executions, each with what could be done about it.

use std::fmt::Write;

use taipan_bytecode::failure::FailureKind;

use crate::explain::Topic;
use crate::group::relative;
use crate::numbers::{clipped, clipped_left, count, listed, percent, wrapped};
use crate::record::State;
use crate::report::{ReportOptions, strip};
use crate::site::SiteStats;
use crate::snapshot::Snapshot;

/// What a site that specializes at once and stays so loses: no finding.
pub(crate) const WARM_UP: u64 = 3;

pub(super) fn write(out: &mut String, snapshot: &Snapshot, options: &ReportOptions) -> std::fmt::Result {
    let mut worst: Vec<&SiteStats> =
        snapshot.sites.iter().filter(|site| site.outcomes.lost() > WARM_UP).collect();
    worst.sort_by(|a, b| b.outcomes.lost().cmp(&a.outcomes.lost()).then_with(|| a.id.cmp(&b.id)));
    let all = snapshot.totals.lost();
    if worst.is_empty() {
        return Ok(());
    }
    worst.truncate(options.top);
    let shown: u64 = worst.iter().map(|site| site.outcomes.lost()).sum();
    let share = percent(Some(shown as f64 / all as f64));
    writeln!(out, "\nTop-{} findings ({share} of all {} non-hits)", worst.len(), count(all))?;
    for site in worst {
        finding(out, site, options)?;
    }
    Ok(())
}

fn finding(out: &mut String, site: &SiteStats, options: &ReportOptions) -> std::fmt::Result {
    let what = format!("{} {}", site.opcode, clipped(&site.operand, 24));
    let place = site.place();
    let place = clipped_left(relative(&place, &options.base), 74 - what.chars().count());
    let reason = site.failure.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    writeln!(out, "  {} {place}  {}", site.state.glyph(), what.trim_end())?;
    let lost = format!(
        "{}{reason}; {} of {} lost in {}",
        site.state.name(),
        count(site.outcomes.lost()),
        count(site.executions),
        site.function,
    );
    writeln!(out, "      {}", wrapped(&lost, 74, "      "))?;
    if options.detail && !site.seen.is_empty() {
        let total: u64 = site.seen.iter().map(|seen| seen.times).sum();
        let seen = site
            .seen
            .iter()
            .map(|seen| format!("{} {}", seen.operands, percent(Some(seen.times as f64 / total as f64))));
        let seen = listed(&seen.collect::<Vec<_>>(), "; ", 68, "            ");
        writeln!(out, "      seen: {seen}")?;
    }
    if options.history && !site.history.is_empty() {
        writeln!(out, "      {}", strip(site, 74, "      "))?;
    }
    if let Some(advice) = advice(site) {
        writeln!(out, "      {}", wrapped(&advice, 74, "      "))?;
    }
    Ok(())
}

/// Every site of a snapshot, in the order of the source, with all that is known of it.
pub fn line_report(snapshot: &Snapshot, options: &ReportOptions) -> String {
    let mut out = String::new();
    for site in &snapshot.sites {
        // Writing to a `String` cannot fail.
        let _ = finding(&mut out, site, options);
        let rates = site.outcomes.rates();
        let _ = writeln!(
            out,
            "      executed {}, hit {}, guard success {}",
            count(site.executions),
            percent(rates.hit),
            percent(rates.guard),
        );
        let form = site.word.as_deref().unwrap_or(&site.opcode);
        let _ = writeln!(out, "      form {form}: taipan explain {form}\n");
    }
    out
}

/// What could be done about a site's lost executions; `None` where nothing need be.
pub fn advice(site: &SiteStats) -> Option<String> {
    let outcomes = &site.outcomes;
    if let (State::BackingOff, Some(kind)) = (site.state, &site.failure) {
        let kind = FailureKind::ALL.iter().find(|known| known.name() == kind)?;
        return Topic::Kind(*kind).remedy().map(str::to_owned);
    }
    // What a site costs before and after it specialized, and now and then later, is not worth a change.
    if outcomes.lost() <= WARM_UP || outcomes.lost() * 100 < site.executions {
        return None;
    }
    match site.state {
        State::Stable if outcomes.misses > 0 => Some(
            "Other types or values come by than the one that it is specialized for: treat them apart, or convert \
             them before the loop."
                .to_owned(),
        ),
        State::NotSpecializable => {
            Some("The family has no form with a guard for these operands: nothing to change here.".to_owned())
        }
        state => Topic::State(state).remedy().map(str::to_owned),
    }
}
