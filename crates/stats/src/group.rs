//! Figures of sites put together: by opcode, executable form, function, line, or the set of forms used.

use std::collections::BTreeMap;

use crate::numbers::{clipped, clipped_left, count, percent, wrapped};
use crate::outcomes::Outcomes;
use crate::site::SiteStats;
use crate::snapshot::Snapshot;

/// What sites are put together by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    Opcode,
    /// The executable form that the site ended in.
    Variant,
    /// All forms that the site has had.
    Variants,
    Function,
    Line,
    Site,
    /// The kinds of refusal met.
    Kind,
}

impl By {
    /// Names on the command line.
    pub const NAMES: &'static [(&'static str, By)] = &[
        ("opcode", By::Opcode),
        ("variant", By::Variant),
        ("variants", By::Variants),
        ("function", By::Function),
        ("line", By::Line),
        ("site", By::Site),
        ("kind", By::Kind),
    ];

    /// What the group of a site is called, and, where there is one, the place that goes with it.
    fn key(self, site: &SiteStats, base: &str) -> (String, String) {
        let name = match self {
            By::Opcode => site.opcode.clone(),
            By::Variant => site.word.clone().unwrap_or_else(|| site.opcode.clone()),
            By::Variants if site.variants.is_empty() => format!("{} {{}}", site.opcode),
            By::Variants => format!("{} {{{}}}", site.opcode, site.variants.join(", ")),
            By::Function => {
                let place = format!("{}:{}", relative(&site.file, base), site.function_line);
                return (site.function.clone(), place);
            }
            By::Line => return (String::new(), format!("{}:{}", relative(&site.file, base), site.line)),
            By::Site => {
                let what = format!("{} {}", site.opcode, site.operand);
                return (what.trim_end().to_owned(), relative(&site.place(), base).to_owned());
            }
            By::Kind if site.failures.is_empty() => "none".to_owned(),
            By::Kind => site.failures.keys().map(String::as_str).collect::<Vec<_>>().join(", "),
        };
        (name, String::new())
    }
}

/// A path without the directory that all are told from.
pub(crate) fn relative<'a>(path: &'a str, base: &str) -> &'a str {
    let inside = path.strip_prefix(base).and_then(|rest| rest.strip_prefix('/'));
    if base.is_empty() { path } else { inside.unwrap_or(path) }
}

/// A group of sites.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    pub name: String,
    /// Where it is; empty of what is in many places.
    pub place: String,
    pub sites: u64,
    pub outcomes: Outcomes,
}

/// The groups, by executions, the most first; of those never executed none. Paths are told from `base`.
pub fn groups(snapshot: &Snapshot, by: By, base: &str) -> Vec<Group> {
    let mut groups: BTreeMap<(String, String), Group> = BTreeMap::new();
    for site in snapshot.sites.iter().filter(|site| site.executions > 0) {
        let key = by.key(site, base);
        let group = groups.entry(key).or_insert_with_key(|(name, place)| Group {
            name: name.clone(),
            place: place.clone(),
            sites: 0,
            outcomes: Outcomes::default(),
        });
        group.sites += 1;
        group.outcomes.add(&site.outcomes);
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.outcomes.executions()));
    groups
}

/// What is left of 80 columns beside the figures.
const NAMES: usize = 36;

/// The first `top` groups as a table. A place that does not fit beside its name loses its folders, or else stands under
/// the name.
pub fn group_table(snapshot: &Snapshot, by: By, base: &str, top: usize) -> String {
    let groups = groups(snapshot, by, base);
    let name = By::NAMES.iter().find(|(_, known)| *known == by).map_or("", |(name, _)| name);
    let mut out =
        format!("{:>9} {:>7} {:>7} {:>9} {:>6}  {name}\n", "executed", "hit", "guard", "lost", "sites");
    for group in groups.iter().take(top) {
        let rates = group.outcomes.rates();
        out += &format!(
            "{:>9} {:>7} {:>7} {:>9} {:>6}",
            count(group.outcomes.executions()),
            percent(rates.hit),
            percent(rates.guard),
            count(group.outcomes.lost()),
            group.sites,
        );
        for line in beside(&group.name, &group.place) {
            out += &line;
        }
    }
    if groups.len() > top {
        out += &format!("... and {} more\n", groups.len() - top);
    }
    out
}

/// The rest of a group's line, and the line after it where both don't fit.
fn beside(name: &str, place: &str) -> Vec<String> {
    let indent = " ".repeat(44);
    let both = [name, place].iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join("  ");
    if both.chars().count() <= NAMES {
        return vec![format!("  {both}\n")];
    }
    // Without its folders, if that helps.
    let last = place.rsplit('/').next().unwrap_or(place);
    if !name.is_empty() && name.chars().count() + 2 + last.chars().count() <= NAMES {
        return vec![format!("  {name}  {last}\n")];
    }
    let mut lines = Vec::new();
    if !name.is_empty() {
        let words: Vec<String> = name.split(' ').map(|word| clipped(word, NAMES)).collect();
        lines.push(format!("  {}\n", wrapped(&words.join(" "), NAMES, &indent)));
    }
    if !place.is_empty() {
        let lead = if name.is_empty() { "  " } else { &indent };
        lines.push(format!("{lead}{}\n", clipped_left(place, NAMES)));
    }
    lines
}
