//! Building strings out of literal text and the `repr` of values, of whatever width.

use taipan_text::text::Text;

use crate::builtins::list::repr::{finish, push, push_repr};
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// A string in the making.
#[derive(Default)]
pub struct TextBuilder(Text);

impl TextBuilder {
    /// An empty one.
    pub fn new() -> TextBuilder {
        TextBuilder(Text::new())
    }

    /// Whether nothing was appended yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends literal text.
    pub fn push_str(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// Appends a Python string; anything else is left out.
    pub fn push_value(&mut self, text: &Value) {
        push(&mut self.0, text);
    }

    /// Appends the `repr` of a value.
    pub fn push_repr(&mut self, t: &mut Thread, value: &Value) -> PyResult<()> {
        push_repr(t, &mut self.0, value)
    }

    /// The finished string.
    pub fn finish(self, t: &mut Thread) -> PyResult {
        finish(t, &self.0)
    }
}
