"""Subscripts of lists, tuples, strings and bytes at warmed sites."""


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
