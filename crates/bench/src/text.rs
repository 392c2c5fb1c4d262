//! Small things about texts: lines for messages, words of commands, figures for tables.

/// The last line that holds something.
pub(crate) fn last_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    shorten(text.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default())
}

/// The first line that holds something.
pub(crate) fn first_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    shorten(text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default())
}

/// At most 160 characters of a line.
pub(crate) fn shorten(line: &str) -> String {
    match line.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// An error's text without its number.
pub fn plain(error: &std::io::Error) -> String {
    error.to_string().split(" (os error").next().unwrap_or_default().to_owned()
}

/// Splits words as a shell does, with its quotes and backslashes; `None` when a quote stays open.
pub(crate) fn split_words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None | Some('"'), '\\') => word.get_or_insert_default().push(letters.next()?),
            (None, _) if letter.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// A duration with a fitting unit and three or four digits: `12.3 ms`.
pub(crate) fn seconds(value: f64) -> String {
    let (scaled, unit) = match value {
        _ if value < 1e-6 => (value * 1e9, "ns"),
        _ if value < 1e-3 => (value * 1e6, "µs"),
        _ if value < 1.0 => (value * 1e3, "ms"),
        _ => (value, "s"),
    };
    let places = match scaled {
        _ if scaled < 10.0 => 2,
        _ if scaled < 100.0 => 1,
        _ => 0,
    };
    format!("{scaled:.places$} {unit}")
}

/// How long something will take, for people: `1 min 20 s`.
pub(crate) fn minutes(seconds: f64) -> String {
    let whole = seconds.max(0.0).round() as u64;
    if whole < 60 { format!("{whole} s") } else { format!("{} min {:02} s", whole / 60, whole % 60) }
}

/// Mebibytes with one decimal.
pub(crate) fn mebibytes(bytes: f64) -> String {
    format!("{:.1} MiB", bytes / f64::from(1 << 20))
}

/// `2.51x faster`, `9.8 % slower`: a ratio of times, ours to the reference's, in words.
pub(crate) fn change(ratio: f64) -> String {
    let percent = |part: f64| {
        let places = usize::from(part < 0.0995);
        format!("{:.places$} %", part * 100.0)
    };
    match ratio {
        _ if ratio <= 0.5 => format!("{:.2}x faster", 1.0 / ratio),
        _ if ratio < 1.0 => format!("{} faster", percent(1.0 / ratio - 1.0)),
        _ if ratio < 2.0 => format!("{} slower", percent(ratio - 1.0)),
        _ => format!("{ratio:.2}x slower"),
    }
}

/// A median with the standard deviation as a part of the mean: `4.34 ms ±2%`.
pub(crate) fn spread(median: &str, deviation: f64) -> String {
    format!("{median} ±{:.0}%", deviation * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_split_as_in_a_shell() {
        let words = |text| split_words(text).unwrap();
        assert_eq!(words("env A=1  python3"), ["env", "A=1", "python3"]);
        assert_eq!(words(r#"a 'b c' "d \"e" f\ g '' "#), ["a", "b c", "d \"e", "f g", ""]);
        assert_eq!(split_words("a 'b"), None);
        assert_eq!(split_words("a\\"), None);
    }

    #[test]
    fn figures_fit_their_size() {
        assert_eq!(seconds(0.0123), "12.3 ms");
        assert_eq!(seconds(1.5e-7), "150 ns");
        assert_eq!(seconds(2.0), "2.00 s");
        assert_eq!(minutes(80.4), "1 min 20 s");
        assert_eq!(change(0.4), "2.50x faster");
        assert_eq!(change(0.8), "25 % faster");
        assert_eq!(change(1.1), "10 % slower");
        assert_eq!(change(1.0342), "3.4 % slower");
        assert_eq!(spread("4.34 ms", 0.021), "4.34 ms ±2%");
        assert_eq!(change(3.0), "3.00x slower");
    }

    #[test]
    fn lines_for_messages_are_short() {
        assert_eq!(plain(&std::io::Error::from_raw_os_error(2)), "No such file or directory");
        assert_eq!(last_line(b"a\n b \n\n"), "b");
        assert_eq!(first_line(b"\n a\nb"), "a");
        assert_eq!(shorten(&"x".repeat(200)).chars().count(), 161);
    }
}
