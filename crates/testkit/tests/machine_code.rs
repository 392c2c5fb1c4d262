//! Reads a release binary's handlers (x86-64 ELF, back end of sibling calls) and checks what the dispatch
//! technique promises: each ends in a jump, none calls a handler or through the handler table, and only
//! those listed in `may_call.txt` use the native stack.
//!
//!     cargo build --release -p taipan && TAIPAN=target/release/taipan cargo test -p taipan-testkit --test machine_code
//!
//! Without TAIPAN the check is skipped; what a debug build's handlers look like is nobody's promise.
//! `TAIPAN_BLESS=1` remakes the list.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

use iced_x86::{Decoder, DecoderOptions, FlowControl, Instruction, Mnemonic, OpKind, Register};
use object::{Object, ObjectSection, ObjectSymbol};
use taipan_bytecode::word::WordOp;

const TABLE: &str = "TAIPAN_HANDLERS_TAIL";
const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/may_call.txt");

/// The parts of a binary that the check reads.
struct Binary {
    data: Vec<u8>,
    /// Functions: start to length and name.
    functions: BTreeMap<u64, (u64, String)>,
    /// The table's entries.
    handlers: Vec<u64>,
}

impl Binary {
    fn read(path: &Path) -> Binary {
        let data = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file = object::File::parse(&*data).expect("an object file");
        let handlers =
            taipan_testkit::handlers::addresses(&file, TABLE).expect("a table with each opcode's handler");
        let functions = file
            .symbols()
            .filter(|symbol| symbol.kind() == object::SymbolKind::Text && symbol.size() > 0)
            .map(|symbol| (symbol.address(), (symbol.size(), symbol.name().unwrap_or("?").to_owned())))
            .collect();
        drop(file);
        Binary { data, functions, handlers }
    }

    fn code(&self, start: u64) -> Vec<Instruction> {
        let file = object::File::parse(&*self.data).expect("read before");
        let (length, _) = self.functions[&start];
        let text = file
            .sections()
            .find(|section| (section.address()..section.address() + section.size()).contains(&start));
        let text =
            text.and_then(|section| section.data_range(start, length).ok().flatten()).expect("its code");
        let mut decoder = Decoder::with_ip(64, text, start, DecoderOptions::NONE);
        decoder.iter().collect()
    }
}

/// What a handler's code was found to do.
#[derive(Default)]
struct Findings {
    /// Breaks of rules that know no exception.
    broken: Vec<String>,
    /// Whether it pushes or moves the stack pointer before its first branch: each execution pays.
    prologue: bool,
    /// Whether it calls on some path.
    calls: bool,
}

fn examine(binary: &Binary, start: u64, handlers: &BTreeSet<u64>) -> Findings {
    let mut findings = Findings::default();
    let code = binary.code(start);
    let end = start + binary.functions[&start].0;
    let (mut leaves, mut branched) = (false, false);
    for instruction in &code {
        match instruction.flow_control() {
            FlowControl::Call => {
                findings.calls = true;
                if handlers.contains(&instruction.near_branch_target()) {
                    findings.broken.push(format!("calls a handler at {:#x}", instruction.ip()));
                }
            }
            FlowControl::IndirectCall => {
                findings.calls = true;
                if instruction.memory_index_scale() == 8 && instruction.memory_index() != Register::None {
                    findings.broken.push(format!("calls through a table at {:#x}", instruction.ip()));
                }
            }
            FlowControl::IndirectBranch | FlowControl::Return => leaves = true,
            FlowControl::UnconditionalBranch | FlowControl::ConditionalBranch => {
                let target = instruction.near_branch_target();
                leaves |= !(start..end).contains(&target);
            }
            _ => {}
        }
        let stack = instruction.op0_kind() == OpKind::Register && instruction.op0_register() == Register::RSP;
        let moves = instruction.mnemonic() == Mnemonic::Push
            || stack && matches!(instruction.mnemonic(), Mnemonic::Sub | Mnemonic::And);
        findings.prologue |= moves && !branched;
        branched |= instruction.flow_control() != FlowControl::Next;
    }
    if !leaves {
        findings.broken.push("never leaves".to_owned());
    }
    let last = code.last().map(Instruction::flow_control);
    let ends = matches!(
        last,
        Some(
            FlowControl::IndirectBranch
                | FlowControl::UnconditionalBranch
                | FlowControl::Return
                | FlowControl::Exception
                | FlowControl::Call
                // A panic that lives in a shared library is called through its address.
                | FlowControl::IndirectCall
        )
    );
    if !ends {
        findings.broken.push(format!("ends in {last:?}"));
    }
    findings
}

/// Whether a dispatch returns in place of jumping: a `ret` in a handler that has no business to end the interpreter call.
fn returns(binary: &Binary, start: u64) -> bool {
    let dispatches = |instruction: &Instruction| {
        matches!(instruction.flow_control(), FlowControl::IndirectBranch | FlowControl::UnconditionalBranch)
    };
    let code = binary.code(start);
    code.iter().any(|instruction| instruction.flow_control() == FlowControl::Return)
        && !code.iter().any(dispatches)
}

/// Handlers reached by direct jumps from those of the table: slow paths of the same signature.
fn with_siblings(binary: &Binary) -> BTreeSet<u64> {
    let mut known: BTreeSet<u64> = binary.handlers.iter().copied().collect();
    let mut pending: Vec<u64> = known.iter().copied().collect();
    while let Some(start) = pending.pop() {
        let end = start + binary.functions[&start].0;
        for instruction in binary.code(start) {
            let jump = matches!(
                instruction.flow_control(),
                FlowControl::UnconditionalBranch | FlowControl::ConditionalBranch
            );
            let target = instruction.near_branch_target();
            if jump
                && !(start..end).contains(&target)
                && binary.functions.contains_key(&target)
                && known.insert(target)
            {
                pending.push(target);
            }
        }
    }
    known
}

#[test]
fn handlers_jump_to_each_other() {
    let Some(path) = env::var_os("TAIPAN") else {
        println!("skipped: TAIPAN names no release binary");
        return;
    };
    if !cfg!(all(target_arch = "x86_64", target_os = "linux")) {
        println!("skipped: reads x86-64 ELF only");
        return;
    }
    let binary = Binary::read(Path::new(&path));
    let table: BTreeSet<u64> = binary.handlers.iter().copied().collect();
    let mut names: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for (op, start) in WordOp::ALL.iter().zip(&binary.handlers) {
        names.entry(*start).or_default().push(op.name());
    }
    let mut broken = Vec::new();
    let mut using = BTreeSet::new();
    for (start, names) in &names {
        let findings = examine(&binary, *start, &table);
        broken.extend(findings.broken.into_iter().map(|what| format!("{}: {what}", names.join(" "))));
        if returns(&binary, *start) && names != &["EXIT_INTERPRETER"] {
            broken.push(format!("{}: returns", names.join(" ")));
        }
        let marks = match (findings.prologue, findings.calls) {
            (false, false) => continue,
            (true, false) => "prologue",
            (false, true) => "call",
            (true, true) => "prologue call",
        };
        using.extend(names.iter().map(|name| format!("{name} {marks}")));
    }
    for start in with_siblings(&binary).difference(&table) {
        let findings = examine(&binary, *start, &table);
        let calls = findings.broken.into_iter().filter(|what| what.starts_with("calls"));
        broken.extend(calls.map(|what| format!("{}: {what}", binary.functions[start].1)));
    }
    assert!(
        broken.is_empty(),
        "{} handlers break the dispatch's rules:\n{}",
        broken.len(),
        broken.join("\n")
    );
    compare_list(&using);
}

/// Holds the handlers that use the native stack against the list.
fn compare_list(using: &BTreeSet<String>) {
    if env::var_os("TAIPAN_BLESS").is_some() {
        let head = "# Handlers that may use the native stack: in a prologue, which each execution pays, or for a\n\
                    # call on some path. Remade by `just bless-code`.\n";
        let lines: Vec<&str> = using.iter().map(String::as_str).collect();
        fs::write(LIST, format!("{head}{}\n", lines.join("\n"))).expect("the list can be written");
        return;
    }
    let text = fs::read_to_string(LIST).expect("the list is there");
    let listed: BTreeSet<String> =
        text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let new: Vec<_> = using.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(using).collect();
    assert!(new.is_empty(), "handlers that now use the native stack: {new:?}");
    if !gone.is_empty() {
        println!("no longer use the native stack (remake the list): {gone:?}");
    }
}
