//! What must hold for any input: the judgements behind the fuzz targets. Each takes raw bytes and panics with a sentence
//! where something is wrong; input that is refused with an error is fine.

use std::sync::Arc;

use taipan_bytecode::marshal::{dumps, loads, loads_code};
use taipan_bytecode::{Code, Constant, LocationWriter, Text, emit, encode_exception_table};
use taipan_compiler::{Mode, Options, compile};
use taipan_translate::Form;

/// A marshalled code object, from wherever: if it translates, the words do what the instructions say.
///
/// # Panics
/// When the translation does not verify.
pub fn translate_verify(data: &[u8]) {
    if let Ok(code) = loads_code(data) {
        all_codes(&code).iter().for_each(|code| translated(code));
    }
    // The bytes as instructions of a small function.
    let units = data.len() / 2 * 2;
    if units > 0 {
        translated(&function(&data[..units]));
    }
}

/// A source text: if it compiles, which the answer tells, the code verifies, translates, marshals, and comes
/// out the same when it is taken apart and put together again.
///
/// # Panics
/// When one of them fails.
pub fn compile_verify(source: &[u8]) -> bool {
    let options = Options {
        mode: Mode::Exec,
        optimize: 0,
        flags: 0,
        filename: Text::from("fuzz.py"),
        ignore_cookie: false,
    };
    let Ok(compiled) = compile(source, &options) else { return false };
    for code in all_codes(&compiled.code) {
        if let Err(error) = taipan_bytecode::verify(&code) {
            panic!("{} does not verify: {error:?}", code.qualname.to_lossy());
        }
        translated(&code);
        reassembled(&code);
    }
    let written = dumps(&Constant::Code(compiled.code)).expect("compiled code can be written");
    marshal(&written);
    true
}

/// Instructions, locations and exception table, taken apart and put together again.
fn reassembled(code: &Code) {
    let name = code.qualname.to_lossy();
    let mut bytes = Vec::with_capacity(code.code.len());
    for instruction in code.instructions() {
        let instruction = instruction.expect("compiled code is whole");
        emit(&mut bytes, instruction.opcode, instruction.arg);
    }
    assert_eq!(bytes, &code.code[..], "the instructions of {name}");
    let mut locations = LocationWriter::new(code.firstlineno);
    for range in code.locations() {
        locations.push(range.location, (range.end - range.start) / 2);
    }
    assert_eq!(locations.finish(), &code.linetable[..], "the locations of {name}");
    let entries = code.exception_entries().expect("compiled code has a sound exception table");
    assert_eq!(encode_exception_table(&entries), &code.exceptiontable[..], "the exception table of {name}");
}

/// Marshal data: what is read and written reads and writes the same.
///
/// # Panics
/// When it does not.
pub fn marshal(data: &[u8]) {
    let Ok(value) = loads(data) else { return };
    let Ok(written) = dumps(&value) else { return };
    let again = loads(&written).expect("what was written can be read");
    let rewritten = dumps(&again).expect("what was read can be written");
    assert_eq!(written, rewritten, "reading and writing changes nothing");
}

fn translated(code: &Code) {
    for form in [Form::Fast, Form::Faithful] {
        let Ok(executable) = taipan_translate::translate(code, form) else { continue };
        if let Err(error) = taipan_translate::verify(code, &executable) {
            panic!("{form:?} form of {} is wrong: {error:?}\n{executable}", code.qualname.to_lossy());
        }
    }
}

/// A code object and those inside it.
fn all_codes(code: &Arc<Code>) -> Vec<Arc<Code>> {
    let mut codes = vec![code.clone()];
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

/// A function of two locals, a cell and three constants with these instructions.
fn function(instructions: &[u8]) -> Code {
    use taipan_bytecode::{code_flags, local_kind};
    let text = |text: &str| Text::from(text);
    Code {
        argcount: 1,
        posonlyargcount: 0,
        kwonlyargcount: 0,
        stacksize: 8,
        flags: code_flags::OPTIMIZED | code_flags::NEWLOCALS,
        firstlineno: 1,
        name: text("f"),
        qualname: text("f"),
        filename: text("fuzz.py"),
        code: instructions.into(),
        consts: [Constant::None, Constant::Int(1), Constant::Str(text("a"))].into(),
        names: [text("a"), text("b")].into(),
        localsplusnames: [text("x"), text("y"), text("c")].into(),
        localspluskinds: [
            local_kind::LOCAL | local_kind::ARG_POS | local_kind::ARG_KW,
            local_kind::LOCAL,
            local_kind::CELL,
        ]
        .into(),
        linetable: Box::default(),
        exceptiontable: Box::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "
class C:
    def f(self, *a, k=1, **kw):
        with self as s, open(k) as t:
            try:
                yield [x async for x in a] if k else {**kw}
            except* (ValueError, TypeError) as e:
                raise KeyError from e
            finally:
                del s
async def g():
    match await f:
        case {'a': [1, *rest], **more} if rest: return more
        case C(x=1) | None: pass
";

    #[test]
    fn programs_pass() {
        let source = SOURCE.replace("[x async for x in a]", "[x for x in a]");
        compile_verify(source.as_bytes());
        let options = Options {
            mode: Mode::Exec,
            optimize: 0,
            flags: 0,
            filename: Text::from("fuzz.py"),
            ignore_cookie: false,
        };
        let compiled = compile(source.as_bytes(), &options).expect("the source compiles");
        assert!(all_codes(&compiled.code).len() >= 4);
        translate_verify(&dumps(&Constant::Code(compiled.code)).expect("it can be written"));
    }

    #[test]
    fn programs_by_chance_pass() {
        let compiled = (0..3_000).filter(|seed| compile_verify(crate::generate::program(*seed).as_bytes()));
        assert!(compiled.count() > 1_500, "most generated programs compile");
    }

    #[test]
    fn nonsense_is_refused_quietly() {
        let mut state = 1u64;
        for length in 0..200 {
            let bytes: Vec<u8> = (0..length)
                .map(|_| {
                    state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                    (state >> 33) as u8
                })
                .collect();
            translate_verify(&bytes);
            marshal(&bytes);
            compile_verify(&bytes);
        }
        assert!(loads(&[]).is_err());
    }
}
