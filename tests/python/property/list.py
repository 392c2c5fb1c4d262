"""Lists: generated histories of changes; sorting, down to the comparisons it makes."""
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
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 120


def attempt(f, *args, **keywords):
    try:
        return repr(f(*args, **keywords))[:300]
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


class Item:
    """Counts and remembers comparisons."""

    log = []

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Item.log.append((self.value, other.value))
        return self.value < other.value

    def __repr__(self):
        return "I%d" % self.value


class Fails(Item):
    left = 0

    def __lt__(self, other):
        Fails.left -= 1
        if Fails.left < 0:
            raise ValueError("no more")
        return self.value < other.value


def digest(log):
    n = 0
    for a, b in log:
        n = (n * 31 + a * 7 + b) % 1000003
    return n


def values(most=10):
    return [r.below(10) for _ in range(r.below(most))]


def change(l):
    n, at, way = r.below(10), r.below(24) - 12, r.below(16)
    if way == 0:
        return attempt(l.append, n)
    if way == 1:
        return attempt(l.insert, at, n)
    if way == 2:
        return attempt(l.pop)
    if way == 3:
        return attempt(l.pop, at)
    if way == 4:
        return attempt(l.remove, n)
    if way == 5:
        return attempt(l.extend, values(4))
    if way == 6:
        return attempt(l.extend, iter(values(4)))
    if way == 7:
        return attempt(l.reverse)
    if way == 8:
        return attempt(l.sort, reverse=r.chance(50))
    if way == 9:
        return attempt(l.index, n, at)
    if way == 10:
        return attempt(l.__imul__, r.below(4) - 1)
    if way == 11:
        return attempt(l.__setitem__, at, n)
    if way == 12:
        return attempt(l.__delitem__, at)
    if way == 13:
        return attempt(l.__iadd__, r.choice([bytes([1, 2]), (1,), {5: 6}, 3]))
    if way == 14:
        return attempt(l.index, n, at, at + 5), l.count(n)
    return attempt(l.__setitem__, slice(at, at + 3), values(4))


def sequence(n):
    """Values in a pattern that a sort may profit from."""
    kind = r.below(8)
    if kind == 0:
        return [r.below(n + 1) for _ in range(n)]
    if kind == 1:
        return list(range(n))
    if kind == 2:
        return list(range(n))[::-1]
    if kind == 3:
        return [i // 3 for i in range(n)][::-1]
    if kind == 4:
        return [i % 40 for i in range(n)]
    if kind == 5:
        return [*range(n // 2), *range(n - n // 2)]
    if kind == 6:
        l = list(range(n))
        for _ in range(3):
            l[r.below(n)] = r.below(n)
        return l
    return [r.below(3) for _ in range(n)]


for _ in range(ROUNDS):
    l = values()
    print(l)
    for _ in range(8):
        print(change(l), end=" ")
    print()
    print(l, l + values(3), attempt(lambda: l + (1,)), l * 2 == 2 * l, l < values(), l == l[:], 5 in l, l[::-1], sorted(l), sorted(l, key=lambda q: -q), sorted(l, reverse=True), attempt(max, l), attempt(sum, l))
    n = r.choice([2, 3, 5, 10, 31, 32, 33, 63, 64, 65, 100, 130, 200])
    items = [Item(v) for v in sequence(n)]
    Item.log = []
    reverse = r.chance(30)
    if r.chance(30):
        items.sort(key=lambda item: Item(item.value // 2), reverse=reverse)
    else:
        items.sort(reverse=reverse)
    print(n, len(Item.log), digest(Item.log), items[:8], digest((i.value, 1) for i in items))
    fails = [Fails(v) for v in sequence(n)]
    Fails.left = r.below(3 * n)
    print(attempt(fails.sort, reverse=reverse), fails[:12], digest((i.value, 1) for i in fails))
    mixed = [r.choice([1, 2.5, True, 2**70, -3, 0.0]) for _ in range(r.below(12))]
    print(sorted(mixed), sorted(mixed, reverse=True), attempt(sorted, [*mixed, "a", 1]), sorted([(q, "x") for q in mixed]), sorted(map(str, mixed)), min(mixed, default=None), max(mixed, default=None))
