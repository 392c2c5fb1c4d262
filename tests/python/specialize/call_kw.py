"""Calls with keywords at warmed sites."""


def f(a, b, *, c=3):
    return a, b, c


def call(g):
    return g(1, b=2, c=4)


def error(g):
    try:
        call(g)
    except TypeError as e:
        print(e)


# === Functions of other shapes ===
for _ in range(100):
    assert call(f) == (1, 2, 4)
assert call(lambda x, **kw: (x, kw)) == (1, {"b": 2, "c": 4})
assert call(lambda x, c, b: (x, c, b)) == (1, 4, 2)
error(lambda a: 0)
error(lambda b, c: 0)
error(lambda a, b: 0)
error(lambda a, b, c, d: 0)
error(lambda a, b, /, c: 0)

# === The function changes ===
f.__code__ = (lambda a, c, b: ("moved", a, b, c)).__code__
assert call(f) == ("moved", 1, 2, 4)
f.__kwdefaults__ = {"d": 9}
f.__code__ = (lambda a, b, c, *, d: (a, b, c, d)).__code__
assert call(f) == (1, 2, 4, 9)
f.__kwdefaults__ = None
error(f)

# === Bound methods, classes, callables, builtins ===
class C:
    def __init__(self, a, b, c):
        self.args = (a, b, c)

    def m(self, a, b, c):
        return "m", a, b, c

    @staticmethod
    def s(a, c, b):
        return "s", a, b, c

    @classmethod
    def k(cls, a, b, c):
        return "k", a, b, c

    def __call__(self, *args, **kw):
        return "call", args, kw


c = C(1, 2, 3)
for _ in range(60):
    assert call(C).args == (1, 2, 4)
    assert call(c.m) == ("m", 1, 2, 4)
    assert call(c.s) == ("s", 1, 2, 4)
    assert call(c.k) == ("k", 1, 2, 4)
    assert call(c) == ("call", (1,), {"b": 2, "c": 4})
print(call(lambda *a, **k: (a, k)))
try:
    call(len)
except TypeError as e:
    print(e)
C.m.__code__ = (lambda self, c, **rest: (c, rest)).__code__
try:
    call(c.m)
except TypeError as e:
    print(e)

# === Order of the values ===
log = []


def note(x):
    log.append(x)
    return x


def ordered(**kw):
    return list(kw)


def order():
    return ordered(z=note(1), a=note(2), m=note(3))


for _ in range(60):
    assert order() == ["z", "a", "m"]
assert log == [1, 2, 3] * 60

# === dict and print with keywords ===
for i in range(60):
    assert dict(x=i, y=2) == {"x": i, "y": 2}
print("a", "b", sep="-", end="!\n")
