//! Code that no compiler makes: what can be executed is, the rest is refused, and nothing panics.

mod common;

use common::{Opcode, assemble};
use taipan_bytecode::ExceptionEntry;
use taipan_bytecode::encode_exception_table;
use taipan_bytecode::word::WordOp;
use taipan_translate::{Executable, Form, TranslateError, translate, verify};

use Opcode::*;

const FORMS: [Form; 2] = [Form::Fast, Form::Faithful];

/// Translates to both forms, which must verify.
fn translated(instructions: &[(Opcode, u32)]) -> [Executable; 2] {
    let code = assemble(instructions, &[]);
    FORMS.map(|form| {
        let executable = translate(&code, form).unwrap();
        verify(&code, &executable).unwrap_or_else(|error| panic!("{error}\n{executable}"));
        executable
    })
}

fn refused(instructions: &[(Opcode, u32)]) -> TranslateError {
    let code = assemble(instructions, &[]);
    let [fast, faithful] = FORMS.map(|form| translate(&code, form).unwrap_err());
    assert_eq!(fast, faithful);
    fast
}

fn ops(executable: &Executable) -> Vec<WordOp> {
    let op = |point: &taipan_translate::Point| executable.words[point.word as usize] as u16;
    executable.points.iter().map(|point| WordOp::from_u16(op(point)).unwrap()).collect()
}

#[test]
fn far_jumps_take_wide_words() {
    // FOR_ITER and JUMP_BACKWARD have a prefix and a cache each.
    let mut code = vec![(Resume, 0), (LoadFast, 0), (GetIter, 0), (ForIter, 60_004), (StoreFast, 1)];
    code.extend([(LoadName, 1), (PopTop, 0)].repeat(30_000));
    code.extend([(JumpBackward, 60_007), (EndFor, 0), (PopIter, 0), (LoadConst, 0), (ReturnValue, 0)]);
    for executable in translated(&code) {
        assert_eq!(ops(&executable).iter().filter(|&&op| op == WordOp::JumpWide).count(), 2);
    }
}

#[test]
fn blocks_reached_only_backwards_are_translated() {
    let code = [
        (JumpForward, 3),
        (LoadFast, 0),
        (StoreFast, 1),
        (JumpForward, 2),
        (JumpBackward, 5),
        (LoadConst, 0),
        (ReturnValue, 0),
    ];
    for executable in translated(&code) {
        assert!(executable.block(2) > executable.block(8), "{executable}");
    }
}

#[test]
fn calls_are_laid_out_anew() {
    // A callable whose NULL has moved: the arguments' homes lie where no call wants them.
    let moved = [(LoadName, 0), (LoadName, 1), (PushNull, 0), (Swap, 2), (Call, 1), (ReturnValue, 0)];
    let method = [(LoadName, 0), (LoadName, 1), (LoadName, 2), (LoadConst, 3), (Call, 2), (ReturnValue, 0)];
    let spread = [(LoadName, 0), (LoadAttr, 1), (LoadConst, 0), (BuildTuple, 3), (ReturnValue, 0)];
    for code in [&moved[..], &method, &spread] {
        for executable in translated(code) {
            assert!(ops(&executable).contains(&WordOp::MoveTT), "{executable}");
        }
    }
}

#[test]
fn old_values_are_kept_before_stores() {
    let code =
        [(LoadFast, 0), (LoadFast, 0), (LoadConst, 2), (StoreFast, 0), (BuildTuple, 2), (ReturnValue, 0)];
    let [fast, _] = translated(&code);
    assert_eq!(
        ops(&fast),
        [WordOp::MoveLT, WordOp::MoveLT, WordOp::LoadConstL, WordOp::BuildTuple, WordOp::ReturnValue]
    );
}

#[test]
fn what_returns_leave_behind_is_dropped() {
    let [fast, _] =
        translated(&[(LoadName, 0), (LoadFast, 0), (PushNull, 0), (LoadFast, 1), (ReturnValue, 0)]);
    assert_eq!(ops(&fast), [WordOp::LoadName, WordOp::Drop, WordOp::ReturnValue]);
}

#[test]
fn bad_code_is_refused() {
    use TranslateError as E;
    assert_eq!(refused(&[]), E::End);
    assert_eq!(refused(&[(Nop, 0)]), E::End);
    assert_eq!(refused(&[(PopTop, 0), (ReturnValue, 0)]), E::Underflow { offset: 0 });
    assert_eq!(refused(&[(PushNull, 0), (ReturnValue, 0)]), E::Null { offset: 2 });
    assert_eq!(refused(&[(LoadFast, 8), (ReturnValue, 0)]), E::Operand { offset: 0 });
    assert_eq!(refused(&[(LoadConst, 4), (ReturnValue, 0)]), E::Operand { offset: 0 });
    assert_eq!(refused(&[(LoadName, 8), (ReturnValue, 0)]), E::Operand { offset: 0 });
    assert_eq!(refused(&[(JumpForward, 7), (LoadConst, 0), (ReturnValue, 0)]), E::Jump { offset: 16 });
    assert_eq!(refused(&[(LoadFast, 0), (JumpBackward, 3)]), E::Unbalanced { offset: 0 });
    assert_eq!(refused(&[(InterpreterExit, 0)]), E::Opcode { offset: 0 });
    assert_eq!(refused(&[(LoadFast, 0), (LoadAttr, 0x4_0001)]), E::Operand { offset: 6 });
    assert_eq!(refused(&[(LoadFast, 0), (Copy, 2)]), E::Underflow { offset: 2 });
    assert_eq!(refused(&[(LoadFast, 0), (Copy, 0)]), E::Operand { offset: 2 });
    assert_eq!(refused(&[(LoadFast, 0), (UnpackSequence, 40_000)]), E::TooLarge);
}

#[test]
fn handlers_must_agree_about_the_stack() {
    let code = [(LoadName, 0), (LoadName, 1), (ReturnValue, 0), (PushExcInfo, 0), (Reraise, 0)];
    let entry = ExceptionEntry { start: 0, end: 4, target: 6, depth: 1, lasti: false };
    let table = encode_exception_table(&[entry]);
    let result = translate(&assemble(&code, &table), Form::Fast);
    assert_eq!(result.unwrap_err(), TranslateError::Underflow { offset: 0 });
    let overlapping = encode_exception_table(&[entry, entry]);
    let result = translate(&assemble(&code, &overlapping), Form::Fast);
    assert_eq!(result.unwrap_err(), TranslateError::ExceptionTable);
}
