"""bytes and bytearray."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Construction and repr ===
print(b"", b"abc", bytes(), bytes(3), bytes([65, 66]), bytes("\xe9", "utf-8"), bytes(b"x"), bytes(bytearray(b"y")), bytes(range(5)), b"\x00\xff\n\t\\'", b'"', b"it's", bytes.fromhex("00 fF 10"), b"a" b"b", br"\n")
print(bytearray(), bytearray(2), bytearray(b"ab"), bytearray([1]), bytearray("a", "ascii"), bytearray.fromhex("6162"), [b"x"], (bytearray(b"y"),), str(b"s"), f"{b'f'}")
for f in (lambda: bytes("a"), lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes(-1), lambda: bytes(["a"]), lambda: bytes(1.5), lambda: bytes.fromhex("0"), lambda: bytes.fromhex("zz"), lambda: bytes(1, "ascii"), lambda: bytes(None), lambda: bytearray(-1), lambda: bytes("\u20ac", "ascii"), lambda: bytes.fromhex("0 1"), lambda: bytes(2**70)):
    error(f)


class B:
    def __bytes__(self):
        return b"from hook"


class I:
    def __index__(self):
        return 3


print(bytes(B()), bytes(I()), bytes([I()]))

# === Index, slices, operators ===
b = b"hello"
print(b[0], b[-1], b[1:3], b[::-1], b[::2], b[10:], b + b"!", b * 2, b * 0, len(b), 104 in b, b"ell" in b, b"" in b, list(b), b == b"hello", b != b"x", b < b"i", b == "hello", b == bytearray(b"hello"), hash(b) == hash(b"hello"), {b: 1}[b"hello"], bool(b""), b"%d" % 5)
for f in (lambda: b[5], lambda: b["a"], lambda: b[2**70], lambda: "a" in b, lambda: 256 in b, lambda: b + "a", lambda: b + 1, lambda: b * 1.5, lambda: b < "a", lambda: hash(bytearray()), lambda: b[::0], lambda: ord(b)):
    error(f)

# === Methods ===
print(b.upper(), b"A B".lower(), b"a b".title(), b"ab".capitalize(), b"aB".swapcase(), b" x ".strip(), b"xax".strip(b"x"), b"a,b".split(b","), b"a b ".split(), b"a,b,c".rsplit(b",", 1), b",".join([b"a", bytearray(b"b")]), b"aXb".partition(b"X"), b"aXbX".rpartition(b"X"), b"a\nb\r\n".splitlines())
print(b.find(b"l"), b.find(108), b.rfind(b"l"), b.index(b"lo"), b.count(b"l"), b.count(b""), b.replace(b"l", b"LL"), b.replace(b"l", b"", 1), b.startswith(b"he"), b.endswith((b"x", b"lo")), b.center(9, b"*"), b.ljust(7), b.rjust(7, b"0"), b"-5".zfill(4), b"a\tb".expandtabs(4), b.translate(None, b"l"), b"abc".translate(bytes.maketrans(b"ab", b"xy")))
print(b.hex(), b.hex(":"), b.hex("-", 2), b.decode(), b"\xc3\xa9".decode(), b"\xff".decode("latin-1"), b"\xff".decode("utf-8", "replace").encode("utf-8"), b"\xff".decode("utf-8", "ignore"), b"ab".isalpha(), b"12".isdigit(), b" ".isspace(), b"aB".islower(), b"Ab".istitle(), b"a1".isalnum(), b"\x80".isascii(), b"x.py".removesuffix(b".py"), b"ab".removeprefix(b"a"))
for f in (lambda: b.find("l"), lambda: b.index(b"x"), lambda: b.split(""), lambda: b.split(b""), lambda: b"".join(["a"]), lambda: b.decode("ascii", "nope") and b"\xff".decode("ascii", "nope"), lambda: b"\xff".decode(), lambda: b"\xe2\x82".decode(), lambda: b"\xff".decode("ascii"), lambda: b.startswith("h"), lambda: b.replace("l", "x"), lambda: b.translate(b"short"), lambda: bytes.maketrans(b"a", b"bc"), lambda: b.center(9, b"xy"), lambda: b.hex("xy"), lambda: b.upper(1), lambda: b.nothing, lambda: b.decode("no-such")):
    error(f)

# === bytearray changes ===
a = bytearray(b"hello")
a[0] = 72
a[-1:] = b"O!"
a.append(33)
a.extend(b"??")
a.extend([65])
a.insert(0, 62)
print(a, a.pop(), a.pop(0), a.remove(33), a)
a += b"+"
a *= 2
del a[:3], a[-1]
a[::2] = bytes(len(a[::2]))
print(a)
a.reverse()
print(a, a.copy() == a, a.clear(), a)
a = bytearray(b"abc")
for f in (lambda: a.__setitem__(0, 256), lambda: a.__setitem__(0, "a"), lambda: a.__setitem__(5, 1), lambda: a.append("a"), lambda: a.append(-1), lambda: a.pop(10), lambda: bytearray().pop(), lambda: a.remove(1), lambda: a.extend("x"), lambda: a.extend([256]), lambda: a.insert("x", 1), lambda: a.__setitem__(slice(0, 1), "x"), lambda: a.__setitem__(slice(0, 3, 2), b"xyz"), lambda: a.__delitem__(9), lambda: a + "x"):
    error(f)
print(a + b"d", type(a + b"d").__name__, type(b"d" + a).__name__, a.upper(), type(a[1:]).__name__, a == b"abc", a < b"b", b"b" in a, a.find(b"c"), a.hex(), a.decode(), [*a], a.split(b"b"), a.join([b"1", b"2"]))

# === memoryview ===
m = memoryview(a)
print(len(m), m[0], m[-1], bytes(m[1:]), m.tolist(), m.format, m.itemsize, m.nbytes, m.readonly, m.shape, m.ndim, m == b"abc", m[::-1].tobytes(), m.hex(), m.obj is a, type(m).__name__, list(m), 97 in m)
m[0] = 120
m[1:] = b"yz"
print(a)
for f in (lambda: a.append(1), lambda: m.__setitem__(0, 256), lambda: m.__setitem__(slice(0, 2), b"x"), lambda: m[5], lambda: memoryview(b"x").__setitem__(0, 1), lambda: memoryview("x"), lambda: memoryview(5), lambda: m["a"], lambda: hash(m), lambda: m.cast("I")):
    error(f)
m.release()
a.append(1)
error(lambda: m[0])
error(lambda: len(m))
print(a, memoryview(b"abcd").cast("H").tolist(), hash(memoryview(b"x")) == hash(b"x"), memoryview(b"abcd").cast("b", (2, 2)).tolist())
with memoryview(b"ctx") as v:
    print(v.tobytes())
class Sub(bytes):
    pass


s = Sub(b"ab")
print(s, type(s + b"c").__name__, s == b"ab", type(s.upper()).__name__, Sub(2), bytes(s), isinstance(s, bytes))


class Own(bytes):
    def __buffer__(self, flags):
        raise KeyError("asked")


own = Own(b"ab")
print(b"abc".startswith(own), b"abc".endswith((own,)), bytearray(b"ab").__eq__(own), bytearray(b"ab") == own)
for f in (
    lambda: b"abc".translate(own), lambda: b"abc".find(own), lambda: bytes(2**63 - 1), lambda: b"a".center(2**63 - 1),
    lambda: b"a".zfill(2**63 - 1), lambda: (1).to_bytes(2**63 - 1), lambda: bytearray(2**63 - 1), lambda: int.from_bytes(5),
):  # fmt: skip
    error(f)
