//! The verifier on small code made by hand, right and wrong.

mod common;

use common::code_of;
use taipan_bytecode::Opcode::{self, *};
use taipan_bytecode::{
    BadInstruction, Code, ExceptionEntry, VerifyError, emit, encode_exception_table, verify,
};

fn assemble(instructions: &[(Opcode, u32)]) -> Code {
    let mut bytes = Vec::new();
    for &(opcode, arg) in instructions {
        emit(&mut bytes, opcode, arg);
    }
    code_of(&bytes)
}

fn error(instructions: &[(Opcode, u32)]) -> VerifyError {
    verify(&assemble(instructions)).unwrap_err()
}

#[test]
fn good_code_passes_with_its_depths() {
    // while x: pass
    let code = assemble(&[
        (Resume, 0),
        (LoadFast, 0),
        (ToBool, 0),
        (PopJumpIfFalse, 3),
        (NotTaken, 0),
        (JumpBackward, 10),
        (LoadSmallInt, 0),
        (ReturnValue, 0),
    ]);
    let verified = verify(&code).unwrap();
    let depths: Vec<_> = verified.depths.iter().map(|depth| depth.unwrap()).collect();
    assert_eq!(depths, [0, 0, 1, 1, 0, 0, 0, 1]);
    assert_eq!(verified.deepest, 1);
    assert_eq!(verified.index_of(4), Some(2));
}

#[test]
fn stacks_stay_within_bounds_and_agree() {
    assert_eq!(error(&[(PopTop, 0), (ReturnValue, 0)]), VerifyError::Underflow { offset: 0, depth: 0 });
    let too_deep = [(LoadSmallInt, 0); 9];
    assert_eq!(error(&too_deep), VerifyError::Overflow { offset: 16, depth: 9 });
    let uneven = [(LoadFast, 0), (PopJumpIfNone, 1), (LoadSmallInt, 1), (LoadSmallInt, 2), (ReturnValue, 0)];
    assert_eq!(error(&uneven), VerifyError::DepthMismatch { offset: 8, depth: 1, other: 0 });
    assert_eq!(error(&[(Nop, 0)]), VerifyError::FallsOff { offset: 0 });
}

#[test]
fn arguments_point_to_something() {
    let argument = |opcode, arg| VerifyError::Argument { offset: 0, opcode, arg };
    for (opcode, arg) in [
        (LoadConst, 1),
        (LoadName, 1),
        (LoadGlobal, 2),
        (LoadFast, 2),
        (StoreFastStoreFast, 0x12),
        (LoadDeref, 0),
        (BinaryOp, 27),
        (CompareOp, 6 << 5),
        (CallIntrinsic1, 0),
        (Copy, 0),
        (Swap, 1),
        (RaiseVarargs, 3),
    ] {
        assert_eq!(error(&[(opcode, arg), (ReturnValue, 0)]), argument(opcode, arg));
    }
}

#[test]
fn jumps_go_to_instructions() {
    assert_eq!(error(&[(JumpForward, 1), (Nop, 0)]), VerifyError::JumpTarget { offset: 0 });
    assert_eq!(error(&[(JumpBackward, 9)]), VerifyError::JumpTarget { offset: 0 });
    // Into the cache of the next instruction.
    assert_eq!(error(&[(JumpForward, 1), (ToBool, 0)]), VerifyError::JumpTarget { offset: 0 });
    let loop_without_end = [(LoadFast, 0), (ForIter, 1), (PopTop, 0), (ReturnValue, 0)];
    assert_eq!(error(&loop_without_end), VerifyError::LoopEnd { offset: 2 });
}

#[test]
fn only_canonical_opcodes_pass() {
    let canonical = |opcode| VerifyError::NotCanonical { offset: 0, opcode };
    for opcode in [Cache, Reserved, LoadFastCheck, BinaryOpAddInt, InstrumentedResume] {
        let found = verify(&assemble(&[(opcode, 0), (LoadSmallInt, 0), (ReturnValue, 0)]));
        assert_eq!(found.err(), (opcode != LoadFastCheck).then(|| canonical(opcode)));
    }
    let unknown = verify(&code_of(&[125, 0])).unwrap_err();
    assert_eq!(unknown, VerifyError::Instruction(BadInstruction::UnknownOpcode { offset: 0, number: 125 }));
    assert_eq!(verify(&code_of(&[])).unwrap_err(), VerifyError::Parts("co_code is malformed"));
}

#[test]
fn exception_entries_fall_on_instructions() {
    let mut code =
        assemble(&[(LoadSmallInt, 1), (Call, 0), (ReturnValue, 0), (PushExcInfo, 0), (Reraise, 0)]);
    code.code[0] = PushNull as u8;
    let mut check = |entry: ExceptionEntry| {
        code.exceptiontable = encode_exception_table(&[entry]).into();
        verify(&code)
    };
    let entry = ExceptionEntry { start: 0, end: 2, target: 12, depth: 0, lasti: true };
    assert_eq!(check(entry).unwrap_err(), VerifyError::Underflow { offset: 2, depth: 1 });
    let inside = ExceptionEntry { end: 4, ..entry };
    assert_eq!(check(inside).unwrap_err(), VerifyError::ExceptionEntry { start: 0 });
    let empty = ExceptionEntry { end: 0, ..entry };
    assert_eq!(check(empty).unwrap_err(), VerifyError::ExceptionEntry { start: 0 });
    let deeper = ExceptionEntry { depth: 1, ..entry };
    assert_eq!(check(deeper).unwrap_err(), VerifyError::Underflow { offset: 0, depth: 0 });
}
