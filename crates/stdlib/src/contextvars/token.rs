//! `Token`: what a variable was bound to before it was set.

use std::cell::Cell;

use taipan_vm::errors::Class;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::object::Kind;
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

use super::variable;

taipan_vm::native_object! {
    /// The variable, the context it was set in, and what it was bound to there.
    pub(super) struct Token: LAYOUT, TYPE {
        context: Slot,
        variable: Slot,
        old: Slot,
        used: Cell<bool>,
    }
}

/// The type `Token`.
pub(super) static TYPE: NativeType = NativeType {
    name: "Token",
    module: "_contextvars",
    doc: "",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

mod missing {
    use super::*;

    taipan_vm::native_object! {
        /// There is one in each interpreter.
        pub(super) struct Missing: LAYOUT, TYPE {}
    }

    /// The type of `Token.MISSING`.
    pub(super) static TYPE: NativeType = NativeType {
        name: "MISSING",
        module: "Token",
        doc: "",
        kind: Kind::Other,
        base: Some(Kind::Object),
        layout: &LAYOUT,
        flags: TypeFlags::NO_NEW,
        methods: table::METHODS,
        getsets: &[],
    };

    #[taipan_macros::methods]
    mod table {
        use super::*;

        #[special]
        fn __repr__(_: &mut Thread, this: &Missing) -> PyResult<&'static str> {
            let _ = this;
            Ok("<Token.MISSING>")
        }
    }
}

/// The interpreter's `Token.MISSING`, once it was made.
#[derive(Default)]
struct State(Option<Value>);

/// Stands for what a variable was bound to when it was not.
fn missing(t: &mut Thread) -> PyResult {
    if let Some(known) = t.state::<State>().0.clone() {
        return Ok(known);
    }
    let class = t.native_type(&missing::TYPE)?;
    let made = missing::Missing::create(t, &class)?;
    t.state::<State>().0 = Some(made.clone());
    Ok(made)
}

/// Makes `Token.MISSING`.
pub(super) fn add_missing(t: &mut Thread) -> PyResult<()> {
    let missing = missing(t)?;
    t.add_to_type(&TYPE, "MISSING", missing)
}

pub(super) fn new(t: &mut Thread, context: Value, variable: Value, old: Option<Value>) -> PyResult {
    let class = t.native_type(&TYPE)?;
    Token::create(t, &class, context.into(), variable.into(), old.into(), Cell::new(false))
}

impl Token {
    pub(super) fn is_used(&self) -> bool {
        self.used.get()
    }

    pub(super) fn variable(&self) -> Value {
        self.variable.get_or_none()
    }

    pub(super) fn context(&self) -> Value {
        self.context.get_or_none()
    }

    /// It can be used once; what the variable was bound to.
    pub(super) fn spend(&self) -> Option<Value> {
        self.used.set(true);
        self.old.get()
    }
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::native::convert::{check_positional, method_self, special_self};

    /// Tokens are made by set() alone.
    #[new("($type, *args, **kwargs)", name = "Token")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = (class, args);
        Err(t.exception(Class::RuntimeError, "Tokens can only be created by ContextVars"))
    }

    /// The token.
    #[method("($self, /)")]
    fn __enter__(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<Token>(t, this, "__enter__")?;
        Ok(this.clone())
    }

    /// Resets the variable.
    #[method("($self, type, val, tb, /)")]
    fn __exit__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        let token = method_self::<Token>(t, this, "__exit__")?;
        let values = args.no_keywords(t, "Token.__exit__")?;
        check_positional(t, "__exit__", values.len(), 3, 3)?;
        let variable = token.variable();
        variable::reset(t, &variable, this)
    }

    /// `Token[int]` and its like, for annotations.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }

    /// The variable.
    #[getter]
    fn var(_: &mut Thread, this: &Token) -> PyResult {
        Ok(this.variable())
    }

    /// What the variable was bound to before, or Token.MISSING.
    #[getter]
    fn old_value(t: &mut Thread, this: &Token) -> PyResult {
        match this.old.get() {
            Some(old) => Ok(old),
            None => missing(t),
        }
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        special_self::<Token>(t, this, "__hash__")?;
        Err(t.type_error("unhashable type: '_contextvars.Token'"))
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let token = special_self::<Token>(t, this, "__repr__")?;
        let (used, variable) = (if token.is_used() { "used " } else { "" }, token.variable());
        let mut text = taipan_vm::native::text::TextBuilder::new();
        text.push_str(&format!("<Token {used}var="));
        text.push_repr(t, &variable)?;
        text.push_str(&format!(" at {:#x}>", taipan_vm::builtins::object::identity_text(this)));
        text.finish(t)
    }
}
