//! Docstrings lose the indentation they have in the source.

use taipan_bytecode::Text;

/// `inspect.cleandoc` as CPython's compiler applies it: blank lines at the ends stay, to keep lines.
pub(crate) fn clean_docstring(text: &Text) -> Text {
    let expanded = expand_tabs(text.as_wtf8());
    let lines = || expanded.split_inclusive(|byte| *byte == b'\n');
    let indent = |line: &[u8]| line.iter().take_while(|byte| **byte == b' ').count();
    let is_blank = |line: &[u8]| matches!(line.get(indent(line)), None | Some(b'\n'));
    let margin = lines().skip(1).filter(|line| !is_blank(line)).map(indent).min().unwrap_or(0);
    let mut clean = Vec::with_capacity(expanded.len());
    for (number, line) in lines().enumerate() {
        let spaces = indent(line);
        clean.extend_from_slice(&line[if number == 0 { spaces } else { spaces.min(margin) }..]);
    }
    Text::from_wtf8(clean)
}

/// `str.expandtabs()`: columns are counted in characters.
fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut expanded = Vec::with_capacity(text.len());
    let mut column = 0;
    for byte in text {
        match byte {
            b'\t' => {
                let spaces = 8 - column % 8;
                expanded.resize(expanded.len() + spaces, b' ');
                column += spaces;
            }
            b'\n' | b'\r' => {
                expanded.push(*byte);
                column = 0;
            }
            _ => {
                expanded.push(*byte);
                // Continuation bytes belong to the character before.
                column += usize::from(byte & 0xc0 != 0x80);
            }
        }
    }
    expanded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docstrings_lose_their_margin() {
        for (source, expected) in [
            ("one line", "one line"),
            ("  first\n    second\n      third\n    ", "first\nsecond\n  third\n"),
            ("first\n\n    \n    second", "first\n\n\nsecond"),
            ("\ta\tb", "a       b"),
            ("a\n  b\n c\n", "a\n b\nc\n"),
            ("", ""),
        ] {
            assert_eq!(clean_docstring(&Text::from(source)), Text::from(expected), "{source:?}");
        }
    }
}
