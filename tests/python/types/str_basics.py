"""str: indexing, slices, comparison, texts, conversions, widths."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Literals ===
print("a\tb\\n\x41\u00e9\U0001f600\101\N{EURO SIGN}", r"raw\n", "con" "cat", 'q"', "q'", """tri"ple
line""", "line\
continued", "\0end".encode(), len("\r\n"))

# === repr ===
for s in ("plain", "it's", 'say "x"', "both ' and \"", "tab\tnl\n\r\\", "\x00\x1f\x7f", "\x80\xa0\xad\xe9", "\u20ac\u2028\u200b", "\ud800\udfff", "\U0001f600\U000e0001", "", "\x1b[0m"):
    print(repr(s).encode("ascii", "backslashreplace").decode(), ascii(s), len(s))

# === Index and slice, each width ===
for s in ("hello", "h\xe9llo", "h\u20acllo", "h\U0001f600llo"):
    print(ascii([s[0], s[1], s[-1], s[1:3], s[:-1], s[::-1], s[::2], s[10:], s[3:1], s[-3:], s[:], s[1:4:2], s[4:0:-2]]))
s = "hello"
for i in (5, -6, 100, "1", None, 1.0, 2**100):
    error(lambda: s[i])
error(lambda: s[::0])
error(lambda: s["a":])
error(lambda: s.__setitem__)
def store():
    s[0] = "j"


def delete():
    del s[0]


error(store)
error(delete)

# === Operators ===
print("a" + "b", "ab" * 3, 3 * "ab", "ab" * 0, "ab" * -5, "" * 5, "a" + "\u20ac", "\U0001f600" + "a", "x" * True)
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "\xe9" > "z", "\u20ac" < "\U0001f600", "\uffff" < "\U00010000", "a" == "a", "a" != "b", "a" <= "a", "b" >= "a", "a" == b"a")
for f in (lambda: "a" + 1, lambda: "a" + b"b", lambda: "a" + None, lambda: "a" * 1.5, lambda: "a" * "b", lambda: "a" - "b", lambda: "a" < 1, lambda: -"a", lambda: "a" @ "b", lambda: "a" * 2**100):
    error(f)
print(max("abc"), min("abc"), sorted("hello"), list("abc"), set("aab") == {"a", "b"}, tuple("ab"), "".join(reversed("abc")), [*enumerate("ab")], list(zip("ab", "cd")), len("\U0001f600"))
print("a" if "" else "b", bool("False"), not "", hash("a") == hash("a"), hash("") == hash(""), {"k": 1}["k"], "k" in {"k"})

# === str() and conversions ===
print(str(), str(5), str(None), str(1.5), str([1, "a"]), str(b"ab"), str(b"ab", "ascii"), str(b"\xe9", "latin-1"), str(b"\xff", "utf-8", "replace"), str(object=5), str(bytearray(b"x"), encoding="utf-8"))
for f in (lambda: str(b"\xff", "utf-8"), lambda: str("a", "utf-8"), lambda: str(5, "utf-8"), lambda: str(b"a", "nope"), lambda: ord("ab"), lambda: ord(""), lambda: ord(5), lambda: ord(b"ab"), lambda: int("\u0663") + 0 and chr("a")):
    error(f)
print(ord("a"), ord("\u20ac"), ord(b"a"), chr(97), chr(0x10FFFF) == "\U0010ffff", chr(0xD800).encode("utf-8", "surrogatepass"), int("\u0663"), float("\u0661"))


class S:
    def __str__(self):
        return "str of S"

    def __repr__(self):
        return "repr of S"


class OnlyRepr:
    def __repr__(self):
        return "only repr \u20ac"


class Bad:
    def __str__(self):
        return 5

    def __repr__(self):
        return None


print(str(S()), repr(S()), [S()], {"k": S()}, "%s %r" % (S(), S()), str(OnlyRepr()), ascii(OnlyRepr()), "%a" % OnlyRepr())
error(lambda: str(Bad()))
error(lambda: repr(Bad()))
error(lambda: [Bad()].__repr__())
print(object.__str__(S()), object.__repr__(S()).split(" object")[0])

# === Subclasses ===
class T(str):
    tag = 1

    def __len__(self):
        return 99

    def __getitem__(self, i):
        return "item"


t = T("abc")
t.x = 5
print(t, len(t), t[0], t + "d", type(t + "d").__name__, t.upper(), type(t.upper()).__name__, type(t[0:1]).__name__, t == "abc", hash(t) == hash("abc"), {"abc": 1}[t], str(t), type(str(t)).__name__, repr(t), t.x, "".join([t]), type("".join([t])).__name__, T(5), list(t), T().strip() == "")

# === Interning does not matter to equality; long strings ===
a = "x" * 10000
b = "".join(["x"] * 10000)
assert a == b and hash(a) == hash(b) and {a: 1}[b] == 1 and a.count("x") == 10000 and a.find("y") == -1
big = "ab\u20ac" * 5000
assert big.replace("\u20ac", "") == "ab" * 5000 and len(big) == 15000 and big[::3] == "a" * 5000 and big.split("\u20ac")[4999] == "ab"
print("end")
