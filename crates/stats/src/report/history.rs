//! A site's history in one line.

use taipan_bytecode::word::WordOp;

use crate::numbers::listed;
use crate::site::SiteStats;

/// `@1 ADD_INT`, `@57 ✖ other_types`, `@60 ADD_FLOAT`: after how many executions the site became what.
pub(crate) fn strip(site: &SiteStats, width: usize, indent: &str) -> String {
    let steps = site.history.iter().map(|step| match (&step.variant, &step.failure) {
        (_, Some(failure)) => format!("@{} ✖ {failure}", step.execution),
        (Some(variant), None) => format!("@{} {}", step.execution, short(variant)),
        (None, None) => format!("@{}", step.execution),
    });
    listed(&steps.collect::<Vec<_>>(), "  ", width, indent)
}

/// A word's name without what it shares with its family.
pub(crate) fn short(name: &str) -> &str {
    WordOp::ALL.iter().find(|op| op.name() == name).map_or(name, |op| op.short_name())
}
