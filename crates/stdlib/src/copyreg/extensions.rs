//! Numbers that stand for global names in pickles.

use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::{PyResult, Thread, Value};

use super::attribute;

/// The registries by name and by number.
fn registries(t: &mut Thread) -> PyResult<(Value, Value)> {
    let this = t.import_module("copyreg")?;
    Ok((attribute(t, &this, "_extension_registry")?, attribute(t, &this, "_inverted_registry")?))
}

/// Whether a name and a number are registered for each other.
fn are_paired(
    t: &mut Thread,
    by_name: &Value,
    by_number: &Value,
    key: &Value,
    code: &Value,
) -> PyResult<bool> {
    let (Some(number), Some(name)) = (t.get_item_opt(by_name, key)?, t.get_item_opt(by_number, code)?) else {
        return Ok(false);
    };
    Ok(t.equals(&number, code)? && t.equals(&name, key)?)
}

pub(super) fn add(t: &mut Thread, module: &Value, name: &Value, code: &Value) -> PyResult<()> {
    let class = t.interpreter().type_of_kind(taipan_vm::object::Kind::Int).to_value();
    let code = t.call(&class, std::slice::from_ref(code))?;
    if !code.as_small_int().is_some_and(|code| (1..=0x7fff_ffff).contains(&code)) {
        return Err(t.value_error("code out of range"));
    }
    let key = Tuple::new(t, [module.clone(), name.clone()])?;
    let (by_name, by_number) = registries(t)?;
    if are_paired(t, &by_name, &by_number, &key, &code)? {
        return Ok(());
    }
    if let Some(known) = t.get_item_opt(&by_name, &key)? {
        let (key, known) = (t.str_lossy(&key)?, t.str_lossy(&known)?);
        return Err(t.value_error(format!("key {key} is already registered with code {known}")));
    }
    if let Some(known) = t.get_item_opt(&by_number, &code)? {
        let (code, known) = (t.str_lossy(&code)?, t.str_lossy(&known)?);
        return Err(t.value_error(format!("code {code} is already in use for key {known}")));
    }
    t.set_item(&by_name, &key, &code)?;
    t.set_item(&by_number, &code, &key)
}

pub(super) fn remove(t: &mut Thread, module: &Value, name: &Value, code: &Value) -> PyResult<()> {
    let key = Tuple::new(t, [module.clone(), name.clone()])?;
    let (by_name, by_number) = registries(t)?;
    if !are_paired(t, &by_name, &by_number, &key, code)? {
        let (key, code) = (t.str_lossy(&key)?, t.str_lossy(code)?);
        return Err(t.value_error(format!("key {key} is not registered with code {code}")));
    }
    t.delete_item(&by_name, &key)?;
    t.delete_item(&by_number, code)?;
    let this = t.import_module("copyreg")?;
    let cache = attribute(t, &this, "_extension_cache")?;
    if t.get_item_opt(&cache, code)?.is_some() {
        t.delete_item(&cache, code)?;
    }
    Ok(())
}
