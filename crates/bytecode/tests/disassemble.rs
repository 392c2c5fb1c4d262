//! The disassembler against `dis.dis`: recorded outputs of small files always, CPython's whole library where
//! `TAIPAN_REFERENCE` names a CPython 3.14 and has recorded it (`tests/record/disassembly.py`).

mod common;

use std::path::Path;

use taipan_bytecode::marshal::read_pyc;
use taipan_bytecode::{
    Adaptive, Code, Constant, DisassembleOptions, Instruction, Opcode, Reprs, disassemble,
};

/// Replaces the addresses of code objects, which differ from run to run, by zero.
fn without_addresses(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" at 0x") {
        let digits = at + " at 0x".len();
        out.push_str(&rest[..digits]);
        let after = rest[digits..].trim_start_matches(|c| matches!(c, '0'..='9' | 'a'..='f'));
        if after.len() < rest.len() - digits {
            out.push('0');
        }
        rest = after;
    }
    out + rest
}

/// A frozenset prints its members in an order that hashes decide.
fn same_line(ours: &str, theirs: &str) -> bool {
    let words = |line: &str| {
        let mut characters: Vec<char> = line.chars().collect();
        characters.sort_unstable();
        characters
    };
    ours == theirs || theirs.contains("frozenset({") && words(ours) == words(theirs)
}

fn compare(pyc: &Path, recorded: &Path, options: &DisassembleOptions<'_>) {
    let code = read_pyc(&std::fs::read(pyc).unwrap()).unwrap().code;
    let ours = without_addresses(&disassemble(&code, options));
    let theirs = std::fs::read(recorded).unwrap();
    let theirs = String::from_utf8_lossy(&theirs);
    for (number, (ours, theirs)) in ours.lines().zip(theirs.lines()).enumerate() {
        assert!(
            same_line(ours, theirs),
            "{}:{}\n ours: {ours}\n  dis: {theirs}",
            recorded.display(),
            number + 1
        );
    }
    assert_eq!(ours.lines().count(), theirs.lines().count(), "{}", recorded.display());
}

fn full() -> DisassembleOptions<'static> {
    DisassembleOptions { show_caches: true, show_offsets: true, show_positions: true, ..Default::default() }
}

/// Compares every file of a tree that has a recording; says how many there were.
fn compare_tree(directory: &Path) -> usize {
    let mut count = 0;
    for pyc in common::compiled_files(directory) {
        for (extension, options) in [("dis", DisassembleOptions::default()), ("full.dis", full())] {
            let recorded = pyc.with_extension(extension);
            if recorded.exists() {
                compare(&pyc, &recorded, &options);
                count += 1;
            }
        }
    }
    count
}

#[test]
fn recorded_files_print_as_in_python() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/dis");
    assert!(compare_tree(&data) >= 9);
}

/// A VM in which every subscript has met lists.
struct Quickened;

impl Adaptive for Quickened {
    fn opcode_name(&self, _: &Code, instruction: &Instruction) -> Option<&'static str> {
        (instruction.opcode == Opcode::StoreSubscr).then(|| Opcode::StoreSubscrListInt.name())
    }

    fn cache_field(&self, _: &Code, instruction: &Instruction, field: usize) -> Option<u64> {
        (instruction.opcode == Opcode::StoreSubscr && field == 0).then_some(832)
    }
}

impl Reprs for Quickened {
    fn constant(&self, constant: &Constant) -> String {
        if matches!(constant, Constant::Code(_)) { "<code>".into() } else { "<constant>".into() }
    }
}

#[test]
fn a_vm_can_tell_what_runs() {
    let pyc = include_bytes!("data/dis/classes.pyc");
    let code = read_pyc(pyc).unwrap().code;
    let options = DisassembleOptions {
        show_caches: true,
        adaptive: Some(&Quickened),
        reprs: Some(&Quickened),
        lasti: Some(4),
        ..Default::default()
    };
    let text = disassemble(&code, &options);
    assert!(text.contains("STORE_SUBSCR_LIST_INT\n"));
    assert!(text.contains("(counter: 832)"));
    assert!(text.contains("Disassembly of <code>:\n"));
    assert_eq!(text.matches("-->").count(), 1);
    let outermost = disassemble(&code, &DisassembleOptions { depth: Some(0), ..Default::default() });
    assert!(!outermost.contains("Disassembly of"));
}

#[test]
fn the_library_prints_as_in_python() {
    let Some(library) = common::library() else { return };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/record/disassembly.py");
    if !library.join("recorded").exists() {
        common::python(script, &[library.as_os_str(), "--every".as_ref(), "3".as_ref()]);
        common::python(script, &[library.as_os_str(), "--every".as_ref(), "12".as_ref(), "--full".as_ref()]);
        std::fs::write(library.join("recorded"), "").unwrap();
    }
    let count = compare_tree(&library);
    eprintln!("{count} files print as in Python");
    assert!(count > 500);
}
