//! Encoding and decoding piece by piece: natively where the encoding is built in, else by the incremental codecs of the
//! registry.

use std::cell::{Cell, RefCell};

use taipan_text::Text;
use taipan_text::encode::{Encoding, Order, sniff_order};
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::str::{Str, codec};
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::{PyResult, Thread, Value};

use super::TextIOWrapper;
use crate::io::base::{attribute, attribute_opt, call, number};
use crate::io::newline::{check_decoded, split_state};

/// What a built-in decoder keeps between two pieces.
#[derive(Default)]
pub(super) struct Partial {
    /// The beginning of a character.
    rest: RefCell<Vec<u8>>,
    /// The order of bytes that a byte order mark told.
    order: Cell<Option<Order>>,
}

/// The encodings that streams decode and encode themselves.
pub(super) fn built_in(name: &str) -> Option<Encoding> {
    match Encoding::from_name(name) {
        Some(Encoding::UnicodeEscape | Encoding::RawUnicodeEscape) | None => None,
        known => known,
    }
}

/// Raises LookupError for an encoding that nobody knows.
pub(super) fn check_known(t: &mut Thread, encoding: &str) -> PyResult<()> {
    match built_in(encoding) {
        Some(_) => Ok(()),
        None => lookup(t, encoding).map(drop),
    }
}

impl TextIOWrapper {
    /// Finds the codec of the encoding.
    pub(super) fn find_codec(&self, t: &mut Thread, decodes: bool, encodes: bool) -> PyResult<()> {
        let encoding = text_of(&self.encoding.get_or_none());
        self.decoder.set(t, None);
        self.encoder.set(t, None);
        self.native.set(built_in(&encoding));
        if self.native.get().is_none() {
            let info = lookup(t, &encoding)?;
            let errors = self.errors.get_or_none();
            if decodes {
                let decoder = call(t, &info, "incrementaldecoder", std::slice::from_ref(&errors))?;
                self.decoder.set(t, Some(decoder));
            }
            if encodes {
                let encoder = call(t, &info, "incrementalencoder", &[errors])?;
                self.encoder.set(t, Some(encoder));
            }
        }
        self.decodes.set(decodes);
        self.encodes.set(encodes);
        self.partial.reset();
        self.translator.reset();
        self.translator.translate.set(self.newline.get().translates);
        Ok(())
    }

    /// The text of the next bytes, its line ends translated.
    pub(super) fn decode(&self, t: &mut Thread, bytes: &Value, last: bool) -> PyResult {
        let decoded = match self.native.get() {
            Some(encoding) => {
                let data = t.bytes_like(bytes)?;
                let errors = self.errors_text();
                self.partial.decode(t, encoding, &errors, &data, last)?
            }
            None => {
                let decoder = self.decoder.get_or_none();
                let decoded = call(t, &decoder, "decode", &[bytes.clone(), Value::bool(last)])?;
                check_decoded(t, decoded)?
            }
        };
        if self.newline.get().universal { self.translator.feed(t, decoded, last) } else { Ok(decoded) }
    }

    /// The decoder's state: the bytes it keeps, and its flags.
    pub(super) fn decoder_state(&self, t: &mut Thread) -> PyResult<(Vec<u8>, i64)> {
        let (rest, flags) = match self.native.get() {
            Some(_) => self.partial.state(),
            None => {
                let decoder = self.decoder.get_or_none();
                let state = call(t, &decoder, "getstate", &[])?;
                let (rest, flags) = split_state(t, &state)?;
                let Some(bytes) = Bytes::of(&rest) else {
                    let found = t.type_name(&rest);
                    let text = format!(
                        "illegal decoder state: the first item should be a bytes object, not '{found}'"
                    );
                    return Err(t.type_error(text));
                };
                (bytes.as_slice().to_vec(), t.as_i64(&flags)?)
            }
        };
        if !self.newline.get().universal {
            return Ok((rest, flags));
        }
        Ok((rest, flags << 1 | i64::from(self.translator.pending.get())))
    }

    /// Brings the decoder back to a state.
    pub(super) fn restore_decoder(&self, t: &mut Thread, rest: &[u8], flags: i64) -> PyResult<()> {
        let flags = if self.newline.get().universal {
            self.translator.pending.set(flags & 1 != 0);
            flags >> 1
        } else {
            flags
        };
        if self.native.get().is_some() {
            self.partial.restore(rest, flags);
            return Ok(());
        }
        let decoder = self.decoder.get_or_none();
        let state = vec![Bytes::new(t, rest)?, number(t, flags)?];
        let state = Tuple::new(t, state)?;
        call(t, &decoder, "setstate", &[state]).map(drop)
    }

    /// Brings the decoder to where files begin.
    pub(super) fn reset_decoder(&self, t: &mut Thread) -> PyResult<()> {
        if self.newline.get().universal {
            self.translator.reset();
        }
        if self.native.get().is_some() {
            self.partial.reset();
            return Ok(());
        }
        let decoder = self.decoder.get_or_none();
        call(t, &decoder, "reset", &[]).map(drop)
    }

    /// Encodes a text behind `out`.
    pub(super) fn encode(&self, t: &mut Thread, text: &Value) -> PyResult {
        let Some(encoding) = self.native.get() else {
            let encoder = self.encoder.get_or_none();
            let encoded = call(t, &encoder, "encode", std::slice::from_ref(text))?;
            if Bytes::of(&encoded).is_none() {
                let found = t.type_name(&encoded);
                let text = format!("encoder should return a bytes object, not '{found}'");
                return Err(t.type_error(text));
            }
            return Ok(encoded);
        };
        let Some(string) = Str::of(text) else { unreachable!("only strings are written") };
        // Without a mark to write, the unordered encodings are little-endian.
        let encoding = match encoding {
            Encoding::Utf16(None) if !self.at_start.get() => Encoding::Utf16(Some(Order::Little)),
            Encoding::Utf32(None) if !self.at_start.get() => Encoding::Utf32(Some(Order::Little)),
            encoding => encoding,
        };
        self.at_start.set(false);
        codec::encode_as(t, string, encoding, &self.errors_text())
    }

    /// Tells the encoder whether the file begins with what comes next.
    pub(super) fn set_start(&self, t: &mut Thread, at_start: bool) -> PyResult<()> {
        self.at_start.set(at_start);
        let Some(encoder) = self.encoder.get() else { return Ok(()) };
        if at_start {
            call(t, &encoder, "reset", &[]).map(drop)
        } else {
            call(t, &encoder, "setstate", &[Value::small_int(0)]).map(drop)
        }
    }

    /// The name of the error handler.
    pub(super) fn errors_text(&self) -> String {
        self.errors.get().map_or_else(|| "strict".to_owned(), |errors| text_of(&errors))
    }
}

impl Partial {
    fn reset(&self) {
        self.rest.borrow_mut().clear();
        self.order.set(None);
    }

    fn state(&self) -> (Vec<u8>, i64) {
        let flags = match self.order.get() {
            None => 0,
            Some(Order::Little) => 1,
            Some(Order::Big) => 2,
        };
        (self.rest.borrow().clone(), flags)
    }

    fn restore(&self, rest: &[u8], flags: i64) {
        *self.rest.borrow_mut() = rest.to_vec();
        self.order.set(match flags {
            1 => Some(Order::Little),
            2 => Some(Order::Big),
            _ => None,
        });
    }

    fn decode(&self, t: &mut Thread, encoding: Encoding, errors: &str, data: &[u8], last: bool) -> PyResult {
        let kept = self.rest.take();
        let joined;
        let data = if kept.is_empty() {
            data
        } else {
            joined = [kept.as_slice(), data].concat();
            joined.as_slice()
        };
        let (encoding, mark) = match self.ordered(encoding, data, last) {
            Some(ordered) => ordered,
            None => {
                *self.rest.borrow_mut() = data.to_vec();
                return Str::new(t, "");
            }
        };
        let data = &data[mark..];
        let narrow = match encoding {
            Encoding::Latin1 => true,
            Encoding::Utf8 | Encoding::Ascii => data.is_ascii(),
            _ => false,
        };
        if narrow {
            return Str::from_latin1(t, data);
        }
        let mut out = Text::with_capacity(data.len());
        let used = codec::decode_part(t, data, encoding, errors, last, &mut out)?;
        *self.rest.borrow_mut() = data[used..].to_vec();
        Str::from_text(t, &out)
    }

    /// The encoding with its order of bytes, and how long the mark is that told it; `None` while that can't be said.
    fn ordered(&self, encoding: Encoding, data: &[u8], last: bool) -> Option<(Encoding, usize)> {
        let width = match encoding {
            Encoding::Utf16(None) => 2,
            Encoding::Utf32(None) => 4,
            encoding => return Some((encoding, 0)),
        };
        let (order, mark) = match self.order.get() {
            Some(order) => (order, 0),
            None if data.len() < width && !last => return None,
            None => {
                let (order, mark) = sniff_order(data, width);
                self.order.set(Some(order));
                (order, mark)
            }
        };
        Some((if width == 2 { Encoding::Utf16(Some(order)) } else { Encoding::Utf32(Some(order)) }, mark))
    }
}

/// The codec of a text encoding that is not built in.
fn lookup(t: &mut Thread, encoding: &str) -> PyResult {
    let codecs = t.import_module("_codecs")?;
    let name = Str::new(t, encoding)?;
    let info = call(t, &codecs, "lookup", &[name])?;
    let flag = attribute_opt(t, &info, "_is_text_encoding")?;
    if let Some(flag) = flag
        && !t.truth(&flag)?
    {
        let text =
            format!("'{encoding}' is not a text encoding; use codecs.open() to handle arbitrary codecs");
        return Err(t.lookup_error(text));
    }
    attribute(t, &info, "incrementaldecoder")?;
    Ok(info)
}

/// A string's text.
pub(super) fn text_of(value: &Value) -> String {
    Str::of(value).map(|text| text.to_lossy().into_owned()).unwrap_or_default()
}
