//! Tuple, list, set and dict displays, with unpacking.

use ruff_python_ast::{DictItem, Expr, ExprContext, ExprDict, ExprList, ExprSet, ExprTuple};
use taipan_bytecode::Opcode;

use super::Compiler;
use super::opargs::intrinsic_1;
use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::names::Symbol;

/// Displays with more items than this are built piece by piece.
pub(super) const STACK_USE_GUIDELINE: usize = 30;

/// The instructions that build one kind of display.
#[derive(Clone, Copy)]
pub(super) struct SequenceOps {
    build: Opcode,
    add: Opcode,
    extend: Opcode,
    tuple: bool,
}

impl SequenceOps {
    const LIST: SequenceOps = SequenceOps {
        build: Opcode::BuildList,
        add: Opcode::ListAppend,
        extend: Opcode::ListExtend,
        tuple: false,
    };
    pub(super) const TUPLE: SequenceOps = SequenceOps { tuple: true, ..SequenceOps::LIST };
    const SET: SequenceOps =
        SequenceOps { build: Opcode::BuildSet, add: Opcode::SetAdd, extend: Opcode::SetUpdate, tuple: false };
}

impl<'a> Compiler<'a> {
    /// Builds a display of `elements` after the `pushed` items that are there.
    pub(super) fn star_unpack(
        &mut self,
        elements: &'a [Expr],
        injected: Option<Symbol>,
        pushed: u32,
        ops: SequenceOps,
        location: Location,
    ) -> Result<()> {
        let big = elements.len() + pushed as usize + usize::from(injected.is_some()) > STACK_USE_GUIDELINE;
        let starred = elements.iter().any(Expr::is_starred_expr);
        if !starred && !big {
            elements.iter().try_for_each(|element| self.expr(element))?;
            let mut count = elements.len() as u32 + pushed;
            if let Some(name) = injected {
                self.load_name(name, location);
                count += 1;
            }
            let build = if ops.tuple { Opcode::BuildTuple } else { ops.build };
            self.emit_arg(build, count, location);
            return Ok(());
        }
        let mut built = big;
        if big {
            self.emit_arg(ops.build, pushed, location);
        }
        for (number, element) in elements.iter().enumerate() {
            match element {
                Expr::Starred(starred) => {
                    if !built {
                        self.emit_arg(ops.build, number as u32 + pushed, location);
                        built = true;
                    }
                    self.expr(&starred.value)?;
                    self.emit_arg(ops.extend, 1, location);
                }
                _ => {
                    self.expr(element)?;
                    if built {
                        self.emit_arg(ops.add, 1, location);
                    }
                }
            }
        }
        if let Some(name) = injected {
            self.load_name(name, location);
            self.emit_arg(ops.add, 1, location);
        }
        if ops.tuple {
            self.emit_arg(Opcode::CallIntrinsic1, intrinsic_1::LIST_TO_TUPLE, location);
        }
        Ok(())
    }

    pub(super) fn list(&mut self, node: &'a ExprList) -> Result<()> {
        self.sequence(&node.elts, node.ctx, SequenceOps::LIST, self.location(node))
    }

    pub(super) fn tuple(&mut self, node: &'a ExprTuple) -> Result<()> {
        self.sequence(&node.elts, node.ctx, SequenceOps::TUPLE, self.location(node))
    }

    fn sequence(
        &mut self,
        elements: &'a [Expr],
        context: ExprContext,
        ops: SequenceOps,
        location: Location,
    ) -> Result<()> {
        match context {
            ExprContext::Store => self.unpack_into(elements, location),
            ExprContext::Del => elements.iter().try_for_each(|element| self.expr(element)),
            ExprContext::Load | ExprContext::Invalid => self.star_unpack(elements, None, 0, ops, location),
        }
    }

    pub(super) fn set(&mut self, node: &'a ExprSet) -> Result<()> {
        self.star_unpack(&node.elts, None, 0, SequenceOps::SET, self.location(node))
    }

    pub(super) fn dict(&mut self, node: &'a ExprDict) -> Result<()> {
        let location = self.location(node);
        let items = &node.items[..];
        let mut have_dict = false;
        // How many items before the present one are not yet pushed.
        let mut waiting = 0;
        for (at, item) in items.iter().enumerate() {
            if item.key.is_none() {
                if waiting > 0 {
                    self.dict_run(&items[at - waiting..at], have_dict, location)?;
                    have_dict = true;
                    waiting = 0;
                }
                if !have_dict {
                    self.emit_arg(Opcode::BuildMap, 0, location);
                    have_dict = true;
                }
                self.expr(&item.value)?;
                self.emit_arg(Opcode::DictUpdate, 1, location);
            } else if waiting * 2 > STACK_USE_GUIDELINE {
                self.dict_run(&items[at - waiting..=at], have_dict, location)?;
                have_dict = true;
                waiting = 0;
            } else {
                waiting += 1;
            }
        }
        if waiting > 0 {
            self.dict_run(&items[items.len() - waiting..], have_dict, location)?;
            have_dict = true;
        }
        if !have_dict {
            self.emit_arg(Opcode::BuildMap, 0, location);
        }
        Ok(())
    }

    /// Builds a dict of items that all have keys, and merges it into the one beneath.
    fn dict_run(&mut self, items: &'a [DictItem], merge: bool, location: Location) -> Result<()> {
        let big = items.len() * 2 > STACK_USE_GUIDELINE;
        if big {
            self.emit_arg(Opcode::BuildMap, 0, location);
        }
        for item in items {
            if let Some(key) = &item.key {
                self.expr(key)?;
            }
            self.expr(&item.value)?;
            if big {
                self.emit_arg(Opcode::MapAdd, 1, location);
            }
        }
        if !big {
            self.emit_arg(Opcode::BuildMap, items.len() as u32, location);
        }
        if merge {
            self.emit_arg(Opcode::DictUpdate, 1, location);
        }
        Ok(())
    }
}
