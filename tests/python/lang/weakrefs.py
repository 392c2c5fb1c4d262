"""Weak references: when they die, in which order callbacks and __del__ run, container by container."""
# needs: _weakref
from _weakref import ref, proxy, getweakrefcount, getweakrefs


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


class N:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def gone(name):
    return lambda r: print("callback", name, r() is None)


# === Basics ===
n = N("a")
r = ref(n)
print(r() is n, ref(n) is r, getweakrefcount(n), type(r).__name__, r == ref(n), hash(r) == hash(n))
n = None
print(r(), r == r, "dead" in repr(r))
error(lambda: ref(5))
error(lambda: ref("s"))
error(lambda: ref(()))
error(lambda: ref())
error(lambda: ref(n, 1, 2))


class Slotted:
    __slots__ = ()


class WithRef:
    __slots__ = ("__weakref__",)


error(lambda: ref(Slotted()))
w = WithRef()
print(ref(w)() is w, ref(N)() is N, ref(gone)() is gone, ref({1})() is None)

# === Callbacks: order among several, and against __del__ ===
n = N("b")
r1, r2, r3 = ref(n, gone("first")), ref(n, gone("second")), ref(n, gone("third"))
print(getweakrefcount(n), r1.__callback__ is not None, len(getweakrefs(n)))
n = None
print(r1.__callback__, r1())
n = N("c")
r = ref(n, gone("dropped"))
r = None
n = None


def bad(r):
    raise ValueError("in the callback")


import sys

shown = []
hook, sys.unraisablehook = sys.unraisablehook, lambda u: shown.append((type(u.exc_value).__name__, str(u.exc_value)))
n = N("d")
r = ref(n, bad)
n = None
sys.unraisablehook = hook
print(shown)

# === One per container: each element's reference dies as it is dropped ===
def watch(*names):
    made = [N(x) for x in names]
    watched.extend(ref(m, gone(m.name)) for m in made)
    return made


watched = []
print("-- list")
l = watch("l0", "l1", "l2")
l.clear()
l = watch("l0", "l1", "l2")
l = None
print("-- tuple")
t = tuple(watch("t0", "t1"))
t = None
print("-- dict")
d = dict(enumerate(watch("d0", "d1", "d2")))
d.clear()
d = dict(enumerate(watch("d0", "d1")))
d = None
print("-- instance")


class Holder:
    pass


h = Holder()
h.a, h.b = watch("ha", "hb")
h = None
print("-- locals")


def frame():
    a, b = watch("fa", "fb")


frame()
print("-- closure")


def closure():
    a = watch("ca")[0]
    return lambda: a


f = closure()
f = None
print("-- generator")


def gen():
    a = watch("ga")[0]
    yield


g = gen()
next(g)
g = None
print("-- slice")
l = watch("s0", "s1", "s2", "s3")
del l[1:3]
l[:] = []

# === Resurrection: __del__ runs before the reference is cleared ===
saved = []


class Phoenix:
    def __del__(self):
        print("reference in __del__:", r() is self)
        saved.append(self)


p = Phoenix()
r = ref(p, gone("phoenix"))
p = None
print(r() is saved[0], len(saved))
r2 = ref(saved[0])
print(r2() is saved[0])
saved.clear()
print(r2())

# === Seeing others while dying ===
class Looks:
    def __del__(self):
        print("sees", [x and x.name for x in (a() for a in others)])


keep = [N("k0"), N("k1")]
others = [ref(k) for k in keep]
l = [keep.pop(0), Looks(), keep.pop(0)]
l = None

# === Proxies ===
class P:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        return self.v + other

    def __len__(self):
        return 3

    def __call__(self, x):
        return x

    def __getitem__(self, k):
        return k


p = P(5)
x = proxy(p)
print(x.v, x + 1, len(x), x[2], x("c"), type(x).__name__, bool(x), isinstance(x, P), x == p)
x.v = 6
print(p.v)
error(lambda: hash(x))
p = None
error(lambda: x.v)
error(lambda: x + 1)

# === Subclasses of ref ===
class MyRef(ref):
    def __init__(self, obj, callback=None, tag="t"):
        super().__init__(obj, callback)
        self.tag = tag

    def __new__(cls, obj, callback=None, tag="t"):
        return super().__new__(cls, obj, callback)


n = N("m")
m = MyRef(n, tag="mine")
print(m().name, m.tag, m is ref(n), getweakrefcount(n))
n = None
print(m())
