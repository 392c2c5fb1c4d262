//! What happens at a limit check while events are pending.

use std::sync::atomic::Ordering;

use crate::native::PyResult;
use crate::thread::{Thread, event};

impl Thread {
    /// Handles pending events: collection, signals.
    #[cold]
    pub(crate) fn handle_events(&mut self) -> PyResult<()> {
        let events = self.events.swap(0, Ordering::SeqCst);
        self.limit.store(self.stack_limit, Ordering::SeqCst);
        if events & event::COLLECT != 0 {
            self.collect_by_growth();
        }
        if events & event::SIGNAL != 0 {
            self.handle_signals()?;
        }
        self.drain();
        if self.tracing.active() {
            // While a thread is traced every call takes its slow path.
            self.limit.store(crate::thread::EVENTS_PENDING, Ordering::SeqCst);
        }
        Ok(())
    }
}
