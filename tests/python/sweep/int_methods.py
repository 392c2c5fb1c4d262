"""Every method of int with many arguments."""


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


SINGLES = [None, True, 0, 3, -7, 2**70, 1.5, "a", b"x", [1], (1, 2)]
# === A small, a negative, a big one ===
for n in (-12, 2**62):
    print("---", n)
    sweep(lambda: n, SINGLES, [3, "big"], ("__rpow__", "__pow__", "__lshift__", "__rlshift__"))
for n in (5, -12, 2**62, 0):
    for m in (0, 1, -2, 30, 1.5, True, None, "a", 2 + 1j):
        print(n, m, attempt(pow, n, m), attempt(n.__pow__, m), attempt(n.__rpow__, m if m != 30 else 2) if abs(n) < 100 else "", attempt(n.__lshift__, m))
        print(attempt(pow, n, m, 7), attempt(pow, n, m, -7), attempt(pow, n, m, 0), attempt(pow, n, m, 1.5))
