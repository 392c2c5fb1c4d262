"""Every builtin type called with many arguments."""


def show(v):
    """A text without addresses, and without the order of sets of strings."""
    if type(v) in (set, frozenset):
        return "%s(%s)" % (type(v).__name__, sorted(map(repr, v)))
    r = repr(v)
    return "<%s>" % type(v).__name__ if " at 0x" in r or "_iterator" in r else r[:200]


def attempt(f, *args):
    try:
        return show(f(*args))
    except Exception as e:
        text = str(e)
        return "%s: %s" % (type(e).__name__, text if " at 0x" not in text else "...")


SKIPPED = {
    "__class__", "__doc__", "__dir__", "__getstate__", "__init_subclass__", "__new__", "__reduce__",
    "__reduce_ex__", "__sizeof__", "__subclasshook__", "__getnewargs__", "__buffer__", "__release_buffer__",
}  # fmt: skip


def sweep(make, singles, pairs, skipped=()):
    kind = type(make())
    for name in sorted(set(dir(kind)) - SKIPPED - set(skipped)):
        if not callable(getattr(make(), name)):
            print(name, attempt(getattr, make(), name))
            continue
        for args in [(), *[(a,) for a in singles], *[(a, b) for a in pairs for b in pairs]]:
            o = make()
            result = attempt(getattr(o, name), *args)
            after = "" if show(o) == show(make()) else " | " + show(o)
            print("%s%s -> %s%s" % (name, args, result, after))


VALUES = [None, True, 0, 3, -7, 1.5, float("inf"), "a", "12", "", b"12", [2, 1], (1, 2), {"k": 1}, {5}, range(3), [[1, 2]], "ab", len, int]
PAIRS = [0, 16, "a", "12", [1], None]
TYPES = [bool, bytearray, bytes, complex, dict, float, frozenset, int, list, memoryview, object, range, set, slice, str, tuple, type, property, classmethod, staticmethod, super, enumerate, filter, map, reversed, zip]
# === None, one, two, three arguments ===
for t in TYPES:
    for args in [(), *[(v,) for v in VALUES], *[(a, b) for a in PAIRS for b in PAIRS], (1, 2, 3), ("a", (), {}), (1, 2, 3, 4)]:
        print(t.__name__, tuple(map(show, args)), attempt(t, *args))
# === Exceptions ===
for t in (BaseException, Exception, ValueError, KeyError, OSError, StopIteration, SystemExit, ImportError, NameError, AttributeError, SyntaxError, UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError, ExceptionGroup, BaseExceptionGroup, Warning, RecursionError):
    for args in ((), (1,), ("a", 2), ("m", [ValueError()]), (2, "text", "file"), ("a", "b", 0, 1, "c"), ("utf-8", b"ab", 0, 1, "why"), ("msg", ("f", 1, 2, "text"))):
        print(t.__name__, args, attempt(t, *args), attempt(lambda: str(t(*args))))
print([(t.__name__, [b.__name__ for b in t.__mro__[1:-1]]) for t in sorted(map(type, [ArithmeticError(), BlockingIOError(), ChildProcessError(), ConnectionError(), BrokenPipeError(), ConnectionAbortedError(), ConnectionRefusedError(), ConnectionResetError(), EOFError(), FileExistsError(), FileNotFoundError(), FloatingPointError(), FutureWarning(), IndentationError(), InterruptedError(), IsADirectoryError(), KeyboardInterrupt(), LookupError(), MemoryError(), ModuleNotFoundError(), NotADirectoryError(), NotImplementedError(), OverflowError(), PermissionError(), ProcessLookupError(), ReferenceError(), RuntimeError(), StopAsyncIteration(), TabError(), TimeoutError(), UnboundLocalError(), UnicodeError(), ZeroDivisionError(), DeprecationWarning(), EncodingWarning(), PythonFinalizationError(), ResourceWarning(), BytesWarning(), GeneratorExit()]), key=lambda t: t.__name__)])
