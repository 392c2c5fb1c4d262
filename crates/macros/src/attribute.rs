//! The attributes that mark functions: which role each gives, and what may stand in its parentheses.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, Error, Ident, LitStr, Meta, Path, Token};

/// What a marked function becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    Method,
    Special,
    Class,
    Static,
    New,
    Getter,
    Member,
    Setter,
    Function,
    Init,
}

impl Role {
    const ALL: [(&'static str, Role); 10] = [
        ("method", Role::Method),
        ("special", Role::Special),
        ("classmethod", Role::Class),
        ("staticmethod", Role::Static),
        ("new", Role::New),
        ("getter", Role::Getter),
        ("member", Role::Member),
        ("setter", Role::Setter),
        ("function", Role::Function),
        ("init", Role::Init),
    ];

    /// The attribute's name.
    pub(crate) fn attribute(self) -> &'static str {
        Role::ALL.iter().find(|(_, role)| *role == self).map_or("", |(name, _)| name)
    }

    /// Whether the role belongs in `#[module]` rather than in `#[methods]`.
    fn is_of_modules(self) -> bool {
        matches!(self, Role::Function | Role::Init)
    }

    /// What the text signature calls self, if the role has one.
    pub(crate) fn receiver(self) -> Option<&'static str> {
        match self {
            Role::Method | Role::Special => Some("$self"),
            Role::Class | Role::New => Some("$type"),
            _ => None,
        }
    }
}

/// A parsed `#[role("signature", name = "…", told = "…", leaf = …, direct = …, parse = …)]`.
pub(crate) struct Mark {
    pub(crate) role: Role,
    pub(crate) span: Span,
    /// The text signature; for getters and setters the attribute's name.
    pub(crate) text: Option<LitStr>,
    pub(crate) name: Option<LitStr>,
    /// What `__text_signature__` tells instead of the signature; empty for nothing.
    pub(crate) told: Option<LitStr>,
    /// The function that answers common cases.
    pub(crate) leaf: Option<Path>,
    /// The function that does all of a call of the type.
    pub(crate) direct: Option<Path>,
    /// How arguments are counted.
    pub(crate) parse: Count,
}

/// How the arguments of a function are counted, as its messages tell.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Count {
    /// As the signature says.
    #[default]
    Plain,
    /// As where keywords are allowed, even if no parameter has a name: what CPython does in methods that are told their
    /// class.
    Keywords,
    /// As CPython does where it parses a tuple of arguments by a format.
    Format,
}

/// Attributes of Rust and its tools that may stand on a function beside a role.
const ORDINARY: [&str; 16] = [
    "allow",
    "cfg",
    "cfg_attr",
    "clippy",
    "cold",
    "deny",
    "deprecated",
    "doc",
    "expect",
    "forbid",
    "inline",
    "must_use",
    "rustfmt",
    "track_caller",
    "warn",
    "no_mangle",
];

/// Takes the role out of a function's attributes; `None` for a function without one.
pub(crate) fn take_mark(attributes: &mut Vec<Attribute>, of_modules: bool) -> syn::Result<Option<Mark>> {
    let mut found: Option<Mark> = None;
    let mut errors: Option<Error> = None;
    attributes.retain(|attribute| match read(attribute, of_modules) {
        Ok(None) => true,
        Ok(Some(mark)) => {
            if found.is_some() {
                combine(&mut errors, Error::new(mark.span, "a function has one role: remove this attribute"));
            } else {
                found = Some(mark);
            }
            false
        }
        Err(error) => {
            combine(&mut errors, error);
            false
        }
    });
    errors.map_or(Ok(found), Err)
}

/// Adds an error to those there are.
pub(crate) fn combine(errors: &mut Option<Error>, new: Error) {
    match errors {
        Some(errors) => errors.combine(new),
        None => *errors = Some(new),
    }
}

fn read(attribute: &Attribute, of_modules: bool) -> syn::Result<Option<Mark>> {
    let path = attribute.path();
    let Some(last) = path.segments.last() else { return Ok(None) };
    let ours = path.segments.len() == 1
        || path.segments.len() == 2
            && path.segments.first().is_some_and(|first| first.ident == "taipan_macros");
    if !ours {
        return Ok(None);
    }
    let name = last.ident.to_string();
    let Some((_, role)) = Role::ALL.iter().copied().find(|(known, _)| *known == name) else {
        if ORDINARY.contains(&name.as_str()) {
            return Ok(None);
        }
        let known: Vec<String> = Role::ALL
            .iter()
            .filter(|(_, role)| role.is_of_modules() == of_modules)
            .map(|(name, _)| format!("`#[{name}]`"))
            .collect();
        return Err(Error::new(
            path.span(),
            format!("unknown attribute: known here are {}", known.join(", ")),
        ));
    };
    if role.is_of_modules() != of_modules {
        let (here, there) = if of_modules { ("module", "methods") } else { ("methods", "module") };
        let text = format!("`#[{name}]` belongs in `#[{there}]`, and this is `#[{here}]`");
        return Err(Error::new(path.span(), text));
    }
    let content = match &attribute.meta {
        Meta::Path(_) => Content::default(),
        Meta::List(list) => list.parse_args()?,
        Meta::NameValue(pair) => {
            return Err(Error::new(pair.span(), format!("write `#[{name}(\"…\")]`")));
        }
    };
    let Content { text, name, told, leaf, direct, parse } = content;
    Ok(Some(Mark { role, span: path.span(), text, name, told, leaf, direct, parse }))
}

#[derive(Default)]
struct Content {
    text: Option<LitStr>,
    name: Option<LitStr>,
    told: Option<LitStr>,
    leaf: Option<Path>,
    direct: Option<Path>,
    parse: Count,
}

impl Parse for Content {
    fn parse(input: ParseStream<'_>) -> syn::Result<Content> {
        let mut content = Content::default();
        if input.peek(LitStr) {
            content.text = Some(input.parse()?);
            if input.is_empty() {
                return Ok(content);
            }
            input.parse::<Token![,]>()?;
        }
        while !input.is_empty() {
            let key: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            match key.to_string().as_str() {
                "name" => content.name = Some(input.parse()?),
                "told" => content.told = Some(input.parse()?),
                "leaf" => content.leaf = Some(input.parse()?),
                "direct" => content.direct = Some(input.parse()?),
                "parse" => {
                    let how: Ident = input.parse()?;
                    content.parse = match how.to_string().as_str() {
                        "keywords" => Count::Keywords,
                        "format" => Count::Format,
                        _ => {
                            let text = "only `parse = keywords` and `parse = format` are known";
                            return Err(Error::new(how.span(), text));
                        }
                    };
                }
                _ => {
                    let text = "only `name = \"…\"`, `told = \"…\"`, `leaf = function`, `direct = function` and `parse = …` may \
                                follow the signature";
                    return Err(Error::new(key.span(), text));
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(content)
    }
}
