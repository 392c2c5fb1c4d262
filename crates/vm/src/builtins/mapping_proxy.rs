//! `mappingproxy`: a read-only view of a mapping, such as a class's `__dict__`.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use taipan_bytecode::CompareOperator;

use crate::builtins::fields::read;
use crate::native::NativeType;
use crate::types::TypeFlags;
use crate::value::Value;

crate::counted_object! {
    /// A proxy of `mapping`.
    MappingProxy, MappingProxy { mapping }
}

/// The type `mappingproxy`.
pub static TYPE: NativeType = NativeType {
    name: "mappingproxy",
    module: "builtins",
    doc: "A read-only view of a mapping.",
    kind: crate::object::Kind::MappingProxy,
    base: Some(crate::object::Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::MAPPING,
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The mapping behind a proxy; anything else as it is.
fn behind(value: &Value) -> Value {
    match value.downcast::<MappingProxy>() {
        Some(proxy) => read(&proxy.mapping).unwrap_or(Value::NONE),
        None => value.clone(),
    }
}

/// The methods of proxies.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{CompareOperator, MappingProxy, behind};
    use crate::builtins::dict::Dict;
    use crate::builtins::list::List;
    use crate::builtins::tuple::Tuple;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::types::Special;
    use crate::value::Value;

    /// Makes a proxy.
    #[new("(mapping)", name = "mappingproxy")]
    fn __new__(t: &mut Thread, class: &Value, mapping: &Value) -> PyResult {
        let _ = class;
        let sequence = mapping.downcast::<List>().is_some() || Tuple::of(mapping).is_some();
        if sequence || !t.has_special(mapping, Special::Getitem) {
            let found = t.type_name(mapping);
            return Err(t.type_error(format!("mappingproxy() argument must be a mapping, not {found}")));
        }
        MappingProxy::new(t, mapping.clone().into_raw())
    }

    #[special]
    fn __len__(t: &mut Thread, this: &Value) -> PyResult<usize> {
        t.length(&behind(this))
    }

    #[special]
    fn __getitem__(t: &mut Thread, this: &Value, key: &Value) -> PyResult {
        t.get_item(&behind(this), key)
    }

    #[special]
    fn __contains__(t: &mut Thread, this: &Value, key: &Value) -> PyResult<bool> {
        t.contains(&behind(this), key)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        t.iter(&behind(this))
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let shown = t.repr_lossy(&behind(this))?;
        Ok(format!("mappingproxy({shown})"))
    }

    #[special]
    fn __str__(t: &mut Thread, this: &Value) -> PyResult {
        t.str_of(&behind(this))
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        Ok(t.hash(&behind(this))? as i64)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        t.rich_compare(CompareOperator::Equal, &behind(this), value)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        t.rich_compare(CompareOperator::NotEqual, &behind(this), value)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        t.rich_compare(CompareOperator::Less, &behind(this), value)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        t.rich_compare(CompareOperator::LessEqual, &behind(this), value)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        t.rich_compare(CompareOperator::Greater, &behind(this), value)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        t.rich_compare(CompareOperator::GreaterEqual, &behind(this), value)
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        t.binary_op(taipan_bytecode::BinaryOperator::Or as usize, &behind(this), &behind(value))
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        t.binary_op(taipan_bytecode::BinaryOperator::Or as usize, &behind(value), &behind(this))
    }

    #[special]
    fn __ior__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let _ = (this, value);
        let error: PyResult = Err(t.type_error("'|=' is not supported by mappingproxy; use '|' instead"));
        error
    }

    /// The value of a key, or a default.
    #[method("($self, key, default=None, /)")]
    fn get(t: &mut Thread, this: &Value, key: &Value, default: Option<&Value>) -> PyResult {
        let name = t.interpreter().names().get.clone();
        t.call_method(&behind(this), &name, &[key.clone(), default.cloned().unwrap_or(Value::NONE)])
    }

    /// A view of the keys.
    #[method("($self, /)")]
    fn keys(t: &mut Thread, this: &Value) -> PyResult {
        let name = t.interpreter().names().keys.clone();
        t.call_method(&behind(this), &name, &[])
    }

    /// A view of the values.
    #[method("($self, /)")]
    fn values(t: &mut Thread, this: &Value) -> PyResult {
        let name = t.interpreter().names().values.clone();
        t.call_method(&behind(this), &name, &[])
    }

    /// A view of keys and values.
    #[method("($self, /)")]
    fn items(t: &mut Thread, this: &Value) -> PyResult {
        let name = t.interpreter().names().items.clone();
        t.call_method(&behind(this), &name, &[])
    }

    /// A copy of the mapping.
    #[method("($self, /)")]
    fn copy(t: &mut Thread, this: &Value) -> PyResult {
        let mapping = behind(this);
        if let Some(dict) = mapping.exact::<Dict>() {
            return dict.copy(t);
        }
        let name = t.intern("copy")?;
        t.call_method(&mapping, &name, &[])
    }

    /// The keys, last to first.
    #[method("($self, /)")]
    fn __reversed__(t: &mut Thread, this: &Value) -> PyResult {
        let name = t.intern("__reversed__")?;
        t.call_method(&behind(this), &name, &[])
    }

    /// The class with types for its parts.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }
}
