"""str: every method, its edges and its errors."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Case ===
for s in ("hello World", "HELLO", "stra\xdfe", "\u0130i", "\u01c5", "\u03a3\u03c3\u03c2", "a1b", "they're bill's", "\U00010400", ""):
    print(ascii((s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())))

# === Tests ===
tests = [n for n in dir(str) if n.startswith("is")]
for s in ("", "abc", "ABC", "Abc Def", "123", "12a", "\xb2", "\u0661", "\u2155", " \t\n", "a b", "_x1", "1x", "class", "\xe9", "\u4e2d", "a\x00", "\U0001f600", "-1"):
    print(ascii(s), [n[2:] for n in tests if getattr(s, n)()])

# === Strip ===
print(["  a b ".strip(), "  a".lstrip(), "a  ".rstrip(), "xxaxx".strip("x"), "abcba".strip("ab"), "\u2003a\xa0".strip(), "".strip(), "xyx".lstrip("xy"), "a\n\t".rstrip("\n"), "aXa".strip(None)])
print("prefix-x".removeprefix("prefix"), "x".removeprefix("y"), "x.py".removesuffix(".py"), "x".removesuffix(""), "aa".removeprefix("a"))
error(lambda: "a".strip(1))
error(lambda: "a".removeprefix(1))

# === Split and join ===
print("a b  c ".split(), "a,b,,c".split(","), "a,b,c".split(",", 1), "".split(), "".split(","), "  ".split(), " a  b ".split(None, 1), "a\x1fb\u2028c".split(), "abcabc".split("bc"), "a b c".split(maxsplit=1))
print("a b  c ".rsplit(), "a,b,c".rsplit(",", 1), " a  b ".rsplit(None, 1), "aXbXc".rsplit("X", maxsplit=5), "a".rsplit("ab"), "aaa".split("aa"), "aaa".rsplit("aa"))
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i".splitlines(), "a\n\nb\n".splitlines(), "a\r\nb".splitlines(True), "".splitlines(), "\n".splitlines(keepends=True))
print("a-b-c".partition("-"), "abc".partition("-"), "a-b-c".rpartition("-"), "abc".rpartition("-"), "a--b".partition("--"))
print(",".join(["a", "b"]), "".join([]), "-".join("abc"), "x".join({"k": 1}), ", ".join(str(i) for i in range(3)), "".join(("a", "\u20ac", "\U0001f600")), "ab".join(["1"]))
for f in (lambda: "a".split(""), lambda: "a".split(1), lambda: "a".partition(""), lambda: ",".join([1]), lambda: ",".join(["a", 2]), lambda: ",".join(5), lambda: "a".rsplit(""), lambda: ",".join(["a", b"b"])):
    error(f)

# === Search ===
s = "abracadabra"
print(s.find("abra"), s.find("abra", 1), s.rfind("abra"), s.find("x"), s.find(""), s.find("", 20), s.rfind(""), s.find("a", -3), s.find("a", 3, 5), s.index("c"), s.rindex("a"), s.count("a"), s.count("abra"), s.count(""), s.count("a", 5), "aaaa".count("aa"), s.find("a", None, None))
print(s.startswith("ab"), s.startswith(("x", "a")), s.startswith("b", 1), s.startswith("", 20), s.endswith("ra"), s.endswith(("x", "bra")), s.endswith("ab", 0, 2), s.startswith(()), "".startswith(""), "a" in s, "" in s, "xa" in s)
print("\u20acabc\u20ac".find("\u20ac", 1), "a\U0001f600b".find("b"), "abc".find("\u20ac"), "\xe9" in "caf\xe9", "\U0001f600" in "a\U0001f600")
for f in (lambda: s.index("x"), lambda: s.rindex("x"), lambda: s.find(1), lambda: s.startswith(1), lambda: s.startswith(["a"]), lambda: s.startswith(("a", 1)), lambda: s.count(1), lambda: s.find("a", "b"), lambda: 1 in s, lambda: s.find()):
    error(f)

# === Replace, translate, expandtabs, padding ===
print(s.replace("a", "X"), s.replace("a", "", 2), s.replace("abra", "Y"), "abc".replace("", "-"), "".replace("", "x"), "".replace("a", "b"), "aaa".replace("aa", "b"), "abc".replace("b", "\u20ac"), "a\u20acb".replace("\u20ac", "x"), "abc".replace("x", "y", -1), "aaa".replace("a", "b", count=1))
print("abc".translate({97: "X", 98: None, 99: 0x20AC}), "abc".translate(str.maketrans("ab", "xy", "c")), "abc".translate(str.maketrans({"a": "long", "b": None})), str.maketrans({1: 2, "b": "c"}), "abc".translate([None] * 98 + ["B"] + [99]))
print("a\tb\tc".expandtabs(), "a\tb".expandtabs(4), "\ta\n\tb".expandtabs(3), "a\tb".expandtabs(0), "a\tb".expandtabs(-1), "x".expandtabs(tabsize=2))
print("abc".center(10, "*"), "abc".center(6), "ab".center(5, "-"), "abc".ljust(5) + "|", "abc".rjust(5, "0"), "abc".center(2), "42".zfill(5), "-42".zfill(5), "+4".zfill(4), "".zfill(2), "--1".zfill(5), "abc".ljust(5, "\u20ac"))
for f in (lambda: s.replace("a"), lambda: s.replace(1, "b"), lambda: "a".translate(5), lambda: str.maketrans("a", "bc"), lambda: str.maketrans({"ab": 1}), lambda: str.maketrans(5), lambda: "a".translate({97: "\x00" * 0 + "x", 98: 2**40}) + "b".translate({98: 2**40}), lambda: "a".center(5, "xy"), lambda: "a".ljust("x"), lambda: "a".zfill(None), lambda: "a".center(5, 1)):
    error(f)

# === encode and others ===
print("abc\xe9\u20ac".encode(), "abc".encode("ascii"), "\xe9".encode("latin-1"), "\xe9".encode("ascii", "replace"), "\xe9".encode("ascii", "ignore"), "\u20ac".encode("ascii", "xmlcharrefreplace"), "\u20ac".encode("ascii", "backslashreplace"), "\ud800".encode("utf-8", "surrogatepass"), "\udc80".encode("utf-8", "surrogateescape"), "a".encode("utf-16-le"))
for f in (lambda: "\xe9".encode("ascii"), lambda: "\ud800".encode(), lambda: "a".encode("no-such-encoding"), lambda: "\u20ac".encode("latin-1"), lambda: "\xe9".encode("ascii", "no-such-handler"), lambda: "a".encode(1)):
    error(f)
print("abc".__getnewargs__(), "abc".__len__(), "abc".__contains__("b"), "abc".__getitem__(1), "abc".__mul__(2), "abc".__rmul__(2), "abc".__mod__(()), "abc".__add__("d"), "abc".__eq__("abc"), "abc".__lt__("abd"), "abc".__ne__(1), "abc".__format__(">5"))
