//! Texts put together from values, whose lone surrogates survive.

use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// A text being written.
#[derive(Default)]
pub(crate) struct Text(Vec<u32>);

impl Text {
    /// An empty text.
    pub(crate) fn new() -> Text {
        Text::default()
    }

    /// Appends Rust text.
    pub(crate) fn text(&mut self, text: &str) -> &mut Text {
        self.0.extend(text.chars().map(u32::from));
        self
    }

    /// Appends a Python string; nothing for other values.
    pub(crate) fn string(&mut self, text: &Value) -> &mut Text {
        if let Some(text) = Str::of(text) {
            self.0.extend(text.units().iter());
        }
        self
    }

    /// Appends `str(value)`.
    pub(crate) fn str(&mut self, t: &mut Thread, value: &Value) -> PyResult<&mut Text> {
        let text = t.str_of(value)?;
        Ok(self.string(&text))
    }

    /// Appends `repr(value)`.
    pub(crate) fn repr(&mut self, t: &mut Thread, value: &Value) -> PyResult<&mut Text> {
        let text = t.repr(value)?;
        Ok(self.string(&text))
    }

    /// The text as a Python string.
    pub(crate) fn finish(&self, t: &mut Thread) -> PyResult {
        Str::from_characters(t, &self.0)
    }
}
