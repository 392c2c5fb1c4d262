//! What only shows inside the crate: jumps of unlimited reach where short ones would do.

use std::sync::Arc;

use taipan_bytecode::marshal::read_pyc;
use taipan_bytecode::word::WordOp;
use taipan_bytecode::{Code, Constant};

use crate::program::Program;
use crate::translator::Translator;
use crate::{Form, verify};

fn codes() -> Vec<Arc<Code>> {
    let mut codes = vec![read_pyc(include_bytes!("../tests/data/sample.pyc")).unwrap().code];
    let mut at = 0;
    while let Some(code) = codes.get(at).cloned() {
        codes.extend(code.consts.iter().filter_map(|constant| match constant {
            Constant::Code(inner) => Some(inner.clone()),
            _ => None,
        }));
        at += 1;
    }
    codes
}

#[test]
fn wide_jumps_verify() {
    let mut wide = 0;
    for code in codes() {
        let program = Program::read(&code).unwrap();
        for form in [Form::Fast, Form::Faithful] {
            let executable = Translator::new(&code, &program, form, true).unwrap().run().unwrap();
            let is_wide = |word: u32| executable.words[word as usize] as u16 == WordOp::JumpWide as u16;
            wide += executable.points.iter().filter(|point| is_wide(point.word)).count();
            if let Err(error) = verify(&code, &executable) {
                panic!("{:?}: {error}\n{executable}", code.qualname);
            }
        }
    }
    assert!(wide > 100, "{wide} wide jumps");
}
