//! What a VM hands in: its code objects with the state of their sites.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::WordOp;
use taipan_bytecode::{Code, Opcode};

use crate::outcomes::Outcomes;

/// What became of a site.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Never executed.
    Cold,
    /// Executed, and not yet often enough to be specialized.
    Warming,
    /// The family has no specialized form, or what runs has no guard.
    NotSpecializable,
    /// One guard.
    Stable,
    /// Two to four guards.
    Polymorphic,
    /// More types than guards.
    Megamorphic,
    /// The last attempt was refused; the next waits.
    BackingOff,
}

impl State {
    /// Every state, from the coldest.
    pub const ALL: &'static [State] = &[
        State::Cold,
        State::Warming,
        State::NotSpecializable,
        State::Stable,
        State::Polymorphic,
        State::Megamorphic,
        State::BackingOff,
    ];

    /// The sign that stands for the state besides its colour.
    pub const fn glyph(self) -> char {
        match self {
            State::Cold => '·',
            State::Warming => '◔',
            State::NotSpecializable => '○',
            State::Stable => '●',
            State::Polymorphic => '◐',
            State::Megamorphic => '◆',
            State::BackingOff => '✖',
        }
    }

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            State::Cold => "cold",
            State::Warming => "warming",
            State::NotSpecializable => "not specializable",
            State::Stable => "stable",
            State::Polymorphic => "polymorphic",
            State::Megamorphic => "megamorphic",
            State::BackingOff => "backing off",
        }
    }
}

/// A transition of a site.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Transition {
    /// How many executions came before.
    pub execution: u64,
    /// The executable opcode after it; `None` when the attempt was refused.
    pub variant: Option<String>,
    /// Why the attempt was refused.
    pub failure: Option<String>,
}

/// A field of a site's caches.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CacheValue {
    pub name: String,
    /// `None` for addresses, which differ from run to run.
    pub value: Option<u64>,
    /// What the value stands for: a type's, function's or namespace's name, a constant; `stale` when nothing has that
    /// version any more.
    pub meaning: Option<String>,
}

/// One guard of a polymorphic site.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GuardStats {
    /// The executable opcode of its form.
    pub variant: String,
    pub caches: Vec<CacheValue>,
}

/// Operands that a site tried to specialize for, or missed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Seen {
    /// Names of their types; of what is called, its own.
    pub operands: String,
    pub times: u64,
}

/// A site's counter, as CPython keeps one.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Counter {
    /// Counts down to 0.
    pub value: u16,
    /// The next wait is two to this power.
    pub backoff: u16,
}

/// A specializable instruction as it stands.
#[derive(Clone, Debug)]
pub struct SiteRecord {
    /// Canonical offset, past any `EXTENDED_ARG`.
    pub offset: u32,
    /// Canonical opcode.
    pub opcode: Opcode,
    pub state: State,
    pub counter: Counter,
    /// The guards of a polymorphic site.
    pub guards: Vec<GuardStats>,
    /// The executable opcode of its word now, in the form that ran; `None` when it was never translated.
    pub word: Option<WordOp>,
    /// The caches of that word.
    pub caches: Vec<CacheValue>,
    /// What CPython 3.14 would call the state, when it has one like it.
    pub cpython: Option<Opcode>,
    /// Why the last attempt was refused, when it was.
    pub failure: Option<FailureKind>,
    /// Present when executions were counted.
    pub outcomes: Option<Outcomes>,
    /// Refused attempts by kind.
    pub failures: Vec<(FailureKind, u64)>,
    /// Executable opcodes the site has had, in the order of their first use.
    pub variants: Vec<WordOp>,
    /// Its first transitions.
    pub history: Vec<Transition>,
    /// Operands of its attempts and misses.
    pub seen: Vec<Seen>,
}

/// A code object with its sites.
#[derive(Clone, Debug)]
pub struct CodeRecord {
    pub code: Arc<Code>,
    /// In canonical order; empty for code that never ran.
    pub sites: Vec<SiteRecord>,
    /// Listings of the executable forms that exist, with their live opcodes.
    pub listings: Vec<Listing>,
}

/// The words of an executable form.
#[derive(Clone, Debug)]
pub struct Listing {
    /// What the form is, in one line.
    pub title: String,
    pub lines: Vec<WordLine>,
}

/// A word.
#[derive(Clone, Debug)]
pub struct WordLine {
    /// Its index among the words and cells of the form.
    pub word: u32,
    /// Canonical offset of the instruction that it runs.
    pub offset: u32,
    /// Canonical offset of the instruction folded into it.
    pub second: Option<u32>,
    /// Executable opcode and operands.
    pub text: String,
    pub cells: Vec<u64>,
}
