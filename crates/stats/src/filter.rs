//! Parts of a snapshot: sites of some families, kinds, states or files.

use taipan_bytecode::Opcode;
use taipan_bytecode::failure::FailureKind;

use crate::record::State;
use crate::site::SiteStats;
use crate::snapshot::Snapshot;

/// Which sites are looked at; each part that is empty lets all through.
#[derive(Clone, Default, Debug)]
pub struct Filter {
    /// Canonical opcodes.
    pub families: Vec<String>,
    /// Kinds of refusal that the site met.
    pub kinds: Vec<String>,
    pub states: Vec<State>,
    /// Patterns with `*` and `?`, for whole paths of files or their last parts.
    pub include: Vec<String>,
    pub exclude: Vec<String>,
}

impl Filter {
    /// Whether nothing is filtered out.
    pub fn is_empty(&self) -> bool {
        self.families.is_empty()
            && self.kinds.is_empty()
            && self.states.is_empty()
            && self.include.is_empty()
            && self.exclude.is_empty()
    }

    /// Whether the site is looked at.
    pub fn admits(&self, site: &SiteStats) -> bool {
        let listed = |list: &[String], name: &str| list.is_empty() || list.iter().any(|item| item == name);
        listed(&self.families, &site.opcode)
            && (self.kinds.is_empty() || self.kinds.iter().any(|kind| site.failures.contains_key(kind)))
            && (self.states.is_empty() || self.states.contains(&site.state))
            && (self.include.is_empty() || self.include.iter().any(|pattern| names(pattern, &site.file)))
            && !self.exclude.iter().any(|pattern| names(pattern, &site.file))
    }

    /// The snapshot of the sites that are looked at, totals included.
    pub fn apply(&self, snapshot: Snapshot) -> Snapshot {
        if self.is_empty() {
            return snapshot;
        }
        let timing = snapshot.timing;
        let sites = snapshot.sites.into_iter().filter(|site| self.admits(site)).collect();
        let mut part = Snapshot::of_sites(sites, &snapshot.program, snapshot.partial);
        part.timing = timing;
        part
    }
}

impl Snapshot {
    /// The executed sites of one line.
    #[must_use]
    pub fn at_line(self, file: &str, line: i32) -> Snapshot {
        let here = |site: &SiteStats| site.file == file && site.line == line && site.executions > 0;
        let sites = self.sites.into_iter().filter(here).collect();
        Snapshot::of_sites(sites, &self.program, self.partial)
    }
}

/// Whether a pattern is meant for a path: the whole of it, or what follows a slash.
fn names(pattern: &str, path: &str) -> bool {
    matches(pattern.as_bytes(), path.as_bytes())
        || path.match_indices('/').any(|(at, _)| matches(pattern.as_bytes(), &path.as_bytes()[at + 1..]))
}

/// Whether all of `text` is as `pattern` says: `*` stands for any bytes, `?` for one.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut i) = (0, 0);
    // Where to go on when a `*` is to take one byte more.
    let mut star: Option<(usize, usize)> = None;
    while i < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, i));
                p += 1;
            }
            Some(&byte) if byte == b'?' || byte == text[i] => {
                p += 1;
                i += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    p = at + 1;
                    i = from + 1;
                    star = Some((at, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&byte| byte == b'*')
}

/// The family with this name in any case; else a message that names the nearest.
pub fn family_named(name: &str) -> Result<String, String> {
    let wanted = name.to_ascii_uppercase();
    let families: Vec<&str> = families().map(Opcode::name).collect();
    if families.contains(&wanted.as_str()) {
        return Ok(wanted);
    }
    Err(unknown("family", name, &wanted, &families))
}

/// Canonical opcodes with sites.
pub fn families() -> impl Iterator<Item = Opcode> {
    Opcode::ALL.iter().copied().filter(|opcode| opcode.has_site())
}

/// The kind of refusal with this name; else a message that names the nearest.
pub fn kind_named(name: &str) -> Result<String, String> {
    let wanted = name.to_ascii_lowercase();
    let kinds: Vec<&str> = FailureKind::ALL.iter().map(|kind| kind.name()).collect();
    if kinds.contains(&wanted.as_str()) {
        return Ok(wanted);
    }
    Err(unknown("kind", name, &wanted, &kinds))
}

/// The state with this name, or beginning of a name; else a message that names the nearest.
pub fn state_named(name: &str) -> Result<State, String> {
    let wanted = name.to_ascii_lowercase().replace(['_', '-'], " ");
    let alias = match wanted.as_str() {
        "poly" => "polymorphic",
        "mega" => "megamorphic",
        "backoff" => "backing off",
        "generic" => "not specializable",
        other => other,
    };
    if let Some(state) = State::ALL.iter().find(|state| state.name() == alias) {
        return Ok(*state);
    }
    let names: Vec<&str> = State::ALL.iter().map(|state| state.name()).collect();
    Err(unknown("state", name, alias, &names))
}

/// How long a list of all that is known may be.
const LISTED: usize = 200;

/// `unknown family 'LOAD_ATR': did you mean 'LOAD_ATTR'?` Where nothing is near, all that is known, if that is little.
pub fn unknown(what: &str, given: &str, wanted: &str, known: &[&str]) -> String {
    let all = known.join(", ");
    match nearest(wanted, known) {
        Some(nearest) => format!("unknown {what} '{given}': did you mean '{nearest}'?"),
        None if all.len() <= LISTED => format!("unknown {what} '{given}': there are {all}"),
        None => format!("unknown {what} '{given}'"),
    }
}

/// The known name that takes the fewest changes to get to, or else one that begins alike; `None` when all are quite
/// different.
pub fn nearest<'a>(wanted: &str, known: &[&'a str]) -> Option<&'a str> {
    let distances = known.iter().map(|name| (distance(wanted, name), *name));
    let (changes, name) = distances.min()?;
    if changes <= 1 + wanted.len().min(name.len()) / 3 {
        return Some(name);
    }
    let begins_alike = |name: &&&str| wanted.len() > 2 && wanted.get(..3) == name.get(..3);
    known.iter().find(begins_alike).copied()
}

/// Levenshtein's distance, in bytes.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.bytes().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (above + 1).min(row[j] + 1).min(diagonal + usize::from(left != right));
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_name_paths() {
        assert!(names("*.py", "/a/b.py") && names("b.py", "/a/b.py") && names("a/*", "/x/a/b.py"));
        assert!(names("?.py", "/a/b.py") && !names("?.py", "/a/bc.py") && !names("a", "/a/b.py"));
        assert!(matches(b"*a*b", b"xaxxb") && !matches(b"*a*b", b"xaxxbc") && matches(b"", b""));
    }

    #[test]
    fn the_nearest_name_is_suggested() {
        assert_eq!(family_named("load_attr"), Ok("LOAD_ATTR".to_owned()));
        let told = family_named("LOAD_ATR").expect_err("no such family");
        assert_eq!(told, "unknown family 'LOAD_ATR': did you mean 'LOAD_ATTR'?");
        assert_eq!(kind_named("qqqqqqqqqqqq"), Err("unknown kind 'qqqqqqqqqqqq'".to_owned()));
        assert_eq!(nearest("polly", &["cold", "polymorphic"]), Some("polymorphic"));
        assert_eq!(
            unknown("colour", "pink", "pink", &["red", "blue"]),
            "unknown colour 'pink': there are red, blue"
        );
        assert_eq!(state_named("poly"), Ok(State::Polymorphic));
    }
}
