"""match: class patterns and __match_args__."""


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Point3(Point):
    __match_args__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


def describe(p):
    match p:
        case Point3(x, y, z=0):
            return ("flat", x, y)
        case Point3(x=a, y=b, z=c):
            return ("3d", a, b, c)
        case Point(0, 0):
            return "origin"
        case Point(x, 0) | Point(0, x):
            return ("axis", x)
        case Point(x=Point() as inner):
            return ("nested", inner.x)
        case Point():
            return "point"
    return "other"


# === Positional, keyword, nested, inherited ===
for p in (Point(0, 0), Point(1, 0), Point(0, 2), Point(1, 2), Point3(1, 2, 0), Point3(1, 2, 3), Point(Point(7, 8), 1), 5):
    print(describe(p))

# === Builtin types take one positional: themselves ===
def builtin(x):
    match x:
        case bool(b):
            return ("bool", b)
        case int(i):
            return ("int", i)
        case float(f):
            return ("float", f)
        case str(s):
            return ("str", s)
        case bytes(s) | bytearray(s):
            return ("bytes", s)
        case list([a, b]):
            return ("list of two", a, b)
        case list(l):
            return ("list", l)
        case tuple(t):
            return ("tuple", t)
        case dict({"k": v}):
            return ("dict with k", v)
        case dict(d):
            return ("dict", d)
        case set(s) | frozenset(s):
            return ("set", s)
        case type(__name__=n):
            return ("type", n)


for x in (True, 5, 2.5, "s", b"b", bytearray(b"c"), [1, 2], [1], (1,), {"k": 1}, {}, {5}, frozenset([6]), Point, None):
    print(builtin(x))

# === Attributes are asked in order; a missing one fails the pattern ===
class Logs:
    __match_args__ = ("a", "b")

    def __getattr__(self, name):
        log.append(name)
        if name == "missing":
            raise AttributeError(name)
        if name == "broken":
            raise ValueError("broken attribute")
        return name


log = []


def logs(x):
    match x:
        case Logs(a, b, c="wrong"):
            return 1
        case Logs(missing=_):
            return 2
        case Logs("a", c=c):
            return c


print(logs(Logs()), log)


def broken(x):
    match x:
        case Logs(broken=_):
            pass


# === Errors ===
def error(f, *args):
    try:
        print("no error:", f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


error(broken, Logs())


def too_many(x):
    match x:
        case Point(1, 2, 3):
            pass


def none_accepted(x):
    match x:
        case NoArgs(1):
            pass


def int_two(x):
    match x:
        case int(1, 2):
            pass


def not_a_class(x):
    match x:
        case instance():
            pass


def twice(x):
    match x:
        case Point(1, x=1):
            pass


class NoArgs:
    pass


instance = NoArgs()
error(too_many, Point(1, 2))
error(too_many, 5)
error(none_accepted, NoArgs())
error(int_two, 1)
error(not_a_class, 1)
error(twice, Point(1, 2))
for bad in (["x", "y"], "x", 5, ("x", 5), None):
    Point.__match_args__ = bad
    error(describe, Point(0, 0))
Point.__match_args__ = ("y", "x")
print(describe(Point(1, 0)))

# === Custom instance checks ===
class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == "special"


class Special(metaclass=Meta):
    pass


def special(x):
    match x:
        case Special():
            return True
    return False


assert special("special") and not special("plain") and not special(Point(1, 2)) and special(Special()) is True
