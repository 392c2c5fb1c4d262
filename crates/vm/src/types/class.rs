//! Classes as Python makes them: `type.__new__` and what goes with it. `__build_class__` is in `body`.
#![expect(unsafe_code, reason = "writes fresh type objects")]

pub(crate) mod body;
mod mro;
mod slots;

use taipan_heap::Heap;

pub(crate) use body::build_class;
pub(crate) use mro::{compute_mro, set_bases};

use crate::builtins::cell::Cell as CellObject;
use crate::builtins::descriptor;
use crate::builtins::dict::Dict;
use crate::builtins::object::text_of;
use crate::builtins::str::Str;
use crate::builtins::super_object::unrelated;
use crate::builtins::tuple::Tuple;
use crate::errors::Class;
use crate::native::{Args, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::build::TypeParts;
use crate::types::{SharedKeys, Special, TypeFlags, TypeObject};
use crate::value::Value;

/// Fewest and most inline values.
const INLINE_VALUES: std::ops::RangeInclusive<usize> = 4..=30;

/// `type.__new__(metatype, name, bases, namespace, **kwargs)`.
pub(crate) fn type_new(t: &mut Thread, metatype: &Value, args: Args<'_>) -> PyResult {
    let [name, bases, namespace] = args.positional() else {
        let given = args.positional().len();
        return Err(t.type_error(format!("type.__new__() takes exactly 3 arguments ({given} given)")));
    };
    check_argument(t, 1, "str", name, Str::of(name).is_some())?;
    check_argument(t, 2, "tuple", bases, Tuple::of(bases).is_some())?;
    check_argument(t, 3, "dict", namespace, namespace.downcast::<Dict>().is_some())?;
    let Some(given) = Tuple::of(bases) else { unreachable!("just checked") };
    for base in given.items() {
        if base.downcast::<TypeObject>().is_none() {
            let key = t.interpreter().names().__mro_entries__.clone();
            if t.get_attr_opt(base, &key)?.is_some() {
                let text = "type() doesn't support MRO entry resolution; use types.new_class()";
                return Err(t.type_error(text));
            }
        }
    }
    let winner = metaclass_of(t, metatype, given.items())?;
    if !winner.is(metatype) {
        let plain = t.interpreter().type_of_kind(Kind::Type).special(Special::New);
        let new = as_type(&winner).special_value(Special::New);
        if let Some(new) = new.filter(|new| new.raw() != plain) {
            let mut all = vec![winner.clone()];
            all.extend_from_slice(args.values());
            let function = t.bind_descriptor_to_class(&new, &winner)?;
            return t.call_args(&function, Args::new(&all, args.names()));
        }
    }
    let mut base_values = given.items().to_vec();
    if base_values.is_empty() {
        base_values.push(t.interpreter().type_of_kind(Kind::Object).to_value());
    }
    let Some(namespace) = namespace.downcast::<Dict>() else { unreachable!("just checked") };
    let class = make(t, &winner, name, base_values, namespace)?;
    set_names(t, &class)?;
    init_subclass(t, &class, args)?;
    Ok(class)
}

/// A value that is known to be a type.
fn as_type(value: &Value) -> &TypeObject {
    match value.downcast::<TypeObject>() {
        Some(class) => class,
        None => unreachable!("the caller checked that it is a type"),
    }
}

fn check_argument(t: &mut Thread, index: usize, expected: &str, value: &Value, fits: bool) -> PyResult<()> {
    if fits {
        return Ok(());
    }
    let found = if value.is_none() { "None".to_owned() } else { t.type_name(value) };
    Err(t.type_error(format!("type.__new__() argument {index} must be {expected}, not {found}")))
}

/// The most derived of a metaclass and those of the bases.
fn metaclass_of(t: &mut Thread, metatype: &Value, bases: &[Value]) -> PyResult {
    let mut winner = metatype.clone();
    for base in bases {
        let own = t.type_of(base).to_value();
        if as_type(&winner).is_subtype(as_type(&own)) {
            continue;
        }
        if as_type(&own).is_subtype(as_type(&winner)) {
            winner = own;
            continue;
        }
        let text = "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases";
        return Err(t.type_error(text));
    }
    Ok(winner)
}

/// A type's name must be what C code can take.
pub(crate) fn check_name(t: &mut Thread, name: &Value) -> PyResult<()> {
    if let Some(text) = Str::of(name) {
        text.check_encodable(t)?;
    }
    if text_of(name).contains('\0') {
        return Err(t.value_error("type name must not contain null characters"));
    }
    Ok(())
}

/// Makes the type itself, complete but for `__set_name__` and `__init_subclass__`.
fn make(t: &mut Thread, metatype: &Value, name: &Value, bases: Vec<Value>, namespace: &Dict) -> PyResult {
    let base_value = mro::best_base(t, &bases)?;
    let base = as_type(&base_value);
    let name = t.attribute_key(name)?;
    check_name(t, &name)?;
    let dict_value = namespace.copy(t)?;
    let Some(dict) = dict_value.exact::<Dict>() else { unreachable!("a copy is a dict") };
    let plan = slots::plan(t, &name, base, &bases, dict)?;
    let qualname = take_qualname(t, dict, &name)?;
    add_module(t, dict)?;
    wrap_functions(t, dict)?;
    let types: Vec<&TypeObject> = bases.iter().map(as_type).collect();
    let flags = inherited_flags(base, &types).with(TypeFlags::HEAP).with(TypeFlags::BASE);
    let class = t.allocate_type(TypeParts {
        metatype: metatype.raw().cast(),
        name,
        qualname,
        bases: bases.clone(),
        mro_tail: Vec::new(),
        base: Some(base),
        layout: base.layout,
        instance_kind: Kind::Other,
        flags: plan.flags(flags),
        dict: dict_value.clone(),
        memory: None,
    })?;
    let this = as_type(&class);
    // Before `mro()`, which may look.
    fill_cells(t, &class, dict)?;
    if mro::own_order(t, metatype).is_some() {
        // There is none until the metaclass's `mro()` has answered, which sees None for it.
        mro::replace(this, None);
    }
    let order = mro::order_for(t, &class, &bases)?;
    mro::replace(this, Some(order));
    plan.lay_out(t, &class, base)?;
    this.slot_names.replace(plan.names.clone());
    lay_out_instances(t, this, base, &plan);
    add_doc_and_hash(t, dict)?;
    t.finish_type(&class);
    if dict.iter(t).any(|(key, _)| Str::of(key).is_none()) {
        let text = format!("non-string key in the __dict__ of class {}", this.display_name());
        t.warn(Class::RuntimeWarning, &text, 1)?;
    }
    Ok(class)
}

/// What a class has from its bases: facts about instances, and how patterns match them.
fn inherited_flags(base: &TypeObject, bases: &[&TypeObject]) -> TypeFlags {
    let mut flags = TypeFlags::default();
    let kept = [TypeFlags::EXCEPTION, TypeFlags::METATYPE, TypeFlags::MATCH_SELF, TypeFlags::INDEXED];
    for flag in kept {
        if base.flags.get().contains(flag) {
            flags = flags.with(flag);
        }
    }
    let patterns = [TypeFlags::SEQUENCE, TypeFlags::MAPPING];
    for base in bases {
        if let Some(&flag) = patterns.iter().find(|&&flag| base.flags.get().contains(flag)) {
            return flags.with(flag);
        }
    }
    flags
}

/// Sets sizes and offsets of instances: builtin layout, slots, dict word, inline values.
fn lay_out_instances(t: &mut Thread, this: &TypeObject, base: &TypeObject, plan: &slots::Plan) {
    let start = slots::slots_start(base);
    let slot_count = base.slot_count.get() as usize + plan.names.len();
    let mut size = start + 8 * slot_count;
    this.slots_offset.set(start as u32);
    this.slot_count.set(slot_count as u32);
    let inner = base.dict_offset.get() as usize;
    if inner != 0 && inner < base.layout.size {
        // The builtin layout itself has a word for it.
        this.dict_offset.set(inner as u32);
    } else if plan.has_dict && this.layout.kind != Kind::Type {
        // The attributes of a metaclass's classes are in their own namespace: nothing lies behind a type's memory.
        this.dict_offset.set(size as u32);
        size += 8;
        if this.layout.kind == Kind::Object {
            let capacity = static_attributes(t, this).clamp(*INLINE_VALUES.start(), *INLINE_VALUES.end());
            this.inline_capacity.set(capacity as u32);
            this.keys.set(Box::into_raw(Box::new(SharedKeys::new(capacity))));
            this.flags.set(this.flags.get().with(TypeFlags::INLINE_VALUES));
            size += 8 * capacity;
        }
    }
    this.size.set(size as u32);
    this.heap_class.set(Heap::class_of(size) as u32);
}

/// How many attributes methods of the class and its bases assign: their `__static_attributes__`.
fn static_attributes(t: &mut Thread, this: &TypeObject) -> usize {
    let key = t.interpreter().names().__static_attributes__.clone();
    let Some(key) = key.exact::<Str>() else { unreachable!("names are exact strings") };
    let mut names: Vec<String> = Vec::new();
    for &class in this.mro_items() {
        // SAFETY: the MRO holds live types.
        let class = unsafe { &*class.cast::<TypeObject>() };
        if let Some(found) = class.dict().get_str(t, key).and_then(|value| value.exact::<Tuple>()) {
            names.extend(found.items().iter().map(text_of));
        }
    }
    names.sort();
    names.dedup();
    names.len()
}

/// Takes `__qualname__` out of the namespace; without one it is the name.
fn take_qualname(t: &mut Thread, dict: &Dict, name: &Value) -> PyResult {
    let key = t.interpreter().names().__qualname__.clone();
    let Some((_, qualname)) = dict.remove(t, &key)? else { return Ok(name.clone()) };
    if Str::of(&qualname).is_none() {
        let found = t.type_name(&qualname);
        return Err(t.type_error(format!("type __qualname__ must be a str, not {found}")));
    }
    Ok(qualname)
}

/// `__module__`: the `__name__` of the code that makes the class.
fn add_module(t: &mut Thread, dict: &Dict) -> PyResult<()> {
    let key = t.interpreter().names().__module__.clone();
    if dict.contains(t, &key)? {
        return Ok(());
    }
    let Some(globals) = t.current_globals() else { return Ok(()) };
    let name = t.interpreter().names().__name__.clone();
    if let Some(module) = t.namespace_get(&globals, &name)? {
        dict.set(t, &key, module)?;
    }
    Ok(())
}

/// Functions named `__new__` become static methods, some others class methods.
fn wrap_functions(t: &mut Thread, dict: &Dict) -> PyResult<()> {
    for name in ["__new__", "__init_subclass__", "__class_getitem__"] {
        let key = t.intern(name)?;
        let Some(function) = dict.get(t, &key)? else { continue };
        if function.is_kind(Kind::Function) {
            let wrapped = if name == "__new__" {
                descriptor::static_method(t, function)?
            } else {
                descriptor::class_method(t, function)?
            };
            dict.set(t, &key, wrapped)?;
        }
    }
    Ok(())
}

/// Gives the class to the cell of `__class__`, and its namespace to that of annotation scopes.
fn fill_cells(t: &mut Thread, class: &Value, dict: &Dict) -> PyResult<()> {
    let names = t.interpreter().names();
    let cells = [
        (names.__classcell__.clone(), "__classcell__", class.clone()),
        (names.__classdictcell__.clone(), "__classdictcell__", as_type(class).dict_value()),
    ];
    for (key, name, content) in cells {
        let Some((_, cell)) = dict.remove(t, &key)? else { continue };
        let Some(cell) = cell.exact::<CellObject>() else {
            let found = t.type_of(&cell).to_value();
            let found = t.repr_lossy(&found)?;
            return Err(t.type_error(format!("{name} must be a nonlocal cell, not {found}")));
        };
        let old = cell.content.replace(content.into_raw());
        if !old.is_null() {
            // SAFETY: the cell owned it.
            drop(unsafe { Value::from_raw(old) });
        }
    }
    Ok(())
}

/// A class without a docstring has None; one that defines `__eq__` only can't be hashed.
fn add_doc_and_hash(t: &mut Thread, dict: &Dict) -> PyResult<()> {
    let (doc, hash, eq) = (
        t.interpreter().names().__doc__.clone(),
        t.interpreter().names().__hash__.clone(),
        t.intern("__eq__")?,
    );
    match dict.get(t, &doc)? {
        Some(text) => {
            if let Some(text) = Str::of(&text) {
                text.check_encodable(t)?;
            }
        }
        None => drop(dict.set(t, &doc, Value::NONE)?),
    }
    if dict.contains(t, &eq)? && !dict.contains(t, &hash)? {
        dict.set(t, &hash, Value::NONE)?;
    }
    Ok(())
}

/// Calls `__set_name__` of what the namespace holds.
fn set_names(t: &mut Thread, class: &Value) -> PyResult<()> {
    let entries: Vec<(Value, Value)> =
        as_type(class).dict().iter(t).map(|(key, value)| (key.clone(), value.clone())).collect();
    for (key, value) in entries {
        let Some(method) = t.special(&value, Special::SetName) else { continue };
        if let Err(error) = t.call_attribute(&value, &method, &[class.clone(), key.clone()]) {
            let (found, key, owner) =
                (t.type_name(&value), t.repr_lossy(&key)?, as_type(class).display_name());
            let note = format!("Error calling __set_name__ on '{found}' instance {key} in '{owner}'");
            return Err(t.with_note(error, &note));
        }
        t.drain();
    }
    Ok(())
}

/// Calls `super(class, class).__init_subclass__(**kwargs)`.
fn init_subclass(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult<()> {
    if !as_type(class).mro_items().contains(&class.raw()) {
        // A metaclass's `mro()` may leave the class out.
        return Err(unrelated(t, as_type(class), class));
    }
    let name = t.interpreter().names().__init_subclass__.clone();
    let Some(method) = t.find_after(as_type(class), as_type(class), &name) else { return Ok(()) };
    let bound = match method.exact::<descriptor::ClassMethod>() {
        Some(method) => {
            let callable = method.callable().cloned().unwrap_or(Value::NONE);
            t.bind_class_method(&callable, class)?
        }
        None => t.bind_descriptor_to_class(&method, class)?,
    };
    let keywords = &args.values()[args.positional().len()..];
    t.call_args(&bound, Args::new(keywords, args.names()))?;
    Ok(())
}

impl Thread {
    /// The attribute that the MRO of `own` gives for a name in the classes after `start`.
    pub(crate) fn find_after(&mut self, own: &TypeObject, start: &TypeObject, name: &Value) -> Option<Value> {
        let text = Str::of(name)?;
        let mut after = own.mro_items().iter().skip_while(|&&class| class != start.raw());
        after.next();
        for &class in after {
            // SAFETY: the MRO holds live types.
            let class = unsafe { &*class.cast::<TypeObject>() };
            if let Some(value) = class.dict().get_str(self, text) {
                return Some(value.clone());
            }
        }
        None
    }

    /// The globals of the innermost Python frame.
    pub(crate) fn current_globals(&self) -> Option<Value> {
        let frame = self.running_frame().python()?;
        let function = frame.function()?;
        let function = function.exact::<crate::builtins::function::Function>()?;
        function.field(&function.globals).cloned()
    }
}
