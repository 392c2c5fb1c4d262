"""Calls through bound methods kept in variables."""


class C:
    def __init__(self, n):
        self.n = n

    def add(self, x):
        return self.n + x

    def default(self, x, y=10):
        return self.n, x, y


def call(m, x):
    return m(x)


def warm(m, x):
    for _ in range(100):
        call(m, x)
    return call(m, x)


# === Another instance, another method ===
c = C(1)
m = c.add
assert warm(m, 2) == 3
assert call(C(10).add, 2) == 12
assert call(c.default, 2) == (1, 2, 10)

# === The class's method replaced: the bound one keeps its function ===
old = C.add
C.add = lambda self, x: "new"
assert call(m, 2) == 3
assert call(c.add, 2) == "new"

# === The function's code and defaults change ===
old.__code__ = (lambda self, x: ("code", self.n, x)).__code__
assert call(m, 2) == ("code", 1, 2)
old.__defaults__ = ("d1",)
assert m() == ("code", 1, "d1")
C.default.__defaults__ = ("new",)
assert call(c.default, 2) == (1, 2, "new")
C.default.__defaults__ = None
try:
    call(c.default, 2)
except TypeError as e:
    print(e)
old.__code__ = (lambda self: 0).__code__
old.__defaults__ = None
try:
    call(m, 2)
except TypeError as e:
    print(e)

# === Bound methods made by hand, of other callables ===
Bound = type(c.add)
assert warm(Bound(lambda a, b: (a, b), 1), 2) == (1, 2)
assert call(Bound(max, 5), 2) == 5


class Callable:
    def __call__(self, *args):
        return args


assert call(Bound(Callable(), "self"), "x") == ("self", "x")
nested = Bound(Bound(lambda a, b, c: [a, b, c], 1), 2)
assert warm(nested, 3) == [1, 2, 3]
try:
    Bound(5, 1)
except TypeError as e:
    print(e)
try:
    Bound(max, None)
except TypeError as e:
    print(e)

# === Equality, hash, attributes ===
d = C(1)
print(c.default == c.default, c.default == d.default, c.default is c.default, hash(c.default) == hash(c.default))
print(c.default.__self__ is c, c.default.__func__ is C.default, c.default.__name__)
try:
    c.default.attribute = 1
except AttributeError as e:
    print(e)

# === The instance dies with its last bound method ===
class Noisy:
    def __del__(self):
        print("del")

    def m(self, x):
        return x


m = Noisy().m
for i in range(60):
    call(m, i)
print("dropping")
m = None
print("dropped")

# === self assigned in the method ===
class Self:
    def m(self, x):
        self = x
        return self


for i in range(100):
    assert call(Self().m, i) == i
