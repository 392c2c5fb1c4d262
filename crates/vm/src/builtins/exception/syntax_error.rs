//! SyntaxError: where in the source the mistake is.

use crate::builtins::exception::text::Text;
use crate::builtins::exception::{BaseException, SyntaxField, extended, fields, methods};
use crate::builtins::str::Str;
use crate::native::{Args, GetSetDef, PyResult};
use crate::object::Layout;
use crate::thread::Thread;
use crate::value::Value;

/// The memory of SyntaxError: see [`SyntaxField`].
pub(crate) static LAYOUT: Layout = extended(9);

pub(crate) static FIELDS: &[GetSetDef] = &[
    fields::field::<0>("msg", "What is wrong."),
    fields::field::<1>("filename", "The name of the file."),
    fields::field::<2>("lineno", "The line, counted from 1."),
    fields::field::<3>("offset", "The column, counted from 1."),
    fields::field::<4>("text", "The source line."),
    fields::field::<5>("end_lineno", "The line where it ends."),
    fields::field::<6>("end_offset", "The column where it ends."),
    fields::field::<7>("print_file_and_line", "Kept for old code; not used."),
    fields::field::<8>("_metadata", "What the compiler knows beyond the place."),
];

/// Takes a message, and a tuple of places: filename, lineno, offset, text, and optionally the end.
pub(crate) fn initialise(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
    methods::initialise(t, this, args)?;
    let Some(exception) = BaseException::of(this) else { return Ok(()) };
    let args = args.positional();
    if let Some(msg) = args.first() {
        exception.set_field(SyntaxField::Msg as usize, Some(msg.clone()));
    }
    let [_, places] = args else { return Ok(()) };
    let places = t.collect(places)?;
    let given = places.len();
    if given < 4 {
        return Err(t.type_error(format!("function takes at least 4 arguments ({given} given)")));
    }
    if given > 7 {
        return Err(t.type_error(format!("function takes at most 7 arguments ({given} given)")));
    }
    let order = [
        SyntaxField::Filename,
        SyntaxField::Lineno,
        SyntaxField::Offset,
        SyntaxField::Text,
        SyntaxField::EndLineno,
        SyntaxField::EndOffset,
        SyntaxField::Metadata,
    ];
    let mut places = places.into_iter();
    for field in order {
        exception.set_field(field as usize, places.next());
    }
    if given == 5 {
        return Err(t.type_error("end_offset must be provided when end_lineno is provided"));
    }
    Ok(())
}

/// SyntaxError's methods.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{Args, BaseException, PyResult, Str, SyntaxField, Text, Thread, Value, initialise};

    /// Takes the arguments of the call.
    #[special("($self, /, *args, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        initialise(t, this, args)
    }

    /// The message with the file's name and the line.
    #[special]
    fn __str__(t: &mut Thread, this: &BaseException) -> PyResult {
        let msg = this.field(SyntaxField::Msg as usize).unwrap_or(Value::NONE);
        let filename = this.field(SyntaxField::Filename as usize);
        let filename = filename.as_ref().and_then(|name| Str::of(name)).map(|name| {
            let name = name.to_lossy();
            name.rsplit('/').next().unwrap_or_default().to_owned()
        });
        let line = this
            .field(SyntaxField::Lineno as usize)
            .filter(|line| line.as_small_int().is_some() || line.is_kind(crate::object::Kind::BigInt));
        let mut text = Text::new();
        text.str(t, &msg)?;
        match (filename, line) {
            (Some(name), Some(line)) => text.text(&format!(" ({name}, line ")).str(t, &line)?.text(")"),
            (Some(name), None) => text.text(&format!(" ({name})")),
            (None, Some(line)) => text.text(" (line ").str(t, &line)?.text(")"),
            (None, None) => &mut text,
        };
        text.finish(t)
    }
}
