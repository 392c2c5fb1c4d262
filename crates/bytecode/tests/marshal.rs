//! Marshal data by hand: what CPython writes, and what nobody should.

use std::sync::Arc;

use taipan_bytecode::marshal::{MAX_DEPTH, MarshalError, PycError, dumps, loads, loads_code, read_pyc};
use taipan_bytecode::{Constant, Text};

fn tuple(items: Vec<Constant>) -> Constant {
    Constant::Tuple(items.into())
}

fn text(value: &str) -> Constant {
    Constant::Str(Text::from(value))
}

/// `dumps` gives the bytes (CPython's `marshal.dumps` of a value held once), and they read back.
#[track_caller]
fn check(value: &Constant, bytes: &[u8]) {
    assert_eq!(dumps(value).unwrap(), bytes, "{value:?}");
    assert_eq!(format!("{:?}", loads(bytes).unwrap()), format!("{value:?}"));
}

#[test]
fn leaves_have_cpythons_bytes() {
    check(&Constant::None, b"N");
    check(&Constant::Ellipsis, b".");
    check(&Constant::Int(70000), b"ip\x11\x01\x00");
    check(&Constant::Int(1), b"\xe9\x01\x00\x00\x00");
    check(&Constant::Int(1 << 31), b"l\x03\x00\x00\x00\x00\x00\x00\x00\x02\x00");
    check(&Constant::Int(-(1 << 31)), b"i\x00\x00\x00\x80");
    check(&Constant::Int(i64::MIN), b"l\xfb\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00");
    check(&Constant::Float(1.5), b"g\x00\x00\x00\x00\x00\x00\xf8?");
    check(
        &Constant::Complex(0.0, -1.0),
        b"y\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xf0\xbf",
    );
    check(&Constant::Bytes((*b"xy").into()), b"s\x02\x00\x00\x00xy");
    check(&text("no intern!"), b"z\nno intern!");
    check(&text("name"), b"\xda\x04name");
    check(&text("é!"), b"u\x03\x00\x00\x00\xc3\xa9!");
    let huge = Constant::BigInt(Arc::new(-(dashu_int::IBig::from(1) << 70)));
    check(&huge, b"l\xfb\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04");
}

#[test]
fn surrogates_survive_in_pairs_too() {
    let lone = Constant::Str(Text::from_wtf8(*b"\xed\xa0\xbd\xed\xb8\x80"));
    check(&lone, b"u\x06\x00\x00\x00\xed\xa0\xbd\xed\xb8\x80");
    assert_eq!(loads(b"u\x01\x00\x00\x00\xff").unwrap_err(), MarshalError::BadUtf8);
    assert_eq!(loads(b"u\x02\x00\x00\x00\xed\xa0").unwrap_err(), MarshalError::BadUtf8);
}

#[test]
fn equal_constants_are_written_once() {
    let pair = || tuple(vec![Constant::Float(2.5), text("no!")]);
    let value = tuple(vec![pair(), pair()]);
    check(&value, b")\x02\xa9\x02g\x00\x00\x00\x00\x00\x00\x04@z\x03no!r\x00\x00\x00\x00");
    let slice = Constant::Slice(Arc::new([Constant::None, Constant::Int(1000), Constant::None]));
    check(&slice, b":Ni\xe8\x03\x00\x00N");
}

#[test]
fn sets_are_written_in_the_order_of_their_data() {
    let set = Constant::FrozenSet([text("b"), Constant::Int(300), text("a")].into());
    let written = dumps(&set).unwrap();
    assert_eq!(written, b">\x03\x00\x00\x00\xda\x01a\xda\x01b\xe9,\x01\x00\x00");
}

#[test]
fn old_forms_are_read() {
    assert!(matches!(loads(b"I\xff\xff\xff\xff\xff\xff\xff\xff"), Ok(Constant::Int(-1))));
    assert!(matches!(loads(b"f\x043.25"), Ok(Constant::Float(3.25))));
    assert!(matches!(loads(b"x\x011\x03inf"), Ok(Constant::Complex(1.0, f64::INFINITY))));
    assert!(matches!(loads(b"l\x00\x00\x00\x00"), Ok(Constant::Int(0))));
    assert!(matches!(loads(b"z\x01\xe9"), Ok(Constant::Str(text)) if text.as_str() == Some("é")));
}

#[test]
fn bad_data_is_refused() {
    let cases: [(&[u8], MarshalError); 15] = [
        (b"", MarshalError::MissingObject),
        (b"i\x00", MarshalError::TooShort),
        (b"?", MarshalError::UnknownType),
        (b"0", MarshalError::Null("object")),
        (b")\x010", MarshalError::Null("tuple")),
        (b")", MarshalError::MissingByte),
        (b"(\xff\xff\xff\xff", MarshalError::SizeOutOfRange("tuple")),
        (b"(\xff\xff\xff\x7f", MarshalError::MissingObject),
        (b"s\xff\xff\xff\x7f", MarshalError::TooShort),
        (b"l\x00\x00\x00\x80", MarshalError::TooShort),
        (b"l\x01\x00\x00\x00\x00\x80", MarshalError::DigitOutOfRange),
        (b"l\x01\x00\x00\x00\x00\x00", MarshalError::UnnormalizedLong),
        (b"r\x00\x00\x00\x00", MarshalError::InvalidReference),
        (b"\xa9\x01r\x00\x00\x00\x00", MarshalError::InvalidReference),
        (b"[\x00\x00\x00\x00", MarshalError::NotConstant),
    ];
    for (bytes, error) in cases {
        assert_eq!(loads(bytes).unwrap_err(), error, "{bytes:?}");
    }
    assert_eq!(loads_code(b"N").unwrap_err().exception(), "ValueError");
    assert_eq!(read_pyc(b"").unwrap_err(), PycError::BadMagic);
    assert_eq!(read_pyc(b"\x2b\x0e\r\n\0").unwrap_err(), PycError::ShortHeader);
}

#[test]
fn nesting_is_bounded() {
    let nested = |levels: usize| {
        let mut bytes = b")\x01".repeat(levels);
        bytes.push(b'N');
        bytes
    };
    let deepest = nested(MAX_DEPTH - 1);
    assert_eq!(dumps(&loads(&deepest).unwrap()).unwrap(), deepest);
    assert_eq!(loads(&nested(MAX_DEPTH)).unwrap_err(), MarshalError::TooDeep);
    assert_eq!(loads(&nested(1_000_000)).unwrap_err(), MarshalError::TooDeep);
}

#[test]
fn references_do_not_pile_up_or_blow_up() {
    // A tuple of tuples, each of which holds the one before it.
    let mut chain = b"(\xa0\x86\x01\x00\xa9\x00".to_vec();
    for index in 0..99_999u32 {
        chain.extend(b"\xa9\x01r");
        chain.extend(index.to_le_bytes());
    }
    assert_eq!(loads(&chain).unwrap_err(), MarshalError::TooDeep);

    // Each holds the one before it twice: 2^60 leaves.
    let mut doubled = b"(\x3c\x00\x00\x00\xa9\x00".to_vec();
    for index in 0..59u32 {
        doubled.extend(b"\xa9\x02");
        for _ in 0..2 {
            doubled.push(b'r');
            doubled.extend(index.to_le_bytes());
        }
    }
    let value = loads(&doubled).unwrap();
    assert!(dumps(&value).unwrap().len() < 1000);
}
