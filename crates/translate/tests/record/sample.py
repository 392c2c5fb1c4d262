"""One of everything that has an instruction of its own. Compiled into tests/data/sample.pyc by

    python3.14 -c "import py_compile as p; p.compile('tests/record/sample.py', 'tests/data/sample.pyc', 'sample.py', invalidation_mode=p.PycInvalidationMode.UNCHECKED_HASH)"
"""

from os import path as P, sep
import os.path, sys

x: int = 1


class Base[T]:
    y: list[T] = []
    z = sep

    def __init__(self, /, a, *b, c=1, **d):
        super().__init__(a, *b, **d)
        self.a = self.b = a
        self.c += c
        del self.d
        super(Base, self).m

    def get(self):
        return __class__, super().get


def arithmetic(a, b, c):
    a += b * 2 - c // 3
    d = -a if not b else ~a
    a, b, c = c, b, a
    if 1 < a < b <= c != d and a is None or b is not c or a not in (1, 2):
        return a[1], a[b:c], a[1:2:b]
    a[b] = c[b:c] = 3
    del a[b], c
    return a == b, a is b, a in b, not a, 300 < a


def loops(xs, n, f):
    total = 0
    for i, x in enumerate(xs):
        if x < n and i is not None:
            total += x * 2
        elif x:
            continue
        y = z = f.m(x, total)
        if (w := f.k) in xs:
            print(w, y, z, sep="", end=str(i))
        while total > n:
            total -= 1
            if not total % 7:
                break
        else:
            total = f(lambda: total0)(1)(2)
    total0 = [a + b for a in xs if a for b in a]
    return {a: f(b, *xs, k=1, **n) for a, b in total0}, {a for a in xs}, (q for q in xs), f(*xs), f(**n)


def handlers(f, g):
    try:
        with f as a, g() as (b, *c, d):
            f(a, [x for x in c], g(b))
            return d
    except (OSError, ValueError) as e:
        raise RuntimeError(f"{e!r:>{a}} {f:x}{g}") from e
    except KeyError:
        f = g
    else:
        f(1)
    finally:
        try:
            del g
        except* TypeError as t:
            raise
    assert f, "message"
    assert g
    for h in f:
        try:
            return h
        finally:
            f(h)


def generator(f):
    try:
        a = yield f
        b = yield from f(a)
        yield 1, b
    except GeneratorExit as e:
        yield
    return a


async def coroutine(f):
    async with f as a:
        async for b, c in a:
            await b
            yield c
    d = [await g async for g in f if await g]
    return


def matching(s):
    match s:
        case 1 | "a" | None:
            return 1
        case [a, 2, *b]:
            return a, b
        case {"k": v, **rest}:
            return v, rest
        case Base(a=1, b=c) if c:
            return c
        case (a, b) as t:
            global x
            x = t
        case _:
            del x
    return {**s, 1: 2, "a": {**s}}, [*s, 1, 2, *s], {1, *s}, (*s,), {"a": 1, "b": 2}, [1, 2, 3]


@generator
@loops
def outer(a, b=1, *, c: int = 2):
    def inner(d=a) -> str:
        nonlocal b
        b = a + d
        return lambda: b

    if c:
        e = 1
    print(e)
    del a
    type X[T: int] = list[T]
    exec("1")
    t = t"{a} is {b!r:>{c}}"
    return inner, [lambda: i for i in range(3)], e
