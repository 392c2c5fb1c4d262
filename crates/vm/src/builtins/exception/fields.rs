//! Fields that exception classes have of their own: where they lie, and their attributes.

use crate::builtins::exception::BaseException;
use crate::builtins::fields::{read, write};
use crate::builtins::int::{self, Integer};
use crate::errors::Class;
use crate::native::{GetSetDef, PyResult};
use crate::thread::Thread;
use crate::value::Value;

/// Where ImportError's fields lie.
#[derive(Clone, Copy)]
pub enum ImportField {
    Msg,
    Name,
    Path,
    NameFrom,
}

/// Where NameError's and AttributeError's fields lie.
#[derive(Clone, Copy)]
pub enum Attribute {
    Name,
    Obj,
}

/// Where OSError's fields lie. Written is an integer or NULL.
#[derive(Clone, Copy)]
pub enum OsField {
    Errno,
    Strerror,
    Filename,
    Filename2,
    Written,
}

/// Where SyntaxError's fields lie.
#[derive(Clone, Copy)]
pub enum SyntaxField {
    Msg,
    Filename,
    Lineno,
    Offset,
    Text,
    EndLineno,
    EndOffset,
    PrintFileAndLine,
    Metadata,
}

/// Where the fields of UnicodeError's subclasses lie. Start and End are small integers or NULL for 0.
#[derive(Clone, Copy)]
pub enum UnicodeField {
    Encoding,
    Object,
    Start,
    End,
    Reason,
}

impl BaseException {
    /// A field that the class has of its own; `None` when empty, or when the class has no such field.
    pub fn field(&self, index: usize) -> Option<Value> {
        self.own_fields().get(index).and_then(read)
    }

    /// Replaces a field that the class has of its own.
    pub fn set_field(&self, index: usize, value: Option<Value>) {
        if let Some(field) = self.own_fields().get(index) {
            write(field, value);
        }
    }
}

/// The attribute of a field that may hold anything; empty fields read as None, deleting empties.
pub(crate) const fn field<const INDEX: usize>(name: &'static str, doc: &'static str) -> GetSetDef {
    GetSetDef { name, doc, get: get::<INDEX>, set: Some(set::<INDEX>), member: true }
}

/// The attribute of a field that can't be set.
pub(crate) const fn read_only<const INDEX: usize>(name: &'static str, doc: &'static str) -> GetSetDef {
    GetSetDef { name, doc, get: get::<INDEX>, set: Some(refuse), member: true }
}

/// The attribute of a field that holds an index.
pub(crate) const fn index<const INDEX: usize>(name: &'static str, doc: &'static str) -> GetSetDef {
    GetSetDef { name, doc, get: get_index::<INDEX>, set: Some(set_index::<INDEX>), member: true }
}

fn get<const INDEX: usize>(_: &mut Thread, this: &Value) -> PyResult {
    Ok(BaseException::of(this).and_then(|this| this.field(INDEX)).unwrap_or(Value::NONE))
}

fn set<const INDEX: usize>(_: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
    if let Some(this) = BaseException::of(this) {
        this.set_field(INDEX, value.cloned());
    }
    Ok(())
}

fn refuse(t: &mut Thread, _: &Value, _: Option<&Value>) -> PyResult<()> {
    Err(t.exception(Class::AttributeError, "readonly attribute"))
}

fn get_index<const INDEX: usize>(_: &mut Thread, this: &Value) -> PyResult {
    Ok(BaseException::of(this).and_then(|this| this.field(INDEX)).unwrap_or(Value::small_int(0)))
}

fn set_index<const INDEX: usize>(t: &mut Thread, this: &Value, value: Option<&Value>) -> PyResult<()> {
    let Some(value) = value else { return Err(t.type_error("can't delete numeric/char attribute")) };
    let value = match value.as_small_int() {
        Some(_) => value.clone(),
        None if t
            .is_instance_of(value, &t.interpreter().type_of_kind(crate::object::Kind::Int).to_value()) =>
        {
            let Some(value) = Integer::of(value).and_then(Integer::to_i64) else {
                return Err(t.overflow_error("Python int too large to convert to C ssize_t"));
            };
            int::from_i64(t, value)?
        }
        None => return Err(t.type_error("an integer is required")),
    };
    if let Some(this) = BaseException::of(this) {
        this.set_field(INDEX, Some(value));
    }
    Ok(())
}
