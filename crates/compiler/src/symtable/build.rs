//! The first pass: the state of the walk, entering and leaving blocks, recording definitions.

use ruff_python_ast::{Expr, ExprContext, Stmt};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Block, BlockId, BlockKind, KeyKind, SymbolFlags, SymbolTable, Symbols, analyze, def};
use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::names::{Names, Symbol, known};
use crate::session::{Session, Tree};
use crate::source::docstring;

/// Builds and analyses the symbol table of `tree`.
pub(crate) fn build(session: &Session<'_>, names: &mut Names, tree: Tree<'_>) -> Result<SymbolTable> {
    let mut builder = Builder {
        session,
        names,
        table: SymbolTable { blocks: Vec::new(), keys: FxHashMap::default(), mangled_sets: Vec::new() },
        stack: Vec::new(),
        private: None,
        depth: 0,
    };
    let top = builder.new_block(known::TOP, BlockKind::Module, Location::new(0, 0, 0, 0));
    builder.enter(top);
    match tree {
        Tree::Module(body) => {
            builder.current_mut().has_docstring = builder.has_docstring(body);
            builder.visit_body(body)?;
        }
        Tree::Interactive(body) => builder.visit_body(body)?,
        Tree::Expression(body) => builder.visit_expr(body)?,
    }
    builder.leave();
    let mut table = builder.table;
    analyze::analyze(session, names, &mut table)?;
    Ok(table)
}

/// The walk over the tree.
pub(super) struct Builder<'s, 'n> {
    pub(super) session: &'s Session<'s>,
    pub(super) names: &'n mut Names,
    pub(super) table: SymbolTable,
    stack: Vec<BlockId>,
    /// The class whose private names are being mangled.
    pub(super) private: Option<Symbol>,
    pub(super) depth: u32,
}

impl Builder<'_, '_> {
    pub(super) fn location(&self, range: TextRange) -> Location {
        self.session.lines.location(range)
    }

    pub(super) fn error<T>(&self, message: impl Into<String>, range: TextRange) -> Result<T> {
        Err(self.session.error_at(message, self.location(range)))
    }

    pub(super) fn current_id(&self) -> BlockId {
        *self.stack.last().expect("the module's block is entered first and left last")
    }

    pub(super) fn current(&self) -> &Block {
        self.table.block(self.current_id())
    }

    pub(super) fn current_mut(&mut self) -> &mut Block {
        let id = self.current_id();
        self.table.block_mut(id)
    }

    pub(super) fn stack(&self) -> &[BlockId] {
        &self.stack
    }

    /// At optimisation level 2 docstrings are gone.
    pub(super) fn has_docstring(&self, body: &[Stmt]) -> bool {
        self.session.options.optimize < 2 && docstring(body).is_some()
    }

    pub(super) fn new_block(&mut self, name: Symbol, kind: BlockKind, location: Location) -> BlockId {
        let parent = self.stack.last().map(|id| self.table.block(*id));
        let block = Block {
            name,
            kind,
            location,
            symbols: Symbols::default(),
            parameters: Vec::new(),
            children: Vec::new(),
            directives: Vec::new(),
            nested: parent.is_some_and(|parent| parent.nested || parent.is_function_like()),
            generator: false,
            coroutine: false,
            comprehension: None,
            inlined: false,
            varargs: false,
            varkeywords: false,
            annotations_used: false,
            needs_class_closure: false,
            needs_classdict: false,
            can_see_class_scope: false,
            has_conditional_annotations: false,
            has_docstring: false,
            method: kind == BlockKind::Function
                && parent.is_some_and(|parent| parent.kind == BlockKind::Class),
            annotation_block: None,
            mangled_names: None,
            comp_iter_target: false,
            comp_iter_expr: 0,
            in_conditional_block: false,
            in_unevaluated_annotation: false,
            scope_info: "",
        };
        let id = BlockId(self.table.blocks.len() as u32);
        self.table.blocks.push(block);
        id
    }

    /// Lets `find` give `id` for `node`.
    pub(super) fn register<T>(&mut self, node: &T, kind: KeyKind, id: BlockId) {
        self.table.keys.insert((std::ptr::from_ref(node).addr(), kind), id);
    }

    pub(super) fn enter(&mut self, id: BlockId) {
        let previous = self.stack.last().copied();
        self.enter_again(id);
        let Some(previous) = previous else { return };
        // Under `from __future__ import annotations` annotations are text: their block counts for nothing.
        if self.table.block(id).kind == BlockKind::Annotation && self.session.future_annotations {
            return;
        }
        self.table.block_mut(previous).children.push(id);
    }

    /// Enters a block that is a child of the current one already.
    pub(super) fn enter_again(&mut self, id: BlockId) {
        let previous = self.stack.last().copied();
        self.stack.push(id);
        let Some(previous) = previous else { return };
        let parent = self.table.block(previous);
        let (iter_expr, mangled) = (parent.comp_iter_expr, parent.mangled_names);
        let block = self.table.block_mut(id);
        block.comp_iter_expr = iter_expr;
        if block.kind != BlockKind::Class && mangled.is_some() {
            block.mangled_names = mangled;
        }
    }

    /// Makes and enters a block; those that compute annotations get their hidden parameter.
    pub(super) fn enter_new(&mut self, name: Symbol, kind: BlockKind, range: TextRange) -> Result<BlockId> {
        let location = self.location(range);
        let id = self.new_block(name, kind, location);
        self.enter(id);
        if matches!(kind, BlockKind::Annotation | BlockKind::TypeVariable | BlockKind::TypeAlias) {
            self.define(known::DOT_FORMAT, def::PARAM, range)?;
            self.define(known::DOT_FORMAT, def::USE, range)?;
        }
        Ok(id)
    }

    pub(super) fn leave(&mut self) {
        self.stack.pop();
    }

    pub(super) fn mangle(&mut self, block: BlockId, name: Symbol) -> Symbol {
        if self.table.mangles(block, name) { self.names.mangle(self.private, name) } else { name }
    }

    /// What is known of `name` in `block`.
    pub(super) fn lookup_in(&mut self, block: BlockId, name: Symbol) -> u16 {
        let current = block;
        let mangled = self.mangle(current, name);
        self.table.block(block).symbols.get(mangled).unwrap_or_default().flags
    }

    pub(super) fn lookup(&mut self, name: Symbol) -> u16 {
        self.lookup_in(self.current_id(), name)
    }

    pub(super) fn record_directive(&mut self, name: Symbol, range: TextRange) {
        let id = self.current_id();
        let mangled = self.mangle(id, name);
        let location = self.location(range);
        self.current_mut().directives.push((mangled, location));
    }

    /// Records that the current block defines or uses `name`.
    pub(super) fn define(&mut self, name: Symbol, flag: u16, range: TextRange) -> Result<()> {
        let context = if flag == def::USE { ExprContext::Load } else { ExprContext::Store };
        self.define_in_context(name, flag, range, context)
    }

    pub(super) fn define_in_context(
        &mut self,
        name: Symbol,
        flag: u16,
        range: TextRange,
        context: ExprContext,
    ) -> Result<()> {
        if flag & (def::PARAM | def::LOCAL | def::IMPORT) != 0 {
            self.check_name(name, range, context)?;
        }
        if flag & def::TYPE_PARAM != 0
            && let Some(set) = self.current().mangled_names
        {
            self.table.mangled_sets[set as usize].insert(name);
        }
        self.define_in(self.current_id(), name, flag, range)
    }

    /// `define` for another block than the current one.
    pub(super) fn define_in(
        &mut self,
        block: BlockId,
        name: Symbol,
        flag: u16,
        range: TextRange,
    ) -> Result<()> {
        let mangled = self.mangle(self.current_id(), name);
        let known = self.table.block(block).symbols.get(mangled).unwrap_or_default();
        if flag & def::PARAM != 0 && known.flags & def::PARAM != 0 {
            let text = format!("duplicate argument '{}' in function definition", self.names.str(name));
            return self.error(text, range);
        }
        if flag & def::TYPE_PARAM != 0 && known.flags & def::TYPE_PARAM != 0 {
            return self.error(format!("duplicate type parameter '{}'", self.names.str(name)), range);
        }
        let mut flags = known.flags | flag;
        if self.table.block(block).comp_iter_target {
            if flags & (def::GLOBAL | def::NONLOCAL) != 0 {
                let text = format!(
                    "comprehension inner loop cannot rebind assignment expression target '{}'",
                    self.names.str(name)
                );
                return self.error(text, range);
            }
            flags |= def::COMP_ITER;
        }
        let entry = self.table.block_mut(block);
        entry.symbols.set(mangled, SymbolFlags { flags, ..known });
        if flag & def::PARAM != 0 {
            entry.parameters.push(mangled);
        } else if flag & def::GLOBAL != 0 {
            let top = &mut self.table.block_mut(SymbolTable::TOP).symbols;
            let known = top.get(mangled).unwrap_or_default();
            top.set(mangled, SymbolFlags { flags: known.flags | flag, ..known });
        }
        Ok(())
    }

    /// `__debug__` can be neither assigned nor deleted.
    pub(super) fn check_name(&self, name: Symbol, range: TextRange, context: ExprContext) -> Result<()> {
        match context {
            ExprContext::Store if name == known::DEBUG => self.error("cannot assign to __debug__", range),
            ExprContext::Del if name == known::DEBUG => self.error("cannot delete __debug__", range),
            _ => Ok(()),
        }
    }

    /// A fresh set of names to mangle, for a generic class's type parameter scope.
    pub(super) fn start_mangled_names(&mut self) {
        let set = self.table.mangled_sets.len() as u32;
        self.table.mangled_sets.push(FxHashSet::default());
        self.current_mut().mangled_names = Some(set);
    }

    pub(super) fn visit_body(&mut self, body: &[Stmt]) -> Result<()> {
        body.iter().try_for_each(|statement| self.visit_stmt(statement))
    }

    pub(super) fn visit_exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Result<()> {
        exprs.into_iter().try_for_each(|expr| self.visit_expr(expr))
    }

    /// Runs `visit` one level deeper, within the bound on nesting.
    pub(super) fn deeper(
        &mut self,
        at: &impl Ranged,
        visit: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        self.depth += 1;
        if self.depth > self.session.max_depth {
            return Err(self.session.too_deep(self.location(at.range())));
        }
        let result = visit(self);
        self.depth -= 1;
        result
    }
}
