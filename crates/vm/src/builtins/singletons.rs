//! `NoneType`, `ellipsis` and `NotImplementedType`: types of one object each, which is no heap object.

use crate::native::NativeType;
use crate::object::{Kind, Layout};
use crate::types::TypeFlags;

static NONE_LAYOUT: Layout = Layout::simple(Kind::NoneType, 16);
static ELLIPSIS_LAYOUT: Layout = Layout::simple(Kind::Ellipsis, 16);
static NOT_IMPLEMENTED_LAYOUT: Layout = Layout::simple(Kind::NotImplemented, 16);

/// The type of None.
pub static NONE_TYPE: NativeType = NativeType {
    name: "NoneType",
    module: "builtins",
    doc: "The type of None.",
    kind: Kind::NoneType,
    base: Some(Kind::Object),
    layout: &NONE_LAYOUT,
    flags: TypeFlags(0),
    methods: none::METHODS,
    getsets: none::GETSETS,
};

/// The type of `...`.
pub static ELLIPSIS_TYPE: NativeType = NativeType {
    name: "ellipsis",
    module: "builtins",
    doc: "The type of Ellipsis.",
    kind: Kind::Ellipsis,
    base: Some(Kind::Object),
    layout: &ELLIPSIS_LAYOUT,
    flags: TypeFlags(0),
    methods: ellipsis::METHODS,
    getsets: ellipsis::GETSETS,
};

/// The type of NotImplemented.
pub static NOT_IMPLEMENTED_TYPE: NativeType = NativeType {
    name: "NotImplementedType",
    module: "builtins",
    doc: "The type of NotImplemented.",
    kind: Kind::NotImplemented,
    base: Some(Kind::Object),
    layout: &NOT_IMPLEMENTED_LAYOUT,
    flags: TypeFlags(0),
    methods: not_implemented::METHODS,
    getsets: not_implemented::GETSETS,
};

/// The methods of None.
#[taipan_macros::methods]
pub(crate) mod none {
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Answers None.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        if !args.values().is_empty() {
            return Err(t.type_error("NoneType takes no arguments"));
        }
        Ok(Value::NONE)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<&'static str> {
        let _ = (t, this);
        Ok("None")
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let _ = t;
        Ok(if this.is(value) { Value::TRUE } else { Value::NOT_IMPLEMENTED })
    }

    #[special]
    fn __bool__(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = (t, this);
        Ok(false)
    }

    #[special]
    fn __hash__(t: &mut Thread, this: &Value) -> PyResult<i64> {
        Ok(t.hash(this)? as i64)
    }
}

/// The methods of Ellipsis.
#[taipan_macros::methods]
pub(crate) mod ellipsis {
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Answers Ellipsis.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        if !args.values().is_empty() {
            return Err(t.type_error("EllipsisType takes no arguments"));
        }
        Ok(Value::ELLIPSIS)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<&'static str> {
        let _ = (t, this);
        Ok("Ellipsis")
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult<&'static str> {
        let _ = (t, this);
        Ok("Ellipsis")
    }
}

/// The methods of NotImplemented.
#[taipan_macros::methods]
pub(crate) mod not_implemented {
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Answers NotImplemented.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        if !args.values().is_empty() {
            return Err(t.type_error("NotImplementedType takes no arguments"));
        }
        Ok(Value::NOT_IMPLEMENTED)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult<&'static str> {
        let _ = (t, this);
        Ok("NotImplemented")
    }

    #[special]
    fn __bool__(t: &mut Thread, this: &Value) -> PyResult<bool> {
        let _ = this;
        Err(t.type_error("NotImplemented should not be used in a boolean context"))
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult<&'static str> {
        let _ = (t, this);
        Ok("NotImplemented")
    }
}
