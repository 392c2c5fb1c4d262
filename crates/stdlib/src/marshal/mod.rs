//! `marshal`: values as bytes, in the format of `.pyc` files.

mod read;
mod source;
mod write;

use taipan_bytecode::marshal::{MARSHAL_VERSION, MarshalError};
use taipan_vm::errors::{Class, Exception};
use taipan_vm::{PyResult, Thread, Value};

/// The exception for data that can't be read or a value that can't be written.
fn error(t: &mut Thread, error: MarshalError) -> Exception {
    let class = match error.exception() {
        "EOFError" => Class::EOFError,
        "TypeError" => Class::TypeError,
        _ => Class::ValueError,
    };
    t.exception(class, &error.to_string())
}

/// Python values as bytes and back: numbers, texts, the builtin containers and code.
#[taipan_macros::module("marshal")]
pub mod module {
    use taipan_vm::builtins::bytes::{Bytes, BytesLike};

    use super::source::Source;
    use super::*;

    /// Writes a value to a file, as bytes.
    #[function("(value, file, version=version, /, *, allow_code=True)")]
    fn dump(t: &mut Thread, value: &Value, file: &Value, version: Option<i32>, allow_code: bool) -> PyResult {
        let data = write::dumps(t, value, version.unwrap_or(MARSHAL_VERSION as i32), allow_code)?;
        let data = Bytes::new(t, &data)?;
        let write = t.interpreter().names().write.clone();
        t.call_method(file, &write, &[data])
    }

    /// A value as bytes.
    #[function("(value, version=version, /, *, allow_code=True)")]
    fn dumps(t: &mut Thread, value: &Value, version: Option<i32>, allow_code: bool) -> PyResult {
        let data = write::dumps(t, value, version.unwrap_or(MARSHAL_VERSION as i32), allow_code)?;
        Bytes::new(t, &data)
    }

    /// Reads a value from a file.
    #[function("(file, /, *, allow_code=True)")]
    fn load(t: &mut Thread, file: &Value, allow_code: bool) -> PyResult {
        let source = Source::file(t, file)?;
        read::load(t, source, allow_code)
    }

    /// The value that bytes stand for; further bytes are left out.
    #[function("(bytes, /, *, allow_code=True)")]
    fn loads(t: &mut Thread, bytes: BytesLike, allow_code: bool) -> PyResult {
        read::load(t, Source::Memory(&bytes), allow_code)
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        t.add_to_module(module, "version", Value::small_int(i64::from(MARSHAL_VERSION)))
    }
}
