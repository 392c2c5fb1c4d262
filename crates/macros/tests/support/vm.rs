//! A stand-in for the VM, as small as the expansions allow: its paths and types, a few values, and conversions.
//! Binding of arguments is the VM's own source.
#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

pub mod value {
    use crate::builtins::str::Str;
    use crate::builtins::tuple::Tuple;

    #[derive(Clone, PartialEq, Debug)]
    pub enum Value {
        None,
        Bool(bool),
        Int(i64),
        Float(f64),
        Str(Str),
        Tuple(Tuple),
    }

    impl Value {
        pub const NONE: Value = Value::None;

        pub fn is_none(&self) -> bool {
            *self == Value::None
        }

        pub fn downcast<T: crate::object::Object>(&self) -> Option<&T> {
            T::of(self)
        }

        pub fn type_name(&self) -> &'static str {
            match self {
                Value::None => "NoneType",
                Value::Bool(_) => "bool",
                Value::Int(_) => "int",
                Value::Float(_) => "float",
                Value::Str(_) => "str",
                Value::Tuple(_) => "tuple",
            }
        }
    }

    impl From<&str> for Value {
        fn from(text: &str) -> Value {
            Value::Str(Str(text.to_owned()))
        }
    }
}

pub mod object {
    use crate::builtins::str::Str;
    use crate::builtins::tuple::Tuple;
    use crate::value::Value;

    pub trait Object: Sized {
        const NAME: &'static str;
        fn of(value: &Value) -> Option<&Self>;
    }

    impl Object for Str {
        const NAME: &'static str = "str";
        fn of(value: &Value) -> Option<&Str> {
            if let Value::Str(text) = value { Some(text) } else { None }
        }
    }

    impl Object for Tuple {
        const NAME: &'static str = "tuple";
        fn of(value: &Value) -> Option<&Tuple> {
            if let Value::Tuple(items) = value { Some(items) } else { None }
        }
    }
}

pub mod builtins {
    pub mod str {
        #[derive(Clone, PartialEq, Debug)]
        pub struct Str(pub String);

        impl Str {
            pub fn as_str(&self) -> Option<&str> {
                Some(&self.0)
            }

            pub fn to_lossy(&self) -> std::borrow::Cow<'_, str> {
                (&self.0).into()
            }
        }
    }

    pub mod tuple {
        #[derive(Clone, PartialEq, Debug)]
        pub struct Tuple(pub Vec<crate::value::Value>);

        impl Tuple {
            pub fn len(&self) -> usize {
                self.0.len()
            }

            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }

            pub fn items(&self) -> &[crate::value::Value] {
                &self.0
            }
        }
    }
}

pub mod errors {
    #[derive(PartialEq, Debug)]
    pub struct Exception(pub String);
}

pub mod thread {
    use crate::errors::Exception;
    use crate::value::Value;

    #[derive(Default)]
    pub struct Thread {
        pub calls: usize,
    }

    impl Thread {
        pub fn type_error(&mut self, text: impl AsRef<str>) -> Exception {
            Exception(text.as_ref().to_owned())
        }

        pub fn stop_iteration(&mut self, _: Option<Value>) -> Exception {
            Exception("StopIteration".to_owned())
        }
    }
}

pub mod native {
    use crate::errors::Exception;
    use crate::thread::Thread;
    use crate::value::Value;

    #[path = "../../../../vm/src/native/arguments.rs"]
    pub mod arguments;
    pub mod convert;
    #[path = "../../../../vm/src/native/suggestion.rs"]
    pub mod suggestion;

    pub use arguments::Args;
    pub use convert::{FromValue, IntoValue};

    pub type PyResult<T = Value> = Result<T, Exception>;

    #[derive(Clone, Copy)]
    pub enum Convention {
        NoArgs(fn(&mut Thread, &Value) -> PyResult),
        One(fn(&mut Thread, &Value, &Value) -> PyResult),
        Fast(fn(&mut Thread, &Value, &[Value]) -> PyResult),
        Keywords(fn(&mut Thread, &Value, Args<'_>) -> PyResult),
        VarArgs(fn(&mut Thread, &Value, Args<'_>) -> PyResult),
    }

    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Binding {
        Method,
        Special,
        Class,
        Static,
        New,
    }

    pub struct NativeDef {
        pub name: &'static str,
        pub doc: &'static str,
        pub signature: Option<&'static str>,
        pub varargs: bool,
        pub binding: Binding,
        pub convention: Convention,
        pub next: Option<Next>,
        pub leaf: Option<Leaf>,
        pub direct: Option<Direct>,
    }

    pub type Leaf = fn(&mut Thread, &Value, &[Value]) -> Option<Value>;

    pub type Direct = fn(&mut Thread, &[Value]) -> PyResult;

    pub type Setter = fn(&mut Thread, &Value, Option<&Value>) -> PyResult<()>;

    pub type Next = fn(&mut Thread, &Value) -> Stepped;

    /// What a step answered.
    pub struct Stepped(pub PyResult<Option<Value>>);

    impl Stepped {
        pub fn new(_: &mut Thread, result: PyResult<Option<Value>>) -> Stepped {
            Stepped(result)
        }

        pub fn result(self, _: &mut Thread) -> PyResult<Option<Value>> {
            self.0
        }
    }

    pub struct GetSetDef {
        pub name: &'static str,
        pub doc: &'static str,
        pub get: fn(&mut Thread, &Value) -> PyResult,
        pub set: Option<Setter>,
        pub member: bool,
    }

    pub struct NativeModule {
        pub name: &'static str,
        pub doc: &'static str,
        pub functions: &'static [NativeDef],
        pub init: Option<fn(&mut Thread, &Value) -> PyResult<()>>,
    }
}
