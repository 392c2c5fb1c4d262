"""Methods that change the container they are called from: exceptions or answers as CPython's, never a crash."""
# needs: gc
import sys


def error(f, *a):
    try:
        r = f(*a)
        print("ok", r if type(r) in (int, bool, str, list, tuple, bytes) else type(r).__name__)
    except BaseException as e:
        print(type(e).__name__ + ":", e)


class Acts:
    """Does something in one of its special methods, once."""

    def __init__(self, act, times=1, answer=None):
        self.act, self.times, self.answer = act, times, answer

    def do(self):
        if self.times:
            self.times -= 1
            self.act()


class Eq(Acts):
    def __eq__(self, other):
        self.do()
        return bool(self.answer)

    def __hash__(self):
        return 1


class Lt(Acts):
    def __lt__(self, other):
        self.do()
        return bool(self.answer)


class Index(Acts):
    def __index__(self):
        self.do()
        return self.answer


class Del(Acts):
    def __del__(self):
        self.do()


class Hash(Acts):
    def __hash__(self):
        self.do()
        return 1


class Len(Acts):
    def __len__(self):
        self.do()
        return self.answer

    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i


# === dict: __eq__ and __hash__ of keys ===
for what in ("clear", "grow", "replace", "delete"):
    d = {}

    def act():
        if what == "clear":
            d.clear()
        elif what == "grow":
            for i in range(100):
                d[i + 1000] = i
        elif what == "replace":
            d[k1] = "new"
        else:
            d.pop(k1, None)

    for operation in (
        lambda k: d.get(k, "no"),
        lambda k: k in d,
        lambda k: d.__setitem__(k, 5),
        lambda k: d.pop(k, "gone"),
        lambda k: d.setdefault(k, "set"),
        lambda k: d.__delitem__(k),
        lambda k: d.update({k: 1}),
        lambda k: d == {k: 1, 2: 3},
        lambda k: {**d, k: 1}.__len__(),
        lambda k: list(d | {k: 2}).__len__(),
    ):
        d.clear()
        k1 = Eq(lambda: None)
        d[k1] = "one"
        d[5] = "five"
        try:
            r = operation(Eq(act))
            print(what, "ok", len(d) if r is None else type(r).__name__)
        except (KeyError, RuntimeError) as e:
            print(what, type(e).__name__)
d = {i: i for i in range(10)}


def loop(change):
    for k in d:
        change(k)


error(loop, lambda k: d.pop(k))
d = {i: i for i in range(10)}
error(loop, lambda k: d.update({k + 100: 1}))
d = {i: i for i in range(3)}
error(loop, lambda k: d.update({k: -k}))
d = {}
d[Hash(lambda: d.update({1: 2, 3: 4}))] = 1
print(len(d))
it = iter({1: 2, 3: 4}.items())
print(next(it), list(it))
d = {1: Del(lambda: d.update({i: i for i in range(50)}))}
d.clear()
print(len(d))
d = {1: Del(lambda: d.clear()), 2: 3}
d[1] = 5
print(len(d))

# === set ===
for operation in (
    lambda s, k: k in s,
    lambda s, k: s.add(k),
    lambda s, k: s.discard(k),
    lambda s, k: s.remove(k),
    lambda s, k: s | {k},
    lambda s, k: s & {k},
    lambda s, k: s - {k},
    lambda s, k: s ^ {k},
    lambda s, k: s == {k, 2, 3},
    lambda s, k: s <= {k, 2, 3},
    lambda s, k: s.isdisjoint([k]),
    lambda s, k: s.update([k]),
    lambda s, k: s.intersection_update([k]),
    lambda s, k: s.symmetric_difference_update([k]),
):
    s = {Eq(lambda: None), 2, 3}
    try:
        r = operation(s, Eq(s.clear))
        print("ok", type(r).__name__)
    except (KeyError, RuntimeError) as e:
        print(type(e).__name__)
s = {1, 2, 3}


def shrink():
    for x in s:
        s.discard(x)


error(shrink)
s = {Del(lambda: s.add(5))}
s.clear()
print(s)

# === list: comparison, search, sort, indices ===
for operation in (
    lambda l, k: l.index(k),
    lambda l, k: l.count(k),
    lambda l, k: l.remove(k),
    lambda l, k: k in l,
    lambda l, k: l == [k, 2, 3],
    lambda l, k: l < [k, 2, 3],
    lambda l, k: [k, 2, 3] == l,
):
    l = [1, 2, 3]
    error(operation, l, Eq(l.clear))
    print(l)
    l = [1, 2, 3]
    error(operation, l, Eq(lambda: l.extend(range(100))))
l = [Lt(lambda: l.clear()) for _ in range(5)]
error(l.sort)
print(len(l))
l = [3, 1, 2]
error(lambda: l.sort(key=lambda x: l.append(x) or x))
print(l)
l = [3, 1, 2]
error(lambda: l.sort(key=lambda x: l.clear() or -x))
print(l)
l = [3, 1, 2]
error(lambda: l.sort(key=lambda x: len(l)))
print(l)
l = [1, 2, 3]
error(lambda: sorted(l, key=lambda x: l.clear() or x))
l = list(range(10))
error(lambda: l[Index(l.clear, answer=5)])
l = list(range(10))
error(lambda: l.__setitem__(Index(l.clear, answer=5), 1))
l = list(range(10))
error(lambda: l.__delitem__(Index(l.clear, answer=5)))
l = list(range(10))
error(lambda: l[Index(l.clear, answer=2) : 8])
l = list(range(10))
error(lambda: l.__setitem__(slice(Index(l.clear, answer=2), 8), [7]))
print(l)
l = list(range(10))
error(lambda: l.__setitem__(slice(Index(l.clear, answer=2), 8, 2), [7, 7, 7]))
l = list(range(10))
error(lambda: l.__delitem__(slice(Index(l.clear, answer=2), 8, 2)))
l = list(range(10))
error(lambda: l.insert(Index(l.clear, answer=5), "x"))
print(l)
l = list(range(10))
error(lambda: l.pop(Index(l.clear, answer=5)))
l = list(range(5))
error(lambda: l * Index(l.clear, answer=2))
l = [1]


def adds():
    for x in l:
        if len(l) < 50:
            l.append(x)


adds()
print(len(l))
l = [Del(lambda: l.append(1)), 2]
l.clear()
print(l)
l = [Del(lambda: l.clear()), 2, 3]
l[0] = 5
print(l)
l = [Del(lambda: l.clear()), 2, 3]
del l[:1]
print(l)
l = [1, 2, 3]


def grows():
    for x in l:
        yield x
        l.extend([0] * 10)
        if len(l) > 100:
            return


l.extend(grows())
print(len(l))
l = [1, 2]
l[:] = (l.append(x) or x for x in (5, 6))
print(l)
l = [0, 1, 2]
error(lambda: list(map(lambda x: l.pop(), l)))
print(l)
print(max([1, 2, 3], key=lambda x: l.clear() or x), list(reversed(Len(l.clear, answer=3))))
error(lambda: list(Len(lambda: None, answer=10**6)))
error(lambda: list(Len(lambda: None, answer=-1)))
error(len, Len(lambda: None, answer=2**70))

# === bytearray and memoryview ===
b = bytearray(b"0123456789")
error(lambda: b[Index(b.clear, answer=5)])
b = bytearray(b"0123456789")
error(lambda: b.__setitem__(Index(b.clear, answer=5), 1))
b = bytearray(b"0123456789")
error(lambda: b.__setitem__(5, Index(b.clear, answer=1)))
b = bytearray(b"0123456789")
error(lambda: b[Index(b.clear, answer=2) : 8])
b = bytearray(b"0123456789")
error(lambda: b.__setitem__(slice(Index(b.clear, answer=2), 8), b"x"))
print(b)
b = bytearray(b"0123456789")
error(lambda: b.insert(Index(b.clear, answer=5), 1))
print(b)
b = bytearray(b"0123456789")
error(lambda: b.append(Index(b.clear, answer=5)))
print(b)
b = bytearray(b"0123456789")
error(lambda: b.extend([1, Index(b.clear, answer=5), 3]))
print(b)
b = bytearray(b"0123456789")
error(lambda: b.find(b"5", Index(b.clear, answer=1)))
b = bytearray(b"0123456789")
error(lambda: b.join([b"x", b"y", b]))
b = bytearray(b"0123456789")
m = memoryview(b)
error(b.clear)
error(b.append, 1)
error(b.extend, b"x")
error(lambda: b.__setitem__(slice(0, 2), b"xyz"))
error(lambda: b.__delitem__(0))
error(lambda: m[Index(m.release, answer=5)])
b.clear()
b = bytearray(b"0123456789")
m = memoryview(b)
error(lambda: m.__setitem__(5, Index(m.release, answer=65)))
m = memoryview(b)
error(lambda: m.__setitem__(Index(m.release, answer=5), 65))
m = memoryview(b)
error(lambda: m.__setitem__(slice(Index(m.release, answer=5), None), b"x" * 5))
m = memoryview(b)
error(m.cast, "B", [Index(m.release, answer=10)])


# === Resurrection ===
class Phoenix:
    def __del__(self):
        ashes.append(self)


ashes = []
l = [Phoenix() for _ in range(3)]
l.clear()
print(len(ashes), all(type(a) is Phoenix for a in ashes))
ashes.clear()
print(len(ashes))
p = Phoenix()
p.me = p
p.others = [Phoenix()]
del p
import gc

gc.collect()
print(len(ashes), hasattr(ashes[0], "me") or hasattr(ashes[-1], "me"))


class Twice:
    def __del__(self):
        seen.append(1)
        self.__class__.again = self


seen = []
t = Twice()
del t
del Twice.again
print(seen)


class Grows:
    def __del__(self):
        if len(grown) < 100:
            grown.append(1)
            Grows()


grown = []
Grows()
print(len(grown))


class Changes:
    def __del__(self):
        self.__class__ = Other


class Other:
    def __del__(self):
        print("other")


Changes()
c = Changes()
c.l = [c]
del c
gc.collect()
sys.stdout.flush()
