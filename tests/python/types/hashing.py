"""hash, equality and identity across types."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Numbers hash alike when equal ===
for group in ((0, 0.0, -0.0, False, 0j), (1, 1.0, True, 1 + 0j), (2**61, float(2**61)), (-1, -1.0, -1 + 0j), (10**15, 1e15), (2**100, float(2**100)), (-(2**61), -float(2**61))):
    assert len({hash(x) for x in group}) == 1 and len(set(group)) == 1 and all(a == b for a in group for b in group)
    print(group[0], hash(group[0]))
for x in (0.5, 0.1, 1e-300, 1e300, 2.5, -3.75, 2**61 - 2, 2**61 - 1, -(2**61 - 1), 2**62, 2**64, 10**30, -(10**30), 1 + 2j, 1.5 - 0.5j, float("inf"), -float("inf")):
    print(x, hash(x))

# === Tuples, frozensets, ranges, slices, None ===
for x in ((), (1,), (1, 2), (1, (2, 3)), (-1, -2), (0.5, 2**70), (True, None is None), frozenset(), frozenset([1, 2]), frozenset([frozenset()]), range(0), range(1, 5), range(5, 20, 3)):
    print(x, hash(x) if not isinstance(x, range) else hash(x) == hash((len(x), x[0] if x else None, x.step if len(x) > 1 else None)))
for f in (lambda: hash([]), lambda: hash({}), lambda: hash(set()), lambda: hash(([],)), lambda: hash(bytearray()), lambda: hash((1, {2})), lambda: hash()):
    error(f)

# === Objects ===
class Plain:
    pass


class Eq:
    def __eq__(self, other):
        return True


class Both:
    def __eq__(self, other):
        return isinstance(other, Both)

    def __hash__(self):
        return 7


class Inherits(Both):
    pass


class Again(Eq):
    __hash__ = object.__hash__


class Big:
    def __hash__(self):
        return 2**80


class Minus:
    def __hash__(self):
        return -1


class Wrong:
    def __hash__(self):
        return 1.5


p = Plain()
print(hash(p) == hash(p), p == p, p == Plain(), p != p, Plain() != p, {p: 1}[p], hash(Both()), Both() == Inherits(), {Both(): 1}[Inherits()], hash(Big()) == hash(2**80), hash(Minus()), Eq.__hash__, isinstance(hash(Again()), int))
error(lambda: hash(Eq()))
error(lambda: {Eq(): 1})
error(lambda: hash(Wrong()))
print(hash(len) == hash(len), hash(Plain) == hash(Plain), hash(Plain.__init__) == hash(Plain.__init__), hash(p.__init__) == hash(p.__init__), hash("a".upper) == hash("a".upper), hash(None) == hash(None), hash(...) == hash(...))

# === Strings and bytes agree among themselves ===
print(hash("ab") == hash("a" + "b"), hash("") == hash(b""), hash("a\u20ac") == hash("a" + "\u20ac"), hash(b"ab") == hash(bytes([97, 98])), hash("abc") == hash("abcd"[:3]), hash(memoryview(b"ab")) == hash(b"ab"))


class S(str):
    pass


print(hash(S("x")) == hash("x"), {"x": 1}[S("x")], S("x") in {"x"}, {S("x"): 1, "x": 2})

# === Counting the calls of __hash__ and __eq__ ===
class Counted:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        calls.append("hash%s" % self.v)
        return hash(self.v)

    def __eq__(self, other):
        calls.append("eq%s" % self.v)
        return self.v == other.v


calls = []
d = {Counted(1): "a"}
k = Counted(1)
d[k]
k in d
d[k] = "b"
d.get(k)
d.setdefault(k, "c")
d.pop(k)
print(calls, d)
calls.clear()
s = {Counted(1), Counted(1), Counted(2)}
print(calls, len(s))
calls.clear()
same = Counted(5)
e = {same: 1}
e[same]
same in [same]
[same].index(same)
print(calls)
calls.clear()
{k: 1 for k in (Counted(1), Counted(1))}
set(d)
dict(e)
set(s) | s
frozenset(s)
print(sorted(calls))
