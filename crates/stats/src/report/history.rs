//! A site's history in one line.

use taipan_bytecode::word::WordOp;

use crate::numbers::listed;
use crate::record::Transition;
use crate::site::SiteStats;

/// `@1 ADD_INT`, `@57 ✖ other_types`, `@60 ADD_FLOAT`: after how many executions the site became what. What comes
/// again and again is told once: `@4 … @2036 ✖ callable_kind (9 times)`.
pub(crate) fn strip(site: &SiteStats, width: usize, indent: &str) -> String {
    let mut steps: Vec<(String, u64, u64, usize)> = Vec::new();
    let mut guards = None;
    for step in &site.history {
        let text = became(step, &mut guards);
        match steps.last_mut() {
            Some((last, _, until, times)) if *last == text => {
                *until = step.execution;
                *times += 1;
            }
            _ => steps.push((text, step.execution, step.execution, 1)),
        }
    }
    let told = steps.iter().map(|(text, from, until, times)| match times {
        1 => format!("@{from} {text}"),
        _ => format!("@{from} … @{until} {text} ({times} times)"),
    });
    listed(&told.collect::<Vec<_>>(), "  ", width, indent)
}

/// What the site became; `guards` is how many it has, where that is known.
fn became(step: &Transition, guards: &mut Option<usize>) -> String {
    let form = step.variant.as_deref().map(short).unwrap_or_default();
    let is_list = form.ends_with("POLYMORPHIC");
    let text = match (&step.failure, *guards) {
        (Some(failure), _) => format!("✖ {failure}"),
        (None, Some(known)) if is_list => format!("{} guards", known + 1),
        (None, None) if is_list => "another guard".to_owned(),
        (None, _) => form.to_owned(),
    };
    *guards = match *guards {
        Some(known) if is_list => Some(known + 1),
        None if is_list => None,
        _ => step.variant.as_ref().map(|_| 1),
    };
    text
}

/// A word's name without what it shares with its family.
pub(crate) fn short(name: &str) -> &str {
    WordOp::ALL.iter().find(|op| op.name() == name).map_or(name, |op| op.short_name())
}
