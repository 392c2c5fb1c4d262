"""An exception passes through generators, comprehensions, a callback of a builtin and a coroutine."""


def numbers():
    for x in (2, 1, 0):
        yield x


def invert(x):
    return 1 / x


def gen():
    yield from (invert(x) for x in numbers())


async def co():
    return sorted([invert(v) for v in map(lambda g: list(g), [gen()])], key=lambda v: v)


async def main():
    await co()


main().send(None)
