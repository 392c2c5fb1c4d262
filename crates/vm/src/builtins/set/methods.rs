//! What Python sees of sets.

/// The methods of sets.
#[taipan_macros::methods]
pub(crate) mod table {
    use taipan_bytecode::CompareOperator;

    use crate::builtins::set::iterator::SetIterator;
    use crate::builtins::set::shared::{
        compare, difference_of, intersection_of, is_subset, lookup, missing, operator, reduce, refill, repr,
        size_of_set, symmetric_difference as difference_both_ways, union_of,
    };
    use crate::builtins::set::{Set, leaves, shared};
    use crate::builtins::str::Str;
    use crate::errors::Class;
    use crate::native::Args;
    use crate::native::PyResult;
    use crate::native::convert::{check_positional, method_self, special_self};
    use crate::object::Kind;
    use crate::thread::Thread;
    use crate::types::TypeObject;
    use crate::value::Value;

    /// Makes an empty set, which `__init__` fills.
    #[new(leaf = leaves::make, direct = leaves::called)]
    fn __new__(t: &mut Thread, class: &Value, args: Args<'_>) -> PyResult {
        let _ = args;
        match class.downcast::<TypeObject>().filter(|class| class.layout_is(Kind::Set)) {
            Some(class) => Set::of_class(t, class),
            None => Err(t.type_error("set.__new__(X): X is not a subtype of set")),
        }
    }

    #[special]
    fn __init__(t: &mut Thread, this: &Value, args: Args<'_>) -> PyResult<()> {
        // Not for subclasses either: what a `__new__` of theirs takes by name needs an `__init__`.
        let arguments = args.no_keywords(t, "set")?;
        check_positional(t, "set", arguments.len(), 0, 1)?;
        let set = special_self::<Set>(t, this, "__init__")?;
        refill(t, set, arguments.first())
    }

    #[special]
    fn __repr__(t: &mut Thread, this: &Value) -> PyResult {
        special_self::<Set>(t, this, "__repr__")?;
        repr(t, this)
    }

    #[special]
    fn __lt__(t: &mut Thread, this: &Set, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Less)
    }

    #[special]
    fn __le__(t: &mut Thread, this: &Set, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::LessEqual)
    }

    #[special]
    fn __eq__(t: &mut Thread, this: &Set, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Equal)
    }

    #[special]
    fn __ne__(t: &mut Thread, this: &Set, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::NotEqual)
    }

    #[special]
    fn __gt__(t: &mut Thread, this: &Set, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::Greater)
    }

    #[special]
    fn __ge__(t: &mut Thread, this: &Set, value: &Value) -> PyResult {
        compare(t, this, value, CompareOperator::GreaterEqual)
    }

    #[special]
    fn __iter__(t: &mut Thread, this: &Value) -> PyResult {
        special_self::<Set>(t, this, "__iter__")?;
        SetIterator::new(t, this)
    }

    #[special]
    fn __sub__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<Set>(t, this, "__sub__")?;
        operator(t, this, value, Set::difference)
    }

    #[special]
    fn __rsub__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<Set>(t, this, "__rsub__")?;
        operator(t, value, this, Set::difference)
    }

    #[special]
    fn __and__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<Set>(t, this, "__and__")?;
        operator(t, this, value, Set::intersection)
    }

    #[special]
    fn __rand__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<Set>(t, this, "__rand__")?;
        operator(t, value, this, Set::intersection)
    }

    #[special]
    fn __xor__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<Set>(t, this, "__xor__")?;
        operator(t, this, value, Set::symmetric_difference)
    }

    #[special]
    fn __rxor__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<Set>(t, this, "__rxor__")?;
        operator(t, value, this, Set::symmetric_difference)
    }

    #[special]
    fn __or__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<Set>(t, this, "__or__")?;
        operator(t, this, value, Set::union)
    }

    #[special]
    fn __ror__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        special_self::<Set>(t, this, "__ror__")?;
        operator(t, value, this, Set::union)
    }

    #[special]
    fn __len__(_t: &mut Thread, this: &Set) -> PyResult<usize> {
        Ok(this.len())
    }

    /// Answers whether the object is an element.
    #[method("($self, object, /)")]
    fn __contains__(t: &mut Thread, this: &Set, object: &Value) -> PyResult<bool> {
        lookup(t, this, object, Set::contains)
    }

    /// A set of the same elements.
    #[method("($self, /)")]
    fn copy(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<Set>(t, this, "copy")?;
        shared::copy(t, this)
    }

    /// A set of the elements that none of the others has.
    #[method("($self, /, *others)")]
    fn difference(t: &mut Thread, this: &Value, others: &[Value]) -> PyResult {
        method_self::<Set>(t, this, "difference")?;
        difference_of(t, this, others)
    }

    /// A set of the elements that all the others have too.
    #[method("($self, /, *others)")]
    fn intersection(t: &mut Thread, this: &Value, others: &[Value]) -> PyResult {
        method_self::<Set>(t, this, "intersection")?;
        intersection_of(t, this, others)
    }

    /// Whether there is no element in common.
    #[method("($self, other, /)")]
    fn isdisjoint(t: &mut Thread, this: &Set, other: &Value) -> PyResult<bool> {
        this.is_disjoint(t, other)
    }

    /// Whether the other has every element of this set.
    #[method("($self, other, /)")]
    fn issubset(t: &mut Thread, this: &Set, other: &Value) -> PyResult<bool> {
        is_subset(t, this, other)
    }

    /// Whether this set has every element of the other.
    #[method("($self, other, /)")]
    fn issuperset(t: &mut Thread, this: &Set, other: &Value) -> PyResult<bool> {
        this.is_superset_of(t, other)
    }

    /// How to make a copy, for pickling.
    #[method("($self, /)")]
    fn __reduce__(t: &mut Thread, this: &Value) -> PyResult {
        method_self::<Set>(t, this, "__reduce__")?;
        reduce(t, this)
    }

    /// How many bytes of memory it takes.
    #[method("($self, /)")]
    fn __sizeof__(_t: &mut Thread, this: &Set) -> PyResult<usize> {
        Ok(size_of_set(this))
    }

    /// A set of the elements that only one of the two has.
    #[method("($self, other, /)")]
    fn symmetric_difference(t: &mut Thread, this: &Value, other: &Value) -> PyResult {
        method_self::<Set>(t, this, "symmetric_difference")?;
        difference_both_ways(t, this, other)
    }

    /// A set of the elements of this set and of all the others.
    #[method("($self, /, *others)")]
    fn union(t: &mut Thread, this: &Value, others: &[Value]) -> PyResult {
        method_self::<Set>(t, this, "union")?;
        union_of(t, this, others)
    }

    #[special]
    fn __isub__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let set = special_self::<Set>(t, this, "__isub__")?;
        if Set::any(value).is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        set.difference_update(t, value)?;
        Ok(this.clone())
    }

    #[special]
    fn __iand__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let set = special_self::<Set>(t, this, "__iand__")?;
        if Set::any(value).is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        set.intersection_update(t, value)?;
        Ok(this.clone())
    }

    #[special]
    fn __ixor__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let set = special_self::<Set>(t, this, "__ixor__")?;
        if Set::any(value).is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        set.symmetric_difference_update(t, value)?;
        Ok(this.clone())
    }

    #[special]
    fn __ior__(t: &mut Thread, this: &Value, value: &Value) -> PyResult {
        let set = special_self::<Set>(t, this, "__ior__")?;
        if Set::any(value).is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        set.update(t, value)?;
        Ok(this.clone())
    }

    /// Adds an element, if it is not there.
    #[method("($self, object, /)", leaf = leaves::add)]
    fn add(t: &mut Thread, this: &Set, object: &Value) -> PyResult<()> {
        this.add(t, object).map(drop)
    }

    /// Removes every element.
    #[method("($self, /)")]
    fn clear(t: &mut Thread, this: &Set) -> PyResult<()> {
        this.clear(t);
        Ok(())
    }

    /// Removes an element, if it is there.
    #[method("($self, object, /)", leaf = leaves::discard)]
    fn discard(t: &mut Thread, this: &Set, object: &Value) -> PyResult<()> {
        lookup(t, this, object, Set::remove).map(drop)
    }

    /// Removes an element; KeyError if it is not there.
    #[method("($self, object, /)", leaf = leaves::remove)]
    fn remove(t: &mut Thread, this: &Set, object: &Value) -> PyResult<()> {
        match lookup(t, this, object, Set::remove)? {
            Some(_) => Ok(()),
            None => Err(missing(t, object)),
        }
    }

    /// Removes and answers some element; KeyError if there is none.
    #[method("($self, /)")]
    fn pop(t: &mut Thread, this: &Set) -> PyResult {
        match this.pop(t) {
            Some(element) => Ok(element),
            None => {
                let text = Str::new(t, "pop from an empty set")?;
                Err(t.exception_of(Class::KeyError, vec![text]))
            }
        }
    }

    /// Removes the elements that one of the others has.
    #[method("($self, /, *others)")]
    fn difference_update(t: &mut Thread, this: &Set, others: &[Value]) -> PyResult<()> {
        for other in others {
            this.difference_update(t, other)?;
        }
        Ok(())
    }

    /// Keeps the elements that all the others have too.
    #[method("($self, /, *others)")]
    fn intersection_update(t: &mut Thread, this: &Value, others: &[Value]) -> PyResult<()> {
        method_self::<Set>(t, this, "intersection_update")?;
        shared::intersection_update(t, this, others)
    }

    /// Removes the elements that the other has, and adds those that only it has.
    #[method("($self, other, /)")]
    fn symmetric_difference_update(t: &mut Thread, this: &Set, other: &Value) -> PyResult<()> {
        this.symmetric_difference_update(t, other)
    }

    /// Adds the elements of all the others.
    #[method("($self, /, *others)")]
    fn update(t: &mut Thread, this: &Set, others: &[Value]) -> PyResult<()> {
        for other in others {
            this.update(t, other)?;
        }
        Ok(())
    }

    /// `set[int]` and its like, for annotations.
    #[classmethod("($type, object, /)")]
    fn __class_getitem__(t: &mut Thread, class: &Value, object: &Value) -> PyResult {
        t.generic_alias(class, object)
    }
}
