//! Errors that no token gives away: two expressions in a row, statements of Python 2, targets that
//! can't be assigned to. CPython looks for them once nothing else fits.

use ruff_python_ast::Expr;
use ruff_python_ast::token::TokenKind;
use ruff_text_size::{Ranged, TextRange};

use super::{Broken, Finding};

impl Broken<'_> {
    /// No rule has a better message than that the syntax is wrong, unless one of those that look at
    /// any two expressions in a row.
    pub(super) fn generic(&self, at: usize) -> Finding {
        // `x not` goes on with `in`.
        let at =
            if self.kind(at) == TokenKind::Not && self.kind(at + 1) != TokenKind::In && self.ends_value(at) {
                at + 1
            } else {
                at
            };
        if self.kind(at) == TokenKind::Equal
            && let Some(finding) = self.misplaced_equal(at)
        {
            return finding;
        }
        if self.kind(at) == TokenKind::ColonEqual
            && let Some(finding) = self.misplaced_walrus(at)
        {
            return finding;
        }
        let looks = [Self::legacy_statement, Self::forgotten_comma, Self::broken_string];
        if let Some(finding) = looks.iter().find_map(|look| look(self, at)) {
            return finding;
        }
        if let Some(finding) = self.misplaced_not(at).or_else(|| self.import_from_behind(at)) {
            return finding;
        }
        if let Some(finding) = self.bad_name_target(at).or_else(|| self.earlier_target(at)) {
            return finding;
        }
        if let Some(less) = self.before(at)
            && (self.text_of(less), self.text_of(at)) == ("<", ">")
        {
            let range = TextRange::new(self.tokens[less].start(), self.tokens[at].end());
            return Finding::new("invalid syntax.  Maybe you meant '!=' instead of '<>'?", range);
        }
        if let Some(finding) = self.after_field_expression(at) {
            return finding;
        }
        self.invalid_syntax(at)
    }

    /// Whether the token before `at` ends an expression.
    fn ends_value(&self, at: usize) -> bool {
        self.before(at).is_some_and(|before| {
            matches!(
                self.kind(before),
                TokenKind::Name
                    | TokenKind::Int
                    | TokenKind::Float
                    | TokenKind::Complex
                    | TokenKind::String
                    | TokenKind::Rpar
                    | TokenKind::Rsqb
                    | TokenKind::Rbrace
            )
        })
    }

    /// `:=` after something that is no name.
    fn misplaced_walrus(&self, at: usize) -> Option<Finding> {
        let start = self.element_start(at)?;
        let range = TextRange::new(self.tokens[start].start(), self.tokens[self.before(at)?].end());
        let expr = self.parse(range)?;
        if matches!(expr, Expr::Name(_)) {
            return None;
        }
        let message =
            format!("cannot use assignment expressions with {}", super::targets::expression_name(&expr));
        Some(Finding::new(message, range))
    }

    /// `print "…"` and `exec "…"`.
    fn legacy_statement(&self, at: usize) -> Option<Finding> {
        let name = self.before(at)?;
        let word = self.text_of(name);
        if !matches!(word, "print" | "exec") || self.kind(name) != TokenKind::Name {
            return None;
        }
        let (first, mut next) = self.longest_expression(at, |_| true)?;
        let mut end = first.end();
        // What follows may be a tuple.
        while self.kind(next) == TokenKind::Comma {
            let Some((range, after)) = self.longest_expression(next + 1, |_| true) else {
                end = self.tokens[next].end();
                break;
            };
            (end, next) = (range.end(), after);
        }
        let range = TextRange::new(self.tokens[name].start(), end);
        let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
        Some(Finding::new(message, range))
    }

    /// Two expressions in a row inside brackets.
    fn forgotten_comma(&self, at: usize) -> Option<Finding> {
        if !self.in_brackets(at) {
            return None;
        }
        let start = self.element_start(at)?;
        let last = self.before(at)?;
        if start > last {
            return None;
        }
        let is_soft = matches!(self.text_of(start), "match" | "case" | "type" | "_");
        if is_soft || (self.kind(start) == TokenKind::Name && self.kind(start + 1) == TokenKind::String) {
            return None;
        }
        let left = TextRange::new(self.tokens[start].start(), self.tokens[last].end());
        let expr = self.parse(left)?;
        if matches!(expr, Expr::Lambda(_) | Expr::If(_) | Expr::Named(_) | Expr::Starred(_) | Expr::Yield(_))
        {
            return None;
        }
        let (right, _) = self.longest_expression(at, |expr| !expr.is_starred_expr())?;
        let range = TextRange::new(left.start(), right.end());
        Some(Finding::new("invalid syntax. Perhaps you forgot a comma?", range))
    }

    /// Words between two string literals: quotes inside a string, as often as not.
    fn broken_string(&self, at: usize) -> Option<Finding> {
        let first = if self.kind(at) == TokenKind::String { at + 1 } else { at };
        if self.kind(self.before(first)?) != TokenKind::String {
            return None;
        }
        let mut next = first;
        let mut end = None;
        while self.kind(next) != TokenKind::String {
            let (range, after) = self.longest_expression(next, |expr| !expr.is_string_literal_expr())?;
            (end, next) = (Some(range.end()), after);
        }
        let range = TextRange::new(self.tokens.get(first)?.start(), end?);
        Some(Finding::new("invalid syntax. Is this intended to be part of the string?", range))
    }

    /// `1 + not x`.
    fn misplaced_not(&self, at: usize) -> Option<Finding> {
        let operator = self.kind(self.before(at)?);
        let is_operator = matches!(
            operator,
            TokenKind::Plus
                | TokenKind::Minus
                | TokenKind::Star
                | TokenKind::Slash
                | TokenKind::Percent
                | TokenKind::DoubleSlash
                | TokenKind::At
        );
        if self.kind(at) != TokenKind::Not || !is_operator {
            return None;
        }
        let (range, _) = self.longest_expression(at, |expr| matches!(expr, Expr::UnaryOp(_)))?;
        Some(Finding::new("'not' after an operator must be parenthesized", range))
    }

    /// `import a from b`.
    fn import_from_behind(&self, at: usize) -> Option<Finding> {
        let first = self.statement_first(at);
        if self.kind(first) != TokenKind::Import || self.kind(at) != TokenKind::From {
            return None;
        }
        let mut last = at;
        while matches!(self.kind(last + 1), TokenKind::Name | TokenKind::Dot) {
            last += 1;
        }
        let range = TextRange::new(self.tokens[first].start(), self.tokens[last].end());
        Some(Finding::new("Did you mean to use 'from ... import ...' instead?", range))
    }

    /// `import a as b.c`, `except A as b.c`, `case A as b.c`: only a name may stand there.
    fn bad_name_target(&self, at: usize) -> Option<Finding> {
        let mut line = self.tokens[..at.min(self.tokens.len())].iter();
        let word = line.rposition(|token| token.kind() == TokenKind::As)?;
        let first = self.statement_first(at);
        if word < first || at > word + 2 {
            return None;
        }
        let (range, _) = self.longest_expression(word + 1, |_| true)?;
        let expr = self.parse(range)?;
        let name = super::targets::expression_name(&expr);
        let is_case = self.text_of(first) == "case";
        let message = match self.kind(first) {
            TokenKind::Import | TokenKind::From => format!("cannot use {name} as import target"),
            TokenKind::Except => format!("cannot use except statement with {name}"),
            _ if is_case => format!("cannot use {name} as pattern target"),
            _ => return None,
        };
        (!matches!(expr, Expr::Name(_))).then(|| Finding::new(message, range))
    }

    pub(super) fn in_brackets(&self, at: usize) -> bool {
        let mut level = 0_i32;
        for token in &self.tokens[..at.min(self.tokens.len())] {
            match token.kind() {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => level += 1,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => level -= 1,
                TokenKind::Newline => level = 0,
                _ => {}
            }
        }
        level > 0
    }

    /// Something after the expression of an f-string's field that can't follow it.
    fn after_field_expression(&self, at: usize) -> Option<Finding> {
        let start = self.element_start(at).unwrap_or(at);
        let letter = self.field_start(start)?;
        if self.kind(start) == TokenKind::Lambda {
            let message = format!("{letter}-string: lambda expressions are not allowed without parentheses");
            let end = self.tokens[start..].iter().find(|token| token.kind() == TokenKind::Colon)?;
            return Some(Finding::new(message, TextRange::new(self.tokens[start].start(), end.end())));
        }
        let (_, next) = self.longest_expression(start, |_| true)?;
        let message = format!("{letter}-string: expecting '=', or '!', or ':', or '}}'");
        Some(Finding::new(message, self.token_range(next)))
    }
}
