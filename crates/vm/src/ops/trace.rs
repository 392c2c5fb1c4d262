//! Words that report events, and frames that change their form.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use crate::ops::handlers;

handlers! {
    fn instrumented(cx) {
        cx.next(0)
    }

    /// Goes on at this word in the form that the frame is to have.
    #[cold]
    #[inline(never)]
    fn go_moved(cx) {
        (*cx.t).tracing.frame_moves = false;
        cx.go(cx.pc)
    }
}
