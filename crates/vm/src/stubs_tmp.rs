use crate::thread::Thread; use crate::value::*; use crate::native::PyResult;
impl Thread {
  pub fn finalize_generator(&mut self,_:&crate::builtins::generator::Generator)->PyResult<()>{Ok(())}
  pub fn wrap_async_item(&mut self,_:&Value)->PyResult{ Err(self.type_error("async generators")) }
}
impl Thread { pub fn yield_from_of(&mut self,_:&crate::builtins::generator::Generator)->Option<Value>{None} }
