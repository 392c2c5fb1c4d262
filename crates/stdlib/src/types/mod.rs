//! `_types`: the builtin types that have no name in `builtins`.

use taipan_vm::native::NativeType;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;

taipan_vm::native_object! {
    /// What C extensions wrap pointers in. Nobody makes any here.
    struct Capsule: LAYOUT, CAPSULE {}
}

static CAPSULE: NativeType = NativeType {
    name: "PyCapsule",
    module: "builtins",
    doc: "An opaque object in which native code hands a pointer to other native code.",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: &[],
    getsets: &[],
};

/// The types by their names here.
static TYPES: &[(&str, Kind)] = &[
    ("AsyncGeneratorType", Kind::AsyncGenerator),
    ("BuiltinFunctionType", Kind::NativeFunction),
    ("BuiltinMethodType", Kind::NativeFunction),
    ("CellType", Kind::Cell),
    ("ClassMethodDescriptorType", Kind::ClassMethodDescriptor),
    ("CodeType", Kind::Code),
    ("CoroutineType", Kind::Coroutine),
    ("EllipsisType", Kind::Ellipsis),
    ("FrameType", Kind::Frame),
    ("FunctionType", Kind::Function),
    ("GeneratorType", Kind::Generator),
    ("GenericAlias", Kind::GenericAlias),
    ("GetSetDescriptorType", Kind::GetSet),
    ("LambdaType", Kind::Function),
    ("MappingProxyType", Kind::MappingProxy),
    ("MemberDescriptorType", Kind::Member),
    ("MethodDescriptorType", Kind::MethodDescriptor),
    ("MethodType", Kind::BoundMethod),
    ("MethodWrapperType", Kind::MethodWrapper),
    ("ModuleType", Kind::Module),
    ("NoneType", Kind::NoneType),
    ("NotImplementedType", Kind::NotImplemented),
    ("SimpleNamespace", Kind::SimpleNamespace),
    ("TracebackType", Kind::Traceback),
    ("UnionType", Kind::Union),
    ("WrapperDescriptorType", Kind::WrapperDescriptor),
];

/// Names of builtin types that have none in builtins.
#[taipan_macros::module("_types")]
pub mod module {
    use taipan_vm::{PyResult, Thread, Value};

    use super::{CAPSULE, TYPES};

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        for &(name, kind) in TYPES {
            let class = t.interpreter().type_of_kind(kind).to_value();
            t.add_to_module(module, name, class)?;
        }
        let capsule = t.native_type(&CAPSULE)?;
        t.add_to_module(module, "CapsuleType", capsule)
    }
}
