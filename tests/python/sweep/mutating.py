"""Every method of the builtin containers with arguments that change the container while it is worked on."""
import sys

ACTIONS = {
    "clear": lambda c: c.clear(),
    "grow": lambda c: grow(c),
    "pop": lambda c: (c.pop(*([] if not isinstance(c, dict) else [1, 0])) if c else None),
}
current = None


def grow(c):
    if isinstance(c, list):
        c.extend([7] * 50)
    elif isinstance(c, bytearray):
        c.extend(b"z" * 50)
    elif isinstance(c, dict):
        c.update({i: i for i in range(50)})
    elif isinstance(c, set):
        c.update(range(50))


class Mutator:
    """Acts on the container at the first call of any of its methods."""

    def __init__(self, container, action):
        self.container, self.action, self.left = container, action, 1

    def act(self):
        if self.left:
            self.left -= 1
            ACTIONS[self.action](self.container)

    def __index__(self):
        self.act()
        return 1

    def __eq__(self, other):
        self.act()
        return False

    def __hash__(self):
        self.act()
        return 1

    def __lt__(self, other):
        self.act()
        return True

    __gt__ = __lt__

    def __iter__(self):
        self.act()
        return iter([1, 2, 3])

    def __len__(self):
        self.act()
        return 2

    def __bool__(self):
        self.act()
        return True

    def __call__(self, *args):
        self.act()
        return 1

    def __getitem__(self, i):
        self.act()
        if i == 3:
            raise IndexError
        return 5

    def __repr__(self):
        self.act()
        return "M"

    def __buffer__(self, flags):
        self.act()
        return memoryview(b"mm")

    def __add__(self, other):
        self.act()
        return 3

    __radd__ = __mul__ = __rmul__ = __or__ = __ror__ = __and__ = __rand__ = __sub__ = __rsub__ = __xor__ = __add__

    def keys(self):
        self.act()
        return ["a", "b"]


class Steps:
    """An iterable that acts at its second item."""

    def __init__(self, container, action):
        self.container, self.action = container, action

    def __iter__(self):
        yield 1
        ACTIONS[self.action](self.container)
        yield 2
        yield 3


MAKERS = {
    "list": lambda m: [3, 1, m, 2],
    "bytearray": lambda m: bytearray(b"hello world"),
    "dict": lambda m: {1: 2, "a": 3, 5: 6},
    "set": lambda m: {1, 2, 3},
}
OPERATORS = ["__add__", "__iadd__", "__mul__", "__imul__", "__contains__", "__getitem__", "__setitem__", "__delitem__", "__eq__", "__lt__", "__or__", "__ior__", "__and__", "__sub__", "__xor__", "__ixor__", "__isub__", "__iand__", "__init__", "__mod__"]


def short(value):
    text = repr(value)
    return text.split(" at 0x")[0][:60]


def attempt(label, call):
    try:
        result = short(call())
    except RecursionError:
        result = "RecursionError"
    except Exception as error:
        result = "%s: %s" % (type(error).__name__, str(error).split(" at 0x")[0])
    print(label, result)


for kind, make in MAKERS.items():
    names = [n for n in dir(make(0)) if not n.startswith("_")] + [n for n in OPERATORS if hasattr(make(0), n)]
    if kind == "bytearray":
        # How much of a buffer that changes meanwhile is seen differs.
        names = [n for n in names if n[0] != "_" and n != "extend"]
    for name in names:
        for action in ACTIONS:
            for variety in Mutator, Steps:
                for shape in "m", "m1", "1m", "mm", "k":
                    c = make(4)
                    m = variety(c, action)
                    if kind == "list":
                        c[2] = Mutator(c, action)
                    args = {"m": (m,), "m1": (m, 1), "1m": (1, m), "mm": (m, variety(c, action)), "k": ()}[shape]
                    kwargs = {"key": m} if shape == "k" and name == "sort" else {}
                    attempt("%s.%s %s %s %s" % (kind, name, action, variety.__name__, shape), lambda: getattr(c, name)(*args, **kwargs))
                    print("   ", short(c) if not isinstance(c, (list, set)) else short([x for x in c if not isinstance(x, (Mutator, Steps))]), len(c))

for function in [sorted, min, max, sum, any, all, list, tuple, set, frozenset, dict, bytes, bytearray, reversed, enumerate, zip, map, filter, iter, len, repr, str, hash, bool, int, float, complex, range, slice, round, abs, divmod, pow, isinstance, issubclass, getattr, setattr, print, format, chr, hex, next, memoryview, str.join]:
    for action in "clear", "grow":
        for kind, make in MAKERS.items():
            c = make(4)
            if kind == "list":
                c[2] = Mutator(c, action)
            for args in ((c,), (Mutator(c, action),), (c, Mutator(c, action)), (Mutator(c, action), c)):
                attempt("%s %s %s" % (function.__name__, kind, action), lambda: [x for x in [function(*args)] if type(x).__name__ in ("int", "bool", "list", "tuple", "float")])
