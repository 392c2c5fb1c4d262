//! The special methods that types have slots for, as `wrapper_descriptor`s: their text signatures and docs.

/// Text signature and doc of a special method with a slot; `None` for any other name (such as
/// `__reversed__`, which CPython defines as a plain method).
pub(crate) fn find(name: &str) -> Option<(&'static str, String)> {
    if let Some((_, signature, doc)) = NAMED.iter().find(|(known, ..)| *known == name) {
        return Some((signature, (*doc).to_owned()));
    }
    let stem = name.strip_prefix("__")?.strip_suffix("__")?;
    if let Some(operator) = operator(&UNARY, stem) {
        return Some(("($self, /)", format!("Computes {operator}self.")));
    }
    let doc = if let Some(operator) = operator(&COMPARISONS, stem) {
        format!("Answers self {operator} value.")
    } else if let Some(operator) = operator(&BINARY, stem) {
        format!("Computes self {operator} value.")
    } else if let Some(operator) = stem.strip_prefix('i').and_then(|stem| operator(&BINARY, stem)) {
        format!("Computes self {operator}= value.")
    } else {
        let operator = stem.strip_prefix('r').and_then(|stem| operator(&BINARY, stem))?;
        format!("Computes value {operator} self.")
    };
    Some(("($self, value, /)", doc))
}

fn operator(table: &[(&str, &'static str)], stem: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == stem).map(|(_, operator)| *operator)
}

const COMPARISONS: [(&str, &str); 6] =
    [("lt", "<"), ("le", "<="), ("eq", "=="), ("ne", "!="), ("gt", ">"), ("ge", ">=")];

const UNARY: [(&str, &str); 3] = [("neg", "-"), ("pos", "+"), ("invert", "~")];

const BINARY: [(&str, &str); 12] = [
    ("add", "+"),
    ("sub", "-"),
    ("mul", "*"),
    ("matmul", "@"),
    ("truediv", "/"),
    ("floordiv", "//"),
    ("mod", "%"),
    ("lshift", "<<"),
    ("rshift", ">>"),
    ("and", "&"),
    ("or", "|"),
    ("xor", "^"),
];

const NAMED: [(&str, &str, &str); 35] = [
    ("__init__", "($self, /, *args, **kwargs)", "Sets up a new instance from the arguments."),
    ("__repr__", "($self, /)", "Answers repr(self)."),
    ("__str__", "($self, /)", "Answers str(self)."),
    ("__hash__", "($self, /)", "Answers hash(self)."),
    ("__call__", "($self, /, *args, **kwargs)", "Calls self."),
    ("__getattribute__", "($self, name, /)", "Looks up an attribute by its name."),
    ("__getattr__", "($self, name, /)", "Answers for an attribute that is not found."),
    ("__setattr__", "($self, name, value, /)", "Assigns self.name = value."),
    ("__delattr__", "($self, name, /)", "Deletes self.name."),
    ("__del__", "($self, /)", "Is called before self is destroyed."),
    ("__get__", "($self, instance, owner=None, /)", "Answers for an attribute of instance or owner."),
    ("__set__", "($self, instance, value, /)", "Assigns an attribute of instance."),
    ("__delete__", "($self, instance, /)", "Deletes an attribute of instance."),
    ("__iter__", "($self, /)", "Answers iter(self)."),
    ("__next__", "($self, /)", "Answers next(self)."),
    ("__await__", "($self, /)", "Answers the iterator that await runs."),
    ("__aiter__", "($self, /)", "Answers the iterator that async for runs."),
    ("__anext__", "($self, /)", "Answers what gives the next value when awaited."),
    ("__len__", "($self, /)", "Answers len(self)."),
    ("__bool__", "($self, /)", "Answers whether self counts as true."),
    ("__int__", "($self, /)", "Answers int(self)."),
    ("__float__", "($self, /)", "Answers float(self)."),
    ("__index__", "($self, /)", "Answers self as an integer that can be an index."),
    ("__abs__", "($self, /)", "Answers abs(self)."),
    ("__getitem__", "($self, key, /)", "Answers self[key]."),
    ("__setitem__", "($self, key, value, /)", "Assigns self[key] = value."),
    ("__delitem__", "($self, key, /)", "Deletes self[key]."),
    ("__contains__", "($self, key, /)", "Answers key in self."),
    ("__pow__", "($self, value, mod=None, /)", "Computes pow(self, value, mod)."),
    ("__rpow__", "($self, value, mod=None, /)", "Computes pow(value, self, mod)."),
    ("__ipow__", "($self, value, /)", "Computes self **= value."),
    ("__divmod__", "($self, value, /)", "Computes divmod(self, value)."),
    ("__rdivmod__", "($self, value, /)", "Computes divmod(value, self)."),
    ("__buffer__", "($self, flags, /)", "Answers a memoryview of self's memory."),
    ("__release_buffer__", "($self, buffer, /)", "Gives back what __buffer__ gave."),
];

#[cfg(test)]
mod tests {
    use super::find;

    /// The `wrapper_descriptor`s of CPython 3.14's builtin types, by their `__text_signature__`.
    const RECORDED: [(&str, &str); 13] = [
        (
            "($self, value, /)",
            "__add__ __and__ __divmod__ __eq__ __floordiv__ __ge__ __gt__ __iadd__ __iand__ __imul__ __ior__ __isub__ __ixor__ __le__ __lshift__ __lt__ __mod__ __mul__ __ne__ __or__ __radd__ __rand__ __rdivmod__ __rfloordiv__ __rlshift__ __rmod__ __rmul__ __ror__ __rrshift__ __rshift__ __rsub__ __rtruediv__ __rxor__ __sub__ __truediv__ __xor__",
        ),
        (
            "($self, /)",
            "__abs__ __aiter__ __anext__ __await__ __bool__ __del__ __float__ __hash__ __index__ __int__ __invert__ __iter__ __len__ __neg__ __next__ __pos__ __repr__ __str__",
        ),
        ("($self, key, /)", "__contains__ __delitem__ __getitem__"),
        ("($self, /, *args, **kwargs)", "__call__ __init__"),
        ("($self, name, /)", "__delattr__ __getattribute__"),
        ("($self, value, mod=None, /)", "__pow__ __rpow__"),
        ("($self, flags, /)", "__buffer__"),
        ("($self, instance, /)", "__delete__"),
        ("($self, instance, owner=None, /)", "__get__"),
        ("($self, buffer, /)", "__release_buffer__"),
        ("($self, instance, value, /)", "__set__"),
        ("($self, name, value, /)", "__setattr__"),
        ("($self, key, value, /)", "__setitem__"),
    ];

    #[test]
    fn signatures_are_cpythons() {
        for (signature, names) in RECORDED {
            for name in names.split(' ') {
                assert_eq!(find(name).map(|(signature, _)| signature), Some(signature), "{name}");
            }
        }
    }

    #[test]
    fn plain_methods_have_no_slot() {
        for name in [
            "__reversed__",
            "__sizeof__",
            "__reduce__",
            "__format__",
            "__round__",
            "__set_name__",
            "append",
            "__r__",
        ] {
            assert!(find(name).is_none(), "{name}");
        }
    }

    #[test]
    fn docs_say_what_the_method_does() {
        let doc = |name| find(name).map(|(_, doc)| doc).unwrap_or_default();
        assert_eq!(doc("__add__"), "Computes self + value.");
        assert_eq!(doc("__rlshift__"), "Computes value << self.");
        assert_eq!(doc("__ior__"), "Computes self |= value.");
        assert_eq!(doc("__le__"), "Answers self <= value.");
        assert_eq!(doc("__invert__"), "Computes ~self.");
    }
}
