//! Counting items, as `collections.Counter` does.

use taipan_bytecode::BinaryOperator;
use taipan_vm::builtins::dict::Dict;
use taipan_vm::object::{Kind, Object};
use taipan_vm::{PyResult, Thread, Value};

/// Whether a mapping is a dict whose `get` and `__setitem__` are dict's own.
fn is_plain(t: &mut Thread, mapping: &Value) -> PyResult<bool> {
    if <Dict as Object>::of(mapping).is_none() {
        return Ok(false);
    }
    let class = t.type_of(mapping).to_value();
    let dict = t.interpreter().type_of_kind(Kind::Dict).to_value();
    for name in ["get", "__setitem__"] {
        let name = t.intern(name)?;
        let own = t.get_attr(&dict, &name)?;
        if !t.get_attr(&class, &name)?.is(&own) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `_count_elements(mapping, iterable)`.
pub(super) fn count_elements(t: &mut Thread, mapping: &Value, iterable: &Value) -> PyResult<()> {
    let iterable = &t.iter(iterable)?;
    let add = BinaryOperator::Add as usize;
    let one = Value::small_int(1);
    if let (true, Some(dict)) = (is_plain(t, mapping)?, <Dict as Object>::of(mapping)) {
        return t.iterate(iterable, |t, key| {
            let hash = t.hash(&key)?;
            let count = match dict.get_hashed(t, &key, hash)? {
                Some(count) => t.binary_op(add, &count, &one)?,
                None => one.clone(),
            };
            drop(dict.set_hashed(t, &key, hash, count)?);
            Ok(true)
        });
    }
    let get = t.interpreter().names().get.clone();
    let get = t.get_attr(mapping, &get)?;
    t.iterate(iterable, |t, key| {
        let count = t.call(&get, &[key.clone(), Value::small_int(0)])?;
        let count = t.binary_op(add, &count, &one)?;
        t.set_item(mapping, &key, &count)?;
        Ok(true)
    })
}
