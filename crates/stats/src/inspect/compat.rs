//! CPython's view: code as its `dis` prints it, with CPython's names for what sites became, and where two interpreters
//! specialize differently.

use std::fmt::Write;
use std::sync::Arc;

use taipan_bytecode::{
    Adaptive, Code, Constant, DisassembleOptions, Instruction, Opcode, Reprs, disassemble,
};

use crate::inspect::rows::plain_constant;
use crate::inspect::{InspectOptions, Inspection};
use crate::record::{CacheValue, State};

/// The code as CPython 3.14's `dis.dis(code, adaptive=…)` prints it, code inside it included.
pub fn compat(inspection: &Inspection<'_>, options: &InspectOptions) -> String {
    let live = Live { inspection };
    let shown = DisassembleOptions {
        depth: Some(0),
        show_caches: options.caches,
        show_offsets: options.offsets,
        show_positions: options.positions,
        adaptive: Some(&live),
        reprs: Some(&live),
        ..Default::default()
    };
    let mut out = String::new();
    for (index, code) in inspection.codes.iter().enumerate() {
        if index > 0 {
            // Writing to a `String` cannot fail.
            let _ = writeln!(out, "\nDisassembly of {}:", live.constant(&Constant::Code(code.clone())));
        }
        out += &disassemble(code, &shown);
    }
    out
}

struct Live<'a> {
    inspection: &'a Inspection<'a>,
}

impl Reprs for Live<'_> {
    fn constant(&self, constant: &Constant) -> String {
        match constant {
            Constant::Code(_) => taipan_bytecode::constant_repr(constant),
            other => plain_constant(other),
        }
    }
}

impl Adaptive for Live<'_> {
    fn opcode_name(&self, code: &Code, instruction: &Instruction) -> Option<&'static str> {
        if let Some(form) = always_quickened(self.inspection, code, instruction.opcode) {
            return Some(form.name());
        }
        let site = self.inspection.site(code, instruction.opcode_offset())?;
        let name = site.cpython.as_deref()?;
        Opcode::ALL.iter().find(|opcode| opcode.name() == name).map(|opcode| opcode.name())
    }

    fn cache_field(&self, code: &Code, instruction: &Instruction, field: usize) -> Option<u64> {
        let site = self.inspection.site(code, instruction.opcode_offset())?;
        let name = instruction.opcode.cache_fields().get(field)?.name;
        let named = |wanted: &[&str]| -> Option<&CacheValue> {
            site.caches.iter().find(|cache| wanted.contains(&cache.name.as_str()))
        };
        let cached = match name {
            "counter" => return Some(u64::from(site.counter.value << 4 | site.counter.backoff)),
            "version" => named(&["type_version"]),
            "keys_version" | "module_keys_version" => named(&["keys_version"]),
            "builtin_keys_version" => named(&["builtin_keys_version"]),
            "func_version" => named(&["function_version"]),
            "index" => named(&["index", "offset"]),
            _ => None,
        };
        cached.and_then(|cache| cache.value)
    }
}

/// Instructions that CPython quickens the first time they run, whatever they see.
fn always_quickened(inspection: &Inspection<'_>, code: &Code, opcode: Opcode) -> Option<Opcode> {
    let ran = !inspection.listings(code).is_empty();
    (ran && opcode == Opcode::Resume).then_some(Opcode::ResumeCheck)
}

/// A code object's opcodes: its qualified name, first line, and the instructions' offsets and opcodes.
pub type Told = (String, i32, Vec<(u32, String)>);

/// Reads what another interpreter told of its opcodes, as JSON.
pub fn told_opcodes(json: &str) -> Result<Vec<Told>, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

/// The opcode that CPython would show for each instruction.
fn opcodes(inspection: &Inspection<'_>) -> Vec<Told> {
    let live = Live { inspection };
    let of_code = |code: &Arc<Code>| {
        let opcodes = code.instructions().map_while(Result::ok).map(|instruction| {
            let name = live.opcode_name(code, &instruction).unwrap_or(instruction.opcode.name());
            (instruction.opcode_offset(), name.to_owned())
        });
        (code.qualname.to_lossy().into_owned(), code.firstlineno, opcodes.collect())
    };
    inspection.codes.iter().map(of_code).collect()
}

/// CPython's forms that are compared as one, with what they are compared as:
///
/// * what is quickened at the first execution whatever it sees is compared as its generic form;
/// * how native functions take arguments differs between implementations, so all their forms are one;
/// * which builtin classes are called without a look at their special methods differs too;
/// * a bound method with arguments to be arranged is a call of its function in Taipan;
/// * appending in place is no form of its own in Taipan.
const SAME: &[(&str, &str)] = &[
    ("RESUME_CHECK", "RESUME"),
    ("JUMP_BACKWARD_NO_JIT", "JUMP_BACKWARD"),
    ("JUMP_BACKWARD_JIT", "JUMP_BACKWARD"),
    ("LOAD_CONST_MORTAL", "LOAD_CONST"),
    ("LOAD_CONST_IMMORTAL", "LOAD_CONST"),
    ("CALL_BUILTIN_O", "CALL_BUILTIN"),
    ("CALL_BUILTIN_FAST", "CALL_BUILTIN"),
    ("CALL_BUILTIN_FAST_WITH_KEYWORDS", "CALL_BUILTIN"),
    ("CALL_LEN", "CALL_BUILTIN"),
    ("CALL_NON_PY_GENERAL", "CALL_BUILTIN"),
    ("CALL_BUILTIN_CLASS", "CALL_BUILTIN"),
    ("CALL_STR_1", "CALL_BUILTIN"),
    ("CALL_TUPLE_1", "CALL_BUILTIN"),
    ("CALL_METHOD_DESCRIPTOR_O", "CALL_METHOD_DESCRIPTOR"),
    ("CALL_METHOD_DESCRIPTOR_FAST", "CALL_METHOD_DESCRIPTOR"),
    ("CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS", "CALL_METHOD_DESCRIPTOR"),
    ("CALL_METHOD_DESCRIPTOR_NOARGS", "CALL_METHOD_DESCRIPTOR"),
    ("CALL_LIST_APPEND", "CALL_METHOD_DESCRIPTOR"),
    ("CALL_BOUND_METHOD_GENERAL", "CALL_PY_GENERAL"),
    ("CALL_KW_BOUND_METHOD", "CALL_KW_PY"),
    ("BINARY_OP_INPLACE_ADD_UNICODE", "BINARY_OP_ADD_UNICODE"),
];

/// The name that an opcode is compared by.
pub fn normalized(name: &str) -> &str {
    SAME.iter().find(|(known, _)| *known == name).map_or(name, |(_, same)| same)
}

/// An instruction that two interpreters specialized differently.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    pub function: String,
    pub line: i32,
    pub offset: u32,
    pub ours: String,
    pub theirs: String,
    /// What Taipan's site became.
    pub state: Option<State>,
    /// Its form's own name.
    pub word: Option<String>,
    /// What the instruction's argument stands for.
    pub operand: String,
}

/// Where the other interpreter's opcodes (by qualified name, first line and offset) are not ours. Code objects that
/// only one has are left out.
pub fn compare_opcodes(
    inspection: &Inspection<'_>,
    theirs: impl Fn(&str, i32, u32) -> Option<String>,
) -> Vec<Difference> {
    let mut found = Vec::new();
    for (code, (function, line, ours)) in inspection.codes.iter().zip(opcodes(inspection)) {
        for (offset, name) in ours {
            let Some(other) = theirs(&function, line, offset) else { continue };
            if normalized(&name) == normalized(&other) {
                continue;
            }
            let site = inspection.site(code, offset);
            found.push(Difference {
                function: function.clone(),
                line: code.location_of(offset).line,
                offset,
                ours: name,
                theirs: other,
                state: site.map(|site| site.state),
                word: site.and_then(|site| site.word.clone()),
                operand: site.map(|site| site.operand.clone()).unwrap_or_default(),
            });
        }
    }
    found
}

/// Where the two specialize differently, as text of 80 columns; paths are told from `base`.
pub fn comparison(
    inspection: &Inspection<'_>,
    theirs: impl Fn(&str, i32, u32) -> Option<String>,
    base: &str,
) -> String {
    let compared: usize = opcodes(inspection)
        .iter()
        .map(|(function, line, ours)| {
            ours.iter().filter(|(offset, _)| theirs(function, *line, *offset).is_some()).count()
        })
        .sum();
    let differences = compare_opcodes(inspection, &theirs);
    let program = crate::group::relative(inspection.program, base);
    let mut out =
        format!("{program}: {compared} instructions, {} specialized differently\n", differences.len());
    let mut function = "";
    for difference in &differences {
        if difference.function != function {
            function = &difference.function;
            // Writing to a `String` cannot fail.
            let _ =
                writeln!(out, "\n{function}\n {:>5} {:<12}   {:<31} CPython", "line", "operand", "Taipan");
        }
        let glyph = difference.state.map_or(' ', State::glyph);
        let ours = difference.word.as_deref().unwrap_or(&difference.ours);
        let Difference { line, theirs, .. } = difference;
        let operand = crate::numbers::clipped(&difference.operand, 12);
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, " {line:>5} {operand:<12} {glyph} {ours:<31} {theirs}");
    }
    out
}
