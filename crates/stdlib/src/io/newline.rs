//! Line ends: their translation, with what is kept between two pieces of text; finding them; and
//! `IncrementalNewlineDecoder`, which does both around another decoder.

use std::cell::Cell;

use taipan_text::{Text, Unit, Units, with_units};
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::int;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::{Data, Slot};
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

use super::base::call;

const CR: u8 = 1;
const LF: u8 = 2;
const CRLF: u8 = 4;

/// Notes line ends and translates them to `\n`, if it is to.
#[derive(Default)]
pub(super) struct Translator {
    pub(super) translate: Cell<bool>,
    /// A `\r` at the end of the last piece, whose `\n` may come yet.
    pub(super) pending: Cell<bool>,
    seen: Cell<u8>,
}

impl Translator {
    /// Forgets what was before.
    pub(super) fn reset(&self) {
        self.pending.set(false);
        self.seen.set(0);
    }

    /// The next piece of text, translated; a `\r` at its end is kept unless it is the last.
    pub(super) fn feed(&self, t: &mut Thread, input: Value, last: bool) -> PyResult {
        let Some(text) = Str::of(&input) else { unreachable!("decoders answer strings") };
        let has_cr = with_units!(text.text(), units => position(units, b'\r').is_some());
        if !has_cr && !(self.pending.get() && (last || !text.is_empty())) {
            if self.seen.get() & LF == 0
                && with_units!(text.text(), units => position(units, b'\n').is_some())
            {
                self.seen.set(self.seen.get() | LF);
            }
            return Ok(input);
        }
        let mut out = Text::with_capacity(text.len());
        with_units!(text.text(), units => self.scan(units, last, &mut out));
        Str::from_text(t, &out)
    }

    fn scan<U: Unit>(&self, units: &[U], last: bool, out: &mut Text) {
        let mut rest = units;
        let mut seen = self.seen.get();
        let translate = self.translate.get();
        let mut cr = self.pending.replace(false);
        loop {
            if cr {
                match rest.split_first() {
                    Some((first, tail)) if first.code() == 0x0A => {
                        seen |= CRLF;
                        rest = tail;
                        if !translate {
                            out.push(0x0D);
                        }
                        out.push(0x0A);
                    }
                    None if !last => {
                        self.pending.set(true);
                        break;
                    }
                    _ => {
                        seen |= CR;
                        out.push(if translate { 0x0A } else { 0x0D });
                    }
                }
            }
            let run = position(rest, b'\r');
            let plain = &rest[..run.unwrap_or(rest.len())];
            if seen & LF == 0 && position(plain, b'\n').is_some() {
                seen |= LF;
            }
            out.extend(plain);
            let Some(at) = run else { break };
            rest = &rest[at + 1..];
            cr = true;
        }
        self.seen.set(seen);
    }

    /// The kinds of line ends so far: None, a string, or a tuple of strings.
    pub(super) fn newlines(&self, t: &mut Thread) -> PyResult {
        let all = [(CR, "\r"), (LF, "\n"), (CRLF, "\r\n")];
        let names: Vec<&str> =
            all.iter().filter(|(bit, _)| self.seen.get() & bit != 0).map(|(_, name)| *name).collect();
        match names.as_slice() {
            [] => Ok(Value::NONE),
            [only] => Str::new(t, only),
            several => t.str_tuple(several),
        }
    }
}

/// Where a character of ASCII first occurs.
fn position<U: Unit>(units: &[U], wanted: u8) -> Option<usize> {
    match U::latin1(units) {
        Some(bytes) => memchr::memchr(wanted, bytes),
        None => units.iter().position(|unit| unit.code() == u32::from(wanted)),
    }
}

/// How lines end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ends {
    /// With `\n`, and nothing else is left of others.
    Lf,
    /// With `\n`, `\r` or `\r\n`.
    Universal,
    Cr,
    CrLf,
}

impl Ends {
    /// Where the first line ends, its end included.
    pub(super) fn find(self, units: Units<'_>) -> Option<usize> {
        with_units!(units, units => self.find_in(units))
    }

    fn find_in<U: Unit>(self, units: &[U]) -> Option<usize> {
        match self {
            Ends::Lf => position(units, b'\n').map(|at| at + 1),
            Ends::Cr => position(units, b'\r').map(|at| at + 1),
            Ends::Universal => {
                let at = units.iter().position(|unit| matches!(unit.code(), 0x0A | 0x0D))?;
                let pair = units[at].code() == 0x0D && units.get(at + 1).is_some_and(|u| u.code() == 0x0A);
                Some(at + 1 + usize::from(pair))
            }
            Ends::CrLf => {
                let pair = units.windows(2).position(|pair| pair[0].code() == 0x0D && pair[1].code() == 0x0A);
                pair.map(|at| at + 2)
            }
        }
    }
}

/// What a `newline` argument asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Newline {
    pub(super) ends: Ends,
    pub(super) universal: bool,
    pub(super) translates: bool,
    /// What is written for `\n`, if that is not itself.
    pub(super) written: Option<&'static str>,
}

impl Newline {
    /// Reads the argument: `None`, or one of the texts that are allowed.
    pub(super) fn parse(newline: Option<&str>) -> Option<Newline> {
        let plain = |ends, written| Newline { ends, universal: false, translates: false, written };
        Some(match newline {
            None => Newline { ends: Ends::Lf, universal: true, translates: true, written: None },
            Some("") => Newline { ends: Ends::Universal, universal: true, translates: false, written: None },
            Some("\n") => plain(Ends::Lf, None),
            Some("\r") => plain(Ends::Cr, Some("\r")),
            Some("\r\n") => plain(Ends::CrLf, Some("\r\n")),
            Some(_) => return None,
        })
    }
}

/// A text with every `\n` replaced.
pub(super) fn replaced(t: &mut Thread, text: &Str, written: &str) -> PyResult {
    let mut out = Text::with_capacity(text.len());
    with_units!(text.text(), units => {
        for (index, piece) in units.split(|unit| unit.code() == 0x0A).enumerate() {
            if index > 0 {
                out.push_str(written);
            }
            out.extend(piece);
        }
    });
    Str::from_text(t, &out)
}

taipan_vm::native_object! {
    /// An IncrementalNewlineDecoder.
    pub(super) struct Decoder: LAYOUT, TYPE {
        ;
        decoder: Slot,
        errors: Slot,
        translator: Data<Translator>,
    }
}

static TYPE: NativeType = NativeType {
    name: "IncrementalNewlineDecoder",
    module: "_io",
    doc: "A decoder around another (or around nothing, for texts) that notes line ends, and translates them to \\n.",
    kind: Kind::Other,
    base: None,
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: methods::METHODS,
    getsets: methods::GETSETS,
};

/// The class.
pub(super) fn class(t: &mut Thread) -> PyResult {
    t.native_type_of(&TYPE, &[])
}

/// Raises TypeError for what a decoder answered if that is no string.
pub(super) fn check_decoded(t: &mut Thread, decoded: Value) -> PyResult {
    if Str::of(&decoded).is_some() {
        return Ok(decoded);
    }
    let found = t.type_name(&decoded);
    Err(t.type_error(format!("decoder should return a string result, not '{found}'")))
}

/// Takes a decoder's state apart: the bytes it keeps, and its flags.
pub(super) fn split_state(t: &mut Thread, state: &Value) -> PyResult<(Value, Value)> {
    let Some(pair) = Tuple::of(state).map(Tuple::items) else {
        return Err(t.type_error("illegal decoder state"));
    };
    match pair {
        [buffer, flags] if int::of(flags).is_some() => Ok((buffer.clone(), flags.clone())),
        _ => Err(t.type_error("illegal decoder state")),
    }
}

/// The methods of decoders.
#[taipan_macros::methods]
mod methods {
    use super::{Bytes, Decoder, PyResult, Thread, Tuple, Value, call, check_decoded, split_state};
    use crate::io::base::number;
    use taipan_vm::native::Args;

    /// Makes a decoder that is of no use until it is initialised.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        Decoder::create(t, class)
    }

    /// Takes over another decoder, or None.
    #[special("($self, decoder, translate, errors='strict')", name = "IncrementalNewlineDecoder")]
    fn __init__(
        t: &mut Thread,
        this: &Decoder,
        decoder: &Value,
        translate: bool,
        errors: Option<&Value>,
    ) -> PyResult<()> {
        let errors = match errors {
            Some(errors) => errors.clone(),
            None => t.intern("strict")?,
        };
        this.decoder.set(t, Some(decoder.clone()));
        this.errors.set(t, Some(errors));
        this.translator.reset();
        this.translator.translate.set(translate);
        Ok(())
    }

    /// Decodes the next piece, final if there will be none after it.
    #[method("($self, /, input, final=False)")]
    fn decode(t: &mut Thread, this: &Decoder, input: &Value, final_: bool) -> PyResult {
        let decoder = decoder(t, this)?;
        let decoded = if decoder.is_none() {
            input.clone()
        } else {
            call(t, &decoder, "decode", &[input.clone(), Value::bool(final_)])?
        };
        let decoded = check_decoded(t, decoded)?;
        this.translator.feed(t, decoded, final_)
    }

    /// What it keeps: bytes, and flags of which the lowest is its own.
    #[method("($self, /)")]
    fn getstate(t: &mut Thread, this: &Decoder) -> PyResult {
        let decoder = decoder(t, this)?;
        let (buffer, flags) = if decoder.is_none() {
            (Bytes::new(t, b"")?, Value::small_int(0))
        } else {
            let state = call(t, &decoder, "getstate", &[])?;
            split_state(t, &state)?
        };
        let flags = t.as_i64(&flags)?;
        let flags = number(t, flags << 1 | i64::from(this.translator.pending.get()))?;
        Tuple::new(t, [buffer, flags])
    }

    /// Goes back to what `getstate` answered.
    #[method("($self, state, /)")]
    fn setstate(t: &mut Thread, this: &Decoder, state: &Value) -> PyResult {
        let decoder = decoder(t, this)?;
        if Tuple::of(state).is_none() {
            return Err(t.type_error("state argument must be a tuple"));
        }
        let Ok((buffer, flags)) = split_state(t, state) else {
            return Err(t.type_error("setstate(): illegal state argument"));
        };
        let flags = t.as_i64(&flags)?;
        this.translator.pending.set(flags & 1 != 0);
        if decoder.is_none() {
            return Ok(Value::NONE);
        }
        let flags = number(t, flags >> 1)?;
        let state = Tuple::new(t, [buffer, flags])?;
        call(t, &decoder, "setstate", &[state])
    }

    /// Begins anew.
    #[method("($self, /)")]
    fn reset(t: &mut Thread, this: &Decoder) -> PyResult {
        let decoder = decoder(t, this)?;
        this.translator.reset();
        if decoder.is_none() { Ok(Value::NONE) } else { call(t, &decoder, "reset", &[]) }
    }

    /// The kinds of line ends so far.
    #[getter]
    fn newlines(t: &mut Thread, this: &Decoder) -> PyResult {
        this.translator.newlines(t)
    }

    fn decoder(t: &mut Thread, this: &Decoder) -> PyResult {
        match this.decoder.get() {
            Some(decoder) => Ok(decoder),
            None => Err(t.value_error("IncrementalNewlineDecoder.__init__() not called")),
        }
    }
}
