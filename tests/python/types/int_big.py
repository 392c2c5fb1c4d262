"""Integers around the 62-bit edge and far beyond it."""

EDGES = sorted({s * (2**k + d) for k in (30, 31, 32, 53, 59, 60, 61, 62, 63, 64, 127, 128) for d in (-1, 0, 1) for s in (1, -1)})

# === Every pair of edges, checked by identities ===
for a in EDGES:
    assert int(str(a)) == a and int(hex(a), 16) == a and int(bin(a), 0) == a and eval(repr(a)) == a
    assert -(-a) == a and ~~a == a and a - a == 0 and a * 0 == 0 and a ^ a == 0 and abs(a) >= 0
    assert (a << 70) >> 70 == a and (a << 1) == a * 2 and a >> 1 == a // 2 and a >> 200 == (-1 if a < 0 else 0)
    assert a.bit_length() == len(bin(abs(a))) - 2 and a.bit_count() == bin(a).count("1")
    assert hash(a) == hash(int(str(a))) and {a: 1}[a + 1 - 1] == 1
    assert bool(a) and (a == float(a)) == (int(float(a)) == a)
    for b in EDGES:
        assert a + b == b + a and (a + b) - b == a and (a - b) + b == a
        assert a * b == b * a and (a * b) // b == a and (a * b) % b == 0
        q, r = divmod(a, b)
        assert q * b + r == a and (0 <= r < b or b < r <= 0) and q == a // b and r == a % b
        assert (a & b) + (a | b) == a + b and (a ^ b) == (a | b) - (a & b) and ~(a & b) == ~a | ~b
        assert (a < b) == (a - b < 0) and (a == b) == (a - b == 0) and (a >= b) == (not a < b)
print(len(EDGES))

# === Results that come back below the edge ===
for e in (2**61, 2**62, 2**63):
    print(e - 1, e - e, e // e, e % 7, -e + e - 1, e >> 40, e & 255, e ^ e - 1, (e * e) // e // 2)
x = 2**61
x -= 1
assert x == 2305843009213693951 and {x: "k"}[2**61 - 1] == "k"
assert (2**61 + 5) is not None and [2**61, 2**61 + 1].index(2**61 + 1) == 1

# === Long arithmetic ===
def factorial(n):
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r


print(factorial(50))
f = factorial(400)
assert f // factorial(399) == 400 and f % 401 == 400 and str(f)[:10] == "6403452284" and len(str(f)) == 869


def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


print(fib(300))
assert fib(1000) % 10**9 == 849228875


def pi_digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = ""
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out += str(m)
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return out


print(pi_digits(200))
n = 3**2000
assert n * n == 3**4000 and (n + 1) ** 2 - n**2 == 2 * n + 1 and n // 3**1999 == 3
assert pow(n, 5, 10**50) == n**5 % 10**50 and (n << 1000) // n == 2**1000
a, b = 7**500, 5**700
assert (a * b) // a == b and (a * b + 1) % b == 1 and divmod(-(a * b) - 1, a) == (-b - 1, a - 1)

# === Conversions with floats ===
for k in (52, 53, 54, 60, 61, 62, 63, 64, 100, 1000):
    print(k, float(2**k), float(2**k + 1), float(-(2**k) - 1), int(float(2**k + 1)) - 2**k)
try:
    float(10**400)
except OverflowError as e:
    print(e)
try:
    10**400 / 3.0
except OverflowError as e:
    print(e)
try:
    10**400 / 1
except OverflowError as e:
    print(e)
print(10**400 / 10**399, 10**400 // 10**399, (2**1023) * 1.0, (10**300 + 1) / 10**300, 1 / 10**320, 3 / 2**1074, 2**1074 / 2**1073)
print(2**62 + 0.5, 2**62 * 1.5, 1e20 - 10**20, 10**20 == 1e20, 10**23 == 1e23, 2**62 < 4.7e18, 2**64 > 1.8e19)

# === Text limits ===
import sys

print(sys.get_int_max_str_digits())
for f in (lambda: str(10**5000), lambda: int("1" * 5000), lambda: "%d" % 10**5000, lambda: f"{10**5000}"):
    try:
        f()
    except ValueError as e:
        print(e)
assert len(hex(10**5000)) == 4155 and int("0x" + "f" * 5000, 16).bit_length() == 20000
sys.set_int_max_str_digits(0)
assert len(str(10**5000)) == 5001 and int("9" * 5000) == 10**5000 - 1
sys.set_int_max_str_digits(4300)
try:
    sys.set_int_max_str_digits(100)
except ValueError as e:
    print(e)

# === Loops over the edge ===
t = 0
for i in range(2**62 - 3, 2**62 + 3):
    t += i
print(t)
i = 2**61 - 3
seen = []
while i < 2**61 + 3:
    seen.append(i % 10)
    i += 1
print(seen)
print([n for n in (2**61 - 1, 2**61, -(2**61), -(2**61) - 1)], list(range(-(2**61) - 1, -(2**61) + 2)))
print(sorted([2**64, 1, -(2**64), 2**61, 0, 1.5, 2**62]), max(2**61, 2**62), sum([2**61] * 8), 2**61 in {2**61})
