//! `repr` of constants.

use taipan_bytecode::Constant;

/// What Python's `repr` gives for a constant, in WTF-8.
pub(crate) fn constant_repr(constant: &Constant) -> Vec<u8> {
    match constant {
        Constant::None => "None".into(),
        Constant::True => "True".into(),
        Constant::False => "False".into(),
        Constant::Ellipsis => "Ellipsis".into(),
        Constant::Int(value) => value.to_string().into(),
        Constant::BigInt(value) => value.to_string().into(),
        Constant::Float(value) => float(*value).into(),
        Constant::Complex(real, imaginary) => complex(*real, *imaginary).into(),
        Constant::Str(text) => string(text.as_wtf8()),
        Constant::Bytes(bytes) => taipan_bytecode::bytes_repr(bytes).into_bytes(),
        Constant::Tuple(items) => {
            let mut text = vec![b'('];
            for (number, item) in items.iter().enumerate() {
                text.extend_from_slice(if number > 0 { b", " } else { b"" });
                text.extend_from_slice(&constant_repr(item));
            }
            text.extend_from_slice(if items.len() == 1 { b",)" } else { b")" });
            text
        }
        // Neither stands in an annotation or a pattern.
        Constant::FrozenSet(_) | Constant::Slice(_) | Constant::Code(_) => Vec::new(),
    }
}

/// Shortest digits that read back, with an exponent where Python writes one.
fn float(value: f64) -> String {
    let text = float_without_point(value);
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_plain { text + ".0" } else { text }
}

fn float_without_point(value: f64) -> String {
    if !value.is_finite() {
        return if value.is_nan() {
            "nan".to_owned()
        } else if value > 0.0 {
            "inf".to_owned()
        } else {
            "-inf".to_owned()
        };
    }
    if value == 0.0 {
        return if value.is_sign_negative() { "-0".to_owned() } else { "0".to_owned() };
    }
    let mut buffer = zmij::Buffer::new();
    let (sign, digits, point) = shortest_digits(buffer.format_finite(value));
    // Where the point stands among the digits decides how the number is written.
    let text = match point {
        1..=16 if (point as usize) < digits.len() => {
            let (whole, fraction) = digits.split_at(point as usize);
            format!("{whole}.{fraction}")
        }
        1..=16 => format!("{digits}{}", "0".repeat(point as usize - digits.len())),
        -3..=0 => format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize)),
        _ => {
            let exponent = point - 1;
            let (first, rest) = digits.split_at(1);
            let dot = if rest.is_empty() { "" } else { "." };
            let exponent_sign = if exponent < 0 { '-' } else { '+' };
            format!("{first}{dot}{rest}e{exponent_sign}{:02}", exponent.abs())
        }
    };
    format!("{sign}{text}")
}

/// A printed float as its sign, its digits without zeros at the ends, and the place of the point.
fn shortest_digits(text: &str) -> (&str, String, i32) {
    let (sign, text) = if text.starts_with('-') { text.split_at(1) } else { ("", text) };
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let whole = mantissa.split('.').next().unwrap_or_default();
    let all: String = mantissa.chars().filter(|digit| *digit != '.').collect();
    let leading = all.len() - all.trim_start_matches('0').len();
    let digits = all.trim_matches('0').to_owned();
    (sign, digits, whole.len() as i32 - leading as i32 + exponent)
}

fn complex(real: f64, imaginary: f64) -> String {
    let imaginary_text = float_without_point(imaginary);
    if real == 0.0 && real.is_sign_positive() {
        return format!("{imaginary_text}j");
    }
    let sign = if imaginary_text.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imaginary_text}j)", float_without_point(real))
}

/// The quote `repr` chooses: double only where that saves escapes.
fn quote_for(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

pub(super) fn string(text: &[u8]) -> Vec<u8> {
    let quote = quote_for(text.contains(&b'\''), text.contains(&b'"'));
    let mut repr = vec![quote as u8];
    for chunk in text.utf8_chunks() {
        for character in chunk.valid().chars() {
            push_escaped(&mut repr, character, quote);
        }
        // What is no UTF-8 is a surrogate.
        if let [0xed, second, ..] = chunk.invalid() {
            let at = chunk.invalid().as_ptr().addr() - text.as_ptr().addr();
            if let Some(third) = text.get(at + 2) {
                let code = 0xd000 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
                repr.extend_from_slice(format!("\\u{code:04x}").as_bytes());
            }
        } else if let [0xed] = chunk.invalid() {
            let at = chunk.invalid().as_ptr().addr() - text.as_ptr().addr();
            if let Some([second, third]) = text.get(at + 1..at + 3) {
                let code = 0xd000 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
                repr.extend_from_slice(format!("\\u{code:04x}").as_bytes());
            }
        }
    }
    repr.push(quote as u8);
    repr
}

fn push_escaped(repr: &mut Vec<u8>, character: char, quote: char) {
    let escape = match character {
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        _ if character == quote => format!("\\{character}"),
        ' '..='~' => character.to_string(),
        _ if is_printable(character) => character.to_string(),
        _ => match u32::from(character) {
            code @ ..=0xff => format!("\\x{code:02x}"),
            code @ ..=0xffff => format!("\\u{code:04x}"),
            code => format!("\\U{code:08x}"),
        },
    };
    repr.extend_from_slice(escape.as_bytes());
}

/// Whether a character shows as itself: `str.isprintable`.
pub(crate) fn is_printable(character: char) -> bool {
    taipan_text::unicode::is_printable(&[u32::from(character)])
}
