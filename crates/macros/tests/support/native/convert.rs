//! Conversions of the stand-in's few values.

use super::{Args, PyResult};
use crate::errors::Exception;
use crate::object::Object;
use crate::thread::Thread;
use crate::value::Value;

pub struct Context {
    pub function: &'static str,
    pub place: Place,
}

#[derive(Debug)]
pub enum Place {
    Only,
    Position(usize),
    Named(&'static str),
}

#[diagnostic::on_unimplemented(message = "`{Self}` is no parameter type of native functions")]
pub trait FromValue<'a>: Sized {
    fn from_value(t: &mut Thread, value: &'a Value, context: &Context) -> PyResult<Self>;
}

impl Context {
    fn wrong<R>(&self, expected: &str, value: &Value) -> PyResult<R> {
        let (function, place, found) = (self.function, &self.place, value.type_name());
        Err(Exception(format!("{function} {place:?} {expected} {found}")))
    }
}

impl<'a> FromValue<'a> for &'a Value {
    fn from_value(_: &mut Thread, value: &'a Value, _: &Context) -> PyResult<&'a Value> {
        Ok(value)
    }
}

impl FromValue<'_> for Value {
    fn from_value(_: &mut Thread, value: &Value, _: &Context) -> PyResult<Value> {
        Ok(value.clone())
    }
}

impl<'a, T: Object> FromValue<'a> for &'a T {
    fn from_value(_: &mut Thread, value: &'a Value, context: &Context) -> PyResult<&'a T> {
        T::of(value).map_or_else(|| context.wrong(T::NAME, value), Ok)
    }
}

impl FromValue<'_> for bool {
    fn from_value(_: &mut Thread, value: &Value, _: &Context) -> PyResult<bool> {
        Ok(!matches!(value, Value::None | Value::Bool(false) | Value::Int(0)))
    }
}

impl FromValue<'_> for f64 {
    fn from_value(_: &mut Thread, value: &Value, context: &Context) -> PyResult<f64> {
        if let Value::Float(float) = value { Ok(*float) } else { context.wrong("float", value) }
    }
}

macro_rules! integers {
    ($($ty:ident)*) => {$(
        impl FromValue<'_> for $ty {
            fn from_value(_: &mut Thread, value: &Value, context: &Context) -> PyResult<$ty> {
                if let Value::Int(int) = value { Ok(*int as $ty) } else { context.wrong("int", value) }
            }
        }
        impl IntoValue for $ty {
            fn into_value(self, _: &mut Thread) -> PyResult {
                Ok(Value::Int(self as i64))
            }
        }
    )*};
}

integers! { i64 isize usize i32 }

#[diagnostic::on_unimplemented(message = "`{Self}` is no result type of native functions")]
pub trait IntoValue {
    fn into_value(self, t: &mut Thread) -> PyResult;
}

macro_rules! results {
    ($($ty:ty: $this:ident => $value:expr;)*) => {$(
        impl IntoValue for $ty {
            fn into_value(self, _: &mut Thread) -> PyResult {
                let $this = self;
                Ok($value)
            }
        }
    )*};
}

results! {
    Value: this => this;
    (): _this => Value::None;
    bool: this => Value::Bool(this);
    f64: this => Value::Float(this);
    &str: this => Value::from(this);
    String: this => Value::from(this.as_str());
    Option<Value>: this => this.unwrap_or(Value::None);
}

pub fn method_self<'a, T: Object>(_: &mut Thread, this: &'a Value, name: &str) -> PyResult<&'a T> {
    T::of(this).ok_or_else(|| Exception(format!("method {name} of {} on {}", T::NAME, this.type_name())))
}

pub fn special_self<'a, T: Object>(_: &mut Thread, this: &'a Value, name: &str) -> PyResult<&'a T> {
    T::of(this).ok_or_else(|| Exception(format!("special {name} of {} on {}", T::NAME, this.type_name())))
}

pub fn check_positional(t: &mut Thread, name: &str, given: usize, least: usize, most: usize) -> PyResult<()> {
    if least <= given && given <= most {
        Ok(())
    } else {
        Err(t.type_error(format!("{name} {least}..={most}, {given}")))
    }
}

pub fn check_format(t: &mut Thread, name: &str, given: usize, least: usize, most: usize) -> PyResult<()> {
    check_positional(t, name, given, least, most)
}

pub fn check_slot_arguments(t: &mut Thread, given: usize, least: usize, most: usize) -> PyResult<()> {
    check_positional(t, "slot", given, least, most)
}

pub fn new_arguments<'a>(t: &mut Thread, _: &Value, args: Args<'a>, name: &str) -> PyResult<&'a [Value]> {
    args.no_keywords(t, name)
}

pub fn init_arguments<'a>(t: &mut Thread, _: &Value, args: Args<'a>, name: &str) -> PyResult<&'a [Value]> {
    args.no_keywords(t, name)
}

pub fn bound(argument: Option<&Value>) -> &Value {
    argument.unwrap_or(&Value::None)
}
