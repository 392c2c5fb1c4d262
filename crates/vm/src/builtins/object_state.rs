//! What `object` knows about an instance's state: pickling by `__reduce_ex__` and `__getstate__`, and changing
//! `__class__`.
#![expect(unsafe_code, reason = "changes the type in an object's header")]

use crate::builtins::dict::Dict;
use crate::builtins::object::text_of;
use crate::builtins::tuple::Tuple;
use crate::instance;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::Value;

/// `object.__reduce__`, or what `__reduce_ex__` answers where `__reduce__` is not overridden.
pub(crate) fn reduce(t: &mut Thread, this: &Value, protocol: i32) -> PyResult {
    if protocol >= 2 {
        return reduce_new(t, this);
    }
    let function = copyreg(t, "_reduce_ex")?;
    t.call(&function, &[this.clone(), Value::small_int(i64::from(protocol))])
}

/// `object.__reduce_ex__`.
pub(crate) fn reduce_ex(t: &mut Thread, this: &Value, protocol: i32) -> PyResult {
    let class = t.type_of(this).to_value();
    let Some(type_object) = class.downcast::<TypeObject>() else { unreachable!("a type is a type") };
    let own = t.interpreter().type_of_kind(Kind::Object).special(Special::Reduce);
    if type_object.special(Special::Reduce) != own {
        if let Some(result) = t.call_special(this, Special::Reduce, &[])? {
            return Ok(result);
        }
    }
    reduce(t, this, protocol)
}

fn copyreg(t: &mut Thread, name: &str) -> PyResult {
    let module = t.intern("copyreg")?;
    let module = t.import(&module, &Value::NONE, &Value::NONE, 0)?;
    let name = t.intern(name)?;
    t.get_attr(&module, &name)
}

/// The arguments for `__new__`, from `__getnewargs_ex__` or `__getnewargs__`.
fn new_arguments(t: &mut Thread, this: &Value) -> PyResult<Option<(Value, Option<Value>)>> {
    let class = t.type_of(this).to_value();
    let Some(type_object) = class.downcast::<TypeObject>() else { unreachable!("a type is a type") };
    let name = t.intern("__getnewargs_ex__")?;
    if let Some(method) = t.lookup(type_object, &name) {
        let result = t.call_attribute(this, &method, &[])?;
        let Some(pair) = Tuple::of(&result) else {
            let found = t.type_name(&result);
            return Err(t.type_error(format!("__getnewargs_ex__ should return a tuple, not '{found}'")));
        };
        let [args, kwargs] = pair.items() else {
            let count = pair.len();
            let text = format!("__getnewargs_ex__ should return a tuple of length 2, not {count}");
            return Err(t.value_error(text));
        };
        if Tuple::of(args).is_none() {
            let found = t.type_name(args);
            let text = format!(
                "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{found}'"
            );
            return Err(t.type_error(text));
        }
        if kwargs.downcast::<Dict>().is_none() {
            let found = t.type_name(kwargs);
            let text = format!(
                "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{found}'"
            );
            return Err(t.type_error(text));
        }
        return Ok(Some((args.clone(), Some(kwargs.clone()))));
    }
    let Some(args) = t.call_special(this, Special::Getnewargs, &[])? else { return Ok(None) };
    if Tuple::of(&args).is_none() {
        let found = t.type_name(&args);
        return Err(t.type_error(format!("__getnewargs__ should return a tuple, not '{found}'")));
    }
    Ok(Some((args, None)))
}

/// Protocol 2: `copyreg.__newobj__`, its arguments, state, list items and dict items.
fn reduce_new(t: &mut Thread, this: &Value) -> PyResult {
    let class = t.type_of(this).to_value();
    let Some(type_object) = class.downcast::<TypeObject>() else { unreachable!("a type is a type") };
    if type_object.special(Special::New).is_null() || type_object.flags.get().contains(TypeFlags::NO_NEW) {
        return Err(cannot_pickle(t, this));
    }
    let arguments = new_arguments(t, this)?;
    let given = arguments.is_some();
    let (list, dict) = (type_object.layout_is(Kind::List), type_object.layout_is(Kind::Dict));
    let (function, arguments) = match arguments {
        Some((args, Some(kwargs))) if kwargs.downcast::<Dict>().is_some_and(|kwargs| !kwargs.is_empty()) => {
            (copyreg(t, "__newobj_ex__")?, vec![class.clone(), args, kwargs])
        }
        other => {
            let mut all = vec![class.clone()];
            if let Some((args, _)) = &other {
                all.extend(Tuple::of(args).map_or(&[][..], Tuple::items).iter().cloned());
            }
            (copyreg(t, "__newobj__")?, all)
        }
    };
    let arguments = Tuple::new(t, arguments)?;
    let state = state(t, this, !(given || list || dict))?;
    let items = if list { t.iter(this)? } else { Value::NONE };
    let pairs = if dict {
        let name = t.interpreter().names().items.clone();
        let items = t.call_method(this, &name, &[])?;
        t.iter(&items)?
    } else {
        Value::NONE
    };
    Tuple::new(t, [function, arguments, state, items, pairs])
}

fn cannot_pickle(t: &mut Thread, this: &Value) -> crate::errors::Exception {
    let name = t.type_name(this);
    t.type_error(format!("cannot pickle '{name}' object"))
}

impl Thread {
    /// What `value.__getstate__()` answers, for a `__reduce__` that gives the rest itself.
    pub fn state_of(&mut self, value: &Value) -> PyResult {
        state(self, value, false)
    }
}

/// What `__getstate__` answers; `required` when the state is all there is to remake the object from.
fn state(t: &mut Thread, this: &Value, required: bool) -> PyResult {
    let own = t.interpreter().type_of_kind(Kind::Object).special(Special::Getstate);
    if t.type_of(this).special(Special::Getstate) == own {
        return default_state(t, this, required);
    }
    match t.call_special(this, Special::Getstate, &[])? {
        Some(state) => Ok(state),
        None => Ok(Value::NONE),
    }
}

/// `object.__getstate__`: the `__dict__` or None; with slots, a pair of that and a dict of them.
pub(crate) fn default_state(t: &mut Thread, this: &Value, required: bool) -> PyResult {
    if required && t.type_of(this).layout.kind != Kind::Object {
        return Err(cannot_pickle(t, this));
    }
    let mut state = t.instance_dict(this)?.unwrap_or(Value::NONE);
    if state.exact::<Dict>().is_some_and(Dict::is_empty) {
        state = Value::NONE;
    }
    let class = t.type_of(this).to_value();
    let Some(this_class) = class.downcast::<TypeObject>() else { unreachable!("a type is a type") };
    let key = t.intern("__slotnames__")?;
    let known = this_class.dict().get(t, &key)?;
    if known.is_none() && this_class.slot_count.get() == 0 {
        return Ok(state);
    }
    let names = match known {
        Some(names) => names,
        None => {
            let function = copyreg(t, "_slotnames")?;
            t.call(&function, std::slice::from_ref(&class))?
        }
    };
    let names = if names.is_none() { Vec::new() } else { t.collect(&names)? };
    let slots = Dict::new(t)?;
    let Some(values) = slots.exact::<Dict>() else { unreachable!("just made a dict") };
    for name in names {
        if let Some(value) = t.get_attr_opt(this, &name)? {
            values.set(t, &name, value)?;
        }
    }
    if values.is_empty() {
        return Ok(state);
    }
    Tuple::new(t, [state, slots])
}

/// `object.__class__ = class`: both classes must describe the same memory.
pub(crate) fn assign_class(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
    let Some(value) = value else { return Err(t.type_error("can't delete __class__ attribute")) };
    let Some(new) = value.downcast::<TypeObject>() else {
        let found = t.type_name(value);
        return Err(t.type_error(format!("__class__ must be set to a class, not '{found}' object")));
    };
    let old_value = t.type_of(this).to_value();
    let Some(old) = old_value.downcast::<TypeObject>() else { unreachable!("a type is a type") };
    let modules = old.layout_is(Kind::Module) && new.layout_is(Kind::Module);
    let immutable = |class: &TypeObject| class.flags.get().contains(TypeFlags::IMMUTABLE);
    if !modules && (immutable(old) || immutable(new)) {
        let text = "__class__ assignment only supported for mutable types or ModuleType subclasses";
        return Err(t.type_error(text));
    }
    if !compatible(old, new) {
        let (new, old) = (new.display_name(), old.display_name());
        return Err(t.type_error(format!("__class__ assignment: '{new}' object layout differs from '{old}'")));
    }
    change_class(t, this, old, new)
}

fn change_class(t: &mut Thread, this: &Value, old: &TypeObject, new: &TypeObject) -> PyResult<()> {
    if std::ptr::eq(old, new) {
        return Ok(());
    }
    if old.flags.get().contains(TypeFlags::INLINE_VALUES)
        && this.header().is_some_and(|header| header.flags & taipan_heap::flags::INLINE != 0)
    {
        // Inline values belong to the keys of one class.
        t.inline_to_dict(this)?;
    }
    debug_assert!(
        new.dict_offset.get() == 0 || instance::dict_word(t, this).is_some(),
        "classes are compatible"
    );
    let header = this.raw().header();
    // SAFETY: the object is live; the classes describe the same memory, and the reference to the old one moves out.
    unsafe {
        if new.flags.get().contains(TypeFlags::HEAP) {
            new.raw().retain();
        }
        (*header).ty = new.raw().header();
        (*header).kind = new.instance_kind as u8;
        (*header).flags |= taipan_heap::flags::TRACKED;
        if old.flags.get().contains(TypeFlags::HEAP) {
            drop(Value::from_raw(old.raw()));
        }
    }
    Ok(())
}

/// Whether instances of two classes have the same memory: layout, place of the dict, and slots of the same names.
pub(crate) fn compatible(old: &TypeObject, new: &TypeObject) -> bool {
    let weak = TypeFlags::WEAK;
    let same = std::ptr::eq(old.layout, new.layout)
        && old.dict_offset.get() == new.dict_offset.get()
        && old.slot_count.get() == new.slot_count.get()
        && old.flags.get().contains(weak) == new.flags.get().contains(weak);
    if !same {
        return false;
    }
    // Where both come to the class that adds something, that must be one, or they add the same to one base.
    let (old, new) = (that_adds(old), that_adds(new));
    if std::ptr::eq(old, new) {
        return true;
    }
    let base = |class: &TypeObject| class.base_type().map(std::ptr::from_ref);
    if base(old) != base(new) {
        return false;
    }
    *old.slot_names.borrow() == *new.slot_names.borrow()
}

/// The class itself or the nearest base that adds something to the memory of its own base.
fn that_adds(class: &TypeObject) -> &TypeObject {
    let weak = |class: &TypeObject| class.flags.get().contains(TypeFlags::WEAK);
    let adds_nothing = |class: &TypeObject, base: &TypeObject| {
        std::ptr::eq(base.layout, class.layout)
            && base.slot_count.get() == class.slot_count.get()
            && base.dict_offset.get() == class.dict_offset.get()
            && weak(base) == weak(class)
    };
    let mut class = class;
    while let Some(base) = class.base_type().filter(|base| adds_nothing(class, base)) {
        class = base;
    }
    class
}

impl crate::builtins::descriptor::Member {
    /// The slot's name, for messages.
    pub(crate) fn name_text(&self) -> String {
        // SAFETY: the member owns its name.
        text_of(unsafe { Value::borrow_slot(self.name.as_ptr()) })
    }
}
