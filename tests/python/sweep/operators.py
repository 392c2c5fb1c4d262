"""Every binary operator between values of the builtin types."""


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


VALUES = [None, True, 0, 3, -7, 2**70, 1.5, 2j, "ab", b"x", bytearray(b"y"), [1], (2,), {"k": 1}, {5}, frozenset([6]), range(2), int, ...]
OPS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "&": lambda a, b: a & b,
    "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b,
    "@": lambda a, b: a @ b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "in": lambda a, b: a in b,
    "[]": lambda a, b: a[b],
    "is": lambda a, b: a is b,
    "divmod": divmod,
}


def brief(sign, a, b):
    """The two common texts, checked to the letter, shortened."""
    text = attempt(OPS[sign], a, b)
    types = (sign, type(a).__name__, type(b).__name__)
    if text == "TypeError: unsupported operand type(s) for %s: '%s' and '%s'" % types:
        return "unsupported"
    if text == "TypeError: '%s' not supported between instances of '%s' and '%s'" % types:
        return "unordered"
    return text


for sign in OPS:
    for a in VALUES:
        print(sign, show(a), [brief(sign, a, b) for b in VALUES])
for sign, op in {"-": lambda a: -a, "+": lambda a: +a, "~": lambda a: ~a if a is not True else 0, "not": lambda a: not a, "len": len, "iter": lambda a: list(a), "**2": lambda a: a**2, "<<1": lambda a: a << 1, "call": lambda a: a(), "index": lambda a: [5, 6, 7, 8][a], "hash": lambda a: hash(a) and 1, "unpack": lambda a: (lambda b, c: 0)(*a), "mapping": lambda a: (lambda **k: k)(**a), "for": lambda a: [x for x in a]}.items():
    print(sign, [attempt(op, a) for a in VALUES])
