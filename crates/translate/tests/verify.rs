//! A recorded file with one of everything: both forms verify, and no operand can be changed unnoticed.

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;

use taipan_bytecode::Code;
use taipan_bytecode::marshal::read_pyc;
use taipan_bytecode::word::WordOp;
use taipan_translate::{Executable, Form, translate, verify};

fn sample() -> Vec<Arc<Code>> {
    common::all_codes(&read_pyc(include_bytes!("data/sample.pyc")).unwrap().code)
}

fn both_forms() -> Vec<(Arc<Code>, Executable)> {
    let mut forms = Vec::new();
    for code in sample() {
        for form in [Form::Fast, Form::Faithful] {
            let executable =
                translate(&code, form).unwrap_or_else(|error| panic!("{:?}: {error}", code.qualname));
            forms.push((code.clone(), executable));
        }
    }
    forms
}

#[test]
fn the_sample_verifies() {
    let forms = both_forms();
    assert!(forms.len() > 40, "{} executables", forms.len());
    for (code, executable) in forms {
        if let Err(error) = verify(&code, &executable) {
            panic!("{:?} {:?}: {error}\n{executable}", code.qualname, executable.form);
        }
    }
}

/// Fields of which a word makes nothing; changing them changes nothing.
fn unused(op: WordOp) -> &'static [usize] {
    use WordOp::*;
    match op {
        BranchFalse | BranchNone | BranchTrue | BranchNotNone | ToBoolBranchFalse | ToBoolBranchTrue
        | DeleteSubscr => &[1],
        CallFunctionEx | BuildList | BuildMap | BuildSet | BuildTuple | BuildString => &[2],
        Jump | JumpBackward => &[1, 2],
        CleanupThrow | DeleteFast | Drop | LoadGlobal | PopExcept | PushExcInfo | Resume
        | ReturnFromGenerator | ReturnGenerator | ReturnValue | LoadBuildClass | LoadLocals | CheckFast
        | CheckEgMatch | MakeCell | CopyFreeVars | StoreSlice | DeleteDeref => &[2, 3],
        DeleteGlobal | DeleteName => &[1],
        Nop | SetupAnnotations => &[1, 2, 3],
        LoadSpecial => &[2],
        DeleteAttr => &[1, 3],
        LoadNullT => &[1, 2, 3],
        BuildTemplate
        | ImportName
        | GetIter
        | GetYieldFromIter
        | GetAiter
        | GetAnext
        | GetLen
        | ListAppend
        | ListExtend
        | SetAdd
        | SetUpdate
        | DictUpdate
        | LoadAttr
        | LoadMethod
        | StoreAttr
        | LoadConstL
        | LoadConstT
        | LoadConstWide
        | LoadIntL
        | LoadIntT
        | LoadCommonConstant
        | MakeFunction
        | MoveClear
        | MoveLL
        | MoveLT
        | MoveTL
        | MoveTT
        | DupTT
        | XchgTT
        | RaiseVarargs
        | Reraise
        | ToBool
        | UnaryNot
        | UnaryNegative
        | UnaryInvert
        | FormatSimple
        | BinarySlice
        | LoadFromDictOrGlobals
        | LoadDeref
        | StoreDeref
        | EndAsyncFor
        | MatchMapping
        | MatchSequence
        | ImportFrom
        | YieldValue => &[3],
        _ => &[],
    }
}

#[test]
fn a_changed_operand_is_noticed() {
    let (mut changed, mut unnoticed) = (0, BTreeSet::<(&str, usize)>::new());
    for (code, executable) in both_forms() {
        for point in &executable.points {
            let at = point.word as usize;
            let op = WordOp::from_u16(executable.words[at] as u16).unwrap();
            for field in 1..4 {
                let bare_raise = op == WordOp::RaiseVarargs && executable.words[at] >> 32 == 0;
                if unused(op).contains(&field) || bare_raise {
                    continue;
                }
                // One change may by chance name a slot that holds the same.
                let noticed = [1, 2, 4].iter().any(|flip| {
                    let mut other = executable.clone();
                    other.words[at] ^= flip << (16 * field);
                    verify(&code, &other).is_err()
                });
                changed += 1;
                if !noticed {
                    unnoticed.insert((op.name(), field));
                }
            }
        }
    }
    assert!(changed > 3000, "{changed} changes");
    assert!(unnoticed.is_empty(), "unnoticed: {unnoticed:?}");
}

#[test]
fn a_dropped_word_is_noticed() {
    for (code, executable) in both_forms() {
        for point in &executable.points {
            let at = point.word as usize;
            let op = WordOp::from_u16(executable.words[at] as u16).unwrap();
            if op.cells() > 0 || matches!(op, WordOp::Nop | WordOp::LoadNullT) {
                continue;
            }
            let mut other = executable.clone();
            other.words[at] = WordOp::Nop as u64;
            assert!(verify(&code, &other).is_err(), "{} at word {at} in\n{executable}", op.name());
        }
    }
}
