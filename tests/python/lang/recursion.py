"""Runaway recursion through every road ends in RecursionError, and the program goes on."""
import sys


def error(f, *args):
    try:
        f(*args)
    except RecursionError as e:
        print(f.__name__, "RecursionError:", str(e)[:32])
    else:
        print(f.__name__, "no error")


# === Plain, mutual, through methods, closures, lambdas, comprehensions ===
def plain(n=0):
    return plain(n + 1)


def ping():
    return pong()


def pong():
    return ping()


class C:
    def method(self):
        return self.method()

    @property
    def prop(self):
        return self.prop

    @classmethod
    def klass(cls):
        return cls.klass()

    def __call__(self):
        return self()

    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __getitem__(self, i):
        return self[i]

    def __len__(self):
        return len(self)

    def __bool__(self):
        return not self

    def __iter__(self):
        return iter(self)

    def __contains__(self, x):
        return x in self

    def __eq__(self, other):
        return self == other

    def __lt__(self, other):
        return self < other

    def __hash__(self):
        return hash(self)

    def __add__(self, other):
        return self + other

    def __repr__(self):
        return repr(self)

    def __str__(self):
        return str(self)

    def __format__(self, spec):
        return format(self, spec)

    def __enter__(self):
        with self:
            pass

    def __exit__(self, *args):
        pass

    def __int__(self):
        return int(self)

    def __index__(self):
        return [0][self]

    def __setattr__(self, name, value):
        self.x = value


class Init:
    def __init__(self):
        Init()


class New:
    def __new__(cls):
        return New()


class GetAttribute:
    def __getattribute__(self, name):
        return self.name


c = C()


def comprehension():
    return [comprehension() for _ in range(1)]


def generator():
    def g():
        yield from g()
    return list(g())


def generator_for():
    def g():
        for x in g():
            yield x
    return list(g())


def keyword(**kw):
    return keyword(**kw)


def star(*args):
    return star(*args)


def sort_key(x=0):
    return sorted([1], key=sort_key)


def mapped(x=0):
    return list(map(mapped, [1]))


def deco():
    @deco
    def f():
        pass


def try_finally():
    try:
        try_finally()
    finally:
        pass


def coroutine():
    async def co():
        await co()
    co().send(None)


def decorated_str():
    return "%s" % c


roads = [plain, ping, comprehension, generator, generator_for, keyword, star, sort_key, mapped, try_finally, coroutine]
for f in roads:
    error(f)


def make(name, body):
    body.__name__ = name
    return body


error(make("method", lambda: c.method()))
error(make("property", lambda: c.prop))
error(make("classmethod", lambda: c.klass()))
error(make("__call__", lambda: c()))
error(make("__getattr__", lambda: c.missing))
error(make("__getitem__", lambda: c[0]))
error(make("__len__", lambda: len(c)))
error(make("__bool__", lambda: bool(c)))
error(make("__iter__", lambda: iter(c)))
error(make("__contains__", lambda: 1 in c))
error(make("__eq__", lambda: c == 1))
error(make("__lt__", lambda: c < 1))
error(make("__hash__", lambda: hash(c)))
error(make("__add__", lambda: c + 1))
error(make("__repr__", lambda: repr(c)))
error(make("__str__", lambda: str(c)))
error(make("__format__", lambda: format(c)))
error(make("__enter__", lambda: c.__enter__()))
error(make("__int__", lambda: int(c)))
error(make("__index__", lambda: [0][c]))
error(make("__setattr__", lambda: setattr(c, "y", 1)))
error(make("__init__", Init))
error(make("__new__", New))
error(make("__getattribute__", lambda: GetAttribute().x))
error(make("percent", decorated_str))
error(make("in list", lambda: [c] == [1]))
error(make("dict key", lambda: {c: 1}))

# === Self-referential containers print; deep ones raise ===
l = []
l.append(l)
d = {}
d[1] = d
t = ([],)
t[0].append(t)
print(l, d, t, repr(l), str(d))
s = [l, d]
print(s)


def deep(n, make):
    x = None
    for _ in range(n):
        x = make(x)
    return x


def deep_repr():
    repr(deep(100000, lambda x: [x]))


def deep_equal():
    deep(100000, lambda x: [x]) == deep(100000, lambda x: [x])


def deep_tuple_hash():
    hash(deep(100000, lambda x: (x,)))


def deep_dict_repr():
    repr(deep(100000, lambda x: {1: x}))


def self_equal():
    a, b = [], []
    a.append(b)
    b.append(a)
    return a == b


for f in (deep_repr, deep_equal, deep_dict_repr, deep_tuple_hash, self_equal):
    try:  # how deep is too deep differs between machines; only a crash is wrong
        f()
    except RecursionError:
        pass
    print(f.__name__, "survived")

# === Deep data dies quietly ===
x = deep(200000, lambda x: [x])
x = deep(200000, lambda x: (x,))
x = deep(200000, lambda x: {1: x})


class Node:
    def __init__(self, next):
        self.next = next


x = deep(200000, Node)
x = None


def chain():
    f = None
    for _ in range(100000):
        f = (lambda g: lambda: g)(f)
    return f


x = chain()
x = None
print("deep data is gone")

# === The limit ===
print(sys.getrecursionlimit())


def depth(n=1):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


sys.setrecursionlimit(200)
shallow = depth()
sys.setrecursionlimit(2000)
deeper = depth()
print(deeper - shallow)
for bad in (0, -5, "x", 2**100, 1.5):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)


def inside(n):
    if n:
        return inside(n - 1)
    try:
        sys.setrecursionlimit(10)
    except RecursionError as e:
        return str(e)


print(inside(50))
sys.setrecursionlimit(1000)

# === Handlers near the limit; finally still runs ===
def handler(n):
    try:
        return handler(n + 1)
    except RecursionError:
        raise
    finally:
        ran.append(n)


ran = []
error(make("handler", lambda: handler(0)))
assert ran[-1] == 0 and len(ran) > 900
print("end")
