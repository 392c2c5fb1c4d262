//! Text signatures, such as `($self, key, default=None, /)`, taken apart.

use syn::{Error, LitStr};

/// How arguments reach a parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    PositionalOnly,
    Either,
    KeywordOnly,
    /// `*args`
    Variadic,
    /// `**kwargs`
    Keywords,
}

/// A parameter that a text signature names.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// The text after `=`, or `""` for a parameter in an optional group, `[, x]`.
    pub(crate) default: Option<String>,
}

/// A parsed text signature.
#[derive(Debug)]
pub(crate) struct TextSignature {
    /// As written.
    pub(crate) text: String,
    /// What it calls self, such as `$self`.
    pub(crate) receiver: Option<String>,
    pub(crate) parameters: Vec<Named>,
}

impl TextSignature {
    /// Parses what stands in an attribute.
    pub(crate) fn parse(literal: &LitStr) -> syn::Result<TextSignature> {
        TextSignature::parse_text(&literal.value()).map_err(|text| Error::new(literal.span(), text))
    }

    /// Parses a signature; the error is a sentence on what is wrong with it.
    pub(crate) fn parse_text(text: &str) -> Result<TextSignature, String> {
        let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        let Some(inner) = inner else {
            return Err("a signature stands in parentheses: \"(x, /)\"".to_owned());
        };
        let mut signature = TextSignature { text: text.to_owned(), receiver: None, parameters: Vec::new() };
        let mut kind = Kind::Either;
        let mut slash = false;
        for (index, element) in split(inner)?.into_iter().enumerate() {
            let word = element.text.as_str();
            if word.starts_with('$') {
                if index != 0 {
                    return Err(format!("`{word}` comes first in a signature"));
                }
                signature.receiver = Some(word.to_owned());
            } else if word == "/" {
                if slash || kind != Kind::Either || index == 0 {
                    return Err("`/` stands once, after a parameter and before `*`".to_owned());
                }
                slash = true;
                signature.parameters.iter_mut().for_each(|parameter| parameter.kind = Kind::PositionalOnly);
            } else if word == "*" {
                if kind != Kind::Either {
                    return Err("a signature has one `*`".to_owned());
                }
                kind = Kind::KeywordOnly;
            } else if let Some(name) = word.strip_prefix("**") {
                kind = Kind::Keywords;
                signature.push(name, kind, None)?;
            } else if let Some(name) = word.strip_prefix('*') {
                if kind != Kind::Either {
                    return Err("a signature has one `*`".to_owned());
                }
                kind = Kind::KeywordOnly;
                signature.push(name, Kind::Variadic, None)?;
            } else {
                if kind == Kind::Keywords {
                    return Err("nothing follows `**`".to_owned());
                }
                let (name, default) = match word.split_once('=') {
                    Some((name, default)) => (name.trim(), Some(default.trim().to_owned())),
                    None => (word, element.grouped.then(String::new)),
                };
                signature.push(name, kind, default)?;
            }
        }
        Ok(signature)
    }

    fn push(&mut self, name: &str, kind: Kind, default: Option<String>) -> Result<(), String> {
        let mut characters = name.chars();
        let starts_well = characters.next().is_some_and(|first| first == '_' || first.is_alphabetic());
        if !starts_well || !characters.all(|next| next == '_' || next.is_alphanumeric()) {
            return Err(format!("`{name}` is no parameter name"));
        }
        if self.parameters.iter().any(|known| known.name == name) {
            return Err(format!("`{name}` is named twice"));
        }
        let positional = matches!(kind, Kind::PositionalOnly | Kind::Either);
        if positional && default.is_none() && self.parameters.iter().any(|known| known.default.is_some()) {
            return Err(format!("`{name}` follows a parameter with a default and has none"));
        }
        self.parameters.push(Named { name: name.to_owned(), kind, default });
        Ok(())
    }

    /// Whether the signature has `*args` or `**kwargs`.
    pub(crate) fn is_open(&self) -> bool {
        self.parameters.iter().any(|parameter| matches!(parameter.kind, Kind::Variadic | Kind::Keywords))
    }
}

struct Element {
    text: String,
    /// Whether it begins in an optional group.
    grouped: bool,
}

/// Splits at the commas that are in no bracket and no string.
fn split(inner: &str) -> Result<Vec<Element>, String> {
    let mut elements = Vec::new();
    let mut current = Element { text: String::new(), grouped: false };
    let (mut groups, mut brackets) = (0usize, 0usize);
    let mut in_default = false;
    let mut quote: Option<char> = None;
    let mut escaped = false;
    for character in inner.chars() {
        if let Some(end) = quote {
            current.text.push(character);
            if character == end && !escaped {
                quote = None;
            }
            escaped = character == '\\' && !escaped;
            continue;
        }
        match character {
            ',' if brackets == 0 => {
                elements
                    .push(std::mem::replace(&mut current, Element { text: String::new(), grouped: false }));
                in_default = false;
                continue;
            }
            '[' if !in_default => {
                groups += 1;
                continue;
            }
            ']' if brackets == 0 => {
                groups = groups.checked_sub(1).ok_or("a `]` without its `[`")?;
                continue;
            }
            '\'' | '"' => quote = Some(character),
            '(' | '[' | '{' => brackets += 1,
            ')' | ']' | '}' => {
                brackets = brackets.checked_sub(1).ok_or("a bracket closes that was not opened")?
            }
            '=' => in_default = true,
            ' ' if current.text.is_empty() => continue,
            _ => {}
        }
        if current.text.is_empty() {
            current.grouped = groups != 0;
        }
        current.text.push(character);
    }
    if quote.is_some() || brackets != 0 || groups != 0 {
        return Err("a quote or bracket is left open".to_owned());
    }
    elements.push(current);
    elements.iter_mut().for_each(|element| element.text = element.text.trim().to_owned());
    if elements.len() == 1 && elements[0].text.is_empty() {
        elements.clear();
    }
    if elements.iter().any(|element| element.text.is_empty()) {
        return Err("nothing stands before or after a comma".to_owned());
    }
    Ok(elements)
}

#[cfg(test)]
mod tests {
    use super::{Kind, TextSignature};

    fn parse(text: &str) -> Vec<(String, Kind, Option<String>)> {
        let signature = TextSignature::parse_text(text).expect(text);
        signature.parameters.into_iter().map(|named| (named.name, named.kind, named.default)).collect()
    }

    fn plain(name: &str, kind: Kind) -> (String, Kind, Option<String>) {
        (name.to_owned(), kind, None)
    }

    fn default(name: &str, kind: Kind, default: &str) -> (String, Kind, Option<String>) {
        (name.to_owned(), kind, Some(default.to_owned()))
    }

    #[test]
    fn kinds_follow_the_marks() {
        assert_eq!(parse("()"), []);
        assert_eq!(parse("($self, /)"), []);
        let all = parse("($self, a, /, b, *args, c, **kwargs)");
        let kinds = [Kind::PositionalOnly, Kind::Either, Kind::Variadic, Kind::KeywordOnly, Kind::Keywords];
        let names = ["a", "b", "args", "c", "kwargs"];
        assert_eq!(
            all,
            names.into_iter().zip(kinds).map(|(name, kind)| plain(name, kind)).collect::<Vec<_>>()
        );
        assert_eq!(parse("(a, *, b)"), [plain("a", Kind::Either), plain("b", Kind::KeywordOnly)]);
        assert_eq!(
            TextSignature::parse_text("($type, x, /)").ok().and_then(|parsed| parsed.receiver).as_deref(),
            Some("$type")
        );
    }

    #[test]
    fn defaults_may_hold_commas_and_brackets() {
        let parsed = parse("(a=(1, 2), b=[], c=', =)', d=<unrepresentable>, e='\\'', f=\"]\")");
        let defaults: Vec<_> =
            parsed.iter().map(|(_, _, default)| default.as_deref().unwrap_or("-")).collect();
        assert_eq!(defaults, ["(1, 2)", "[]", "', =)'", "<unrepresentable>", "'\\''", "\"]\""]);
    }

    #[test]
    fn groups_are_optional() {
        let only = Kind::PositionalOnly;
        let wanted = [plain("sub", only), default("start", only, ""), default("end", only, "")];
        assert_eq!(parse("($self, sub[, start[, end]], /)"), wanted);
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        let wrong = [
            "",
            "x",
            "(x",
            "(x,)",
            "(,x)",
            "(x, x)",
            "(x, $self)",
            "(/)",
            "(x, /, /)",
            "(*, *)",
            "(*a, *b)",
            "(**k, x)",
            "(a=1, b)",
            "(1)",
            "(a b)",
            "(a=')",
            "(a=(1)",
            "(a=))",
            "(a]",
            "(a[, b)",
            "(*, a, /)",
        ];
        for text in wrong {
            assert!(TextSignature::parse_text(text).is_err(), "{text}");
        }
    }
}
