macro_rules! bare { ($id:ident $name:literal $kind:ident $layout:expr, $flags:expr) => { static $id: NativeType = NativeType { name: $name, module: "builtins", doc: "", kind: Kind::$kind, base: Some(Kind::Object), layout: $layout, flags: $flags, methods: &[], getsets: &[] }; } }
use crate::types::TypeFlags as TF;
use crate::native::*;
static OBJ_LAYOUT: crate::object::Layout = crate::object::Layout::simple(Kind::Object, 16);
fn range_it(t:&mut Thread, _c:&Value, a:&[Value])->PyResult{ let n=a[0].as_small_int().unwrap(); iterator::RangeIterator::new(t,0,1,n as u64) }
fn prn(t:&mut Thread, _c:&Value, a:&[Value])->PyResult{ let s=t.repr_lossy(&a[0])?; println!("{s}"); Ok(Value::NONE) }
static RANGE_F: NativeDef = NativeDef{name:"range",doc:"",signature:None,binding:Binding::Static,convention:Convention::Fast(range_it)};
static PRINT_F: NativeDef = NativeDef{name:"print",doc:"",signature:None,binding:Binding::Static,convention:Convention::Fast(prn)};
fn self_iter(_t:&mut Thread, c:&Value)->PyResult{ Ok(c.clone()) }
static RANGE_IT: NativeType = NativeType { name: "range_iterator", module: "builtins", doc: "", kind: Kind::RangeIterator, base: Some(Kind::Object), layout: &iterator::RANGE_LAYOUT, flags: TF(0), methods: &[
 NativeDef{name:"__iter__",doc:"",signature:None,binding:Binding::Special,convention:Convention::NoArgs(self_iter)},
], getsets: &[] };
static GEN: NativeType = NativeType { name: "generator", module: "builtins", doc: "", kind: Kind::Generator, base: Some(Kind::Object), layout: &generator::LAYOUT, flags: TF(0), methods: &[
 NativeDef{name:"__iter__",doc:"",signature:None,binding:Binding::Special,convention:Convention::NoArgs(self_iter)},
], getsets: &[] };
bare!(TUP "tuple" Tuple &tuple::LAYOUT, TF::BASE);
bare!(LIST "list" List &list::LAYOUT, TF::BASE);
bare!(DICT "dict" Dict &dict::LAYOUT, TF::BASE);
bare!(CODE "code" Code &code::LAYOUT, TF(0));
bare!(FRAME "frame" Frame &crate::frames::LAYOUT, TF(0));
bare!(CORO "coroutine" Coroutine &generator::COROUTINE_LAYOUT, TF(0));
bare!(AGEN "async_generator" AsyncGenerator &generator::ASYNC_LAYOUT, TF(0));
bare!(GS "getset_descriptor" GetSet &descriptor::native::GETSET_LAYOUT, TF(0));
bare!(MEM "member_descriptor" Member &descriptor::native::MEMBER_LAYOUT, TF(0));
bare!(PROP "property" Property &descriptor::property::LAYOUT, TF(0));
bare!(SM "staticmethod" StaticMethod &descriptor::static_method::LAYOUT, TF(0));
bare!(CM "classmethod" ClassMethod &descriptor::class_method::LAYOUT, TF(0));
bare!(LI "list_iterator" ListIterator &iterator::LIST_LAYOUT, TF(0));
bare!(TI "tuple_iterator" TupleIterator &iterator::TUPLE_LAYOUT, TF(0));
bare!(WR "weakref" WeakRef &weakref::LAYOUT, TF(0));
static TYPES: &[&NativeType] = &[&object::TYPE,&type_methods::TYPE,&singletons::NONE_TYPE,&singletons::ELLIPSIS_TYPE,&singletons::NOT_IMPLEMENTED_TYPE,&int::TYPE,&int::bool::TYPE,&float::TYPE,&complex::TYPE,&str::TYPE,&bytes::TYPE,&TUP,&LIST,&DICT,&set::TYPE,&set::FROZEN_TYPE,&slice::TYPE,&function_methods::TYPE,&function_methods::METHOD_TYPE,&cell_methods::TYPE,&CODE,&FRAME,&GEN,&CORO,&AGEN,&native_function_methods::FUNCTION_TYPE,&native_function_methods::METHOD_TYPE,&native_function_methods::WRAPPER_TYPE,&native_function_methods::METHOD_WRAPPER_TYPE,&mapping_proxy::TYPE,&simple_namespace::TYPE,&GS,&MEM,&PROP,&SM,&CM,&module_methods::TYPE,&LI,&TI,&RANGE_IT,&WR,&traceback::TYPE];

fn f_len(t:&mut Thread,_c:&Value,a:&Value)->PyResult{ let n=t.length(a)?; Ok(Value::small_int(n as i64)) }
fn f_isinst(t:&mut Thread,_c:&Value,a:&[Value])->PyResult{ let n=t.is_instance(&a[0],&a[1])?; Ok(Value::bool(n)) }
fn f_sorted(t:&mut Thread,_c:&Value,a:&[Value])->PyResult{ let mut v=t.collect(&a[0])?; v.sort_by(|x,y| { if t.compare_bool(taipan_bytecode::CompareOperator::Less,x,y).unwrap_or(false) {std::cmp::Ordering::Less} else {std::cmp::Ordering::Greater}}); list::List::new(t,v) }
fn f_getattr(t:&mut Thread,_c:&Value,a:&[Value])->PyResult{ match t.get_attr_opt(&a[0],&a[1])? {Some(v)=>Ok(v),None=>Ok(a[2].clone())} }
fn f_bc(t:&mut Thread,_c:&Value,a:Args<'_>)->PyResult{ crate::types::class::body::build_class(t,a) }
macro_rules! nd { ($i:ident $n:literal $c:expr) => { static $i: NativeDef = NativeDef{name:$n,doc:"",signature:None,binding:Binding::Static,convention:$c}; } }
nd!(F1 "len" Convention::One(f_len)); nd!(F2 "isinstance" Convention::Fast(f_isinst)); nd!(F3 "sorted" Convention::Fast(f_sorted)); nd!(F4 "getattr" Convention::Fast(f_getattr)); nd!(F5 "__build_class__" Convention::Keywords(f_bc));
fn prn2(t:&mut Thread, _c:&Value, a:&[Value])->PyResult{ let mut o=String::new(); for (i,v) in a.iter().enumerate() { if i>0 {o.push(' ');} o.push_str(&t.str_lossy(v)?); } println!("{o}"); Ok(Value::NONE) }
nd!(F6 "print" Convention::Fast(prn2));
fn install_functions(t:&mut Thread, m:&Value)->PyResult<()>{
  let d=m.downcast::<module::Module>().unwrap().dict().cloned().unwrap();
  for def in [&RANGE_F,&F1,&F2,&F3,&F4,&F5,&F6] { let f=native_function::function(t,def,m.clone(),None)?; let n=t.intern(def.name)?; t.namespace_set(&d,&n,f)?; }
  Ok(())
}
