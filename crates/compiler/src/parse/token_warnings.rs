//! Warnings of CPython's tokenizer and string parser: escapes without a meaning, and numbers that run
//! into a keyword.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::error::WarningKind;
use crate::session::Session;

pub(crate) fn warn(session: &Session<'_>, tokens: &[Token]) {
    for (at, token) in tokens.iter().enumerate() {
        match token.kind() {
            TokenKind::String | TokenKind::FStringMiddle | TokenKind::TStringMiddle => string(session, token),
            TokenKind::Int | TokenKind::Float | TokenKind::Complex => {
                if let Some(next) = tokens.get(at + 1).filter(|next| next.start() == token.end()) {
                    number(session, token, next);
                }
            }
            _ => {}
        }
    }
}

fn string(session: &Session<'_>, token: &Token) {
    let source = &session.source[token.range()];
    let Some(flags) = token.string_flags().filter(|flags| !flags.is_raw_string()) else { return };
    if !source.contains('\\') {
        return;
    }
    let is_part = token.kind() != TokenKind::String;
    // A part of an f-string may end in a backslash before a brace.
    let content = if is_part {
        let rest = &session.source[token.start().to_usize()..];
        let brace = rest[source.len()..].chars().next().map_or(0, char::len_utf8);
        &rest[..source.len() + brace]
    } else {
        source
    };
    let Some((at, escape)) = first_invalid_escape(content, source.len(), flags.is_byte_string()) else {
        return;
    };
    let kind = if escape.len() > 2 && escape.as_bytes()[1].is_ascii_digit() { "octal " } else { "" };
    let message = format!(
        "\"{escape}\" is an invalid {kind}escape sequence. Such sequences will not work in the future. \
         Did you mean \"\\{escape}\"? A raw string is also an option."
    );
    let start = token.start() + TextSize::try_from(at).unwrap_or_default();
    let length = TextSize::try_from(escape.len()).unwrap_or_default();
    let end = (start + length).min(session.source.len().try_into().unwrap_or(start));
    let mut location = session.lines.location(TextRange::new(start, end));
    if is_part {
        // CPython counts the lines before the escape from the part's last line.
        let shift = session.lines.line(token.end()) - session.lines.line(token.start());
        location.line += shift;
        location.end_line += shift;
    }
    session.warn(WarningKind::SyntaxWarning, message, location);
}

/// The first escape in `content` that means nothing, and where it stands. Backslashes from `limit`
/// on are not looked at.
fn first_invalid_escape(content: &str, limit: usize, bytes: bool) -> Option<(usize, &str)> {
    let mut at = 0;
    while let Some(found) = content[at..limit].find('\\') {
        at += found;
        let next = content[at + 1..].chars().next()?;
        let valid = match next {
            '\n' | '\\' | '\'' | '"' | 'a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v' | 'x' | '0'..='3' => true,
            'N' | 'u' | 'U' => !bytes,
            '4'..='7' => {
                let digits = content[at + 1..]
                    .bytes()
                    .take(3)
                    .take_while(|digit| (b'0'..b'8').contains(digit))
                    .count();
                if digits == 3 {
                    return Some((at, &content[at..at + 4]));
                }
                true
            }
            _ => false,
        };
        if !valid {
            return Some((at, &content[at..at + 1 + next.len_utf8()]));
        }
        at = (at + 1 + next.len_utf8()).min(limit);
    }
    None
}

fn number(session: &Session<'_>, token: &Token, next: &Token) {
    let is_operator = matches!(
        next.kind(),
        TokenKind::And
            | TokenKind::Else
            | TokenKind::For
            | TokenKind::If
            | TokenKind::In
            | TokenKind::Is
            | TokenKind::Or
            | TokenKind::Not
    );
    if !is_operator {
        return;
    }
    let text = &session.source[token.range()];
    let kind = match (token.kind(), text.get(..2)) {
        (TokenKind::Complex, _) => "imaginary",
        (_, Some("0x" | "0X")) => "hexadecimal",
        (_, Some("0o" | "0O")) => "octal",
        (_, Some("0b" | "0B")) => "binary",
        _ => "decimal",
    };
    let location = session.lines.location(token.range());
    session.warn(WarningKind::SyntaxWarning, format!("invalid {kind} literal"), location);
}

#[cfg(test)]
mod tests {
    use super::first_invalid_escape;

    #[test]
    fn escapes_without_meaning_are_found() {
        let found = |content: &'static str, bytes| {
            first_invalid_escape(content, content.len(), bytes).map(|(_, escape)| escape)
        };
        assert_eq!(found(r"\n\\\x41\101\'", false), None);
        assert_eq!(found(r"\n\d\q", false), Some(r"\d"));
        assert_eq!(found(r"\N{BULLET}\u0041", false), None);
        assert_eq!(found(r"\u0041", true), Some(r"\u"));
        assert_eq!(found(r"\377\400", false), Some(r"\400"));
        assert_eq!(found(r"\47\7", false), None);
    }
}
