//! `TextIOWrapper.__init__` and `reconfigure`.

use taipan_vm::builtins::str::Str;
use taipan_vm::native::FromValue;
use taipan_vm::native::convert::Context;
use taipan_vm::{PyResult, Thread, Value};

use super::{CHUNK, TextIOWrapper};
use crate::io::base::{attribute_opt, call, unsupported};
use crate::io::buffered::Buffered;
use crate::io::newline::Newline;
use crate::io::system;

/// What a TextIOWrapper is made with.
#[derive(Default)]
pub(in crate::io) struct Options {
    pub(in crate::io) encoding: Option<String>,
    pub(in crate::io) errors: Option<String>,
    pub(in crate::io) newline: Option<String>,
    pub(in crate::io) line_buffering: bool,
    pub(in crate::io) write_through: bool,
}

/// A text argument that may be None.
pub(in crate::io) struct Name(pub(in crate::io) String);

impl FromValue<'_> for Name {
    fn from_value(t: &mut Thread, value: &Value, context: &Context) -> PyResult<Name> {
        let Some(text) = Str::of(value) else { return Err(context.wrong_type(t, "str or None", value)) };
        text.to_plain(t).map(|text| Name(text.into_owned()))
    }
}

/// The name of an argument that was given.
pub(in crate::io) fn name(argument: Option<Name>) -> Option<String> {
    argument.map(|name| name.0)
}

/// The newline argument; ValueError for a text that is no line end.
fn newline(t: &mut Thread, newline: Option<&str>) -> PyResult<Newline> {
    match Newline::parse(newline) {
        Some(newline) => Ok(newline),
        None => {
            let shown = newline.unwrap_or_default();
            Err(t.value_error(format!("illegal newline value: {shown}")))
        }
    }
}

/// Prepares a stream for use on a stream of bytes.
pub(super) fn initialise(
    t: &mut Thread,
    this: &TextIOWrapper,
    buffer: &Value,
    options: &Options,
) -> PyResult<()> {
    this.ready.set(false);
    this.detached.set(false);
    let newline = newline(t, options.newline.as_deref())?;
    let encoding = match options.encoding.as_deref() {
        None | Some("locale") => system::locale_encoding(),
        Some(encoding) => encoding.to_owned(),
    };
    this.newline.set(newline);
    this.buffer.set(t, Some(buffer.clone()));
    set_names(t, this, &encoding, options.errors.as_deref().unwrap_or("strict"))?;
    super::codec::check_known(t, &encoding)?;
    this.line_buffering.set(options.line_buffering);
    this.write_through.set(options.write_through);
    this.chunk.set(CHUNK);
    this.pending.borrow_mut().clear();
    this.forget_ahead(t);
    this.ratio.set(0.0);
    let decodes = able(t, buffer, "readable")?;
    let encodes = able(t, buffer, "writable")?;
    this.find_codec(t, decodes, encodes)?;
    let seekable = able(t, buffer, "seekable")?;
    this.seekable.set(seekable);
    this.telling.set(seekable);
    this.has_read1.set(attribute_opt(t, buffer, "read1")?.is_some());
    find_start(t, this, buffer)?;
    if encodes {
        this.anchor.settle(t, &this.to_value());
        if let Some(buffered) = Buffered::exactly(buffer) {
            buffered.outer.set(&this.anchor);
        }
    }
    this.ready.set(true);
    Ok(())
}

fn able(t: &mut Thread, buffer: &Value, method: &str) -> PyResult<bool> {
    let answer = call(t, buffer, method, &[])?;
    t.truth(&answer)
}

fn set_names(t: &mut Thread, this: &TextIOWrapper, encoding: &str, errors: &str) -> PyResult<()> {
    let (encoding, errors) = (Str::new(t, encoding)?, Str::new(t, errors)?);
    this.encoding.set(t, Some(encoding));
    this.errors.set(t, Some(errors));
    Ok(())
}

/// What is appended to a file does not begin it.
fn find_start(t: &mut Thread, this: &TextIOWrapper, buffer: &Value) -> PyResult<()> {
    this.at_start.set(false);
    if !this.encodes.get() {
        return Ok(());
    }
    this.at_start.set(true);
    if this.seekable.get() {
        let position = call(t, buffer, "tell", &[])?;
        if !t.equals(&position, &Value::small_int(0))? {
            this.set_start(t, false)?;
        }
    }
    Ok(())
}

/// What `reconfigure` is asked to change; `None` for what stays.
pub(super) struct Changes<'a> {
    pub(super) encoding: Option<String>,
    pub(super) errors: Option<String>,
    /// The new newline argument, which may be None.
    pub(super) newline: Option<Option<String>>,
    pub(super) line_buffering: Option<&'a Value>,
    pub(super) write_through: Option<&'a Value>,
}

/// A flag, a number; what it is `now` without one.
fn flag(t: &mut Thread, given: Option<&Value>, now: bool) -> PyResult<bool> {
    match given.filter(|given| !given.is_none()) {
        Some(given) => Ok(t.as_i64(given)? != 0),
        None => Ok(now),
    }
}

/// `reconfigure`.
pub(super) fn reconfigure(t: &mut Thread, this: &TextIOWrapper, changes: &Changes<'_>) -> PyResult<()> {
    let decodes_anew = changes.encoding.is_some() || changes.errors.is_some() || changes.newline.is_some();
    if this.decodes.get() && decodes_anew && (!this.decoded.is_empty() || this.snapshot.borrow().is_some()) {
        let text = "It is not possible to set the encoding or newline of stream after the first read";
        return Err(unsupported(t, text));
    }
    let line_end = match &changes.newline {
        Some(given) => Some(newline(t, given.as_deref())?),
        None => None,
    };
    let line_buffering = flag(t, changes.line_buffering, this.line_buffering.get())?;
    let write_through = flag(t, changes.write_through, this.write_through.get())?;
    let value = this.to_value();
    call(t, &value, "flush", &[])?;
    if let Some(line_end) = line_end {
        this.newline.set(line_end);
    }
    if decodes_anew {
        let encoding = match changes.encoding.as_deref() {
            Some("locale") => system::locale_encoding(),
            Some(encoding) => encoding.to_owned(),
            None => super::codec::text_of(&this.encoding.get_or_none()),
        };
        let errors = match (&changes.errors, &changes.encoding) {
            (Some(errors), _) => errors.clone(),
            (None, Some(_)) => "strict".to_owned(),
            (None, None) => this.errors_text(),
        };
        let before = (this.encoding.get(), this.errors.get());
        set_names(t, this, &encoding, &errors)?;
        if let Err(error) = this.find_codec(t, this.decodes.get(), this.encodes.get()) {
            this.encoding.set(t, before.0);
            this.errors.set(t, before.1);
            return Err(error);
        }
        let buffer = this.buffer(t)?;
        find_start(t, this, &buffer)?;
    }
    this.line_buffering.set(line_buffering);
    this.write_through.set(write_through);
    Ok(())
}
