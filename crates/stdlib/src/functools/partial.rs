//! `partial`: a callable with some of its arguments given.

use std::cell::Cell;

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Exception;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::object::{Kind, Object};
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

use super::placeholder;

taipan_vm::native_object! {
    /// What is called; a tuple of arguments, some of them perhaps the placeholder; a dict of keyword arguments; how many
    /// placeholders there are.
    pub(super) struct Partial: LAYOUT, TYPE {
        function: Slot,
        arguments: Slot,
        keywords: Slot,
        places: Cell<usize>,
    }
}

/// The type `partial`.
pub(super) static TYPE: NativeType = NativeType {
    name: "partial",
    module: "functools",
    doc: "A callable that calls func with these arguments first and these keyword arguments, besides those of the call. Where an argument is Placeholder, the call's next one goes.",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::WEAK).with(TypeFlags::DICT),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The parts of a partial, each a reference of its own.
struct Parts {
    function: Value,
    arguments: Value,
    keywords: Value,
}

impl Parts {
    fn of(this: &Partial) -> Parts {
        let read = Slot::get_or_none;
        Parts {
            function: read(&this.function),
            arguments: read(&this.arguments),
            keywords: read(&this.keywords),
        }
    }

    fn arguments(&self) -> &[Value] {
        Tuple::of(&self.arguments).map_or(&[], |arguments| arguments.items())
    }

    fn keywords(&self) -> Option<&Dict> {
        <Dict as Object>::of(&self.keywords)
    }
}

/// How many of these are the placeholder.
fn count_places(arguments: &[Value], placeholder: &Value) -> usize {
    arguments.iter().filter(|argument| argument.is(placeholder)).count()
}

fn trailing(t: &mut Thread) -> Exception {
    t.type_error("trailing Placeholders are not allowed")
}

/// The arguments of a partial of a partial: the new ones take the inner placeholders' places, then follow.
fn merged(inner: &[Value], new: &[Value], placeholder: &Value) -> Vec<Value> {
    let mut new = new.iter();
    let mut all = Vec::with_capacity(inner.len() + new.len());
    for argument in inner {
        let replacement = if argument.is(placeholder) { new.next() } else { None };
        all.push(replacement.unwrap_or(argument).clone());
    }
    all.extend(new.cloned());
    all
}

fn make(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
    let Some((function, given)) = args.positional().split_first() else {
        return Err(t.type_error("type 'partial' takes at least one argument"));
    };
    if !t.is_callable(function) {
        return Err(t.type_error("the first argument must be callable"));
    }
    let placeholder = placeholder::get(t)?;
    if given.last().is_some_and(|last| last.is(&placeholder)) {
        return Err(trailing(t));
    }
    if args.keywords().any(|(_, value)| value.is(&placeholder)) {
        return Err(t.type_error("Placeholder cannot be passed as a keyword argument"));
    }
    // A partial of a partial without attributes calls the inner function itself.
    let inner = Partial::of(function).filter(|_| t.existing_dict(function).is_none()).map(Parts::of);
    let (function, arguments) = match &inner {
        Some(inner) => (inner.function.clone(), merged(inner.arguments(), given, &placeholder)),
        None => (function.clone(), given.to_vec()),
    };
    let places = count_places(&arguments, &placeholder);
    let arguments = Tuple::new(t, arguments)?;
    let keywords = match inner.as_ref().and_then(Parts::keywords) {
        Some(keywords) => keywords.copy(t)?,
        None => Dict::new(t)?,
    };
    if let Some(all) = keywords.exact::<Dict>() {
        for (name, value) in args.keywords() {
            all.set(t, &name.to_value(), value.clone())?;
        }
    }
    Partial::create(t, class, function.into(), arguments.into(), keywords.into(), Cell::new(places))
}

/// The positional arguments of a call.
fn positional(t: &mut Thread, parts: &Parts, places: usize, given: &[Value]) -> PyResult<Vec<Value>> {
    if given.len() < places {
        let found = given.len();
        let text = format!(
            "missing positional arguments in 'partial' call; expected at least {places}, got {found}"
        );
        return Err(t.type_error(text));
    }
    if places == 0 {
        let mut all = Vec::with_capacity(parts.arguments().len() + given.len());
        all.extend_from_slice(parts.arguments());
        all.extend_from_slice(given);
        return Ok(all);
    }
    let placeholder = placeholder::get(t)?;
    Ok(merged(parts.arguments(), given, &placeholder))
}

fn call(t: &mut Thread, this: &Partial, args: Args<'_>) -> PyResult {
    let parts = Parts::of(this);
    let mut values = positional(t, &parts, this.places.get(), args.positional())?;
    let Some(keywords) = parts.keywords().filter(|keywords| !keywords.is_empty()) else {
        values.extend_from_slice(&args.values()[args.positional().len()..]);
        return t.call_args(&parts.function, Args::new(&values, args.names()));
    };
    let own: Vec<(Value, Value)> =
        keywords.iter(t).map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut names = Vec::with_capacity(own.len() + args.keyword_count());
    for (name, value) in own {
        let Some(text) = Str::of(&name) else { return Err(t.type_error("keywords must be strings")) };
        let given = args.keywords().find(|(given, _)| given.equals(text)).map(|(_, value)| value.clone());
        values.push(given.unwrap_or(value));
        names.push(name);
    }
    let known = names.len();
    for (name, value) in args.keywords() {
        if !names[..known].iter().any(|known| Str::of(known).is_some_and(|known| known.equals(name))) {
            values.push(value.clone());
            names.push(name.to_value());
        }
    }
    let names = Tuple::new(t, names)?;
    t.call_args(&parts.function, Args::new(&values, names.exact::<Tuple>()))
}

/// `module.name(function, arguments…, name=value…)`.
fn repr(t: &mut Thread, this: &Value, parts: &Parts) -> PyResult {
    use taipan_vm::native::text::TextBuilder;
    let mut text = TextBuilder::new();
    let Some(_guard) = taipan_vm::protocol::ReprGuard::enter(this) else {
        text.push_str("...");
        return text.finish(t);
    };
    let class = t.type_of(this).to_value();
    let mut names = Vec::new();
    for name in ["__module__", "__qualname__"] {
        let name = t.intern(name)?;
        let name = t.get_attr(&class, &name)?;
        names.push(t.str_of(&name)?);
    }
    text.push_value(&names[0]);
    text.push_str(".");
    text.push_value(&names[1]);
    text.push_str("(");
    // The function's text is made last, as it stands behind what the arguments' texts may change.
    let mut tail = TextBuilder::new();
    for argument in parts.arguments() {
        tail.push_str(", ");
        tail.push_repr(t, argument)?;
    }
    if let Some(keywords) = parts.keywords() {
        let mut index = 0;
        while let Some(at) = keywords.next_index(t, index) {
            let Some((name, value)) =
                keywords.entry(t, at).map(|(name, value)| (name.clone(), value.clone()))
            else {
                break;
            };
            tail.push_str(", ");
            let name = t.str_of(&name)?;
            tail.push_value(&name);
            tail.push_str("=");
            tail.push_repr(t, &value)?;
            index = at + 1;
        }
    }
    text.push_repr(t, &parts.function)?;
    let tail = tail.finish(t)?;
    text.push_value(&tail);
    text.push_str(")");
    text.finish(t)
}

fn set_state(t: &mut Thread, this: &Value, state: &Value) -> PyResult<()> {
    let Some(partial) = Partial::of(this) else { unreachable!("self was checked") };
    let Some(parts) = Tuple::of(state) else { return Err(t.type_error("invalid partial state")) };
    let [function, arguments, keywords, dict] = parts.items() else {
        return Err(t.type_error("invalid partial state"));
    };
    let fits = t.is_callable(function)
        && Tuple::of(arguments).is_some()
        && (keywords.is_none() || <Dict as Object>::of(keywords).is_some());
    let (true, Some(given)) = (fits, Tuple::of(arguments)) else {
        return Err(t.type_error("invalid partial state"));
    };
    let placeholder = placeholder::get(t)?;
    if given.items().last().is_some_and(|last| last.is(&placeholder)) {
        return Err(trailing(t));
    }
    let places = count_places(given.items(), &placeholder);
    let arguments = match arguments.exact::<Tuple>() {
        Some(_) => arguments.clone(),
        None => {
            let items = t.collect(arguments)?;
            Tuple::new(t, items)?
        }
    };
    let keywords = match <Dict as Object>::of(keywords) {
        Some(_) if keywords.exact::<Dict>().is_some() => keywords.clone(),
        Some(keywords) => keywords.copy(t)?,
        None => Dict::new(t)?,
    };
    partial.function.set(t, Some(function.clone()));
    partial.arguments.set(t, Some(arguments));
    partial.keywords.set(t, Some(keywords));
    partial.places.set(places);
    t.replace_dict(this, Some(dict.clone()).filter(|dict| !dict.is_none()));
    Ok(())
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::builtins::type_slots;
    use taipan_vm::native::convert::{method_self, special_self};

    /// Makes a callable.
    #[new("(func, /, *args, **keywords)", name = "partial")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        make(t, class, args)
    }

    #[special]
    fn __call__(t: &mut Thread, this: &Partial, args: Args<'_>) -> PyResult {
        call(t, this, args)
    }

    #[special]
    fn __get__(t: &mut Thread, this: &Value, instance: &Value, owner: Option<&Value>) -> PyResult {
        t.check_get(instance, owner)?;
        special_self::<Partial>(t, this, "__get__")?;
        if instance.is_none() { Ok(this.clone()) } else { t.bind_method(this, instance) }
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let parts = Parts::of(special_self::<Partial>(t, this, "__repr__")?);
        repr(t, this, &parts)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let parts = Parts::of(method_self::<Partial>(t, this, "__reduce__")?);
        let dict = t.existing_dict(this).unwrap_or(Value::NONE);
        let state = vec![parts.function.clone(), parts.arguments, parts.keywords, dict];
        let state = Tuple::new(t, state)?;
        let arguments = Tuple::new(t, [parts.function])?;
        Tuple::new(t, [class, arguments, state])
    }

    /// Takes over the state of a copy, for unpickling.
    #[method("($self, object, /)")]
    fn __setstate__(t: &mut Thread, this: &Value, object: &Value) -> PyResult<()> {
        method_self::<Partial>(t, this, "__setstate__")?;
        set_state(t, this, object)
    }

    /// `partial[int]` and its like, for annotations.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }

    /// What is called.
    #[member]
    fn func(_: &mut Thread, this: &Partial) -> PyResult<Option<Value>> {
        Ok(this.function.get())
    }

    /// The arguments given in advance, a tuple.
    #[member]
    fn args(_: &mut Thread, this: &Partial) -> PyResult<Option<Value>> {
        Ok(this.arguments.get())
    }

    /// The keyword arguments given in advance, a dict.
    #[member]
    fn keywords(_: &mut Thread, this: &Partial) -> PyResult<Option<Value>> {
        Ok(this.keywords.get())
    }

    /// The attributes, a dict.
    #[getter]
    fn __dict__(t: &mut Thread, this: &Value) -> PyResult {
        type_slots::get_dict(t, this)
    }

    #[setter("__dict__")]
    fn set_dict(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        type_slots::set_dict(t, this, value)
    }
}
