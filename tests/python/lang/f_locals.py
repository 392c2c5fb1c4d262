"""frame.f_locals: a proxy that writes through to the running function."""
import sys


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


def caller_locals():
    return sys._getframe(1).f_locals


def poke(name, value):
    sys._getframe(1).f_locals[name] = value
    return 0


# === Writing a local of the caller ===
def writes():
    x = 1
    poke("x", 2)
    a = x
    poke("x", "text")
    return a, x


for _ in range(50):
    assert writes() == (2, "text")

# === In the middle of an expression: the value read before stays ===
def middle(x):
    return x + poke("x", 100) + x


for _ in range(50):
    assert middle(1) == 101


def middle_call(x):
    return [x, poke("x", 5), x, poke("x", 6), x]


assert middle_call(1) == [1, 0, 5, 0, 6]


def argument(x):
    return max(x, poke("x", -1), x)


assert argument(3) == 3


def loop():
    out = []
    for i in range(4):
        poke("i", i * 10)
        out.append(i)
    return out


assert loop() == [0, 10, 20, 30]


def while_(n):
    rounds = 0
    while n > 0:
        n -= 1
        rounds += 1
        if n == 5:
            poke("n", 1)
    return rounds


assert while_(10) == 6


def store_after(x):
    y = x
    poke("y", 7)
    y += 1
    return y


assert store_after(1) == 8

# === Unbound, deleted, parameters, cells, free variables ===
def unbound():
    poke("later", 5)
    v = later
    del later
    return v, "later" in caller_of()
    later = None


def caller_of():
    return sorted(sys._getframe(1).f_locals)


assert unbound() == (5, False)


def cells(p):
    c = 1
    def read():
        return c, p
    poke("c", 2)
    poke("p", 3)
    return c, p, read()


assert cells(0) == (2, 3, (2, 3))


def free():
    v = 1
    def inner():
        v
        poke("v", 9)
        return v
    return inner(), v


assert free() == (9, 9)


def star(*args, **kw):
    poke("args", (7,))
    poke("kw", {"z": 1})
    return args, kw


assert star(1, a=2) == ((7,), {"z": 1})

# === The proxy as a mapping ===
def mapping():
    a, b = 1, "b"
    f = sys._getframe()
    l = f.f_locals
    print(type(l).__name__, sorted(l), l["a"], l.get("zz"), "b" in l, len(l), sorted(map(str, l.keys())))
    l["new"] = "extra"
    print(l["new"], "new" in l, "new" in f.f_locals, list(l)[-1], len(l))
    l.update({"a": 10, "extra": 11})
    error(lambda: l.update(a=1))
    print(a, l["extra"], l.setdefault("a", 5), l.setdefault("s", 6), l == f.f_locals, l is f.f_locals)
    error(lambda: l["missing"])
    error(lambda: l.__delitem__("a"))
    error(lambda: l.pop("a"))
    error(lambda: l.clear())
    error(lambda: l.popitem())
    error(lambda: l.__setitem__(5, 1))
    print(dict(a=l["a"], b=l["b"]), {**l}["a"], [k for k in reversed(l)][0], type(l.copy()).__name__, (l | {"a": 0})["a"])
    print(sorted(k for k, v in l.items()), l.copy() == dict(l), repr(l)[:1])


error(mapping)

# === locals() is a snapshot ===
def snapshot():
    a = 1
    l = locals()
    l["a"] = 5
    sys._getframe().f_locals["a"] = 6
    return a, l["a"], locals()["a"]


assert snapshot() == (6, 5, 6)

# === Module and class frames: the namespace itself ===
sys._getframe().f_locals["made_here"] = 1
assert made_here == 1 and sys._getframe().f_locals is globals()


class K:
    sys._getframe().f_locals["attr"] = "through the frame"
    poke("attr2", 2)


assert (K.attr, K.attr2) == ("through the frame", 2)

# === Suspended generators, finished frames ===
def gen():
    x = 1
    while True:
        yield x


g = gen()
next(g)
g.gi_frame.f_locals["x"] = 50
assert next(g) == 50
for i in range(50):
    g.gi_frame.f_locals["x"] = i
    assert next(g) == i
l = g.gi_frame.f_locals
g.close()
print(dict(l), g.gi_frame)


def finished():
    x = 1
    return sys._getframe()


f = finished()
f.f_locals["x"] = 2
assert f.f_locals["x"] == 2
try:
    (lambda v: 1 // 0)(5)
except ZeroDivisionError as e:
    tb = e.__traceback__.tb_next
    print(tb.tb_frame.f_locals)
    tb.tb_frame.f_locals["v"] = 6
    print(tb.tb_frame.f_locals["v"])

# === The replaced value dies at once ===
class Noisy:
    def __del__(self):
        print("del")


def dies():
    n = Noisy()
    poke("n", None)
    print("after poke")
    return n


dies()

# === Inlined comprehensions ===
def comp():
    x = "outer"
    seen = [(sys._getframe().f_locals["x"], poke("x", "poked"), x)[2] for x in range(2)]
    return seen, x


print(comp())


# === Two frames of one function ===
def rec(n):
    x = n
    if n:
        rec(n - 1)
    else:
        f = sys._getframe()
        while f and f.f_code.co_name == "rec":
            f.f_locals["x"] = f.f_locals["n"] * 100
            f = f.f_back
    out.append(x)


out = []
rec(5)
print(out)


class Keys(dict):
    def __getitem__(self, key):
        raise LookupError(key)

    def __iter__(self):
        return super().__iter__()


def merges():
    a = 1
    proxy = sys._getframe().f_locals
    error(lambda: proxy.update(Keys(b=1)))
    error(lambda: proxy | Keys(b=1))
    print(proxy.get.__text_signature__, proxy == {"a": 1}, proxy != {"a": a}, {"b": 2} | {**proxy, "proxy": 0})


merges()
