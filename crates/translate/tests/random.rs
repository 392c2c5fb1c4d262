//! Random instructions: translating never panics, and what it makes verifies.

mod common;

use common::{Opcode, assemble};
use proptest::prelude::*;
use taipan_bytecode::{ExceptionEntry, OpcodeKind, encode_exception_table};
use taipan_translate::{Form, translate, verify};

fn opcode() -> impl Strategy<Value = Opcode> {
    let base: Vec<Opcode> = Opcode::ALL
        .iter()
        .copied()
        .filter(|op| op.kind() == OpcodeKind::Base && *op != Opcode::ExtendedArg)
        .collect();
    use Opcode::*;
    let common = vec![
        LoadFast,
        LoadFast,
        LoadConst,
        LoadSmallInt,
        LoadName,
        StoreFast,
        Copy,
        Swap,
        BinaryOp,
        PopTop,
        LoadGlobal,
        PushNull,
        Call,
        LoadFastLoadFast,
        StoreFastStoreFast,
        LoadAttr,
        BuildTuple,
        StoreFastLoadFast,
        CompareOp,
        ToBool,
        PopJumpIfTrue,
        PopJumpIfFalse,
        LoadFastAndClear,
        DeleteFast,
    ];
    prop_oneof![1 => proptest::sample::select(base), 4 => proptest::sample::select(common)]
}

fn program() -> impl Strategy<Value = Vec<(Opcode, u32)>> {
    let arg = prop_oneof![8 => 0u32..4, 2 => 0u32..40, 1 => any::<u32>()];
    prop::collection::vec((opcode(), arg), 1..40)
}

fn handlers() -> impl Strategy<Value = Vec<ExceptionEntry>> {
    let entry = (0u32..60, 1u32..30, 0u32..80, 0u32..4, any::<bool>());
    prop::collection::vec(entry, 0..3).prop_map(|entries| {
        let mut start = 0;
        let mut made = Vec::new();
        for (gap, length, target, depth, lasti) in entries {
            start += gap * 2;
            made.push(ExceptionEntry { start, end: start + length * 2, target: target * 2, depth, lasti });
            start += length * 2;
        }
        made
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_code_translates_or_is_refused(mut program in program(), handlers in handlers(), balance in any::<bool>()) {
        if balance {
            // Something to take from the stack, and an end: more programs are sound.
            program.splice(0..0, [(Opcode::LoadName, 0), (Opcode::LoadFast, 1), (Opcode::LoadName, 2), (Opcode::LoadFast, 3)]);
            program.extend([(Opcode::LoadConst, 0), (Opcode::ReturnValue, 0)]);
        }
        let code = assemble(&program, &encode_exception_table(&handlers));
        let [fast, faithful] = [Form::Fast, Form::Faithful].map(|form| translate(&code, form));
        prop_assert_eq!(fast.is_ok(), faithful.is_ok(), "{:?} {:?}", fast.err(), faithful.err());
        for executable in [fast, faithful].into_iter().flatten() {
            if let Err(error) = verify(&code, &executable) {
                return Err(TestCaseError::fail(format!("{error}\n{executable}")));
            }
        }
    }

    #[test]
    fn random_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), table in prop::collection::vec(any::<u8>(), 0..20)) {
        let mut code = assemble(&[], &table);
        code.code = bytes.into();
        for form in [Form::Fast, Form::Faithful] {
            if let Ok(executable) = translate(&code, form) {
                prop_assert_eq!(verify(&code, &executable), Ok(()));
            }
        }
    }
}
