"""match: literals, values, captures, or-patterns, guards, as."""


class K:
    A = 1
    B = "b"

    class N:
        deep = 3.5


def kind(x):
    match x:
        case None:
            return "None"
        case True:
            return "True"
        case False:
            return "False"
        case 0 | 1 | 2:
            return "small"
        case -5:
            return "minus five"
        case 1.5 | -1.5:
            return "float"
        case 2 + 3j | -2 - 3j:
            return "complex"
        case "a" "b":
            return "joined"
        case b"bytes":
            return "bytes"
        case K.B:
            return "K.B"
        case K.N.deep:
            return "deep"
        case int() as n if n > 100:
            return "big %d" % n
        case str(s) if len(s) == 3:
            return "three " + s
        case int(n) | float(n):
            return "number %s" % n
        case _:
            return "other"


# === Each branch ===
VALUES = [None, True, False, 0, 1, 2, 1.0, -5, 1.5, -1.5, 2 + 3j, -2 - 3j, "ab", b"bytes", "b", 3.5]
VALUES += [500, "xyz", 50, 2.25, "long string", [], object]
for v in VALUES:
    print(repr(v), kind(v))

# === None, True, False by identity, others by equality ===
class Equal:
    def __eq__(self, other):
        log.append(other)
        return True

    __hash__ = None


log = []


def equality(x):
    match x:
        case None | True:
            return "identity"
        case 5:
            return "five"


assert equality(Equal()) == "five" and log == [5]
assert equality(1) is None


class Raises:
    def __eq__(self, other):
        raise ValueError("compared with %r" % (other,))


try:
    equality(Raises())
except ValueError as e:
    print(e)

# === Captures bind even when a later part fails ===
def partial(x):
    a = b = "unset"
    match x:
        case (a, 1):
            return "first", a
        case (b, 2) if False:
            return "second"
    return a, b


print(partial((5, 1)), partial((6, 2)), partial((7, 3)))

# === Fall through; no case matches ===
def nothing(x):
    match x:
        case 1:
            y = 1
    return "y" in locals()


assert nothing(1) and not nothing(2)

# === Or-patterns with captures, nested as ===
def orp(x):
    match x:
        case (1, v) | (v, 1) | [_, _, v]:
            return v
        case ((int() | str()) as a, [b] as c) as whole:
            return a, b, c, whole


print(orp((1, "r")), orp(("l", 1)), orp([7, 8, 9]), orp((5, [6])), orp(("s", "t")))

# === match, case and _ remain names ===
match = {"case": 1}
case = match["case"]
_ = "underscore"
match case:
    case _:
        pass
assert _ == "underscore"
match[0] = 1
match (match):
    case {0: case}:
        print(case, match)

# === Control flow inside ===
def loop(items):
    out = []
    for item in items:
        match item:
            case "skip":
                continue
            case "stop":
                break
            case ["return", v]:
                return v
            case v:
                out.append(v)
    else:
        out.append("else")
    return out


assert loop([1, "skip", 2]) == [1, 2, "else"] and loop([1, "stop", 2]) == [1] and loop([["return", 5]]) == 5

# === Subjects: tuples without parentheses, starred, walrus ===
def subjects(a, b):
    match a, b:
        case 1, 2:
            return "one two"
        case 1, _:
            return "one"
        case *_, 2:
            return "two"
    match *a, b:
        case [1, 1, 1]:
            return "ones"
    match (n := b * 2):
        case 10:
            return n


print(subjects(1, 2), subjects(1, 5), subjects((3,), 2), subjects((1, 1), 1), subjects((0,), 5))

# === Values looked up by attribute each time ===
K.A = 10


def attr(x):
    match x:
        case K.A:
            return True
    return False


assert attr(10)
K.A = 11
assert not attr(10) and attr(11)
try:
    match 1:
        case K.missing:
            pass
except AttributeError as e:
    print(e)
