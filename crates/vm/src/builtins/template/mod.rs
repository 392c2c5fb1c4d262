//! What t-strings make (PEP 750): templates, their interpolations, and iterators over both.

mod interpolation;
mod iterator;
mod methods;

pub(crate) use interpolation::MATCH_ARGS;
pub use interpolation::{Interpolation, TYPE as INTERPOLATION_TYPE};
pub use iterator::{TYPE as ITERATOR_TYPE, TemplateIterator};
pub use methods::{TYPE, Template};

/// The module that the types say they are of.
const MODULE: &str = "string.templatelib";
