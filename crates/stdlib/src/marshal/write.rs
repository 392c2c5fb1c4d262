//! Writing values.
//!
//! From version 3 on an object that others may hold too is numbered, and written again as its number. Like
//! CPython this looks at the reference count: what only the container holds can't come again.

use std::collections::HashMap;

use dashu_int::Sign;
use taipan_bytecode::marshal::{MAX_DEPTH, MarshalError, dumps_code, tag};
use taipan_text::float::{FloatFlags, FloatStyle, format};
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::code::CodeObject;
use taipan_vm::builtins::complex::Complex;
use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::float::Float;
use taipan_vm::builtins::int;
use taipan_vm::builtins::list::List;
use taipan_vm::builtins::set::Set;
use taipan_vm::builtins::slice::Slice;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Class;
use taipan_vm::object::Kind;
use taipan_vm::protocol::Integer;
use taipan_vm::value::Raw;
use taipan_vm::{PyResult, Thread, Value};

use super::error;

/// The integers that there is one object for.
const SHARED_INTEGERS: std::ops::RangeInclusive<i64> = -5..=256;

/// A value as bytes, in a version of the format.
pub(super) fn dumps(t: &mut Thread, value: &Value, version: i32, allow_code: bool) -> PyResult<Vec<u8>> {
    let held = t.borrowed_references(value) as u64;
    let shared = value.header().is_some_and(|header| u64::from(header.count) > 1 + held);
    if let Some(code) = value.exact::<CodeObject>()
        && allow_code
        && version >= 5
        && shared
        && code.has_plain_constants()
    {
        return dumps_code(code.code()).map_err(|wrong| error(t, wrong));
    }
    let mut writer = Writer { out: Vec::new(), version, allow_code, numbers: HashMap::default(), depth: 0 };
    writer.object(t, value, held)?;
    Ok(writer.out)
}

struct Writer {
    out: Vec<u8>,
    version: i32,
    allow_code: bool,
    /// The numbers of the objects that have one.
    numbers: HashMap<Identity, u32, ahash::RandomState>,
    depth: usize,
}

/// Which object a value is to CPython: bytes of at most one byte are the same object wherever they come from.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    Object(Raw),
    ShortBytes(Option<u8>),
}

impl Identity {
    fn of(value: &Value) -> Identity {
        match value.exact::<Bytes>().map(Bytes::as_slice) {
            Some([]) => Identity::ShortBytes(None),
            Some([byte]) => Identity::ShortBytes(Some(*byte)),
            _ => Identity::Object(value.raw()),
        }
    }
}

/// The bytes of a `NULL`, which ends dicts.
const END: u8 = tag::NULL;

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.out.push(byte);
    }

    fn int(&mut self, value: i32) {
        self.out.extend(value.to_le_bytes());
    }

    fn size(&mut self, t: &mut Thread, size: usize) -> PyResult<()> {
        match i32::try_from(size) {
            Ok(size) => {
                self.int(size);
                Ok(())
            }
            Err(_) => Err(error(t, MarshalError::Unmarshallable)),
        }
    }

    fn bytes(&mut self, t: &mut Thread, bytes: &[u8]) -> PyResult<()> {
        self.size(t, bytes.len())?;
        if self.out.try_reserve(bytes.len()).is_err() {
            return Err(t.memory_error());
        }
        self.out.extend(bytes);
        Ok(())
    }

    /// Whether an object gets a number. `held` references are the writer's own.
    fn is_numbered(&self, value: &Value, held: u64) -> bool {
        if self.version < 3 {
            return false;
        }
        if let Some(number) = value.as_small_int() {
            return SHARED_INTEGERS.contains(&number);
        }
        let interned = value.exact::<Str>().is_some_and(Str::is_interned);
        let short = value.exact::<Bytes>().is_some_and(|bytes| bytes.as_slice().len() <= 1);
        interned || short || value.header().is_some_and(|header| u64::from(header.count) > 1 + held)
    }

    /// Writes an object, to which `held` references are the writer's own.
    fn object(&mut self, t: &mut Thread, value: &Value, held: u64) -> PyResult<()> {
        let stop = t.interpreter().exception_class(Class::StopIteration);
        let plain = match value.raw() {
            Raw::NONE => Some(tag::NONE),
            Raw::TRUE => Some(tag::TRUE),
            Raw::FALSE => Some(tag::FALSE),
            Raw::ELLIPSIS => Some(tag::ELLIPSIS),
            raw if raw == stop.raw() => Some(tag::STOP_ITERATION),
            _ => None,
        };
        if let Some(tag) = plain {
            self.byte(tag);
            return Ok(());
        }
        let mut flag = 0;
        if self.is_numbered(value, held) {
            let identity = Identity::of(value);
            if let Some(&number) = self.numbers.get(&identity) {
                self.byte(tag::REF);
                self.out.extend(number.to_le_bytes());
                return Ok(());
            }
            self.numbers.insert(identity, self.numbers.len() as u32);
            flag = tag::FLAG_REF;
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(error(t, MarshalError::TooDeepToWrite));
        }
        t.enter_recursion("")?;
        let at = self.out.len();
        self.complex_object(t, value)?;
        self.out[at] |= flag;
        self.depth -= 1;
        Ok(())
    }

    /// Writes what is no mere tag.
    fn complex_object(&mut self, t: &mut Thread, value: &Value) -> PyResult<()> {
        if let Some(integer) = int::of_exact(value) {
            return self.integer(t, integer);
        }
        if let Some(number) = value.exact::<Float>() {
            let number = number.get();
            self.byte(if self.version > 1 { tag::BINARY_FLOAT } else { tag::FLOAT });
            return self.float(t, number);
        }
        if let Some(number) = value.exact::<Complex>() {
            let number = number.get();
            self.byte(if self.version > 1 { tag::BINARY_COMPLEX } else { tag::COMPLEX });
            self.float(t, number.re)?;
            return self.float(t, number.im);
        }
        if value.is_kind(Kind::Bytes) {
            self.byte(tag::BYTES);
            return self.bytes(t, Bytes::of(value).map_or(&[], Bytes::as_slice));
        }
        if let Some(text) = value.exact::<Str>() {
            return self.string(t, text);
        }
        if let Some(tuple) = value.exact::<Tuple>() {
            match u8::try_from(tuple.len()).ok().filter(|_| self.version >= 4) {
                Some(size) => self.out.extend([tag::SMALL_TUPLE, size]),
                None => {
                    self.byte(tag::TUPLE);
                    self.size(t, tuple.len())?;
                }
            }
            return tuple.items().iter().try_for_each(|item| self.object(t, item, 0));
        }
        if let Some(list) = value.exact::<List>() {
            self.byte(tag::LIST);
            self.size(t, list.len())?;
            let mut index = 0;
            while let Some(item) = list.get(t, index) {
                self.object(t, &item, 1)?;
                index += 1;
            }
            return Ok(());
        }
        if let Some(dict) = value.exact::<Dict>() {
            return self.dict(t, dict);
        }
        if value.is_kind(Kind::Set) || value.is_kind(Kind::FrozenSet) {
            return self.set(t, value);
        }
        if let Some(code) = value.exact::<CodeObject>() {
            return self.code(t, code);
        }
        if let Some(slice) = value.exact::<Slice>().filter(|_| self.version >= 5) {
            self.byte(tag::SLICE);
            for part in [slice.start(), slice.stop(), slice.step()].into_iter().flatten() {
                self.object(t, part, 0)?;
            }
            return Ok(());
        }
        // Whatever an object's own `__buffer__` raises, it has no contents to write.
        match t.bytes_of(value).unwrap_or_default() {
            Some(contents) => {
                self.byte(tag::BYTES);
                self.bytes(t, &contents)
            }
            None => Err(error(t, MarshalError::Unmarshallable)),
        }
    }

    fn float(&mut self, t: &mut Thread, number: f64) -> PyResult<()> {
        if self.version > 1 {
            self.out.extend(number.to_le_bytes());
            return Ok(());
        }
        let text = match format(number, FloatStyle::General, 17, FloatFlags::default()) {
            Ok(text) => text,
            Err(error) => return Err(t.text_error(error)),
        };
        // 17 digits, a point, signs and an exponent are fewer than 256 bytes.
        self.byte(text.len() as u8);
        self.out.extend(text.as_bytes());
        Ok(())
    }

    fn integer(&mut self, t: &mut Thread, integer: Integer<'_>) -> PyResult<()> {
        if let Some(small) = integer.to_i64().and_then(|value| i32::try_from(value).ok()) {
            self.byte(tag::INT);
            self.int(small);
            return Ok(());
        }
        let (negative, magnitude) = match integer {
            Integer::Small(value) => (value < 0, value.unsigned_abs().to_le_bytes().to_vec()),
            Integer::Big(value) => {
                let (sign, words) = value.as_sign_words();
                (sign == Sign::Negative, words.iter().flat_map(|word| word.to_le_bytes()).collect())
            }
        };
        // Digits of 15 bits, the highest not zero.
        let mut digits = Vec::with_capacity(magnitude.len() * 8 / 15 + 1);
        let (mut pending, mut bits) = (0u32, 0);
        for byte in magnitude {
            pending |= u32::from(byte) << bits;
            bits += 8;
            if bits >= 15 {
                digits.push((pending & 0x7fff) as u16);
                pending >>= 15;
                bits -= 15;
            }
        }
        digits.push(pending as u16);
        while digits.last() == Some(&0) {
            digits.pop();
        }
        self.byte(tag::LONG);
        let Ok(count) = i32::try_from(digits.len()) else {
            return Err(error(t, MarshalError::Unmarshallable));
        };
        self.int(if negative { -count } else { count });
        self.out.extend(digits.iter().flat_map(|digit| digit.to_le_bytes()));
        Ok(())
    }

    fn string(&mut self, t: &mut Thread, text: &Str) -> PyResult<()> {
        let interned = self.version >= 3 && text.is_interned();
        if self.version >= 4 && text.is_ascii() {
            let short = u8::try_from(text.len()).ok();
            self.byte(match (short.is_some(), interned) {
                (true, true) => tag::SHORT_ASCII_INTERNED,
                (true, false) => tag::SHORT_ASCII,
                (false, true) => tag::ASCII_INTERNED,
                (false, false) => tag::ASCII,
            });
            return match short {
                Some(size) => {
                    self.byte(size);
                    self.out.extend(text.bytes());
                    Ok(())
                }
                None => self.bytes(t, text.bytes()),
            };
        }
        self.byte(if interned { tag::INTERNED } else { tag::UNICODE });
        self.bytes(t, &text.to_wtf8())
    }

    fn dict(&mut self, t: &mut Thread, dict: &Dict) -> PyResult<()> {
        self.byte(tag::DICT);
        let mut index = 0;
        while let Some(at) = dict.next_index(t, index) {
            let Some((key, value)) = dict.entry(t, at).map(|(key, value)| (key.clone(), value.clone()))
            else {
                break;
            };
            self.object(t, &key, 1)?;
            self.object(t, &value, 1)?;
            index = at + 1;
        }
        self.byte(END);
        Ok(())
    }

    /// The elements in the order of their bytes, so that the same sets are written the same way.
    fn set(&mut self, t: &mut Thread, value: &Value) -> PyResult<()> {
        let Some(set) = Set::any(value) else { unreachable!("its kind was asked") };
        self.byte(if value.is_kind(Kind::Set) { tag::SET } else { tag::FROZENSET });
        self.size(t, set.len())?;
        let elements: Vec<Value> = set.iter(t).cloned().collect();
        let mut sorted = Vec::with_capacity(elements.len());
        for element in elements {
            sorted.push((dumps(t, &element, self.version, self.allow_code)?, element));
        }
        sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
        sorted.iter().try_for_each(|(_, element)| self.object(t, element, 1))
    }

    fn code(&mut self, t: &mut Thread, code: &CodeObject) -> PyResult<()> {
        if !self.allow_code {
            return Err(t.value_error("marshalling code objects is disallowed"));
        }
        let shared = code.code().clone();
        self.byte(tag::CODE);
        for number in
            [shared.argcount, shared.posonlyargcount, shared.kwonlyargcount, shared.stacksize, shared.flags]
        {
            self.out.extend(number.to_le_bytes());
        }
        let consts = Tuple::new(t, code.constants())?;
        let mut parts = vec![Bytes::new(t, &shared.code)?, consts];
        for names in [&shared.names, &shared.localsplusnames] {
            let mut all = Vec::with_capacity(names.len());
            for name in names.iter() {
                let name = Str::from_wtf8(t, name.as_wtf8())?;
                all.push(t.intern_value(name)?);
            }
            parts.push(Tuple::new(t, all)?);
        }
        parts.push(Bytes::new(t, &shared.localspluskinds)?);
        parts.extend([code.filename(), code.name(), code.qualname()].map(Value::clone));
        for part in &parts {
            self.object(t, part, 1)?;
        }
        self.int(shared.firstlineno);
        for table in [&shared.linetable, &shared.exceptiontable] {
            let table = Bytes::new(t, table)?;
            self.object(t, &table, 0)?;
        }
        Ok(())
    }
}
