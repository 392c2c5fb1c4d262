extern crate self as taipan_vm;

#[path = "../support/vm.rs"]
mod vm;

pub use vm::{builtins, errors, native, object, thread, value};

#[taipan_macros::methods]
mod methods {
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    #[method("($self, /)")]
    fn clear(_: &mut Thread, _: &Value) -> PyResult<()> {
        Ok(())
    }

    #[getter]
    fn real(_: &mut Thread, _: &Value) -> PyResult<()> {
        Ok(())
    }
}

#[taipan_macros::module("time")]
mod module {}

fn main() {}
