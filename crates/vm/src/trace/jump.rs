//! `frame.f_lineno = …`: a tracer sends the frame it is told of to another line.

use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

impl Thread {
    /// Makes the frame go on at another line.
    pub(crate) fn jump_to_line(&mut self, _frame: &Value, _line: &Value) -> PyResult<()> {
        Err(self.value_error("f_lineno can only be set in a trace function"))
    }
}
