//! `taipan explain`: what a kind of refusal, a state, an opcode or an executable form is, what brings it about, what to
//! do about it, and a program that really produces it.

mod families;
mod kinds;
mod opcodes;
mod states;
mod variants;

use taipan_bytecode::failure::FailureKind;
use taipan_bytecode::word::WordOp;
use taipan_bytecode::{Opcode, OpcodeKind};

use crate::filter::unknown;
use crate::numbers::wrapped;
use crate::record::State;

/// A table's row.
struct Lesson {
    name: &'static str,
    cause: &'static str,
    remedy: &'static str,
    /// Produces it; empty where another table's program does.
    source: &'static str,
}

/// What can be explained.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Topic {
    Kind(FailureKind),
    State(State),
    Opcode(Opcode),
    Variant(WordOp),
}

impl Topic {
    /// Everything that can be explained: kinds, states, opcodes that code objects may hold, forms that words are
    /// rewritten to.
    pub fn all() -> impl Iterator<Item = Topic> {
        let opcodes = Opcode::ALL.iter().copied().filter(|opcode| opcode.kind() == OpcodeKind::Base);
        FailureKind::ALL
            .iter()
            .map(|&kind| Topic::Kind(kind))
            .chain(State::ALL.iter().map(|&state| Topic::State(state)))
            .chain(opcodes.map(Topic::Opcode))
            .chain(WordOp::ALL.iter().filter(|op| op.is_specialized()).map(|&op| Topic::Variant(op)))
    }

    /// The topic with this name; else a message that names the nearest. A specialized opcode of CPython's leads to its
    /// base unless there is a form of the same name.
    pub fn named(name: &str) -> Result<Topic, String> {
        let plain = |name: &str| name.to_ascii_lowercase().replace([' ', '-'], "_");
        let wanted = plain(name);
        if let Some(topic) = Topic::all().find(|topic| plain(topic.name()) == wanted) {
            return Ok(topic);
        }
        if let Some(opcode) = Opcode::ALL.iter().find(|opcode| plain(opcode.name()) == wanted) {
            return Ok(Topic::Opcode(opcode.base()));
        }
        if let Some(&op) = WordOp::ALL.iter().find(|op| plain(op.name()) == wanted) {
            return Ok(op.family().map_or(Topic::Variant(op), Topic::Opcode));
        }
        let names: Vec<&str> = Topic::all().map(Topic::name).collect();
        let upper = wanted.to_ascii_uppercase();
        let wanted = if name.chars().any(char::is_uppercase) { &upper } else { &wanted };
        Err(unknown("topic", name, wanted, &names))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Topic::Kind(kind) => kind.name(),
            Topic::State(state) => state.name(),
            Topic::Opcode(opcode) => opcode.name(),
            Topic::Variant(op) => op.name(),
        }
    }

    fn lesson(self) -> Option<&'static Lesson> {
        let table = match self {
            Topic::Kind(_) => kinds::KINDS,
            Topic::State(_) => states::STATES,
            Topic::Opcode(opcode) => return Some(families::lesson(opcode)),
            Topic::Variant(op) => {
                let family = op.family().filter(|family| family.has_site());
                return Some(family.map_or(&families::FOLLOWERS, families::lesson));
            }
        };
        table.iter().find(|lesson| lesson.name == self.name())
    }

    /// A program that produces it.
    pub fn example(self) -> Option<String> {
        match self {
            Topic::Kind(_) | Topic::State(_) => {
                self.lesson().map(|lesson| lesson.source.to_owned()).filter(|source| !source.is_empty())
            }
            Topic::Opcode(opcode) => opcodes::example(opcode),
            Topic::Variant(op) => variants::example(op),
        }
    }

    /// What can be done about it.
    pub fn remedy(self) -> Option<&'static str> {
        self.lesson().map(|lesson| lesson.remedy)
    }

    /// All there is to say, for a terminal of 80 columns.
    pub fn text(self) -> String {
        let mut out = String::new();
        let mut part = |title: &str, text: &str| {
            if !text.is_empty() {
                out += &format!("{title:<9} {}\n", wrapped(text, 69, "          "));
            }
        };
        match self {
            Topic::Kind(kind) => {
                part("kind", kind.name());
                part("meaning", kind.meaning().trim());
            }
            Topic::State(state) => part("state", &format!("{} {}", state.glyph(), state.name())),
            Topic::Opcode(opcode) => {
                part("opcode", &format!("{} ({})", opcode.name(), opcode as u16));
                part("meaning", opcode.summary());
                let fields =
                    opcode.cache_fields().iter().map(|field| format!("{} {}", field.name, field.units));
                part("caches", &fields.collect::<Vec<_>>().join(", "));
                let forms = |op: &&WordOp| op.is_specialized() && op.family() == Some(opcode);
                let forms: Vec<&str> = WordOp::ALL.iter().filter(forms).map(|op| op.name()).collect();
                part("forms", &forms.join(", "));
                let theirs: Vec<&str> = opcode.specializations().map(Opcode::name).collect();
                part("CPython's", &theirs.join(", "));
            }
            Topic::Variant(op) => {
                part("form", op.name());
                part("of", op.family().map_or("", Opcode::name));
                part("meaning", op.summary());
                let fields: Vec<&str> = op.caches().iter().map(|field| field.name).collect();
                part("caches", &fields.join(", "));
            }
        }
        if let Some(lesson) = self.lesson() {
            part("cause", lesson.cause);
            part("remedy", lesson.remedy);
        }
        if let Some(example) = self.example() {
            out += "example\n";
            for line in example.lines() {
                out += &format!("          {line}\n");
            }
        } else if matches!(self, Topic::Kind(_)) {
            out += "example   none: it takes thousands of millions of changes to classes\n";
        }
        out
    }
}
