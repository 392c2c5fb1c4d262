//! Functions and lambdas: decorators, defaults, annotations, bodies, closures.

use ruff_python_ast::{Decorator, ExprLambda, ParameterWithDefault, Parameters, StmtFunctionDef};
use ruff_text_size::Ranged;
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::opargs::{function_attribute, intrinsic_1, intrinsic_2};
use super::scopes::{Arguments, Finished, FrameBlockKind, ScopeKind};
use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::names::{Symbol, known};
use crate::source::{clean_docstring, docstring, literals};
use crate::symtable::{BlockId, KeyKind};

impl<'a> Compiler<'a> {
    /// The symbol table block of `node`, which the symbol table's walk has entered.
    pub(super) fn find_block<T>(&self, node: &T, kind: KeyKind) -> BlockId {
        match self.table.find(node, kind) {
            Some(block) => block,
            None => unreachable!("the symbol table has a block for each node that makes a scope"),
        }
    }

    /// The line a definition starts on: that of its first decorator, if any.
    pub(super) fn first_line(&self, decorators: &[Decorator], location: Location) -> i32 {
        decorators.first().map_or(location.line, |first| self.session.lines.line(first.expression.start()))
    }

    pub(super) fn decorators(&mut self, decorators: &'a [Decorator]) -> Result<()> {
        decorators.iter().try_for_each(|decorator| self.expr(&decorator.expression))
    }

    pub(super) fn apply_decorators(&mut self, decorators: &'a [Decorator]) {
        for decorator in decorators.iter().rev() {
            let location = self.location(&decorator.expression);
            self.emit_arg(Opcode::Call, 0, location);
        }
    }

    pub(super) fn function(&mut self, node: &'a StmtFunctionDef) -> Result<()> {
        self.decorators(&node.decorator_list)?;
        let location = self.definition_location(node.range, &node.decorator_list);
        let firstlineno = self.first_line(&node.decorator_list, location);
        let name = self.names.intern(&node.name.id);
        let mut attributes = self.default_arguments(&node.parameters, location)?;
        let params = node.type_params.as_deref();
        let given = (attributes & function_attribute::DEFAULTS != 0) as u32
            + (attributes & function_attribute::KWDEFAULTS != 0) as u32;
        if let Some(params) = params {
            // The defaults are computed outside and handed to the type parameter scope.
            if given == 2 {
                self.emit_arg(Opcode::Swap, 2, location);
            }
            let block = self.find_block(params, KeyKind::TypeParameters);
            let scope_name = self.generic_name(name);
            let arguments = Arguments { positional: given, ..Arguments::default() };
            self.enter_scope(scope_name, ScopeKind::Annotations, block, firstlineno, None, arguments);
            self.type_params(params)?;
            for argument in 0..given {
                self.emit_arg(Opcode::LoadFast, argument, location);
            }
        }
        attributes |= self.function_annotations(node, location)?;
        self.function_body(node, name, attributes, firstlineno, location)?;
        if params.is_some() {
            self.emit_arg(Opcode::Swap, 2, location);
            self.emit_arg(Opcode::CallIntrinsic2, intrinsic_2::SET_FUNCTION_TYPE_PARAMS, location);
            let finished = self.finish_scope(false)?;
            self.make_closure(finished, 0, location);
            if given > 0 {
                self.emit_arg(Opcode::Swap, given + 1, location);
                self.emit_arg(Opcode::Call, given - 1, location);
            } else {
                self.emit(Opcode::PushNull, location);
                self.emit_arg(Opcode::Call, 0, location);
            }
        }
        self.apply_decorators(&node.decorator_list);
        self.store_name(name, location);
        Ok(())
    }

    /// The name of the scope around a generic definition.
    pub(super) fn generic_name(&mut self, name: Symbol) -> Symbol {
        let text = format!("<generic parameters of {}>", self.names.str(name));
        self.names.intern(&text)
    }

    fn function_body(
        &mut self,
        node: &'a StmtFunctionDef,
        name: Symbol,
        attributes: u32,
        firstlineno: i32,
        location: Location,
    ) -> Result<()> {
        let block = self.find_block(node, KeyKind::Body);
        let kind = if node.is_async { ScopeKind::AsyncFunction } else { ScopeKind::Function };
        self.enter_scope(name, kind, block, firstlineno, None, argument_counts(&node.parameters));
        let (rest, replaced) = self.without_docstring(&node.body);
        if let Some(text) = docstring(&node.body).filter(|_| self.block().has_docstring) {
            let clean = clean_docstring(&literals::string(self.session, text));
            self.unit().consts.add(Constant::Str(clean));
        }
        let start = self.new_label();
        self.place(start);
        let is_generator_like = self.block().coroutine || self.block().generator;
        if is_generator_like {
            self.push_block(FrameBlockKind::StopIteration, Some(start), None, Location::NONE)?;
        }
        self.removed_docstring(replaced);
        self.statements_after_docstring(rest)?;
        if is_generator_like {
            self.wrap_in_stop_iteration_handler();
            self.pop_block(FrameBlockKind::StopIteration);
        }
        let finished = self.finish_scope(true)?;
        self.make_closure(finished, attributes, location);
        Ok(())
    }

    /// A StopIteration raised inside a generator becomes a RuntimeError (PEP 479).
    pub(super) fn wrap_in_stop_iteration_handler(&mut self) {
        let handler = self.new_label();
        self.unit().sequence.insert_jump(0, Opcode::SetupCleanup, handler, Location::NONE);
        self.load_const(Constant::None, Location::NONE);
        self.emit(Opcode::ReturnValue, Location::NONE);
        self.place(handler);
        self.emit_arg(Opcode::CallIntrinsic1, intrinsic_1::STOPITERATION_ERROR, Location::NONE);
        self.emit_arg(Opcode::Reraise, 1, Location::NONE);
    }

    /// Pushes the tuple and dict of default values, and tells which of them there are.
    pub(super) fn default_arguments(
        &mut self,
        parameters: &'a Parameters,
        location: Location,
    ) -> Result<u32> {
        let mut attributes = 0;
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        let mut count = 0;
        for default in positional.filter_map(|parameter| parameter.default.as_deref()) {
            self.expr(default)?;
            count += 1;
        }
        if count > 0 {
            self.emit_arg(Opcode::BuildTuple, count, location);
            attributes |= function_attribute::DEFAULTS;
        }
        if self.keyword_defaults(&parameters.kwonlyargs, location)? {
            attributes |= function_attribute::KWDEFAULTS;
        }
        Ok(attributes)
    }

    fn keyword_defaults(
        &mut self,
        parameters: &'a [ParameterWithDefault],
        location: Location,
    ) -> Result<bool> {
        let mut count = 0;
        for parameter in parameters {
            if let Some(default) = parameter.default.as_deref() {
                let name = self.names.intern(&parameter.parameter.name.id);
                let mangled = self.maybe_mangle(name);
                self.load_name_text(mangled, location);
                self.expr(default)?;
                count += 1;
            }
        }
        if count > 0 {
            self.emit_arg(Opcode::BuildMap, count, location);
        }
        Ok(count > 0)
    }

    /// Makes a function of a code object, its closure and the `attributes` on the stack.
    pub(super) fn make_closure(&mut self, finished: Finished, attributes: u32, location: Location) {
        let mut attributes = attributes;
        if !finished.freevars.is_empty() {
            for name in &finished.freevars {
                let number = self.closure_number(*name);
                self.emit_arg(Opcode::LoadClosure, number, location);
            }
            self.emit_arg(Opcode::BuildTuple, finished.freevars.len() as u32, location);
            attributes |= function_attribute::CLOSURE;
        }
        self.load_const(Constant::Code(finished.code), location);
        self.emit(Opcode::MakeFunction, location);
        let order = [
            function_attribute::CLOSURE,
            function_attribute::ANNOTATE,
            function_attribute::KWDEFAULTS,
            function_attribute::DEFAULTS,
        ];
        for attribute in order {
            if attributes & attribute != 0 {
                self.emit_arg(Opcode::SetFunctionAttribute, attribute, location);
            }
        }
    }

    pub(super) fn lambda(&mut self, node: &'a ExprLambda) -> Result<()> {
        let location = self.location(node);
        let parameters = node.parameters.as_deref();
        let attributes = match parameters {
            Some(parameters) => self.default_arguments(parameters, location)?,
            None => 0,
        };
        let block = self.find_block(node, KeyKind::Body);
        let arguments = parameters.map(argument_counts).unwrap_or_default();
        self.enter_scope(known::LAMBDA, ScopeKind::Lambda, block, location.line, None, arguments);
        self.expr(&node.body)?;
        let finished = if self.block().generator {
            self.finish_scope(false)?
        } else {
            let body_location = self.location(&*node.body);
            self.emit(Opcode::ReturnValue, body_location);
            self.finish_scope(true)?
        };
        self.make_closure(finished, attributes, location);
        Ok(())
    }
}

fn argument_counts(parameters: &Parameters) -> Arguments {
    Arguments {
        positional: parameters.args.len() as u32,
        positional_only: parameters.posonlyargs.len() as u32,
        keyword_only: parameters.kwonlyargs.len() as u32,
    }
}
