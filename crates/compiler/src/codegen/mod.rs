//! Code generation: the tree to instructions with labels, one [`Unit`](crate::instruction_sequence::Unit)
//! for each code object, instruction for instruction as CPython 3.14's `codegen.c` emits them.

mod annotations;
mod assignments;
mod calls;
mod classes;
mod comprehensions;
mod conditions;
mod constants;
mod displays;
mod emit;
mod expressions;
mod functions;
mod imports;
mod loops;
mod names;
mod opargs;
mod patterns;
mod percent_format;
mod scopes;
mod statements;
mod strings;
mod subscripts;
mod super_calls;
mod try_except;
mod try_star;
mod type_params;
mod unparse;
mod unwind;
mod warnings;
mod with;

pub(crate) use unparse::is_printable;

use std::sync::Arc;

use ruff_python_ast::Stmt;
use ruff_text_size::{Ranged, TextRange};
use taipan_bytecode::{Code, Opcode};

use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::names::{Names, known};
use crate::session::{Session, Tree};
use crate::symtable::{Block, SymbolTable};
use scopes::{Arguments, CodeUnit, ScopeKind};

/// Compiles `tree`, whose symbol table is `table`, to its module code object.
pub(crate) fn generate<'a>(
    session: &'a Session<'a>,
    names: Names,
    table: SymbolTable,
    tree: Tree<'a>,
) -> Result<Arc<Code>> {
    let interactive = matches!(tree, Tree::Interactive(_));
    let mut compiler = Compiler { session, names, table, units: Vec::new(), depth: 0, quiet: 0, interactive };
    compiler.enter_scope(
        known::MODULE_BODY,
        ScopeKind::Module,
        SymbolTable::TOP,
        1,
        None,
        Arguments::default(),
    );
    let add_none = match tree {
        Tree::Module(body) => {
            compiler.module(body, false)?;
            true
        }
        Tree::Interactive(body) => {
            compiler.module(body, true)?;
            true
        }
        Tree::Expression(body) => {
            compiler.expr(body)?;
            false
        }
    };
    Ok(compiler.finish_scope(add_none)?.code)
}

/// The state of code generation.
struct Compiler<'a> {
    session: &'a Session<'a>,
    names: Names,
    table: SymbolTable,
    /// The code objects being made, from the module inwards.
    units: Vec<CodeUnit<'a>>,
    depth: u32,
    /// Above zero in the second copy of a `finally` body, where warnings were given already.
    quiet: u32,
    interactive: bool,
}

impl<'a> Compiler<'a> {
    fn unit(&mut self) -> &mut CodeUnit<'a> {
        self.units.last_mut().expect("the module's unit is entered first and left last")
    }

    fn unit_ref(&self) -> &CodeUnit<'a> {
        self.units.last().expect("the module's unit is entered first and left last")
    }

    /// The symbol table block of the code object being made.
    fn block(&self) -> &Block {
        self.table.block(self.unit_ref().block)
    }

    fn location(&self, node: &impl Ranged) -> Location {
        self.session.lines.location(node.range())
    }

    fn error<T>(&self, message: impl Into<String>, location: Location) -> Result<T> {
        Err(self.session.error_at(message, location))
    }

    /// The location of a statement that ends with a body.
    fn compound_location(&self, node: &impl Ranged) -> Location {
        self.session.lines.location(self.session.compound_range(node.range()))
    }

    /// The range of a function or class without its decorators.
    fn definition_location(&self, range: TextRange, decorators: &[ruff_python_ast::Decorator]) -> Location {
        self.session.lines.location(self.session.definition_range(range, decorators))
    }

    fn module(&mut self, body: &'a [Stmt], interactive: bool) -> Result<()> {
        // Where statements begin once a docstring that goes is gone.
        let (rest, replaced) = match (interactive, self.block().has_docstring) {
            (false, false) => self.without_docstring(body),
            _ => (body, None),
        };
        let location = match rest.first() {
            Some(first) => self.statement_location(first),
            None => replaced.unwrap_or(Location::new(1, 1, 0, 0)),
        };
        if self.block().has_conditional_annotations {
            self.emit_arg(Opcode::BuildSet, 0, location);
            self.emit_name(Opcode::StoreName, known::CONDITIONAL_ANNOTATIONS, location);
        }
        self.body(body, location, interactive)
    }

    /// A statement's location: that of functions and classes starts after their decorators.
    fn statement_location(&self, statement: &Stmt) -> Location {
        match statement {
            Stmt::FunctionDef(node) => self.definition_location(node.range, &node.decorator_list),
            Stmt::ClassDef(node) => self.definition_location(node.range, &node.decorator_list),
            Stmt::For(_) | Stmt::While(_) | Stmt::If(_) | Stmt::With(_) | Stmt::Match(_) | Stmt::Try(_) => {
                self.compound_location(statement)
            }
            _ => self.location(statement),
        }
    }
}
