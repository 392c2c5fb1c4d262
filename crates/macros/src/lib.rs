//! Attribute macros that turn a module of plain documented Rust functions into the static tables from
//! which the VM builds types and modules: [`macro@methods`] for a builtin type, [`macro@module`] for a
//! native module.
//!
//! Each function keeps its Rust signature and can be called as it stands. Beside it the macros write a wrapper
//! of the calling convention that its parameters and text signature ask for, which checks the argument
//! count, converts the arguments through `FromValue` and the result through `IntoValue`.
//!
//! The expansion names the VM as `::taipan_vm`, so the VM itself says `extern crate self as taipan_vm;`.

mod attribute;
mod docs;
mod entry;
mod expand;
mod parameter;
mod signature;
mod slots;
mod wrapper;

use proc_macro::TokenStream;

/// Collects the methods and attributes of a builtin type.
///
/// Stands on an inline module and adds to it `pub static METHODS: &[NativeDef]` and
/// `pub static GETSETS: &[GetSetDef]`. Functions without one of these attributes are left alone:
///
/// | attribute | the function is | its parameters |
/// |---|---|---|
/// | `#[method("($self, x, /)")]` | a method | `t`, `this`, arguments |
/// | `#[special]` | a special method with a slot (`__len__`, `__add__`, …) | `t`, `this`, arguments |
/// | `#[classmethod("($type, x, /)")]` | a class method | `t`, `class`, arguments |
/// | `#[staticmethod("(x, /)")]` | a static method | `t`, arguments |
/// | `#[new]`, `#[new("(x=0, /)", name = "int")]` | `__new__` | `t`, `class`, arguments |
/// | `#[getter]`, `#[getter("name")]` | an attribute | `t`, `this` |
/// | `#[member]` | the same, a `member_descriptor`: read-only without a setter | `t`, `this` |
/// | `#[setter("name")]` | what assigns (or deletes) it | `t`, `this`, `Option<&Value>` |
///
/// `t` is `&mut Thread`; `this` is `&Value`, or `&T` of an object layout, which the wrapper checks. The arguments are those
/// that the text signature names, in its order and by its names (with `_` before or after where Rust wants it), of
/// any type with `FromValue`; those with a default are `Option`s, or plain where the default is a
/// literal of their type. `None` is accepted for an `Option` whose default is `None`. `*args` is a
/// `&[Value]`; a single `Args<'_>` takes everything as it comes. `name = "…"` gives the Python name where it
/// differs from the Rust one (for `#[new]` and `__init__`, the name of the type in error messages). `leaf = path` names a
/// `Leaf`, which is asked before the function where it is called with positional arguments; on a `#[new]`, `direct = path` a
/// `Direct`, which does all of such a call of the type.
/// `told = "…"` is what `__text_signature__` tells instead, nothing if empty; with `*args` it says also that CPython passes
/// arguments in a tuple, which messages show. `parse = keywords` counts arguments as where keywords are allowed, even if no
/// parameter has a name, as CPython does in methods that are told their class; `parse = format` counts positional arguments as CPython
/// does where it parses a tuple of them by a format.
///
/// The Rust doc comment becomes `__doc__`. The result is a `PyResult` of anything with `IntoValue`; a
/// `__next__` that returns `PyResult<Option<Value>>` ends the iteration with `None`.
#[proc_macro_attribute]
pub fn methods(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::methods(arguments.into(), item.into()).into()
}

/// Collects the functions of a native module.
///
/// Stands on an inline module, `#[module("time")] pub mod module { … }`, and adds to it `pub static MODULE: NativeModule`. The
/// module's doc comment becomes `__doc__`. `#[function("(x, /)")]` marks the functions, whose parameters are as
/// for [`macro@methods`] but without self, and `#[init]` the one, if any, that fills in what is no function:
/// `fn init(t: &mut Thread, module: &Value) -> PyResult<()>`.
#[proc_macro_attribute]
pub fn module(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::module(arguments.into(), item.into()).into()
}
