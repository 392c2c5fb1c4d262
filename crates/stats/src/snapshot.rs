//! A snapshot: every site that was translated, and the totals per family. Its JSON is versioned.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::outcomes::Outcomes;
use crate::record::{CodeRecord, SiteRecord, State, Transition};

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
    pub executions: u64,
    pub totals: Outcomes,
    /// By executions, the most first.
    pub families: Vec<Family>,
    /// By file, line, function and place in the code.
    pub sites: Vec<SiteStats>,
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

/// One site.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SiteStats {
    /// The same for the same site of the same program in every run.
    pub id: String,
    pub file: String,
    /// The code object's qualified name.
    pub function: String,
    /// The function's first line.
    pub function_line: i32,
    /// 1-based; -1 when unknown.
    pub line: i32,
    /// 0-based, in UTF-8 bytes as CPython's; -1 when unknown.
    pub column: i32,
    pub end_line: i32,
    pub end_column: i32,
    /// Canonical offset.
    pub offset: u32,
    pub opcode: String,
    /// Its place among the code object's sites.
    pub ordinal: u32,
    pub state: State,
    pub guards: u32,
    /// The executable opcode of its word at the end.
    pub word: Option<String>,
    /// The executable opcodes it has had, in the order of their first use.
    pub variants: Vec<String>,
    pub executions: u64,
    pub outcomes: Outcomes,
    pub failures: BTreeMap<String, u64>,
    /// Why the last attempt was refused, when it was.
    pub failure: Option<String>,
    pub history: Vec<Transition>,
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
        let mut merged: BTreeMap<(String, i32, String, u32, String), SiteStats> = BTreeMap::new();
        for record in codes {
            for (ordinal, site) in record.sites.iter().enumerate() {
                let site = site_stats(record, site, ordinal as u32);
                let key = (
                    site.file.clone(),
                    site.function_line,
                    site.function.clone(),
                    site.ordinal,
                    site.opcode.clone(),
                );
                match merged.get_mut(&key) {
                    Some(known) => known.merge(site),
                    None => {
                        merged.insert(key, site);
                    }
                }
            }
        }
        let sites: Vec<SiteStats> = merged.into_values().collect();
        let mut totals = Outcomes::default();
        let mut families: BTreeMap<String, Family> = BTreeMap::new();
        for site in &sites {
            totals.add(&site.outcomes);
            families.entry(site.opcode.clone()).or_insert_with(|| Family::new(&site.opcode)).add(site);
        }
        let mut families: Vec<Family> = families.into_values().collect();
        families.sort_by(|a, b| b.executions.cmp(&a.executions).then_with(|| a.opcode.cmp(&b.opcode)));
        Snapshot {
            schema: SCHEMA.to_owned(),
            version: VERSION,
            program: program.to_owned(),
            partial,
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

    /// The JSON text, with a newline at its end.
    pub fn to_json(&self) -> String {
        match serde_json::to_string_pretty(self) {
            Ok(text) => text + "\n",
            Err(error) => unreachable!("a snapshot is numbers and texts: {error}"),
        }
    }

    /// Reads what [`Snapshot::to_json`] wrote; a text that is no such thing gets a message.
    pub fn from_json(text: &str) -> Result<Snapshot, String> {
        let snapshot: Snapshot = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if snapshot.schema != SCHEMA || snapshot.version != VERSION {
            return Err(format!("{} {} is not {SCHEMA} {VERSION}", snapshot.schema, snapshot.version));
        }
        Ok(snapshot)
    }
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

impl SiteStats {
    /// Takes in the same site of another code object made from the same source.
    fn merge(&mut self, other: SiteStats) {
        self.executions += other.executions;
        self.outcomes.add(&other.outcomes);
        self.state = self.state.max(other.state);
        self.guards = self.guards.max(other.guards);
        self.word = other.word.or(self.word.take());
        self.failure = other.failure.or(self.failure.take());
        for variant in other.variants {
            if !self.variants.contains(&variant) {
                self.variants.push(variant);
            }
        }
        for (kind, times) in other.failures {
            *self.failures.entry(kind).or_default() += times;
        }
    }

    /// `file:line:column`, the column counted from 1 as editors do.
    pub fn place(&self) -> String {
        match (self.line, self.column) {
            (..0, _) => self.file.clone(),
            (line, ..0) => format!("{}:{line}", self.file),
            (line, column) => format!("{}:{line}:{}", self.file, column + 1),
        }
    }
}

fn site_stats(record: &CodeRecord, site: &SiteRecord, ordinal: u32) -> SiteStats {
    let code = &record.code;
    let location = code.location_of(site.offset);
    let file = code.filename.to_lossy().into_owned();
    let function = code.qualname.to_lossy().into_owned();
    let opcode = site.opcode.name().to_owned();
    let outcomes = site.outcomes.unwrap_or_default();
    SiteStats {
        id: id(&file, &function, code.firstlineno, &opcode, ordinal),
        file,
        function,
        function_line: code.firstlineno,
        line: location.line,
        column: location.column,
        end_line: location.end_line,
        end_column: location.end_column,
        offset: site.offset,
        opcode,
        ordinal,
        state: site.state,
        guards: site.guards,
        word: site.word.map(|word| word.name().to_owned()),
        variants: site.variants.iter().map(|variant| variant.name().to_owned()).collect(),
        executions: outcomes.executions(),
        outcomes,
        failures: site.failures.iter().map(|(kind, times)| (kind.name().to_owned(), *times)).collect(),
        failure: site.failure.map(|kind| kind.name().to_owned()),
        history: site.history.clone(),
    }
}

/// Sixteen hexadecimal digits of the FNV-1a hash of what makes the site what it is.
fn id(file: &str, function: &str, line: i32, opcode: &str, ordinal: u32) -> String {
    let text = format!("{file}\0{function}\0{line}\0{opcode}\0{ordinal}");
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}
