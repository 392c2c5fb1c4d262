"""marshal: values to bytes and back."""
# needs: marshal
import marshal


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


# === There and back ===
values = [None, True, False, ..., StopIteration, 0, 1, -1, 255, 2**31 - 1, -(2**31), 2**31, 2**62, 2**63, -(2**64), 10**100, -(10**100), 0.0, -0.0, 1.5, 1e300, float("inf"), 1j, 2.5 - 3j, "", "a", "abc", "\xe9", "\u20ac", "\U0001f600", "\ud800", "x" * 300, b"", b"abc", bytes(range(256)), (), (1,), (1, 2, 3), tuple(range(300)), [], [1, [2, [3]]], {}, {"a": 1, 2: None}, set(), {1, 2, 3}, frozenset(), frozenset({"a"}), slice(1, 2, 3), slice(None), (1, "a", (2.0, [b"x", {"k": {5}}]))]
for version in (0, 1, 2, 3, 4, 5):
    wrong = []
    for value in values:
        try:
            back = marshal.loads(marshal.dumps(value, version))
        except ValueError as e:
            wrong.append((repr(value), str(e)))
            continue
        if repr(back) != repr(value) or type(back) is not type(value):
            wrong.append((repr(value)[:50], repr(back)[:50]))
    print(version, wrong)

# === The bytes themselves ===
for value in [None, True, 1, -5, 1.5, 1j, b"ab", [None], {"\xe9" * 2: 1.5}]:
    print(value, marshal.dumps(value), marshal.dumps(value, 1) if not isinstance(value, slice) else "", marshal.dumps(value, 2) if not isinstance(value, slice) else "")

# === Shared and recursive ===
shared = [1]
a, b = marshal.loads(marshal.dumps((shared, shared)))
print(a is b)
a, b = marshal.loads(marshal.dumps((shared, shared), 2))
print(a is b)
loop = []
loop.append(loop)
print(attempt(marshal.dumps, loop, 2))
back = marshal.loads(marshal.dumps((loop,)))[0]
print(back[0] is back)
deep = []
for _ in range(3000):
    deep = [deep]
print(attempt(marshal.dumps, deep), attempt(marshal.loads, b"[\x01\x00\x00\x00" * 3000))

# === Code ===
def outer(a, *b, c=1, **d):
    """doc"""
    x = [a for a in b]

    def inner():
        return x, d

    return inner, lambda: (a, 2.5, "text", b"bytes", (1, frozenset({3})))


for form in (lambda c: marshal.loads(marshal.dumps(c)), lambda c: marshal.loads(marshal.dumps([c, 5]))[0]):
    code = form(outer.__code__)
    print(code == outer.__code__, code.co_varnames, code.co_cellvars, code.co_consts[0], code.co_code == outer.__code__.co_code)
    g = {}
    exec("def stub(): pass", g)
    rebuilt = type(outer)(code, g)
    inner, made = rebuilt(1, 2, 3, c=4, e=5)
    print(inner(), made())
print(attempt(marshal.dumps, outer.__code__, allow_code=False), attempt(marshal.loads, marshal.dumps(outer.__code__), allow_code=False))

# === Wrong ===
class Sub(int):
    pass


for value in [object(), Sub(1), int, len, [object()], {1: object()}, range(3), outer]:
    print(attempt(marshal.dumps, value))
print(attempt(marshal.dumps, slice(1), 4), attempt(marshal.dumps, bytearray(b"ab")), attempt(marshal.loads, bytearray(b"N")), attempt(marshal.loads, memoryview(b"T")))
for data in [b"", b"?", b"i", b"i\x01", b"[\xff\xff\xff\xff", b"(\x01\x00\x00\x00", b"r\x00\x00\x00\x00", b"0", b"[\x01\x00\x00\x000", b"l\x01\x00\x00\x00\x00\x80", b"l\x01\x00\x00\x00\x00\x00", b"l\x00\x00\x00\x80", b"s\xff\xff\xff\xff", b"f\x01x", b"u\x01\x00\x00\x00\xff", b"z\x05ab", b"{N", b"{NN0", b"{0", b"\xdb\x01\x00\x00\x00r\x00\x00\x00\x00", b">\x01\x00\x00\x00[\x00\x00\x00\x00", b"NNN", b"c\x00"]:
    print(data, attempt(marshal.loads, data))
print(attempt(marshal.dumps), attempt(marshal.loads), attempt(marshal.loads, 1), attempt(marshal.dumps, 1, "a"), attempt(marshal.loads, b"N", x=1))


# === Files ===
class File:
    def __init__(self, data=b""):
        self.data, self.at = bytearray(data), 0

    def write(self, data):
        self.data += data
        return len(data)

    def read(self, count):
        return bytes(self.data[self.at : self.at + count])

    def readinto(self, buffer):
        part = self.data[self.at : self.at + len(buffer)]
        buffer[: len(part)] = part
        self.at += len(part)
        return len(part)


file = File()
print(marshal.dump([1, "a"], file), marshal.dump(5, file))
print(marshal.load(file), marshal.load(file), attempt(marshal.load, file), attempt(marshal.load, 5), attempt(marshal.dump, 1, 2))
print(marshal.version)
print(attempt(marshal.loads, 5, allow_code=type("NoTruth", (), {"__bool__": None})()))
