//! Code objects as lines that two interpreters' answers are compared by: one line each, fields apart by tabs.

use std::fmt::Write;

use crate::{Code, Constant, Text, constant_repr, local_kind, text_repr};

/// Appends a line for the code object and for each inside it: `path`, qualified name and first line, then `field=value`.
/// The compiler's `tests/record/codedump.py` prints the same of CPython's.
pub fn dump(path: &str, code: &Code, out: &mut String) {
    let mut pending = vec![code];
    while let Some(code) = pending.pop() {
        // Writing to a `String` cannot fail.
        let _ = line(out, path, code);
        pending.extend(code.consts.iter().rev().filter_map(|constant| match constant {
            Constant::Code(inner) => Some(&**inner),
            _ => None,
        }));
    }
}

/// The line for a file that does not compile.
pub fn dump_error(path: &str, class: &str, message: &str) -> String {
    format!("{path}\t<error>\t0\t{class}: {}\n", ascii(&text_repr(&Text::from(message))))
}

fn line(out: &mut String, path: &str, code: &Code) -> std::fmt::Result {
    let kinds = |wanted: u8| {
        let names = code.localsplusnames.iter().zip(&*code.localspluskinds);
        names.filter(|(_, kind)| **kind & wanted != 0).map(|(name, _)| name).collect::<Vec<_>>()
    };
    // Cells that are arguments are locals too; hidden names are not.
    let varnames = code.localsplusnames.iter().zip(&*code.localspluskinds);
    let varnames: Vec<&Text> =
        varnames.filter(|(_, kind)| **kind & local_kind::LOCAL != 0).map(|(name, _)| name).collect();
    write!(out, "{path}\t{}\t{}", code.qualname.to_lossy(), code.firstlineno)?;
    write!(out, "\tname={}", code.name.to_lossy())?;
    write!(out, "\targs={},{},{}", code.argcount, code.posonlyargcount, code.kwonlyargcount)?;
    write!(out, "\tflags={:#x}\tstacksize={}", code.flags, code.stacksize)?;
    write!(out, "\tcode={}", hex(&code.code))?;
    let consts: Vec<String> = code.consts.iter().map(constant).collect();
    write!(out, "\tconsts=[{}]", consts.join(", "))?;
    write!(out, "\tnames={}", names(&code.names.iter().collect::<Vec<_>>()))?;
    write!(out, "\tvarnames={}", names(&varnames))?;
    write!(out, "\tcellvars={}", names(&kinds(local_kind::CELL)))?;
    write!(out, "\tfreevars={}", names(&kinds(local_kind::FREE)))?;
    write!(out, "\texceptiontable={}", hex(&code.exceptiontable))?;
    writeln!(out, "\tlinetable={}", hex(&code.linetable))
}

/// A constant with its type: `int:1`, `(str:'a', NoneType:None)`.
fn constant(value: &Constant) -> String {
    let all = |items: &[Constant]| items.iter().map(constant).collect::<Vec<_>>();
    let kind = match value {
        Constant::Code(code) => return format!("<code {}>", code.qualname.to_lossy()),
        Constant::Tuple(items) => return format!("({})", all(items).join(", ")),
        Constant::FrozenSet(items) => {
            let mut items = all(items);
            items.sort();
            return format!("frozenset{{{}}}", items.join(", "));
        }
        Constant::Slice(parts) => return format!("slice({})", all(&**parts).join(", ")),
        Constant::None => "NoneType",
        Constant::True | Constant::False => "bool",
        Constant::Ellipsis => "ellipsis",
        Constant::Int(_) | Constant::BigInt(_) => "int",
        Constant::Float(_) => "float",
        Constant::Complex(..) => "complex",
        Constant::Str(_) => "str",
        Constant::Bytes(_) => "bytes",
    };
    format!("{kind}:{}", ascii(&constant_repr(value)))
}

/// `ascii()` of a tuple of names.
fn names(names: &[&Text]) -> String {
    let texts: Vec<String> = names.iter().map(|name| ascii(&text_repr(name))).collect();
    match texts.as_slice() {
        [only] => format!("({only},)"),
        _ => format!("({})", texts.join(", ")),
    }
}

/// A `repr` with what is not ASCII written as escapes.
fn ascii(repr: &str) -> String {
    let mut out = String::with_capacity(repr.len());
    for character in repr.chars() {
        let number = u32::from(character);
        // Writing to a `String` cannot fail.
        let _ = match number {
            0..=0x7f => {
                out.push(character);
                Ok(())
            }
            0x80..=0xff => write!(out, "\\x{number:02x}"),
            0x100..=0xffff => write!(out, "\\u{number:04x}"),
            _ => write!(out, "\\U{number:08x}"),
        };
    }
    out
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut out, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
