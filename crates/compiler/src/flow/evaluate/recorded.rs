//! Compares folding with recordings of CPython's, made by `tests/record_arithmetic.py`. A small one is
//! kept with the tests; `TAIPAN_ARITHMETIC_RECORDING` names another.

use std::sync::Arc;

use super::*;

const RECORDING: &str = include_str!("../../../tests/data/arithmetic.txt");

fn bytes(hex: &str) -> Arc<[u8]> {
    let digits = hex.as_bytes().chunks(2);
    digits.map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn float(bits: &str) -> f64 {
    if bits == "nan" { f64::NAN } else { f64::from_bits(u64::from_str_radix(bits, 16).unwrap()) }
}

/// Splits at commas that stand in no brackets.
fn items(list: &str) -> Vec<Constant> {
    let (mut depth, mut items, mut start) = (0, Vec::new(), 0);
    for (at, byte) in list.bytes().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b',' if depth == 0 => {
                items.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < list.len() {
        items.push(&list[start..]);
    }
    items.into_iter().map(constant).collect()
}

fn constant(text: &str) -> Constant {
    let rest = &text[1..];
    match text.as_bytes()[0] {
        b't' => Constant::True,
        b'f' => Constant::False,
        b'n' => Constant::None,
        b'i' => integer::constant(rest.parse().unwrap()),
        b'd' => Constant::Float(float(rest)),
        b'c' => {
            let (real, imaginary) = rest.split_once(':').unwrap();
            Constant::Complex(float(real), float(imaginary))
        }
        b's' => Constant::Str(taipan_bytecode::Text::from_wtf8(bytes(rest))),
        b'b' => Constant::Bytes(bytes(rest)),
        b'(' => Constant::Tuple(items(&rest[..rest.len() - 1]).into()),
        b'[' => Constant::Slice(Arc::new(items(&rest[..rest.len() - 1]).try_into().unwrap())),
        _ => unreachable!("a recording holds known kinds of constants"),
    }
}

/// A constant as the recordings spell it.
fn text(constant: &Constant) -> String {
    let float = |value: f64| {
        if value.is_nan() { "nan".to_owned() } else { format!("{:016x}", value.to_bits()) }
    };
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let all = |items: &[Constant]| items.iter().map(text).collect::<Vec<_>>().join(",");
    match constant {
        Constant::True => "t".into(),
        Constant::False => "f".into(),
        Constant::None => "n".into(),
        Constant::Int(value) => format!("i{value}"),
        Constant::BigInt(value) => format!("i{value}"),
        Constant::Float(value) => format!("d{}", float(*value)),
        Constant::Complex(real, imaginary) => format!("c{}:{}", float(*real), float(*imaginary)),
        Constant::Str(text) => format!("s{}", hex(text.as_wtf8())),
        Constant::Bytes(bytes) => format!("b{}", hex(bytes)),
        Constant::Tuple(items) => format!("({})", all(items)),
        Constant::Slice(items) => format!("[{}]", all(&items[..])),
        _ => unreachable!("arithmetic makes no other constants"),
    }
}

#[test]
fn operations_give_cpythons_results() {
    let named = std::env::var("TAIPAN_ARITHMETIC_RECORDING").ok();
    let recording = named.map(|path| std::fs::read_to_string(path).expect("the named recording is readable"));
    let recording = recording.as_deref().unwrap_or(RECORDING);
    let mut differences = Vec::new();
    let lines: Vec<&str> = recording.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(!lines.is_empty(), "a recording holds operations");
    for line in &lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let left = constant(fields[1]);
        let result = match fields[0] {
            "UNARY_NEGATIVE" => negative(&left),
            "UNARY_INVERT" => invert(&left),
            "UNARY_NOT" => Some(boolean(!is_true(&left))),
            "CALL_INTRINSIC_1" => positive(&left),
            operator => {
                let operator = BinaryOperator::from_arg(operator.parse().unwrap()).unwrap();
                binary(&left, operator, &constant(fields[2]))
            }
        };
        let result = result.map_or("-".to_owned(), |result| text(&result));
        if fields.last() != Some(&result.as_str()) {
            differences.push(format!("{line}\n    ours {result}"));
        }
    }
    let (count, of) = (differences.len(), lines.len());
    differences.truncate(20);
    assert!(differences.is_empty(), "{count} of {of} operations differ:\n{}", differences.join("\n"));
}
