//! How generators, coroutines and asynchronous generators are sent to, thrown into, closed and finalized.
#![expect(unsafe_code, reason = "reads a suspended frame's words")]

use taipan_bytecode::resume;
use taipan_translate::PositionKind;

use crate::builtins::exception::{BaseException, instantiate};
use crate::builtins::fields::read;
use crate::builtins::generator::{Generator, Sent, State, generator_noun};
use crate::builtins::object::text_of;
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::PyResult;
use crate::object::Kind;
use crate::ops::Thrown;
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::{Raw, Value};

/// The memory behind any of the three kinds; their methods are called for no other objects.
pub(crate) fn generator(this: &Value) -> &Generator {
    match Generator::of(this) {
        Some(generator) => generator,
        None => unreachable!("generators have no subclasses"),
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
        let thrown = Thrown { error, told: !generator.is_fresh() };
        match self.resume_with(generator, Value::NONE, Some(thrown)) {
            Ok(Sent::Yielded(_)) => {
                let noun = generator_noun(generator);
                Err(self.runtime_error(format!("{noun} ignored GeneratorExit")))
            }
            Ok(Sent::Returned(_)) if generator.header.kind == Kind::AsyncGenerator as u8 => {
                Err(self.exception_of(Class::StopAsyncIteration, Vec::new()))
            }
            Ok(Sent::Returned(value)) => Ok(value),
            Err(error)
                if self.is_exception(&error, Class::GeneratorExit)
                    || self.is_exception(&error, Class::StopIteration) =>
            {
                // Its traceback has what the generator owned, which dies before anything else is told.
                drop(error);
                self.drain();
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
    pub(crate) fn warn_never_awaited(&mut self, coroutine: &Value) -> PyResult<()> {
        let modules = self.interpreter().modules.clone();
        let key = self.intern("warnings")?;
        if let Some(warnings) = self.get_item_opt(&modules, &key)? {
            let function = self.intern("_warn_unawaited_coroutine")?;
            if let Some(function) = self.get_attr_opt(&warnings, &function)? {
                return self.call(&function, std::slice::from_ref(coroutine)).map(drop);
            }
        }
        let name = text_of(&generator(coroutine).qualname());
        let text = format!("coroutine '{name}' was never awaited");
        if let Err(error) = self.warn_about(crate::errors::Class::RuntimeWarning, &text, 1, Some(coroutine)) {
            self.write_unraisable(error, Some(coroutine), None);
        }
        Ok(())
    }
}
