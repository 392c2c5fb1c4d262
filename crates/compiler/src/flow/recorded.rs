//! Compares the passes with what CPython's did to the same instructions: recordings made by
//! `tests/record_flow.py`. A small one is kept with the tests; `TAIPAN_FLOW_RECORDING` names another.

use rustc_hash::FxHashSet;
use taipan_bytecode::{Constant, Opcode, Text};

use super::graph::Graph;
use super::{OpcodeFlow, borrow, finish, handlers, optimize, stack_depth};
use crate::instruction_sequence::{Constants, Instruction, InstructionSequence, Label, Location, Unit};

const RECORDING: &str = include_str!("../../tests/data/flow.txt");

/// One function of a recording.
#[derive(Default)]
struct Function<'a> {
    name: &'a str,
    locals: usize,
    constants: u32,
    before: Vec<[i32; 6]>,
    after: Vec<[i32; 6]>,
    constants_left: usize,
    assembled: Vec<&'a str>,
}

fn parse(recording: &str) -> Vec<Function<'_>> {
    let mut functions: Vec<Function<'_>> = Vec::new();
    for line in recording.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let kind = fields.next();
        if kind == Some("U") {
            let name = fields.next().unwrap_or_default();
            let mut number = || fields.next().and_then(|field| field.parse().ok()).unwrap_or(0);
            let (locals, constants) = (number() as usize, number());
            functions.push(Function { name, locals, constants, ..Function::default() });
            continue;
        }
        let function = functions.last_mut().expect("a recording begins with U");
        if kind == Some("A") {
            function.assembled = fields.collect();
            continue;
        }
        let mut row = [0; 6];
        row.iter_mut().zip(fields).for_each(|(number, field)| *number = field.parse().unwrap_or(0));
        match kind {
            Some("I") => function.before.push(row),
            Some("O") => function.after.push(row),
            _ => function.constants_left = row[0] as usize,
        }
    }
    functions
}

/// The constant `constant` of the recording script makes up.
fn constant(index: u32) -> Constant {
    match index {
        _ if index % 3 == 1 => Constant::Int(1000 + i64::from(index)),
        2 => Constant::None,
        5 => Constant::True,
        8 => Constant::False,
        11 => Constant::Int(7),
        _ => Constant::Str(format!("text {index}").as_str().into()),
    }
}

fn opcode(number: i32) -> Opcode {
    Opcode::from_u16(number as u16).expect("a recorded opcode is in the table")
}

fn sequence(function: &Function<'_>) -> InstructionSequence {
    let mut sequence = InstructionSequence::default();
    let labels: Vec<Label> = function.before.iter().map(|_| sequence.new_label()).collect();
    for (row, label) in function.before.iter().zip(&labels) {
        sequence.place(*label);
        let (opcode, arg) = (opcode(row[0]), row[1] as u32);
        sequence.instructions.push(Instruction {
            opcode,
            arg: if opcode.has_target() { 0 } else { arg },
            target: opcode.has_target().then(|| labels[arg as usize]),
            location: Location::new(row[2], row[3], row[4], row[5]),
        });
    }
    sequence
}

/// Runs the passes; the instructions after them in the form of a recording, and the constants left.
fn run(function: &Function<'_>) -> (Vec<[i32; 6]>, usize) {
    let mut constants = Constants::default();
    for index in 0..function.constants {
        assert_eq!(constants.add(constant(index)), index, "made-up constants are all different");
    }
    let mut graph = Graph::build(&sequence(function)).expect("a recorded sequence makes a graph");
    let left = optimize(&mut graph, constants, function.locals, 0).expect("recorded code is sound");
    stack_depth::calculate_stack_depth(&mut graph).expect("recorded code is sound");
    borrow::borrow_locals(&mut graph);
    let mut starts = vec![0; graph.len()];
    let mut count = 0;
    for id in graph.in_order() {
        starts[id.index()] = count;
        count += graph[id].instructions.len() as i32;
    }
    let rows = graph.in_order().flat_map(|id| &graph[id].instructions).map(|instruction| {
        let Location { line, end_line, column, end_column } = instruction.location;
        let target = instruction.target.filter(|_| instruction.opcode.has_target());
        let arg = target.map_or(instruction.arg as i32, |target| starts[target.index()]);
        [instruction.opcode as i32, arg, line, end_line, column, end_column]
    });
    (rows.collect(), left.len())
}

/// Assembles the instructions as they are: stack size, code, location table, exception table.
fn assemble(function: &Function<'_>) -> [String; 4] {
    let number = |at: usize| function.assembled[at].parse::<u32>().expect("a number");
    let texts = |prefix: &str, count: u32| -> Vec<Text> {
        (0..count).map(|index| format!("{prefix}{index}").as_str().into()).collect()
    };
    let varnames = texts("v", function.locals as u32);
    let mut cellvars = texts("c", number(1));
    if let (Some(cell), Some(local)) = (cellvars.first_mut(), varnames.first()) {
        *cell = local.clone();
    }
    let sequence = sequence(function);
    let mut graph = Graph::build(&sequence).expect("a recorded sequence makes a graph");
    handlers::assign_handlers(&mut graph).expect("recorded code is sound");
    let unit = Unit {
        sequence,
        name: "f".into(),
        qualname: "f".into(),
        filename: "recorded".into(),
        firstlineno: number(0) as i32,
        argcount: 0,
        posonlyargcount: 0,
        kwonlyargcount: 0,
        flags: 0,
        consts: Constants::default(),
        names: Vec::new(),
        varnames,
        cellvars,
        freevars: texts("f", number(2)),
        fast_hidden: FxHashSet::default(),
        parameters: 0,
    };
    let code = finish(graph, unit, Vec::new()).expect("recorded code is sound");
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    [code.stacksize.to_string(), hex(&code.code), hex(&code.linetable), hex(&code.exceptiontable)]
}

/// Says where two lists of instructions part.
fn difference(function: &Function<'_>, after: &[[i32; 6]]) -> String {
    let at = after.iter().zip(&function.after).take_while(|(ours, theirs)| ours == theirs).count();
    let show = |row: Option<&[i32; 6]>| {
        row.map_or("nothing".to_owned(), |row| format!("{} {:?}", opcode(row[0]).name(), &row[1..]))
    };
    let (ours, theirs) = (show(after.get(at)), show(function.after.get(at)));
    format!("{}: instruction {at} is {ours}, CPython's is {theirs}", function.name)
}

#[test]
fn passes_do_what_cpythons_did() {
    let named = std::env::var("TAIPAN_FLOW_RECORDING").ok();
    let recording = named.map(|path| std::fs::read_to_string(path).expect("the named recording is readable"));
    let functions = parse(recording.as_deref().unwrap_or(RECORDING));
    assert!(!functions.is_empty(), "a recording holds functions");
    let mut differences = Vec::new();
    for function in &functions {
        let (after, left) = run(function);
        if after != function.after {
            differences.push(difference(function, &after));
        } else if left != function.constants_left {
            differences.push(format!("{}: {left} constants", function.name));
        }
        if function.assembled.is_empty() {
            continue;
        }
        for (ours, theirs) in assemble(function).iter().zip(&function.assembled[3..]) {
            if ours != theirs {
                differences.push(format!("{}: assembled\n{ours}\nCPython\n{theirs}", function.name));
            }
        }
    }
    let (count, of) = (differences.len(), functions.len());
    differences.truncate(20);
    assert!(differences.is_empty(), "{count} of {of} functions differ:\n{}", differences.join("\n"));
}
