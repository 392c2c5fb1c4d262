//! Figures as people read them.

/// A count with a unit: `950`, `12.3k`, `2.7M`.
pub(crate) fn count(value: u64) -> String {
    const UNITS: [(u64, &str); 4] =
        [(1_000_000_000_000, "T"), (1_000_000_000, "G"), (1_000_000, "M"), (10_000, "k")];
    for (at, unit) in UNITS {
        if value >= at {
            let one = if unit == "k" { 1_000 } else { at };
            return format!("{:.1}{unit}", value as f64 / one as f64);
        }
    }
    value.to_string()
}

/// A rate as a percentage, rounded down so that 100.0 % means all.
pub(crate) fn percent(rate: Option<f64>) -> String {
    match rate {
        Some(rate) => format!("{:.1}%", (rate * 1000.0).floor() / 10.0),
        None => "-".to_owned(),
    }
}

/// A time: `12.3 s`, `45 ms`, `0.4 ms`.
pub(crate) fn seconds(time: f64) -> String {
    match time {
        1.0.. => format!("{time:.1} s"),
        0.01.. => format!("{:.0} ms", time * 1e3),
        _ => format!("{:.1} ms", time * 1e3),
    }
}

/// At most `width` characters of a line, with a sign where some are missing.
pub(crate) fn clipped(line: &str, width: usize) -> String {
    if line.chars().count() <= width {
        return line.to_owned();
    }
    line.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// At most `width` characters of a path or place: what is missing is missing at its beginning.
pub(crate) fn clipped_left(place: &str, width: usize) -> String {
    let excess = place.chars().count().saturating_sub(width);
    if excess == 0 {
        return place.to_owned();
    }
    ['…'].into_iter().chain(place.chars().skip(excess + 1)).collect()
}

/// Items in lines of at most `width` characters, with `between` between them; none is broken.
pub(crate) fn listed(items: &[String], between: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for (index, item) in items.iter().enumerate() {
        let more = item.chars().count();
        if index > 0 {
            out.push_str(between.trim_end());
            length += between.chars().count() + more;
            if length > width {
                out.push('\n');
                out.push_str(indent);
                length = more;
            } else {
                out.push_str(&between[between.trim_end().len()..]);
            }
        } else {
            length = more;
        }
        out.push_str(item);
    }
    out
}

/// Words in lines of at most `width` characters, those after the first led by `indent`.
pub fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count();
        if length > 0 && length + 1 + more > width {
            out.push('\n');
            out.push_str(indent);
            length = 0;
        }
        if length > 0 {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += more;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_short_and_rates_never_round_up() {
        assert_eq!([count(0), count(9_999), count(12_340), count(2_700_000)], ["0", "9999", "12.3k", "2.7M"]);
        assert_eq!([percent(Some(1.0)), percent(Some(0.9999)), percent(None)], ["100.0%", "99.9%", "-"]);
    }

    #[test]
    fn long_texts_are_broken_between_words_and_items() {
        assert_eq!(wrapped("aa bb  cc", 5, "> "), "aa bb\n> cc");
        let items = ["a b", "c d", "e"].map(str::to_owned);
        assert_eq!(listed(&items, ", ", 8, "> "), "a b, c d,\n> e");
        assert_eq!(listed(&[], ", ", 8, "> "), "");
        assert_eq!([seconds(0.0004), seconds(0.0456), seconds(12.34)], ["0.4 ms", "46 ms", "12.3 s"]);
        assert_eq!([clipped("abcde", 5), clipped("abcdef", 5)], ["abcde", "abcd…"]);
        assert_eq!([clipped_left("abcde", 5), clipped_left("abcdef", 5)], ["abcde", "…cdef"]);
    }
}
