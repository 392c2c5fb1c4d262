"""Exceptions, context managers, matching, asynchronous code."""


def exceptions(a):
    try:
        a()
    except (ValueError, TypeError) as error:
        raise RuntimeError from error
    except KeyError:
        return 1
    else:
        a = 2
    finally:
        for i in a:
            try: continue
            finally: print(i)
    try:
        with a as b, b() as (c, d):
            return b
    except* OSError as group:
        print(group)
    except* ValueError:
        pass
    assert a, "message"


def matching(subject):
    match subject:
        case 0 | -1 | 1.5 | "a" "b" | None:
            return 1
        case [x, 2, *rest] | (2, x, *rest):
            return x, rest
        case [_, *_, last]:
            return last
        case {"k": v, **others} if v > 1:
            return others
        case Point(x=0, y=[a, b]) as p:
            return p, a, b
        case Point(1, 2) | module.CONSTANT | 1 + 2j:
            pass
        case _:
            return None


async def asynchronous(a):
    async with a as b, b:
        await b
    async for x in a:
        yield x
    else:
        print([y async for y in a if await y])
    return


async def coroutine():
    return [await x for x in ()], {k: v async for k, v in ()}, (x async for x in ())


def conditions(a, b, c):
    if a and not b or c: a
    x = a if b else c
    y = a < b < c
    z = not a is b and c in (1, 2, 3) or a not in [1, 2]
    while a == b: pass
    if (n := a) > 1: return n
    return x or y and z
