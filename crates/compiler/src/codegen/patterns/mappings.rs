//! Mapping patterns.

use ruff_python_ast::{CmpOp, Expr, PatternMatchMapping};
use taipan_bytecode::{Constant, Opcode};

use super::{Context, SeenKeys, numbers};
use crate::codegen::Compiler;
use crate::codegen::constants::is_constant;
use crate::constants::Key;
use crate::error::Result;
use crate::instruction_sequence::Location;

impl<'a> Compiler<'a> {
    pub(super) fn mapping_pattern(
        &mut self,
        node: &'a PatternMatchMapping,
        context: &mut Context,
    ) -> Result<()> {
        let location = self.location(node);
        let size = node.keys.len();
        context.on_top += 1;
        self.emit(Opcode::MatchMapping, location);
        self.jump_to_fail(context, Opcode::PopJumpIfFalse, location);
        if size == 0 && node.rest.is_none() {
            context.on_top -= 1;
            self.emit(Opcode::PopTop, location);
            return Ok(());
        }
        if size > 0 {
            self.length_check(size, CmpOp::GtE, context, location);
        }
        let mut seen = SeenKeys::default();
        for key in &node.keys {
            self.mapping_key(key, &mut seen, location)?;
        }
        self.emit_arg(Opcode::BuildTuple, size as u32, location);
        self.emit(Opcode::MatchKeys, location);
        context.on_top += 1;
        self.fail_if_none(context, location);
        self.emit_arg(Opcode::UnpackSequence, size as u32, location);
        context.on_top = context.on_top + size - 1;
        for pattern in &node.patterns {
            context.on_top -= 1;
            self.subpattern(pattern, context)?;
        }
        // The subject and the tuple of its keys are left.
        context.on_top -= 2;
        match &node.rest {
            Some(rest) => {
                self.copy_without_keys(size, location);
                let rest = self.names.intern(&rest.id);
                self.capture(Some(rest), context, location)
            }
            None => {
                self.emit(Opcode::PopTop, location);
                self.emit(Opcode::PopTop, location);
                Ok(())
            }
        }
    }

    /// A dict of what the subject holds besides the keys.
    fn copy_without_keys(&mut self, size: usize, location: Location) {
        self.emit_arg(Opcode::BuildMap, 0, location);
        self.emit_arg(Opcode::Swap, 3, location);
        self.emit_arg(Opcode::DictUpdate, 2, location);
        self.emit_arg(Opcode::UnpackSequence, size as u32, location);
        for left in (1..=size).rev() {
            self.emit_arg(Opcode::Copy, left as u32 + 1, location);
            self.emit_arg(Opcode::Swap, 2, location);
            self.emit(Opcode::DeleteSubscr, location);
        }
    }

    fn mapping_key(&mut self, key: &'a Expr, seen: &mut SeenKeys, location: Location) -> Result<()> {
        let constant = match numbers::folded(self, key)? {
            Some(number) => Some(number),
            None => self.constant(key)?,
        };
        let Some(constant) = constant else {
            if !matches!(key, Expr::Attribute(_)) {
                return self
                    .error("mapping pattern keys may only match literals and attribute lookups", location);
            }
            return self.expr(key);
        };
        if !seen.insert(Key(comparable(&constant))) {
            let text = crate::codegen::unparse::constant_repr(&constant);
            let text = String::from_utf8_lossy(&text).into_owned();
            return self.error(format!("mapping pattern checks duplicate key ({text})"), location);
        }
        debug_assert!(
            is_constant(key) || numbers::folded(self, key)?.is_some(),
            "only literals are constants"
        );
        self.load_const(constant, self.location(key));
        Ok(())
    }
}

/// Keys that are equal to a dict though of different types become one constant.
fn comparable(constant: &Constant) -> Constant {
    match constant {
        Constant::True => Constant::Int(1),
        Constant::False => Constant::Int(0),
        Constant::Float(value) if value.fract() == 0.0 && value.abs() < 9e15 => Constant::Int(*value as i64),
        Constant::Complex(real, imaginary) if *imaginary == 0.0 => comparable(&Constant::Float(*real)),
        _ => constant.clone(),
    }
}
