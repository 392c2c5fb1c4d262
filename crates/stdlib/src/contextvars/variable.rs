//! `ContextVar`: a name that contexts bind.

use taipan_vm::builtins::str::Str;
use taipan_vm::errors::Class;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::object::{Kind, Object};
use taipan_vm::protocol::identity_hash;
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

use super::token::Token;
use super::{context, token};

taipan_vm::native_object! {
    /// A name, and the value where a context has none.
    pub(super) struct Variable: LAYOUT, TYPE {
        name: Slot,
        default: Slot,
    }
}

/// The type `ContextVar`.
pub(super) static TYPE: NativeType = NativeType {
    name: "ContextVar",
    module: "_contextvars",
    doc: "",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The name and the default that a variable is made with.
fn asked(t: &mut Thread, args: Args<'_>) -> PyResult<(Value, Option<Value>)> {
    let (given, positional) = (args.values().len(), args.positional());
    let wrong = match positional {
        _ if given > 2 => format!("ContextVar() takes at most 2 arguments ({given} given)"),
        [_, _, ..] => {
            let count = positional.len();
            format!("ContextVar() takes at most 1 positional argument ({count} given)")
        }
        [] => "ContextVar() takes exactly 1 positional argument (0 given)".to_owned(),
        [name] => {
            let (mut default, mut unknown) = (None, None);
            for (keyword, value) in args.keywords() {
                match keyword.as_str() {
                    Some("default") => default = Some(value.clone()),
                    _ => unknown = Some(keyword.to_lossy().into_owned()),
                }
            }
            match unknown {
                Some(unknown) => format!("ContextVar() got an unexpected keyword argument '{unknown}'"),
                None => return Ok((name.clone(), default)),
            }
        }
    };
    Err(t.type_error(wrong))
}

/// Binds the variable in the context that runs; the token that undoes it.
pub(super) fn set(t: &mut Thread, variable: &Value, value: &Value) -> PyResult {
    let context = context::current(t)?;
    let old = context::get(t, &context, variable)?;
    context::set(t, &context, variable, Some(value.clone()))?;
    token::new(t, context, variable.clone(), old)
}

/// Undoes what made the token.
pub(super) fn reset(t: &mut Thread, variable: &Value, token: &Value) -> PyResult<()> {
    let Some(this) = Token::of(token) else {
        let shown = t.repr_lossy(token)?;
        return Err(t.type_error(format!("expected an instance of Token, got {shown}")));
    };
    let context = context::current(t)?;
    if this.is_used() {
        let shown = t.repr_lossy(token)?;
        return Err(t.runtime_error(format!("{shown} has already been used once")));
    }
    let of_another = match () {
        () if !this.variable().is(variable) => Some("was created by a different ContextVar"),
        () if !this.context().is(&context) => Some("was created in a different Context"),
        () => None,
    };
    if let Some(why) = of_another {
        let shown = t.repr_lossy(token)?;
        return Err(t.value_error(format!("{shown} {why}")));
    }
    let old = this.spend();
    context::set(t, &context, variable, old)
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::native::convert::{method_self, special_self};

    /// Makes a variable.
    #[new("($type, *args, **kwargs)", name = "ContextVar")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let (name, default) = asked(t, args)?;
        if Str::of(&name).is_none() {
            return Err(t.type_error("context variable name must be a str"));
        }
        Variable::create(t, class, name.into(), default.into())
    }

    /// What the running context binds it to, or else the default given, or else its own.
    #[method("($self, default=<unrepresentable>, /)")]
    fn get(t: &mut Thread, this: &Value, default: Option<&Value>) -> PyResult {
        let variable = method_self::<Variable>(t, this, "get")?;
        if let Some(value) = context::get_running(t, this)? {
            return Ok(value);
        }
        match default.cloned().or_else(|| variable.default.get()) {
            Some(value) => Ok(value),
            None => Err(t.exception_of(Class::LookupError, vec![this.clone()])),
        }
    }

    /// Binds it in the running context; answers a token that undoes it.
    #[method("($self, value, /)")]
    fn set(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        method_self::<Variable>(t, this, "set")?;
        super::set(t, this, value)
    }

    /// Undoes the call of set() that the token is of.
    #[method("($self, token, /)")]
    fn reset(t: &mut Thread, this: &Value, token: &Value) -> PyResult<()> {
        method_self::<Variable>(t, this, "reset")?;
        super::reset(t, this, token)
    }

    /// `ContextVar[int]` and its like, for annotations.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }

    /// The name.
    #[member]
    fn name(_: &mut Thread, this: &Variable) -> PyResult<Option<Value>> {
        Ok(this.name.get())
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        special_self::<Variable>(t, this, "__hash__")?;
        Ok(identity_hash(this) as i64)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let variable = special_self::<Variable>(t, this, "__repr__")?;
        let (name, default) = (variable.name.get_or_none(), variable.default.get());
        let mut text = taipan_vm::native::text::TextBuilder::new();
        text.push_str("<ContextVar name=");
        text.push_repr(t, &name)?;
        if let Some(default) = default {
            text.push_str(" default=");
            text.push_repr(t, &default)?;
        }
        text.push_str(&format!(" at {:#x}>", taipan_vm::builtins::object::identity_text(this)));
        text.finish(t)
    }
}
