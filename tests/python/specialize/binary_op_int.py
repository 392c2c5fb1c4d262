"""Integer arithmetic at warmed sites: other types arrive, results leave the small range."""


def arith(a, b):
    return a + b, a - b, a * b


def divide(a, b):
    return a // b, a % b, a / b


def bits(a, b):
    return a & b, a | b, a ^ b, a << 3, a >> 3


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Warm ===
for i in range(-50, 51):
    assert arith(i, 3) == (i + 3, i - 3, i * 3)
    assert divide(i, 7) == (i // 7, i % 7, i / 7)
    bits(i, 6)

# === Over the edges of machine words ===
EDGES = [2**30, 2**31, 2**60, 2**61 - 1, 2**61, 2**61 + 1, 2**62, 2**62 - 1, 2**63 - 1, 2**63, 2**64]
for e in EDGES:
    print(arith(e, 1), arith(-e, 1), arith(e, -1), arith(-e, -1))
    print(arith(e, e), arith(e, -e), arith(-e, -e))
    print(divide(e, 3), divide(-e, 3), divide(e, -3), divide(-e, -3))
    print(bits(e, 255), bits(-e, 255), bits(e, -2))
for a in EDGES:
    for b in EDGES:
        assert (a + b) - b == a
        assert (a * b) // b == a
        assert a // b * b + a % b == a
        assert -a // b * b + -a % b == -a
        assert (a ^ b) ^ b == a

# === Small again after big ===
big = 2**61
assert big - big == 0
assert (big - 1) - (big - 2) == 1
assert arith(5, 3) == (8, 2, 15)

# === Booleans and other numbers at the same sites ===
print(arith(True, True), arith(True, 2), arith(2.5, 2), arith(2, 2.5), arith(1j, 2))
print(divide(True, 2), divide(2.5, 2), divide(2, 2.5))
print(bits(True, False), bits(True, 2))
print(("a" + "b", [1] * 2, (1,) + (2,)))
error(arith, "a", 1)
error(arith, 1, "a")
error(arith, None, 1)
error(arith, [], 1)
error(divide, 1, 0)
error(divide, 0, 0)
error(bits, 1.0, 1)
error(bits, 1, 1.0)
error(lambda a, b: a % b, 5, 0)
error(lambda a, b: a % b, 5, 0.0)
error(lambda a, b: a / b, 5, 0)
error(lambda a, b: a << b, 1, -1)
error(lambda a, b: a >> b, 1, -1)
error(lambda a, b: a ** b, 0, -1)
error(lambda a, b: a ** b, 2, -2)

# === Subclasses with operators of their own ===
class Loud(int):
    def __add__(self, other):
        return "loud add"

    def __radd__(self, other):
        return "loud radd"


class Quiet(int):
    pass


def add(a, b):
    return a + b


for _ in range(100):
    add(1, 2)
assert add(Loud(1), 2) == "loud add"
assert add(2, Loud(1)) == "loud radd"
assert add(Quiet(1), 2) == 3 and type(add(Quiet(1), 2)) is int
Quiet.__add__ = lambda self, other: "now loud"
assert add(Quiet(1), 2) == "now loud"
assert add(2, Quiet(1)) == 3
del Quiet.__add__
assert add(Quiet(1), 2) == 3

# === In place ===
def inplace(a, b):
    a += b
    c = a
    a -= 1
    a *= 2
    a //= 3
    a %= 1000
    a <<= 2
    a |= 1
    a &= 0xFFFF
    a ^= 5
    a >>= 1
    a **= 2
    return a, c


print([inplace(i, 5) for i in (0, 1, -7, 2**61, 2**62, -(2**70))])
x = y = 2**61 - 1
x += 1
assert y == 2**61 - 1 and x == 2**61

# === Loops that cross the edge ===
n = 1
for _ in range(70):
    n = n * 2
print(n)
n = -1
for _ in range(70):
    n = n + n
print(n)
n = 2**62
while n > 2**59:
    n = n - 2**58
print(n)
