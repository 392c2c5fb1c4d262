//! Encodings by tables: a string or a mapping from bytes to characters, and the other way round.

use taipan_text::Text;
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::int;
use taipan_vm::builtins::str::Str;
use taipan_vm::errors::Class;
use taipan_vm::{PyResult, Thread, Value};

use super::handlers::{append, ask};
use super::pieces::pair;

const UNDEFINED: &str = "character maps to <undefined>";
/// What a string that is a table has for bytes without a character.
const GAP: u32 = 0xFFFE;

/// Decodes by a table.
pub(super) fn decode(t: &mut Thread, data: &[u8], errors: &str, mapping: &Value) -> PyResult {
    let mut out = Text::with_capacity(data.len());
    let mut at = 0;
    while let Some(&byte) = data.get(at) {
        if decoded(t, mapping, byte, &mut out)? {
            at += 1;
            continue;
        }
        let error = t.unicode_decode_error("charmap", data, (at, at + 1), UNDEFINED);
        let (replacement, next) = ask(t, errors, error, data.len(), true)?;
        append(&mut out, &replacement);
        at = next;
    }
    let text = Str::from_text(t, &out)?;
    pair(t, text, data.len())
}

/// Appends what a byte stands for; false if that is nothing.
fn decoded(t: &mut Thread, mapping: &Value, byte: u8, out: &mut Text) -> PyResult<bool> {
    if let Some(table) = mapping.exact::<Str>() {
        let index = usize::from(byte);
        let code = if index < table.len() { table.units().get(index) } else { GAP };
        if code != GAP {
            out.push(code);
        }
        return Ok(code != GAP);
    }
    let found = t.get_item(mapping, &Value::small_int(i64::from(byte)));
    let Some(found) = t.catch(found, Class::LookupError)? else { return Ok(false) };
    if found.is_none() {
        return Ok(false);
    }
    if let Some(text) = Str::of(&found) {
        if text.len() == 1 && text.units().get(0) == GAP {
            return Ok(false);
        }
        append(out, &found);
        return Ok(true);
    }
    if int::of(&found).is_none() {
        return Err(t.type_error("character mapping must return integer, None or str"));
    }
    match u32::try_from(t.as_i64(&found)?) {
        Ok(GAP) => Ok(false),
        Ok(code @ 0..0x11_0000) => {
            out.push(code);
            Ok(true)
        }
        _ => Err(t.type_error("character mapping must be in range(0x110000)")),
    }
}

/// Encodes by a table.
pub(super) fn encode(t: &mut Thread, text: &Str, errors: &str, mapping: &Value) -> PyResult {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if encoded(t, mapping, text.units().get(at), &mut out)? {
            at += 1;
            continue;
        }
        // One error for all that follow each other.
        let mut end = at + 1;
        let mut probe = Vec::new();
        while end < text.len() && !encoded(t, mapping, text.units().get(end), &mut probe)? {
            end += 1;
        }
        let value = text.to_value();
        let error = t.unicode_encode_error("charmap", &value, (at, end), UNDEFINED);
        let (replacement, next) = ask(t, errors, error, text.len(), false)?;
        match (Bytes::of(&replacement), Str::of(&replacement)) {
            (Some(bytes), _) => out.extend_from_slice(bytes.as_slice()),
            (_, Some(replacement)) => {
                for index in 0..replacement.len() {
                    if !encoded(t, mapping, replacement.units().get(index), &mut out)? {
                        return Err(t.unicode_encode_error("charmap", &value, (at, end), UNDEFINED));
                    }
                }
            }
            _ => unreachable!("handlers answer strings or bytes"),
        }
        at = next;
    }
    let bytes = Bytes::new(t, &out)?;
    pair(t, bytes, text.len())
}

/// Appends what a character stands for; false if that is nothing.
fn encoded(t: &mut Thread, mapping: &Value, code: u32, out: &mut Vec<u8>) -> PyResult<bool> {
    let found = t.get_item(mapping, &Value::small_int(i64::from(code)));
    let Some(found) = t.catch(found, Class::LookupError)? else { return Ok(false) };
    if found.is_none() {
        return Ok(false);
    }
    if let Some(bytes) = Bytes::of(&found) {
        out.extend_from_slice(bytes.as_slice());
        return Ok(true);
    }
    if int::of(&found).is_none() {
        let name = t.type_name(&found);
        return Err(t.type_error(format!("character mapping must return integer, bytes or None, not {name}")));
    }
    match u8::try_from(t.as_i64(&found)?) {
        Ok(byte) => {
            out.push(byte);
            Ok(true)
        }
        Err(_) => Err(t.type_error("character mapping must be in range(256)")),
    }
}

/// The table that encodes what a string decodes.
pub(super) fn build(t: &mut Thread, map: &Str) -> PyResult {
    if map.is_empty() {
        return Err(t.type_error("bad argument type for built-in operation"));
    }
    let table = Dict::new(t)?;
    let Some(dict) = table.exact::<Dict>() else { unreachable!("just made a dict") };
    for index in 0..map.len().min(256) {
        let code = map.units().get(index);
        if code != GAP {
            dict.set(t, &Value::small_int(i64::from(code)), Value::small_int(index as i64))?;
        }
    }
    Ok(table)
}
