use crate::{value::Value,thread::Thread,native::PyResult};
pub(crate) fn combine(_t: &mut Thread, _a: &Value, _b: &Value) -> PyResult { Ok(Value::NOT_IMPLEMENTED) }
