"""Coroutines driven by hand."""


def error(f):
    try:
        print("no error:", repr(f()))
    except BaseException as e:
        print(type(e).__name__ + ":", e)


class Wait:
    """Suspends once with its request, gives back what is sent."""

    def __init__(self, request):
        self.request = request

    def __await__(self):
        return (yield self.request)


async def leaf(x):
    return await Wait(("leaf", x))


async def middle(x):
    a = await leaf(x)
    b = await leaf(a)
    return a + b


def drive(c, *values):
    out = []
    try:
        out.append(c.send(None))
        for v in values:
            out.append(c.send(v))
    except StopIteration as e:
        out.append(("done", e.value))
    return out


# === await in a chain ===
print(drive(middle(1), 10, 20))


async def plain():
    return "no await"


assert drive(plain()) == [("done", "no await")]


async def expressions():
    return [await leaf(1), await leaf(2)], {"k": await leaf(3)}, -(await leaf(4)), f"{await leaf(5)}"


print(drive(expressions(), 1, 2, 3, 4, 5))

# === throw and close ===
async def guarded():
    try:
        return await leaf(0)
    except KeyError as e:
        return "caught %s" % e
    finally:
        print("finally")


c = guarded()
c.send(None)
try:
    c.throw(KeyError("k"))
except StopIteration as e:
    print(e.value)
c = guarded()
c.send(None)
c.close()
error(lambda: c.send(None))
c = guarded()
c.send(None)
error(lambda: c.throw(ValueError("v")))
c.close()

# === Used once ===
c = plain()
drive(c)
error(lambda: c.send(None))
error(lambda: c.throw(ValueError))
c.close()
c = plain()
error(lambda: c.send(5))
error(lambda: next(c))
error(lambda: iter(c))
error(lambda: list(c))
c.close()

# === Attributes ===
c = leaf(1)
print(type(c).__name__, c.__name__, c.__qualname__, c.cr_running, c.cr_suspended, c.cr_await, c.cr_code is leaf.__code__, c.cr_origin)
c.send(None)
print(c.cr_suspended, type(c.cr_await).__name__, c.cr_frame.f_locals["x"])
c.close()
print(c.cr_frame)
w = (lambda c: c.__await__())(plain())
print(type(w).__name__, hasattr(w, "send"), iter(w) is w)
error(lambda: w.send(None))

# === Not awaitable ===
async def bad(x):
    await x


for x in (1, None, [], (i for i in ()), leaf, Wait):
    error(lambda: bad(x).send(None))


class NotIterator:
    def __await__(self):
        return [1]


error(lambda: bad(NotIterator()).send(None))

# === async with ===
class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        await Wait("enter " + self.name)
        return self.name

    async def __aexit__(self, t, v, tb):
        await Wait("exit " + self.name)
        print("exit", self.name, t and t.__name__)
        return self.swallow


async def uses():
    async with Manager("a") as a, Manager("b") as b:
        await Wait("body")
        return a, b


print(drive(uses(), None, None, None, None, None))


async def swallows():
    async with Manager("s", True):
        raise KeyError("swallowed")
    return "after"


print(drive(swallows(), None, None))


async def propagates():
    async with Manager("p"):
        raise KeyError("passed")


error(lambda: drive(propagates(), None, None))


class NoExit:
    async def __aenter__(self):
        pass


class Sync:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        pass


async def enter(x):
    async with x:
        pass


error(lambda: drive(enter(NoExit())))
error(lambda: drive(enter(Sync())))
error(lambda: drive(enter(5)))

# === async for ===
class Counter:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        self.i = 0
        return self

    async def __anext__(self):
        self.i += 1
        if self.i > self.n:
            raise StopAsyncIteration
        await Wait(("next", self.i))
        return self.i


async def loops(n):
    out = []
    async for x in Counter(n):
        if x == 2:
            continue
        if x == 4:
            break
        out.append(x)
    else:
        out.append("else")
    return out


print(drive(loops(3), None, None, None))
print(drive(loops(5), None, None, None, None))


async def comprehensions():
    a = [x async for x in Counter(2)]
    b = {x: await leaf(x) for x in (1, 2)}
    c = [y async for x in Counter(1) for y in (x, x * 10)]
    return a, b, c


print(drive(comprehensions(), None, None, "one", "two", None))


async def iterate(x):
    async for _ in x:
        pass


error(lambda: drive(iterate(5)))
error(lambda: drive(iterate([1])))


class BadIter:
    def __aiter__(self):
        return 5


error(lambda: drive(iterate(BadIter())))


class BadNext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


error(lambda: drive(iterate(BadNext())))

# === StopIteration inside a coroutine; running twice ===
async def stops():
    raise StopIteration("inside")


error(lambda: stops().send(None))


async def runs_itself():
    me.send(None)


me = runs_itself()
error(lambda: me.send(None))

# === A coroutine's frames unwind with its exception ===
async def fails():
    await leaf(1)
    raise ValueError("failed")


async def calls_fails():
    await fails()


c = calls_fails()
c.send(None)
try:
    c.send(None)
except ValueError as e:
    tb, names = e.__traceback__, []
    while tb:
        names.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    print(names)
