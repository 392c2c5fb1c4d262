//! `code`: what Python sees of code objects. Making changed ones is in `code_parts`.

use std::sync::Arc;

use taipan_bytecode::{Code, Opcode, local_kind};

use crate::builtins::bytes::Bytes;
use crate::builtins::code::{self, CodeObject};
use crate::builtins::tuple::Tuple;
use crate::errors::Class;
use crate::native::{GetSetDef, IntoValue, NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

/// The type `code`.
pub static TYPE: NativeType = NativeType {
    name: "code",
    module: "builtins",
    doc: "Makes a code object of its parts. Not for the faint of heart.",
    kind: Kind::Code,
    base: Some(Kind::Object),
    layout: &code::LAYOUT,
    flags: TypeFlags::WEAK,
    methods: table::METHODS,
    getsets: &ATTRIBUTES,
};

/// The methods of code objects.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{CodeObject, PyResult, Thread, Value, branches};
    use crate::builtins::tuple::Tuple;
    use crate::builtins::{code_iterators, code_parts};
    use crate::native::Args;

    /// Makes a code object of its parts.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        code_parts::new(t, args)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &CodeObject) -> PyResult<String> {
        let _ = t;
        let code = this.code();
        let (name, file) = (code.name.to_lossy(), code.filename.to_lossy());
        let line = if code.firstlineno == 0 { -1 } else { code.firstlineno };
        let address = std::ptr::from_ref(this) as u64;
        Ok(format!("<code object {name} at {address:#x}, file \"{file}\", line {line}>"))
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        code_parts::compare(t, this, value, false)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        code_parts::compare(t, this, value, true)
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &CodeObject) -> PyResult<i64> {
        Ok(code_parts::hash(t, this))
    }

    /// A copy with some parts replaced.
    #[method("($self, /, **changes)")]
    fn replace(t: &mut Thread, this: &CodeObject, args: Args<'_>) -> PyResult {
        code_parts::replace(t, this, args)
    }

    /// A copy with some parts replaced.
    #[method("($self, /, **changes)")]
    fn __replace__(t: &mut Thread, this: &CodeObject, args: Args<'_>) -> PyResult {
        code_parts::replace(t, this, args)
    }

    /// Bytes of memory.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &CodeObject) -> PyResult<usize> {
        let _ = t;
        // CPython's header, rounded up to whole words with the bytecode.
        Ok((208 + this.code().code.len()).next_multiple_of(8))
    }

    /// An iterator over ranges of bytecode and their lines.
    #[method("($self, /)")]
    fn co_lines(t: &mut Thread, this: &CodeObject) -> PyResult {
        let mut ranges = Vec::new();
        for range in this.code().clone().lines() {
            let line = range.line.map_or(Value::NONE, |line| Value::small_int(i64::from(line)));
            let parts =
                vec![Value::small_int(i64::from(range.start)), Value::small_int(i64::from(range.end)), line];
            ranges.push(Tuple::new(t, parts)?);
        }
        code_iterators::lines(t, ranges)
    }

    /// An iterator over the source range of each code unit.
    #[method("($self, /)")]
    fn co_positions(t: &mut Thread, this: &CodeObject) -> PyResult {
        let mut positions = Vec::new();
        let known = |number: i32| if number < 0 { Value::NONE } else { Value::small_int(i64::from(number)) };
        for range in this.code().clone().locations() {
            let place = range.location;
            let parts =
                vec![known(place.line), known(place.end_line), known(place.column), known(place.end_column)];
            let tuple = Tuple::new(t, parts)?;
            positions.extend((0..(range.end - range.start) / 2).map(|_| tuple.clone()));
        }
        code_iterators::positions(t, positions)
    }

    /// An iterator over conditional jumps: where they stand, and where they go on in both cases.
    #[method("($self, /)")]
    fn co_branches(t: &mut Thread, this: &CodeObject) -> PyResult {
        let mut found = Vec::new();
        for branch in branches(this.code()) {
            found.push(Tuple::new(t, branch.map(|offset| Value::small_int(i64::from(offset))).to_vec())?);
        }
        code_iterators::lines(t, found)
    }

    /// The local variable that an instruction's argument names.
    #[method("($self, /, oparg)")]
    fn _varname_from_oparg(t: &mut Thread, this: &CodeObject, oparg: i32) -> PyResult {
        match usize::try_from(oparg).ok().and_then(|index| this.locals.get(index)) {
            Some(name) => Ok(name.clone()),
            None => Err(t.index_error("tuple index out of range")),
        }
    }
}

/// An attribute that CPython keeps as a member: assigning it raises `AttributeError: readonly attribute`.
const fn member(name: &'static str, doc: &'static str, get: Get) -> GetSetDef {
    GetSetDef { name, doc, get, set: Some(crate::native::read_only), member: true }
}

const fn attribute(name: &'static str, doc: &'static str, get: Get) -> GetSetDef {
    GetSetDef { name, doc, get, set: None, member: false }
}

type Get = fn(&mut Thread, &Value) -> PyResult;

static ATTRIBUTES: [GetSetDef; 20] = [
    member("co_argcount", "Positional parameters, positional-only ones included.", |t, this| {
        parts(this).argcount.into_value(t)
    }),
    member("co_posonlyargcount", "Positional-only parameters.", |t, this| {
        parts(this).posonlyargcount.into_value(t)
    }),
    member("co_kwonlyargcount", "Keyword-only parameters.", |t, this| {
        parts(this).kwonlyargcount.into_value(t)
    }),
    member("co_stacksize", "The deepest the stack gets.", |t, this| parts(this).stacksize.into_value(t)),
    member("co_flags", "What the code is, as bits.", |t, this| parts(this).flags.into_value(t)),
    member("co_nlocals", "Local variables.", |t, this| parts(this).nlocals().into_value(t)),
    member("co_firstlineno", "The first line.", |t, this| parts(this).firstlineno.into_value(t)),
    member("co_name", "The name.", |_, this| Ok(code_of(this).name().clone())),
    member("co_qualname", "The qualified name.", |_, this| Ok(code_of(this).qualname().clone())),
    member("co_filename", "The file the source came from.", |_, this| Ok(code_of(this).filename().clone())),
    member("co_consts", "The constants.", |t, this| Tuple::new(t, code_of(this).constants())),
    member("co_names", "The names of globals and attributes.", |t, this| {
        Tuple::from_slice(t, &code_of(this).names)
    }),
    member("co_linetable", "The location table.", |t, this| Bytes::new(t, &parts(this).linetable)),
    member("co_exceptiontable", "The exception table.", |t, this| Bytes::new(t, &parts(this).exceptiontable)),
    attribute("co_code", "The bytecode.", |t, this| Bytes::new(t, &parts(this).code)),
    attribute("_co_code_adaptive", "The bytecode as CPython runs it; here the canonical one.", |t, this| {
        Bytes::new(t, &parts(this).code)
    }),
    attribute("co_varnames", "The local variables.", |t, this| {
        names_of_kind(t, code_of(this), local_kind::LOCAL)
    }),
    attribute("co_cellvars", "The variables that inner functions use.", |t, this| {
        names_of_kind(t, code_of(this), local_kind::CELL)
    }),
    attribute("co_freevars", "The variables of outer functions.", |t, this| {
        names_of_kind(t, code_of(this), local_kind::FREE)
    }),
    attribute("co_lnotab", "Lines in the old form: pairs of steps in bytes and lines.", |t, this| {
        t.warn(Class::DeprecationWarning, "co_lnotab is deprecated, use co_lines instead.", 1)?;
        let table = line_numbers(&parts(this));
        Bytes::new(t, &table)
    }),
];

/// The code object that an attribute is asked of; it is asked of no other objects.
fn code_of(this: &Value) -> &CodeObject {
    match this.exact::<CodeObject>() {
        Some(code) => code,
        None => unreachable!("code objects have no subclasses"),
    }
}

fn parts(this: &Value) -> Arc<Code> {
    code_of(this).code().clone()
}

impl CodeObject {
    /// New references to the constants.
    pub fn constants(&self) -> Vec<Value> {
        self.consts.borrow().iter().map(|&constant| own(constant)).collect()
    }
}

#[expect(unsafe_code, reason = "counts a constant")]
fn own(constant: Raw) -> Value {
    // SAFETY: a code object owns its constants.
    unsafe { Value::from_borrowed(constant) }
}

fn names_of_kind(t: &mut Thread, code: &CodeObject, kind: u8) -> PyResult {
    let kinds = &code.code().localspluskinds;
    let names =
        code.locals.iter().zip(kinds).filter(|(_, known)| *known & kind != 0).map(|(name, _)| name.clone());
    Tuple::new(t, names.collect::<Vec<_>>())
}

/// Conditional jumps: where each stands, where it goes on without the jump, and where with it.
fn branches(code: &Code) -> Vec<[u32; 3]> {
    let mut found = Vec::new();
    for instruction in code.instructions() {
        let Ok(instruction) = instruction else { break };
        let (at, next) = (instruction.offset, instruction.end);
        match instruction.opcode {
            Opcode::ForIter => found.push([at, next, next + 2 * instruction.arg + 4]),
            Opcode::PopJumpIfFalse
            | Opcode::PopJumpIfTrue
            | Opcode::PopJumpIfNone
            | Opcode::PopJumpIfNotNone => {
                // A NOT_TAKEN follows.
                found.push([at, next + 2, next + 2 * instruction.arg]);
            }
            Opcode::EndAsyncFor => {
                let Some(start) = next.checked_sub(2 * instruction.arg) else { continue };
                found.push([start, start + 2, next]);
            }
            _ => {}
        }
    }
    found
}

/// `co_lnotab`: unsigned steps of bytes, signed steps of lines.
fn line_numbers(code: &Code) -> Vec<u8> {
    let mut table = Vec::new();
    let (mut line, mut offset) = (code.firstlineno, 0u32);
    for range in code.lines() {
        let Some(next) = range.line else { continue };
        if next == line {
            continue;
        }
        let (mut bytes, mut lines) = (range.start - offset, next - line);
        while bytes > 254 {
            table.extend([254, 0]);
            bytes -= 254;
        }
        while !(-128..=127).contains(&lines) {
            let step = lines.clamp(-128, 127);
            table.extend([bytes as u8, step as i8 as u8]);
            bytes = 0;
            lines -= step;
        }
        table.extend([bytes as u8, lines as i8 as u8]);
        (line, offset) = (next, range.start);
    }
    table
}
