//! `range`: three integers of any size and the number of items between them.
#![expect(unsafe_code, reason = "layout functions and counted fields")]

use crate::native::NativeType;
use crate::object::Kind;
use crate::types::TypeFlags;
use crate::value::Value;

mod methods;

crate::counted_object! {
    /// A Python range; all fields are ints, none is ever NULL.
    Range, Range { start, stop, step, length }
}

/// The type `range`.
pub static TYPE: NativeType = NativeType {
    name: "range",
    module: "builtins",
    doc: "The integers from start up to (and without) stop, in steps of step.",
    kind: Kind::Range,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::SEQUENCE,
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};

impl Range {
    /// Start, stop, step and length, when each of them fits a word.
    #[inline]
    pub fn small(&self) -> Option<[i64; 4]> {
        let [start, stop, step, length] = [&self.start, &self.stop, &self.step, &self.length]
            .map(|field| field.get().is_int().then(|| field.get().as_int()));
        Some([start?, stop?, step?, length?])
    }

    /// A field as a value of its own.
    fn part(field: Option<&Value>) -> Value {
        field.cloned().unwrap_or(Value::NONE)
    }
}
