"""Comparisons at warmed sites, as values and as conditions."""


def less(a, b):
    return a < b


def equal(a, b):
    return a == b


def branch(a, b):
    if a < b:
        return "less"
    elif a == b:
        return "equal"
    return "greater"


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Ints, then all the rest ===
for i in range(100):
    assert less(i, 50) == (i < 50)
    assert branch(i, 50) == ("less" if i < 50 else "equal" if i == 50 else "greater")
for big in (2**61, 2**62, 2**63, 2**100):
    assert less(5, big) and not less(big, 5) and less(-big, -5) and not less(-5, -big)
    assert less(big, big + 1) and not less(big, big) and equal(big, big + 1 - 1)
    assert branch(big, 1.5) == "greater" and branch(-big, float("inf")) == "less"
assert less(1, 1.5) and less(0.5, 1) and equal(1, 1.0) and equal(True, 1) and not equal(2**53 + 1, 2.0**53)
assert branch("a", "b") == "less" and branch([1], [1]) == "equal" and branch((2,), (1, 5)) == "greater"
error(less, 1, "a")
error(less, "a", 1)
error(less, None, None)
error(less, 1j, 2j)
error(less, [1], (1,))
error(branch, {}, {})

# === Floats ===
def fless(a, b):
    return a < b, a <= b, a == b, a != b, a > b, a >= b


for i in range(100):
    fless(i * 0.5, 10.0)
nan = float("nan")
print(fless(1.0, 2.0), fless(nan, nan), fless(0.0, -0.0), fless(float("inf"), 10**400))
assert branch(nan, nan) == "greater"

# === Strings ===
def sequal(a, b):
    return a == b, a != b


for i in range(100):
    assert sequal("abc", "abd") == (False, True)
assert sequal("abc", "ab" + "c") == (True, False)
assert sequal("\xe9", "e\u0301") == (False, True)
assert sequal("a", 97) == (False, True)


class S(str):
    def __eq__(self, other):
        return "S eq"

    __hash__ = str.__hash__


assert sequal(S("a"), "a")[0] == "S eq"
assert sequal("a", S("a"))[0] == "S eq"

# === Python's methods, and their removal ===
class C:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v < other.v

    def __eq__(self, other):
        return isinstance(other, C) and self.v == other.v

    __hash__ = None


for i in range(100):
    assert branch(C(i), C(50)) == branch(i, 50)
C.__lt__ = lambda self, other: []
assert branch(C(1), C(2)) == "greater" and less(C(1), C(2)) == []
del C.__lt__
error(less, C(1), C(2))
C.__gt__ = lambda self, other: "reflected"
assert less(C(1), C(2)) == "reflected"
C.__eq__ = lambda self, other: NotImplemented
c = C(1)
assert equal(c, c) and not equal(c, C(1))
del C.__eq__
assert equal(c, c) and not equal(c, C(1))

# === A result whose truth is asked for, once ===
class Truth:
    n = 0

    def __bool__(self):
        Truth.n += 1
        return Truth.n % 2 == 0


class Asks:
    def __lt__(self, other):
        return Truth()


print([branch(Asks(), 1) if i % 2 else "-" for i in range(1, 6)], Truth.n)
Truth.__bool__ = lambda self: 5
error(branch, Asks(), 1)

# === Chains, is, not ===
def chain(a, b, c):
    return a < b < c, a is b, a is not b, not a < b, a == b == c


for i in range(100):
    assert chain(1, 2, 3) == (True, False, True, False, False)
assert chain(3, 2, 1) == (False, False, True, True, False)
print(chain(1.5, 2, 2**70), chain("a", "b", "c"))
log = []


def note(x):
    log.append(x)
    return x


assert (note(3) < note(2) < note(1)) is False
assert (note(1) < note(2) < note(3)) is True
print(log)
