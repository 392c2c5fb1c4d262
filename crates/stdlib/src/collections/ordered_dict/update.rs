//! Filling a mapping the way `MutableMapping.update` does: through its own `__setitem__`.

use taipan_vm::builtins::dict::Dict;
use taipan_vm::{Args, PyResult, Thread, Value};

/// The pairs of an exact dict as they are now.
fn pairs(t: &Thread, dict: &Dict) -> Vec<(Value, Value)> {
    dict.iter(t).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Takes a pair apart.
fn unpack(t: &mut Thread, pair: &Value) -> PyResult<(Value, Value)> {
    let iterator = t.iter(pair)?;
    let Some(key) = t.next(&iterator)? else {
        return Err(t.value_error("need more than 0 values to unpack"));
    };
    let Some(value) = t.next(&iterator)? else {
        return Err(t.value_error("need more than 1 value to unpack"));
    };
    if t.next(&iterator)?.is_some() {
        return Err(t.value_error("too many values to unpack (expected 2)"));
    }
    Ok((key, value))
}

fn add_pairs(t: &mut Thread, this: &Value, pairs: &Value) -> PyResult<()> {
    let iterator = t.iter(pairs)?;
    while let Some(pair) = t.next(&iterator)? {
        let (key, value) = unpack(t, &pair)?;
        t.set_item(this, &key, &value)?;
        drop((pair, key, value));
        t.drain();
    }
    Ok(())
}

/// Sets what a mapping has, or what an iterable gives as pairs.
pub(super) fn update_from(t: &mut Thread, this: &Value, source: &Value) -> PyResult<()> {
    if let Some(dict) = source.exact::<Dict>() {
        for (key, value) in pairs(t, dict) {
            t.set_item(this, &key, &value)?;
        }
        return Ok(());
    }
    let (keys, items) = (t.interpreter().names().keys.clone(), t.interpreter().names().items.clone());
    if let Some(keys) = t.get_attr_opt(source, &keys)? {
        let keys = t.call(&keys, &[])?;
        let iterator = t.iter(&keys)?;
        while let Some(key) = t.next(&iterator)? {
            let value = t.get_item(source, &key)?;
            t.set_item(this, &key, &value)?;
            drop((key, value));
            t.drain();
        }
        return Ok(());
    }
    match t.get_attr_opt(source, &items)? {
        Some(items) => {
            let items = t.call(&items, &[])?;
            add_pairs(t, this, &items)
        }
        None => add_pairs(t, this, source),
    }
}

/// Sets what one optional argument and the keyword arguments give.
pub(super) fn update(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
    if let Some(source) = args.positional().first() {
        update_from(t, this, source)?;
    }
    for (name, value) in args.keywords() {
        t.set_item(this, &name.to_value(), value)?;
    }
    Ok(())
}
