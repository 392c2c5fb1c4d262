//! Deciding what a site becomes. Each family's file looks at one execution's operands and either rewrites the
//! word or says why not; [`succeeded`] and [`failed`] make every transition, and only they touch
//! counters and words. What is counted, and when, is `docs/internals/accounting.md`.
#![expect(unsafe_code, reason = "sites and words are reached through raw pointers")]

pub(crate) mod attr;
pub(crate) mod binary;
pub(crate) mod call;
mod called;
pub(crate) mod compare;
pub(crate) mod contains;
mod detail;
pub(crate) mod global;
pub(crate) mod iter;
pub(crate) mod subscript;
pub(crate) mod truth;
pub(crate) mod unpack;

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::WordOp;

use crate::ops::{Cx, Mode};
use crate::site::{Counter, MAX_HISTORY, Outcomes, Site, State};

/// What a specializer decided: the variant, or why there is none.
pub(crate) type Decision = Result<WordOp, FailureKind>;

/// Tries to specialize the generic word at hand.
///
/// # Safety
/// The word is one that its translator made, with a site; what it saves was saved.
pub(crate) unsafe fn attempt<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is of the family that its opcode names.
    unsafe {
        match cx.own_op() {
            WordOp::BinaryOp => binary::attempt(cx),
            WordOp::Call => call::attempt(cx),
            WordOp::CallKw => call::attempt_kw(cx),
            WordOp::CompareOp => compare::attempt(cx),
            WordOp::CompareBranchTrue => compare::attempt_branch::<M, true>(cx),
            WordOp::CompareBranchFalse => compare::attempt_branch::<M, false>(cx),
            WordOp::ContainsOp => contains::attempt(cx),
            WordOp::ContainsBranchTrue => contains::attempt_branch::<M, true>(cx),
            WordOp::ContainsBranchFalse => contains::attempt_branch::<M, false>(cx),
            WordOp::ForIter => iter::attempt(cx),
            WordOp::LoadAttr => attr::attempt_load(cx),
            WordOp::LoadGlobal => global::attempt(cx),
            WordOp::LoadMethod => attr::attempt_method(cx),
            WordOp::StoreAttr => attr::attempt_store(cx),
            WordOp::StoreSubscr => subscript::attempt(cx),
            WordOp::ToBool => truth::attempt(cx),
            WordOp::ToBoolBranchTrue => truth::attempt_branch::<M, true>(cx),
            WordOp::ToBoolBranchFalse => truth::attempt_branch::<M, false>(cx),
            WordOp::UnpackSequence => unpack::attempt(cx),
            other => unreachable!("{} has no specializer", other.name()),
        }
    }
}

/// Makes a word the variant that its specializer decided on, or backs off.
pub(crate) unsafe fn settle<M: Mode>(cx: Cx<M>, decision: Decision) {
    // SAFETY: the word's row has a site.
    unsafe {
        let site = &mut *cx.site();
        if M::PROFILE {
            detail::note(cx, site);
        }
        match decision {
            Ok(variant) => succeeded(cx, site, variant, State::Specialized),
            Err(kind) => failed(site, kind),
        }
    }
}

/// Whether a form may do what the words behind it do: not in the faithful form, each of whose words may report events.
pub(crate) unsafe fn may_fuse<M: Mode>(cx: Cx<M>) -> bool {
    // SAFETY: a frame runs code that lives.
    unsafe { !(*cx.exec()).is_faithful() }
}

/// Whether the word behind this one and its `cells` drops what this one makes, and may be left out with it.
pub(crate) unsafe fn result_is_dropped<M: Mode>(cx: Cx<M>, cells: usize) -> bool {
    // SAFETY: code never ends in a word that makes something.
    unsafe {
        let next = *cx.pc.add(1 + cells);
        let [op, dropped] = [0, 16].map(|shift| usize::from((next >> shift) as u16));
        may_fuse(cx) && op == WordOp::Drop as usize && dropped == cx.a()
    }
}

/// The word becomes `variant`.
pub(crate) unsafe fn succeeded<M: Mode>(cx: Cx<M>, site: &mut Site, variant: WordOp, state: State) {
    site.counter = Counter::COOLDOWN;
    site.failure = None;
    let before = site.state;
    site.state = state;
    // SAFETY: the variant has the operands and cells of the word's own opcode.
    unsafe { cx.rewrite(variant) };
    if let Some(profile) = &mut site.profile {
        profile.pending_success = true;
        if matches!(before, State::Specialized | State::Polymorphic) {
            profile.outcomes.respecialized += 1;
        }
        if !profile.variants.contains(&(variant as u16)) {
            profile.variants.push(variant as u16);
        }
        let at = profile.outcomes.executions();
        if profile.history.len() < MAX_HISTORY {
            profile.history.push((at, variant as u16, None));
        }
    }
}

/// The word stays generic, and its site waits twice as long as before.
pub(crate) fn failed(site: &mut Site, kind: FailureKind) {
    site.counter = site.counter.backed_off();
    site.failure = Some(kind);
    if matches!(site.state, State::Specialized | State::Polymorphic) {
        if let Some(profile) = &mut site.profile {
            profile.outcomes.deoptimised += 1;
        }
    }
    site.state = State::BackingOff;
    if let Some(profile) = &mut site.profile {
        profile.pending_failure = Some(kind);
        let at = profile.outcomes.executions();
        if profile.history.len() < MAX_HISTORY {
            profile.history.push((at, u16::MAX, Some(kind)));
        }
    }
}

/// A guard failed. True when the site is due for another attempt, for which its word is generic again; else the execution is a
/// miss, done the general way.
pub(crate) unsafe fn missed<M: Mode>(cx: Cx<M>, generic: WordOp) -> bool {
    // SAFETY: the word's row has a site.
    unsafe {
        let site = &mut *cx.site();
        if site.counter.tick() {
            cx.rewrite(generic);
            if M::PROFILE {
                if let Some(profile) = &mut site.profile {
                    profile.outcomes.attempts_after_miss += 1;
                }
            }
            return true;
        }
        if M::PROFILE {
            detail::note(cx, site);
            count(site, |outcomes| outcomes.misses += 1);
        }
        false
    }
}

/// A guard failed, and the site is given another one at once.
fn attempted_after_miss(site: &mut Site) {
    if let Some(profile) = &mut site.profile {
        profile.outcomes.attempts_after_miss += 1;
    }
    site.counter = Counter::COOLDOWN;
}

#[inline]
unsafe fn count(site: *mut Site, add: impl FnOnce(&mut Outcomes)) {
    // SAFETY: sites live as long as their code.
    unsafe {
        if let Some(profile) = &mut (*site).profile {
            add(&mut profile.outcomes);
        }
    }
}

/// A guarded path ran. The execution that specialized the site counts as the attempt, not as a hit.
pub(crate) unsafe fn count_hit(site: *mut Site) {
    // SAFETY: as `count`.
    unsafe {
        if let Some(profile) = &mut (*site).profile {
            if std::mem::take(&mut profile.pending_success) {
                profile.outcomes.succeeded += 1;
            } else {
                profile.outcomes.hits += 1;
            }
        }
    }
}

/// The global cache served a megamorphic site.
pub(crate) unsafe fn count_megamorphic(site: *mut Site) {
    // SAFETY: as `count`.
    unsafe {
        if let Some(profile) = &mut (*site).profile {
            if std::mem::take(&mut profile.pending_success) {
                profile.outcomes.succeeded += 1;
            } else {
                profile.outcomes.megamorphic += 1;
            }
        }
    }
}

/// The generic form ran: because an attempt just failed, or because the counter has not run out.
pub(crate) unsafe fn count_deferred(site: *mut Site) {
    // SAFETY: as `count`.
    unsafe {
        if let Some(profile) = &mut (*site).profile {
            match profile.pending_failure.take() {
                Some(kind) => {
                    profile.outcomes.failed += 1;
                    match profile.failures.iter_mut().find(|(known, _)| *known == kind) {
                        Some((_, times)) => *times += 1,
                        None => profile.failures.push((kind, 1)),
                    }
                }
                None => profile.outcomes.deferred += 1,
            }
        }
    }
}

/// A form without a guard ran.
pub(crate) unsafe fn count_generic(site: *mut Site) {
    // SAFETY: as `count`.
    unsafe { count(site, |outcomes| outcomes.generic += 1) }
}
