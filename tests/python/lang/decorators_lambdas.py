"""Decorators, lambdas, functions as values, defaults, docstrings, attributes of functions."""

log = []


def note(name):
    log.append("make " + name)
    def deco(f):
        log.append("apply " + name)
        return f
    return deco


# === Order and arbitrary expressions ===
@note("a")
@note("b")
def f():
    """Doc of f."""


class D:
    table = [lambda g: (g, "listed")]


@D.table[0]
def g():
    pass


@lambda h: h.__name__
def named():
    pass


@(walrus := note("walrus"))
def h():
    pass


@note("class")
class K:
    @staticmethod
    @note("static")
    def s():
        return "s"

    @property
    @note("property")
    def p(self):
        return "p"


print(log, g[1], named, K.s(), K().p, f.__doc__)


# === Classes and instances as decorators; with state ===
class Counted:
    def __init__(self, f):
        self.f, self.n = f, 0

    def __call__(self, *a, **k):
        self.n += 1
        return self.f(*a, **k)

    def __get__(self, obj, owner=None):
        return self if obj is None else lambda *a, **k: self(obj, *a, **k)


@Counted
def add(a, b=2):
    return a + b


class M:
    @Counted
    def m(self, x):
        return ("m", x)


print(add(1), add(1, b=5), add.n, M().m(7), M.m.n)


def memo(f):
    cache = {}
    def inner(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]
    inner.cache = cache
    return inner


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), len(fib.cache))

# === Lambdas ===
print((lambda: 5)(), (lambda x, /, y=2, *a, z=3, **k: (x, y, a, z, k))(1, 9, 8, z=7, w=6), (lambda *, k: k)(k=1), (lambda x: lambda y: x + y)(1)(2), [(lambda i: i * i)(i) for i in range(3)], (lambda: (yield))().__class__.__name__, sorted("bca", key=lambda c: -ord(c)), (lambda x: x if x else "empty")(""))
compose = lambda *fs: (lambda x: x if not fs else compose(*fs[:-1])(fs[-1](x)))
print(compose(str, lambda x: x + 1, lambda x: x * 2)(5), (lambda s: s(s, 5))(lambda s, n: 1 if n == 0 else n * s(s, n - 1)))

# === Attributes ===
def fn(a, b=[1], *c, d=4, **e) -> int:
    """Doc."""


fn.attr = "x"
print(fn.__name__, fn.__qualname__, fn.__doc__, fn.__defaults__, fn.__kwdefaults__, fn.__module__, fn.__dict__, fn.__closure__, fn.__type_params__)
fn.__dict__ = {"other": 1}
print(fn.other, hasattr(fn, "attr"))
fn.__doc__ = 5
fn.__module__ = None
print(fn.__doc__, fn.__module__, (lambda: 0).__doc__, (lambda: 0).__name__)
for stmt in (lambda: setattr(fn, "__code__", None), lambda: setattr(fn, "__name__", None), lambda: setattr(fn, "__type_params__", 5), lambda: fn < fn, lambda: fn + fn, lambda: len(fn), lambda: iter(fn)):
    try:
        stmt()
    except Exception as e:
        print(type(e).__name__ + ":", e)

# === Nested definitions, recursion, conditional definitions ===
def outer():
    """Outer doc."""
    def inner():
        class Local:
            def method(self):
                return lambda: None
        return Local
    return inner


print(outer()().__qualname__, outer()()().method().__qualname__, outer.__doc__, outer().__doc__)
if log:
    def chosen():
        return "first"
else:
    def chosen():
        return "second"
print(chosen())


def generator_default(g=(x * x for x in range(3))):
    return list(g)


print(generator_default(), generator_default())


def mutual_even(n):
    return n == 0 or mutual_odd(n - 1)


def mutual_odd(n):
    return n != 0 and mutual_even(n - 1)


print(mutual_even(100), mutual_odd(7))
