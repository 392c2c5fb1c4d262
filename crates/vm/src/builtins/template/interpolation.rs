//! `string.templatelib.Interpolation`: a value with the text it came from and how it is to be shown.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use super::MODULE;
use crate::builtins::str::Str;
use crate::native::arguments::Signature;
use crate::native::convert::{Context, Place};
use crate::native::{Args, NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

crate::counted_object! {
    /// `{value}` of a template: the value, its source text, `'s'`, `'r'`, `'a'` or None, and a format.
    Interpolation, Interpolation { value, expression, conversion, format_spec }
}

/// The type `string.templatelib.Interpolation`.
pub static TYPE: NativeType = NativeType {
    name: "Interpolation",
    module: MODULE,
    doc: "A value in a template, with its expression, conversion and format.",
    kind: Kind::Interpolation,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The attributes in the order of the arguments.
pub(crate) const MATCH_ARGS: [&str; 4] = ["value", "expression", "conversion", "format_spec"];

static NEW: Signature<4> = Signature {
    function: "Interpolation",
    names: MATCH_ARGS,
    positional_only: 0,
    positional: 4,
    required: 1,
    required_keyword_only: 0,
};

impl Interpolation {
    /// Makes an interpolation of parts that are known to be right.
    pub(crate) fn of_parts(t: &mut Thread, [value, expression, conversion, spec]: [Value; 4]) -> PyResult {
        Interpolation::new(t, value.into_raw(), expression.into_raw(), conversion.into_raw(), spec.into_raw())
    }

    /// The attributes, in the order of the arguments.
    pub(super) fn parts(&self) -> [Value; 4] {
        [self.value(), self.expression(), self.conversion(), self.format_spec()]
            .map(|part| part.cloned().unwrap_or(Value::NONE))
    }
}

/// A string argument, or an empty string.
fn text(t: &mut Thread, given: Option<&Value>, name: &'static str) -> PyResult {
    match given {
        None => t.intern(""),
        Some(text) if Str::of(text).is_some() => Ok(text.clone()),
        Some(other) => {
            Err(Context { function: "Interpolation", place: Place::Named(name) }.wrong_type(t, "str", other))
        }
    }
}

fn make(t: &mut Thread, args: Args<'_>) -> PyResult {
    let [value, expression, conversion, spec] = args.bind(t, &NEW)?;
    let value = crate::native::convert::bound(value).clone();
    let expression = text(t, expression, "expression")?;
    let conversion = match conversion.filter(|conversion| !conversion.is_none()) {
        Some(conversion) => {
            if Str::of(conversion).is_none() {
                let found = t.qualified_type_name(conversion)?;
                let text = format!("Interpolation() argument 'conversion' must be str, not {found}");
                return Err(t.type_error(text));
            }
            if !Str::of(conversion).is_some_and(|text| matches!(text.as_str(), Some("s" | "a" | "r"))) {
                let text = "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'";
                return Err(t.value_error(text));
            }
            conversion.clone()
        }
        None => Value::NONE,
    };
    let spec = text(t, spec, "format_spec")?;
    Interpolation::of_parts(t, [value, expression, conversion, spec])
}

/// The methods and attributes of interpolations.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::Interpolation;
    use crate::builtins::tuple::Tuple;
    use crate::native::{Args, PyResult};
    use crate::object::Kind;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Makes an interpolation.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        super::make(t, args)
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Interpolation) -> PyResult<String> {
        t.enter_recursion(" while getting the repr of an object")?;
        let parts = this.parts();
        let parts = parts.iter().map(|part| t.repr_lossy(part)).collect::<PyResult<Vec<String>>>()?;
        Ok(format!("Interpolation({})", parts.join(", ")))
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Interpolation) -> PyResult {
        let class = t.interpreter().type_of_kind(Kind::Interpolation).to_value();
        let parts = Tuple::new(t, this.parts().to_vec())?;
        Tuple::new(t, [class, parts])
    }

    /// The class with types for its parts.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }

    /// The value.
    #[member]
    fn value(t: &mut Thread, this: &Interpolation) -> PyResult<Option<Value>> {
        let _ = t;
        Ok(this.value().cloned())
    }

    /// The source text of the value.
    #[member]
    fn expression(t: &mut Thread, this: &Interpolation) -> PyResult<Option<Value>> {
        let _ = t;
        Ok(this.expression().cloned())
    }

    /// How the value is to become text, or None.
    #[member]
    fn conversion(t: &mut Thread, this: &Interpolation) -> PyResult<Option<Value>> {
        let _ = t;
        Ok(this.conversion().cloned())
    }

    /// The format that the value is to have.
    #[member]
    fn format_spec(t: &mut Thread, this: &Interpolation) -> PyResult<Option<Value>> {
        let _ = t;
        Ok(this.format_spec().cloned())
    }
}
