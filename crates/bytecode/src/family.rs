//! Which instruction an executable word runs a form of.

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
    fn every_specialized_word_of_a_site_has_a_family() {
        let lost: Vec<_> = WordOp::ALL
            .iter()
            .filter(|op| op.is_specialized() && op.cells() > 0 && op.family().is_none())
            .map(|op| op.name())
            .collect();
        assert_eq!(lost, Vec::<&str>::new());
    }
}
