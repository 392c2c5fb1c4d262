//! What an abstract base class knows of others: sets of classes that don't keep them alive.

use std::cell::Cell;
use std::collections::HashMap;

use taipan_vm::builtins::weakref::WeakRef;
use taipan_vm::dying::Dying;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::{Content, Guarded};
use taipan_vm::object::{Kind, Object, Visit};
use taipan_vm::types::{TypeFlags, TypeObject};
use taipan_vm::{PyResult, Thread, Value};

/// How many classes were registered.
#[derive(Default)]
struct Registrations(u64);

/// Weak references to classes, by the classes' addresses.
#[derive(Default)]
pub(super) struct Classes {
    references: HashMap<u64, Value, ahash::RandomState>,
    /// At how many the dead ones are next looked for.
    full: usize,
}

impl Classes {
    /// Whether a class is among them.
    pub(super) fn contains(&self, class: &Value) -> bool {
        let known = self.references.get(&class.raw().0);
        // Another class may have had this address.
        known.is_some_and(|reference| target(reference).is_some())
    }

    /// The references to classes that are still alive.
    pub(super) fn references(&self) -> Vec<Value> {
        self.references.values().filter(|reference| target(reference).is_some()).cloned().collect()
    }

    fn add(&mut self, class: &Value, reference: Value) {
        if self.references.len() >= self.full {
            self.references.retain(|_, reference| target(reference).is_some());
            self.full = (2 * self.references.len()).max(16);
        }
        self.references.insert(class.raw().0, reference);
    }
}

/// What a weak reference refers to, unless it died.
pub(super) fn target(reference: &Value) -> Option<Value> {
    <WeakRef as Object>::of(reference)?.target()
}

impl Content for Classes {
    fn trace(&self, with: Visit<'_>) {
        self.references.values().for_each(|reference| reference.trace(&mut *with));
    }

    fn detach(&mut self, dying: &mut Dying) {
        std::mem::take(&mut self.references).into_values().for_each(|mut reference| reference.detach(dying));
    }
}

taipan_vm::native_object! {
    /// The registered classes; those found to be subclasses; those found to be none, as of some number of registrations.
    pub(super) struct Data: LAYOUT, TYPE {
        registry: Guarded<Classes>,
        cache: Guarded<Classes>,
        negative: Guarded<Classes>,
        negative_version: Cell<u64>,
    }
}

static TYPE: NativeType = NativeType {
    name: "_abc_data",
    module: "_abc",
    doc: "What an abstract base class knows of its subclasses.",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// What a new abstract base class knows.
pub(super) fn new(t: &mut Thread) -> PyResult {
    let class = t.native_type(&TYPE)?;
    create(t, &class)
}

fn create(t: &mut Thread, class: &Value) -> PyResult {
    let [registry, cache, negative] = std::array::from_fn(|_| Guarded::new(Classes::default()));
    let version = registrations(t);
    Data::create(t, class, registry, cache, negative, Cell::new(version))
}

/// What an abstract base class knows: its `_abc_impl`.
pub(super) fn of_class(t: &mut Thread, class: &Value) -> PyResult {
    let name = t.intern("_abc_impl")?;
    let data = t.get_attr(class, &name)?;
    if Data::of(&data).is_none() {
        return Err(t.type_error("_abc_impl is set to a wrong type"));
    }
    Ok(data)
}

/// The contents of what [`of_class`] gave.
pub(super) fn contents(data: &Value) -> &Data {
    match Data::of(data) {
        Some(data) => data,
        None => unreachable!("its type was checked"),
    }
}

/// How many classes were registered with any abstract base class.
pub(super) fn registrations(t: &mut Thread) -> u64 {
    t.state::<Registrations>().0
}

/// Counts a registration.
pub(super) fn count_registration(t: &mut Thread) {
    t.state::<Registrations>().0 += 1;
}

/// Adds a class to a set of classes.
pub(super) fn add(t: &mut Thread, classes: &Guarded<Classes>, class: &Value) -> PyResult<()> {
    let weak = t.interpreter().type_of_kind(Kind::WeakRef).to_value();
    let Some(weak) = weak.downcast::<TypeObject>() else { unreachable!("types are types") };
    let reference = t.new_weak_reference(weak, class, None)?;
    classes.write(t).add(class, reference);
    Ok(())
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::Args;

    /// Knows of no class yet.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        create(t, class)
    }
}
