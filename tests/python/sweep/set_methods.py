"""Every method of set and frozenset with many arguments."""


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


SINGLES = [None, 0, 1, "a", [], [1, 5], {1}, {7, 2}, frozenset([1, 2, 3]), (2,), range(3), {1: 1}, [[]]]
sweep(lambda: {1, 2, 3}, SINGLES, [{1}, [2]])
print("---")
sweep(lambda: frozenset([1, 2, 3]), SINGLES, [{1}, [2]])
