"""set and frozenset."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Construction and the order in which small sets print ===
print(set(), {1}, {3, 1, 2}, {1, 1.0, True}, set([5, 3, 5]), frozenset(), frozenset([1]), {*range(5)}, {x % 3 for x in range(9)}, set(range(10, 0, -1)), {8, 0, 16, 1}, {-1, -2, 5}, {100, 50, 25, 12, 6, 3}, set(range(0, 100, 7)))
s = set()
for i in (33, 1, 65, 97, 2, 34):
    s.add(i)
print(s, list(s), {2**40, 2**41, 7}, {1.5, 0.5, 2}, {None} | set(), {(1, 2)}, {frozenset()})
s.discard(33)
s.add(129)
print(s, sorted(s), len(s), 1 in s, 3 in s, bool(set()), bool(s))
for f in (lambda: set(5), lambda: {[]}, lambda: {{}}, lambda: {set()}, lambda: set(1, 2), lambda: set([[]]), lambda: frozenset([[]]), lambda: hash(set()), lambda: set(x=1)):
    error(f)

# === Methods ===
a, b = {1, 2, 3}, {3, 4}
print(a.union(b), a.union(b, [9]), a.intersection(b), a.intersection(b, [3]), a.difference(b), a.difference(b, [1]), a.symmetric_difference(b), a.union(), a.intersection(), a.difference())
print(a.issubset([1, 2, 3, 4]), a.issuperset({1}), a.isdisjoint(b), a.isdisjoint([9]), {1} < a, a < a, a <= a, a > {1}, a >= b, a == {3, 2, 1}, a != b, a == frozenset(a), a == [1, 2, 3])
c = a.copy()
c.add(9)
c.remove(1)
c.discard(77)
c.update([10], (11,), "")
print(sorted(c), c.pop() in {2, 3, 9, 10, 11}, len(c), c.clear(), c)
c = {1, 2, 3, 4}
c.intersection_update([2, 3, 9], [3, 2])
print(c)
c.difference_update([3], [7])
print(c)
c.symmetric_difference_update([2, 5])
print(c)
for f in (lambda: a.remove(77), lambda: set().pop(), lambda: a.add([]), lambda: a.remove([]), lambda: a.union(5), lambda: a.update(5), lambda: a | [1], lambda: a & [1], lambda: a < [1], lambda: a + b, lambda: a.add(), lambda: frozenset().add(1), lambda: a[0], lambda: a.remove({1, 99}), lambda: a.nothing):
    error(f)

# === Operators ===
print(a | b, a & b, a - b, a ^ b, a | frozenset([7]), type(frozenset() | {1}).__name__, type({1} | frozenset()).__name__, frozenset([1, 2]) & {2})
c = d = {1, 2}
c |= {3}
c &= {2, 3}
c -= {2}
c ^= {3, 4}
print(c, c is d)
f = g = frozenset([1])
f |= {2}
print(f, g)
print(hash(frozenset([1, 2, 3])) == hash(frozenset([3, 2, 1])), hash(frozenset()), hash(frozenset([1])), {frozenset([1]): "k"}[frozenset([1])], {1} in {frozenset([1])}, {frozenset([1])} == {frozenset([1])})
print(set("ab") == {"a", "b"}, sorted({"b", "a", "c"}), {1, 2} | {2, 3} | {4}, {1} <= {1}, set() < {1}, {1, 2} > {1, 3})

# === Growth and deletion ===
s = set(range(1000))
for i in range(0, 1000, 2):
    s.remove(i)
assert len(s) == 500 and sum(s) == 250000 and 501 in s and 500 not in s
s |= set(range(2000, 2500))
s -= set(range(2100, 2600))
assert len(s) == 600 and sorted(s)[-1] == 2099
t = {i * 64 for i in range(50)}
assert all(i * 64 in t for i in range(50)) and 63 not in t
print(sorted(t)[:5], list(set(range(20, 30))), [x for x in {4, 2, 0}])

# === Colliding elements, equality asked of elements ===
class K:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 2

    def __eq__(self, other):
        return self.n == other.n

    def __repr__(self):
        return "K%d" % self.n


ks = {K(i) for i in range(10)}
print(len(ks), K(5) in ks, K(11) in ks, len(ks | {K(i) for i in range(5, 15)}), sorted((k.n for k in ks & {K(1), K(50)})))

# === Subclasses ===
class S(set):
    def __init__(self, *args):
        super().__init__(args)
        self.tag = 1


s = S(1, 2)
print(s, type(s | {3}).__name__, type(s.copy()).__name__, s.tag, s == {1, 2}, type(frozenset(s)).__name__, S() == set(), repr(S()))
F = type("F", (frozenset,), {})
print(F([1]), type(F([1]) | {2}).__name__, hash(F([1])) == hash(frozenset([1])), F([1]) == {1}, frozenset(frozenset([1])) == {1})
x = frozenset([1])
print(frozenset(x) is x, x.copy() is x, set.__hash__, {1}.__contains__(1), {1}.__len__(), {1}.__or__([2]), {1}.__eq__([1]), {1}.__le__({1}), set.__class_getitem__(int))
