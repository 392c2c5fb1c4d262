"""Arithmetic of integers beyond machine words at warmed sites: limits of words, signs, other types."""


def arith(a, b):
    return a + b, a - b, a * b


def divide(a, b):
    return a // b, a % b


def bits(a, b):
    return a & b, a | b, a ^ b


def shift(a, n):
    return a << n, a >> n


def chain(a, b):
    c = (a + b) * (a - b)
    c = c + a * b
    c += (c // b) % a
    c -= 1
    return c


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Warm with integers beyond words ===
big = 10**30
for i in range(1, 60):
    assert arith(big, i) == (big + i, big - i, big * i)
    assert divide(big, i) == (big // i, big % i)
    bits(big, i)
    shift(big, i)
    chain(big, i)

# === Every limit of a word, with every other ===
EDGES = [0, 1, 2, 2**30, 2**61 - 1, 2**61, 2**61 + 1, 2**62, 2**63 - 1, 2**63, 2**63 + 1, 2**64 - 1, 2**64, 2**64 + 1]
EDGES += [2**124, 2**125 - 1, 2**126, 2**127 - 1, 2**127, 2**127 + 1, 2**128 - 1, 2**128, 2**128 + 1, 2**191, 2**192 - 1]
EDGES += [2**192, 10**60, 10**100, 3**300, 2**2000 - 1, 7**3000]
EDGES += [-e for e in EDGES if e]
total = 0
for a in EDGES:
    for b in EDGES:
        s, d, p = arith(a, b)
        assert s - b == a and d + b == a
        assert s == -arith(-a, -b)[0] and d == -arith(b, a)[1] and p == arith(-b, -a)[2]
        assert arith(a, a)[1] == 0
        total = (total * 31 + s + d * 3 + p * 5) % (10**40 + 7)
        x, y, z = bits(a, b)
        assert x + y == s and z == y - x
        total = (total * 31 + x + y * 3 + z * 5) % (10**40 + 7)
        if b:
            q, r = divide(a, b)
            assert q * b + r == a and (0 <= r < b or b < r <= 0)
            assert divmod(a, b) == (q, r)
            assert divide(p, b) == (a, 0)
            assert divide(p + q, b) == divmod(p + q, b)
            total = (total * 31 + q + r * 3) % (10**40 + 7)
            total = (total * 31 + chain(a, b) if a else total) % (10**40 + 7)
    for n in (0, 1, 5, 31, 32, 61, 62, 63, 64, 65, 127, 128, 200, 3000):
        up, down = shift(a, n)
        assert up == a * 2**n and down == a // 2**n
        assert shift(up, n)[1] == a
print(total)
for a in EDGES[:20]:
    print(*arith(a, 2**62), *arith(-a, 2**64 - 1), *divide(a, -3), *bits(a, -(2**70)))

# === Results that fit a word again ===
for n in range(55, 135):
    for sign in (1, -1):
        a, b = sign * 2**n + 5, sign * 2**n - 3
        assert arith(a, b)[1] == 8 and divide(a, b) == (1, 8) if sign > 0 else True
        assert (a ^ b).bit_length() <= n + 1
        assert shift(a, n - 3)[1] in (8, -8)
        assert bits(a, 15)[0] == a % 16

# === The same object on both sides, temporaries that die, results that replace their operand ===
def same(a):
    return a + a, a - a, a * a, a // a, a % a, a ^ a, (a + 1) * (a + 1) - a * a


def pile(n):
    a = b = 3**50
    for i in range(n):
        a = a * b
        b = b + a
        a = (a + b) % (b - i)
    return a, b


def factorial(n):
    result = 1
    for i in range(2, n):
        result *= i
    return result


for _ in range(30):
    print(end="" if same(10**25) == (2 * 10**25, 0, 10**50, 1, 0, 0, 2 * 10**25 + 1) else "wrong")
print([n % (2**89 - 1) for n in pile(9)])
print(factorial(70))
f = factorial(1500)
print(f % (10**9 + 7), f.bit_length(), hash(f), hash(-f))
for i in range(2, 1500):
    f //= i
assert f == 1

# === Sums of many words, products that the library does ===
x, y = 7**5000, 11**4000
assert (x * y) // x == y and (x * y) % y == 0
assert (x + y) - x == y and (x - y) + y == x and (y - x) + x == y
print((x * y + 12345) % (2**89 - 1), (x + y) % (2**107 - 1), (y - x) % (2**61 - 1), (x * y) // (x + 1) == y - 1)

# === Words at sites that have seen big ones ===
assert arith(5, 3) == (8, 2, 15) and divide(-7, 2) == (-4, 1) and bits(6, 3) == (2, 7, 5) and shift(5, 1) == (10, 2)

# === Other types at the same sites ===
print(arith(True, 2**70), arith(2**70, True), arith(2.5, 2**70), arith(2**70, 2.5), arith(1j, 2**70))
print(divide(2.5, 2**70), divide(2**70, 2.5), bits(True, 2**70))
error(arith, 2**70, "a")
error(arith, None, 2**70)
error(arith, 2**70, [1])
error(divide, 2**70, 0)
error(divide, 2**70, None)
error(bits, 2**70, 1.0)
error(shift, 2**70, -1)
error(shift, 1, 2**70)
error(shift, 2**70, 2**70)
error(lambda: 0 << 2**70)
error(lambda: (2**70) >> 2**70)
error(lambda: (-(2**70)) >> 2**70)
error(lambda: 1.0 * 10**400)


class Loud(int):
    def __add__(self, other):
        return "loud add"

    def __rmul__(self, other):
        return "loud rmul"


class Quiet(int):
    pass


print(arith(Loud(2**70), 1)[0], arith(2**70, Loud(3))[2], arith(Quiet(2**70), 1), arith(2**70, Quiet(0)))
print(divide(Quiet(2**70), Quiet(3)), type(arith(Quiet(2**70), 1)[0]) is int, Quiet(2**200) + 1 == 2**200 + 1)
quiet = Quiet(2**300)
quiet.note = "kept"
print(quiet.note, quiet == 2**300, quiet * 1 is quiet, divmod(quiet, 2**298))
