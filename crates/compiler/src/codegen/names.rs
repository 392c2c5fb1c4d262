//! Loading, storing and deleting names, by where the symbol table says they live.

use ruff_python_ast::ExprContext;
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::scopes::ScopeKind;
use crate::instruction_sequence::Location;
use crate::names::{Symbol, known};
use crate::symtable::{BlockKind, Scope};

/// Which family of instructions reaches a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Fast,
    Deref(u32),
    Global,
    Name,
}

impl Compiler<'_> {
    /// The name as it is here: private names are mangled inside classes.
    pub(super) fn maybe_mangle(&mut self, name: Symbol) -> Symbol {
        let (block, private) = (self.unit_ref().block, self.unit_ref().private);
        if self.table.mangles(block, name) { self.names.mangle(private, name) } else { name }
    }

    /// Loads, stores or deletes `name`.
    pub(super) fn name_op(&mut self, name: Symbol, context: ExprContext, location: Location) {
        let mangled = self.maybe_mangle(name);
        let scope = self.block().scope_of(mangled);
        match self.access(mangled, scope) {
            Access::Fast => {
                let number = self.local_number(mangled);
                let opcode = match context {
                    ExprContext::Store => Opcode::StoreFast,
                    ExprContext::Del => Opcode::DeleteFast,
                    ExprContext::Load | ExprContext::Invalid => Opcode::LoadFast,
                };
                self.emit_arg(opcode, number, location);
            }
            Access::Deref(number) => self.deref_op(number, context, location),
            Access::Global => self.global_op(mangled, scope, context, location),
            Access::Name => {
                let number = self.unit().names.add(mangled);
                let in_class = self.block().kind == BlockKind::Class;
                match context {
                    ExprContext::Store => self.emit_arg(Opcode::StoreName, number, location),
                    ExprContext::Del => self.emit_arg(Opcode::DeleteName, number, location),
                    // A comprehension inlined in a class does not see the class's names.
                    _ if in_class && self.unit_ref().in_inlined_comprehension > 0 => {
                        self.emit_arg(Opcode::LoadGlobal, number << 1, location);
                    }
                    _ => self.emit_arg(Opcode::LoadName, number, location),
                }
            }
        }
    }

    fn access(&mut self, mangled: Symbol, scope: Scope) -> Access {
        let function_like = self.block().is_function_like();
        let unit = self.unit();
        match scope {
            Scope::Free => Access::Deref(unit.freevars.add(mangled) + unit.cellvars.len() as u32),
            Scope::Cell => Access::Deref(unit.cellvars.add(mangled)),
            Scope::Local if function_like || unit.fast_hidden.get(&mangled) == Some(&true) => Access::Fast,
            Scope::GlobalImplicit if function_like => Access::Global,
            Scope::GlobalExplicit => Access::Global,
            Scope::Local | Scope::GlobalImplicit | Scope::Unknown => Access::Name,
        }
    }

    fn deref_op(&mut self, number: u32, context: ExprContext, location: Location) {
        match context {
            ExprContext::Store => return self.emit_arg(Opcode::StoreDeref, number, location),
            ExprContext::Del => return self.emit_arg(Opcode::DeleteDeref, number, location),
            ExprContext::Load | ExprContext::Invalid => {}
        }
        let in_class = self.block().kind == BlockKind::Class && self.unit_ref().in_inlined_comprehension == 0;
        if in_class {
            self.emit(Opcode::LoadLocals, location);
            self.emit_arg(Opcode::LoadFromDictOrDeref, number, location);
        } else if self.block().can_see_class_scope {
            self.load_classdict(location);
            self.emit_arg(Opcode::LoadFromDictOrDeref, number, location);
        } else {
            self.emit_arg(Opcode::LoadDeref, number, location);
        }
    }

    fn global_op(&mut self, mangled: Symbol, scope: Scope, context: ExprContext, location: Location) {
        let number = self.unit().names.add(mangled);
        match context {
            ExprContext::Store => self.emit_arg(Opcode::StoreGlobal, number, location),
            ExprContext::Del => self.emit_arg(Opcode::DeleteGlobal, number, location),
            _ if self.block().can_see_class_scope && scope == Scope::GlobalImplicit => {
                self.load_classdict(location);
                self.emit_arg(Opcode::LoadFromDictOrGlobals, number, location);
            }
            _ => self.emit_arg(Opcode::LoadGlobal, number << 1, location),
        }
    }

    fn load_classdict(&mut self, location: Location) {
        let number = self.free_number(known::CLASSDICT);
        self.emit_arg(Opcode::LoadDeref, number, location);
    }

    /// The number of a free variable: they follow the cells.
    pub(super) fn free_number(&mut self, name: Symbol) -> u32 {
        let unit = self.unit();
        unit.freevars.add(name) + unit.cellvars.len() as u32
    }

    pub(super) fn store_name(&mut self, name: Symbol, location: Location) {
        self.name_op(name, ExprContext::Store, location);
    }

    pub(super) fn load_name(&mut self, name: Symbol, location: Location) {
        self.name_op(name, ExprContext::Load, location);
    }

    /// `name = None; del name`: how an exception handler's name ends.
    pub(super) fn clear_name(&mut self, name: Symbol, location: Location) {
        self.load_const(Constant::None, location);
        self.store_name(name, location);
        self.name_op(name, ExprContext::Del, location);
    }

    /// Where a closure's maker finds `name`: among its own cells or its free variables.
    pub(super) fn closure_number(&mut self, name: Symbol) -> u32 {
        let unit = self.unit_ref();
        let class_cell = unit.kind == ScopeKind::Class
            && [known::CLASS, known::CLASSDICT, known::CONDITIONAL_ANNOTATIONS].contains(&name);
        if class_cell || self.block().scope_of(name) == Scope::Cell {
            self.unit().cellvars.add(name)
        } else {
            self.free_number(name)
        }
    }
}
