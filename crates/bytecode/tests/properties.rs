//! Round trips of random tables and constants, and any bytes at all against everything that reads them.

mod common;

use std::sync::Arc;

use common::code_of;
use dashu_int::IBig;
use proptest::prelude::*;
use taipan_bytecode::marshal::{dumps, loads, read_pyc, write_pyc};
use taipan_bytecode::{
    Code, Constant, DisassembleOptions, ExceptionEntry, Instructions, Location, LocationWriter, Locations,
    Opcode, OpcodeKind, Text, decode_exception_table, disassemble, emit, encode_exception_table, verify,
};

fn location() -> impl Strategy<Value = Location> {
    let known = (1..5000i32, 0..4i32, 0..300i32, 0..300i32)
        .prop_map(|(line, lines, column, end_column)| Location::new(line, line + lines, column, end_column));
    prop_oneof![
        1 => Just(Location::NONE),
        1 => (1..5000i32).prop_map(Location::line_only),
        6 => known,
    ]
}

fn instruction() -> impl Strategy<Value = (Opcode, u32)> {
    let opcodes: Vec<_> = Opcode::ALL
        .iter()
        .copied()
        .filter(|op| op.kind() == OpcodeKind::Base && *op != Opcode::ExtendedArg)
        .collect();
    (prop::sample::select(opcodes), prop_oneof![0..256u32, any::<u32>()])
}

fn entry() -> impl Strategy<Value = ExceptionEntry> {
    (0..1u32 << 20, 0..1u32 << 20, 0..1u32 << 20, 0..1u32 << 20, any::<bool>()).prop_map(
        |(start, length, target, depth, lasti)| ExceptionEntry {
            start: start * 2,
            end: (start + length) * 2,
            target: target * 2,
            depth,
            lasti,
        },
    )
}

fn constant() -> impl Strategy<Value = Constant> {
    let leaf = prop_oneof![
        Just(Constant::None),
        Just(Constant::True),
        Just(Constant::Ellipsis),
        any::<i64>().prop_map(Constant::Int),
        any::<i32>().prop_map(|value| Constant::Int(value.into())),
        any::<[u64; 3]>().prop_filter_map("fits 64 bits", |words| {
            let value = words.iter().fold(IBig::from(1), |value, word| (value << 64) + IBig::from(*word));
            Some(Constant::BigInt(Arc::new(if words[0] & 1 == 0 { value } else { -value })))
        }),
        any::<f64>().prop_map(Constant::Float),
        (any::<f64>(), any::<f64>()).prop_map(|(real, imag)| Constant::Complex(real, imag)),
        any::<String>().prop_map(|text| Constant::Str(Text::from(text.as_str()))),
        any::<Vec<u8>>().prop_map(|bytes| Constant::Bytes(bytes.into())),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(|items| Constant::Tuple(items.into())),
            [inner.clone(), inner.clone(), inner].prop_map(|parts| Constant::Slice(Arc::new(parts))),
        ]
    })
}

/// The text of a constant, which tells apart what `==` on floats would not.
fn shown(value: &Constant) -> String {
    format!("{value:?}")
}

/// Runs everything that reads a code object; only panics would be wrong.
fn read_all(code: &Code) {
    let options = DisassembleOptions { show_caches: true, show_positions: true, ..Default::default() };
    assert!(!disassemble(code, &options).contains("Disassembly of"));
    if let Ok(verified) = verify(code) {
        assert!(verified.deepest <= code.stacksize);
    }
    assert!(code.locations().count() <= code.linetable.len());
    assert!(code.lines().count() <= code.linetable.len());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn location_tables_round_trip(entries in prop::collection::vec((location(), 1..30u32), 0..40)) {
        let mut writer = LocationWriter::new(7);
        for &(location, units) in &entries {
            writer.push(location, units);
        }
        let table = writer.finish();
        let expected = entries.iter().flat_map(|&(location, units)| std::iter::repeat_n(location, units as usize));
        let read = Locations::new(&table, 7)
            .flat_map(|range| std::iter::repeat_n(range.location, ((range.end - range.start) / 2) as usize));
        prop_assert!(expected.eq(read));
    }

    #[test]
    fn exception_tables_round_trip(entries in prop::collection::vec(entry(), 0..20)) {
        let table = encode_exception_table(&entries);
        prop_assert_eq!(decode_exception_table(&table).unwrap(), entries);
    }

    #[test]
    fn instructions_round_trip(instructions in prop::collection::vec(instruction(), 1..40)) {
        let mut code = Vec::new();
        for &(opcode, arg) in &instructions {
            emit(&mut code, opcode, arg);
        }
        let read = Instructions::new(&code).map(|instruction| instruction.map(|i| (i.opcode, i.arg)));
        prop_assert_eq!(read.collect::<Result<Vec<_>, _>>().unwrap(), instructions);
    }

    #[test]
    fn constants_round_trip(value in constant()) {
        let bytes = dumps(&value).unwrap();
        prop_assert_eq!(shown(&loads(&bytes).unwrap()), shown(&value));
    }

    #[test]
    fn any_bytes_may_be_loaded(bytes in any::<Vec<u8>>()) {
        if let Ok(value) = loads(&bytes) {
            let again = dumps(&value).unwrap();
            prop_assert_eq!(dumps(&loads(&again).unwrap()).unwrap(), again);
        }
    }

    #[test]
    fn any_bytes_may_be_code(bytes in any::<Vec<u8>>(), table in any::<Vec<u8>>(), handlers in any::<Vec<u8>>()) {
        let mut code = code_of(&bytes);
        code.linetable = table.into();
        code.exceptiontable = handlers.into();
        read_all(&code);
    }

    #[test]
    fn damaged_files_are_errors_or_code(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = include_bytes!("data/dis/flow.pyc").to_vec();
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(pyc) = read_pyc(&bytes) {
            for code in common::all_codes(&pyc.code) {
                let alone = Code { consts: [].into(), ..(*code).clone() };
                read_all(&alone);
            }
            prop_assert!(write_pyc(pyc.source, &pyc.code).is_ok());
        }
    }
}
