//! Classes.

use ruff_python_ast::{Expr, Keyword, StmtClassDef};
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::opargs::intrinsic_1;
use super::scopes::{Arguments, ScopeKind};
use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::names::{Symbol, known};
use crate::symtable::KeyKind;

impl<'a> Compiler<'a> {
    pub(super) fn class(&mut self, node: &'a StmtClassDef) -> Result<()> {
        self.decorators(&node.decorator_list)?;
        let location = self.definition_location(node.range, &node.decorator_list);
        let firstlineno = self.first_line(&node.decorator_list, location);
        let name = self.names.intern(&node.name.id);
        let (bases, keywords): (&'a [Expr], &'a [Keyword]) = match node.arguments.as_deref() {
            Some(arguments) => (&arguments.args, &arguments.keywords),
            None => (&[], &[]),
        };
        if let Some(params) = node.type_params.as_deref() {
            let block = self.find_block(params, KeyKind::TypeParameters);
            let scope_name = self.generic_name(name);
            let arguments = Arguments::default();
            self.enter_scope(scope_name, ScopeKind::Annotations, block, firstlineno, Some(name), arguments);
            self.type_params(params)?;
            self.store_name(known::DOT_TYPE_PARAMS, location);
            self.class_body(node, name, firstlineno, location)?;
            self.load_name(known::DOT_TYPE_PARAMS, location);
            self.emit_arg(Opcode::CallIntrinsic1, intrinsic_1::SUBSCRIPT_GENERIC, location);
            self.store_name(known::DOT_GENERIC_BASE, location);
            self.call_helper(2, bases, Some(known::DOT_GENERIC_BASE), keywords, location)?;
            let finished = self.finish_scope(false)?;
            self.make_closure(finished, 0, location);
            self.emit(Opcode::PushNull, location);
            self.emit_arg(Opcode::Call, 0, location);
        } else {
            self.class_body(node, name, firstlineno, location)?;
            self.call_helper(2, bases, None, keywords, location)?;
        }
        self.apply_decorators(&node.decorator_list);
        self.store_name(name, location);
        Ok(())
    }

    /// Compiles the body to a function and pushes what `__build_class__` is called with: itself, the
    /// function, the name.
    fn class_body(
        &mut self,
        node: &'a StmtClassDef,
        name: Symbol,
        firstlineno: i32,
        location: Location,
    ) -> Result<()> {
        let block = self.find_block(node, KeyKind::Body);
        self.enter_scope(name, ScopeKind::Class, block, firstlineno, Some(name), Arguments::default());
        let start = Location::new(firstlineno, firstlineno, 0, 0);
        self.class_prologue(firstlineno, node.type_params.is_some(), start);
        self.body(&node.body, start, false)?;
        self.class_epilogue();
        // `class_epilogue` returns; what follows it is unreachable but emitted all the same.
        let finished = self.finish_scope(true)?;
        self.emit(Opcode::LoadBuildClass, location);
        self.emit(Opcode::PushNull, location);
        self.make_closure(finished, 0, location);
        self.load_name_text(name, location);
        Ok(())
    }

    /// Sets `__module__`, `__qualname__`, `__firstlineno__` and the hidden cells.
    fn class_prologue(&mut self, firstlineno: i32, is_generic: bool, location: Location) {
        self.load_name(known::NAME, location);
        self.store_name(known::MODULE, location);
        let qualname = self.unit_ref().qualname.clone();
        self.load_text(qualname, location);
        self.store_name(known::QUALNAME, location);
        self.load_const(Constant::Int(i64::from(firstlineno)), location);
        self.store_name(known::FIRSTLINENO, location);
        if is_generic {
            self.load_name(known::DOT_TYPE_PARAMS, location);
            self.store_name(known::TYPE_PARAMS, location);
        }
        if self.block().needs_classdict {
            self.emit(Opcode::LoadLocals, location);
            let number = self.unit().cellvars.add(known::CLASSDICT);
            self.emit_arg(Opcode::StoreDeref, number, location);
        }
        if self.block().has_conditional_annotations {
            self.emit_arg(Opcode::BuildSet, 0, location);
            let number = self.unit().cellvars.add(known::CONDITIONAL_ANNOTATIONS);
            self.emit_arg(Opcode::StoreDeref, number, location);
        }
    }

    /// Sets `__static_attributes__` and hands out the cells that methods captured.
    fn class_epilogue(&mut self) {
        let mut attributes: Vec<Symbol> = self.unit_ref().static_attributes.iter().copied().collect();
        attributes.sort_by(|a, b| self.names.str(*a).cmp(self.names.str(*b)));
        let attributes = attributes.into_iter().map(|name| Constant::Str(self.names.text(name))).collect();
        self.load_const(Constant::Tuple(attributes), Location::NONE);
        self.store_name(known::STATIC_ATTRIBUTES, Location::NONE);
        if self.block().needs_classdict {
            let number = self.unit().cellvars.add(known::CLASSDICT);
            self.emit_arg(Opcode::LoadClosure, number, Location::NONE);
            self.store_name(known::CLASSDICTCELL, Location::NONE);
        }
        if self.block().needs_class_closure {
            let number = self.unit().cellvars.add(known::CLASS);
            self.emit_arg(Opcode::LoadClosure, number, Location::NONE);
            self.emit_arg(Opcode::Copy, 1, Location::NONE);
            self.store_name(known::CLASSCELL, Location::NONE);
        } else {
            self.load_const(Constant::None, Location::NONE);
        }
        self.emit(Opcode::ReturnValue, Location::NONE);
    }
}
