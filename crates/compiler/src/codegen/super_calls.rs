//! `super().attribute`, which has an instruction of its own.

use ruff_python_ast::{Expr, ExprAttribute, ExprCall};
use taipan_bytecode::Opcode;

use super::Compiler;
use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::names::known;
use crate::symtable::{Scope, SymbolTable};

impl<'a> Compiler<'a> {
    /// Whether `node` is an attribute of a call of the builtin `super`, as far as can be seen here.
    pub(super) fn is_super_call(&self, node: &ExprAttribute) -> bool {
        let Expr::Call(call) = &*node.value else { return false };
        let Expr::Name(function) = &*call.func else { return false };
        if function.id != "super" || node.attr.id == "__class__" || !call.arguments.keywords.is_empty() {
            return false;
        }
        let shadowed = self.block().scope_of(known::SUPER) != Scope::GlobalImplicit
            || self.table.block(SymbolTable::TOP).scope_of(known::SUPER) != Scope::Unknown;
        if shadowed {
            return false;
        }
        match &*call.arguments.args {
            [first, second] => !first.is_starred_expr() && !second.is_starred_expr(),
            [] => {
                let arguments = self.unit_ref().arguments;
                let has_argument = arguments.positional + arguments.positional_only > 0;
                has_argument && self.block().scope_of(known::CLASS) == Scope::Free
            }
            _ => false,
        }
    }

    pub(super) fn super_attribute(&mut self, node: &'a ExprAttribute) -> Result<()> {
        let end = self.super_access(node, false)?;
        self.emit(Opcode::Nop, end);
        Ok(())
    }

    /// Emits the access, and gives the location of the attribute's name.
    pub(super) fn super_access(&mut self, node: &'a ExprAttribute, is_method: bool) -> Result<Location> {
        let Expr::Call(call) = &*node.value else { unreachable!("`is_super_call` has seen a call") };
        let location = self.location(node);
        self.super_arguments(call)?;
        let name = self.names.intern(&node.attr.id);
        let explicit = !call.arguments.args.is_empty();
        let number = self.name_number(name) << 2 | u32::from(explicit) << 1 | u32::from(is_method);
        self.emit_arg(Opcode::LoadSuperAttr, number, location);
        Ok(self.attribute_location(location, node))
    }

    /// Pushes `super` itself, the class and the object.
    fn super_arguments(&mut self, call: &'a ExprCall) -> Result<()> {
        let location = self.location(call);
        let function_location = self.location(&*call.func);
        self.load_name(known::SUPER, function_location);
        if !call.arguments.args.is_empty() {
            return call.arguments.args.iter().try_for_each(|argument| self.expr(argument));
        }
        self.load_name(known::CLASS, location);
        if let Some(first) = self.unit_ref().varnames.order().first().copied() {
            self.load_name(first, location);
        }
        Ok(())
    }
}
