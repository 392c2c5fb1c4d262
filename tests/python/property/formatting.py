"""Formatting: generated specifications, by format(), str.format, f-strings and %."""
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
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 300


def attempt(f, *args, **keywords):
    try:
        return repr(f(*args, **keywords))[:300]
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


VALUES = [0, 1, -1, 42, -12345, 2**70, True, 0.0, -0.0, 1.5, -2.675, 1e16, 123456789.125, 1e-7, float("inf"), float("nan"), 3 + 4j, -1.5j, "", "a", "hello", "\u00e9\u20ac\U0001f600", None, [1], (2,), {3: 4}, b"x", int, ...]


def spec():
    parts = [r.choice(["", "", "<", ">", "^", "=", "*<", "\u00e9^", "0=", "{>"]) if r.chance(50) else ""]
    parts.append(r.choice(["", "", "+", "-", " "]))
    parts.append(r.choice(["", "", "", "z", "#", "z#"]))
    parts.append(r.choice(["", "", "0"]))
    parts.append(r.choice(["", "", "5", "12", "1", "20", "03"]))
    parts.append(r.choice(["", "", "", ",", "_", ",_"]))
    parts.append(r.choice(["", "", ".0", ".1", ".3", ".10", ".", ".3,", "._"]))
    parts.append(r.choice(["", "", "d", "x", "X", "o", "b", "c", "n", "e", "E", "f", "F", "g", "G", "%", "s", "r", "q"]))
    return "".join(parts)


def percent():
    parts = ["%", r.choice(["", "", "(k)", "(k)"]) if r.chance(20) else ""]
    parts += [r.choice(["", "", "#", "0", "-", " ", "+", "0+", "#0", "-0 "]), r.choice(["", "", "5", "12", "*"]), r.choice(["", "", ".0", ".2", ".8", ".*", "."])]
    parts += [r.choice(["", "", "l"]), r.choice("diouxXeEfFgGcrsa%y")]
    return "".join(parts)


FIELDS = ["{}", "{0}", "{1}", "{k}", "{!r}", "{0!s:>8}", "{0:{1}}", "{0[0]}", "{k.real}", "{{}}", "{", "}", "{0!x}", "{:}", "{0:>{w}}", "{2}", "{k!a:^9}", "{0.imag}", "{[a]}", "{a b}", "{0[}", "{!r:{0}}"]

for _ in range(ROUNDS):
    v, w = r.choice(VALUES), r.choice(VALUES)
    p, q = spec(), spec()
    print(repr(p), ascii(v), attempt(format, v, p), "|", attempt(format, v, q), "|", attempt(lambda: f"{v:{p}}"), attempt(lambda: f"{v!r:{q}}"), attempt(lambda: f"{v!s:>{r.below(9)}}"))
    t = r.choice(["", "a", "{{"]) + r.choice(FIELDS) + r.choice(["", " ", "}}"]) + (r.choice(FIELDS) if r.chance(40) else "")
    print(repr(t), attempt(t.format, v, w, k=v, w=9), attempt(t.format), attempt(t.format_map, {"k": w}))
    t = percent() + r.choice(["", "x"]) + (percent() if r.chance(40) else "")
    print(repr(t), attempt(lambda: t % v), attempt(lambda: t % (v,)), attempt(lambda: t % (v, w)), attempt(lambda: t % {"k": v}), attempt(lambda: t % (3, v)), attempt(lambda: t % (3, 2, v)), attempt(lambda: t.encode() % (v,)))
