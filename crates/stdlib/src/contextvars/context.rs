//! `Context`: the values of context variables. A copy shares the dict of what it copies until one of the two changes.

use std::cell::Cell;

use taipan_vm::builtins::dict::Dict;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Slot;
use taipan_vm::object::{Kind, Object};
use taipan_vm::types::TypeFlags;
use taipan_vm::{Args, PyResult, Thread, Value};

use super::variable::Variable;

taipan_vm::native_object! {
    /// A dict from variables to values.
    pub(super) struct Context: LAYOUT, TYPE {
        bindings: Slot,
        /// Others hold the dict: it is copied before it changes.
        shared: Cell<bool>,
        /// Some thread runs in it.
        entered: Cell<bool>,
        /// What that thread ran in before.
        previous: Slot,
    }
}

/// The type `Context`.
pub(super) static TYPE: NativeType = NativeType {
    name: "Context",
    module: "_contextvars",
    doc: "",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::WEAK,
    methods: table::METHODS,
    getsets: &[],
};

/// The context that each thread runs in, by the thread's identity.
#[derive(Default)]
struct Running(Vec<(u64, Value)>);

fn new(t: &mut Thread, bindings: Value, shared: bool) -> PyResult {
    let class = t.native_type(&TYPE)?;
    Context::create(t, &class, bindings.into(), Cell::new(shared), Cell::new(false), Slot::empty())
}

fn empty(t: &mut Thread) -> PyResult {
    let bindings = Dict::new(t)?;
    new(t, bindings, false)
}

/// The context that the thread runs in, if one was needed yet.
fn running(t: &mut Thread) -> Option<Value> {
    let own = t.identity();
    let known = &t.state::<Running>().0;
    known.iter().find(|(thread, _)| *thread == own).map(|(_, context)| context.clone())
}

fn set_running(t: &mut Thread, context: Option<Value>) {
    let own = t.identity();
    let known = &mut t.state::<Running>().0;
    let place = known.iter().position(|(thread, _)| *thread == own);
    let before = place.map(|place| known.swap_remove(place));
    known.extend(context.map(|context| (own, context)));
    drop(before);
    let hook: fn(&mut Thread) = forget_thread;
    let hooks = &mut t.interpreter_mut().thread_end_hooks;
    if !hooks.iter().any(|&known| std::ptr::fn_addr_eq(known, hook)) {
        hooks.push(hook);
    }
}

/// The thread ends: its context goes.
fn forget_thread(t: &mut Thread) {
    set_running(t, None);
    t.drain();
}

/// The context that the thread runs in.
pub(super) fn current(t: &mut Thread) -> PyResult {
    if let Some(context) = running(t) {
        return Ok(context);
    }
    let context = empty(t)?;
    set_running(t, Some(context.clone()));
    Ok(context)
}

pub(super) fn copy(t: &mut Thread, context: &Value) -> PyResult {
    let Some(this) = Context::of(context) else { unreachable!("a context is copied") };
    this.shared.set(true);
    let bindings = this.bindings.get_or_none();
    new(t, bindings, true)
}

/// What a variable is bound to in a context.
pub(super) fn get(t: &mut Thread, context: &Value, variable: &Value) -> PyResult<Option<Value>> {
    match Context::of(context) {
        Some(this) => value_of(t, this, variable),
        None => Ok(None),
    }
}

/// What a variable is bound to in the context that the thread runs in.
pub(super) fn get_running(t: &mut Thread, variable: &Value) -> PyResult<Option<Value>> {
    match running(t) {
        Some(context) => get(t, &context, variable),
        None => Ok(None),
    }
}

/// Binds a variable, or with `None` unbinds it.
pub(super) fn set(t: &mut Thread, context: &Value, variable: &Value, value: Option<Value>) -> PyResult<()> {
    let Some(this) = Context::of(context) else { unreachable!("a context is changed") };
    let mut bindings = this.bindings.get_or_none();
    if this.shared.get() {
        let Some(dict) = <Dict as Object>::of(&bindings) else { unreachable!("bindings are a dict") };
        bindings = dict.copy(t)?;
        this.bindings.set(t, Some(bindings.clone()));
        this.shared.set(false);
    }
    let Some(dict) = <Dict as Object>::of(&bindings) else { unreachable!("bindings are a dict") };
    match value {
        Some(value) => drop(dict.set(t, variable, value)?),
        None => drop(dict.remove(t, variable)?),
    }
    Ok(())
}

fn value_of(t: &mut Thread, this: &Context, variable: &Value) -> PyResult<Option<Value>> {
    if Variable::of(variable).is_none() {
        let shown = t.repr_lossy(variable)?;
        return Err(t.type_error(format!("a ContextVar key was expected, got {shown}")));
    }
    let bindings = this.bindings.get_or_none();
    match <Dict as Object>::of(&bindings) {
        Some(dict) => dict.get(t, variable),
        None => Ok(None),
    }
}

/// The dict as it is now, for iterators: changes of the context leave it alone.
fn snapshot(this: &Context) -> Value {
    this.shared.set(true);
    this.bindings.get_or_none()
}

fn iterate(t: &mut Thread, this: &Context, view: &str) -> PyResult {
    let (bindings, name) = (snapshot(this), t.intern(view)?);
    let view = t.call_method(&bindings, &name, &[])?;
    t.iter(&view)
}

fn run(t: &mut Thread, context: &Value, this: &Context, args: Args<'_>) -> PyResult {
    let Some((function, _)) = args.positional().split_first() else {
        return Err(t.type_error("run() missing 1 required positional argument"));
    };
    if this.entered.get() {
        let shown = t.repr_lossy(context)?;
        return Err(t.runtime_error(format!("cannot enter context: {shown} is already entered")));
    }
    let previous = running(t);
    this.entered.set(true);
    this.previous.set(t, previous);
    set_running(t, Some(context.clone()));
    let result = t.call_args(function, Args::new(&args.values()[1..], args.names()));
    let previous = this.previous.take(t);
    set_running(t, previous);
    this.entered.set(false);
    result
}

#[taipan_macros::methods]
mod table {
    use super::*;
    use taipan_vm::native::convert::method_self;

    /// Makes a context without bindings.
    #[new("($type, *args, **kwargs)", name = "Context")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        if !args.values().is_empty() {
            return Err(t.type_error("Context() does not accept any arguments"));
        }
        empty(t)
    }

    /// Calls a function in this context.
    #[method("($self, /, *args, **kwargs)", told = "")]
    fn run(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        let context = method_self::<Context>(t, this, "run")?;
        super::run(t, this, context, args)
    }

    /// A context with the same bindings.
    #[method("($self, /)")]
    fn copy(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<Context>(t, this, "copy")?;
        super::copy(t, this)
    }

    /// What a variable is bound to, or else the default.
    #[method("($self, key, default=None, /)")]
    fn get(t: &mut Thread, this: &Context, key: &Value, default: Option<&Value>) -> PyResult {
        let found = value_of(t, this, key)?;
        Ok(found.or_else(|| default.cloned()).unwrap_or(Value::NONE))
    }

    /// The variables.
    #[method("($self, /)")]
    fn keys(t: &mut Thread, this: &Context) -> PyResult {
        iterate(t, this, "keys")
    }

    /// What the variables are bound to.
    #[method("($self, /)")]
    fn values(t: &mut Thread, this: &Context) -> PyResult {
        iterate(t, this, "values")
    }

    /// The variables, each with what it is bound to.
    #[method("($self, /)")]
    fn items(t: &mut Thread, this: &Context) -> PyResult {
        iterate(t, this, "items")
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Context) -> PyResult {
        iterate(t, this, "keys")
    }

    #[special]
    fn __len__(_: &mut Thread, this: &Context) -> PyResult<usize> {
        Ok(<Dict as Object>::of(&this.bindings.get_or_none()).map_or(0, Dict::len))
    }

    #[special]
    fn __getitem__(t: &mut Thread, this: &Context, key: &Value) -> PyResult {
        match value_of(t, this, key)? {
            Some(value) => Ok(value),
            None => Err(t.key_error(key)),
        }
    }

    #[special]
    fn __contains__(t: &mut Thread, this: &Context, key: &Value) -> PyResult<bool> {
        Ok(value_of(t, this, key)?.is_some())
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Context, value: &Value) -> PyResult {
        let Some(other) = Context::of(value) else { return Ok(Value::NOT_IMPLEMENTED) };
        let (bindings, others) = (snapshot(this), snapshot(other));
        Ok(Value::bool(t.equals(&bindings, &others)?))
    }
}
