"""list: every method and operator."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


def do(l, name, *args, **kw):
    r = getattr(l, name)(*args, **kw)
    return r, l


# === Construction ===
print([], list(), list("abc"), list((1, 2)), list(range(3)), list({1: 2}), list(x for x in "ab"), [1, [2, [3]]], [*"ab", 1], list([1]) == [1])
error(lambda: list(5))
error(lambda: list(1, 2))
error(lambda: list(x=1))

# === Methods ===
print(do([1], "append", 2), do([1], "append", [2]), do([1], "extend", (2, 3)), do([1], "extend", "ab"), do([1], "insert", 0, "x"), do([1, 2], "insert", -1, "x"), do([1], "insert", 100, "x"), do([1], "insert", -100, "x"))
print(do([1, 2, 3], "pop"), do([1, 2, 3], "pop", 0), do([1, 2, 3], "pop", -2), do([1, 2, 1], "remove", 1), do([1, 2], "clear"), do([1, 2], "copy"), do([1, 2, 3], "reverse"), do([3, 1, 2], "sort"))
print([1, 2, 1].count(1), [1, 2, 1].index(1), [1, 2, 1].index(1, 1), [1, 2, 1].index(1, -1), [1, 2, 3].index(2, 0, 2), [1.0, True].count(1), ["a"].count("b"), [[1]].index([1]))
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].pop("a"), lambda: [].remove(1), lambda: [1].index(2), lambda: [1, 2].index(1, 1), lambda: [].extend(5), lambda: [].insert("a", 1), lambda: [].append(), lambda: [].append(1, 2), lambda: [].insert(1), lambda: [].nothing, lambda: [1].index()):
    error(f)

# === Index, slices, deletion ===
l = list(range(10))
print(l[0], l[-1], l[2:5], l[:3], l[7:], l[::2], l[::-1], l[-3:-1], l[5:2], l[8:100], l[-100:2], l[1:8:3], l[8:1:-3], l[:], l[:0], l[2**70 :], l[: -(2**70)])


def store(key, value):
    m = list(range(6))
    m[key] = value
    return m


def remove(key):
    m = list(range(6))
    del m[key]
    return m


print(store(0, "x"), store(-1, "x"), store(slice(1, 3), "abc"), store(slice(1, 3), []), store(slice(3, 1), [9]), store(slice(None, None, 2), "abc"), store(slice(None, None, -1), range(6)), store(slice(2, 2), (7, 8)), store(slice(100, 200), [1]), store(slice(None), []))
print(remove(0), remove(-1), remove(slice(1, 3)), remove(slice(None, None, 2)), remove(slice(None, None, -2)), remove(slice(4, 1)), remove(slice(None)), remove(slice(5, 0, -2)), remove(True))
for f in (lambda: l[10], lambda: l[-11], lambda: l["a"], lambda: l[1.5], lambda: l[None], lambda: l[1, 2], lambda: l[::0], lambda: l[2**70], lambda: store(6, 1), lambda: store(slice(None, None, 2), "ab"), lambda: store(slice(1, 2), 5), lambda: store("a", 1), lambda: remove(6), lambda: remove("a"), lambda: store(slice(0, 3, 0), [])):
    error(f)

# === Operators ===
a = [1]
print([1] + [2], [1, 2] * 2, 2 * [1], [1] * 0, [1] * -1, [[]] * 3, [1] == [1], [1] != [2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 5], [1] == [1.0], [1] == (1,), [nan := float("nan")] == [nan], 1 in [1, 2], 3 not in [1])
for f in (lambda: [1] + (2,), lambda: [1] + 5, lambda: [1] * 1.5, lambda: [1] * "a", lambda: [1] < [None], lambda: [1] < (1,), lambda: [1] - [1], lambda: hash([]), lambda: [1] * 2**70, lambda: -[1], lambda: [1] @ [2], lambda: {[]: 1}):
    error(f)
shared = [[]] * 2
shared[0].append(1)
print(shared, [1, "a", None, [2]] == [1, "a", None, [2]], repr([[], [[]]]), str(["a", 'b"', 1.5]), bool([]), bool([0]), len([1, 2]), sum([[1], [2]], []))
b = a
b += [2]
b *= 2
print(a, a is b, [*a, *b])
a.append(a)
print(a, a[-1] is a, len(a))

# === Sorting ===
print(sorted([3, 1, 2]), sorted("hello"), sorted([3, 1, 2], reverse=True), sorted(["b", "A", "c"], key=str.lower), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([1, 2, 3, 4], key=lambda x: x % 2), sorted([1, 2, 3, 4], key=lambda x: x % 2, reverse=True), sorted([2.5, 1, True]), sorted({"b": 1, "a": 2}), sorted([]))
words = "the quick brown fox jumps over the lazy dog again and again".split()
words.sort(key=len)
print(words)
words.sort(key=lambda w: (-len(w), w))
print(words)
n, seed = [], 12345
for _ in range(2000):
    seed = (seed * 1103515245 + 12345) % 2**31
    n.append(seed % 1000)
m = sorted(n)
assert all(m[i] <= m[i + 1] for i in range(1999)) and sorted(n, reverse=True) == m[::-1] and sum(m) == sum(n)
assert sorted(m) == m and sorted(m[::-1]) == m and sorted(m + n) == sorted(n + m)
pairs = [(x % 10, i) for i, x in enumerate(n)]
assert sorted(pairs, key=lambda p: p[0]) == sorted(pairs)
for f in (lambda: sorted([1, "a"]), lambda: [1, None].sort(), lambda: [1].sort(5), lambda: [1].sort(key=5), lambda: sorted([2, 1], key=lambda: 0), lambda: sorted(5), lambda: sorted(), lambda: [[1], [1j], [2]].sort() or sorted([1j, 2j]), lambda: sorted([1, 2], reverse="x")):
    error(f)


class Cmp:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        calls.append((self.v, other.v))
        return self.v < other.v

    def __repr__(self):
        return "C%d" % self.v


calls = []
print(sorted([Cmp(3), Cmp(1), Cmp(2)]), len(calls), calls)

# === Iteration, subclasses ===
it = iter([1, 2, 3])
print(next(it), list(it), list(it), list(reversed([1, 2, 3])), [*map(str, [1, 2])], it.__length_hint__(), type(it).__name__)
error(lambda: next(iter([])))


class L(list):
    def __init__(self, *args):
        super().__init__(args)
        self.tag = "t"

    def append(self, x):
        super().append(x * 2)


s = L(1, 2)
s.append(3)
print(s, type(s).__name__, s.tag, type(s + [1]).__name__, type(s[:1]).__name__, s == [1, 2, 6], type(s.copy()).__name__, type(s * 2).__name__, isinstance(s, list))
s += [5]
print(s, type(s).__name__)
l = [1, 2]
l.__init__("ab")
print(l, [].__class__.__name__, list.__hash__, [1, 2].__contains__(1), [1].__len__(), [3, 4].__getitem__(1), [1].__iadd__([2]), [2].__rmul__(2), [1].__eq__((1,)), list.__class_getitem__(int))
