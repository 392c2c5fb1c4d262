"""bytearray: what changes it, and that its views forbid that."""


def attempt(label, action):
    try:
        print(label, repr(action()))
    except Exception as error:
        print(label, type(error).__name__, error)


# === Making ===
for source in (b"abc", 3, [1, 2, 255], "abc", range(3), memoryview(b"xy"), (), None, -1, [256], ["a"], 1.5, {65: 1}):
    attempt(source if not isinstance(source, memoryview) else "view", lambda: bytearray(source))
attempt("text", lambda: bytearray("h\xe9", "latin-1"))
attempt("ascii", lambda: bytearray("h\xe9", "ascii"))
attempt("ignore", lambda: bytearray("h\xe9", "ascii", "ignore"))
attempt("hex", lambda: bytearray.fromhex("01 ff 7F"))
attempt("hex", lambda: bytearray.fromhex("0"))
attempt("hex", lambda: bytearray.fromhex("0g"))

# === Initializing again ===
for source in ([1, 300], (1, 1 << 80), [1, "a"], iter([7, 300]), "x", 2, b"zz"):
    data = bytearray(b"abc")
    attempt("again", lambda: data.__init__(source))
    print(data)

# === Items ===
data = bytearray(b"hello")
data[0] = 72
data[-1] += 1
print(data, data[1], data[1:3], data[::-1], data * 2, data + b"!", b"!" + data, len(data))
attempt("large", lambda: data.__setitem__(0, 256))
attempt("text", lambda: data.__setitem__(0, "a"))
attempt("far", lambda: data.__setitem__(9, 1))
attempt("pop", lambda: data.pop(9))
data[1:3] = b"EEE"
print(data)
data[1:1] = [1, 2]
print(data)
data[::2] = b"....."[: len(data[::2])]
print(data)
attempt("step", lambda: data.__setitem__(slice(None, None, 2), b"x"))
del data[0], data[1:3], data[::3]
print(data)

# === Methods ===
data = bytearray(b"spam")
data.append(33)
data.extend(b"??")
data.extend([1, 2])
data.insert(1, 45)
data.insert(-100, 94)
data.insert(100, 36)
print(data, data.pop(), data.pop(0), data)
data.remove(45)
data.reverse()
print(data, data.copy() == data, data.copy() is data)
attempt("remove", lambda: data.remove(200))
attempt("extend", lambda: data.extend([1, 300]))
attempt("extend", lambda: data.extend("text"))
attempt("append", lambda: data.append("a"))
attempt("empty", lambda: bytearray().pop())
print(data)
data *= 2
data += b"tail"
print(data)
data.clear()
print(data, bool(data), data.__alloc__() >= 0)
data.resize(3)
print(data)
data.resize(1)
print(data)
attempt("resize", lambda: data.resize(-1))
attempt("hash", lambda: hash(data))
print(bytearray(b"a") < b"b", bytearray(b"a") == b"a", bytearray(b"a") == "a", b"a" in bytearray(b"cat"), 97 in bytearray(b"cat"))
print(bytearray(b"%d-%s") % (5, b"x"), bytearray(b"a,b").split(b","), bytearray(b",").join([b"a", bytearray(b"b")]))
print(type(bytearray(b"x").upper()), bytearray(b"abc").translate(None, b"b"), bytearray(b"aXbX").replace(b"X", b"--", 1))

# === Views ===
data = bytearray(b"abcd")
view = memoryview(data)
for name, arguments in (("append", (1,)), ("pop", ()), ("clear", ()), ("extend", (b"x",)), ("insert", (0, 1)), ("resize", (9,)),
                        ("__delitem__", (0,)), ("__setitem__", (slice(0, 1), b"xy")), ("__init__", (b"q",)), ("reverse", ()), ("__imul__", (2,))):
    attempt(name, lambda: getattr(data, name)(*arguments))
data[0:2] = b"zz"
view.release()
data.append(1)
print(data)


# === Subclasses and copies ===
class Named(bytearray):
    def __init__(self, *arguments, name="n"):
        super().__init__(*arguments)
        self.name = name


named = Named(b"abc", name="x")
print(named, repr(named), named.name, type(named[1:]), type(named.copy()), named == b"abc", named.__reduce_ex__(2)[1:3])
print(bytearray(b"q").__reduce__(), bytearray(b"q\xff").__reduce_ex__(3))
iterator = iter(bytearray(b"ab"))
print(next(iterator), iterator.__length_hint__(), iterator.__reduce__()[1:], list(iterator), list(iterator))
for text in ("", "a"):
    attempt("extend", lambda: bytearray(b"x").extend(text))
