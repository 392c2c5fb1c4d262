//! Interned names: while compiling, a name is a number, so that scopes and symbol tables hash and
//! compare integers.

use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};
use taipan_bytecode::Text;

/// An interned name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct Symbol(u32);

/// All names of one compilation.
pub(crate) struct Names {
    symbols: FxHashMap<Arc<[u8]>, Symbol>,
    texts: Vec<Text>,
}

macro_rules! well_known {
    ($($constant:ident = $text:literal;)*) => {
        /// Names the compiler itself uses.
        pub(crate) mod known {
            use super::Symbol;

            #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "only its discriminants are used")]
            enum Number { $($constant,)* }

            $(pub(crate) const $constant: Symbol = Symbol(Number::$constant as u32);)*

            pub(super) const TEXTS: &[&str] = &[$($text,)*];
        }
    };
}

well_known! {
    EMPTY = "";
    CLASS = "__class__";
    CLASSDICT = "__classdict__";
    CONDITIONAL_ANNOTATIONS = "__conditional_annotations__";
    ANNOTATE = "__annotate__";
    ANNOTATE_FUNC = "__annotate_func__";
    ANNOTATIONS = "__annotations__";
    DOC = "__doc__";
    NAME = "__name__";
    MODULE = "__module__";
    QUALNAME = "__qualname__";
    FIRSTLINENO = "__firstlineno__";
    STATIC_ATTRIBUTES = "__static_attributes__";
    CLASSDICTCELL = "__classdictcell__";
    CLASSCELL = "__classcell__";
    TYPE_PARAMS = "__type_params__";
    DOT_TYPE_PARAMS = ".type_params";
    DOT_GENERIC_BASE = ".generic_base";
    DOT_DEFAULTS = ".defaults";
    DOT_KWDEFAULTS = ".kwdefaults";
    DOT_FORMAT = ".format";
    DOT_ZERO = ".0";
    FORMAT = "format";
    RETURN = "return";
    SUPER = "super";
    SELF = "self";
    DEBUG = "__debug__";
    TOP = "top";
    LAMBDA = "<lambda>";
    GENEXPR = "<genexpr>";
    LISTCOMP = "<listcomp>";
    SETCOMP = "<setcomp>";
    DICTCOMP = "<dictcomp>";
    MODULE_BODY = "<module>";
    JOIN = "join";
}

impl Names {
    pub(crate) fn new() -> Names {
        let mut names = Names {
            symbols: FxHashMap::with_capacity_and_hasher(256, FxBuildHasher),
            texts: Vec::with_capacity(256),
        };
        for text in known::TEXTS {
            names.intern(text);
        }
        names
    }

    /// The symbol of `text`.
    pub(crate) fn intern(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.symbols.get(text.as_bytes()) {
            return *symbol;
        }
        let symbol = Symbol(self.texts.len() as u32);
        let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
        self.texts.push(Text::from_wtf8(Arc::clone(&bytes)));
        self.symbols.insert(bytes, symbol);
        symbol
    }

    /// The shared text of `symbol`.
    pub(crate) fn text(&self, symbol: Symbol) -> Text {
        self.texts[symbol.0 as usize].clone()
    }

    /// The name as a string slice; names come from `str`s and so are always valid UTF-8.
    pub(crate) fn str(&self, symbol: Symbol) -> &str {
        self.texts[symbol.0 as usize].as_str().unwrap_or_default()
    }

    /// `__private` names inside class `private` become `_class__private`.
    pub(crate) fn mangle(&mut self, private: Option<Symbol>, name: Symbol) -> Symbol {
        let Some(private) = private else { return name };
        let text = self.str(name);
        if !text.starts_with("__") || text.ends_with("__") || text.contains('.') {
            return name;
        }
        let class = self.str(private).trim_start_matches('_');
        if class.is_empty() {
            return name;
        }
        let mangled = format!("_{class}{text}");
        self.intern(&mangled)
    }
}

/// Names numbered in the order they came: `co_names`, `co_varnames` and the like.
#[derive(Clone, Default, Debug)]
pub(crate) struct NameTable {
    order: Vec<Symbol>,
    numbers: FxHashMap<Symbol, u32>,
}

impl NameTable {
    /// The number of `symbol`, which is appended if new.
    pub(crate) fn add(&mut self, symbol: Symbol) -> u32 {
        let next = self.order.len() as u32;
        let number = *self.numbers.entry(symbol).or_insert(next);
        if number == next {
            self.order.push(symbol);
        }
        number
    }

    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    pub(crate) fn order(&self) -> &[Symbol] {
        &self.order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_names_are_mangled_as_in_cpython() {
        let mut names = Names::new();
        let class = names.intern("__Class");
        let underscores = names.intern("___");
        for (name, within, expected) in [
            ("__x", Some(class), "_Class__x"),
            ("__x__", Some(class), "__x__"),
            ("_x", Some(class), "_x"),
            ("__a.b", Some(class), "__a.b"),
            ("__x", Some(underscores), "__x"),
            ("__x", None, "__x"),
        ] {
            let symbol = names.intern(name);
            let mangled = names.mangle(within, symbol);
            assert_eq!(names.str(mangled), expected);
        }
    }
}
