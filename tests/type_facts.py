"""Prints crates/vm/src/builtins/facts/table.rs: what CPython's builtin types say of themselves, as a Rust table.

    python3.14 tests/type_facts.py | rustfmt --edition 2024 > crates/vm/src/builtins/facts/table.rs
"""
import builtins
import string.templatelib
import sys
import warnings
import weakref

import _typing


def generator():
    yield


async def coroutine():
    pass


async def async_generator():
    yield


class Slots:
    __slots__ = ("x",)


class Sequence:
    def __getitem__(self, index):
        raise IndexError


def traceback():
    try:
        raise ValueError
    except ValueError as error:
        return error.__traceback__


def instances():
    """One instance of every type that is no name in builtins."""
    warnings.simplefilter("ignore")
    run, many = coroutine(), async_generator()
    empty = {}
    yield from [None, ..., NotImplemented, generator, len, list.append, int.__add__, (1).__add__]
    yield from [dict.__dict__["fromkeys"], int.__dict__["real"], Slots.x, sys, generator.__code__, sys._getframe()]
    yield from [(lambda x: lambda: x)(1).__closure__[0], generator(), run, many, Slots().__init__, int.__dict__]
    yield from [sys.implementation, int | str, list[int], iter([]), iter(()), iter(""), iter("\u0100"), iter(b"")]
    yield from [iter(bytearray()), iter(empty), iter(empty.values()), iter(empty.items()), reversed(empty)]
    yield from [reversed(empty.values()), reversed(empty.items()), empty.keys(), empty.values(), empty.items()]
    yield from [iter(set()), iter(range(1)), iter(range(2**80)), iter(len, 1), iter(Sequence()), iter(memoryview(b""))]
    yield from [reversed([]), run.__await__(), many.asend(None), many.athrow(ValueError), many.__anext__()]
    yield from [t"", t"{1}".interpolations[0], iter(t""), generator.__get__(1), traceback(), weakref.ref(Slots)]
    yield from [_typing.NoDefault, _typing.TypeAliasType("X", 1).evaluate_value, sys._getframe().f_locals]
    run.close()


def types():
    found = [value for value in vars(builtins).values() if isinstance(value, type)]
    found += [type(instance) for instance in instances()]
    found += [value for value in vars(_typing).values() if isinstance(value, type)]
    native = [kind for kind in dict.fromkeys(found) if not kind.__module__.startswith("_frozen")]
    return sorted(native, key=full_name)


def full_name(kind):
    return kind.__name__ if kind.__module__ == "builtins" else kind.__module__ + "." + kind.__name__


def undocumented(kind, name, value):
    return name != "__doc__" and callable(getattr(type(value), "__get__", None)) and value.__doc__ is None


def row(kind):
    own = sorted(kind.__dict__.items())
    members = [key for key, value in own if type(value) is type(Slots.x)]
    bare = [key for key, value in own if undocumented(kind, key, value)]
    doc = kind.__dict__.get("__doc__")
    told = str(isinstance(kind.__doc__, str)).lower()
    if doc is not None and doc.__doc__ is None:
        bare.append("__doc__")
    flags = kind.__flags__
    fields = [
        f"name: {quoted(full_name(kind))}",
        f"signature: {quoted(kind.__text_signature__ or '')}",
        f"documented: {told}",
        f"members: {quoted(' '.join(members))}",
        f"undocumented: {quoted(' '.join(sorted(bare)))}",
        f"sizes: [{kind.__basicsize__}, {kind.__itemsize__}, {kind.__dictoffset__}, {kind.__weakrefoffset__}]",
        f"collected: {str(bool(flags & 1 << 14)).lower()}",
        f"managed: {str(bool(flags & 3 << 3)).lower()}",
        f"new: {str('__new__' in kind.__dict__).lower()}",
    ]
    return "    Facts { " + ", ".join(fields) + " },"


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


print("//! CPython 3.14's facts, one row per type in the order of names: made by `tests/type_facts.py`.")
print()
print("use super::Facts;")
print()
print("pub(super) static TABLE: &[Facts] = &[")
for kind in types():
    print(row(kind))
print("];")
