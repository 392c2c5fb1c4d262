"""Inheritance: the C3 order, super, and attribute lookup along it."""


def names(cls):
    return [k.__name__ for k in cls.__mro__]


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === C3 ===
class O:
    pass


class A(O):
    pass


class B(O):
    pass


class C(O):
    pass


class D(O):
    pass


class E(O):
    pass


class K1(A, B, C):
    pass


class K2(D, B, E):
    pass


class K3(D, A):
    pass


class Z(K1, K2, K3):
    pass


print(names(Z))


class X(A, B):
    pass


class Y(B, A):
    pass


error(lambda: type("Bad", (X, Y), {}))
error(lambda: type("Bad", (A, A), {}))
error(lambda: type("Bad", (O, A), {}))
error(lambda: type("Bad", (5,), {}))
error(lambda: type("Bad", (bool,), {}))
error(lambda: type("Bad", (type(None),), {}))
error(lambda: type("Bad", (int, str), {}))
error(lambda: type("Bad", (type(lambda: 0),), {}))
error(lambda: type(5, (), {}))
error(lambda: type("Bad", [], {}))
error(lambda: type("Bad", (), []))
error(lambda: type())
error(lambda: type(1, 2))

# === super in cooperation ===
class Base:
    def go(self):
        return ["Base"]


class L(Base):
    def go(self):
        return ["L"] + super().go()


class R(Base):
    def go(self):
        return ["R"] + super().go()


class M(L, R):
    def go(self):
        return ["M"] + super().go()


assert M().go() == ["M", "L", "R", "Base"]
assert super(L, M()).go() == ["R", "Base"]
assert super(M, M).go(M()) == ["L", "R", "Base"]
error(lambda: super(L, 5))
error(lambda: super(5))
error(lambda: super().go())
error(lambda: super(R, L()).go())
s = super(M, M())
print(s.__thisclass__.__name__, s.__self_class__.__name__, type(s.__self__).__name__)
unbound = super(L)
assert unbound.__get__(M(), M).go() == ["R", "Base"]


def no_class(self):
    return super().go()


L.detached = no_class
error(lambda: L().detached())


class Deleted(Base):
    def go(self):
        del self
        return super().go()


error(lambda: Deleted().go())


class InComprehension(Base):
    def go(self):
        return [super(InComprehension, self).go() for _ in range(2)], [super().go() for _ in range(1)]


print(InComprehension().go())

# === issubclass, isinstance, __bases__, __base__, __subclasses__ ===
print(issubclass(M, L), issubclass(L, M), issubclass(M, (int, R)), isinstance(M(), Base), M.__base__.__name__)
print([k.__name__ for k in Base.__subclasses__()], names(bool), object.__base__, object.__bases__)
error(lambda: issubclass(1, int))
error(lambda: issubclass(int, 1))
error(lambda: setattr(M, "__bases__", ()))
error(lambda: setattr(M, "__bases__", (M,)))
error(lambda: setattr(M, "__bases__", L))
error(lambda: setattr(Base, "__bases__", (M,)))
error(lambda: delattr(M, "__bases__"))

# === Custom mro ===
class Meta(type):
    def mro(cls):
        order = super().mro()
        return [order[0]] + order[:0:-1] if cls.__name__ == "Reversed" else order


class P(metaclass=Meta):
    tag = "P"


class Q(P):
    tag = "Q"


class Reversed(Q):
    pass


print(names(Reversed), Reversed.tag)

# === __mro_entries__ ===
class Entry:
    def __mro_entries__(self, bases):
        return (Base,) if Base not in bases else ()


class FromEntry(Entry()):
    pass


print(names(FromEntry), FromEntry.__orig_bases__[0].__class__.__name__)


class BadEntry:
    def __mro_entries__(self, bases):
        return 5


def bad_entry():
    class Bad(BadEntry()):
        pass


error(bad_entry)

# === Class attributes of the class itself ===
class Doc(Base):
    """Documentation."""

    def method(self):
        """Method documentation."""


print(Doc.__name__, Doc.__qualname__, Doc.__module__, Doc.__doc__, Doc.method.__doc__, Base.__doc__, Doc.method.__qualname__)
Doc.__name__ = "Renamed"
Doc.__qualname__ = "Other.Place"
Doc.__doc__ = "new"
print(Doc, Doc().__doc__, repr(Doc.method).split(" at ")[0])
error(lambda: setattr(Doc, "__name__", 5))
error(lambda: setattr(Doc, "__qualname__", 5))
error(lambda: delattr(Doc, "__name__"))
error(lambda: setattr(int, "__name__", "x"))
error(lambda: setattr(int, "x", 1))
error(lambda: setattr(Doc, "__mro__", ()))
error(lambda: Doc.nothing)
error(lambda: Doc().nothing)
error(lambda: delattr(Doc, "nothing"))
print(sorted(n for n in Doc.__dict__))
