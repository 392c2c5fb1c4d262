//! What Python sees of proxies but for arithmetic: each operation is done with the object behind.

use crate::builtins::weakref::{WeakRef, proxy_operators};
use crate::errors::Class;
use crate::native::{NativeDef, PyResult, convert, joined};
use crate::object::Kind;
use crate::thread::Thread;
use crate::value::Value;

const SHARED: [NativeDef; shared::METHODS.len() + proxy_operators::METHODS.len()] =
    joined(shared::METHODS, proxy_operators::METHODS);
/// The methods of `weakref.ProxyType`.
pub(super) static METHODS: &[NativeDef] =
    &joined::<_, { SHARED.len() + plain::METHODS.len() }>(&SHARED, plain::METHODS);
/// The methods of `weakref.CallableProxyType`.
pub(super) static CALLABLE_METHODS: &[NativeDef] =
    &joined::<_, { SHARED.len() + callable::METHODS.len() }>(&SHARED, callable::METHODS);

/// The object behind `this`, a proxy; ReferenceError when it is gone.
pub(super) fn behind(t: &mut Thread, this: &Value, method: &str) -> PyResult {
    match proxied(t, this)? {
        Some(target) => Ok(target),
        None => Err(convert::wrong_special_self(t, method, "weakref.ProxyType", this)),
    }
}

/// The object behind a proxy; any other value as it is.
pub(super) fn stripped(t: &mut Thread, value: &Value) -> PyResult {
    Ok(proxied(t, value)?.unwrap_or_else(|| value.clone()))
}

/// The object behind a proxy; `None` for what is no proxy.
fn proxied(t: &mut Thread, value: &Value) -> PyResult<Option<Value>> {
    if !value.is_kind(Kind::WeakProxy) && !value.is_kind(Kind::CallableWeakProxy) {
        return Ok(None);
    }
    match WeakRef::or_proxy(value).and_then(WeakRef::target) {
        Some(target) => Ok(Some(target)),
        None => Err(t.exception(Class::ReferenceError, "weakly-referenced object no longer exists")),
    }
}

/// What all proxies have.
#[taipan_macros::methods]
mod shared {
    use taipan_bytecode::CompareOperator;

    use super::{WeakRef, behind, stripped};
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::types::Special;
    use crate::value::Value;

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        let own = this.raw().header();
        let Some(target) = WeakRef::or_proxy(this).and_then(WeakRef::target) else {
            return Ok(format!("<weakproxy at {own:p}; dead>"));
        };
        let class = t.qualified_type_name(&target)?;
        Ok(format!("<weakproxy at {own:p}; to '{class}' at {:p}>", target.raw().header()))
    }

    #[special]
    fn __str__(t: &mut Thread, this: &Value) -> PyResult {
        let target = behind(t, this, "__str__")?;
        t.str_of(&target)
    }

    #[special]
    fn __getattribute__(t: &mut Thread, this: &Value, name: &Value) -> PyResult {
        let target = behind(t, this, "__getattribute__")?;
        let name = t.attribute_key(name)?;
        t.get_attr(&target, &name)
    }

    #[special]
    fn __setattr__(t: &mut Thread, this: &Value, name: &Value, value: &Value) -> PyResult<()> {
        let target = behind(t, this, "__setattr__")?;
        let name = t.attribute_key(name)?;
        t.set_attr(&target, &name, Some(value))
    }

    #[special]
    fn __delattr__(t: &mut Thread, this: &Value, name: &Value) -> PyResult<()> {
        let target = behind(t, this, "__delattr__")?;
        let name = t.attribute_key(name)?;
        t.del_attr(&target, &name)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, CompareOperator::Less, this, value)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, CompareOperator::LessEqual, this, value)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, CompareOperator::Equal, this, value)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, CompareOperator::NotEqual, this, value)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, CompareOperator::Greater, this, value)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        compare(t, CompareOperator::GreaterEqual, this, value)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        let target = behind(t, this, "__iter__")?;
        t.iter(&target)
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Value) -> PyResult<Option<Value>> {
        let target = behind(t, this, "__next__")?;
        if !t.has_special(&target, Special::Next) {
            let found = t.type_name(&target);
            return Err(t.type_error(format!("Weakref proxy referenced a non-iterator '{found}' object")));
        }
        t.next(&target)
    }

    #[special]
    fn __bool__(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let target = behind(t, this, "__bool__")?;
        t.truth(&target)
    }

    #[special]
    fn __len__(t: &mut Thread, this: &Value) -> PyResult<usize> {
        let target = behind(t, this, "__len__")?;
        t.length(&target)
    }

    #[special]
    fn __getitem__(t: &mut Thread, this: &Value, key: &Value) -> PyResult {
        let target = behind(t, this, "__getitem__")?;
        t.get_item(&target, key)
    }

    #[special]
    fn __setitem__(t: &mut Thread, this: &Value, key: &Value, value: &Value) -> PyResult<()> {
        let target = behind(t, this, "__setitem__")?;
        t.set_item(&target, key, value)
    }

    #[special]
    fn __delitem__(t: &mut Thread, this: &Value, key: &Value) -> PyResult<()> {
        let target = behind(t, this, "__delitem__")?;
        t.delete_item(&target, key)
    }

    #[special]
    fn __contains__(t: &mut Thread, this: &Value, key: &Value) -> PyResult<bool> {
        let target = behind(t, this, "__contains__")?;
        t.contains(&target, key)
    }

    fn compare(t: &mut Thread, operator: CompareOperator, this: &Value, value: &Value) -> PyResult {
        let (a, b) = (stripped(t, this)?, stripped(t, value)?);
        t.rich_compare(operator, &a, &b)
    }
}

/// What only proxies of objects that can't be called have.
#[taipan_macros::methods]
mod plain {
    use super::behind;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Answers what the object's method of that name answers.
    #[method("($self, /)")]
    fn __bytes__(t: &mut Thread, this: &Value) -> PyResult {
        forward(t, this, "__bytes__")
    }

    /// Answers what the object's method of that name answers.
    #[method("($self, /)")]
    fn __reversed__(t: &mut Thread, this: &Value) -> PyResult {
        forward(t, this, "__reversed__")
    }

    fn forward(t: &mut Thread, this: &Value, method: &str) -> PyResult {
        let target = behind(t, this, method)?;
        let name = t.intern(method)?;
        t.call_method(&target, &name, &[])
    }
}

/// What only proxies of callables have.
#[taipan_macros::methods]
mod callable {
    use super::behind;
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __call__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        let target = behind(t, this, "__call__")?;
        t.call_args(&target, args)
    }
}
