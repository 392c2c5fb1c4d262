//! The filters that there are from the start: CPython's, and before them what `-W` and PYTHONWARNINGS ask for.

use taipan_vm::builtins::list::List;
use taipan_vm::builtins::str::Str;
use taipan_vm::builtins::tuple::Tuple;
use taipan_vm::errors::Class;
use taipan_vm::native::NativeType;
use taipan_vm::native::object::Data;
use taipan_vm::object::Kind;
use taipan_vm::types::{TypeFlags, TypeObject};
use taipan_vm::{PyResult, Thread, Value};

taipan_vm::native_object! {
    /// A pattern for messages: they begin with a text, in any case.
    struct Beginning: LAYOUT, TYPE { text: Data<String> }
}

static TYPE: NativeType = NativeType {
    name: "Beginning",
    module: "_warnings",
    doc: "A pattern that fits texts which begin with a given one, in any case.",
    kind: Kind::Other,
    base: None,
    layout: &LAYOUT,
    flags: TypeFlags::NO_NEW,
    methods: methods::METHODS,
    getsets: methods::GETSETS,
};

/// The methods of patterns.
#[taipan_macros::methods]
mod methods {
    use taipan_vm::builtins::str::Str;
    use taipan_vm::{PyResult, Thread};

    use super::Beginning;

    /// Whether a text begins so.
    #[method("($self, text, /)", name = "match")]
    fn fits(_: &mut Thread, this: &Beginning, text: &Str) -> PyResult<bool> {
        Ok(text.to_lossy().to_lowercase().starts_with(this.text.as_str()))
    }
}

/// The filters, the strongest first.
pub(super) fn filters(t: &mut Thread) -> PyResult<Vec<Value>> {
    let main = t.intern("__main__")?;
    let plain = [
        ("default", Class::DeprecationWarning, main),
        ("ignore", Class::DeprecationWarning, Value::NONE),
        ("ignore", Class::PendingDeprecationWarning, Value::NONE),
        ("ignore", Class::ImportWarning, Value::NONE),
        ("ignore", Class::ResourceWarning, Value::NONE),
    ];
    let mut all = Vec::new();
    for option in t.interpreter().config.warn_options.clone() {
        match parse(t, &option)? {
            Ok(filter) => all.insert(0, filter),
            Err(text) => t.write_stderr(&format!("Invalid -W option ignored: {text}\n")),
        }
    }
    for (action, category, module) in plain {
        let category = t.interpreter().exception_class(category);
        all.push(filter(t, action, Value::NONE, category, module, 0)?);
    }
    Ok(all)
}

fn filter(
    t: &mut Thread,
    action: &str,
    message: Value,
    category: Value,
    module: Value,
    line: i64,
) -> PyResult {
    let action = t.intern(action)?;
    Tuple::new(t, [action, message, category, module, Value::small_int(line)])
}

/// A filter of an option, or what is wrong with it.
fn parse(t: &mut Thread, option: &str) -> PyResult<Result<Value, String>> {
    let parts: Vec<&str> = option.split(':').map(str::trim).collect();
    if parts.len() > 5 {
        return Ok(Err(format!("too many fields (max 5): '{option}'")));
    }
    let part = |index: usize| parts.get(index).copied().unwrap_or("");
    let actions = ["default", "always", "all", "ignore", "module", "once", "error"];
    let action = match part(0) {
        "" => Some("default"),
        begun => actions.into_iter().find(|action| action.starts_with(begun)),
    };
    let Some(action) = action else { return Ok(Err(format!("invalid action: '{}'", part(0)))) };
    let category = match category(t, part(2))? {
        Ok(category) => category,
        Err(text) => return Ok(Err(text)),
    };
    let line = match part(4) {
        "" => 0,
        number => match number.parse::<u32>() {
            Ok(line) => i64::from(line),
            Err(_) => return Ok(Err(format!("invalid lineno '{number}'"))),
        },
    };
    let message = match part(1) {
        "" => Value::NONE,
        text => {
            let class = t.native_type_of(&TYPE, &[])?;
            Beginning::create(t, &class, Data::new(text.to_lowercase()))?
        }
    };
    let module = match part(3) {
        "" => Value::NONE,
        module => Str::new(t, module)?,
    };
    filter(t, action, message, category, module, line).map(Ok)
}

/// The category of a name: of `builtins` unless it has dots.
fn category(t: &mut Thread, name: &str) -> PyResult<Result<Value, String>> {
    let warning = t.interpreter().exception_class(Class::Warning);
    if name.is_empty() {
        return Ok(Ok(warning));
    }
    let (module, class) = name.rsplit_once('.').unwrap_or(("builtins", name));
    let imported = t.import_module(module);
    let Some(imported) = t.catch(imported, Class::ImportError)? else {
        return Ok(Err(format!("invalid module name: '{module}'")));
    };
    let key = t.intern(class)?;
    let Some(found) = t.get_attr_opt(&imported, &key)? else {
        return Ok(Err(format!("unknown warning category: '{name}'")));
    };
    let fits = found.downcast::<TypeObject>().is_some() && t.is_subclass(&found, &warning)?;
    Ok(if fits { Ok(found) } else { Err(format!("invalid warning category: '{name}'")) })
}

/// Enters the options in `sys.warnoptions`.
pub fn add_options(t: &mut Thread) -> PyResult<()> {
    let options = t.interpreter().config.warn_options.clone();
    let Some(list) = t.sys_value("warnoptions")? else { return Ok(()) };
    if !options.is_empty() {
        // What is wrong with them is told at once.
        super::filters::own_filters(t)?;
    }
    for option in options {
        let option = Str::new(t, &option)?;
        if let Some(list) = list.downcast::<List>() {
            list.push(t, option)?;
        }
    }
    Ok(())
}
