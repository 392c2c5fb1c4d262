"""Calls of classes: the instance is made and __init__ entered at a warmed site."""


class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def make(cls, a, b):
    return cls(a, b)


def warm(cls, a, b):
    for _ in range(100):
        make(cls, a, b)
    return make(cls, a, b)


# === __init__ is replaced ===
p = warm(P, 1, 2)
assert (p.x, p.y) == (1, 2)


def other(self, a, b):
    self.sum = a + b


P.__init__ = other
assert make(P, 1, 2).__dict__ == {"sum": 3}
other.__code__ = (lambda self, a, b: setattr(self, "code", (a, b))).__code__
assert make(P, 1, 2).__dict__ == {"code": (1, 2)}

# === __init__ returns something ===
P.__init__ = lambda self, a, b: None if a else b
assert isinstance(warm(P, 1, 2), P)
try:
    make(P, 0, "text")
except TypeError as e:
    print(e)

# === Wrong number of arguments, a raising __init__ ===
P.__init__ = lambda self, a: None
try:
    make(P, 1, 2)
except TypeError as e:
    print(e)


def failing(self, a, b):
    self.seen = a
    raise ValueError("failed %r" % (b,))


P.__init__ = failing
for _ in range(60):
    try:
        make(P, 1, 2)
    except ValueError as e:
        text = str(e)
print(text)

# === __init__ removed ===
del P.__init__
try:
    make(P, 1, 2)
except TypeError as e:
    print(e)

# === __new__ appears ===
class Q:
    def __init__(self, a, b):
        self.args = (a, b)


assert warm(Q, 1, 2).args == (1, 2)
Q.__new__ = lambda cls, a, b: ("not an instance", a, b)
assert make(Q, 1, 2) == ("not an instance", 1, 2)
made = []


def new(cls, a, b):
    self = object.__new__(cls)
    made.append(a)
    return self


Q.__new__ = new
assert warm(Q, 3, 4).args == (3, 4)
assert len(made) == 101

# === A metaclass with __call__ ===
class Meta(type):
    pass


class R(metaclass=Meta):
    def __init__(self, a, b):
        self.args = (a, b)


assert warm(R, 1, 2).args == (1, 2)
Meta.__call__ = lambda cls, *args: ("meta", cls.__name__, args)
assert make(R, 1, 2) == ("meta", "R", (1, 2))
del Meta.__call__
assert make(R, 1, 2).args == (1, 2)

# === Subclasses at the same site ===
class Base:
    def __init__(self, a, b):
        self.args = (a, b)


class Sub(Base):
    pass


class Sub2(Base):
    def __init__(self, a, b):
        super().__init__(b, a)


for i in range(100):
    assert make(Base, i, 0).args == (i, 0)
    assert make(Sub, i, 1).args == (i, 1)
    assert make(Sub2, i, 2).args == (2, i)
Base.__init__ = lambda self, a, b: setattr(self, "args", "changed")
assert [make(k, 1, 2).args for k in (Base, Sub, Sub2)] == ["changed"] * 3

# === Slots and inherited builtins ===
class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a, b):
        self.a = a
        self.b = b


class MyList(list):
    def __init__(self, a, b):
        super().__init__((a, b))


class Text(str):
    def __new__(cls, a, b):
        return super().__new__(cls, a + b)


for _ in range(100):
    s = make(Slotted, 1, 2)
    assert (s.a, s.b) == (1, 2)
    assert make(MyList, 1, 2) == [1, 2]
    assert make(Text, "a", "b") == "ab"

# === Keyword, default and star parameters in __init__ ===
class K:
    def __init__(self, a, b=2, *rest, k=3, **kw):
        self.all = (a, b, rest, k, kw)


for _ in range(100):
    assert K(1).all == (1, 2, (), 3, {})
    assert K(1, 5, 6, k=7, z=8).all == (1, 5, (6,), 7, {"z": 8})

# === A generator as __init__; a class that makes itself in __init__ ===
class G:
    def __init__(self, a, b):
        yield a


try:
    make(G, 1, 2)
except TypeError as e:
    print(e)


class Deep:
    def __init__(self, n, parts):
        self.inner = make(Deep, n - 1, parts) if n else None


d = make(Deep, 50, None)
n = 0
while d.inner is not None:
    d = d.inner
    n += 1
print(n)

# === The class is abstracted away while __init__ runs ===
class Switch:
    def __init__(self, a, b):
        self.__class__ = Base
        self.args = (a, b)


for _ in range(60):
    assert type(make(Switch, 1, 2)) is Base
print(make(Switch, 1, 2).args)
