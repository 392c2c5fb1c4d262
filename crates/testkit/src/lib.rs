//! Runs the Python fixtures of `tests/python` and compares what they print, and how they end, with
//! CPython 3.14's recorded answers in `tests/expected`.
//!
//! All but the fuzz oracles know Taipan only as a command. So the crate judges any build, and the same code
//! checks the recordings against the reference itself.

pub mod answer;
pub mod callgrind;
pub mod configuration;
pub mod diff;
pub mod fixture;
pub mod generate;
pub mod handlers;
pub mod known;
pub mod options;
#[cfg(feature = "oracles")]
pub mod oracle;
pub mod process;
pub mod report;
pub mod schema;
pub mod suite;
