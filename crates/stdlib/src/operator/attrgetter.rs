//! `attrgetter`: a callable that looks up attributes, of attributes too.

use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::{Guarded, Slot};
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

taipan_vm::native_object! {
    /// The names as they were given, a tuple; and each as the interned names between its dots.
    pub(super) struct AttrGetter: LAYOUT, TYPE {
        names: Slot,
        paths: Guarded<Vec<Vec<Value>>>,
    }
}

/// The type `attrgetter`.
pub(super) static TYPE: NativeType = NativeType {
    name: "attrgetter",
    module: "operator",
    doc: "A callable that answers the attributes of its argument that have these names: attrgetter('name')(r) is r.name, attrgetter('name', 'date.year')(r) is (r.name, r.date.year).",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The names between the dots of a dotted name.
fn path(t: &mut Thread, name: &Value) -> PyResult<Vec<Value>> {
    let Some(text) = Str::of(name) else { return Err(t.type_error("attribute name must be a string")) };
    let mut path = Vec::new();
    let mut start = 0;
    for end in 0..=text.len() {
        if end == text.len() || text.units().get(end) == u32::from('.') {
            let part = text.slice(t, start..end)?;
            path.push(t.intern_value(part)?);
            start = end + 1;
        }
    }
    Ok(path)
}

/// The attribute at the end of the path at `index`.
fn follow(t: &mut Thread, this: &AttrGetter, index: usize, object: &Value) -> PyResult {
    let mut object = object.clone();
    let mut step = 0;
    while let Some(name) = this.paths.read(t)[index].get(step).cloned() {
        object = t.get_attr(&object, &name)?;
        step += 1;
    }
    Ok(object)
}

fn call(t: &mut Thread, this: &AttrGetter, object: &Value) -> PyResult {
    let count = this.paths.read(t).len();
    if count == 1 {
        return follow(t, this, 0, object);
    }
    let mut found = Vec::with_capacity(count);
    for index in 0..count {
        found.push(follow(t, this, index, object)?);
    }
    Tuple::new(t, found)
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::native::convert::{check_positional, method_self, special_self};

    /// Makes a callable for these names.
    #[new("(attr, /, *attrs)", name = "attrgetter")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let names = args.no_keywords(t, "attrgetter")?;
        check_positional(t, "attrgetter", names.len(), 1, names.len().max(1))?;
        let paths = names.iter().map(|name| path(t, name)).collect::<PyResult<Vec<_>>>()?;
        let names = Tuple::from_slice(t, names)?;
        AttrGetter::create(t, class, names.into(), Guarded::new(paths))
    }

    #[special]
    fn __call__(t: &mut Thread, this: &AttrGetter, args: Args<'_>) -> PyResult {
        let given = args.no_keywords(t, "attrgetter")?;
        check_positional(t, "attrgetter", given.len(), 1, 1)?;
        call(t, this, &given[0])
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let names = special_self::<AttrGetter>(t, this, "__repr__")?.names.get_or_none();
        super::super::shown(t, this, &names)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let names = method_self::<AttrGetter>(t, this, "__reduce__")?.names.get_or_none();
        Tuple::new(t, [class, names])
    }
}
