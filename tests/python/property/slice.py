"""Slices and ranges: reading, assignment and deletion with generated indices."""
import sys


class Random:
    """A linear congruential generator: the same seed, the same inputs."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 16) % n

    def choice(self, items):
        return items[self.below(len(items))]

    def chance(self, percent):
        return self.below(100) < percent


r = Random(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 250


def attempt(f, *args, **keywords):
    try:
        return repr(f(*args, **keywords))[:300]
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


def index(n=8):
    kind = r.below(6)
    if kind == 0:
        return None
    if kind == 1:
        return r.choice([2**62, 2**63, -(2**63) - 1, 2**100, -(2**100)])
    return r.below(2 * n) - n


def step():
    return r.choice([None, 1, 2, 3, -1, -2, -3, 5, -7, 2**70, -(2**70), 0])


for _ in range(ROUNDS):
    n = r.below(9)
    s = slice(index(), index(), step())
    print(s, n, attempt(s.indices, n), attempt(s.indices, r.below(3) - 1), s == slice(s.start, s.stop, s.step), attempt(lambda: s < slice(1, 2)))
    items = list(range(n))
    print(attempt(lambda: items[s]), attempt(lambda: tuple(items)[s]), attempt(lambda: "abcdefghi"[:n][s]), attempt(lambda: bytes(items)[s]), attempt(lambda: range(n)[s]), attempt(lambda: "\u00e9\u4e00\U0001f600abcde"[s]))
    new = [r.below(5) + 20 for _ in range(r.below(5))]
    copy = items[:]
    print(attempt(copy.__setitem__, s, new), copy, end=" ")
    copy = items[:]
    print(attempt(copy.__setitem__, s, iter(new)), copy, end=" ")
    copy = items[:]
    print(attempt(copy.__setitem__, s, copy), copy, end=" ")
    copy = items[:]
    print(attempt(copy.__delitem__, s), copy, attempt(copy.__setitem__, s, r.choice([5, "xy", None, (), {1: 2}])), copy)
    at = r.choice([index(), r.below(12) - 6])
    print(at, attempt(lambda: items[at]), attempt(lambda: range(3, 40, 7)[at]), attempt(lambda: "abc"[at]), attempt(items.pop, at), attempt(items.insert, at, 9), items)
    bounds = [r.choice([r.below(40) - 20, 2**65, -(2**65), r.below(10)]) for _ in range(3)]
    if max(map(abs, bounds)) < 100:
        print(bounds, attempt(lambda: list(range(*bounds))))
    a, b = attempt(range, *bounds), attempt(range, *bounds[:2])
    try:
        x, y = range(*bounds), range(*bounds[:2])
    except ValueError as e:
        print(e)
        continue
    probe = r.choice([bounds[0], bounds[1], r.below(60) - 30])
    if max(map(abs, bounds)) < 100 and r.chance(30):
        probe = r.choice([2.0, "a", True])
    print(x, y, attempt(len, x), bool(x), x == y, hash(x) == hash(range(*bounds)), probe in x, x.count(probe), attempt(x.index, probe), attempt(lambda: x[-1]), attempt(lambda: x[::2]), attempt(lambda: x[::-1]), attempt(lambda: next(reversed(x))), attempt(lambda: x[s]))
