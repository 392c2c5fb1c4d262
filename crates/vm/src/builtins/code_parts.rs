//! Code objects of given parts: the constructor, `replace`, and comparison part by part.

use std::sync::Arc;

use taipan_bytecode::{Code, Constant, Text, local_kind};

use crate::builtins::bytes::Bytes;
use crate::builtins::code::CodeObject;
use crate::builtins::float::Float;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::native::{Args, PyResult, convert};
use crate::object::Kind;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::value::{Raw, Value};

/// Everything that a code object is made of.
struct Parts {
    code: Code,
    consts: Vec<Value>,
    varnames: Vec<Text>,
    cellvars: Vec<Text>,
    freevars: Vec<Text>,
    /// How many locals there are to be.
    nlocals: Option<i64>,
    /// Locals are described anew; else as they were.
    locals_changed: bool,
}

/// The names of the constructor's parameters, as `replace` takes them.
const NAMES: [&str; 18] = [
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_nlocals",
    "co_stacksize",
    "co_flags",
    "co_code",
    "co_consts",
    "co_names",
    "co_varnames",
    "co_filename",
    "co_name",
    "co_qualname",
    "co_firstlineno",
    "co_linetable",
    "co_exceptiontable",
    "co_freevars",
    "co_cellvars",
];

/// `code(argcount, …)`.
pub(crate) fn new(t: &mut Thread, args: Args<'_>) -> PyResult {
    let values = args.no_keywords(t, "code")?;
    convert::check_positional(t, "code", values.len(), 16, 18)?;
    let mut parts = Parts {
        code: crate::builtins::code::empty(),
        consts: Vec::new(),
        varnames: Vec::new(),
        cellvars: Vec::new(),
        freevars: Vec::new(),
        nlocals: None,
        locals_changed: true,
    };
    for (index, value) in values.iter().enumerate() {
        parts.set(t, index, value, &format!("code() argument {}", index + 1))?;
    }
    parts.finish(t)
}

/// `code.replace(**changes)`.
pub(crate) fn replace(t: &mut Thread, code: &CodeObject, args: Args<'_>) -> PyResult {
    if !args.positional().is_empty() {
        return Err(t.type_error("replace() takes no positional arguments"));
    }
    let shared = code.code();
    let of_kind = |kind: u8| {
        let named = shared.localsplusnames.iter().zip(&shared.localspluskinds);
        named.filter(|(_, known)| *known & kind != 0).map(|(name, _)| name.clone()).collect::<Vec<Text>>()
    };
    let mut parts = Parts {
        code: (**shared).clone(),
        consts: code.constants(),
        varnames: of_kind(local_kind::LOCAL),
        cellvars: of_kind(local_kind::CELL),
        freevars: of_kind(local_kind::FREE),
        nlocals: Some(of_kind(local_kind::LOCAL).len() as i64),
        locals_changed: false,
    };
    for (name, value) in args.keywords() {
        let index = name.as_str().and_then(|name| NAMES.iter().position(|known| *known == name));
        let Some(index) = index else {
            let name = name.to_lossy().into_owned();
            let hint = crate::native::suggestion::closest(&name, NAMES)
                .map_or_else(String::new, |hint| format!(". Did you mean '{hint}'?"));
            return Err(t.type_error(format!("replace() got an unexpected keyword argument '{name}'{hint}")));
        };
        parts.set(t, index, value, &format!("replace() argument '{}'", NAMES[index]))?;
    }
    parts.finish(t)
}

impl Parts {
    /// Sets the part with an index of [`NAMES`]. `what` begins the message for a value of the wrong type.
    fn set(&mut self, t: &mut Thread, index: usize, value: &Value, what: &str) -> PyResult<()> {
        let code = &mut self.code;
        match index {
            0 => code.argcount = count(t, value, NAMES[index])?,
            1 => code.posonlyargcount = count(t, value, NAMES[index])?,
            2 => code.kwonlyargcount = count(t, value, NAMES[index])?,
            3 => {
                self.nlocals = Some(i64::from(count(t, value, NAMES[index])?));
            }
            4 => code.stacksize = count(t, value, NAMES[index])?,
            5 => code.flags = count(t, value, NAMES[index])?,
            6 => code.code = bytes(t, value, what)?,
            7 => self.consts = tuple(t, value, what)?,
            8 => code.names = names(t, value, what)?.into(),
            9 => {
                self.varnames = names(t, value, what)?;
                self.locals_changed = true;
            }
            10 => code.filename = text(t, value, what)?,
            11 => code.name = text(t, value, what)?,
            12 => code.qualname = text(t, value, what)?,
            13 => {
                code.firstlineno = count(t, value, NAMES[index])? as i32;
            }
            14 => code.linetable = bytes(t, value, what)?,
            15 => code.exceptiontable = bytes(t, value, what)?,
            16 => {
                self.freevars = names(t, value, what)?;
                self.locals_changed = true;
            }
            _ => {
                self.cellvars = names(t, value, what)?;
                self.locals_changed = true;
            }
        }
        Ok(())
    }

    fn finish(mut self, t: &mut Thread) -> PyResult {
        if self.locals_changed {
            let mut locals: Vec<(Text, u8)> = self
                .varnames
                .iter()
                .map(|name| {
                    let cell = if self.cellvars.contains(name) { local_kind::CELL } else { 0 };
                    (name.clone(), local_kind::LOCAL | cell)
                })
                .collect();
            let cells = self.cellvars.iter().filter(|name| !self.varnames.contains(name));
            locals.extend(cells.map(|name| (name.clone(), local_kind::CELL)));
            locals.extend(self.freevars.iter().map(|name| (name.clone(), local_kind::FREE)));
            (self.code.localsplusnames, self.code.localspluskinds) = {
                let (names, kinds): (Vec<Text>, Vec<u8>) = locals.into_iter().unzip();
                (names.into(), kinds.into())
            };
        }
        if self.nlocals.is_some_and(|nlocals| nlocals != self.varnames.len() as i64) {
            return Err(t.value_error("code: co_nlocals != len(co_varnames)"));
        }
        CodeObject::from_parts(t, self.code, self.consts)
    }
}

impl CodeObject {
    /// Makes a code object of parts from anywhere, with these constants. ValueError for parts that do not fit together.
    pub fn from_parts(t: &mut Thread, mut code: Code, consts: Vec<Value>) -> PyResult {
        if let Err(wrong) = code.check_parts() {
            return Err(t.value_error(format!("code: {wrong}")));
        }
        code.consts = consts.iter().map(|value| constant(value, 0).unwrap_or(Constant::None)).collect();
        CodeObject::with_consts(t, Arc::new(code), consts)
    }

    /// Whether every constant is one that the compiler could have made, so that [`CodeObject::code`] tells all of them.
    pub fn has_plain_constants(&self) -> bool {
        self.constants().iter().all(|value| constant(value, 0).is_some())
    }
}

fn count(t: &mut Thread, value: &Value, name: &str) -> PyResult<u32> {
    let index = t.as_index(value)?;
    match Integer::of(&index).and_then(Integer::to_i64).and_then(|number| i32::try_from(number).ok()) {
        Some(number) if number >= 0 => Ok(number as u32),
        Some(_) => Err(t.value_error(format!("{name} must be a positive integer"))),
        None => Err(t.overflow_error("Python int too large to convert to C int")),
    }
}

fn wrong_type(t: &mut Thread, value: &Value, what: &str, expected: &str) -> crate::errors::Exception {
    let found = if value.is_none() { "None".to_owned() } else { t.type_name(value) };
    t.type_error(format!("{what} must be {expected}, not {found}"))
}

fn bytes(t: &mut Thread, value: &Value, what: &str) -> PyResult<Box<[u8]>> {
    match Bytes::of(value) {
        Some(bytes) => Ok(bytes.as_slice().into()),
        None => Err(wrong_type(t, value, what, "bytes")),
    }
}

fn tuple(t: &mut Thread, value: &Value, what: &str) -> PyResult<Vec<Value>> {
    match Tuple::of(value) {
        Some(tuple) => Ok(tuple.items().to_vec()),
        None => Err(wrong_type(t, value, what, "tuple")),
    }
}

fn names(t: &mut Thread, value: &Value, what: &str) -> PyResult<Vec<Text>> {
    let items = tuple(t, value, what)?;
    if let Some(wrong) = items.iter().find(|item| Str::of(item).is_none()) {
        let found = t.type_name(wrong);
        return Err(t.type_error(format!("name tuples must contain only strings, not '{found}'")));
    }
    Ok(items.iter().filter_map(Str::of).map(text_constant).collect())
}

fn text(t: &mut Thread, value: &Value, what: &str) -> PyResult<Text> {
    match Str::of(value) {
        Some(text) => Ok(text_constant(text)),
        None => Err(wrong_type(t, value, what, "str")),
    }
}

/// A string as shared data.
fn text_constant(text: &Str) -> Text {
    if let Some(text) = text.as_str() {
        return Text::from(text);
    }
    let mut bytes = Vec::with_capacity(text.len() * 3);
    for code in text.units().iter() {
        match char::from_u32(code) {
            Some(character) => bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            // A lone surrogate, in the three bytes that UTF-8 would take for it.
            None => bytes.extend([
                0xe0 | (code >> 12) as u8,
                0x80 | (code >> 6 & 0x3f) as u8,
                0x80 | (code & 0x3f) as u8,
            ]),
        }
    }
    Text::from_wtf8(bytes)
}

/// A value as shared data, if it is of a type that constants are.
fn constant(value: &Value, depth: u32) -> Option<Constant> {
    if depth > 100 {
        return None;
    }
    Some(match value.raw() {
        Raw::NONE => Constant::None,
        Raw::TRUE => Constant::True,
        Raw::FALSE => Constant::False,
        Raw::ELLIPSIS => Constant::Ellipsis,
        _ => {
            if let Some(integer) = Integer::of(value) {
                match integer {
                    Integer::Small(small) => Constant::Int(small),
                    Integer::Big(big) => Constant::BigInt(Arc::new(big.clone())),
                }
            } else if let Some(float) = value.exact::<Float>() {
                Constant::Float(float.get())
            } else if let Some(text) = value.exact::<Str>() {
                Constant::Str(text_constant(text))
            } else if let Some(bytes) = value.exact::<Bytes>() {
                Constant::Bytes(bytes.as_slice().into())
            } else if let Some(code) = value.exact::<CodeObject>() {
                Constant::Code(code.code().clone())
            } else if let Some(tuple) = value.exact::<Tuple>() {
                let items = tuple.items().iter().map(|item| constant(item, depth + 1));
                Constant::Tuple(items.collect::<Option<Vec<Constant>>>()?.into())
            } else {
                return None;
            }
        }
    })
}

/// `==` and `!=` of code objects.
pub(crate) fn compare(t: &mut Thread, this: &Value, value: &Value, negate: bool) -> PyResult {
    if this.exact::<CodeObject>().is_none() || value.exact::<CodeObject>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = equal(t, this, value)?;
    Ok(Value::bool(equal != negate))
}

fn equal(t: &mut Thread, a: &Value, b: &Value) -> PyResult<bool> {
    let (Some(x), Some(y)) = (a.exact::<CodeObject>(), b.exact::<CodeObject>()) else { return Ok(false) };
    let (p, q) = (x.code().clone(), y.code().clone());
    let plain = p.name == q.name
        && p.argcount == q.argcount
        && p.posonlyargcount == q.posonlyargcount
        && p.kwonlyargcount == q.kwonlyargcount
        && p.flags == q.flags
        && p.firstlineno == q.firstlineno
        && p.code == q.code
        && p.names == q.names
        && p.localsplusnames == q.localsplusnames
        && p.linetable == q.linetable
        && p.exceptiontable == q.exceptiontable;
    if !plain {
        return Ok(false);
    }
    let (a, b) = (x.constants(), y.constants());
    same_constants(t, &a, &b)
}

fn same_constants(t: &mut Thread, a: &[Value], b: &[Value]) -> PyResult<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (a, b) in a.iter().zip(b) {
        if !same_constant(t, a, b)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether two constants are the same: of one type, with signs of zero told apart.
fn same_constant(t: &mut Thread, a: &Value, b: &Value) -> PyResult<bool> {
    if a.is(b) {
        return Ok(true);
    }
    if !std::ptr::eq(t.type_of(a), t.type_of(b)) {
        return Ok(false);
    }
    if let (Some(a), Some(b)) = (a.exact::<Float>(), b.exact::<Float>()) {
        return Ok(a.get().to_bits() == b.get().to_bits());
    }
    if a.is_kind(Kind::Complex) {
        return Ok(t.repr_lossy(a)? == t.repr_lossy(b)?);
    }
    t.enter_recursion(" in comparison")?;
    if let (Some(a), Some(b)) = (a.exact::<Tuple>(), b.exact::<Tuple>()) {
        return same_constants(t, a.items(), b.items());
    }
    if a.exact::<CodeObject>().is_some() {
        return equal(t, a, b);
    }
    t.equals(a, b)
}

/// The hash of a code object: of the parts that are cheap to hash.
pub(crate) fn hash(t: &Thread, code: &CodeObject) -> i64 {
    let shared = code.code();
    let mut hash: u64 = 20_221_211;
    let mut mix = |part: u64| hash = (hash ^ part).wrapping_mul(1_000_003);
    mix(code.name().exact::<Str>().map_or(0, |name| name.hash(t)));
    for number in [
        shared.argcount,
        shared.posonlyargcount,
        shared.kwonlyargcount,
        shared.flags,
        shared.firstlineno as u32,
    ] {
        mix(u64::from(number));
    }
    for unit in shared.code.chunks(2) {
        mix(u64::from(unit[0]) | u64::from(unit.get(1).copied().unwrap_or(0)) << 8);
    }
    for name in code.names.iter().chain(&code.locals) {
        mix(name.exact::<Str>().map_or(0, |name| name.hash(t)));
    }
    if hash == u64::MAX { -2 } else { hash as i64 }
}
