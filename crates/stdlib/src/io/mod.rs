//! `_io`: streams. Raw files ask the system, buffered ones spare it, text ones encode and decode; each layer asks the one
//! below by its methods, natively where both are exactly of this module's types.

mod anchor;
mod base;
mod bases;
mod buffered;
mod bytes_io;
mod file;
mod iobase;
mod newline;
mod open;
pub(crate) mod print;
mod standard;
mod string_io;
mod system;
mod text;

pub(crate) use standard::stream as standard_stream;

/// Streams of bytes and of text: files, and memory that is used like files.
#[taipan_macros::module("_io")]
pub mod module {
    use taipan_vm::builtins::module::Module;
    use taipan_vm::builtins::str::Str;
    use taipan_vm::errors::Class;
    use taipan_vm::native::FromValue;
    use taipan_vm::native::convert::{Context, Place};
    use taipan_vm::{PyResult, Thread, Value};

    use super::text::{Name, Options, given};
    use super::{base, bases, buffered, bytes_io, file, iobase, newline, open as opening, string_io, text};

    /// A mode: a text without NULs.
    struct ModeName(String);

    impl FromValue<'_> for ModeName {
        fn from_value(t: &mut Thread, value: &Value, context: &Context) -> PyResult<ModeName> {
            let Some(text) = Str::of(value) else { return Err(context.wrong_type(t, "str", value)) };
            text.to_plain(t).map(|text| ModeName(text.into_owned()))
        }
    }

    /// Opens a file: its name or descriptor, what for, and how it is buffered, encoded and its lines end.
    #[function(
        "(file, mode='r', buffering=-1, encoding=None,\n     errors=None, newline=None, closefd=True, opener=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "as many as Python's function has")]
    fn open(
        t: &mut Thread,
        file: &Value,
        mode: Option<ModeName>,
        buffering: i32,
        encoding: Option<Name>,
        errors: Option<Name>,
        newline: Option<Name>,
        closefd: bool,
        opener: Option<&Value>,
    ) -> PyResult {
        let text = Options {
            encoding: given(encoding),
            errors: given(errors),
            newline: given(newline),
            ..Options::default()
        };
        let mode = mode.map_or_else(|| "r".to_owned(), |mode| mode.0);
        opening::open(t, &opening::Request { file, mode: &mode, buffering, text, closefd, opener })
    }

    /// Opens a file whose contents will be run.
    #[function("(path)")]
    fn open_code(t: &mut Thread, path: &Value) -> PyResult {
        let context = Context { function: "open_code", place: Place::Named("path") };
        <&Str>::from_value(t, path, &context)?;
        opening::open_code(t, path)
    }

    /// The encoding to use where a caller may have given none.
    #[function("(encoding, stacklevel=2, /)")]
    fn text_encoding(t: &mut Thread, encoding: &Value, stacklevel: i32) -> PyResult {
        let _ = stacklevel;
        opening::text_encoding(t, encoding)
    }

    #[init]
    fn init(t: &mut Thread, module: &Value) -> PyResult<()> {
        let Some(namespace) = module.downcast::<Module>().and_then(Module::dict).cloned() else {
            unreachable!("a module has a namespace")
        };
        let classes = [
            iobase::class(t)?,
            bases::raw(t)?,
            bases::buffered(t)?,
            bases::text(t)?,
            file::class(t)?,
            bytes_io::class(t)?,
            bytes_io::buffer_class(t)?,
            string_io::class(t)?,
            buffered::reader_class(t)?,
            buffered::writer_class(t)?,
            buffered::random_class(t)?,
            buffered::pair::class(t)?,
            text::class(t)?,
            newline::class(t)?,
            base::unsupported_class(t)?,
            t.interpreter().exception_class(Class::BlockingIOError),
        ];
        for class in classes {
            let name = base::attribute(t, &class, "__name__")?;
            t.set_item(&namespace, &name, &class)?;
        }
        if let Some(open) = t.state::<base::State>().open.clone() {
            base::set_attribute(t, module, "open", &open)?;
        }
        let size = Value::small_int(base::DEFAULT_BUFFER_SIZE as i64);
        base::set_attribute(t, module, "DEFAULT_BUFFER_SIZE", &size)
    }
}

use taipan_vm::builtins::module::Module;
use taipan_vm::{PyResult, Thread, Value};

/// Flushes every stream that is still open, when the interpreter ends.
pub fn flush_all(t: &mut Thread) {
    anchor::flush_all(t);
}

/// Puts `open`, `print` and `input` into `builtins`.
pub(crate) fn install(t: &mut Thread) -> PyResult<()> {
    let (modules, name) = (t.interpreter().modules.clone(), t.intern("builtins")?);
    let builtins = t.get_item(&modules, &name)?;
    t.add_functions(&builtins, &print::module::MODULE)?;
    // `open` belongs to `_io`, which is made when it is first imported.
    let Some(def) = module::MODULE.functions.iter().find(|def| def.name == "open") else {
        unreachable!("the module has the function")
    };
    let module = t.intern("_io")?;
    let open = taipan_vm::builtins::native_function::function(t, def, Value::NONE, Some(module))?;
    let Some(namespace) = builtins.downcast::<Module>().and_then(Module::dict).cloned() else {
        unreachable!("a module has a namespace")
    };
    t.state::<base::State>().open = Some(open.clone());
    let name = t.intern("open")?;
    t.set_item(&namespace, &name, &open)
}
