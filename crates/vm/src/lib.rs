//! Taipan's virtual machine: values and types, frames, handlers, inline caches. It runs
//! [`taipan_bytecode::Code`]; what compiles source to it is installed by `runtime`.

extern crate self as taipan_vm;

mod attribute_errors;
mod attributes;
mod audit;
mod borrowed;
pub mod builtins;
pub mod cache_names;
pub mod call;
mod collect;
pub mod compile;
pub mod config;
mod descriptors;
pub mod dying;
pub mod errors;
mod events;
pub mod exec;
pub mod frames;
pub mod gc;
mod instance;
mod interned;
pub mod interpreter;
mod names;
pub mod native;
pub mod object;
pub mod ops;
mod profiling;
pub mod protocol;
mod registry;
mod run;
pub mod signals;
pub mod site;
mod specialize;
pub mod thread;
pub mod threads;
pub mod trace;
pub mod types;
pub mod value;
mod warnings;
mod weak;

pub use errors::Exception;
pub use interpreter::Interpreter;
pub use native::{Args, PyResult};
pub use thread::Thread;
pub use value::Value;
