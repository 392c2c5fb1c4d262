//! What a generic word does when its site is due.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use crate::ops::{Cx, Mode, handlers};
use crate::specialize;

handlers! {
    /// Decides what the word becomes, and runs it again.
    #[cold]
    native fn attempt(cx) {
        let _ = cx.save();
        specialize::attempt::<M>(cx);
        cx.again()
    }
}

impl<M: Mode> Cx<M> {
    /// Counts an execution of a generic word; whether it is one at which the specializer is asked.
    #[inline(always)]
    pub(super) unsafe fn is_due(self) -> bool {
        // SAFETY: the word's row has a site.
        unsafe { (*self.site()).counter.tick() && (*self.interpreter()).config.specialize }
    }
}
