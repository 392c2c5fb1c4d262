"""tuple: construction, operators, methods, identity, named unpacking."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Construction and repr ===
print((), (1,), (1, 2), tuple(), tuple("ab"), tuple([1, 2]), tuple(range(2)), tuple({1: 2}), tuple(x for x in "a"), (1, (2, (3,))), ("a", None, 1.5), (*"ab", *[1]))
x = 1, 2
y = 1,
print(x, y, type(y).__name__, tuple((1, 2)) == (1, 2), tuple(x) is x)
for f in (lambda: tuple(5), lambda: tuple(1, 2), lambda: tuple(x=1)):
    error(f)

# === Index, slices, operators ===
t = (1, 2, 3, 4, 5)
print(t[0], t[-1], t[1:3], t[::-1], t[::2], t[10:], t[:0], t[:] is t, t + (6,), t * 2, 2 * (1,), () * 5, (1,) * 0, len(t), 3 in t, 9 in t, t.index(3), t.count(3), (1, 1).count(1), t.index(5, -1))
print((1, 2) == (1, 2), (1, 2) != (1, 3), (1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) == [1, 2], (1, "a") < (2, 0), (1.0, True) == (1, 1), max((1, 2), (1, 3)), sorted([(2, 1), (1, 2), (1,)]))
for f in (lambda: t[5], lambda: t[-6], lambda: t["a"], lambda: t[1.0], lambda: t[::0], lambda: t + [1], lambda: t + 1, lambda: t * 1.5, lambda: t < [1], lambda: (1,) < ("a",), lambda: t.index(9), lambda: t.append(1), lambda: t.__setitem__(0, 1), lambda: t - t, lambda: -t, lambda: t.index(), lambda: t * 2**70):
    error(f)


def store():
    t[0] = 1


def delete():
    del t[0]


error(store)
error(delete)

# === Hash ===
print(hash((1, 2)) == hash((1, 2)), hash((1.0, 2)) == hash((1, 2)), hash(()), hash((0,)), hash((1, 2, 3)), hash((-1,)), hash((1, (2, 3))), {(1, 2): "k"}[1, 2], hash((2**61, -(2**70))))
error(lambda: hash(([],)))
error(lambda: {(1, []): 2})

# === Iteration, conversion, nesting ===
it = iter(t)
print(next(it), list(it), list(reversed(t)), [*zip(t, t[1:])], dict([(1, 2), (3, 4)]), sum(t), max(t), list(map(lambda a: a * 2, t)), bool(()), bool((0,)))
a, *b, c = t
print(a, b, c)
n = (1, [2])
n[1].append(3)
print(n, n == (1, [2, 3]))


class T(tuple):
    def __new__(cls, *args):
        return super().__new__(cls, args)

    def first(self):
        return self[0]


s = T(1, 2)
print(s, type(s).__name__, s.first(), type(s + (3,)).__name__, type(s[:]).__name__, type(s * 1).__name__, s == (1, 2), hash(s) == hash((1, 2)), isinstance(s, tuple), tuple(s), type(tuple(s)).__name__, "%s %s" % s)
print(t.__getnewargs__(), t.__contains__(1), t.__len__(), t.__add__((9,)), (1,).__eq__([1]), (1,).__lt__((2,)), tuple.__class_getitem__((int, ...)), (1,).__mul__(2))
big = tuple(range(10000))
assert big[9999] == 9999 and big[::5000] == (0, 5000) and hash(big) == hash(tuple(range(10000))) and len(big + big) == 20000
