"""`for` over tuples, dictionaries, strings, enumerate and zip at warmed sites."""


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


# === Tuples ===
for _ in range(60):
    assert collect((1, 2, 3)) == [1, 2, 3]


class T(tuple):
    def __iter__(self):
        return iter("own")


assert collect(T((1, 2))) == ["o", "w", "n"]
del T.__iter__
assert collect(T((1, 2))) == [1, 2]
assert collect(()) == [] and collect([4]) == [4]

# === Dictionaries: reading while changing ===
def keys(d):
    out = []
    for k in d:
        out.append(k)
    return out


def rewrite(d):
    for k in d:
        d[k] = -1
    return d


def add(d):
    for k in d:
        d[k + 100] = 1


def remove(d):
    for k in d:
        del d[k]


def replace(d):
    for k in list(d):
        del d[k]
        d[k + 1000] = 0
    return d


for _ in range(60):
    assert keys({1: 2, 3: 4}) == [1, 3]
    assert rewrite({1: 2, 3: 4}) == {1: -1, 3: -1}
error(add, {1: 2, 3: 4})
error(remove, {1: 2, 3: 4})
assert replace({1: 0, 2: 0}) == {1001: 0, 1002: 0}


def swap(d):
    for k in d:
        del d[k]
        d[k + 10] = 0
        if k > 100:
            break
    return d


error(swap, {1: 0, 2: 0, 3: 0})

# === items, values, pairs ===
def pairs(d):
    out = []
    for k, v in d.items():
        out.append((k, v))
    for v in d.values():
        out.append(v)
    return out


for _ in range(60):
    assert pairs({"a": 1, "b": 2}) == [("a", 1), ("b", 2), 1, 2]


class D(dict):
    def items(self):
        return [("own", 0)]


assert pairs(D(a=1)) == [("own", 0), 1]
kept = []
for pair in {"a": 1, "b": 2}.items():
    kept.append(pair)
assert kept == [("a", 1), ("b", 2)]

# === enumerate and zip: the tuples they give may be kept ===
def both(l):
    out = []
    for p in enumerate(l):
        out.append(p)
    for p in zip(l, l):
        out.append(p)
    n = 0
    for i, x in enumerate(l, 5):
        n += i * x
    for x, y in zip(l, l[1:]):
        n += x * y
    return out, n


for _ in range(60):
    assert both([7, 8]) == ([(0, 7), (1, 8), (7, 7), (8, 8)], 5 * 7 + 6 * 8 + 56)
error(collect, zip([1, 2], [1], strict=True))
error(collect, zip([1], [1, 2], strict=True))

# === Sets ===
def grow(s):
    for x in s:
        s.add(x + 100)


def shrink(s):
    for x in s:
        s.discard(x)


error(grow, {1, 2})
error(shrink, {1, 2})
s = {1, 2, 3}
assert sorted(collect(s)) == [1, 2, 3]

# === Strings of each width ===
for text in ("abc", "a\xe9", "\u20ac\u20ad", "\U0001f600x", ""):
    assert "".join(collect(text)) == text
for _ in range(60):
    assert collect("xy") == ["x", "y"]


class S(str):
    def __iter__(self):
        return iter((1, 2))


assert collect(S("xy")) == [1, 2]
print("done")
