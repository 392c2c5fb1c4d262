//! `types.GenericAlias`: a class with types for its parts, such as `list[int]`.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use crate::builtins::fields::read;
use crate::builtins::list::List;
use crate::builtins::object::text_of;
use crate::builtins::tuple::Tuple;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeFlags, TypeObject};
use crate::value::{Raw, Value};

crate::counted_object! {
    /// `origin[arguments]`; `parameters` is NULL until asked for, `starred` True for `*origin[arguments]`.
    GenericAlias, GenericAlias { origin, arguments, parameters, starred }
}

/// The type `types.GenericAlias`.
pub static TYPE: NativeType = NativeType {
    name: "GenericAlias",
    module: "types",
    doc: "A class with types for its parts.",
    kind: Kind::GenericAlias,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::WEAK),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// Makes `origin[arguments]`; `arguments` is a tuple, or the only argument.
pub fn new(t: &mut Thread, origin: &Value, arguments: &Value) -> PyResult {
    let arguments = match Tuple::of(arguments) {
        Some(_) => arguments.clone(),
        None => Tuple::from_slice(t, std::slice::from_ref(arguments))?,
    };
    GenericAlias::new(t, origin.clone().into_raw(), arguments.into_raw(), Raw::NULL, Raw::FALSE)
}

/// `*alias`.
pub(crate) fn starred(t: &mut Thread, alias: &Value) -> PyResult {
    let Some(alias) = alias.downcast::<GenericAlias>() else { unreachable!("only aliases are starred so") };
    let (origin, arguments) = (origin_of(alias), arguments_of(alias));
    GenericAlias::new(t, origin.into_raw(), arguments.into_raw(), Raw::NULL, Raw::TRUE)
}

/// The methods and attributes of generic aliases.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{GenericAlias, OWN, arguments_of, origin_of, read};
    use crate::builtins::fields::write;
    use crate::builtins::iterator_methods::alias::new as iterator;
    use crate::builtins::iterator_methods::{builtin, reduced};
    use crate::builtins::list::List;
    use crate::builtins::object::text_of;
    use crate::builtins::tuple::Tuple;
    use crate::errors::Class;
    use crate::native::{Args, PyResult};
    use crate::object::Kind;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Makes an alias.
    #[new("(origin, args, /)", name = "GenericAlias")]
    fn __new__(t: &mut Thread, class: &Value, origin: &Value, args: &Value) -> PyResult {
        let made = super::new(t, origin, args)?;
        if class.raw() == t.interpreter().type_of_kind(Kind::GenericAlias).raw() {
            return Ok(made);
        }
        let Some(class) = class.downcast::<crate::types::TypeObject>() else { return Ok(made) };
        let instance = crate::builtins::fields::fresh(t.alloc_instance(class)?);
        if let (Some(alias), Some(made)) = (instance.downcast::<GenericAlias>(), made.exact::<GenericAlias>())
        {
            write(&alias.origin, read(&made.origin));
            write(&alias.arguments, read(&made.arguments));
            write(&alias.starred, Some(Value::FALSE));
        }
        Ok(instance)
    }

    #[special]
    fn __call__(t: &mut Thread, this: &GenericAlias, args: Args<'_>) -> PyResult {
        let origin = origin_of(this);
        let made = t.call_args(&origin, args)?;
        let key = t.interpreter().names().__orig_class__.clone();
        let alias = super::value_of(this);
        let result = t.set_attr(&made, &key, Some(&alias));
        if let Err(error) = result {
            if !t.is_exception(&error, Class::AttributeError) && !t.is_exception(&error, Class::TypeError) {
                return Err(error);
            }
        }
        Ok(made)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &GenericAlias) -> PyResult<String> {
        super::repr(t, this)
    }

    #[special]
    fn __getattribute__(t: &mut Thread, this: &Value, name: &Value) -> PyResult {
        let text = text_of(name);
        let own = OWN.contains(&text.as_str()) || super::STAYS.contains(&text.as_str());
        if let (Some(alias), false) = (this.downcast::<GenericAlias>(), own) {
            let origin = origin_of(alias);
            return t.get_attr(&origin, name);
        }
        match t.generic_get_attr(this, name)? {
            Some(value) => Ok(value),
            None => Err(t.no_attribute(this, name)),
        }
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        super::compare(t, this, value, false)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        super::compare(t, this, value, true)
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &GenericAlias) -> PyResult<i64> {
        let (origin, arguments) = (origin_of(this), arguments_of(this));
        Ok((t.hash(&origin)? ^ t.hash(&arguments)?) as i64)
    }

    #[special]
    fn __getitem__(t: &mut Thread, this: &Value, key: &Value) -> PyResult {
        super::substitute(t, this, key)
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        crate::builtins::union::combine(t, this, value)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        crate::builtins::union::combine(t, value, this)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &GenericAlias) -> PyResult {
        iterator(t, super::value_of(this))
    }

    /// The class itself, among bases.
    #[method("($self, bases, /)")]
    fn __mro_entries__(t: &mut Thread, this: &GenericAlias, bases: &Value) -> PyResult {
        let classes = if super::comes_again(t, this, bases) { Vec::new() } else { vec![origin_of(this)] };
        Tuple::new(t, classes)
    }

    /// Aliases are no classes.
    #[method("($self, instance, /)")]
    fn __instancecheck__(t: &mut Thread, this: &Value, instance: &Value) -> PyResult {
        let _ = (this, instance);
        let error: PyResult = Err(t.type_error("isinstance() argument 2 cannot be a parameterized generic"));
        error
    }

    /// Aliases are no classes.
    #[method("($self, subclass, /)")]
    fn __subclasscheck__(t: &mut Thread, this: &Value, subclass: &Value) -> PyResult {
        let _ = (this, subclass);
        let error: PyResult = Err(t.type_error("issubclass() argument 2 cannot be a parameterized generic"));
        error
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &GenericAlias) -> PyResult {
        if super::is_starred(this) {
            let plain = super::new(t, &origin_of(this), &arguments_of(this))?;
            let over = iterator(t, plain)?;
            let next = builtin(t, "next")?;
            return reduced(t, next, over, None);
        }
        let class = t.interpreter().type_of_kind(Kind::GenericAlias).to_value();
        let arguments = Tuple::new(t, [origin_of(this), arguments_of(this)])?;
        Tuple::new(t, [class, arguments])
    }

    /// The names of attributes.
    #[method("($self, /)")]
    fn __dir__(t: &mut Thread, this: &GenericAlias) -> PyResult {
        let builtins = t.interpreter().builtins.clone();
        let key = t.intern("dir")?;
        let dir = t.get_item(&builtins, &key)?;
        let names = t.call(&dir, &[origin_of(this)])?;
        let mut names = t.collect(&names)?;
        for own in OWN {
            let own = t.intern(own)?;
            if !names.iter().any(|name| name.is(&own)) {
                names.push(own);
            }
        }
        List::new(t, names)
    }

    /// The class.
    #[getter]
    fn __origin__(t: &mut Thread, this: &GenericAlias) -> PyResult {
        let _ = t;
        Ok(origin_of(this))
    }

    /// The types of its parts.
    #[getter]
    fn __args__(t: &mut Thread, this: &GenericAlias) -> PyResult {
        let _ = t;
        Ok(arguments_of(this))
    }

    /// The type variables among the types.
    #[getter]
    fn __parameters__(t: &mut Thread, this: &GenericAlias) -> PyResult {
        super::parameters(t, this)
    }

    /// Whether it is starred.
    #[getter]
    fn __unpacked__(t: &mut Thread, this: &GenericAlias) -> PyResult<bool> {
        let _ = t;
        Ok(super::is_starred(this))
    }

    /// The types of a starred tuple, or None.
    #[getter]
    fn __typing_unpacked_tuple_args__(t: &mut Thread, this: &GenericAlias) -> PyResult {
        let tuple = t.interpreter().type_of_kind(Kind::Tuple).raw();
        let starred = super::is_starred(this) && origin_of(this).raw() == tuple;
        Ok(if starred { arguments_of(this) } else { Value::NONE })
    }
}

/// Attributes that an alias has itself.
const OWN: [&str; 9] = [
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
];

/// Further ones, which are not asked of the class.
const STAYS: [&str; 3] = ["__bases__", "__copy__", "__deepcopy__"];

fn origin_of(alias: &GenericAlias) -> Value {
    read(&alias.origin).unwrap_or(Value::NONE)
}

fn arguments_of(alias: &GenericAlias) -> Value {
    read(&alias.arguments).unwrap_or(Value::NONE)
}

fn is_starred(alias: &GenericAlias) -> bool {
    alias.starred.get() == Raw::TRUE
}

fn value_of(alias: &GenericAlias) -> Value {
    let header = std::ptr::from_ref(alias).cast_mut().cast();
    // SAFETY: the borrow keeps the alias alive.
    unsafe { Value::from_borrowed(Raw::pointer(header)) }
}

fn is_generic(t: &Thread, origin: &Value) -> bool {
    let generic = t.interpreter().type_of_kind(Kind::Generic);
    origin.downcast::<TypeObject>().is_some_and(|class| class.is_subtype(generic))
}

/// Whether `Generic[...]` among bases is followed by another generic class, which has `Generic` for a base itself.
fn comes_again(t: &Thread, alias: &GenericAlias, bases: &Value) -> bool {
    if origin_of(alias).raw() != t.interpreter().type_of_kind(Kind::Generic).raw() {
        return false;
    }
    let this = value_of(alias);
    let bases = Tuple::of(bases).map_or(&[][..], Tuple::items);
    let after = bases.iter().skip_while(|base| !base.is(&this)).skip(1).filter(|base| !base.is(&this));
    after.filter_map(|base| base.exact::<GenericAlias>()).any(|base| is_generic(t, &origin_of(base)))
}

/// How a type shows among the parts of an alias or union.
pub(crate) fn type_text(t: &mut Thread, value: &Value) -> PyResult<String> {
    if value.is(&Value::ELLIPSIS) {
        return Ok("...".to_owned());
    }
    if value.is_kind(Kind::GenericAlias) {
        return t.repr_lossy(value);
    }
    if value.is_none() || value.raw() == t.interpreter().type_of_kind(Kind::NoneType).raw() {
        return Ok("None".to_owned());
    }
    let origin = t.intern("__origin__")?;
    if t.get_attr_opt(value, &origin)?.is_some() {
        let key = t.intern("__args__")?;
        if t.get_attr_opt(value, &key)?.is_some() {
            return t.repr_lossy(value);
        }
    }
    let (qualname, module) =
        (t.interpreter().names().__qualname__.clone(), t.interpreter().names().__module__.clone());
    let Some(qualname) = t.get_attr_opt(value, &qualname)? else { return t.repr_lossy(value) };
    let Some(module) = t.get_attr_opt(value, &module)?.filter(|module| !module.is_none()) else {
        return t.repr_lossy(value);
    };
    let (module, qualname) = (text_of(&module), text_of(&qualname));
    Ok(if module == "builtins" { qualname } else { format!("{module}.{qualname}") })
}

fn repr(t: &mut Thread, alias: &GenericAlias) -> PyResult<String> {
    t.enter_recursion(" while getting the repr of an object")?;
    let mut text = if is_starred(alias) { "*".to_owned() } else { String::new() };
    text.push_str(&type_text(t, &origin_of(alias))?);
    let arguments = arguments_of(alias);
    let items = Tuple::of(&arguments).map_or(&[][..], Tuple::items).to_vec();
    let generic = is_generic(t, &origin_of(alias));
    let mut parts = Vec::with_capacity(items.len());
    for item in &items {
        // A list of parameters, as Callable has; generic classes of our own keep a tuple.
        parts.push(match (item.exact::<List>(), item.exact::<Tuple>().filter(|_| generic)) {
            (Some(list), _) => list_text(t, list)?,
            (None, Some(inner)) => {
                let inner = inner.items().iter().map(|item| type_text(t, item));
                format!("[{}]", inner.collect::<PyResult<Vec<String>>>()?.join(", "))
            }
            (None, None) => type_text(t, item)?,
        });
    }
    let parts = if parts.is_empty() { "()".to_owned() } else { parts.join(", ") };
    Ok(format!("{text}[{parts}]"))
}

/// A list among the parts; showing its items may change it.
fn list_text(t: &mut Thread, list: &List) -> PyResult<String> {
    let mut parts = Vec::new();
    for index in 0..list.len() {
        let Some(item) = list.items(t).get(index).cloned() else {
            return Err(t.index_error("list index out of range"));
        };
        parts.push(type_text(t, &item)?);
    }
    Ok(format!("[{}]", parts.join(", ")))
}

fn compare(t: &mut Thread, this: &Value, value: &Value, negate: bool) -> PyResult {
    let (Some(a), Some(b)) = (this.downcast::<GenericAlias>(), value.downcast::<GenericAlias>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let equal = is_starred(a) == is_starred(b)
        && t.equals(&origin_of(a), &origin_of(b))?
        && t.equals(&arguments_of(a), &arguments_of(b))?;
    Ok(Value::bool(equal != negate))
}

/// The distinct type variables among types, in order.
pub(crate) fn collect_parameters(t: &mut Thread, types: &[Value]) -> PyResult<Vec<Value>> {
    let mut found: Vec<Value> = Vec::new();
    let (substitute, parameters) = (t.intern("__typing_subst__")?, t.intern("__parameters__")?);
    t.enter_recursion(" while collecting type parameters")?;
    for item in types {
        if item.downcast::<TypeObject>().is_some() {
            continue;
        }
        let inner = if t.get_attr_opt(item, &substitute)?.is_some() {
            vec![item.clone()]
        } else if let Some(items) = Tuple::of(item) {
            let items = items.items().to_vec();
            collect_parameters(t, &items)?
        } else if let Some(list) = item.exact::<List>() {
            let items = list.items(t).to_vec();
            collect_parameters(t, &items)?
        } else {
            match t.get_attr_opt(item, &parameters)? {
                Some(inner) => Tuple::of(&inner).map_or(Vec::new(), |inner| inner.items().to_vec()),
                None => Vec::new(),
            }
        };
        for parameter in inner {
            if !found.iter().any(|known| known.is(&parameter)) {
                found.push(parameter);
            }
        }
    }
    Ok(found)
}

fn parameters(t: &mut Thread, alias: &GenericAlias) -> PyResult {
    if let Some(known) = read(&alias.parameters) {
        return Ok(known);
    }
    let arguments = arguments_of(alias);
    let items = Tuple::of(&arguments).map_or(&[][..], Tuple::items).to_vec();
    let found = collect_parameters(t, &items)?;
    let found = Tuple::new(t, found)?;
    crate::builtins::fields::write(&alias.parameters, Some(found.clone()));
    Ok(found)
}

fn substitute(t: &mut Thread, this: &Value, key: &Value) -> PyResult {
    let Some(alias) = this.downcast::<GenericAlias>() else {
        return Err(t.type_error("not a generic alias"));
    };
    if origin_of(alias).raw() == t.interpreter().type_of_kind(Kind::Generic).raw() {
        let shown = t.str_lossy(this)?;
        return Err(t.type_error(format!("Cannot subscript already-subscripted {shown}")));
    }
    let parameters = parameters(t, alias)?;
    let parameters = Tuple::of(&parameters).map_or(&[][..], Tuple::items).to_vec();
    let arguments = arguments_of(alias);
    let arguments = Tuple::of(&arguments).map_or(&[][..], Tuple::items).to_vec();
    let new = substitute_parameters(t, this, &arguments, &parameters, key)?;
    let new = Tuple::new(t, new)?;
    let starred = Raw::bool(is_starred(alias));
    GenericAlias::new(t, origin_of(alias).into_raw(), new.into_raw(), Raw::NULL, starred)
}

/// The types with their variables replaced by those in `key`.
pub(crate) fn substitute_parameters(
    t: &mut Thread,
    this: &Value,
    arguments: &[Value],
    parameters: &[Value],
    key: &Value,
) -> PyResult<Vec<Value>> {
    if parameters.is_empty() {
        let shown = t.repr_lossy(this)?;
        return Err(t.type_error(format!("{shown} is not a generic class")));
    }
    let mut given = match Tuple::of(key) {
        Some(items) => items.items().to_vec(),
        None => vec![key.clone()],
    };
    let prepare = t.intern("__typing_prepare_subst__")?;
    for parameter in parameters {
        if let Some(prepare) = t.get_attr_opt(parameter, &prepare)?.filter(|prepare| !prepare.is_none()) {
            let packed = Tuple::new(t, given)?;
            let prepared = t.call(&prepare, &[this.clone(), packed])?;
            given = t.collect(&prepared)?;
        }
    }
    if given.len() != parameters.len() {
        let shown = t.repr_lossy(this)?;
        let many = if given.len() > parameters.len() { "many" } else { "few" };
        let (actual, expected) = (given.len(), parameters.len());
        return Err(
            t.type_error(format!("Too {many} arguments for {shown}; actual {actual}, expected {expected}"))
        );
    }
    let mut new = Vec::with_capacity(arguments.len());
    for argument in arguments {
        substitute_one(t, argument, parameters, &given, &mut new)?;
    }
    Ok(new)
}

fn substitute_one(
    t: &mut Thread,
    argument: &Value,
    parameters: &[Value],
    given: &[Value],
    new: &mut Vec<Value>,
) -> PyResult<()> {
    if argument.downcast::<TypeObject>().is_some() {
        new.push(argument.clone());
        return Ok(());
    }
    t.enter_recursion(" while substituting type parameters")?;
    let own_list = argument.exact::<List>().map(|list| list.items(t).to_vec());
    if let Some(items) = own_list.or_else(|| argument.exact::<Tuple>().map(|tuple| tuple.items().to_vec())) {
        let mut inner = Vec::new();
        for item in &items {
            substitute_one(t, item, parameters, given, &mut inner)?;
        }
        new.push(if argument.is_kind(Kind::List) { List::new(t, inner)? } else { Tuple::new(t, inner)? });
        return Ok(());
    }
    let (unpacked, substitute) =
        (t.intern("__typing_is_unpacked_typevartuple__")?, t.intern("__typing_subst__")?);
    let starred = match t.get_attr_opt(argument, &unpacked)? {
        Some(flag) => t.truth(&flag)?,
        None => false,
    };
    let replaced = match t.get_attr_opt(argument, &substitute)? {
        Some(substitute) => {
            let Some(index) = parameters.iter().position(|known| known.is(argument)) else {
                new.push(argument.clone());
                return Ok(());
            };
            t.call(&substitute, std::slice::from_ref(&given[index]))?
        }
        None => substitute_inner(t, argument, parameters, given)?,
    };
    match Tuple::of(&replaced) {
        Some(items) if starred => new.extend(items.items().iter().cloned()),
        _ => new.push(replaced),
    }
    Ok(())
}

/// Substitutes in an argument that has type variables of its own: `argument[their values]`.
fn substitute_inner(t: &mut Thread, argument: &Value, parameters: &[Value], given: &[Value]) -> PyResult {
    let key = t.intern("__parameters__")?;
    let Some(own) = t.get_attr_opt(argument, &key)? else { return Ok(argument.clone()) };
    let own = Tuple::of(&own).map_or(&[][..], Tuple::items).to_vec();
    if own.is_empty() {
        return Ok(argument.clone());
    }
    let mut values = Vec::with_capacity(own.len());
    for parameter in own {
        match parameters.iter().position(|known| known.is(&parameter)).map(|index| &given[index]) {
            // What stands for a TypeVarTuple was packed into one tuple.
            Some(value) => match Tuple::of(value) {
                Some(several) if t.has_special(&parameter, Special::Iter) => {
                    values.extend(several.items().iter().cloned());
                }
                _ => values.push(value.clone()),
            },
            None => values.push(parameter),
        }
    }
    let values = Tuple::new(t, values)?;
    t.get_item(argument, &values)
}
