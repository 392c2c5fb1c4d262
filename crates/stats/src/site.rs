//! One site's figures, and the identifier by which runs are compared.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::outcomes::Outcomes;
use crate::record::{CacheValue, CodeRecord, Counter, GuardStats, Seen, SiteRecord, State, Transition};

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
    /// What its argument stands for: a name, an operator; empty for nothing.
    pub operand: String,
    /// Its place among the code object's sites.
    pub ordinal: u32,
    pub state: State,
    pub counter: Counter,
    /// The guards of a polymorphic site.
    pub guards: Vec<GuardStats>,
    /// The executable opcode of its word at the end.
    pub word: Option<String>,
    /// The caches of that word.
    pub caches: Vec<CacheValue>,
    /// CPython's name for the state it ended in, where it has one like it.
    pub cpython: Option<String>,
    /// The executable opcodes it has had, in the order of their first use.
    pub variants: Vec<String>,
    pub executions: u64,
    pub outcomes: Outcomes,
    /// Refused attempts by kind.
    pub failures: BTreeMap<String, u64>,
    /// Why the last attempt was refused, when it was.
    pub failure: Option<String>,
    /// Its first transitions.
    pub history: Vec<Transition>,
    /// Operands of its attempts and misses.
    pub seen: Vec<Seen>,
}

/// What makes two sites the same: file, function, its first line, line, column, opcode, ordinal.
pub(crate) type Key = (String, i32, String, i32, i32, u32, String);

impl SiteStats {
    /// The figures of a site of a code object. `operand` is the text of its argument.
    pub(crate) fn new(record: &CodeRecord, site: &SiteRecord, ordinal: u32, operand: String) -> SiteStats {
        let code = &record.code;
        let location = code.location_of(site.offset);
        let outcomes = site.outcomes.unwrap_or_default();
        let mut stats = SiteStats {
            id: String::new(),
            file: code.filename.to_lossy().into_owned(),
            function: code.qualname.to_lossy().into_owned(),
            function_line: code.firstlineno,
            line: location.line,
            column: location.column,
            end_line: location.end_line,
            end_column: location.end_column,
            offset: site.offset,
            opcode: site.opcode.name().to_owned(),
            operand,
            ordinal,
            state: site.state,
            counter: site.counter,
            guards: site.guards.clone(),
            word: site.word.map(|word| word.name().to_owned()),
            caches: site.caches.clone(),
            cpython: site.cpython.map(|opcode| opcode.name().to_owned()),
            variants: site.variants.iter().map(|variant| variant.name().to_owned()).collect(),
            executions: outcomes.executions(),
            outcomes,
            failures: site.failures.iter().map(|(kind, times)| (kind.name().to_owned(), *times)).collect(),
            failure: site.failure.map(|kind| kind.name().to_owned()),
            history: site.history.clone(),
            seen: site.seen.clone(),
        };
        stats.id = id(&stats.key());
        stats
    }

    /// What the identifier is made from.
    pub(crate) fn key(&self) -> Key {
        (
            self.file.clone(),
            self.function_line,
            self.function.clone(),
            self.line,
            self.column,
            self.ordinal,
            self.opcode.clone(),
        )
    }

    /// Takes in the same site of another code object, or of another run. The later one's state stays.
    pub(crate) fn merge(&mut self, other: SiteStats) {
        self.executions += other.executions;
        self.outcomes.add(&other.outcomes);
        for (kind, times) in other.failures {
            *self.failures.entry(kind).or_default() += times;
        }
        for variant in other.variants {
            if !self.variants.contains(&variant) {
                self.variants.push(variant);
            }
        }
        for seen in other.seen {
            match self.seen.iter_mut().find(|known| known.operands == seen.operands) {
                Some(known) => known.times += seen.times,
                None => self.seen.push(seen),
            }
        }
        if self.history.is_empty() {
            self.history = other.history;
        }
        if other.state < self.state {
            return;
        }
        self.state = other.state;
        self.counter = other.counter;
        self.guards = other.guards;
        self.word = other.word.or(self.word.take());
        self.caches = other.caches;
        self.cpython = other.cpython.or(self.cpython.take());
        self.failure = other.failure.or(self.failure.take());
    }

    /// `file:line:column`, the column counted from 1 as editors do.
    pub fn place(&self) -> String {
        match (self.line, self.column) {
            (..0, _) => self.file.clone(),
            (line, ..0) => format!("{}:{line}", self.file),
            (line, column) => format!("{}:{line}:{}", self.file, column + 1),
        }
    }

    /// Executions, or misses of a specialized site, until it tries to specialize again; `None` for one that won't.
    pub fn next_attempt(&self) -> Option<u32> {
        match self.state {
            State::Megamorphic | State::NotSpecializable => None,
            _ => Some(u32::from(self.counter.value) + 1),
        }
    }
}

/// Sixteen hexadecimal digits of the FNV-1a hash of what makes the site what it is.
fn id((file, function_line, function, line, column, ordinal, opcode): &Key) -> String {
    let text = format!("{file}\0{function}\0{function_line}\0{line}\0{column}\0{opcode}\0{ordinal}");
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}
