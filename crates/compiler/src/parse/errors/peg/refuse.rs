//! What the grammar's rules for errors do: messages, and the part of the source each is about.

use ruff_text_size::{TextRange, TextSize};

use super::super::tokens::{Class, Mark};
use super::super::{Finding, escapes};
use super::engine::{Outcome, Parser, Stop};
use super::node::{Kind, NodeId};
use crate::error::{CompileError, ErrorKind};

/// What a target is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Assign,
    Delete,
    Loop,
}

impl Parser<'_> {
    /// Does what the alternative that matched asks for. No match and no error: the message does not fit.
    pub(super) fn refuse(&mut self, how: &str, nodes: &[NodeId], message: &str) -> Outcome {
        let a = nodes.first().copied().unwrap_or_default();
        let b = nodes.get(1).copied().unwrap_or(a);
        let text = || self.message(message, a);
        match how {
            "at" => Err(self.refuse_between(text(), self.start_of(a), self.end_of(a))),
            "range" => Err(self.refuse_between(text(), self.start_of(a), self.end_of(b))),
            "last_range" => {
                let last = self.whole_parts(a).last().copied().unwrap_or(a);
                Err(self.refuse_between(text(), self.start_of(last), self.end_of(b)))
            }
            "from" => Err(self.refuse_from(text(), a)),
            "here" => Err(self.refuse_token(self.read.saturating_sub(1), text())),
            "next" => {
                self.token()?;
                Err(self.refuse_token(self.at, self.message(message, a)))
            }
            "indent" => {
                let Stop::Refused(mut finding) = self.refuse_token(self.read.saturating_sub(1), text())
                else {
                    return Ok(None);
                };
                finding.kind = ErrorKind::IndentationError;
                Err(Stop::Refused(finding))
            }
            "clauses" => Err(self.refuse_between(text(), self.start_of(a), self.end_of(b))),
            "bare_generator" => self.bare_generator(a, b),
            "arguments_order" => Err(self.arguments_order(a)),
            "legacy" => self.legacy(a, b),
            "missing_comma" => self.missing_comma(a, b),
            "missing_colon" => Err(self.missing_colon(a)),
            "bound" => {
                let what = if self.kind(b) == Kind::Tuple { "constraints" } else { "bound" };
                Err(self.refuse_from(format!("cannot use {what} with {message}"), a))
            }
            "assign_target" => self.bad_target(a, Purpose::Assign),
            "delete_target" => self.bad_target(a, Purpose::Delete),
            "loop_target" => self.bad_target(a, Purpose::Loop),
            "check_not_equal" => self.check_not_equal(a),
            "check_middle" | "check_string" => self.check_literal(a, how == "check_string"),
            "check_conversion" => self.check_conversion(a, b),
            "concatenate" => self.concatenate(a),
            "ensure_real" | "ensure_imaginary" => self.check_number(a, how == "ensure_real"),
            _ => Ok(None),
        }
    }

    pub(super) fn kind(&self, node: NodeId) -> Kind {
        self.nodes.get(node as usize).map_or(Kind::Sequence, |node| node.kind)
    }

    fn children(&self, node: NodeId) -> &[NodeId] {
        self.nodes.get(node as usize).map_or(&[], |node| &node.children)
    }

    /// The nodes that a row of them consists of.
    fn whole_parts(&self, node: NodeId) -> Vec<NodeId> {
        let mut parts = Vec::new();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if self.kind(node).is_whole() {
                parts.push(node);
            } else {
                open.extend(self.children(node).iter().rev());
            }
        }
        parts
    }

    fn first_token(&self, node: NodeId) -> usize {
        let first = if self.kind(node).is_whole() { None } else { self.whole_parts(node).first().copied() };
        self.nodes.get(first.unwrap_or(node) as usize).map_or(0, |node| node.start as usize)
    }

    fn start_of(&self, node: NodeId) -> Mark {
        self.tokens[self.first_token(node).min(self.tokens.len() - 1)].start
    }

    fn end_of(&self, node: NodeId) -> Mark {
        let last = if self.kind(node).is_whole() { None } else { self.whole_parts(node).last().copied() };
        let end = self.nodes.get(last.unwrap_or(node) as usize).map_or(0, |node| node.end as usize);
        self.tokens[end.saturating_sub(1).min(self.tokens.len() - 1)].end
    }

    fn message(&self, message: &str, a: NodeId) -> String {
        if !message.contains('{') {
            return message.to_owned();
        }
        let line = self.start_of(a).line.to_string();
        let text = self.token_text(self.first_token(a));
        message.replace("{a}", self.kind(a).says()).replace("{line}", &line).replace("{text}", text)
    }

    /// An error from one place to another. CPython counts both columns on the line of the first.
    pub(super) fn refuse_between(&self, message: String, start: Mark, end: Mark) -> Stop {
        let line = self.shown_line(start);
        let place = Place {
            line: start.line,
            column: columns(line, start.offset - start.line_start + 1),
            end_line: end.line,
            end_column: columns(line, end.offset - end.line_start + 1),
        };
        Stop::Refused(Finding { place: Some(place), ..Finding::new(message, range(start, end)) })
    }

    /// The line that columns are counted on: with its line break while the tokenizer has not left it.
    fn shown_line(&self, start: Mark) -> &str {
        let rest = &self.text[start.line_start..];
        let end = rest.find('\n').unwrap_or(rest.len());
        let last = self.tokens[self.read.clamp(1, self.tokens.len()) - 1].end;
        let with_break = last.line <= start.line && end < rest.len();
        &rest[..end + usize::from(with_break)]
    }

    /// An error at a token.
    pub(super) fn refuse_token(&self, at: usize, message: String) -> Stop {
        let token = self.tokens[at.min(self.tokens.len() - 1)];
        if !token.bare {
            return self.refuse_between(message, token.start, token.end);
        }
        let line = &self.text[token.start.line_start..token.start.offset];
        let column = line.chars().count() as u32;
        let end_column = CompileError::NOWHERE;
        let place = Place { line: token.start.line, column, end_line: token.start.line, end_column };
        let finding = Finding::new(message, range(token.start, token.end));
        Stop::Refused(Finding { place: Some(place), ..finding })
    }

    /// An error from the start to the end of a token; one without text has no column.
    pub(super) fn refuse_from_token(&self, at: usize, message: String) -> Stop {
        let mut stop = self.refuse_token(at, message);
        if let Stop::Refused(Finding { place: Some(place), .. }) = &mut stop
            && self.tokens[at.min(self.tokens.len() - 1)].bare
        {
            (place.column, place.end_column) = (0, 0);
        }
        stop
    }

    /// An error from a node to as far as tokens were read.
    fn refuse_from(&self, message: String, node: NodeId) -> Stop {
        let start = self.start_of(node);
        let end = self.tokens[self.read.clamp(1, self.tokens.len()) - 1].end;
        let line = self.shown_line(start);
        let Stop::Refused(mut finding) = self.refuse_between(message, start, end) else {
            return Stop::Tokenizer;
        };
        if let Some(place) = &mut finding.place {
            place.end_column = columns(line, end.offset - end.line_start);
            if self.tokens[self.first_token(node).min(self.tokens.len() - 1)].bare {
                place.column = 0;
            }
        }
        Stop::Refused(finding)
    }

    fn bare_generator(&mut self, arguments: NodeId, clauses: NodeId) -> Outcome {
        let parts = self.whole_parts(arguments);
        let positional: Vec<NodeId> = parts
            .into_iter()
            .filter(|part| !matches!(self.kind(*part), Kind::Keyword | Kind::DoubleStarred))
            .collect();
        match positional.last() {
            Some(last) if positional.len() > 1 => Err(self.refuse_between(
                "Generator expression must be parenthesized".to_owned(),
                self.start_of(*last),
                self.end_of(clauses),
            )),
            _ => Ok(None),
        }
    }

    fn arguments_order(&self, arguments: NodeId) -> Stop {
        let unpacks = self.whole_parts(arguments).iter().any(|part| self.kind(*part) == Kind::DoubleStarred);
        let what = if unpacks { "keyword argument unpacking" } else { "keyword argument" };
        self.refuse_token(self.read.saturating_sub(1), format!("positional argument follows {what}"))
    }

    /// `print` or `exec`, if the node is that name.
    fn legacy_name(&self, node: NodeId) -> Option<&str> {
        let text = self.token_text(self.first_token(node));
        (self.kind(node) == Kind::Name && matches!(text, "print" | "exec")).then_some(text)
    }

    fn legacy(&mut self, name: NodeId, arguments: NodeId) -> Outcome {
        match self.legacy_name(name) {
            Some(word) => Err(self.refuse_between(
                format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?"),
                self.start_of(name),
                self.end_of(arguments),
            )),
            None => Ok(None),
        }
    }

    fn missing_comma(&mut self, a: NodeId, b: NodeId) -> Outcome {
        let in_brackets = self.at.checked_sub(1).is_some_and(|last| self.tokens[last].level > 0);
        if self.legacy_name(a).is_some() || !in_brackets || self.is_later_key(self.first_token(a)) {
            return Ok(None);
        }
        let message = "invalid syntax. Perhaps you forgot a comma?".to_owned();
        Err(self.refuse_between(message, self.start_of(a), self.end_of(b)))
    }

    /// Whether the key of a dictionary's second or later item begins with the token: what such a key
    /// lacks is its colon.
    fn is_later_key(&self, first: usize) -> bool {
        let text = |at: usize| self.token_text(at);
        if first == 0 || text(first - 1) != "," {
            return false;
        }
        let level = self.tokens[first - 1].level;
        let mut at = first - 1;
        while at > 0 && self.tokens[at - 1].level >= level {
            at -= 1;
            if self.tokens[at].level > level {
                continue;
            }
            let opens = text(at) == "{" && (at == 0 || self.tokens[at - 1].level < level);
            if opens {
                return text(at + 1) == "**";
            }
            let is_mark = text(at) == ":" || (text(at) == "**" && text(at - 1) == ",");
            if is_mark && self.innermost_bracket(first) == Some("{") {
                return true;
            }
        }
        false
    }

    /// The bracket around the token.
    fn innermost_bracket(&self, at: usize) -> Option<&str> {
        let level = self.tokens.get(at.checked_sub(1)?)?.level;
        let opens = |at: &usize| {
            self.tokens[*at].level == level
                && matches!(self.token_text(*at), "(" | "[" | "{")
                && (*at == 0 || self.tokens[*at - 1].level < level)
        };
        (0..at).rev().find(opens).map(|at| self.token_text(at))
    }

    fn missing_colon(&self, key: NodeId) -> Stop {
        let message = "':' expected after dictionary key".to_owned();
        let end = self.end_of(key);
        let mut before = end;
        before.offset = end.offset.saturating_sub(1);
        let Stop::Refused(mut finding) = self.refuse_between(message, before, end) else {
            return Stop::Tokenizer;
        };
        if let Some(place) = &mut finding.place {
            (place.line, place.end_column) = (self.start_of(key).line, 0);
        }
        Stop::Refused(finding)
    }

    fn bad_target(&mut self, node: NodeId, purpose: Purpose) -> Outcome {
        let Some(bad) = self.invalid_target(node, purpose) else { return Ok(None) };
        let verb = if purpose == Purpose::Delete { "delete" } else { "assign to" };
        let message = format!("cannot {verb} {}", self.kind(bad).says());
        Err(self.refuse_between(message, self.start_of(bad), self.end_of(bad)))
    }

    /// The first part of a target that can't be one.
    fn invalid_target(&self, node: NodeId, purpose: Purpose) -> Option<NodeId> {
        match self.kind(node) {
            Kind::List | Kind::Tuple => self
                .children(node)
                .iter()
                .flat_map(|child| self.whole_parts(*child))
                .find_map(|part| self.invalid_target(part, purpose)),
            Kind::Starred if purpose != Purpose::Delete => {
                self.children(node).last().and_then(|value| self.invalid_target(*value, purpose))
            }
            Kind::Comparison if purpose == Purpose::Loop => {
                let pairs = self.children(node).get(1).copied()?;
                let first = self.children(pairs).first().copied()?;
                let left = self.children(node).first().copied()?;
                (self.kind(first) == Kind::In).then(|| self.invalid_target(left, purpose))?
            }
            Kind::Name | Kind::Subscript | Kind::Attribute => None,
            _ => Some(node),
        }
    }

    fn check_not_equal(&mut self, operator: NodeId) -> Outcome {
        let is_old = self.token_text(self.first_token(operator)) == "<>";
        if is_old == self.flufl {
            return Ok(Some(operator));
        }
        let message = if is_old {
            "invalid syntax.  Maybe you meant '!=' instead of '<>'?"
        } else {
            "with Barry as BDFL, use '<>' instead of '!='"
        };
        Err(self.refuse_token(self.read.saturating_sub(1), message.to_owned()))
    }

    /// Refuses escapes that can't be decoded.
    fn check_literal(&mut self, node: NodeId, is_string: bool) -> Outcome {
        let at = self.first_token(node);
        let text = self.token_text(at);
        let problem = if is_string {
            escapes::literal_error(text)
        } else if self.literal_prefix().contains(['r', 'R']) {
            None
        } else {
            escapes::string_error(text)
        };
        match problem {
            Some(message) if message.starts_with("bytes can only") => Err(self.refuse_token(at, message)),
            Some(message) => Err(self.refuse_token(self.read.saturating_sub(1), message)),
            None => Ok(Some(node)),
        }
    }

    /// `!r`: one of three letters, right behind the mark.
    fn check_conversion(&mut self, mark: NodeId, name: NodeId) -> Outcome {
        let letter = if self.literal_prefix().contains(['t', 'T']) { 't' } else { 'f' };
        let (mark_end, name_start) = (self.end_of(mark), self.start_of(name));
        if mark_end.offset != name_start.offset {
            let message =
                format!("{letter}-string: conversion type must come right after the exclamation mark");
            return Err(self.refuse_between(message, self.start_of(mark), self.end_of(name)));
        }
        let text = self.token_text(self.first_token(name));
        if matches!(text, "s" | "r" | "a") {
            return Ok(Some(name));
        }
        let message =
            format!("{letter}-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
        Err(self.refuse_between(message, name_start, self.end_of(name)))
    }

    /// The letters before the quote of the literal around the token at hand.
    fn literal_prefix(&self) -> &str {
        let mut depth = 0;
        for at in (0..self.at.min(self.tokens.len())).rev() {
            match self.tokens[at].class {
                Class::FormattedEnd | Class::TemplateEnd => depth += 1,
                Class::FormattedStart | Class::TemplateStart if depth > 0 => depth -= 1,
                Class::FormattedStart | Class::TemplateStart => {
                    return self.token_text(at).trim_end_matches(['"', '\'']);
                }
                _ => {}
            }
        }
        ""
    }

    /// Strings in a row are all bytes or none is.
    fn concatenate(&mut self, strings: NodeId) -> Outcome {
        let parts = self.whole_parts(strings);
        let is_bytes = |part: &NodeId| {
            let text = self.token_text(self.first_token(*part));
            let prefix = text.split(['"', '\'']).next().unwrap_or_default();
            self.kind(*part) == Kind::Literal && prefix.contains(['b', 'B'])
        };
        let count = parts.iter().filter(|part| is_bytes(part)).count();
        if count != 0 && count != parts.len() {
            let message = "cannot mix bytes and nonbytes literals".to_owned();
            return Err(self.refuse_token(self.read.saturating_sub(1), message));
        }
        Ok(Some(if parts.len() == 1 { parts[0] } else { self.joined(strings, &parts) }))
    }

    /// One node for strings in a row.
    fn joined(&mut self, strings: NodeId, parts: &[NodeId]) -> NodeId {
        let formatted = parts.iter().any(|part| self.kind(*part) == Kind::Formatted);
        if let Some(node) = self.nodes.get_mut(strings as usize) {
            node.kind = if formatted { Kind::Formatted } else { Kind::Literal };
        }
        strings
    }

    fn check_number(&mut self, number: NodeId, real: bool) -> Outcome {
        let text = self.token_text(self.first_token(number));
        let is_imaginary = text.ends_with(['j', 'J']);
        if is_imaginary != real {
            return Ok(Some(number));
        }
        let what = if real { "real" } else { "imaginary" };
        let message = format!("{what} number required in complex literal");
        Err(self.refuse_between(message, self.start_of(number), self.end_of(number)))
    }
}

/// How many characters the first `bytes` bytes of a line hold; its end counts as one.
fn columns(line: &str, bytes: usize) -> u32 {
    match line.get(..bytes) {
        Some(before) => before.chars().count() as u32,
        None if bytes > line.len() => line.chars().count() as u32 + 1,
        None => String::from_utf8_lossy(&line.as_bytes()[..bytes]).chars().count() as u32,
    }
}

fn range(start: Mark, end: Mark) -> TextRange {
    let size = |offset: usize| TextSize::try_from(offset).unwrap_or_default();
    TextRange::new(size(start.offset), size(end.offset.max(start.offset)))
}

/// Where an error is shown, in lines from 1 and columns of characters from 1.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Place {
    pub(in super::super) line: u32,
    pub(in super::super) column: u32,
    pub(in super::super) end_line: u32,
    pub(in super::super) end_column: u32,
}
