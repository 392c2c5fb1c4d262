//! Random instructions: translating never panics, and what it makes verifies.

mod common;

use common::{Opcode, assemble};
use proptest::prelude::*;
use taipan_bytecode::{Code, ExceptionEntry, OpcodeKind, encode_exception_table};
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

/// Makes sound code of random choices: takes nothing that is not there and, but where it may be, no NULL.
fn sound(choices: &[(Opcode, u32)], protect: Option<(u32, bool)>) -> Code {
    use Opcode::*;
    let mut program = Vec::new();
    let mut nulls: Vec<bool> = Vec::new();
    for &(opcode, random) in choices {
        let arg = match opcode {
            LoadFast | StoreFast | DeleteFast | LoadFastAndClear | LoadFastCheck | LoadDeref | StoreDeref
            | MakeCell | LoadName | StoreName | ImportName | StoreAttr => random & 7,
            LoadFastLoadFast | StoreFastStoreFast | StoreFastLoadFast => random & 0x77,
            LoadConst | Call | BuildTuple | BuildMap | UnpackSequence => random & 3,
            Copy | Swap => 1 + (random & 3),
            LoadGlobal | LoadAttr => random & 15,
            LoadSmallInt | CompareOp => random & 0xFF,
            // To the next instruction: the end of a block.
            PopJumpIfTrue | PopJumpIfFalse | PopJumpIfNone | JumpForward => 0,
            BinaryOp | IsOp | ContainsOp => random & 1,
            _ if opcode.has_argument() || opcode.is_terminator() => continue,
            _ => 0,
        };
        let effect = opcode.stack_effect(arg, false);
        let Some(base) = nulls.len().checked_sub(effect.pops as usize) else { continue };
        let free = |index: usize, null: bool| {
            !null || matches!(opcode, Copy | Swap | PopTop) || opcode == Call && index == 1
        };
        let special = matches!(
            opcode,
            CallFunctionEx
                | WithExceptStart
                | CleanupThrow
                | CheckEgMatch
                | PushExcInfo
                | ExitInitCheck
                | Cache
                | Reserved
        );
        if special || !nulls[base..].iter().enumerate().all(|(index, &null)| free(index, null)) {
            continue;
        }
        program.push((opcode, arg));
        match opcode {
            Copy => nulls.push(nulls[base]),
            Swap => {
                let top = nulls.len() - 1;
                nulls.swap(base, top);
            }
            _ => {
                nulls.truncate(base);
                nulls.resize(base + effect.pushes as usize, opcode == PushNull);
                if opcode == LoadGlobal && arg & 1 != 0 {
                    nulls[base + 1] = true;
                }
            }
        }
    }
    program.extend([(LoadConst, 0), (ReturnValue, 0)]);
    let end = assemble(&program, &[]).code.len() as u32;
    program.extend([(PushExcInfo, 0), (Reraise, 0)]);
    let start = protect.map(|(start, lasti)| (start * 2 % end, lasti));
    let entry = start.map(|(start, lasti)| ExceptionEntry { start, end, target: end, depth: 0, lasti });
    assemble(&program, &encode_exception_table(entry.as_slice()))
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
    fn sound_code_translates(choices in prop::collection::vec((opcode(), any::<u32>()), 1..80), protect in prop::option::of((0u32..80, any::<bool>()))) {
        let code = sound(&choices, protect);
        for form in [Form::Fast, Form::Faithful] {
            match translate(&code, form) {
                Ok(executable) => if let Err(error) = verify(&code, &executable) {
                    return Err(TestCaseError::fail(format!("{error}\n{executable}")));
                },
                Err(error) => return Err(TestCaseError::fail(format!("{error}"))),
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
