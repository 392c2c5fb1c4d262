macro_rules! bare { ($id:ident $name:literal $kind:ident $layout:expr, $flags:expr) => { static $id: NativeType = NativeType { name: $name, module: "builtins", doc: "", kind: Kind::$kind, base: Some(Kind::Object), layout: $layout, flags: $flags, methods: &[], getsets: &[] }; } }
use crate::types::TypeFlags as TF;
use crate::native::*;
bare!(DICT "dict" Dict &dict::LAYOUT, TF::BASE);
bare!(FRAME "frame" Frame &crate::frames::LAYOUT, TF(0));
bare!(WR "weakref" WeakRef &weakref::LAYOUT, TF(0));
static TYPES: &[&NativeType] = &[&object::TYPE,&type_methods::TYPE,&singletons::NONE_TYPE,&singletons::ELLIPSIS_TYPE,&singletons::NOT_IMPLEMENTED_TYPE,&int::TYPE,&int::bool::TYPE,&float::TYPE,&complex::TYPE,&str::TYPE,&bytes::TYPE,&tuple::TYPE,&list::TYPE,&range::TYPE,&DICT,&set::TYPE,&set::FROZEN_TYPE,&slice::TYPE,&function_methods::TYPE,&function_methods::METHOD_TYPE,&cell_methods::TYPE,&code_methods::TYPE,&FRAME,&generator_methods::TYPE,&generator_methods::COROUTINE_TYPE,&generator_methods::ASYNC_TYPE,&native_function_methods::FUNCTION_TYPE,&native_function_methods::METHOD_TYPE,&native_function_methods::WRAPPER_TYPE,&native_function_methods::METHOD_WRAPPER_TYPE,&mapping_proxy::TYPE,&simple_namespace::TYPE,&descriptor_methods::GETSET_TYPE,&descriptor_methods::MEMBER_TYPE,&property_methods::TYPE,&descriptor_methods::STATIC_METHOD_TYPE,&descriptor_methods::CLASS_METHOD_TYPE,&super_object::TYPE,&async_methods::WRAPPER_TYPE,&async_methods::SEND_TYPE,&async_methods::THROW_TYPE,&async_methods::WRAPPED_TYPE,&async_methods::NEXT_TYPE,&generic_alias::TYPE,&union::TYPE,&module_methods::TYPE,&iterator_methods::list::TYPE,&iterator_methods::tuple::TYPE,&iterator_methods::range::TYPE,&iterator_methods::filter::TYPE,&iterator_methods::long_range::TYPE,&iterator_methods::list_reversed::TYPE,&iterator_methods::callable::TYPE,&iterator_methods::reversed::TYPE,&iterator_methods::map::TYPE,&iterator_methods::zip::TYPE,&iterator_methods::sequence::TYPE,&iterator_methods::enumerate::TYPE,&str::iterator::TYPE,&str::iterator::ASCII_TYPE,&WR,&text_stream::TYPE,&traceback::TYPE];

fn install_functions(t:&mut Thread, m:&Value)->PyResult<()>{
  let d=m.downcast::<module::Module>().unwrap().dict().cloned().unwrap();
  functions::install(t,m,&d)
}
