macro_rules! bare { ($id:ident $name:literal $kind:ident $layout:expr, $flags:expr) => { static $id: NativeType = NativeType { name: $name, module: "builtins", doc: "", kind: Kind::$kind, base: Some(Kind::Object), layout: $layout, flags: $flags, methods: &[], getsets: &[] }; } }
use crate::types::TypeFlags as TF;
use crate::native::*;
static OBJ_LAYOUT: crate::object::Layout = crate::object::Layout::simple(Kind::Object, 16);
fn self_iter(_t:&mut Thread, c:&Value)->PyResult{ Ok(c.clone()) }
static GEN: NativeType = NativeType { name: "generator", module: "builtins", doc: "", kind: Kind::Generator, base: Some(Kind::Object), layout: &generator::LAYOUT, flags: TF(0), methods: &[
 NativeDef{name:"__iter__",doc:"",signature:None,binding:Binding::Special,convention:Convention::NoArgs(self_iter)},
], getsets: &[] };
bare!(DICT "dict" Dict &dict::LAYOUT, TF::BASE);
bare!(FRAME "frame" Frame &crate::frames::LAYOUT, TF(0));
bare!(CORO "coroutine" Coroutine &generator::COROUTINE_LAYOUT, TF(0));
bare!(AGEN "async_generator" AsyncGenerator &generator::ASYNC_LAYOUT, TF(0));
bare!(WR "weakref" WeakRef &weakref::LAYOUT, TF(0));
static TYPES: &[&NativeType] = &[&object::TYPE,&type_methods::TYPE,&singletons::NONE_TYPE,&singletons::ELLIPSIS_TYPE,&singletons::NOT_IMPLEMENTED_TYPE,&int::TYPE,&int::bool::TYPE,&float::TYPE,&complex::TYPE,&str::TYPE,&bytes::TYPE,&tuple::TYPE,&list::TYPE,&range::TYPE,&DICT,&set::TYPE,&set::FROZEN_TYPE,&slice::TYPE,&function_methods::TYPE,&function_methods::METHOD_TYPE,&cell_methods::TYPE,&code_methods::TYPE,&FRAME,&GEN,&CORO,&AGEN,&native_function_methods::FUNCTION_TYPE,&native_function_methods::METHOD_TYPE,&native_function_methods::WRAPPER_TYPE,&native_function_methods::METHOD_WRAPPER_TYPE,&mapping_proxy::TYPE,&simple_namespace::TYPE,&descriptor_methods::GETSET_TYPE,&descriptor_methods::MEMBER_TYPE,&property_methods::TYPE,&descriptor_methods::STATIC_METHOD_TYPE,&descriptor_methods::CLASS_METHOD_TYPE,&super_object::TYPE,&module_methods::TYPE,&iterator_methods::list::TYPE,&iterator_methods::tuple::TYPE,&iterator_methods::range::TYPE,&iterator_methods::filter::TYPE,&iterator_methods::long_range::TYPE,&iterator_methods::list_reversed::TYPE,&iterator_methods::callable::TYPE,&iterator_methods::reversed::TYPE,&iterator_methods::map::TYPE,&iterator_methods::zip::TYPE,&iterator_methods::sequence::TYPE,&iterator_methods::enumerate::TYPE,&str::iterator::TYPE,&str::iterator::ASCII_TYPE,&WR,&text_stream::TYPE,&traceback::TYPE];

fn install_functions(t:&mut Thread, m:&Value)->PyResult<()>{
  functions::install(t,m)
}
