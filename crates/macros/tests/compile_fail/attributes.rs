extern crate self as taipan_vm;

#[path = "../support/vm.rs"]
mod vm;

pub use vm::{builtins, errors, native, object, thread, value};

#[taipan_macros::methods]
mod methods {
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Is misspelt.
    #[methd("($self, /)")]
    fn misspelt(_: &mut Thread, _: &Value) -> PyResult<()> {
        Ok(())
    }

    /// Is in the wrong place.
    #[function("()")]
    fn misplaced(_: &mut Thread) -> PyResult<()> {
        Ok(())
    }

    /// Has two roles.
    #[method("($self, /)")]
    #[getter]
    fn both(_: &mut Thread, _: &Value) -> PyResult<()> {
        Ok(())
    }

    /// Has no signature.
    #[method]
    fn bare(_: &mut Thread, _: &Value) -> PyResult<()> {
        Ok(())
    }

    /// Has no slot.
    #[special]
    fn __reversed__(_: &mut Thread, _: &Value) -> PyResult<()> {
        Ok(())
    }

    /// Has an unknown option.
    #[method("($self, /)", named = "x")]
    fn option(_: &mut Thread, _: &Value) -> PyResult<()> {
        Ok(())
    }

    #[new("(x=0, /)")]
    fn __new__(_: &mut Thread, _: &Value, x: i64) -> PyResult<()> {
        let _ = x;
        Ok(())
    }

    /// Is there twice.
    #[method("($self, /)", name = "twice")]
    fn once(_: &mut Thread, _: &Value) -> PyResult<()> {
        Ok(())
    }

    /// Is there twice.
    #[method("($self, /)")]
    fn twice(_: &mut Thread, _: &Value) -> PyResult<()> {
        Ok(())
    }

    #[setter("alone")]
    fn set_alone(_: &mut Thread, _: &Value, _value: Option<&Value>) -> PyResult<()> {
        Ok(())
    }
}

#[taipan_macros::methods]
fn no_module() {}

#[taipan_macros::module(time)]
/// Has no name.
mod module {}

fn main() {}
