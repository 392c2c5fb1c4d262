//! `itemgetter`: a callable that looks up items.

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

taipan_vm::native_object! {
    /// A tuple of keys, at least one.
    pub(super) struct ItemGetter: LAYOUT, TYPE {
        keys: Slot,
    }
}

/// The type `itemgetter`.
pub(super) static TYPE: NativeType = NativeType {
    name: "itemgetter",
    module: "operator",
    doc: "A callable that answers the items of its argument that have these keys: itemgetter(2)(r) is r[2], itemgetter(2, 5)(r) is (r[2], r[5]).",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

fn call(t: &mut Thread, this: &ItemGetter, object: &Value) -> PyResult {
    let keys = this.keys.get_or_none();
    let Some(keys) = keys.exact::<Tuple>() else { unreachable!("the keys are a tuple") };
    if let [key] = keys.items() {
        return t.get_item(object, key);
    }
    let mut items = Vec::with_capacity(keys.len());
    for key in keys.items() {
        items.push(t.get_item(object, key)?);
    }
    Tuple::new(t, items)
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::native::convert::{check_positional, method_self, special_self};

    /// Makes a callable for these keys.
    #[new("(item, /, *items)", name = "itemgetter")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let keys = args.no_keywords(t, "itemgetter")?;
        check_positional(t, "itemgetter", keys.len(), 1, keys.len().max(1))?;
        let keys = Tuple::from_slice(t, keys)?;
        ItemGetter::create(t, class, keys.into())
    }

    #[special]
    fn __call__(t: &mut Thread, this: &ItemGetter, args: Args<'_>) -> PyResult {
        let given = args.no_keywords(t, "itemgetter")?;
        check_positional(t, "itemgetter", given.len(), 1, 1)?;
        call(t, this, &given[0])
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let keys = special_self::<ItemGetter>(t, this, "__repr__")?.keys.get_or_none();
        super::super::shown(t, this, &keys)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let keys = method_self::<ItemGetter>(t, this, "__reduce__")?.keys.get_or_none();
        Tuple::new(t, [class, keys])
    }
}
