//! "Did you mean": the known name that is closest to a misspelt one, by edit distance with CPython's costs and
//! limits, so that both suggest the same.

/// What it costs to insert, delete or replace a byte.
const MOVE: usize = 2;
/// What it costs to replace an ASCII letter by the same letter in the other case.
const CASE: usize = 1;
/// The longest differing part that is compared, in bytes.
const LONGEST: usize = 40;
/// From so many known names on, nothing is suggested.
const TOO_MANY: usize = 750;

/// The known name closest to `wanted`, the first of equals; `None` when none is close enough.
///
/// A name equal to `wanted` is never suggested.
pub fn closest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(&str, usize)> = None;
    for (count, name) in known.into_iter().enumerate() {
        if count + 1 >= TOO_MANY {
            return None;
        }
        if name == wanted {
            continue;
        }
        // A third of the letters may differ, and a better one was not found yet.
        let mut limit = (wanted.len() + name.len() + 3) * MOVE / 6;
        if let Some((_, distance)) = best {
            if distance == 0 {
                continue;
            }
            limit = limit.min(distance - 1);
        }
        if let Some(distance) = distance(wanted.as_bytes(), name.as_bytes(), limit) {
            best = Some((name, distance));
        }
    }
    best.map(|(name, _)| name)
}

/// The cost of turning one string into the other, unless it is over `limit`.
fn distance(a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
    let prefix = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let within = |distance: usize| (distance <= limit).then_some(distance);
    if short.is_empty() {
        return within(long.len() * MOVE);
    }
    if long.len() > LONGEST || (long.len() - short.len()) * MOVE > limit {
        return None;
    }
    // costs[i]: from what was read of `long` to the first i + 1 bytes of `short`.
    let mut costs = [0; LONGEST];
    for (index, cost) in costs.iter_mut().enumerate() {
        *cost = (index + 1) * MOVE;
    }
    for (row, &wanted) in long.iter().enumerate() {
        let mut diagonal = row * MOVE;
        let mut left = diagonal + MOVE;
        let mut least = usize::MAX;
        for (&letter, cost) in short.iter().zip(&mut costs) {
            let replaced = diagonal + replacement(wanted, letter);
            diagonal = *cost;
            left = replaced.min(diagonal.min(left) + MOVE);
            *cost = left;
            least = least.min(left);
        }
        if least > limit {
            return None;
        }
    }
    within(costs[short.len() - 1])
}

fn replacement(a: u8, b: u8) -> usize {
    match a == b {
        true => 0,
        false if a.eq_ignore_ascii_case(&b) => CASE,
        false => MOVE,
    }
}

#[cfg(test)]
mod tests {
    use super::closest;

    const KNOWN: [&str; 19] = [
        "sep",
        "end",
        "file",
        "flush",
        "key",
        "reverse",
        "default",
        "strict",
        "base",
        "encoding",
        "errors",
        "maxsplit",
        "keepends",
        "iterable",
        "start",
        "length",
        "byteorder",
        "signed",
        "strict_",
    ];

    /// Recorded from CPython's `_suggestions._generate_suggestions`.
    const CLOSEST: [(&str, Option<&str>); 31] = [
        ("sap", Some("sep")),
        ("Sep", Some("sep")),
        ("seq", Some("sep")),
        ("SEP", Some("sep")),
        ("edn", None),
        ("fil", Some("file")),
        ("flie", None),
        ("flsh", Some("flush")),
        ("kee", Some("key")),
        ("keey", Some("key")),
        ("revers", Some("reverse")),
        ("reversed", Some("reverse")),
        ("defalt", Some("default")),
        ("stric", Some("strict")),
        ("bas", Some("base")),
        ("encodng", Some("encoding")),
        ("error", Some("errors")),
        ("max_split", Some("maxsplit")),
        ("keepend", Some("keepends")),
        ("iter", None),
        ("strt", Some("start")),
        ("len", None),
        ("byte_order", Some("byteorder")),
        ("sgned", Some("signed")),
        ("x", None),
        ("sepp", Some("sep")),
        ("EnCoding", Some("encoding")),
        ("zzzzzzz", None),
        ("k", None),
        ("FILE", None),
        ("fiLe", Some("file")),
    ];

    #[test]
    fn suggests_what_cpython_suggests() {
        for (wanted, answer) in CLOSEST {
            assert_eq!(closest(wanted, KNOWN), answer, "{wanted}");
        }
        assert_eq!(closest("aa", ["ab", "ba"]), Some("ab"), "the first of equals");
        assert_eq!(closest("ab", ["Ab", "aB"]), Some("Ab"));
        assert_eq!(closest("name", ["name"]), None);
        assert_eq!(closest("name", ["nàme"]), Some("nàme"));
        assert_eq!(closest("yx", ["xy"]), None);
        assert_eq!(closest("", ["x"]), None);
        assert_eq!(closest("x", []), None);
    }

    #[test]
    fn long_names_count_where_they_differ() {
        let (wanted, known) = ("a".repeat(40), "a".repeat(41));
        assert_eq!(closest(&wanted, [known.as_str()]), Some(known.as_str()));
        let (wanted, known) = ("ab".repeat(41), "cd".repeat(41));
        assert_eq!(closest(&wanted, [known.as_str()]), None);
    }

    #[test]
    fn too_many_names_are_not_searched() {
        let names: Vec<String> = (0..749).map(|index| format!("name{index}")).collect();
        assert_eq!(closest("name1x", names.iter().map(String::as_str)), Some("name1"));
        let names = names.iter().map(String::as_str).chain(["last"]);
        assert_eq!(closest("name1x", names), None);
    }
}
