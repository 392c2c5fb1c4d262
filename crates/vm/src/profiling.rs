//! Counting executions for a part of a program: the handler tables change while it runs. Decisions are the same under
//! all tables, so that nothing but the counting differs.
#![expect(unsafe_code, reason = "the registry holds addresses")]

use crate::site::Profile;
use crate::thread::Thread;

impl Thread {
    /// Whether executions are counted.
    pub fn is_profiling(&self) -> bool {
        self.interpreter().config.profile
    }

    /// Begins or ends counting, from the next word on that this thread runs after a call out to native code.
    /// Counts are kept when it ends.
    pub fn set_profiling(&mut self, on: bool) {
        if on {
            self.keep_counted_code();
        }
        self.interpreter_mut().config.profile = on;
        self.table = crate::ops::table(&self.interpreter().config);
        self.each_profile(|profile| {
            if on {
                profile.get_or_insert_default();
            }
            if let Some(profile) = profile {
                // An attempt under way is not of the part that is counted.
                profile.pending_success = false;
                profile.pending_failure = None;
            }
        });
    }

    /// Sets all counts to zero, and forgets what came before.
    pub fn reset_profile(&mut self) {
        self.each_profile(|profile| {
            if profile.is_some() {
                *profile = Some(Box::default());
            }
        });
    }

    fn each_profile(&mut self, change: impl Fn(&mut Option<Box<Profile>>)) {
        for &code in &self.interpreter().code_registry {
            // SAFETY: a code object enters the registry when it is translated, and leaves before it dies.
            let code = unsafe { &*code };
            for site in code.sites.borrow_mut().iter_mut() {
                change(&mut site.profile);
            }
        }
    }
}
