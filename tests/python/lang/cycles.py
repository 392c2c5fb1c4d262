"""The cycle collector."""
# needs: gc
import gc

gc.disable()


class N:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


# === Simple cycles ===
gc.collect()
n = N("self")
n.me = n
n = None
print("collected", gc.collect() > 0)
a, b = N("a"), N("b")
a.other, b.other = b, a
a = b = None
gc.collect()
l = [N("in list")]
l.append(l)
l = None
gc.collect()
d = {"n": N("in dict")}
d["d"] = d
d = None
gc.collect()


def closure():
    n = N("in closure")
    def f():
        return f, n
    return f


closure()
gc.collect()


def gen():
    n = N("in generator")
    g = yield
    yield g


g = gen()
next(g)
g.send(g)
g = None
gc.collect()


def make_class():
    class C:
        n = N("in class")
    C.me = C


make_class()
gc.collect()
try:
    raise ValueError
except ValueError as e:
    kept = N("in traceback")
    def frame_cycle(e=e):
        local = N("frame local")
        err = e
        e.f = err
    frame_cycle()
del kept
gc.collect()

# === What is reachable stays ===
a = N("stays")
a.me = a
gc.collect()
print("still", a.me.name)
a.me = None
a = None

# === Resurrection from a cycle ===
saved = []


class Phoenix:
    def __del__(self):
        print("phoenix")
        saved.append(self)


p = Phoenix()
p.me = p
p = None
gc.collect()
print(len(saved))
saved.clear()
gc.collect()
print("once")

# === Answers ===
print(gc.isenabled(), gc.get_threshold(), gc.is_tracked(5), gc.is_tracked([]), gc.is_tracked({}), gc.is_tracked(()), gc.is_tracked("s"))
print(gc.is_finalized(Phoenix()), [r for r in gc.get_referents([1, "a"])])
x = [1]
holder = [x]
print(any(r is holder for r in gc.get_referrers(x)))
gc.enable()
print(gc.isenabled())
