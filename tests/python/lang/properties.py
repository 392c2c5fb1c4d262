"""property, classmethod, staticmethod."""


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === All three accessors ===
class T:
    """Temperature."""

    def __init__(self):
        self._c = 0

    @property
    def c(self):
        """Degrees."""
        return self._c

    @c.setter
    def c(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._c = value

    @c.deleter
    def c(self):
        self._c = None


t = T()
t.c = 20
assert t.c == 20
error(lambda: setattr(t, "c", -300))
del t.c
assert t.c is None
print(T.c.__doc__, type(T.c).__name__, T.c.fget.__name__, T.c.fset.__name__, T.c.fdel.__name__, T.c.__name__)
assert T.c.__get__(t) is None and T.c.__get__(None, T) is T.c

# === Missing accessors ===
class R:
    x = property(lambda self: 1)
    w = property(fset=lambda self, v: None)
    empty = property()

    @property
    def named(self):
        return 2


r = R()
error(lambda: setattr(r, "x", 1))
error(lambda: delattr(r, "x"))
error(lambda: r.w)
error(lambda: r.empty)
error(lambda: setattr(r, "named", 1))
error(lambda: delattr(r, "named"))
error(lambda: property().__get__(5, int))
error(lambda: property().__set__(5, 1))
error(lambda: setattr(R.x, "fget", None))

# === Inherited and overridden ===
class Sub(T):
    @T.c.getter
    def c(self):
        return ("sub", self._c)


s = Sub()
s.c = 5
assert s.c == ("sub", 5)


class Up(T):
    @property
    def c(self):
        return super().c + 1


u = Up()
u._c = 1
assert u.c == 2
error(lambda: setattr(u, "c", 1))

# === Class methods ===
class K:
    @classmethod
    def make(cls, *args):
        return cls.__name__, args

    @staticmethod
    def stat(*args):
        return args

    def __init_subclass__(cls):
        cls.made = cls.make(1)


class K2(K):
    pass


assert K.make(1) == K().make(1) == ("K", (1,)) and K2().make() == ("K2", ()) and K2.made == ("K2", (1,))
assert K.stat(1) == K().stat(1) == K2.stat(1) == (1,)
print(K.make.__self__, K.make.__func__.__name__, type(K.__dict__["make"]).__name__, type(K.__dict__["stat"]).__name__)
cm, sm = K.__dict__["make"], K.__dict__["stat"]
print(cm.__func__.__name__, cm.__wrapped__.__name__, sm.__func__.__name__, sm.__name__, cm.__qualname__)
assert sm(1, 2) == (1, 2)
error(lambda: cm(1))
assert cm.__get__(None, int)() == ("int", ())
assert cm.__get__(5)() == ("int", ())
print(repr(sm).split(" at ")[0], repr(cm).split(" at ")[0])


class Wraps:
    builtin = staticmethod(len)
    upper = classmethod(lambda cls: cls.__name__.upper())
    value = classmethod(5)


assert Wraps.builtin("abc") == 3 and Wraps().upper() == "WRAPS"
error(lambda: Wraps.value())
error(lambda: classmethod())
error(lambda: staticmethod(1, 2))
error(lambda: property(1, 2, 3, 4, 5))

# === Attributes set on wrappers and functions ===
def f():
    """f's doc"""


f.attr = 1
sm = staticmethod(f)
assert sm.__doc__ == "f's doc" and sm.__name__ == "f"
print(f.__dict__, f.__name__, f.__qualname__, f.__module__, f.__defaults__, f.__code__.co_name)
f.__name__, f.__qualname__, f.__doc__ = "g", "h.g", None
print(f.__name__, repr(f).split(" at ")[0], f.__doc__)
error(lambda: setattr(f, "__name__", 1))
error(lambda: setattr(f, "__dict__", 1))
error(lambda: setattr(f, "__defaults__", 1))
error(lambda: setattr(f, "__kwdefaults__", 1))
error(lambda: setattr(f, "__closure__", ()))
error(lambda: setattr(f, "__globals__", {}))
error(lambda: f.nothing)
del f.attr
error(lambda: delattr(f, "attr"))
