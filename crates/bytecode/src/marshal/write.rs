//! Writing marshal data from the numbered objects of [`super::graph`].

use dashu_int::Sign;

use super::graph::{Graph, Interned, Key, NodeId};
use super::{MAX_DEPTH, MarshalError, tag};
use crate::code::{Code, Constant};

/// Writes a constant.
pub fn dumps(value: &Constant) -> Result<Vec<u8>, MarshalError> {
    let mut graph = Graph::default();
    let root = graph.constant(value, 0)?;
    write(&graph, root)
}

/// Writes a code object, as CPython writes one that a variable still holds (the outermost of a `.pyc`).
pub fn dumps_code(code: &Code) -> Result<Vec<u8>, MarshalError> {
    let mut graph = Graph::default();
    let root = graph.code(code, 0)?;
    graph.hold(root);
    write(&graph, root)
}

/// The bytes of one object, all it refers to included: what CPython orders a set's members by.
pub(super) fn standalone(graph: &Graph<'_>, id: NodeId) -> Vec<u8> {
    write(graph, id).unwrap_or_default()
}

fn write(graph: &Graph<'_>, root: NodeId) -> Result<Vec<u8>, MarshalError> {
    let mut writer =
        Writer { graph, out: Vec::new(), numbers: vec![None; graph.nodes.len()], next: 0, depth: 0 };
    writer.object(root)?;
    Ok(writer.out)
}

struct Writer<'g, 'a> {
    graph: &'g Graph<'a>,
    out: Vec<u8>,
    /// The reference number of each object written so far that has one.
    numbers: Vec<Option<u32>>,
    next: u32,
    depth: usize,
}

impl Writer<'_, '_> {
    fn object(&mut self, id: NodeId) -> Result<(), MarshalError> {
        if let Some(number) = self.numbers[id as usize] {
            self.out.push(tag::REF);
            self.out.extend(number.to_le_bytes());
            return Ok(());
        }
        let graph = self.graph;
        let node = &graph.nodes[id as usize];
        let plain = match node.key {
            Key::None => Some(tag::NONE),
            Key::True => Some(tag::TRUE),
            Key::False => Some(tag::FALSE),
            Key::Ellipsis => Some(tag::ELLIPSIS),
            _ => None,
        };
        if let Some(tag) = plain {
            self.out.push(tag);
            return Ok(());
        }
        let at = self.out.len();
        if node.uses > 1 {
            self.numbers[id as usize] = Some(self.next);
            self.next += 1;
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(MarshalError::TooDeepToWrite);
        }
        match &node.code {
            Some((code, parts)) => self.code(code, parts)?,
            None => self.value(&node.key)?,
        }
        self.depth -= 1;
        if node.uses > 1 {
            self.out[at] |= tag::FLAG_REF;
        }
        Ok(())
    }

    fn value(&mut self, key: &Key) -> Result<(), MarshalError> {
        match key {
            Key::None | Key::True | Key::False | Key::Ellipsis | Key::Code(_) => {}
            Key::Int(value) => match i32::try_from(*value) {
                Ok(value) => {
                    self.out.push(tag::INT);
                    self.out.extend(value.to_le_bytes());
                }
                Err(_) => self.long(*value < 0, &value.unsigned_abs().to_le_bytes())?,
            },
            Key::BigInt(value) => {
                let (sign, magnitude) = value.as_sign_words();
                let bytes: Vec<u8> = magnitude.iter().flat_map(|word| word.to_le_bytes()).collect();
                self.long(sign == Sign::Negative, &bytes)?;
            }
            Key::Float(bits) => {
                self.out.push(tag::BINARY_FLOAT);
                self.out.extend(bits.to_le_bytes());
            }
            Key::Complex(real, imag) => {
                self.out.push(tag::BINARY_COMPLEX);
                self.out.extend(real.to_le_bytes());
                self.out.extend(imag.to_le_bytes());
            }
            Key::Str(text, interned) => self.string(text.as_wtf8(), *interned)?,
            Key::Bytes(bytes) => {
                self.out.push(tag::BYTES);
                self.sized(bytes)?;
            }
            Key::Tuple(items) => {
                match u8::try_from(items.len()) {
                    Ok(size) => self.out.extend([tag::SMALL_TUPLE, size]),
                    Err(_) => {
                        self.out.push(tag::TUPLE);
                        self.size(items.len())?;
                    }
                }
                self.objects(items)?;
            }
            Key::FrozenSet(items) => {
                self.out.push(tag::FROZENSET);
                self.size(items.len())?;
                self.objects(items)?;
            }
            Key::Slice(parts) => {
                self.out.push(tag::SLICE);
                self.objects(parts)?;
            }
        }
        Ok(())
    }

    fn code(&mut self, code: &Code, parts: &[NodeId; 10]) -> Result<(), MarshalError> {
        self.out.push(tag::CODE);
        for number in [code.argcount, code.posonlyargcount, code.kwonlyargcount, code.stacksize, code.flags] {
            self.out.extend(number.to_le_bytes());
        }
        let (before_line, after_line) = parts.split_at(8);
        self.objects(before_line)?;
        self.out.extend(code.firstlineno.to_le_bytes());
        self.objects(after_line)
    }

    fn objects(&mut self, ids: &[NodeId]) -> Result<(), MarshalError> {
        ids.iter().try_for_each(|&id| self.object(id))
    }

    fn string(&mut self, bytes: &[u8], Interned(interned): Interned) -> Result<(), MarshalError> {
        let short = u8::try_from(bytes.len()).ok();
        let (ascii, tag) = match (bytes.is_ascii(), short) {
            (true, Some(_)) if interned => (true, tag::SHORT_ASCII_INTERNED),
            (true, Some(_)) => (true, tag::SHORT_ASCII),
            (true, None) if interned => (true, tag::ASCII_INTERNED),
            (true, None) => (true, tag::ASCII),
            _ if interned => (false, tag::INTERNED),
            _ => (false, tag::UNICODE),
        };
        self.out.push(tag);
        match short {
            Some(size) if ascii => {
                self.out.push(size);
                self.out.extend(bytes);
                Ok(())
            }
            _ => self.sized(bytes),
        }
    }

    /// An integer of little-endian magnitude bytes, in 15-bit digits.
    fn long(&mut self, negative: bool, magnitude: &[u8]) -> Result<(), MarshalError> {
        self.out.push(tag::LONG);
        let start = self.out.len();
        self.out.extend([0; 4]);
        let (mut pending, mut bits) = (0u32, 0);
        for &byte in magnitude {
            pending |= u32::from(byte) << bits;
            bits += 8;
            if bits >= 15 {
                self.out.extend((pending as u16 & 0x7fff).to_le_bytes());
                pending >>= 15;
                bits -= 15;
            }
        }
        self.out.extend((pending as u16 & 0x7fff).to_le_bytes());
        while self.out.len() > start + 4 && self.out.ends_with(&[0, 0]) {
            self.out.truncate(self.out.len() - 2);
        }
        let digits = (self.out.len() - start - 4) / 2;
        let digits = i32::try_from(digits).map_err(|_| MarshalError::Unmarshallable)?;
        let count = if negative { -digits } else { digits };
        self.out[start..start + 4].copy_from_slice(&count.to_le_bytes());
        Ok(())
    }

    fn sized(&mut self, bytes: &[u8]) -> Result<(), MarshalError> {
        self.size(bytes.len())?;
        self.out.extend(bytes);
        Ok(())
    }

    fn size(&mut self, size: usize) -> Result<(), MarshalError> {
        let size = i32::try_from(size).map_err(|_| MarshalError::Unmarshallable)?;
        self.out.extend(size.to_le_bytes());
        Ok(())
    }
}
