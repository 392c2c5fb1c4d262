//! What an interpreter's counters say: snapshots of sites and totals, their JSON, and the texts that `taipan
//! profile` and `taipan inspect` print. Knows bytecode and opcodes, never objects: a VM hands in
//! [`CodeRecord`]s.

mod inspect;
mod numbers;
mod outcomes;
mod record;
mod report;
mod snapshot;

pub use inspect::{InspectOptions, inspect};
pub use outcomes::{Outcomes, Rates};
pub use record::{CodeRecord, SiteRecord, State, Transition};
pub use report::report;
pub use snapshot::{Family, Imbalance, SCHEMA, SiteStats, Snapshot, VERSION};
