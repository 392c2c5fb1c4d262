//! `repr()` of constants outside any VM: what a disassembly shows.
//!
//! Two things need a VM to be exact: the order of a frozenset's members (hashes), and characters that the
//! standard library's Unicode version prints and CPython's does not.

use std::fmt::Write;

use crate::code::{Code, Constant, Text};

/// CPython's `repr()` of a constant. A frozenset's members come in their stored order.
pub fn constant_repr(value: &Constant) -> String {
    let mut out = String::new();
    write_constant(&mut out, value);
    out
}

/// CPython's `repr()` of a code object: its address is that of the shared data.
pub fn code_repr(code: &Code) -> String {
    format!(
        "<code object {} at {:p}, file \"{}\", line {}>",
        code.name.to_lossy(),
        code,
        code.filename.to_lossy(),
        code.firstlineno
    )
}

/// CPython's `repr()` of a float: the shortest digits that read back, exponents below -4 and from 16 on.
pub fn float_repr(value: f64) -> String {
    if !value.is_finite() {
        let text = if value.is_nan() { "nan" } else { "inf" };
        return if value.is_sign_negative() && !value.is_nan() { format!("-{text}") } else { text.into() };
    }
    let mut buffer = zmij::Buffer::new();
    let shortest = buffer.format_finite(value);
    let (sign, shortest) = shortest.strip_prefix('-').map_or(("", shortest), |rest| ("-", rest));
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((shortest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let leading = all.len() - all.trim_start_matches('0').len();
    let digits = all[leading..].trim_end_matches('0');
    if digits.is_empty() {
        return format!("{sign}0.0");
    }
    // The value is 0.DIGITS times ten to the power of `point`.
    let point = exponent.parse::<i32>().unwrap_or(0) + whole.len() as i32 - leading as i32;
    let count = digits.len() as i32;
    match point {
        -3..=0 => format!("{sign}0.{}{digits}", "0".repeat(point.unsigned_abs() as usize)),
        1..=16 if point >= count => format!("{sign}{digits}{}.0", "0".repeat((point - count) as usize)),
        1..=16 => format!("{sign}{}.{}", &digits[..point as usize], &digits[point as usize..]),
        _ => {
            let (first, rest) = digits.split_at(1);
            let dot = if rest.is_empty() { "" } else { "." };
            let exponent = point - 1;
            let exponent_sign = if exponent < 0 { '-' } else { '+' };
            format!("{sign}{first}{dot}{rest}e{exponent_sign}{:02}", exponent.unsigned_abs())
        }
    }
}

/// CPython's `repr()` of a string.
pub fn text_repr(text: &Text) -> String {
    let bytes = text.as_wtf8();
    let quote = quote_for(bytes);
    let mut out = String::from(quote);
    let mut rest = bytes;
    loop {
        let (valid, after) = match std::str::from_utf8(rest) {
            Ok(valid) => (valid, &[][..]),
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                (std::str::from_utf8(valid).unwrap_or_default(), after)
            }
        };
        valid.chars().for_each(|c| escape_char(&mut out, c, quote));
        // What is not UTF-8 is an encoded surrogate.
        let [high, middle, low, remaining @ ..] = after else { break };
        let unit = u32::from(high & 15) << 12 | u32::from(middle & 63) << 6 | u32::from(low & 63);
        push(&mut out, format_args!("\\u{unit:04x}"));
        rest = remaining;
    }
    out.push(quote);
    out
}

/// CPython's `repr()` of a bytes object.
pub fn bytes_repr(bytes: &[u8]) -> String {
    let quote = quote_for(bytes);
    let mut out = format!("b{quote}");
    for &byte in bytes {
        match byte {
            0x20..0x7f | b'\t' | b'\n' | b'\r' => escape_char(&mut out, char::from(byte), quote),
            _ => push(&mut out, format_args!("\\x{byte:02x}")),
        }
    }
    out.push(quote);
    out
}

fn quote_for(bytes: &[u8]) -> char {
    if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' }
}

fn escape_char(out: &mut String, c: char, quote: char) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\t' => out.push_str("\\t"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        _ if c == quote => {
            out.push('\\');
            out.push(c);
        }
        ' '..='~' => out.push(c),
        '\0'..='\u{ff}' if !is_printable(c) => push(out, format_args!("\\x{:02x}", c as u32)),
        _ if is_printable(c) => out.push(c),
        '\0'..='\u{ffff}' => push(out, format_args!("\\u{:04x}", c as u32)),
        _ => push(out, format_args!("\\U{:08x}", c as u32)),
    }
}

/// Neither a control, format, surrogate, private-use or unassigned character nor a separator. Asks the
/// standard library's `escape_debug`, which escapes just those where a string does not begin with them.
fn is_printable(c: char) -> bool {
    let mut probe = [b'a'; 5];
    let length = 1 + c.encode_utf8(&mut probe[1..]).len();
    let text = std::str::from_utf8(&probe[..length]).unwrap_or_default();
    text.escape_debug().all(|escaped| escaped != '\\')
}

fn write_constant(out: &mut String, value: &Constant) {
    match value {
        Constant::None => out.push_str("None"),
        Constant::True => out.push_str("True"),
        Constant::False => out.push_str("False"),
        Constant::Ellipsis => out.push_str("Ellipsis"),
        Constant::Int(value) => push(out, format_args!("{value}")),
        Constant::BigInt(value) => push(out, format_args!("{value}")),
        Constant::Float(value) => out.push_str(&float_repr(*value)),
        Constant::Complex(real, imag) => out.push_str(&complex_repr(*real, *imag)),
        Constant::Str(text) => out.push_str(&text_repr(text)),
        Constant::Bytes(bytes) => out.push_str(&bytes_repr(bytes)),
        Constant::Tuple(items) => {
            out.push('(');
            write_items(out, items);
            out.push_str(if items.len() == 1 { ",)" } else { ")" });
        }
        Constant::FrozenSet(items) if items.is_empty() => out.push_str("frozenset()"),
        Constant::FrozenSet(items) => {
            out.push_str("frozenset({");
            write_items(out, items);
            out.push_str("})");
        }
        Constant::Slice(parts) => {
            out.push_str("slice(");
            write_items(out, &parts[..]);
            out.push(')');
        }
        Constant::Code(code) => out.push_str(&code_repr(code)),
    }
}

fn write_items(out: &mut String, items: &[Constant]) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_constant(out, item);
    }
}

fn complex_repr(real: f64, imag: f64) -> String {
    // The digits of a complex number's parts are a float's, without the ".0" of whole numbers.
    let part = |value: f64| {
        let text = float_repr(value);
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    };
    if real == 0.0 && real.is_sign_positive() {
        return format!("{}j", part(imag));
    }
    let sign = if part(imag).starts_with('-') { "" } else { "+" };
    format!("({}{sign}{}j)", part(real), part(imag))
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _ = out.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_print_as_in_python() {
        let cases = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (1234567890123456.0, "1234567890123456.0"),
            (12345678901234568.0, "1.2345678901234568e+16"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.5e-7, "1.5e-07"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ];
        for (value, text) in cases {
            assert_eq!(float_repr(value), text);
        }
    }

    #[test]
    fn complex_numbers_print_as_in_python() {
        assert_eq!(complex_repr(0.0, 1.0), "1j");
        assert_eq!(complex_repr(-0.0, 1.0), "(-0+1j)");
        assert_eq!(complex_repr(1.5, -2.0), "(1.5-2j)");
        assert_eq!(complex_repr(0.0, -0.0), "-0j");
        assert_eq!(complex_repr(1.0, f64::NAN), "(1+nanj)");
    }

    #[test]
    fn strings_print_as_in_python() {
        assert_eq!(text_repr(&Text::from("it's")), "\"it's\"");
        assert_eq!(text_repr(&Text::from("'\"\\\n\x7f")), "'\\'\"\\\\\\n\\x7f'");
        assert_eq!(
            text_repr(&Text::from("é\u{a0}\u{301}\u{200b}😀\u{e000}")),
            "'é\\xa0\u{301}\\u200b😀\\ue000'"
        );
        assert_eq!(text_repr(&Text::from_wtf8(*b"a\xed\xa0\xbdb")), "'a\\ud83db'");
        assert_eq!(bytes_repr(b"'\x00\xff\t"), "b\"'\\x00\\xff\\t\"");
    }
}
