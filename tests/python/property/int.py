"""Integers: every operation on generated operands, small, at the edges of machine words, and large."""
import sys


class Random:
    """A linear congruential generator: the same seed, the same inputs."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 16) % n

    def choice(self, items):
        return items[self.below(len(items))]

    def chance(self, percent):
        return self.below(100) < percent


r = Random(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 150


def attempt(f, *args, **keywords):
    try:
        return repr(f(*args, **keywords))[:300]
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


def integer():
    kind = r.below(6)
    if kind == 0:
        n = r.below(20)
    elif kind == 1:
        n = 2 ** r.choice([8, 15, 16, 30, 31, 32, 59, 60, 61, 62, 63, 64, 90, 120, 127, 128]) + r.below(5) - 2
    elif kind == 2:
        n = r.below(2**40)
    elif kind == 3:
        n = r.below(2**62) * r.below(2**62)
    elif kind == 4:
        n = 10 ** r.below(40) + r.below(3) - 1
    else:
        n = 0
        for _ in range(r.below(12)):
            n = n << 61 | r.below(2**61)
    return -n if r.chance(40) else n


SPECS = ["", "d", "x", "#x", "X", "b", "#o", ",", "_", "+d", " d", "012d", "<12", "^+14,", "=+20", "_x", "#_b", "e", ".3f", "g", "%", "08.2e", "c", "n", ".3"]
BASES = [0, 2, 3, 7, 8, 10, 16, 31, 36]


def digits(n, base):
    """A numeral of n, sometimes with underscores, prefixes and spaces around."""
    text = format(abs(n), {2: "b", 8: "o", 16: "x"}.get(base, "d"))
    if r.chance(20):
        text = text[: len(text) // 2] + "_" + text[len(text) // 2 :]
    if r.chance(20):
        text = r.choice(["0x", "0b", "0o", "0"]) + text
    text = r.choice(["", "-", "+", "", ""]) + text
    return r.choice(["", " ", "\t"]) + text + r.choice(["", " ", "\n", ""])


for _ in range(ROUNDS):
    a, b, c = integer(), integer(), integer()
    k = r.below(140)
    print(a, b)
    print(a + b, a - b, a * b, a & b, a | b, a ^ b, ~a, -a, +a, abs(a))
    print(attempt(divmod, a, b), attempt(lambda: a // b), attempt(lambda: a % b), attempt(lambda: a / b))
    print(a << k, a >> k, (a >> k) << k == a, a ** r.below(8), attempt(pow, a, b % 64, c), attempt(pow, a, -1, c))
    print(a < b, a <= b, a == b, a != b, a > b, a >= b, a == a + 0, bool(a), hash(a), hash(a) == hash(float(a)) if abs(a) < 2**53 else 0)
    print(a.bit_length(), a.bit_count(), attempt(float, a), attempt(lambda: a < 1.5e10), attempt(lambda: a == float(a)))
    print(round(a, -r.below(30)), attempt(round, a, r.below(5) - 2), a.as_integer_ratio(), a.is_integer())
    length, order, signed = r.below(20), r.choice(["big", "little"]), r.chance(50)
    packed = attempt(a.to_bytes, length, order, signed=signed)
    print(packed, attempt(lambda: int.from_bytes(a.to_bytes(length, order, signed=signed), order, signed=signed) == a))
    print(attempt(format, a, r.choice(SPECS)), attempt(format, a, r.choice(SPECS)))
    base = r.choice(BASES)
    text = digits(a, base)
    print(repr(text), base, attempt(int, text, base), attempt(int, text))
    print(hex(a), oct(a), bin(a), attempt(lambda: a + 0.5), attempt(lambda: a * -0.25), attempt(lambda: a**0.5))
