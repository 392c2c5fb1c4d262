//! `_typing._ConstEvaluator`: an evaluation function for a value that was given outright.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use crate::builtins::fields::read;
use crate::builtins::generic_alias::type_text;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

crate::counted_object! {
    /// Answers `value` in the formats of `annotationlib`.
    ConstEvaluator, ConstEvaluator { value }
}

/// `annotationlib.Format.STRING`.
const STRING: i64 = 4;

/// The type `_typing._ConstEvaluator`.
pub static TYPE: NativeType = NativeType {
    name: "_ConstEvaluator",
    module: "_typing",
    doc: "Answers a value that is known, as what evaluates a bound or default would.",
    kind: Kind::ConstEvaluator,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW.with(TypeFlags::MODULE_ENTRY),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

/// The methods of evaluators.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{ConstEvaluator, STRING, read, text};
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    #[special]
    fn __repr__(t: &mut Thread, this: &ConstEvaluator) -> PyResult<String> {
        let value = read(&this.value).unwrap_or(Value::NONE);
        Ok(format!("<constevaluator {}>", t.repr_lossy(&value)?))
    }

    #[special]
    fn __call__(t: &mut Thread, this: &ConstEvaluator, args: Args<'_>) -> PyResult {
        let given = args.no_keywords(t, "constevaluator.__call__")?;
        let [format] = given else {
            let count = given.len();
            return Err(
                t.type_error(format!("constevaluator.__call__() takes exactly 1 argument ({count} given)"))
            );
        };
        let value = read(&this.value).unwrap_or(Value::NONE);
        if t.as_i64(format)? == STRING { text(t, &value) } else { Ok(value) }
    }
}

/// The value as source text.
fn text(t: &mut Thread, value: &Value) -> PyResult {
    let text = match Tuple::of(value) {
        Some(tuple) => {
            let items = tuple.items().to_vec();
            let parts = items.iter().map(|item| type_text(t, item)).collect::<PyResult<Vec<String>>>()?;
            format!("({})", parts.join(", "))
        }
        None => type_text(t, value)?,
    };
    Str::new(t, &text)
}
