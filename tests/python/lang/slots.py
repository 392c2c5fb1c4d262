"""__slots__ in all shapes."""


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === The shapes a declaration takes ===
class One:
    __slots__ = "only"


class Gen:
    __slots__ = (n for n in ("a", "b"))


class Dict:
    __slots__ = {"a": "doc of a", "b": None}


class Private:
    __slots__ = ("__p",)

    def set(self, v):
        self.__p = v
        return self.__p


o = One()
o.only = 1
assert o.only == 1
g = Gen()
g.a, g.b = 1, 2
error(lambda: setattr(g, "c", 3))
assert Private().set(5) == 5
print(Dict.a.__doc__, Dict.b.__doc__, type(Dict.a).__name__, Dict.a.__name__, Dict.a.__objclass__.__name__)
print(One.__slots__, Dict.__slots__, sorted(n for n in Private.__dict__ if n.endswith("p")))

# === What may not be ===
error(lambda: type("X", (), {"__slots__": 5}))
error(lambda: type("X", (), {"__slots__": (5,)}))
error(lambda: type("X", (), {"__slots__": ("1a",)}))
error(lambda: type("X", (), {"__slots__": ("a b",)}))
error(lambda: type("X", (), {"__slots__": ("a",), "a": 1}))
error(lambda: type("X", (), {"__slots__": ("__dict__", "__dict__")}))
error(lambda: type("X", (One, Gen), {}))
error(lambda: type("X", (int,), {"__slots__": ("a",)}))
error(lambda: type("X", (tuple,), {"__slots__": ("a",)}))
class EmptyInt(int):
    __slots__ = ()


error(lambda: setattr(EmptyInt(5), "x", 1))
assert EmptyInt(5) + 1 == 6

# === Inheritance ===
class Base:
    __slots__ = ("a",)


class Child(Base):
    __slots__ = ("b",)


class Loose(Base):
    pass


class Again(Base):
    __slots__ = ("a",)


c = Child()
c.a, c.b = 1, 2
error(lambda: c.__dict__)
error(lambda: setattr(c, "z", 1))
l = Loose()
l.a, l.z = 1, 2
assert l.__dict__ == {"z": 2}
again = Again()
again.a = "child's"
error(lambda: Base.a.__get__(again))
Base.a.__set__(again, "base's")
assert again.a == "child's" and Base.a.__get__(again) == "base's"

# === __dict__ and __weakref__ as slots ===
class WithDict:
    __slots__ = ("a", "__dict__")


w = WithDict()
w.a, w.other = 1, 2
assert w.__dict__ == {"other": 2}
error(lambda: w.__weakref__)


class Plain:
    pass


assert Plain().__weakref__ is None
error(lambda: setattr(Plain(), "__weakref__", None))

# === Unset, deleted, deleted twice ===
o = One()
error(lambda: o.only)
assert not hasattr(o, "only")
o.only = 1
del o.only
error(lambda: delattr(o, "only"))
error(lambda: o.only)

# === Default from the class of an outer slot name, __getattr__ ===
class Fallback:
    __slots__ = ("x",)

    def __getattr__(self, name):
        return "fallback " + name


f = Fallback()
assert f.x == "fallback x"
f.x = 1
assert f.x == 1

# === Many slots; values die with the object in order ===
class Noisy:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)


class Many:
    __slots__ = ("a", "b", "c")


m = Many()
m.c, m.a, m.b = Noisy("c"), Noisy("a"), Noisy("b")
del m
print("gone")
Big = type("Big", (), {"__slots__": tuple("s%d" % i for i in range(200))})
b = Big()
for i in range(200):
    setattr(b, "s%d" % i, i)
assert sum(getattr(b, "s%d" % i) for i in range(200)) == 19900

# === __class__ assignment needs equal layouts ===
class Same:
    __slots__ = ("a",)


class Same2:
    __slots__ = ("a",)


s = Same()
s.a = 5
s.__class__ = Same2
assert type(s) is Same2 and s.a == 5
error(lambda: setattr(s, "__class__", One))
error(lambda: setattr(s, "__class__", Plain))
error(lambda: setattr(s, "__class__", 5))
error(lambda: setattr(5, "__class__", Same))
error(lambda: delattr(s, "__class__"))
