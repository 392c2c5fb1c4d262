//! What an interpreter's counters say: snapshots of sites and totals, their JSON, and the texts that `taipan
//! profile`, `inspect` and `explain` print. Knows bytecode and opcodes, never objects: a VM hands in
//! [`CodeRecord`]s.

mod csv;
mod explain;
mod filter;
mod group;
mod inspect;
mod json;
mod numbers;
mod outcomes;
mod record;
mod report;
mod runs;
mod site;
mod snapshot;

pub use explain::Topic;
pub use filter::{Filter, families, family_named, kind_named, nearest, state_named, unknown};
pub use group::{By, Group, group_table, groups};
pub use inspect::{
    Difference, INSPECT_SCHEMA, InspectOptions, Inspection, Told, codes, compare_opcodes, comparison, compat,
    inspect, inspect_json, normalized, told_opcodes,
};
pub use json::PROFILE_SCHEMA;
pub use numbers::wrapped;
pub use outcomes::{Outcomes, Rates};
pub use record::{
    CacheValue, CodeRecord, Counter, GuardStats, Listing, Seen, SiteRecord, State, Transition, WordLine,
};
pub use report::{ReportOptions, advice, line_report, report};
pub use runs::compare;
pub use site::SiteStats;
pub use snapshot::{Family, Imbalance, SCHEMA, Snapshot, Timing, VERSION};
