extern crate self as taipan_vm;

#[path = "../support/vm.rs"]
mod vm;

pub use vm::{builtins, errors, native, object, thread, value};

pub struct Opaque;

#[taipan_macros::methods]
mod methods {
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;
    use crate::Opaque;

    /// Takes what Python has not.
    #[method("($self, object, /)")]
    fn takes(_: &mut Thread, _: &Value, _object: Opaque) -> PyResult<()> {
        Ok(())
    }

    /// Perhaps takes what Python has not.
    #[method("($self, object=None, /)")]
    fn perhaps(_: &mut Thread, _: &Value, _object: Option<&Opaque>) -> PyResult<()> {
        Ok(())
    }

    /// Gives what Python has not.
    #[method("($self, /)")]
    fn gives(_: &mut Thread, _: &Value) -> PyResult<Opaque> {
        Ok(Opaque)
    }

    /// Is of a type that Python has not.
    #[method("($self, /)")]
    fn own(_: &mut Thread, _this: &Opaque) -> PyResult<()> {
        Ok(())
    }
}

fn main() {}
