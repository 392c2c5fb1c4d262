"""Subscripts at warmed sites: lists, tuples, strings, dictionaries, __getitem__, slices."""


def item(o, i):
    return o[i]


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Lists: the ends, the size changes, other indices ===
l = list(range(100))
for i in range(100):
    assert item(l, i) == i
assert item(l, -1) == 99 and item(l, -100) == 0
error(item, l, 100)
error(item, l, -101)
error(item, l, 2**70)
error(item, l, -(2**70))
del l[50:]
error(item, l, 50)
l.append("tail")
assert item(l, 50) == "tail"
assert item(l, True) == 1
assert item(l, slice(1, 4)) == [1, 2, 3]
error(item, l, 1.0)
error(item, l, "1")
error(item, l, None)


class Index:
    def __init__(self, i):
        self.i = i

    def __index__(self):
        return self.i


assert item(l, Index(3)) == 3
error(item, l, Index("x"))


class MyList(list):
    def __getitem__(self, i):
        return ("mine", i)


m = MyList([1, 2])
assert item(m, 0) == ("mine", 0)
del MyList.__getitem__
assert item(m, 0) == 1

# === Tuples ===
t = (10, 20, 30)


def titem(o, i):
    return o[i]


for _ in range(100):
    assert titem(t, 1) == 20
assert titem(t, -1) == 30 and titem(t, slice(None, None, -1)) == (30, 20, 10)
error(titem, t, 3)
error(titem, t, -4)
error(titem, t, "x")
error(titem, (), 0)

# === Strings and bytes ===
def sitem(o, i):
    return o[i]


for _ in range(100):
    assert sitem("abc", 1) == "b"
assert sitem("a\xe9\u20ac\U0001f600", 3) == "\U0001f600"
assert sitem("a\xe9\u20ac", 1) == "\xe9" and sitem("abc", -1) == "c" and sitem(b"abc", 1) == 98
error(sitem, "abc", 3)
error(sitem, "", 0)
error(sitem, "abc", "a")
error(sitem, b"abc", 5)

# === Dictionaries ===
def ditem(d, k):
    return d[k]


d = {i: i * i for i in range(100)}
for i in range(100):
    assert ditem(d, i) == i * i
d[5] = "new"
assert ditem(d, 5) == "new"
del d[5]
error(ditem, d, 5)
error(ditem, d, "five")
error(ditem, d, [])
error(ditem, d, {})
d[2**70] = "big"
assert ditem(d, 2**70) == "big" and ditem(d, 1.0) == 1 and ditem(d, True) == 1


class Missing(dict):
    def __missing__(self, key):
        return ("missing", key)


assert ditem(Missing(), 7) == ("missing", 7)
del Missing.__missing__
error(ditem, Missing(), 7)

# === Python's __getitem__ ===
class G:
    def __getitem__(self, k):
        return ("G", k)


def gitem(o, k):
    return o[k]


g = G()
for i in range(100):
    assert gitem(g, i) == ("G", i)
G.__getitem__ = lambda self, k: ("second", k)
assert gitem(g, 1) == ("second", 1)
g.__getitem__ = lambda k: "not seen"
assert gitem(g, 1) == ("second", 1)
hook = lambda self, k, extra=5: (k, extra)
G.__getitem__ = hook
assert gitem(g, 1) == (1, 5)
hook.__defaults__ = (6,)
assert gitem(g, 1) == (1, 6)
hook.__code__ = (lambda self, k, extra: "code").__code__
assert gitem(g, 1) == "code"
hook.__defaults__ = None
error(gitem, g, 1)
G.__getitem__ = staticmethod(lambda k: ("static", k))
assert gitem(g, 1) == ("static", 1)
G.__getitem__ = 5
error(gitem, g, 1)
del G.__getitem__
error(gitem, g, 1)


def gen_item(self, k):
    yield k


G.__getitem__ = gen_item
assert list(gitem(g, 3)) == [3]

# === Slices ===
def cut(o, a, b):
    return o[a:b]


for _ in range(100):
    assert cut([1, 2, 3, 4], 1, 3) == [2, 3]
assert cut("hello", 1, 3) == "el" and cut((1, 2, 3), 1, None) == (2, 3) and cut(b"abc", None, 2) == b"ab"
assert cut([1, 2, 3], -2, 100) == [2, 3] and cut([1, 2, 3], 2, 1) == [] and cut(range(10), 2, 5) == range(2, 5)
assert cut([1, 2, 3], -(2**70), 2**70) == [1, 2, 3]
print(cut(G(), 1, "b").__next__())
error(cut, [1], "a", 2)
error(cut, {}, 1, 2)
error(cut, 5, 1, 2)

# === Classes and generic aliases ===
print(item(list, int), item(dict, (str, int)))
error(item, int, 1)
error(item, None, 0)
error(item, lambda: 0, 0)
