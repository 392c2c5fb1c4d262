//! How native functions look to Python: definitions, calling conventions, arguments.
//!
//! Reading an object's contents borrows the [`Thread`] shared; whatever may run Python borrows it exclusively. So
//! no reference into an object survives a call into Python: the borrow checker sees to it.

pub mod arguments;
pub mod convert;
pub mod object;
mod stepped;
pub mod suggestion;
pub mod text;
mod types;

pub use arguments::Args;
pub use convert::{FromValue, IntoValue};
pub use stepped::Stepped;

use crate::errors::Exception;
use crate::object::{Kind, Layout};
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

/// What Python code gives: a value or a raised exception.
pub type PyResult<T = Value> = Result<T, Exception>;

/// How a native function takes its arguments: CPython's METH_* conventions.
#[derive(Clone, Copy)]
pub enum Convention {
    /// METH_NOARGS: self only.
    NoArgs(fn(&mut Thread, &Value) -> PyResult),
    /// METH_O: self and one argument.
    One(fn(&mut Thread, &Value, &Value) -> PyResult),
    /// METH_FASTCALL: self and positional arguments.
    Fast(fn(&mut Thread, &Value, &[Value]) -> PyResult),
    /// METH_FASTCALL | METH_KEYWORDS.
    Keywords(fn(&mut Thread, &Value, Args<'_>) -> PyResult),
    /// METH_VARARGS | METH_KEYWORDS: as [`Convention::Keywords`], said to be VARARGS by `inspect`.
    VarArgs(fn(&mut Thread, &Value, Args<'_>) -> PyResult),
}

/// What a native function in a type is bound to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    /// A method: self is the instance.
    Method,
    /// A special method (`wrapper_descriptor`).
    Special,
    /// A class method: self is the class.
    Class,
    /// A static method: self is None.
    Static,
    /// `__new__`: self is the class to be made an instance of.
    New,
}

/// A native function or method, static data.
#[derive(Clone, Copy)]
pub struct NativeDef {
    pub name: &'static str,
    /// Our own words.
    pub doc: &'static str,
    /// `__text_signature__`, such as `($self, object, /)`.
    pub signature: Option<&'static str>,
    /// Whether CPython passes its arguments in a tuple, which messages show by not naming the module.
    pub varargs: bool,
    pub binding: Binding,
    pub convention: Convention,
    /// What a `__next__` does, without an exception at the end.
    pub next: Option<Next>,
    /// The common cases, without what a call costs.
    pub leaf: Option<Leaf>,
    /// Of a `__new__`: what a call of its type does, without `__init__` apart.
    pub direct: Option<Direct>,
}

/// Takes an iterator's next item.
pub type Next = fn(&mut Thread, &Value) -> Stepped;

/// What a native function answers to positional arguments where that is quick to say; `None`, with nothing done, elsewhere:
/// the function itself is called then.
///
/// A leaf raises nothing, runs no Python and drops no object that could (nor any that the garbage collector tracks), so that
/// it needs none of the work around a call. Nor does it rebind a name or an attribute: what calls it may hold the callable and
/// the arguments without references of its own, being sure that locals, constants and namespaces keep them. That of a `__new__`
/// makes what calling the type itself makes.
pub type Leaf = fn(&mut Thread, &Value, &[Value]) -> Option<Value>;

/// All that a call of exactly the type with positional arguments does: what its `__new__` and `__init__` do together.
pub type Direct = fn(&mut Thread, &[Value]) -> PyResult;

/// A native attribute of a type (`getset_descriptor`).
#[derive(Clone, Copy)]
pub struct GetSetDef {
    pub name: &'static str,
    pub doc: &'static str,
    pub get: fn(&mut Thread, &Value) -> PyResult,
    /// The new value, or `None` to delete.
    pub set: Option<Setter>,
    /// Whether Python sees a `member_descriptor`, as of a field in CPython's memory.
    pub member: bool,
}

/// The setter of members that can't be assigned.
pub fn read_only(t: &mut Thread, _: &Value, _: Option<&Value>) -> PyResult<()> {
    Err(crate::builtins::function_methods::read_only(t))
}

/// Sets a native attribute, or deletes it.
pub type Setter = fn(&mut Thread, &Value, Option<&Value>) -> PyResult<()>;

/// A builtin type, static data.
pub struct NativeType {
    pub name: &'static str,
    /// `__module__`.
    pub module: &'static str,
    pub doc: &'static str,
    pub kind: Kind,
    /// The kind of the base type; `None` only for `object`.
    pub base: Option<Kind>,
    pub layout: &'static Layout,
    pub flags: TypeFlags,
    pub methods: &'static [NativeDef],
    pub getsets: &'static [GetSetDef],
}

impl NativeType {
    /// The name that messages use: with the module, unless that is `builtins`.
    pub fn full_name(&self) -> String {
        if self.module == "builtins" {
            self.name.to_owned()
        } else {
            format!("{}.{}", self.module, self.name)
        }
    }
}

/// A native module, static data.
pub struct NativeModule {
    pub name: &'static str,
    pub doc: &'static str,
    pub functions: &'static [NativeDef],
    /// Adds what is no function: constants, types.
    pub init: Option<fn(&mut Thread, &Value) -> PyResult<()>>,
}

/// Methods and attributes that several types have.
pub type SharedMethods = (&'static [NativeDef], &'static [GetSetDef]);

/// Two tables of methods or attributes as one, for types that share most of theirs.
#[must_use]
pub const fn joined<T: Copy, const N: usize>(first: &[T], second: &[T]) -> [T; N] {
    assert!(first.len() + second.len() == N, "the length is the sum of both");
    let mut all = [first[0]; N];
    let mut index = 0;
    while index < N {
        all[index] = if index < first.len() { first[index] } else { second[index - first.len()] };
        index += 1;
    }
    all
}
