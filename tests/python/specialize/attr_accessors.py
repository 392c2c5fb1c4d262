"""Properties and __getattr__ entered in place: getters, setters, and what changes under them."""
import sys


class C:
    def __init__(self):
        self._x = 0

    @property
    def x(self):
        return self._x

    @x.setter
    def x(self, value):
        if value == "raise":
            raise ValueError("no")
        self._x = value
        return "ignored"


def store(o, v):
    o.x = v


def bump(o):
    o.x += 1
    return o.x


c = C()
for i in range(20):
    store(c, i)
print(c.x, [bump(c) for _ in range(10)])
try:
    store(c, "raise")
except ValueError as e:
    names = []
    tb = e.__traceback__
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    print(e, names)

# === The setter's code, the property, and the class change ===
setter = C.x.fset


def other(self, value):
    self._x = ("other", value)


setter.__code__ = other.__code__
store(c, 1)
print(c.x)
setter.__code__ = (lambda self, value, *more: None).__code__
store(c, 2)
print(c.x)
setter.__code__ = (lambda self: None).__code__
try:
    store(c, 3)
except TypeError as e:
    print(e)
C.x = property(C.x.fget)
for _ in range(3):
    try:
        store(c, 4)
    except AttributeError as e:
        print(e)
C.x = property(C.x.fget, other)
for i in range(10):
    store(c, i)
print(c.x)
del C.x
store(c, 5)
print(c.x, vars(c))


# === Several classes at one site ===
class A:
    x = property(lambda self: 1, lambda self, v: print("A", v))


class B:
    def __init__(self):
        self.x = 0


class S:
    __slots__ = ("x",)


class D(A):
    pass


a, b, s, d = A(), B(), S(), D()
for o in (a, a, a, b, b, s, a, d, b, s, a, d):
    store(o, 7)
print(b.x, s.x)


# === Temporaries, and what a setter does to its object ===
class T:
    @property
    def x(self):
        return 0

    @x.setter
    def x(self, value):
        del value[:]
        events.append(sys.getrefcount(self) > 0)

    def __del__(self):
        events.append("del")


events = []
for _ in range(8):
    T().x = [1, 2]
print(events)


# === Recursion ===
class R:
    @property
    def x(self):
        return self.x

    @x.setter
    def x(self, value):
        self.x = value


for attempt in (lambda: R().x, lambda: setattr(R(), "x", 1), lambda: store(R(), 1)):
    for _ in range(3):
        try:
            attempt()
        except RecursionError as e:
            print("RecursionError")


# === __getattr__ ===
class G:
    def __init__(self):
        self.there = 1

    def __getattr__(self, name):
        if name == "bad":
            raise KeyError(name)
        if name == "none":
            raise AttributeError("hook: " + name)
        return name, sys.exception()


def load(o):
    return o.missing


g = G()
for _ in range(12):
    assert load(g) == ("missing", None)
print(load(g), g.there)
for name in ("bad", "none"):
    for _ in range(3):
        try:
            getattr(g, name), g.bad
        except Exception as e:
            print(type(e).__name__, e)
g.missing = "own"
print(load(g))
del g.missing
print(load(g))
g.__dict__["missing"] = "dict"
print(load(g))
h = G()
print(load(h))
G.missing = "class"
print(load(h), load(g))
del G.missing
print(load(h))
G.__getattr__.__code__ = (lambda self, name: name * 2).__code__
print(load(h))
G.__getattr__.__code__ = (lambda *args: len(args)).__code__
print(load(h), load(h))
del G.__getattr__
for o in (h, g):
    try:
        print(load(o))
    except AttributeError as e:
        print(e)


class Both:
    @property
    def missing(self):
        raise AttributeError("getter")

    def __getattr__(self, name):
        return "hook after getter"


print([load(Both()) for _ in range(5)])


class Slots:
    __slots__ = ("a",)

    def __getattr__(self, name):
        return "slots " + name


print([load(Slots()) for _ in range(5)], Slots().a)


# === One site, many functions ===
def call(f, *more):
    return f(1, 2)


def f1(a, b):
    return a


def f2(a, b):
    return b


def f3(a, b, c=3):
    return c


def f4(a, *b):
    return b


def gen(a, b):
    yield a


for _ in range(5):
    print([call(f) for f in (f1, f2, f1, f3, f4, max, f2, C.__init__.__class__.__call__ and f1)], list(call(gen)))
try:
    call(lambda a: a)
except TypeError as e:
    print(e)


class M:
    def m(self, a, b):
        return a, b


class N:
    m = staticmethod(lambda a, b: (b, a))

class P(M):
    def m(self, a, b):
        return super().m(b, a)


def method(o):
    return o.m(1, 2)


print([method(o) for o in (M(), M(), P(), N(), P(), M(), N())] * 2)
