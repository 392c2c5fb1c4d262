"""UNPACK_SEQUENCE of tuples, lists and other iterables, into locals and elsewhere, with what dies on the way."""


def three(s):
    a, b, c = s
    return c, b, a


def two(s):
    a, b = s
    return b, a


class Names:
    pass


def attributes(o, s):
    o.a, o.b, o.c = s
    return o.c, o.b, o.a


def show(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as e:
        print(type(e).__name__, e)


# === Each kind warms a site, then the others pass ===
for warm in ((1, 2, 3), [1, 2, 3], "xyz", iter([7, 8, 9] * 40), range(3)):
    code = three.__code__.replace()
    site = type(three)(code, globals())
    for _ in range(12):
        try:
            site(warm)
        except ValueError:
            pass
    for s in ((1, 2, 3), [4, 5, 6], "abc", (), [1], (1, 2, 3, 4), [1, 2, 3, 4], {1: 2, 3: 4, 5: 6}, range(3), 5, None):
        show(site, s)
for s in ((1, 2), [3, 4], "ab", (1,), [1, 2, 3]):
    for _ in range(3):
        show(two, s)
o = Names()
for s in ((1, 2, 3), [4, 5, 6], (7, 8, 9), (1, 2)):
    for _ in range(5):
        show(attributes, o, s)


# === The sequence among its targets, and targets twice ===
def own(s):
    s, t = s
    return s, t


def twice(s):
    a, a = s
    return a


def alias(p):
    q = p
    q, r = p
    return q, r, p


for _ in range(10):
    assert own([1, 2]) == (1, 2) and own((1, 2)) == (1, 2)
    assert twice((1, 2)) == 2 and twice([3, 4]) == 4
    assert alias([1, 2]) == (1, 2, [1, 2])
print(own([[1], [2]]), twice(("a", "b")), alias((3, 4)))


# === Old values die as they are replaced, one by one ===
class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        import sys

        caller = sys._getframe(1)
        print("del", self.name, [v if type(v) is int else "-" for k, v in sorted(caller.f_locals.items()) if k in "abc"])


def loud(s):
    a, b, c = Loud("a"), Loud("b"), Loud("c")
    a, b, c = s
    return a + b + c


for s in ((1, 2, 3), [4, 5, 6], (7, 8, 9), [1, 2, 3]):
    print(loud(s))


# === A list that is emptied while its items replace what empties it ===
class Emptier:
    def __init__(self, what):
        self.what = what

    def __del__(self):
        del self.what[:]


def emptied(s):
    a = b = c = None
    a = Emptier(s)
    a, b, c = s
    return a, b, c, s


for _ in range(6):
    print(emptied([[1], [2], [3]]))


# === Pairs in loops: tuples that live on, and such that die at once ===
def pairs(items):
    total = 0
    for (a, b), c in items:
        total += a * b + c
    return total


kept = [((i, i + 1), i) for i in range(30)]
print(pairs(kept), pairs(((i, 1), [2][0]) for i in range(30)), pairs([[[1, 2], 3]] * 10))
for i, (a, b) in zip(range(20), [(1, 2)] * 20):
    pass
print(i, a, b)
