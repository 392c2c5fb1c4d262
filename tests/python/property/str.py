"""Strings: methods, searching, slicing and conversion on generated text."""
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


ALPHABETS = ["ab", "abc ,;", "aAbB zZ09_-", "\u00e9\u00c9\u00dfa ", "\u0130\u0131\u01c5\u03c3\u03a3\u03c2 A", "\u4e00\u4e8c\u4e09a", "\U0001f600\U00010400a\U0001d7d8", " \t\n\r\x0b\x0c\x1c\x85\u2028a", "%{}!:\\'\"", "0123456789\u0663\u00b2\u00bd\u2167", "e\u0301o\u0308\ufb01\ufb03", "\x00\x7f\x80\xff\ud800\udfff"]


def text(most=12):
    alphabet = r.choice(ALPHABETS)
    if r.chance(25):
        alphabet += r.choice(ALPHABETS)
    return "".join(r.choice(alphabet) for _ in range(r.below(most)))


def index():
    return r.choice([None, None, r.below(8), -r.below(8), r.below(30) - 15, 2**70, -(2**70)])


PLAIN = "capitalize casefold isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper lower swapcase title upper split rsplit splitlines strip lstrip rstrip expandtabs encode".split()
CODECS = ["utf-8", "ascii", "latin-1", "utf-16-le", "utf-16", "utf-32-be"]
ERRORS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogatepass", "surrogateescape", "namereplace"]

for _ in range(ROUNDS):
    s, p, q = text(30), text(4), text(3)
    if r.chance(50) and s:
        at = r.below(len(s))
        p = s[at : at + 1 + r.below(3)]
    i, j = index(), index()
    print(ascii(s), ascii(p), ascii(q), i, j, len(s))
    print(*[ascii(getattr(s, name)()) for name in PLAIN if name != "encode" or "\ud800" not in s and "\udfff" not in s])
    for name in ("find", "rfind", "index", "rindex", "count", "startswith", "endswith"):
        print(name, attempt(getattr(s, name), p), attempt(getattr(s, name), p, i), attempt(getattr(s, name), p, i, j), end="; ")
    print()
    n = r.below(5) - 1
    print(*map(ascii, [s.replace(p, q), s.replace(p, q, n), s.partition(p) if p else 0, s.rpartition(p) if p else 0, s.split(p) if p else 0, s.rsplit(p, n) if p else 0, s.split(None, n), s.rsplit(None, n), s.splitlines(True), s.strip(p), s.lstrip(p), s.rstrip(p), s.removeprefix(p), s.removesuffix(p)]))
    width = r.below(40)
    fill = r.choice(["*", " ", "\u00e9", "\U0001f600"])
    print(*map(ascii, [s.center(width, fill), s.ljust(width, fill), s.rjust(width), s.zfill(width), s.expandtabs(r.below(9)), s * r.below(4), s + p, q.join([s, p, ""]), s[i:j], s[j:i:-1], s[:: r.below(3) + 1]]))
    print(s < p, s <= p, s == p, s > p, p in s, q in s, s == s[:], (s + p)[len(s) :] == p, ascii(max(s, default="")), repr(s) == ascii(s), s.isprintable() and repr(s))
    codec, errors = r.choice(CODECS), r.choice(ERRORS)
    print(codec, errors, attempt(s.encode, codec, errors), attempt(lambda: s.encode("utf-8", "surrogatepass").decode(codec, errors)))
    table = {ord(c): r.choice([None, "x", 121, "zz", "\U0001f600"]) for c in p}
    print(ascii(s.translate(table)), ascii(s.translate(str.maketrans(p, p[::-1], q))), attempt(int, s.strip()), attempt(float, s), attempt(eval, ascii(s)) == repr(s))
