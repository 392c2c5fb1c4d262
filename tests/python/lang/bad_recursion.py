"""Runaway recursion through every special method ends in RecursionError."""
import sys


def error(f, *a):
    try:
        r = f(*a)
        print('ok', type(r).__name__)
    except BaseException as e:
        print(type(e).__name__)


def mk(**k):
    return type('X', (), k)


def rec(n):
    return rec(n)


error(lambda: rec(0))
X = mk(__eq__=lambda s, o: s == o)
x = X()
error(lambda: x == x)
X = mk(__ne__=lambda s, o: s != o)
x = X()
error(lambda: x != x)
X = mk(__lt__=lambda s, o: s < o)
x = X()
error(lambda: x < x)
error(lambda: sorted([x, x]))
X = mk(__repr__=lambda s: repr(s))
error(lambda: repr(X()))
error(lambda: str(X()))
error(lambda: '%r' % X())
error(lambda: f'{X()!r}')
X = mk(__str__=lambda s: str(s))
error(lambda: str(X()))
error(lambda: '%s' % X())
error(print, X())
X = mk(__getattr__=lambda s, n: getattr(s, n))
error(lambda: X().a)
error(hasattr, X(), 'a')
X = mk(__getattribute__=lambda s, n: getattr(s, n))
error(lambda: X().a)
X = mk(__setattr__=lambda s, n, v: setattr(s, n, v))
error(setattr, X(), 'a', 1)
X = mk(__delattr__=lambda s, n: delattr(s, n))
error(delattr, X(), 'a')
X = mk(__hash__=lambda s: hash(s))
error(lambda: hash(X()))
error(lambda: {X(): 1})
error(lambda: {X()})
X = mk(__iter__=lambda s: iter(s))
error(lambda: list(X()))
error(lambda: [*X()])
error(lambda: 1 in X())
X = mk(__next__=lambda s: next(s))
error(lambda: next(X()))
X = mk(__len__=lambda s: len(s))
error(lambda: len(X()))
error(bool, X())
X = mk(__bool__=lambda s: bool(s))
error(bool, X())
error(lambda: not X())
X = mk(__getitem__=lambda s, k: s[k])
error(lambda: X()[0])
error(lambda: list(X()))
X = mk(__setitem__=lambda s, k, v: s.__setitem__(k, v))
error(lambda: X().__setitem__(0, 1))
X = mk(__contains__=lambda s, k: k in s)
error(lambda: 1 in X())
X = mk(__call__=lambda s: s())
error(lambda: X()())
X = mk(__add__=lambda s, o: s + o)
error(lambda: X() + 1)
X = mk(__radd__=lambda s, o: o + s)
error(lambda: 1 + X())
error(lambda: sum([X()]))
X = mk(__iadd__=lambda s, o: s.__iadd__(o))
error(lambda: X().__iadd__(1))
X = mk(__neg__=lambda s: -s)
error(lambda: -X())
X = mk(__index__=lambda s: s.__index__())
error(lambda: [1][X()])
error(lambda: range(X()))
X = mk(__int__=lambda s: int(s))
error(lambda: int(X()))
X = mk(__float__=lambda s: float(s))
error(lambda: float(X()))
X = mk(__format__=lambda s, f: format(s, f))
error(lambda: format(X(), 'x'))
error(lambda: f'{X()}')
X = mk(__enter__=lambda s: s.__enter__(), __exit__=lambda *a: 0)


def w():
    with X():
        pass


error(w)
X = mk(p=property(lambda s: s.p))
error(lambda: X().p)


class M(type):

    def __call__(cls):
        return cls()


error(lambda: M('Y', (), {})())


class M2(type):

    def __instancecheck__(cls, o):
        return isinstance(o, cls)

    def __subclasscheck__(cls, o):
        return issubclass(o, cls)


error(lambda: isinstance(1, M2('Y', (), {})))
error(lambda: issubclass(int, M2('Y', (), {})))


class M3(type):

    def __getattr__(cls, n):
        return getattr(cls, n)


error(lambda: M3('Y', (), {}).zz)


class D:

    def __get__(s, o, c):
        return o.d


class H:
    d = D()


error(lambda: H().d)


class N:

    def __new__(cls):
        return cls()


error(N)


class I:

    def __init__(self):
        I()


error(I)


class Del:

    def __del__(self):
        Del()


sys.unraisablehook = lambda u: None


class A:

    def __reversed__(s):
        return reversed(s)

    def __round__(s):
        return round(s)

    def __dir__(s):
        return dir(s)

    def __bytes__(s):
        return bytes(s)

    def __complex__(s):
        return complex(s)

    def __abs__(s):
        return abs(s)


for f in (reversed, round, dir, bytes, complex, abs):
    error(f, A())


def gen():
    yield from gen()


error(lambda: list(gen()))


def gen2(n):
    if n:
        yield from gen2(n - 1)
    yield n


error(lambda: len(list(gen2(500))))
error(lambda: list(gen2(100000)))
error(lambda: [rec(0) for _ in range(1)])
error(lambda: list(map(rec, [1])))
error(lambda: max([1, 2], key=rec))
error(lambda: sorted([1, 2], key=rec))
error(lambda: eval('rec(0)'))


def ev():
    exec('ev()')


error(ev)


def me():
    return min([1], key=lambda x: me())


error(me)
