//! What asynchronous iteration hands out to be awaited: `coroutine_wrapper`, the results of `asend`, `athrow` and
//! `aclose`, `anext` with a default, and the mark on a value that an asynchronous generator yields.

use std::cell::Cell;

use crate::builtins::fields::read;
use crate::builtins::generator::{Generator, Sent, State};
use crate::builtins::generator_methods::{self, thrown};
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::native::convert::check_positional;
use crate::native::{NativeType, PyResult, joined};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::{Special, TypeFlags};
use crate::value::{Raw, Value};

/// Bits of [`Generator::async_flags`].
pub(crate) const HOOKED: u32 = 1;
pub(crate) const CLOSED: u32 = 2;
pub(crate) const RUNNING: u32 = 4;

/// States of what is awaited, as its `state` field holds them.
pub(crate) const INIT: Raw = Raw::int(0);
const ITERATING: Raw = Raw::int(1);
const DONE: Raw = Raw::int(2);

mod wrapper {
    #![expect(unsafe_code, reason = "layout functions over raw objects")]
    crate::counted_object! {
        /// What `coroutine.__await__()` answers.
        CoroutineWrapper, CoroutineWrapper { coroutine }
    }
}

mod send {
    #![expect(unsafe_code, reason = "layout functions over raw objects")]
    crate::counted_object! {
        /// What `asend` and `__anext__` answer.
        AsyncGenSend, AsyncGenSend { generator, value, state }
    }
}

mod throw {
    #![expect(unsafe_code, reason = "layout functions over raw objects")]
    crate::counted_object! {
        /// What `athrow` (arguments in a tuple) and `aclose` (NULL) answer.
        AsyncGenThrow, AsyncGenThrow { generator, arguments, state }
    }
}

mod wrapped {
    #![expect(unsafe_code, reason = "layout functions over raw objects")]
    crate::counted_object! {
        /// A value that an asynchronous generator yields, as against what it awaits.
        AsyncGenWrapped, AsyncGenWrapped { value }
    }
}

mod next {
    #![expect(unsafe_code, reason = "layout functions over raw objects")]
    crate::counted_object! {
        /// What `anext` with a default answers.
        AnextAwaitable, AnextAwaitable { awaitable, default }
    }
}

pub(crate) use next::AnextAwaitable;
pub(crate) use send::AsyncGenSend;
pub(crate) use throw::AsyncGenThrow;
pub(crate) use wrapped::AsyncGenWrapped;
pub(crate) use wrapper::CoroutineWrapper;

macro_rules! native_type {
    ($(#[$doc:meta])* $static:ident $name:literal $text:literal $kind:ident $layout:path, $methods:expr) => {
        $(#[$doc])*
        pub static $static: NativeType = NativeType {
            name: $name,
            module: "builtins",
            doc: $text,
            kind: Kind::$kind,
            base: Some(Kind::Object),
            layout: &$layout,
            flags: TypeFlags::NO_NEW,
            methods: $methods,
            getsets: &[],
        };
    };
}

native_type! {
    /// The type `coroutine_wrapper`.
    WRAPPER_TYPE "coroutine_wrapper" "Runs a coroutine as an iterator." CoroutineWrapper wrapper::LAYOUT, wrapper_table::METHODS
}
native_type! {
    /// The type `async_generator_asend`.
    SEND_TYPE "async_generator_asend" "The next value of an asynchronous generator." AsyncGenSend send::LAYOUT, &joined::<_, { AWAITED.len() + send_table::METHODS.len() }>(AWAITED, send_table::METHODS)
}
native_type! {
    /// The type `async_generator_athrow`.
    THROW_TYPE "async_generator_athrow" "An exception for an asynchronous generator." AsyncGenThrow throw::LAYOUT, &joined::<_, { AWAITED.len() + throw_table::METHODS.len() }>(AWAITED, throw_table::METHODS)
}
native_type! {
    /// The type `async_generator_wrapped_value`.
    WRAPPED_TYPE "async_generator_wrapped_value" "A yielded value." AsyncGenWrapped wrapped::LAYOUT, &[]
}
native_type! {
    /// The type `anext_awaitable`.
    NEXT_TYPE "anext_awaitable" "The next value, or a default." AnextAwaitable next::LAYOUT, &joined::<_, { AWAITED.len() + next_table::METHODS.len() }>(AWAITED, next_table::METHODS)
}

/// What can be awaited is its own iterator.
#[taipan_macros::methods]
mod awaited {
    use super::{PyResult, Thread, Value};

    #[special]
    fn __iter__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }

    #[special]
    fn __await__(_: &mut Thread, this: &Value) -> PyResult {
        Ok(this.clone())
    }
}

use awaited::METHODS as AWAITED;

/// `coroutine_wrapper`.
impl Thread {
    /// What `asend`, `athrow` and `aclose` answered dies: a warning if nobody awaited it.
    pub(crate) fn finalize_awaited(&mut self, value: &Value) {
        let (state, generator, method) = match (value.exact::<AsyncGenSend>(), value.exact::<AsyncGenThrow>())
        {
            (Some(send), _) => (&send.state, read(&send.generator), "asend"),
            (_, Some(throw)) if throw.arguments.get().is_null() => {
                (&throw.state, read(&throw.generator), "aclose")
            }
            (_, Some(throw)) => (&throw.state, read(&throw.generator), "athrow"),
            _ => return,
        };
        let (INIT, Some(generator)) = (state.get(), generator) else { return };
        let name = generator_methods::generator(&generator).qualname();
        let warned = self.repr_lossy(&name).and_then(|name| {
            let text = format!("coroutine method '{method}' of {name} was never awaited");
            self.warn_about(Class::RuntimeWarning, &text, 1, Some(&generator))
        });
        if let Err(error) = warned {
            let doing = format!("Exception ignored while finalizing coroutine method '{method}'");
            self.write_unraisable(error, Some(value), Some(&doing));
        }
    }
}

#[taipan_macros::methods]
mod wrapper_table {
    use super::CoroutineWrapper;
    use crate::builtins::fields::read;
    use crate::builtins::generator_methods::{generator, result, send as resume, thrown};
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        let _ = t;
        Ok(this.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, this: &CoroutineWrapper) -> PyResult {
        let coroutine = read(&this.coroutine).unwrap_or(Value::NONE);
        resume(t, generator(&coroutine), &Value::NONE)
    }

    /// Resumes with a value.
    #[method("($self, value, /)")]
    fn send(t: &mut Thread, this: &CoroutineWrapper, value: &Value) -> PyResult {
        let coroutine = read(&this.coroutine).unwrap_or(Value::NONE);
        resume(t, generator(&coroutine), value)
    }

    /// Raises an exception where the coroutine waits.
    #[method("($self, type[, value[, traceback]], /)")]
    fn throw(
        t: &mut Thread,
        this: &CoroutineWrapper,
        type_: &Value,
        value: Option<&Value>,
        traceback: Option<&Value>,
    ) -> PyResult {
        let coroutine = read(&this.coroutine).unwrap_or(Value::NONE);
        super::generator_methods::warn_of_signature(t, "throw", value)?;
        let error = thrown(t, type_, value, traceback)?;
        let sent = t.throw_into(generator(&coroutine), error)?;
        result(t, sent)
    }

    /// Raises GeneratorExit where the coroutine waits.
    #[method("($self, /)")]
    fn close(t: &mut Thread, this: &CoroutineWrapper) -> PyResult {
        let coroutine = read(&this.coroutine).unwrap_or(Value::NONE);
        t.close_generator(generator(&coroutine))
    }
}

/// `async_generator_asend`.
#[taipan_macros::methods]
mod send_table {
    use super::{AsyncGenSend, send_close, send_send, send_throw};
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __next__(t: &mut Thread, this: &AsyncGenSend) -> PyResult {
        send_send(t, this, &Value::NONE)
    }

    /// Resumes with a value.
    #[method("($self, value, /)")]
    fn send(t: &mut Thread, this: &AsyncGenSend, value: &Value) -> PyResult {
        send_send(t, this, value)
    }

    /// Raises an exception where the generator waits.
    #[method("($self, type[, value[, traceback]], /)")]
    fn throw(
        t: &mut Thread,
        this: &AsyncGenSend,
        type_: &Value,
        value: Option<&Value>,
        traceback: Option<&Value>,
    ) -> PyResult {
        send_throw(t, this, [Some(type_), value, traceback])
    }

    /// Raises GeneratorExit where the generator waits.
    #[method("($self, /)")]
    fn close(t: &mut Thread, this: &AsyncGenSend) -> PyResult<()> {
        send_close(t, this)
    }
}

/// `async_generator_athrow`.
#[taipan_macros::methods]
mod throw_table {
    use super::{AsyncGenThrow, throw_close, throw_send, throw_throw};
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __next__(t: &mut Thread, this: &AsyncGenThrow) -> PyResult {
        throw_send(t, this, &Value::NONE)
    }

    /// Resumes with a value.
    #[method("($self, value, /)")]
    fn send(t: &mut Thread, this: &AsyncGenThrow, value: &Value) -> PyResult {
        throw_send(t, this, value)
    }

    /// Raises an exception where the generator waits.
    #[method("($self, type[, value[, traceback]], /)")]
    fn throw(
        t: &mut Thread,
        this: &AsyncGenThrow,
        type_: &Value,
        value: Option<&Value>,
        traceback: Option<&Value>,
    ) -> PyResult {
        throw_throw(t, this, [Some(type_), value, traceback])
    }

    /// Raises GeneratorExit where the generator waits.
    #[method("($self, /)")]
    fn close(t: &mut Thread, this: &AsyncGenThrow) -> PyResult<()> {
        throw_close(t, this)
    }
}

/// `anext_awaitable`.
#[taipan_macros::methods]
mod next_table {
    use super::{AnextAwaitable, next_step};
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __next__(t: &mut Thread, this: &AnextAwaitable) -> PyResult {
        next_step(t, this, "send", &[Value::NONE])
    }

    /// Resumes with a value.
    #[method("($self, value, /)")]
    fn send(t: &mut Thread, this: &AnextAwaitable, value: &Value) -> PyResult {
        next_step(t, this, "send", std::slice::from_ref(value))
    }

    /// Raises an exception where the iterator waits.
    #[method("($self, type[, value[, traceback]], /)")]
    fn throw(
        t: &mut Thread,
        this: &AnextAwaitable,
        type_: &Value,
        value: Option<&Value>,
        traceback: Option<&Value>,
    ) -> PyResult {
        let arguments: Vec<Value> = [Some(type_), value, traceback].into_iter().flatten().cloned().collect();
        next_step(t, this, "throw", &arguments)
    }

    /// Raises GeneratorExit where the iterator waits.
    #[method("($self, /)")]
    fn close(t: &mut Thread, this: &AnextAwaitable) -> PyResult {
        next_step(t, this, "close", &[])
    }
}

/// Makes what `anext(iterator, default)` answers.
pub(crate) fn anext_awaitable(t: &mut Thread, awaitable: Value, default: Value) -> PyResult {
    AnextAwaitable::new(t, awaitable.into_raw(), default.into_raw())
}

fn next_step(t: &mut Thread, this: &AnextAwaitable, name: &str, arguments: &[Value]) -> PyResult {
    let awaitable = read(&this.awaitable).unwrap_or(Value::NONE);
    let iterator = match t.awaitable_iterator(&awaitable)? {
        Some(iterator) => iterator,
        None => return Err(t.not_awaitable(&awaitable)),
    };
    let plain_next = name == "send" && arguments[0].is_none() && t.has_special(&iterator, Special::Next);
    let result = if plain_next {
        t.call_special(&iterator, Special::Next, &[]).map(|item| item.unwrap_or(Value::NONE))
    } else {
        let name = t.intern(name)?;
        t.call_method(&iterator, &name, arguments)
    };
    match result {
        Err(error) if t.is_exception(&error, Class::StopAsyncIteration) => {
            let default = read(&this.default).unwrap_or(Value::NONE);
            Err(t.stop_iteration(Some(default)))
        }
        result => result,
    }
}

/// The generator of an `asend` or `athrow` object.
fn of(field: &Cell<Raw>) -> Value {
    read(field).unwrap_or(Value::NONE)
}

fn flag(generator: &Generator, bit: u32) -> bool {
    generator.async_flags.get() & bit != 0
}

fn set_flag(generator: &Generator, bit: u32, on: bool) {
    let flags = generator.async_flags.get();
    generator.async_flags.set(if on { flags | bit } else { flags & !bit });
}

/// Called when a generator is first iterated.
pub(crate) fn first_use(t: &mut Thread, this: &Value) -> PyResult<()> {
    let generator = generator_methods::generator(this);
    if flag(generator, HOOKED) {
        return Ok(());
    }
    set_flag(generator, HOOKED, true);
    let [first, last] = t.asyncgen_hooks.clone();
    if let Some(last) = last {
        crate::builtins::fields::write(&generator.extra, Some(last));
    }
    if let Some(first) = first {
        t.call(&first, std::slice::from_ref(this))?;
    }
    Ok(())
}

impl Thread {
    /// Marks a value as yielded by an asynchronous generator.
    pub(crate) fn wrap_async_item(&mut self, value: &Value) -> PyResult {
        AsyncGenWrapped::new(self, value.clone().into_raw())
    }
}

/// What came of resuming an asynchronous generator: a yielded value ends the awaiting with StopIteration, the end of
/// the generator with StopAsyncIteration.
fn unwrap(t: &mut Thread, generator: &Generator, sent: PyResult<Sent>) -> PyResult {
    match sent {
        Ok(Sent::Yielded(value)) => {
            match value.exact::<AsyncGenWrapped>().map(|wrapped| of(&wrapped.value)) {
                Some(value) => {
                    set_flag(generator, RUNNING, false);
                    Err(t.stop_iteration(Some(value)))
                }
                None => Ok(value),
            }
        }
        Ok(Sent::Returned(_)) => {
            set_flag(generator, CLOSED, true);
            set_flag(generator, RUNNING, false);
            Err(t.exception_of(Class::StopAsyncIteration, Vec::new()))
        }
        Err(error) => {
            if ends(t, &error) {
                set_flag(generator, CLOSED, true);
            }
            set_flag(generator, RUNNING, false);
            Err(error)
        }
    }
}

/// Whether an exception says that the generator is at its end.
fn ends(t: &Thread, error: &Exception) -> bool {
    t.is_exception(error, Class::StopAsyncIteration) || t.is_exception(error, Class::GeneratorExit)
}

fn send_send(t: &mut Thread, this: &AsyncGenSend, value: &Value) -> PyResult {
    if this.state.get() == DONE {
        return Err(t.runtime_error("cannot reuse already awaited __anext__()/asend()"));
    }
    let owner = of(&this.generator);
    let generator = generator_methods::generator(&owner);
    let mut value = value.clone();
    if this.state.get() == INIT {
        if flag(generator, RUNNING) {
            this.state.set(DONE);
            return Err(t.runtime_error("anext(): asynchronous generator is already running"));
        }
        if value.is_none() {
            value = of(&this.value);
        }
        this.state.set(ITERATING);
    }
    set_flag(generator, RUNNING, true);
    let sent = t.resume_generator(generator, value, None);
    let result = unwrap(t, generator, sent);
    if result.is_err() {
        this.state.set(DONE);
    }
    result
}

/// The exception that `throw`'s arguments stand for.
fn exception(t: &mut Thread, [class, value, traceback]: [Option<&Value>; 3]) -> PyResult<Exception> {
    thrown(t, class.unwrap_or(&Value::NONE), value, traceback)
}

fn send_throw(t: &mut Thread, this: &AsyncGenSend, arguments: [Option<&Value>; 3]) -> PyResult {
    if this.state.get() == DONE {
        return Err(t.runtime_error("cannot reuse already awaited __anext__()/asend()"));
    }
    let owner = of(&this.generator);
    let generator = generator_methods::generator(&owner);
    if this.state.get() == INIT {
        if flag(generator, RUNNING) {
            this.state.set(DONE);
            return Err(t.runtime_error("anext(): asynchronous generator is already running"));
        }
        this.state.set(ITERATING);
        set_flag(generator, RUNNING, true);
    }
    generator_methods::warn_of_signature(t, "throw", arguments[1])?;
    let error = exception(t, arguments)?;
    let sent = t.throw_into(generator, error);
    let result = unwrap(t, generator, sent);
    if result.is_err() {
        this.state.set(DONE);
    }
    result
}

/// What `close` makes of the result of throwing GeneratorExit.
fn closed(t: &mut Thread, result: PyResult) -> PyResult<()> {
    match result {
        Ok(_) => Err(t.runtime_error("coroutine ignored GeneratorExit")),
        Err(error) if ends(t, &error) || t.is_exception(&error, Class::StopIteration) => Ok(()),
        Err(error) => Err(error),
    }
}

fn send_close(t: &mut Thread, this: &AsyncGenSend) -> PyResult<()> {
    if this.state.get() == DONE {
        return Ok(());
    }
    let class = t.interpreter().exception_class(Class::GeneratorExit);
    let result = send_throw(t, this, [Some(&class), None, None]);
    closed(t, result)
}

fn throw_send(t: &mut Thread, this: &AsyncGenThrow, value: &Value) -> PyResult {
    if this.state.get() == DONE {
        return Err(t.runtime_error("cannot reuse already awaited aclose()/athrow()"));
    }
    let owner = of(&this.generator);
    let generator = generator_methods::generator(&owner);
    if generator.state.get() == State::Finished {
        this.state.set(DONE);
        return Err(t.stop_iteration(None));
    }
    let arguments = read(&this.arguments);
    let sent = if this.state.get() == INIT {
        begin_throw(t, this, generator, arguments.is_some())?;
        if flag(generator, CLOSED) {
            this.state.set(DONE);
            return Err(t.exception_of(Class::StopAsyncIteration, Vec::new()));
        }
        if !value.is_none() {
            return Err(t.runtime_error("can't send non-None value to a just-started coroutine"));
        }
        this.state.set(ITERATING);
        set_flag(generator, RUNNING, true);
        let error = match &arguments {
            None => {
                set_flag(generator, CLOSED, true);
                Ok(t.exception_of(Class::GeneratorExit, Vec::new()))
            }
            Some(arguments) => {
                let parts = arguments.exact::<Tuple>().map_or(&[][..], Tuple::items);
                check_positional(t, "athrow", parts.len(), 1, 3)?;
                exception(t, [parts.first(), parts.get(1), parts.get(2)])
            }
        };
        error.and_then(|error| t.throw_into(generator, error))
    } else {
        t.resume_generator(generator, value.clone(), None)
    };
    answer_throw(t, this, generator, arguments.is_some(), sent)
}

fn begin_throw(t: &mut Thread, this: &AsyncGenThrow, generator: &Generator, throws: bool) -> PyResult<()> {
    if !flag(generator, RUNNING) {
        return Ok(());
    }
    this.state.set(DONE);
    let what = if throws { "athrow" } else { "aclose" };
    Err(t.runtime_error(format!("{what}(): asynchronous generator is already running")))
}

/// What came of throwing into the generator, for `athrow` or (without arguments) for `aclose`.
fn answer_throw(
    t: &mut Thread,
    this: &AsyncGenThrow,
    generator: &Generator,
    throws: bool,
    sent: PyResult<Sent>,
) -> PyResult {
    if throws {
        let result = unwrap(t, generator, sent);
        if result.is_err() {
            this.state.set(DONE);
        }
        return result;
    }
    let error = match sent {
        Ok(Sent::Yielded(value)) if value.is_kind(Kind::AsyncGenWrapped) => {
            set_flag(generator, RUNNING, false);
            this.state.set(DONE);
            return Err(t.runtime_error("async generator ignored GeneratorExit"));
        }
        Ok(Sent::Yielded(value)) => return Ok(value),
        Ok(Sent::Returned(_)) => None,
        Err(error) => Some(error),
    };
    set_flag(generator, RUNNING, false);
    this.state.set(DONE);
    match error {
        Some(error) if !ends(t, &error) => Err(error),
        _ => Err(t.stop_iteration(None)),
    }
}

fn throw_throw(t: &mut Thread, this: &AsyncGenThrow, arguments: [Option<&Value>; 3]) -> PyResult {
    if this.state.get() == DONE {
        return Err(t.runtime_error("cannot reuse already awaited aclose()/athrow()"));
    }
    let owner = of(&this.generator);
    let generator = generator_methods::generator(&owner);
    let throws = read(&this.arguments).is_some();
    if this.state.get() == INIT {
        begin_throw(t, this, generator, throws)?;
        this.state.set(ITERATING);
        set_flag(generator, RUNNING, true);
    }
    generator_methods::warn_of_signature(t, "throw", arguments[1])?;
    let error = exception(t, arguments)?;
    let sent = t.throw_into(generator, error);
    answer_throw(t, this, generator, throws, sent)
}

fn throw_close(t: &mut Thread, this: &AsyncGenThrow) -> PyResult<()> {
    if this.state.get() == DONE {
        return Ok(());
    }
    let class = t.interpreter().exception_class(Class::GeneratorExit);
    let result = throw_throw(t, this, [Some(&class), None, None]);
    closed(t, result)
}
