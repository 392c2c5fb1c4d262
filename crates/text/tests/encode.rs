//! Encodings against the reference's recorded answers, and their laws.

mod common;

use common::{check, codes, hexes, outcome, rows, text};
use proptest::prelude::*;
use taipan_text::encode::{
    CodecError, CodecFailure, Encoding, ErrorMode, Order, decode, encode, escape_bytes, unescape_bytes,
};
use taipan_text::{Text, Unit, with_units};

fn failure(failure: CodecFailure) -> String {
    match failure {
        CodecFailure::Codec(CodecError { encoding, start, end, reason }) => {
            format!("!{} {start} {end} {reason}", encoding.name())
        }
        CodecFailure::Other(error) => format!("!TypeError: {}", error.message),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(field: &str) -> Vec<u8> {
    (0..field.len() / 2).map(|at| u8::from_str_radix(&field[2 * at..2 * at + 2], 16).unwrap()).collect()
}

fn encoded<U: Unit>(units: &[U], encoding: Encoding, mut mode: ErrorMode) -> String {
    let mut out = Vec::new();
    encode(units, encoding, &mut out, &mut mode).map_or_else(failure, |()| hex(&out))
}

#[test]
fn encoding() {
    let (mut total, mut differences) = (0, Vec::new());
    for row in rows(include_str!("data/encode.txt")) {
        total += 1;
        let encoding = Encoding::from_name(row[0]).unwrap();
        let mode = ErrorMode::from_name(row[1]).unwrap();
        let wide = encoded(&codes(row[2]), encoding, mode);
        let narrow = with_units!(text(row[2]).units(), s => encoded(s, encoding, mode));
        if wide != row[3] || narrow != row[3] {
            differences.push(format!("{row:?}: {wide} and {narrow}"));
        }
    }
    check("encode", total, &differences);
}

#[test]
fn decoding() {
    let (mut total, mut differences) = (0, Vec::new());
    for row in rows(include_str!("data/decode.txt")) {
        total += 1;
        if row[0] == "bytes" {
            let bytes = unhex(row[2]);
            let ours = match row[1] {
                "escape" => hex(&escape_bytes(&bytes)),
                errors => outcome(unescape_bytes(&bytes, errors), |b| hex(&b)),
            };
            if ours != row[3] {
                differences.push(format!("{row:?}: {ours}"));
            }
            continue;
        }
        let encoding = Encoding::from_name(row[0]).unwrap();
        let (name, last) = row[1].strip_suffix("-part").map_or((row[1], true), |name| (name, false));
        let (mut mode, mut out) = (ErrorMode::from_name(name).unwrap(), Text::new());
        let ours = match decode(&unhex(row[2]), encoding, last, &mut out, &mut mode) {
            Ok(_) if last => hexes(&out),
            Ok(length) => format!("{} {length}", hexes(&out)),
            Err(error) => failure(error),
        };
        if ours != row[3] {
            differences.push(format!("{row:?}: {ours}"));
        }
    }
    check("decode", total, &differences);
}

#[test]
fn names() {
    assert_eq!(Encoding::from_name("UTF_8"), Some(Encoding::Utf8));
    assert_eq!(Encoding::from_name("iso-8859-1"), Some(Encoding::Latin1));
    assert_eq!(Encoding::from_name("cp1252"), None);
    assert_eq!(ErrorMode::from_name("custom"), None);
    assert_eq!(unescape_bytes(b"\\x4g", "replace").unwrap(), b"?g");
    assert_eq!(unescape_bytes(b"\\x4g", "ignore").unwrap(), b"g");
    assert!(unescape_bytes(b"\\x4g", "custom").is_err());
}

proptest! {
    #[test]
    fn what_was_encoded_decodes_to_itself(codes in proptest::collection::vec(0u32..0x11_0000, 0..40)) {
        let text = Text::from_units(&codes);
        for encoding in [
            Encoding::Utf8,
            Encoding::Utf16(None),
            Encoding::Utf16(Some(Order::Big)),
            Encoding::Utf32(None),
            Encoding::Utf32(Some(Order::Little)),
        ] {
            let mut bytes = Vec::new();
            with_units!(text.units(), s => encode(s, encoding, &mut bytes, &mut ErrorMode::SurrogatePass)).unwrap();
            let mut back = Text::new();
            let read = decode(&bytes, encoding, true, &mut back, &mut ErrorMode::SurrogatePass).unwrap();
            prop_assert_eq!(read, bytes.len());
            // Two halves of a pair become one character in UTF-16.
            if !matches!(encoding, Encoding::Utf16(_)) {
                prop_assert_eq!(&back, &text);
            }
        }
    }

    #[test]
    fn any_bytes_survive_surrogateescape(bytes: Vec<u8>) {
        let (mut text, mut back) = (Text::new(), Vec::new());
        let mut mode = ErrorMode::SurrogateEscape;
        decode(&bytes, Encoding::Utf8, true, &mut text, &mut mode).unwrap();
        with_units!(text.units(), s => encode(s, Encoding::Utf8, &mut back, &mut mode)).unwrap();
        prop_assert_eq!(back, bytes);
    }

    #[test]
    fn utf8_agrees_with_rust(text: String) {
        let mut out = Text::new();
        decode(text.as_bytes(), Encoding::Utf8, true, &mut out, &mut ErrorMode::Strict).unwrap();
        prop_assert_eq!(out.codes(), text.chars().map(u32::from).collect::<Vec<_>>());
        prop_assert_eq!(&Text::from_units(&out.codes()), &out);
    }
}
