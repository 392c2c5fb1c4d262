//! The second pass: decides where each name lives, walking blocks from the module inwards with the
//! names bound around them and outwards with the names that are free within them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Block, BlockId, BlockKind, Comprehension, Scope, SymbolFlags, SymbolTable, def};
use crate::error::Result;
use crate::names::{Names, Symbol, known};
use crate::session::Session;

type Set = FxHashSet<Symbol>;
type Scopes = FxHashMap<Symbol, Scope>;

pub(super) fn analyze(session: &Session<'_>, names: &Names, table: &mut SymbolTable) -> Result<()> {
    let mut analysis = Analysis { session, names, table };
    let mut outer = Outer::default();
    analysis.block(SymbolTable::TOP, &mut outer, &mut Set::default(), None)
}

/// Names a class provides to functions in it by cells of its own making.
const CLASS_CELLS: [Symbol; 3] = [known::CLASS, known::CLASSDICT, known::CONDITIONAL_ANNOTATIONS];

/// What the blocks around hand in: a copy, as each block may change it.
#[derive(Clone, Default)]
struct Outer {
    /// Names bound in functions around; `None` for the module.
    bound: Option<Set>,
    global: Set,
    type_params: Set,
}

struct Analysis<'s, 't> {
    session: &'s Session<'s>,
    names: &'s Names,
    table: &'t mut SymbolTable,
}

impl Analysis<'_, '_> {
    /// Analyses `id` and all within it; names free in it are added to `free`.
    fn block(
        &mut self,
        id: BlockId,
        outer: &mut Outer,
        free: &mut Set,
        class: Option<BlockId>,
    ) -> Result<()> {
        let kind = self.table.block(id).kind;
        let mut scopes = Scopes::default();
        let mut local = Set::default();
        let mut new_bound = Set::default();
        let mut new_global = Set::default();
        // A class's names are not seen in its methods: what they see is settled before it is looked at.
        if kind == BlockKind::Class {
            new_global.extend(&outer.global);
            new_bound.extend(outer.bound.iter().flatten());
        }
        for at in 0..self.table.block(id).symbols.len() {
            let (name, symbol) = self.table.block(id).symbols.entry(at);
            let scope = self.name(id, name, symbol.flags, outer, &mut local, free, class)?;
            scopes.insert(name, scope);
        }
        if kind == BlockKind::Class {
            new_bound.extend(CLASS_CELLS);
        } else {
            if self.table.block(id).is_function_like() {
                new_bound.extend(&local);
            }
            new_bound.extend(outer.bound.iter().flatten());
            new_global.extend(&outer.global);
        }
        let mut inlined_cells = Set::default();
        let new_outer =
            Outer { bound: Some(new_bound), global: new_global, type_params: outer.type_params.clone() };
        let mut new_free = self.children(id, &new_outer, class, &mut scopes, &mut inlined_cells)?;
        self.splice_inlined(id);
        let block = self.table.block_mut(id);
        if block.is_function_like() {
            make_cells(&mut scopes, &mut new_free, &inlined_cells);
        } else if kind == BlockKind::Class {
            drop_class_free(block, &mut new_free);
        }
        let classlike = kind == BlockKind::Class || block.can_see_class_scope;
        update_symbols(block, &scopes, outer.bound.as_ref(), &new_free, &inlined_cells, classlike);
        free.extend(new_free);
        Ok(())
    }

    /// Analyses the blocks inside `id` and gives the names free in them.
    fn children(
        &mut self,
        id: BlockId,
        outer: &Outer,
        class: Option<BlockId>,
        scopes: &mut Scopes,
        inlined_cells: &mut Set,
    ) -> Result<Set> {
        let mut new_free = Set::default();
        for at in 0..self.table.block(id).children.len() {
            let child = self.table.block(id).children[at];
            let (block, entry) = (self.table.block(id), self.table.block(child));
            let child_class = match () {
                () if !entry.can_see_class_scope => None,
                () if block.kind == BlockKind::Class => Some(id),
                () => class,
            };
            // Comprehensions are inlined (PEP 709), but for those in annotation scopes of classes.
            let inline = entry.comprehension.is_some_and(|kind| kind != Comprehension::Generator)
                && !block.can_see_class_scope;
            let mut child_free = new_free.clone();
            self.block(child, &mut outer.clone(), &mut child_free, child_class)?;
            if inline {
                self.inline(id, child, scopes, &mut child_free, inlined_cells);
                self.table.block_mut(child).inlined = true;
            }
            new_free.extend(child_free);
        }
        Ok(new_free)
    }

    /// The scope of one name by what its block says of it.
    #[expect(clippy::too_many_arguments, reason = "the sets of the algorithm, each changed on its own")]
    fn name(
        &self,
        id: BlockId,
        name: Symbol,
        flags: u16,
        outer: &mut Outer,
        local: &mut Set,
        free: &mut Set,
        class: Option<BlockId>,
    ) -> Result<Scope> {
        if flags & def::GLOBAL != 0 {
            if flags & def::NONLOCAL != 0 {
                let text = format!("name '{}' is nonlocal and global", self.names.str(name));
                return self.directive_error(id, name, text);
            }
            outer.global.insert(name);
            if let Some(bound) = &mut outer.bound {
                bound.remove(&name);
            }
            return Ok(Scope::GlobalExplicit);
        }
        if flags & def::NONLOCAL != 0 {
            self.check_nonlocal(id, name, outer)?;
            free.insert(name);
            return Ok(Scope::Free);
        }
        if flags & def::BOUND != 0 {
            local.insert(name);
            outer.global.remove(&name);
            if flags & def::TYPE_PARAM != 0 {
                outer.type_params.insert(name);
            } else {
                outer.type_params.remove(&name);
            }
            return Ok(Scope::Local);
        }
        // A scope that sees the class's namespace finds the class's own names there: by the cell of that namespace, which no
        // attribute of its name hides.
        if let Some(class) = class.filter(|_| name != known::CLASSDICT) {
            let class_flags = self.table.block(class).symbols.get(name).unwrap_or_default().flags;
            if class_flags & def::GLOBAL != 0 {
                return Ok(Scope::GlobalExplicit);
            }
            if class_flags & def::BOUND != 0 && class_flags & def::NONLOCAL == 0 {
                return Ok(Scope::GlobalImplicit);
            }
        }
        if outer.bound.as_ref().is_some_and(|bound| bound.contains(&name)) {
            free.insert(name);
            return Ok(Scope::Free);
        }
        Ok(Scope::GlobalImplicit)
    }

    fn check_nonlocal(&self, id: BlockId, name: Symbol, outer: &Outer) -> Result<()> {
        let Some(bound) = &outer.bound else {
            let text = "nonlocal declaration not allowed at module level".to_owned();
            return self.directive_error(id, name, text);
        };
        if !bound.contains(&name) {
            let text = format!("no binding for nonlocal '{}' found", self.names.str(name));
            return self.directive_error(id, name, text);
        }
        if outer.type_params.contains(&name) {
            let text = format!("nonlocal binding not allowed for type parameter '{}'", self.names.str(name));
            return self.directive_error(id, name, text);
        }
        Ok(())
    }

    fn directive_error<T>(&self, id: BlockId, name: Symbol, message: String) -> Result<T> {
        let block = self.table.block(id);
        let location =
            block.directives.iter().find(|(symbol, _)| *symbol == name).map(|(_, location)| *location);
        Err(self.session.error_at(message, location.unwrap_or(block.location)))
    }

    /// Takes the names of comprehension `comp` over into the block it is inlined into.
    fn inline(
        &mut self,
        id: BlockId,
        comp: BlockId,
        scopes: &mut Scopes,
        comp_free: &mut Set,
        cells: &mut Set,
    ) {
        let mut hidden = Vec::new();
        let in_class = self.table.block(id).kind == BlockKind::Class;
        for at in 0..self.table.block(comp).symbols.len() {
            let (name, symbol) = self.table.block(comp).symbols.entry(at);
            if symbol.flags & def::PARAM != 0 {
                continue;
            }
            let mut scope = symbol.scope;
            if scope == Scope::Cell || symbol.flags & def::COMP_CELL != 0 {
                cells.insert(name);
            }
            // The cells a class makes for its methods are not free through it: only functions inside the
            // comprehension reach them.
            if scope == Scope::Free && in_class && CLASS_CELLS.contains(&name) {
                scope = Scope::GlobalImplicit;
                if !self.is_free_in_any_child(comp, name) {
                    comp_free.remove(&name);
                }
                hidden.push(name);
            }
            match self.table.block(id).symbols.get(name) {
                None => {
                    let value = SymbolFlags { flags: symbol.flags, scope: Scope::Unknown };
                    self.table.block_mut(id).symbols.set(name, value);
                    scopes.insert(name, scope);
                }
                // What is free in the comprehension and local here is now simply local, unless
                // something inside the comprehension needs it.
                Some(existing) if existing.flags & def::BOUND != 0 && !in_class => {
                    if !self.is_free_in_any_child(comp, name) {
                        comp_free.remove(&name);
                    }
                }
                Some(_) => {}
            }
        }
        for name in hidden {
            self.table.block_mut(comp).symbols.remove(name);
        }
    }

    fn is_free_in_any_child(&self, id: BlockId, name: Symbol) -> bool {
        let children = &self.table.block(id).children;
        children.iter().any(|child| self.table.block(*child).scope_of(name) == Scope::Free)
    }

    /// An inlined comprehension's inner blocks become those of the block around it.
    fn splice_inlined(&mut self, id: BlockId) {
        let children = &self.table.block(id).children;
        if !children.iter().any(|child| self.table.block(*child).inlined) {
            return;
        }
        let mut spliced = Vec::with_capacity(children.len());
        for child in children {
            let block = self.table.block(*child);
            if block.inlined { spliced.extend(&block.children) } else { spliced.push(*child) }
        }
        self.table.block_mut(id).children = spliced;
    }
}

/// Locals that inner blocks use become cells.
fn make_cells(scopes: &mut Scopes, free: &mut Set, inlined_cells: &Set) {
    for (name, scope) in scopes {
        if *scope == Scope::Local && (free.contains(name) || inlined_cells.contains(name)) {
            *scope = Scope::Cell;
            free.remove(name);
        }
    }
}

/// Names a class provides to its methods as cells of its own making.
fn drop_class_free(block: &mut Block, free: &mut Set) {
    block.needs_class_closure |= free.remove(&known::CLASS);
    block.needs_classdict |= free.remove(&known::CLASSDICT);
    block.has_conditional_annotations |= free.remove(&known::CONDITIONAL_ANNOTATIONS);
}

fn update_symbols(
    block: &mut Block,
    scopes: &Scopes,
    bound: Option<&Set>,
    free: &Set,
    inlined_cells: &Set,
    classlike: bool,
) {
    for at in 0..block.symbols.len() {
        let (name, mut symbol) = block.symbols.entry(at);
        if inlined_cells.contains(&name) {
            symbol.flags |= def::COMP_CELL;
        }
        symbol.scope = scopes.get(&name).copied().unwrap_or_default();
        block.symbols.set(name, symbol);
    }
    let mut free: Vec<Symbol> = free.iter().copied().collect();
    free.sort_unstable();
    for name in free {
        match block.symbols.get(name) {
            // A free variable of a method with the name of something bound in the class.
            Some(mut symbol) => {
                if classlike {
                    symbol.flags |= def::FREE_CLASS;
                    block.symbols.set(name, symbol);
                }
            }
            None if bound.is_some_and(|bound| !bound.contains(&name)) => {}
            None => block.symbols.set(name, SymbolFlags { flags: 0, scope: Scope::Free }),
        }
    }
}
