"""`yield from` and `await` at warmed sites."""


def inner(n):
    for i in range(n):
        got = yield i
        if got is not None:
            yield ("got", got)
    return n * 10


def outer(it):
    result = yield from it
    return ("result", result)


def drive(g, *sends):
    out = []
    try:
        out.append(next(g))
        for s in sends:
            out.append(g.send(s))
        while True:
            out.append(next(g))
    except StopIteration as e:
        out.append(e.value)
    return out


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Generators, then lists, ranges, iterators of Python ===
for _ in range(60):
    assert drive(outer(inner(3))) == [0, 1, 2, ("result", 30)]
assert drive(outer([7, 8])) == [7, 8, ("result", None)]
assert drive(outer(range(2))) == [0, 1, ("result", None)]
assert drive(outer("ab")) == ["a", "b", ("result", None)]
print(drive(outer(inner(3)), "hello", None, "again"))
error(drive, outer(5))
error(drive, outer(None))


class Iter:
    def __init__(self):
        self.log = []

    def __iter__(self):
        return self

    def __next__(self):
        self.log.append("next")
        if len(self.log) > 3:
            raise StopIteration("value")
        return len(self.log)


it = Iter()
assert drive(outer(it)) == [1, 2, 3, ("result", "value")]
error(drive, outer(Iter()), "sent")
Iter.send = lambda self, x: ("send", x)
g = outer(Iter())
print(next(g), g.send("s"), next(g), g.send(None))

# === throw and close go through ===
def catching():
    while True:
        try:
            yield "waiting"
        except KeyError as e:
            yield ("caught", e.args[0])
        except GeneratorExit:
            print("closing inner")
            raise


for i in range(30):
    g = outer(catching())
    next(g)
    assert g.throw(KeyError(i)) == ("caught", i)
    if i == 29:
        g.close()
    else:
        try:
            g.throw(ValueError(i))
        except ValueError as e:
            assert e.args == (i,)
error(drive, g)

# === Chains of delegation ===
def chain(n):
    if n == 0:
        x = yield "bottom"
        return [x]
    r = yield from chain(n - 1)
    r.append(n)
    return r


for _ in range(60):
    assert drive(chain(5), "s") == ["bottom", ["s", 1, 2, 3, 4, 5]]

# === await ===
class Future:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield ("pending", self.value)
        return (self.value, got)


async def leaf(x):
    return await Future(x)


async def root(x):
    a = await leaf(x)
    b = await leaf(a)
    return a, b


def run(c, *values):
    out = []
    try:
        out.append(c.send(None))
        for v in values:
            out.append(c.send(v))
    except StopIteration as e:
        out.append(("done", e.value))
    return out


for i in range(60):
    got = run(root(i), "x", "y")
    assert got == [("pending", i), ("pending", (i, "x")), ("done", ((i, "x"), ((i, "x"), "y")))]


async def waits(x):
    return await x


for bad in (5, None, [1], (y for y in ()), Iter()):
    error(run, waits(bad))
Future.__await__ = lambda self: iter([self.value, "two"])
print(run(waits(Future("one")), None, None))
Future.__await__ = lambda self: 5
error(run, waits(Future(1)))
done = leaf(1)
done.close()
error(run, waits(done))
