macro_rules! bare { ($id:ident $name:literal $kind:ident $layout:expr, $flags:expr) => { static $id: NativeType = NativeType { name: $name, module: "builtins", doc: "", kind: Kind::$kind, base: Some(Kind::Object), layout: $layout, flags: $flags, methods: &[], getsets: &[] }; } }
use crate::types::TypeFlags as TF;
use crate::native::*;
static OBJ_LAYOUT: crate::object::Layout = crate::object::Layout::simple(Kind::Object, 16);
fn obj_new(t:&mut Thread, c:&Value, _a:Args<'_>)->PyResult{ let c=c.downcast::<TypeObject>().unwrap(); t.new_instance(c) }
fn obj_init(_t:&mut Thread, _c:&Value, _a:Args<'_>)->PyResult{ Ok(Value::NONE) }
fn obj_get(t:&mut Thread, o:&Value, n:&Value)->PyResult{ match t.generic_get_attr(o,n)? {Some(v)=>Ok(v),None=>Err(t.no_attribute(o,n))} }
fn obj_set(t:&mut Thread, o:&Value, a:&[Value])->PyResult{ t.generic_set_attr(o,&a[0],Some(&a[1]))?; Ok(Value::NONE) }
fn obj_del(t:&mut Thread, o:&Value, n:&Value)->PyResult{ t.generic_set_attr(o,n,None)?; Ok(Value::NONE) }
fn ty_call(t:&mut Thread, c:&Value, a:Args<'_>)->PyResult{ t.call_class(c,a) }
fn range_it(t:&mut Thread, _c:&Value, a:&[Value])->PyResult{ let n=a[0].as_small_int().unwrap(); iterator::RangeIterator::new(t,0,1,n as u64) }
fn prn(t:&mut Thread, _c:&Value, a:&[Value])->PyResult{ let s=t.repr_lossy(&a[0])?; println!("{s}"); Ok(Value::NONE) }
static RANGE_F: NativeDef = NativeDef{name:"range",doc:"",signature:None,binding:Binding::Static,convention:Convention::Fast(range_it)};
static PRINT_F: NativeDef = NativeDef{name:"print",doc:"",signature:None,binding:Binding::Static,convention:Convention::Fast(prn)};
static OBJECT: NativeType = NativeType { name: "object", module: "builtins", doc: "", kind: Kind::Object, base: None, layout: &OBJ_LAYOUT, flags: TF::BASE, methods: &[
 NativeDef{name:"__new__",doc:"",signature:None,binding:Binding::New,convention:Convention::Keywords(obj_new)},
 NativeDef{name:"__init__",doc:"",signature:None,binding:Binding::Special,convention:Convention::Keywords(obj_init)},
 NativeDef{name:"__getattribute__",doc:"",signature:None,binding:Binding::Special,convention:Convention::One(obj_get)},
 NativeDef{name:"__setattr__",doc:"",signature:None,binding:Binding::Special,convention:Convention::Fast(obj_set)},
 NativeDef{name:"__delattr__",doc:"",signature:None,binding:Binding::Special,convention:Convention::One(obj_del)},
], getsets: &[] };
static TYPE_T: NativeType = NativeType { name: "type", module: "builtins", doc: "", kind: Kind::Type, base: Some(Kind::Object), layout: &crate::types::TYPE_LAYOUT, flags: TF(1<<1|1<<10), methods: &[
 NativeDef{name:"__call__",doc:"",signature:None,binding:Binding::Special,convention:Convention::Keywords(ty_call)},
], getsets: &[] };
fn self_iter(_t:&mut Thread, c:&Value)->PyResult{ Ok(c.clone()) }
static RANGE_IT: NativeType = NativeType { name: "range_iterator", module: "builtins", doc: "", kind: Kind::RangeIterator, base: Some(Kind::Object), layout: &iterator::RANGE_LAYOUT, flags: TF(0), methods: &[
 NativeDef{name:"__iter__",doc:"",signature:None,binding:Binding::Special,convention:Convention::NoArgs(self_iter)},
], getsets: &[] };
static GEN: NativeType = NativeType { name: "generator", module: "builtins", doc: "", kind: Kind::Generator, base: Some(Kind::Object), layout: &generator::LAYOUT, flags: TF(0), methods: &[
 NativeDef{name:"__iter__",doc:"",signature:None,binding:Binding::Special,convention:Convention::NoArgs(self_iter)},
], getsets: &[] };
bare!(NONE "NoneType" NoneType &OBJ_LAYOUT, TF(0));
bare!(ELL "ellipsis" Ellipsis &OBJ_LAYOUT, TF(0));
bare!(NI "NotImplementedType" NotImplemented &OBJ_LAYOUT, TF(0));
bare!(STR "str" Str &str::LAYOUT, TF::BASE);
bare!(BYTES "bytes" Bytes &bytes::LAYOUT, TF::BASE);
bare!(TUP "tuple" Tuple &tuple::LAYOUT, TF::BASE);
bare!(LIST "list" List &list::LAYOUT, TF::BASE);
bare!(DICT "dict" Dict &dict::LAYOUT, TF::BASE);
bare!(FUNC "function" Function &function::LAYOUT, TF(0));
bare!(BM "method" BoundMethod &bound_method::LAYOUT, TF(0));
bare!(CELL "cell" Cell &cell::LAYOUT, TF(0));
bare!(CODE "code" Code &code::LAYOUT, TF(0));
bare!(FRAME "frame" Frame &crate::frames::LAYOUT, TF(0));
bare!(CORO "coroutine" Coroutine &generator::COROUTINE_LAYOUT, TF(0));
bare!(AGEN "async_generator" AsyncGenerator &generator::ASYNC_LAYOUT, TF(0));
bare!(NF "builtin_function_or_method" NativeFunction &native_function::LAYOUT, TF(0));
bare!(MD "method_descriptor" MethodDescriptor &native_function::METHOD_LAYOUT, TF(0));
bare!(WD "wrapper_descriptor" WrapperDescriptor &native_function::WRAPPER_LAYOUT, TF(0));
bare!(MW "method-wrapper" MethodWrapper &native_function::METHOD_WRAPPER_LAYOUT, TF(0));
bare!(GS "getset_descriptor" GetSet &descriptor::native::GETSET_LAYOUT, TF(0));
bare!(MEM "member_descriptor" Member &descriptor::native::MEMBER_LAYOUT, TF(0));
bare!(PROP "property" Property &descriptor::property::LAYOUT, TF(0));
bare!(SM "staticmethod" StaticMethod &descriptor::static_method::LAYOUT, TF(0));
bare!(CM "classmethod" ClassMethod &descriptor::class_method::LAYOUT, TF(0));
bare!(MODULE "module" Module &module::LAYOUT, TF(0));
bare!(LI "list_iterator" ListIterator &iterator::LIST_LAYOUT, TF(0));
bare!(TI "tuple_iterator" TupleIterator &iterator::TUPLE_LAYOUT, TF(0));
bare!(WR "weakref" WeakRef &weakref::LAYOUT, TF(0));
static TYPES: &[&NativeType] = &[&OBJECT,&TYPE_T,&NONE,&ELL,&NI,&int::TYPE,&int::bool::TYPE,&float::TYPE,&complex::TYPE,&STR,&BYTES,&TUP,&LIST,&DICT,&set::TYPE,&set::FROZEN_TYPE,&slice::TYPE,&FUNC,&BM,&CELL,&CODE,&FRAME,&GEN,&CORO,&AGEN,&NF,&MD,&WD,&MW,&GS,&MEM,&PROP,&SM,&CM,&MODULE,&LI,&TI,&RANGE_IT,&WR,&traceback::TYPE];
fn install_functions(t:&mut Thread, m:&Value)->PyResult<()>{
  let d=m.downcast::<module::Module>().unwrap().dict().cloned().unwrap();
  for def in [&RANGE_F,&PRINT_F] { let f=native_function::function(t,def,m.clone(),None)?; let n=t.intern(def.name)?; t.namespace_set(&d,&n,f)?; }
  Ok(())
}
