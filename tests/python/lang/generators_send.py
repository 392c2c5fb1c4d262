"""Generators: next, send, return values, attributes, state."""


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === send ===
def echo():
    got = None
    while True:
        got = yield got
        if got == "stop":
            return "returned"


g = echo()
error(lambda: g.send("too early"))
assert next(g) is None and g.send(1) == 1 and next(g) is None and g.send([2]) == [2]
try:
    g.send("stop")
except StopIteration as e:
    assert e.value == "returned" and e.args == ("returned",)
error(lambda: next(g))
error(lambda: g.send(1))
assert next(g, "default") == "default"

# === Return values ===
def returns(v):
    return v
    yield


for v in (None, 1, (1, 2), StopIteration(5), ()):
    try:
        next(returns(v))
    except StopIteration as e:
        print(repr(e.value), e.args)

# === yield as an expression ===
def expressions():
    x = (yield 1) + (yield 2)
    y = [(yield x), (yield x * 2)]
    z = {"k": (yield y)}
    print((yield z), (yield), sep="|")
    return (yield (yield "inner"))


g = expressions()
values = [next(g)] + [g.send(v) for v in (10, 20, "a", "b", "c", "p", "q")]
print(values)
try:
    g.send("last")
except StopIteration as e:
    print("value", e.value)

# === State and attributes ===
def attrs(a, b=2):
    """doc"""
    c = yield a
    yield c


g = attrs(1)
print(type(g).__name__, g.__name__, g.__qualname__, g.gi_running, g.gi_suspended, g.gi_yieldfrom, g.gi_code is attrs.__code__)
print(sorted(g.gi_frame.f_locals), g.gi_frame.f_lasti >= 0)
next(g)
print(g.gi_suspended, g.gi_running, g.gi_frame.f_locals["a"])
list(g)
print(g.gi_frame, g.gi_suspended, g.gi_code.co_name)
g.__name__ = "renamed"
g.__qualname__ = "q.renamed"
print(g.__name__, repr(g).split(" at ")[0])
error(lambda: setattr(g, "__name__", 1))
error(lambda: setattr(g, "gi_frame", 1))
error(lambda: g.nothing)
error(lambda: type(g)())
assert iter(g) is g


def running():
    print(me.gi_running, me.gi_suspended)
    error(lambda: next(me))
    error(lambda: me.send(None))
    error(lambda: me.throw(ValueError))
    error(lambda: me.close())
    yield


me = running()
next(me)

# === Arguments are bound at the call, the body starts at the first next ===
started = []


def late(a, *, k):
    started.append(a)
    yield k


error(lambda: late())
error(lambda: late(1))
g = late(1, k=2)
assert started == [] and next(g) == 2 and started == [1]

# === Generators as coroutines between each other ===
def producer(n, target):
    for i in range(n):
        target.send(i)
    target.close()


def collector(out):
    try:
        while True:
            out.append((yield))
    finally:
        out.append("closed")


out = []
c = collector(out)
next(c)
producer(3, c)
print(out)

# === Generator expressions ===
ge = (x * y for x in range(3) for y in range(x) if y or x)
print(type(ge).__name__, ge.__name__, ge.__qualname__, list(ge))
error(lambda: (x for x in 5))
error(lambda: (x for x in None))
lazy = (1 // x for x in (1, 0))
assert next(lazy) == 1
error(lambda: next(lazy))
assert list(lazy) == []


def outer_iterable_first():
    data = [1, 2]
    g = (x + y for x in data for y in data)
    data = [10]
    return list(g)


assert outer_iterable_first() == [11, 12]

# === Locals, nested functions, recursion ===
def permutations(items):
    if len(items) < 2:
        yield items
        return
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [x] + rest


print(list(permutations([1, 2, 3])))


def many():
    for i in range(1000):
        yield i


gens = [many() for _ in range(100)]
assert sum(sum(next(g) for g in gens) for _ in range(10)) == 4500
assert sum(1 for g in gens for _ in g) == 99000
assert list(zip(many(), many()))[-1] == (999, 999)
a, b, *c = many()
assert (a, b, len(c)) == (0, 1, 998)
