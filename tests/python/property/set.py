"""Sets: generated histories of changes and operators; elements come out in the reference's order."""
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
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 100


def attempt(f, *args, **keywords):
    try:
        return repr(f(*args, **keywords))[:300]
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


def element():
    kind = r.below(7)
    if kind < 3:
        return r.below(40)
    return [r.below(2**62), -r.below(30), float(r.below(20)), r.below(64) / 8, (r.below(5), r.below(5)), 2 ** r.below(100), frozenset([r.below(9), r.below(9)]), 8 * r.below(20)][r.below(8)]


def some(most=9):
    return [element() for _ in range(r.below(most))]


def other():
    return r.choice([set, frozenset, list, tuple, dict.fromkeys, iter])(some())


def change(s):
    k, way = element(), r.below(14)
    if way < 4:
        return attempt(s.add, k)
    if way == 4:
        return attempt(s.discard, r.choice(list(s) or [k]))
    if way == 5:
        return attempt(s.remove, r.choice(list(s) or [k]))
    if way == 6:
        return attempt(s.remove, k)
    if way == 7:
        return attempt(s.pop)
    if way == 8:
        return attempt(s.update, other(), other())
    if way == 9:
        return attempt(s.intersection_update, list(s)[1:] + some())
    if way == 10:
        return attempt(s.difference_update, some())
    if way == 11:
        return attempt(s.symmetric_difference_update, other())
    if way == 12 and r.chance(20):
        return attempt(s.clear)
    return attempt(lambda: [s.add(q + 100) for q in s])


for _ in range(ROUNDS):
    s = set(some(r.choice([4, 9, 40])))
    t = r.choice([set, frozenset])(some(r.choice([4, 9, 40])))
    print(s, t, len(s))
    for _ in range(6):
        print(change(s), end=" ")
    print()
    print(s, list(s), [*iter(s)] == list(s))
    print(s | t, s & t, s - t, s ^ t, t | s, t - s, t & s, t ^ s)
    print(s <= t, s < t, s == t, s > t, s >= t, s.isdisjoint(t), s.issubset(t), s.issuperset(t), s <= s | t, s & t <= t)
    print(s.union(other(), t), s.intersection(other(), t), s.difference(other()), s.symmetric_difference(other()), s.copy(), set(s), frozenset(s), {*s, *t})
    print(hash(frozenset(s)), hash(frozenset(list(s)[::-1])) == hash(frozenset(s)), sum(map(hash, s)), attempt(lambda: s in {frozenset(s)}), s | s, s.union(s))
    u = set(s)
    u |= t
    v = set(s)
    v &= t
    w = set(s)
    w -= t
    x = set(s)
    x ^= t
    print(u, v, w, x, attempt(lambda: s | list(t)), attempt(lambda: s.add([])), {n for n in range(r.below(70))} - s, set(range(r.below(50))) ^ t)
