//! A scanner of Python source, as much as it takes to find operators and brackets in a line that has compiled before.

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Name,
    Number,
    String,
    Operator,
    /// The end of a logical line, outside brackets.
    Newline,
}

/// A place: line and column, in characters, both counted from 0.
pub(super) type Place = (usize, usize);

/// A token of a text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) start: Place,
    pub(super) end: Place,
    /// The index of the other bracket of a pair, else its own index.
    pub(super) pair: usize,
}

impl Token {
    pub(super) fn is(&self, operator: &str) -> bool {
        self.kind == Kind::Operator && self.text == operator
    }

    pub(super) fn is_name(&self, name: &str) -> bool {
        self.kind == Kind::Name && self.text == name
    }
}

const OPERATORS: [&str; 47] = [
    "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", "+=", "-=",
    "*=", "/=", "%=", "&=", "|=", "^=", "@=", ":=", "+", "-", "*", "/", "%", "@", "&", "|", "^", "~", "<",
    ">", "(", ")", "[", "]", "{", "}", ",", ":", ".", ";", "=",
];

/// Formatted strings can be nested so deep; CPython's limit is lower.
const MOST_NESTED: usize = 200;

/// The tokens of a text; `None` where it can't be scanned: brackets don't match, a string does not end.
pub(super) fn scan(text: &str) -> Option<Vec<Token>> {
    let (tokens, whole) = scan_leniently(text);
    whole.then_some(tokens)
}

/// The tokens of a text as far as it can be scanned, and whether that is all of it.
pub(super) fn scan_leniently(text: &str) -> (Vec<Token>, bool) {
    let mut tokens = Vec::new();
    let whole = scan_into(text, &mut tokens).is_some();
    (tokens, whole)
}

fn scan_into(text: &str, tokens: &mut Vec<Token>) -> Option<()> {
    let mut scanner =
        Scanner { characters: text.chars().collect(), at: 0, line: 0, line_start: 0, nesting: 0 };
    let mut open: Vec<usize> = Vec::new();
    while let Some(c) = scanner.peek(0) {
        let start = scanner.place();
        let from = scanner.at;
        let kind = match c {
            '\n' => {
                scanner.advance();
                if !open.is_empty() {
                    continue;
                }
                Kind::Newline
            }
            '\\' if scanner.peek(1) == Some('\n') => {
                scanner.advance();
                scanner.advance();
                continue;
            }
            '#' => {
                while scanner.peek(0).is_some_and(|c| c != '\n') {
                    scanner.advance();
                }
                continue;
            }
            c if c.is_whitespace() => {
                scanner.advance();
                continue;
            }
            '"' | '\'' => {
                scanner.string(false, false)?;
                Kind::String
            }
            c if c.is_ascii_digit() || c == '.' && scanner.peek(1).is_some_and(|c| c.is_ascii_digit()) => {
                scanner.number();
                Kind::Number
            }
            c if is_name(c) => scanner.name_or_string()?,
            _ => {
                let operator = OPERATORS.iter().find(|operator| scanner.starts_with(operator))?;
                for _ in operator.chars() {
                    scanner.advance();
                }
                Kind::Operator
            }
        };
        let text: String = scanner.characters[from..scanner.at].iter().collect();
        let index = tokens.len();
        let mut pair = index;
        if kind == Kind::Operator {
            match text.as_str() {
                "(" | "[" | "{" => open.push(index),
                ")" | "]" | "}" => {
                    pair = open.pop()?;
                    let opened = &mut tokens[pair];
                    if !matches!((opened.text.as_str(), text.as_str()), ("(", ")") | ("[", "]") | ("{", "}"))
                    {
                        return None;
                    }
                    opened.pair = index;
                }
                _ => {}
            }
        }
        tokens.push(Token { kind, text, start, end: scanner.place(), pair });
    }
    open.is_empty().then_some(())
}

fn is_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || !c.is_ascii()
}

struct Scanner {
    characters: Vec<char>,
    at: usize,
    line: usize,
    line_start: usize,
    /// How many formatted strings are open.
    nesting: usize,
}

impl Scanner {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    fn place(&self) -> Place {
        (self.line, self.at - self.line_start)
    }

    fn advance(&mut self) {
        if self.peek(0) == Some('\n') {
            self.line += 1;
            self.line_start = self.at + 1;
        }
        self.at += 1;
    }

    fn starts_with(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(index, c)| self.peek(index) == Some(c))
    }

    fn number(&mut self) {
        let hexadecimal = matches!(self.peek(1), Some('x' | 'X'));
        while let Some(c) = self.peek(0) {
            let signed = !hexadecimal && matches!(c, 'e' | 'E') && matches!(self.peek(1), Some('+' | '-'));
            if !(c.is_ascii_alphanumeric() || c == '_' || c == '.') {
                break;
            }
            self.advance();
            if signed {
                self.advance();
            }
        }
    }

    /// A name, or a string whose prefix looked like one.
    fn name_or_string(&mut self) -> Option<Kind> {
        let mut length = 0;
        while self.peek(length).is_some_and(is_name) {
            length += 1;
        }
        let prefix: String =
            self.characters[self.at..self.at + length].iter().collect::<String>().to_lowercase();
        let quoted = matches!(self.peek(length), Some('"' | '\''));
        for _ in 0..length {
            self.advance();
        }
        if quoted && length <= 2 && prefix.chars().all(|c| "rbuft".contains(c)) {
            let formatted = prefix.contains(['f', 't']);
            self.string(formatted, prefix.contains('r'))?;
            return Some(Kind::String);
        }
        Some(Kind::Name)
    }

    /// A string from its opening quote on. Formatted ones may hold expressions with strings in them.
    fn string(&mut self, formatted: bool, raw: bool) -> Option<()> {
        let quote = self.peek(0)?;
        let triple = self.peek(1) == Some(quote) && self.peek(2) == Some(quote);
        let width = if triple { 3 } else { 1 };
        for _ in 0..width {
            self.advance();
        }
        loop {
            let c = self.peek(0)?;
            if c == quote && (!triple || self.peek(1) == Some(quote) && self.peek(2) == Some(quote)) {
                for _ in 0..width {
                    self.advance();
                }
                return Some(());
            }
            match c {
                '\\' => {
                    self.advance();
                    // In raw formatted strings a brace after a backslash still opens a field.
                    if !(raw && formatted && matches!(self.peek(0), Some('{' | '}'))) {
                        self.peek(0)?;
                        self.advance();
                    }
                }
                '\n' if !triple => return None,
                '{' if formatted && self.peek(1) == Some('{') => {
                    self.advance();
                    self.advance();
                }
                '{' if formatted => {
                    if self.nesting == MOST_NESTED {
                        return None;
                    }
                    self.nesting += 1;
                    self.field(quote)?;
                    self.nesting -= 1;
                }
                _ => self.advance(),
            }
        }
    }

    /// A replacement field from its brace on. Nested strings are skipped, and fields nested in formats.
    fn field(&mut self, quote: char) -> Option<()> {
        // For each bracket open: whether it is a field's brace, whose format may follow.
        let mut open: Vec<bool> = Vec::new();
        let mut in_format = false;
        loop {
            let c = self.peek(0)?;
            if in_format {
                match c {
                    '{' => {
                        open.push(true);
                        in_format = false;
                    }
                    '}' => {
                        open.pop();
                        in_format = !open.is_empty();
                    }
                    c if c == quote => return None,
                    _ => {}
                }
                self.advance();
            } else {
                match c {
                    '"' | '\'' => {
                        self.string(false, false)?;
                        continue;
                    }
                    '{' => open.push(open.is_empty()),
                    '(' | '[' => open.push(false),
                    ')' | ']' => {
                        open.pop()?;
                    }
                    '}' => {
                        let field = open.pop()?;
                        in_format = field && !open.is_empty();
                    }
                    ':' if open.last() == Some(&true) => in_format = true,
                    c if is_name(c) => {
                        self.name_or_string()?;
                        continue;
                    }
                    _ => {}
                }
                self.advance();
            }
            if open.is_empty() {
                return Some(());
            }
        }
    }
}
