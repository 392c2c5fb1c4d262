"""Dictionaries: generated histories of changes, and what every step answers."""
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
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 150


def attempt(f, *args, **keywords):
    try:
        return repr(f(*args, **keywords))[:300]
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


class Key:
    """Equal to others of the same name, with few hashes."""

    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return self.name % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return "K%d" % self.name


def key():
    kind = r.below(8)
    n = r.below(9)
    if kind < 3:
        return n
    return [str(n), float(n), (n, "x"), Key(n), True, None, 2**70 + n, -n, frozenset([n])][r.below(9)]


def other():
    items = [(key(), r.below(9)) for _ in range(r.below(5))]
    return r.choice([dict, list, lambda i: dict(i).items(), iter])(items)


def change(d):
    k, way = key(), r.below(16)
    if way < 4:
        return attempt(d.__setitem__, k, r.below(100))
    if way == 4:
        return attempt(d.__delitem__, k)
    if way == 5:
        return attempt(d.pop, k)
    if way == 6:
        return attempt(d.pop, k, "none")
    if way == 7:
        return attempt(d.popitem)
    if way == 8:
        return attempt(d.setdefault, k, 7)
    if way == 9:
        return attempt(d.update, other())
    if way == 10:
        return attempt(d.update, a=1, b=r.below(5))
    if way == 11:
        return attempt(d.__ior__, other())
    if way == 12 and r.chance(20):
        return attempt(d.clear)
    if way == 13:
        return attempt(lambda: [d.__setitem__(q, 1) for q in d])
    if way == 14:
        return attempt(lambda: [d.pop(q) for q in d])
    return attempt(lambda: d[k]), attempt(d.get, k), k in d


for _ in range(ROUNDS):
    d = {key(): r.below(100) for _ in range(r.below(6))}
    e = {key(): r.below(100) for _ in range(r.below(6))}
    print(d, e)
    for _ in range(8):
        print(change(d), len(d), end=" ")
    print()
    print(d, list(d), list(reversed(d)), list(d.values()), list(reversed(d.items())))
    print(d | e, d == e, d == dict(d), dict(d) == dict(reversed(d.items())), list((d | e).keys()))
    a, b = d.keys(), e.keys()
    print(sorted(map(repr, a & b)), sorted(map(repr, a | b)), sorted(map(repr, a - b)), sorted(map(repr, a ^ b)), a <= b, a < b, a == b, a >= set(b), a.isdisjoint(b), attempt(lambda: d.items() & e.items() == set(d.items()) & set(e.items())))
    print(attempt(dict.fromkeys, [key() for _ in range(3)], 5), attempt(dict, other()), attempt(dict, other(), x=1), attempt(lambda: {**d, **e}), attempt(lambda: dict(**{str(q): 1 for q in d})))
    i = iter(d)
    print(attempt(next, i), attempt(d.__setitem__, "new", 1), attempt(next, i), i.__length_hint__(), attempt(lambda: d["absent"]), attempt(lambda: d[[]]), d.copy() == d, str(d) == repr(d))
