//! `super`: attributes of the classes that come after one in an object's MRO.
#![expect(unsafe_code, reason = "reads the caller's frame")]

use crate::builtins::fields::{read, write};
use crate::builtins::function::Function;
use crate::errors::Exception;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

crate::counted_object! {
    /// A `super` object: look for attributes after `class` in the MRO of `own` and bind them to `object`.
    Super, Super { class, object, own }
}

/// The type `super`.
pub static TYPE: NativeType = NativeType {
    name: "super",
    module: "builtins",
    doc: "Looks attributes up in the classes that come after one in the method resolution order.",
    kind: Kind::Super,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The methods and attributes of `super`.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Super, check, from_frame, read, shown, write};
    use crate::builtins::fields::fresh;
    use crate::native::{Args, PyResult, convert};
    use crate::object::Kind;
    use crate::thread::Thread;
    use crate::types::TypeObject;
    use crate::value::Value;

    /// Makes a `super` object; `__init__` says of what.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        let Some(this) = class.downcast::<TypeObject>() else { unreachable!("the caller checked the class") };
        Ok(fresh(t.alloc_instance(this)?))
    }

    #[special]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        let values = args.no_keywords(t, "super")?;
        if values.len() > 2 {
            let given = values.len();
            return Err(t.type_error(format!("super() expected at most 2 arguments, got {given}")));
        }
        convert::check_positional(t, "super", values.len(), 0, 2)?;
        let (class, object) = match values.first() {
            Some(class) => (class.clone(), values.get(1).cloned()),
            None => {
                let (class, object) = from_frame(t)?;
                (class, Some(object))
            }
        };
        if class.downcast::<TypeObject>().is_none() {
            let found = t.type_name(&class);
            return Err(t.type_error(format!("super() argument 1 must be a type, not {found}")));
        }
        let object = object.filter(|object| !object.is_none());
        let own = match &object {
            Some(object) => Some(check(t, &class, object)?),
            None => None,
        };
        let Some(this) = this.downcast::<Super>() else { return Ok(()) };
        write(&this.class, Some(class));
        write(&this.object, object);
        write(&this.own, own);
        Ok(())
    }

    #[special]
    fn __getattribute__(t: &mut Thread, this: &Value, name: &Value) -> PyResult {
        let name = &t.attribute_key(name)?;
        if let Some(found) = super::find(t, this, name)? {
            return Ok(found);
        }
        match t.generic_get_attr(this, name)? {
            Some(value) => Ok(value),
            None => Err(t.no_attribute(this, name)),
        }
    }

    #[special]
    fn __get__(t: &mut Thread, this: &Value, instance: &Value, owner: Option<&Value>) -> PyResult {
        if instance.is_none() && owner.is_none_or(Value::is_none) {
            return Err(t.type_error("__get__(None, None) is invalid"));
        }
        let Some(inner) = this.downcast::<Super>() else { return Ok(this.clone()) };
        if instance.is_none() || read(&inner.object).is_some() {
            return Ok(this.clone());
        }
        let class = read(&inner.class).unwrap_or(Value::NONE);
        if !this.is_kind(Kind::Super) {
            let maker = t.type_of(this).to_value();
            return t.call(&maker, &[class, instance.clone()]);
        }
        let own = check(t, &class, instance)?;
        Super::new(t, class.into_raw(), instance.clone().into_raw(), own.into_raw())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Super) -> PyResult<String> {
        let _ = t;
        let class = shown(read(&this.class));
        Ok(match read(&this.own) {
            Some(own) => format!("<super: <class '{class}'>, <{} object>>", shown(Some(own))),
            None => format!("<super: <class '{class}'>, NULL>"),
        })
    }

    /// The class after which the search begins.
    #[getter]
    fn __thisclass__(t: &mut Thread, this: &Super) -> PyResult {
        let _ = t;
        Ok(read(&this.class).unwrap_or(Value::NONE))
    }

    /// The object that attributes are bound to, or None.
    #[getter]
    fn __self__(t: &mut Thread, this: &Super) -> PyResult {
        let _ = t;
        Ok(read(&this.object).unwrap_or(Value::NONE))
    }

    /// The class whose MRO is searched, or None.
    #[getter]
    fn __self_class__(t: &mut Thread, this: &Super) -> PyResult {
        let _ = t;
        Ok(read(&this.own).unwrap_or(Value::NONE))
    }
}

fn shown(class: Option<Value>) -> String {
    match class.as_ref().and_then(|class| class.downcast::<TypeObject>()) {
        Some(class) => class.display_name(),
        None => "NULL".to_owned(),
    }
}

/// The class whose MRO is searched for `super(class, object)`: of the object, or the object itself if it is a class.
fn check(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
    let Some(wanted) = class.downcast::<TypeObject>() else { unreachable!("the caller checked the class") };
    if object.downcast::<TypeObject>().is_some_and(|object| object.is_subtype(wanted)) {
        return Ok(object.clone());
    }
    let own = t.type_of(object).to_value();
    if own.downcast::<TypeObject>().is_some_and(|own| own.is_subtype(wanted)) {
        return Ok(own);
    }
    let name = t.interpreter().names().__class__.clone();
    if let Some(claimed) = t.get_attr_opt(object, &name)? {
        let fits = claimed.downcast::<TypeObject>().is_some_and(|claimed| claimed.is_subtype(wanted));
        if fits && !claimed.is(&own) {
            return Ok(claimed);
        }
    }
    Err(unrelated(t, wanted, object))
}

/// What `super(wanted, object)` raises for an object that has nothing to do with the class.
#[cold]
pub(crate) fn unrelated(t: &mut Thread, wanted: &TypeObject, object: &Value) -> Exception {
    let wanted = wanted.display_name();
    let found = match object.downcast::<TypeObject>() {
        Some(object) => format!("type {}", object.display_name()),
        None => format!("instance of {}", t.type_name(object)),
    };
    t.type_error(format!("super(type, obj): obj ({found}) is not an instance or subtype of type ({wanted})."))
}

/// What `super()` stands for in the running function: its `__class__` cell and first argument.
fn from_frame(t: &mut Thread) -> PyResult<(Value, Value)> {
    let Some(frame) = t.running_frame().python() else {
        return Err(t.runtime_error("super(): no current frame"));
    };
    let Some(code) = frame.exec().code() else { return Err(t.runtime_error("super(): no code object")) };
    let shared = code.code().clone();
    if shared.argcount == 0 {
        return Err(t.runtime_error("super(): no arguments"));
    }
    // SAFETY: the frame's locals lie at its base for as long as it runs.
    let local = |index: usize| unsafe { *frame.fp.add(index) };
    let mut first = local(0);
    if shared.localspluskinds.first().is_some_and(|kind| kind & taipan_bytecode::local_kind::CELL != 0) {
        if let Some(cell) = cell_content(first) {
            first = cell;
        }
    }
    if first.is_null() {
        return Err(t.runtime_error("super(): arg[0] deleted"));
    }
    // SAFETY: the local owns it.
    let first = unsafe { Value::from_borrowed(first) };
    for (index, name) in code.locals.iter().enumerate() {
        let free = shared.localspluskinds[index] & taipan_bytecode::local_kind::FREE != 0;
        if !free || crate::builtins::object::text_of(name) != "__class__" {
            continue;
        }
        let mut cell = local(index);
        if cell.is_null() {
            // The cells are copied when the function starts; until then the closure has them.
            cell = closure_cell(frame.function(), index, &shared).unwrap_or(Raw::NULL);
        }
        return match cell_content(cell) {
            None => Err(t.runtime_error("super(): bad __class__ cell")),
            Some(class) if class.is_null() => Err(t.runtime_error("super(): empty __class__ cell")),
            Some(class) => {
                // SAFETY: the cell owns it.
                let class = unsafe { Value::from_borrowed(class) };
                if class.downcast::<TypeObject>().is_none() {
                    let found = t.type_name(&class);
                    return Err(t.runtime_error(format!("super(): __class__ is not a type ({found})")));
                }
                Ok((class, first))
            }
        };
    }
    Err(t.runtime_error("super(): __class__ cell not found"))
}

/// What a word that is a cell holds; `None` if it is no cell.
fn cell_content(cell: Raw) -> Option<Raw> {
    if cell.is_null() {
        return None;
    }
    // SAFETY: a frame's words are live values.
    let value = unsafe { Value::from_borrowed(cell) };
    value.exact::<crate::builtins::cell::Cell>().map(|cell| cell.content.get())
}

fn closure_cell(function: Option<&Value>, index: usize, code: &taipan_bytecode::Code) -> Option<Raw> {
    let function = function?.exact::<Function>()?;
    let closure = read(&function.closure)?;
    let first_free =
        code.localspluskinds.iter().position(|kind| kind & taipan_bytecode::local_kind::FREE != 0)?;
    let cells = closure.exact::<crate::builtins::tuple::Tuple>()?;
    cells.items().get(index.checked_sub(first_free)?).map(Value::raw)
}

/// The attribute that `super` finds; `None` when only its own attributes are left.
fn find(t: &mut Thread, this: &Value, name: &Value) -> PyResult<Option<Value>> {
    let Some(inner) = this.downcast::<Super>() else { return Ok(None) };
    let (Some(class), Some(object), Some(own)) = (read(&inner.class), read(&inner.object), read(&inner.own))
    else {
        return Ok(None);
    };
    if name.is(&t.interpreter().names().__class__) {
        return Ok(None);
    }
    match after(t, &class, &own, name) {
        Some(attribute) => bind(t, &attribute, &object, &own).map(Some),
        None => Ok(None),
    }
}

fn after(t: &mut Thread, class: &Value, own: &Value, name: &Value) -> Option<Value> {
    let (Some(class), Some(own)) = (class.downcast::<TypeObject>(), own.downcast::<TypeObject>()) else {
        return None;
    };
    t.find_after(own, class, name)
}

fn bind(t: &mut Thread, attribute: &Value, object: &Value, own: &Value) -> PyResult {
    if object.is(own) {
        return t.bind_descriptor_to_class(attribute, own);
    }
    let is_class_method = attribute.is_kind(Kind::ClassMethod) || attribute.is_kind(Kind::StaticMethod);
    if is_class_method {
        return t.bind_descriptor_to_class(attribute, own);
    }
    t.bind_descriptor(attribute, object)
}

impl Thread {
    /// LOAD_SUPER_ATTR: `parts` are what the name `super` gave, `__class__` and the first argument; `two_args` whether the
    /// source passed them.
    pub(crate) fn super_attribute(&mut self, parts: [&Value; 3], name: &Value, two_args: bool) -> PyResult {
        let [callable, class, object] = parts;
        let plain = self.interpreter().type_of_kind(Kind::Super).raw();
        if callable.raw() != plain {
            let found = if two_args {
                self.call(callable, &[class.clone(), object.clone()])?
            } else {
                self.call(callable, &[])?
            };
            return self.get_attr(&found, name);
        }
        if let Some((attribute, own)) = self.super_lookup(class, object, name)? {
            return bind(self, &attribute, object, &own);
        }
        let found = self.call(callable, &[class.clone(), object.clone()])?;
        self.get_attr(&found, name)
    }

    /// LOAD_SUPER_ATTR for a method call: a function and its receiver, or any attribute and `None`.
    pub(crate) fn super_method(
        &mut self,
        parts: [&Value; 3],
        name: &Value,
        two_args: bool,
    ) -> PyResult<(Value, Option<Value>)> {
        let [callable, class, object] = parts;
        if callable.raw() == self.interpreter().type_of_kind(Kind::Super).raw() {
            if let Some((attribute, own)) = self.super_lookup(class, object, name)? {
                let method = attribute.is_kind(Kind::Function) && !object.is(&own);
                if method {
                    return Ok((attribute, Some(object.clone())));
                }
                return Ok((bind(self, &attribute, object, &own)?, None));
            }
        }
        Ok((self.super_attribute(parts, name, two_args)?, None))
    }

    fn super_lookup(
        &mut self,
        class: &Value,
        object: &Value,
        name: &Value,
    ) -> PyResult<Option<(Value, Value)>> {
        if class.downcast::<TypeObject>().is_none() {
            let found = self.type_name(class);
            return Err(self.type_error(format!("super() argument 1 must be a type, not {found}")));
        }
        if name.is(&self.interpreter().names().__class__) {
            return Ok(None);
        }
        let own = check(self, class, object)?;
        Ok(after(self, class, &own, name).map(|attribute| (attribute, own)))
    }
}
