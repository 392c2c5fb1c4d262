//! The `is…` and case methods of bytes, which know ASCII only.

/// Whether there are bytes and all of them pass.
pub(crate) fn every(data: &[u8], passes: impl Fn(&u8) -> bool) -> bool {
    !data.is_empty() && data.iter().all(passes)
}

/// Whether there are letters and none passes.
pub(crate) fn cased_without(data: &[u8], refused: impl Fn(&u8) -> bool) -> bool {
    data.iter().any(u8::is_ascii_alphabetic) && !data.iter().any(refused)
}

/// Space as C's `isspace` has it.
pub(crate) fn is_space(byte: &u8) -> bool {
    matches!(byte, b' ' | 0x09..=0x0d)
}

/// Whether there are words, each of which begins, and only begins, with an upper case letter.
pub(crate) fn is_title(data: &[u8]) -> bool {
    let (mut found, mut in_word) = (false, false);
    for byte in data {
        if byte.is_ascii_uppercase() && in_word || byte.is_ascii_lowercase() && !in_word {
            return false;
        }
        in_word = byte.is_ascii_alphabetic();
        found |= in_word;
    }
    found
}

/// A map that makes words' first letters upper case and others lower case.
pub(crate) fn title() -> impl FnMut(&u8) -> u8 {
    let mut in_word = false;
    move |byte| {
        let mapped = if in_word { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        in_word = byte.is_ascii_alphabetic();
        mapped
    }
}

/// A map that makes the first byte upper case and others lower case.
pub(crate) fn capitalize() -> impl FnMut(&u8) -> u8 {
    let mut first = true;
    move |byte| {
        if std::mem::take(&mut first) { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() }
    }
}

/// The letter in the other case.
pub(crate) fn swap_case(byte: &u8) -> u8 {
    if byte.is_ascii_uppercase() { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() }
}

#[cfg(test)]
mod tests {
    use super::{is_title, title};

    #[test]
    fn words_are_runs_of_letters() {
        assert!(is_title(b"A Bc 1D"));
        assert!(!is_title(b"AB"));
        assert!(!is_title(b"1 2"));
        let titled: Vec<u8> = b"they're 2nd".iter().map(title()).collect();
        assert_eq!(titled, b"They'Re 2Nd");
    }
}
