"""Functions, closures, defaults, calls of every shape."""

import os.path as path
from collections import (OrderedDict as Ordered, deque)


def plain(a, b=2, *rest, key: int = 3, **more) -> "text":
    """Docstring."""
    local = a + b * 2 - key // 3 % 4 ** 2
    local <<= 1
    local @= a
    return local, rest, more


def outer(x):
    y = x

    def inner(z):
        nonlocal y
        y += z
        return lambda: (x, y, z)

    del x
    return inner


def calls(f, *args, **kwargs):
    f()
    f(1, 2, k=3)
    f(*args, **kwargs)
    f.method(1)(2).other(*args, last=None)
    print(len(args), [*args, 1], {**kwargs, "a": 1}, {*args})
    return super(str, f).upper()


def annotated(x: int, y: "list[int]" = None):
    z: int = x
    return z


type Alias[T] = list[T]


def generic[T: int, *Ts, **P](x: T) -> T:
    return x


async def coroutine(a):
    async with a as b, a:
        await b
    async for i in a:
        yield i
    print([j async for j in a if await j])
