//! Instructions of canonical bytecode: decoding `co_code` and emitting it. One instruction is its
//! `EXTENDED_ARG` prefixes, its own unit and its cache units; a unit is two bytes.

use std::fmt;

use crate::code::Code;
use crate::opcode::Opcode;

/// One decoded instruction. Offsets are in bytes of `co_code`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Instruction {
    /// Where the instruction begins: its first `EXTENDED_ARG`, if it has any.
    pub offset: u32,
    pub opcode: Opcode,
    /// The whole argument; 0–255 without prefixes.
    pub arg: u32,
    /// The first byte past the instruction's caches: where the next one begins.
    pub end: u32,
    /// How many `EXTENDED_ARG` prefixes there are.
    pub ext_args: u32,
}

impl Instruction {
    /// Where the opcode itself stands, past the prefixes.
    pub const fn opcode_offset(&self) -> u32 {
        self.offset + 2 * self.ext_args
    }

    /// Where the instruction may jump to, in bytes; `None` when it never jumps or when the target lies
    /// before the code. `END_ASYNC_FOR` names the start of its loop but does not go there.
    pub fn jump_target(&self) -> Option<u32> {
        let distance = self.arg.checked_mul(2)?;
        match self.opcode {
            op if op.jumps_backward() => self.end.checked_sub(distance),
            op if op.jumps_forward() => self.end.checked_add(distance),
            _ => None,
        }
    }
}

/// Bytes that are no instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadInstruction {
    /// No opcode has this number.
    UnknownOpcode { offset: u32, number: u8 },
    /// The code ends inside a unit, inside caches or after an `EXTENDED_ARG`.
    Truncated { offset: u32 },
}

impl fmt::Display for BadInstruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadInstruction::UnknownOpcode { offset, number } => {
                write!(f, "unknown opcode {number} at offset {offset}")
            }
            BadInstruction::Truncated { offset } => write!(f, "truncated instruction at offset {offset}"),
        }
    }
}

impl std::error::Error for BadInstruction {}

/// Decodes a code array from its start; ends after the first error.
#[derive(Clone, Debug)]
pub struct Instructions<'a> {
    code: &'a [u8],
    offset: usize,
}

impl<'a> Instructions<'a> {
    /// Decodes `code`, the bytes of `co_code`.
    pub fn new(code: &'a [u8]) -> Instructions<'a> {
        Instructions { code, offset: 0 }
    }

    fn decode(&self) -> Result<Instruction, BadInstruction> {
        let truncated = BadInstruction::Truncated { offset: self.offset as u32 };
        let (mut at, mut arg, mut ext_args) = (self.offset, 0u32, 0u32);
        loop {
            let unit = self.code.get(at..at + 2).ok_or(truncated)?;
            let opcode = Opcode::from_u8(unit[0])
                .ok_or(BadInstruction::UnknownOpcode { offset: at as u32, number: unit[0] })?;
            arg = arg << 8 | u32::from(unit[1]);
            at += 2;
            if opcode == Opcode::ExtendedArg {
                ext_args += 1;
                continue;
            }
            let end = at + 2 * opcode.caches();
            if end > self.code.len() {
                return Err(truncated);
            }
            return Ok(Instruction { offset: self.offset as u32, opcode, arg, end: end as u32, ext_args });
        }
    }
}

impl Iterator for Instructions<'_> {
    type Item = Result<Instruction, BadInstruction>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.offset >= self.code.len() {
            return None;
        }
        let decoded = self.decode();
        self.offset = decoded.as_ref().map_or(self.code.len(), |instruction| instruction.end as usize);
        Some(decoded)
    }
}

/// How many `EXTENDED_ARG` prefixes `arg` needs.
pub const fn extended_args(arg: u32) -> u32 {
    match arg {
        0..=0xff => 0,
        0x100..=0xffff => 1,
        0x1_0000..=0xff_ffff => 2,
        _ => 3,
    }
}

/// How many units the instruction takes: prefixes, itself, caches.
pub const fn instruction_units(opcode: Opcode, arg: u32) -> u32 {
    extended_args(arg) + 1 + opcode.caches() as u32
}

/// Appends the instruction with the prefixes its argument needs and its caches zeroed.
pub fn emit(out: &mut Vec<u8>, opcode: Opcode, arg: u32) {
    emit_padded(out, opcode, arg, extended_args(arg));
}

/// As [`emit`], with exactly `ext_args` prefixes (at least as many as the argument needs).
pub fn emit_padded(out: &mut Vec<u8>, opcode: Opcode, arg: u32, ext_args: u32) {
    debug_assert!(ext_args >= extended_args(arg), "too few prefixes for the argument");
    for prefix in (1..=ext_args).rev() {
        let byte = arg.checked_shr(8 * prefix).unwrap_or(0) as u8;
        out.extend([Opcode::ExtendedArg as u8, byte]);
    }
    out.extend([opcode as u8, arg as u8]);
    out.resize(out.len() + 2 * opcode.caches(), 0);
}

impl Code {
    /// The instructions of `co_code`, in order.
    pub fn instructions(&self) -> Instructions<'_> {
        Instructions::new(&self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_and_caches_round_trip() {
        let mut code = Vec::new();
        emit(&mut code, Opcode::LoadAttr, 0x1_02_03);
        emit(&mut code, Opcode::JumpBackward, 14);
        assert_eq!(code[..6], [69, 1, 69, 2, 80, 3]);
        let decoded: Vec<_> = Instructions::new(&code).map(Result::unwrap).collect();
        let load = Instruction { offset: 0, opcode: Opcode::LoadAttr, arg: 0x1_02_03, end: 24, ext_args: 2 };
        assert_eq!(decoded[0], load);
        assert_eq!(decoded[1].jump_target(), Some(0));
    }

    #[test]
    fn bad_bytes_are_errors() {
        let all = |code: &[u8]| Instructions::new(code).collect::<Result<Vec<_>, _>>();
        assert_eq!(all(&[69, 1]), Err(BadInstruction::Truncated { offset: 0 }));
        assert_eq!(all(&[27, 0, 27]), Err(BadInstruction::Truncated { offset: 2 }));
        assert_eq!(all(&[80, 0, 0, 0]), Err(BadInstruction::Truncated { offset: 0 }));
        assert_eq!(all(&[27, 0, 122, 0]), Err(BadInstruction::UnknownOpcode { offset: 2, number: 122 }));
    }
}
