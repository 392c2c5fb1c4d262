//! Native callables as objects: `builtin_function_or_method`, `method_descriptor`,
//! `wrapper_descriptor` and `method-wrapper`. Their behaviour towards Python is in `native_function_methods`.
#![expect(unsafe_code, reason = "makes and reads raw objects")]

use std::cell::Cell;

use taipan_heap::Header;

use crate::builtins::str::Str;
use crate::native::{Args, Binding, Convention, NativeDef, PyResult};
use crate::object::{Kind, Layout, Object};
use crate::thread::Thread;
use crate::types::TypeObject;
use crate::value::{Raw, Value};

/// Any of the four native callables.
#[repr(C)]
pub struct NativeFunction {
    pub(crate) header: Header,
    pub(crate) def: &'static NativeDef,
    /// For functions what they are bound to (a module, a class, an instance, None); for descriptors the class that has
    /// them; for method-wrappers the instance.
    pub(crate) owner: Cell<Raw>,
    /// `__module__` of a function, or NULL; for method-wrappers the wrapper descriptor's class.
    pub(crate) module: Cell<Raw>,
}

// SAFETY: repr(C), begins with a header; made below with this layout. The other kinds share the struct.
unsafe impl Object for NativeFunction {
    const KIND: Kind = Kind::NativeFunction;
}

mod fields {
    #![expect(unsafe_code, reason = "layout functions")]
    use super::NativeFunction;
    crate::object_fields!(NativeFunction: owner, module);
    pub(super) const TRAVERSE: unsafe fn(*mut taipan_heap::Header, crate::object::Visit<'_>) = traverse;
    pub(super) const DETACH: unsafe fn(*mut taipan_heap::Header, &mut crate::dying::Dying) = detach;
}

/// The memory of functions.
pub static LAYOUT: Layout =
    Layout::tracked(Kind::NativeFunction, size_of::<NativeFunction>(), fields::TRAVERSE, fields::DETACH);
/// The memory of method descriptors.
pub static METHOD_LAYOUT: Layout =
    Layout::tracked(Kind::MethodDescriptor, size_of::<NativeFunction>(), fields::TRAVERSE, fields::DETACH);
/// The memory of class method descriptors.
pub static CLASS_METHOD_LAYOUT: Layout = Layout::tracked(
    Kind::ClassMethodDescriptor,
    size_of::<NativeFunction>(),
    fields::TRAVERSE,
    fields::DETACH,
);
/// The memory of wrapper descriptors.
pub static WRAPPER_LAYOUT: Layout =
    Layout::tracked(Kind::WrapperDescriptor, size_of::<NativeFunction>(), fields::TRAVERSE, fields::DETACH);
/// The memory of method-wrappers.
pub static METHOD_WRAPPER_LAYOUT: Layout =
    Layout::tracked(Kind::MethodWrapper, size_of::<NativeFunction>(), fields::TRAVERSE, fields::DETACH);

fn make(t: &mut Thread, kind: Kind, def: &'static NativeDef, owner: Value, module: Raw) -> PyResult {
    // SAFETY: a fresh object is filled before anyone sees it.
    unsafe {
        let object = t.heap().alloc(size_of::<NativeFunction>());
        if object.is_null() {
            return Err(t.memory_error());
        }
        let this = object.cast::<NativeFunction>();
        (&raw mut (*this).def).write(def);
        (&raw mut (*this).owner).write(Cell::new(owner.into_raw()));
        (&raw mut (*this).module).write(Cell::new(module));
        t.init_header(object, kind, taipan_heap::flags::TRACKED);
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}

/// A function bound to `owner`.
pub fn function(t: &mut Thread, def: &'static NativeDef, owner: Value, module: Option<Value>) -> PyResult {
    make(t, Kind::NativeFunction, def, owner, module.map_or(Raw::NULL, Value::into_raw))
}

/// A method of `class`.
pub fn method_descriptor(t: &mut Thread, class: &Value, def: &'static NativeDef) -> PyResult {
    make(t, Kind::MethodDescriptor, def, class.clone(), Raw::NULL)
}

/// A class method of `class`.
pub fn class_method_descriptor(t: &mut Thread, class: &Value, def: &'static NativeDef) -> PyResult {
    make(t, Kind::ClassMethodDescriptor, def, class.clone(), Raw::NULL)
}

/// A special method of `class`.
pub fn wrapper_descriptor(t: &mut Thread, class: &Value, def: &'static NativeDef) -> PyResult {
    make(t, Kind::WrapperDescriptor, def, class.clone(), Raw::NULL)
}

/// A special method bound to an instance.
pub fn method_wrapper(t: &mut Thread, wrapper: &NativeFunction, instance: Value) -> PyResult {
    // SAFETY: the wrapper owns its class.
    let class = unsafe { Value::from_borrowed(wrapper.owner.get()) };
    make(t, Kind::MethodWrapper, wrapper.def, instance, class.into_raw())
}

impl NativeFunction {
    /// The struct behind any of the five kinds.
    #[inline]
    pub fn of(value: &Value) -> Option<&NativeFunction> {
        let header = value.header()?;
        let kinds = [
            Kind::NativeFunction,
            Kind::MethodDescriptor,
            Kind::WrapperDescriptor,
            Kind::MethodWrapper,
            Kind::ClassMethodDescriptor,
        ];
        // SAFETY: the kinds share the struct.
        kinds.iter().any(|&kind| header.kind == kind as u8).then(|| unsafe { &*value.raw().cast() })
    }

    /// Its definition.
    #[inline]
    pub fn def(&self) -> &'static NativeDef {
        self.def
    }

    /// What it is bound to, or the class that has it.
    #[inline]
    pub fn owner(&self) -> &Value {
        // SAFETY: owned for as long as the object is whole.
        unsafe { Value::borrow_slot(self.owner.as_ptr()) }
    }
}

impl NativeDef {
    /// Calls the function with `this` as self, checking the argument count of its convention.
    #[inline]
    pub fn call(&self, t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        match self.call_fitting(t, this, args) {
            Some(result) => result,
            None => {
                let class = self.defining_class(t, this);
                let name = self.display_name(t, class.as_ref(), this);
                Err(self.wrong_arguments(t, &name, args))
            }
        }
    }

    /// As [`NativeDef::call`] for a function that is bound to `this`: messages name the class of `this`, or `this` itself
    /// if it is one, not the class that has the method.
    #[inline]
    pub(crate) fn call_bound(&self, t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult {
        match self.call_fitting(t, this, args) {
            Some(result) => result,
            None => {
                let is_class = this.downcast::<TypeObject>().is_some();
                let class = if is_class { this.clone() } else { t.type_of(this).to_value() };
                let name = match self.varargs {
                    true => self.name.to_owned(),
                    false => self.display_name(t, Some(&class), this),
                };
                Err(self.wrong_arguments(t, &name, args))
            }
        }
    }

    /// Calls the function if its convention takes that many arguments.
    #[inline(always)]
    fn call_fitting(&self, t: &mut Thread, this: &Value, args: Args<'_>) -> Option<PyResult> {
        match self.convention {
            Convention::Fast(function) if args.keyword_count() == 0 => Some(function(t, this, args.values())),
            Convention::One(function) if args.keyword_count() == 0 && args.values().len() == 1 => {
                Some(function(t, this, &args.values()[0]))
            }
            Convention::NoArgs(function) if args.values().is_empty() => Some(function(t, this)),
            Convention::Keywords(function) | Convention::VarArgs(function) => Some(function(t, this, args)),
            _ => None,
        }
    }

    /// The class in the MRO of `this` that has this method.
    fn defining_class(&self, t: &mut Thread, this: &Value) -> Option<Value> {
        let name = Str::new(t, self.name).ok()?;
        let name = name.exact::<Str>()?;
        let class = match this.downcast::<TypeObject>() {
            Some(class) if matches!(self.binding, Binding::Class | Binding::Static) => class,
            _ => t.type_of(this),
        };
        class.mro_items().iter().find_map(|&class| {
            // SAFETY: the MRO holds live types.
            let class = unsafe { &*class.cast::<TypeObject>() };
            let found = NativeFunction::of(class.dict().get_str(t, name)?)?;
            std::ptr::eq(found.def, self).then(|| class.to_value())
        })
    }

    /// The name that messages use: qualified by the class for methods.
    fn display_name(&self, t: &Thread, class: Option<&Value>, this: &Value) -> String {
        let class = class.and_then(|class| class.downcast::<TypeObject>());
        match (self.binding, class) {
            (Binding::Static, _) if self.varargs => self.name.to_owned(),
            (Binding::Method | Binding::Class | Binding::Static, Some(class))
                if self.binding != Binding::Static || this.downcast::<TypeObject>().is_some() =>
            {
                // SAFETY: the class owns its name.
                let qualname = unsafe { Value::from_borrowed(class.qualname.get()) };
                let qualname = Str::of(&qualname).map(|name| name.to_lossy().into_owned());
                format!("{}.{}", qualname.unwrap_or_default(), self.name)
            }
            _ => match this
                .downcast::<crate::builtins::module::Module>()
                .and_then(|module| module_name(t, module))
            {
                Some(module) if module != "builtins" => format!("{module}.{}", self.name),
                _ => self.name.to_owned(),
            },
        }
    }

    #[cold]
    fn wrong_arguments(&self, t: &mut Thread, name: &str, args: Args<'_>) -> crate::errors::Exception {
        let given = args.positional().len();
        if self.binding == Binding::Special {
            if args.keyword_count() != 0 {
                return t.type_error(format!("wrapper {}() takes no keyword arguments", self.name));
            }
            let expected = usize::from(matches!(self.convention, Convention::One(_)));
            let plural = if expected == 1 { "" } else { "s" };
            return t.type_error(format!("expected {expected} argument{plural}, got {given}"));
        }
        if args.keyword_count() != 0 {
            return t.type_error(format!("{name}() takes no keyword arguments"));
        }
        match self.convention {
            Convention::NoArgs(_) => t.type_error(format!("{name}() takes no arguments ({given} given)")),
            _ => t.type_error(format!("{name}() takes exactly one argument ({given} given)")),
        }
    }
}

/// The `__name__` of a module.
fn module_name(t: &Thread, module: &crate::builtins::module::Module) -> Option<String> {
    let key = t.interpreter().names().__name__.exact::<crate::builtins::str::Str>()?;
    let namespace = module.dict()?.exact::<crate::builtins::dict::Dict>()?;
    let name = namespace.get_str(t, key)?;
    crate::builtins::str::Str::of(name).map(|name| name.to_lossy().into_owned())
}
