extern crate self as taipan_vm;

#[path = "../support/vm.rs"]
mod vm;

pub use vm::{builtins, errors, native, object, thread, value};

#[taipan_macros::methods]
mod methods {
    use crate::builtins::str::Str;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Has no thread.
    #[method("($self, /)")]
    fn threadless(_: &Value) -> PyResult<()> {
        Ok(())
    }

    /// Has no self.
    #[method("($self, /)")]
    fn selfless(_: &mut Thread) -> PyResult<()> {
        Ok(())
    }

    /// Forgets self.
    #[method("($self, object, /)")]
    fn forgetful(_: &mut Thread, object: &Value) -> PyResult {
        Ok(object.clone())
    }

    /// Wants self for itself.
    #[method("($self, /)")]
    fn greedy(_: &mut Thread, this: &mut Str) -> PyResult<()> {
        this.0.clear();
        Ok(())
    }

    /// Does not wait.
    #[method("($self, /)")]
    async fn later(_: &mut Thread, _: &Value) -> PyResult<()> {
        Ok(())
    }

    /// Is of any type.
    #[method("($self, /)")]
    fn generic<T: Default>(_: &mut Thread, _: &Value) -> PyResult<()> {
        Ok(())
    }

    /// Cannot raise.
    #[method("($self, /)")]
    fn certain(_: &mut Thread, _: &Value) -> bool {
        true
    }

    /// Deletes nothing.
    #[getter]
    fn name(_: &mut Thread, _: &Value) -> PyResult<()> {
        Ok(())
    }

    #[setter("name")]
    fn set_name(_: &mut Thread, _: &Value, _value: &Value) -> PyResult<()> {
        Ok(())
    }
}

fn main() {}
