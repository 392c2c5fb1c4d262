"""_weakref: arguments, proxies of everything, collected cycles, what dies in which order."""
# needs: _weakref, gc
import gc
import _weakref
from _weakref import ProxyType, _remove_dead_weakref, getweakrefcount, getweakrefs, proxy, ref


def error(f, *a, **k):
    try:
        r = f(*a, **k)
        print("ok", r if type(r) in (int, bool, str, type(None), tuple, list, dict) else type(r).__name__)
    except BaseException as e:
        print(type(e).__name__ + ":", e)


class N:
    pass


class E:
    def same(self):
        return self

    def __init__(self, k):
        self.k = k

    def __eq__(self, o):
        return self.k == o.k

    def __hash__(self):
        return self.k


class M(ref):
    pass


# === Arguments ===
n = N()
for a in ((), (n, 1, 2), (n, 1), (5,), (n, None)):
    error(ref, *a)
    error(M, *a)
    error(proxy, *a)
error(ref, n, callback=None)
error(ref, object=n)
error(M, n, x=1)
error(getweakrefcount)
error(getweakrefcount, 5)
error(getweakrefs, 5)
error(_remove_dead_weakref, 5, 5)
error(_remove_dead_weakref, {}, 5)
error(_remove_dead_weakref, {5: 5}, 5)
error(_remove_dead_weakref, {5: ref(n)}, 5)
d = {5: ref(N()), 6: proxy(N()), 7: ref(n)}
for k in (5, 6, 7):
    _remove_dead_weakref(d, k)
print(list(d))

# === What can be referred to ===
def gen():
    yield


async def co():
    pass


c = co()
for o in (N, len, [].append, gen, gen(), c, {1}, frozenset({1}), E(1).same, memoryview(b""), gc, gen.__code__, int | str, list[int], ExceptionGroup("g", [ValueError()])):
    r = ref(o)
    print(type(o).__name__, r() is o, getweakrefcount(o) > 0)
c.close()
for o in (5, 5.0, "s", b"", (), [], {}, None, range(3), slice(1), object(), ValueError(), bytearray(), map(int, ()), property(), "".join, type("I", (int,), {})(5), type("T", (tuple,), {})()):
    error(ref, o)
for base in (list, dict, str, float, set, Exception, bytearray, complex, property):
    o = type("S", (base,), {})()
    r = ref(o)
    print(base.__name__, r() is o, getattr(o, "__weakref__", r) is r, getweakrefs(o) == [r])
    del o
    print(r())

# === Proxies ===
p = proxy(n)
for f in (hash, next, iter, len, bytes, reversed, abs, int, float, bool, callable):
    error(f, p)
error(lambda: p[1])
error(lambda: p < p)
error(lambda: p + 1)
error(lambda: 1 + p)
error(lambda: p**2)
error(lambda: pow(p, 2, 3))
error(divmod, p, 1)
n.x = 5
print(p.x, p == n, p.__class__ is N, isinstance(p, N))
p.y = 6
del p.x
print(vars(n))


class Number:
    def __init__(self, v):
        self.v = v

    def __add__(self, o):
        return ("add", self.v, o)

    def __radd__(self, o):
        return ("radd", self.v, o)

    def __iadd__(self, o):
        self.v += o
        return self

    def __neg__(self):
        return -self.v

    def __index__(self):
        return self.v

    def __int__(self):
        return self.v * 2

    def __pow__(self, o, m=None):
        return ("pow", o, m)

    def __contains__(self, x):
        return x == 7

    def __iter__(self):
        return iter("abc")

    def __setitem__(self, k, v):
        print("set", k, v)

    def __delitem__(self, k):
        print("del", k)

    def __reversed__(self):
        return "reversed"

    def __bytes__(self):
        return b"bytes"

    def __str__(self):
        return "number"


a = Number(3)
p = proxy(a)
print(p + 1, 1 + p, -p, int(p), pow(p, 2, 3), p**2, 7 in p, list(p), [10, 11, 12, 13][p], reversed(p), p.__bytes__(), str(p))
p[1] = 2
del p[3]
q = p
q += 4
print(type(q).__name__, a.v)
del a, q
for f in (str, bool, len, iter, int, abs, lambda x: x + 1, lambda x: x.v, lambda x: x == 1, lambda x: setattr(x, "v", 1), lambda x: 5 in x):
    error(f, p)
print(repr(p).startswith("<weakproxy at 0x"), repr(p).endswith("; dead>"))
error(lambda: type("X", (ProxyType,), {}))

# === Equality and hashes ===
e, f, g = E(1), E(1), E(2)
re, rf, rg = ref(e), ref(f), ref(g)
print(re == rf, re != rf, re == rg, hash(re), re == 5, re.__lt__(rf), re is ref(e), M(e) is M(e))
del f
print(re == rf, rf == rf, hash(re))
error(hash, rf)
del e
print(hash(re), re == re, re == rf)

# === Order: the shared ones first, then the newest ===
n = N()
made = {}
for name, f in (("c1", lambda: ref(n, print)), ("r", lambda: ref(n)), ("m", lambda: M(n)), ("p", lambda: proxy(n)), ("c2", lambda: ref(n, print)), ("pc", lambda: proxy(n, print))):
    made[name] = f()
    print([k for w in getweakrefs(n) for k, v in made.items() if v is w])
made.pop("r")
print(getweakrefcount(n), n.__weakref__ is made["p"])
made.clear()
print(getweakrefcount(n), n.__weakref__)

# === Cycles ===
class C:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        print("del", self.name, [r() for r in refs])


gc.collect()
gc.disable()
refs = []
keep = []
for name in "abc":
    o = C(name)
    refs.append(ref(o))
    keep.append(ref(o, lambda r, n=name: print("first", n)))
    keep.append(ref(o, lambda r, n=name: print("second", n)))
    o.own = ref(o, lambda r: print("never"))
del o
print(gc.collect() > 0, [r() for r in keep] == [None] * 6)


class D:
    def __del__(self):
        saved.append(self)


saved = []
o = D()
o.me = o
r = ref(o)
del o
gc.collect()
print(r(), len(saved))
r = ref(saved[0], lambda r: print("gone at last"))
saved[0].me = None
saved.clear()
print(r())


# === References that change what is going on ===
def drops(r):
    others.clear()
    print("dropped")


n = N()
others = [ref(n, lambda r: print("still called")) for _ in range(3)]
first = ref(n, drops)
del n
n = N()


def makes(r):
    try:
        ref(r())
    except TypeError as e:
        print(e)


r = ref(n, makes)
del n

many = [N() for _ in range(3000)]
counts = [0]


def count(r):
    counts[0] += 1


watch = [ref(o, count) for o in many for _ in range(3)]
del watch[::2]
many = None
print(counts, sum(r() is None for r in watch))
n = N()
watch = [ref(n, count) for _ in range(20000)]
watch = watch[::-2]
print(getweakrefcount(n))
del n
print(counts)
