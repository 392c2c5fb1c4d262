//! Calls.

use std::sync::Arc;

use ruff_python_ast::{Expr, ExprCall, ExprContext, Keyword};
use ruff_text_size::Ranged;
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::displays::{STACK_USE_GUIDELINE, SequenceOps};
use super::opargs::{common_constant, intrinsic_1};
use crate::error::Result;
use crate::instruction_sequence::{Label, Location};
use crate::names::Symbol;
use crate::symtable::{KeyKind, SymbolTable, def};

impl<'a> Compiler<'a> {
    pub(super) fn call(&mut self, node: &'a ExprCall) -> Result<()> {
        self.validate_keywords(&node.arguments.keywords)?;
        if self.method_call(node)? {
            return Ok(());
        }
        let end = self.new_label();
        self.check_caller(&node.func);
        self.expr(&node.func)?;
        self.inline_builtin_call(node, end)?;
        self.emit(Opcode::PushNull, self.location(&*node.func));
        if let Some(generator) = sole_generator(node) {
            // Without parentheses of its own, those of the call are the generator expression's.
            self.generator_argument(node, generator)?;
            self.emit_arg(Opcode::Call, 1, self.location(node));
        } else {
            let arguments = &node.arguments;
            self.call_helper(0, &arguments.args, None, &arguments.keywords, self.location(node))?;
        }
        self.place(end);
        Ok(())
    }

    fn generator_argument(&mut self, node: &'a ExprCall, generator: &'a Expr) -> Result<()> {
        let location = self.session.lines.location(node.arguments.range());
        self.deeper(generator, |compiler| compiler.comprehension(generator, location))
    }

    fn argument(&mut self, node: &'a ExprCall, argument: &'a Expr) -> Result<()> {
        if sole_generator(node).is_some() {
            self.generator_argument(node, argument)
        } else {
            self.expr(argument)
        }
    }

    /// `all`, `any` and `tuple` of a generator expression run as a loop in place, if the name is the
    /// builtin when it comes to it.
    fn inline_builtin_call(&mut self, node: &'a ExprCall, end: Label) -> Result<()> {
        let Expr::Name(function) = &*node.func else { return Ok(()) };
        let [argument @ Expr::Generator(generator)] = &*node.arguments.args else { return Ok(()) };
        let block = self.find_block(generator, KeyKind::Body);
        if !node.arguments.keywords.is_empty() || self.table.block(block).coroutine {
            return Ok(());
        }
        let location = self.location(&*node.func);
        let skip = self.new_label();
        // The builtin, the answer of the empty loop, and the jump that goes on.
        let (builtin, answer) = match &*function.id {
            "all" => (common_constant::ALL, Some((true, Opcode::PopJumpIfTrue))),
            "any" => (common_constant::ANY, Some((false, Opcode::PopJumpIfFalse))),
            "tuple" => (common_constant::TUPLE, None),
            _ => {
                self.place(skip);
                return Ok(());
            }
        };
        self.emit_arg(Opcode::Copy, 1, location);
        self.emit_arg(Opcode::LoadCommonConstant, builtin, location);
        self.emit_arg(Opcode::IsOp, 0, location);
        self.emit_jump(Opcode::PopJumpIfFalse, skip, location);
        self.emit(Opcode::PopTop, location);
        if answer.is_none() {
            self.emit_arg(Opcode::BuildList, 0, location);
        }
        self.argument(node, argument)?;
        let next = self.new_label();
        let cleanup = self.new_label();
        self.place(next);
        self.emit_jump(Opcode::ForIter, cleanup, location);
        match answer {
            None => {
                self.emit_arg(Opcode::ListAppend, 2, location);
                self.emit_jump(Opcode::Jump, next, location);
            }
            Some((_, go_on)) => {
                self.emit(Opcode::ToBool, location);
                self.emit_jump(go_on, next, location);
            }
        }
        self.emit(Opcode::PopIter, Location::NONE);
        if let Some((empty, _)) = answer {
            self.load_const(truth(!empty), location);
        }
        self.emit_jump(Opcode::Jump, end, location);
        self.place(cleanup);
        self.emit(Opcode::EndFor, Location::NONE);
        self.emit(Opcode::PopIter, Location::NONE);
        match answer {
            None => self.emit_arg(Opcode::CallIntrinsic1, intrinsic_1::LIST_TO_TUPLE, location),
            Some((empty, _)) => self.load_const(truth(empty), location),
        }
        self.emit_jump(Opcode::Jump, end, location);
        self.place(skip);
        Ok(())
    }

    /// Whether a name is bound by an import at module level: its attributes are not methods then.
    fn is_imported(&mut self, expr: &Expr) -> bool {
        let Expr::Name(name) = expr else { return false };
        let name = self.names.intern(&name.id);
        let known = self.table.block(SymbolTable::TOP).symbols.get(name).unwrap_or_default();
        known.flags & def::IMPORT != 0
    }

    /// A call of an attribute with plain arguments does without a bound method. Tells whether it was one.
    fn method_call(&mut self, node: &'a ExprCall) -> Result<bool> {
        let Expr::Attribute(method) = &*node.func else { return Ok(false) };
        if method.ctx != ExprContext::Load || self.is_imported(&method.value) {
            return Ok(false);
        }
        let (arguments, keywords) = (&node.arguments.args, &node.arguments.keywords);
        let too_many =
            arguments.len() + keywords.len() + usize::from(!keywords.is_empty()) >= STACK_USE_GUIDELINE;
        let plain = arguments.iter().all(|argument| !argument.is_starred_expr())
            && keywords.iter().all(|keyword| keyword.arg.is_some());
        if too_many || !plain {
            return Ok(false);
        }
        let mut location = self.location(method);
        if self.is_super_call(method) {
            location = self.super_access(method, true)?;
            self.emit(Opcode::Nop, location);
        } else {
            self.expr(&method.value)?;
            location = self.attribute_location(location, method);
            let name = self.names.intern(&method.attr.id);
            self.load_method(name, location);
        }
        arguments.iter().try_for_each(|argument| self.argument(node, argument))?;
        let whole = self.attribute_location(self.location(node), method);
        let count = (arguments.len() + keywords.len()) as u32;
        if keywords.is_empty() {
            self.emit_arg(Opcode::Call, count, whole);
        } else {
            keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))?;
            self.keyword_names(keywords, location);
            self.emit_arg(Opcode::CallKw, count, whole);
        }
        Ok(true)
    }

    fn validate_keywords(&self, keywords: &[Keyword]) -> Result<()> {
        for (number, keyword) in keywords.iter().enumerate() {
            let Some(name) = &keyword.arg else { continue };
            let is_same = |other: &&Keyword| other.arg.as_ref().is_some_and(|other| other.id == name.id);
            if let Some(other) = keywords[number + 1..].iter().find(is_same) {
                return self.error(format!("keyword argument repeated: {}", name.id), self.location(other));
            }
        }
        Ok(())
    }

    /// The tuple of keyword names that `CALL_KW` takes.
    fn keyword_names(&mut self, keywords: &[Keyword], location: Location) {
        let names: Arc<[Constant]> = keywords
            .iter()
            .filter_map(|keyword| keyword.arg.as_ref())
            .map(|name| Constant::Str(name.id.as_str().into()))
            .collect();
        self.load_const(Constant::Tuple(names), location);
    }

    /// Pushes arguments and calls; `pushed` of the arguments are there already. `injected` is a name
    /// whose value goes after the positional ones.
    pub(super) fn call_helper(
        &mut self,
        pushed: u32,
        arguments: &'a [Expr],
        injected: Option<Symbol>,
        keywords: &'a [Keyword],
        location: Location,
    ) -> Result<()> {
        self.validate_keywords(keywords)?;
        let plain = arguments.len() + keywords.len() * 2 <= STACK_USE_GUIDELINE
            && arguments.iter().all(|argument| !argument.is_starred_expr())
            && keywords.iter().all(|keyword| keyword.arg.is_some());
        if !plain {
            return self.call_unpacked(pushed, arguments, injected, keywords, location);
        }
        arguments.iter().try_for_each(|argument| self.expr(argument))?;
        let mut count = pushed + arguments.len() as u32;
        if let Some(name) = injected {
            self.load_name(name, location);
            count += 1;
        }
        if keywords.is_empty() {
            self.emit_arg(Opcode::Call, count, location);
        } else {
            keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))?;
            self.keyword_names(keywords, location);
            self.emit_arg(Opcode::CallKw, count + keywords.len() as u32, location);
        }
        Ok(())
    }

    fn call_unpacked(
        &mut self,
        pushed: u32,
        arguments: &'a [Expr],
        injected: Option<Symbol>,
        keywords: &'a [Keyword],
        location: Location,
    ) -> Result<()> {
        match arguments {
            [Expr::Starred(starred)] if pushed == 0 => self.expr(&starred.value)?,
            _ => self.star_unpack(arguments, injected, pushed, SequenceOps::TUPLE, location)?,
        }
        if keywords.is_empty() {
            self.emit(Opcode::PushNull, location);
        } else {
            self.keyword_dict(keywords, location)?;
        }
        self.emit(Opcode::CallFunctionEx, location);
        Ok(())
    }

    /// Pushes all keyword arguments as one dict.
    fn keyword_dict(&mut self, keywords: &'a [Keyword], location: Location) -> Result<()> {
        let mut have_dict = false;
        // Where the run of named arguments not yet pushed began.
        let mut start = 0;
        for (number, keyword) in keywords.iter().enumerate() {
            if keyword.arg.is_some() {
                continue;
            }
            if start < number {
                self.keyword_run(&keywords[start..number], have_dict, location)?;
                have_dict = true;
            }
            if !have_dict {
                self.emit_arg(Opcode::BuildMap, 0, location);
                have_dict = true;
            }
            self.expr(&keyword.value)?;
            self.emit_arg(Opcode::DictMerge, 1, location);
            start = number + 1;
        }
        if start < keywords.len() {
            self.keyword_run(&keywords[start..], have_dict, location)?;
        }
        Ok(())
    }

    fn keyword_run(&mut self, keywords: &'a [Keyword], merge: bool, location: Location) -> Result<()> {
        let big = keywords.len() * 2 > STACK_USE_GUIDELINE;
        if big {
            self.emit_arg(Opcode::BuildMap, 0, Location::NONE);
        }
        for keyword in keywords {
            if let Some(name) = &keyword.arg {
                self.load_text(name.id.as_str().into(), location);
            }
            self.expr(&keyword.value)?;
            if big {
                self.emit_arg(Opcode::MapAdd, 1, Location::NONE);
            }
        }
        if !big {
            self.emit_arg(Opcode::BuildMap, keywords.len() as u32, location);
        }
        if merge {
            self.emit_arg(Opcode::DictMerge, 1, location);
        }
        Ok(())
    }
}

/// The only argument of a call, if it is a generator expression without parentheses of its own.
fn sole_generator(node: &ExprCall) -> Option<&Expr> {
    match &*node.arguments.args {
        [expr @ Expr::Generator(generator)]
            if !generator.parenthesized && node.arguments.keywords.is_empty() =>
        {
            Some(expr)
        }
        _ => None,
    }
}

fn truth(value: bool) -> Constant {
    if value { Constant::True } else { Constant::False }
}
