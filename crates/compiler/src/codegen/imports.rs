//! `import` and `from … import`.

use std::sync::Arc;

use ruff_python_ast::{StmtImport, StmtImportFrom};
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::opargs::intrinsic_1;
use crate::instruction_sequence::Location;
use crate::names::{Symbol, known};

impl<'a> Compiler<'a> {
    pub(super) fn import(&mut self, node: &'a StmtImport) {
        let location = self.location(node);
        for alias in &node.names {
            self.load_const(Constant::Int(0), location);
            self.load_const(Constant::None, location);
            let name = self.names.intern(&alias.name.id);
            self.emit_name(Opcode::ImportName, name, location);
            match &alias.asname {
                Some(asname) => {
                    let asname = self.names.intern(&asname.id);
                    self.import_as(&alias.name.id, asname, location);
                }
                None => {
                    let package = alias.name.id.split('.').next().unwrap_or_default();
                    let package = self.names.intern(package);
                    self.store_name(package, location);
                }
            }
        }
    }

    /// `import a.b.c as d` walks from the package on the stack down to the submodule.
    fn import_as(&mut self, name: &str, asname: Symbol, location: Location) {
        let mut parts = name.split('.').skip(1).peekable();
        if parts.peek().is_none() {
            return self.store_name(asname, location);
        }
        while let Some(part) = parts.next() {
            let part = self.names.intern(part);
            let number = self.unit().names.add(part);
            self.emit_arg(Opcode::ImportFrom, number, location);
            if parts.peek().is_some() {
                self.emit_arg(Opcode::Swap, 2, location);
                self.emit(Opcode::PopTop, location);
            }
        }
        self.store_name(asname, location);
        self.emit(Opcode::PopTop, location);
    }

    pub(super) fn import_from(&mut self, node: &'a StmtImportFrom) {
        let location = self.location(node);
        self.load_const(Constant::Int(i64::from(node.level)), location);
        let names: Arc<[Constant]> =
            node.names.iter().map(|alias| Constant::Str(alias.name.id.as_str().into())).collect();
        self.load_const(Constant::Tuple(names), location);
        let module = node.module.as_ref().map_or(known::EMPTY, |module| self.names.intern(&module.id));
        self.emit_name(Opcode::ImportName, module, location);
        for alias in &node.names {
            if alias.name.id == "*" {
                self.emit_arg(Opcode::CallIntrinsic1, intrinsic_1::IMPORT_STAR, location);
                self.emit(Opcode::PopTop, Location::NONE);
                return;
            }
            let name = self.names.intern(&alias.name.id);
            self.emit_name(Opcode::ImportFrom, name, location);
            let bound = alias.asname.as_ref().map_or(name, |asname| self.names.intern(&asname.id));
            self.store_name(bound, location);
        }
        self.emit(Opcode::PopTop, location);
    }
}
