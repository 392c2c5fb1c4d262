//! Reading marshal data. Containers under construction stand on an explicit stack, so that nesting costs
//! no native stack; sizes are promises that the bytes must keep before memory is taken for them. What comes
//! out is at most [`MAX_DEPTH`] levels high even where references pile it up, so that everything after
//! may recurse over it, dropping it included.

use std::sync::Arc;

use dashu_int::{IBig, Sign, UBig};

use super::{MAX_DEPTH, MarshalError, tag};
use crate::code::{Code, Constant, Text};

/// Reads one constant; bytes after it are ignored, as `marshal.loads` does.
pub fn loads(bytes: &[u8]) -> Result<Constant, MarshalError> {
    Reader { bytes, refs: Vec::new() }.object()
}

/// Reads one code object.
pub fn loads_code(bytes: &[u8]) -> Result<Arc<Code>, MarshalError> {
    match loads(bytes)? {
        Constant::Code(code) => Ok(code),
        _ => Err(MarshalError::BadCode("not a code object")),
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    /// What later objects may refer to; `None` while a container is not complete.
    refs: Vec<Option<Finished>>,
}

/// An object and how many levels of objects are in it.
#[derive(Clone)]
struct Finished {
    value: Constant,
    height: usize,
}

/// What one object's bytes began.
enum Started {
    Done(Finished),
    Container(Container),
}

impl Started {
    fn leaf(value: Constant) -> Started {
        Started::Done(Finished { value, height: 1 })
    }
}

/// A container that waits for its items.
struct Container {
    kind: Kind,
    items: Vec<Constant>,
    wanted: usize,
    height: usize,
    /// Where in `refs` the finished object goes.
    slot: Option<usize>,
}

enum Kind {
    Tuple,
    FrozenSet,
    Slice,
    Code(Box<CodeNumbers>),
}

/// The numbers of a code object.
struct CodeNumbers {
    argcount: i32,
    posonlyargcount: i32,
    kwonlyargcount: i32,
    stacksize: i32,
    flags: i32,
    firstlineno: i32,
}

/// How many objects a code object's numbers are followed by, and how many of them stand before its first line.
const CODE_OBJECTS: usize = 10;
const OBJECTS_BEFORE_LINE: usize = 8;

/// At most this many items get memory before they are there.
const RESERVED_ITEMS: usize = 16;

impl Kind {
    fn name(&self) -> &'static str {
        match self {
            Kind::Tuple => "tuple",
            Kind::FrozenSet => "set",
            Kind::Slice => "slice",
            Kind::Code(_) => "code object",
        }
    }
}

impl Reader<'_> {
    fn object(&mut self) -> Result<Constant, MarshalError> {
        let mut open: Vec<Container> = Vec::new();
        loop {
            if open.len() >= MAX_DEPTH {
                return Err(MarshalError::TooDeep);
            }
            let inside = open.last().map_or("object", |container| container.kind.name());
            let mut done = match self.start(inside)? {
                Started::Done(finished) => finished,
                Started::Container(container) if container.wanted > 0 => {
                    open.push(container);
                    continue;
                }
                Started::Container(container) => self.finish(container)?,
            };
            loop {
                let Some(container) = open.last_mut() else { return Ok(done.value) };
                container.height = container.height.max(done.height + 1);
                container.items.push(done.value);
                if let Kind::Code(numbers) = &mut container.kind
                    && container.items.len() == OBJECTS_BEFORE_LINE
                {
                    numbers.firstlineno = self.int()?;
                }
                match open.pop_if(|container| container.items.len() == container.wanted) {
                    Some(complete) => done = self.finish(complete)?,
                    None => break,
                }
            }
        }
    }

    /// Reads a leaf, or a container's head.
    fn start(&mut self, inside: &'static str) -> Result<Started, MarshalError> {
        let (&first, rest) = self.bytes.split_first().ok_or(MarshalError::MissingObject)?;
        self.bytes = rest;
        let flagged = first & tag::FLAG_REF != 0;
        let value = match first & !tag::FLAG_REF {
            tag::NULL => return Err(MarshalError::Null(inside)),
            tag::NONE => return Ok(Started::leaf(Constant::None)),
            tag::FALSE => return Ok(Started::leaf(Constant::False)),
            tag::TRUE => return Ok(Started::leaf(Constant::True)),
            tag::ELLIPSIS => return Ok(Started::leaf(Constant::Ellipsis)),
            tag::REF => return self.reference().map(Started::Done),
            tag::SMALL_TUPLE => {
                let wanted = usize::from(self.byte()?);
                return Ok(self.container(Kind::Tuple, wanted, flagged));
            }
            tag::TUPLE => {
                let wanted = self.size("tuple")?;
                return Ok(self.container(Kind::Tuple, wanted, flagged));
            }
            tag::FROZENSET => {
                let wanted = self.size("set")?;
                return Ok(self.container(Kind::FrozenSet, wanted, flagged));
            }
            tag::SLICE => return Ok(self.container(Kind::Slice, 3, flagged)),
            tag::CODE => {
                let started = self.container(Kind::Tuple, CODE_OBJECTS, flagged);
                let Started::Container(mut code) = started else { return Ok(started) };
                code.kind = Kind::Code(Box::new(self.code_numbers()?));
                return Ok(Started::Container(code));
            }
            tag::LIST | tag::DICT | tag::SET | tag::STOP_ITERATION => return Err(MarshalError::NotConstant),
            tag::INT => Constant::Int(i64::from(self.int()?)),
            tag::INT64 => Constant::Int(i64::from_le_bytes(self.array()?)),
            tag::LONG => self.long()?,
            tag::FLOAT => Constant::Float(self.float_text()?),
            tag::BINARY_FLOAT => Constant::Float(self.float()?),
            tag::COMPLEX => Constant::Complex(self.float_text()?, self.float_text()?),
            tag::BINARY_COMPLEX => Constant::Complex(self.float()?, self.float()?),
            tag::BYTES => {
                let size = self.size("bytes object")?;
                Constant::Bytes(self.take(size)?.into())
            }
            tag::INTERNED | tag::UNICODE => self.utf8()?,
            tag::ASCII | tag::ASCII_INTERNED => {
                let size = self.size("string")?;
                self.latin1(size)?
            }
            tag::SHORT_ASCII | tag::SHORT_ASCII_INTERNED => {
                let size = usize::from(self.byte()?);
                self.latin1(size)?
            }
            _ => return Err(MarshalError::UnknownType),
        };
        if flagged {
            self.refs.push(Some(Finished { value: value.clone(), height: 1 }));
        }
        Ok(Started::leaf(value))
    }

    fn container(&mut self, kind: Kind, wanted: usize, flagged: bool) -> Started {
        let slot = flagged.then(|| {
            self.refs.push(None);
            self.refs.len() - 1
        });
        let items = Vec::with_capacity(wanted.min(RESERVED_ITEMS));
        Started::Container(Container { kind, items, wanted, height: 1, slot })
    }

    fn finish(&mut self, container: Container) -> Result<Finished, MarshalError> {
        let Container { kind, items, height, slot, .. } = container;
        if height > MAX_DEPTH {
            return Err(MarshalError::TooDeep);
        }
        let value = match kind {
            Kind::Tuple => Constant::Tuple(items.into()),
            Kind::FrozenSet => Constant::FrozenSet(items.into()),
            Kind::Slice => {
                let parts = items.try_into().map_err(|_| MarshalError::Null("slice"))?;
                Constant::Slice(Arc::new(parts))
            }
            Kind::Code(numbers) => Constant::Code(Arc::new(build_code(&numbers, items)?)),
        };
        let finished = Finished { value, height };
        if let Some(slot) = slot {
            self.refs[slot] = Some(finished.clone());
        }
        Ok(finished)
    }

    fn reference(&mut self) -> Result<Finished, MarshalError> {
        let index = usize::try_from(self.int()?).map_err(|_| MarshalError::InvalidReference)?;
        self.refs.get(index).cloned().flatten().ok_or(MarshalError::InvalidReference)
    }

    fn code_numbers(&mut self) -> Result<CodeNumbers, MarshalError> {
        Ok(CodeNumbers {
            argcount: self.int()?,
            posonlyargcount: self.int()?,
            kwonlyargcount: self.int()?,
            stacksize: self.int()?,
            flags: self.int()?,
            firstlineno: 0,
        })
    }

    fn take(&mut self, size: usize) -> Result<&[u8], MarshalError> {
        let (taken, rest) = self.bytes.split_at_checked(size).ok_or(MarshalError::TooShort)?;
        self.bytes = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], MarshalError> {
        let (taken, rest) = self.bytes.split_first_chunk().ok_or(MarshalError::TooShort)?;
        self.bytes = rest;
        Ok(*taken)
    }

    fn byte(&mut self) -> Result<u8, MarshalError> {
        self.array::<1>().map(|[byte]| byte).map_err(|_| MarshalError::MissingByte)
    }

    fn int(&mut self) -> Result<i32, MarshalError> {
        self.array().map(i32::from_le_bytes)
    }

    fn size(&mut self, what: &'static str) -> Result<usize, MarshalError> {
        usize::try_from(self.int()?).map_err(|_| MarshalError::SizeOutOfRange(what))
    }

    fn float(&mut self) -> Result<f64, MarshalError> {
        self.array().map(f64::from_le_bytes)
    }

    fn float_text(&mut self) -> Result<f64, MarshalError> {
        let size = usize::from(self.byte()?);
        let text = std::str::from_utf8(self.take(size)?).map_err(|_| MarshalError::BadFloat)?;
        text.parse().map_err(|_| MarshalError::BadFloat)
    }

    /// An integer in 15-bit digits, the lowest first; the sign of their count is the number's.
    fn long(&mut self) -> Result<Constant, MarshalError> {
        let count = self.int()?;
        let digits = self.take(2 * count.unsigned_abs() as usize)?;
        let mut bytes = Vec::with_capacity(digits.len());
        let (mut pending, mut bits) = (0u32, 0);
        let mut last = 1;
        for digit in digits.chunks_exact(2) {
            last = u32::from(u16::from_le_bytes([digit[0], digit[1]]));
            if last >= 1 << 15 {
                return Err(MarshalError::DigitOutOfRange);
            }
            pending |= last << bits;
            bits += 15;
            while bits >= 8 {
                bytes.push(pending as u8);
                pending >>= 8;
                bits -= 8;
            }
        }
        if last == 0 {
            return Err(MarshalError::UnnormalizedLong);
        }
        bytes.push(pending as u8);
        let sign = if count < 0 { Sign::Negative } else { Sign::Positive };
        let value = IBig::from_parts(sign, UBig::from_le_bytes(&bytes));
        Ok(i64::try_from(&value).map_or_else(|_| Constant::BigInt(Arc::new(value)), Constant::Int))
    }

    fn utf8(&mut self) -> Result<Constant, MarshalError> {
        let size = self.size("string")?;
        let bytes = self.take(size)?;
        if !Text::is_valid(bytes) {
            return Err(MarshalError::BadUtf8);
        }
        Ok(Constant::Str(Text::from_wtf8(bytes)))
    }

    /// A string of one-byte characters; all ASCII in what CPython writes.
    fn latin1(&mut self, size: usize) -> Result<Constant, MarshalError> {
        let bytes = self.take(size)?;
        if bytes.is_ascii() {
            return Ok(Constant::Str(Text::from_wtf8(bytes)));
        }
        let text: String = bytes.iter().copied().map(char::from).collect();
        Ok(Constant::Str(Text::from(text.as_str())))
    }
}

fn build_code(numbers: &CodeNumbers, items: Vec<Constant>) -> Result<Code, MarshalError> {
    let unsigned = |number: i32| u32::try_from(number).map_err(|_| MarshalError::BadCode("negative count"));
    let mut items = items.into_iter();
    let mut next = || items.next().ok_or(MarshalError::Null("code object"));
    let code = Code {
        argcount: unsigned(numbers.argcount)?,
        posonlyargcount: unsigned(numbers.posonlyargcount)?,
        kwonlyargcount: unsigned(numbers.kwonlyargcount)?,
        stacksize: unsigned(numbers.stacksize)?,
        flags: unsigned(numbers.flags)?,
        firstlineno: numbers.firstlineno,
        code: bytes(next()?)?,
        consts: tuple(next()?)?.to_vec().into(),
        names: texts(next()?)?,
        localsplusnames: texts(next()?)?,
        localspluskinds: bytes(next()?)?,
        filename: text(&next()?)?,
        name: text(&next()?)?,
        qualname: text(&next()?)?,
        linetable: bytes(next()?)?,
        exceptiontable: bytes(next()?)?,
    };
    code.check_parts().map_err(MarshalError::BadCode)?;
    Ok(code)
}

fn bytes(value: Constant) -> Result<Box<[u8]>, MarshalError> {
    match value {
        Constant::Bytes(bytes) => Ok((*bytes).into()),
        _ => Err(MarshalError::BadCode("bytes expected")),
    }
}

fn tuple(value: Constant) -> Result<Arc<[Constant]>, MarshalError> {
    match value {
        Constant::Tuple(items) => Ok(items),
        _ => Err(MarshalError::BadCode("tuple expected")),
    }
}

fn text(value: &Constant) -> Result<Text, MarshalError> {
    match value {
        Constant::Str(text) => Ok(text.clone()),
        _ => Err(MarshalError::BadCode("name tuples must contain only strings")),
    }
}

fn texts(value: Constant) -> Result<Box<[Text]>, MarshalError> {
    tuple(value)?.iter().map(text).collect()
}
