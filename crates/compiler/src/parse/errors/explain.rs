//! From what ruff's parser says to what CPython's says.

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
    pub(super) fn field_start(&self, at: usize) -> Option<char> {
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
            Some(TokenKind::Equal) if self.in_parameters(at) => {
                Finding::new("expected default value expression", self.token_range(before.unwrap_or(at)))
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

    /// Whether token `at` stands among the parameters of a function or lambda.
    fn in_parameters(&self, at: usize) -> bool {
        let first = self.statement_first(at);
        let is_def = matches!(self.kind(first), TokenKind::Def | TokenKind::Async);
        let in_def = is_def && self.in_brackets(at) && !self.line_has(at, TokenKind::Rarrow);
        let lambda = self.tokens[first..at].iter().rposition(|token| token.kind() == TokenKind::Lambda);
        let colon = self.tokens[first..at].iter().rposition(|token| token.kind() == TokenKind::Colon);
        in_def || lambda.is_some_and(|lambda| colon.is_none_or(|colon| colon < lambda))
    }

    /// The first token of the logical line that token `at` stands on.
    pub(super) fn statement_first(&self, at: usize) -> usize {
        let at = at.min(self.tokens.len());
        let line = self.tokens[..at].iter().rposition(|token| {
            matches!(
                token.kind(),
                TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent | TokenKind::Semi
            )
        });
        let first = line.map_or(0, |line| line + 1);
        let hidden = |kind| matches!(kind, TokenKind::Comment | TokenKind::NonLogicalNewline);
        (first..at).find(|index| !hidden(self.kind(*index))).unwrap_or(at)
    }

    /// A target that can't be one, in the statement that goes wrong at token `at`.
    pub(super) fn earlier_target(&self, at: usize) -> Option<Finding> {
        let first = self.statement_first(at);
        let mut level = 0_i32;
        let mut start = first;
        for index in first..at {
            match self.kind(index) {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => level += 1,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => level -= 1,
                TokenKind::Equal if level == 0 && index > start => {
                    let range =
                        TextRange::new(self.tokens[start].start(), self.tokens[self.before(index)?].end());
                    if let Some(wrong) = self.invalid_part(range) {
                        return Some(self.assignment_target(wrong));
                    }
                    start = index + 1;
                }
                TokenKind::Colon | TokenKind::Lambda if level == 0 => return None,
                _ => {}
            }
        }
        None
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

    pub(super) fn line_has(&self, at: usize, kind: TokenKind) -> bool {
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

    /// Messages ruff's parser makes as it goes.
    fn other(&self, message: &str, range: TextRange, at: usize) -> Finding {
        if let Some(what) = message.strip_prefix("Expected an indented block after ") {
            return self.missing_block(what, at);
        }
        let (text, range) = match message {
            "Only one '/' separator allowed" => ("/ may appear only once", range),
            "Only one '*' parameter allowed" => ("* argument may appear only once", self.token_range(at)),
            "Position-only parameter separator not allowed as first parameter"
                if self.before(at).is_some_and(|before| self.kind(before) != TokenKind::Lpar)
                    && self.line_has(at, TokenKind::Star) =>
            {
                ("/ must be ahead of *", range)
            }
            "Position-only parameter separator not allowed as first parameter"
                if self.kind(at + 1) == TokenKind::Rpar =>
            {
                return self.invalid_syntax(at);
            }
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
            "Bytes literal cannot be mixed with non-bytes literals"
            | "Cannot mix t-string literals with string or bytes literals"
                if self.has_template(range) =>
            {
                ("cannot mix t-string literals with string or bytes literals", range)
            }
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

    /// Whether a t-string stands in the range.
    fn has_template(&self, range: TextRange) -> bool {
        let inside = |start: TextSize| range.contains_range(TextRange::empty(start));
        self.tokens.iter().any(|token| token.kind() == TokenKind::TStringStart && inside(token.start()))
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
            Some("`except`") if self.kind(self.header_start(at) + 1) == TokenKind::Star => {
                "'except*' statement".to_owned()
            }
            Some(word) => format!("'{}' statement", word.trim_matches('`')),
            None => String::new(),
        };
        // The line of the statement is that of its first word.
        let first = self.header_start(at);
        let line = self.lines.line(self.token_range(first).start());
        Finding {
            kind: ErrorKind::IndentationError,
            message: format!("expected an indented block after {what} on line {line}"),
            range: self.token_range(at),
        }
    }

    /// The first token of the compound statement whose block is missing before token `at`.
    fn header_start(&self, at: usize) -> usize {
        let header = &self.tokens[..at.min(self.tokens.len())];
        let colon = header.iter().rposition(|token| token.kind() == TokenKind::Colon);
        self.statement_first(colon.unwrap_or(at))
    }
}
