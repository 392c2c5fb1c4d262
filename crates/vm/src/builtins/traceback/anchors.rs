//! Where in an expression its operator or its brackets are, for the carets of a traceback.
//!
//! CPython parses the expression again; here the root of its tree is found by precedence, which is enough: the
//! expression has compiled before.

use super::tokens::{Kind, Place, Token, scan};

/// The part of an expression that is marked `^` rather than `~`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Anchors {
    pub(super) start: Place,
    pub(super) end: Place,
}

/// A call found at the root of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct RootCall {
    pub(super) start: Place,
    pub(super) end: Place,
    /// The called expression is a plain name.
    pub(super) of_name: bool,
}

/// The root of an expression's tree, by token indices.
enum Root {
    /// A binary operator; its right operand ends before `end`.
    Binary { operator: usize, end: usize },
    /// A call or subscript of what starts at `start`, by its opening bracket.
    Trailer { start: usize, open: usize },
}

const KEYWORDS: [&str; 31] = [
    "and", "as", "assert", "async", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
    "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Where the operator, or the brackets, of an expression are; `None` for expressions of other kinds and for what is
/// no expression.
pub(super) fn anchors(segment: &str) -> Option<Anchors> {
    let mut tokens = scan(segment)?;
    tokens.retain(|token| token.kind != Kind::Newline);
    pair_again(&mut tokens);
    match root(&tokens, 0, tokens.len())? {
        Root::Binary { operator, end } => {
            let (line, column) = tokens[operator].start;
            let right = operand_start(&tokens, operator + 1, end);
            let next = segment.split('\n').nth(line).and_then(|text| text.chars().nth(column + 1));
            let free = right.0 > line || column + 1 < right.1;
            let wide = free && next.is_some_and(|c| !c.is_whitespace() && !"\\#".contains(c));
            Some(Anchors { start: (line, column), end: (line, column + 1 + usize::from(wide)) })
        }
        Root::Trailer { open, .. } => {
            Some(Anchors { start: tokens[open].start, end: tokens[tokens[open].pair].end })
        }
    }
}

/// The call that a text's first statement returns, or assigns to one plain name.
pub(super) fn returned_or_assigned_call(text: &str) -> Option<RootCall> {
    let tokens = scan(text)?;
    let first = tokens.iter().position(|token| token.kind != Kind::Newline)?;
    let end = (first..tokens.len())
        .find(|&index| tokens[index].kind == Kind::Newline || tokens[index].is(";"))
        .unwrap_or(tokens.len());
    let returns = tokens[first].is_name("return");
    let value = if returns {
        first + 1
    } else if tokens[first].kind == Kind::Name && tokens.get(first + 1).is_some_and(|next| next.is("=")) {
        first + 2
    } else {
        return None;
    };
    let Root::Trailer { start, open } = root(&tokens, value, end)? else { return None };
    if !tokens[open].is("(") {
        return None;
    }
    let of_name = tokens[start].kind == Kind::Name && open == start + 1;
    if returns && !of_name {
        return None;
    }
    Some(RootCall { start: tokens[start].start, end: tokens[tokens[open].pair].end, of_name })
}

/// Removing tokens moved the brackets: pairs them anew. They are known to match.
fn pair_again(tokens: &mut [Token]) {
    let mut open = Vec::new();
    for index in 0..tokens.len() {
        tokens[index].pair = index;
        if tokens[index].kind != Kind::Operator {
            continue;
        }
        match tokens[index].text.as_str() {
            "(" | "[" | "{" => open.push(index),
            ")" | "]" | "}" => {
                if let Some(opened) = open.pop() {
                    tokens[opened].pair = index;
                    tokens[index].pair = opened;
                }
            }
            _ => {}
        }
    }
}

/// The indices of tokens outside brackets, of brackets only the opening ones.
fn outer(tokens: &[Token], from: usize, to: usize) -> Vec<usize> {
    let mut indices = Vec::new();
    let mut at = from;
    while at < to {
        indices.push(at);
        at = tokens[at].pair.max(at) + 1;
    }
    indices
}

/// How tightly a binary operator binds; `None` for other tokens.
fn precedence(token: &Token) -> Option<u8> {
    if token.kind != Kind::Operator {
        return None;
    }
    Some(match token.text.as_str() {
        "|" => 1,
        "^" => 2,
        "&" => 3,
        "<<" | ">>" => 4,
        "+" | "-" => 5,
        "*" | "/" | "//" | "%" | "@" => 6,
        "**" => 7,
        _ => return None,
    })
}

/// Whether an operand can end with this token (an opening bracket stands for its pair).
fn ends_operand(token: &Token) -> bool {
    match token.kind {
        Kind::Number | Kind::String => true,
        Kind::Name => token.text != "await",
        Kind::Operator => matches!(token.text.as_str(), "(" | "[" | "{" | "..."),
        Kind::Newline => false,
    }
}

/// Whether a token can stand where it does: no operand directly behind another, names behind dots only.
fn follows(token: &Token, previous: Option<&Token>, behind_operand: bool) -> bool {
    let behind_dot = previous.is_some_and(|previous| previous.is("."));
    match token.kind {
        Kind::Name => !behind_operand,
        Kind::String => {
            !behind_dot && (!behind_operand || previous.is_some_and(|one| one.kind == Kind::String))
        }
        Kind::Number => !behind_dot && !behind_operand,
        _ if token.is(".") => behind_operand,
        _ => !behind_dot && !(behind_operand && (token.is("{") || token.is("..."))),
    }
}

fn root(tokens: &[Token], mut from: usize, mut to: usize) -> Option<Root> {
    loop {
        let outer = outer(tokens, from, to);
        let first = &tokens[*outer.first()?];
        if !ends_operand(&tokens[*outer.last()?]) {
            return None;
        }
        let mut lowest: Option<(u8, usize)> = None;
        let mut power = None;
        for (position, &index) in outer.iter().enumerate() {
            let token = &tokens[index];
            if token.kind == Kind::Name && KEYWORDS.contains(&token.text.as_str()) {
                return None;
            }
            let previous = position.checked_sub(1).map(|before| &tokens[outer[before]]);
            let binary = previous.is_some_and(ends_operand);
            if !follows(token, previous, binary) {
                return None;
            }
            match precedence(token) {
                Some(7) if binary => power = power.or(Some(index)),
                Some(level) if binary && lowest.is_none_or(|(known, _)| level <= known) => {
                    lowest = Some((level, index));
                }
                Some(_) if binary => {}
                Some(_) if !(token.is("+") || token.is("-")) => return None,
                Some(_) => {}
                None if token.kind == Kind::Operator
                    && !matches!(token.text.as_str(), "(" | "[" | "{" | "." | "~" | "...") =>
                {
                    return None;
                }
                None => {}
            }
        }
        if let Some((_, operator)) = lowest {
            return Some(Root::Binary { operator, end: to });
        }
        if first.is("+") || first.is("-") || first.is("~") {
            return None;
        }
        if let Some(operator) = power {
            return Some(Root::Binary { operator, end: to });
        }
        if first.is_name("await") {
            return None;
        }
        // An atom and what is applied to it.
        let strings = outer.iter().take_while(|&&index| tokens[index].kind == Kind::String).count();
        let mut rest = outer.iter().copied().skip(strings.max(1));
        let mut last = None;
        while let Some(index) = rest.next() {
            last = Some(index);
            if tokens[index].is(".") {
                rest.next().filter(|&name| tokens[name].kind == Kind::Name)?;
            } else if !(tokens[index].is("(") || tokens[index].is("[")) {
                return None;
            }
        }
        match last {
            Some(open) if !tokens[open].is(".") => return Some(Root::Trailer { start: from, open }),
            Some(_) => return None,
            None if first.is("(") => (from, to) = (from + 1, tokens[from].pair),
            None => return None,
        }
    }
}

/// Where an operand's node starts: inside parentheses around it, unless they make it a tuple or generator.
fn operand_start(tokens: &[Token], mut from: usize, mut to: usize) -> Place {
    while tokens[from].is("(") && tokens[from].pair + 1 == to && to - from > 2 {
        let belongs = outer(tokens, from + 1, to - 1).into_iter().any(|index| {
            tokens[index].is(",") || tokens[index].is_name("for") || tokens[index].is_name("async")
        });
        if belongs {
            break;
        }
        (from, to) = (from + 1, to - 1);
    }
    tokens[from].start
}
