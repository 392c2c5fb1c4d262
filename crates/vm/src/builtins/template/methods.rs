//! `string.templatelib.Template`.
#![expect(unsafe_code, reason = "layout functions over raw objects")]

use super::{Interpolation, MODULE};
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::native::{NativeType, PyResult};
use crate::object::Kind;
use crate::thread::Thread;
use crate::types::TypeFlags;
use crate::value::Value;

crate::counted_object! {
    /// A template: a tuple of strings, one more than the tuple of interpolations between them.
    Template, Template { strings, interpolations }
}

/// The type `string.templatelib.Template`.
pub static TYPE: NativeType = NativeType {
    name: "Template",
    module: MODULE,
    doc: "Text with values in it that are not formatted yet, as a t-string makes.",
    kind: Kind::Template,
    base: Some(Kind::Object),
    layout: &LAYOUT,
    flags: TypeFlags(0),
    methods: table::METHODS,
    getsets: table::GETSETS,
};

impl Template {
    /// Makes a template of a tuple of strings and one of interpolations, one less.
    pub(crate) fn of_parts(t: &mut Thread, strings: Value, interpolations: Value) -> PyResult {
        Template::new(t, strings.into_raw(), interpolations.into_raw())
    }
}

fn items(parts: Option<&Value>) -> Vec<Value> {
    parts.and_then(Tuple::of).map_or_else(Vec::new, |parts| parts.items().to_vec())
}

/// Makes a template of parts in any order: strings in a row are joined, missing ones are empty.
fn from_parts(t: &mut Thread, parts: &[Value]) -> PyResult {
    let (mut strings, mut interpolations) = (Vec::new(), Vec::new());
    let mut text: Option<Value> = None;
    for part in parts {
        if Str::of(part).is_some() {
            text = Some(match text {
                Some(before) => join(t, &before, part)?,
                None => part.clone(),
            });
        } else if part.is_kind(Kind::Interpolation) {
            strings.push(match text.take() {
                Some(text) => text,
                None => t.intern("")?,
            });
            interpolations.push(part.clone());
        } else {
            let found = t.qualified_type_name(part)?;
            return Err(t.type_error(format!(
                "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {found}"
            )));
        }
    }
    strings.push(match text {
        Some(text) => text,
        None => t.intern("")?,
    });
    let (strings, interpolations) = (Tuple::new(t, strings)?, Tuple::new(t, interpolations)?);
    Template::of_parts(t, strings, interpolations)
}

fn join(t: &mut Thread, a: &Value, b: &Value) -> PyResult {
    match (Str::of(a), Str::of(b)) {
        (Some(a), Some(b)) => Str::concat(t, a, b),
        _ => t.intern(""),
    }
}

/// Two templates in a row.
fn concat(t: &mut Thread, a: &Template, b: &Template) -> PyResult {
    let (mut strings, more) = (items(a.strings()), items(b.strings()));
    if let (Some(last), Some((first, rest))) = (strings.pop(), more.split_first()) {
        strings.push(join(t, &last, first)?);
        strings.extend_from_slice(rest);
    }
    let mut interpolations = items(a.interpolations());
    interpolations.extend(items(b.interpolations()));
    let (strings, interpolations) = (Tuple::new(t, strings)?, Tuple::new(t, interpolations)?);
    Template::of_parts(t, strings, interpolations)
}

/// The methods and attributes of templates.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Interpolation, MODULE, Template, items};
    use crate::builtins::template::TemplateIterator;
    use crate::builtins::tuple::Tuple;
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Makes a template of strings and interpolations.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = class;
        if args.keyword_count() != 0 {
            return Err(t.type_error("Template.__new__ only accepts *args arguments"));
        }
        super::from_parts(t, args.positional())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Template) -> PyResult<String> {
        t.enter_recursion(" while getting the repr of an object")?;
        let (strings, interpolations) = (this.strings().cloned(), this.interpolations().cloned());
        let strings = t.repr_lossy(&strings.unwrap_or(Value::NONE))?;
        let interpolations = t.repr_lossy(&interpolations.unwrap_or(Value::NONE))?;
        Ok(format!("Template(strings={strings}, interpolations={interpolations})"))
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        TemplateIterator::new(t, this)
    }

    #[special]
    fn __add__(t: &mut Thread, this: &Template, value: &Value) -> PyResult {
        match value.exact::<Template>() {
            Some(other) => super::concat(t, this, other),
            None => {
                let found = t.qualified_type_name(value)?;
                Err(t.type_error(format!(
                    "can only concatenate {MODULE}.Template (not \"{found}\") to {MODULE}.Template"
                )))
            }
        }
    }

    /// Helps pickle.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Template) -> PyResult {
        let module = t.import_module(MODULE)?;
        let name = t.intern("_template_unpickle")?;
        let function = t.get_attr(&module, &name)?;
        let parts = vec![
            this.strings().cloned().unwrap_or(Value::NONE),
            this.interpolations().cloned().unwrap_or(Value::NONE),
        ];
        let parts = Tuple::new(t, parts)?;
        Tuple::new(t, [function, parts])
    }

    /// The class with types for its parts.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }

    /// The strings around the interpolations, a tuple.
    #[member]
    fn strings(t: &mut Thread, this: &Template) -> PyResult<Option<Value>> {
        let _ = t;
        Ok(this.strings().cloned())
    }

    /// The interpolations, a tuple.
    #[member]
    fn interpolations(t: &mut Thread, this: &Template) -> PyResult<Option<Value>> {
        let _ = t;
        Ok(this.interpolations().cloned())
    }

    /// The values of the interpolations, a tuple.
    #[getter]
    fn values(t: &mut Thread, this: &Template) -> PyResult {
        let values = items(this.interpolations());
        let values = values.iter().filter_map(|part| part.exact::<Interpolation>()?.value().cloned());
        Tuple::new(t, values.collect::<Vec<_>>())
    }
}
