//! What happens at a limit check while events are pending.

use std::sync::atomic::Ordering;

use crate::native::PyResult;
use crate::thread::{EVENTS_PENDING, Thread, event};

impl Thread {
    /// Handles pending events: collections, signals, other threads' turns.
    #[cold]
    pub(crate) fn handle_events(&mut self) -> PyResult<()> {
        // In this order: a request that comes in between is seen below, or makes the next check look again.
        self.limit.store(self.stack_limit, Ordering::SeqCst);
        let events = self.events.swap(0, Ordering::SeqCst);
        if events & event::COLLECT != 0 {
            self.collect_by_growth();
        }
        self.drain();
        if events & event::SWITCH != 0 {
            self.offer_turn();
        }
        if self.tracing.active() {
            // While a thread is traced every call takes its slow path.
            self.limit.store(EVENTS_PENDING, Ordering::SeqCst);
        }
        if events & event::SIGNAL != 0 {
            self.check_signals()?;
        }
        Ok(())
    }
}
