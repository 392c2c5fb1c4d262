//! `__slots__`, `__dict__` and `__weakref__` of a new class.

use crate::builtins::descriptor;
use crate::builtins::dict::Dict;
use crate::builtins::object::text_of;
use crate::builtins::str::Str;
use crate::builtins::type_slots;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::Value;

/// What instances of a new class get beyond those of its base.
pub(super) struct Plan {
    /// Names of new slots, mangled, sorted.
    pub(super) names: Vec<String>,
    /// Instances have a `__dict__`, inherited or not.
    pub(super) has_dict: bool,
    adds_dict: bool,
    has_weak: bool,
    adds_weak: bool,
}

/// Whether instances of a type can be asked for a `__dict__`.
pub(super) fn has_dict(class: &TypeObject) -> bool {
    class.dict_offset.get() != 0 || class.layout_is(Kind::Type)
}

fn has_weak(class: &TypeObject) -> bool {
    class.flags.get().contains(TypeFlags::WEAK)
}

/// Whether instances have items of their own behind the layout: types that can't have slots in CPython.
fn is_variable(class: &TypeObject) -> bool {
    [Kind::Int, Kind::BigInt, Kind::Tuple, Kind::Bytes, Kind::Type].iter().any(|&kind| class.layout_is(kind))
}

/// Where slots begin.
pub(super) fn slots_start(base: &TypeObject) -> usize {
    base.layout.size.next_multiple_of(8)
}

/// Reads `__slots__`, if there is one.
pub(super) fn plan(
    t: &mut Thread,
    class: &Value,
    base: &TypeObject,
    bases: &[Value],
    dict: &Dict,
) -> PyResult<Plan> {
    let (may_add_dict, may_add_weak) = (!has_dict(base), !has_weak(base) && !is_variable(base));
    let key = t.interpreter().names().__slots__.clone();
    let Some(slots) = dict.get(t, &key)? else {
        return Ok(Plan {
            names: Vec::new(),
            has_dict: true,
            adds_dict: may_add_dict,
            has_weak: may_add_weak || has_weak(base),
            adds_weak: may_add_weak,
        });
    };
    let slots = if Str::of(&slots).is_some() { vec![slots] } else { t.collect(&slots)? };
    if !slots.is_empty() && is_variable(base) {
        let base = base.display_name();
        return Err(t.type_error(format!("nonempty __slots__ not supported for subtype of '{base}'")));
    }
    let (mut adds_dict, mut adds_weak) = (false, false);
    let mut names = Vec::new();
    for slot in &slots {
        check_slot(t, slot)?;
        let name = text_of(slot);
        if name == "__dict__" {
            if !may_add_dict || adds_dict {
                return Err(t.type_error("__dict__ slot disallowed: we already got one"));
            }
            adds_dict = true;
            continue;
        }
        if name == "__weakref__" {
            if !may_add_weak || adds_weak {
                return Err(t.type_error("__weakref__ slot disallowed: we already got one"));
            }
            adds_weak = true;
            continue;
        }
        let mangled = mangle(&text_of(class), &name);
        let key = t.intern(&mangled)?;
        let reserved = ["__qualname__", "__classcell__", "__classdictcell__"].contains(&mangled.as_str());
        if !reserved && dict.contains(t, &key)? {
            let slot = t.repr_lossy(slot)?;
            return Err(t.value_error(format!("{slot} in __slots__ conflicts with class variable")));
        }
        names.push(mangled);
    }
    names.sort();
    for other in bases.iter().filter_map(|base| base.downcast::<TypeObject>()) {
        if std::ptr::eq(other, base) {
            continue;
        }
        adds_dict |= may_add_dict && has_dict(other);
        adds_weak |= may_add_weak && has_weak(other);
    }
    Ok(Plan {
        names,
        has_dict: has_dict(base) || adds_dict,
        adds_dict,
        has_weak: has_weak(base) || adds_weak,
        adds_weak,
    })
}

fn check_slot(t: &mut Thread, slot: &Value) -> PyResult<()> {
    if Str::of(slot).is_none() {
        let found = t.type_name(slot);
        return Err(t.type_error(format!("__slots__ items must be strings, not '{found}'")));
    }
    let name = t.intern("isidentifier")?;
    let result = t.call_method(slot, &name, &[])?;
    if !t.truth(&result)? {
        return Err(t.type_error("__slots__ must be identifiers"));
    }
    Ok(())
}

/// A private name as class bodies see it: `__x` in class `C` is `_C__x`.
pub(crate) fn mangle(class: &str, name: &str) -> String {
    let class = class.trim_start_matches('_');
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') || class.is_empty() {
        return name.to_owned();
    }
    format!("_{class}{name}")
}

impl Plan {
    /// The flags of the class.
    pub(super) fn flags(&self, mut flags: TypeFlags) -> TypeFlags {
        if self.has_dict {
            flags = flags.with(TypeFlags::DICT);
        }
        if self.has_weak {
            flags = flags.with(TypeFlags::WEAK);
        }
        flags
    }

    /// Puts the descriptors into the class's namespace.
    pub(super) fn lay_out(&self, t: &mut Thread, class: &Value, base: &TypeObject) -> PyResult<()> {
        let Some(this) = class.downcast::<TypeObject>() else { unreachable!("a new class is a type") };
        let start = slots_start(base) + 8 * base.slot_count.get() as usize;
        for (index, name) in self.names.iter().enumerate() {
            let name = t.intern(name)?;
            let member = descriptor::member(t, class, &name, start + 8 * index)?;
            this.dict().set(t, &name, member)?;
        }
        let metatype = this.layout_is(Kind::Type);
        for (def, wanted) in
            [(&type_slots::DICT, self.adds_dict && !metatype), (&type_slots::WEAK, self.adds_weak)]
        {
            let key = t.intern(def.name)?;
            if wanted && !this.dict().contains(t, &key)? {
                let getset = descriptor::getset(t, class, def)?;
                this.dict().set(t, &key, getset)?;
            }
        }
        Ok(())
    }
}
