"""`in` at warmed sites."""


def has(x, o):
    return x in o, x not in o


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Sets, then others ===
s = set(range(50))
for i in range(100):
    assert has(i, s) == (i < 50, i >= 50)
s.clear()
assert has(1, s) == (False, True)
assert has(1, frozenset([1])) == (True, False)
error(has, [], s)
assert has(frozenset([1]), {frozenset([1])}) == (True, False)
assert has({1}, {frozenset([1])}) == (True, False)

# === Dictionaries ===
d = {i: None for i in range(50)}


def dhas(x, o):
    return x in o


for i in range(100):
    assert dhas(i, d) == (i < 50)
del d[3]
assert not dhas(3, d) and dhas(4.0, d) and dhas(True, d)
error(dhas, [], d)
error(dhas, {}, {})


class D(dict):
    def __contains__(self, x):
        return "anything true"


assert dhas(99, D()) is True
del D.__contains__
assert not dhas(99, D())

# === Lists, tuples, strings, ranges, bytes ===
def lhas(x, o):
    if x in o:
        return "in"
    return "out"


for i in range(100):
    assert lhas(i, [1, 2, 3]) == ("in" if i in (1, 2, 3) else "out")
nan = float("nan")
assert lhas(nan, [nan]) == "in" and lhas(float("nan"), [nan]) == "out"
assert lhas("b", "abc") == "in" and lhas("", "abc") == "in" and lhas("ac", "abc") == "out"
assert lhas(5, range(10)) == "in" and lhas(5.0, range(10)) == "in" and lhas(5.5, range(10)) == "out"
assert lhas(2**70, range(2**71)) == "in" and lhas("5", range(10)) == "out"
assert lhas(97, b"abc") == "in" and lhas(b"bc", b"abc") == "in"
assert lhas(2.0, (1, 2)) == "in"
error(lhas, 1, "abc")
error(lhas, "a", b"abc")
error(lhas, 256, b"abc")
error(lhas, 1, 5)
error(lhas, 1, None)

# === The protocol's three steps ===
class Contains:
    def __contains__(self, x):
        return x


class Iterates:
    def __iter__(self):
        return iter([1, 2, 3])


class Items:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * 10


class Blocked:
    __contains__ = None

    def __iter__(self):
        return iter([1])


for _ in range(60):
    assert lhas([], Contains()) == "out" and lhas([1], Contains()) == "in"
    assert lhas(2, Iterates()) == "in" and lhas(5, Iterates()) == "out"
    assert lhas(20, Items()) == "in" and lhas(25, Items()) == "out"
error(lhas, 1, Blocked())
Contains.__contains__ = lambda self, x: 1 // 0
error(lhas, 1, Contains())
del Contains.__contains__
error(lhas, 1, Contains())
assert lhas(3, (x for x in (1, 2, 3))) == "in"
g = iter([1, 2, 3, 4])
assert lhas(2, g) == "in" and list(g) == [3, 4]

# === __eq__ that changes what is searched ===
class Shrinks:
    def __eq__(self, other):
        target.clear()
        return False

    __hash__ = None


target = [Shrinks() for _ in range(5)]
print(lhas(1, target), target)
target = [1, 2, 3]
print(lhas(Shrinks(), target), target)


class Evil:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        if armed:
            table.clear()
        return self.n == other.n


armed = False
table = {Evil(0): 0, Evil(1): 1}
armed = True
print(dhas(Evil(5), table), len(table))
