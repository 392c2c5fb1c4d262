//! Bytes to text: byte order mark, PEP 263 encoding declarations, line breaks.

use std::borrow::Cow;

use super::{charmaps, multibyte};
use crate::error::{CompileError, ErrorKind, Result};

/// The encodings with rules of their own; [`charmaps`] and [`multibyte`] have those that are tables, any other is for the
/// caller to decode (see [`foreign_encoding`](crate::foreign_encoding)).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Ascii,
    Latin1,
}

/// The text of `source`, without byte order mark and with `\n` for each line break.
///
/// # Errors
///
/// A `SyntaxError` for bytes that are not text in the declared encoding, for an unknown encoding and
/// for null bytes.
pub(crate) fn decode(source: &[u8], ignore_cookie: bool) -> Result<Cow<'_, str>> {
    if source.contains(&0) {
        return Err(syntax_error("source code string cannot contain null bytes"));
    }
    decode_nonzero(source, ignore_cookie, "")
}

/// As [`decode`], of what a file holds: errors name the file or the line.
pub(crate) fn decode_file<'s>(source: &'s [u8], ignore_cookie: bool, filename: &str) -> Result<Cow<'s, str>> {
    let Some(at) = source.iter().position(|byte| *byte == 0) else {
        return decode_nonzero(source, ignore_cookie, &format!(" in file {filename}"));
    };
    let mut error = syntax_error("source code cannot contain null bytes");
    let before = &source[..at];
    error.line = before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
    error.end_line = error.line;
    let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    error.text = Some(String::from_utf8_lossy(line).as_ref().into());
    Err(error)
}

fn decode_nonzero<'s>(source: &'s [u8], ignore_cookie: bool, place: &str) -> Result<Cow<'s, str>> {
    let (bytes, has_mark) = match source.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (source, false),
    };
    let cookie = if ignore_cookie { None } else { encoding_cookie(bytes) };
    let text = match cookie {
        None => utf8(bytes, place)?,
        Some(name) if has_mark && normalize(&name) != "utf-8" => return Err(mark_conflict(&name, bytes)),
        Some(name) => match known_encoding(&name) {
            Some(Encoding::Utf8) => utf8(bytes, place)?,
            Some(Encoding::Latin1) => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
            Some(Encoding::Ascii) => ascii(bytes)?,
            None => Cow::Owned(by_table(&name, bytes)?),
        },
    };
    Ok(translate_newlines(text))
}

fn syntax_error(message: impl Into<String>) -> Box<CompileError> {
    Box::new(CompileError::bare(ErrorKind::SyntaxError, message))
}

/// An error of the encoding, which has no place.
fn undecodable(message: String) -> Box<CompileError> {
    Box::new(CompileError::undecodable(message))
}

/// Text in an encoding that is a table.
fn by_table(name: &str, bytes: &[u8]) -> Result<String> {
    let alias = alias(name);
    if let Some(high) = charmaps::high_half(&alias) {
        return mapped(bytes, high);
    }
    match multibyte::decode(&alias, bytes) {
        Some(decoded) => decoded.map_err(undecodable),
        None if alias == UNDEFINED => Err(undecodable("undefined encoding".to_owned())),
        None => Err(undecodable(format!("unknown encoding: {name}"))),
    }
}

/// An encoding that decodes nothing.
const UNDEFINED: &str = "undefined";

/// An encoding that `source` declares and [`decode`] does not know.
pub(crate) fn foreign_encoding(source: &[u8]) -> Option<String> {
    let name = encoding_cookie(source.strip_prefix(b"\xef\xbb\xbf").unwrap_or(source))?;
    let alias = alias(&name);
    let is_known = known_encoding(&name).is_some()
        || charmaps::high_half(&alias).is_some()
        || multibyte::is_known(&alias)
        || alias == UNDEFINED;
    (!is_known).then_some(name)
}

/// The name by which tables know an encoding: lower case, one `_` for each run of what is no letter or digit, as the
/// package `encodings` has it.
fn alias(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let parts = lower.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<&str>>().join("_")
}

/// Text in an encoding of one byte a character: `high` are the characters of the bytes from 0x80 on.
fn mapped(bytes: &[u8], high: &str) -> Result<String> {
    let high: Vec<char> = high.chars().collect();
    let decode = |(at, byte): (usize, &u8)| match byte.checked_sub(0x80) {
        None => Ok(char::from(*byte)),
        Some(index) => match high.get(usize::from(index)) {
            Some(&character) if character != char::REPLACEMENT_CHARACTER => Ok(character),
            _ => Err(undecodable(format!(
                "'charmap' codec can't decode byte {byte:#04x} in position {at}: character maps to <undefined>"
            ))),
        },
    };
    bytes.iter().enumerate().map(decode).collect()
}

/// A byte order mark says UTF-8: any other declaration contradicts it.
fn mark_conflict(name: &str, bytes: &[u8]) -> Box<CompileError> {
    let mut error = syntax_error(format!("encoding problem: {} with BOM", normalize(name)));
    let line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    (error.line, error.end_line) = (1, 1);
    error.end_column = line.chars().count() as u32;
    error.text = Some((&*line).into());
    error
}

/// `place`: what names the file in the message, or nothing.
fn utf8<'s>(bytes: &'s [u8], place: &str) -> Result<Cow<'s, str>> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error,
    };
    let (valid, rest) = bytes.split_at(error.valid_up_to());
    let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = valid.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let mut failure = CompileError::bare(
        ErrorKind::SyntaxError,
        format!(
            "Non-UTF-8 code starting with '\\x{:02x}'{place} on line {line}, but no encoding declared; \
             see https://peps.python.org/pep-0263/ for details",
            rest.first().copied().unwrap_or_default()
        ),
    );
    failure.line = line as u32;
    failure.end_line = failure.line;
    failure.column = (String::from_utf8_lossy(&valid[start..]).chars().count() + 1) as u32;
    failure.end_column = failure.column;
    let line_bytes = bytes[start..].split(|byte| *byte == b'\n').next().unwrap_or_default();
    failure.text = Some(String::from_utf8_lossy(line_bytes).as_ref().into());
    Err(Box::new(failure))
}

fn ascii(bytes: &[u8]) -> Result<Cow<'_, str>> {
    if let Some(at) = bytes.iter().position(|byte| !byte.is_ascii()) {
        return Err(undecodable(format!(
            "'ascii' codec can't decode byte {:#04x} in position {at}: ordinal not in range(128)",
            bytes[at]
        )));
    }
    utf8(bytes, "")
}

/// The encoding a comment in the first two lines declares.
fn encoding_cookie(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')).take(2) {
        let content = line.trim_ascii_start();
        match content.first() {
            Some(b'#') => {}
            // Only a comment or a blank line may stand before the declaration.
            Some(_) => return None,
            None => continue,
        }
        if let Some(name) = cookie_in(content) {
            return Some(name);
        }
    }
    None
}

/// The name after `coding:` or `coding=` in a comment.
fn cookie_in(comment: &[u8]) -> Option<String> {
    let mut rest = comment;
    while let Some(at) = rest.windows(6).position(|window| window == b"coding") {
        rest = &rest[at + 6..];
        let Some((b':' | b'=', name)) = rest.split_first() else { continue };
        let name = name.trim_ascii_start();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
        let length = name.iter().take_while(|byte| is_part(byte)).count();
        if length > 0 {
            return Some(String::from_utf8_lossy(&name[..length]).into_owned());
        }
    }
    None
}

/// The spelling of common encodings' names that messages use.
fn normalize(name: &str) -> String {
    let lower = name.to_ascii_lowercase().replace('_', "-");
    let is = |base: &str| lower == base || lower.strip_prefix(base).is_some_and(|rest| rest.starts_with('-'));
    if is("utf-8") {
        "utf-8".to_owned()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") {
        "iso-8859-1".to_owned()
    } else {
        name.to_owned()
    }
}

fn known_encoding(name: &str) -> Option<Encoding> {
    let normalized = normalize(name).to_ascii_lowercase().replace('_', "-");
    plain_encoding(&normalized).or_else(|| plain_encoding(&alias(name).replace('_', "-")))
}

fn plain_encoding(name: &str) -> Option<Encoding> {
    match name {
        "utf-8" | "utf8" | "u8" | "utf" => Some(Encoding::Utf8),
        "ascii" | "us-ascii" | "646" => Some(Encoding::Ascii),
        "iso-8859-1" | "iso8859-1" | "latin1" | "l1" | "latin" | "8859" | "cp819" => Some(Encoding::Latin1),
        _ => None,
    }
}

fn translate_newlines(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('\r') {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_decoded_as_declared() {
        let text = |bytes: &[u8]| decode(bytes, false).map(Cow::into_owned).map_err(|error| error.message);
        assert_eq!(text(b"\xef\xbb\xbfx = 1\r\ny\r"), Ok("x = 1\ny\n".to_owned()));
        assert_eq!(
            text(b"# -*- coding: latin-1 -*-\n'\xe4'"),
            Ok("# -*- coding: latin-1 -*-\n'\u{e4}'".to_owned())
        );
        assert_eq!(text(b"# coding: foo\n"), Err("unknown encoding: foo".to_owned()));
        assert_eq!(text(b"# coding: koi8-r\n'\xc4'"), Ok("# coding: koi8-r\n'\u{434}'".to_owned()));
        assert_eq!(text(b"# coding: iso-8859-15\n\xa4"), Ok("# coding: iso-8859-15\n\u{20ac}".to_owned()));
        assert_eq!(text(b"# coding: GB2312-80\n\xd6\xd0"), Ok("# coding: GB2312-80\n\u{4e2d}".to_owned()));
        assert_eq!(text(b"# coding: sjis\n\xb1\x92\x86"), Ok("# coding: sjis\n\u{ff71}\u{4e2d}".to_owned()));
        assert_eq!(text(b"# coding: hz\n~{VP~}~~"), Ok("# coding: hz\n\u{4e2d}~".to_owned()));
        assert_eq!(
            text(b"# coding: iso-2022-jp\n\x1b$BCf\x1b(B!"),
            Ok("# coding: iso-2022-jp\n\u{4e2d}!".to_owned())
        );
        assert_eq!(
            text(b"# coding: euc-kr\n\xff\xff"),
            Err("'euc_kr' codec can't decode byte 0xff in position 17: illegal multibyte sequence".to_owned())
        );
        assert!(text(b"# coding: cp1252\n\x81").is_err_and(|message| message.starts_with("'charmap' codec")));
        assert_eq!(text(b"x = 1\n# coding: foo\n"), Ok("x = 1\n# coding: foo\n".to_owned()));
        assert_eq!(text(b"a\0"), Err("source code string cannot contain null bytes".to_owned()));
        assert_eq!(
            text(b"\xef\xbb\xbf# coding: latin-1\n"),
            Err("encoding problem: iso-8859-1 with BOM".to_owned())
        );
        assert!(
            text(b"'\xe4'").is_err_and(|message| message.starts_with("Non-UTF-8 code starting with '\\xe4'"))
        );
    }
}
