//! `_thread._local`: an object whose attributes each thread has for itself.

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::weakref::WeakRef;
use taipan_vm::dying::Dying;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::{Content, Guarded, Slot};
use taipan_vm::object::{Kind, Object, Visit};
use taipan_vm::types::{Special, TypeFlags, TypeObject};
use taipan_vm::{Args, PyResult, Thread, Value};

taipan_vm::native_object! {
    /// An object with a namespace per thread.
    pub(super) struct Local: LAYOUT, TYPE {
        /// What `__init__` is called with in each thread: positional arguments and values of keywords, then the
        /// keywords' names.
        values: Guarded<Vec<Value>>,
        names: Slot;
        namespaces: Guarded<Vec<Namespace>> = Guarded::new(Vec::new()),
    }
}

/// The attributes that a thread sees.
pub(super) struct Namespace {
    /// The thread's identity.
    thread: u64,
    dict: Value,
}

impl Content for Namespace {
    fn trace(&self, with: Visit<'_>) {
        self.dict.trace(with);
    }

    fn detach(&mut self, dying: &mut Dying) {
        self.dict.detach(dying);
    }
}

/// `_thread._local`.
pub(super) static TYPE: NativeType = NativeType {
    name: "_local",
    module: "_thread",
    doc: "An object whose attributes each thread has for itself.",
    kind: Kind::Other,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::BASE.with(TypeFlags::WEAK),
    methods: table::METHODS,
    getsets: &[],
};

/// The locals of an interpreter, so that a thread that ends can take its part out of them.
#[derive(Default)]
struct Known {
    /// Weak references.
    locals: Vec<Value>,
    /// How many there may be before dead ones are looked for.
    room: usize,
}

/// Enters a new object among the known ones.
fn register(t: &mut Thread, local: &Value) -> PyResult<()> {
    let class = t.interpreter().type_of_kind(Kind::WeakRef).to_value();
    let Some(class) = class.exact::<TypeObject>() else { unreachable!("a type is a type") };
    let reference = t.new_weak_reference(class, local, None)?;
    let known = t.state::<Known>();
    if known.locals.len() >= known.room {
        known.locals.retain(|reference| WeakRef::of(reference).is_some_and(|this| this.target().is_some()));
        known.room = 2 * known.locals.len() + 16;
    }
    known.locals.push(reference);
    let hook: fn(&mut Thread) = forget_thread;
    let hooks = &mut t.interpreter_mut().thread_end_hooks;
    if !hooks.iter().any(|&known| std::ptr::fn_addr_eq(known, hook)) {
        hooks.push(hook);
    }
    Ok(())
}

/// Takes the namespaces of the thread, which ends, out of all locals.
fn forget_thread(t: &mut Thread) {
    let own = t.identity();
    let references = t.state::<Known>().locals.clone();
    for reference in references {
        let Some(local) = WeakRef::of(&reference).and_then(WeakRef::target) else { continue };
        if let Some(local) = Local::of(&local) {
            let namespaces = local.namespaces.write(t);
            if let Some(index) = namespaces.iter().position(|namespace| namespace.thread == own) {
                drop(namespaces.swap_remove(index));
            }
        }
        drop(local);
        t.drain();
    }
}

/// The namespace of the running thread, made and initialised if it is new to the object.
fn namespace(t: &mut Thread, this: &Value) -> PyResult {
    let Some(local) = Local::of(this) else { unreachable!("the caller checked the object") };
    let own = t.identity();
    let known = local.namespaces.read(t).iter().find(|namespace| namespace.thread == own);
    if let Some(known) = known {
        return Ok(known.dict.clone());
    }
    let dict = Dict::new(t)?;
    local.namespaces.write(t).push(Namespace { thread: own, dict: dict.clone() });
    if has_own_init(t, this) {
        let values: Vec<Value> = local.values.read(t).clone();
        let names = local.names.get();
        let names = names.as_ref().and_then(|names| names.exact());
        let init = t.intern("__init__")?;
        let result = t.get_attr(this, &init).and_then(|init| t.call_args(&init, Args::new(&values, names)));
        if let Err(error) = result {
            // The next use tries again.
            local.namespaces.write(t).retain(|namespace| namespace.thread != own);
            return Err(error);
        }
    }
    Ok(dict)
}

fn has_own_init(t: &Thread, this: &Value) -> bool {
    let own = t.special(this, Special::Init);
    let plain = t.interpreter().type_of_kind(Kind::Object).special_value(Special::Init);
    match (own, plain) {
        (Some(own), Some(plain)) => !own.is(&plain),
        (own, _) => own.is_some(),
    }
}

/// Whether a name is, or says that it equals, `__dict__`.
fn is_dict_name(t: &mut Thread, name: &Value) -> PyResult<bool> {
    match name.exact::<Str>() {
        Some(name) => Ok(name.as_str() == Some("__dict__")),
        None => {
            let dict = t.intern("__dict__")?;
            t.equals(&dict, name)
        }
    }
}

/// What a program sees of a local.
#[taipan_macros::methods]
mod table {
    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::errors::Class;
    use taipan_vm::native::convert;
    use taipan_vm::native::object::{Guarded, Slot};
    use taipan_vm::{Args, PyResult, Thread, Value};

    use super::{Dict, Local, Namespace, TYPE, has_own_init, is_dict_name, namespace, register};

    /// Makes an object without attributes.
    #[new("($type, *args, **kwargs)", name = "_local")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let names = match args.names() {
            Some(names) => Slot::new(Tuple::from_slice(t, names.items())?),
            None => Slot::empty(),
        };
        let made = Local::create(t, class, Guarded::new(args.values().to_vec()), names)?;
        if !args.values().is_empty() && !has_own_init(t, &made) {
            return Err(t.type_error("Initialization arguments are not supported"));
        }
        register(t, &made)?;
        // The class calls `__init__` in the thread that makes the object.
        if let Some(local) = <Local as taipan_vm::object::Object>::of(&made) {
            let dict = taipan_vm::builtins::dict::Dict::new(t)?;
            let thread = t.identity();
            local.namespaces.write(t).push(Namespace { thread, dict });
        }
        Ok(made)
    }

    #[special]
    fn __getattribute__(t: &mut Thread, this: &Value, name: &Value) -> PyResult {
        convert::special_self::<Local>(t, this, "__getattribute__")?;
        let dict = namespace(t, this)?;
        if is_dict_name(t, name)? {
            return Ok(dict);
        }
        if t.is_exactly(this, &TYPE)
            && let Some(own) = dict.exact::<Dict>()
            && let Some(value) = own.get(t, name)?
        {
            return Ok(value);
        }
        t.get_attr_with(this, name, &dict)
    }

    #[special]
    fn __setattr__(t: &mut Thread, this: &Value, name: &Value, value: &Value) -> PyResult<()> {
        convert::special_self::<Local>(t, this, "__setattr__")?;
        assign(t, this, name, Some(value))
    }

    #[special]
    fn __delattr__(t: &mut Thread, this: &Value, name: &Value) -> PyResult<()> {
        convert::special_self::<Local>(t, this, "__delattr__")?;
        assign(t, this, name, None)
    }

    fn assign(t: &mut Thread, this: &Value, name: &Value, value: Option<&Value>) -> PyResult<()> {
        let dict = namespace(t, this)?;
        if is_dict_name(t, name)? {
            let (class, name) = (t.type_name(this), t.repr_lossy(name)?);
            let text = format!("'{class}' object attribute {name} is read-only");
            return Err(t.exception(Class::AttributeError, &text));
        }
        t.set_attr_with(this, name, value, &dict)
    }
}
