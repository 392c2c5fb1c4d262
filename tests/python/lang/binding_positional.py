"""Binding of positional arguments and defaults, with every error's text."""


def error(f, *args):
    try:
        print("no error:", f(*args))
    except TypeError as e:
        print(e)


def none():
    return "none"


def one(a):
    return a


def two(a, b):
    return a, b


def three(a, b, c):
    return a, b, c


def default1(a, b=2):
    return a, b


def defaults(a=1, b=2, c=3):
    return a, b, c


def varargs(a, *rest):
    return a, rest


# === What fits ===
assert none() == "none"
assert one(1) == 1 and two(1, 2) == (1, 2) and three(1, 2, 3) == (1, 2, 3)
assert default1(1) == (1, 2) and default1(1, 3) == (1, 3)
assert defaults() == (1, 2, 3) and defaults(9) == (9, 2, 3) and defaults(9, 8, 7) == (9, 8, 7)
assert varargs(1) == (1, ()) and varargs(1, 2, 3) == (1, (2, 3))

# === Too many ===
error(none, 1)
error(none, 1, 2)
error(one, 1, 2)
error(two, 1, 2, 3, 4)
error(default1, 1, 2, 3)
error(defaults, 1, 2, 3, 4)

# === Too few ===
error(one)
error(two)
error(two, 1)
error(three)
error(three, 1)
error(three, 1, 2)
error(default1)
error(varargs)
error(lambda a, b, c, d: 0)
error(lambda a, b=1: 0)

# === Methods and classes count self ===
class C:
    def none():
        return 1

    def one(self):
        return self

    def two(self, a):
        return a

    def __init__(self, x, y=0):
        self.x = x

    @classmethod
    def k(cls, a):
        return a

    @staticmethod
    def s(a):
        return a

    class Inner:
        def deep(self, a):
            return a


c = C(1)
error(c.none)
error(c.one, 1)
error(c.two)
error(c.two, 1, 2)
error(C)
error(C, 1, 2, 3)
error(C.one)
error(C.k)
error(C.k, 1, 2)
error(C.s)
error(c.s, 1, 2)
error(C.Inner().deep)


def outer():
    def inner(a):
        return a
    return inner


error(outer())


class NoInit:
    pass


error(NoInit, 1)
error(object, 1)

# === Keyword-only beside positional ===
def konly(a, *, k, l=1):
    return a, k, l


def konly2(*, x, y, z):
    return x, y, z


error(konly, 1)
error(konly)
error(konly, 1, 2)
error(konly2)
error(konly2, 1)
error(lambda *, k=1: k, 1)
error(lambda a, b=1, *, k=1: k, 1, 2, 3)
error(lambda *, k, l: k, 1, 2)


def call_with(f):
    return f(1, 2, 3, k=4)


error(call_with, konly)
error(lambda: two(1, 2, 3, **{}))

# === Defaults are evaluated once, at the definition, left to right ===
log = []


def note(x):
    log.append(x)
    return x


def d(a=note(1), b=note(2), *, c=note(3)):
    return a, b, c


assert log == [1, 2, 3]
assert d() == d() == (1, 2, 3)
assert log == [1, 2, 3]
assert d.__defaults__ == (1, 2) and d.__kwdefaults__ == {"c": 3}


def shared(x, acc=[]):
    acc.append(x)
    return acc


assert shared(1) is shared(2)
assert shared(3) == [1, 2, 3]

# === What is not callable ===
for thing in (None, 1, "s", [], (), {}, NoInit(), ...):
    error(lambda: thing())
