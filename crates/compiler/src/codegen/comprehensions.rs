//! Comprehensions: inlined into the code around them (PEP 709), or functions of their own, as
//! generator expressions are.

use ruff_python_ast::{Comprehension as Generator, Expr};
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::scopes::{Arguments, FrameBlockKind, ScopeKind};
use crate::error::Result;
use crate::instruction_sequence::{Label, Location};
use crate::names::{Symbol, known};
use crate::symtable::{BlockId, BlockKind, KeyKind, Scope, SymbolFlags, def};

/// What a comprehension builds.
#[derive(Clone, Copy)]
enum Element<'a> {
    Generator(&'a Expr),
    List(&'a Expr),
    Set(&'a Expr),
    Dict(&'a Expr, &'a Expr),
}

/// What an inlined comprehension changed in the code around it.
#[derive(Default)]
struct Inlined {
    /// Symbols that had another scope outside.
    outer_symbols: Vec<(Symbol, SymbolFlags)>,
    /// Names made fast locals for the time being.
    hidden: Vec<Symbol>,
    /// Locals of the outer code whose values wait on the stack.
    pushed: Vec<Symbol>,
    cleanup: Option<Label>,
}

impl<'a> Compiler<'a> {
    pub(super) fn comprehension(&mut self, expr: &'a Expr, location: Location) -> Result<()> {
        let (block, name, generators, element): (_, _, &'a [Generator], _) = match expr {
            Expr::Generator(node) => {
                let block = self.find_block(node, KeyKind::Body);
                (block, known::GENEXPR, &node.generators, Element::Generator(&node.elt))
            }
            Expr::ListComp(node) => {
                let block = self.find_block(node, KeyKind::Body);
                (block, known::LISTCOMP, &node.generators, Element::List(&node.elt))
            }
            Expr::SetComp(node) => {
                let block = self.find_block(node, KeyKind::Body);
                (block, known::SETCOMP, &node.generators, Element::Set(&node.elt))
            }
            Expr::DictComp(node) => {
                let block = self.find_block(node, KeyKind::Body);
                let key = node.key.as_deref().unwrap_or(&node.value);
                (block, known::DICTCOMP, &node.generators, Element::Dict(key, &node.value))
            }
            _ => unreachable!("only comprehensions are sent here"),
        };
        let Some(outermost) = generators.first() else { return Ok(()) };
        if self.table.block(block).inlined {
            self.iterable(outermost)?;
            let state = self.push_inlined(block, location);
            self.build_container(element, true, location);
            self.generator(generators, 0, 0, element, true, location)?;
            self.pop_inlined(state, location);
            return Ok(());
        }
        let is_async = self.table.block(block).coroutine;
        let arguments = Arguments { positional: 1, ..Arguments::default() };
        self.enter_scope(name, ScopeKind::Comprehension, block, location.line, None, arguments);
        self.build_container(element, false, location);
        self.generator(generators, 0, 0, element, false, location)?;
        let is_generator = matches!(element, Element::Generator(_));
        if is_generator {
            self.wrap_in_stop_iteration_handler();
        } else {
            self.emit(Opcode::ReturnValue, location);
        }
        let finished = self.finish_scope(true)?;
        self.make_closure(finished, 0, location);
        self.iterable(outermost)?;
        self.emit_arg(Opcode::Call, 0, location);
        if is_async && !is_generator {
            self.emit_await(0, location);
        }
        Ok(())
    }

    /// Pushes the iterator of a `for` clause.
    fn iterable(&mut self, generator: &'a Generator) -> Result<()> {
        self.expr(&generator.iter)?;
        let opcode = if generator.is_async { Opcode::GetAiter } else { Opcode::GetIter };
        self.emit(opcode, self.location(&generator.iter));
        Ok(())
    }

    fn build_container(&mut self, element: Element<'a>, inlined: bool, location: Location) {
        let build = match element {
            Element::Generator(_) => return,
            Element::List(_) => Opcode::BuildList,
            Element::Set(_) => Opcode::BuildSet,
            Element::Dict(..) => Opcode::BuildMap,
        };
        self.emit_arg(build, 0, location);
        if inlined {
            self.emit_arg(Opcode::Swap, 2, location);
        }
    }

    /// The `for` clause `at` with all that is inside it. `depth` loops lie between the container
    /// and the value on top.
    fn generator(
        &mut self,
        generators: &'a [Generator],
        at: usize,
        depth: u32,
        element: Element<'a>,
        iter_on_stack: bool,
        location: Location,
    ) -> Result<()> {
        let deeper = |compiler: &mut Self| {
            if generators[at].is_async {
                compiler.async_generator(generators, at, depth, element, iter_on_stack, location)
            } else {
                compiler.sync_generator(generators, at, depth, element, iter_on_stack, location)
            }
        };
        self.deeper(&generators[at], deeper)
    }

    fn sync_generator(
        &mut self,
        generators: &'a [Generator],
        at: usize,
        depth: u32,
        element: Element<'a>,
        iter_on_stack: bool,
        location: Location,
    ) -> Result<()> {
        let generator = &generators[at];
        let start = self.new_label();
        let if_cleanup = self.new_label();
        let anchor = self.new_label();
        let mut depth = depth;
        let mut is_loop = true;
        if !iter_on_stack {
            match single_item(&generator.iter) {
                _ if at == 0 => self.emit_arg(Opcode::LoadFast, 0, location),
                // `for y in [f(x)]` binds `y` without a loop.
                Some(item) => {
                    self.expr(item)?;
                    is_loop = false;
                }
                None => self.iterable(generator)?,
            }
        }
        if is_loop {
            depth += 1;
            self.place(start);
            self.emit_jump(Opcode::ForIter, anchor, self.location(&generator.iter));
        }
        self.expr(&generator.target)?;
        for condition in &generator.ifs {
            self.jump_if(condition, if_cleanup, false)?;
        }
        let element_location = self.rest_of_generator(generators, at, depth, element, location)?;
        self.place(if_cleanup);
        if is_loop {
            self.emit_jump(Opcode::Jump, start, element_location);
            self.place(anchor);
            self.emit(Opcode::EndFor, Location::NONE);
            self.emit(Opcode::PopIter, Location::NONE);
        }
        Ok(())
    }

    fn async_generator(
        &mut self,
        generators: &'a [Generator],
        at: usize,
        depth: u32,
        element: Element<'a>,
        iter_on_stack: bool,
        location: Location,
    ) -> Result<()> {
        let generator = &generators[at];
        let start = self.new_label();
        let send = self.new_label();
        let except = self.new_label();
        let if_cleanup = self.new_label();
        if !iter_on_stack {
            if at == 0 {
                self.emit_arg(Opcode::LoadFast, 0, location);
            } else {
                self.iterable(generator)?;
            }
        }
        self.place(start);
        self.push_block(FrameBlockKind::AsyncComprehension, Some(start), None, location)?;
        self.emit_jump(Opcode::SetupFinally, except, location);
        self.emit(Opcode::GetAnext, location);
        self.load_const(Constant::None, location);
        self.place(send);
        self.emit_yield_from(true, location);
        self.emit(Opcode::PopBlock, location);
        self.expr(&generator.target)?;
        for condition in &generator.ifs {
            self.jump_if(condition, if_cleanup, false)?;
        }
        let element_location = self.rest_of_generator(generators, at, depth + 1, element, location)?;
        self.place(if_cleanup);
        self.emit_jump(Opcode::Jump, start, element_location);
        self.pop_block(FrameBlockKind::AsyncComprehension);
        self.place(except);
        self.emit_jump(Opcode::EndAsyncFor, send, location);
        Ok(())
    }

    /// The next clause, or the element if this one was the last. Gives the element's location.
    fn rest_of_generator(
        &mut self,
        generators: &'a [Generator],
        at: usize,
        depth: u32,
        element: Element<'a>,
        location: Location,
    ) -> Result<Location> {
        let (first, last) = match element {
            Element::Generator(value) | Element::List(value) | Element::Set(value) => (value, value),
            Element::Dict(key, value) => (key, value),
        };
        let key_location = self.location(first);
        if at + 1 < generators.len() {
            self.generator(generators, at + 1, depth, element, false, location)?;
            return Ok(key_location);
        }
        self.expr(first)?;
        match element {
            Element::Generator(_) => {
                self.emit_yield(key_location);
                self.emit(Opcode::PopTop, key_location);
            }
            Element::List(_) => self.emit_arg(Opcode::ListAppend, depth + 1, key_location),
            Element::Set(_) => self.emit_arg(Opcode::SetAdd, depth + 1, key_location),
            Element::Dict(..) => {
                self.expr(last)?;
                let end = self.location(last);
                let location =
                    Location { end_line: end.end_line, end_column: end.end_column, ..key_location };
                self.emit_arg(Opcode::MapAdd, depth + 1, location);
                return Ok(location);
            }
        }
        Ok(key_location)
    }

    /// Makes room for an inlined comprehension's names, whose outer values wait on the stack.
    fn push_inlined(&mut self, comp: BlockId, location: Location) -> Inlined {
        let mut state = Inlined::default();
        let in_class = self.block().kind == BlockKind::Class && self.unit_ref().in_inlined_comprehension == 0;
        self.unit().in_inlined_comprehension += 1;
        self.tweak_scopes(comp, in_class, &mut state);
        for at in 0..self.table.block(comp).symbols.len() {
            let (name, symbol) = self.table.block(comp).symbols.entry(at);
            if !is_bound_here(symbol) {
                continue;
            }
            let number = self.local_number_of(name);
            self.emit_arg(Opcode::LoadFastAndClear, number, location);
            if symbol.scope == Scope::Cell {
                let cell = if self.block().scope_of(name) == Scope::Free {
                    self.free_number(name)
                } else {
                    self.unit().cellvars.add(name)
                };
                self.emit_arg(Opcode::MakeCell, cell, location);
            }
            state.pushed.push(name);
        }
        if !state.pushed.is_empty() {
            self.emit_arg(Opcode::Swap, state.pushed.len() as u32 + 1, location);
            let cleanup = self.new_label();
            state.cleanup = Some(cleanup);
            self.emit_jump(Opcode::SetupFinally, cleanup, location);
        }
        state
    }

    fn local_number_of(&mut self, name: Symbol) -> u32 {
        let mangled = self.maybe_mangle(name);
        self.local_number(mangled)
    }

    /// Gives the comprehension's names the scopes they have inside it.
    fn tweak_scopes(&mut self, comp: BlockId, in_class: bool, state: &mut Inlined) {
        let outer = self.unit_ref().block;
        let function_like = self.block().is_function_like();
        for at in 0..self.table.block(comp).symbols.len() {
            let (name, symbol) = self.table.block(comp).symbols.entry(at);
            let outside = self.block().symbols.get(name).unwrap_or_default();
            let differs = symbol.scope != outside.scope
                && symbol.scope != Scope::Free
                && !(symbol.scope == Scope::Cell && outside.scope == Scope::Free);
            if differs || in_class {
                self.table.block_mut(outer).symbols.set(name, symbol);
                state.outer_symbols.push((name, outside));
            }
            if is_bound_here(symbol) && !function_like {
                let hidden = self.unit().fast_hidden.entry(name).or_insert(false);
                if !*hidden {
                    *hidden = true;
                    state.hidden.push(name);
                }
            }
        }
    }

    fn pop_inlined(&mut self, state: Inlined, location: Location) {
        if let Some(cleanup) = state.cleanup {
            self.emit(Opcode::PopBlock, Location::NONE);
            let end = self.new_label();
            self.emit_jump(Opcode::JumpNoInterrupt, end, Location::NONE);
            self.place(cleanup);
            // Drops the unfinished container beneath the exception.
            self.emit_arg(Opcode::Swap, 2, Location::NONE);
            self.emit(Opcode::PopTop, Location::NONE);
            self.restore_locals(&state.pushed, location);
            self.emit_arg(Opcode::Reraise, 0, Location::NONE);
            self.place(end);
            self.restore_locals(&state.pushed, location);
        }
        self.unit().in_inlined_comprehension -= 1;
        let outer = self.unit_ref().block;
        for (name, symbol) in state.outer_symbols {
            self.table.block_mut(outer).symbols.set(name, symbol);
        }
        // They stay known as hidden: that shows in their kinds.
        for name in state.hidden {
            self.unit().fast_hidden.insert(name, false);
        }
    }

    fn restore_locals(&mut self, pushed: &[Symbol], location: Location) {
        self.emit_arg(Opcode::Swap, pushed.len() as u32 + 1, location);
        for name in pushed.iter().rev() {
            let number = self.local_number_of(*name);
            self.emit_arg(Opcode::StoreFastMaybeNull, number, location);
        }
    }
}

/// Whether the comprehension itself binds the name.
fn is_bound_here(symbol: SymbolFlags) -> bool {
    symbol.flags & def::LOCAL != 0 && symbol.flags & def::NONLOCAL == 0
}

/// The item of a display of one item.
fn single_item(iter: &Expr) -> Option<&Expr> {
    let elements = match iter {
        Expr::List(node) => &node.elts,
        Expr::Tuple(node) => &node.elts,
        _ => return None,
    };
    match &elements[..] {
        [item] if !item.is_starred_expr() => Some(item),
        _ => None,
    }
}
