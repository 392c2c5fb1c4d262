//! `code`: what Python sees of code objects. Making changed ones is in `code_parts`.

use taipan_bytecode::{Code, Opcode, local_kind};

use crate::builtins::code::{self, CodeObject};
use crate::builtins::tuple::Tuple;
use crate::native::{NativeType, PyResult};
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
    getsets: table::GETSETS,
};

/// The methods and attributes of code objects.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{CodeObject, PyResult, Thread, Value, branches, line_numbers, local_kind, names_of_kind};
    use crate::builtins::bytes::Bytes;
    use crate::builtins::code_parts;
    use crate::builtins::list::List;
    use crate::builtins::tuple::Tuple;
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
        code_parts::replace(t, this, args, "replace")
    }

    /// A copy with some parts replaced.
    #[method("($self, /, **changes)")]
    fn __replace__(t: &mut Thread, this: &CodeObject, args: Args<'_>) -> PyResult {
        code_parts::replace(t, this, args, "__replace__")
    }

    /// Bytes of memory.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &CodeObject) -> PyResult<usize> {
        let _ = t;
        Ok(size_of::<CodeObject>() + this.code().code.len())
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
        let list = List::new(t, ranges)?;
        t.iter(&list)
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
        let list = List::new(t, positions)?;
        t.iter(&list)
    }

    /// An iterator over conditional jumps: where they stand, and where they go on in both cases.
    #[method("($self, /)")]
    fn co_branches(t: &mut Thread, this: &CodeObject) -> PyResult {
        let mut found = Vec::new();
        for branch in branches(this.code()) {
            found.push(Tuple::new(t, branch.map(|offset| Value::small_int(i64::from(offset))).to_vec())?);
        }
        let list = List::new(t, found)?;
        t.iter(&list)
    }

    /// The local variable that an instruction's argument names.
    #[method("($self, /, oparg)")]
    fn _varname_from_oparg(t: &mut Thread, this: &CodeObject, oparg: i64) -> PyResult {
        match usize::try_from(oparg).ok().and_then(|index| this.locals.get(index)) {
            Some(name) => Ok(name.clone()),
            None => Err(t.index_error("tuple index out of range")),
        }
    }

    /// Positional parameters, positional-only ones included.
    #[getter]
    fn co_argcount(t: &mut Thread, this: &CodeObject) -> PyResult<u32> {
        let _ = t;
        Ok(this.code().argcount)
    }

    /// Positional-only parameters.
    #[getter]
    fn co_posonlyargcount(t: &mut Thread, this: &CodeObject) -> PyResult<u32> {
        let _ = t;
        Ok(this.code().posonlyargcount)
    }

    /// Keyword-only parameters.
    #[getter]
    fn co_kwonlyargcount(t: &mut Thread, this: &CodeObject) -> PyResult<u32> {
        let _ = t;
        Ok(this.code().kwonlyargcount)
    }

    /// The deepest the stack gets.
    #[getter]
    fn co_stacksize(t: &mut Thread, this: &CodeObject) -> PyResult<u32> {
        let _ = t;
        Ok(this.code().stacksize)
    }

    /// What the code is, as bits.
    #[getter]
    fn co_flags(t: &mut Thread, this: &CodeObject) -> PyResult<u32> {
        let _ = t;
        Ok(this.code().flags)
    }

    /// Local variables.
    #[getter]
    fn co_nlocals(t: &mut Thread, this: &CodeObject) -> PyResult<usize> {
        let _ = t;
        Ok(this.code().nlocals())
    }

    /// The first line.
    #[getter]
    fn co_firstlineno(t: &mut Thread, this: &CodeObject) -> PyResult<i32> {
        let _ = t;
        Ok(this.code().firstlineno)
    }

    /// The name.
    #[getter]
    fn co_name(t: &mut Thread, this: &CodeObject) -> PyResult {
        let _ = t;
        Ok(this.name().clone())
    }

    /// The qualified name.
    #[getter]
    fn co_qualname(t: &mut Thread, this: &CodeObject) -> PyResult {
        let _ = t;
        Ok(this.qualname().clone())
    }

    /// The file the source came from.
    #[getter]
    fn co_filename(t: &mut Thread, this: &CodeObject) -> PyResult {
        let _ = t;
        Ok(this.filename().clone())
    }

    /// The bytecode.
    #[getter]
    fn co_code(t: &mut Thread, this: &CodeObject) -> PyResult {
        Bytes::new(t, &this.code().clone().code)
    }

    /// The bytecode as it runs in CPython; here the canonical one.
    #[getter]
    fn _co_code_adaptive(t: &mut Thread, this: &CodeObject) -> PyResult {
        Bytes::new(t, &this.code().clone().code)
    }

    /// The constants.
    #[getter]
    fn co_consts(t: &mut Thread, this: &CodeObject) -> PyResult {
        Tuple::new(t, this.constants())
    }

    /// The names of globals and attributes.
    #[getter]
    fn co_names(t: &mut Thread, this: &CodeObject) -> PyResult {
        Tuple::from_slice(t, &this.names)
    }

    /// The local variables.
    #[getter]
    fn co_varnames(t: &mut Thread, this: &CodeObject) -> PyResult {
        names_of_kind(t, this, local_kind::LOCAL)
    }

    /// The variables that inner functions use.
    #[getter]
    fn co_cellvars(t: &mut Thread, this: &CodeObject) -> PyResult {
        names_of_kind(t, this, local_kind::CELL)
    }

    /// The variables of outer functions.
    #[getter]
    fn co_freevars(t: &mut Thread, this: &CodeObject) -> PyResult {
        names_of_kind(t, this, local_kind::FREE)
    }

    /// The location table.
    #[getter]
    fn co_linetable(t: &mut Thread, this: &CodeObject) -> PyResult {
        Bytes::new(t, &this.code().clone().linetable)
    }

    /// The exception table.
    #[getter]
    fn co_exceptiontable(t: &mut Thread, this: &CodeObject) -> PyResult {
        Bytes::new(t, &this.code().clone().exceptiontable)
    }

    /// Lines in the old form: pairs of steps in bytes and lines.
    #[getter]
    fn co_lnotab(t: &mut Thread, this: &CodeObject) -> PyResult {
        let table = line_numbers(this.code());
        Bytes::new(t, &table)
    }
}

impl CodeObject {
    /// New references to the constants.
    pub(crate) fn constants(&self) -> Vec<Value> {
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
    Tuple::new(t, names.collect())
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
