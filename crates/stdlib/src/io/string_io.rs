//! `StringIO`: a stream of text in memory.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use taipan_text::{Text, Unit, Units, with_units};
use taipan_vm::builtins::str::{Str, Units as StrUnits};
use taipan_vm::errors::{Class, Exception};
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Data;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

use super::newline::{Ends, Newline, Translator, replaced};

taipan_vm::native_object! {
    /// A StringIO.
    pub(super) struct StringIO: LAYOUT, TYPE {
        ;
        memory: Data<RefCell<Text>>,
        position: Cell<usize>,
        ready: Cell<bool>,
        closed: Cell<bool>,
        newline: Cell<Newline> = Cell::new(PLAIN),
        /// The `newline` argument, for pickle.
        given: Cell<Option<&'static str>> = Cell::new(Some("\n")),
        translator: Data<Translator>,
    }
}

static TYPE: NativeType = NativeType {
    name: "StringIO",
    module: "_io",
    doc: "A stream of text in memory. Lines end, and are translated, as the newline argument says.",
    kind: Kind::Other,
    base: None,
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: methods::METHODS,
    getsets: methods::GETSETS,
};

/// The class.
pub(super) fn class(t: &mut Thread) -> PyResult {
    let base = super::bases::text(t)?;
    t.native_type_of(&TYPE, &[base])
}

const PLAIN: Newline = Newline { ends: Ends::Lf, universal: false, translates: false, written: None };

impl StringIO {
    /// Raises ValueError unless it was initialised and is open.
    fn check(&self, t: &mut Thread) -> PyResult<()> {
        if !self.ready.get() {
            return Err(t.value_error("I/O operation on uninitialized object"));
        }
        if self.closed.get() { Err(t.value_error("I/O operation on closed file")) } else { Ok(()) }
    }

    /// The characters from the position on, at most so many.
    fn take(&self, t: &mut Thread, most: usize) -> PyResult {
        let memory = self.memory.borrow();
        let start = self.position.get().min(memory.len());
        let end = memory.len().min(start.saturating_add(most));
        let taken = part(t, &memory, start..end)?;
        self.position.set(self.position.get() + (end - start));
        Ok(taken)
    }

    /// The next line, of at most so many characters.
    fn line(&self, t: &mut Thread, limit: usize) -> PyResult {
        let length = {
            let memory = self.memory.borrow();
            let start = self.position.get().min(memory.len());
            let end = memory.len().min(start.saturating_add(limit));
            self.newline.get().ends.find(window(&memory, start..end)).unwrap_or(end - start)
        };
        self.take(t, length)
    }

    /// Writes a text at the position, its line ends translated.
    fn write(&self, t: &mut Thread, text: &Value) -> PyResult<()> {
        let newline = self.newline.get();
        let mut text = text.clone();
        if newline.universal {
            text = self.translator.feed(t, text, true)?;
        }
        if let (Some(written), Some(string)) = (newline.written, Str::of(&text)) {
            text = replaced(t, string, written)?;
        }
        let Some(string) = Str::of(&text).filter(|string| !string.is_empty()) else { return Ok(()) };
        let mut memory = self.memory.borrow_mut();
        let start = self.position.get();
        let end = start.saturating_add(string.len());
        if isize::try_from(end).is_err() {
            drop(memory);
            return Err(t.overflow_error("new position too large"));
        }
        if end > isize::MAX as usize / 4 {
            drop(memory);
            return Err(t.overflow_error("new buffer size too large"));
        }
        let length = memory.len();
        if memory.try_reserve(end.saturating_sub(length)).is_err() {
            drop(memory);
            return Err(t.memory_error());
        }
        if length < start {
            memory.fill(0, start - length);
        }
        let over = length.max(start).min(end) - start;
        with_units!(string.text(), units => {
            overwrite(&mut memory, start, &units[..over]);
            memory.extend(&units[over..]);
        });
        self.position.set(end);
        Ok(())
    }
}

/// The characters of a range.
fn window(text: &Text, range: Range<usize>) -> Units<'_> {
    match text.units() {
        Units::Latin1(units) => Units::Latin1(&units[range]),
        Units::Ucs2(units) => Units::Ucs2(&units[range]),
        Units::Ucs4(units) => Units::Ucs4(&units[range]),
    }
}

/// The characters of a range as a string.
fn part(t: &mut Thread, text: &Text, range: Range<usize>) -> PyResult {
    match window(text, range) {
        Units::Latin1(units) => Str::from_latin1(t, units),
        Units::Ucs2(units) => Str::from_units(t, StrUnits::Two(units)),
        Units::Ucs4(units) => Str::from_characters(t, units),
    }
}

/// Writes characters over those that are there.
fn overwrite<U: Unit>(text: &mut Text, start: usize, units: &[U]) {
    fn put<V: Unit, U: Unit>(to: &mut [V], from: &[U]) -> bool {
        to.iter_mut().zip(from).all(|(to, from)| match V::from_code(from.code()) {
            Some(unit) => {
                *to = unit;
                true
            }
            None => false,
        })
    }
    let end = start + units.len();
    let fits = match text {
        Text::Latin1(s) => put(&mut s[start..end], units),
        Text::Ucs2(s) => put(&mut s[start..end], units),
        Text::Ucs4(s) => put(&mut s[start..end], units),
    };
    if !fits {
        // Wider characters need wider memory, once.
        let mut codes = text.codes();
        for (to, from) in codes[start..end].iter_mut().zip(units) {
            *to = from.code();
        }
        *text = Text::from_units(&codes);
    }
}

/// `__init__`.
fn initialise(
    t: &mut Thread,
    this: &StringIO,
    initial: Option<&Value>,
    newline: Option<&str>,
) -> PyResult<()> {
    this.ready.set(false);
    let Some(parsed) = Newline::parse(newline) else {
        let shown = Str::new(t, newline.unwrap_or_default())?;
        return Err(wrong_newline(t, Some(&shown)));
    };
    this.newline.set(parsed);
    this.given.set(match newline {
        None => None,
        Some("") => Some(""),
        Some("\r") => Some("\r"),
        Some("\r\n") => Some("\r\n"),
        Some(_) => Some("\n"),
    });
    this.translator.reset();
    this.translator.translate.set(parsed.translates);
    this.memory.take();
    this.position.set(0);
    this.closed.set(false);
    if let Some(initial) = initial {
        this.write(t, initial)?;
        this.position.set(0);
    }
    this.ready.set(true);
    Ok(())
}

#[cold]
fn wrong_newline(t: &mut Thread, newline: Option<&Value>) -> Exception {
    match t.repr_lossy(newline.unwrap_or(&Value::NONE)) {
        Ok(shown) => t.value_error(format!("illegal newline value: {shown}")),
        Err(error) => error,
    }
}

/// The `newline` argument.
fn newline_argument(t: &mut Thread, newline: Option<&Value>) -> PyResult<Option<String>> {
    match newline {
        None => Ok(Some("\n".to_owned())),
        Some(none) if none.is_none() => Ok(None),
        Some(newline) => match Str::of(newline) {
            Some(text) => Ok(Some(text.to_lossy().into_owned())),
            None => {
                let found = t.type_name(newline);
                Err(t.type_error(format!("newline must be str or None, not {found}")))
            }
        },
    }
}

fn wrong_seek(t: &mut Thread, text: &str) -> Exception {
    t.exception(Class::OSError, text)
}

/// The methods of StringIO.
#[taipan_macros::methods]
mod methods {
    use taipan_vm::builtins::dict::Dict;
    use taipan_vm::builtins::int;
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::native::Args;

    use super::{PyResult, Str, StringIO, Thread, Value, initialise, newline_argument, wrong_seek};
    use crate::io::base::{Size, call, number, restore, size_or_all};
    use crate::io::buffered::class_name;

    /// Makes a stream that is of no use until it is initialised.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        StringIO::create(t, class)
    }

    /// Begins with this text.
    #[special("($self, initial_value='', newline='\\n')", name = "StringIO")]
    fn __init__(
        t: &mut Thread,
        this: &StringIO,
        initial_value: Option<&Value>,
        newline: Option<&Value>,
    ) -> PyResult<()> {
        let given = newline;
        let newline = newline_argument(t, newline)?;
        this.ready.set(false);
        if super::Newline::parse(newline.as_deref()).is_none() {
            return Err(super::wrong_newline(t, given));
        }
        let initial = initial_value.filter(|initial| !initial.is_none());
        if let Some(initial) = initial.filter(|initial| Str::of(initial).is_none()) {
            let found = t.type_name(initial);
            return Err(t.type_error(format!("initial_value must be str or None, not {found}")));
        }
        initialise(t, this, initial, newline.as_deref())
    }

    /// The whole text.
    #[method("($self, /)")]
    fn getvalue(t: &mut Thread, this: &StringIO) -> PyResult {
        this.check(t)?;
        let memory = this.memory.borrow();
        super::part(t, &memory, 0..memory.len())
    }

    /// The position.
    #[method("($self, /)")]
    fn tell(t: &mut Thread, this: &StringIO) -> PyResult<usize> {
        this.check(t)?;
        Ok(this.position.get())
    }

    /// Reads up to so many characters; all for -1.
    #[method("($self, size=-1, /)")]
    fn read(t: &mut Thread, this: &StringIO, size: Option<Size>) -> PyResult {
        this.check(t)?;
        this.take(t, usize::try_from(size_or_all(size)).unwrap_or(usize::MAX))
    }

    /// The next line, its end included.
    #[method("($self, size=-1, /)")]
    fn readline(t: &mut Thread, this: &StringIO, size: Option<Size>) -> PyResult {
        this.check(t)?;
        this.line(t, usize::try_from(size_or_all(size)).unwrap_or(usize::MAX))
    }

    #[special]
    fn __next__(t: &mut Thread, this: &StringIO) -> PyResult<Option<Value>> {
        this.check(t)?;
        let value = this.to_value();
        let line = if StringIO::exactly(&value).is_some() {
            this.line(t, usize::MAX)?
        } else {
            let line = call(t, &value, "readline", &[])?;
            if Str::of(&line).is_none() {
                let found = t.type_name(&line);
                let text = format!("readline() should have returned a str object, not '{found}'");
                return Err(t.os_error(text));
            }
            line
        };
        Ok(Some(line).filter(|line| Str::of(line).is_some_and(|line| !line.is_empty())))
    }

    /// Cuts off what lies behind a position, by default the current one.
    #[method("($self, pos=None, /)")]
    fn truncate(t: &mut Thread, this: &StringIO, pos: Option<Size>) -> PyResult<usize> {
        this.check(t)?;
        let size = match pos {
            None => this.position.get(),
            Some(Size(size)) => match usize::try_from(size) {
                Ok(size) => size,
                Err(_) => return Err(t.value_error(format!("Negative size value {size}"))),
            },
        };
        let mut memory = this.memory.borrow_mut();
        match &mut *memory {
            taipan_text::Text::Latin1(units) => units.truncate(size),
            taipan_text::Text::Ucs2(units) => units.truncate(size),
            taipan_text::Text::Ucs4(units) => units.truncate(size),
        }
        Ok(size)
    }

    /// Moves to a position; other than from the start, only by nothing. The new position.
    #[method("($self, pos, whence=0, /)")]
    fn seek(t: &mut Thread, this: &StringIO, pos: isize, whence: i32) -> PyResult<usize> {
        this.check(t)?;
        let target = match whence {
            0 if pos < 0 => return Err(t.value_error(format!("Negative seek position {pos}"))),
            0 => pos as usize,
            1 | 2 if pos != 0 => return Err(wrong_seek(t, "Can't do nonzero cur-relative seeks")),
            1 => this.position.get(),
            2 => this.memory.borrow().len(),
            _ => return Err(t.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)"))),
        };
        this.position.set(target);
        Ok(target)
    }

    /// Writes a text; its length.
    #[method("($self, s, /)")]
    fn write(t: &mut Thread, this: &StringIO, s: &Value) -> PyResult<usize> {
        let Some(text) = Str::of(s) else {
            let found = t.type_name(s);
            return Err(t.type_error(format!("string argument expected, got '{found}'")));
        };
        this.check(t)?;
        let length = text.len();
        if length > 0 {
            this.write(t, s)?;
        }
        Ok(length)
    }

    /// Gives the memory back.
    #[method("($self, /)")]
    fn close(_: &mut Thread, this: &StringIO) -> PyResult<()> {
        this.closed.set(true);
        this.memory.take();
        Ok(())
    }

    /// Whether it can be read: yes.
    #[method("($self, /)")]
    fn readable(t: &mut Thread, this: &StringIO) -> PyResult<bool> {
        this.check(t).map(|()| true)
    }

    /// Whether it can be written to: yes.
    #[method("($self, /)")]
    fn writable(t: &mut Thread, this: &StringIO) -> PyResult<bool> {
        this.check(t).map(|()| true)
    }

    /// Whether the position can be set: yes.
    #[method("($self, /)")]
    fn seekable(t: &mut Thread, this: &StringIO) -> PyResult<bool> {
        this.check(t).map(|()| true)
    }

    /// Text, newline, position and attributes, for pickle.
    #[method("($self, /)")]
    fn __getstate__(t: &mut Thread, this: &StringIO) -> PyResult {
        this.check(t)?;
        let text = getvalue(t, this)?;
        let newline = match this.given.get() {
            Some(given) => Str::new(t, given)?,
            None => Value::NONE,
        };
        let dict = t.dict_of(&this.to_value())?;
        let dict = match dict.exact::<Dict>() {
            Some(attributes) if !attributes.is_empty() => attributes.copy(t)?,
            _ => Value::NONE,
        };
        let position = number(t, this.position.get() as i64)?;
        Tuple::new(t, [text, newline, position, dict])
    }

    /// Takes what `__getstate__` answered.
    #[method("($self, state, /)")]
    fn __setstate__(t: &mut Thread, this: &StringIO, state: &Value) -> PyResult<()> {
        let (own, found) = (class_name(t, &this.to_value()), t.type_name(state));
        if this.closed.get() {
            return Err(t.value_error("I/O operation on closed file"));
        }
        let Some([text, newline, position, dict]) = Tuple::of(state).map(Tuple::items) else {
            let text = format!("{own}.__setstate__ argument should be 4-tuple, got {found}");
            return Err(t.type_error(text));
        };
        let newline = newline_argument(t, Some(newline))?;
        initialise(t, this, None, newline.as_deref())?;
        // The text was translated when it was written.
        if let Some(text) = Str::of(text) {
            let mut memory = this.memory.borrow_mut();
            taipan_text::with_units!(text.text(), units => memory.extend(units));
        }
        if int::of(position).is_none() {
            let found = t.type_name(position);
            return Err(t.type_error(format!("third item of state must be an integer, got {found}")));
        }
        restore(t, &this.to_value(), &this.position, position, ("fourth", dict))
    }

    /// Whether it is closed.
    #[getter]
    fn closed(t: &mut Thread, this: &StringIO) -> PyResult<bool> {
        if !this.ready.get() {
            return Err(t.value_error("I/O operation on uninitialized object"));
        }
        Ok(this.closed.get())
    }

    /// Whether every line is written at once: no.
    #[getter]
    fn line_buffering(t: &mut Thread, this: &StringIO) -> PyResult<bool> {
        this.check(t).map(|()| false)
    }

    /// The kinds of line ends written so far.
    #[getter]
    fn newlines(t: &mut Thread, this: &StringIO) -> PyResult {
        this.check(t)?;
        if this.newline.get().universal { this.translator.newlines(t) } else { Ok(Value::NONE) }
    }
}
