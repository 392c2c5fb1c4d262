extern crate self as taipan_vm;

#[path = "../support/vm.rs"]
mod vm;

pub use vm::{builtins, errors, native, object, thread, value};

#[taipan_macros::methods]
mod methods {
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Has another name in the signature.
    #[method("($self, object, /)")]
    fn renamed(_: &mut Thread, _: &Value, item: &Value) -> PyResult {
        Ok(item.clone())
    }

    /// Has a parameter too many.
    #[method("($self, object, /)")]
    fn more(_: &mut Thread, _: &Value, object: &Value, key: &Value) -> PyResult<bool> {
        Ok(object == key)
    }

    /// Has a parameter too few.
    #[method("($self, object, key, /)")]
    fn fewer(_: &mut Thread, _: &Value, object: &Value) -> PyResult {
        Ok(object.clone())
    }

    /// Is optional in Rust only.
    #[method("($self, object, /)")]
    fn optional(_: &mut Thread, _: &Value, object: Option<&Value>) -> PyResult<bool> {
        Ok(object.is_some())
    }

    /// Is optional in Python only.
    #[method("($self, object=<unrepresentable>, /)")]
    fn required(_: &mut Thread, _: &Value, object: &Value) -> PyResult {
        Ok(object.clone())
    }

    /// Has a default of another type.
    #[method("($self, count='x', /)")]
    fn default(_: &mut Thread, _: &Value, count: i64) -> PyResult<i64> {
        Ok(count)
    }

    /// Has no self.
    #[method("(object, /)")]
    fn selfless(_: &mut Thread, _: &Value, object: &Value) -> PyResult {
        Ok(object.clone())
    }

    /// Has a self too many.
    #[staticmethod("($self, object, /)")]
    fn selfish(_: &mut Thread, object: &Value) -> PyResult {
        Ok(object.clone())
    }

    /// Mixes everything with something.
    #[method("($self, object, *args)")]
    fn mixed(_: &mut Thread, _: &Value, object: &Value, args: Args<'_>) -> PyResult<bool> {
        Ok(args.values().contains(object))
    }

    /// Takes keywords by one parameter.
    #[method("($self, /, **kwargs)")]
    fn keywords(_: &mut Thread, _: &Value, kwargs: &Value) -> PyResult {
        Ok(kwargs.clone())
    }

    /// Is cut off.
    #[method("($self, object")]
    fn cut(_: &mut Thread, _: &Value, object: &Value) -> PyResult {
        Ok(object.clone())
    }

    /// Has a default before a parameter without.
    #[method("($self, a=1, b, /)")]
    fn order(_: &mut Thread, _: &Value, a: i64, b: i64) -> PyResult<i64> {
        Ok(a + b)
    }
}

fn main() {}
