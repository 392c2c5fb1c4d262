//! The assembler: blocks in their final order become bytecode, location table and exception table.

mod jumps;

use taipan_bytecode::{
    Code, Constant, ExceptionEntry, LocationWriter, Opcode, encode_exception_table, extended_args,
};

use crate::error::CompileError;
use crate::flow::{BlockId, Graph, OpcodeFlow, Slots, malformed};
use crate::instruction_sequence::{Location, Unit};
use jumps::resolve_jumps;

/// An instruction in its place; jumps name the instruction they go to.
struct Placed {
    opcode: Opcode,
    arg: u32,
    location: Location,
    /// Which instruction a jump goes to.
    target: u32,
    /// In units from the start of the code.
    offset: u32,
    handler: Option<BlockId>,
}

/// Makes the code object of a graph whose passes are all done.
pub(crate) fn assemble(
    graph: &Graph,
    unit: Unit,
    consts: Vec<Constant>,
    stacksize: u32,
    slots: Slots,
) -> Result<Code, CompileError> {
    let (mut instructions, starts) = place(graph)?;
    resolve_jumps(&mut instructions);
    resolve_locations(&mut instructions);
    Ok(Code {
        argcount: unit.argcount,
        posonlyargcount: unit.posonlyargcount,
        kwonlyargcount: unit.kwonlyargcount,
        stacksize,
        flags: unit.flags,
        firstlineno: unit.firstlineno,
        code: encode_instructions(&instructions),
        linetable: encode_locations(&instructions, unit.firstlineno),
        exceptiontable: encode_handlers(graph, &instructions, &starts)?,
        name: unit.name,
        qualname: unit.qualname,
        filename: unit.filename,
        consts: consts.into(),
        names: unit.names.into(),
        localsplusnames: slots.names.into(),
        localspluskinds: slots.kinds.into(),
    })
}

/// Puts all instructions into one list; also, per block, the first instruction at or after its start.
fn place(graph: &Graph) -> Result<(Vec<Placed>, Vec<u32>), CompileError> {
    let mut starts = vec![u32::MAX; graph.len()];
    let mut count = 0;
    for id in graph.in_order() {
        starts[id.index()] = count as u32;
        count += graph[id].instructions.len();
    }
    let mut instructions = Vec::with_capacity(count);
    for id in graph.in_order() {
        for instruction in &graph[id].instructions {
            let target = match (instruction.opcode.has_target(), instruction.target) {
                (true, Some(target)) => starts[target.index()],
                _ => 0,
            };
            if target as usize >= count {
                return Err(malformed());
            }
            instructions.push(Placed {
                opcode: instruction.opcode,
                arg: instruction.arg,
                location: instruction.location,
                target,
                offset: 0,
                handler: instruction.handler,
            });
        }
    }
    Ok((instructions, starts))
}

/// Gives instructions that take the next one's location that location.
fn resolve_locations(instructions: &mut [Placed]) {
    let mut next = Location::NONE;
    for instruction in instructions.iter_mut().rev() {
        if instruction.location == Location::NEXT {
            instruction.location = if instruction.opcode.ends_block() { Location::NONE } else { next };
        }
        next = instruction.location;
    }
}

fn encode_instructions(instructions: &[Placed]) -> Box<[u8]> {
    let length = instructions.last().map_or(0, |last| last.offset + units(last));
    let mut code = Vec::with_capacity(2 * length as usize);
    for instruction in instructions {
        for prefix in (1..=extended_args(instruction.arg)).rev() {
            code.extend([Opcode::ExtendedArg as u8, (instruction.arg >> (8 * prefix)) as u8]);
        }
        code.extend([instruction.opcode as u8, instruction.arg as u8]);
        code.resize(code.len() + 2 * instruction.opcode.cache_units() as usize, 0);
    }
    code.into()
}

fn encode_locations(instructions: &[Placed], firstlineno: i32) -> Box<[u8]> {
    let mut table = LocationWriter::new(firstlineno);
    for instruction in instructions {
        let Location { line, end_line, column, end_column } = instruction.location;
        let location = taipan_bytecode::Location::new(line, end_line, column, end_column);
        table.push(location, instruction.opcode.units(instruction.arg));
    }
    table.finish().into()
}

/// One entry for each run of instructions with one handler.
fn encode_handlers(
    graph: &Graph,
    instructions: &[Placed],
    starts: &[u32],
) -> Result<Box<[u8]>, CompileError> {
    let mut entries = Vec::new();
    let place = |handler: Option<BlockId>| handler.map(|id| starts[id.index()]);
    let mut first = 0;
    for run in instructions.chunk_by(|a, b| place(a.handler) == place(b.handler)) {
        let next = first + run.len();
        if let Some(handler) = run[0].handler {
            let end = match instructions.get(next) {
                Some(next) => next.offset,
                None => run.last().map_or(0, |last| last.offset + units(last)),
            };
            let target = instructions.get(starts[handler.index()] as usize).ok_or_else(malformed)?;
            let lasti = graph[handler].preserve_lasti;
            // What is pushed for the handler lies above the depth the table tells.
            let depth = graph[handler].start_depth.and_then(|depth| depth.checked_sub(1 + u32::from(lasti)));
            entries.push(ExceptionEntry {
                start: run[0].offset * 2,
                end: end * 2,
                target: target.offset * 2,
                depth: depth.ok_or_else(malformed)?,
                lasti,
            });
        }
        first = next;
    }
    Ok(encode_exception_table(&entries).into())
}

fn units(instruction: &Placed) -> u32 {
    instruction.opcode.units(instruction.arg)
}
