//! Character types, case mappings and repr against the reference's recorded answers.

mod common;

use common::{check, codes, hexes, rows, text};
use taipan_text::unicode::{self as u, CharType, Form};
use taipan_text::{Text, Unit, with_units};

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = !0u32;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

fn answers<U: Unit>(s: &[U]) -> Vec<String> {
    let maps = [
        u::lower(s),
        u::upper(s),
        u::title(s),
        u::casefold(s),
        u::capitalize(s),
        u::swapcase(s),
        u::repr(s),
        u::ascii(s),
    ];
    let tests = [
        u::is_alpha(s),
        u::is_alnum(s),
        u::is_decimal(s),
        u::is_digit(s),
        u::is_numeric(s),
        u::is_space(s),
        u::is_printable(s),
        u::is_identifier(s),
        u::is_lower(s),
        u::is_upper(s),
        u::is_title(s),
        u::is_ascii(s),
    ];
    let bits = tests.iter().map(|&t| if t { '1' } else { '0' }).collect();
    maps.iter().map(hexes).chain([bits]).collect()
}

#[test]
fn strings_answer_as_the_reference() {
    let (mut total, mut differences) = (0, Vec::new());
    for row in rows(include_str!("data/strings.txt")) {
        total += 1;
        let wide = answers(&codes(row[0]));
        let narrow = with_units!(text(row[0]).units(), s => answers(s));
        if wide != row[1..] || narrow != row[1..] {
            differences.push(format!("{}: {wide:?} {narrow:?} expected {:?}", row[0], &row[1..]));
        }
    }
    check("strings", total, &differences);
}

fn character_line(code: u32) -> String {
    let one = [code];
    let maps = [u::lower(&one), u::upper(&one), u::title(&one), u::casefold(&one)];
    let kind = CharType::of(code);
    let bits = [
        kind.alpha(),
        kind.decimal(),
        kind.digit(),
        kind.numeric(),
        kind.space(),
        kind.printable(),
        kind.lower(),
        kind.upper(),
        u::is_title(&one),
        kind.id_start(),
        kind.id_continue(),
    ];
    let bits: String = bits.iter().map(|&b| if b { '1' } else { '0' }).collect();
    format!("{} {bits}", maps.iter().map(hexes).collect::<Vec<_>>().join(" "))
}

fn database_line(code: u32) -> String {
    let kind = CharType::of(code);
    let shown = |value: Option<u8>| value.map_or("-".to_owned(), |v| v.to_string());
    format!(
        "{} {} {} {} {} {} {} {}",
        u::category(code),
        u::bidirectional(code),
        u::combining(code),
        u8::from(u::mirrored(code)),
        u::east_asian_width(code),
        shown(kind.decimal_value()),
        shown(kind.digit_value()),
        u::numeric(code).map_or("-".to_owned(), |v| format!("{v:.6}"))
    )
}

#[test]
fn every_character_answers_as_the_reference() {
    let (mut total, mut differences) = (0, Vec::new());
    for row in rows(include_str!("data/characters.txt")) {
        total += 1;
        let start = u32::from_str_radix(row[0], 16).unwrap();
        for (line, expected, what) in
            [(character_line as fn(u32) -> String, row[1], "types"), (database_line, row[2], "database")]
        {
            let lines: Vec<String> = (start..start + 0x1000).map(line).collect();
            if crc32(lines.join("\n").as_bytes()).to_string() != expected {
                differences.push(format!("{what} of {start:x}.., first {:?}", lines[0]));
            }
        }
    }
    check("characters", total, &differences);
}

const FORMS: [Form; 4] = [Form::Nfc, Form::Nfd, Form::Nfkc, Form::Nfkd];

fn normalization_line(code: u32) -> String {
    let forms = FORMS.map(|form| hexes(&u::normalize(&[code], form)));
    format!("{} {}", u::decomposition(code), forms.join(" "))
}

#[test]
fn normal_forms_are_the_reference_s() {
    let (mut total, mut differences) = (0, Vec::new());
    for row in rows(include_str!("data/normalize.txt")) {
        total += 1;
        if row[0] == "=" {
            let start = u32::from_str_radix(row[1], 16).unwrap();
            let lines: Vec<String> = (start..start + 0x1000).map(normalization_line).collect();
            if crc32(lines.join("\n").as_bytes()).to_string() != row[2] {
                differences.push(format!("{start:x}.., first {:?}", lines[0]));
            }
            continue;
        }
        for (form, expected) in FORMS.into_iter().zip(&row[1..]) {
            let wide = codes(row[0]);
            let ours = hexes(&u::normalize(&wide, form));
            if ours != *expected || u::is_normalized(&wide, form) != (row[0] == *expected) {
                differences.push(format!("{} {form:?}: {ours} expected {expected}", row[0]));
            }
        }
    }
    check("normalize", total, &differences);
}

#[test]
fn names_are_the_reference_s() {
    let (mut total, mut differences) = (0, Vec::new());
    for row in rows(include_str!("data/names.txt")) {
        total += 1;
        let start = u32::from_str_radix(row[0], 16).unwrap();
        let names: Vec<String> = (start..start + 0x1000).map(|c| u::name(c).unwrap_or_default()).collect();
        if crc32(names.join("\n").as_bytes()).to_string() != row[1] {
            differences.push(row[0].to_owned());
        }
        let lost = names.iter().zip(start..).filter(|(n, c)| !n.is_empty() && u::lookup(n) != Some(*c));
        differences.extend(lost.map(|(name, _)| name.clone()));
    }
    check("names", total, &differences);
    assert_eq!(u::lookup("latin capital letter gha"), Some(0x1A2));
    assert_eq!(u::lookup("line feed"), Some(0x0A));
    assert_eq!(u::lookup("TANGUT IDEOGRAPH-187F8"), None);
}

#[test]
fn beyond_unicode_is_unassigned() {
    for code in [0x10_FFFF, 0x11_0000, u32::MAX] {
        assert!(!CharType::of(code).printable() && !CharType::of(code).alpha());
        assert_eq!(u::category(code), "Cn");
        assert_eq!(u::simple_lower(code), code);
    }
    assert_eq!(u::simple_lower(0x130), 0x69);
}

#[test]
fn bytes_are_shown_as_the_reference_shows_them() {
    assert_eq!(
        u::bytes_repr(b"a'b\\\t\n\r\x00\xff~\x7f", true).expect("memory"),
        r#"b"a'b\\\t\n\r\x00\xff~\x7f""#
    );
    assert_eq!(u::bytes_repr(b"'\"", true).expect("memory"), r#"b'\'"'"#);
    assert_eq!(u::bytes_repr(b"", false).expect("memory"), "''");
}

#[test]
fn texts_stay_narrow() {
    let mut text = Text::from("ab");
    assert!(matches!(text, Text::Latin1(_)));
    text.extend(&[0xE9u32]);
    assert!(matches!(text, Text::Latin1(_)));
    text.push(0x100);
    assert!(matches!(text, Text::Ucs2(_)));
    text.fill(0x1_0000, 2);
    assert!(matches!(text, Text::Ucs4(_)));
    assert_eq!(text.codes(), [0x61, 0x62, 0xE9, 0x100, 0x1_0000, 0x1_0000]);
}
