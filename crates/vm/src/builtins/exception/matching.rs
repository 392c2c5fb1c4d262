//! What `except` and `except*` catch.

use crate::builtins::exception::raise::is_exception_class;
use crate::builtins::exception::{BaseException, group};
use crate::builtins::tuple::Tuple;
use crate::errors::Class;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::types::TypeObject;
use crate::value::Value;

/// The classes of an `except` clause: one, or those of a tuple.
fn classes(wanted: &Value) -> &[Value] {
    match Tuple::of(wanted) {
        Some(tuple) => tuple.items(),
        None => std::slice::from_ref(wanted),
    }
}

impl Thread {
    /// Whether `except wanted` catches an exception. Raises TypeError if `wanted` holds anything but exception classes.
    pub fn match_exception(&mut self, error: &Value, wanted: &Value) -> PyResult<bool> {
        let wanted = classes(wanted);
        if !wanted.iter().all(is_exception_class) {
            return Err(self.not_catchable());
        }
        Ok(self.is_any(error, wanted))
    }

    fn not_catchable(&mut self) -> crate::errors::Exception {
        self.type_error("catching classes that do not inherit from BaseException is not allowed")
    }

    /// Whether an exception is an instance of one of these classes.
    pub(crate) fn is_any(&self, error: &Value, wanted: &[Value]) -> bool {
        let class = self.type_of(error);
        wanted
            .iter()
            .filter_map(|wanted| wanted.downcast::<TypeObject>())
            .any(|wanted| class.is_subtype(wanted))
    }

    /// What `except* wanted` leaves of an exception and what it catches, a group; None where there is nothing.
    pub fn match_group(&mut self, error: &Value, wanted: &Value) -> PyResult<(Value, Value)> {
        let listed = classes(wanted);
        if !listed.iter().all(is_exception_class) {
            return Err(self.not_catchable());
        }
        let base = self.interpreter().exception_class(Class::BaseExceptionGroup);
        let Some(base) = base.downcast::<TypeObject>() else { return Err(self.not_catchable()) };
        let is_group =
            |class: &Value| class.downcast::<TypeObject>().is_some_and(|class| class.is_subtype(base));
        if listed.iter().any(is_group) {
            let text = "catching ExceptionGroup with except* is not allowed. Use except instead.";
            return Err(self.type_error(text));
        }
        if error.is_none() {
            return Ok((Value::NONE, Value::NONE));
        }
        if self.is_any(error, listed) {
            let caught = if group::is_group(self, error) {
                error.clone()
            } else {
                let wrapped = group::wrap(self, "", vec![error.clone()])?;
                self.set_traceback_here(&wrapped)?;
                wrapped
            };
            return Ok((Value::NONE, caught));
        }
        if !group::is_group(self, error) {
            return Ok((error.clone(), Value::NONE));
        }
        let name = self.intern("split")?;
        let pair = self.call_method(error, &name, std::slice::from_ref(wanted))?;
        match Tuple::of(&pair) {
            Some(tuple) if tuple.len() >= 2 => Ok((tuple.items()[1].clone(), tuple.items()[0].clone())),
            Some(tuple) => {
                let class = self.type_of(error).name().to_owned();
                let text = format!("{class}.split must return a 2-tuple, got tuple of size {}", tuple.len());
                Err(self.type_error(text))
            }
            None => {
                let [class, found] = [error, &pair].map(|value| self.type_of(value).name().to_owned());
                Err(self.type_error(format!("{class}.split must return a tuple, not {found}")))
            }
        }
    }

    /// What is left to raise after `except*` clauses: `results` are what they raised or left of `original`, a list of
    /// exceptions and Nones. None when nothing is left.
    pub fn prep_reraise_star(&mut self, original: &Value, results: &[Value]) -> PyResult {
        if !group::is_group(self, original) {
            // Only one clause can have run.
            return Ok(results.first().cloned().unwrap_or(Value::NONE));
        }
        let (mut raised, mut reraised) = (Vec::new(), Vec::new());
        for result in results.iter().filter(|result| !result.is_none()) {
            if same_origin(self, result, original) { &mut reraised } else { &mut raised }
                .push(result.clone());
        }
        let left = group::projection(self, original, &reraised)?;
        if raised.is_empty() {
            return Ok(left.unwrap_or(Value::NONE));
        }
        raised.extend(left);
        match raised.as_slice() {
            [only] => Ok(only.clone()),
            _ => group::wrap(self, "", raised),
        }
    }
}

/// Whether two exceptions are groups split from the same one: then they share traceback, cause, context.
fn same_origin(t: &Thread, one: &Value, other: &Value) -> bool {
    if !group::is_group(t, one) || !group::is_group(t, other) {
        return false;
    }
    let (Some(a), Some(b)) = (BaseException::of(one), BaseException::of(other)) else { return false };
    let same = |a: Option<Value>, b: Option<Value>| match (a, b) {
        (Some(a), Some(b)) => a.is(&b),
        (None, None) => true,
        _ => false,
    };
    same(a.traceback(), b.traceback()) && same(a.cause(), b.cause()) && same(a.context(), b.context())
}
