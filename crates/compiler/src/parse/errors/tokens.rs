//! Tokens as CPython's parser sees them.

/// A place in the source, with the line it stands on.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Mark {
    pub(super) offset: usize,
    pub(super) line: u32,
    pub(super) line_start: usize,
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tok {
    pub(super) class: Class,
    pub(super) start: Mark,
    pub(super) end: Mark,
    /// Brackets open behind it.
    pub(super) level: u16,
    /// It has no text of its own: the end of a block or of the source.
    pub(super) bare: bool,
}

impl Tok {
    /// Whether the tokenizer has seen the end of `text` when it has read this: it looks one character ahead, but not
    /// behind line breaks and strings with something in them.
    pub(super) fn looks_behind(&self, text: &str) -> bool {
        let string = self.class == Class::String && self.end.offset - self.start.offset > 2;
        let literal = matches!(self.class, Class::FormattedEnd | Class::TemplateEnd);
        let line_break = self.class == Class::Newline && !self.bare;
        let longest =
            matches!(&text[self.start.offset..self.end.offset], "..." | "**=" | "//=" | ">>=" | "<<=");
        self.end.offset >= text.len() && !string && !literal && !line_break && !longest
    }
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    Name,
    Number,
    String,
    Newline,
    Indent,
    Dedent,
    End,
    FormattedStart,
    FormattedMiddle,
    FormattedEnd,
    TemplateStart,
    TemplateMiddle,
    TemplateEnd,
    /// A keyword or operator, by its place among [`FIXED`].
    Fixed(u8),
    /// A character that means nothing.
    Unknown,
}

/// Keywords and operators, those that begin like shorter ones before them.
const FIXED: [&str; 84] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "**=",
    "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", "+=", "-=", "*=", "/=",
    "%=", "&=", "|=", "^=", "@=", ":=", "<>", "(", ")", "[", "]", "{", "}", ":", ",", ";", "+", "-", "*",
    "/", "|", "&", "<", ">", "=", ".", "%", "~", "^", "@", "!",
];
const OPERATORS: usize = 35;

impl Class {
    /// The class of a name, keyword or operator. `<>` is another spelling of `!=`.
    pub(super) fn of_text(text: &str) -> Class {
        let text = if text == "<>" { "!=" } else { text };
        match FIXED.iter().position(|fixed| *fixed == text) {
            Some(index) => Class::Fixed(index as u8),
            None if text.starts_with(|first: char| first.is_ascii_punctuation() && first != '_') => {
                Class::Unknown
            }
            None => Class::Name,
        }
    }

    /// The class of the start (0), text (1) or end (2) of an f-string or a t-string.
    pub(super) fn literal(letter: char, part: u8) -> Class {
        match (letter, part) {
            ('t', 0) => Class::TemplateStart,
            ('t', 1) => Class::TemplateMiddle,
            ('t', _) => Class::TemplateEnd,
            (_, 0) => Class::FormattedStart,
            (_, 1) => Class::FormattedMiddle,
            _ => Class::FormattedEnd,
        }
    }

    /// The class a grammar calls by a name in capitals.
    pub(super) fn named(name: &str) -> Option<Class> {
        Some(match name {
            "NAME" => Class::Name,
            "NUMBER" => Class::Number,
            "STRING" => Class::String,
            "NEWLINE" => Class::Newline,
            "INDENT" => Class::Indent,
            "DEDENT" => Class::Dedent,
            "END" => Class::End,
            "FSTRING_START" => Class::FormattedStart,
            "FSTRING_MIDDLE" => Class::FormattedMiddle,
            "FSTRING_END" => Class::FormattedEnd,
            "TSTRING_START" => Class::TemplateStart,
            "TSTRING_MIDDLE" => Class::TemplateMiddle,
            "TSTRING_END" => Class::TemplateEnd,
            _ => return None,
        })
    }
}

/// The length of the operator that `text` begins with; 1 when there is none.
pub(super) fn operator(text: &str) -> usize {
    FIXED[OPERATORS..]
        .iter()
        .find(|operator| text.starts_with(**operator))
        .map_or(1, |operator| operator.len())
}
