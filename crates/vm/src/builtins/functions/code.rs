//! Functions on code: `__import__`, `exec`, `eval`, `compile`, `globals`, `locals`.

/// Code.
#[taipan_macros::module("builtins")]
pub(super) mod table {
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Imports a module: what an import statement calls.
    #[function("(name, globals=None, locals=None, fromlist=(), level=0)")]
    fn __import__(
        t: &mut Thread,
        name: &Value,
        globals: Option<&Value>,
        _locals: Option<&Value>,
        fromlist: Option<&Value>,
        level: Option<isize>,
    ) -> PyResult {
        let none = Value::NONE;
        t.import(name, globals.unwrap_or(&none), fromlist.unwrap_or(&none), level.unwrap_or(0))
    }
}
