//! From a virtual machine's raw counters to the records that `taipan_stats` reads.

use std::sync::Arc;

use taipan_bytecode::Code;
use taipan_bytecode::word::WordOp;
use taipan_stats::{
    CacheValue, CodeRecord, Counter, GuardStats, Listing, Outcomes, Seen, SiteRecord, Snapshot, State,
    Transition, WordLine,
};
use taipan_translate::Executable;
use taipan_vm::builtins::code::CodeObject;
use taipan_vm::cache_names::{CacheNames, CacheText};
use taipan_vm::site::{self, Site};
use taipan_vm::{Thread, Value};

use crate::compat;

/// Every code object of the thread's interpreter that has been translated and is alive; while executions are
/// counted all of them are kept alive.
pub fn code_records(t: &mut Thread) -> Vec<CodeRecord> {
    let names = CacheNames::gather(t);
    t.interpreter().registered_code().map(|code| code_record(&names, code)).collect()
}

/// The sites of the thread's interpreter and their totals. Counts are zero unless [`crate::Config`] asked for
/// them (`profile`).
pub fn snapshot(t: &mut Thread, program: &str, partial: bool) -> Snapshot {
    Snapshot::new(&code_records(t), program, partial)
}

/// The shared code behind a code object; `None` for other values.
pub fn shared_code(code: &Value) -> Option<Arc<Code>> {
    code.exact::<CodeObject>().map(|code| code.code().clone())
}

fn code_record(names: &CacheNames, code: &CodeObject) -> CodeRecord {
    let sites = code.with_sites(|sites| {
        let words = live_words(code, sites);
        sites.iter().zip(words).map(|(site, word)| site_record(names, site, word)).collect()
    });
    let listings = code.forms().map(|form| listing(form, code.code())).collect();
    CodeRecord { code: code.code().clone(), sites, listings }
}

fn listing(form: &Executable, code: &Code) -> Listing {
    let title = format!("{:?}: {} locals, {} slots", form.form, form.nlocals, form.slots);
    let words = form.points.iter().map(|point| WordLine {
        word: point.word,
        offset: point.offset,
        second: (point.second != taipan_translate::NONE).then_some(point.second),
        text: form.text(point.word as usize, Some(code)),
        cells: form.cells(point.word as usize).to_vec(),
    });
    Listing { title, lines: words.collect() }
}

/// A word of a site, with its cells.
type Word<'a> = (WordOp, &'a [u64]);

/// The word that each site has now: the last that names it, in the form where it is specialized.
fn live_words<'a>(code: &'a CodeObject, sites: &[Site]) -> Vec<Option<Word<'a>>> {
    let mut found: Vec<Option<Word<'a>>> = vec![None; sites.len()];
    for form in code.forms() {
        let mut own: Vec<Option<Word<'a>>> = vec![None; sites.len()];
        for point in &form.points {
            let at = point.word as usize;
            let Some(op) = WordOp::from_u16(form.words[at] as u16).filter(|op| op.cells() > 0) else {
                continue;
            };
            let ordinal = form.words[at + 1] as u32 as usize;
            let names_it = |site: &Site| site.offset == point.offset || site.offset == point.second;
            if sites.get(ordinal).is_some_and(names_it) {
                own[ordinal] = Some((op, &form.words[at..=at + op.cells()]));
            }
        }
        for (known, own) in found.iter_mut().zip(own) {
            let better = |(op, _): Word<'_>| {
                known.is_none_or(|(known, _)| op.is_specialized() && !known.is_specialized())
            };
            if own.is_some_and(better) {
                *known = own;
            }
        }
    }
    found
}

fn site_record(names: &CacheNames, site: &Site, word: Option<Word<'_>>) -> SiteRecord {
    let profile = site.profile.as_deref();
    let outcomes = profile.map(|profile| outcomes(&profile.outcomes));
    let history = profile.map_or(&[][..], |profile| &profile.history);
    let seen = profile.map_or(&[][..], |profile| &profile.seen);
    let guards = names.guards(site);
    let last = site.guards.as_ref().and_then(|guards| guards.held().last());
    let cpython = match (last, word) {
        (Some(guard), _) => WordOp::from_u16(guard.op).and_then(|op| {
            let cell = u64::from(guard.version) | guard.payload[0] << 32;
            compat::cpython(names, site.opcode, op, &[0, 0, cell, guard.payload[1]])
        }),
        (None, Some((op, word))) => compat::cpython(names, site.opcode, op, word),
        (None, None) => None,
    };
    SiteRecord {
        offset: site.offset,
        opcode: site.opcode,
        state: state(site, outcomes.as_ref()),
        counter: Counter { value: site.counter.value(), backoff: site.counter.backoff() },
        guards: guards
            .into_iter()
            .map(|(op, caches)| GuardStats { variant: op.name().to_owned(), caches: cache_values(caches) })
            .collect(),
        word: word.map(|(op, _)| op),
        caches: word.map(|(op, word)| cache_values(names.read(op, word))).unwrap_or_default(),
        cpython,
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
        seen: seen
            .iter()
            .map(|(operands, times)| Seen { operands: operands.clone(), times: *times })
            .collect(),
    }
}

fn cache_values(caches: Vec<CacheText>) -> Vec<CacheValue> {
    let value = |cache: CacheText| CacheValue {
        name: cache.name.to_owned(),
        value: cache.value,
        meaning: cache.meaning,
    };
    caches.into_iter().map(value).collect()
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
