//! Exception groups: several exceptions as one, split by what each of them is.

use crate::builtins::exception::raise::is_exception_class;
use crate::builtins::exception::text::Text;
use crate::builtins::exception::{BaseException, create_plain, extended, fields};
use crate::builtins::list::List;
use crate::builtins::str::Str;
use crate::builtins::tuple::Tuple;
use crate::errors::Class;
use crate::native::{Args, GetSetDef, PyResult};
use crate::object::Layout;
use crate::thread::Thread;
use crate::types::{Special, TypeObject};
use crate::value::Value;

/// The memory of groups: message, exceptions (a tuple), and how `repr` shows exceptions given in an odd sequence.
pub(crate) static LAYOUT: Layout = extended(3);

const MESSAGE: usize = 0;
const EXCEPTIONS: usize = 1;
const SHOWN: usize = 2;

pub(crate) static FIELDS: &[GetSetDef] = &[
    fields::read_only::<MESSAGE>("message", "What the exceptions have in common."),
    fields::read_only::<EXCEPTIONS>("exceptions", "The exceptions, a tuple."),
];

/// Whether a value is an exception group.
pub(crate) fn is_group(_: &Thread, value: &Value) -> bool {
    BaseException::of(value).is_some_and(|exception| std::ptr::eq(exception.layout(), &LAYOUT))
}

/// The exceptions of a group; none of other exceptions.
pub(crate) fn members(t: &Thread, value: &Value) -> Vec<Value> {
    if !is_group(t, value) {
        return Vec::new();
    }
    let members = BaseException::of(value).and_then(|group| group.field(EXCEPTIONS));
    members.and_then(|members| Some(members.exact::<Tuple>()?.items().to_vec())).unwrap_or_default()
}

/// A group of these exceptions, an ExceptionGroup if they allow it.
pub(crate) fn wrap(t: &mut Thread, message: &str, exceptions: Vec<Value>) -> PyResult {
    let message = Str::new(t, message)?;
    let exceptions = List::new(t, exceptions)?;
    t.exception_of_checked(Class::BaseExceptionGroup, vec![message, exceptions])
}

impl Thread {
    /// A new exception of a builtin class, or what went wrong in making it.
    fn exception_of_checked(&mut self, class: Class, arguments: Vec<Value>) -> PyResult {
        let class = self.interpreter().exception_class(class);
        super::instantiate(self, &class, arguments)
    }
}

/// `BaseExceptionGroup.__new__`: checks message and exceptions, and chooses the class.
pub(crate) fn create(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
    let values = args.positional();
    let [message, sequence] = values else {
        let given = values.len();
        let text = format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({given} given)");
        return Err(t.type_error(text));
    };
    if Str::of(message).is_none() {
        let found = if message.is_none() { "None" } else { t.type_of(message).name() };
        let text = format!("BaseExceptionGroup.__new__() argument 1 must be str, not {found}");
        return Err(t.type_error(text));
    }
    if !t.is_sequence(sequence) {
        return Err(t.type_error("second argument (exceptions) must be a sequence"));
    }
    let shown = if sequence.downcast::<List>().is_some() || Tuple::of(sequence).is_some() {
        None
    } else {
        Some(t.repr(sequence)?)
    };
    let items = t.collect_unasked(sequence)?;
    if items.is_empty() {
        return Err(t.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let exception = t.interpreter().exception_class(Class::Exception);
    let mut has_base = false;
    for (index, item) in items.iter().enumerate() {
        if BaseException::of(item).is_none() {
            let text = format!("Item {index} of second argument (exceptions) is not an exception");
            return Err(t.value_error(text));
        }
        has_base |= !t.is_instance_of(item, &exception);
    }
    let class = choose_class(t, class, has_base)?;
    let exceptions = Tuple::new(t, items)?;
    let instance = create_plain(t, &class, values)?;
    if let Some(group) = BaseException::of(&instance) {
        group.set_field(MESSAGE, Some(message.clone()));
        group.set_field(EXCEPTIONS, Some(exceptions));
        group.set_field(SHOWN, shown);
    }
    Ok(instance)
}

fn choose_class(t: &mut Thread, class: &Value, has_base: bool) -> PyResult {
    let base_group = t.interpreter().exception_class(Class::BaseExceptionGroup);
    let group = t.interpreter().exception_class(Class::ExceptionGroup);
    if class.is(&base_group) {
        return Ok(if has_base { base_group } else { group });
    }
    if !has_base {
        return Ok(class.clone());
    }
    if class.is(&group) {
        return Err(t.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    }
    let exception = t.interpreter().exception_class(Class::Exception);
    if let (Some(this), Some(exception)) =
        (class.downcast::<TypeObject>(), exception.downcast::<TypeObject>())
        && this.is_subtype(exception)
    {
        return Err(t.type_error(format!("Cannot nest BaseExceptions in '{}'", this.name())));
    }
    Ok(class.clone())
}

/// By what exceptions are told apart.
enum Matcher<'a> {
    Classes(Vec<Value>),
    Predicate(&'a Value),
    /// Exactly these, which are no groups.
    Leaves(Vec<Value>),
}

impl<'a> Matcher<'a> {
    /// What `split` and `subgroup` were given.
    fn read(t: &mut Thread, value: &'a Value) -> PyResult<Matcher<'a>> {
        if is_exception_class(value) {
            return Ok(Matcher::Classes(vec![value.clone()]));
        }
        if let Some(classes) =
            Tuple::of(value).filter(|classes| classes.items().iter().all(is_exception_class))
        {
            return Ok(Matcher::Classes(classes.items().to_vec()));
        }
        if value.downcast::<TypeObject>().is_none() && !t.type_of(value).special(Special::Call).is_null() {
            return Ok(Matcher::Predicate(value));
        }
        let text =
            "expected an exception type, a tuple of exception types, or a callable (other than a class)";
        Err(t.type_error(text))
    }

    fn matches(&self, t: &mut Thread, exception: &Value) -> PyResult<bool> {
        match self {
            Matcher::Classes(classes) => Ok(t.is_any(exception, classes)),
            Matcher::Predicate(predicate) => {
                let answer = t.call(predicate, std::slice::from_ref(exception))?;
                t.truth(&answer)
            }
            Matcher::Leaves(leaves) => {
                Ok(!is_group(t, exception) && leaves.iter().any(|leaf| leaf.is(exception)))
            }
        }
    }
}

/// The parts of an exception that match and that don't; the latter only when wanted.
struct Split {
    matched: Option<Value>,
    rest: Option<Value>,
}

fn split(t: &mut Thread, exception: &Value, matcher: &Matcher<'_>, want_rest: bool) -> PyResult<Split> {
    if matcher.matches(t, exception)? {
        return Ok(Split { matched: Some(exception.clone()), rest: None });
    }
    if !is_group(t, exception) {
        return Ok(Split { matched: None, rest: want_rest.then(|| exception.clone()) });
    }
    t.enter_recursion(" in exceptiongroup_split_recursive")?;
    let (mut matched, mut rest) = (Vec::new(), Vec::new());
    for member in members(t, exception) {
        let part = split(t, &member, matcher, want_rest)?;
        matched.extend(part.matched);
        rest.extend(part.rest);
    }
    Ok(Split { matched: subset(t, exception, matched)?, rest: subset(t, exception, rest)? })
}

/// A group like `original` of some of its exceptions; `None` of none.
fn subset(t: &mut Thread, original: &Value, exceptions: Vec<Value>) -> PyResult<Option<Value>> {
    if exceptions.is_empty() {
        return Ok(None);
    }
    let exceptions = List::new(t, exceptions)?;
    let name = t.intern("derive")?;
    let made = t.call_method(original, &name, &[exceptions])?;
    if !is_group(t, &made) {
        return Err(t.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    if let (Some(made), Some(original)) = (BaseException::of(&made), BaseException::of(original)) {
        made.set_traceback(original.traceback());
        made.set_context(original.context());
        made.set_cause(original.cause());
    }
    let name = t.interpreter().names().__notes__.clone();
    if let Some(notes) = t.get_attr_opt(original, &name)?
        && t.is_sequence(&notes)
    {
        // Notes are shared by no two groups.
        let notes = t.collect(&notes)?;
        let notes = List::new(t, notes)?;
        t.set_attr(&made, &name, Some(&notes))?;
    }
    Ok(Some(made))
}

/// The part of a group whose leaves are those of `kept`, exceptions split from it; `None` when there are none.
pub(crate) fn projection(t: &mut Thread, original: &Value, kept: &[Value]) -> PyResult<Option<Value>> {
    let mut leaves = Vec::new();
    let mut work: Vec<Value> = kept.to_vec();
    while let Some(exception) = work.pop() {
        if is_group(t, &exception) {
            work.extend(members(t, &exception));
        } else {
            leaves.push(exception);
        }
    }
    Ok(split(t, original, &Matcher::Leaves(leaves), false)?.matched)
}

/// The methods of exception groups.
#[taipan_macros::methods]
pub(crate) mod table {
    use super::{
        Args, BaseException, Class, EXCEPTIONS, List, MESSAGE, Matcher, PyResult, SHOWN, Text, Thread, Tuple,
        Value,
    };

    /// Makes a group of a message and exceptions.
    #[new]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        super::create(t, class, args)
    }

    /// Takes the arguments of the call.
    #[special("($self, /, *args, **kwargs)")]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        super::super::methods::initialise(t, this, args)
    }

    /// The message with the number of exceptions.
    #[special]
    fn __str__(t: &mut Thread, this: &BaseException) -> PyResult {
        let count = this.field(EXCEPTIONS).and_then(|all| Some(all.exact::<Tuple>()?.len())).unwrap_or(0);
        let s = if count == 1 { "" } else { "s" };
        let mut text = Text::new();
        text.string(&this.field(MESSAGE).unwrap_or(Value::NONE));
        text.text(&format!(" ({count} sub-exception{s})"));
        text.finish(t)
    }

    /// The class's name with message and exceptions.
    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        let Some(group) = BaseException::of(this) else { return t.repr(&Value::NONE) };
        let message = group.field(MESSAGE).unwrap_or(Value::NONE);
        let exceptions = group.field(EXCEPTIONS).unwrap_or(Value::NONE);
        let was_list = matches!(group.arguments(t), [_, given] if given.downcast::<List>().is_some());
        let name = t.type_of(this).name().to_owned();
        let mut text = Text::new();
        text.text(&name).text("(").repr(t, &message)?.text(", ");
        match group.field(SHOWN) {
            Some(shown) => text.string(&shown),
            None if was_list => {
                let items = exceptions.exact::<Tuple>().map_or(Vec::new(), |all| all.items().to_vec());
                let list = List::new(t, items)?;
                text.repr(t, &list)?
            }
            None => text.repr(t, &exceptions)?,
        };
        text.text(")").finish(t)
    }

    /// A group with the same message and other exceptions; subclasses say here how to make one of their kind.
    #[method("($self, excs, /)")]
    fn derive(t: &mut Thread, this: &BaseException, excs: &Value) -> PyResult {
        let message = this.field(MESSAGE).unwrap_or(Value::NONE);
        t.exception_of_checked(Class::BaseExceptionGroup, vec![message, excs.clone()])
    }

    /// The part that matches and the rest, as groups or None.
    #[method("($self, matcher_value, /)")]
    fn split(t: &mut Thread, this: &Value, matcher_value: &Value) -> PyResult {
        let matcher = Matcher::read(t, matcher_value)?;
        let parts = super::split(t, this, &matcher, true)?;
        let parts = [parts.matched, parts.rest].map(|part| part.unwrap_or(Value::NONE));
        Tuple::new(t, parts)
    }

    /// The part that matches, as a group or None.
    #[method("($self, matcher_value, /)")]
    fn subgroup(t: &mut Thread, this: &Value, matcher_value: &Value) -> PyResult {
        let matcher = Matcher::read(t, matcher_value)?;
        let parts = super::split(t, this, &matcher, false)?;
        Ok(parts.matched.unwrap_or(Value::NONE))
    }

    /// Groups can be written with the type of their exceptions.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }
}
