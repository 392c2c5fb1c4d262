"""Every builtin function with many arguments."""


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


VALUES = [None, True, 0, 3, -7, 2**70, 1.5, float("nan"), "a", "12", b"x", [2, 1], (1, 2), {"k": 1}, {5}, range(3), len, int]
PAIRS = [0, 3, "a", [1, 2], None, int, len]
FUNCTIONS = [abs, all, any, ascii, bin, callable, chr, delattr, divmod, enumerate, filter, format, getattr, hasattr, hash, hex, isinstance, issubclass, iter, len, map, max, min, next, oct, ord, repr, reversed, round, setattr, sorted, sum, zip, aiter, anext]
# === One argument, two, none ===
for f in FUNCTIONS:
    calls = [(), *[(v,) for v in VALUES], *[(a, b) for a in PAIRS for b in PAIRS], (1, 2, 3), (1, 2, 3, 4)]
    for args in calls:
        if f is hash and args and isinstance(args[0], (str, bytes, type, type(len), type(None), float)):
            continue
        print(f.__name__, tuple(map(show, args)), attempt(f, *args))
for f in (pow, round, sum, sorted, print, max, int, str, dict):
    for kw in ({"x": 1}, {"key": None}, {"default": 5}, {"base": 3}, {"start": 2}, {"reverse": True}, {"object": 1}):
        for args in ((), ([3, 1],), (2, 3)):
            if f is not print:
                print(f.__name__, args, kw, attempt(lambda: f(*args, **kw)))
