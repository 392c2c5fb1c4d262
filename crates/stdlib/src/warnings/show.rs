//! Showing a warning: by the module `warnings` where that was imported, else in its form on `sys.stderr`.

use taipan_vm::builtins::str::Str;
use taipan_vm::types::TypeObject;
use taipan_vm::{PyResult, Thread, Value};

use super::filters::of_warnings;
use super::issue::Warning;

/// Shows a warning.
pub(super) fn show(t: &mut Thread, warning: &Warning, text: &Value, instance: &Value) -> PyResult<()> {
    let Some(function) = of_warnings(t, "_showwarnmsg")? else {
        let shown = plainly(t, warning, text)?;
        write(t, &shown);
        return Ok(());
    };
    let Some(class) = of_warnings(t, "WarningMessage")? else {
        return Err(t.runtime_error("unable to get warnings.WarningMessage"));
    };
    let line = taipan_vm::builtins::int::from_i64(t, warning.line)?;
    let message = t.call(
        &class,
        &[
            instance.clone(),
            warning.category.clone(),
            warning.filename.clone(),
            line,
            Value::NONE,
            Value::NONE,
            warning.source.clone().unwrap_or(Value::NONE),
        ],
    )?;
    t.call(&function, &[message]).map(drop)
}

/// `file:line: category: text`, the source line, and a hint for objects whose allocation could be known.
fn plainly(t: &mut Thread, warning: &Warning, text: &Value) -> PyResult<String> {
    let file = Str::of(&warning.filename).map(|file| file.to_lossy().into_owned()).unwrap_or_default();
    let category =
        warning.category.downcast::<TypeObject>().map(TypeObject::display_name).unwrap_or_default();
    let text = t.str_lossy(text)?;
    let mut shown = format!("{file}:{}: {category}: {text}\n", warning.line);
    let line = match &warning.text {
        Some(line) => Str::of(line).map(|line| line.to_lossy().into_owned()),
        None => t.source_line(&file, warning.line),
    };
    let line = line.unwrap_or_default();
    if !line.trim().is_empty() {
        shown.push_str(&format!("  {}\n", line.trim()));
    }
    if warning.source.is_some() && !t.interpreter().finalizing {
        shown.push_str(&format!("{category}: Enable tracemalloc to get the object allocation traceback\n"));
    }
    Ok(shown)
}

/// Writes to `sys.stderr`. A warning that can't be written is lost, as CPython's are.
fn write(t: &mut Thread, text: &str) {
    let written = (|| {
        let Some(stream) = t.sys_value("stderr")?.filter(|stream| !stream.is_none()) else { return Ok(()) };
        let text = Str::new(t, text)?;
        t.write_text(&stream, &text)
    })();
    drop::<PyResult<()>>(written);
}
