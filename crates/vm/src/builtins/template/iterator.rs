//! `string.templatelib.TemplateIter`: strings and interpolations of a template in turn, without empty strings.
#![expect(unsafe_code, reason = "layout functions and raw objects")]

use std::cell::Cell;

use taipan_heap::Header;

use super::{MODULE, Template};
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::dying::Dying;
use crate::native::{NativeType, PyResult};
use crate::object::{Kind, Layout, Object, Visit, visit};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// An iterator over the parts of a template.
#[repr(C)]
pub struct TemplateIterator {
    header: Header,
    template: Cell<Raw>,
    /// The next part: strings at even positions, interpolations at odd ones.
    position: Cell<usize>,
}

// SAFETY: repr(C), begins with a header; made below with this layout.
unsafe impl Object for TemplateIterator {
    const KIND: Kind = Kind::TemplateIterator;
}

/// The memory of iterators.
static LAYOUT: Layout =
    Layout::tracked(Kind::TemplateIterator, size_of::<TemplateIterator>(), traverse, detach);

/// The type `string.templatelib.TemplateIter`.
pub static TYPE: NativeType = NativeType {
    name: "TemplateIter",
    module: MODULE,
    doc: "Iterates over the parts of a template.",
    kind: Kind::TemplateIterator,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

unsafe fn traverse(object: *mut Header, with: Visit<'_>) {
    // SAFETY: the layout's owner says what the object is.
    visit(unsafe { (*object.cast::<TemplateIterator>()).template.get() }, with);
}

unsafe fn detach(object: *mut Header, dying: &mut Dying) {
    // SAFETY: the layout's owner says what the object is.
    dying.value(unsafe { (*object.cast::<TemplateIterator>()).template.replace(Raw::NULL) });
}

impl TemplateIterator {
    /// An iterator over a template, at its first part.
    pub(super) fn new(t: &mut Thread, template: &Value) -> PyResult {
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = t.heap().alloc(size_of::<TemplateIterator>());
            if object.is_null() {
                return Err(t.memory_error());
            }
            let this = object.cast::<TemplateIterator>();
            (&raw mut (*this).template).write(Cell::new(template.clone().into_raw()));
            (&raw mut (*this).position).write(Cell::new(0));
            t.init_header(object, Kind::TemplateIterator, taipan_heap::flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }

    fn next(&self) -> Option<Value> {
        let template = crate::builtins::fields::read(&self.template)?;
        let template = template.exact::<Template>()?;
        loop {
            let position = self.position.get();
            let parts =
                if position.is_multiple_of(2) { template.strings() } else { template.interpolations() };
            let part = parts.and_then(Tuple::of)?.items().get(position / 2)?.clone();
            self.position.set(position + 1);
            if Str::of(&part).is_none_or(|text| !text.is_empty()) {
                return Some(part);
            }
        }
    }
}

/// The methods of iterators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::TemplateIterator;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &TemplateIterator) -> PyResult<Option<Value>> {
        let _ = t;
        Ok(this.next())
    }
}
