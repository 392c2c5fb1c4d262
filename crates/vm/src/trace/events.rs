//! Calling the trace and profile functions.

use crate::frames::FrameRef;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Raw;

impl Thread {
    /// A frame was laid at `base` while the thread is traced.
    pub(crate) fn note_entered(&mut self, _base: *mut Raw) {}

    /// An exception passes through the running frame.
    pub(crate) fn trace_exception(&mut self) {}

    /// The running frame ends with an exception.
    pub(crate) fn trace_unwind(&mut self) {}

    /// An instrumented word is about to run. The thread's `pc` is changed where a tracer made the frame jump.
    pub(crate) fn trace_instruction(&mut self) -> PyResult<()> {
        Ok(())
    }

    /// Where the running frame goes on in the other form.
    pub(crate) fn move_frame(&mut self, pc: *const u64) -> *const u64 {
        pc
    }

    /// The innermost Python frame.
    pub fn python_frame(&self) -> Option<FrameRef> {
        self.running_frame().python()
    }
}
