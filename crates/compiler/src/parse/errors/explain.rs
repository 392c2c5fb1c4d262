//! From what ruff's parser says to what CPython's says.

use ruff_python_ast::Expr;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{InterpolatedStringErrorType, LexicalErrorType, ParseError, ParseErrorType};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::{Broken, Finding, is_escape_error};
use crate::error::ErrorKind;

impl Broken<'_> {
    pub(super) fn finding(&self, error: &ParseError) -> Finding {
        let range = error.location;
        let at = self.token_at(range.start());
        match &error.error {
            ParseErrorType::UnexpectedIndentation => {
                Finding { kind: ErrorKind::IndentationError, message: "unexpected indent".to_owned(), range }
            }
            ParseErrorType::InvalidAssignmentTarget => self.assignment_target(range),
            ParseErrorType::InvalidAugmentedAssignmentTarget => self.augmented_target(range),
            ParseErrorType::InvalidNamedAssignmentTarget => self.named_target(range),
            ParseErrorType::InvalidDeleteTarget => self.delete_target(range),
            ParseErrorType::InvalidAnnotatedAssignmentTarget => {
                Finding::new("illegal target for annotation", range)
            }
            ParseErrorType::UnparenthesizedGeneratorExpression => self.bare_generator(range),
            ParseErrorType::InvalidStarredExpressionUsage => self.starred(range, at),
            ParseErrorType::InvalidStarPatternUsage if self.kind(at) == TokenKind::Star => {
                // `*name` is read before it turns out to stand alone.
                self.invalid_syntax(if self.in_brackets(at) { at } else { at + 2 })
            }
            ParseErrorType::InvalidMatchPatternTarget => Finding::new("cannot use '_' as a target", range),
            ParseErrorType::PositionalAfterKeywordArgument => {
                Finding::new("positional argument follows keyword argument", self.end_of_call(range))
            }
            ParseErrorType::PositionalAfterKeywordUnpacking => Finding::new(
                "positional argument follows keyword argument unpacking",
                self.end_of_call(range),
            ),
            ParseErrorType::InvalidArgumentUnpackingOrder => self.unpacking_order(range),
            ParseErrorType::DuplicateKeywordArgumentError(name) => {
                Finding::new(format!("keyword argument repeated: {name}"), range)
            }
            ParseErrorType::ParamAfterVarKeywordParam => {
                Finding::new("arguments cannot follow var-keyword argument", self.token_range(at))
            }
            ParseErrorType::NonDefaultParamAfterDefaultParam => {
                Finding::new("parameter without a default follows parameter with a default", range)
            }
            ParseErrorType::VarParameterWithDefault => {
                let star = self.before(at).and_then(|name| self.before(name)).map(|star| self.kind(star));
                let what = if star == Some(TokenKind::DoubleStar) { "keyword" } else { "positional" };
                let message = format!("var-{what} argument cannot have default value");
                Finding::new(message, self.token_range(at))
            }
            ParseErrorType::ExpectedKeywordParam => self.bare_star(at),
            ParseErrorType::ExpectedImaginaryNumber => {
                Finding::new("imaginary number required in complex literal", range)
            }
            ParseErrorType::ExpectedRealNumber => {
                Finding::new("real number required in complex literal", range)
            }
            ParseErrorType::EmptyTypeParams => Finding::new(
                "Type parameter list cannot be empty",
                TextRange::at(range.start(), TextSize::new(1)),
            ),
            ParseErrorType::EmptyImportNames if self.kind(at) == TokenKind::Newline => {
                Finding::new("Expected one or more names after 'import'", TextRange::empty(range.start()))
            }
            ParseErrorType::FStringError(kind) => self.formatted(kind, "f", range, at),
            ParseErrorType::TStringError(kind) => self.formatted(kind, "t", range, at),
            ParseErrorType::Lexical(LexicalErrorType::FStringError(kind)) => {
                self.formatted(kind, "f", range, at)
            }
            ParseErrorType::Lexical(LexicalErrorType::TStringError(kind)) => {
                self.formatted(kind, "t", range, at)
            }
            ParseErrorType::Lexical(LexicalErrorType::InvalidByteLiteral) => {
                let message = "bytes can only contain ASCII literal characters";
                Finding::new(message, self.string_around(range.start()).unwrap_or(range))
            }
            kind if is_escape_error(kind) => self.bad_escape(range.start()),
            ParseErrorType::ExpectedExpression => self.expected_expression(at),
            ParseErrorType::ExpectedToken { expected, .. } => self.expected_token(*expected, at),
            ParseErrorType::OtherError(message) => self.other(message, range, at),
            _ => self.generic(at),
        }
    }

    fn end_of_call(&self, range: TextRange) -> TextRange {
        // CPython points at the parenthesis that ends the call.
        let mut level = 0_u32;
        for token in &self.tokens[self.token_at(range.start())..] {
            match token.kind() {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => level += 1,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace if level == 0 => return token.range(),
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => level -= 1,
                _ => {}
            }
        }
        range
    }

    fn unpacking_order(&self, range: TextRange) -> Finding {
        let message = "iterable argument unpacking follows keyword argument unpacking";
        let at = self.token_at(range.start());
        let previous = self.before(at).and_then(|comma| self.element_start(comma));
        let start = previous
            .and_then(|start| self.before(start))
            .filter(|star| self.kind(*star) == TokenKind::DoubleStar)
            .map_or(range.start(), |name| self.tokens[name].end());
        Finding::new(message, TextRange::new(start, range.end()))
    }

    fn bare_generator(&self, range: TextRange) -> Finding {
        let first = self.token_at(range.start());
        // The bases of a class take no generator expression at all.
        let opener = self.before(first).and_then(|open| self.before(open)).and_then(|name| self.before(name));
        if opener.is_some_and(|word| self.kind(word) == TokenKind::Class) {
            let tokens = self.tokens[first..].iter();
            let word = tokens
                .take_while(|token| token.end() <= range.end())
                .position(|token| token.kind() == TokenKind::For);
            return self.invalid_syntax(first + word.unwrap_or(0));
        }
        Finding::new("Generator expression must be parenthesized", range)
    }

    fn starred(&self, range: TextRange, at: usize) -> Finding {
        let in_parentheses = self.before(at).is_some_and(|before| self.kind(before) == TokenKind::Lpar)
            && self.kind(self.token_at(range.end())) == TokenKind::Rpar;
        if in_parentheses {
            return Finding::new("cannot use starred expression here", range);
        }
        self.generic(at)
    }

    fn bare_star(&self, at: usize) -> Finding {
        let message = "named arguments must follow bare *";
        // The star itself, in a lambda the token after it.
        let star = match self.kind(at) {
            TokenKind::Star => at,
            _ => self.tokens[..at].iter().rposition(|token| token.kind() == TokenKind::Star).unwrap_or(at),
        };
        let is_lambda = self.tokens[..star]
            .iter()
            .rev()
            .take_while(|token| token.kind() != TokenKind::Newline)
            .find(|token| matches!(token.kind(), TokenKind::Lambda | TokenKind::Lpar))
            .is_some_and(|token| token.kind() == TokenKind::Lambda);
        let shown = if is_lambda { star + 1 } else { star };
        Finding::new(message, self.token_range(shown))
    }

    fn formatted(
        &self,
        kind: &InterpolatedStringErrorType,
        letter: &str,
        range: TextRange,
        at: usize,
    ) -> Finding {
        let message = match kind {
            InterpolatedStringErrorType::LambdaWithoutParentheses => {
                "lambda expressions are not allowed without parentheses".to_owned()
            }
            InterpolatedStringErrorType::InvalidConversionFlag if self.kind(at) == TokenKind::Name => {
                let flag = self.text_of(at);
                format!("invalid conversion character '{flag}': expected 's', 'r', or 'a'")
            }
            InterpolatedStringErrorType::InvalidConversionFlag => "missing conversion character".to_owned(),
            InterpolatedStringErrorType::ConversionFlagNotImmediatelyAfterExclamation => {
                "conversion type must come right after the exclamation mark".to_owned()
            }
            InterpolatedStringErrorType::UnclosedLbrace => {
                match self.before(at).map(|before| self.kind(before)) {
                    Some(TokenKind::Equal) => "expecting '!', or ':', or '}'".to_owned(),
                    _ if self.in_format_spec(at) => "expecting '}', or format specs".to_owned(),
                    _ => "expecting '=', or '!', or ':', or '}'".to_owned(),
                }
            }
            _ => return Finding::new(format!("{letter}-string: expecting '}}'"), range),
        };
        Finding::new(format!("{letter}-string: {message}"), self.token_range(at))
    }

    fn in_format_spec(&self, at: usize) -> bool {
        self.tokens[..at.min(self.tokens.len())]
            .iter()
            .rev()
            .take_while(|token| !matches!(token.kind(), TokenKind::FStringStart | TokenKind::TStringStart))
            .any(|token| token.kind() == TokenKind::Colon)
    }

    /// The letter of the f-string or t-string whose field begins right before token `at`.
    fn field_start(&self, at: usize) -> Option<char> {
        let brace = self.before(at).filter(|brace| self.kind(*brace) == TokenKind::Lbrace)?;
        self.field_brace(brace)
    }

    /// The letter of the string if the brace `at` opens a field of it.
    fn field_brace(&self, at: usize) -> Option<char> {
        match self.kind(at.checked_sub(1)?) {
            TokenKind::FStringStart | TokenKind::FStringMiddle => Some('f'),
            TokenKind::TStringStart | TokenKind::TStringMiddle => Some('t'),
            // A field right after another.
            TokenKind::Rbrace => self.tokens[..at].iter().rev().find_map(|token| match token.kind() {
                TokenKind::FStringStart => Some('f'),
                TokenKind::TStringStart => Some('t'),
                TokenKind::FStringEnd | TokenKind::TStringEnd | TokenKind::Newline => Some('\0'),
                _ => None,
            }),
            _ => None,
        }
        .filter(|letter| *letter != '\0')
    }

    fn expected_expression(&self, at: usize) -> Finding {
        if let Some(letter) = self.field_start(at) {
            let range = self.token_range(at);
            return match self.kind(at) {
                TokenKind::Rbrace | TokenKind::Exclamation | TokenKind::Colon | TokenKind::Equal => {
                    let token = self.text_of(at);
                    Finding::new(
                        format!("{letter}-string: valid expression required before '{token}'"),
                        range,
                    )
                }
                _ => Finding::new(format!("{letter}-string: expecting a valid expression after '{{'"), range),
            };
        }
        let before = self.before(at);
        match before.map(|before| self.kind(before)) {
            Some(TokenKind::Star) if before.is_some_and(|star| self.field_start(star).is_some()) => {
                let star = before.unwrap_or(at);
                let letter = self.field_start(star).unwrap_or('f');
                let message = format!("{letter}-string: expecting a valid expression after '{{'");
                Finding::new(message, self.token_range(star))
            }
            Some(TokenKind::Star) if self.is_bracket_start(before) && self.closes(at) => {
                Finding::new("Invalid star expression", self.token_range(at))
            }
            Some(TokenKind::Equal) if matches!(self.kind(at), TokenKind::Rpar | TokenKind::Comma) => {
                let start = before.and_then(|equal| self.before(equal)).unwrap_or(at);
                let end = before.unwrap_or(at);
                let range = TextRange::new(self.token_range(start).start(), self.token_range(end).end());
                Finding::new("expected argument value expression", range)
            }
            Some(TokenKind::Colon)
                if self.in_dict(at) && matches!(self.kind(at), TokenKind::Rbrace | TokenKind::Comma) =>
            {
                let colon = before.unwrap_or(at);
                Finding::new("expression expected after dictionary key and ':'", self.token_range(colon))
            }
            Some(TokenKind::Else) if self.is_ternary_else(before) => {
                let message = "expected expression after 'else', but statement is given";
                match self.kind(at) {
                    TokenKind::Newline | TokenKind::Pass | TokenKind::Break | TokenKind::Continue => {
                        Finding::new(message, self.token_range(at))
                    }
                    _ => self.generic(at),
                }
            }
            _ => self.generic(at),
        }
    }

    /// Whether the `else` is that of a conditional expression, not of a statement.
    fn is_ternary_else(&self, at: Option<usize>) -> bool {
        at.and_then(|word| self.before(word)).is_some_and(|before| {
            !matches!(self.kind(before), TokenKind::Newline | TokenKind::Dedent | TokenKind::Indent)
        })
    }

    fn closes(&self, at: usize) -> bool {
        matches!(self.kind(at), TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace | TokenKind::Comma)
    }

    fn is_bracket_start(&self, star: Option<usize>) -> bool {
        star.and_then(|star| self.before(star)).is_some_and(|before| {
            matches!(
                self.kind(before),
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace | TokenKind::Comma
            )
        })
    }

    /// Whether token `at` stands right inside braces.
    fn in_dict(&self, at: usize) -> bool {
        let mut level = 0_u32;
        for token in self.tokens[..at.min(self.tokens.len())].iter().rev() {
            match token.kind() {
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => level += 1,
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace if level > 0 => level -= 1,
                TokenKind::Lbrace => return true,
                TokenKind::Lpar | TokenKind::Lsqb => return false,
                _ => {}
            }
        }
        false
    }

    fn expected_token(&self, expected: TokenKind, at: usize) -> Finding {
        let found = self.kind(at);
        let range = self.token_range(at);
        match expected {
            TokenKind::Colon if found == TokenKind::Newline => Finding::new("expected ':'", range),
            TokenKind::Colon if found != TokenKind::Equal && self.forces_colon(at) => {
                Finding::new("expected ':'", range)
            }
            TokenKind::Colon if self.in_dict(at) && self.closes(at) => {
                let before = self.before(at).map_or(range, |before| self.token_range(before));
                Finding::new("':' expected after dictionary key", TextRange::empty(before.start()))
            }
            TokenKind::Lpar if self.line_has(at, TokenKind::Def) => Finding::new("expected '('", range),
            TokenKind::Else => self.unfinished_conditional(at),
            TokenKind::Rpar if found == TokenKind::Lpar && self.line_has(at, TokenKind::Def) => {
                let message = "Function parameters cannot be parenthesized";
                let end = self.longest_expression(at, |_| true).map_or(range.end(), |(range, _)| range.end());
                Finding::new(message, TextRange::new(range.start(), end))
            }
            _ => self.generic(at),
        }
    }

    fn line_has(&self, at: usize, kind: TokenKind) -> bool {
        self.line_before(at).any(|token| token == kind)
    }

    /// The kinds of the tokens before `at` on its logical line, backwards.
    fn line_before(&self, at: usize) -> impl Iterator<Item = TokenKind> + '_ {
        let tokens = self.tokens[..at.min(self.tokens.len())].iter().rev();
        tokens.map(|token| token.kind()).take_while(|kind| {
            !matches!(kind, TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent | TokenKind::Semi)
        })
    }

    /// Whether the statement is one whose colon may be nothing else.
    fn forces_colon(&self, at: usize) -> bool {
        let before = self.before(at);
        match before.map(|before| self.kind(before)) {
            Some(TokenKind::Else | TokenKind::Try | TokenKind::Finally) => true,
            Some(TokenKind::Rpar) => {
                let first = self.line_before(at).last();
                matches!(first, Some(TokenKind::Def)) && !self.line_has(at, TokenKind::Rarrow)
            }
            _ => false,
        }
    }

    /// `x if y` without `else`.
    fn unfinished_conditional(&self, at: usize) -> Finding {
        if matches!(self.kind(at), TokenKind::Colon) {
            return self.generic(at);
        }
        let word = self.tokens[..at].iter().rposition(|token| token.kind() == TokenKind::If);
        let start = word.and_then(|word| self.element_start(word));
        match start.zip(self.before(at)) {
            Some((start, last)) => {
                let range = TextRange::new(self.tokens[start].start(), self.tokens[last].end());
                Finding::new("expected 'else' after 'if' expression", range)
            }
            None => self.generic(at),
        }
    }

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
        if let Some(finding) = self.legacy_statement(at).or_else(|| self.forgotten_comma(at)) {
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

    fn in_brackets(&self, at: usize) -> bool {
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

    /// Messages ruff's parser makes as it goes.
    fn other(&self, message: &str, range: TextRange, at: usize) -> Finding {
        if let Some(what) = message.strip_prefix("Expected an indented block after ") {
            return self.missing_block(what, at);
        }
        let (text, range) = match message {
            "Only one '/' separator allowed" => ("/ may appear only once", range),
            "Only one '*' parameter allowed" => ("* argument may appear only once", self.token_range(at)),
            "Position-only parameter separator not allowed as first parameter" => {
                ("at least one argument must precede /", range)
            }
            "'/' parameter must appear before '*' parameter" => ("/ must be ahead of *", range),
            "Expected `except` or `finally` after `try` block" => {
                ("expected 'except' or 'finally' block", self.token_range(at))
            }
            "Multiple exception types must be parenthesized when using `as`" => {
                let end = self.tokens[at..].iter().find(|token| token.kind() == TokenKind::Colon);
                let range = TextRange::new(range.start(), end.map_or(range.end(), |colon| colon.start()));
                ("multiple exception types must be parenthesized when using 'as'", range)
            }
            "Expected one or more exception types" => {
                ("expected one or more exception types", self.token_range(at))
            }
            "Cannot have both 'except' and 'except*' on the same 'try'" => {
                let star = self.token_range(at + 1);
                let range = TextRange::new(range.start(), star.end() + TextSize::new(1));
                ("cannot have both 'except' and 'except*' on the same 'try'", range)
            }
            "Positional patterns cannot follow keyword patterns" => {
                ("positional patterns follow keyword patterns", range)
            }
            "Trailing comma not allowed" if self.line_has(at, TokenKind::From) => {
                let next = self.token_at(range.end());
                if self.kind(next) != TokenKind::Newline {
                    return self.invalid_syntax(next);
                }
                ("trailing comma not allowed without surrounding parentheses", self.token_range(next))
            }
            "Trailing comma not allowed" => return self.invalid_syntax(self.token_at(range.end())),
            "Bytes literal cannot be mixed with non-bytes literals" => {
                ("cannot mix bytes and nonbytes literals", self.token_range(self.token_at(range.end())))
            }
            "Expected a parameter name" => return self.bad_keyword(range),
            _ if message.starts_with("Only single target (not ") => {
                let what = if message.contains("list") { "list" } else { "tuple" };
                let text = format!("only single target (not {what}) can be annotated");
                let parenthesized = self.text[range].starts_with(['(', '[']);
                let range = if parenthesized { range } else { self.token_range(at) };
                return Finding::new(text, range);
            }
            "Star import must be the only import" => return self.invalid_syntax(at + 1),
            _ => return self.generic(at),
        };
        Finding::new(text, range)
    }

    /// `f(1=2)`: what stands before the `=` of a keyword argument is no name.
    fn bad_keyword(&self, range: TextRange) -> Finding {
        let equal = self.token_range(self.token_at(range.end()));
        let message = match &self.text[range] {
            word @ ("True" | "False" | "None") => format!("cannot assign to {word}"),
            _ => "expression cannot contain assignment, perhaps you meant \"==\"?".to_owned(),
        };
        Finding::new(message, TextRange::new(range.start(), equal.end()))
    }

    fn missing_block(&self, what: &str, at: usize) -> Finding {
        let what = match what.split_whitespace().next() {
            Some("function") => "function definition".to_owned(),
            Some("`class`") => "class definition".to_owned(),
            Some(word) => format!("'{}' statement", word.trim_matches('`')),
            None => String::new(),
        };
        // The line of the statement is that of its first word.
        let first = self.statement_start(at);
        let line = self.lines.line(self.token_range(first).start());
        Finding {
            kind: ErrorKind::IndentationError,
            message: format!("expected an indented block after {what} on line {line}"),
            range: self.token_range(at),
        }
    }

    /// The first token of the compound statement whose block is missing before token `at`.
    fn statement_start(&self, at: usize) -> usize {
        let newline =
            self.tokens[..at].iter().rposition(|token| token.kind() == TokenKind::Newline).unwrap_or(0);
        let before = self.tokens[..newline].iter().rposition(|token| {
            matches!(
                token.kind(),
                TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent | TokenKind::Semi
            )
        });
        let mut first = before.map_or(0, |before| before + 1);
        while matches!(self.kind(first), TokenKind::Comment | TokenKind::NonLogicalNewline) {
            first += 1;
        }
        first
    }
}
