//! `generator`, `coroutine`, `async_generator`: what Python sees of them.

use std::cell::Cell;

use crate::builtins::fields::read;
use crate::builtins::generator::{self, State};
use crate::builtins::generator_methods::generator;
use crate::builtins::object::text_of;
use crate::native::{NativeDef, NativeType, PyResult, joined};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::{Raw, Value};

const FLAGS: TypeFlags = TypeFlags::NO_NEW.with(TypeFlags::WEAK);

/// The type `generator`.
pub static TYPE: NativeType = NativeType {
    name: "generator",
    module: "builtins",
    doc: "A function's run that yields values.",
    kind: Kind::Generator,
    base: Some(Kind::Object),
    layout: &generator::LAYOUT,
    flags: FLAGS,
    methods: &joined::<_, { DRIVEN.len() + table::METHODS.len() }>(&DRIVEN, table::METHODS),
    getsets: &joined::<_, { common::GETSETS.len() + table::GETSETS.len() }>(common::GETSETS, table::GETSETS),
};

/// The type `coroutine`.
pub static COROUTINE_TYPE: NativeType = NativeType {
    name: "coroutine",
    module: "builtins",
    doc: "An asynchronous function's run.",
    kind: Kind::Coroutine,
    base: Some(Kind::Object),
    layout: &generator::COROUTINE_LAYOUT,
    flags: FLAGS,
    methods: &joined::<_, { DRIVEN.len() + coroutine_table::METHODS.len() }>(
        &DRIVEN,
        coroutine_table::METHODS,
    ),
    getsets: &joined::<_, { common::GETSETS.len() + coroutine_table::GETSETS.len() }>(
        common::GETSETS,
        coroutine_table::GETSETS,
    ),
};

/// The type `async_generator`.
pub static ASYNC_TYPE: NativeType = NativeType {
    name: "async_generator",
    module: "builtins",
    doc: "An asynchronous function's run that yields values.",
    kind: Kind::AsyncGenerator,
    base: Some(Kind::Object),
    layout: &generator::ASYNC_LAYOUT,
    flags: FLAGS,
    methods: &joined::<_, { common::METHODS.len() + async_table::METHODS.len() }>(
        common::METHODS,
        async_table::METHODS,
    ),
    getsets: &joined::<_, { common::GETSETS.len() + async_table::GETSETS.len() }>(
        common::GETSETS,
        async_table::GETSETS,
    ),
};

/// The methods of generators and coroutines, which their callers resume.
const DRIVEN: [NativeDef; common::METHODS.len() + driven::METHODS.len()] =
    joined(common::METHODS, driven::METHODS);

/// The methods and attributes that all three have.
#[taipan_macros::methods]
mod common {
    use super::{generator, set_text};
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<String> {
        Ok(super::repr(t, this))
    }

    /// Closes what was left unfinished.
    #[special]
    fn __del__(t: &mut Thread, this: &Value) -> PyResult<()> {
        t.finalize_generator(generator(this))
    }

    /// The class with types for its parts.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }

    /// Bytes of memory.
    #[method("($self, /)")]
    fn __sizeof__(t: &mut Thread, this: &Value) -> PyResult<usize> {
        let _ = t;
        Ok(crate::builtins::frame_methods::frame_size(generator(this).code()))
    }

    /// The name.
    #[getter]
    fn __name__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(generator(this).name())
    }

    #[setter("__name__")]
    fn set_name(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        set_text(t, &generator(this).name, value, "__name__")
    }

    /// The dotted path to the function within its module.
    #[getter]
    fn __qualname__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(generator(this).qualname())
    }

    #[setter("__qualname__")]
    fn set_qualname(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        set_text(t, &generator(this).qualname, value, "__qualname__")
    }
}

/// The methods of those that their callers resume.
#[taipan_macros::methods]
mod driven {
    use super::generator;
    use crate::builtins::generator_methods;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Resumes with a value that `yield` gives; returns what is yielded next.
    #[method("($self, value, /)")]
    fn send(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        generator_methods::send(t, generator(this), value)
    }

    /// Raises an exception where it waits; returns what is yielded next.
    #[method("($self, type[, value[, traceback]], /)")]
    fn throw(
        t: &mut Thread,
        this: &Value,
        type_: &Value,
        value: Option<&Value>,
        traceback: Option<&Value>,
    ) -> PyResult {
        generator_methods::warn_of_signature(t, "throw", value)?;
        let error = generator_methods::thrown(t, type_, value, traceback)?;
        let sent = t.throw_into(generator(this), error)?;
        generator_methods::result(t, sent)
    }

    /// Raises GeneratorExit where it waits.
    #[method("($self, /)")]
    fn close(t: &mut Thread, this: &Value) -> PyResult {
        t.close_generator(generator(this))
    }
}

/// The methods and attributes of generators.
#[taipan_macros::methods]
mod table {
    use super::generator;
    use crate::builtins::generator_methods;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &Value) -> PyResult {
        generator_methods::send(t, generator(this), &Value::NONE)
    }

    /// The code object.
    #[getter]
    fn gi_code(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(super::code(this))
    }

    /// The frame, or None once finished.
    #[getter]
    fn gi_frame(t: &mut Thread, this: &Value) -> PyResult {
        super::frame(t, this)
    }

    /// Whether it waits to be resumed.
    #[getter]
    fn gi_suspended(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = t;
        Ok(super::is_suspended(this))
    }

    /// Whether it runs.
    #[getter]
    fn gi_running(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = t;
        Ok(super::is_running(this))
    }

    /// What it yields from, or None.
    #[getter]
    fn gi_yieldfrom(t: &mut Thread, this: &Value) -> PyResult {
        Ok(super::delegate(t, this))
    }
}

/// The methods and attributes of coroutines.
#[taipan_macros::methods]
mod coroutine_table {
    use super::generator;
    use crate::builtins::fields::read;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __await__(t: &mut Thread, this: &Value) -> PyResult {
        crate::builtins::async_methods::CoroutineWrapper::new(t, this.clone().into_raw())
    }

    /// The code object.
    #[getter]
    fn cr_code(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(super::code(this))
    }

    /// The frame, or None once finished.
    #[getter]
    fn cr_frame(t: &mut Thread, this: &Value) -> PyResult {
        super::frame(t, this)
    }

    /// Whether it waits to be resumed.
    #[getter]
    fn cr_suspended(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = t;
        Ok(super::is_suspended(this))
    }

    /// Whether it runs.
    #[getter]
    fn cr_running(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = t;
        Ok(super::is_running(this))
    }

    /// What it awaits, or None.
    #[getter]
    fn cr_await(t: &mut Thread, this: &Value) -> PyResult {
        Ok(super::delegate(t, this))
    }

    /// Where it was made, if that is tracked.
    #[getter]
    fn cr_origin(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(read(&generator(this).extra).unwrap_or(Value::NONE))
    }
}

/// The methods and attributes of asynchronous generators.
#[taipan_macros::methods]
mod async_table {
    use super::generator;
    use crate::builtins::async_methods::{self, AsyncGenSend, AsyncGenThrow};
    use crate::builtins::tuple::Tuple;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Raw;
    use crate::value::Value;

    #[special]
    fn __aiter__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(this.clone())
    }

    #[special]
    fn __anext__(t: &mut Thread, this: &Value) -> PyResult {
        async_methods::first_use(t, this)?;
        AsyncGenSend::new(t, this.clone().into_raw(), Raw::NONE, async_methods::INIT)
    }

    /// What resumes with a value when awaited.
    #[method("($self, value, /)")]
    fn asend(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        async_methods::first_use(t, this)?;
        AsyncGenSend::new(t, this.clone().into_raw(), value.clone().into_raw(), async_methods::INIT)
    }

    /// What raises an exception where the generator waits when awaited.
    #[method("($self, /, *args)", told = "")]
    fn athrow(t: &mut Thread, this: &Value, args: &[Value]) -> PyResult {
        crate::builtins::generator_methods::warn_of_signature(t, "athrow", args.get(1))?;
        async_methods::first_use(t, this)?;
        // What awaits it reads them.
        let arguments = Tuple::from_slice(t, args)?;
        AsyncGenThrow::new(t, this.clone().into_raw(), arguments.into_raw(), async_methods::INIT)
    }

    /// What raises GeneratorExit where the generator waits when awaited.
    #[method("($self, /)")]
    fn aclose(t: &mut Thread, this: &Value) -> PyResult {
        async_methods::first_use(t, this)?;
        AsyncGenThrow::new(t, this.clone().into_raw(), Raw::NULL, async_methods::INIT)
    }

    /// The code object.
    #[getter]
    fn ag_code(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(super::code(this))
    }

    /// The frame, or None once finished.
    #[getter]
    fn ag_frame(t: &mut Thread, this: &Value) -> PyResult {
        super::frame(t, this)
    }

    /// Whether it waits to be resumed.
    #[getter]
    fn ag_suspended(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = t;
        Ok(super::is_suspended(this))
    }

    /// Whether it is being iterated.
    #[getter]
    fn ag_running(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = t;
        Ok(generator(this).async_flags.get() & async_methods::RUNNING != 0)
    }

    /// What it awaits, or None.
    #[getter]
    fn ag_await(t: &mut Thread, this: &Value) -> PyResult {
        Ok(super::delegate(t, this))
    }
}

/// The code object.
fn code(this: &Value) -> Value {
    read(&generator(this).code).unwrap_or(Value::NONE)
}

/// The frame, or None once finished.
fn frame(t: &mut Thread, this: &Value) -> PyResult {
    Ok(t.generator_frame(generator(this))?.unwrap_or(Value::NONE))
}

/// Whether it has begun and waits to be resumed.
fn is_suspended(this: &Value) -> bool {
    let this = generator(this);
    this.state.get() == State::Suspended && !this.is_fresh()
}

fn is_running(this: &Value) -> bool {
    generator(this).state.get() == State::Running
}

/// What it yields from or awaits, or None.
fn delegate(t: &mut Thread, this: &Value) -> Value {
    t.yield_from_of(generator(this)).unwrap_or(Value::NONE)
}

fn repr(t: &Thread, this: &Value) -> String {
    let name = text_of(&generator(this).qualname());
    let address = crate::builtins::object::identity_text(this);
    format!("<{} object {name} at {address:#x}>", t.type_name(this))
}

fn set_text(t: &mut Thread, field: &Cell<Raw>, value: Option<&Value>, name: &str) -> PyResult<()> {
    use crate::builtins::str::Str;
    use crate::object::Object;
    match value.filter(|value| <Str as Object>::of(value).is_some()) {
        Some(value) => {
            crate::builtins::fields::write(field, Some(value.clone()));
            Ok(())
        }
        None => Err(t.type_error(format!("{name} must be set to a string object"))),
    }
}
