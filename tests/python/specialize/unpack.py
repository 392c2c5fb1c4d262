"""Unpacking at warmed sites."""


def two(o):
    a, b = o
    return a, b


def three(o):
    a, b, c = o
    return a, b, c


def star(o):
    a, *b, c = o
    return a, b, c


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Two of a tuple, then others ===
for i in range(100):
    assert two((i, -i)) == (i, -i)
assert two([1, 2]) == (1, 2) and two("ab") == ("a", "b") and two({1: 0, 2: 0}) == (1, 2)
assert two(range(2)) == (0, 1) and two(x for x in (5, 6)) == (5, 6)
for bad in ((1,), (1, 2, 3), [], [1, 2, 3], "a", "abc", range(5), {}, 5, None, iter(()), iter([1, 2, 3])):
    error(two, bad)

# === Three, lists ===
for i in range(100):
    assert three([i, 2, 3]) == (i, 2, 3)
assert three((1, 2, 3)) == (1, 2, 3)
error(three, (1, 2))
error(three, [1, 2, 3, 4])
error(three, iter([1]))


class L(list):
    def __iter__(self):
        return iter("xyz")


class T(tuple):
    def __iter__(self):
        return iter("pqr")


assert three(L([1, 2, 3])) == ("x", "y", "z") and three(T((1, 2, 3))) == ("p", "q", "r")
del T.__iter__
assert three(T((1, 2, 3))) == (1, 2, 3)

# === Starred ===
for _ in range(60):
    assert star((1, 2, 3, 4)) == (1, [2, 3], 4)
assert star("ab") == ("a", [], "b") and star([1, 2, 3]) == (1, [2], 3) and star(range(100))[1] == list(range(1, 99))
error(star, [1])
error(star, ())
error(star, 5)
*a, = (1, 2)
assert a == [1, 2]
a, *b = "abc"
assert (a, b) == ("a", ["b", "c"])

# === Swaps and rotations; names bound twice; nested ===
def rotate(a, b, c):
    a, b, c = c, a, b
    a, b = b, a
    return a, b, c


for _ in range(60):
    assert rotate(1, 2, 3) == (1, 3, 2)
x, x = 1, 2
assert x == 2
(a, (b, [c, *d])), e = (1, (2, "cde")), 5
assert (a, b, c, d, e) == (1, 2, "c", ["d", "e"], 5)
i, l = 0, [0, 0, 0]
i, l[i] = 1, "at one"
assert l == [0, "at one", 0]

# === Evaluation order of targets ===
log = []


class O:
    def __setattr__(self, name, value):
        log.append((name, value))

    def __setitem__(self, key, value):
        log.append((key, value))


def obj(n):
    log.append("obj%d" % n)
    return O()


obj(1).a, obj(2)["k"], obj(3).c = [log.append("right"), 2, 3]
print(log)

# === An iterator that goes on, or fails ===
def endless():
    n = 0
    while True:
        yield n
        n += 1


error(two, endless())


def fails():
    yield 1
    raise ValueError("in the middle")


error(two, fails())


class Len2:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __len__(self):
        return 2


error(two, Len2())


class MyList(list):
    def __len__(self):
        return 7


error(three, MyList([1, 2]))
error(lambda: two(two))
