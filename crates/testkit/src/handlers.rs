//! The tables of handlers in a Taipan binary: which address runs which executable opcode.

use object::{Object, ObjectSection, ObjectSymbol};
use taipan_bytecode::word::WordOp;

/// What stands in the table with this symbol, an address for each executable opcode; `None` if the binary has no such
/// table.
///
/// A binary that loads anywhere names them in its relocations; where those are packed, in the table itself.
pub fn addresses(file: &object::File<'_>, table: &str) -> Option<Vec<u64>> {
    let symbol = file.symbols().find(|symbol| symbol.name() == Ok(table))?;
    let (start, size) = (symbol.address(), symbol.size());
    if size != 8 * WordOp::ALL.len() as u64 {
        return None;
    }
    let bytes = file.sections().find_map(|section| section.data_range(start, size).ok().flatten())?;
    let words =
        bytes.chunks_exact(8).map(|word| word.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte)));
    let mut found: Vec<u64> = words.collect();
    for (at, relocation) in file.dynamic_relocations().into_iter().flatten() {
        if (start..start + size).contains(&at) {
            found[((at - start) / 8) as usize] = relocation.addend().cast_unsigned();
        }
    }
    Some(found)
}
