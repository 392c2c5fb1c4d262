//! The instruction table against what CPython 3.14 says of its own (`tests/record/opcodes.py`).

use taipan_bytecode::{Flags, HAVE_ARGUMENT, Opcode, OpcodeKind};

const RECORDED: &str = include_str!("data/opcodes.txt");
const ARGS: [u32; 8] = [0, 1, 2, 3, 5, 16, 255, 65536];

const KINDS: [(&str, Flags); 7] = [
    ("arg", Flags::ARG),
    ("name", Flags::NAME),
    ("const", Flags::CONST),
    ("local", Flags::LOCAL),
    ("jump", Flags::JUMP),
    ("free", Flags::FREE),
    ("exc", Flags::EXC),
];

fn rows() -> impl Iterator<Item = (Opcode, Vec<&'static str>)> {
    RECORDED.lines().map(|line| {
        let columns: Vec<_> = line.split(' ').collect();
        let number = columns[0].parse().unwrap();
        (Opcode::from_u16(number).unwrap_or_else(|| panic!("no row for {line}")), columns)
    })
}

#[test]
fn every_opcode_has_its_row() {
    let recorded: Vec<_> = rows().map(|(op, columns)| (op.name(), columns[1])).collect();
    assert!(recorded.iter().all(|(ours, theirs)| ours == theirs));
    assert_eq!(recorded.len(), Opcode::ALL.len());
    assert!(Opcode::ALL.iter().all(|op| !op.summary().is_empty()));
}

#[test]
fn families_are_cpythons() {
    for (op, columns) in rows() {
        let expected = if columns[2] == "-" { None } else { Some(columns[2]) };
        let base = (op.kind() == OpcodeKind::Specialized).then(|| op.base().name());
        assert_eq!(base, expected, "{}", op.name());
    }
    assert_eq!(Opcode::CompareOp.specializations().count(), 3);
}

#[test]
fn operand_kinds_are_cpythons() {
    for (op, columns) in rows() {
        if !matches!(op.kind(), OpcodeKind::Base | OpcodeKind::Pseudo) {
            continue;
        }
        let kinds = KINDS.iter().filter(|(_, flag)| op.flags().has(*flag)).map(|(name, _)| *name);
        let kinds = kinds.collect::<Vec<_>>().join(",");
        assert_eq!(if kinds.is_empty() { "-" } else { &kinds }, columns[3], "{}", op.name());
        if op.kind() == OpcodeKind::Base {
            assert_eq!(op.has_argument(), op as u16 > HAVE_ARGUMENT, "{}", op.name());
        }
    }
}

#[test]
fn caches_are_cpythons() {
    for (op, columns) in rows().filter(|(op, _)| op.kind() == OpcodeKind::Base) {
        let fields = op.cache_fields().iter().map(|field| format!("{}:{}", field.name, field.units));
        let fields = fields.collect::<Vec<_>>().join(",");
        assert_eq!(if fields.is_empty() { "-" } else { &fields }, columns[4], "{}", op.name());
    }
    assert_eq!(Opcode::LoadAttrSlot.caches(), 9);
    assert_eq!(Opcode::InstrumentedCall.caches(), 3);
}

#[test]
fn stack_effects_are_cpythons() {
    for (op, columns) in rows() {
        for (at, expected) in columns[5..].iter().enumerate().filter(|(_, effect)| **effect != "?") {
            let effect = op.stack_effect(ARGS[at / 2], at % 2 == 0);
            assert_eq!(effect.net().to_string(), *expected, "{} {}", op.name(), ARGS[at / 2]);
        }
    }
}
