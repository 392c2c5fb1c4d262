//! "Did you mean": the closest of some names by CPython's edit distance.

const MAX_CANDIDATES: usize = 750;
const MAX_LENGTH: usize = 40;
const MOVE: usize = 2;
const CASE: usize = 1;

/// The closest candidate to `wanted`, if one is close enough.
pub fn closest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<u8> = wanted.bytes().collect();
    let mut best: Option<(usize, &str)> = None;
    for (count, candidate) in candidates.enumerate() {
        if count >= MAX_CANDIDATES {
            return None;
        }
        if candidate.as_bytes() == wanted.as_slice() {
            continue;
        }
        let limit = (wanted.len() + candidate.len() + 3) * MOVE / 6;
        let limit = best.map_or(limit, |(distance, _)| limit.min(distance - 1));
        let distance = edit_distance(&wanted, candidate.as_bytes(), limit);
        if distance <= limit && best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, candidate));
            if distance == 0 {
                break;
            }
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

/// Levenshtein distance where a change of case costs half; more than `limit` where it is exceeded.
fn edit_distance(a: &[u8], b: &[u8], limit: usize) -> usize {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE;
    }
    if a.len() > MAX_LENGTH || b.len() > MAX_LENGTH {
        return limit + 1;
    }
    let (a, b) = if b.len() < a.len() { (b, a) } else { (a, b) };
    if (b.len() - a.len()) * MOVE > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|index| index * MOVE).collect();
    let mut result = 0;
    for (line, &y) in b.iter().enumerate() {
        let mut diagonal = line * MOVE;
        result = diagonal + MOVE;
        let mut smallest = usize::MAX;
        let mut left = result;
        for (column, &x) in a.iter().enumerate() {
            let substituted = diagonal + substitution(y, x);
            diagonal = row[column];
            left = substituted.min(left.min(diagonal) + MOVE);
            row[column] = left;
            smallest = smallest.min(left);
            result = left;
        }
        if smallest > limit {
            return limit + 1;
        }
    }
    result
}
