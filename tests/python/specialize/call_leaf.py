"""Builtin calls whose common cases are answered quickly: warm each site with those, then ask it everything else."""


class Number:
    def __init__(self, value):
        self.value = value

    def __abs__(self):
        print("abs of", self.value)
        return "abs"

    def __index__(self):
        print("index of", self.value)
        return self.value

    def __int__(self):
        print("int of", self.value)
        return self.value

    def __float__(self):
        print("float of", self.value)
        return float(self.value)

    def __str__(self):
        return f"<{self.value}>"

    def __len__(self):
        return abs(self.value)

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        if isinstance(other, Number):
            other = other.value
        return self.value == other

    def __lt__(self, other):
        return self.value < (other.value if isinstance(other, Number) else other)

    def __gt__(self, other):
        return self.value > (other.value if isinstance(other, Number) else other)

    def __radd__(self, other):
        return f"{other}+{self.value}"


class SubInt(int):
    pass


class SubStr(str):
    pass


class SubList(list):
    def append(self, item):
        list.append(self, ("sub", item))


class Claims:
    @property
    def __class__(self):
        return int


class Hooked:
    def __getattribute__(self, name):
        if name == "__class__":
            return str
        return object.__getattribute__(self, name)


def ask(function, *cases):
    for _ in range(40):
        for case in cases[:1]:
            result = function(*case)
    for case in cases:
        try:
            result = function(*case)
            print(type(result).__name__, result)
        except Exception as error:
            print(type(error).__name__, error)
    print()


# === Functions ===
ask(lambda x: abs(x), (-5,), (5,), (-2.5,), (-(2**61),), (-(2**70),), (True,), (1j,), (Number(3),), ("a",))
ask(lambda x: len(x), ([1],), ("ab",), ((),), ({1: 2},), ({1, 2},), (b"abc",), (range(5),), (Number(4),), (3,))
ask(lambda a, b: min(a, b), (3, 2), (2.5, 2), ("b", "a"), (2**70, 1), (Number(1), Number(0)), (1, "a"), (float("nan"), 1.0), (1.0, float("nan")))
ask(lambda a, b: max(a, b), (3, 2), (2.5, 2), (1, True), (True, 1), (2, 2.0), (2.0, 2), (None, 1))
ask(lambda a: max(a), ([1, 3, 2],), ((1.5, 2),), ([],), ("abc",), ({1, 5},), ([Number(2), Number(7)],), (5,), ([1, "a"],))
ask(lambda a: sum(a), ([1, 2, 3],), ((1.5, 2, True),), ([],), ([2**61, 2**61, -1],), ([2**62 - 1, 2**62, 2**63],), ({1, 2},), ([0.1] * 10,), (["a"],), ([1, Number(2)],), (5,))
ask(lambda a, b: sum(a, b), ([1, 2], 3), ([1.5], 2), ([1], 1.5), ([[1], [2]], []), (["a"], ""), ([1], True), ([1], None))
ask(lambda x: ord(x), ("a",), ("\u20ac",), ("\U0001f600",), (b"x",), (bytearray(b"y"),), ("ab",), ("",), (5,), (SubStr("z"),))
ask(lambda x: chr(x), (97,), (0x20ac,), (0x10ffff,), (-1,), (0x110000,), (True,), (Number(65),), ("a",), (2**80,))
ask(lambda x: hash(x), (5,), (-1,), (2**61 - 1,), (2**61,), (1.5,), (True,), (Number(7),), ([],))
ask(lambda x, c: isinstance(x, c), (5, int), (5, str), (True, int), (Claims(), int), (Hooked(), str), (Hooked(), Hooked), (5, (str, int)), (5, ()), (5, (str, (float, int))), (5, int | str), (5, 3))
ask(lambda x, c: isinstance(x, c), (5, (str, int)), (Claims(), (str, float)), (Claims(), (str, int)), (5, (str, 3)), (5, (int, 3)))


# === Classes ===
ask(lambda x: int(x), ("123",), ("-12",), (" 12 ",), ("1_000",), ("+5",), ("",), ("-",), ("x",), (3.9,), (-3.9,), (1e30,), (float("nan"),), (float("inf"),), (True,), (2**70,), ("9" * 30,), (b"12",), (Number(4),), ("\u0663",), (None,), (SubStr("7"),))
ask(lambda x: str(x), (123,), (-5,), ("s",), (None,), (True,), (1.5,), (2**70,), ([1],), (Number(2),), (SubStr("q"),), (b"x",))
ask(lambda *a: range(*a), (3,), (1, 4), (5, 0, -2), (3, 0), (True,), (2**62,), (2**70,), (1, 2, 0), (Number(2),), (1.5,), (), (1, 2, 3, 4))
ask(lambda x: range(x), (3,), (Number(2),), (2**80,), ("a",))
ask(lambda x: float(x), (1,), (2.5,), ("1.5",), (2**70,), (10**400,), (Number(2),), ("x",), (None,), (True,))
ask(lambda x: bool(x), (1,), (0,), ("",), ([],), ((1,),), ({},), ({1},), (0.0,), (2**70,), (Number(0),), (None,))
ask(lambda x: list(x), ([1, 2],), ((3,),), (range(3),), (range(2**62, 2**62 + 2),), ("ab",), ({1: 2},), ((i for i in range(2)),), (5,))
ask(lambda: list(), ())
ask(lambda x: tuple(x), ([1, 2],), ((3,),), (range(3),), ("ab",), (5,))
ask(lambda x: dict(x), ({1: 2},), ([(3, 4)],), (5,), ([(1,)],))
ask(lambda: (dict(), set(), tuple(), str(), int(), float(), bool()), ())
same = (1, 2)
print(tuple(same) is same, list(same) is same)


# === Methods ===
def grow(target, item):
    target.append(item)
    return target


ask(grow, ([], 1), (SubList(), 2), (bytearray(), 65))
ask(lambda l, *a: list.pop(l[:], *a), ([1, 2, 3],), ([1, 2, 3], 0), ([1, 2, 3], -2), ([], 0), ([1], 5), ([1], True), ([1], "a"))
stack = list(range(100))
ask(lambda l: l[:].pop(), (stack,), ([],), (SubList([1, 2]),))
ask(lambda l, i: l[:].pop(i), (stack, 0), ([1, 2], -1), ([1, 2], 2), ([1, 2], -3), ([1, 2], Number(1)), ([1, 2], None))
table = {"a": 1, 2: "two", 1.5: "half", True: "yes", Number(9): "nine"}
ask(lambda d, k: d.get(k), (table, "a"), (table, 2), (table, 1), (table, 1.5), (table, 9), (table, "zz"), (table, SubStr("a")), (table, SubInt(2)), (table, []))
ask(lambda d, k, v: d.get(k, v), (table, "a", 0), (table, "zz", 0), (table, 9, 0), (table, [], 0))
ask(lambda d, k, v: d.setdefault(k, v), (table, "a", 5), (table, "new", 6), (table, "new", 7), (table, 9, 8), (table, [], 0))
ask(lambda d: list(d.items())[:2], (table,), ({},))
ask(lambda d: list(d.keys())[:2], (table,))
ask(lambda d: list(d.values())[:2], (table,))
bag = {1, "a"}
ask(lambda s, x: (s.add(x), len(s))[1], (bag, 1), (bag, "a"), (bag, 2.0), (bag, 2), (bag, Number(2)), (bag, True), (bag, []))
ask(lambda s, p: s.startswith(p), ("abc", "ab"), ("abc", ""), ("abc", "abcd"), ("abc", ("x", "a")), ("abc", SubStr("ab")), (SubStr("abc"), "ab"), ("abc", 5), (b"abc", b"a"))
ask(lambda s, p: s.endswith(p), ("abc", "bc"), ("abc", "xabc"), ("a\u20ac", "\u20ac"), ("abc", ("x", "c")), ("abc", None))
ask(lambda s, i: s.join(i), (",", ["a", "b"]), (",", ("a",)), ("", ["a", "\u20ac", "\U0001f600"]), ("\u20ac", ["a", "b"]), (",", []), (",", "abc"), (",", ["a", 1]), (",", [SubStr("q"), "r"]), (",", 5))


# === What a call drops ===
class Dies:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies:", self.name)


def drops():
    kept = []
    kept.append(Dies("in a list"))
    print(isinstance(Dies("asked about"), Dies))
    print(len([Dies("counted")]))
    kept.pop()
    print("popped")
    print({}.get(Dies("looked for")))
    print(max([Dies("listed"), 1][1], 0))


for _ in range(3):
    drops()


# === Containers as they die ===
def nested(last):
    return [1, "a", (2, 3), [4, Dies(last), {5: Dies(last + " too")}], {Dies("key"): Dies("value")}, 6]


for _ in range(2):
    nested("inner")
    {1: 2, "k": [Dies("in a dict"), 3], "l": 4}
    {1, "s", (2, Dies("in a set"))}
    [Dies("first"), 1, Dies("last")]


# === Membership and comprehensions ===
def member(container, *items):
    for _ in range(30):
        items[0] in container
    for item in items:
        try:
            print(item in container, item not in container, end="; ")
            if item in container:
                print("is", end="; ")
        except Exception as error:
            print(type(error).__name__, error, end="; ")
    print()


nan = float("nan")
for container in ([1, 2.0, "a", nan], (1, 2.0, "a", nan), {1, 2.0, "a", nan}, frozenset([1, 2.0, "a", nan]), {1: 1, 2.0: 2, "a": 3, nan: 4}):
    member(container, 1, "a", 2, True, 2.0, nan, "zz", SubStr("a"), Number(2), SubInt(1), None)
    member(container, 1, [])
member("abc", "b", "", "bd", SubStr("c"), 5)
print({k % 7 for k in range(50)}, sorted({str(k) for k in range(3)}))
print({k % 3: Number(k).value for k in range(9)}, {float(k): k for k in range(3)})
print({(k % 2, k % 3) for k in range(12)} == {(a, b) for a in range(2) for b in range(3)})


# === Attributes by name ===
class Plain:
    kind = "class"

    def __init__(self):
        self.own = "own"

    def method(self):
        return "called"


class Slotted:
    __slots__ = ("x",)


class Falls:
    def __getattr__(self, name):
        print("asked for", name)
        if name == "nope":
            raise AttributeError(name)
        return name


plain, spread = Plain(), Plain()
spread.__dict__["more"] = 1
ask(lambda o, n: getattr(o, n), (plain, "own"), (plain, "kind"), (spread, "more"), (spread, "own"), (Falls(), "x"), (plain, "nope"), (Slotted(), "x"), (plain, "".join(["o", "wn"])), (plain, SubStr("own")), (plain, 5), (5, "real"))
ask(lambda o, n, d: getattr(o, n, d), (plain, "nope", 1), (plain, "own", 1), (Slotted(), "x", 2), (Slotted(), "y", 3), (Falls(), "nope", 4), (5, "nope", 5), (plain, [], 6))
ask(lambda o, n: hasattr(o, n), (plain, "nope"), (plain, "own"), (plain, "method"), (Slotted(), "x"), (Slotted(), "y"), (Falls(), "x"), (Falls(), "nope"), (5, "real"), (5, "nope"), (plain, 5))
for late in (False, True):
    print(hasattr(plain, "late"), getattr(plain, "late", "none"))
    Plain.late = property(lambda self: "property") if late else "class"
    print(hasattr(plain, "late"), getattr(plain, "late", "none"))
    del Plain.late
