//! `_abc`: abstract base classes, as `abc.ABCMeta` is built on them.

mod checks;
mod data;
mod setup;

use taipan_vm::{PyResult, Thread, Value};

/// How abstract base classes know their subclasses.
#[taipan_macros::module("_abc")]
pub mod module {
    use taipan_vm::builtins::set;
    use taipan_vm::builtins::tuple::Tuple;

    use super::*;

    /// A number that changes whenever a class is registered with any abstract base class.
    #[function("()")]
    fn get_cache_token(t: &mut Thread) -> PyResult<u64> {
        Ok(data::registrations(t))
    }

    /// Finds a class's abstract methods, and readies it for the checks.
    #[function("(self, /)")]
    fn _abc_init(t: &mut Thread, self_: &Value) -> PyResult<()> {
        setup::init(t, self_)
    }

    /// Makes a class count as a subclass.
    #[function("(self, subclass, /)")]
    fn _abc_register(t: &mut Thread, self_: &Value, subclass: &Value) -> PyResult {
        setup::register(t, self_, subclass)
    }

    /// Whether an object is an instance of an abstract base class.
    #[function("(self, instance, /)")]
    fn _abc_instancecheck(t: &mut Thread, self_: &Value, instance: &Value) -> PyResult {
        checks::instance_check(t, self_, instance)
    }

    /// Whether a class is a subclass of an abstract base class.
    #[function("(self, subclass, /)")]
    fn _abc_subclasscheck(t: &mut Thread, self_: &Value, subclass: &Value) -> PyResult<bool> {
        checks::subclass_check(t, self_, subclass)
    }

    /// Copies of the registry, the cache and the negative cache, as sets of weak references, and the number that the last one
    /// is valid for.
    #[function("(self, /)")]
    fn _get_dump(t: &mut Thread, self_: &Value) -> PyResult {
        let data = data::of_class(t, self_)?;
        let data = data::contents(&data);
        let mut parts = Vec::new();
        for classes in [&data.registry, &data.cache, &data.negative] {
            let references = classes.read(t).references();
            let all = set::Set::new(t)?;
            if let Some(all) = set::Set::any(&all) {
                for reference in references {
                    all.add(t, &reference)?;
                }
            }
            parts.push(all);
        }
        parts.push(Value::small_int(data.negative_version.get() as i64));
        Tuple::new(t, parts)
    }

    /// Forgets the registered classes.
    #[function("(self, /)")]
    fn _reset_registry(t: &mut Thread, self_: &Value) -> PyResult<()> {
        let data = data::of_class(t, self_)?;
        drop(std::mem::take(data::contents(&data).registry.write(t)));
        Ok(())
    }

    /// Forgets what the checks found.
    #[function("(self, /)")]
    fn _reset_caches(t: &mut Thread, self_: &Value) -> PyResult<()> {
        let data = data::of_class(t, self_)?;
        drop(std::mem::take(data::contents(&data).cache.write(t)));
        drop(std::mem::take(data::contents(&data).negative.write(t)));
        Ok(())
    }
}
