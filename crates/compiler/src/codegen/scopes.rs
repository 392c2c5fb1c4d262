//! Code objects in the making: entering and leaving scopes, qualified names, flags.

use std::sync::Arc;

use ruff_python_ast::{Stmt, StmtAnnAssign};
use rustc_hash::{FxHashMap, FxHashSet};
use taipan_bytecode::{Code, Constant, Opcode, Text, code_flags};

use super::Compiler;
use crate::error::Result;
use crate::flow;
use crate::instruction_sequence::{Constants, InstructionSequence, Label, Location, Unit};
use crate::names::{NameTable, Symbol, known};
use crate::symtable::{BlockId, Scope, Symbols, def};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,
    /// Annotations, type parameters, and what else is computed late.
    Annotations,
}

/// How many arguments of which kind a code object takes; `*args` and `**kwargs` apart.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Arguments {
    /// Those that are not positional-only.
    pub(super) positional: u32,
    pub(super) positional_only: u32,
    pub(super) keyword_only: u32,
}

/// What kind of syntactic block a [`FrameBlock`] stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FrameBlockKind {
    WhileLoop,
    ForLoop,
    TryExcept,
    FinallyTry,
    FinallyEnd,
    With,
    AsyncWith,
    HandlerCleanup,
    PopValue,
    ExceptionHandler,
    ExceptionGroupHandler,
    AsyncComprehension,
    StopIteration,
}

/// A block that `break`, `continue` and `return` have to leave in good order.
#[derive(Clone, Copy)]
pub(super) struct FrameBlock<'a> {
    pub(super) kind: FrameBlockKind,
    /// Where `continue` goes.
    pub(super) block: Option<Label>,
    /// Where `break` goes.
    pub(super) exit: Option<Label>,
    pub(super) location: Location,
    /// The body of a `finally`.
    pub(super) finally: &'a [Stmt],
    /// The name of an exception handler.
    pub(super) name: Option<Symbol>,
}

/// The deepest static nesting of blocks in one code object.
const MAX_FRAME_BLOCKS: usize = 21;

/// A code object in the making.
pub(super) struct CodeUnit<'a> {
    pub(super) kind: ScopeKind,
    pub(super) block: BlockId,
    pub(super) sequence: InstructionSequence,
    /// The module's instructions while those that set up its annotations are made, and these after.
    pub(super) annotations_sequence: Option<InstructionSequence>,
    pub(super) name: Text,
    pub(super) qualname: Text,
    pub(super) private: Option<Symbol>,
    pub(super) firstlineno: i32,
    pub(super) arguments: Arguments,
    pub(super) consts: Constants,
    pub(super) names: NameTable,
    pub(super) varnames: NameTable,
    pub(super) cellvars: NameTable,
    pub(super) freevars: NameTable,
    /// Names that inlined comprehensions make fast locals outside functions; `true` while in one.
    pub(super) fast_hidden: FxHashMap<Symbol, bool>,
    pub(super) frame_blocks: Vec<FrameBlock<'a>>,
    pub(super) in_inlined_comprehension: u32,
    pub(super) in_conditional_block: u32,
    pub(super) static_attributes: FxHashSet<Symbol>,
    /// Annotated names, each with its number if whether it was reached is recorded.
    pub(super) deferred_annotations: Vec<(&'a StmtAnnAssign, Option<u32>)>,
    pub(super) next_conditional_annotation: u32,
}

/// A code object and the names a closure over it must hold.
pub(super) struct Finished {
    pub(super) code: Arc<Code>,
    pub(super) freevars: Vec<Symbol>,
}

impl<'a> Compiler<'a> {
    pub(super) fn enter_scope(
        &mut self,
        name: Symbol,
        kind: ScopeKind,
        block: BlockId,
        lineno: i32,
        private: Option<Symbol>,
        arguments: Arguments,
    ) {
        let entry = self.table.block(block);
        let mut varnames = NameTable::default();
        for parameter in &entry.parameters {
            varnames.add(*parameter);
        }
        let mut cellvars = self.names_by_scope(&entry.symbols, Scope::Cell, def::COMP_CELL);
        let implicit = [
            (entry.needs_class_closure, known::CLASS),
            (entry.needs_classdict, known::CLASSDICT),
            (entry.has_conditional_annotations, known::CONDITIONAL_ANNOTATIONS),
        ];
        for (_, cell) in implicit.iter().filter(|(needed, _)| *needed) {
            cellvars.add(*cell);
        }
        let freevars = self.names_by_scope(&entry.symbols, Scope::Free, def::FREE_CLASS);
        let private = private.or_else(|| self.units.last().and_then(|unit| unit.private));
        let text = self.names.text(name);
        let qualname = if kind == ScopeKind::Module { text.clone() } else { self.qualname(name, kind) };
        self.units.push(CodeUnit {
            kind,
            block,
            sequence: InstructionSequence::default(),
            annotations_sequence: None,
            name: text,
            qualname,
            private,
            firstlineno: lineno,
            arguments,
            consts: Constants::default(),
            names: NameTable::default(),
            varnames,
            cellvars,
            freevars,
            fast_hidden: FxHashMap::default(),
            frame_blocks: Vec::new(),
            in_inlined_comprehension: 0,
            in_conditional_block: 0,
            static_attributes: FxHashSet::default(),
            deferred_annotations: Vec::new(),
            next_conditional_annotation: 0,
        });
        let line = if kind == ScopeKind::Module { 0 } else { lineno };
        let location = Location::new(line, lineno, 0, 0);
        self.emit_arg(Opcode::Resume, 0, location);
        if kind == ScopeKind::Module {
            self.emit(Opcode::AnnotationsPlaceholder, location);
        }
    }

    /// The names of a scope, or with a flag, in sorted order: the order of cells is part of the code.
    fn names_by_scope(&self, symbols: &Symbols, scope: Scope, flag: u16) -> NameTable {
        let matching = |(_, symbol): &(Symbol, _)| {
            let symbol: &crate::symtable::SymbolFlags = symbol;
            symbol.scope == scope || symbol.flags & flag != 0
        };
        let mut found: Vec<Symbol> = symbols.iter().filter(matching).map(|(name, _)| name).collect();
        found.sort_by(|a, b| self.names.str(*a).cmp(self.names.str(*b)));
        let mut table = NameTable::default();
        for name in found {
            table.add(name);
        }
        table
    }

    /// The qualified name of a scope entered inside the present ones.
    fn qualname(&mut self, name: Symbol, kind: ScopeKind) -> Text {
        let own = self.names.text(name);
        let mut parent = self.units.len() - 1;
        if self.units[parent].kind == ScopeKind::Annotations {
            // Annotation scopes do not show in names.
            if parent == 1 {
                return own;
            }
            parent -= 1;
        }
        if parent == 0 && self.units[0].kind == ScopeKind::Module {
            return own;
        }
        if matches!(kind, ScopeKind::Function | ScopeKind::AsyncFunction | ScopeKind::Class) {
            let mangled = self.names.mangle(self.units[parent].private, name);
            if self.table.block(self.units[parent].block).scope_of(mangled) == Scope::GlobalExplicit {
                return own;
            }
        }
        let unit = &self.units[parent];
        let mut qualname = unit.qualname.as_wtf8().to_vec();
        if matches!(unit.kind, ScopeKind::Function | ScopeKind::AsyncFunction | ScopeKind::Lambda) {
            qualname.extend_from_slice(b".<locals>");
        }
        qualname.push(b'.');
        qualname.extend_from_slice(own.as_wtf8());
        Text::from_wtf8(qualname)
    }

    /// Ends the scope with a return and assembles its code object.
    pub(super) fn finish_scope(&mut self, add_none: bool) -> Result<Finished> {
        if add_none {
            self.load_const(Constant::None, Location::NONE);
        }
        self.emit(Opcode::ReturnValue, Location::NONE);
        let flags = self.code_flags();
        let Some(mut unit) = self.units.pop() else {
            unreachable!("scopes are left once for each time they are entered")
        };
        if unit.kind == ScopeKind::Module {
            let placeholder = unit
                .sequence
                .instructions
                .iter()
                .position(|entry| entry.opcode == Opcode::AnnotationsPlaceholder);
            if let Some(at) = placeholder {
                let setup = unit.annotations_sequence.take().unwrap_or_default();
                unit.sequence.splice(at, 1, &setup.instructions);
            }
        }
        let texts = |table: &NameTable| {
            table.order().iter().map(|name| self.names.text(*name)).collect::<Vec<Text>>()
        };
        let freevars = unit.freevars.order().to_vec();
        let finished = Unit {
            name: unit.name,
            qualname: unit.qualname,
            filename: self.session.options.filename.clone(),
            firstlineno: unit.firstlineno,
            argcount: unit.arguments.positional + unit.arguments.positional_only,
            posonlyargcount: unit.arguments.positional_only,
            kwonlyargcount: unit.arguments.keyword_only,
            flags,
            names: texts(&unit.names),
            varnames: texts(&unit.varnames),
            cellvars: texts(&unit.cellvars),
            freevars: texts(&unit.freevars),
            fast_hidden: unit.fast_hidden.keys().map(|name| self.names.text(*name)).collect(),
            parameters: self.table.block(unit.block).parameters.len() as u32,
            sequence: unit.sequence,
            consts: unit.consts,
        };
        let code = flow::optimize_and_assemble(finished).map_err(Box::new)?;
        Ok(Finished { code: Arc::new(code), freevars })
    }

    fn code_flags(&self) -> u32 {
        let block = self.block();
        let mut flags = self.session.future_flags;
        let mut set = |condition: bool, bit: u32| flags |= if condition { bit } else { 0 };
        if block.is_function_like() {
            set(true, code_flags::NEWLOCALS | code_flags::OPTIMIZED);
            set(block.nested, code_flags::NESTED);
            set(block.generator && !block.coroutine, code_flags::GENERATOR);
            set(block.generator && block.coroutine, code_flags::ASYNC_GENERATOR);
            set(block.varargs, code_flags::VARARGS);
            set(block.varkeywords, code_flags::VARKEYWORDS);
            set(block.has_docstring, code_flags::HAS_DOCSTRING);
            set(block.method, code_flags::METHOD);
        }
        set(block.coroutine && !block.generator, code_flags::COROUTINE);
        flags
    }

    pub(super) fn push_frame_block(&mut self, block: FrameBlock<'a>) -> Result<()> {
        if self.unit_ref().frame_blocks.len() >= MAX_FRAME_BLOCKS {
            return self.error("too many statically nested blocks", block.location);
        }
        if block.kind == FrameBlockKind::FinallyEnd {
            self.quiet += 1;
        }
        self.unit().frame_blocks.push(block);
        Ok(())
    }

    /// Pushes a block without a `finally` body and without a name.
    pub(super) fn push_block(
        &mut self,
        kind: FrameBlockKind,
        block: Option<Label>,
        exit: Option<Label>,
        location: Location,
    ) -> Result<()> {
        self.push_frame_block(FrameBlock { kind, block, exit, location, finally: &[], name: None })
    }

    pub(super) fn pop_block(&mut self, kind: FrameBlockKind) {
        let popped = self.unit().frame_blocks.pop();
        debug_assert_eq!(popped.map(|block| block.kind), Some(kind), "blocks nest");
        if kind == FrameBlockKind::FinallyEnd {
            self.quiet -= 1;
        }
    }
}
