//! Escapes in string literals that can't be decoded.

/// What is wrong with a string literal, which is neither an f-string nor a t-string.
pub(super) fn literal_error(literal: &str) -> Option<String> {
    let prefix = literal.find(['"', '\''])?;
    let is_bytes = literal[..prefix].contains(['b', 'B']);
    let quotes = match &literal[prefix..] {
        rest if rest.starts_with("\"\"\"") || rest.starts_with("'''") => 3,
        _ => 1,
    };
    let content = literal.get(prefix + quotes..literal.len() - quotes).unwrap_or_default();
    if is_bytes && !content.is_ascii() {
        return Some("bytes can only contain ASCII literal characters".to_owned());
    }
    if literal[..prefix].contains(['r', 'R']) {
        return None;
    }
    if is_bytes { bytes_error(content) } else { string_error(content) }
}

/// `b'\x1'`: positions count decoded bytes before the escape.
fn bytes_error(content: &str) -> Option<String> {
    let bytes = content.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let hex = bytes.get(at + 1) == Some(&b'x');
        let digits = bytes[at..].iter().skip(2).take(2).take_while(|digit| digit.is_ascii_hexdigit()).count();
        if hex && digits < 2 {
            return Some(format!("(value error) invalid \\x escape at position {at}"));
        }
        at += 2;
    }
    None
}

/// The codec's complaint about the first bad escape. It sees characters beyond ASCII as escapes of
/// ten characters.
pub(super) fn string_error(content: &str) -> Option<String> {
    let mut position = 0;
    let mut rest = content;
    while let Some(character) = rest.chars().next() {
        if character != '\\' {
            position += if character.is_ascii() { 1 } else { 10 };
            rest = &rest[character.len_utf8()..];
            continue;
        }
        if let Some((length, problem)) = bad_escape(rest) {
            let end = position + length - 1;
            return Some(format!(
                "(unicode error) 'unicodeescape' codec can't decode bytes in position {position}-{end}: {problem}"
            ));
        }
        let skipped = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
        position += 2;
        rest = &rest[skipped..];
    }
    None
}

/// How much of an escape was read and what is wrong with it.
fn bad_escape(escape: &str) -> Option<(usize, &'static str)> {
    let (wanted, truncated) = match escape.as_bytes().get(1)? {
        b'x' => (2, "truncated \\xXX escape"),
        b'u' => (4, concat!("truncated \\u", "XX", "XX", " escape")),
        b'U' => (8, concat!("truncated \\U", "XX", "XX", "XX", "XX", " escape")),
        b'N' => return bad_name(escape),
        _ => return None,
    };
    let digits = escape[2..].bytes().take(wanted).take_while(|digit| digit.is_ascii_hexdigit()).count();
    if digits < wanted {
        return Some((2 + digits, truncated));
    }
    let code = u32::from_str_radix(&escape[2..2 + wanted], 16).ok()?;
    (code > 0x10_ffff).then_some((2 + wanted, "illegal Unicode character"))
}

fn bad_name(escape: &str) -> Option<(usize, &'static str)> {
    let malformed = "malformed \\N character escape";
    let Some(name) = escape.strip_prefix("\\N{") else { return Some((2, malformed)) };
    let Some(length) = name.find('}') else { return Some((escape.len(), malformed)) };
    if length == 0 {
        return Some((4, malformed));
    }
    // The parser knows the names: ask it.
    let source = format!("\"{}\"", &escape[..3 + length + 1]);
    ruff_python_parser::parse_expression(&source)
        .is_err()
        .then_some((3 + length + 1, "unknown Unicode character name"))
}
