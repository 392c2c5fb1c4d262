//! What the macros write: tables, conventions, and wrappers that convert.

extern crate self as taipan_vm;

#[path = "support/vm.rs"]
mod vm;

pub use vm::{builtins, errors, native, object, thread, value};

use builtins::tuple::Tuple;
use errors::Exception;
use native::{Args, Binding, Convention, NativeDef};
use thread::Thread;
use value::Value;

/// A type's methods, one of each kind.
#[taipan_macros::methods]
mod methods {
    use crate::builtins::str::Str;
    use crate::native::{Args, PyResult};
    use crate::thread::Thread;
    use crate::value::Value;

    /// Answers the text
    /// and the object.
    ///
    ///     indented
    #[method("($self, object, /)")]
    fn append(t: &mut Thread, this: &Str, object: &Value) -> PyResult<String> {
        t.calls += 1;
        Ok(format!("{} {object:?}", this.0))
    }

    /// Takes nothing.
    #[method("($self, /)")]
    fn clear(t: &mut Thread, _this: &Value) -> PyResult<()> {
        t.calls += 1;
        Ok(())
    }

    /// Has positions and defaults.
    #[method("($self, value, start=0, stop=sys.maxsize, default=<unrepresentable>, /)")]
    fn index(
        _: &mut Thread,
        _: &Value,
        value: i64,
        start: isize,
        stop: isize,
        default: Option<&Value>,
    ) -> PyResult<String> {
        Ok(format!("{value} {start} {} {default:?}", stop == isize::MAX))
    }

    /// Has names and defaults of every sort.
    #[method("($self, /, sep=None, maxsplit=-1, *, ratio=1.5, exact=False, type=None, other=None)")]
    #[allow(clippy::too_many_arguments, reason = "as many as there are sorts")]
    fn split(
        _: &mut Thread,
        this: &Str,
        sep: Option<&Str>,
        maxsplit: isize,
        ratio: f64,
        exact: bool,
        type_: &Value,
        other: Value,
    ) -> PyResult<String> {
        let sep = sep.map(|sep| &sep.0);
        Ok(format!("{} {sep:?} {maxsplit} {ratio:?} {exact} {type_:?} {other:?}", this.0))
    }

    /// Has the rest in the middle.
    #[method("($self, first, *rest, key=None)")]
    fn collect(_: &mut Thread, _: &Value, first: i64, rest: &[Value], key: Option<i64>) -> PyResult<String> {
        Ok(format!("{first} {} {key:?}", rest.len()))
    }

    /// Has optional groups, under a name that Rust does not allow.
    #[method("($self, sub[, start[, end]], /)", name = "in")]
    fn inside(
        _: &mut Thread,
        _: &Value,
        sub: &Str,
        start: Option<i64>,
        end: Option<i64>,
    ) -> PyResult<String> {
        Ok(format!("{} {start:?} {end:?}", sub.0))
    }

    #[special]
    fn __len__(_: &mut Thread, this: &Str) -> PyResult<usize> {
        Ok(this.0.len())
    }

    #[special]
    fn __radd__(_: &mut Thread, _: &Value, value: &Value) -> PyResult {
        Ok(value.clone())
    }

    /// Its own words.
    #[special]
    fn __pow__(_: &mut Thread, _: &Value, value: &Value, mod_: Option<&Value>) -> PyResult<String> {
        Ok(format!("{value:?} {mod_:?}"))
    }

    #[special]
    fn __setitem__(_: &mut Thread, _: &Value, _index: &Value, item: &Value) -> PyResult {
        Ok(item.clone())
    }

    #[special]
    fn __next__(t: &mut Thread, _: &Value) -> PyResult<Option<Value>> {
        t.calls += 1;
        Ok((t.calls < 2).then_some(Value::Int(7)))
    }

    #[special("($self, iterable=(), /)", name = "list")]
    fn __init__(_: &mut Thread, _: &Value, iterable: Option<&Value>) -> PyResult<bool> {
        Ok(iterable.is_some())
    }

    #[special]
    fn __call__(_: &mut Thread, _: &Value, args: Args<'_>) -> PyResult<usize> {
        Ok(args.values().len())
    }

    #[new("(x=0, /)", name = "int")]
    fn __new__(_: &mut Thread, class: &Value, x: i64) -> PyResult<String> {
        Ok(format!("{class:?} {x}"))
    }

    /// Of the class.
    #[classmethod("($type, iterable, value=None, /)")]
    fn fromkeys(_: &mut Thread, class: &Value, iterable: &Value, value: Option<&Value>) -> PyResult<String> {
        Ok(format!("{class:?} {iterable:?} {value:?}"))
    }

    /// Of nothing.
    #[staticmethod("(x, y=<unrepresentable>, /)")]
    fn maketrans(_: &mut Thread, x: &Value, y: Option<&Value>) -> PyResult<String> {
        Ok(format!("{x:?} {y:?}"))
    }

    /// The real part.
    #[getter]
    fn real(_: &mut Thread, this: &Str) -> PyResult<String> {
        Ok(this.0.clone())
    }

    /// The name.
    #[getter("__name__")]
    fn name(_: &mut Thread, _: &Value) -> PyResult<&'static str> {
        Ok("a name")
    }

    #[setter("__name__")]
    fn set_name(t: &mut Thread, _: &Str, value: Option<&Value>) -> PyResult<()> {
        t.calls += 1 + usize::from(value.is_some());
        Ok(())
    }

    /// Stays as it is.
    pub(crate) fn helper() -> usize {
        usize::from(cfg!(test))
    }

    /// Is compiled only elsewhere.
    #[cfg(target_os = "none")]
    #[method("($self, /)")]
    fn elsewhere(_: &mut Thread, _: &Value) -> PyResult<NoSuchType> {
        missing()
    }
}

fn def(name: &str) -> &'static NativeDef {
    methods::METHODS.iter().find(|def| def.name == name).expect(name)
}

fn args(values: &[Value]) -> Args<'_> {
    Args::positional_only(values)
}

fn call(name: &str, this: Value, values: &[Value], names: &[&str]) -> Result<Value, String> {
    let mut t = Thread::default();
    let names = Tuple(names.iter().map(|name| Value::from(*name)).collect());
    let args = Args::new(values, Some(&names));
    match def(name).convention {
        Convention::NoArgs(function) => function(&mut t, &this),
        Convention::One(function) => function(&mut t, &this, &values[0]),
        Convention::Fast(function) => function(&mut t, &this, values),
        Convention::Keywords(function) | Convention::VarArgs(function) => function(&mut t, &this, args),
    }
    .map_err(|Exception(text)| text)
}

fn text(text: &str) -> Result<Value, String> {
    Ok(Value::from(text))
}

fn error(text: &str) -> Result<Value, String> {
    Err(text.to_owned())
}

#[test]
fn tables_hold_names_docs_signatures_and_bindings() {
    let append = def("append");
    assert_eq!(append.doc, "Answers the text\nand the object.\n\n    indented");
    assert_eq!(append.signature, Some("($self, object, /)"));
    assert_eq!(append.binding, Binding::Method);
    let len = def("__len__");
    assert_eq!(
        (len.doc, len.signature, len.binding),
        ("Answers len(self).", Some("($self, /)"), Binding::Special)
    );
    assert_eq!(def("__radd__").doc, "Computes value + self.");
    assert_eq!(def("__pow__").doc, "Its own words.");
    assert_eq!(def("__pow__").signature, Some("($self, value, mod=None, /)"));
    assert_eq!((def("__new__").binding, def("__new__").signature), (Binding::New, Some("(x=0, /)")));
    assert_eq!(def("fromkeys").binding, Binding::Class);
    assert_eq!(def("maketrans").binding, Binding::Static);
    assert_eq!(methods::METHODS.len(), 16);
    assert_eq!(methods::helper(), 1);
}

#[test]
fn conventions_follow_the_signature() {
    let convention = |name: &str| match def(name).convention {
        Convention::NoArgs(_) => "noargs",
        Convention::One(_) => "one",
        Convention::Fast(_) => "fast",
        Convention::Keywords(_) => "keywords",
        Convention::VarArgs(_) => "varargs",
    };
    assert_eq!(["append", "clear", "index"].map(convention), ["one", "noargs", "fast"]);
    assert_eq!(["split", "collect", "in"].map(convention), ["keywords", "keywords", "fast"]);
    assert_eq!(["__len__", "__radd__", "__setitem__"].map(convention), ["noargs", "one", "fast"]);
    assert_eq!(["__init__", "__new__", "__call__"].map(convention), ["keywords", "keywords", "keywords"]);
}

#[test]
fn self_has_the_layout_asked_for() {
    assert_eq!(call("append", Value::from("a"), &[Value::Int(1)], &[]), text("a Int(1)"));
    assert_eq!(call("append", Value::None, &[Value::Int(1)], &[]), error("method append of str on NoneType"));
    assert_eq!(call("__len__", Value::from("abc"), &[], &[]), Ok(Value::Int(3)));
    assert_eq!(call("__len__", Value::Int(1), &[], &[]), error("special __len__ of str on int"));
}

#[test]
fn positions_have_defaults() {
    assert_eq!(call("index", Value::None, &[Value::Int(3)], &[]), text("3 0 true None"));
    let all = [Value::Int(3), Value::Int(1), Value::Int(2), Value::None];
    assert_eq!(call("index", Value::None, &all, &[]), text("3 1 false Some(None)"));
    assert_eq!(call("index", Value::None, &[], &[]), error("index 1..=4, 0"));
    assert_eq!(call("index", Value::None, &[Value::None], &[]), error("index Position(1) int NoneType"));
    assert_eq!(call("append", Value::from(""), &[Value::None], &[]), text(" None"));
    assert_eq!(call("in", Value::None, &[Value::from("x"), Value::Int(1)], &[]), text("x Some(1) None"));
    assert_eq!(
        call("in", Value::None, &[Value::from("x"), Value::None], &[]),
        error("in Position(2) int NoneType")
    );
    assert_eq!(call("__pow__", Value::None, &[], &[]), error("slot 1..=2, 0"));
    assert_eq!(call("__setitem__", Value::None, &[], &[]), error("__setitem__ 2..=2, 0"));
}

#[test]
fn names_have_defaults() {
    let this = || Value::from("s");
    assert_eq!(call("split", this(), &[], &[]), text("s None -1 1.5 false None None"));
    assert_eq!(
        call("split", this(), &[Value::None, Value::Int(2)], &[]),
        text("s None 2 1.5 false None None")
    );
    let values = [Value::from(","), Value::Bool(true), Value::Float(2.0), Value::Int(4)];
    let given = call("split", this(), &values, &["exact", "ratio", "type"]);
    assert_eq!(given, text("s Some(\",\") -1 2.0 true Int(4) None"));
    assert_eq!(call("split", this(), &[Value::Int(1)], &[]), error("split Named(\"sep\") str int"));
    let unknown = call("split", this(), &[Value::Int(1)], &["x"]);
    assert_eq!(unknown, error("split() got an unexpected keyword argument 'x'"));
    let values = [Value::Int(1), Value::Int(2), Value::Int(3), Value::Int(4)];
    assert_eq!(call("collect", Value::None, &values, &["key"]), text("1 2 Some(4)"));
    assert_eq!(call("collect", Value::None, &values[..1], &["first"]), text("1 0 None"));
}

#[test]
fn types_are_called_with_their_names() {
    assert_eq!(call("__new__", Value::None, &[], &[]), text("None 0"));
    assert_eq!(call("__new__", Value::None, &[Value::Int(3)], &[]), text("None 3"));
    assert_eq!(
        call("__new__", Value::None, &[Value::Int(3)], &["x"]),
        error("int() takes no keyword arguments")
    );
    assert_eq!(call("__init__", Value::None, &[], &[]), Ok(Value::Bool(false)));
    assert_eq!(call("__init__", Value::None, &[Value::None, Value::None], &[]), error("list 0..=1, 2"));
    assert_eq!(call("__call__", Value::None, &[Value::None], &["x"]), Ok(Value::Int(1)));
    assert_eq!(call("fromkeys", Value::Int(1), &[Value::Int(2)], &[]), text("Int(1) Int(2) None"));
    assert_eq!(call("maketrans", Value::None, &[Value::Int(2), Value::None], &[]), text("Int(2) Some(None)"));
}

#[test]
fn iteration_ends_with_none() {
    let Convention::NoArgs(next) = def("__next__").convention else { panic!("__next__ takes no arguments") };
    let mut t = Thread::default();
    assert_eq!(next(&mut t, &Value::None), Ok(Value::Int(7)));
    assert_eq!(next(&mut t, &Value::None), Err(Exception("StopIteration".to_owned())));
    let next = def("__next__").next.expect("steps without an exception");
    let mut t = Thread::default();
    assert_eq!(next(&mut t, &Value::None).result(&mut t), Ok(Some(Value::Int(7))));
    assert!(def("__len__").next.is_none());
}

#[test]
fn attributes_pair_getters_with_setters() {
    let mut t = Thread::default();
    let [real, name] = methods::GETSETS else { panic!("two attributes") };
    assert_eq!((real.name, real.doc, real.set.is_none()), ("real", "The real part.", true));
    assert_eq!((real.get)(&mut t, &Value::from("x")), Ok(Value::from("x")));
    assert!((real.get)(&mut t, &Value::None).is_err());
    assert_eq!((name.name, (name.get)(&mut t, &Value::None)), ("__name__", Ok(Value::from("a name"))));
    let set = name.set.expect("has a setter");
    assert_eq!(set(&mut t, &Value::from(""), Some(&Value::None)), Ok(()));
    assert_eq!(set(&mut t, &Value::from(""), None), Ok(()));
    assert_eq!(t.calls, 3);
    assert!(set(&mut t, &Value::Int(1), None).is_err());
}

/// Keeps time.
///
/// In seconds.
#[taipan_macros::module("time")]
mod module {
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// Answers the time.
    #[function("()")]
    fn perf_counter(_: &mut Thread) -> PyResult<f64> {
        Ok(0.5)
    }

    /// Adds.
    #[function("(x, /, y=1)", name = "add")]
    fn sum_of(_: &mut Thread, x: i64, y: i64) -> PyResult<i64> {
        Ok(x + y)
    }

    /// Sums up.
    #[function("(*args)")]
    fn total(_: &mut Thread, args: &[Value]) -> PyResult<usize> {
        Ok(args.len())
    }

    #[init]
    fn init(t: &mut Thread, _module: &Value) -> PyResult<()> {
        t.calls += 1;
        Ok(())
    }
}

#[test]
fn modules_have_functions() {
    let module = &module::MODULE;
    assert_eq!((module.name, module.doc), ("time", "Keeps time.\n\nIn seconds."));
    let signatures: Vec<_> =
        module.functions.iter().map(|def| (def.name, def.signature.unwrap_or_default())).collect();
    let wanted =
        [("perf_counter", "($module, /)"), ("add", "($module, x, /, y=1)"), ("total", "($module, /, *args)")];
    assert_eq!(signatures, wanted);
    let mut t = Thread::default();
    let [counter, add, total] = module.functions else { panic!("three functions") };
    let Convention::NoArgs(counter) = counter.convention else { panic!("takes nothing") };
    assert_eq!(counter(&mut t, &Value::None), Ok(Value::Float(0.5)));
    let Convention::Keywords(add) = add.convention else { panic!("has names") };
    assert_eq!(add(&mut t, &Value::None, args(&[Value::Int(2)])), Ok(Value::Int(3)));
    let Convention::Fast(total) = total.convention else { panic!("takes positions") };
    assert_eq!(total(&mut t, &Value::None, &[Value::None, Value::None]), Ok(Value::Int(2)));
    assert_eq!(module.init.map(|init| init(&mut t, &Value::None)), Some(Ok(())));
    assert_eq!(t.calls, 1);
}
