//! Code objects as plain shared data: what the compiler makes, `marshal` reads and writes, and every
//! VM in the process may run. Python's `code` objects wrap one of these (crate `vm`).

use std::sync::Arc;

use dashu_int::IBig;

/// A Python string outside any VM: WTF-8, so that lone surrogates survive.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(Arc<[u8]>);

impl Text {
    /// Wraps bytes that are valid WTF-8.
    pub fn from_wtf8(bytes: impl Into<Arc<[u8]>>) -> Text {
        Text(bytes.into())
    }

    /// Whether bytes are UTF-8 with encoded surrogates allowed, in pairs too: what a text may hold.
    pub fn is_valid(bytes: &[u8]) -> bool {
        let mut rest = bytes;
        while let Err(error) = std::str::from_utf8(rest) {
            rest = &rest[error.valid_up_to()..];
            match rest {
                [0xed, 0xa0..=0xbf, 0x80..=0xbf, after @ ..] => rest = after,
                _ => return false,
            }
        }
        true
    }

    /// The WTF-8 bytes.
    pub fn as_wtf8(&self) -> &[u8] {
        &self.0
    }

    /// The text as a `str`, unless it holds a lone surrogate.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// The text with each lone surrogate replaced by U+FFFD: for messages, never for values.
    pub fn to_lossy(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text(text.as_bytes().into())
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.to_lossy())
    }
}

/// A constant of a code object.
#[derive(Clone, Debug)]
pub enum Constant {
    None,
    True,
    False,
    Ellipsis,
    /// An integer that fits 64 bits; wider ones are [`Constant::BigInt`].
    Int(i64),
    BigInt(Arc<IBig>),
    Float(f64),
    Complex(f64, f64),
    Str(Text),
    Bytes(Arc<[u8]>),
    Tuple(Arc<[Constant]>),
    FrozenSet(Arc<[Constant]>),
    /// `slice(start, stop, step)` of constants.
    Slice(Arc<[Constant; 3]>),
    Code(Arc<Code>),
}

/// What a fast local is; the bits are those of CPython's `co_localspluskinds`.
pub mod local_kind {
    /// An argument of the function (3.14 sets no further bit on it in marshalled code).
    pub const ARG_POS: u8 = 0x02;
    /// A keyword argument.
    pub const ARG_KW: u8 = 0x04;
    /// The `*args` or `**kwargs` argument.
    pub const ARG_VAR: u8 = 0x08;
    /// A comprehension's or class body's variable hidden from `locals()`.
    pub const HIDDEN: u8 = 0x10;
    /// An ordinary local.
    pub const LOCAL: u8 = 0x20;
    /// A cell: captured by an inner function.
    pub const CELL: u8 = 0x40;
    /// A free variable.
    pub const FREE: u8 = 0x80;
}

/// Bits of `co_flags`.
pub mod code_flags {
    pub const OPTIMIZED: u32 = 0x1;
    pub const NEWLOCALS: u32 = 0x2;
    pub const VARARGS: u32 = 0x4;
    pub const VARKEYWORDS: u32 = 0x8;
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    pub const FUTURE_ANNOTATIONS: u32 = 0x100_0000;
    pub const HAS_DOCSTRING: u32 = 0x400_0000;
    pub const METHOD: u32 = 0x800_0000;
}

/// A code object of CPython 3.14, field by field.
#[derive(Clone, Debug)]
pub struct Code {
    /// Positional arguments, positional-only ones included; neither `*args` nor keyword-only ones.
    pub argcount: u32,
    pub posonlyargcount: u32,
    pub kwonlyargcount: u32,
    /// The deepest the value stack gets, in values.
    pub stacksize: u32,
    /// `co_flags`; see [`code_flags`].
    pub flags: u32,
    pub firstlineno: i32,
    pub name: Text,
    pub qualname: Text,
    pub filename: Text,
    /// `co_code`: two bytes a unit, caches zero.
    pub code: Box<[u8]>,
    pub consts: Box<[Constant]>,
    pub names: Box<[Text]>,
    /// Names of locals, then cells, then free variables: a cell that is also an argument stands once.
    pub localsplusnames: Box<[Text]>,
    /// One byte for each of `localsplusnames`; see [`local_kind`].
    pub localspluskinds: Box<[u8]>,
    /// `co_linetable`: the location table (CPython's InternalDocs/code_objects.md).
    pub linetable: Box<[u8]>,
    /// `co_exceptiontable` (CPython's InternalDocs/exception_handling.md).
    pub exceptiontable: Box<[u8]>,
}

impl Code {
    /// The same code, its nested code objects included, compiled from a file of another name. As deep as code objects
    /// nest.
    pub fn with_filename(&self, filename: &Text) -> Code {
        let inside = |constant: &Constant| match constant {
            Constant::Code(code) => Constant::Code(Arc::new(code.with_filename(filename))),
            other => other.clone(),
        };
        let consts = self.consts.iter().map(inside).collect();
        Code { filename: filename.clone(), consts, ..self.clone() }
    }

    /// How many slots of a frame hold locals, cells and free variables.
    pub fn nlocalsplus(&self) -> usize {
        self.localsplusnames.len()
    }

    /// How many of the fast locals are ordinary ones (arguments included): they come first.
    pub fn nlocals(&self) -> usize {
        self.localspluskinds.iter().filter(|kind| *kind & local_kind::LOCAL != 0).count()
    }

    /// How many arguments a frame holds: positional, keyword-only, `*args` and `**kwargs`.
    pub fn total_args(&self) -> u64 {
        let flag = |bit: u32| u64::from(self.flags & bit != 0);
        u64::from(self.argcount)
            + u64::from(self.kwonlyargcount)
            + flag(code_flags::VARARGS)
            + flag(code_flags::VARKEYWORDS)
    }

    /// Whether sizes and counts fit each other, as the constructor of Python's `code` type asks; if not, what
    /// is wrong. The bytecode itself is the verifier's business.
    pub fn check_parts(&self) -> Result<(), &'static str> {
        if self.posonlyargcount > self.argcount {
            return Err("more positional-only arguments than positional ones");
        }
        if self.code.is_empty() || !self.code.len().is_multiple_of(2) {
            return Err("co_code is malformed");
        }
        if self.localsplusnames.len() != self.localspluskinds.len() {
            return Err("a kind for each local is needed");
        }
        if self.total_args() > self.nlocals() as u64 {
            return Err("co_varnames is too small");
        }
        Ok(())
    }
}
