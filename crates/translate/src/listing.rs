//! A plain listing of an executable's words, for people who look into the translator.

use std::fmt;

use taipan_bytecode::word::{CONSTANT, DISCARD, WordOp};

use crate::executable::{Executable, NONE};

impl fmt::Display for Executable {
    /// One line a word: index, canonical offsets, opcode, fields, cells.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?}: {} locals, {} slots", self.form, self.nlocals, self.slots)?;
        for point in &self.points {
            let at = point.word as usize;
            let word = self.words[at];
            let op = WordOp::from_u16(word as u16);
            let fields = [16, 32, 48].map(|shift| self.operand((word >> shift) as u16));
            write!(f, "{at:5} {:5}", point.offset)?;
            match point.second {
                NONE => write!(f, "      ")?,
                second => write!(f, "+{second:<5}")?,
            }
            write!(f, " {:24} {}", op.map_or("?", WordOp::name), fields.join(" "))?;
            for cell in &self.words[at + 1..at + 1 + op.map_or(0, WordOp::cells)] {
                write!(f, " {cell:#x}")?;
            }
            writeln!(f)?;
        }
        for handler in &self.handlers {
            writeln!(f, "{handler:?}")?;
        }
        Ok(())
    }
}

impl Executable {
    /// A field: `l` a local, `t` a temporary, `k` a constant, else a number. Which it is the word alone knows.
    fn operand(&self, field: u16) -> String {
        match field {
            DISCARD => "-".to_owned(),
            _ if field & CONSTANT != 0 => format!("k{}/{}", field & !CONSTANT, field as i16),
            _ if u32::from(field) < self.nlocals => format!("l{field}"),
            _ => format!("t{field}"),
        }
    }
}
