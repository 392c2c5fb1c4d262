//! Errors of argument binding are those of CPython's parser, word for word, for every kind of parameter.

extern crate self as taipan_vm;

#[path = "support/vm.rs"]
mod vm;

pub use vm::{builtins, errors, native, object, thread, value};

use builtins::tuple::Tuple;
use errors::Exception;
use native::{Args, Convention};
use thread::Thread;
use value::Value;

/// The functions of CPython's `_testclinic` whose calls are recorded.
#[taipan_macros::module("_testclinic")]
mod module {
    use crate::native::PyResult;
    use crate::thread::Thread;
    use crate::value::Value;

    /// As in `_testclinic`.
    #[function("(a, /, b)")]
    fn posonly_keywords(_: &mut Thread, _a: &Value, _b: &Value) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, /, *, b)")]
    fn posonly_kwonly(_: &mut Thread, _a: &Value, _b: &Value) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, /, b, *, c)")]
    fn posonly_keywords_kwonly(_: &mut Thread, _a: &Value, _b: &Value, _c: &Value) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, /, b, c=None, d=None)")]
    fn posonly_keywords_opt(
        _: &mut Thread,
        _a: &Value,
        _b: &Value,
        _c: Option<&Value>,
        _d: Option<&Value>,
    ) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, b=None, /, c=None, d=None)")]
    fn posonly_opt_keywords_opt(
        _: &mut Thread,
        _a: &Value,
        _b: Option<&Value>,
        _c: Option<&Value>,
        _d: Option<&Value>,
    ) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, /, *, b, c=None, d=None)")]
    fn posonly_kwonly_opt(
        _: &mut Thread,
        _a: &Value,
        _b: &Value,
        _c: Option<&Value>,
        _d: Option<&Value>,
    ) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, b=None, /, *, c=None, d=None)")]
    fn posonly_opt_kwonly_opt(
        _: &mut Thread,
        _a: &Value,
        _b: Option<&Value>,
        _c: Option<&Value>,
        _d: Option<&Value>,
    ) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, /, b, *, c, d=None, e=None)")]
    fn posonly_keywords_kwonly_opt(
        _: &mut Thread,
        _a: &Value,
        _b: &Value,
        _c: &Value,
        _d: Option<&Value>,
        _e: Option<&Value>,
    ) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, /, b, c=None, *, d=None, e=None)")]
    fn posonly_keywords_opt_kwonly_opt(
        _: &mut Thread,
        _a: &Value,
        _b: &Value,
        _c: Option<&Value>,
        _d: Option<&Value>,
        _e: Option<&Value>,
    ) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, b=None, /, c=None, *, d=None)")]
    fn posonly_opt_keywords_opt_kwonly_opt(
        _: &mut Thread,
        _a: &Value,
        _b: Option<&Value>,
        _c: Option<&Value>,
        _d: Option<&Value>,
    ) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(*, a)")]
    fn keyword_only_parameter(_: &mut Thread, _a: &Value) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, b)")]
    fn keywords(_: &mut Thread, _a: &Value, _b: &Value) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, b=None, c=None)")]
    fn keywords_opt(_: &mut Thread, _a: &Value, _b: Option<&Value>, _c: Option<&Value>) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, *, b)")]
    fn keywords_kwonly(_: &mut Thread, _a: &Value, _b: &Value) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, b=None, *, c=None, d=None)")]
    fn keywords_opt_kwonly(
        _: &mut Thread,
        _a: &Value,
        _b: Option<&Value>,
        _c: Option<&Value>,
        _d: Option<&Value>,
    ) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, *, b=None, c=None)")]
    fn keywords_kwonly_opt(
        _: &mut Thread,
        _a: &Value,
        _b: Option<&Value>,
        _c: Option<&Value>,
    ) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, *args)")]
    fn poskw_varpos(_: &mut Thread, _a: &Value, _args: &[Value]) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, *args, b=False)")]
    fn poskw_varpos_kwonly_opt(_: &mut Thread, _a: &Value, _args: &[Value], _b: bool) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(a, /, b, *args)")]
    fn posonly_poskw_varpos(_: &mut Thread, _a: &Value, _b: &Value, _args: &[Value]) -> PyResult<()> {
        Ok(())
    }

    /// As in `_testclinic`.
    #[function("(*args, b=False)")]
    fn varpos_kwonly_opt(_: &mut Thread, _args: &[Value], _b: bool) -> PyResult<()> {
        Ok(())
    }
}

/// Calls a function as `text` says: `name(0, 1, a=9)`.
fn call(text: &str) -> String {
    let (name, arguments) = text.trim_end_matches(')').split_once('(').expect("a call");
    let arguments: Vec<&str> = arguments.split(", ").filter(|argument| !argument.is_empty()).collect();
    let values: Vec<Value> = arguments.iter().map(|_| Value::Int(1)).collect();
    let names = arguments.iter().filter_map(|argument| argument.split_once('='));
    let names = Tuple(names.map(|(name, _)| Value::from(name)).collect());
    let function = module::MODULE.functions.iter().find(|def| def.name == name).expect(name);
    let Convention::Keywords(function) = function.convention else { panic!("{name} has keyword parameters") };
    match function(&mut Thread::default(), &Value::None, Args::new(&values, Some(&names))) {
        Ok(_) => String::new(),
        Err(Exception(text)) => text,
    }
}

#[test]
fn every_call_answers_as_recorded() {
    let cases: Vec<(&str, &str)> = include_str!("data/clinic.txt")
        .lines()
        .map(|line| line.split_once('\t').expect("a call and its text"))
        .collect();
    assert!(cases.len() > 700, "the record is whole");
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, wanted)| call(text) != *wanted)
        .map(|(text, wanted)| format!("{text}: {}, not {wanted}", call(text)))
        .collect();
    assert_eq!(wrong, [""; 0], "{} of {} calls differ", wrong.len(), cases.len());
}
