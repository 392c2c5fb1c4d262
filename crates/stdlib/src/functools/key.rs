//! `cmp_to_key`: values that are ordered by a function.

use taipan_bytecode::CompareOperator;
use taipan_vm::errors::Class;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{PyResult, Thread, Value};

taipan_vm::native_object! {
    /// The comparing function, and the value; empty in what `cmp_to_key` itself gives.
    pub(super) struct Key: LAYOUT, TYPE {
        compare: Slot,
        object: Slot,
    }
}

/// The type of keys and of what makes them.
pub(super) static TYPE: NativeType = NativeType {
    name: "KeyWrapper",
    module: "functools",
    doc: "",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// What makes keys by a comparing function.
pub(super) fn new(t: &mut Thread, compare: &Value) -> PyResult {
    let class = t.native_type(&TYPE)?;
    Key::create(t, &class, Slot::new(compare.clone()), Slot::empty())
}

fn compare(t: &mut Thread, this: &Key, other: &Value, operator: CompareOperator) -> PyResult {
    let Some(other) = <Key as taipan_vm::object::Object>::of(other) else {
        return Err(t.type_error("other argument must be K instance"));
    };
    let (Some(function), Some(left), Some(right)) =
        (this.compare.get(), this.object.get(), other.object.get())
    else {
        return Err(t.exception(Class::AttributeError, "object"));
    };
    let answer = t.call(&function, &[left, right])?;
    t.rich_compare(operator, &answer, &Value::small_int(0))
}

#[taipan_macros::methods]
mod table {
    use super::*;

    /// Makes the key of a value.
    #[special("($self, /, obj)", told = "($self, /, *args, **kwargs)")]
    fn __call__(t: &mut Thread, this: &Key, args: taipan_vm::Args<'_>) -> PyResult {
        static SIGNATURE: taipan_vm::native::arguments::Signature<1> =
            taipan_vm::native::arguments::Signature {
                function: "K",
                names: ["obj"],
                positional_only: 0,
                positional: 1,
                required: 1,
                required_keyword_only: 0,
            };
        let [object] = args.bind(t, &SIGNATURE)?;
        let object = taipan_vm::native::convert::bound(object).clone();
        let class = t.native_type(&TYPE)?;
        let compare = Slot::from(this.compare.get());
        Key::create(t, &class, compare, Slot::new(object))
    }

    /// The value that the key orders.
    #[member]
    fn obj(_: &mut Thread, this: &Key) -> PyResult<Option<Value>> {
        Ok(this.object.get())
    }

    #[setter("obj")]
    fn set_obj(t: &mut Thread, this: &Key, value: Option<&Value>) -> PyResult<()> {
        this.object.set(t, value.cloned());
        Ok(())
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Key, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Less)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Key, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::LessEqual)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Key, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Equal)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Key, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::NotEqual)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Key, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Greater)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Key, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::GreaterEqual)
    }
}
