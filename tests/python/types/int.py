"""int: construction, operators, methods, texts."""


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Literals and texts ===
print(0, -0, 1_000_000, 0xFF, 0o17, 0b1011, 0xDEAD_BEEF, 00, int(), int("0"), 2**61, -(2**61), 2**62, 10**30)
for s in ("12", " 12 ", "-12", "+7", "1_000", "\t5\n", "\u0661\u0662", "0"):
    print(repr(s), int(s))
for s, b in (("ff", 16), ("0xff", 16), ("0xff", 0), ("0b11", 0), ("0o17", 0), ("z", 36), ("-7f", 16), ("1_0", 2), ("0", 0), ("00", 0), ("0b1", 16)):
    print(repr(s), b, int(s, b))
for s in ("", " ", "-", "1__0", "_1", "1_", "0x10", "1.5", "abc", "1 2", "--1", "\ud800", "\x00", "1\x00"):
    error(lambda: int(s))
error(lambda: int("010", 0))
error(lambda: int("9", 8))
error(lambda: int("1", 1))
error(lambda: int("1", 37))
error(lambda: int(5, 10))
error(lambda: int("5", "10"))
error(lambda: int(None))
error(lambda: int([]))
error(lambda: int(b"\xff"))
error(lambda: int(1j))
error(lambda: int(float("nan")))
error(lambda: int(float("inf")))
print(int(b"12"), int(bytearray(b"7")), int(3.9), int(-3.9), int(1e20), int(True), int("1" * 50), int(2.0**70))

# === Arithmetic ===
pairs = [(7, 2), (-7, 2), (7, -2), (-7, -2), (0, 5), (6, 3), (2**70, 3), (-(2**70), 7), (5, 2**70), (-5, 2**70)]
for a, b in pairs:
    print(a, b, a + b, a - b, a * b, a // b, a % b, divmod(a, b), a / b)
print(2**10, 2**-1, (-2) ** 3, 0**0, 2**0.5, (-1) ** 0.5, pow(3, 5, 7), pow(3, -1, 7), pow(-3, 5, 7), pow(3, 5, -7), pow(2, 1000, 10**9 + 7))
error(lambda: pow(2, -1, 4))
error(lambda: pow(2, 1, 0))
error(lambda: pow(2, 1.5, 5))
error(lambda: 1 // 0)
error(lambda: 1 % 0)
error(lambda: divmod(1, 0))
error(lambda: 0**-1)
error(lambda: 1 + None)
error(lambda: 1 + "1")
error(lambda: 1 @ 1)
print(-5, +5, ~5, abs(-5), -(-(2**62)), ~(2**62), abs(-(2**63)), not 5, -True, +True)

# === Bits and shifts ===
for a, b in ((12, 10), (-12, 10), (12, -10), (-12, -10), (2**70, 2**69 + 5), (-(2**70), 255)):
    print(a & b, a | b, a ^ b)
for a in (1, -1, 5, -5, 2**61 - 1, -(2**61), 2**62 + 1, -(2**62) - 1):
    print([a << n for n in (0, 1, 3, 61, 64)], [a >> n for n in (0, 1, 3, 61, 64, 100)])
error(lambda: 1 << -1)
error(lambda: 1 >> -1)
error(lambda: 1 << 2**70)
print(0 << 2**70, 5 >> 2**70, -5 >> 2**70, 0 >> 2**70)

# === Methods and attributes ===
for n in (0, 1, -1, 255, -256, 2**61, 2**62 - 1, -(2**64), 10**20):
    print(n, n.bit_length(), n.bit_count(), n.real, n.imag, n.numerator, n.denominator, n.conjugate(), n.is_integer(), n.as_integer_ratio())
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-1).to_bytes(2, "big", signed=True), (5).to_bytes(), (2**70).to_bytes(9, "big"))
print(int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes(b""), int.from_bytes([1, 2], "little"), int.from_bytes(b"\xff" * 9))
error(lambda: (256).to_bytes(1, "big"))
error(lambda: (-1).to_bytes(1, "big"))
error(lambda: (1).to_bytes(1, "middle"))
error(lambda: (1).to_bytes(-1))
error(lambda: int.from_bytes("x"))
error(lambda: (5).nothing)
print((5).__add__(3), (5).__add__("x"), (5).__radd__(3), int.__add__(2, 3), (5).__pow__(2, 3), (5).__bool__(), (5).__index__(), (5).__floor__(), (5).__round__())
print(round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2), round(15, -1), round(25, -1), round(5, 3), round(2**70, -5), round(7, -5))
print((5).__divmod__(2), (5).__rfloordiv__(2), (5).__lt__(6), (5).__eq__(5.0), (5).__eq__(5), (5).__hash__(), (2**61 - 1).__hash__(), (2**61).__hash__(), hash(-1), hash(-2), hash(2**100))

# === Bases and formats ===
for n in (0, 5, -5, 255, 2**64):
    print(bin(n), oct(n), hex(n), str(n), repr(n), chr(n % 65536 + 65) if n > 0 else "")
error(lambda: bin(1.5))
error(lambda: hex("x"))
error(lambda: chr(-1))
error(lambda: chr(0x110000))

# === Subclasses ===
class I(int):
    def __new__(cls, v=0, tag="t"):
        self = super().__new__(cls, v)
        self.tag = tag
        return self

    def __repr__(self):
        return "I(%d)" % self


i = I(5, tag="x")
print(i, [i], i + 1, type(i + 1).__name__, i.tag, i == 5, hash(i) == hash(5), {5: "five"}[i], -i, type(+i).__name__, int(i), type(int(i)).__name__, I(), I("7"))


class Idx:
    def __index__(self):
        return 42


class Int:
    def __int__(self):
        return 7


class Trunc:
    def __trunc__(self):
        return 9


class BadInt:
    def __int__(self):
        return "7"


print(int(Idx()), int(Int()), hex(Idx()), [0] * 43 == [0] * Idx() + [0], range(50)[Idx()])
error(lambda: int(Trunc()))
error(lambda: int(BadInt()))
error(lambda: hex(Int()))
error(lambda: int(x=5))

# === Identity of small values, comparisons ===
print(1 < 2 < 3, 1 < 1.5, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53, 10**400 > 1e308, -(10**400) < float("-inf"), 1 == True, 1 == "1", 1 != None)
error(lambda: 1 < "1")
error(lambda: 1 < None)
print(max(1, 2.5, True), min(3, 2**70), sum(range(101)), sum([2**61, 2**61, -(2**62)]))
