# Bytearrays that what they are given, or what they call, changes meanwhile.


def tell(name, act):
    try:
        answer = act()
    except Exception as e:
        answer = "%s: %s" % (type(e).__name__, e)
    print(name, answer)


# === Filled by an iterator that looks at it ===
b = bytearray(b"before")


def numbers():
    for number in range(1, 20):
        yield number
        assert list(b) == list(range(1, number + 1)), b
        assert b.__alloc__() > len(b)


b.__init__(numbers())
print(b, b.__alloc__() > len(b))

# === % ===
template = bytearray(b"%a end")


class Clearing:
    def __repr__(self):
        template.clear()
        return "cleared"


tell("mod", lambda: template % Clearing())
print(template)


# === Arguments whose __buffer__ or __index__ resizes ===
class Resizing:
    def __init__(self, change, answer=b"ABCDEFGH"):
        self.change, self.answer = change, answer

    def __buffer__(self, flags):
        self.change()
        return memoryview(self.answer)

    def __index__(self):
        self.change()
        return 65


class Buffer:
    def __init__(self, change):
        self.change = change

    def __buffer__(self, flags):
        self.change()
        return memoryview(b"ABCDEFGH")


class Index:
    def __init__(self, change):
        self.change = change

    def __index__(self):
        self.change()
        return 65


CHANGES = {
    "clear": bytearray.clear,
    "shrink": lambda b: b.__delitem__(slice(3, None)),
    "grow": lambda b: b.extend(b"yyyy"),
}
NAMES = """find count index rindex rfind split rsplit __contains__ partition rpartition replace startswith endswith strip
lstrip rstrip removeprefix removesuffix join translate extend append remove __add__ __iadd__ __eq__ __ne__ __lt__ __ge__ insert
center ljust zfill __mul__ __imul__ __getitem__ __delitem__ __init__ pop resize hex splitlines expandtabs""".split()
for name in NAMES:
    for how, change in CHANGES.items():
        for kind in (Resizing, Buffer, Index):
            b = bytearray(b"xA" * 5)
            tell("%s %s %s" % (name, how, kind.__name__), lambda: getattr(b, name)(kind(lambda: change(b))))
            print("   ", b)


def assign(*bounds):
    def act(b, value):
        b[slice(*bounds)] = value

    return act


MORE = {
    "[0:5] =": assign(0, 5),
    "[5:10] =": assign(5, 10),
    "[2:] =": assign(2, None),
    "[::2] =": assign(None, None, 2),
    "[0:16:2] =": assign(0, 16, 2),
    "[0] =": lambda b, value: b.__setitem__(0, value),
    "[value] =": lambda b, value: b.__setitem__(value, 1),
    "insert": lambda b, value: b.insert(9, value),
    "of a list": lambda b, value: b.__setitem__(slice(0, 3), [1, value, 3]),
    "extend by a list": lambda b, value: b.extend([1, value]),
    "init by a list": lambda b, value: b.__init__([1, value]),
    "[0:value]": lambda b, value: b.__getitem__(slice(0, value)),
    "del [0:value]": lambda b, value: b.__delitem__(slice(0, value)),
    "hex": lambda b, value: b.hex("-", value),
    "find": lambda b, value: b.find(b"x", value),
    "split": lambda b, value: b.split(b"x", value),
    "replace": lambda b, value: b.replace(b"x", b"z", value),
    "startswith": lambda b, value: b.startswith(b"x", value),
}
for name, act in MORE.items():
    for how, change in CHANGES.items():
        for kind in (Buffer, Index):
            b = bytearray(b"x" * 10)
            tell("%s %s %s" % (name, how, kind.__name__), lambda: act(b, kind(lambda: change(b))))
            print("   ", b)

# === Bytes, whose right operand fails ===


class Failing:
    def __buffer__(self, flags):
        raise ZeroDivisionError("in __buffer__")


for left in (b"x", bytearray(b"x")):
    tell("add", lambda: left + Failing())
    tell("eq", lambda: left == Failing())
    tell("in", lambda: Failing() in left)
    tell("extend", lambda: bytearray(left).extend(Failing()))
