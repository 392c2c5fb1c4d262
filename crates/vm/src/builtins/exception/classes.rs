//! The builtin exception classes: how each is made, and how its instances are.

use crate::builtins::exception::{
    LAYOUT, create_plain, group, methods, named, os_error, stop, syntax_error, unicode,
};
use crate::builtins::{descriptor, type_slots};
use crate::errors::Class;
use crate::native::{Args, GetSetDef, NativeDef, PyResult};
use crate::object::{Kind, Layout};
use crate::thread::Thread;
use crate::types::{TypeFlags, TypeObject};
use crate::value::Value;

/// What a class has beyond its base.
pub(crate) struct Definition {
    pub(crate) doc: &'static str,
    /// The base's when `None`.
    pub(crate) layout: Option<&'static Layout>,
    pub(crate) methods: &'static [NativeDef],
    pub(crate) getsets: &'static [GetSetDef],
}

/// Makes every builtin exception class. The types of descriptors and functions exist already.
pub fn install(t: &mut Thread) -> PyResult<()> {
    for &(class, name, base) in Class::ALL {
        let bases = match class {
            Class::BaseException => vec![t.interpreter().type_of_kind(Kind::Object).to_value()],
            Class::ExceptionGroup => {
                vec![t.interpreter().exception_class(base), t.interpreter().exception_class(Class::Exception)]
            }
            _ => vec![t.interpreter().exception_class(base)],
        };
        let made = t.build_exception_class(name, bases, &definition(class))?;
        let raw = made.into_raw().cast::<TypeObject>();
        t.interpreter_mut().exceptions[class as usize] = raw;
        if class == Class::BaseException {
            t.interpreter_mut().types[Kind::Exception as usize] = raw;
        }
    }
    // CPython makes this class as programs make theirs, so that its instances can be referred to weakly.
    let group = t.interpreter().exception_class(Class::ExceptionGroup);
    if let Some(group) = group.downcast::<TypeObject>() {
        group.flags.set(group.flags.get().with(crate::types::TypeFlags::WEAK));
        let (key, module) = (t.interpreter().names().__module__.clone(), t.intern("builtins")?);
        t.namespace_set(&group.dict_value(), &key, module)?;
        let key = t.interpreter().names().__weakref__.clone();
        let weak = descriptor::getset(t, &group.to_value(), &type_slots::WEAK)?;
        t.namespace_set(&group.dict_value(), &key, weak)?;
    }
    let class = t.interpreter().exception_class(Class::MemoryError);
    let kept = create_plain(t, &class, &[])?;
    t.interpreter_mut().memory_error = kept;
    Ok(())
}

/// `__new__` of a builtin exception class or a subclass of one.
pub(crate) fn create(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
    let layout = class.downcast::<TypeObject>().map(|class| class.layout);
    match layout {
        Some(layout) if std::ptr::eq(layout, &os_error::LAYOUT) => os_error::create(t, class, args),
        Some(layout) if std::ptr::eq(layout, &group::LAYOUT) => group::create(t, class, args),
        _ => create_plain(t, class, args.positional()),
    }
}

/// `__init__` of the builtin class with this layout.
pub(crate) fn initialise(
    t: &mut Thread,
    this: &Value,
    layout: &'static Layout,
    args: Args<'_>,
) -> PyResult<()> {
    type Initialise = fn(&mut Thread, &Value, Args<'_>) -> PyResult<()>;
    let table: [(&'static Layout, Initialise); 9] = [
        (&stop::STOP_LAYOUT, stop::initialise_stop),
        (&named::ATTRIBUTE_LAYOUT, named::initialise_attribute),
        (&named::NAME_LAYOUT, named::initialise_name),
        (&named::IMPORT_LAYOUT, named::initialise_import),
        (&stop::EXIT_LAYOUT, stop::initialise_exit),
        (&syntax_error::LAYOUT, syntax_error::initialise),
        (&unicode::DECODE_LAYOUT, unicode::initialise_decode),
        (&unicode::ENCODE_LAYOUT, unicode::initialise_encode),
        (&unicode::TRANSLATE_LAYOUT, unicode::initialise_translate),
    ];
    // OSError and groups are complete when they are made.
    match table.iter().find(|(known, _)| std::ptr::eq(*known, layout)) {
        Some((_, initialise)) => initialise(t, this, args),
        None => Ok(()),
    }
}

/// The flags of every builtin exception class.
pub(crate) const FLAGS: TypeFlags =
    TypeFlags::BASE.with(TypeFlags::DICT).with(TypeFlags::EXCEPTION).with(TypeFlags::IMMUTABLE);

fn definition(class: Class) -> Definition {
    let plain = Definition { doc: doc(class), layout: None, methods: &[], getsets: &[] };
    match class {
        Class::BaseException => Definition {
            layout: Some(&LAYOUT),
            methods: methods::table::METHODS,
            getsets: methods::table::GETSETS,
            ..plain
        },
        Class::BaseExceptionGroup => Definition {
            layout: Some(&group::LAYOUT),
            methods: group::table::METHODS,
            getsets: group::FIELDS,
            ..plain
        },
        Class::SystemExit => Definition {
            layout: Some(&stop::EXIT_LAYOUT),
            methods: stop::exit_methods::METHODS,
            getsets: stop::EXIT_FIELDS,
            ..plain
        },
        Class::StopIteration => Definition {
            layout: Some(&stop::STOP_LAYOUT),
            methods: stop::stop_methods::METHODS,
            getsets: stop::STOP_FIELDS,
            ..plain
        },
        Class::KeyError => Definition { methods: stop::key_methods::METHODS, ..plain },
        Class::NameError => Definition {
            layout: Some(&named::NAME_LAYOUT),
            methods: named::name_methods::METHODS,
            getsets: named::NAME_FIELDS,
            ..plain
        },
        Class::AttributeError => Definition {
            layout: Some(&named::ATTRIBUTE_LAYOUT),
            methods: named::attribute_methods::METHODS,
            getsets: named::ATTRIBUTE_FIELDS,
            ..plain
        },
        Class::ImportError => Definition {
            layout: Some(&named::IMPORT_LAYOUT),
            methods: named::import_methods::METHODS,
            getsets: named::IMPORT_FIELDS,
            ..plain
        },
        Class::OSError => Definition {
            layout: Some(&os_error::LAYOUT),
            methods: os_error::table::METHODS,
            getsets: os_error::FIELDS,
            ..plain
        },
        Class::SyntaxError => Definition {
            layout: Some(&syntax_error::LAYOUT),
            methods: syntax_error::table::METHODS,
            getsets: syntax_error::FIELDS,
            ..plain
        },
        Class::UnicodeEncodeError => Definition {
            layout: Some(&unicode::ENCODE_LAYOUT),
            methods: unicode::encode_methods::METHODS,
            getsets: unicode::FIELDS,
            ..plain
        },
        Class::UnicodeDecodeError => Definition {
            layout: Some(&unicode::DECODE_LAYOUT),
            methods: unicode::decode_methods::METHODS,
            getsets: unicode::FIELDS,
            ..plain
        },
        Class::UnicodeTranslateError => Definition {
            layout: Some(&unicode::TRANSLATE_LAYOUT),
            methods: unicode::translate_methods::METHODS,
            getsets: unicode::FIELDS,
            ..plain
        },
        _ => plain,
    }
}

/// The docstring of a class; `""` for None.
fn doc(class: Class) -> &'static str {
    match class {
        Class::BaseException => "The root of all exceptions.",
        Class::BaseExceptionGroup => "Several exceptions of any kind, raised together.",
        Class::GeneratorExit => "Raised in a generator that is being closed.",
        Class::KeyboardInterrupt => "The user asked the program to stop.",
        Class::SystemExit => "Raised to leave the interpreter.",
        Class::Exception => "The root of the exceptions that programs usually handle.",
        Class::ArithmeticError => "The root of the errors of arithmetic.",
        Class::FloatingPointError => "An operation on floats failed.",
        Class::OverflowError => "A result is too large to be held.",
        Class::ZeroDivisionError => "A division or modulo by zero.",
        Class::AssertionError => "An assertion does not hold.",
        Class::AttributeError => "An object has no such attribute.",
        Class::BufferError => "A buffer can't be used like this.",
        Class::EOFError => "The input ended before anything was read.",
        Class::ImportError => "A module, or a name in it, can't be imported.",
        Class::ModuleNotFoundError => "There is no such module.",
        Class::LookupError => "The root of the errors of indices and keys.",
        Class::IndexError => "An index lies outside its sequence.",
        Class::KeyError => "A mapping has no such key.",
        Class::MemoryError => "Memory has run out.",
        Class::NameError => "No variable has this name.",
        Class::UnboundLocalError => "A local variable is read before it is set.",
        Class::OSError => "The operating system refused something.",
        Class::BlockingIOError => "The operation would have to wait.",
        Class::ChildProcessError => "Something about a child process failed.",
        Class::ConnectionError => "The root of the errors of connections.",
        Class::BrokenPipeError => "Nobody reads the other end.",
        Class::ConnectionAbortedError => "The peer gave the connection up.",
        Class::ConnectionRefusedError => "The peer refused the connection.",
        Class::ConnectionResetError => "The peer reset the connection.",
        Class::FileExistsError => "The file is there already.",
        Class::FileNotFoundError => "There is no such file.",
        Class::InterruptedError => "A signal interrupted a system call.",
        Class::IsADirectoryError => "The operation does not work on directories.",
        Class::NotADirectoryError => "The operation works on directories only.",
        Class::PermissionError => "Permission is missing.",
        Class::ProcessLookupError => "There is no such process.",
        Class::TimeoutError => "The time for the operation is over.",
        Class::ReferenceError => "A weak proxy's object is gone.",
        Class::RuntimeError => "An error of no other category.",
        Class::NotImplementedError => "A method that subclasses have to write.",
        Class::PythonFinalizationError => "The operation is impossible while the interpreter shuts down.",
        Class::RecursionError => "Calls are nested too deep.",
        Class::StopAsyncIteration => "An asynchronous iterator has no more items.",
        Class::StopIteration => "An iterator has no more items.",
        Class::SyntaxError => "The source is no Python.",
        Class::IndentationError => "The indentation is wrong.",
        Class::TabError => "Tabs and spaces are mixed inconsistently.",
        Class::_IncompleteInputError => "The source ends too early: more may follow.",
        Class::SystemError => "Something inside the interpreter went wrong.",
        Class::TypeError => "A value is of the wrong type.",
        Class::ValueError => "A value is of the right type but not acceptable.",
        Class::UnicodeError => "The root of the errors of text conversion.",
        Class::UnicodeDecodeError => "Bytes can't be decoded.",
        Class::UnicodeEncodeError => "Text can't be encoded.",
        Class::UnicodeTranslateError => "Text can't be translated.",
        Class::Warning => "The root of the categories of warnings.",
        Class::BytesWarning => "A doubtful use of bytes.",
        Class::DeprecationWarning => "A feature that will go, for developers.",
        Class::EncodingWarning => "A doubtful use of the default encoding.",
        Class::FutureWarning => "A construct whose meaning will change.",
        Class::ImportWarning => "A probable mistake in an import.",
        Class::PendingDeprecationWarning => "A feature that will be deprecated.",
        Class::ResourceWarning => "A doubtful use of resources.",
        Class::RuntimeWarning => "Doubtful behaviour at run time.",
        Class::SyntaxWarning => "Doubtful syntax.",
        Class::UnicodeWarning => "A doubtful use of text.",
        Class::UserWarning => "A warning by the program itself.",
        Class::ExceptionGroup => "",
    }
}
