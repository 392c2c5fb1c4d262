"""`for` over lists at warmed sites: the list changes, other iterables arrive."""


def collect(o):
    out = []
    for x in o:
        out.append(x)
    return out


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Warm, then everything else ===
for _ in range(60):
    assert collect([1, 2, 3]) == [1, 2, 3]
assert collect([]) == []
assert collect((1, 2)) == [1, 2]
assert collect("a\u20acb") == ["a", "\u20ac", "b"]
assert collect(range(3)) == [0, 1, 2]
assert collect({1: 2, 3: 4}) == [1, 3] and collect({1: 2}.items()) == [(1, 2)] and collect({1: 2}.values()) == [2]
assert collect(x * x for x in range(3)) == [0, 1, 4]
assert collect(b"ab") == [97, 98] and collect({5}) == [5]
assert collect(enumerate("ab")) == [(0, "a"), (1, "b")] and collect(zip("ab", [1, 2, 3])) == [("a", 1), ("b", 2)]
assert collect(map(abs, [-1, 2])) == [1, 2] and collect(filter(None, [0, 1])) == [1]
assert collect(reversed([1, 2])) == [2, 1]
assert collect(iter([1, 2])) == [1, 2]
error(collect, 5)
error(collect, None)
error(collect, collect)


class L(list):
    def __iter__(self):
        return iter(["own"])


assert collect(L([1])) == ["own"]
del L.__iter__
assert collect(L([1])) == [1]


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


assert collect(It(3)) == [2, 1, 0]
It.__next__ = lambda self: 1 // 0
error(collect, It(1))
del It.__next__
error(collect, It(1))
It.__iter__ = lambda self: 5
error(collect, It(1))
It.__iter__ = None
error(collect, It(1))


class Seq:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError("end")
        return i * 2


for _ in range(60):
    assert collect(Seq()) == [0, 2, 4]
Seq.__getitem__ = lambda self, i: [][i]
assert collect(Seq()) == []

# === The list grows, shrinks, is cleared, while it is iterated ===
def growing(l):
    for x in l:
        if len(l) < 20:
            l.append(x + 1)
    return l


for _ in range(60):
    assert growing([0]) == list(range(20))


def shrinking(l):
    seen = []
    for x in l:
        seen.append(x)
        l.pop()
    return seen, l


assert shrinking([1, 2, 3, 4, 5]) == ([1, 2, 3], [1, 2])


def clearing(l):
    for x in l:
        l.clear()
        l += [7, 8, 9][: 0 if x == 9 else None]
    return x


print(clearing([1, 2, 3]))


def removing(l):
    for x in l:
        l.remove(x)
    return l


assert removing([1, 2, 3, 4]) == [2, 4]

# === An exhausted iterator stays exhausted ===
l = [1]
it = iter(l)
assert collect(it) == [1]
l.append(2)
assert collect(it) == []

# === Loop variables: names, tuples, attributes, items ===
def targets():
    out = []
    for a, (b, *c) in [(1, (2, 3, 4)), (5, (6,))]:
        out.append((a, b, c))
    d = {}
    for d["k"] in [1, 2]:
        pass
    return out, d, a


for _ in range(60):
    assert targets() == ([(1, 2, [3, 4]), (5, 6, [])], {"k": 2}, 5)

# === break, continue, else, return from inside ===
def control(l):
    out = []
    for x in l:
        if x == 2:
            continue
        if x == 5:
            break
        out.append(x)
    else:
        out.append("else")
    return out


for _ in range(60):
    assert control([1, 2, 3]) == [1, 3, "else"]
    assert control([1, 2, 5, 6]) == [1]


def find(rows, wanted):
    for row in rows:
        for x in row:
            if x == wanted:
                return row
    return None


assert find([[1, 2], [3, 4]], 3) == [3, 4] and find([], 1) is None
print("done")
