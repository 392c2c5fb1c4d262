//! Iterators over views of one dimension.

use crate::builtins::memoryview::{MemoryView, access};
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

mod memory {
    #![expect(unsafe_code, reason = "makes and reads raw objects")]

    crate::builtins::str::iterator::cursor! {
        /// `memory_iterator`.
        MemoryIterator MemoryIterator
    }
}
use memory::LAYOUT;
pub use memory::MemoryIterator;

/// The type `memory_iterator`.
pub static TYPE: NativeType = NativeType {
    name: "memory_iterator",
    module: "builtins",
    doc: "",
    kind: Kind::MemoryIterator,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The methods of the iterator.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{MemoryIterator, MemoryView, PyResult, Thread, Value, access};

    #[special]
    fn __iter__(_t: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &MemoryIterator) -> PyResult<Option<Value>> {
        let over = this.over();
        if let Some(view) = over.as_ref().and_then(MemoryView::of) {
            let index = this.index.get();
            let (memory, _) = view.parts(t)?;
            if view.shape().lengths.first().is_some_and(|&length| index < length) {
                this.index.set(index + 1);
                return access::item(t, &memory, view.shape(), view.shape().place(&[index])).map(Some);
            }
        }
        this.finish();
        Ok(None)
    }
}
