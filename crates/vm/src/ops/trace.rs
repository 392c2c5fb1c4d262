//! Words that report events, and frames that change their form.
#![expect(unsafe_code, reason = "handlers work on raw words and slots")]

use crate::ops::{Handler, handlers, tri};

handlers! {
    /// Stands in for any word of the faithful form: reports what happens there, then runs the word's own opcode.
    fn instrumented(cx) {
        let t = cx.save();
        if t.tracing.active() {
            tri!(cx, t.trace_instruction());
            if t.pc != cx.pc {
                // A tracer set `f_lineno`: the frame goes on elsewhere.
                return cx.finish_at(t.pc);
            }
        }
        run_original::<M>(cx.pc, cx.fp, cx.t, t.table, t.depth)
    }

    /// Runs an instrumented word's own opcode.
    fn run_original(cx) {
        let op = (*cx.exec()).original(cx.pc);
        let handler: Handler = *cx.table.add(usize::from(op as u16));
        handler.0(cx.pc, cx.fp, cx.t, cx.table, cx.depth)
    }

    /// Goes on at this word in the form that the frame is to have. The thread's `pc` still is the word that ended.
    #[cold]
    #[inline(never)]
    fn go_moved(cx) {
        (*cx.t).fp = cx.fp;
        let pc = (*cx.t).move_frame(cx.pc);
        cx.go(pc)
    }
}
