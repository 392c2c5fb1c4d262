//! Reading values.

use dashu_int::{IBig, UBig};
use taipan_bytecode::marshal::{MAX_DEPTH, MarshalError, tag};
use taipan_bytecode::{Code, Text};
use taipan_vm::builtins::bytes::Bytes;
use taipan_vm::builtins::code::CodeObject;
use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::list::List;
use taipan_vm::builtins::set::{self, Set};
use taipan_vm::builtins::slice::Slice;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::builtins::{complex, float, int};
use taipan_vm::errors::{Class, Exception};
use taipan_vm::{PyResult, Thread, Value};

use super::error;
use super::source::Source;

/// The next value of a source.
pub(super) fn load(t: &mut Thread, source: Source<'_>, allow_code: bool) -> PyResult {
    let mut reader = Reader { source, allow_code, references: Vec::new(), depth: 0 };
    reader.required(t, "object")
}

struct Reader<'a> {
    source: Source<'a>,
    allow_code: bool,
    /// The objects with numbers; `None` while one is being read.
    references: Vec<Option<Value>>,
    depth: usize,
}

impl Reader<'_> {
    fn array<const N: usize>(&mut self, t: &mut Thread) -> PyResult<[u8; N]> {
        let bytes = self.source.take(t, N)?;
        match bytes.try_into() {
            Ok(array) => Ok(array),
            Err(_) => unreachable!("as many bytes as were asked for"),
        }
    }

    fn int(&mut self, t: &mut Thread) -> PyResult<i32> {
        self.array(t).map(i32::from_le_bytes)
    }

    fn byte(&mut self, t: &mut Thread) -> PyResult<u8> {
        match self.source.byte(t)? {
            Some(byte) => Ok(byte),
            None => Err(error(t, MarshalError::MissingByte)),
        }
    }

    fn size(&mut self, t: &mut Thread, what: &'static str) -> PyResult<usize> {
        match usize::try_from(self.int(t)?) {
            Ok(size) => Ok(size),
            Err(_) => Err(error(t, MarshalError::SizeOutOfRange(what))),
        }
    }

    /// The next object, which must be one.
    fn required(&mut self, t: &mut Thread, what: &'static str) -> PyResult {
        match self.object(t)? {
            Some(value) => Ok(value),
            None => Err(error(t, MarshalError::Null(what))),
        }
    }

    /// The next object; `None` for a NULL.
    fn object(&mut self, t: &mut Thread) -> PyResult<Option<Value>> {
        let Some(byte) = self.source.byte(t)? else { return Err(error(t, MarshalError::MissingObject)) };
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(error(t, MarshalError::TooDeep));
        }
        t.enter_recursion("")?;
        let number = (byte & tag::FLAG_REF != 0).then_some(self.references.len());
        let value = self.of_tag(t, byte & !tag::FLAG_REF, number)?;
        self.depth -= 1;
        Ok(value)
    }

    /// Keeps an object under its number, if it has one.
    fn keep(&mut self, number: Option<usize>, value: &Value) {
        match number {
            Some(number) if number < self.references.len() => self.references[number] = Some(value.clone()),
            Some(_) => self.references.push(Some(value.clone())),
            None => {}
        }
    }

    /// Takes a number for an object whose parts come first.
    fn reserve(&mut self, number: Option<usize>) {
        if number.is_some() {
            self.references.push(None);
        }
    }

    fn of_tag(&mut self, t: &mut Thread, tag: u8, number: Option<usize>) -> PyResult<Option<Value>> {
        let plain = match tag {
            tag::NULL => return Ok(None),
            tag::NONE => Some(Value::NONE),
            tag::TRUE => Some(Value::TRUE),
            tag::FALSE => Some(Value::FALSE),
            tag::ELLIPSIS => Some(Value::ELLIPSIS),
            tag::STOP_ITERATION => Some(t.interpreter().exception_class(Class::StopIteration)),
            tag::REF => return self.reference(t).map(Some),
            _ => None,
        };
        if plain.is_some() {
            return Ok(plain);
        }
        let value = match tag {
            tag::TUPLE | tag::SMALL_TUPLE | tag::FROZENSET | tag::SLICE | tag::CODE => {
                self.reserve(number);
                self.frozen(t, tag)?
            }
            tag::LIST | tag::DICT | tag::SET => return self.container(t, tag, number).map(Some),
            _ => self.scalar(t, tag)?,
        };
        self.keep(number, &value);
        Ok(Some(value))
    }

    fn reference(&mut self, t: &mut Thread) -> PyResult {
        let number = self.int(t)?;
        let known = usize::try_from(number).ok().and_then(|number| self.references.get(number));
        match known.cloned().flatten() {
            Some(value) => Ok(value),
            None => Err(error(t, MarshalError::InvalidReference)),
        }
    }

    /// A number or a text.
    fn scalar(&mut self, t: &mut Thread, tag: u8) -> PyResult {
        match tag {
            tag::INT => {
                let value = self.int(t)?;
                int::from_i64(t, i64::from(value))
            }
            tag::INT64 => {
                let value = self.array(t)?;
                int::from_i64(t, i64::from_le_bytes(value))
            }
            tag::LONG => self.long(t),
            tag::BINARY_FLOAT => {
                let value = self.array(t)?;
                float::new(t, f64::from_le_bytes(value))
            }
            tag::FLOAT => {
                let value = self.float_text(t)?;
                float::new(t, value)
            }
            tag::BINARY_COMPLEX => {
                let (real, imaginary) = (self.array(t)?, self.array(t)?);
                complex::new(t, f64::from_le_bytes(real), f64::from_le_bytes(imaginary))
            }
            tag::COMPLEX => {
                let (real, imaginary) = (self.float_text(t)?, self.float_text(t)?);
                complex::new(t, real, imaginary)
            }
            tag::BYTES => {
                let size = self.size(t, "bytes object")?;
                let data = self.source.take(t, size)?;
                Bytes::new(t, &data)
            }
            tag::SHORT_ASCII | tag::SHORT_ASCII_INTERNED => {
                let size = usize::from(self.byte(t)?);
                self.latin1(t, size, tag == tag::SHORT_ASCII_INTERNED)
            }
            tag::ASCII | tag::ASCII_INTERNED => {
                let size = self.size(t, "string")?;
                self.latin1(t, size, tag == tag::ASCII_INTERNED)
            }
            tag::UNICODE | tag::INTERNED => {
                let size = self.size(t, "string")?;
                let data = self.source.take(t, size)?;
                if !Text::is_valid(&data) {
                    return decode(t, &data);
                }
                let text = Str::from_wtf8(t, &data)?;
                if tag == tag::INTERNED { t.intern_value(text) } else { Ok(text) }
            }
            _ => Err(error(t, MarshalError::UnknownType)),
        }
    }

    fn latin1(&mut self, t: &mut Thread, size: usize, interned: bool) -> PyResult {
        let data = self.source.take(t, size)?;
        let text = Str::from_latin1(t, &data)?;
        if interned { t.intern_value(text) } else { Ok(text) }
    }

    fn float_text(&mut self, t: &mut Thread) -> PyResult<f64> {
        let size = usize::from(self.byte(t)?);
        let text = self.source.take(t, size)?;
        match taipan_text::float::parse_ascii(&text) {
            Some(number) => Ok(number),
            None => {
                let shown = String::from_utf8_lossy(&text).into_owned();
                Err(t.value_error(format!("could not convert string to float: '{shown}'")))
            }
        }
    }

    /// An integer in digits of 15 bits.
    fn long(&mut self, t: &mut Thread) -> PyResult {
        let count = self.int(t)?;
        let Some(digits) = count.checked_abs() else {
            return Err(error(t, MarshalError::SizeOutOfRange("long")));
        };
        let data = self.source.take(t, 2 * digits.unsigned_abs() as usize)?;
        let mut bytes = Vec::with_capacity(data.len());
        let (mut pending, mut bits) = (0u32, 0);
        let mut last = 1;
        for pair in data.chunks_exact(2) {
            let digit = u16::from_le_bytes([pair[0], pair[1]]);
            if digit > 0x7fff {
                return Err(error(t, MarshalError::DigitOutOfRange));
            }
            last = digit;
            pending |= u32::from(digit) << bits;
            bits += 15;
            while bits >= 8 {
                bytes.push(pending as u8);
                pending >>= 8;
                bits -= 8;
            }
        }
        if last == 0 {
            return Err(error(t, MarshalError::UnnormalizedLong));
        }
        bytes.push(pending as u8);
        let magnitude = IBig::from(UBig::from_le_bytes(&bytes));
        int::from_big(t, if count < 0 { -magnitude } else { magnitude })
    }

    fn items(&mut self, t: &mut Thread, count: usize, what: &'static str) -> PyResult<Vec<Value>> {
        // The data may promise more than it holds.
        let mut items = Vec::with_capacity(count.min(1 << 12));
        for _ in 0..count {
            let item = self.required(t, what)?;
            if items.try_reserve(1).is_err() {
                return Err(t.memory_error());
            }
            items.push(item);
        }
        Ok(items)
    }

    /// An object that is made when all its parts are there.
    fn frozen(&mut self, t: &mut Thread, tag: u8) -> PyResult {
        match tag {
            tag::TUPLE | tag::SMALL_TUPLE => {
                let count =
                    if tag == tag::TUPLE { self.size(t, "tuple")? } else { usize::from(self.byte(t)?) };
                let items = self.items(t, count, "tuple")?;
                Tuple::new(t, items)
            }
            tag::FROZENSET => {
                let count = self.size(t, "set")?;
                let items = self.items(t, count, "set")?;
                set::frozen(t, items)
            }
            tag::SLICE => {
                let mut parts = self.items(t, 3, "slice")?.into_iter();
                let mut part = || parts.next().unwrap_or(Value::NONE);
                let (start, stop, step) = (part(), part(), part());
                Slice::create(t, start, stop, step)
            }
            _ => self.code(t),
        }
    }

    /// A container, which its own items may refer to.
    fn container(&mut self, t: &mut Thread, tag: u8, number: Option<usize>) -> PyResult {
        if tag == tag::DICT {
            let dict = Dict::new(t)?;
            self.keep(number, &dict);
            while let Some(key) = self.object(t)? {
                let Some(value) = self.object(t)? else { break };
                t.set_item(&dict, &key, &value)?;
            }
            return Ok(dict);
        }
        if tag == tag::LIST {
            let count = self.size(t, "list")?;
            let list = List::new(t, Vec::new())?;
            self.keep(number, &list);
            let Some(items) = list.exact::<List>() else { unreachable!("just made a list") };
            for _ in 0..count {
                let item = self.required(t, "list")?;
                items.push(t, item)?;
            }
            return Ok(list);
        }
        let count = self.size(t, "set")?;
        let set = Set::new(t)?;
        self.keep(number, &set);
        let Some(elements) = Set::any(&set) else { unreachable!("just made a set") };
        for _ in 0..count {
            let element = self.required(t, "set")?;
            elements.add(t, &element)?;
        }
        Ok(set)
    }

    fn bytes_part(&mut self, t: &mut Thread) -> PyResult<Box<[u8]>> {
        let value = self.required(t, "object")?;
        match Bytes::of(&value) {
            Some(bytes) => Ok(bytes.as_slice().into()),
            None => Err(wrong_part(t)),
        }
    }

    fn text_part(&mut self, t: &mut Thread) -> PyResult<Text> {
        let value = self.required(t, "object")?;
        text(t, &value)
    }

    fn names_part(&mut self, t: &mut Thread) -> PyResult<Box<[Text]>> {
        let value = self.required(t, "object")?;
        let Some(names) = Tuple::of(&value) else { return Err(wrong_part(t)) };
        names.items().iter().map(|name| text(t, name)).collect()
    }

    fn code(&mut self, t: &mut Thread) -> PyResult {
        if !self.allow_code {
            return Err(t.value_error("unmarshalling code objects is disallowed"));
        }
        let mut numbers = [0u32; 5];
        for number in &mut numbers {
            *number = self.array(t).map(u32::from_le_bytes)?;
        }
        let [argcount, posonlyargcount, kwonlyargcount, stacksize, flags] = numbers;
        let code = self.bytes_part(t)?;
        let consts = self.required(t, "object")?;
        let Some(consts) = Tuple::of(&consts) else { return Err(wrong_part(t)) };
        let names = self.names_part(t)?;
        let localsplusnames = self.names_part(t)?;
        let localspluskinds = self.bytes_part(t)?;
        let filename = self.text_part(t)?;
        let name = self.text_part(t)?;
        let qualname = self.text_part(t)?;
        let firstlineno = self.int(t)?;
        let linetable = self.bytes_part(t)?;
        let exceptiontable = self.bytes_part(t)?;
        let code = Code {
            argcount,
            posonlyargcount,
            kwonlyargcount,
            stacksize,
            flags,
            firstlineno,
            name,
            qualname,
            filename,
            code,
            consts: Box::default(),
            names,
            localsplusnames,
            localspluskinds,
            linetable,
            exceptiontable,
        };
        CodeObject::from_parts(t, code, consts.items().to_vec())
    }
}

/// What `bytes.decode` makes of data that is no text: an exception that says why.
fn decode(t: &mut Thread, data: &[u8]) -> PyResult {
    let bytes = Bytes::new(t, data)?;
    let (decode, encoding, errors) = (t.intern("decode")?, t.intern("utf-8")?, t.intern("surrogatepass")?);
    t.call_method(&bytes, &decode, &[encoding, errors])
}

/// What a code object's part of another type than it should have raises.
fn wrong_part(t: &mut Thread) -> Exception {
    t.system_error("bad argument to internal function")
}

/// A string as the text of a code object.
fn text(t: &mut Thread, value: &Value) -> PyResult<Text> {
    match Str::of(value) {
        Some(text) => Ok(Text::from_wtf8(text.to_wtf8())),
        None => Err(wrong_part(t)),
    }
}
