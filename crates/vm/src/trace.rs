//! Tracing and profiling: `sys.settrace`, `sys.setprofile`, and the state that makes frames change form.
#![expect(unsafe_code, reason = "reads frames on the value stack")]

use crate::value::Raw;

/// What a thread is traced by.
pub struct Tracing {
    /// `sys.settrace`'s function, or NULL. Owned.
    pub(crate) trace: Raw,
    /// `sys.setprofile`'s function, or NULL. Owned.
    pub(crate) profile: Raw,
    /// Whether a trace or profile function runs: events are off meanwhile.
    pub(crate) inside: bool,
    /// Whether the running frame must change its form before its next word.
    pub(crate) frame_moves: bool,
}

impl Default for Tracing {
    fn default() -> Tracing {
        Tracing { trace: Raw::NULL, profile: Raw::NULL, inside: false, frame_moves: false }
    }
}

impl Tracing {
    /// Whether calls and lines are reported now.
    #[inline]
    pub fn active(&self) -> bool {
        !self.inside && !(self.trace.is_null() && self.profile.is_null())
    }
}

mod events;
