"""iter, next and the lazy builtins: enumerate, zip, map, filter, reversed; any, all, sum, min, max."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


class Count:
    def __init__(self, n):
        self.n, self.i = n, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


# === iter and next ===
print(list(Count(3)), next(Count(1)), next(Count(0), "default"), list(iter([1, 2])), [*iter("ab")], sum(Count(4)), sorted(Count(3), reverse=True), list(iter(Count(2))), tuple(Count(2)))
n = [0]


def tick():
    n[0] += 1
    return n[0]


print(list(iter(tick, 4)), n, list(iter([5, 6, 7].pop, 5)), type(iter(tick, 0)).__name__)
for f in (lambda: next(5), lambda: next([]), lambda: iter(5), lambda: iter(5, 6), lambda: next(), lambda: iter(), lambda: next(Count(0)), lambda: next(iter([]), 1, 2)):
    error(f)


class OldStyle:
    def __getitem__(self, i):
        if i < 3:
            return i * 10
        raise IndexError


class Broken:
    def __getitem__(self, i):
        raise KeyError(i)


print(list(OldStyle()), 10 in OldStyle(), 15 in OldStyle(), list(iter(OldStyle())), max(OldStyle()))
error(lambda: list(Broken()))


class NoIter:
    __iter__ = None

    def __getitem__(self, i):
        return i


class BadIter:
    def __iter__(self):
        return [1]


error(lambda: iter(NoIter()))
error(lambda: iter(BadIter()))

# === enumerate, zip, map, filter, reversed ===
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], start=2)), list(enumerate("a", 2**62)), list(zip()), list(zip("abc")), list(zip("ab", [1, 2, 3])), list(zip("ab", Count(9), "xy")), dict(zip("ab", Count(2))))
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(map(None or len, ["a", "bb"])), list(filter(None, [0, 1, "", "a", None])), list(filter(lambda x: x > 1, [1, 2, 3])), list(reversed("abc")), list(reversed(range(3))), list(reversed({1: 1, 2: 2})))
for f in (lambda: enumerate(), lambda: enumerate(5), lambda: enumerate([], "x"), lambda: zip(5), lambda: zip([1], 5), lambda: map(str), lambda: map(5, [1]).__next__(), lambda: map(), lambda: filter(5, [1]).__next__(), lambda: filter(None), lambda: reversed(5), lambda: reversed({1}), lambda: reversed(x for x in []), lambda: list(zip("a", "bc", strict=True)), lambda: list(zip("ab", "c", strict=True)), lambda: list(zip("a", "b", "", strict=True)), lambda: zip("a", other=1), lambda: list(map(lambda: 1, [1])), lambda: list(map(str, [1], strict=5)) and list(map(max, [1, 2], [3], strict=True))):
    error(f)
log = []


class Logged:
    def __init__(self, name, n):
        self.name, self.n = name, n

    def __iter__(self):
        log.append("iter " + self.name)
        return self

    def __next__(self):
        log.append("next " + self.name)
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n


print(list(zip(Logged("a", 1), Logged("b", 2))), log)
log.clear()
m = map(lambda x, y: (x, y), Logged("a", 2), Logged("b", 1))
print(log, list(m), log)
z = zip([1, 2, 3], [4, 5, 6])
kept = []
for pair in z:
    kept.append(pair)
print(kept, next(z, "done"), iter(z) is z)


class Rev:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i


class Rev2:
    def __reversed__(self):
        return "reversed!"


print(list(reversed(Rev())), reversed(Rev2()), type(reversed([])).__name__, type(reversed(Rev())).__name__)

# === any, all, sum, min, max, sorted ===
print(any([]), all([]), any([0, "", 3]), all([1, "a", 0]), any(Count(2)), all(x > 0 for x in Count(3)), sum([]), sum([1, 2], 10), sum([1.5, 2]), sum([[1], [2]], []), sum(Count(3)), sum([True, True]), sum((1, 2), start=5), sum([1, 2.5, 10**20]), sum([1j, 2]))
print(min(3, 1, 2), max([1, 5, 2]), min("b", "a"), max("abc", key=ord), min([1, -2], key=abs), max([], default="d"), max([1, 2], [1, 3]), min((1, "a"), (1, "b")), max(1, 1.0), max(1.0, 1), min([5], default=0), max(["a", "bb", "cc"], key=len), min({3: 1, 2: 5}))
for f in (lambda: sum(5), lambda: sum(["a"]), lambda: sum(["a"], ""), lambda: sum([b"a"], b""), lambda: sum([[1]]), lambda: min(), lambda: max([]), lambda: max(1), lambda: max(1, "a"), lambda: min([1, None]), lambda: max(1, 2, default=3), lambda: max([1], key=5), lambda: any(5), lambda: all(), lambda: max(1, 2, nothing=3), lambda: sum([1], [2])):
    error(f)

# === Exhaustion, errors in the middle ===
def failing():
    yield 1
    raise ValueError("middle")


for f in (lambda: list(failing()), lambda: sum(failing()), lambda: max(failing()), lambda: tuple(failing()), lambda: set(failing()), lambda: dict(failing()), lambda: "".join(failing()), lambda: sorted(failing()), lambda: list(zip(failing(), failing())), lambda: list(map(str, failing())), lambda: any(x > 5 for x in failing()), lambda: [*failing()], lambda: bytes(failing()), lambda: [].extend(failing())):
    error(f)


class Hint:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter((1, 2))

    def __length_hint__(self):
        return self.hint


print(list(Hint(0)), list(Hint(100)), list(Hint(NotImplemented)))
error(lambda: list(Hint(-1)))
error(lambda: list(Hint("x")))


class Lens:
    def __iter__(self):
        return iter((1, 2, 3))

    def __len__(self):
        raise TypeError("len is asked")


print(list(Lens()), tuple(Lens()), [*Lens()])

for f in (
    lambda: zip(a=1, b=2), lambda: map(len, "a", function=1, strict=1), lambda: zip(x=1), lambda: reversed(list[int]),
    lambda: map(), lambda: next(zip("ab", "c", strict=())),
):  # fmt: skip
    error(f)
for found in (error.__code__.co_lines(), error.__code__.co_branches(), error.__code__.co_positions()):
    kind = type(found)
    print(kind, sorted(kind.__dict__), iter(found) is found, kind.__doc__)
    error(kind)
