//! The grammar's text, read into rules.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::tokens::Class;
use super::node::Kind;

/// A rule, by its place among the grammar's.
pub(super) type RuleId = usize;

#[derive(Debug)]
pub(super) struct Grammar {
    pub(super) rules: Vec<Rule>,
    pub(super) file: RuleId,
    pub(super) interactive: RuleId,
    pub(super) eval: RuleId,
}

#[derive(Debug)]
pub(super) struct Rule {
    pub(super) memory: Memory,
    /// Looks for no errors, nor does anything in it.
    pub(super) plain: bool,
    pub(super) alternatives: Vec<Alternative>,
    /// A statement: once it is over, nothing in it is asked for again.
    pub(super) is_statement: bool,
}

/// How a rule's outcomes are remembered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Memory {
    /// Apart for the passes that look for errors and those that don't.
    Apart,
    /// Together, as CPython does.
    Shared,
    /// Together; it begins with itself and grows.
    Growing,
    /// Not at all.
    Fresh,
}

#[derive(Debug)]
pub(super) struct Alternative {
    pub(super) items: Vec<Item>,
    pub(super) action: Action,
    /// Counts only when errors are looked for.
    pub(super) is_invalid: bool,
}

#[derive(Debug)]
pub(super) struct Item {
    /// 1 and 2 for what is called `a` and `b`.
    pub(super) name: u8,
    pub(super) part: Part,
}

#[derive(Debug)]
pub(super) enum Part {
    Token(Class),
    Soft(String),
    /// Any name that is a keyword somewhere.
    SoftKeyword,
    /// Type comments are not looked for.
    Never,
    Rule(RuleId),
    Group(Vec<Alternative>),
    Optional(Box<Part>),
    Many {
        part: Box<Part>,
        at_least_one: bool,
    },
    Separated {
        part: Box<Part>,
        separator: Class,
    },
    Ahead {
        part: Box<Part>,
        wanted: bool,
    },
    Cut,
    /// The token, or an error that names it.
    Forced(Class, String),
}

#[derive(Debug)]
pub(super) enum Action {
    /// A sequence, or the only item itself.
    Plain,
    Node(Kind),
    Pass(u8),
    Refuse {
        how: String,
        names: Vec<u8>,
        message: String,
    },
}

/// The grammar, read at the first call.
pub(super) fn grammar() -> &'static Grammar {
    static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
    GRAMMAR.get_or_init(|| match read(include_str!("grammar.txt")) {
        Ok(grammar) => grammar,
        Err(line) => unreachable!("the grammar is well-formed, unlike {line:?}"),
    })
}

fn read(text: &str) -> Result<Grammar, String> {
    let lines = || text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut ids = FxHashMap::default();
    let headers = lines().filter(|line| !line.starts_with(' '));
    for (id, header) in headers.enumerate() {
        let name = header.trim_end_matches(':').split(' ').next().unwrap_or_default();
        ids.insert(name.to_owned(), id);
    }
    let mut rules: Vec<Rule> = Vec::with_capacity(ids.len());
    for line in lines() {
        let bad = || line.to_owned();
        if line.starts_with(' ') {
            let alternative = Reader { rest: line, ids: &ids }.line().ok_or_else(bad)?;
            rules.last_mut().ok_or_else(bad)?.alternatives.push(alternative);
            continue;
        }
        let mut words = line.trim_end_matches(':').split(' ');
        let name = words.next().unwrap_or_default();
        let marks: Vec<&str> = words.collect();
        rules.push(Rule {
            memory: match marks.first() {
                Some(&"memo") => Memory::Shared,
                Some(&"left") => Memory::Growing,
                Some(&"fresh") => Memory::Fresh,
                _ => Memory::Apart,
            },
            plain: marks.contains(&"plain"),
            alternatives: Vec::new(),
            is_statement: name == "statement",
        });
    }
    let mut invalid = vec![false; rules.len()];
    for (name, id) in &ids {
        invalid[*id] = name.starts_with("invalid_");
    }
    for rule in &mut rules {
        mark_invalid(&mut rule.alternatives, &invalid);
    }
    let id = |name: &str| ids.get(name).copied().ok_or_else(|| name.to_owned());
    Ok(Grammar { rules, file: id("file")?, interactive: id("interactive")?, eval: id("eval")? })
}

/// Reads one line; `None` for what makes no sense.
struct Reader<'t> {
    rest: &'t str,
    ids: &'t FxHashMap<String, RuleId>,
}

impl<'t> Reader<'t> {
    fn skip(&mut self, text: &str) -> bool {
        let trimmed = self.rest.trim_start();
        match trimmed.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn word(&mut self) -> Option<&'t str> {
        let rest = self.rest.trim_start();
        let end = rest.find(|next: char| !next.is_ascii_alphanumeric() && next != '_').unwrap_or(rest.len());
        let (word, rest) = rest.split_at(end);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// What stands between the next two quotes.
    fn quoted(&mut self, quote: char) -> Option<String> {
        let rest = self.rest.trim_start().strip_prefix(quote)?;
        let end = rest.find(quote)?;
        self.rest = &rest[end + 1..];
        Some(rest[..end].to_owned())
    }

    fn line(mut self) -> Option<Alternative> {
        let items = self.items()?;
        let action = if self.skip("=>") { self.action()? } else { Action::Plain };
        self.rest.trim().is_empty().then_some(alternative(items, action))
    }

    fn action(&mut self) -> Option<Action> {
        if self.skip("!") {
            let how = self.word()?.to_owned();
            let mut names = Vec::new();
            while let Some(name @ ("a" | "b")) = self.word() {
                names.push(if name == "a" { 1 } else { 2 });
            }
            let rest = self.rest.trim();
            let message = match rest.strip_prefix('"') {
                Some(message) => message.strip_suffix('"')?.replace("\\\"", "\""),
                None => String::new(),
            };
            self.rest = "";
            return Some(Action::Refuse { how, names, message });
        }
        match self.word()? {
            "a" => Some(Action::Pass(1)),
            "b" => Some(Action::Pass(2)),
            kind => Some(Action::Node(Kind::named(kind)?)),
        }
    }

    fn items(&mut self) -> Option<Vec<Item>> {
        let mut items = Vec::new();
        loop {
            let rest = self.rest.trim_start();
            if rest.is_empty() || rest.starts_with("=>") || rest.starts_with([')', '|']) {
                return (!items.is_empty()).then_some(items);
            }
            let name = if self.skip("a:") {
                1
            } else if self.skip("b:") {
                2
            } else {
                0
            };
            let part = self.part()?;
            items.push(Item { name, part });
        }
    }

    fn part(&mut self) -> Option<Part> {
        if self.skip("~") {
            return Some(Part::Cut);
        }
        if self.skip("&") {
            return Some(Part::Ahead { part: Box::new(self.part()?), wanted: true });
        }
        if self.skip("!") {
            return Some(Part::Ahead { part: Box::new(self.part()?), wanted: false });
        }
        let (part, text) = self.simple_part()?;
        let mut after = self.rest.chars();
        let mark = after.next();
        if let Some('?' | '*' | '+' | '^' | '!') = mark {
            self.rest = after.as_str();
        }
        let part_box = Box::new(part);
        Some(match mark {
            Some('?') => Part::Optional(part_box),
            Some('*') => Part::Many { part: part_box, at_least_one: false },
            Some('+') => Part::Many { part: part_box, at_least_one: true },
            Some('^') => Part::Separated { part: part_box, separator: Class::of_text(&self.quoted('\'')?) },
            Some('!') => Part::Forced(Class::of_text(&text), text),
            _ => *part_box,
        })
    }

    fn simple_part(&mut self) -> Option<(Part, String)> {
        if self.skip("(") {
            let mut alternatives = vec![alternative(self.items()?, Action::Plain)];
            while self.skip("|") {
                alternatives.push(alternative(self.items()?, Action::Plain));
            }
            return self.skip(")").then_some((Part::Group(alternatives), String::new()));
        }
        if let Some(text) = self.quoted('\'') {
            return Some((Part::Token(Class::of_text(&text)), text));
        }
        if let Some(text) = self.quoted('"') {
            return Some((Part::Soft(text), String::new()));
        }
        let word = self.word()?;
        let part = match word {
            "SOFT_KEYWORD" => Part::SoftKeyword,
            "TYPE_COMMENT" => Part::Never,
            _ => match Class::named(word) {
                Some(class) => Part::Token(class),
                None => Part::Rule(*self.ids.get(word)?),
            },
        };
        Some((part, word.to_owned()))
    }
}

fn alternative(items: Vec<Item>, action: Action) -> Alternative {
    Alternative { items, action, is_invalid: false }
}

/// Marks the alternatives that name a rule for errors.
fn mark_invalid(alternatives: &mut [Alternative], invalid: &[bool]) {
    for alternative in alternatives {
        alternative.is_invalid = alternative.items.iter().any(|item| names_invalid(&item.part, invalid));
        for item in &mut alternative.items {
            if let Part::Group(inner) = &mut item.part {
                mark_invalid(inner, invalid);
            }
        }
    }
}

fn names_invalid(part: &Part, invalid: &[bool]) -> bool {
    match part {
        Part::Rule(id) => invalid.get(*id).copied().unwrap_or_default(),
        Part::Group(alternatives) => alternatives
            .iter()
            .any(|alternative| alternative.items.iter().any(|item| names_invalid(&item.part, invalid))),
        Part::Optional(part)
        | Part::Many { part, .. }
        | Part::Separated { part, .. }
        | Part::Ahead { part, .. } => names_invalid(part, invalid),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        let grammar = grammar();
        assert!(grammar.rules.iter().all(|rule| !rule.alternatives.is_empty()));
        let invalid = |rule: &Rule| rule.alternatives.iter().filter(|a| a.is_invalid).count();
        assert!(grammar.rules.iter().map(invalid).sum::<usize>() > 50);
    }
}
