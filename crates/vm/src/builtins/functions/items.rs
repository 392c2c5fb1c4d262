//! Iteration as functions: `iter`, `next`, `all`, `any`, `min`, `max`, `sorted`.

use taipan_bytecode::CompareOperator;

use crate::native::arguments::Signature;
use crate::native::{Args, PyResult};
use crate::thread::Thread;
use crate::value::Value;

/// Functions of `builtins`.
#[taipan_macros::module("builtins")]
pub(crate) mod module {
    use taipan_bytecode::CompareOperator;

    use super::{SORT, extreme};
    use crate::builtins::list::List;
    use crate::errors::Class;
    use crate::native::{Args, PyResult};
    use crate::object::Kind;
    use crate::thread::Thread;
    use crate::types::Special;
    use crate::value::Value;

    /// An iterator over an object, or over the results of a callable until it answers the sentinel.
    #[function("(object[, sentinel], /)", told = "")]
    fn iter(t: &mut Thread, object: &Value, sentinel: Option<&Value>) -> PyResult {
        let Some(sentinel) = sentinel else { return t.iter(object) };
        if !t.is_callable(object) {
            return Err(t.type_error("iter(v, w): v must be callable"));
        }
        crate::builtins::iterator_methods::callable::new(t, object.clone(), sentinel.clone())
    }

    /// The next item of an iterator; with a default, that when it is exhausted.
    #[function("(iterator[, default], /)", told = "")]
    fn next(t: &mut Thread, iterator: &Value, default: Option<&Value>) -> PyResult {
        if !t.has_special(iterator, Special::Next) {
            let found = t.type_name(iterator);
            return Err(t.type_error(format!("'{found}' object is not an iterator")));
        }
        if let Some(default) = default {
            return Ok(t.next(iterator)?.unwrap_or_else(|| default.clone()));
        }
        if iterator.is_kind(Kind::Generator) {
            return match t.step(iterator)? {
                crate::protocol::Step::Item(item) => Ok(item),
                crate::protocol::Step::Stop(value) => {
                    Err(t.stop_iteration(Some(value).filter(|value| !value.is_none())))
                }
            };
        }
        match t.call_special(iterator, Special::Next, &[])? {
            Some(item) => Ok(item),
            None => Err(t.exception(Class::StopIteration, "")),
        }
    }

    /// An asynchronous iterator over an object.
    #[function("(async_iterable, /)")]
    fn aiter(t: &mut Thread, async_iterable: &Value) -> PyResult {
        if !t.has_special(async_iterable, Special::Aiter) {
            let found = t.type_name(async_iterable);
            return Err(t.type_error(format!("'{found}' object is not an async iterable")));
        }
        match t.call_special(async_iterable, Special::Aiter, &[])? {
            Some(iterator) if t.has_special(&iterator, Special::Anext) => Ok(iterator),
            iterator => {
                let found = iterator.map_or_else(|| "NoneType".to_owned(), |iterator| t.type_name(&iterator));
                Err(t.type_error(format!("aiter() returned not an async iterator of type '{found}'")))
            }
        }
    }

    /// What gives the next item of an asynchronous iterator when awaited.
    #[function("(aiterator, default=<unrepresentable>, /)")]
    fn anext(t: &mut Thread, aiterator: &Value, default: Option<&Value>) -> PyResult {
        if !t.has_special(aiterator, Special::Anext) {
            let found = t.type_name(aiterator);
            return Err(t.type_error(format!("'{found}' object is not an async iterator")));
        }
        let awaitable = t.call_special(aiterator, Special::Anext, &[])?.unwrap_or(Value::NONE);
        match default {
            None => Ok(awaitable),
            Some(default) => crate::builtins::async_methods::anext_awaitable(t, awaitable, default.clone()),
        }
    }

    /// Whether every item counts as true.
    #[function("(iterable, /)")]
    fn all(t: &mut Thread, iterable: &Value) -> PyResult<bool> {
        let mut result = true;
        t.iterate(iterable, |t, item| {
            result = t.truth(&item)?;
            Ok(result)
        })?;
        Ok(result)
    }

    /// Whether any item counts as true.
    #[function("(iterable, /)")]
    fn any(t: &mut Thread, iterable: &Value) -> PyResult<bool> {
        let mut result = false;
        t.iterate(iterable, |t, item| {
            result = t.truth(&item)?;
            Ok(!result)
        })?;
        Ok(result)
    }

    /// The smallest item of an iterable, or argument.
    #[function("(*args, key=None)", told = "", leaf = crate::builtins::functions::leaves::min)]
    fn min(t: &mut Thread, args: Args<'_>) -> PyResult {
        extreme(t, args, "min", CompareOperator::Less)
    }

    /// The largest item of an iterable, or argument.
    #[function("(*args, key=None)", told = "", leaf = crate::builtins::functions::leaves::max)]
    fn max(t: &mut Thread, args: Args<'_>) -> PyResult {
        extreme(t, args, "max", CompareOperator::Greater)
    }

    /// A sorted list of the items of an iterable.
    #[function("(iterable, /, *, key=None, reverse=False)")]
    fn sorted(t: &mut Thread, args: Args<'_>) -> PyResult {
        let [iterable] = args.positional() else {
            let given = args.positional().len();
            return Err(t.type_error(format!("sorted expected 1 argument, got {given}")));
        };
        let items = t.collect(iterable)?;
        let list = List::new(t, items)?;
        let Some(this) = list.exact::<List>() else { unreachable!("just made a list") };
        let [key, reverse] = args.rest().bind(t, &SORT)?;
        let reverse = reverse.map_or(Ok(false), |reverse| t.truth(reverse))?;
        this.sort(t, key.filter(|key| !key.is_none()), reverse)?;
        Ok(list)
    }
}

/// What `sorted` takes beside the iterable, as `list.sort` does.
static SORT: Signature<2> = Signature {
    function: "sort",
    names: ["key", "reverse"],
    positional_only: 0,
    positional: 0,
    required: 0,
    required_keyword_only: 0,
};

/// `min` and `max`: the first item for which `operator` holds against all before it.
fn extreme(t: &mut Thread, args: Args<'_>, name: &str, operator: CompareOperator) -> PyResult {
    let positional = args.positional();
    if positional.is_empty() {
        return Err(t.type_error(format!("{name} expected at least 1 argument, got 0")));
    }
    let (mut key, mut default) = (None, None);
    for (keyword, value) in args.keywords() {
        match keyword.as_str() {
            Some("key") => key = Some(value).filter(|value| !value.is_none()),
            Some("default") => default = Some(value),
            _ => {
                let keyword = keyword.to_lossy().into_owned();
                let hint = crate::native::suggestion::closest(&keyword, ["key", "default"]);
                let hint = hint.map_or_else(String::new, |hint| format!(". Did you mean '{hint}'?"));
                return Err(
                    t.type_error(format!("{name}() got an unexpected keyword argument '{keyword}'{hint}"))
                );
            }
        }
    }
    if positional.len() > 1 && default.is_some() {
        let text = format!("Cannot specify a default for {name}() with multiple positional arguments");
        return Err(t.type_error(text));
    }
    let best = match key {
        None => best_of(t, positional, operator, |_, item| Ok(item.clone())),
        Some(key) => t.with_callback(key, 1, |t, key| {
            best_of(t, positional, operator, |t, item| key.call(t, std::array::from_ref(item)))
        }),
    }?;
    match (best, default) {
        (Some(item), _) => Ok(item),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(t.value_error(format!("{name}() iterable argument is empty"))),
    }
}

/// Of several arguments, or of the items of the only one, the first whose measure is better than all before it.
#[inline(always)]
fn best_of(
    t: &mut Thread,
    arguments: &[Value],
    operator: CompareOperator,
    measure: impl Fn(&mut Thread, &Value) -> PyResult,
) -> PyResult<Option<Value>> {
    let mut best: Option<(Value, Value)> = None;
    let mut consider = |t: &mut Thread, item: Value| -> PyResult<bool> {
        let measure = measure(t, &item)?;
        let better = match &best {
            Some((_, known)) => t.compare_bool(operator, &measure, known)?,
            None => true,
        };
        if better {
            best = Some((item, measure));
        }
        Ok(true)
    };
    if let [iterable] = arguments {
        t.iterate(iterable, consider)?;
    } else {
        for item in arguments {
            consider(t, item.clone())?;
        }
    }
    Ok(best.map(|(item, _)| item))
}
