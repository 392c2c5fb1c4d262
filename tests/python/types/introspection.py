"""Every attribute of every builtin type: what kind of descriptor it is, its signature, whether it has a docstring."""
# needs: builtins
import builtins
import sys


def generator():
    yield


async def coroutine():
    pass


async def asynchronous():
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


run, many, empty = coroutine(), asynchronous(), {}
instances = [
    None, ..., NotImplemented, generator, len, list.append, int.__add__, (1).__add__, dict.__dict__["fromkeys"],
    int.__dict__["real"], Slots.x, sys, generator.__code__, (lambda x: lambda: x)(1).__closure__[0],
    generator(), run, many, int.__dict__, sys.implementation, int | str, list[int], iter([]), iter(()), iter(""),
    iter("\u0100"), iter(b""), iter(bytearray()), iter(empty), iter(empty.values()), iter(empty.items()), reversed(empty),
    reversed(empty.values()), reversed(empty.items()), empty.keys(), empty.values(), empty.items(), iter(set()),
    iter(range(1)), iter(range(2**80)), iter(len, 1), iter(Sequence()), iter(list[int]), iter(memoryview(b"")), reversed([]),
    run.__await__(), t"", t"{1}".interpolations[0], iter(t""), generator.__get__(1), traceback(),
]
run.close()
skipped = {"_IncompleteInputError", "BuiltinImporter"}
types = [value for value in vars(builtins).values() if isinstance(value, type)]
types += [type(instance) for instance in instances]


def documented(value):
    return isinstance(getattr(value, "__doc__", None), str)


def text(value, name):
    found = getattr(value, name, "-")
    return found if isinstance(found, (str, type(None))) else type(found).__name__


for kind in sorted(dict.fromkeys(types), key=lambda kind: kind.__name__):
    if kind.__name__ in skipped:
        continue
    print("===", kind.__module__, kind.__qualname__, text(kind, "__text_signature__"), isinstance(kind.__doc__, str))
    print(kind.__basicsize__, kind.__itemsize__, kind.__dictoffset__, kind.__weakrefoffset__)
    print(*[name for name in dir(kind)])
    for name, value in sorted(kind.__dict__.items()):
        print(name, type(value).__name__, text(value, "__text_signature__"), documented(value), text(value, "__qualname__"))
