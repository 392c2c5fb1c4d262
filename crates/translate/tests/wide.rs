//! Constants beyond what operands can name.

mod common;

use common::{Opcode, assemble};
use taipan_bytecode::Constant;
use taipan_bytecode::word::WordOp;
use taipan_translate::{Form, translate, verify};

use Opcode::*;

#[test]
fn far_constants_are_loaded_by_words_of_their_own() {
    let instructions = [
        (LoadConst, 69_999),
        (StoreFast, 0),
        (LoadFast, 0),
        (LoadConst, 40_000),
        (CompareOp, 0),
        (PopTop, 0),
        (LoadFast, 0),
        (LoadSmallInt, 7),
        (BinaryOp, 0),
        (PopTop, 0),
        (LoadName, 0),
        (PushNull, 0),
        (LoadFast, 0),
        (LoadConst, 50_000),
        (CallKw, 1),
        (ReturnValue, 0),
    ];
    let mut code = assemble(&instructions, &[]);
    code.consts = (0..70_000).map(|index| Constant::Float(f64::from(index))).collect();
    for form in [Form::Fast, Form::Faithful] {
        let executable = translate(&code, form).expect("the code translates");
        verify(&code, &executable).unwrap_or_else(|error| panic!("{error}\n{executable}"));
        let wide = |word: u64| WordOp::from_u16(word as u16) == Some(WordOp::LoadConstWide);
        let count =
            executable.points.iter().filter(|point| wide(executable.words[point.word as usize])).count();
        assert_eq!(count, 2, "{executable}");
    }
}
