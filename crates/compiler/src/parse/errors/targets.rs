//! Errors about what is assigned to or deleted.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Expr, ExprContext, UnaryOp};
use ruff_python_parser::parse_expression;
use ruff_text_size::{Ranged, TextRange};

use super::{Broken, Finding};

/// What CPython calls an expression in its messages.
pub(super) fn expression_name(expr: &Expr) -> &'static str {
    match expr {
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Starred(_) => "starred",
        Expr::Name(_) => "name",
        Expr::List(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::Lambda(_) => "lambda",
        Expr::Call(_) => "function call",
        Expr::BoolOp(_) | Expr::BinOp(_) | Expr::UnaryOp(_) => "expression",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) => "f-string expression",
        Expr::TString(_) => "t-string expression",
        Expr::NoneLiteral(_) => "None",
        Expr::BooleanLiteral(node) => {
            if node.value {
                "True"
            } else {
                "False"
            }
        }
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        _ => "literal",
    }
}

/// The first part of an assignment target that can't be one.
fn invalid_target(expr: &Expr, deleting: bool) -> Option<&Expr> {
    match expr {
        Expr::List(node) => node.elts.iter().find_map(|element| invalid_target(element, deleting)),
        Expr::Tuple(node) => node.elts.iter().find_map(|element| invalid_target(element, deleting)),
        Expr::Starred(node) if !deleting => invalid_target(&node.value, deleting),
        Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) => None,
        _ => Some(expr),
    }
}

/// Where a part of an expression that was parsed out of `range` stands in the source. It was parsed
/// behind one parenthesis more.
fn own_range(part: &Expr, range: TextRange) -> TextRange {
    let one = ruff_text_size::TextSize::new(1);
    TextRange::new(part.start() + range.start() - one, part.end() + range.start() - one)
}

/// Whether CPython's `bitwise_or` matches the expression, unless it stands in parentheses.
fn is_bitwise_or(expr: &Expr) -> bool {
    match expr {
        Expr::UnaryOp(node) => node.op != UnaryOp::Not,
        Expr::BoolOp(_)
        | Expr::Compare(_)
        | Expr::If(_)
        | Expr::Lambda(_)
        | Expr::Yield(_)
        | Expr::YieldFrom(_)
        | Expr::Starred(_)
        | Expr::Named(_) => false,
        Expr::Tuple(node) => node.parenthesized,
        _ => true,
    }
}

impl Broken<'_> {
    /// The expression a range of the source holds; newlines in it do not matter.
    pub(super) fn parse(&self, range: TextRange) -> Option<Expr> {
        let source = format!("({})", &self.text[range]);
        let parsed = parse_expression(&source).ok()?;
        Some(*parsed.into_syntax().body)
    }

    pub(super) fn assignment_target(&self, range: TextRange) -> Finding {
        let Some(expr) = self.parse(range) else { return self.invalid_syntax(self.token_at(range.start())) };
        let name = expression_name(&expr);
        let parenthesized = self.text[..range.start().to_usize()].trim_end().ends_with('(');
        if matches!(expr, Expr::Yield(_) | Expr::YieldFrom(_)) && !parenthesized {
            return Finding::new("assignment to yield expression not possible", range);
        }
        let hint = (is_bitwise_or(&expr) || parenthesized)
            && !matches!(expr, Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) | Expr::Generator(_))
            && self.is_lone_assignment(range);
        let suffix = if hint { " here. Maybe you meant '==' instead of '='?" } else { "" };
        Finding::new(format!("cannot assign to {name}{suffix}"), range)
    }

    /// Whether the range is the whole of a statement's only target, assigned something plain.
    fn is_lone_assignment(&self, range: TextRange) -> bool {
        let mut first = self.token_at(range.start());
        let mut after = self.token_at(range.end());
        while let Some(before) = self.before(first).filter(|before| self.kind(*before) == TokenKind::Lpar) {
            if self.kind(after) != TokenKind::Rpar {
                return false;
            }
            first = before;
            after += 1;
        }
        let starts = self.before(first).is_none_or(|before| {
            matches!(
                self.kind(before),
                TokenKind::Newline
                    | TokenKind::Semi
                    | TokenKind::Colon
                    | TokenKind::Indent
                    | TokenKind::Dedent
            )
        });
        let plain_value = !matches!(
            self.kind(after + 1),
            TokenKind::Not
                | TokenKind::Lambda
                | TokenKind::Yield
                | TokenKind::Star
                | TokenKind::DoubleStar
                | TokenKind::Newline
                | TokenKind::EndOfFile
        );
        starts && self.kind(after) == TokenKind::Equal && plain_value && !self.assigns_again(after + 1)
    }

    /// Whether another `=` stands in the rest of the statement, outside brackets.
    fn assigns_again(&self, from: usize) -> bool {
        let mut level = 0_u32;
        for token in &self.tokens[from.min(self.tokens.len())..] {
            match token.kind() {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => level += 1,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => level = level.saturating_sub(1),
                TokenKind::Equal | TokenKind::ColonEqual if level == 0 => return true,
                TokenKind::Newline | TokenKind::Semi => return false,
                _ => {}
            }
        }
        false
    }

    pub(super) fn augmented_target(&self, range: TextRange) -> Finding {
        let Some(expr) = self.parse(range) else { return self.invalid_syntax(self.token_at(range.start())) };
        let name = expression_name(&expr);
        Finding::new(format!("'{name}' is an illegal expression for augmented assignment"), range)
    }

    pub(super) fn delete_target(&self, range: TextRange) -> Finding {
        // A starred name is parsed only among others.
        if self.text[range].starts_with('*') {
            return Finding::new("cannot delete starred", range);
        }
        let Some(expr) = self.parse(range) else { return self.invalid_syntax(self.token_at(range.start())) };
        let wrong = invalid_target(&expr, true).unwrap_or(&expr);
        Finding::new(format!("cannot delete {}", expression_name(wrong)), own_range(wrong, range))
    }

    /// The part of a target that can't be one.
    pub(super) fn invalid_part(&self, range: TextRange) -> Option<TextRange> {
        let expr = self.parse(range)?;
        let wrong = invalid_target(&expr, false)?;
        Some(own_range(wrong, range))
    }

    pub(super) fn named_target(&self, range: TextRange) -> Finding {
        let Some(expr) = self.parse(range) else { return self.invalid_syntax(self.token_at(range.start())) };
        Finding::new(format!("cannot use assignment expressions with {}", expression_name(&expr)), range)
    }

    /// `=` where only a condition or an element may stand.
    pub(super) fn misplaced_equal(&self, at: usize) -> Option<Finding> {
        let start = self.element_start(at)?;
        let left = TextRange::new(self.tokens.get(start)?.start(), self.tokens.get(self.before(at)?)?.end());
        let expr = self.parse(left)?;
        let value = self.longest_expression(at + 1, is_bitwise_or)?;
        if matches!(self.kind(value.1), TokenKind::Equal | TokenKind::ColonEqual) {
            return None;
        }
        match &expr {
            Expr::Name(name) if name.ctx == ExprContext::Load => {
                let range = TextRange::new(left.start(), value.0.end());
                Some(Finding::new("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", range))
            }
            Expr::List(_)
            | Expr::Tuple(_)
            | Expr::Generator(_)
            | Expr::NoneLiteral(_)
            | Expr::BooleanLiteral(_) => None,
            _ if is_bitwise_or(&expr) => {
                let name = expression_name(&expr);
                let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
                Some(Finding::new(message, left))
            }
            _ => None,
        }
    }

    /// The token that the element or condition holding token `at` begins with.
    pub(super) fn element_start(&self, at: usize) -> Option<usize> {
        let mut level = 0_u32;
        let mut start = None;
        for index in (0..at).rev() {
            match self.kind(index) {
                TokenKind::Comment | TokenKind::NonLogicalNewline => continue,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => level += 1,
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace if level > 0 => level -= 1,
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => return start,
                TokenKind::Newline
                | TokenKind::Indent
                | TokenKind::Dedent
                | TokenKind::Semi
                | TokenKind::Comma
                | TokenKind::Colon
                | TokenKind::Equal
                | TokenKind::If
                | TokenKind::Elif
                | TokenKind::While
                | TokenKind::Return
                | TokenKind::Assert
                | TokenKind::In
                | TokenKind::DoubleStar
                | TokenKind::For
                    if level == 0 =>
                {
                    return start;
                }
                _ => {}
            }
            start = Some(index);
        }
        start
    }

    /// The longest run of tokens from `from` that is an expression to the taste of `accept`: its
    /// range and the token after it.
    pub(super) fn longest_expression(
        &self,
        from: usize,
        accept: impl Fn(&Expr) -> bool,
    ) -> Option<(TextRange, usize)> {
        /// Longer expressions are not looked at: the message is not worth the time.
        const LOOK_AHEAD: usize = 60;
        let start = self.tokens.get(from)?.start();
        let mut longest = None;
        let mut level = 0_u32;
        for at in from..self.tokens.len().min(from + LOOK_AHEAD) {
            match self.kind(at) {
                TokenKind::Newline | TokenKind::EndOfFile | TokenKind::Unknown => break,
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => level += 1,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace if level == 0 => break,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => level -= 1,
                TokenKind::Comma if level == 0 => break,
                _ => {}
            }
            let range = TextRange::new(start, self.tokens[at].end());
            if level == 0 && self.parse(range).is_some_and(|expr| accept(&expr)) {
                longest = Some((range, at + 1));
            }
        }
        longest
    }
}
