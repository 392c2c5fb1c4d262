//! `copyreg` for programs without the Python library: what pickling asks of it, and the registries.

mod extensions;
mod reduce;

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::{PyResult, Thread, Value};

/// An attribute by a name that is fixed.
fn attribute(t: &mut Thread, object: &Value, name: &str) -> PyResult {
    let name = t.intern(name)?;
    t.get_attr(object, &name)
}

/// `(class, (argument, ...))`, as reduction functions answer.
fn reduced(t: &mut Thread, class: Value, arguments: Vec<Value>) -> PyResult {
    let arguments = Tuple::new(t, arguments)?;
    Tuple::new(t, [class, arguments])
}

/// Helps pickle and copy objects that can't say themselves how they are remade.
#[taipan_macros::module("copyreg")]
pub mod module {
    use taipan_vm::builtins::dict::Dict;
    use taipan_vm::builtins::list::List;
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::object::Kind;
    use taipan_vm::{Args, PyResult, Thread, Value};

    use super::{attribute, extensions, reduce, reduced};

    /// Registers the function that reduces the instances of a type.
    #[function("(ob_type, pickle_function, constructor_ob=None)")]
    fn pickle(
        t: &mut Thread,
        ob_type: &Value,
        pickle_function: &Value,
        constructor_ob: Option<&Value>,
    ) -> PyResult<()> {
        if !t.is_callable(pickle_function) {
            return Err(t.type_error("reduction functions must be callable"));
        }
        let this = t.import_module("copyreg")?;
        let table = attribute(t, &this, "dispatch_table")?;
        t.set_item(&table, ob_type, pickle_function)?;
        match constructor_ob {
            Some(object) if !object.is_none() => constructor(t, object),
            _ => Ok(()),
        }
    }

    /// Checks that something can make objects.
    #[function("(object)")]
    fn constructor(t: &mut Thread, object: &Value) -> PyResult<()> {
        if t.is_callable(object) { Ok(()) } else { Err(t.type_error("constructors must be callable")) }
    }

    /// How a complex number is remade.
    #[function("(c)")]
    fn pickle_complex(t: &mut Thread, c: &Value) -> PyResult {
        let parts = vec![attribute(t, c, "real")?, attribute(t, c, "imag")?];
        let class = t.interpreter().type_of_kind(Kind::Complex).to_value();
        reduced(t, class, parts)
    }

    /// How a union of types is remade.
    #[function("(obj)")]
    fn pickle_union(t: &mut Thread, obj: &Value) -> PyResult {
        let operator = t.import_module("operator")?;
        let get = attribute(t, &operator, "getitem")?;
        let class = t.interpreter().type_of_kind(Kind::Union).to_value();
        let types = attribute(t, obj, "__args__")?;
        reduced(t, get, vec![class, types])
    }

    /// How a super object is remade.
    #[function("(obj)")]
    fn pickle_super(t: &mut Thread, obj: &Value) -> PyResult {
        let parts = vec![attribute(t, obj, "__thisclass__")?, attribute(t, obj, "__self__")?];
        let class = t.interpreter().type_of_kind(Kind::Super).to_value();
        reduced(t, class, parts)
    }

    /// Remakes an object from its class, the builtin base, and that base's part of it.
    #[function("(cls, base, state)")]
    fn _reconstructor(t: &mut Thread, cls: &Value, base: &Value, state: &Value) -> PyResult {
        reduce::reconstruct(t, cls, base, state)
    }

    /// What `__reduce_ex__` answers for protocols 0 and 1.
    #[function("(self, proto)")]
    fn _reduce_ex(t: &mut Thread, self_: &Value, proto: i64) -> PyResult {
        reduce::old_protocol(t, self_, proto)
    }

    /// A new instance of a class, as protocol 2 remakes it.
    #[function("(cls, /, *args)")]
    fn __newobj__(t: &mut Thread, cls: &Value, args: &[Value]) -> PyResult {
        let new = attribute(t, cls, "__new__")?;
        let mut all = vec![cls.clone()];
        all.extend_from_slice(args);
        t.call(&new, &all)
    }

    /// A new instance of a class that takes keyword arguments, as protocol 4 remakes it.
    #[function("(cls, args, kwargs)")]
    fn __newobj_ex__(t: &mut Thread, cls: &Value, args: &Value, kwargs: &Value) -> PyResult {
        let new = attribute(t, cls, "__new__")?;
        let mut values = vec![cls.clone()];
        values.extend(t.collect(args)?);
        let mut names = Vec::new();
        for name in t.collect(kwargs)? {
            values.push(t.get_item(kwargs, &name)?);
            names.push(name);
        }
        let names = Tuple::new(t, names)?;
        t.call_args(&new, Args::new(&values, names.exact::<Tuple>()))
    }

    /// The names of all slots of a class, a list.
    #[function("(cls)")]
    fn _slotnames(t: &mut Thread, cls: &Value) -> PyResult {
        reduce::slot_names(t, cls)
    }

    /// Registers a number for a global name.
    #[function("(module, name, code)")]
    fn add_extension(t: &mut Thread, module: &Value, name: &Value, code: &Value) -> PyResult<()> {
        extensions::add(t, module, name, code)
    }

    /// Takes back a number that was registered for a global name.
    #[function("(module, name, code)")]
    fn remove_extension(t: &mut Thread, module: &Value, name: &Value, code: &Value) -> PyResult<()> {
        extensions::remove(t, module, name, code)
    }

    /// Forgets the objects that were found by number.
    #[function("()")]
    fn clear_extension_cache(t: &mut Thread) -> PyResult<()> {
        let this = t.import_module("copyreg")?;
        let cache = attribute(t, &this, "_extension_cache")?;
        let clear = t.intern("clear")?;
        t.call_method(&cache, &clear, &[])?;
        Ok(())
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        let table = Dict::new(t)?;
        for (kind, function) in
            [(Kind::Complex, "pickle_complex"), (Kind::Union, "pickle_union"), (Kind::Super, "pickle_super")]
        {
            let (class, function) =
                (t.interpreter().type_of_kind(kind).to_value(), attribute(t, module, function)?);
            t.set_item(&table, &class, &function)?;
        }
        let public = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"];
        let public = public.iter().map(|name| t.intern(name)).collect::<PyResult<Vec<Value>>>()?;
        let public = List::new(t, public)?;
        let registries = ["_extension_registry", "_inverted_registry", "_extension_cache"];
        let registries = registries.map(|name| (name, Dict::new(t)));
        let others = [("dispatch_table", Ok(table)), ("__all__", Ok(public))];
        for (name, value) in others.into_iter().chain(registries) {
            let name = t.intern(name)?;
            t.set_attr(module, &name, Some(&value?))?;
        }
        Ok(())
    }
}
