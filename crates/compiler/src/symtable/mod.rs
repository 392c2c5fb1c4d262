//! The symbol table: which names each block binds and uses, and from there where each name lives
//! (local, cell, free, global). Two passes as in CPython: `build` collects facts from the tree,
//! `analyze` decides scopes and which comprehensions are inlined.

mod analyze;
mod annotations;
mod build;
mod comprehensions;
mod definitions;
mod expressions;
mod patterns;
mod statements;

pub(crate) use build::build;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::instruction_sequence::Location;
use crate::names::Symbol;

/// What is known of a name in a block: bits of how it is defined and used.
pub(crate) mod def {
    pub(crate) const GLOBAL: u16 = 1;
    pub(crate) const LOCAL: u16 = 2;
    pub(crate) const PARAM: u16 = 4;
    pub(crate) const NONLOCAL: u16 = 8;
    pub(crate) const USE: u16 = 16;
    /// Free in a method, and bound in the class all the same.
    pub(crate) const FREE_CLASS: u16 = 64;
    pub(crate) const IMPORT: u16 = 128;
    pub(crate) const ANNOT: u16 = 256;
    pub(crate) const COMP_ITER: u16 = 512;
    pub(crate) const TYPE_PARAM: u16 = 1024;
    /// A cell of an inlined comprehension.
    pub(crate) const COMP_CELL: u16 = 2048;
    pub(crate) const BOUND: u16 = LOCAL | PARAM | IMPORT | TYPE_PARAM;
}

/// Where a name lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Scope {
    #[default]
    Unknown,
    Local,
    GlobalExplicit,
    GlobalImplicit,
    Free,
    Cell,
}

/// A name in a block.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct SymbolFlags {
    pub(crate) flags: u16,
    pub(crate) scope: Scope,
}

/// A block's names in the order they first came up: code generation walks them in that order.
#[derive(Clone, Default, Debug)]
pub(crate) struct Symbols {
    entries: Vec<(Symbol, SymbolFlags)>,
    index: FxHashMap<Symbol, u32>,
}

/// Blocks with at most this many names are searched one by one, without an index.
const LINEAR: usize = 8;

impl Symbols {
    fn position(&self, symbol: Symbol) -> Option<usize> {
        if self.entries.len() <= LINEAR {
            return self.entries.iter().position(|(name, _)| *name == symbol);
        }
        self.index.get(&symbol).map(|at| *at as usize)
    }

    pub(crate) fn get(&self, symbol: Symbol) -> Option<SymbolFlags> {
        self.position(symbol).map(|at| self.entries[at].1)
    }

    pub(crate) fn set(&mut self, symbol: Symbol, value: SymbolFlags) {
        if let Some(at) = self.position(symbol) {
            self.entries[at].1 = value;
            return;
        }
        self.entries.push((symbol, value));
        match self.entries.len() {
            length if length == LINEAR + 1 => self.reindex(),
            length if length > LINEAR => {
                self.index.insert(symbol, length as u32 - 1);
            }
            _ => {}
        }
    }

    fn remove(&mut self, symbol: Symbol) {
        self.entries.retain(|(name, _)| *name != symbol);
        self.reindex();
    }

    fn reindex(&mut self) {
        self.index = self.entries.iter().enumerate().map(|(at, (name, _))| (*name, at as u32)).collect();
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Symbol, SymbolFlags)> + '_ {
        self.entries.iter().copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The name at position `at` of the order.
    pub(crate) fn entry(&self, at: usize) -> (Symbol, SymbolFlags) {
        self.entries[at]
    }
}

/// What a block is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum BlockKind {
    Function,
    Class,
    Module,
    /// The hidden function that computes annotations (PEP 649).
    Annotation,
    /// A bound or default of a type parameter (PEP 695, 696).
    TypeVariable,
    TypeAlias,
    /// The hidden function around a generic class, function or alias.
    TypeParameters,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Comprehension {
    List,
    Set,
    Dict,
    Generator,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct BlockId(pub(crate) u32);

/// A scope of the program, before and after analysis.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) name: Symbol,
    pub(crate) kind: BlockKind,
    pub(crate) location: Location,
    pub(crate) symbols: Symbols,
    /// Parameters in the order of their slots.
    pub(crate) parameters: Vec<Symbol>,
    pub(crate) children: Vec<BlockId>,
    /// `global` and `nonlocal` declarations, for the positions of errors.
    directives: Vec<(Symbol, Location)>,
    pub(crate) nested: bool,
    pub(crate) generator: bool,
    pub(crate) coroutine: bool,
    pub(crate) comprehension: Option<Comprehension>,
    pub(crate) inlined: bool,
    pub(crate) varargs: bool,
    pub(crate) varkeywords: bool,
    pub(crate) annotations_used: bool,
    pub(crate) needs_class_closure: bool,
    pub(crate) needs_classdict: bool,
    pub(crate) can_see_class_scope: bool,
    pub(crate) has_conditional_annotations: bool,
    pub(crate) has_docstring: bool,
    pub(crate) method: bool,
    pub(crate) annotation_block: Option<BlockId>,
    /// Which names are mangled in a generic class's type parameter scope; `None`: all.
    pub(crate) mangled_names: Option<u32>,
    /// The names that are being bound are a comprehension's targets.
    comp_iter_target: bool,
    /// How deep in comprehensions' iterable expressions the walk is.
    comp_iter_expr: u32,
    in_conditional_block: bool,
    in_unevaluated_annotation: bool,
    /// What a type variable block is, for error texts.
    scope_info: &'static str,
}

impl Block {
    /// Whether names are fast locals: functions, lambdas, comprehensions and annotation scopes.
    pub(crate) fn is_function_like(&self) -> bool {
        !matches!(self.kind, BlockKind::Class | BlockKind::Module)
    }

    /// The scope of `name` here; [`Scope::Unknown`] for a name the block does not mention.
    pub(crate) fn scope_of(&self, name: Symbol) -> Scope {
        self.symbols.get(name).unwrap_or_default().scope
    }
}

/// Tells blocks apart that hang on the same node.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum KeyKind {
    /// A function, class, lambda, comprehension or type alias.
    Body,
    TypeParameters,
    Annotations,
    Bound,
    Default,
}

/// All blocks of a module, found by the tree node they belong to.
pub(crate) struct SymbolTable {
    pub(crate) blocks: Vec<Block>,
    keys: FxHashMap<(usize, KeyKind), BlockId>,
    mangled_sets: Vec<FxHashSet<Symbol>>,
}

impl SymbolTable {
    /// The module's block.
    pub(crate) const TOP: BlockId = BlockId(0);

    pub(crate) fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }

    pub(crate) fn block_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.0 as usize]
    }

    /// The block made for `node`.
    pub(crate) fn find<T>(&self, node: &T, kind: KeyKind) -> Option<BlockId> {
        self.keys.get(&(std::ptr::from_ref(node).addr(), kind)).copied()
    }

    /// Whether names in `block` are subject to mangling: in a generic class's type parameter scope
    /// only its type parameters are.
    pub(crate) fn mangles(&self, block: BlockId, name: Symbol) -> bool {
        self.block(block).mangled_names.is_none_or(|set| self.mangled_sets[set as usize].contains(&name))
    }
}
