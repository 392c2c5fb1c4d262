//! `_codecs`: the builtin encodings one by one, and the registry of all others and of error handlers.

mod charmap;
mod handlers;
mod pieces;
mod registry;
mod utf7;

/// Encodings: the builtin ones as functions, and the registry of codecs and error handlers.
#[taipan_macros::module("_codecs")]
pub mod module {
    use taipan_text::encode::{Encoding, Order};
    use taipan_vm::builtins::bytes::{Bytes, BytesLike};
    use taipan_vm::builtins::str::Str;
    use taipan_vm::{PyResult, Thread, Value};

    use super::pieces::{Errors, TextOrBytes, decode_as, encode_as, ordered};
    use super::{charmap, handlers, pieces, registry, utf7};

    /// Adds a function that finds codecs.
    #[function("(search_function, /)")]
    fn register(t: &mut Thread, search_function: &Value) -> PyResult<()> {
        registry::register(t, search_function)
    }

    /// Removes a function that finds codecs, and what it found.
    #[function("(search_function, /)")]
    fn unregister(t: &mut Thread, search_function: &Value) -> PyResult<()> {
        registry::unregister(t, search_function);
        Ok(())
    }

    /// The codec of an encoding.
    #[function("(encoding, /)")]
    fn lookup(t: &mut Thread, encoding: &Str) -> PyResult {
        let name = encoding.to_plain(t)?;
        registry::lookup(t, &name)
    }

    /// Encodes an object by any codec.
    #[function("(obj, encoding='utf-8', errors='strict')")]
    fn encode(t: &mut Thread, obj: &Value, encoding: Option<&Str>, errors: Option<&Str>) -> PyResult {
        registry::convert(t, obj, encoding, errors, "encode")
    }

    /// Decodes an object by any codec.
    #[function("(obj, encoding='utf-8', errors='strict')")]
    fn decode(t: &mut Thread, obj: &Value, encoding: Option<&Str>, errors: Option<&Str>) -> PyResult {
        registry::convert(t, obj, encoding, errors, "decode")
    }

    /// Gives an error handler a name.
    #[function("(errors, handler, /)")]
    fn register_error(t: &mut Thread, errors: &Str, handler: &Value) -> PyResult<()> {
        let name = errors.to_plain(t)?;
        registry::register_error(t, &name, handler)
    }

    /// Forgets an error handler; whether there was one of that name.
    #[function("(errors, /)")]
    fn _unregister_error(t: &mut Thread, errors: &Str) -> PyResult<bool> {
        let name = errors.to_plain(t)?;
        registry::unregister_error(t, &name)
    }

    /// The error handler of a name.
    #[function("(name, /)")]
    fn lookup_error(t: &mut Thread, name: &Str) -> PyResult {
        let name = name.to_plain(t)?;
        registry::lookup_error(t, &name)
    }

    /// Encodes as UTF-8: bytes, and the number of characters.
    #[function("(str, errors=None, /)")]
    fn utf_8_encode(t: &mut Thread, str: &Str, errors: Option<Errors>) -> PyResult {
        encode_as(t, str, Encoding::Utf8, errors)
    }

    /// Decodes UTF-8: a text, and the number of bytes used.
    #[function("(data, errors=None, final=False, /)")]
    fn utf_8_decode(t: &mut Thread, data: BytesLike, errors: Option<Errors>, final_: bool) -> PyResult {
        decode_as(t, &data, Encoding::Utf8, errors, final_)
    }

    /// Encodes as UTF-7: bytes, and the number of characters.
    #[function("(str, errors=None, /)")]
    fn utf_7_encode(t: &mut Thread, str: &Str, errors: Option<Errors>) -> PyResult {
        let _ = errors;
        utf7::encode(t, str)
    }

    /// Decodes UTF-7: a text, and the number of bytes used.
    #[function("(data, errors=None, final=False, /)")]
    fn utf_7_decode(t: &mut Thread, data: BytesLike, errors: Option<Errors>, final_: bool) -> PyResult {
        utf7::decode(t, &data, errors, final_)
    }

    /// Encodes as ASCII: bytes, and the number of characters.
    #[function("(str, errors=None, /)")]
    fn ascii_encode(t: &mut Thread, str: &Str, errors: Option<Errors>) -> PyResult {
        encode_as(t, str, Encoding::Ascii, errors)
    }

    /// Decodes ASCII: a text, and the number of bytes.
    #[function("(data, errors=None, /)")]
    fn ascii_decode(t: &mut Thread, data: BytesLike, errors: Option<Errors>) -> PyResult {
        decode_as(t, &data, Encoding::Ascii, errors, true)
    }

    /// Encodes as Latin-1: bytes, and the number of characters.
    #[function("(str, errors=None, /)")]
    fn latin_1_encode(t: &mut Thread, str: &Str, errors: Option<Errors>) -> PyResult {
        encode_as(t, str, Encoding::Latin1, errors)
    }

    /// Decodes Latin-1: a text, and the number of bytes.
    #[function("(data, errors=None, /)")]
    fn latin_1_decode(t: &mut Thread, data: BytesLike, errors: Option<Errors>) -> PyResult {
        decode_as(t, &data, Encoding::Latin1, errors, true)
    }

    /// Encodes as UTF-16 in an order of bytes; 0 stands for the machine's with a mark before.
    #[function("(str, errors=None, byteorder=0, /)")]
    fn utf_16_encode(t: &mut Thread, str: &Str, errors: Option<Errors>, byteorder: i32) -> PyResult {
        encode_as(t, str, Encoding::Utf16(ordered(byteorder)), errors)
    }

    /// Encodes as UTF-16, little-endian.
    #[function("(str, errors=None, /)")]
    fn utf_16_le_encode(t: &mut Thread, str: &Str, errors: Option<Errors>) -> PyResult {
        encode_as(t, str, Encoding::Utf16(Some(Order::Little)), errors)
    }

    /// Encodes as UTF-16, big-endian.
    #[function("(str, errors=None, /)")]
    fn utf_16_be_encode(t: &mut Thread, str: &Str, errors: Option<Errors>) -> PyResult {
        encode_as(t, str, Encoding::Utf16(Some(Order::Big)), errors)
    }

    /// Decodes UTF-16 in the order that its mark tells.
    #[function("(data, errors=None, final=False, /)")]
    fn utf_16_decode(t: &mut Thread, data: BytesLike, errors: Option<Errors>, final_: bool) -> PyResult {
        decode_as(t, &data, Encoding::Utf16(None), errors, final_)
    }

    /// Decodes UTF-16, little-endian.
    #[function("(data, errors=None, final=False, /)")]
    fn utf_16_le_decode(t: &mut Thread, data: BytesLike, errors: Option<Errors>, final_: bool) -> PyResult {
        decode_as(t, &data, Encoding::Utf16(Some(Order::Little)), errors, final_)
    }

    /// Decodes UTF-16, big-endian.
    #[function("(data, errors=None, final=False, /)")]
    fn utf_16_be_decode(t: &mut Thread, data: BytesLike, errors: Option<Errors>, final_: bool) -> PyResult {
        decode_as(t, &data, Encoding::Utf16(Some(Order::Big)), errors, final_)
    }

    /// Decodes UTF-16; answers also the order of bytes: -1, 1, or 0 while that is not known.
    #[function(
        "(data, errors=None, byteorder=0, final=False, /)",
        told = "($module, data, errors=None, byteorder=0, final=False,\n                 /)"
    )]
    fn utf_16_ex_decode(
        t: &mut Thread,
        data: BytesLike,
        errors: Option<Errors>,
        byteorder: i32,
        final_: bool,
    ) -> PyResult {
        pieces::decode_ordered(t, &data, errors, (2, ordered(byteorder)), final_)
    }

    /// Encodes as UTF-32 in an order of bytes; 0 stands for the machine's with a mark before.
    #[function("(str, errors=None, byteorder=0, /)")]
    fn utf_32_encode(t: &mut Thread, str: &Str, errors: Option<Errors>, byteorder: i32) -> PyResult {
        encode_as(t, str, Encoding::Utf32(ordered(byteorder)), errors)
    }

    /// Encodes as UTF-32, little-endian.
    #[function("(str, errors=None, /)")]
    fn utf_32_le_encode(t: &mut Thread, str: &Str, errors: Option<Errors>) -> PyResult {
        encode_as(t, str, Encoding::Utf32(Some(Order::Little)), errors)
    }

    /// Encodes as UTF-32, big-endian.
    #[function("(str, errors=None, /)")]
    fn utf_32_be_encode(t: &mut Thread, str: &Str, errors: Option<Errors>) -> PyResult {
        encode_as(t, str, Encoding::Utf32(Some(Order::Big)), errors)
    }

    /// Decodes UTF-32 in the order that its mark tells.
    #[function("(data, errors=None, final=False, /)")]
    fn utf_32_decode(t: &mut Thread, data: BytesLike, errors: Option<Errors>, final_: bool) -> PyResult {
        decode_as(t, &data, Encoding::Utf32(None), errors, final_)
    }

    /// Decodes UTF-32, little-endian.
    #[function("(data, errors=None, final=False, /)")]
    fn utf_32_le_decode(t: &mut Thread, data: BytesLike, errors: Option<Errors>, final_: bool) -> PyResult {
        decode_as(t, &data, Encoding::Utf32(Some(Order::Little)), errors, final_)
    }

    /// Decodes UTF-32, big-endian.
    #[function("(data, errors=None, final=False, /)")]
    fn utf_32_be_decode(t: &mut Thread, data: BytesLike, errors: Option<Errors>, final_: bool) -> PyResult {
        decode_as(t, &data, Encoding::Utf32(Some(Order::Big)), errors, final_)
    }

    /// Decodes UTF-32; answers also the order of bytes: -1, 1, or 0 while that is not known.
    #[function(
        "(data, errors=None, byteorder=0, final=False, /)",
        told = "($module, data, errors=None, byteorder=0, final=False,\n                 /)"
    )]
    fn utf_32_ex_decode(
        t: &mut Thread,
        data: BytesLike,
        errors: Option<Errors>,
        byteorder: i32,
        final_: bool,
    ) -> PyResult {
        pieces::decode_ordered(t, &data, errors, (4, ordered(byteorder)), final_)
    }

    /// Encodes as in string literals: bytes, and the number of characters.
    #[function("(str, errors=None, /)")]
    fn unicode_escape_encode(t: &mut Thread, str: &Str, errors: Option<Errors>) -> PyResult {
        encode_as(t, str, Encoding::UnicodeEscape, errors)
    }

    /// Decodes as in string literals: a text, and the number of bytes used.
    #[function("(data, errors=None, final=True, /)")]
    fn unicode_escape_decode(
        t: &mut Thread,
        data: TextOrBytes,
        errors: Option<Errors>,
        final_: bool,
    ) -> PyResult {
        decode_as(t, &data.0, Encoding::UnicodeEscape, errors, final_)
    }

    /// Encodes with `\u` and `\U` for what is not Latin-1: bytes, and the number of characters.
    #[function("(str, errors=None, /)")]
    fn raw_unicode_escape_encode(t: &mut Thread, str: &Str, errors: Option<Errors>) -> PyResult {
        encode_as(t, str, Encoding::RawUnicodeEscape, errors)
    }

    /// Decodes Latin-1 with `\u` and `\U`: a text, and the number of bytes used.
    #[function("(data, errors=None, final=True, /)")]
    fn raw_unicode_escape_decode(
        t: &mut Thread,
        data: TextOrBytes,
        errors: Option<Errors>,
        final_: bool,
    ) -> PyResult {
        decode_as(t, &data.0, Encoding::RawUnicodeEscape, errors, final_)
    }

    /// Bytes as in the inside of a bytes literal, and how many there were.
    #[function("(data, errors=None, /)")]
    fn escape_encode(t: &mut Thread, data: &Bytes, errors: Option<Errors>) -> PyResult {
        let _ = errors;
        let escaped = taipan_text::encode::escape_bytes(data.as_slice());
        let (length, escaped) = (data.as_slice().len(), Bytes::new(t, &escaped)?);
        pieces::pair(t, escaped, length)
    }

    /// The bytes that the inside of a bytes literal stands for, and how many characters that had.
    #[function("(data, errors=None, /)")]
    fn escape_decode(t: &mut Thread, data: TextOrBytes, errors: Option<Errors>) -> PyResult {
        let errors = pieces::name(errors);
        match taipan_text::encode::unescape_bytes(&data.0, &errors) {
            Ok(bytes) => {
                let bytes = Bytes::new(t, &bytes)?;
                pieces::pair(t, bytes, data.0.len())
            }
            Err(error) => Err(t.text_error(error)),
        }
    }

    /// The bytes of a buffer, or a text as UTF-8, and how many there are.
    #[function("(data, errors=None, /)")]
    fn readbuffer_encode(t: &mut Thread, data: TextOrBytes, errors: Option<Errors>) -> PyResult {
        let _ = errors;
        let bytes = Bytes::new(t, &data.0)?;
        pieces::pair(t, bytes, data.0.len())
    }

    /// Encodes by a table from characters to bytes: bytes, and the number of characters.
    #[function("(str, errors=None, mapping=None, /)")]
    fn charmap_encode(
        t: &mut Thread,
        str: &Str,
        errors: Option<Errors>,
        mapping: Option<&Value>,
    ) -> PyResult {
        match mapping {
            None => encode_as(t, str, Encoding::Latin1, errors),
            Some(mapping) => charmap::encode(t, str, &pieces::name(errors), mapping),
        }
    }

    /// Decodes by a table from bytes to characters: a text, and the number of bytes.
    #[function("(data, errors=None, mapping=None, /)")]
    fn charmap_decode(
        t: &mut Thread,
        data: BytesLike,
        errors: Option<Errors>,
        mapping: Option<&Value>,
    ) -> PyResult {
        match mapping {
            None => decode_as(t, &data, Encoding::Latin1, errors, true),
            Some(mapping) => charmap::decode(t, &data, &pieces::name(errors), mapping),
        }
    }

    /// The table for charmap_encode of one for charmap_decode.
    #[function("(map, /)")]
    fn charmap_build(t: &mut Thread, map: &Str) -> PyResult {
        charmap::build(t, map)
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        let _ = module;
        handlers::install(t)
    }
}
