//! A snapshot: every site that was translated, and the totals per family. Its JSON is versioned.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use taipan_bytecode::{Code, Constant, Flags, Opcode, constant_repr, operand_text};

use crate::outcomes::Outcomes;
use crate::record::CodeRecord;
use crate::site::{Key, SiteStats};

/// What the JSON calls itself.
pub const SCHEMA: &str = "taipan.profile";
/// The version of the JSON's shape.
pub const VERSION: u32 = 1;

/// All sites of a run and their totals.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Snapshot {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// Of the shape: [`VERSION`].
    pub version: u32,
    /// What was run.
    pub program: String,
    /// Whether the program ended by an exception or by leaving early.
    pub partial: bool,
    /// How long the run took, and what counting cost; absent for a part of a program.
    pub timing: Option<Timing>,
    pub executions: u64,
    pub totals: Outcomes,
    /// By executions, the most first.
    pub families: Vec<Family>,
    /// By file, line, function and place in the code.
    pub sites: Vec<SiteStats>,
}

/// The time of a profiled run.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Timing {
    /// CPU time of the program, counting included, in seconds.
    pub seconds: f64,
    /// What counting one execution costs on this machine, as measured before the run.
    pub nanoseconds_per_execution: f64,
}

impl Timing {
    /// How many times slower counting made a run of so many counted executions.
    pub fn slowdown(&self, executions: u64) -> f64 {
        let counting = executions as f64 * self.nanoseconds_per_execution / 1e9;
        let rest = (self.seconds - counting).max(self.seconds * 0.1);
        if self.seconds > 0.0 { self.seconds / rest } else { 1.0 }
    }
}

/// The sum over one opcode's sites.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Family {
    /// The canonical opcode.
    pub opcode: String,
    /// How many sites, executed ones and others.
    pub sites: u64,
    pub executions: u64,
    pub outcomes: Outcomes,
    /// Refused attempts by kind.
    pub failures: BTreeMap<String, u64>,
}

/// A figure that does not add up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Imbalance {
    /// Where: a site's id, a family, or `totals`.
    pub place: String,
    pub what: &'static str,
    pub expected: u64,
    pub found: u64,
}

impl std::fmt::Display for Imbalance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} should be {}, and is {}", self.place, self.what, self.expected, self.found)
    }
}

impl Snapshot {
    /// Sums up code objects. Sites of one place (a code object made twice from one source) become one.
    pub fn new(codes: &[CodeRecord], program: &str, partial: bool) -> Snapshot {
        let mut merged: BTreeMap<Key, SiteStats> = BTreeMap::new();
        for record in codes {
            let mut operands = operands(&record.code);
            for (ordinal, site) in record.sites.iter().enumerate() {
                let operand = operands.remove(&site.offset).unwrap_or_default();
                merge_into(&mut merged, SiteStats::new(record, site, ordinal as u32, operand));
            }
        }
        Snapshot::of_sites(merged.into_values().collect(), program, partial)
    }

    /// Sums up sites, which are different from each other.
    pub(crate) fn of_sites(sites: Vec<SiteStats>, program: &str, partial: bool) -> Snapshot {
        let mut totals = Outcomes::default();
        let mut families: BTreeMap<&str, Family> = BTreeMap::new();
        for site in &sites {
            totals.add(&site.outcomes);
            families.entry(&site.opcode).or_insert_with(|| Family::new(&site.opcode)).add(site);
        }
        let mut families: Vec<Family> = families.into_values().collect();
        families.sort_by(|a, b| b.executions.cmp(&a.executions).then_with(|| a.opcode.cmp(&b.opcode)));
        Snapshot {
            schema: SCHEMA.to_owned(),
            version: VERSION,
            program: program.to_owned(),
            partial,
            timing: None,
            executions: totals.executions(),
            totals,
            families,
            sites,
        }
    }

    /// Checks the accounting: each execution has one outcome, refusals sum to the failed attempts, and totals are sums of
    /// sites. `Err` names the first figure that is off.
    pub fn check(&self) -> Result<(), Imbalance> {
        let same = |place: &str, what, expected: u64, found: u64| {
            if expected == found {
                return Ok(());
            }
            Err(Imbalance { place: place.to_owned(), what, expected, found })
        };
        let mut totals = Outcomes::default();
        for site in &self.sites {
            same(&site.id, "executions", site.outcomes.executions(), site.executions)?;
            same(&site.id, "the sum over failure kinds", site.outcomes.failed, site.failures.values().sum())?;
            totals.add(&site.outcomes);
        }
        let mut by_family = Outcomes::default();
        for family in &self.families {
            same(&family.opcode, "executions", family.outcomes.executions(), family.executions)?;
            same(
                &family.opcode,
                "the sum over failure kinds",
                family.outcomes.failed,
                family.failures.values().sum(),
            )?;
            by_family.add(&family.outcomes);
        }
        same("totals", "executions", totals.executions(), self.executions)?;
        same("totals", "equal to the sum of sites", 1, u64::from(totals == self.totals))?;
        same("totals", "equal to the sum of families", 1, u64::from(by_family == self.totals))
    }
}

/// Adds a site, or its figures to those of the same site.
pub(crate) fn merge_into(merged: &mut BTreeMap<Key, SiteStats>, site: SiteStats) {
    match merged.get_mut(&site.key()) {
        Some(known) => known.merge(site),
        None => {
            merged.insert(site.key(), site);
        }
    }
}

/// The texts of the arguments of a code object's instructions with sites, by offset.
fn operands(code: &Code) -> HashMap<u32, String> {
    let with_sites = code
        .instructions()
        .map_while(Result::ok)
        .filter(|instruction| instruction.opcode.has_site() && !instruction.opcode.flags().has(Flags::JUMP));
    with_sites
        .map(|instruction| (instruction.opcode_offset(), operand(code, instruction.opcode, instruction.arg)))
        .collect()
}

/// A name without the flags that `dis` shows beside it, or an operator.
fn operand(code: &Code, opcode: Opcode, arg: u32) -> String {
    let text = operand_text(code, opcode.base(), arg, &|constant: &Constant| constant_repr(constant));
    if opcode.flags().has(Flags::NAME) {
        return text.split(" + ").next().unwrap_or_default().to_owned();
    }
    text
}

impl Family {
    fn new(opcode: &str) -> Family {
        Family {
            opcode: opcode.to_owned(),
            sites: 0,
            executions: 0,
            outcomes: Outcomes::default(),
            failures: BTreeMap::new(),
        }
    }

    fn add(&mut self, site: &SiteStats) {
        self.sites += 1;
        self.executions += site.executions;
        self.outcomes.add(&site.outcomes);
        for (kind, times) in &site.failures {
            *self.failures.entry(kind.clone()).or_default() += times;
        }
    }
}
