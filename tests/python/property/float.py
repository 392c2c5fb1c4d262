"""Floats: arithmetic, conversion, rounding and printing on generated values."""
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


SPECIAL = [0.0, -0.0, float("inf"), float("-inf"), float("nan"), 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308]


def number():
    kind = r.below(8)
    if kind == 0:
        return r.choice(SPECIAL)
    if kind == 1:
        x = r.below(2000) / r.choice([1, 2, 4, 5, 10, 100, 1000])
    elif kind == 2:
        x = r.below(10**6) / 10 ** r.below(12)
    elif kind == 3:
        x = float(r.below(2**53))
    elif kind == 4:
        x = float(r.below(10**17)) * 10.0 ** (r.below(40) - 20)
    elif kind == 5:
        x = (r.below(2**53) + 2**53) * 2.0 ** (r.below(2000) - 1100)
    elif kind == 6:
        x = r.below(100) + 0.5
    else:
        x = float("%d.%de%d" % (r.below(10), r.below(10**15), r.below(600) - 300))
    return -x if r.chance(40) else x


SPECS = ["", "e", "f", "g", "G", "E", "%", ".0f", ".1f", ".2f", ".3e", ".10g", ".17g", "+.3f", " g", "010.3f", ",.2f", "_.1f", "<12.3", "^+12.2e", "=15", ".30f", "#.0f", "#g", "z.1f", "n", "12", ".0", "d", "F", ",", "020,.3f", "-z.0f"]


def text():
    parts = [r.choice(["", "-", "+", " "]), str(r.below(1000)), r.choice(["", ".", ".5", ".%d" % r.below(10**9), "_0"])]
    parts += [r.choice(["", "e5", "E-7", "e+300", "e-320", "e", "e999", "1_1"]), r.choice(["", " ", "\n", "x"])]
    return "".join(parts)


for _ in range(ROUNDS):
    x, y = number(), number()
    print(x, y, repr(x), [x], attempt(int, x))
    print(x + y, x - y, attempt(lambda: x * y), attempt(lambda: x / y), attempt(lambda: x // y), attempt(lambda: x % y), attempt(divmod, x, y))
    print(attempt(lambda: x ** (r.below(9) - 4)), attempt(lambda: abs(x) ** 0.5), attempt(lambda: x**y), -x, abs(x), bool(x))
    print(x < y, x <= y, x == y, x != y, x > y, x >= y, hash(x) if x == x else "nan", attempt(lambda: x == int(x)), attempt(lambda: x < 10**18), x.is_integer())
    print(attempt(round, x), attempt(round, x, r.below(8) - 3), attempt(round, x, r.below(40) - 20), attempt(x.as_integer_ratio), attempt(x.__trunc__), attempt(x.__floor__), attempt(x.__ceil__))
    print(x.hex(), attempt(lambda: float.fromhex(x.hex()) == x), attempt(float, repr(x)), "%r %s %.3f %g %e" % (x, x, x, x, x))
    print(*[attempt(format, x, r.choice(SPECS)) for _ in range(4)])
    t = text()
    print(repr(t), attempt(float, t), attempt(float.fromhex, t))
    print(complex(x, y), attempt(lambda: complex(x, y) * 2j), attempt(abs, complex(x, y)), attempt(complex, repr(complex(x, y))), attempt(lambda: complex(x, y) / complex(y, x)))
    print(min(x, y), max(x, y), attempt(sum, [x, y, x]), sorted([x, y, 1.0, 2]) if x == x and y == y else "nan")
