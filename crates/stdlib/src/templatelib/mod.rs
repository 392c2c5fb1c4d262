//! `string.templatelib` for programs without the Python library, and the package `string` that it is in.

/// The package around `string.templatelib`.
#[taipan_macros::module("string")]
pub mod package {
    use taipan_vm::builtins::list::List;
    use taipan_vm::{PyResult, Thread, Value};

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        let (path, none) = (t.intern("__path__")?, List::new(t, Vec::new())?);
        t.set_attr(module, &path, Some(&none))
    }
}

/// The types of template strings.
#[taipan_macros::module("string.templatelib")]
pub mod module {
    use taipan_vm::builtins::str::Str;
    use taipan_vm::object::Kind;
    use taipan_vm::{PyResult, Thread, Value};

    /// Converts an object as the conversion of a replacement field does.
    #[function("(obj, /, conversion)")]
    fn convert(t: &mut Thread, obj: &Value, conversion: &Value) -> PyResult {
        if conversion.is_none() {
            return Ok(obj.clone());
        }
        match Str::of(conversion).and_then(Str::as_str) {
            Some("r") => t.repr(obj),
            Some("s") => t.str_of(obj),
            Some("a") => t.ascii_of(obj),
            _ => {
                let shown = t.str_lossy(conversion)?;
                Err(t.value_error(format!("invalid conversion specifier: {shown}")))
            }
        }
    }

    /// Makes a template of its strings and interpolations.
    #[function("(*args)")]
    fn _template_unpickle(t: &mut Thread, args: &[Value]) -> PyResult {
        let [strings, interpolations] = args else {
            return Err(t.value_error("Template expects tuple of length 2 to unpickle"));
        };
        let (strings, mut interpolations) = (t.collect(strings)?, t.collect(interpolations)?.into_iter());
        let mut parts = Vec::new();
        for string in strings {
            parts.push(string);
            parts.extend(interpolations.next());
        }
        parts.extend(interpolations);
        parts.retain(|part| !part.is_none());
        let class = t.interpreter().type_of_kind(Kind::Template).to_value();
        t.call(&class, &parts)
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        for kind in [Kind::Template, Kind::Interpolation] {
            let class = t.interpreter().type_of_kind(kind);
            let (name, class) = (class.name_value(), class.to_value());
            t.set_attr(module, &name, Some(&class))?;
        }
        Ok(())
    }
}
