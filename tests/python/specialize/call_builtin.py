"""Calls of builtin functions by convention: no argument, one, several, keywords; len and isinstance."""


def call1(f, x):
    return f(x)


def call2(f, x, y):
    return f(x, y)


def error(f, *args):
    try:
        f(*args)
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === One argument ===
for _ in range(100):
    assert call1(abs, -3) == 3
    assert call1(ord, "a") == 97
assert call1(abs, 2.5) == 2.5
error(call1, abs, "s")
error(call1, ord, "ab")
error(call2, abs, 1, 2)
assert call1(lambda x: x, 5) == 5

# === len ===
def size(x):
    return len(x)


for _ in range(100):
    assert size([1, 2]) == 2
assert [size(x) for x in ("abc", (), {1: 2}, {1, 2}, range(10), b"ab")] == [3, 0, 1, 2, 10, 2]


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


assert size(Sized(7)) == 7
error(size, Sized(-1))
error(size, Sized("x"))
error(size, Sized(2**100))
error(size, 5)
error(size, Sized)
len_was, len = len, lambda x: "mine"
assert size([]) == "mine"
del len
assert size([]) == 0

# === isinstance ===
def check(x, cls):
    return isinstance(x, cls)


class Base:
    pass


class Sub(Base):
    pass


for _ in range(100):
    assert check(Sub(), Base)
    assert not check(Base(), Sub)
assert check(True, int) and check(1, (str, int)) and not check(1, ()) and check(1, int | str)
error(check, 1, 5)
error(check, 1, (str, 5))


class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == "yes"


class Odd(metaclass=Meta):
    pass


assert check("yes", Odd) and not check("no", Odd) and check(Odd(), Odd)
Meta.__instancecheck__ = lambda cls, obj: []
assert check("yes", Odd) is False


class Liar:
    @property
    def __class__(self):
        return Base


assert check(Liar(), Base) and type(Liar()) is Liar
s = Sub()
assert check(s, Base)
s.__class__ = type("Unrelated", (), {})
assert not check(s, Base)
Sub.__bases__ = (type("New", (), {}),)
assert not check(Sub(), Base)

# === Several arguments, keywords ===
def both(x, y):
    return divmod(x, y), max(x, y), getattr(x, "real"), getattr(x, "none", y)


for i in range(1, 100):
    assert both(i, 7) == (divmod(i, 7), max(i, 7), i, 7)
print(both(2.5, 1.0))
error(both, 1, 0)
for _ in range(100):
    assert sorted([2, 1, 3], reverse=True) == [3, 2, 1]
    assert sorted([2, 1, 3], key=lambda v: -v) == [3, 2, 1]
    assert int("ff", base=16) == 255

# === Classes of builtins, type with one argument, str, tuple ===
def classes(x):
    return type(x), str(x), tuple(x), list(x)


for _ in range(100):
    assert classes("ab") == (str, "ab", ("a", "b"), ["a", "b"])
print(classes([1, 2])[1:], classes({3: 4})[1:])


class Text(str):
    def __str__(self):
        return "mine"


t = Text("ab")
assert classes(t) == (Text, "mine", ("a", "b"), ["a", "b"])
error(classes, 5)
type_was, type = type, lambda x: "type"
assert classes("ab")[0] == "type"
del type
str = lambda x: "str"
assert classes("ab")[1] == "str"
del str
tuple = lambda x: "tuple"
assert classes("ab")[2] == "tuple"
del tuple
assert classes("ab") == (type_was(""), "ab", ("a", "b"), ["a", "b"])

# === A builtin that calls back, and raises from there ===
def key(x):
    if x == 3:
        raise KeyError("from the key")
    return x


for _ in range(60):
    try:
        sorted([1, 2, 3], key=key)
    except KeyError as e:
        text = repr(e)
print(text)
