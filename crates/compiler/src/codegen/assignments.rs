//! Assignments: plain, augmented, annotated, and unpacking.

use ruff_python_ast::{Expr, StmtAnnAssign, StmtAssign, StmtAugAssign};
use taipan_bytecode::{Constant, Opcode};

use super::Compiler;
use super::opargs::{SUBSCRIPT, binary_operator};
use super::subscripts::is_two_part_slice;
use crate::error::Result;
use crate::instruction_sequence::Location;
use crate::names::known;
use crate::symtable::BlockKind;

/// More targets than this before the starred one do not fit `UNPACK_EX`.
const MAX_BEFORE_STAR: usize = 1 << 8;
/// More than this after it neither.
const MAX_AFTER_STAR: usize = (i32::MAX >> 8) as usize;

impl<'a> Compiler<'a> {
    pub(super) fn assign(&mut self, node: &'a StmtAssign) -> Result<()> {
        self.expr(&node.value)?;
        let location = self.location(node);
        for (number, target) in node.targets.iter().enumerate() {
            if number + 1 < node.targets.len() {
                self.emit_arg(Opcode::Copy, 1, location);
            }
            self.expr(target)?;
        }
        Ok(())
    }

    /// Unpacks the value on top into `targets`.
    pub(super) fn unpack_into(&mut self, targets: &'a [Expr], location: Location) -> Result<()> {
        let mut starred = targets.iter().enumerate().filter(|(_, target)| target.is_starred_expr());
        match (starred.next(), starred.next()) {
            (None, _) => self.emit_arg(Opcode::UnpackSequence, targets.len() as u32, location),
            (Some((before, _)), second) => {
                let after = targets.len() - before - 1;
                if before >= MAX_BEFORE_STAR || after >= MAX_AFTER_STAR {
                    return self.error("too many expressions in star-unpacking assignment", location);
                }
                if second.is_some() {
                    return self.error("multiple starred expressions in assignment", location);
                }
                self.emit_arg(Opcode::UnpackEx, before as u32 + ((after as u32) << 8), location);
            }
        }
        for target in targets {
            match target {
                Expr::Starred(starred) => self.expr(&starred.value)?,
                _ => self.expr(target)?,
            }
        }
        Ok(())
    }

    pub(super) fn augmented_assign(&mut self, node: &'a StmtAugAssign) -> Result<()> {
        let target = &*node.target;
        let location = self.location(target);
        match target {
            Expr::Attribute(attribute) => {
                self.expr(&attribute.value)?;
                self.emit_arg(Opcode::Copy, 1, location);
                let attr_location = self.attribute_location(location, attribute);
                let name = self.names.intern(&attribute.attr.id);
                self.load_attr(name, attr_location);
            }
            Expr::Subscript(subscript) => {
                self.expr(&subscript.value)?;
                if let Some(slice) = is_two_part_slice(&subscript.slice) {
                    self.slice_bounds(slice)?;
                    for _ in 0..3 {
                        self.emit_arg(Opcode::Copy, 3, location);
                    }
                    self.emit(Opcode::BinarySlice, location);
                } else {
                    self.subscript_index(subscript)?;
                    self.emit_arg(Opcode::Copy, 2, location);
                    self.emit_arg(Opcode::Copy, 2, location);
                    self.emit_arg(Opcode::BinaryOp, SUBSCRIPT, location);
                }
            }
            Expr::Name(name) => {
                let name = self.names.intern(&name.id);
                self.load_name(name, location);
            }
            _ => return self.error("illegal expression for augmented assignment", location),
        }
        self.expr(&node.value)?;
        let whole = self.location(node);
        self.emit_arg(Opcode::BinaryOp, binary_operator(node.op, true), whole);
        match target {
            Expr::Attribute(attribute) => {
                let location = self.attribute_location(location, attribute);
                self.emit_arg(Opcode::Swap, 2, location);
                let name = self.names.intern(&attribute.attr.id);
                self.emit_name(Opcode::StoreAttr, name, location);
            }
            Expr::Subscript(subscript) if is_two_part_slice(&subscript.slice).is_some() => {
                for depth in [4, 3, 2] {
                    self.emit_arg(Opcode::Swap, depth, location);
                }
                self.emit(Opcode::StoreSlice, location);
            }
            Expr::Name(name) => {
                let name = self.names.intern(&name.id);
                self.store_name(name, location);
            }
            _ => {
                self.emit_arg(Opcode::Swap, 3, location);
                self.emit_arg(Opcode::Swap, 2, location);
                self.emit(Opcode::StoreSubscr, location);
            }
        }
        Ok(())
    }

    pub(super) fn annotated_assign(&mut self, node: &'a StmtAnnAssign) -> Result<()> {
        let location = self.location(node);
        if let Some(value) = node.value.as_deref() {
            self.expr(value)?;
            self.expr(&node.target)?;
        }
        let future = self.session.future_annotations;
        match &*node.target {
            Expr::Name(target) if node.simple && self.in_namespace() => {
                if future {
                    self.annotation_text(&node.annotation);
                    self.emit_name(Opcode::LoadName, known::ANNOTATIONS, location);
                    let name = self.names.intern(&target.id);
                    let mangled = self.maybe_mangle(name);
                    self.load_name_text(mangled, location);
                    self.emit(Opcode::StoreSubscr, location);
                } else {
                    self.defer_annotation(node, location);
                }
            }
            Expr::Attribute(target) if node.value.is_none() => self.check_annotation_expr(&target.value)?,
            Expr::Subscript(target) if node.value.is_none() => {
                self.check_annotation_expr(&target.value)?;
                self.check_annotation_subscript(&target.slice)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Keeps an annotation for the hidden function, and records at run time that it was reached
    /// where that is not certain.
    fn defer_annotation(&mut self, node: &'a StmtAnnAssign, location: Location) {
        let in_class = self.block().kind == BlockKind::Class;
        let unit = self.unit();
        let recorded = !in_class || unit.in_conditional_block > 0;
        let number = recorded.then_some(unit.next_conditional_annotation);
        unit.next_conditional_annotation += u32::from(recorded);
        unit.deferred_annotations.push((node, number));
        let Some(number) = number else { return };
        let cell = self.unit().cellvars.add(known::CONDITIONAL_ANNOTATIONS);
        if in_class {
            self.emit_arg(Opcode::LoadDeref, cell, location);
        } else {
            let name = self.name_number(known::CONDITIONAL_ANNOTATIONS);
            self.emit_arg(Opcode::LoadName, name, location);
        }
        self.load_const(Constant::Int(i64::from(number)), location);
        self.emit_arg(Opcode::SetAdd, 1, location);
        self.emit(Opcode::PopTop, location);
    }

    /// Parts of an annotated target that is not assigned to are computed for their effects.
    fn check_annotation_expr(&mut self, expr: &'a Expr) -> Result<()> {
        self.expr(expr)?;
        self.emit(Opcode::PopTop, self.location(expr));
        Ok(())
    }

    fn check_annotation_subscript(&mut self, expr: &'a Expr) -> Result<()> {
        self.deeper(expr, |compiler| match expr {
            Expr::Slice(slice) => {
                let parts = [&slice.lower, &slice.upper, &slice.step];
                parts.into_iter().flatten().try_for_each(|part| compiler.check_annotation_expr(part))
            }
            Expr::Tuple(tuple) => {
                tuple.elts.iter().try_for_each(|part| compiler.check_annotation_subscript(part))
            }
            _ => compiler.check_annotation_expr(expr),
        })
    }
}
