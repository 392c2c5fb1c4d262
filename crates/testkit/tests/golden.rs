//! The bytecode of each construct, as checked outputs in `tests/golden/bytecode`.
//!
//! `just bless` makes them again, and asks the reference whether it says the same.

use std::path::{Path, PathBuf};
use std::process::Command;

use taipan_bytecode::{DisassembleOptions, Text, disassemble};
use taipan_compiler::{Mode, Options, compile};

const HEADER: &str = "# Made by `just bless`; the reference's dis says the same.\n";

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden")
}

fn sources() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory().join("bytecode")).expect("the goldens are there");
    let paths = entries.flatten().map(|entry| entry.path());
    let mut sources: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "py")).collect();
    sources.sort();
    sources
}

/// Addresses differ from run to run.
fn without_addresses(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" at 0x") {
        let digits = at + " at 0x".len();
        out.push_str(&rest[..digits]);
        out.push('0');
        rest = rest[digits..].trim_start_matches(|digit: char| digit.is_ascii_hexdigit());
    }
    out + rest
}

fn disassembly(path: &Path) -> String {
    let source = std::fs::read(path).expect("the source is readable");
    let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name");
    let filename = Text::from(name);
    let options = Options { mode: Mode::Exec, optimize: 0, flags: 0, filename, ignore_cookie: false };
    let code = compile(&source, &options).expect("the source compiles").code;
    without_addresses(&disassemble(&code, &DisassembleOptions::default()))
}

#[test]
fn each_construct_has_its_bytecode() {
    let sources = sources();
    assert!(sources.len() >= 15, "a golden for each construct");
    if std::env::var_os("TAIPAN_BLESS").is_some() {
        return bless(&sources);
    }
    for path in sources {
        let golden = std::fs::read_to_string(path.with_extension("dis")).expect("the golden is there");
        assert_eq!(format!("{HEADER}{}", disassembly(&path)), golden, "{}", path.display());
    }
}

/// Writes the goldens, unless the reference disagrees.
fn bless(sources: &[PathBuf]) {
    let reference = std::env::var("TAIPAN_REFERENCE").expect("TAIPAN_REFERENCE names a CPython 3.14");
    let output = Command::new(&reference)
        .args(["-W", "ignore"])
        .arg(directory().join("record.py"))
        .args(sources)
        .output()
        .expect("the reference runs");
    let said = String::from_utf8(output.stdout).expect("the reference writes text");
    let mut parts = said.split("=== ").skip(1);
    for path in sources {
        let part = parts.next().expect("the reference says something of each file");
        let (_, theirs) = part.split_once('\n').expect("a line with the name");
        let ours = disassembly(path);
        assert_eq!(ours, theirs, "{}", path.display());
        std::fs::write(path.with_extension("dis"), format!("{HEADER}{ours}")).expect("a place to write");
    }
}
