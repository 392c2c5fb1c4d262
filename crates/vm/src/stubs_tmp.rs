use crate::thread::Thread; use crate::value::*; use crate::native::PyResult; use crate::errors::Exception;
impl Thread {










}
