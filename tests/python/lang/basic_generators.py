"""Generators and their use."""


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def echo():
    got = yield "first"
    while got is not None:
        got = yield got * 2


def both():
    yield from count(2)
    yield "end"
    return "result"


for v in count(3):
    print(v)
s = 0
for v in count(1000):
    s += v
print(s, list(count(4)), sum(count(10)))
g = echo()
print(next(g), g.send(5), g.send("ab"))
try:
    g.send(None)
except StopIteration:
    print("stopped")
print(list(both()), [x * x for x in count(3)], list(x + 1 for x in count(2)))
g = count(5)
print(next(g), next(g))
g.close()
print(list(g))
