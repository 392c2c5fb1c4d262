//! What `taipan explain` shows as a program that produces something really produces it, and nothing is left without one.

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::WordOp;
use taipan_runtime::stats::{CodeRecord, Snapshot, State, Topic, codes};
use taipan_runtime::{Config, Python, code_records, shared_code};

/// Opcodes that no compiled code has: CPython's interpreter puts them into running code.
const NEVER_COMPILED: &[&str] = &["CACHE", "RESERVED", "EXIT_INIT_CHECK", "INTERPRETER_EXIT"];

/// Forms for operands that no compiled code gives their words, and the VM's own.
const NEVER_NEEDED: &[&str] = &[
    // What `__init__` returns to stands in no code object.
    "INIT_RETURN",
];

/// Runs a program with everything counted.
fn run(source: &str, config: Config) -> (Vec<CodeRecord>, Snapshot) {
    let mut python = Python::new(Config { profile: true, ..config }).expect("memory");
    let ended = python.run_string(source, "<example>");
    if let Err(error) = ended {
        panic!("{source}\nraises {}", python.thread().str_lossy(error.value()).unwrap_or_default());
    }
    let records = code_records(python.thread());
    let snapshot = Snapshot::new(&records, "<example>", false);
    assert_eq!(snapshot.check(), Ok(()), "{source}");
    (records, snapshot)
}

fn kind_is_met(kind: FailureKind, snapshot: &Snapshot) -> bool {
    snapshot.sites.iter().any(|site| site.failures.contains_key(kind.name()))
}

fn form_is_taken(op: WordOp, records: &[CodeRecord], snapshot: &Snapshot) -> bool {
    let name = op.name();
    let in_words = || {
        let mut lines = records.iter().flat_map(|record| &record.listings).flat_map(|listing| &listing.lines);
        lines.any(|line| line.text.split_whitespace().any(|part| part == name))
    };
    snapshot.sites.iter().any(|site| site.variants.iter().any(|variant| variant == name)) || in_words()
}

/// What is wrong with a topic's example; `None` if nothing is.
fn problem(topic: Topic) -> Option<String> {
    let name = topic.name();
    let Some(source) = topic.example() else {
        let excused = match topic {
            // Tags run out after four thousand million changes: the test below starts close to that.
            Topic::Kind(kind) => kind == FailureKind::OutOfVersions,
            Topic::State(_) => false,
            Topic::Opcode(_) => NEVER_COMPILED.contains(&name),
            Topic::Variant(_) => NEVER_NEEDED.contains(&name),
        };
        return (!excused).then(|| format!("{name}: no example"));
    };
    let produced = match topic {
        Topic::Opcode(opcode) => {
            let mut python = Python::new(Config::default()).expect("memory");
            let code =
                python.compile(source.as_bytes(), "<example>").ok().and_then(|code| shared_code(&code));
            let root = code.unwrap_or_else(|| panic!("{source} compiles"));
            let all = codes(&root);
            // An instruction's prefixes are not told apart from it.
            all.iter().any(|code| code.code.chunks(2).any(|unit| u16::from(unit[0]) == opcode as u16))
        }
        Topic::Kind(kind) => kind_is_met(kind, &run(&source, Config::default()).1),
        Topic::State(state) => run(&source, Config::default()).1.sites.iter().any(|site| site.state == state),
        Topic::Variant(op) => {
            let (records, snapshot) = run(&source, Config::default());
            form_is_taken(op, &records, &snapshot)
        }
    };
    match (produced, NEVER_NEEDED.contains(&name)) {
        (true, false) | (false, true) => None,
        (true, true) => Some(format!("{name} is produced after all")),
        (false, false) => Some(format!("{name} is not produced by\n{source}")),
    }
}

fn check(topics: impl Iterator<Item = Topic>) {
    let problems: Vec<String> = topics.filter_map(problem).collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn every_kind_of_refusal_is_produced() {
    check(Topic::all().filter(|topic| matches!(topic, Topic::Kind(_))));
}

#[test]
fn every_state_is_produced() {
    check(State::ALL.iter().map(|&state| Topic::State(state)));
}

#[test]
fn every_opcode_is_compiled() {
    check(Topic::all().filter(|topic| matches!(topic, Topic::Opcode(_))));
}

#[test]
fn every_form_is_taken() {
    check(Topic::all().filter(|topic| matches!(topic, Topic::Variant(_))));
}

#[test]
fn version_tags_run_out() {
    let source = "class C:\n    x = 1\nc = C()\nfor i in range(20):\n    c.x\n";
    let (_, snapshot) = run(source, Config { first_version: u32::MAX, ..Config::default() });
    assert!(kind_is_met(FailureKind::OutOfVersions, &snapshot));
}

#[test]
fn every_topic_is_told_in_80_columns() {
    for topic in Topic::all() {
        let text = topic.text();
        let kind = match topic {
            Topic::Kind(_) => "kind",
            Topic::State(_) => "state",
            Topic::Opcode(_) => "opcode",
            Topic::Variant(_) => "form",
        };
        assert!(text.starts_with(kind), "{text}");
        let told = text.split("example\n").next().unwrap_or_default();
        assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
        assert!(text.contains("\nremedy ") && text.contains("\ncause "), "{text}");
        assert!(!text.contains("See `") && !text.contains("The same"), "{text}");
        assert_eq!(Topic::named(topic.name()), Ok(topic));
    }
}
