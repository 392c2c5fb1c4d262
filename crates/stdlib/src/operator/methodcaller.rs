//! `methodcaller`: a callable that calls a method of its argument.

use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

taipan_vm::native_object! {
    /// The method's name; a tuple of the arguments, those by keyword last; a tuple of their names, empty without any.
    pub(super) struct MethodCaller: LAYOUT, TYPE {
        name: Slot,
        arguments: Slot,
        keywords: Slot,
    }
}

/// The type `methodcaller`.
pub(super) static TYPE: NativeType = NativeType {
    name: "methodcaller",
    module: "operator",
    doc: "A callable that calls a method of its argument, with further arguments: methodcaller('name', 'date', key=1)(r) is r.name('date', key=1).",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

impl MethodCaller {
    /// The name, the arguments and their names.
    fn parts(&self) -> [Value; 3] {
        [&self.name, &self.arguments, &self.keywords].map(Slot::get_or_none)
    }
}

/// The arguments of `parts`, as they are passed on.
fn arguments(parts: &[Value; 3]) -> Args<'_> {
    let values = parts[1].exact::<Tuple>().map_or(&[][..], |values| values.items());
    Args::new(values, parts[2].exact::<Tuple>())
}

fn call(t: &mut Thread, this: &MethodCaller, object: &Value) -> PyResult {
    let parts = this.parts();
    let args = arguments(&parts);
    if args.keyword_count() == 0 {
        return t.call_method(object, &parts[0], args.values());
    }
    let method = t.get_attr(object, &parts[0])?;
    t.call_args(&method, args)
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::native::convert::{check_positional, method_self, special_self};
    use taipan_vm::native::text::TextBuilder;
    use taipan_vm::protocol::ReprGuard;

    /// Makes a callable for this method.
    #[new("(name, /, *args, **kwargs)", name = "methodcaller")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let Some(name) = args.positional().first() else {
            return Err(t.type_error("methodcaller needs at least one argument, the method name"));
        };
        if Str::of(name).is_none() {
            return Err(t.type_error("method name must be a string"));
        }
        let name = if name.exact::<Str>().is_some() { t.intern_value(name.clone())? } else { name.clone() };
        let values = Tuple::from_slice(t, args.rest().values())?;
        let keywords = match args.names() {
            Some(names) if !names.is_empty() => Some(Tuple::from_slice(t, names.items())?),
            _ => None,
        };
        MethodCaller::create(t, class, name.into(), values.into(), keywords.into())
    }

    #[special]
    fn __call__(t: &mut Thread, this: &MethodCaller, args: Args<'_>) -> PyResult {
        let given = args.no_keywords(t, "methodcaller")?;
        check_positional(t, "methodcaller", given.len(), 1, 1)?;
        call(t, this, &given[0])
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let parts = special_self::<MethodCaller>(t, this, "__repr__")?.parts();
        let class = t.type_name(this);
        let mut text = TextBuilder::new();
        let Some(_guard) = ReprGuard::enter(this) else {
            text.push_str(&format!("{class}(...)"));
            return text.finish(t);
        };
        let args = arguments(&parts);
        for argument in args.positional() {
            text.push_str(", ");
            text.push_repr(t, argument)?;
        }
        for (name, argument) in args.keywords() {
            text.push_str(", ");
            text.push_value(&name.to_value());
            text.push_str("=");
            text.push_repr(t, argument)?;
        }
        let given = text.finish(t)?;
        let mut text = TextBuilder::new();
        text.push_str(&format!("{class}("));
        text.push_repr(t, &parts[0])?;
        text.push_value(&given);
        text.push_str(")");
        text.finish(t)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        let class = t.type_of(this).to_value();
        let parts = method_self::<MethodCaller>(t, this, "__reduce__")?.parts();
        let args = arguments(&parts);
        if args.keyword_count() == 0 {
            let mut all = vec![parts[0].clone()];
            all.extend_from_slice(args.values());
            let all = Tuple::new(t, all)?;
            return Tuple::new(t, [class, all]);
        }
        let partial = t.import_module("_functools")?;
        let name = t.intern("partial")?;
        let partial = t.get_attr(&partial, &name)?;
        let mut given = vec![class, parts[0].clone()];
        given.extend(args.keywords().map(|(_, value)| value.clone()));
        let constructor = t.call_args(&partial, Args::new(&given, args.names()))?;
        let positional = Tuple::from_slice(t, args.positional())?;
        Tuple::new(t, [constructor, positional])
    }
}
