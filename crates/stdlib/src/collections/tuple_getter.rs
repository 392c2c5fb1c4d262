//! `_tuplegetter`: the attributes of named tuples.

use std::cell::Cell;

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Class;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

taipan_vm::native_object! {
    /// An index into tuples, and a docstring.
    pub(super) struct TupleGetter: LAYOUT, TYPE {
        index: Cell<isize>,
        doc: Slot,
    }
}

/// The type `_tuplegetter`.
pub(super) static TYPE: NativeType = NativeType {
    name: "_tuplegetter",
    module: "collections",
    doc: "",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

fn get(t: &mut Thread, this: &Value, getter: &TupleGetter, instance: &Value) -> PyResult {
    let index = getter.index.get();
    let Some(tuple) = Tuple::of(instance) else {
        if instance.is_none() {
            return Ok(this.clone());
        }
        let found = t.type_name(instance);
        return Err(t.type_error(format!(
            "descriptor for index '{index}' for tuple subclasses doesn't apply to '{found}' object"
        )));
    };
    match usize::try_from(index).ok().and_then(|index| tuple.items().get(index)) {
        Some(item) => Ok(item.clone()),
        None => Err(t.index_error("tuple index out of range")),
    }
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::native::convert::{method_self, special_self};

    /// Makes an attribute.
    #[new("(index, doc, /)", name = "_tuplegetter", told = "")]
    fn __new__(t: &mut Thread, class: &Value, index: isize, doc: &Value) -> PyResult {
        TupleGetter::create(t, class, Cell::new(index), Slot::new(doc.clone()))
    }

    #[special]
    fn __get__(t: &mut Thread, this: &Value, instance: &Value, owner: Option<&Value>) -> PyResult {
        let getter = special_self::<TupleGetter>(t, this, "__get__")?;
        t.check_get(instance, owner)?;
        get(t, this, getter, instance)
    }

    #[special]
    fn __set__(t: &mut Thread, this: &TupleGetter, instance: &Value, value: &Value) -> PyResult<()> {
        let _ = (this, instance, value);
        Err(t.exception(Class::AttributeError, "can't set attribute"))
    }

    #[special]
    fn __delete__(t: &mut Thread, this: &TupleGetter, instance: &Value) -> PyResult<()> {
        let _ = (this, instance);
        Err(t.exception(Class::AttributeError, "can't delete attribute"))
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &TupleGetter) -> PyResult {
        let mut text = taipan_vm::native::text::TextBuilder::new();
        text.push_str(&format!("_tuplegetter({}, ", this.index.get()));
        let doc = this.doc.get_or_none();
        text.push_repr(t, &doc)?;
        text.push_str(")");
        text.finish(t)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let getter = method_self::<TupleGetter>(t, this, "__reduce__")?;
        let index = taipan_vm::builtins::int::from_i64(t, getter.index.get() as i64)?;
        let doc = getter.doc.get_or_none();
        let arguments = Tuple::new(t, [index, doc])?;
        Tuple::new(t, [class, arguments])
    }

    /// The docstring.
    #[getter]
    fn __doc__(_: &mut Thread, this: &TupleGetter) -> PyResult<Option<Value>> {
        Ok(this.doc.get())
    }

    #[setter("__doc__")]
    fn set_doc(t: &mut Thread, this: &TupleGetter, value: Option<&Value>) -> PyResult<()> {
        this.doc.set(t, value.cloned());
        Ok(())
    }
}
