"""float: texts, operators, methods."""


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


inf, nan = float("inf"), float("nan")

# === repr ===
print(0.0, -0.0, 1.0, 1.5, 0.1, 0.1 + 0.2, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 1.5e-7, 1e22, 1e23, 5e-324, 1.7976931348623157e308)
print(inf, -inf, nan, -nan, 1 / 3, 2 / 3, 100.0, 1e100, 12345.678, 9007199254740993.0, 4.35, 0.3, 2.675, 1e-323)
print([1.0, 2.5], (1e3,), {1.0: 2.0}, str(1.0), repr(-1.5e-10))

# === Parsing ===
for s in ("1", "1.5", "-1.5e3", " 2.5 ", ".5", "5.", "1e5", "1E-5", "inf", "-Infinity", "nan", "+NaN", "1_000.5_0", "1e400", "-1e400", "1e-400", "\u0661.\u0662", "00.1", "123456789012345678901234567890"):
    print(repr(s), float(s))
for s in ("", " ", ".", "e5", "1e", "1__0", "_1", "1_", "0x10", "1.5.2", "in", "nanx", "1 2", "--1"):
    error(lambda: float(s))
error(lambda: float(None))
error(lambda: float([]))
error(lambda: float(1j))
error(lambda: float(b"\xff"))
print(float(), float(5), float(True), float(b"1.5"), float(10**22), float(2**70))

# === Arithmetic ===
for a, b in ((7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (-7.5, -2.0), (1e300, 1e300), (0.0, 3.0), (-0.0, 3.0), (1.0, inf), (-1.0, inf), (5, 0.3), (0.3, 5)):
    print(a, b, a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
print(2.0**3, 2.0**-1, 2**0.5, (-8.0) ** 2, (-8.0) ** 3, 0.0**0, inf**0, 1.0**nan, nan**0, (-1.0) ** inf, 10.0**308, 10.0**-400, (-2.0) ** -3)
print((-8) ** (1 / 3), (-1.0) ** 0.5)
for f in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1.0, 0), lambda: 0.0**-1, lambda: 10.0**309, lambda: 1.5 & 1, lambda: 1.5 << 1, lambda: ~1.5, lambda: 1.5 + "x"):
    error(f)
print(-1.5, +1.5, abs(-1.5), -(0.0), abs(-0.0), -inf, not 0.0, not nan)

# === Comparisons ===
print(nan == nan, nan != nan, nan < 1, nan > 1, nan in [nan], [nan] == [nan], nan is nan, inf == inf, inf > 10**400, -inf < -(10**400))
print(1.0 == 1, 1.5 < 2, 2 < 1.5, 0.0 == -0.0, 2.0**53 == 2**53 + 1, 1e16 == 10**16, 0.1 + 0.2 == 0.3, 1.0 == "1.0", 1.0 == 1 + 0j, 3.0 > True)
print(sorted([2.5, -1, 0.0, inf, -inf, 2]), max(1.5, 2), min(0.0, -0.0), min(-0.0, 0.0), max(1, 1.0), max(1.0, 1))

# === Methods ===
for x in (0.5, -2.0, 1e16, 0.1, 2.5):
    print(x, x.is_integer(), x.as_integer_ratio(), x.hex(), x.real, x.imag, x.conjugate())
print(float.fromhex("0x1.8p+1"), float.fromhex("1.8p1"), float.fromhex("-0x.8p0"), float.fromhex("inf"), float.fromhex("0x1p-1074"), inf.hex(), nan.hex(), (0.0).hex(), (-0.0).hex(), (5e-324).hex())
for f in (lambda: float.fromhex("x"), lambda: float.fromhex("0x1p5000"), lambda: inf.as_integer_ratio(), lambda: nan.as_integer_ratio(), lambda: int(nan), lambda: int(inf), lambda: round(nan), lambda: round(inf)):
    error(f)
print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999, 1e20)], [round(x, 1) for x in (0.25, 0.35, 2.675, -1.05)], round(2.675, 2), round(1234.5, -2), round(1e300, 5), round(inf, 2), round(5.5, 400), round(5.5, -400), round(1.5, None))
print((2.7).__int__(), (2.7).__trunc__(), (-2.7).__floor__(), (2.2).__ceil__(), (2.5).__round__(), (1.5).__add__(1), (1.5).__add__("x"), (1.5).__radd__(1), (1.5).__eq__(1), (1.5).__bool__())
print(hash(1.0) == hash(1), hash(0.5), hash(inf), hash(-inf), hash(1e20) == hash(10**20), hash(2.0**61), hash(0.1), hash(-1.0), hash(-0.0), {1: "a", 1.0: "b", True: "c"})

# === Subclasses and conversions ===
class F(float):
    def __new__(cls, *args):
        return super().__new__(cls, *args)


class HasFloat:
    def __float__(self):
        return 2.5


class HasIndex:
    def __index__(self):
        return 7


class Bad:
    def __float__(self):
        return 5


f = F(1.5)
print(f, f + 1, type(f + 1).__name__, F("2"), F(), f == 1.5, hash(f) == hash(1.5), float(HasFloat()), float(HasIndex()), type(float(f)).__name__)
error(lambda: float(Bad()))
error(lambda: float(x=5))

# === Accumulation ===
s = 0.0
for i in range(1, 1001):
    s += 1 / i
print(s, sum([0.1] * 10), sum([1e100, 1.0, -1e100]), sum([0.1] * 3, 0.0), 0.1 * 3)
x = 1.0
for _ in range(100):
    x = x * 1.1 - x / 3 + 0.5
print(x)


def newton(n):
    x = n
    for _ in range(30):
        x = (x + n / x) / 2
    return x


print(newton(2), newton(1e10), newton(0.25))
