"""dict: every method and operator, order, keys of all kinds."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Construction ===
print({}, dict(), {"a": 1}, dict(a=1, b=2), dict([("a", 1), ("b", 2)]), dict({"a": 1}, b=2), dict(zip("ab", (1, 2))), {**{"a": 1}, "b": 2}, dict([[1, 2], "ab"]), {1: "a", 1: "b"}, {i: i * i for i in range(3)}, dict.fromkeys("ab"), dict.fromkeys([1, 2], []), dict(self=1, x=2))
for f in (lambda: dict(5), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: dict(["abc"]), lambda: dict([(1, 2)], [(3, 4)]), lambda: {[]: 1}, lambda: {{}: 1}, lambda: dict([([], 1)]), lambda: dict.fromkeys(5), lambda: dict.fromkeys([[]]), lambda: dict(None)):
    error(f)

# === Lookup ===
d = {"a": 1, "b": 2, 3: "three", None: 0, (1, 2): "t", 1.5: "f"}
print(d["a"], d[3], d[3.0], d[None], d[1, 2], d[1.5], d.get("a"), d.get("x"), d.get("x", 5), "a" in d, "x" not in d, len(d), list(d), bool({}), bool(d))
for f in (lambda: d["x"], lambda: d[5], lambda: d[[]], lambda: d.get([]), lambda: [] in d, lambda: d.pop("x"), lambda: {}.popitem(), lambda: d["a":"b"], lambda: d.nothing, lambda: d.get(), lambda: d[(9,)]):
    error(f)

# === Changes ===
d = {"a": 1, "b": 2, "c": 3}
d["b"] = 20
d["d"] = 4
del d["a"]
d["a"] = 10
print(d, d.pop("b"), d.pop("zz", "default"), d.popitem(), d, d.setdefault("c", 5), d.setdefault("e", 6), d.setdefault("n"), d)
d.update({"c": 30}, k=1)
d.update([("z", 26)])
d.update(x=1)
d.update()
print(d, d.copy() == d, d.copy() is d, d.clear(), d)
for f in (lambda: {}.update(5), lambda: {}.update([1]), lambda: {}.update({}, {}), lambda: {}.setdefault(), lambda: {}.pop(), lambda: {}.__delitem__(1), lambda: {}.update([(1, 2, 3)]), lambda: {}.setdefault([], 1)):
    error(f)

# === Operators, comparison ===
print({"a": 1} | {"b": 2}, {"a": 1} | {"a": 2}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {"a": 1} == {"a": 1.0}, {"a": 1} != {"a": 2}, {} == [], {1: 2} == {True: 2})
d = e = {"a": 1}
d |= {"b": 2}
d |= [("c", 3)]
print(e, d is e)
for f in (lambda: {} < {}, lambda: {} + {}, lambda: {} | [], lambda: {} | None, lambda: hash({}), lambda: {} & {}, lambda: -{}):
    error(f)

# === Views ===
d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, type(k).__name__, len(k), "a" in k, 1 in v, ("a", 1) in i, ("a", 2) in i, list(k), [*reversed(k)], list(reversed(d)), list(reversed(i)))
d["c"] = 3
print(k, len(v), list(i)[-1], k & {"a", "z"}, sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), k == {"a", "b", "c"}, k >= {"a"}, {"a"} <= k, i & {("a", 1)}, k.isdisjoint("xyz"), k.mapping["a"], i == {"a": 1, "b": 2, "c": 3}.items(), v == v, d.values() == d.values())
for f in (lambda: k[0], lambda: k + k, lambda: v & v, lambda: hash(k), lambda: k & 5, lambda: k.mapping.__setitem__("a", 1), lambda: next(k), lambda: [] in k):
    error(f)
print({1: 1}.items() & [(1, 1)], {"a": []}.items() == {"a": []}.items(), {}.keys() == set())

# === Order ===
d = {i: i for i in range(10)}
for i in range(0, 10, 2):
    del d[i]
d[0] = "back"
d[3] = "changed"
print(d, next(iter(d)), list(d.values()))
d = {}
for i in range(1000):
    d[i * 7 % 1000] = i
assert list(d)[:3] == [0, 7, 14] and len(d) == 1000
for i in range(990):
    del d[i]
assert sorted(d) == list(range(990, 1000))
print(list(d))
d = dict.fromkeys(range(5))
while d:
    print(d.popitem()[0], end=" ")
print()

# === Keys that are equal, collide, are odd ===
class K:
    def __init__(self, n, h=1):
        self.n, self.h = n, h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        return isinstance(other, K) and self.n == other.n

    def __repr__(self):
        return "K%d" % self.n


d = {K(i): i for i in range(20)}
assert len(d) == 20 and d[K(13)] == 13 and K(20) not in d
for i in range(0, 20, 2):
    del d[K(i)]
print(d, {1: "i", 1.0: "f", True: "b"}, {0: "z", False: "f"}, {"a": 1, "a": 2}, {-1: 1, -2: 2})
nan = float("nan")
d = {nan: 1}
print(d[nan], float("nan") in d, {nan: 1, nan: 2}, len({float("nan"): 1, float("nan"): 2}))


class BadHash:
    def __hash__(self):
        return "x"


class NoHash:
    __hash__ = None


class OnlyEq:
    def __eq__(self, other):
        return True


class BigHash:
    def __hash__(self):
        return 2**100 + 5


for f in (lambda: {BadHash(): 1}, lambda: {NoHash(): 1}, lambda: {OnlyEq(): 1}, lambda: {NoHash()}, lambda: hash(OnlyEq())):
    error(f)
b = BigHash()
print({b: 1}[b], hash(b) == hash(2**100 + 5))

# === Subclasses ===
class D(dict):
    def __missing__(self, key):
        return "missing %r" % (key,)

    def __setitem__(self, key, value):
        super().__setitem__(key, (value,))


s = D(a=1)
s["b"] = 2
s.update(c=3)
s.setdefault("d", 4)
print(s, s["zz"], s.get("zz"), type(s).__name__, type(s.copy()).__name__, s | {"x": 1}, type(s | {}).__name__, dict(s), {**s}, s == {"a": 1, "b": (2,), "c": 3, "d": 4}, D.fromkeys("q"))


class Keys:
    def keys(self):
        return iter("xy")

    def __getitem__(self, k):
        return k * 2


print(dict(Keys()), {**Keys()}, {} | dict(Keys()))
d = {}
d["self"] = d
print(d, repr({1: {2: {3: 4}}}), str({"it's": 'q"'}), {}.__class__.__name__, dict.__class_getitem__((str, int)), d.__contains__("self"), {1: 2}.__getitem__(1), {1: 2}.__len__(), {}.__or__(5), {}.__eq__(5), dict.__hash__)
