//! Raising exceptions from native code: one constructor per builtin exception, worded by the caller as
//! CPython 3.14 words it.

use crate::builtins::exception;
use crate::builtins::str::Str;
use crate::native::PyResult;
use crate::thread::Thread;
use crate::value::Value;

/// A raised exception: an instance of a subclass of BaseException, owned.
#[derive(Debug)]
pub struct Exception(Value);

impl Exception {
    /// Wraps an exception instance.
    pub fn new(instance: Value) -> Exception {
        Exception(instance)
    }

    /// The exception instance.
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// The exception instance, given away.
    pub fn into_value(self) -> Value {
        self.0
    }
}

macro_rules! exception_classes {
    ($($(#[$doc:meta])* $name:ident : $base:ident,)*) => {
        /// The builtin exception classes, bases before subclasses.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Class {
            BaseException,
            $($(#[$doc])* $name,)*
        }

        impl Class {
            /// Every class with its name and base, in order of definition.
            pub const ALL: &'static [(Class, &'static str, Class)] = &[
                (Class::BaseException, "BaseException", Class::BaseException),
                $((Class::$name, stringify!($name), Class::$base),)*
            ];
        }
    };
}

exception_classes! {
    BaseExceptionGroup: BaseException,
    GeneratorExit: BaseException,
    KeyboardInterrupt: BaseException,
    SystemExit: BaseException,
    Exception: BaseException,
    ArithmeticError: Exception,
    FloatingPointError: ArithmeticError,
    OverflowError: ArithmeticError,
    ZeroDivisionError: ArithmeticError,
    AssertionError: Exception,
    AttributeError: Exception,
    BufferError: Exception,
    EOFError: Exception,
    ImportError: Exception,
    ModuleNotFoundError: ImportError,
    LookupError: Exception,
    IndexError: LookupError,
    KeyError: LookupError,
    MemoryError: Exception,
    NameError: Exception,
    UnboundLocalError: NameError,
    OSError: Exception,
    BlockingIOError: OSError,
    ChildProcessError: OSError,
    ConnectionError: OSError,
    BrokenPipeError: ConnectionError,
    ConnectionAbortedError: ConnectionError,
    ConnectionRefusedError: ConnectionError,
    ConnectionResetError: ConnectionError,
    FileExistsError: OSError,
    FileNotFoundError: OSError,
    InterruptedError: OSError,
    IsADirectoryError: OSError,
    NotADirectoryError: OSError,
    PermissionError: OSError,
    ProcessLookupError: OSError,
    TimeoutError: OSError,
    ReferenceError: Exception,
    RuntimeError: Exception,
    NotImplementedError: RuntimeError,
    PythonFinalizationError: RuntimeError,
    RecursionError: RuntimeError,
    StopAsyncIteration: Exception,
    StopIteration: Exception,
    SyntaxError: Exception,
    IndentationError: SyntaxError,
    TabError: IndentationError,
    _IncompleteInputError: SyntaxError,
    SystemError: Exception,
    TypeError: Exception,
    ValueError: Exception,
    UnicodeError: ValueError,
    UnicodeDecodeError: UnicodeError,
    UnicodeEncodeError: UnicodeError,
    UnicodeTranslateError: UnicodeError,
    Warning: Exception,
    BytesWarning: Warning,
    DeprecationWarning: Warning,
    EncodingWarning: Warning,
    FutureWarning: Warning,
    ImportWarning: Warning,
    PendingDeprecationWarning: Warning,
    ResourceWarning: Warning,
    RuntimeWarning: Warning,
    SyntaxWarning: Warning,
    UnicodeWarning: Warning,
    UserWarning: Warning,
    /// Also a subclass of Exception.
    ExceptionGroup: BaseExceptionGroup,
}

/// How many builtin exception classes there are.
pub const CLASSES: usize = Class::ALL.len();

macro_rules! constructors {
    ($($function:ident $class:ident;)*) => {
        impl Thread {
            $(
                #[doc = concat!("A new ", stringify!($class), " with this text.")]
                #[cold]
                pub fn $function(&mut self, text: impl AsRef<str>) -> Exception {
                    self.exception(Class::$class, text.as_ref())
                }
            )*
        }
    };
}

constructors! {
    type_error TypeError;
    value_error ValueError;
    index_error IndexError;
    overflow_error OverflowError;
    zero_division_error ZeroDivisionError;
    runtime_error RuntimeError;
    system_error SystemError;
    recursion_error RecursionError;
    assertion_error AssertionError;
    buffer_error BufferError;
    reference_error ReferenceError;
    os_error OSError;
    lookup_error LookupError;
}

impl Thread {
    /// A new exception of a builtin class with one argument, a text.
    #[cold]
    pub fn exception(&mut self, class: Class, text: &str) -> Exception {
        match Str::new(self, text) {
            Ok(text) => self.exception_of(class, vec![text]),
            Err(error) => error,
        }
    }

    /// A new exception of a builtin class with these arguments. When memory runs out, the MemoryError kept for it.
    #[cold]
    pub fn exception_of(&mut self, class: Class, arguments: Vec<Value>) -> Exception {
        let class = self.interpreter().exception_class(class);
        match exception::instantiate(self, &class, arguments) {
            Ok(instance) => Exception(instance),
            Err(error) => error,
        }
    }

    /// The MemoryError that was made when memory was still there.
    #[cold]
    pub fn memory_error(&mut self) -> Exception {
        Exception(self.interpreter().memory_error.clone())
    }

    /// The OSError for a failed system call, about a file if one is named.
    #[cold]
    pub fn io_error(&mut self, error: &std::io::Error, file: Option<&Value>) -> Exception {
        let number = error.raw_os_error().unwrap_or(0);
        // SAFETY: strerror returns a NUL-terminated text.
        #[expect(unsafe_code, reason = "asks the system for the error's text")]
        let text = unsafe { std::ffi::CStr::from_ptr(libc::strerror(number)) }.to_string_lossy().into_owned();
        let text = match Str::new(self, &text) {
            Ok(text) => text,
            Err(error) => return error,
        };
        let mut arguments = vec![Value::small_int(i64::from(number)), text];
        arguments.extend(file.cloned());
        let class = self.interpreter().exception_class(Class::OSError);
        // Called as Python would, so that the errno picks the subclass.
        match self.call(&class, &arguments) {
            Ok(instance) => Exception(instance),
            Err(error) => error,
        }
    }

    /// `KeyError(key)`.
    #[cold]
    pub fn key_error(&mut self, key: &Value) -> Exception {
        self.exception_of(Class::KeyError, vec![key.clone()])
    }

    /// `StopIteration()` or `StopIteration(value)`.
    #[cold]
    pub fn stop_iteration(&mut self, value: Option<Value>) -> Exception {
        self.exception_of(Class::StopIteration, value.into_iter().collect())
    }

    /// Whether an exception is an instance of a builtin class.
    pub fn is_exception(&self, error: &Exception, class: Class) -> bool {
        let wanted = self.interpreter().exception_class(class);
        self.is_instance_of(error.value(), &wanted)
    }

    /// An exception with one more note; the error instead if it refuses that.
    #[cold]
    pub fn with_note(&mut self, error: Exception, note: &str) -> Exception {
        let result = self.intern("add_note").and_then(|name| {
            let note = Str::new(self, note)?;
            self.call_method(error.value(), &name, &[note])
        });
        match result {
            Ok(_) => error,
            Err(worse) => worse,
        }
    }

    /// Turns `Err` of one class into `None`, as `except Class:` would.
    pub fn catch<R>(&mut self, result: PyResult<R>, class: Class) -> PyResult<Option<R>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(error) if self.is_exception(&error, class) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
