use crate::{value::Value,thread::Thread,native::PyResult};
pub(crate) fn anext_awaitable(t: &mut Thread, _a: Value, _b: Value) -> PyResult { Err(t.type_error("anext with default is missing")) }
