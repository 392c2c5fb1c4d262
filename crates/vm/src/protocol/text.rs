//! Text of objects: `repr`, `str`, `ascii`, `format`.

use std::cell::RefCell;

use taipan_text::int::DecimalBuffer;
use taipan_text::{ErrorKind, Text, TextError, float};

use crate::builtins::float::Float;
use crate::builtins::str::Str;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::{Raw, Value};

thread_local! {
    /// The containers whose `repr` is being made on this native thread, innermost last.
    static IN_REPR: RefCell<Vec<Raw>> = const { RefCell::new(Vec::new()) };
}

/// Marks a container as having its `repr` made, so that one inside itself prints as `[...]`.
#[derive(Debug)]
pub struct ReprGuard(Raw);

impl ReprGuard {
    /// Marks a container; `None` if it is marked already.
    pub fn enter(container: &Value) -> Option<ReprGuard> {
        IN_REPR.with_borrow_mut(|open| {
            if open.contains(&container.raw()) {
                return None;
            }
            open.push(container.raw());
            Some(ReprGuard(container.raw()))
        })
    }
}

impl Drop for ReprGuard {
    fn drop(&mut self) {
        IN_REPR.with_borrow_mut(|open| {
            if let Some(index) = open.iter().rposition(|&raw| raw == self.0) {
                open.remove(index);
            }
        });
    }
}

impl Thread {
    /// The exception that an algorithm on text or numbers asks for.
    #[cold]
    pub fn text_error(&mut self, error: TextError) -> Exception {
        let class = match error.kind {
            ErrorKind::Value => Class::ValueError,
            ErrorKind::Overflow => Class::OverflowError,
            ErrorKind::Type => Class::TypeError,
            ErrorKind::ZeroDivision => Class::ZeroDivisionError,
            ErrorKind::Memory => return self.memory_error(),
        };
        self.exception(class, &error.message)
    }

    /// `repr(value)`: a string.
    pub fn repr(&mut self, value: &Value) -> PyResult {
        if let Some(text) = self.repr_natively(value) {
            return text;
        }
        self.enter_recursion(" while getting the repr of an object")?;
        match self.call_special_operator(value, Special::Repr, &[])? {
            Some(text) => self.checked_text(text, "__repr__ returned non-string"),
            None => {
                let (name, address) = (self.type_name(value), value.raw().0);
                Str::new(self, &format!("<{name} object at {address:#x}>"))
            }
        }
    }

    /// `str(value)`: a string.
    pub fn str_of(&mut self, value: &Value) -> PyResult {
        if value.is_kind(Kind::Str) {
            return Ok(value.clone());
        }
        if let Some(text) = self.repr_natively(value) {
            return text;
        }
        self.enter_recursion(" while getting the str of an object")?;
        match self.call_special(value, Special::Str, &[])? {
            Some(text) => self.checked_text(text, "__str__ returned non-string"),
            None => self.repr(value),
        }
    }

    /// The `repr`, and `str`, of a small integer, a float, None or a bool.
    #[inline]
    pub(crate) fn repr_natively(&mut self, value: &Value) -> Option<PyResult> {
        if let Some(number) = value.as_small_int() {
            return Some(Str::from_digits(self, DecimalBuffer::new().format(number)));
        }
        let text = match value.raw() {
            Raw::NONE => "None",
            Raw::TRUE => "True",
            Raw::FALSE => "False",
            _ => {
                let number = value.exact::<Float>()?.get();
                return Some(Str::new(self, &float::repr(number)));
            }
        };
        Some(self.intern(text))
    }

    fn checked_text(&mut self, text: Value, complaint: &str) -> PyResult {
        if Str::of(&text).is_none() {
            let name = self.type_name(&text);
            return Err(self.type_error(format!("{complaint} (type {name})")));
        }
        Ok(text)
    }

    /// `ascii(value)`: the `repr` with everything beyond ASCII escaped.
    pub fn ascii_of(&mut self, value: &Value) -> PyResult {
        let text = self.repr(value)?;
        let Some(string) = Str::of(&text) else { unreachable!("repr answers a string") };
        if string.is_ascii() {
            return Ok(text);
        }
        let mut escaped = Text::with_capacity(string.len() * 2);
        for code in string.units().iter() {
            match code {
                0..0x80 => escaped.push(code),
                0x80..0x100 => escaped.push_str(&format!("\\x{code:02x}")),
                0x100..0x1_0000 => escaped.push_str(&format!("\\u{code:04x}")),
                _ => escaped.push_str(&format!("\\U{code:08x}")),
            }
        }
        Str::from_text(self, &escaped)
    }

    /// `format(value, spec)`: a string. `spec` is a string.
    pub fn format_value(&mut self, value: &Value, spec: &Value) -> PyResult {
        if Str::of(spec).is_some_and(Str::is_empty) {
            if value.is_kind(Kind::Str) {
                return Ok(value.clone());
            }
            if value.raw().is_int() {
                return self.str_of(value);
            }
        }
        let Some(text) = self.call_special(value, Special::Format, std::slice::from_ref(spec))? else {
            let name = self.type_name(value);
            return Err(self.type_error(format!("Type {name} doesn't define __format__")));
        };
        if Str::of(&text).is_none() {
            let name = self.type_name(&text);
            return Err(self.type_error(format!("__format__ must return a str, not {name}")));
        }
        Ok(text)
    }

    /// `repr(value)` as Rust text, lone surrogates replaced: for messages.
    pub fn repr_lossy(&mut self, value: &Value) -> PyResult<String> {
        let text = self.repr(value)?;
        Ok(Str::of(&text).map(|text| text.to_lossy().into_owned()).unwrap_or_default())
    }

    /// `str(value)` as Rust text, lone surrogates replaced: for messages.
    pub fn str_lossy(&mut self, value: &Value) -> PyResult<String> {
        let text = self.str_of(value)?;
        Ok(Str::of(&text).map(|text| text.to_lossy().into_owned()).unwrap_or_default())
    }
}
