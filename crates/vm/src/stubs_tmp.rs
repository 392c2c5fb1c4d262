use crate::thread::Thread; use crate::value::*; use crate::native::PyResult; use crate::errors::Exception;
impl Thread {
  pub fn super_attribute(&mut self,_:[&Value;3],_:&Value,_:bool)->PyResult{unimplemented!()}
  pub fn super_method(&mut self,_:[&Value;3],_:&Value,_:bool)->PyResult<(Value,Option<Value>)>{unimplemented!()}
  pub fn load_special(&mut self,_:&Value,_:usize)->PyResult<(Value,Option<Value>)>{unimplemented!()}
  pub fn get_awaitable(&mut self,_:&Value,_:usize)->PyResult{unimplemented!()}
  pub fn get_aiter(&mut self,_:&Value)->PyResult{unimplemented!()}
  pub fn get_anext(&mut self,_:&Value)->PyResult{unimplemented!()}
  pub fn common_constant(&mut self,_:usize)->PyResult{unimplemented!()}
  pub fn coroutine_origin(&mut self)->PyResult<Raw>{Ok(Raw::NULL)}
  pub fn finalize_generator(&mut self,_:&crate::builtins::generator::Generator)->PyResult<()>{Ok(())}
  pub fn wrap_async_item(&mut self,_:&Value)->PyResult{unimplemented!()}
}
