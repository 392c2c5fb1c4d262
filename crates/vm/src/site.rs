//! Sites: one record per specializable canonical instruction, made with the code's first executable form
//! and shared by both forms. Only `specialize::{succeeded, failed}` change one's state.
#![expect(unsafe_code, reason = "code objects register themselves by address")]

use taipan_bytecode::Opcode;
use taipan_bytecode::failure::FailureKind;

use crate::builtins::code::CodeObject;

/// A counter as CPython keeps it: `value << 4 | backoff`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counter(pub u16);

impl Counter {
    /// Specialize on the second execution.
    pub const WARMUP: Counter = Counter(1 << 4 | 1);
    /// After a success: this many misses until the next attempt.
    pub const COOLDOWN: Counter = Counter(52 << 4);

    /// Executions until it triggers.
    pub const fn value(self) -> u16 {
        self.0 >> 4
    }

    /// The exponent of the next wait.
    pub const fn backoff(self) -> u16 {
        self.0 & 15
    }

    /// Counts down one execution; true when it was due.
    #[inline]
    pub fn tick(&mut self) -> bool {
        if self.0 < 16 {
            return true;
        }
        self.0 -= 16;
        false
    }

    /// After a failed attempt: waits twice as long, at most 2^12.
    #[must_use]
    pub const fn backed_off(self) -> Counter {
        let backoff = if self.backoff() < 12 { self.backoff() + 1 } else { 12 };
        Counter(((1 << backoff) - 1) << 4 | backoff)
    }
}

/// What became of a site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum State {
    /// Not executed, or not yet often enough.
    Warming,
    /// One guard.
    Specialized,
    /// Two to four guards.
    Polymorphic,
    /// More types than guards: the global cache serves it.
    Megamorphic,
    /// The last attempt failed.
    BackingOff,
}

/// How often each outcome came up; kept under the profiling table only. See `docs/internals/accounting.md`.
#[derive(Clone, Copy, Default, Debug)]
pub struct Outcomes {
    pub hits: u64,
    pub megamorphic: u64,
    pub generic: u64,
    pub misses: u64,
    pub deferred: u64,
    pub succeeded: u64,
    pub failed: u64,
    /// Attempts that followed a miss of the same execution; outside the sum.
    pub attempts_after_miss: u64,
    pub deoptimised: u64,
    pub respecialized: u64,
}

impl Outcomes {
    /// Executions: each had exactly one outcome.
    pub fn executions(&self) -> u64 {
        self.hits
            + self.megamorphic
            + self.generic
            + self.misses
            + self.deferred
            + self.succeeded
            + self.failed
    }
}

/// One guard of a polymorphic attribute site.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Guard {
    /// Type version.
    pub version: u32,
    /// Executable opcode of the variant that this guard stands for.
    pub op: u16,
    /// Flags that an instance must have for its attribute to lie at the offset that the payload begins with: more than any has
    /// where the attribute is elsewhere.
    pub required: u16,
    /// The variant's payload, as in its word's cells.
    pub payload: [u64; 2],
}

impl Guard {
    /// The version of guards that admit nothing.
    pub const NO_VERSION: u32 = u32::MAX;
    /// [`Guard::required`] of an attribute that lies at no offset of the instance.
    pub const ELSEWHERE: u16 = u16::MAX;
}

impl Default for Guard {
    /// A guard that admits nothing.
    fn default() -> Guard {
        Guard { version: Guard::NO_VERSION, op: 0, required: Guard::ELSEWHERE, payload: [0; 2] }
    }
}

/// How many guards a site holds before it turns megamorphic.
pub const MAX_GUARDS: usize = 4;

/// The guards of a polymorphic site. Words of both forms point here, so that it lives as long as its site; a word that finds
/// it changed for the other form's sake misses.
#[derive(Clone, Copy, Default, Debug)]
#[repr(C)]
pub struct Guards {
    pub count: u32,
    /// The type version for which [`Guards::setter`] holds; 0 where there is none.
    pub setter_version: u32,
    pub guards: [Guard; MAX_GUARDS],
    /// The function that sets a property, for sites that are no list.
    pub setter: u64,
}

impl Guards {
    /// Forgets the list.
    pub fn clear(&mut self) {
        self.count = 0;
        self.guards = Default::default();
    }

    /// The guards in use.
    pub fn held(&self) -> &[Guard] {
        &self.guards[..self.count as usize]
    }

    /// Adds a guard; false when the list is full.
    pub fn add(&mut self, guard: Guard) -> bool {
        let Some(free) = self.guards.get_mut(self.count as usize) else { return false };
        *free = guard;
        self.count += 1;
        true
    }

    /// The guard that admits a type version. Types without one have 0, which no guard has.
    #[inline(always)]
    pub fn of(&self, version: u32) -> Option<&Guard> {
        let [a, b, c, d] = &self.guards;
        if a.version == version {
            return Some(a);
        }
        if b.version == version {
            return Some(b);
        }
        if c.version == version {
            return Some(c);
        }
        (d.version == version).then_some(d)
    }
}

/// A specializable instruction of a code object.
#[repr(C)]
pub struct Site {
    pub counter: Counter,
    pub state: State,
    /// Why the last attempt failed.
    pub failure: Option<FailureKind>,
    pub guards: Option<Box<Guards>>,
    /// Present while executions are counted.
    pub profile: Option<Box<Profile>>,
    /// Canonical offset.
    pub offset: u32,
    pub opcode: Opcode,
}

/// What profiling keeps for a site.
#[derive(Default)]
pub struct Profile {
    pub outcomes: Outcomes,
    /// Failed attempts by kind.
    pub failures: Vec<(FailureKind, u64)>,
    /// The executable opcodes the site has had, in the order of their first use.
    pub variants: Vec<u16>,
    /// The attempt of the running execution succeeded: the variant that runs next counts it.
    pub pending_success: bool,
    /// The attempt of the running execution failed: the generic form that runs next counts it.
    pub pending_failure: Option<FailureKind>,
    /// Transitions: (execution, opcode after it, reason when it failed); bounded.
    pub history: Vec<(u64, u16, Option<FailureKind>)>,
    /// What the operands of attempts and misses were, by their types' names, with how often; bounded.
    pub seen: Vec<(String, u64)>,
}

/// How many transitions a site remembers.
pub const MAX_HISTORY: usize = 32;

/// How many combinations of operand types a site tells apart; the last of them stands for all others.
pub const MAX_SEEN: usize = 9;

impl Site {
    /// A site never executed.
    pub fn new(offset: u32, opcode: Opcode, profile: bool) -> Site {
        Site {
            counter: Counter::WARMUP,
            state: State::Warming,
            failure: None,
            guards: None,
            profile: profile.then(Box::default),
            offset,
            opcode,
        }
    }
}

/// Takes a dying code object out of its interpreter's registry.
///
/// # Safety
/// `code` is whole.
pub(crate) unsafe fn forget(code: *mut CodeObject) {
    // SAFETY: a live object's type belongs to a live interpreter; the registry holds addresses only.
    unsafe { crate::exec::unregister(code) };
}
