//! The order in which classes are searched, and which base gives a class its memory.
#![expect(unsafe_code, reason = "reads and replaces fields of types")]

use super::as_type;
use crate::builtins::object_state::compatible;
use crate::builtins::tuple::Tuple;
use crate::builtins::type_attributes;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// The nearest class in a type's line of bases that adds memory of its own.
fn solid_base(class: &TypeObject) -> Raw {
    let mut at = class.raw();
    loop {
        // SAFETY: a live type's bases live.
        let this = unsafe { &*at.cast::<TypeObject>() };
        let base = this.base.get();
        if base.is_null() {
            return at;
        }
        // SAFETY: as above.
        let below = unsafe { &*base.cast::<TypeObject>() };
        let extends = this.layout.size != below.layout.size || !this.layout.is(below.layout.kind);
        if extends || !std::ptr::eq(this.layout, below.layout) && this.layout.kind != below.layout.kind {
            return at;
        }
        if this.slot_count.get() != below.slot_count.get() {
            return at;
        }
        at = base;
    }
}

/// The base whose memory a class of these bases extends.
pub(super) fn best_base(t: &mut Thread, bases: &[Value]) -> PyResult {
    let mut best: Option<(&Value, Raw)> = None;
    for base in bases {
        let Some(class) = base.downcast::<TypeObject>() else {
            return Err(t.type_error("bases must be types"));
        };
        if !class.flags.get().contains(TypeFlags::BASE) {
            let name = t.type_full_name(class);
            return Err(t.type_error(format!("type '{name}' is not an acceptable base type")));
        }
        let candidate = solid_base(class);
        let Some((_, winner)) = best else {
            best = Some((base, candidate));
            continue;
        };
        // SAFETY: solid bases are live types.
        let (winning, challenger) =
            unsafe { (&*winner.cast::<TypeObject>(), &*candidate.cast::<TypeObject>()) };
        if winning.is_subtype(challenger) {
            continue;
        }
        if challenger.is_subtype(winning) {
            best = Some((base, candidate));
            continue;
        }
        return Err(t.type_error("multiple bases have instance lay-out conflict"));
    }
    match best {
        Some((base, _)) => Ok(base.clone()),
        None => Ok(t.interpreter().type_of_kind(Kind::Object).to_value()),
    }
}

/// The MRO of `bases` behind `class`, by C3.
fn linear(t: &mut Thread, class: &Value, bases: &[Value]) -> PyResult<Vec<Value>> {
    for (index, base) in bases.iter().enumerate() {
        if bases[..index].iter().any(|known| known.is(base)) {
            let name = own_name(as_type(base));
            return Err(t.type_error(format!("duplicate base class {name}")));
        }
    }
    let types: Vec<&TypeObject> = bases.iter().map(as_type).collect();
    if let Some(incomplete) = types.iter().find(|base| base.mro.get().is_null()) {
        let name = own_name(incomplete);
        return Err(t.type_error(format!("Cannot extend an incomplete type '{name}'")));
    }
    let Some(order) = Thread::linearise(&types) else {
        let names = unordered(&types).join(", ");
        let text = format!("Cannot create a consistent method resolution order (MRO) for bases {names}");
        return Err(t.type_error(text));
    };
    let mut mro = vec![class.clone()];
    // SAFETY: the order holds live types.
    mro.extend(order.into_iter().map(|base| unsafe { Value::from_borrowed(Raw::pointer(base)) }));
    Ok(mro)
}

/// The names of the classes that C3 can't put in order: those that head what is left to be merged.
fn unordered(bases: &[&TypeObject]) -> Vec<String> {
    let mut sequences: Vec<Vec<Raw>> = bases.iter().map(|base| base.mro_items().to_vec()).collect();
    sequences.push(bases.iter().map(|base| base.raw()).collect());
    loop {
        sequences.retain(|sequence| !sequence.is_empty());
        let mut heads = sequences.iter().map(|sequence| sequence[0]);
        let next = heads.find(|head| sequences.iter().all(|sequence| !sequence[1..].contains(head)));
        let Some(next) = next else { break };
        for sequence in &mut sequences {
            if sequence[0] == next {
                sequence.remove(0);
            }
        }
    }
    let mut heads: Vec<Raw> = Vec::new();
    for sequence in &sequences {
        if !heads.contains(&sequence[0]) {
            heads.push(sequence[0]);
        }
    }
    // SAFETY: the sequences hold live types.
    heads.into_iter().map(|class| unsafe { own_name(&*class.cast::<TypeObject>()) }).collect()
}

/// A class's `__name__`.
fn own_name(class: &TypeObject) -> String {
    let name = class.display_name();
    name.rsplit_once('.').map_or(name.clone(), |(_, name)| name.to_owned())
}

/// `type.mro()`.
pub(crate) fn compute_mro(t: &mut Thread, class: &Value) -> PyResult<Vec<Value>> {
    if class.downcast::<TypeObject>().is_none() {
        let found = t.type_name(class);
        let text = format!("descriptor 'mro' for 'type' objects doesn't apply to a '{found}' object");
        return Err(t.type_error(text));
    }
    let bases = as_type(class).bases_value();
    let bases = bases.exact::<Tuple>().map_or(Vec::new(), |bases| bases.items().to_vec());
    linear(t, class, &bases)
}

/// The `mro` of a metaclass that is not `type.mro`.
pub(super) fn own_order(t: &mut Thread, metatype: &Value) -> Option<Value> {
    let name = t.interpreter().names().mro.clone();
    let plain = t.interpreter().type_of_kind(Kind::Type).to_value();
    let plain = t.lookup(as_type(&plain), &name);
    let own = t.lookup(as_type(metatype), &name);
    own.filter(|own| plain.is_none_or(|plain| !plain.is(own)))
}

/// Gives a class another MRO, or none; answers what it had.
pub(super) fn replace(class: &TypeObject, order: Option<Value>) -> Option<Value> {
    let old = class.mro.replace(order.map_or(Raw::NULL, Value::into_raw));
    // SAFETY: the field owned what it named.
    (!old.is_null()).then(|| unsafe { Value::from_raw(old) })
}

/// The MRO of a class that is being made or has got new bases: what its metaclass's `mro()` answers.
pub(super) fn order_for(t: &mut Thread, class: &Value, bases: &[Value]) -> PyResult {
    let metatype = t.type_of(class).to_value();
    let this = as_type(class);
    let Some(method) = own_order(t, &metatype) else {
        this.flags.set(this.flags.get().without(TypeFlags::FOREIGN));
        let order = linear(t, class, bases)?;
        return Tuple::new(t, order);
    };
    let result = t.call_attribute(class, &method, &[])?;
    let order = t.collect(&result)?;
    if order.is_empty() {
        return Err(t.type_error("type MRO must not be empty"));
    }
    let solid = solid_base(as_type(class));
    for base in &order {
        let Some(base) = base.downcast::<TypeObject>() else {
            let found = t.type_name(base);
            return Err(t.type_error(format!("mro() returned a non-class ('{found}')")));
        };
        // SAFETY: solid bases are live types; those of `class` itself are known by its base.
        let suits = unsafe {
            let own = &*solid.cast::<TypeObject>();
            let theirs = &*solid_base(base).cast::<TypeObject>();
            own.is_subtype(theirs)
                || std::ptr::eq(theirs, as_type(class))
                || base_line(as_type(class)).contains(&theirs.raw())
        };
        if !suits {
            let name = base.display_name();
            return Err(t.type_error(format!("mro() returned base with unsuitable layout ('{name}')")));
        }
    }
    let known = ancestors(class);
    if order.iter().all(|base| known.contains(&base.raw())) {
        this.flags.set(this.flags.get().without(TypeFlags::FOREIGN));
    } else {
        this.flags.set(this.flags.get().with(TypeFlags::FOREIGN));
        this.version.set(0);
    }
    Tuple::new(t, order)
}

/// A class, its bases, and theirs: all that tell it when they change.
fn ancestors(class: &Value) -> Vec<Raw> {
    let mut known = vec![class.raw()];
    let mut next = 0;
    while let Some(&at) = known.get(next) {
        // SAFETY: a live type's bases live.
        let bases = unsafe { (*at.cast::<TypeObject>()).bases_value() };
        for base in bases.exact::<Tuple>().map_or(&[][..], Tuple::items) {
            if !known.contains(&base.raw()) {
                known.push(base.raw());
            }
        }
        next += 1;
    }
    known
}

/// The bases whose memory a class extends, nearest first.
fn base_line(class: &TypeObject) -> Vec<Raw> {
    let mut line = vec![class.raw()];
    let mut at = class.base.get();
    while !at.is_null() {
        line.push(at);
        // SAFETY: a live type's bases live.
        at = unsafe { (*at.cast::<TypeObject>()).base.get() };
    }
    line
}

/// `class.__bases__ = bases`.
pub(crate) fn set_bases(t: &mut Thread, class: &Value, value: Option<&Value>) -> PyResult<()> {
    let Some(this) = class.downcast::<TypeObject>() else { unreachable!("only types have bases") };
    let name = this.display_name();
    if !this.flags.get().contains(TypeFlags::HEAP) || this.flags.get().contains(TypeFlags::IMMUTABLE) {
        return Err(t.type_error(format!("cannot set '__bases__' attribute of immutable type '{name}'")));
    }
    let Some(value) = value else {
        return Err(t.type_error(format!("cannot delete '__bases__' attribute of immutable type '{name}'")));
    };
    let Some(bases) = Tuple::of(value) else {
        let found = t.type_name(value);
        let text = format!("can only assign tuple to {name}.__bases__, not {found}");
        return Err(t.type_error(text));
    };
    let value = &Tuple::from_slice(t, bases.items())?;
    if bases.is_empty() {
        return Err(t.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    for base in bases.items() {
        let Some(base) = base.downcast::<TypeObject>() else {
            let found = t.type_name(base);
            let text = format!("{name}.__bases__ must be tuple of classes, not '{found}'");
            return Err(t.type_error(text));
        };
        if base.is_subtype(this) || base_line(base).contains(&this.raw()) {
            return Err(t.type_error("a __bases__ item causes an inheritance cycle"));
        }
    }
    let new_base = best_base(t, bases.items())?;
    let old_base = this.base_value();
    let Some(old_base) = old_base else { unreachable!("a class with a name for its bases has one") };
    let (old, new) = (as_type(&old_base), as_type(&new_base));
    // CPython frees what its collector knows unlike the rest.
    let collected = |class: &TypeObject| type_attributes::flags(class) & type_attributes::COLLECTED != 0;
    let difference = match () {
        () if collected(old) != collected(new) => Some("deallocator"),
        () if !std::ptr::eq(old, new) && !compatible(old, new) => Some("object layout"),
        () => None,
    };
    if let Some(difference) = difference {
        let (new, old) = (new.display_name(), old.display_name());
        return Err(t.type_error(format!("__bases__ assignment: '{new}' {difference} differs from '{old}'")));
    }
    replace_bases(t, class, value, &new_base)
}

/// What a class had for an MRO before its bases were replaced.
struct Reordered {
    class: Value,
    /// Nothing where the class is being made.
    old: Option<Value>,
    new: Raw,
}

/// Gives a class its new bases, and it and its subclasses their new MROs; nothing of it when an `mro()` raises. One that assigns
/// bases itself has the last word.
fn replace_bases(t: &mut Thread, class: &Value, bases: &Value, base: &Value) -> PyResult<()> {
    let this = as_type(class);
    let own: *const TypeObject = this;
    // SAFETY: each field owned what it named, and is given a reference of its own.
    let (old_bases, old_base) = unsafe {
        (
            Value::from_raw(this.bases.replace(bases.clone().into_raw())),
            Value::from_raw(this.base.replace(base.clone().into_raw())),
        )
    };
    // One that is being made is no subclass of its bases yet.
    let complete = !this.mro.get().is_null();
    let mut reordered = Vec::new();
    let result = reorder(t, class, &mut reordered);
    let replaced_meanwhile = this.bases.get() != bases.raw();
    if result.is_err() {
        for step in reordered.iter().rev() {
            let class = as_type(&step.class);
            if class.mro.get() == step.new {
                replace(class, step.old.clone());
            }
        }
        if !replaced_meanwhile {
            // SAFETY: as above.
            unsafe {
                drop(Value::from_raw(this.bases.replace(old_bases.clone().into_raw())));
                drop(Value::from_raw(this.base.replace(old_base.clone().into_raw())));
            }
        }
    } else if !replaced_meanwhile && complete {
        for old in old_bases.exact::<Tuple>().map_or(&[][..], Tuple::items) {
            as_type(old).subclasses.borrow_mut().retain(|sub| !std::ptr::eq(*sub, own));
        }
        for new in bases.exact::<Tuple>().map_or(&[][..], Tuple::items) {
            as_type(new).subclasses.borrow_mut().push(own.cast_mut());
        }
    }
    for step in &reordered {
        t.compute_specials(as_type(&step.class));
    }
    t.type_modified(this);
    // Old values were kept until caches had been told.
    drop((reordered, old_bases, old_base));
    result
}

/// Computes the MROs of a class and its subclasses again, and notes what they were.
fn reorder(t: &mut Thread, class: &Value, reordered: &mut Vec<Reordered>) -> PyResult<()> {
    if t.native_stack_is_low() {
        return Err(t.recursion_exceeded(""));
    }
    let this = as_type(class);
    let before = this.mro.get();
    let bases = this.bases_value();
    let bases = bases.exact::<Tuple>().map_or(Vec::new(), |bases| bases.items().to_vec());
    let order = order_for(t, class, &bases)?;
    if this.mro.get() != before {
        return Ok(());
    }
    let new = order.raw();
    let old = replace(this, Some(order));
    reordered.push(Reordered { class: class.clone(), old, new });
    for sub in this.subclass_values() {
        reorder(t, &sub, reordered)?;
    }
    Ok(())
}
