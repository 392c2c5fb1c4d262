"""Stores to and deletions of items at warmed sites."""


def put(o, k, v):
    o[k] = v


def remove(o, k):
    del o[k]


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Lists ===
l = [0] * 10
for i in range(100):
    put(l, i % 10, i)
assert l == list(range(90, 100))
put(l, -1, "last")
put(l, True, "one")
assert l[-1] == "last" and l[1] == "one"
put(l, slice(2, 8), [1, 2])
assert l == [90, "one", 1, 2, 98, "last"]
error(put, l, 6, 0)
error(put, l, -7, 0)
error(put, l, 2**70, 0)
error(put, l, "a", 0)
error(put, l, 1.0, 0)
error(put, l, slice(0, 2), 5)
error(put, l, slice(0, 4, 2), [1, 2, 3])
put(l, slice(0, 4, 2), "xy")
assert l == ["x", "one", "y", 2, 98, "last"]
error(put, (1, 2), 0, 0)
error(put, "ab", 0, "x")
error(put, 5, 0, 0)
error(put, b"ab", 0, 0)
error(put, range(3), 0, 0)


class MyList(list):
    def __setitem__(self, k, v):
        list.__setitem__(self, k, ("mine", v))


m = MyList([0])
put(m, 0, 1)
assert m == [("mine", 1)]
del MyList.__setitem__
put(m, 0, 2)
assert m == [2]

# === Dictionaries ===
def dput(o, k, v):
    o[k] = v


d = {}
for i in range(200):
    dput(d, i % 50, i)
assert d == {i: i + 150 for i in range(50)}
dput(d, "text", 1)
dput(d, 1.0, "float one")
assert list(d)[1] == 1 and d[1] == "float one"
error(dput, d, [], 1)
error(dput, d, {}, 1)
error(dput, d, ([],), 1)


class D(dict):
    def __setitem__(self, k, v):
        dict.__setitem__(self, (k, k), v)


e = D()
dput(e, 1, 2)
assert e == {(1, 1): 2}
del D.__setitem__
dput(e, 1, 2)
assert e == {(1, 1): 2, 1: 2}

# === Python's __setitem__ and __delitem__ ===
class P:
    def __setitem__(self, k, v):
        self.last = (k, v)

    def __delitem__(self, k):
        self.last = ("del", k)


p = P()
for i in range(100):
    dput(p, i, -i)
    assert p.last == (i, -i)
P.__setitem__ = lambda self, k, v: setattr(self, "last", "second")
dput(p, 1, 2)
assert p.last == "second"
del P.__setitem__
error(dput, p, 1, 2)

# === Deleting ===
for i in range(50):
    l = list(range(5))
    remove(l, 1)
    remove(l, -1)
    assert l == [0, 2, 3]
    d = {1: 1, 2: 2}
    remove(d, 1)
    assert d == {2: 2}
remove(p, 5)
assert p.last == ("del", 5)
l = list(range(10))
remove(l, slice(1, 9, 3))
assert l == [0, 2, 3, 5, 6, 8, 9]
error(remove, l, 7)
error(remove, {}, 1)
error(remove, (1,), 0)
error(remove, "a", 0)
error(remove, 5, 0)
error(remove, {}, [])

# === The old value dies at the store ===
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


l = [None]
d = {}
for i in range(4):
    put(l, 0, Noisy("l%d" % i))
    dput(d, 0, Noisy("d%d" % i))
print("end of the loop")
put(l, 0, None)
remove(d, 0)


class Grows:
    def __del__(self):
        target.append("from __del__")


target = [Grows(), 1]
put(target, 0, "new")
print(target)


class Clears:
    def __del__(self):
        table.clear()


table = {1: Clears()}
dput(table, 1, "new")
print(table)

# === In place on items, and the order of evaluation ===
log = []


def note(x):
    log.append(x)
    return x


l = [1, 2, 3]
for _ in range(20):
    l[note(1)] += note(5)
assert l == [1, 102, 3] and log == [1, 5] * 20
log.clear()
[0, 0][note(0)] = note("value")
{}[note("key")] = note("value 2")
print(log)
t = ([],)
error(lambda: t.__setitem__(0, 1))
try:
    t[0] += [1]
except TypeError as e:
    print(e, t)
