//! Iterators over builtin containers and the iterator-making types `enumerate`, `zip`, `map`, `filter` and
//! `reversed`: one file each.
#![expect(unsafe_code, reason = "fills raw instances")]

pub(crate) mod alias;
pub mod callable;
pub mod enumerate;
pub mod filter;
pub mod list;
pub mod list_reversed;
pub mod long_range;
pub mod map;
pub mod range;
pub mod reversed;
pub mod sequence;
mod strict;
pub mod tuple;
pub mod zip;

use crate::builtins::tuple::Tuple;
use crate::errors::Class;
use crate::native::PyResult;
use crate::object::Object;
use crate::protocol::Integer;
use crate::thread::Thread;
use crate::types::TypeObject;
use crate::value::{Raw, Value};

/// A function among the builtins that the running code sees, by its name, as `__reduce__` answers it.
pub(crate) fn builtin(t: &mut Thread, name: &str) -> PyResult {
    let key = t.intern(name)?;
    let builtins = t.seen_builtins();
    match t.get_item_opt(&builtins, &key)? {
        Some(function) => Ok(function),
        None => Err(t.exception_of(Class::AttributeError, vec![key])),
    }
}

/// What `__reduce__` answers: `(callable, (argument,))` or, with a state, `(callable, (argument,), state)`.
pub(crate) fn reduced(t: &mut Thread, callable: Value, argument: Value, state: Option<Value>) -> PyResult {
    let arguments = Tuple::new(t, [argument])?;
    let mut parts = vec![callable, arguments];
    parts.extend(state);
    Tuple::new(t, parts)
}

/// The index that `__setstate__` is given.
pub(crate) fn state_index(t: &mut Thread, state: &Value) -> PyResult<isize> {
    if Integer::of(state).is_none() {
        return Err(t.type_error("an integer is required"));
    }
    t.as_ssize(state)
}

/// Whether an error says that there are no more items: IndexError or StopIteration.
pub(crate) fn no_more_items(t: &mut Thread, result: PyResult) -> PyResult<Option<Value>> {
    match t.catch(result, Class::IndexError) {
        Ok(item) => Ok(item),
        Err(error) => t.catch(Err(error), Class::StopIteration),
    }
}

/// Makes an instance of `class`, the type of `T` or a subclass, whose fields are these owned words.
pub(crate) fn of_fields<T: Object>(t: &mut Thread, class: &Value, fields: &[Raw]) -> PyResult {
    // SAFETY: the caller owned the words; from here on they are dropped unless they move into the instance.
    let fields: Vec<Value> = fields.iter().map(|&field| unsafe { Value::from_raw(field) }).collect();
    let Some(class) = class.downcast::<TypeObject>().filter(|class| class.layout_is(T::KIND)) else {
        return Err(t.type_error("the class has another memory layout"));
    };
    debug_assert_eq!(size_of::<T>(), size_of::<taipan_heap::Header>() + fields.len() * size_of::<Raw>());
    let object = t.alloc_instance(class)?;
    // SAFETY: the object is fresh and has the layout of `T`: a header and one word per field.
    unsafe {
        let words = object.cast::<Raw>().add(size_of::<taipan_heap::Header>() / size_of::<Raw>());
        for (index, field) in fields.into_iter().enumerate() {
            *words.add(index) = field.into_raw();
        }
        Ok(Value::from_raw(Raw::pointer(object)))
    }
}
