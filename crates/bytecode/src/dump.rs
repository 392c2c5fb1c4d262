//! Code objects as lines of text, field by field, so that those of two interpreters can be compared.
//! The compiler's `tests/record/codedump.py` prints the same of CPython's.

use std::fmt::Write as _;

use crate::{Code, Constant, Text, local_kind};

/// Appends one line for `code` and one for each code object in it: `path`, qualified name and first line, then
/// `field=value`, all with tabs between.
pub fn dump(path: &str, code: &Code, out: &mut String) {
    let of_kind = |bits: u8| {
        let pairs = code.localsplusnames.iter().zip(&code.localspluskinds);
        names(pairs.filter(|(_, kind)| **kind & bits != 0).map(|(name, _)| name))
    };
    let constants: Vec<String> = code.consts.iter().map(constant).collect();
    let _ = writeln!(
        out,
        "{path}\t{}\t{}\tname={}\targs={},{},{}\tflags={:#x}\tstacksize={}\tcode={}\tconsts=[{}]\tnames={}\tvarnames={}\tcellvars={}\tfreevars={}\texceptiontable={}\tlinetable={}",
        lossless(&code.qualname),
        code.firstlineno,
        lossless(&code.name),
        code.argcount,
        code.posonlyargcount,
        code.kwonlyargcount,
        code.flags,
        code.stacksize,
        hex(&code.code),
        constants.join(", "),
        names(code.names.iter()),
        of_kind(local_kind::LOCAL),
        of_kind(local_kind::CELL),
        of_kind(local_kind::FREE),
        hex(&code.exceptiontable),
        hex(&code.linetable),
    );
    for constant in &code.consts {
        if let Constant::Code(inner) = constant {
            dump(path, inner, out);
        }
    }
}

fn lossless(text: &Text) -> String {
    text.to_lossy().into_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A tuple of strings as Python's `ascii` shows it.
fn names<'a>(names: impl Iterator<Item = &'a Text>) -> String {
    let shown: Vec<String> = names.map(|name| ascii(name.as_wtf8())).collect();
    match &shown[..] {
        [only] => format!("({only},)"),
        _ => format!("({})", shown.join(", ")),
    }
}

fn constant(value: &Constant) -> String {
    let list = |items: &[Constant]| items.iter().map(constant).collect::<Vec<_>>();
    match value {
        Constant::None => "NoneType:None".to_owned(),
        Constant::True => "bool:True".to_owned(),
        Constant::False => "bool:False".to_owned(),
        Constant::Ellipsis => "ellipsis:Ellipsis".to_owned(),
        Constant::Int(value) => format!("int:{value}"),
        Constant::BigInt(value) => format!("int:{value}"),
        Constant::Float(value) => format!("float:{}", float(*value)),
        Constant::Complex(real, imaginary) => format!("complex:{}", complex(*real, *imaginary)),
        Constant::Str(text) => format!("str:{}", ascii(text.as_wtf8())),
        Constant::Bytes(bytes) => {
            format!("bytes:b{}", quoted(bytes.iter().map(|byte| u32::from(*byte)), true))
        }
        Constant::Tuple(items) => format!("({})", list(items).join(", ")),
        Constant::FrozenSet(items) => {
            let mut shown = list(items);
            shown.sort();
            format!("frozenset{{{}}}", shown.join(", "))
        }
        Constant::Slice(parts) => format!("slice({})", list(&parts[..]).join(", ")),
        Constant::Code(code) => format!("<code {}>", lossless(&code.qualname)),
    }
}

fn float(value: f64) -> String {
    let text = short_float(value);
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') { text + ".0" } else { text }
}

fn short_float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf".to_owned() } else { "-inf".to_owned() };
    }
    let mut buffer = zmij::Buffer::new();
    let shortest = buffer.format_finite(value);
    let (sign, shortest) = if shortest.starts_with('-') { shortest.split_at(1) } else { ("", shortest) };
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((shortest, "0"));
    let whole = mantissa.split('.').next().unwrap_or_default();
    let all = mantissa.replace('.', "");
    let leading = all.len() - all.trim_start_matches('0').len();
    let digits = all.trim_matches('0');
    if digits.is_empty() {
        return format!("{sign}0");
    }
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let point = whole.len() as i32 - leading as i32 + exponent;
    let text = match point {
        1..=16 if (point as usize) < digits.len() => {
            format!("{}.{}", &digits[..point as usize], &digits[point as usize..])
        }
        1..=16 => format!("{digits}{}", "0".repeat(point as usize - digits.len())),
        -3..=0 => format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize)),
        _ => {
            let dot = if digits.len() > 1 { "." } else { "" };
            let exponent_sign = if point < 1 { '-' } else { '+' };
            format!("{}{dot}{}e{exponent_sign}{:02}", &digits[..1], &digits[1..], (point - 1).abs())
        }
    };
    format!("{sign}{text}")
}

fn complex(real: f64, imaginary: f64) -> String {
    let shown = short_float(imaginary);
    if real == 0.0 && real.is_sign_positive() {
        return format!("{shown}j");
    }
    let sign = if shown.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{shown}j)", short_float(real))
}

fn ascii(text: &[u8]) -> String {
    let mut codes = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (length, first) = match text[at] {
            byte @ 0..0x80 => (1, u32::from(byte)),
            byte @ 0..0xe0 => (2, u32::from(byte & 0x1f)),
            byte @ 0..0xf0 => (3, u32::from(byte & 0x0f)),
            byte => (4, u32::from(byte & 0x07)),
        };
        let rest = &text[at + 1..at + length];
        codes.push(rest.iter().fold(first, |code, byte| code << 6 | u32::from(byte & 0x3f)));
        at += length;
    }
    quoted(codes.into_iter(), false)
}

fn quoted(codes: impl Iterator<Item = u32> + Clone, bytes: bool) -> String {
    let has = |quote: char| codes.clone().any(|code| code == u32::from(quote));
    let quote = if has('\'') && !has('"') { '"' } else { '\'' };
    let mut text = String::from(quote);
    for code in codes.clone() {
        match code {
            0x5c => text.push_str("\\\\"),
            0x0a => text.push_str("\\n"),
            0x0d => text.push_str("\\r"),
            0x09 => text.push_str("\\t"),
            _ if code == u32::from(quote) => {
                text.push('\\');
                text.push(quote);
            }
            0x20..0x7f => text.push(code as u8 as char),
            0..0x100 => text += &format!("\\x{code:02x}"),
            0x100..0x1_0000 if !bytes => text += &format!("\\u{code:04x}"),
            _ => text += &format!("\\U{code:08x}"),
        }
    }
    text.push(quote);
    text
}
