"""range and slice objects."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === range ===
for r in (range(5), range(2, 5), range(0, 10, 3), range(10, 0, -3), range(0), range(5, 2), range(-3, 3), range(2**62, 2**62 + 3), range(0, -(2**70), -(2**69))):
    print(r, len(r), list(r), r.start, r.stop, r.step, bool(r), list(reversed(r)), 3 in r, r[::-1], hash(r) == hash(range(r.start, r.stop, r.step)))
r = range(10, 50, 5)
print(r[0], r[-1], r[2:5], r[::2], r[::-1], r[5:2], r[100:], r.index(20), r.count(20), r.count(21), 20 in r, 21 in r, 20.0 in r, "x" in r, True in range(2), r == range(10, 46, 5), range(0) == range(5, 2), range(1) == [0], range(3) != range(4))
print(range(10**30)[10**29], 10**29 in range(10**30), range(0, 10**30, 7).index(7 * 10**20), range(10**20, 10**20 + 5)[3], sum(range(100)), max(range(5)), list(range(True)), isinstance(r, range))
for f in (lambda: range(), lambda: range(1, 2, 3, 4), lambda: range(1.5), lambda: range("a"), lambda: range(1, 2, 0), lambda: range(None), lambda: r[100], lambda: r[-100], lambda: r["a"], lambda: r.index(21), lambda: r.index("x"), lambda: len(range(2**70)), lambda: r + r, lambda: r < r, lambda: range(stop=5), lambda: setattr(r, "start", 1), lambda: r.__setitem__, lambda: range(3)[1.0], lambda: type("R", (range,), {})):
    error(f)


class I:
    def __index__(self):
        return 4


print(range(I()), range(10)[I()], list(range(I(), 10, I())))
it = iter(range(3))
print(next(it), it.__length_hint__(), list(it), list(it), type(it).__name__, type(iter(range(2**70))).__name__)

# === slice ===
for s in (slice(5), slice(1, 5), slice(1, 5, 2), slice(None), slice("a", None, [1])):
    print(s, s.start, s.stop, s.step, s == slice(s.start, s.stop, s.step))
print(slice(1, 5).indices(3), slice(None, None, -1).indices(5), slice(-3, None).indices(10), slice(5, 1, -2).indices(10), slice(-100, 100).indices(4), slice(2**70).indices(3), slice(1, 2) < slice(1, 3), slice(1) == slice(None, 1, None), hash(slice(1, 2, 3)) == hash(slice(1, 2, 3)))
for f in (lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(1, 2, 0).indices(5), lambda: slice("a").indices(5), lambda: slice(1).indices(-1), lambda: slice(1).indices("x"), lambda: hash(slice([])), lambda: setattr(slice(1), "start", 5), lambda: slice(1)[0], lambda: slice(1) < 5):
    error(f)


class G:
    def __getitem__(self, key):
        return key


g = G()
print(g[1:2], g[::], g[1:2, 3], g[..., 1:], g[:, :], g[()], g[1,], g["a":"b":"c"], g[slice(1)], g[*[1, 2]], g[1, *[2, 3]], g[*"ab", 1:2])
for n in range(6):
    l = list(range(n))
    for start in (None, -7, -2, 0, 1, 5):
        for stop in (None, -7, -1, 0, 3, 9):
            for step in (None, 1, 2, -1, -3):
                s = slice(start, stop, step)
                expected = [l[i] for i in range(*s.indices(n))]
                assert l[s] == expected and list(tuple(l)[s]) == expected and list(range(n)[s]) == expected
                assert list(bytes(l)[s]) == expected and [ord(c) - 65 for c in "ABCDEF"[:n][s]] == expected
print("slices agree")
