//! A snapshot's sites as comma-separated values (RFC 4180), one line each.

use crate::outcomes::Outcomes;
use crate::site::SiteStats;
use crate::snapshot::Snapshot;

/// A column of counts.
type Count = (&'static str, fn(&Outcomes) -> u64);

const COUNTS: &[Count] = &[
    ("executions", Outcomes::executions),
    ("hits", |outcomes| outcomes.hits),
    ("megamorphic", |outcomes| outcomes.megamorphic),
    ("generic", |outcomes| outcomes.generic),
    ("misses", |outcomes| outcomes.misses),
    ("deferred", |outcomes| outcomes.deferred),
    ("succeeded", |outcomes| outcomes.succeeded),
    ("failed", |outcomes| outcomes.failed),
    ("attempts_after_miss", |outcomes| outcomes.attempts_after_miss),
    ("deoptimised", |outcomes| outcomes.deoptimised),
    ("respecialized", |outcomes| outcomes.respecialized),
];

/// A column of text.
type Text = (&'static str, fn(&SiteStats) -> String);

const TEXTS: &[Text] = &[
    ("id", |site| site.id.clone()),
    ("file", |site| site.file.clone()),
    ("function", |site| site.function.clone()),
    ("line", |site| site.line.to_string()),
    ("column", |site| site.column.to_string()),
    ("offset", |site| site.offset.to_string()),
    ("opcode", |site| site.opcode.clone()),
    ("operand", |site| site.operand.clone()),
    ("state", |site| site.state.name().to_owned()),
    ("word", |site| site.word.clone().unwrap_or_default()),
    ("failure", |site| site.failure.clone().unwrap_or_default()),
];

impl Snapshot {
    /// The sites as CSV, with a line of column names first.
    pub fn to_csv(&self) -> String {
        let names = TEXTS.iter().map(|(name, _)| *name).chain(COUNTS.iter().map(|(name, _)| *name));
        let mut out = names.collect::<Vec<_>>().join(",") + "\r\n";
        for site in &self.sites {
            let texts = TEXTS.iter().map(|(_, text)| quoted(&text(site)));
            let counts = COUNTS.iter().map(|(_, count)| count(&site.outcomes).to_string());
            out += &texts.chain(counts).collect::<Vec<_>>().join(",");
            out += "\r\n";
        }
        out
    }
}

/// A field, in quotes where it needs them.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn fields_with_separators_are_quoted() {
        assert_eq!([quoted("a b"), quoted("a,b"), quoted("a\"b")], ["a b", "\"a,b\"", "\"a\"\"b\""]);
    }
}
