//! From a virtual machine's raw counters to the records that `taipan_stats` reads.

use std::sync::Arc;

use taipan_bytecode::Code;
use taipan_bytecode::word::WordOp;
use taipan_stats::{CodeRecord, Outcomes, SiteRecord, Snapshot, State, Transition};
use taipan_translate::Executable;
use taipan_vm::builtins::code::CodeObject;
use taipan_vm::site::{self, Site};
use taipan_vm::{Thread, Value};

/// Every code object of the thread's interpreter that has been translated and is alive; while executions are
/// counted all of them are kept alive.
pub fn code_records(t: &Thread) -> Vec<CodeRecord> {
    t.interpreter().registered_code().map(code_record).collect()
}

/// The sites of the thread's interpreter and their totals. Counts are zero unless [`crate::Config`] asked for
/// them (`profile`).
pub fn snapshot(t: &Thread, program: &str, partial: bool) -> Snapshot {
    Snapshot::new(&code_records(t), program, partial)
}

/// The shared code behind a code object; `None` for other values.
pub fn shared_code(code: &Value) -> Option<Arc<Code>> {
    code.exact::<CodeObject>().map(|code| code.code().clone())
}

fn code_record(code: &CodeObject) -> CodeRecord {
    let words = |ordinal: usize, site: &Site| {
        code.forms().find_map(|form| live_word(form, ordinal as u32, site.offset))
    };
    let sites = code.with_sites(|sites| {
        sites.iter().enumerate().map(|(ordinal, site)| site_record(site, words(ordinal, site))).collect()
    });
    let listings = code.forms().map(ToString::to_string).collect();
    CodeRecord { code: code.code().clone(), sites, listings }
}

/// The opcode that the word of a site has now: the last word of the instruction that names the site.
fn live_word(form: &Executable, ordinal: u32, offset: u32) -> Option<WordOp> {
    let points = form.points.iter().filter(|point| point.offset == offset || point.second == offset);
    let mut found = None;
    for point in points {
        let at = point.word as usize;
        let op = WordOp::from_u16(form.words[at] as u16)?;
        if op.cells() > 0 && form.words[at + 1] as u32 == ordinal {
            found = Some(op);
        }
    }
    found
}

fn site_record(site: &Site, word: Option<WordOp>) -> SiteRecord {
    let profile = site.profile.as_deref();
    let outcomes = profile.map(|profile| outcomes(&profile.outcomes));
    let history = profile.map_or(&[][..], |profile| &profile.history);
    SiteRecord {
        offset: site.offset,
        opcode: site.opcode,
        state: state(site, outcomes.as_ref()),
        guards: site.guards.as_ref().map_or(0, |guards| guards.count),
        word,
        failure: site.failure,
        outcomes,
        failures: profile.map(|profile| profile.failures.clone()).unwrap_or_default(),
        variants: profile
            .map(|profile| profile.variants.iter().filter_map(|&number| WordOp::from_u16(number)).collect())
            .unwrap_or_default(),
        history: history
            .iter()
            .map(|&(execution, variant, failure)| Transition {
                execution,
                variant: WordOp::from_u16(variant).map(|variant| variant.name().to_owned()),
                failure: failure.map(|kind| kind.name().to_owned()),
            })
            .collect(),
    }
}

fn outcomes(raw: &site::Outcomes) -> Outcomes {
    Outcomes {
        hits: raw.hits,
        megamorphic: raw.megamorphic,
        generic: raw.generic,
        misses: raw.misses,
        deferred: raw.deferred,
        succeeded: raw.succeeded,
        failed: raw.failed,
        attempts_after_miss: raw.attempts_after_miss,
        deoptimised: raw.deoptimised,
        respecialized: raw.respecialized,
    }
}

fn state(site: &Site, outcomes: Option<&Outcomes>) -> State {
    match site.state {
        site::State::Specialized => State::Stable,
        site::State::Polymorphic => State::Polymorphic,
        site::State::Megamorphic => State::Megamorphic,
        site::State::BackingOff => State::BackingOff,
        site::State::Warming => match outcomes {
            Some(outcomes) if outcomes.executions() == 0 => State::Cold,
            Some(outcomes) if outcomes.executions() == outcomes.generic => State::NotSpecializable,
            Some(_) => State::Warming,
            None if site.counter == site::Counter::WARMUP => State::Cold,
            None => State::Warming,
        },
    }
}
