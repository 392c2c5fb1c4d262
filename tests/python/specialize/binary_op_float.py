"""Float arithmetic at warmed sites, operands that are reused, and other types."""


def arith(a, b):
    return a + b, a - b, a * b


def chain(a, b):
    return (a + b) * (a - b) + a * b - b


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Warm; temporaries are not confused with variables ===
for i in range(100):
    a, b = i * 0.5, i * 0.25
    assert arith(a, b) == (i * 0.75, i * 0.25, i * i * 0.125)
    chain(a, b)
    assert (a, b) == (i * 0.5, i * 0.25)
a = b = 1.5
c = a + b
d = a
a += 1.0
assert (a, b, c, d) == (2.5, 1.5, 3.0, 1.5)
values = [0.5, 1.5, 2.5]
s = 0.0
kept = []
for v in values:
    s = s + v
    kept.append(s)
    s = s * 1.0
assert kept == [0.5, 2.0, 4.5] and values == [0.5, 1.5, 2.5]

# === Special values ===
inf = 1e308 * 10
nan = inf - inf
print(arith(inf, 1.0), arith(-inf, inf), arith(nan, 1.0), arith(0.0, -0.0), arith(-0.0, -0.0))
print(arith(1e308, 1e308), arith(5e-324, 5e-324), arith(0.1, 0.2))
print(nan == nan, nan != nan, nan < 1.0, inf > 1e308)

# === Ints, booleans, strings at the same site ===
print(arith(1, 2), arith(1, 2.0), arith(1.0, 2), arith(True, 1.0), arith(2**70, 1.0), arith(1.0, 1j))
error(arith, 1.0, "a")
error(arith, "a", 1.0)
error(arith, 1.0, None)
error(arith, 2**2000, 1.0)

# === Division, modulo, power ===
def divide(a, b):
    return a / b, a // b, a % b


for i in range(1, 100):
    divide(i * 1.5, 0.5)
print(divide(7.5, 2.0), divide(-7.5, 2.0), divide(7.5, -2.0), divide(-7.5, -2.0), divide(0.0, -2.0))
print(divide(7, 2), divide(7, 2.0), divide(1e300, 1e-300)[0], divide(-1.0, inf), divide(1.0, inf))
error(divide, 1.0, 0.0)
error(lambda: 1.0 // 0.0)
error(lambda: 1.0 % 0.0)
error(lambda: 0.0 ** -1)
error(lambda: 2.0 ** 10000)
error(lambda: (-8.0) ** (1 / 3))
error(lambda: 2.0 ** 0.5)

# === Subclasses ===
class F(float):
    pass


def mul(a, b):
    return a * b


for _ in range(100):
    mul(1.5, 2.0)
assert type(mul(F(2), 3.0)) is float
F.__mul__ = lambda self, other: "F mul"
F.__rmul__ = lambda self, other: "F rmul"
assert mul(F(2), 3.0) == "F mul"
assert mul(3.0, F(2)) == "F rmul"
assert mul(3, F(2)) == "F rmul"

# === Floats in attributes and lists survive arithmetic ===
class B:
    def __init__(self):
        self.x = 1.0
        self.v = 0.25


o = B()
first = o.x
for _ in range(1000):
    o.x = o.x + o.v * 0.5
assert (o.x, o.v, first) == (126.0, 0.25, 1.0)
l = [1.0] * 4
for _ in range(100):
    l[1] += 0.5
    l[2] = l[1] + l[0]
print(l)


def gen():
    x = 1.0
    while True:
        x = x * 1.5
        yield x


g = gen()
got = [next(g) for _ in range(6)]
print(got)
t = (1.0, 2.0)
u = t[0] + t[1]
u += 1.0
print(t, u, -u, abs(-u), +u)
