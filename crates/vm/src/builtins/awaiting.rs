//! What `with`, `async with`, `async for` and `await` ask of objects, and the constants that code names by number.

use taipan_bytecode::{CommonConstant, code_flags};

use crate::builtins::generator::{Generator, State};
use crate::builtins::tuple::Tuple;
use crate::errors::{Class, Exception};
use crate::frames::FrameRef;
use crate::native::PyResult;
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::Special;
use crate::value::{Raw, Value};

/// The special methods that LOAD_SPECIAL names, by number.
const CONTEXT: [Special; 4] = [Special::Enter, Special::Exit, Special::Aenter, Special::Aexit];

impl Thread {
    /// LOAD_SPECIAL: a special method of a `with` statement, and its receiver unless it is bound already.
    pub(crate) fn load_special(&mut self, object: &Value, which: usize) -> PyResult<(Value, Option<Value>)> {
        let special = CONTEXT[which & 3];
        let Some(attribute) = self.special(object, special) else {
            return Err(self.no_context_manager(object, special));
        };
        if attribute.is_kind(Kind::Function) {
            return Ok((attribute, Some(object.clone())));
        }
        Ok((self.bind_descriptor(&attribute, object)?, None))
    }

    #[cold]
    fn no_context_manager(&mut self, object: &Value, special: Special) -> Exception {
        let name = self.type_name(object);
        let asynchronous = matches!(special, Special::Aenter | Special::Aexit);
        let (own, other, enter, exit, hint) = if asynchronous {
            ("asynchronous ", "", Special::Enter, Special::Exit, "with")
        } else {
            ("", "asynchronous ", Special::Aenter, Special::Aexit, "async with")
        };
        let missed = special.name();
        let mut text = format!(
            "'{name}' object does not support the {own}context manager protocol (missed {missed} method)"
        );
        if self.has_special(object, enter) && self.has_special(object, exit) {
            text.push_str(&format!(
                " but it supports the {other}context manager protocol. Did you mean to use '{hint}'?"
            ));
        }
        self.type_error(text)
    }

    /// LOAD_COMMON_CONSTANT.
    pub(crate) fn common_constant(&mut self, index: usize) -> PyResult {
        match CommonConstant::from_arg(index as u32) {
            Some(CommonConstant::AssertionError) => {
                Ok(self.interpreter().exception_class(Class::AssertionError))
            }
            Some(CommonConstant::NotImplementedError) => {
                Ok(self.interpreter().exception_class(Class::NotImplementedError))
            }
            Some(CommonConstant::Tuple) => Ok(self.interpreter().type_of_kind(Kind::Tuple).to_value()),
            Some(CommonConstant::All) => Ok(self.interpreter().all_and_any[0].clone()),
            Some(CommonConstant::Any) => Ok(self.interpreter().all_and_any[1].clone()),
            None => Err(self.system_error(format!("no common constant {index}"))),
        }
    }

    /// GET_AWAITABLE: the iterator that `await value` runs. `place` is 1 for what `__aenter__` gave, 2 for `__aexit__`.
    pub(crate) fn get_awaitable(&mut self, value: &Value, place: usize) -> PyResult {
        let iterator = match self.awaitable_iterator(value)? {
            Some(iterator) => iterator,
            None => {
                let name = self.type_name(value);
                return Err(match place {
                    1 => self.type_error(format!(
                        "'async with' received an object from __aenter__ that does not implement __await__: {name}"
                    )),
                    2 => self.type_error(format!(
                        "'async with' received an object from __aexit__ that does not implement __await__: {name}"
                    )),
                    _ => self.not_awaitable(value),
                });
            }
        };
        if let Some(coroutine) = Generator::of(&iterator).filter(|_| iterator.is_kind(Kind::Coroutine)) {
            if coroutine.state.get() == State::Suspended && self.yield_from_of(coroutine).is_some() {
                return Err(self.runtime_error("coroutine is being awaited already"));
            }
        }
        Ok(iterator)
    }

    /// What `__await__` gives, or a coroutine itself; `None` for what can't be awaited.
    pub(crate) fn awaitable_iterator(&mut self, value: &Value) -> PyResult<Option<Value>> {
        if value.is_kind(Kind::Coroutine) || self.is_iterable_coroutine(value) {
            return Ok(Some(value.clone()));
        }
        let Some(method) = self.special(value, Special::Await) else { return Ok(None) };
        let iterator = self.call_attribute(value, &method, &[])?;
        if iterator.is_kind(Kind::Coroutine) || self.is_iterable_coroutine(&iterator) {
            return Err(self.type_error("__await__() returned a coroutine"));
        }
        if !self.has_special(&iterator, Special::Next) {
            let found = self.type_name(&iterator);
            return Err(self.type_error(format!("__await__() returned non-iterator of type '{found}'")));
        }
        Ok(Some(iterator))
    }

    /// The error about what can't be awaited.
    pub(crate) fn not_awaitable(&mut self, value: &Value) -> Exception {
        let name = self.type_name(value);
        self.type_error(format!("'{name}' object can't be awaited"))
    }

    /// Whether a value is a generator made awaitable by `types.coroutine`.
    fn is_iterable_coroutine(&self, value: &Value) -> bool {
        value.is_kind(Kind::Generator)
            && Generator::of(value)
                .is_some_and(|generator| generator.code().code().flags & code_flags::ITERABLE_COROUTINE != 0)
    }

    /// GET_AITER.
    pub(crate) fn get_aiter(&mut self, value: &Value) -> PyResult {
        let Some(method) = self.special(value, Special::Aiter) else {
            let name = self.type_name(value);
            return Err(
                self.type_error(format!("'async for' requires an object with __aiter__ method, got {name}"))
            );
        };
        let iterator = self.call_attribute(value, &method, &[])?;
        if !self.has_special(&iterator, Special::Anext) {
            let name = self.type_name(&iterator);
            return Err(self.type_error(format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {name}"
            )));
        }
        Ok(iterator)
    }

    /// GET_ANEXT.
    pub(crate) fn get_anext(&mut self, value: &Value) -> PyResult {
        let Some(method) = self.special(value, Special::Anext) else {
            let name = self.type_name(value);
            return Err(self
                .type_error(format!("'async for' requires an iterator with __anext__ method, got {name}")));
        };
        let awaitable = self.call_attribute(value, &method, &[])?;
        if value.is_kind(Kind::AsyncGenerator) {
            return Ok(awaitable);
        }
        let iterator = match self.awaitable_iterator(&awaitable) {
            Ok(None) => Err(self.not_awaitable(&awaitable)),
            Ok(Some(iterator)) => Ok(iterator),
            Err(error) => Err(error),
        };
        match iterator {
            Ok(iterator) => Ok(iterator),
            Err(cause) => {
                let found = self.type_name(&awaitable);
                let text = format!("'async for' received an invalid object from __anext__: {found}");
                let error = self.type_error(text);
                if let Some(raised) = crate::builtins::exception::BaseException::of(error.value()) {
                    raised.set_cause(Some(cause.value().clone()));
                    raised.set_context(Some(cause.into_value()));
                }
                Err(error)
            }
        }
    }

    /// What a new coroutine's `cr_origin` is: NULL while origins are not tracked.
    pub(crate) fn coroutine_origin(&mut self) -> PyResult<Raw> {
        let mut places = Vec::new();
        let mut at = self.running_frame().outer().and_then(FrameRef::python);
        while let Some(frame) = at.filter(|_| places.len() < self.coroutine_origin_depth as usize) {
            let Some(code) = frame.exec().code() else { break };
            let line = frame.offset().and_then(|offset| code.code().line_of(offset)).unwrap_or(-1);
            let place = vec![code.filename().clone(), Value::small_int(i64::from(line)), code.name().clone()];
            places.push(Tuple::new(self, place)?);
            at = frame.outer().and_then(FrameRef::python);
        }
        if places.is_empty() { Ok(Raw::NULL) } else { Tuple::new(self, places).map(Value::into_raw) }
    }
}
