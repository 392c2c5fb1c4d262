//! An executable's words as people read them.

use std::fmt;

use taipan_bytecode::word::{CONSTANT, DISCARD, METHOD_SHAPE, WordOp};
use taipan_bytecode::{Code, constant_repr};

use crate::executable::{Executable, NONE};

/// What a field of a word holds, for readers.
#[derive(Clone, Copy)]
enum Field {
    /// Nothing, or what the instruction tells anyway: a name, an operator.
    Hidden,
    /// A slot, or a constant where its bit is set.
    Slot,
    /// The index of a constant.
    Constant,
    /// A number without a sign.
    Number,
    /// A small integer.
    Int,
    /// A distance in words.
    Jump,
    /// How many arguments a call passes.
    Arguments,
}

impl fmt::Display for Executable {
    /// One line a word: index, canonical offsets, opcode, operands, cells.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?}: {} locals, {} slots", self.form, self.nlocals, self.slots)?;
        for point in &self.points {
            let at = point.word as usize;
            write!(f, "{at:5} {:5}", point.offset)?;
            match point.second {
                NONE => write!(f, "      ")?,
                second => write!(f, "+{second:<5}")?,
            }
            write!(f, " {}", self.text(at, None))?;
            for cell in self.cells(at) {
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
    /// The word at this index: its opcode, then its operands `a`, `b`, `c` as far as they say something. Locals and
    /// constants are told as `code` has them, or else `l3`, `k3`; `t7` is a temporary, `_` a result that is dropped.
    pub fn text(&self, at: usize, code: Option<&Code>) -> String {
        let word = self.words[at];
        let Some(op) = WordOp::from_u16(word as u16) else { return "?".to_owned() };
        let fields = [16, 32, 48].map(|shift| (word >> shift) as u16);
        let operands = layout(op.unspecialized()).into_iter().zip(fields);
        let told: Vec<String> =
            operands.filter_map(|(field, value)| self.operand(at, field, value, code)).collect();
        format!("{} {}", op.name(), told.join(", ")).trim_end().to_owned()
    }

    /// The cells of the word at this index.
    pub fn cells(&self, at: usize) -> &[u64] {
        let count = WordOp::from_u16(self.words[at] as u16).map_or(0, WordOp::cells);
        &self.words[at + 1..=at + count]
    }

    fn operand(&self, at: usize, field: Field, value: u16, code: Option<&Code>) -> Option<String> {
        Some(match field {
            Field::Hidden => return None,
            Field::Slot if value == DISCARD => "_".to_owned(),
            Field::Slot if value & CONSTANT != 0 => self.constant(usize::from(value & !CONSTANT), code),
            Field::Slot => self.slot(value, code),
            Field::Constant => self.constant(usize::from(value), code),
            Field::Number => value.to_string(),
            Field::Int => (value as i16).to_string(),
            Field::Jump => format!("to {}", at as i64 + i64::from(value as i16)),
            Field::Arguments => {
                let method = if value & METHOD_SHAPE != 0 { "self + " } else { "" };
                format!("({method}{})", value & !METHOD_SHAPE)
            }
        })
    }

    fn slot(&self, slot: u16, code: Option<&Code>) -> String {
        if u32::from(slot) >= self.nlocals {
            return format!("t{slot}");
        }
        let name = code.and_then(|code| code.localsplusnames.get(usize::from(slot)));
        name.map_or_else(|| format!("l{slot}"), |name| name.to_lossy().into_owned())
    }

    fn constant(&self, index: usize, code: Option<&Code>) -> String {
        let Some(code) = code else { return format!("k{index}") };
        if let Some(constant) = code.consts.get(index) {
            return constant_repr(constant);
        }
        let extra = self.extra_consts.get(index - code.consts.len());
        extra.map_or_else(|| format!("k{index}"), i64::to_string)
    }
}

/// The fields of a word that the translator makes.
fn layout(op: WordOp) -> [Field; 3] {
    use Field::{Arguments, Constant, Hidden, Int, Jump, Number, Slot};
    use WordOp::*;
    match op {
        LoadConstT | LoadConstL => [Slot, Constant, Hidden],
        LoadConstWide => [Slot, Number, Number],
        LoadIntT | LoadIntL => [Slot, Int, Hidden],
        WordOp::Jump | JumpBackward => [Hidden, Hidden, Jump],
        Nop | JumpWide | SetupAnnotations | Resume | DeleteGlobal | DeleteName | ExitInterpreter
        | Instrumented => [Hidden; 3],
        BranchTrue | BranchFalse | BranchNone | BranchNotNone | ToBoolBranchTrue | ToBoolBranchFalse => {
            [Hidden, Slot, Jump]
        }
        CompareBranchTrue | CompareBranchFalse | ContainsBranchTrue | ContainsBranchFalse | IsBranch
        | IsNotBranch => [Jump, Slot, Slot],
        BinaryOp | CompareOp | ContainsOp | IsOp | IsNotOp | StoreSubscr | LoadFromDictOrDeref
        | SetFunctionAttribute | EndSend | MapAdd | DictMerge | FormatWithSpec | CheckExcMatch
        | WithExceptStart | MatchKeys => [Slot, Slot, Slot],
        DeleteSubscr => [Hidden, Slot, Slot],
        StoreSlice
        | LoadGlobal
        | StoreGlobal
        | LoadName
        | StoreName
        | LoadLocals
        | LoadBuildClass
        | LoadNullT
        | WordOp::Drop
        | CheckFast
        | DeleteFast
        | DeleteDeref
        | MakeCell
        | ReturnValue
        | ReturnFromGenerator
        | ReturnGenerator
        | CleanupThrow
        | PushExcInfo
        | PopExcept
        | CheckEgMatch => [Slot, Hidden, Hidden],
        DeleteAttr => [Hidden, Slot, Hidden],
        LoadCommonConstant | RaiseVarargs => [Slot, Number, Hidden],
        CopyFreeVars => [Number, Hidden, Hidden],
        Call | CallKw => [Slot, Arguments, Slot],
        CallFunctionEx => [Slot, Hidden, Slot],
        LoadSpecial | CallIntrinsic1 | CallIntrinsic2 | YieldValue | GetAwaitable | BuildTuple
        | BuildList | BuildSet | BuildMap | BuildString | BuildSlice | BuildInterpolation | UnpackEx
        | ConvertValue | UnpackSequence | MatchClass => [Slot, Slot, Number],
        ForIter | Send => [Slot, Slot, Jump],
        _ => [Slot, Slot, Hidden],
    }
}
