//! Searching and cutting against the reference's recorded answers, and laws over random strings.

mod common;

use std::ops::Range;

use common::{check, codes, hexes, rows, text};
use proptest::prelude::*;
use taipan_text::search::{self, Flavor};
use taipan_text::{Text, Unit, with_units};

/// Everything an operation needs, at its own width.
struct Case<'a, H, N, M> {
    name: &'a str,
    text: &'a [H],
    needle: &'a [N],
    new: &'a [M],
    limit: i64,
}

impl<H: Unit, N: Unit, M: Unit> Case<'_, H, N, M> {
    fn part(&self, range: Range<usize>) -> String {
        hexes(&Text::from_units(&self.text[range]))
    }

    fn parts(&self, ranges: impl IntoIterator<Item = Range<usize>>) -> String {
        ranges.into_iter().map(|r| self.part(r)).collect::<Vec<_>>().join("|")
    }

    fn answer(&self) -> String {
        let Self { text, needle, .. } = *self;
        let limit = usize::try_from(self.limit).ok();
        let width = usize::try_from(self.limit).unwrap_or(0);
        let place = |found: Option<usize>| found.map_or("-1".to_owned(), |at| at.to_string());
        let truth = |t: bool| if t { "True" } else { "False" }.to_owned();
        match self.name {
            "find" => place(search::find(text, needle)),
            "rfind" => place(search::rfind(text, needle)),
            "count" => search::count(text, needle).to_string(),
            "replace" => {
                let replaced = search::replace(text, needle, self.new, limit).unwrap();
                hexes(&replaced.unwrap_or_else(|| Text::from_units(text)))
            }
            "split" => self.parts(search::split(text, needle, limit)),
            "rsplit" => self.parts(search::rsplit(text, needle, limit)),
            "space" => self.parts(search::split_space(text, limit, Flavor::Text)),
            "rspace" => self.parts(search::rsplit_space(text, limit, Flavor::Text)),
            "bspace" => self.parts(search::split_space(text, limit, Flavor::Bytes)),
            "lines" => self.parts(search::split_lines(text, false, Flavor::Text)),
            "keep" => self.parts(search::split_lines(text, true, Flavor::Text)),
            "blines" => self.parts(search::split_lines(text, false, Flavor::Bytes)),
            "strip" => self.part(search::strip(text, needle, true, true)),
            "lstrip" => self.part(search::strip(text, needle, true, false)),
            "rstrip" => self.part(search::strip(text, needle, false, true)),
            "stripspace" => self.part(search::strip_space(text, true, true, Flavor::Text)),
            "starts" => truth(search::starts_with(text, needle)),
            "ends" => truth(search::ends_with(text, needle)),
            "partition" => match search::rfind(text, needle) {
                Some(at) => self.parts([0..at, at..at + needle.len(), at + needle.len()..text.len()]),
                None => self.parts([0..0, 0..0, 0..text.len()]),
            },
            "zfill" => hexes(&search::zfill(text, width).unwrap()),
            "tabs" => hexes(&search::expand_tabs(text, width).unwrap()),
            "center" => {
                // CPython puts the odd one left of an odd-width field.
                let margin = width.saturating_sub(text.len());
                let left = margin / 2 + (margin & width & 1);
                hexes(&search::pad(text, left, margin - left, needle[0].code()).unwrap())
            }
            "compare" => (search::compare(text, needle) as i8).to_string(),
            other => panic!("unknown operation {other}"),
        }
    }
}

#[test]
fn operations_answer_as_the_reference() {
    let (mut total, mut differences) = (0, Vec::new());
    for row in rows(include_str!("data/search.txt")) {
        total += 1;
        let arguments: Vec<&str> = row[2].split(';').collect();
        let counted = matches!(row[1], "space" | "rspace" | "bspace" | "zfill" | "tabs");
        let limit = match (row[1], counted) {
            (_, true) => arguments[0].parse().unwrap(),
            ("replace" | "split" | "rsplit" | "center", _) => arguments.last().unwrap().parse().unwrap(),
            _ => -1,
        };
        let needle = text(if counted { "" } else { arguments[0] });
        let new = text(if row[1] == "replace" { arguments[1] } else { "" });
        let name = row[1];
        let haystack = codes(row[0]);
        let wide = Case { name, text: &haystack, needle: &needle.codes(), new: &new.codes(), limit }.answer();
        let narrow = with_units!(text(row[0]).units(), text => with_units!(needle.units(), needle =>
            with_units!(new.units(), new => Case { name, text, needle, new, limit }.answer())));
        if wide != row[3] || narrow != row[3] {
            differences.push(format!("{row:?}: {wide} and {narrow}"));
        }
    }
    check("search", total, &differences);
}

#[test]
fn hard_needles_stay_linear() {
    // Quadratic search would take hours here.
    let haystack: Vec<u16> = std::iter::repeat_n(0x100, 1 << 20).collect();
    let mut needle: Vec<u16> = std::iter::repeat_n(0x100, 1 << 16).collect();
    needle.push(0x101);
    assert_eq!(search::find(&haystack, &needle), None);
    needle.insert(0, 0x101);
    assert_eq!(search::rfind(&haystack, &needle), None);
    needle[0] = 0x102;
    assert_eq!(search::count(&haystack, &needle), 0);
}

#[test]
fn results_beyond_memory_are_refused() {
    let new = vec![b'x'; 1 << 20];
    let text = vec![b'a'; 1 << 24];
    assert!(search::replace(&text, b"a", &new, None).is_err());
    assert!(search::zfill(b"1", isize::MAX as usize).is_err());
    assert!(search::expand_tabs(b"\t", isize::MAX as usize).is_err());
    assert!(search::pad(b"a", isize::MAX as usize, isize::MAX as usize, 0x20).is_err());
}

fn naive<U: Unit>(haystack: &[U], needle: &[U]) -> Option<usize> {
    (0..=haystack.len().checked_sub(needle.len())?).find(|&at| haystack[at..].starts_with(needle))
}

fn naive_last<U: Unit>(haystack: &[U], needle: &[U]) -> Option<usize> {
    (0..=haystack.len().checked_sub(needle.len())?).rev().find(|&at| haystack[at..].starts_with(needle))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn search_agrees_with_the_naive_one(
        haystack in proptest::collection::vec(300u16..302, 0..200),
        needle in proptest::collection::vec(300u16..302, 0..12),
    ) {
        prop_assert_eq!(search::find(&haystack, &needle), naive(&haystack, &needle));
        prop_assert_eq!(search::rfind(&haystack, &needle), naive_last(&haystack, &needle));
        let wide: Vec<u32> = needle.iter().map(|&u| u.into()).collect();
        prop_assert_eq!(search::find(&haystack, &wide), naive(&haystack, &needle));
        let bytes: Vec<u8> = haystack.iter().map(|&u| (u - 200) as u8).collect();
        let short: Vec<u16> = needle.iter().map(|&u| u - 200).collect();
        prop_assert_eq!(search::find(&bytes, &short), naive(&haystack, &needle));
        prop_assert_eq!(search::rfind(&bytes, &short), naive_last(&haystack, &needle));
    }

    #[test]
    fn splitting_and_joining_is_the_whole(text in "[ab]{0,40}", separator in "[ab]{1,3}") {
        let (text, separator) = (text.as_bytes(), separator.as_bytes());
        let forwards: Vec<&[u8]> = search::split(text, separator, None).map(|r| &text[r]).collect();
        prop_assert_eq!(forwards.join(separator), text);
        prop_assert_eq!(forwards.len(), search::count(text, separator) + 1);
        let backwards: Vec<&[u8]> = search::rsplit(text, separator, None).into_iter().map(|r| &text[r]).collect();
        prop_assert_eq!(backwards.join(separator), text);
    }
}
