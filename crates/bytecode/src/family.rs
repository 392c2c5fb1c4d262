//! Which instructions have sites, and which of them an executable word runs a form of.

use crate::opcode::Opcode;
use crate::word::WordOp;

/// Beginnings of names that differ from their canonical opcode's, and those that only look alike.
const PREFIXES: &[(&str, Option<Opcode>)] = &[
    ("BINARY_SLICE", None),
    ("BINARY_", Some(Opcode::BinaryOp)),
    ("COMPARE_BRANCH_", Some(Opcode::CompareOp)),
    ("CONTAINS_BRANCH_", Some(Opcode::ContainsOp)),
    ("LOAD_METHOD", Some(Opcode::LoadAttr)),
    ("LOAD_SUPER_METHOD", Some(Opcode::LoadSuperAttr)),
    ("CALL_FUNCTION_EX", None),
    ("CALL_INTRINSIC", None),
    ("JUMP_BACKWARD", Some(Opcode::JumpBackward)),
];

impl Opcode {
    /// Whether instructions of this opcode have sites: their executions are counted, and most of their families specialize.
    pub const fn has_site(self) -> bool {
        use Opcode::*;
        matches!(
            self,
            BinaryOp
                | Call
                | CallKw
                | CallFunctionEx
                | CompareOp
                | ContainsOp
                | ForIter
                | LoadAttr
                | LoadGlobal
                | LoadSuperAttr
                | Send
                | StoreAttr
                | StoreSubscr
                | ToBool
                | UnpackSequence
        )
    }
}

impl WordOp {
    /// The canonical opcode with sites that the word runs; `None` for words of instructions without a site.
    pub fn family(self) -> Option<Opcode> {
        let name = self.name();
        if let Some(&(_, family)) = PREFIXES.iter().find(|(prefix, _)| name.starts_with(prefix)) {
            return family;
        }
        let is_family =
            |op: &&Opcode| !op.cache_fields().is_empty() && *op == &op.base() && name.starts_with(op.name());
        Opcode::ALL.iter().filter(is_family).max_by_key(|op| op.name().len()).copied()
    }

    /// Whether a VM rewrites other words to this one: it is no word that the translator makes.
    pub fn is_specialized(self) -> bool {
        self >= WordOp::FIRST_SPECIALIZED
    }

    /// The word that the translator makes, of which this is a form; itself when it is none, or stands in no
    /// translation.
    pub fn unspecialized(self) -> WordOp {
        if !self.is_specialized() {
            return self;
        }
        let name = self.name();
        let sense = name.rsplit('_').next().unwrap_or_default();
        let made = |op: &&WordOp| !op.is_specialized();
        let led_by = |op: &&WordOp| {
            let (stem, last) = op.name().rsplit_once('_').unwrap_or((op.name(), ""));
            let by_sense = ["TRUE", "FALSE"].contains(&last) && last == sense && name.starts_with(stem);
            by_sense || name.strip_prefix(op.name()).is_some_and(|rest| rest.starts_with('_'))
        };
        let found = WordOp::ALL.iter().filter(made).filter(led_by).max_by_key(|op| op.name().len());
        match found {
            Some(&op) => op,
            None if self.family() == Some(Opcode::BinaryOp) => WordOp::BinaryOp,
            None if name.starts_with("RETURN_") => WordOp::ReturnValue,
            None => self,
        }
    }

    /// The word's name without what it shares with its family.
    pub fn short_name(self) -> &'static str {
        let name = self.name();
        let family = self.family().map_or("", Opcode::name);
        let rest = name.strip_prefix(family).or_else(|| {
            let first = family.split('_').next().filter(|first| !first.is_empty())?;
            name.strip_prefix(first)
        });
        rest.and_then(|rest| rest.strip_prefix('_')).unwrap_or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_instruction() {
        let of = |op: WordOp| (op.family(), op.short_name(), op.is_specialized());
        assert_eq!(of(WordOp::LoadAttrSlot), (Some(Opcode::LoadAttr), "SLOT", true));
        assert_eq!(of(WordOp::LoadMethodCached), (Some(Opcode::LoadAttr), "METHOD_CACHED", true));
        assert_eq!(of(WordOp::BinaryAddInt), (Some(Opcode::BinaryOp), "ADD_INT", true));
        assert_eq!(of(WordOp::CallKw), (Some(Opcode::CallKw), "CALL_KW", false));
        assert_eq!(of(WordOp::CallFunctionEx).0, None);
        assert_eq!(of(WordOp::ToBoolBranchTrue).0, Some(Opcode::ToBool));
        assert_eq!(of(WordOp::BinarySlice), (None, "BINARY_SLICE", false));
    }

    #[test]
    fn forms_know_what_they_are_forms_of() {
        let of = |op: WordOp| op.unspecialized();
        assert_eq!(of(WordOp::LoadAttrSlot), WordOp::LoadAttr);
        assert_eq!(of(WordOp::LoadMethodSlot), WordOp::LoadMethod);
        assert_eq!(of(WordOp::BinaryAddIntConst), WordOp::BinaryOp);
        assert_eq!(of(WordOp::CallKwPy), WordOp::CallKw);
        assert_eq!(of(WordOp::CompareBranchLtIntConstFalse), WordOp::CompareBranchFalse);
        assert_eq!(of(WordOp::ContainsBranchDictTrue), WordOp::ContainsBranchTrue);
        assert_eq!(of(WordOp::JumpBackwardList), WordOp::JumpBackward);
        assert_eq!(of(WordOp::ReturnLocal), WordOp::ReturnValue);
        assert_eq!(of(WordOp::Call), WordOp::Call);
        let odd = WordOp::ALL
            .iter()
            .filter(|op| op.unspecialized().is_specialized() || op.unspecialized().cells() != op.cells());
        let odd: Vec<&str> = odd.map(|op| op.name()).collect();
        assert_eq!(odd, ["INIT_RETURN"]);
    }

    #[test]
    fn every_specialized_word_of_a_site_has_a_family() {
        let lost: Vec<_> = WordOp::ALL
            .iter()
            .filter(|op| op.is_specialized() && op.cells() > 0 && op.family().is_none())
            .map(|op| op.name())
            .collect();
        assert_eq!(lost, Vec::<&str>::new());
    }
}
