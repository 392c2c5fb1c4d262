//! `match` (PEP 634). Each pattern consumes the subject on top of the stack or jumps away; names
//! it captures gather on the stack and are stored when the whole pattern matched.

use ruff_python_ast::{
    CmpOp, Expr, Pattern, PatternMatchAs, PatternMatchClass, PatternMatchOr, PatternMatchSequence,
    PatternMatchValue, Singleton, StmtMatch,
};
use rustc_hash::FxHashSet;
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::constants::is_constant;
use super::opargs::SUBSCRIPT;
use crate::error::Result;
use crate::instruction_sequence::{Label, Location};
use crate::names::Symbol;

mod mappings;
mod numbers;

/// The state of one pattern.
#[derive(Clone, Default)]
struct Context {
    /// Names captured so far, in the order of their values on the stack.
    stores: Vec<Symbol>,
    allow_irrefutable: bool,
    /// `fail_pop[i]` pops `i` values and falls through to where the match failed.
    fail_pop: Vec<Label>,
    /// How many values on top of the stack must stay above the captured ones.
    on_top: usize,
}

fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern, Pattern::MatchAs(node) if node.name.is_none())
}

fn is_star_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern, Pattern::MatchStar(node) if node.name.is_none())
}

impl<'a> Compiler<'a> {
    pub(super) fn match_statement(&mut self, node: &'a StmtMatch) -> Result<()> {
        self.expr(&node.subject)?;
        let end = self.new_label();
        let Some(last) = node.cases.last() else { return Ok(()) };
        let has_default = is_wildcard(&last.pattern) && node.cases.len() > 1;
        let tried = node.cases.len() - usize::from(has_default);
        for (number, case) in node.cases[..tried].iter().enumerate() {
            let location = self.location(&case.pattern);
            let is_last = number + 1 == tried;
            if !is_last {
                self.emit_arg(Opcode::Copy, 1, location);
            }
            let mut context = Context {
                allow_irrefutable: case.guard.is_some() || number + 1 == node.cases.len(),
                ..Context::default()
            };
            self.pattern(&case.pattern, &mut context)?;
            for name in std::mem::take(&mut context.stores) {
                self.store_name(name, location);
            }
            if let Some(guard) = case.guard.as_deref() {
                let fail = self.fail_label(&mut context, 0);
                self.jump_if(guard, fail, false)?;
            }
            if !is_last {
                self.emit(Opcode::PopTop, Location::NEXT);
            }
            self.statements(&case.body)?;
            self.emit_jump(Opcode::Jump, end, Location::NONE);
            self.place_fail_pops(&mut context, location);
        }
        if has_default {
            // The subject is gone by now: only the line is to be seen.
            self.emit(Opcode::Nop, self.location(&last.pattern));
            if let Some(guard) = last.guard.as_deref() {
                self.jump_if(guard, end, false)?;
            }
            self.statements(&last.body)?;
        }
        self.place(end);
        Ok(())
    }

    /// The label that pops `count` values on failure.
    fn fail_label(&mut self, context: &mut Context, count: usize) -> Label {
        while context.fail_pop.len() <= count {
            let label = self.new_label();
            context.fail_pop.push(label);
        }
        context.fail_pop[count]
    }

    fn jump_to_fail(&mut self, context: &mut Context, opcode: Opcode, location: Location) {
        let target = self.fail_label(context, context.on_top + context.stores.len());
        self.emit_jump(opcode, target, location);
    }

    fn place_fail_pops(&mut self, context: &mut Context, location: Location) {
        let labels = std::mem::take(&mut context.fail_pop);
        for (count, label) in labels.into_iter().enumerate().rev() {
            self.place(label);
            if count > 0 {
                self.emit(Opcode::PopTop, location);
            }
        }
    }

    /// Moves the value on top beneath `count - 1` others.
    fn rotate(&mut self, count: usize, location: Location) {
        for depth in (2..=count).rev() {
            self.emit_arg(Opcode::Swap, depth as u32, location);
        }
    }

    /// Keeps the value on top as that of `name`, or drops it.
    fn capture(&mut self, name: Option<Symbol>, context: &mut Context, location: Location) -> Result<()> {
        let Some(name) = name else {
            self.emit(Opcode::PopTop, location);
            return Ok(());
        };
        if context.stores.contains(&name) {
            return self.duplicate_store(name, location);
        }
        self.rotate(context.on_top + context.stores.len() + 1, location);
        context.stores.push(name);
        Ok(())
    }

    fn duplicate_store(&self, name: Symbol, location: Location) -> Result<()> {
        self.error(format!("multiple assignments to name '{}' in pattern", self.names.str(name)), location)
    }

    fn pattern(&mut self, pattern: &'a Pattern, context: &mut Context) -> Result<()> {
        self.deeper(pattern, |compiler| compiler.pattern_inner(pattern, context))
    }

    fn pattern_inner(&mut self, pattern: &'a Pattern, context: &mut Context) -> Result<()> {
        let location = self.location(pattern);
        match pattern {
            Pattern::MatchValue(node) => self.value_pattern(node, context),
            Pattern::MatchSingleton(node) => {
                let value = match node.value {
                    Singleton::None => Constant::None,
                    Singleton::True => Constant::True,
                    Singleton::False => Constant::False,
                };
                self.load_const(value, location);
                self.compare_op(CmpOp::Is, location);
                self.jump_to_fail(context, Opcode::PopJumpIfFalse, location);
                Ok(())
            }
            Pattern::MatchSequence(node) => self.sequence_pattern(node, context),
            Pattern::MatchMapping(node) => self.mapping_pattern(node, context),
            Pattern::MatchClass(node) => self.class_pattern(node, context),
            Pattern::MatchStar(node) => {
                let name = node.name.as_ref().map(|name| self.names.intern(&name.id));
                self.capture(name, context, location)
            }
            Pattern::MatchAs(node) => self.as_pattern(node, context),
            Pattern::MatchOr(node) => self.or_pattern(node, context),
        }
    }

    /// A pattern within another: it may match anything.
    fn subpattern(&mut self, pattern: &'a Pattern, context: &mut Context) -> Result<()> {
        let allowed = std::mem::replace(&mut context.allow_irrefutable, true);
        self.pattern(pattern, context)?;
        context.allow_irrefutable = allowed;
        Ok(())
    }

    fn value_pattern(&mut self, node: &'a PatternMatchValue, context: &mut Context) -> Result<()> {
        let location = self.location(node);
        self.pattern_value(&node.value)?;
        self.compare_op(CmpOp::Eq, location);
        self.emit(Opcode::ToBool, location);
        self.jump_to_fail(context, Opcode::PopJumpIfFalse, location);
        Ok(())
    }

    /// Pushes a value a pattern compares with: a literal, a number with a sign, an attribute.
    fn pattern_value(&mut self, value: &'a Expr) -> Result<()> {
        let location = self.location(value);
        if let Some(number) = numbers::folded(self, value)? {
            self.load_const(number, location);
            return Ok(());
        }
        if !is_constant(value) && !value.is_attribute_expr() {
            return self.error("patterns may only match literals and attribute lookups", location);
        }
        self.expr(value)
    }

    fn as_pattern(&mut self, node: &'a PatternMatchAs, context: &mut Context) -> Result<()> {
        let location = self.location(node);
        let name = node.name.as_ref().map(|name| self.names.intern(&name.id));
        let Some(pattern) = node.pattern.as_deref() else {
            if !context.allow_irrefutable {
                let message = match name {
                    Some(name) => {
                        format!(
                            "name capture '{}' makes remaining patterns unreachable",
                            self.names.str(name)
                        )
                    }
                    None => "wildcard makes remaining patterns unreachable".to_owned(),
                };
                return self.error(message, location);
            }
            return self.capture(name, context, location);
        };
        context.on_top += 1;
        self.emit_arg(Opcode::Copy, 1, location);
        self.pattern(pattern, context)?;
        context.on_top -= 1;
        self.capture(name, context, location)
    }

    fn sequence_pattern(&mut self, node: &'a PatternMatchSequence, context: &mut Context) -> Result<()> {
        let location = self.location(node);
        let patterns = &node.patterns[..];
        let mut stars =
            patterns.iter().enumerate().filter(|(_, pattern)| matches!(pattern, Pattern::MatchStar(_)));
        let star = stars.next().map(|(at, _)| at);
        if stars.next().is_some() {
            return self.error("multiple starred names in sequence pattern", location);
        }
        let star_wildcard = star.is_some_and(|at| is_star_wildcard(&patterns[at]));
        let only_wildcards = patterns.iter().all(|pattern| is_wildcard(pattern) || is_star_wildcard(pattern));
        context.on_top += 1;
        self.emit(Opcode::MatchSequence, location);
        self.jump_to_fail(context, Opcode::PopJumpIfFalse, location);
        if star.is_none() {
            self.length_check(patterns.len(), CmpOp::Eq, context, location);
        } else if patterns.len() > 1 {
            self.length_check(patterns.len() - 1, CmpOp::GtE, context, location);
        }
        context.on_top -= 1;
        match star {
            _ if only_wildcards => {
                self.emit(Opcode::PopTop, location);
                Ok(())
            }
            Some(star) if star_wildcard => self.sequence_by_index(patterns, star, context, location),
            _ => self.sequence_by_unpacking(patterns, context, location),
        }
    }

    fn length_check(&mut self, length: usize, operator: CmpOp, context: &mut Context, location: Location) {
        self.emit(Opcode::GetLen, location);
        self.load_const(Constant::Int(length as i64), location);
        self.compare_op(operator, location);
        self.jump_to_fail(context, Opcode::PopJumpIfFalse, location);
    }

    /// Items are fetched one by one: the starred ones are not wanted.
    fn sequence_by_index(
        &mut self,
        patterns: &'a [Pattern],
        star: usize,
        context: &mut Context,
        location: Location,
    ) -> Result<()> {
        context.on_top += 1;
        for (at, pattern) in patterns.iter().enumerate() {
            if at == star || is_wildcard(pattern) {
                continue;
            }
            self.emit_arg(Opcode::Copy, 1, location);
            if at < star {
                self.load_const(Constant::Int(at as i64), location);
            } else {
                // The subject may not know negative indices.
                self.emit(Opcode::GetLen, location);
                self.load_const(Constant::Int((patterns.len() - at) as i64), location);
                self.subtract(location);
            }
            self.emit_arg(Opcode::BinaryOp, SUBSCRIPT, location);
            self.subpattern(pattern, context)?;
        }
        context.on_top -= 1;
        self.emit(Opcode::PopTop, location);
        Ok(())
    }

    fn sequence_by_unpacking(
        &mut self,
        patterns: &'a [Pattern],
        context: &mut Context,
        location: Location,
    ) -> Result<()> {
        let star = patterns.iter().position(|pattern| matches!(pattern, Pattern::MatchStar(_)));
        match star {
            None => self.emit_arg(Opcode::UnpackSequence, patterns.len() as u32, location),
            Some(before) => {
                let after = patterns.len() - before - 1;
                if before >= 1 << 8 || after >= (i32::MAX >> 8) as usize {
                    return self.error("too many expressions in star-unpacking sequence pattern", location);
                }
                self.emit_arg(Opcode::UnpackEx, before as u32 + ((after as u32) << 8), location);
            }
        }
        context.on_top += patterns.len();
        for pattern in patterns {
            context.on_top -= 1;
            self.subpattern(pattern, context)?;
        }
        Ok(())
    }

    fn class_pattern(&mut self, node: &'a PatternMatchClass, context: &mut Context) -> Result<()> {
        let location = self.location(node);
        let arguments = &node.arguments;
        let (positional, keywords) = (&arguments.patterns[..], &arguments.keywords[..]);
        for (at, keyword) in keywords.iter().enumerate() {
            if let Some(other) = keywords[at + 1..].iter().find(|other| other.attr.id == keyword.attr.id) {
                let message = format!("attribute name repeated in class pattern: {}", keyword.attr.id);
                return self.error(message, self.location(&other.pattern));
            }
        }
        self.expr(&node.cls)?;
        let names = keywords.iter().map(|keyword| Constant::Str(keyword.attr.id.as_str().into())).collect();
        self.load_const(Constant::Tuple(names), location);
        self.emit_arg(Opcode::MatchClass, positional.len() as u32, location);
        self.fail_if_none(context, location);
        let count = positional.len() + keywords.len();
        self.emit_arg(Opcode::UnpackSequence, count as u32, location);
        // The tuple of attributes made way for its items.
        context.on_top = context.on_top + count - 1;
        for pattern in positional.iter().chain(keywords.iter().map(|keyword| &keyword.pattern)) {
            context.on_top -= 1;
            if is_wildcard(pattern) {
                self.emit(Opcode::PopTop, location);
            } else {
                self.subpattern(pattern, context)?;
            }
        }
        Ok(())
    }

    /// Fails if the value on top, which counts as on top from here, is None.
    fn fail_if_none(&mut self, context: &mut Context, location: Location) {
        self.emit_arg(Opcode::Copy, 1, location);
        self.load_const(Constant::None, location);
        self.emit_arg(Opcode::IsOp, 1, location);
        context.on_top += 1;
        self.jump_to_fail(context, Opcode::PopJumpIfFalse, location);
    }

    fn or_pattern(&mut self, node: &'a PatternMatchOr, outer: &mut Context) -> Result<()> {
        let location = self.location(node);
        let end = self.new_label();
        // The names the first alternative binds: the others bind the same, in whatever order.
        let mut control: Option<Vec<Symbol>> = None;
        for (number, alternative) in node.patterns.iter().enumerate() {
            let own = self.location(alternative);
            let mut context = Context {
                allow_irrefutable: number + 1 == node.patterns.len() && outer.allow_irrefutable,
                ..Context::default()
            };
            self.emit_arg(Opcode::Copy, 1, own);
            self.pattern(alternative, &mut context)?;
            match &control {
                None => control = Some(context.stores.clone()),
                Some(control) if control.len() != context.stores.len() => {
                    return self.error("alternative patterns bind different names", location);
                }
                Some(control) => {
                    let control = control.clone();
                    self.reorder_stores(&control, &mut context.stores, own, location)?;
                }
            }
            self.emit_jump(Opcode::Jump, end, own);
            self.place_fail_pops(&mut context, own);
        }
        // None matched: the copy of the subject goes.
        self.emit(Opcode::PopTop, location);
        self.jump_to_fail(outer, Opcode::Jump, location);
        self.place(end);
        let control = control.unwrap_or_default();
        let rotations = control.len() + 1 + outer.on_top + outer.stores.len();
        for name in control {
            self.rotate(rotations, location);
            if outer.stores.contains(&name) {
                return self.duplicate_store(name, location);
            }
            outer.stores.push(name);
        }
        self.emit(Opcode::PopTop, location);
        Ok(())
    }

    /// Brings captured values into the order of `control`.
    fn reorder_stores(
        &mut self,
        control: &[Symbol],
        stores: &mut Vec<Symbol>,
        own: Location,
        location: Location,
    ) -> Result<()> {
        for wanted in (0..stores.len()).rev() {
            let Some(at) = stores.iter().position(|name| *name == control[wanted]) else {
                return self.error("alternative patterns bind different names", location);
            };
            if at == wanted {
                continue;
            }
            let rotated: Vec<Symbol> = stores.drain(..=at).collect();
            stores.splice(wanted - at..wanted - at, rotated);
            for _ in 0..=at {
                self.rotate(wanted + 1, own);
            }
        }
        Ok(())
    }
}

/// Keys seen in a mapping pattern.
type SeenKeys = FxHashSet<crate::constants::Key>;
