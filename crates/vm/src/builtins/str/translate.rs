//! `str.translate` and `str.maketrans`.

use taipan_text::{Text, with_units};

use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::errors::Class;
use crate::native::PyResult;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::value::Value;

/// What becomes of a character.
#[derive(Clone)]
enum Translation {
    Same,
    Deleted,
    Code(u32),
    Text(Value),
}

/// `text.translate(table)`: the table is asked by `table[ord(character)]`, once for each ASCII character.
pub(crate) fn translate(t: &mut Thread, this: &Str, table: &Value) -> PyResult {
    let mut out = Text::with_capacity(this.len());
    let mut known: [Option<Translation>; 128] = [const { None }; 128];
    let mut changed = false;
    for code in this.units().iter() {
        let cached = known.get(code as usize).and_then(Clone::clone);
        let translation = match cached {
            Some(translation) => translation,
            None => {
                let found = look_up(t, table, code)?;
                if let Some(entry) = known.get_mut(code as usize) {
                    *entry = Some(found.clone());
                }
                found
            }
        };
        match translation {
            Translation::Same => {
                out.push(code);
                continue;
            }
            Translation::Deleted => {}
            Translation::Code(code) => out.push(code),
            Translation::Text(text) => {
                if let Some(text) = Str::of(&text) {
                    if out.try_reserve(text.len()).is_err() {
                        return Err(t.memory_error());
                    }
                    with_units!(text.text(), units => out.extend(units));
                }
            }
        }
        changed = true;
    }
    if changed { Str::from_text(t, &out) } else { Ok(this.to_value()) }
}

fn look_up(t: &mut Thread, table: &Value, code: u32) -> PyResult<Translation> {
    let item = t.get_item(table, &Value::small_int(code.into()));
    let Some(item) = t.catch(item, Class::LookupError)? else { return Ok(Translation::Same) };
    if item.is_none() {
        return Ok(Translation::Deleted);
    }
    if Str::of(&item).is_some() {
        return Ok(Translation::Text(item));
    }
    let Some(number) = Integer::of(&item) else {
        return Err(t.type_error("character mapping must return integer, None or str"));
    };
    match number.to_i64().and_then(|code| u32::try_from(code).ok()).filter(|&code| code <= 0x10_ffff) {
        Some(code) => Ok(Translation::Code(code)),
        None => Err(t.value_error("character mapping must be in range(0x110000)")),
    }
}

/// `str.maketrans(x, y, z)`.
pub(crate) fn make_table(t: &mut Thread, x: &Value, y: Option<&Str>, z: Option<&Str>) -> PyResult {
    let table = Dict::new(t)?;
    let Some(dict) = table.exact::<Dict>() else { unreachable!("just made a dict") };
    let Some(y) = y else {
        let Some(given) = x.exact::<Dict>() else {
            return Err(t.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        table_of_dict(t, dict, given)?;
        return Ok(table);
    };
    let Some(x) = Str::of(x) else {
        let text = "first maketrans argument must be a string if there is a second argument";
        return Err(t.type_error(text));
    };
    if x.len() != y.len() {
        return Err(t.value_error("the first two maketrans arguments must have equal length"));
    }
    let key = |code: u32| Value::small_int(code.into());
    for (from, to) in x.units().iter().zip(y.units().iter()) {
        dict.set(t, &key(from), key(to))?;
    }
    for code in z.into_iter().flat_map(|z| z.units().iter().collect::<Vec<u32>>()) {
        dict.set(t, &key(code), Value::NONE)?;
    }
    Ok(table)
}

/// Keys that are characters become their numbers.
fn table_of_dict(t: &mut Thread, table: &Dict, given: &Dict) -> PyResult<()> {
    let entries: Vec<(Value, Value)> =
        given.iter(t).map(|(key, value)| (key.clone(), value.clone())).collect();
    for (key, value) in entries {
        let key = match Str::of(&key) {
            Some(text) if text.len() == 1 => Value::small_int(text.units().get(0).into()),
            Some(_) => return Err(t.value_error("string keys in translatetable must be of length 1")),
            None if Integer::of(&key).is_some() => key,
            None => return Err(t.type_error("keys in translate table mustbe strings or integers")),
        };
        table.set(t, &key, value)?;
    }
    Ok(())
}
