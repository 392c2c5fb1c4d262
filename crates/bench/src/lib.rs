//! Benchmarks against other interpreters: `taipan bench` measures, `taipan compare` reads what was measured. Knows Taipan
//! only as a command among others, so that the one that measures is not the one that is measured.

pub mod analysis;
pub mod benchmark;
pub mod compare;
pub mod environment;
pub mod explain;
pub mod interpreter;
pub mod interrupt;
pub mod limits;
pub mod plan;
pub mod process;
pub mod programs;
pub mod progress;
pub mod pyperf;
mod random;
pub mod report;
pub mod results;
pub mod sample;
pub mod statistics;
mod student;
pub mod suite;
pub mod table;
mod text;
pub mod verdict;

pub use text::plain;
