//! A recursive-descent parser with memory, as CPython's generated one is, that interprets the
//! grammar. What counts are the order in which tokens are read and the errors met on the way.

use super::super::Finding;
use super::super::tokens::{Class, Tok};
use super::grammar::{Action, Alternative, Grammar, Item, Memory, Part, RuleId};
use super::node::{Kind, Node, NodeId};

/// CPython's `MAXSTACK`.
const MAX_LEVEL: u32 = 6_000;

/// Why parsing stopped early.
pub(super) enum Stop {
    Refused(Finding),
    /// The tokenizer's error stands where the next token is wanted.
    Tokenizer,
    TooDeep,
}

/// A match, if there was one.
pub(super) type Outcome = Result<Option<NodeId>, Stop>;

/// What a rule came to at a place: a node, and the place behind it.
#[derive(Clone, Copy)]
struct Memo {
    rule: u16,
    /// In a pass that looks for errors.
    invalid: bool,
    node: Option<NodeId>,
    end: u32,
}

pub(super) struct Parser<'s> {
    pub(super) text: &'s str,
    pub(super) tokens: &'s [Tok],
    grammar: &'static Grammar,
    pub(super) nodes: Vec<Node>,
    /// The token at hand.
    pub(super) at: usize,
    /// How many tokens were read.
    pub(super) read: usize,
    invalid: bool,
    level: u32,
    memory: Vec<Vec<Memo>>,
    pub(super) flufl: bool,
}

impl<'s> Parser<'s> {
    pub(super) fn new(
        text: &'s str,
        tokens: &'s [Tok],
        grammar: &'static Grammar,
        flufl: bool,
    ) -> Parser<'s> {
        Parser {
            text,
            tokens,
            grammar,
            nodes: Vec::new(),
            at: 0,
            read: 0,
            invalid: false,
            level: 0,
            memory: vec![Vec::new(); tokens.len() + 1],
            flufl,
        }
    }

    /// Parses from the beginning; with `invalid`, rules for errors count.
    pub(super) fn run(&mut self, rule: RuleId, invalid: bool) -> Outcome {
        self.at = 0;
        self.level = 0;
        self.invalid = invalid;
        self.nodes.clear();
        self.memory.iter_mut().for_each(Vec::clear);
        self.rule(rule)
    }

    /// The token at hand, read now if it was not before.
    pub(super) fn token(&mut self) -> Result<Tok, Stop> {
        let token = *self.tokens.get(self.at).ok_or(Stop::Tokenizer)?;
        self.read = self.read.max(self.at + 1);
        Ok(token)
    }

    pub(super) fn token_text(&self, at: usize) -> &'s str {
        let text = self.text;
        self.tokens.get(at).map_or("", |token| &text[token.start.offset..token.end.offset])
    }

    fn add(&mut self, kind: Kind, start: usize, children: Vec<NodeId>) -> NodeId {
        self.nodes.push(Node { kind, start: start as u32, end: self.at as u32, children });
        self.nodes.len() as NodeId - 1
    }

    fn rule(&mut self, id: RuleId) -> Outcome {
        let grammar = self.grammar;
        let rule = &grammar.rules[id];
        self.level += 1;
        if self.level > MAX_LEVEL {
            return Err(Stop::TooDeep);
        }
        self.token()?;
        let start = self.at;
        let result = match rule.memory {
            Memory::Fresh => self.alternatives(&rule.alternatives),
            Memory::Growing => self.growing(id, &rule.alternatives),
            Memory::Apart | Memory::Shared => {
                let shared = rule.memory == Memory::Shared;
                let outer = self.invalid;
                if rule.plain {
                    self.invalid = false;
                }
                let result = match self.remembered(id, shared) {
                    Some(node) => Ok(node),
                    None => self.alternatives(&rule.alternatives).inspect(|node| {
                        self.remember(id, start, *node);
                    }),
                };
                self.invalid = outer;
                result
            }
        }?;
        self.level -= 1;
        if result.is_none() {
            self.at = start;
        } else if rule.is_statement {
            self.memory[start..self.at].iter_mut().for_each(Vec::clear);
        }
        Ok(result)
    }

    /// What the rule came to here before; goes on behind it.
    fn remembered(&mut self, id: RuleId, shared: bool) -> Option<Option<NodeId>> {
        let memos = &self.memory[self.at];
        let memo = memos
            .iter()
            .find(|memo| usize::from(memo.rule) == id && (shared || memo.invalid == self.invalid))?;
        self.at = memo.end as usize;
        Some(memo.node)
    }

    fn remember(&mut self, id: RuleId, start: usize, node: Option<NodeId>) {
        let end = if node.is_some() { self.at } else { start } as u32;
        let memo = Memo { rule: id as u16, invalid: self.invalid, node, end };
        self.memory[start].push(memo);
    }

    /// A rule that begins with itself: tried again with what it came to before, as long as that grows.
    fn growing(&mut self, id: RuleId, alternatives: &'static [Alternative]) -> Outcome {
        if let Some(node) = self.remembered(id, true) {
            return Ok(node);
        }
        let start = self.at;
        let (mut best, mut best_end) = (None, start);
        let slot = self.memory[start].len();
        self.remember(id, start, None);
        loop {
            self.at = start;
            let node = self.alternatives(alternatives)?;
            if node.is_none() || self.at <= best_end {
                break;
            }
            (best, best_end) = (node, self.at);
            let index = match self.memory[start].get(slot) {
                Some(memo) if usize::from(memo.rule) == id => Some(slot),
                _ => self.memory[start].iter().position(|memo| usize::from(memo.rule) == id),
            };
            if let Some(memo) = index.and_then(|index| self.memory[start].get_mut(index)) {
                (memo.node, memo.end) = (best, best_end as u32);
            }
        }
        self.at = best_end;
        Ok(best)
    }

    fn alternatives(&mut self, alternatives: &'static [Alternative]) -> Outcome {
        let start = self.at;
        for alternative in alternatives {
            if alternative.is_invalid && !self.invalid {
                continue;
            }
            self.at = start;
            let mut cut = false;
            if let Some((children, names)) = self.items(&alternative.items, &mut cut)? {
                return self.finish(&alternative.action, start, children, names);
            }
            if cut {
                break;
            }
        }
        self.at = start;
        Ok(None)
    }

    fn finish(
        &mut self,
        action: &'static Action,
        start: usize,
        children: Vec<NodeId>,
        names: [Option<NodeId>; 3],
    ) -> Outcome {
        match action {
            Action::Plain if children.len() == 1 => Ok(children.first().copied()),
            Action::Plain => Ok(Some(self.add(Kind::Sequence, start, children))),
            Action::Node(kind) => Ok(Some(self.add(*kind, start, children))),
            Action::Pass(name) => Ok(names[usize::from(*name)]),
            Action::Refuse { how, names: wanted, message } => {
                let nodes: Vec<NodeId> = wanted.iter().filter_map(|name| names[usize::from(*name)]).collect();
                self.refuse(how, &nodes, message)
            }
        }
    }

    #[expect(clippy::type_complexity, reason = "what items matched, and those with names")]
    fn items(
        &mut self,
        items: &'static [Item],
        cut: &mut bool,
    ) -> Result<Option<(Vec<NodeId>, [Option<NodeId>; 3])>, Stop> {
        let mut children = Vec::new();
        let mut names = [None; 3];
        for item in items {
            if let Part::Cut = item.part {
                *cut = true;
                continue;
            }
            let before = children.len();
            if !self.part(&item.part, &mut children)? {
                return Ok(None);
            }
            if item.name > 0 {
                names[usize::from(item.name)] = children.get(before).copied();
            }
        }
        Ok(Some((children, names)))
    }

    /// Matches one part; what it came to is added to `children`.
    fn part(&mut self, part: &'static Part, children: &mut Vec<NodeId>) -> Result<bool, Stop> {
        let node = match part {
            Part::Cut => return Ok(true),
            Part::Never => return self.token().map(|_| false),
            Part::Token(class) => self.expect(|token, _| token.class == *class)?,
            Part::Soft(word) => {
                self.expect(|token, text| token.class == Class::Name && text == word.as_str())?
            }
            Part::SoftKeyword => self.expect(|token, text| {
                token.class == Class::Name && matches!(text, "_" | "case" | "match" | "type")
            })?,
            Part::Forced(class, text) => {
                let token = self.token()?;
                if token.class != *class {
                    return Err(self.refuse_from_token(self.at, format!("expected '{text}'")));
                }
                self.expect(|_, _| true)?
            }
            Part::Rule(id) => self.rule(*id)?,
            Part::Group(alternatives) => self.group(alternatives)?,
            Part::Optional(part) => {
                let start = self.at;
                if !self.part(part, children)? {
                    self.at = start;
                }
                return Ok(true);
            }
            Part::Many { part, at_least_one } => return self.many(part, None, *at_least_one, children),
            Part::Separated { part, separator } => {
                return self.many(part, Some(*separator), true, children);
            }
            Part::Ahead { part, wanted } => {
                let start = self.at;
                let found = self.part(part, &mut Vec::new())?;
                self.at = start;
                return Ok(found == *wanted);
            }
        };
        children.extend(node);
        Ok(node.is_some())
    }

    fn group(&mut self, alternatives: &'static [Alternative]) -> Outcome {
        self.level += 1;
        if self.level > MAX_LEVEL {
            return Err(Stop::TooDeep);
        }
        let result = self.alternatives(alternatives);
        self.level -= 1;
        result
    }

    fn many(
        &mut self,
        part: &'static Part,
        separator: Option<Class>,
        at_least_one: bool,
        children: &mut Vec<NodeId>,
    ) -> Result<bool, Stop> {
        let first = self.at;
        let mut found = Vec::new();
        loop {
            let before = self.at;
            if let Some(class) = separator.filter(|_| !found.is_empty())
                && self.expect(|token, _| token.class == class)?.is_none()
            {
                break;
            }
            let place = self.at;
            if !self.part(part, &mut found)? {
                self.at = before;
                break;
            }
            if self.at == place && separator.is_none() {
                break;
            }
        }
        if found.is_empty() && at_least_one {
            self.at = first;
            return Ok(false);
        }
        let node = self.add(Kind::Sequence, first, found);
        children.push(node);
        Ok(true)
    }

    /// Takes the token at hand if it is wanted.
    fn expect(&mut self, wanted: impl Fn(&Tok, &str) -> bool) -> Outcome {
        let token = self.token()?;
        if !wanted(&token, self.token_text(self.at)) {
            return Ok(None);
        }
        let kind = match token.class {
            Class::Name => Kind::Name,
            Class::Number | Class::String => Kind::Literal,
            _ => Kind::Token,
        };
        self.at += 1;
        Ok(Some(self.add(kind, self.at - 1, Vec::new())))
    }
}
