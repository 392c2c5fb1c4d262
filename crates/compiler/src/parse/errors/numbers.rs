//! Numbers as CPython's tokenizer reads them, for what is wrong with them.

use super::scanner::{Scanner, TokenError};

type Step = Result<(), TokenError>;

/// Scans a number, of which the first digit or the point is at hand.
pub(super) fn number(scanner: &mut Scanner<'_>) -> Step {
    let start = scanner.at;
    if scanner.peek(0) == b'0' {
        let radix = match scanner.peek(1) {
            b'x' | b'X' => Some((16, "hexadecimal")),
            b'o' | b'O' => Some((8, "octal")),
            b'b' | b'B' => Some((2, "binary")),
            _ => None,
        };
        if let Some((radix, name)) = radix {
            scanner.at += 2;
            return radix_digits(scanner, radix, name);
        }
        return leading_zero(scanner, start);
    }
    if scanner.peek(0) != b'.' {
        decimal_digits(scanner)?;
    }
    fraction(scanner)
}

fn radix_digits(scanner: &mut Scanner<'_>, radix: u32, name: &str) -> Step {
    loop {
        if scanner.peek(0) == b'_' {
            scanner.at += 1;
        }
        if !char::from(scanner.peek(0)).is_digit(radix) {
            let digit = scanner.peek(0);
            if digit.is_ascii_digit() {
                return Err(bad_digit(scanner, digit, name));
            }
            return Err(scanner.error_before(scanner.at, format!("invalid {name} literal")));
        }
        while char::from(scanner.peek(0)).is_digit(radix) {
            scanner.at += 1;
        }
        if scanner.peek(0) != b'_' {
            break;
        }
    }
    let digit = scanner.peek(0);
    if digit.is_ascii_digit() {
        return Err(bad_digit(scanner, digit, name));
    }
    end_of_number(scanner, name)
}

fn bad_digit(scanner: &Scanner<'_>, digit: u8, name: &str) -> TokenError {
    scanner.error_before(scanner.at + 1, format!("invalid digit '{}' in {name} literal", char::from(digit)))
}

/// `0`, `00` and `0_0` are zero; other digits after them are allowed only in floats.
fn leading_zero(scanner: &mut Scanner<'_>, start: usize) -> Step {
    let mut zeros_end = scanner.at;
    while matches!(scanner.peek(0), b'0' | b'_') {
        if scanner.peek(0) == b'_' && !scanner.peek(1).is_ascii_digit() {
            return Err(scanner.error_before(scanner.at + 1, "invalid decimal literal"));
        }
        scanner.at += 1;
        zeros_end = scanner.at;
    }
    let nonzero = scanner.peek(0).is_ascii_digit();
    if nonzero {
        decimal_digits(scanner)?;
    }
    let is_float = matches!(scanner.peek(0), b'.' | b'e' | b'E' | b'j' | b'J');
    if nonzero && !is_float {
        let message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
        return Err(scanner.error_in(start..zeros_end, message));
    }
    fraction(scanner)
}

fn decimal_digits(scanner: &mut Scanner<'_>) -> Step {
    loop {
        while scanner.peek(0).is_ascii_digit() {
            scanner.at += 1;
        }
        if scanner.peek(0) != b'_' {
            return Ok(());
        }
        scanner.at += 1;
        if !scanner.peek(0).is_ascii_digit() {
            return Err(scanner.error_before(scanner.at, "invalid decimal literal"));
        }
    }
}

/// What may follow the whole part: a fraction, an exponent, `j`.
fn fraction(scanner: &mut Scanner<'_>) -> Step {
    if scanner.peek(0) == b'.' {
        scanner.at += 1;
        if scanner.peek(0).is_ascii_digit() {
            decimal_digits(scanner)?;
        }
    }
    if matches!(scanner.peek(0), b'e' | b'E') {
        match scanner.peek(1) {
            b'+' | b'-' => {
                scanner.at += 2;
                if !scanner.peek(0).is_ascii_digit() {
                    return Err(scanner.error_before(scanner.at, "invalid decimal literal"));
                }
                decimal_digits(scanner)?;
            }
            digit if digit.is_ascii_digit() => {
                scanner.at += 1;
                decimal_digits(scanner)?;
            }
            _ => return end_of_number(scanner, "decimal"),
        }
    }
    if matches!(scanner.peek(0), b'j' | b'J') {
        scanner.at += 1;
        return end_of_number(scanner, "imaginary");
    }
    end_of_number(scanner, "decimal")
}

/// Right after a number may stand one of the keywords that continue an expression, no other name.
fn end_of_number(scanner: &mut Scanner<'_>, name: &str) -> Step {
    let next = scanner.peek(0);
    if !(next.is_ascii_alphanumeric() || next == b'_') {
        return Ok(());
    }
    let rest = &scanner.text[scanner.at..];
    let keywords = ["and", "else", "for", "if", "in", "is", "or", "not"];
    if keywords.iter().any(|keyword| rest.starts_with(keyword)) {
        return Ok(());
    }
    Err(scanner.error_before(scanner.at, format!("invalid {name} literal")))
}
