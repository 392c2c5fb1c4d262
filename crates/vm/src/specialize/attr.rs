//! LOAD_ATTR, its method form, and STORE_ATTR. A site that sees a second class keeps a list of guards, and
//! turns megamorphic when that is full.
//!
//! What cells hold is borrowed: a type version proves that the class still has it, and no version ever repeats.
#![expect(unsafe_code, reason = "reads operands and writes cells")]

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::{ReturnCell, WordOp, return_kind};
use taipan_heap::flags;

use crate::builtins::descriptor::{ClassMethod, Member, Property, StaticMethod};
use crate::builtins::dict::Dict;
use crate::builtins::function::Function;
use crate::builtins::module::Module;
use crate::builtins::native_function::NativeFunction;
use crate::builtins::str::Str;
use crate::exec::PLAIN;
use crate::instance;
use crate::native::Binding;
use crate::object::Kind;
use crate::ops::attr::{DROPPED, LOCAL, OWNED};
use crate::ops::{Cx, Mode};
use crate::site::{Guard, Guards, State};
use crate::specialize::{attempted_after_miss, called, count, detail, result_is_dropped, settle, succeeded};
use crate::thread::Thread;
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// In place of an inline index: the class's keys don't have the name.
pub(crate) const NO_INDEX: u32 = u32::MAX;

/// What a family's decision puts into cells 1 and 2.
struct Form {
    op: WordOp,
    low: u32,
    high: u32,
    payload: u64,
}

/// A guard for a polymorphic list, from a form whose low half is a type version.
fn guard_of(form: &Form) -> Option<Guard> {
    let (inline, elsewhere) = (flags::INLINE, Guard::ELSEWHERE);
    let (required, payload) = match form.op {
        WordOp::LoadAttrInstanceValue => (inline, [u64::from(form.high), 0]),
        WordOp::LoadAttrSlot => (0, [u64::from(form.high), 0]),
        WordOp::LoadAttrNondescriptor | WordOp::LoadMethodCached => {
            (elsewhere, [u64::from(form.high), form.payload])
        }
        WordOp::StoreAttrInstanceValue => (inline, [u64::from(form.high), form.payload]),
        WordOp::StoreAttrSlot => (0, [u64::from(form.high), u64::from(NO_INDEX)]),
        _ => return None,
    };
    Some(Guard { version: form.low, op: form.op as u16, required, payload })
}

/// Writes what a form needs into the word's cells; the site has no guards afterwards. The last cell of
/// [`WordOp::StoreAttrProperty`] is the setter's return cell: the site keeps the setter.
unsafe fn write_form<M: Mode>(cx: Cx<M>, form: &Form) {
    // SAFETY: cells 1 and 2 are the specializer's.
    unsafe {
        let cells = cx.pc.add(2).cast_mut();
        *cells = u64::from(form.low) | u64::from(form.high) << 32;
        *cells.add(1) = form.payload;
        let site = &mut *cx.site();
        if let Some(guards) = &mut site.guards {
            guards.clear();
        }
        if form.op == WordOp::StoreAttrProperty {
            let guards = site.guards.get_or_insert_default();
            (guards.setter_version, guards.setter) = (form.low, form.payload);
            let back = ReturnCell { dst: 0, kind: return_kind::DISCARD, exhausted: 0, spare: 0 };
            *cells.add(1).cast::<ReturnCell>() = back;
        }
    }
}

/// The type's version when it is a class whose attribute access is plain.
fn plain_version(t: &mut Thread, class: &TypeObject, wanted: TypeFlags) -> Result<u32, FailureKind> {
    if !class.flags.get().contains(wanted) {
        return Err(FailureKind::OverriddenAccess);
    }
    t.type_version(class).ok_or(FailureKind::OutOfVersions)
}

unsafe fn decide_load<M: Mode>(cx: Cx<M>, method: bool) -> Result<Form, FailureKind> {
    // SAFETY: operands are the word's.
    unsafe {
        let t = &mut *cx.t;
        let owner = cx.value(cx.b());
        let raw = owner.raw();
        let name = cx.name(cx.aux());
        let Some(text) = name.exact::<Str>() else { return Err(FailureKind::NoAttribute) };
        let class = &*t.type_of_raw(raw);
        if raw.is_kind(Kind::Module) {
            let module = &*raw.cast::<Module>();
            let Some(dict) = Value::borrow_slot(module.dict.as_ptr()).exact::<Dict>() else {
                return Err(FailureKind::NamespaceNotDict);
            };
            if !t.lookup_raw(class, name).is_null() {
                return Err(FailureKind::OverridingDescriptor);
            }
            let index = dict.find_str(t, text).ok_or(FailureKind::NotInKeys)?;
            let version = dict.keys_version(t).ok_or(FailureKind::OutOfVersions)?;
            let op = if method { WordOp::LoadMethodModule } else { WordOp::LoadAttrModule };
            return Ok(Form { op, low: version, high: Dict::place(index) as u32, payload: 0 });
        }
        if class.flags.get().contains(TypeFlags::METATYPE) {
            return decide_class(cx, t, owner, class, name, method);
        }
        let plain = class.flags.get().contains(TypeFlags::PLAIN_GETATTR);
        let object = t.interpreter().type_of_kind(Kind::Object).special(Special::Getattribute);
        // A `__getattr__` is asked for what is missing only, and what is missing misses every guard.
        if !plain && class.special(Special::Getattribute) != object {
            return Err(FailureKind::OverriddenAccess);
        }
        let version = t.type_version(class).ok_or(FailureKind::OutOfVersions)?;
        let found = t.lookup_raw(class, name);
        let inline = instance::inline_slot(t, owner, name.raw());
        if !found.is_null() {
            let attribute = Value::from_borrowed(found);
            if let Some(member) = attribute.exact::<Member>().filter(|member| member.native.is_none()) {
                return Ok(Form {
                    op: if method { WordOp::LoadMethodSlot } else { WordOp::LoadAttrSlot },
                    low: version,
                    high: member.offset as u32,
                    payload: 0,
                });
            }
            if let Some(property) = attribute.exact::<Property>() {
                if method || !plain {
                    return Err(FailureKind::OverridingDescriptor);
                }
                let (getter, high) = accessor(property.fget(), 1)?;
                return Ok(Form { op: WordOp::LoadAttrProperty, low: version, high, payload: getter });
            }
            if t.is_data_descriptor(&attribute) {
                return Err(FailureKind::OverridingDescriptor);
            }
            let own_value = inline.is_some_and(|(_, slot)| !(*slot).is_null());
            if !own_value {
                let kind = attribute.header().map_or(0, |header| header.kind);
                let native_method = kind == Kind::MethodDescriptor as u8
                    && NativeFunction::of(&attribute)
                        .is_some_and(|native| native.def.binding == Binding::Method);
                let is_method = kind == Kind::Function as u8 || native_method;
                let in_dict = instance::dict_word(t, owner)
                    .is_some_and(|word| (*raw.header()).flags & flags::INLINE == 0 && !(*word).is_null());
                if in_dict {
                    return Err(FailureKind::NotInlineValues);
                }
                let index = key_index(t, class, owner, name);
                if method && is_method {
                    if !raw.is_pointer() {
                        return Ok(Form {
                            op: WordOp::LoadMethodImmediate,
                            low: class.raw().header() as u64 as u32,
                            high: (class.raw().header() as u64 >> 32) as u32,
                            payload: found.0,
                        });
                    }
                    return Ok(Form {
                        op: WordOp::LoadMethodCached,
                        low: version,
                        high: index,
                        payload: found.0,
                    });
                }
                if !raw.is_pointer() {
                    return Err(FailureKind::NonOverridingDescriptor);
                }
                let bound = match kind {
                    kind if kind == Kind::StaticMethod as u8 => {
                        attribute.exact::<StaticMethod>().map(|method| (method.callable.get(), false))
                    }
                    kind if kind == Kind::ClassMethod as u8 => attribute
                        .exact::<ClassMethod>()
                        .map(|method| (method.callable.get(), true))
                        .filter(|(callable, _)| callable.is_kind(Kind::Function)),
                    _ => None,
                };
                if let (Some((callable, to_class)), true) = (bound, method) {
                    let op = if to_class { WordOp::LoadMethodClassMethod } else { WordOp::LoadMethodStatic };
                    return Ok(Form { op, low: version, high: index, payload: callable.0 });
                }
                let plain =
                    attribute.header().is_none_or(|_| t.type_of(&attribute).special(Special::Get).is_null());
                if plain && method {
                    return Ok(Form {
                        op: WordOp::LoadMethodStatic,
                        low: version,
                        high: index,
                        payload: found.0,
                    });
                }
                if plain {
                    return Ok(Form {
                        op: WordOp::LoadAttrNondescriptor,
                        low: version,
                        high: index,
                        payload: found.0,
                    });
                }
                return Err(FailureKind::NonOverridingDescriptor);
            }
        }
        if let Some((_, slot)) = inline {
            if (*slot).is_null() {
                let hook = if method { None } else { decide_hook(t, class, owner, name, version) };
                return hook.ok_or(FailureKind::NoAttribute);
            }
            let offset = slot as u64 - raw.header() as u64;
            return Ok(Form {
                op: if method { WordOp::LoadMethodInstanceValue } else { WordOp::LoadAttrInstanceValue },
                low: version,
                high: offset as u32,
                payload: 0,
            });
        }
        let Some(word) = instance::dict_word(t, owner) else { return Err(FailureKind::NoAttribute) };
        if method {
            return Err(FailureKind::NotInlineValues);
        }
        if (*raw.header()).flags & flags::INLINE != 0 || !(*word).is_kind(Kind::Dict) {
            let dictless = (*raw.header()).flags & flags::INLINE != 0 || (*word).is_null();
            let hook = if dictless { decide_hook(t, class, owner, name, version) } else { None };
            return hook.ok_or(FailureKind::NotInKeys);
        }
        let dict = &*(*word).cast::<Dict>();
        let index = dict.find_str(t, text).ok_or(FailureKind::NotInKeys)?;
        let key = (*dict.entries.get().add(index)).key;
        if key != name.raw() {
            return Err(FailureKind::NotInKeys);
        }
        Ok(Form { op: WordOp::LoadAttrWithHint, low: version, high: index as u32, payload: key.0 })
    }
}

/// A property's function and its version, if it is a plain Python function of so many arguments.
fn accessor(function: Option<&Value>, arguments: u32) -> Result<(u64, u32), FailureKind> {
    let value = function.ok_or(FailureKind::PropertyNotPyFunction)?;
    let function = value.exact::<Function>().ok_or(FailureKind::PropertyNotPyFunction)?;
    let version = function.version.get();
    if version == 0 || !takes_exactly(function, arguments) {
        return Err(FailureKind::PropertyNotPyFunction);
    }
    Ok((value.raw().0, version))
}

/// Whether a function can be entered with so many arguments as they are.
fn takes_exactly(function: &Function, arguments: u32) -> bool {
    // SAFETY: a function's executable code lives as long as its code.
    unsafe { function.exec.get().as_ref() }
        .is_some_and(|exec| exec.flags & PLAIN != 0 && exec.argcount == arguments)
}

/// The form for an attribute that neither class nor instance has: a `__getattr__` in Python is entered.
unsafe fn decide_hook(
    t: &Thread,
    class: &TypeObject,
    owner: &Value,
    name: &Value,
    version: u32,
) -> Option<Form> {
    // SAFETY: the class keeps its special methods.
    unsafe {
        let hook = class.special(Special::Getattr);
        let plain = owner.raw().is_pointer()
            && hook.is_kind(Kind::Function)
            && takes_exactly(&*hook.cast::<Function>(), 2);
        let high = key_index(t, class, owner, name);
        plain.then_some(Form { op: WordOp::LoadAttrGetattr, low: version, high, payload: hook.0 })
    }
}

/// The inline index under which an instance could hide a class's attribute. The name is added to no keys: should it be later, the
/// class's version changes.
fn key_index(_: &Thread, class: &TypeObject, _: &Value, name: &Value) -> u32 {
    let keys = class.keys.get();
    if keys.is_null() {
        return NO_INDEX;
    }
    // SAFETY: a class's keys live as long as it.
    unsafe { (*keys).find(name.raw()).map_or(NO_INDEX, |index| index as u32) }
}

/// The owner is a class: its own attributes, where the metaclass does not interfere.
unsafe fn decide_class<M: Mode>(
    _cx: Cx<M>,
    t: &mut Thread,
    owner: &Value,
    metaclass: &TypeObject,
    name: &Value,
    method: bool,
) -> Result<Form, FailureKind> {
    // SAFETY: operands are the word's.
    unsafe {
        if !owner.is_kind(Kind::Type) {
            return Err(FailureKind::Metaclass);
        }
        let class = &*owner.raw().cast::<TypeObject>();
        if !t.lookup_raw(metaclass, name).is_null() {
            return Err(FailureKind::MetaclassAttribute);
        }
        let found = t.lookup_raw(class, name);
        if found.is_null() {
            return Err(FailureKind::NoAttribute);
        }
        let attribute = Value::from_borrowed(found);
        if let (Some(class_method), true) = (attribute.exact::<ClassMethod>(), method) {
            let callable = class_method.callable.get();
            if callable.is_kind(Kind::Function) {
                let version = t.type_version(class).ok_or(FailureKind::OutOfVersions)?;
                return Ok(Form {
                    op: WordOp::LoadMethodOfClass,
                    low: version,
                    high: 0,
                    payload: callable.0,
                });
            }
        }
        let value = match attribute.header().map(|header| header.kind) {
            None => found,
            Some(kind) if kind == Kind::Function as u8 => found,
            Some(kind) if kind == Kind::StaticMethod as u8 => {
                let Some(method) = attribute.exact::<StaticMethod>() else {
                    return Err(FailureKind::NonOverridingDescriptor);
                };
                method.callable.get()
            }
            Some(_) if t.type_of(&attribute).special(Special::Get).is_null() => found,
            Some(_) => return Err(FailureKind::NonOverridingDescriptor),
        };
        let version = t.type_version(class).ok_or(FailureKind::OutOfVersions)?;
        let op = if method { WordOp::LoadMethodClass } else { WordOp::LoadAttrClass };
        Ok(Form { op, low: version, high: 0, payload: value.0 })
    }
}

unsafe fn decide_store<M: Mode>(cx: Cx<M>) -> Result<Form, FailureKind> {
    // SAFETY: operands are the word's.
    unsafe {
        let t = &mut *cx.t;
        let owner = cx.value(cx.b());
        let raw = owner.raw();
        let name = cx.name(cx.aux());
        let class = &*t.type_of_raw(raw);
        let version = plain_version(t, class, TypeFlags::PLAIN_SETATTR)?;
        let found = t.lookup_raw(class, name);
        if !found.is_null() {
            let attribute = Value::from_borrowed(found);
            if let Some(member) = attribute.exact::<Member>().filter(|member| member.native.is_none()) {
                return Ok(Form {
                    op: WordOp::StoreAttrSlot,
                    low: version,
                    high: member.offset as u32,
                    payload: 0,
                });
            }
            if let Some(property) = attribute.exact::<Property>() {
                let (setter, high) = accessor(property.fset(), 2)?;
                return Ok(Form { op: WordOp::StoreAttrProperty, low: version, high, payload: setter });
            }
            if t.is_data_descriptor(&attribute) {
                return Err(FailureKind::OverridingDescriptor);
            }
        }
        if !raw.is_pointer() || (*raw.header()).flags & flags::INLINE == 0 {
            return Err(FailureKind::NotInlineValues);
        }
        let keys = &mut *class.keys.get();
        let Some((index, added)) = keys.find_or_add(name.raw()) else { return Err(FailureKind::NotInKeys) };
        if added && t.key_added(class, name) {
            return Err(FailureKind::NotInKeys);
        }
        let offset = class.dict_offset.get() as u64 + 8 + 8 * index as u64;
        Ok(Form {
            op: WordOp::StoreAttrInstanceValue,
            low: version,
            high: offset as u32,
            payload: index as u64,
        })
    }
}

unsafe fn apply<M: Mode>(cx: Cx<M>, form: Result<Form, FailureKind>) {
    // SAFETY: the word is of the family.
    unsafe {
        let decision = form.map(|form| {
            write_form(cx, &form);
            let called = match form.op {
                WordOp::LoadMethodCached => called::method(cx, Raw(form.payload)),
                _ => None,
            };
            called.unwrap_or_else(|| shaped(cx, form.op))
        });
        settle(cx, decision);
    }
}

/// The forms for the commonest operands, a local's attribute loaded to a temporary or stored from one, beside the forms for
/// any.
const SHAPED: [(WordOp, WordOp); 4] = [
    (WordOp::LoadAttrInstanceValue, WordOp::LoadAttrInstanceValueBorrowed),
    (WordOp::LoadAttrSlot, WordOp::LoadAttrSlotBorrowed),
    (WordOp::StoreAttrInstanceValue, WordOp::StoreAttrInstanceValueMoved),
    (WordOp::StoreAttrSlot, WordOp::StoreAttrSlotMoved),
];

/// The forms that leave out a word that would drop what they load.
const LOADED: [WordOp; 6] = [
    WordOp::LoadAttrInstanceValue,
    WordOp::LoadAttrSlot,
    WordOp::LoadAttrWithHint,
    WordOp::LoadAttrModule,
    WordOp::LoadAttrClass,
    WordOp::LoadAttrNondescriptor,
];

/// The form of `op` for the word's operands, which operand c tells from now on.
unsafe fn shaped<M: Mode>(cx: Cx<M>, op: WordOp) -> WordOp {
    // SAFETY: operands are the word's.
    unsafe {
        let owned = if cx.b() < cx.nlocals() { 0 } else { OWNED };
        let local = if cx.is_temporary(cx.a()) { 0 } else { LOCAL };
        let mut shape = owned | local;
        if local == 0 && LOADED.contains(&op) && result_is_dropped(cx, WordOp::LoadAttr.cells()) {
            shape |= DROPPED;
        }
        *cx.pc.cast_mut().cast::<u16>().add(3) = shape;
        let usual = shape == 0;
        let shaped = SHAPED.iter().find(|(plain, _)| usual && *plain == op);
        shaped.map_or(op, |&(_, shaped)| shaped)
    }
}

/// Tries to specialize a LOAD_ATTR.
#[inline(never)]
pub(crate) unsafe fn attempt_load<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a LOAD_ATTR.
    unsafe {
        let form = decide_load(cx, false);
        apply(cx, form);
    }
}

/// Tries to specialize a LOAD_METHOD.
#[inline(never)]
pub(crate) unsafe fn attempt_method<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a LOAD_METHOD.
    unsafe {
        let form = decide_load(cx, true);
        apply(cx, form);
    }
}

/// Tries to specialize a STORE_ATTR.
#[inline(never)]
pub(crate) unsafe fn attempt_store<M: Mode>(cx: Cx<M>) {
    // SAFETY: the word is a STORE_ATTR.
    unsafe {
        let form = decide_store(cx);
        apply(cx, form);
    }
}

/// The opcodes of one family.
struct Family {
    generic: WordOp,
    polymorphic: WordOp,
    megamorphic: WordOp,
}

const LOAD: Family = Family {
    generic: WordOp::LoadAttr,
    polymorphic: WordOp::LoadAttrPolymorphic,
    megamorphic: WordOp::LoadAttrMegamorphic,
};
const METHOD: Family = Family {
    generic: WordOp::LoadMethod,
    polymorphic: WordOp::LoadMethodPolymorphic,
    megamorphic: WordOp::LoadMethodMegamorphic,
};
const STORE: Family = Family {
    generic: WordOp::StoreAttr,
    polymorphic: WordOp::StoreAttrPolymorphic,
    megamorphic: WordOp::StoreAttrMegamorphic,
};

/// A guard of a load failed. True when the word was changed and is to be run again.
pub(crate) unsafe fn load_missed<M: Mode>(cx: Cx<M>) -> bool {
    // SAFETY: the word is a specialized LOAD_ATTR.
    unsafe { extend(cx, &LOAD, decide_load(cx, false)) }
}

/// A guard of a method load failed. True when the word was changed and is to be run again.
pub(crate) unsafe fn method_missed<M: Mode>(cx: Cx<M>) -> bool {
    // SAFETY: the word is a specialized LOAD_METHOD.
    unsafe { extend(cx, &METHOD, decide_load(cx, true)) }
}

/// A guard of a store failed. True when the word was changed and is to be run again.
pub(crate) unsafe fn store_missed<M: Mode>(cx: Cx<M>) -> bool {
    // SAFETY: the word is a specialized STORE_ATTR.
    unsafe { extend(cx, &STORE, decide_store(cx)) }
}

/// Adds a guard for what the site just saw, at once: a second class is a fact, not noise. A site whose list is full turns
/// megamorphic; what can't be guarded in a list waits for the cooldown and is decided anew.
unsafe fn extend<M: Mode>(cx: Cx<M>, family: &Family, form: Result<Form, FailureKind>) -> bool {
    // SAFETY: the word's row has a site.
    unsafe {
        let site = &mut *cx.site();
        let current = cx.own_op();
        let guard = form.as_ref().ok().and_then(guard_of);
        let first = current_guard(cx, current);
        let extendable = first.is_some() || current == family.polymorphic;
        if let (Some(guard), true) = (guard, extendable) {
            attempted_after_miss(site);
            if M::PROFILE {
                detail::note(cx, site);
            }
            let guards = site.guards.get_or_insert_default();
            // The other form's word may have filled the list already.
            let missing = |guards: &Guards, guard: &Guard| guards.of(guard.version).is_none();
            let listed = match first {
                Some(first) => {
                    (!missing(guards, &first) || guards.add(first))
                        && (!missing(guards, &guard) || guards.add(guard))
                }
                None => guards.add(guard),
            };
            if listed {
                *cx.pc.add(3).cast_mut() = std::ptr::from_ref::<Guards>(guards) as u64;
                succeeded(cx, site, family.polymorphic, State::Polymorphic);
            } else {
                guards.clear();
                succeeded(cx, site, family.megamorphic, State::Megamorphic);
            }
            return true;
        }
        if site.counter.tick() {
            attempted_after_miss(site);
            if let Some(guards) = &mut site.guards {
                guards.clear();
            }
            cx.rewrite(family.generic);
            apply(cx, form);
            return true;
        }
        if M::PROFILE {
            detail::note(cx, site);
            count(site, |outcomes| outcomes.misses += 1);
        }
        false
    }
}

/// The guard that a monomorphic word stands for.
unsafe fn current_guard<M: Mode>(cx: Cx<M>, op: WordOp) -> Option<Guard> {
    // SAFETY: cells 1 and 2 hold what the op's specializer wrote.
    unsafe {
        let cell = cx.cell(1);
        let op = match op {
            WordOp::LoadMethodCachedCalled
            | WordOp::LoadMethodCachedOfLocal
            | WordOp::LoadMethodCachedOfConstant => WordOp::LoadMethodCached,
            _ => SHAPED.iter().find(|(_, shaped)| *shaped == op).map_or(op, |&(plain, _)| plain),
        };
        guard_of(&Form { op, low: cell as u32, high: (cell >> 32) as u32, payload: cx.cell(2) })
    }
}
