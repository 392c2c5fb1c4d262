//! `_thread._local`: an object whose attributes each thread has for itself.

use std::cell::RefCell;

use taipan_vm::builtins::dict::Dict;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::weakref::WeakRef;
use taipan_vm::native::{Contents, Instance, NativeType, Slot};
use taipan_vm::object::{Kind, Layout, Object};
use taipan_vm::types::{Special, TypeFlags, TypeObject};
use taipan_vm::{Args, PyResult, Thread, Value};

/// An object with a namespace per thread.
pub(super) struct Local {
    /// What `__init__` is called with in each thread: positional arguments and values of keywords, then the keywords' names.
    values: RefCell<Vec<Slot>>,
    names: Slot,
    /// The namespaces by the threads' identities.
    namespaces: RefCell<Vec<(u64, Slot)>>,
}

static LAYOUT: Layout = LocalObject::LAYOUT;

#[expect(unsafe_code, reason = "says what the collector is to visit")]
// SAFETY: the layout is this type's alone; every slot is visited.
unsafe impl Contents for Local {
    const NAME: &'static str = "_thread._local";

    fn layout() -> &'static Layout {
        &LAYOUT
    }

    fn visit(&self, with: &mut dyn FnMut(&Slot)) {
        self.values.borrow().iter().for_each(&mut *with);
        with(&self.names);
        self.namespaces.borrow().iter().for_each(|(_, namespace)| with(namespace));
    }
}

type LocalObject = Instance<Local>;

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
    let known = t.interpreter_mut().module_data::<Known>();
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
    let references = t.interpreter_mut().module_data::<Known>().locals.clone();
    for reference in references {
        let Some(local) = WeakRef::of(&reference).and_then(WeakRef::target) else { continue };
        if let Some(local) = LocalObject::of(&local) {
            let mut namespaces = local.namespaces.borrow_mut();
            let gone = namespaces.iter().position(|&(thread, _)| thread == own);
            let gone = gone.map(|index| namespaces.swap_remove(index));
            drop(namespaces);
            drop(gone);
        }
        drop(local);
        t.drain();
    }
}

/// The namespace of the running thread, made and initialised if it is new to the object.
fn namespace(t: &mut Thread, this: &Value) -> PyResult {
    let Some(local) = LocalObject::of(this) else { unreachable!("the caller checked the object") };
    let own = t.identity();
    let known =
        local.namespaces.borrow().iter().find(|(thread, _)| *thread == own).and_then(|(_, slot)| slot.get());
    if let Some(known) = known {
        return Ok(known);
    }
    let dict = Dict::new(t)?;
    local.namespaces.borrow_mut().push((own, Slot::new(dict.clone())));
    if has_own_init(t, this) {
        let values: Vec<Value> = local.values.borrow().iter().filter_map(Slot::get).collect();
        let names = local.names.get();
        let names = names.as_ref().and_then(|names| names.exact());
        let init = t.intern("__init__")?;
        let result = t.get_attr(this, &init).and_then(|init| t.call_args(&init, Args::new(&values, names)));
        if let Err(error) = result {
            // The next use tries again.
            local.namespaces.borrow_mut().retain(|&(thread, _)| thread != own);
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

fn is_dict_name(name: &Value) -> bool {
    Str::of(name).and_then(Str::as_str) == Some("__dict__")
}

/// What a program sees of a local.
#[taipan_macros::methods]
mod table {
    use std::cell::RefCell;

    use taipan_vm::builtins::tuple::Tuple;
    use taipan_vm::errors::Class;
    use taipan_vm::native::{Slot, convert};
    use taipan_vm::{Args, PyResult, Thread, Value};

    use super::{Local, LocalObject, has_own_init, is_dict_name, namespace, register};

    /// Makes an object without attributes.
    #[new("($type, *args, **kwargs)", name = "_local")]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let names = match args.names() {
            Some(names) => Slot::new(Tuple::from_slice(t, names.items())?),
            None => Slot::empty(),
        };
        let values = args.values().iter().cloned().map(Slot::new).collect();
        let contents = Local { values: RefCell::new(values), names, namespaces: RefCell::new(Vec::new()) };
        let made = LocalObject::new(t, class, contents)?;
        if !args.values().is_empty() && !has_own_init(t, &made) {
            return Err(t.type_error("Initialization arguments are not supported"));
        }
        register(t, &made)?;
        // The class calls `__init__` in the thread that makes the object.
        if let Some(local) = <LocalObject as taipan_vm::object::Object>::of(&made) {
            let dict = taipan_vm::builtins::dict::Dict::new(t)?;
            local.namespaces.borrow_mut().push((t.identity(), Slot::new(dict)));
        }
        Ok(made)
    }

    #[special]
    fn __getattribute__(t: &mut Thread, this: &Value, name: &Value) -> PyResult {
        convert::special_self::<LocalObject>(t, this, "__getattribute__")?;
        let dict = namespace(t, this)?;
        if is_dict_name(name) {
            return Ok(dict);
        }
        t.get_attr_with(this, name, &dict)
    }

    #[special]
    fn __setattr__(t: &mut Thread, this: &Value, name: &Value, value: &Value) -> PyResult<()> {
        convert::special_self::<LocalObject>(t, this, "__setattr__")?;
        assign(t, this, name, Some(value))
    }

    #[special]
    fn __delattr__(t: &mut Thread, this: &Value, name: &Value) -> PyResult<()> {
        convert::special_self::<LocalObject>(t, this, "__delattr__")?;
        assign(t, this, name, None)
    }

    fn assign(t: &mut Thread, this: &Value, name: &Value, value: Option<&Value>) -> PyResult<()> {
        let dict = namespace(t, this)?;
        if is_dict_name(name) {
            let class = t.type_name(this);
            let text = format!("'{class}' object attribute '__dict__' is read-only");
            return Err(t.exception(Class::AttributeError, &text));
        }
        t.set_attr_with(this, name, value, &dict)
    }
}
