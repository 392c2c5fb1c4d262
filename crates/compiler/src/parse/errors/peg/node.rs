//! What the parser makes of tokens: as much of a tree as messages about it need.

/// A node, by its place in the arena.
pub(super) type NodeId = u32;

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Its first token, and the one behind its last.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) children: Vec<NodeId>,
}

macro_rules! kinds {
    ($($name:ident $says:literal;)*) => {
        /// What a node is. The text is what CPython calls such an expression in messages.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(super) enum Kind {
            $($name,)*
        }

        impl Kind {
            pub(super) fn named(name: &str) -> Option<Kind> {
                match name {
                    $(stringify!($name) => Some(Kind::$name),)*
                    _ => None,
                }
            }

            pub(super) fn says(self) -> &'static str {
                match self {
                    $(Kind::$name => $says,)*
                }
            }
        }
    };
}

kinds! {
    Sequence "";
    Token "";
    Name "name";
    Literal "literal";
    True "True";
    False "False";
    None "None";
    Ellipsis "ellipsis";
    Attribute "attribute";
    Subscript "subscript";
    Starred "starred";
    List "list";
    Tuple "tuple";
    Lambda "lambda";
    Call "function call";
    Expression "expression";
    Generator "generator expression";
    Yield "yield expression";
    Await "await expression";
    ListComprehension "list comprehension";
    SetComprehension "set comprehension";
    DictComprehension "dict comprehension";
    Dict "dict literal";
    Set "set display";
    Formatted "f-string expression";
    Template "t-string expression";
    Comparison "comparison";
    In "";
    Conditional "conditional expression";
    Named "named expression";
    Keyword "";
    DoubleStarred "";
    Statement "";
    Parameter "";
    Pattern "";
}

impl Kind {
    /// Whether a node of this kind stands for itself, not for a row of others.
    pub(super) fn is_whole(self) -> bool {
        !matches!(self, Kind::Sequence | Kind::Token | Kind::In)
    }
}
