//! Figures of sites put together: by opcode, executable form, function, line, or the set of forms used.

use std::collections::BTreeMap;

use crate::numbers::{count, percent};
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

    fn key(self, site: &SiteStats, base: &str) -> String {
        match self {
            By::Opcode => site.opcode.clone(),
            By::Variant => site.word.clone().unwrap_or_else(|| site.opcode.clone()),
            By::Variants if site.variants.is_empty() => format!("{} {{}}", site.opcode),
            By::Variants => format!("{} {{{}}}", site.opcode, site.variants.join(", ")),
            By::Function => {
                format!("{} ({}:{})", site.function, relative(&site.file, base), site.function_line)
            }
            By::Line => format!("{}:{}", relative(&site.file, base), site.line),
            By::Site => format!("{} {} {}", relative(&site.place(), base), site.opcode, site.operand),
            By::Kind if site.failures.is_empty() => "none".to_owned(),
            By::Kind => site.failures.keys().map(String::as_str).collect::<Vec<_>>().join(", "),
        }
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
    pub sites: u64,
    pub outcomes: Outcomes,
}

/// The groups, by executions, the most first; of those never executed none. Paths are told from `base`.
pub fn groups(snapshot: &Snapshot, by: By, base: &str) -> Vec<Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for site in snapshot.sites.iter().filter(|site| site.executions > 0) {
        let name = by.key(site, base);
        let group = groups.entry(name).or_insert_with_key(|name| Group {
            name: name.clone(),
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

/// The first `top` groups as a table.
pub fn group_table(snapshot: &Snapshot, by: By, base: &str, top: usize) -> String {
    let groups = groups(snapshot, by, base);
    let name = By::NAMES.iter().find(|(_, known)| *known == by).map_or("", |(name, _)| name);
    let mut out =
        format!("{:>9} {:>7} {:>7} {:>9} {:>6}  {name}\n", "executed", "hit", "guard", "lost", "sites");
    for group in groups.iter().take(top) {
        let rates = group.outcomes.rates();
        out += &format!(
            "{:>9} {:>7} {:>7} {:>9} {:>6}  {}\n",
            count(group.outcomes.executions()),
            percent(rates.hit),
            percent(rates.guard),
            count(group.outcomes.lost()),
            group.sites,
            group.name,
        );
    }
    if groups.len() > top {
        out += &format!("... and {} more\n", groups.len() - top);
    }
    out
}
