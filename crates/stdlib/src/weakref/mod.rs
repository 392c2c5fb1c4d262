//! `_weakref`: references that do not keep their objects alive.

/// Weak references.
#[taipan_macros::module("_weakref")]
pub mod module {
    use taipan_vm::builtins::dict::Dict;
    use taipan_vm::builtins::module::Module;
    use taipan_vm::builtins::weakref::WeakRef;
    use taipan_vm::object::Kind;
    use taipan_vm::{PyResult, Thread, Value};

    /// Makes a proxy, which does what its object does while that lives.
    #[function("(object, callback=None, /)")]
    fn proxy(t: &mut Thread, object: &Value, callback: Option<&Value>) -> PyResult {
        t.new_weak_proxy(object, callback.filter(|callback| !callback.is_none()))
    }

    /// How many weak references and proxies refer to an object.
    #[function("(object, /)")]
    fn getweakrefcount(t: &mut Thread, object: &Value) -> PyResult<usize> {
        Ok(t.weak_references(object).len())
    }

    /// The weak references and proxies that refer to an object, a list.
    #[function("(object, /)")]
    fn getweakrefs(t: &mut Thread, object: &Value) -> PyResult<Vec<Value>> {
        Ok(t.weak_references(object))
    }

    /// Deletes an item of a dict if its value is a dead weak reference.
    #[function("(dct, key, /)")]
    fn _remove_dead_weakref(t: &mut Thread, dct: &Dict, key: &Value) -> PyResult<()> {
        let hash = t.hash(key)?;
        let Some(value) = dct.get_hashed(t, key, hash)? else { return Ok(()) };
        let Some(reference) = WeakRef::or_proxy(&value) else { return Err(t.type_error("not a weakref")) };
        if reference.target().is_none() {
            dct.remove(t, key)?;
        }
        Ok(())
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        let Some(namespace) = module.downcast::<Module>().and_then(Module::dict).cloned() else {
            return Ok(());
        };
        for (name, kind) in [
            ("ref", Kind::WeakRef),
            ("ReferenceType", Kind::WeakRef),
            ("ProxyType", Kind::WeakProxy),
            ("CallableProxyType", Kind::CallableWeakProxy),
        ] {
            let class = t.interpreter().type_of_kind(kind).to_value();
            let name = t.intern(name)?;
            t.set_item(&namespace, &name, &class)?;
        }
        Ok(())
    }
}
