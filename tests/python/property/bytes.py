"""bytes, bytearray and memoryview: methods, changes and conversion on generated contents."""
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
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 100


def attempt(f, *args, **keywords):
    try:
        return repr(f(*args, **keywords))[:300]
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


ALPHABETS = [b"ab", b"abc ,;", b"aAbB zZ09_-", b"\x00\xff\x80\x7f", b" \t\n\r\x0b\x0c\x1c\x85a", bytes(range(256)), b"0123456789abcdefABCDEF ", "\u00e9\u20ac\U0001f600a".encode()]


def data(most=12):
    alphabet = r.choice(ALPHABETS)
    return bytes(r.choice(alphabet) for _ in range(r.below(most)))


def index():
    return r.choice([None, None, r.below(8), -r.below(8), r.below(30) - 15, 2**70, -(2**70)])


PLAIN = "capitalize isalnum isalpha isascii isdigit islower isspace istitle isupper lower swapcase title upper split rsplit splitlines strip lstrip rstrip expandtabs hex".split()
ERRORS = ["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"]


def change(o, p):
    """One random change of a bytearray, and what it answered."""
    i, j, n = index(), index(), r.below(300) - 20
    at = r.below(40) - 20
    k = r.choice([1, 2, -1, -2, 3])
    way = r.below(14)
    if way == 0:
        return attempt(o.append, n)
    if way == 1:
        return attempt(o.insert, at, n)
    if way == 2:
        return attempt(o.pop, at)
    if way == 3:
        return attempt(o.remove, n)
    if way == 4:
        return attempt(o.extend, p)
    if way == 5:
        return attempt(o.extend, [n, 1])
    if way == 6:
        return attempt(o.__setitem__, at, n)
    if way == 7:
        return attempt(o.__setitem__, slice(i, j), p)
    if way == 8:
        return attempt(o.__setitem__, slice(i, j, k), p)
    if way == 9:
        return attempt(o.__delitem__, slice(i, j, k))
    if way == 10:
        return attempt(o.__delitem__, at)
    if way == 11:
        return attempt(o.reverse)
    if way == 12:
        return attempt(o.__imul__, r.below(3))
    return attempt(o.__iadd__, p)


for _ in range(ROUNDS):
    kind = r.choice([bytes, bytearray])
    s, p, q = kind(data(30)), data(4), data(3)
    if r.chance(50) and s:
        at = r.below(len(s))
        p = bytes(s[at : at + 1 + r.below(3)])
    i, j = index(), index()
    print(s, p, q, i, j)
    print(*[getattr(s, name)() for name in PLAIN])
    for name in ("find", "rfind", "index", "rindex", "count", "startswith", "endswith"):
        print(name, attempt(getattr(s, name), p), attempt(getattr(s, name), p, i), attempt(getattr(s, name), p, i, j), end="; ")
    print(attempt(s.find, r.below(300)), attempt(s.count, r.below(256)))
    n = r.below(5) - 1
    print(s.replace(p, q), s.replace(p, q, n), attempt(s.partition, p), attempt(s.rpartition, p), attempt(s.split, p), attempt(s.rsplit, p, n), s.split(None, n), s.splitlines(True), s.strip(p), s.rstrip(p), s.removeprefix(p), s.removesuffix(p))
    width = r.below(40)
    print(s.center(width, b"*"), s.ljust(width), s.rjust(width, b"\xff"), s.zfill(width), s.expandtabs(r.below(9)), s * r.below(4), s + p, q.join([s, p, b""]), s[i:j], s[j:i:-1])
    print(s < p, s <= p, s == p, s > p, p in s, attempt(lambda: r.below(300) in s), list(s)[:5], s.hex(":", r.below(5) - 2 or 1), attempt(bytes.fromhex, s.decode("latin-1")))
    print(*[attempt(s.decode, codec, r.choice(ERRORS)) for codec in ("utf-8", "ascii", "latin-1", "utf-16", "utf-32-le")])
    table = bytes.maketrans(p, p[::-1])
    print(s.translate(table), s.translate(None, p), s.translate(table, q), attempt(int, s), attempt(float, s))
    o = bytearray(s)
    print([change(o, p) for _ in range(6)], o)
    m = memoryview(o)[i:j]
    print(m.tobytes(), m.tolist()[:4], len(m), m.hex(), m == o[i:j], m[::-1].tobytes(), attempt(lambda: o.append(1)), attempt(hash, m), attempt(lambda: m[r.below(6)]))
    if len(o) % 4 == 0 and o:
        w = memoryview(o).cast(r.choice("bBhHiIlLqQfd?c")) if len(o) % 8 == 0 else memoryview(o).cast(r.choice("bBhHiIf?c"))
        print(w.format, w.itemsize, w.shape, w.tolist(), attempt(lambda: w.__setitem__(0, r.choice([1, 300, -5, 1.5, b"x"]))))
        w.release()
    m.release()
