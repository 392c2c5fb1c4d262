//! `bool`: a subclass of int with two instances, both immediate words.

use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// The type `bool`.
pub static TYPE: NativeType = NativeType {
    name: "bool",
    module: "builtins",
    doc: "The truth of an object: True or False.",
    kind: Kind::Bool,
    base: Some(Kind::Int),
    layout: &super::LAYOUT,
    flags: TypeFlags::MATCH_SELF,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// What Python sees of bool beyond int.
#[taipan_macros::methods]
mod table {
    use super::{PyResult, Raw, Thread, Value};

    /// `True` or `False`.
    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        t.intern(if this.raw() == Raw::TRUE { "True" } else { "False" })
    }
}
