"""Prints crates/vm/src/builtins/facts/table.rs: what CPython's builtin types say of themselves, as a Rust table.

    python3.14 tests/type_facts.py | rustfmt --edition 2024 > crates/vm/src/builtins/facts/table.rs
"""
import contextlib
import importlib
import sys
import typing
import warnings
import weakref
from pathlib import Path

# The native modules whose types programs see, besides builtins.
MODULES = "_collections _functools _io _operator _thread _typing _weakref itertools time"

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent / "python" / "types"))
with contextlib.redirect_stdout(None):
    # The fixture has an instance of every type that is no name in builtins.
    from introspection import Slots, asynchronous, types as known


def types():
    many, frame = asynchronous(), sys._getframe()
    modules = [importlib.import_module(name) for name in MODULES.split()]
    value = typing.TypeAliasType("X", 1).evaluate_value
    more = [frame, frame.f_locals, weakref.ref(Slots), Slots().__init__, typing.NoDefault, value]
    with warnings.catch_warnings(action="ignore"):
        found = known + [type(instance) for instance in more]
        found += [type(waiting) for waiting in (many.asend(None), many.athrow(ValueError), many.__anext__())]
    found += [value for module in modules for value in vars(module).values() if isinstance(value, type)]
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
