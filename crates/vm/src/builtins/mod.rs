//! The builtin types and functions, one module each.

pub mod async_methods;
pub mod awaiting;
pub mod bound_method;
pub mod bytearray;
pub mod bytes;
pub mod cell;
pub mod cell_methods;
pub mod code;
pub(crate) mod code_iterators;
pub mod code_methods;
pub mod code_parts;
pub mod complex;
pub mod descriptor;
pub mod descriptor_methods;
pub mod dict;
pub mod exception;
pub(crate) mod facts;
pub(crate) mod fields;
pub mod float;
pub(crate) mod frame_locals;
pub(crate) mod frame_methods;
pub mod function;
pub mod function_methods;
pub mod functions;
pub mod generator;
mod generator_frame;
pub mod generator_methods;
pub mod generator_tables;
pub mod generic_alias;
pub mod int;
pub mod iterator;
pub mod iterator_methods;
pub mod list;
pub mod mapping_proxy;
pub mod memoryview;
pub mod module;
pub mod module_methods;
pub mod native_function;
pub mod native_function_methods;
pub mod object;
pub mod object_state;
pub mod property_methods;
pub mod range;
pub mod set;
pub mod simple_namespace;
mod simple_object;
pub mod singletons;
pub mod slice;
pub mod str;
pub mod super_object;
pub mod template;
pub mod traceback;
pub mod tuple;
pub mod type_attributes;
pub mod type_methods;
pub mod type_params;
pub mod type_slots;
pub mod union;
pub mod weakref;

use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::Class;
use crate::interpreter::Names;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeObject;
use crate::value::{Raw, Value};

/// Every builtin type, bases before subclasses.
static TYPES: &[&NativeType] = &[
    &object::TYPE,
    &type_methods::TYPE,
    &singletons::NONE_TYPE,
    &singletons::ELLIPSIS_TYPE,
    &singletons::NOT_IMPLEMENTED_TYPE,
    &int::TYPE,
    &int::bool::TYPE,
    &float::TYPE,
    &complex::TYPE,
    &str::TYPE,
    &bytes::TYPE,
    &tuple::TYPE,
    &list::TYPE,
    &range::TYPE,
    &dict::TYPE,
    &set::TYPE,
    &set::FROZEN_TYPE,
    &slice::TYPE,
    &function_methods::TYPE,
    &function_methods::METHOD_TYPE,
    &cell_methods::TYPE,
    &code_methods::TYPE,
    &frame_methods::TYPE,
    &frame_locals::TYPE,
    &generator_tables::TYPE,
    &generator_tables::COROUTINE_TYPE,
    &generator_tables::ASYNC_TYPE,
    &native_function_methods::FUNCTION_TYPE,
    &native_function_methods::METHOD_TYPE,
    &native_function_methods::CLASS_METHOD_TYPE,
    &native_function_methods::WRAPPER_TYPE,
    &native_function_methods::METHOD_WRAPPER_TYPE,
    &mapping_proxy::TYPE,
    &simple_namespace::TYPE,
    &descriptor_methods::GETSET_TYPE,
    &descriptor_methods::MEMBER_TYPE,
    &property_methods::TYPE,
    &descriptor_methods::STATIC_METHOD_TYPE,
    &descriptor_methods::CLASS_METHOD_TYPE,
    &super_object::TYPE,
    &module_methods::TYPE,
    &iterator_methods::list::TYPE,
    &iterator_methods::tuple::TYPE,
    &iterator_methods::range::TYPE,
    &iterator_methods::filter::TYPE,
    &iterator_methods::long_range::TYPE,
    &iterator_methods::list_reversed::TYPE,
    &iterator_methods::callable::TYPE,
    &iterator_methods::alias::TYPE,
    &iterator_methods::reversed::TYPE,
    &iterator_methods::map::TYPE,
    &iterator_methods::zip::TYPE,
    &iterator_methods::sequence::TYPE,
    &iterator_methods::enumerate::TYPE,
    &str::iterator::TYPE,
    &str::iterator::ASCII_TYPE,
    &bytearray::TYPE,
    &memoryview::TYPE,
    &memoryview::iterator::TYPE,
    &bytes::iterator::TYPE,
    &bytes::iterator::ARRAY_TYPE,
    &weakref::TYPE,
    &weakref::PROXY_TYPE,
    &weakref::CALLABLE_TYPE,
    &traceback::TYPE,
    &dict::views::KEYS_TYPE,
    &dict::views::VALUES_TYPE,
    &dict::views::ITEMS_TYPE,
    &set::iterator::TYPE,
    &union::TYPE,
    &generic_alias::TYPE,
    &async_methods::WRAPPER_TYPE,
    &async_methods::WRAPPED_TYPE,
    &async_methods::THROW_TYPE,
    &async_methods::SEND_TYPE,
    &async_methods::NEXT_TYPE,
    &dict::iterators::KEY_TYPE,
    &dict::iterators::VALUE_TYPE,
    &dict::iterators::ITEM_TYPE,
    &dict::iterators::REVERSE_KEY_TYPE,
    &dict::iterators::REVERSE_VALUE_TYPE,
    &dict::iterators::REVERSE_ITEM_TYPE,
    &template::TYPE,
    &template::INTERPOLATION_TYPE,
    &template::ITERATOR_TYPE,
    &type_params::no_default::TYPE,
    &type_params::evaluator::TYPE,
    &type_params::type_var::TYPE,
    &type_params::param_spec::TYPE,
    &type_params::param_spec_parts::ARGS_TYPE,
    &type_params::param_spec_parts::KWARGS_TYPE,
    &type_params::type_var_tuple::TYPE,
    &type_params::type_alias::TYPE,
    &type_params::generic::TYPE,
    &type_params::unpacked::TYPE,
];

/// Builtin types that are names in `builtins`.
static NAMED: &[Kind] = &[
    Kind::Object,
    Kind::Type,
    Kind::Int,
    Kind::Bool,
    Kind::Float,
    Kind::Complex,
    Kind::Str,
    Kind::Bytes,
    Kind::ByteArray,
    Kind::MemoryView,
    Kind::Tuple,
    Kind::List,
    Kind::Dict,
    Kind::Set,
    Kind::FrozenSet,
    Kind::Slice,
    Kind::Range,
    Kind::Property,
    Kind::StaticMethod,
    Kind::ClassMethod,
    Kind::Super,
    Kind::Enumerate,
    Kind::Zip,
    Kind::Map,
    Kind::Filter,
    Kind::ReversedIterator,
];

/// Fills a new interpreter with its builtin types, names and functions.
pub(crate) fn install(t: &mut Thread) -> PyResult<()> {
    for native in TYPES {
        t.reserve_native_type(native)?;
    }
    let types = &mut t.interpreter_mut().types;
    types[Kind::BigInt as usize] = types[Kind::Int as usize];
    shared_objects(t)?;
    let names = Names::new(t)?;
    t.interpreter_mut().names = Some(Box::new(names));
    let classes = TYPES.iter().map(|native| t.build_native_type(native)).collect::<PyResult<Vec<Value>>>()?;
    for (class, native) in classes.iter().zip(TYPES) {
        t.fill_native_type(class, native)?;
    }
    let fields = t.str_tuple(&template::MATCH_ARGS)?;
    let key = t.interpreter().names().__match_args__.clone();
    let interpolation = t.interpreter().type_of_kind(Kind::Interpolation).dict_value();
    t.namespace_set(&interpolation, &key, fields)?;
    // These types have their `__dict__` in a field of their memory.
    for (kind, offset) in [
        (Kind::Module, module_methods::DICT_OFFSET),
        (Kind::Function, function_methods::DICT_OFFSET),
        (Kind::SimpleNamespace, simple_namespace::DICT_OFFSET),
        (Kind::StaticMethod, descriptor_methods::DICT_OFFSET),
        (Kind::ClassMethod, descriptor_methods::DICT_OFFSET),
    ] {
        let class = t.interpreter().type_of_kind(kind);
        class.dict_offset.set(offset as u32);
        class.flags.set(class.flags.get().with(crate::types::TypeFlags::DICT));
    }
    // Builtin types live as long as the interpreter.
    for class in classes {
        let _ = class.into_raw();
    }
    exception::install(t)?;
    let error = t.exception_of(Class::MemoryError, Vec::new());
    t.interpreter_mut().memory_error = error.into_value();
    let modules = Dict::new(t)?;
    t.interpreter_mut().modules = modules;
    namespace(t)
}

/// The empty tuple and the strings of at most one Latin-1 character.
fn shared_objects(t: &mut Thread) -> PyResult<()> {
    let empty = Tuple::new(t, Vec::new())?;
    t.interpreter_mut().empty_tuple = empty.into_raw();
    let empty = Str::from_latin1(t, b"")?;
    t.interpreter_mut().empty_str = empty.clone().into_raw();
    t.intern_value(empty)?;
    for byte in 0..=u8::MAX {
        let text = Str::from_latin1(t, &[byte])?;
        let text = t.intern_value(text)?;
        t.interpreter_mut().latin1[usize::from(byte)] = text.into_raw();
    }
    Ok(())
}

/// The namespace of `builtins`, but for its functions, which `functions` adds.
fn namespace(t: &mut Thread) -> PyResult<()> {
    let module = module::Module::create(t, "builtins", Value::NONE)?;
    let Some(dict) = module.downcast::<module::Module>().and_then(module::Module::dict).cloned() else {
        unreachable!("a module has a namespace")
    };
    t.interpreter_mut().builtins = dict.clone();
    let name = t.intern("builtins")?;
    let modules = t.interpreter().modules.clone();
    t.namespace_set(&modules, &name, module.clone())?;
    for &kind in NAMED {
        let class = t.interpreter().types[kind as usize];
        if class.is_null() {
            continue;
        }
        let class = t.interpreter().type_of_kind(kind).to_value();
        let name = class_name(&class);
        t.namespace_set(&dict, &name, class)?;
    }
    for &(class, name, _) in Class::ALL {
        let class = t.interpreter().exception_class(class);
        let name = t.intern(name)?;
        t.namespace_set(&dict, &name, class)?;
    }
    for (alias, class) in [("EnvironmentError", Class::OSError), ("IOError", Class::OSError)] {
        let class = t.interpreter().exception_class(class);
        let name = t.intern(alias)?;
        t.namespace_set(&dict, &name, class)?;
    }
    for (name, value) in [
        ("None", Value::NONE),
        ("True", Value::TRUE),
        ("False", Value::FALSE),
        ("Ellipsis", Value::ELLIPSIS),
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("__debug__", Value::bool(t.interpreter().config.flags.optimize == 0)),
    ] {
        let name = t.intern(name)?;
        t.namespace_set(&dict, &name, value)?;
    }
    functions::install(t, &module)?;
    for (index, name) in ["all", "any"].into_iter().enumerate() {
        let name = t.intern(name)?;
        t.interpreter_mut().all_and_any[index] = t.namespace_get(&dict, &name)?.unwrap_or(Value::NONE);
    }
    Ok(())
}

fn class_name(class: &Value) -> Value {
    let Some(class) = class.downcast::<TypeObject>() else { unreachable!("builtin types are types") };
    let name: Raw = class.name.get();
    #[expect(unsafe_code, reason = "reads a field that a live type owns")]
    // SAFETY: a live type owns its name.
    unsafe {
        Value::from_borrowed(name)
    }
}
