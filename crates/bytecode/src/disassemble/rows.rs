//! The rows of a disassembly: one per code unit that is no cache, as `dis` counts them (an `EXTENDED_ARG` has
//! a row of its own), and the labels of what they point to.

use std::collections::BTreeMap;

use crate::exception_table::ExceptionEntry;
use crate::instruction::Instruction;
use crate::metadata::Flags;
use crate::opcode::Opcode;

/// One instruction as `dis` shows it. Bytes that are no instruction have a row too.
pub(super) struct Row {
    pub(super) offset: u32,
    number: u8,
    pub(super) opcode: Option<Opcode>,
    /// The argument, if the opcode has one; negative where 32 bits overflow, as in `dis`.
    pub(super) arg: Option<i64>,
    /// Where the instruction points to in the code; may lie outside of it.
    pub(super) target: Option<i64>,
    ext_args: u32,
}

impl Row {
    /// The name `dis` shows.
    pub(super) fn name(&self) -> String {
        self.opcode.map_or_else(|| format!("<{}>", self.number), |opcode| opcode.name().to_owned())
    }

    /// Where the instruction's last cache unit is, or itself without caches.
    pub(super) fn last_unit(&self) -> u32 {
        self.offset + 2 * self.opcode.map_or(0, Opcode::caches) as u32
    }

    /// The instruction, unless the row is a prefix or no instruction.
    pub(super) fn instruction(&self) -> Option<Instruction> {
        let opcode = self.opcode.filter(|opcode| *opcode != Opcode::ExtendedArg)?;
        Some(Instruction {
            offset: self.offset - 2 * self.ext_args,
            opcode,
            arg: u32::try_from(self.arg.unwrap_or(0)).ok()?,
            end: self.last_unit() + 2,
            ext_args: self.ext_args,
        })
    }
}

/// Splits a code array into rows.
pub(super) fn read_rows(code: &[u8]) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut extended, mut ext_args, mut skip) = (0i64, 0, 0);
    for (index, unit) in code.chunks_exact(2).enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let opcode = Opcode::from_u8(unit[0]);
        let arg = opcode.filter(|opcode| opcode.base().has_argument()).map(|_| i64::from(unit[1]) | extended);
        let offset = index as u32 * 2;
        let is_prefix = opcode == Some(Opcode::ExtendedArg);
        let mut row = Row { offset, number: unit[0], opcode, arg, target: None, ext_args };
        if is_prefix {
            // `dis` keeps the argument a signed 32-bit integer.
            extended = i64::from((arg.unwrap_or(0) << 8) as i32);
            ext_args += 1;
            row.ext_args = 0;
        } else {
            extended = 0;
            ext_args = 0;
        }
        skip = opcode.map_or(0, Opcode::caches);
        row.target = target(&row);
        rows.push(row);
    }
    rows
}

fn target(row: &Row) -> Option<i64> {
    let (opcode, arg) = (row.opcode?.base(), row.arg?);
    if !opcode.flags().has(Flags::JUMP) {
        return None;
    }
    let end = i64::from(row.last_unit()) + 2;
    let back = opcode.jumps_backward() || opcode == Opcode::EndAsyncFor;
    Some(if back { end - 2 * arg } else { end + 2 * arg })
}

/// The labels of a code object: everything a jump or an exception entry points to, in the order of the code.
pub(super) struct Labels {
    numbers: BTreeMap<i64, usize>,
    pub(super) entries: Vec<ExceptionEntry>,
}

impl Labels {
    pub(super) fn new(rows: &[Row], entries: Vec<ExceptionEntry>) -> Labels {
        let mut numbers: BTreeMap<i64, usize> =
            rows.iter().filter_map(|row| row.target).map(|target| (target, 0)).collect();
        for entry in &entries {
            numbers.extend([entry.start, entry.end, entry.target].map(|offset| (i64::from(offset), 0)));
        }
        for (index, number) in numbers.values_mut().enumerate() {
            *number = index + 1;
        }
        Labels { numbers, entries }
    }

    /// The label at a byte offset, counted from 1.
    pub(super) fn of(&self, offset: i64) -> Option<usize> {
        self.numbers.get(&offset).copied()
    }

    pub(super) fn count(&self) -> usize {
        self.numbers.len()
    }
}
