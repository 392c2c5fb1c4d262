"""Asynchronous generators driven by hand."""


def error(f):
    try:
        print("no error:", repr(f()))
    except BaseException as e:
        print(type(e).__name__ + ":", e)


class Wait:
    def __init__(self, request):
        self.request = request

    def __await__(self):
        return (yield self.request)


def step(awaitable, *values):
    """Runs an awaitable to its end; gives what it asked for and its result."""
    it = awaitable.__await__()
    asked = []
    try:
        asked.append(it.send(None))
        for v in values:
            asked.append(it.send(v))
        return asked, "unfinished"
    except StopIteration as e:
        return asked, e.value


async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got is not None:
                await Wait(("got", got))
    except ValueError as e:
        yield "caught %s" % e
    finally:
        await Wait("cleaning")
        print("finally")


# === __anext__, asend ===
g = agen(2)
print(step(g.__anext__()), step(g.asend("hello"), None))
error(lambda: step(g.__anext__(), None))
error(lambda: step(g.__anext__()))

# === athrow ===
g = agen(3)
step(g.__anext__())
print(step(g.athrow(ValueError("v"))))
error(lambda: step(g.__anext__(), None))
g = agen(3)
step(g.__anext__())
error(lambda: step(g.athrow(KeyError("k")), None))
g = agen(3)
error(lambda: step(g.athrow(ValueError("not begun"))))

# === aclose ===
g = agen(3)
step(g.__anext__())
print(step(g.aclose(), None))
print(step(g.aclose()))
error(lambda: step(g.__anext__()))
print(step(agen(3).aclose()))


async def ignores_close():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = ignores_close()
step(g.__anext__())
error(lambda: step(g.aclose()))

# === Use in async for and comprehensions ===
async def simple(n):
    for i in range(n):
        yield i * 10


async def consume():
    out = []
    async for x in simple(3):
        out.append(x)
    out += [x + 1 async for x in simple(2)]
    out += [x async for x in (y * 2 async for y in simple(2))]
    return out


print(step(consume()))

# === Attributes ===
g = simple(1)
print(type(g).__name__, g.__name__, g.ag_running, g.ag_suspended, g.ag_await, g.ag_code is simple.__code__)
a = g.__anext__()
print(type(a).__name__, step(a), g.__aiter__() is g)
a = g.athrow(ValueError)
print(type(a).__name__)
error(lambda: step(a))
error(lambda: iter(g))
error(lambda: next(g))

# === First send must be None; a step is used once ===
g = simple(2)
error(lambda: step(g.asend(5)))
g = simple(2)
a = g.__anext__()
print(step(a))
error(lambda: step(a))

# === aiter and anext ===
g = simple(2)
assert aiter(g) is g
print(step(anext(g)), step(anext(g, "default")), step(anext(g, "default")))
error(lambda: aiter(5))
error(lambda: anext(5))

# === StopAsyncIteration and StopIteration raised inside ===
async def raises(e):
    yield 1
    raise e


for e in (StopAsyncIteration("s"), StopIteration("s")):
    g = raises(e)
    step(g.__anext__())
    error(lambda: step(g.__anext__()))

# === Arguments of athrow are read when it is awaited ===
for args in ((), (5,)):
    g = raises(ValueError())
    waiting = g.athrow(*args)
    print(type(waiting).__name__)
    error(lambda: step(waiting))
    print(g.ag_running)
