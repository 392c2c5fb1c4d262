//! What became of executions: each has exactly one outcome, its last event.

use serde::{Deserialize, Serialize};

/// How often each outcome came up at a site, or at all sites of a family.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Outcomes {
    /// A guarded path avoided the family's generic work.
    pub hits: u64,
    /// The global (type version, name) cache served a megamorphic site.
    pub megamorphic: u64,
    /// A form without a guard ran.
    pub generic: u64,
    /// A guard failed, and no attempt followed.
    pub misses: u64,
    /// The site was waiting for its next attempt.
    pub deferred: u64,
    /// Attempts that specialized the site.
    pub succeeded: u64,
    /// Attempts that were refused.
    pub failed: u64,
    /// Attempts that followed a miss of the same execution; outside the sum.
    pub attempts_after_miss: u64,
    /// Transitions from a specialized form to the generic one; outside the sum.
    pub deoptimised: u64,
    /// Transitions from one specialized form to another; outside the sum.
    pub respecialized: u64,
}

/// The three rates, from 0 to 1; `None` where nothing was executed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Rates {
    /// Hits among executions.
    pub hit: Option<f64>,
    /// Hits among executions that reached a guard.
    pub guard: Option<f64>,
    /// Executions that reached a guard and attempted nothing, among all.
    pub coverage: Option<f64>,
}

impl Outcomes {
    /// Executions: the sum of the seven outcomes.
    pub fn executions(&self) -> u64 {
        self.hits
            + self.megamorphic
            + self.generic
            + self.misses
            + self.deferred
            + self.succeeded
            + self.failed
    }

    /// Executions that were neither hits nor served by the global cache.
    pub fn lost(&self) -> u64 {
        self.executions() - self.hits - self.megamorphic
    }

    /// Adds another site's outcomes.
    pub fn add(&mut self, other: &Outcomes) {
        self.hits += other.hits;
        self.megamorphic += other.megamorphic;
        self.generic += other.generic;
        self.misses += other.misses;
        self.deferred += other.deferred;
        self.succeeded += other.succeeded;
        self.failed += other.failed;
        self.attempts_after_miss += other.attempts_after_miss;
        self.deoptimised += other.deoptimised;
        self.respecialized += other.respecialized;
    }

    /// These counts without those of an earlier moment of the same run.
    #[must_use]
    pub fn since(&self, earlier: &Outcomes) -> Outcomes {
        Outcomes {
            hits: self.hits.saturating_sub(earlier.hits),
            megamorphic: self.megamorphic.saturating_sub(earlier.megamorphic),
            generic: self.generic.saturating_sub(earlier.generic),
            misses: self.misses.saturating_sub(earlier.misses),
            deferred: self.deferred.saturating_sub(earlier.deferred),
            succeeded: self.succeeded.saturating_sub(earlier.succeeded),
            failed: self.failed.saturating_sub(earlier.failed),
            attempts_after_miss: self.attempts_after_miss.saturating_sub(earlier.attempts_after_miss),
            deoptimised: self.deoptimised.saturating_sub(earlier.deoptimised),
            respecialized: self.respecialized.saturating_sub(earlier.respecialized),
        }
    }

    /// CPython's own ratio: hits among hits, misses and executions of the generic opcode. It has no megamorphic cache.
    pub fn cpython_ratio(&self) -> Option<f64> {
        let whole = self.executions() - self.megamorphic;
        (whole > 0).then(|| self.hits as f64 / whole as f64)
    }

    /// The rates that these counts give.
    pub fn rates(&self) -> Rates {
        let ratio = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
        Rates {
            hit: ratio(self.hits, self.executions()),
            guard: ratio(self.hits, self.hits + self.misses + self.attempts_after_miss),
            coverage: ratio(self.hits + self.misses, self.executions()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_follow_their_definitions() {
        let outcomes = Outcomes {
            hits: 90,
            misses: 4,
            deferred: 3,
            succeeded: 2,
            failed: 1,
            attempts_after_miss: 2,
            ..Default::default()
        };
        assert_eq!((outcomes.executions(), outcomes.lost()), (100, 10));
        let rates = outcomes.rates();
        assert_eq!(rates.hit, Some(0.9));
        assert_eq!(rates.guard, Some(0.9375));
        assert_eq!(rates.coverage, Some(0.94));
        assert_eq!(Outcomes { megamorphic: 9, ..outcomes }.cpython_ratio(), Some(0.9));
        assert_eq!(Outcomes::default().rates().hit, None);
    }
}
