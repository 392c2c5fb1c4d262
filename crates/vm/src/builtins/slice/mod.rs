//! `slice`: three values, of any types until they are fitted to a length.
#![expect(unsafe_code, reason = "layout functions and counted fields")]

use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

mod indices;
mod methods;

crate::counted_object! {
    /// A Python slice; none of its fields is ever NULL.
    Slice, Slice { start, stop, step }
}

impl Slice {
    /// Start, stop and step.
    #[inline(always)]
    pub(crate) fn parts(&self) -> [&Value; 3] {
        // SAFETY: none of the fields is ever NULL, and the slice keeps what they hold alive.
        [&self.start, &self.stop, &self.step].map(|part| unsafe { Value::borrow_slot(part.as_ptr()) })
    }

    /// A slice of these three values.
    pub fn create(t: &mut Thread, start: Value, stop: Value, step: Value) -> PyResult {
        Slice::new(t, start.into_raw(), stop.into_raw(), step.into_raw())
    }
}

/// The type `slice`.
pub static TYPE: NativeType = NativeType {
    name: "slice",
    module: "builtins",
    doc: "A slice of the positions from start to stop in steps of step, as `sequence[start:stop:step]` makes it.",
    kind: Kind::Slice,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: methods::table::METHODS,
    getsets: methods::table::GETSETS,
};
