//! What the tests share.

#![allow(dead_code, reason = "not every test uses everything")]

use std::sync::Arc;

use taipan_bytecode::{Code, Constant, Text, emit};

#[allow(unused_imports, reason = "not every test assembles")]
pub(crate) use taipan_bytecode::Opcode;

/// A code object and all those among its constants.
pub(crate) fn all_codes(code: &Arc<Code>) -> Vec<Arc<Code>> {
    let mut codes = vec![code.clone()];
    let mut at = 0;
    while at < codes.len() {
        let code = codes[at].clone();
        codes.extend(code.consts.iter().filter_map(|constant| match constant {
            Constant::Code(inner) => Some(inner.clone()),
            _ => None,
        }));
        at += 1;
    }
    codes
}

/// A code object of these instructions, with locals `a` to `h`, a few constants, and names `n0` to `n7`.
pub(crate) fn assemble(instructions: &[(Opcode, u32)], exceptiontable: &[u8]) -> Code {
    let mut code = Vec::new();
    for &(opcode, arg) in instructions {
        emit(&mut code, opcode, arg);
    }
    let names = |prefix: &str| (0..8).map(|index| Text::from(format!("{prefix}{index}").as_str())).collect();
    let text = Text::from("code");
    Code {
        argcount: 0,
        posonlyargcount: 0,
        kwonlyargcount: 0,
        stacksize: 100,
        flags: 0,
        firstlineno: 1,
        name: text.clone(),
        qualname: text.clone(),
        filename: text.clone(),
        code: code.into(),
        consts: Box::new([Constant::None, Constant::Int(7), Constant::Int(1 << 40), Constant::Str(text)]),
        names: names("n"),
        localsplusnames: names("l"),
        localspluskinds: Box::new([0x20; 8]),
        linetable: Box::default(),
        exceptiontable: exceptiontable.into(),
    }
}
