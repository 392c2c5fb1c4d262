//! `generator`, `coroutine`, `async_generator`: what Python sees of them, and how they are thrown into and closed.
#![expect(unsafe_code, reason = "reads a suspended frame's words")]

use std::cell::{Cell, RefCell};

use taipan_bytecode::resume;
use taipan_translate::PositionKind;

use crate::builtins::exception::{BaseException, instantiate};
use crate::builtins::fields::read;
use crate::builtins::generator::{self, Generator, Sent, State, generator_noun};
use crate::builtins::object::text_of;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::frames::{FrameObject, FrameRef, Place};
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
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
    methods: table::METHODS,
    getsets: table::GETSETS,
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
    methods: coroutine_table::METHODS,
    getsets: coroutine_table::GETSETS,
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
    methods: async_table::METHODS,
    getsets: async_table::GETSETS,
};

/// The methods and attributes of generators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{generator, set_text};
    use crate::builtins::fields::read;
    use crate::builtins::generator::State;
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
        super::send(t, generator(this), &Value::NONE)
    }

    /// Resumes with a value that `yield` gives; returns what is yielded next.
    #[method("($self, value, /)")]
    fn send(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        super::send(t, generator(this), value)
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
        super::warn_of_signature(t, "throw", value)?;
        let error = super::thrown(t, type_, value, traceback)?;
        let sent = t.throw_into(generator(this), error)?;
        super::result(t, sent)
    }

    /// Raises GeneratorExit where it waits.
    #[method("($self, /)")]
    fn close(t: &mut Thread, this: &Value) -> PyResult {
        t.close_generator(generator(this))
    }

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
        Ok(read(&generator(this).name).unwrap_or(Value::NONE))
    }

    #[setter("__name__")]
    fn set_name(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        set_text(t, &generator(this).name, value, "__name__")
    }

    /// The dotted path to the function within its module.
    #[getter]
    fn __qualname__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(read(&generator(this).qualname).unwrap_or(Value::NONE))
    }

    #[setter("__qualname__")]
    fn set_qualname(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        set_text(t, &generator(this).qualname, value, "__qualname__")
    }

    /// The code object.
    #[getter]
    fn gi_code(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(read(&generator(this).code).unwrap_or(Value::NONE))
    }

    /// The frame, or None once finished.
    #[getter]
    fn gi_frame(t: &mut Thread, this: &Value) -> PyResult {
        Ok(t.generator_frame(generator(this))?.unwrap_or(Value::NONE))
    }

    /// Whether it waits to be resumed.
    #[getter]
    fn gi_suspended(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = t;
        let this = generator(this);
        Ok(this.state.get() == State::Suspended && !this.is_fresh())
    }

    /// Whether it runs.
    #[getter]
    fn gi_running(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = t;
        Ok(generator(this).state.get() == State::Running)
    }

    /// What it yields from, or None.
    #[getter]
    fn gi_yieldfrom(t: &mut Thread, this: &Value) -> PyResult {
        Ok(t.yield_from_of(generator(this)).unwrap_or(Value::NONE))
    }
}

/// The methods and attributes of coroutines.
#[taipan_macros::methods]
pub(crate) mod coroutine_table {
    use super::{generator, set_text};
    use crate::builtins::fields::read;
    use crate::builtins::generator::State;
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __await__(t: &mut Thread, this: &Value) -> PyResult {
        crate::builtins::async_methods::CoroutineWrapper::new(t, this.clone().into_raw())
    }

    /// Resumes with a value that `yield` gives; returns what is yielded next.
    #[method("($self, value, /)")]
    fn send(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        super::send(t, generator(this), value)
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
        super::warn_of_signature(t, "throw", value)?;
        let error = super::thrown(t, type_, value, traceback)?;
        let sent = t.throw_into(generator(this), error)?;
        super::result(t, sent)
    }

    /// Raises GeneratorExit where it waits.
    #[method("($self, /)")]
    fn close(t: &mut Thread, this: &Value) -> PyResult {
        t.close_generator(generator(this))
    }

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
        Ok(read(&generator(this).name).unwrap_or(Value::NONE))
    }

    #[setter("__name__")]
    fn set_name(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        set_text(t, &generator(this).name, value, "__name__")
    }

    /// The dotted path to the function within its module.
    #[getter]
    fn __qualname__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(read(&generator(this).qualname).unwrap_or(Value::NONE))
    }

    #[setter("__qualname__")]
    fn set_qualname(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        set_text(t, &generator(this).qualname, value, "__qualname__")
    }

    /// The code object.
    #[getter]
    fn cr_code(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(read(&generator(this).code).unwrap_or(Value::NONE))
    }

    /// The frame, or None once finished.
    #[getter]
    fn cr_frame(t: &mut Thread, this: &Value) -> PyResult {
        Ok(t.generator_frame(generator(this))?.unwrap_or(Value::NONE))
    }

    /// Whether it waits to be resumed.
    #[getter]
    fn cr_suspended(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = t;
        let this = generator(this);
        Ok(this.state.get() == State::Suspended && !this.is_fresh())
    }

    /// Whether it runs.
    #[getter]
    fn cr_running(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = t;
        Ok(generator(this).state.get() == State::Running)
    }

    /// What it awaits, or None.
    #[getter]
    fn cr_await(t: &mut Thread, this: &Value) -> PyResult {
        Ok(t.yield_from_of(generator(this)).unwrap_or(Value::NONE))
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
pub(crate) mod async_table {
    use super::{generator, set_text};
    use crate::builtins::async_methods::{self, AsyncGenSend, AsyncGenThrow};
    use crate::builtins::fields::read;
    use crate::builtins::generator::State;
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
    #[method("($self, type[, value[, traceback]], /)")]
    fn athrow(
        t: &mut Thread,
        this: &Value,
        type_: &Value,
        value: Option<&Value>,
        traceback: Option<&Value>,
    ) -> PyResult {
        super::warn_of_signature(t, "athrow", value)?;
        async_methods::first_use(t, this)?;
        let parts = [Some(type_), value, traceback].into_iter().flatten().cloned().collect();
        let arguments = Tuple::new(t, parts)?;
        AsyncGenThrow::new(t, this.clone().into_raw(), arguments.into_raw(), async_methods::INIT)
    }

    /// What raises GeneratorExit where the generator waits when awaited.
    #[method("($self, /)")]
    fn aclose(t: &mut Thread, this: &Value) -> PyResult {
        async_methods::first_use(t, this)?;
        AsyncGenThrow::new(t, this.clone().into_raw(), Raw::NULL, async_methods::INIT)
    }

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
        Ok(read(&generator(this).name).unwrap_or(Value::NONE))
    }

    #[setter("__name__")]
    fn set_name(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        set_text(t, &generator(this).name, value, "__name__")
    }

    /// The dotted path to the function within its module.
    #[getter]
    fn __qualname__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(read(&generator(this).qualname).unwrap_or(Value::NONE))
    }

    #[setter("__qualname__")]
    fn set_qualname(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
        set_text(t, &generator(this).qualname, value, "__qualname__")
    }

    /// The code object.
    #[getter]
    fn ag_code(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(read(&generator(this).code).unwrap_or(Value::NONE))
    }

    /// The frame, or None once finished.
    #[getter]
    fn ag_frame(t: &mut Thread, this: &Value) -> PyResult {
        Ok(t.generator_frame(generator(this))?.unwrap_or(Value::NONE))
    }

    /// Whether it waits to be resumed.
    #[getter]
    fn ag_suspended(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = t;
        let this = generator(this);
        Ok(this.state.get() == State::Suspended && !this.is_fresh())
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
        Ok(t.yield_from_of(generator(this)).unwrap_or(Value::NONE))
    }
}

/// The memory behind any of the three kinds; their methods are called for no other objects.
pub(crate) fn generator(this: &Value) -> &Generator {
    match Generator::of(this) {
        Some(generator) => generator,
        None => unreachable!("generators have no subclasses"),
    }
}

fn repr(t: &Thread, this: &Value) -> String {
    let name = read(&generator(this).qualname).map(|name| text_of(&name)).unwrap_or_default();
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

/// What was yielded, or StopIteration with what was returned.
pub(crate) fn result(t: &mut Thread, sent: Sent) -> PyResult {
    match sent {
        Sent::Yielded(value) => Ok(value),
        Sent::Returned(value) if value.is_none() => Err(t.stop_iteration(None)),
        Sent::Returned(value) => Err(t.stop_iteration(Some(value))),
    }
}

/// `generator.send(value)`.
pub(crate) fn send(t: &mut Thread, generator: &Generator, value: &Value) -> PyResult {
    let sent = t.resume_generator(generator, value.clone(), None)?;
    result(t, sent)
}

/// Warns of the old way of calling `throw` or `athrow`.
pub(crate) fn warn_of_signature(t: &mut Thread, method: &str, value: Option<&Value>) -> PyResult<()> {
    if value.is_none() {
        return Ok(());
    }
    let text = format!(
        "the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead."
    );
    t.warn(Class::DeprecationWarning, &text, 1)
}

/// The exception that the arguments of `throw` stand for.
pub(crate) fn thrown(
    t: &mut Thread,
    class: &Value,
    value: Option<&Value>,
    traceback: Option<&Value>,
) -> PyResult<Exception> {
    let traceback = traceback.filter(|traceback| !traceback.is_none());
    if traceback.is_some_and(|traceback| !traceback.is_kind(Kind::Traceback)) {
        return Err(t.type_error("throw() third argument must be a traceback object"));
    }
    let value = value.filter(|value| !value.is_none());
    let is_class =
        class.downcast::<TypeObject>().is_some_and(|class| class.flags.get().contains(TypeFlags::EXCEPTION));
    let exception = if is_class {
        let made = match value {
            Some(value) if t.is_instance_of(value, class) => Ok(value.clone()),
            Some(value) => match value.exact::<Tuple>() {
                Some(arguments) => {
                    let arguments = arguments.items().to_vec();
                    instantiate(t, class, arguments)
                }
                None => instantiate(t, class, vec![value.clone()]),
            },
            None => instantiate(t, class, Vec::new()),
        };
        match made {
            Ok(made) => made,
            // What making it raises is thrown in its place.
            Err(error) => return Ok(error),
        }
    } else if BaseException::of(class).is_some() {
        if value.is_some() {
            return Err(t.type_error("instance exception may not have a separate value"));
        }
        class.clone()
    } else {
        let found = t.type_name(class);
        return Err(t.type_error(format!(
            "exceptions must be classes or instances deriving from BaseException, not {found}"
        )));
    };
    if let (Some(traceback), Some(exception)) = (traceback, BaseException::of(&exception)) {
        exception.set_traceback(Some(traceback.clone()));
    }
    if BaseException::of(&exception).is_none() {
        let (class, found) = (t.repr_lossy(class)?, t.type_name(&exception));
        return Ok(t.type_error(format!(
            "calling {class} should have returned an instance of BaseException, not {found}"
        )));
    }
    Ok(Exception::new(exception))
}

/// While alive, a generator that delegates counts as running.
struct Delegating<'a>(&'a Generator);

impl<'a> Delegating<'a> {
    fn start(generator: &'a Generator) -> Delegating<'a> {
        generator.state.set(State::Running);
        generator.base.set(std::ptr::null_mut());
        Delegating(generator)
    }
}

impl Drop for Delegating<'_> {
    fn drop(&mut self) {
        self.0.state.set(State::Suspended);
    }
}

impl Thread {
    /// What a suspended generator yields from or awaits.
    pub(crate) fn yield_from_of(&self, generator: &Generator) -> Option<Value> {
        if generator.state.get() != State::Suspended
            || generator.yielded_at.get().is_null()
            || generator.is_fresh()
        {
            return None;
        }
        // SAFETY: the exec lives as long as the code, which the generator owns.
        let exec = unsafe { &*generator.exec.get() };
        let table = exec.table.as_ref()?;
        let point = exec.point(generator.yielded_at.get())?;
        if generator.resumption()? & resume::LOCATION < resume::AFTER_YIELD_FROM {
            return None;
        }
        let positions = &table.states[point.state as usize];
        let position = positions.get(positions.len().checked_sub(2)?)?;
        let slot = match position.kind {
            PositionKind::Temp => usize::from(position.home),
            PositionKind::Local(local) => usize::from(local),
            _ => return None,
        };
        // SAFETY: the words of a suspended generator lie behind it; those that its state names are owned.
        let word = unsafe { *generator.words().add(slot) };
        // SAFETY: as above.
        (!word.is_null()).then(|| unsafe { Value::from_borrowed(word) })
    }

    /// Raises an exception where a generator waits; what it delegates to is asked first.
    pub(crate) fn throw_into(&mut self, generator: &Generator, error: Exception) -> PyResult<Sent> {
        let finished = generator.state.get() == State::Finished;
        if finished && generator.header.kind == Kind::Coroutine as u8 {
            return Err(self.runtime_error("cannot reuse already awaited coroutine"));
        }
        let Some(inner) = self.yield_from_of(generator) else {
            return self.resume_generator(generator, Value::NONE, Some(error));
        };
        if self.native_stack_is_low() {
            return Err(self.recursion_exceeded(""));
        }
        let kind_of_inner = Generator::of(&inner).filter(|_| !inner.is_kind(Kind::AsyncGenerator));
        if self.is_exception(&error, Class::GeneratorExit) {
            let closed = {
                let _running = Delegating::start(generator);
                self.close_iterator(&inner)
            };
            let error = match closed {
                Ok(()) => error,
                Err(other) => other,
            };
            return self.resume_generator(generator, Value::NONE, Some(error));
        }
        let answer = match kind_of_inner {
            Some(inner) => self.with_generator_frame(generator, |t| {
                t.throw_into(inner, error).and_then(|sent| result(t, sent))
            })?,
            None => {
                let name = self.interpreter().names().throw.clone();
                let method = {
                    let _running = Delegating::start(generator);
                    self.get_attr_opt(&inner, &name)?
                };
                match method {
                    None => return self.resume_generator(generator, Value::NONE, Some(error)),
                    Some(method) => {
                        self.with_generator_frame(generator, |t| t.call(&method, &[error.into_value()]))?
                    }
                }
            }
        };
        match answer {
            Ok(value) => Ok(Sent::Yielded(value)),
            Err(error) => self.resume_generator(generator, Value::NONE, Some(error)),
        }
    }

    /// Closes what a generator delegates to.
    fn close_iterator(&mut self, inner: &Value) -> PyResult<()> {
        if let Some(generator) = Generator::of(inner).filter(|_| !inner.is_kind(Kind::AsyncGenerator)) {
            return self.close_generator(generator).map(drop);
        }
        let name = self.interpreter().names().close.clone();
        if let Some(close) = self.get_attr_opt(inner, &name)? {
            self.call(&close, &[])?;
        }
        Ok(())
    }

    /// `generator.close()`.
    pub(crate) fn close_generator(&mut self, generator: &Generator) -> PyResult {
        if generator.state.get() == State::Finished {
            return Ok(Value::NONE);
        }
        if self.native_stack_is_low() {
            return Err(self.recursion_exceeded(""));
        }
        let mut error = self.exception_of(Class::GeneratorExit, Vec::new());
        if let Some(inner) = self.yield_from_of(generator) {
            let _running = Delegating::start(generator);
            if let Err(other) = self.close_iterator(&inner) {
                error = other;
            }
        }
        match self.resume_generator(generator, Value::NONE, Some(error)) {
            Ok(Sent::Yielded(_)) => {
                let noun = generator_noun(generator);
                Err(self.runtime_error(format!("{noun} ignored GeneratorExit")))
            }
            Ok(Sent::Returned(value)) => Ok(value),
            Err(error)
                if self.is_exception(&error, Class::GeneratorExit)
                    || self.is_exception(&error, Class::StopIteration) =>
            {
                Ok(Value::NONE)
            }
            Err(error) => Err(error),
        }
    }

    /// What a dying generator does: it is closed. A coroutine that never started is warned of; an asynchronous generator
    /// is left to its finalizer hook, if it has one.
    pub(crate) fn finalize_generator(&mut self, generator: &Generator) -> PyResult<()> {
        if generator.state.get() != State::Suspended {
            return Ok(());
        }
        let value = {
            let header = std::ptr::from_ref(generator).cast_mut().cast();
            // SAFETY: the generator is alive while it is finalized.
            unsafe { Value::from_borrowed(Raw::pointer(header)) }
        };
        if value.is_kind(Kind::AsyncGenerator) {
            let open = generator.async_flags.get() & crate::builtins::async_methods::CLOSED == 0;
            if let (Some(hook), true) = (read(&generator.extra), open) {
                return self.call(&hook, std::slice::from_ref(&value)).map(drop);
            }
        }
        if value.is_kind(Kind::Coroutine) && generator.is_fresh() {
            self.warn_never_awaited(&value)?;
        }
        if generator.ends_where_it_stands(self.tracing.active()) {
            return Ok(());
        }
        self.close_generator(generator).map(drop)
    }

    /// `RuntimeWarning: coroutine 'f' was never awaited`, by way of the module `warnings` if it is loaded.
    fn warn_never_awaited(&mut self, coroutine: &Value) -> PyResult<()> {
        let modules = self.interpreter().modules.clone();
        let key = self.intern("warnings")?;
        if let Some(warnings) = self.get_item_opt(&modules, &key)? {
            let function = self.intern("_warn_unawaited_coroutine")?;
            if let Some(function) = self.get_attr_opt(&warnings, &function)? {
                return self.call(&function, std::slice::from_ref(coroutine)).map(drop);
            }
        }
        let name = read(&generator(coroutine).qualname).map(|name| text_of(&name)).unwrap_or_default();
        let text = format!("coroutine '{name}' was never awaited");
        if let Err(error) = self.warn_about(crate::errors::Class::RuntimeWarning, &text, 1, Some(coroutine)) {
            self.write_unraisable(error, Some(coroutine), None);
        }
        Ok(())
    }

    /// The frame object of a generator; `None` once it is finished.
    pub(crate) fn generator_frame(&mut self, generator: &Generator) -> PyResult<Option<Value>> {
        match generator.state.get() {
            State::Finished => Ok(None),
            State::Running if !generator.base.get().is_null() => {
                let pc = self.frame_position(generator.base.get());
                self.frame_object(FrameRef { fp: generator.base.get(), pc }).map(Some)
            }
            _ => {
                if generator.frame.get() == Raw(0) {
                    let made = self.suspended_frame(generator)?;
                    generator.frame.set(made.into_raw());
                }
                // SAFETY: the generator owns its frame object.
                Ok(Some(unsafe { Value::from_borrowed(generator.frame.get()) }))
            }
        }
    }

    /// The word at which the frame at `base` stands.
    fn frame_position(&self, base: *mut Raw) -> *const u64 {
        let mut at = Some(self.running_frame());
        while let Some(frame) = at {
            if frame.fp == base {
                return frame.pc;
            }
            at = frame.outer();
        }
        std::ptr::null()
    }

    /// Makes the frame object of a suspended generator.
    fn suspended_frame(&mut self, generator: &Generator) -> PyResult {
        let (function, code) = (read(&generator.function), read(&generator.code));
        let place = Place::Generator(std::ptr::from_ref(generator).cast_mut());
        // SAFETY: a fresh object is filled before anyone sees it.
        unsafe {
            let object = self.heap().alloc(size_of::<FrameObject>());
            if object.is_null() {
                return Err(self.memory_error());
            }
            let header = object.read();
            object.cast::<FrameObject>().write(FrameObject {
                header,
                place: Cell::new(place),
                function: Cell::new(function.map_or(Raw::NULL, Value::into_raw)),
                code: Cell::new(code.map_or(Raw::NULL, Value::into_raw)),
                namespace: Cell::new(Raw::NULL),
                trace: Cell::new(Raw::NULL),
                back: Cell::new(Raw::NULL),
                extra_locals: Cell::new(Raw::NULL),
                locals: RefCell::new(Vec::new()),
                last_offset: Cell::new(-1),
                trace_lines: Cell::new(true),
                trace_opcodes: Cell::new(false),
                previous: Cell::new(-1),
                overwritten: RefCell::new(Vec::new()),
            });
            self.init_header(object, Kind::Frame, taipan_heap::flags::TRACKED);
            Ok(Value::from_raw(Raw::pointer(object)))
        }
    }
}
