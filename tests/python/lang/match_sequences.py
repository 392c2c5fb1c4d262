"""match: sequence and mapping patterns."""


def seq(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return ("one", a)
        case [1, *rest]:
            return ("starts with 1", rest)
        case [*init, 9]:
            return ("ends with 9", init)
        case [a, [b, *c], *_, d]:
            return ("nested", a, b, c, d)
        case (a, b):
            return ("two", a, b)
        case [_, *middle, _]:
            return ("middle", middle)
    return "no sequence"


# === Lists, tuples, ranges and what is no sequence ===
CASES = [[], (), [5], (5,), [1, 2, 3], (1,), [2, 3, 9], [1, 9], [0, [1, 2, 3], 4, 5], [2, 3], range(2, 5), range(1)]
CASES += ["ab", "", b"ab", bytearray(b"a"), {1, 2}, {1: 2}, 5, None, iter([1]), (x for x in ()), memoryview(b"ab")]
for c in CASES:
    print(type(c).__name__, seq(c))


class L(list):
    pass


class T(tuple):
    def __len__(self):
        return 1


class Seq:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return i


print(seq(L([1, 2])), seq(T((5,))), seq(Seq()))

# === Star at each place ===
def stars(x):
    match x:
        case [*a, "last"]:
            return a
        case ["first", *a]:
            return a
        case ["p", *a, "q"]:
            return a
        case [*_]:
            return "any"


print(stars([1, "last"]), stars(["first", 2, 3]), stars(["p", "q"]), stars(["p", 1, "q"]), stars([]), stars((1,)))

# === Mappings ===
def mapping(x):
    match x:
        case {"kind": "point", "x": x, "y": y}:
            return ("point", x, y)
        case {"kind": str(k), **rest}:
            return (k, rest)
        case {1: [a, b], None: c}:
            return (a, b, c)
        case {-1: _, 2.5: v}:
            return v
        case {}:
            return "some mapping"
    return "no mapping"


for m in (
    {"kind": "point", "x": 1, "y": 2, "z": 3},
    {"kind": "point", "x": 1},
    {"kind": 5},
    {1: (2, 3), None: 4},
    {-1: 0, 2.5: "v"},
    {},
    [],
    "kind",
    5,
):
    print(m, mapping(m))


class D(dict):
    def __missing__(self, key):
        return "made"

    def get(self, key, default=None):
        got = super().get(key, default)
        asked.append(key)
        return got


asked = []
print(mapping(D(kind="k")), asked)
assert mapping(D()) == "some mapping"
rest_order = {"b": 1, "kind": "z", "a": 2}
print(mapping(rest_order), rest_order)

# === Duplicate keys known only at run time ===
class K:
    A = "same"
    B = "same"


def duplicate(x):
    match x:
        case {K.A: 1, K.B: 1}:
            return True


try:
    duplicate({"same": 1})
except ValueError as e:
    print(e)
assert duplicate({}) is None

# === Hooks count: len and items are asked once each ===
class Logged(list):
    def __len__(self):
        log.append("len")
        return super().__len__()

    def __getitem__(self, i):
        log.append(i)
        return super().__getitem__(i)


def logged(x):
    match x:
        case [_, _, _]:
            return 3
        case [0, b]:
            return b
        case [a, 2]:
            return a


log = []
print(logged(Logged([1, 2])), log)
log = []


def star_logged(x):
    match x:
        case [a, *b, c]:
            return a, b, c


print(star_logged(Logged([1, 2, 3])), log)

# === Nested deep ===
def deep(x):
    match x:
        case {"a": [{"b": (1, {"c": c})}, *_]}:
            return c


assert deep({"a": [{"b": [1, {"c": "found"}]}, 2]}) == "found" and deep({"a": [{"b": [2, {}]}]}) is None

# === Errors pass through ===
class BadLen(list):
    def __len__(self):
        raise RuntimeError("no length")


try:
    seq(BadLen())
except RuntimeError as e:
    print(e)
