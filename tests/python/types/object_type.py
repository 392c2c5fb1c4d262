"""object, type, attribute functions, copying of classes, dir, vars, id, callable, isinstance."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


class C:
    """Doc of C."""

    x = 1

    def __init__(self, y=2):
        self.y = y

    def m(self):
        return self.y


# === getattr, setattr, hasattr, delattr ===
c = C()
print(getattr(c, "x"), getattr(c, "y"), getattr(c, "z", "default"), hasattr(c, "y"), hasattr(c, "z"), setattr(c, "z", 5), c.z, delattr(c, "z"), hasattr(c, "z"), getattr(C, "m")(c))
setattr(c, "not an identifier", 1)
print(getattr(c, "not an identifier"), vars(c))
for f in (lambda: getattr(c, "q"), lambda: getattr(c, 5), lambda: setattr(c, 5, 1), lambda: hasattr(c, 5), lambda: delattr(c, "q"), lambda: delattr(c, "x"), lambda: setattr(5, "x", 1), lambda: vars(5), lambda: object().x, lambda: setattr(object(), "x", 1), lambda: getattr(c), lambda: vars(1, 2)):
    error(f)


class Raises:
    @property
    def p(self):
        raise ValueError("in p")

    def __getattr__(self, name):
        if name == "ok":
            return "made"
        raise AttributeError("no " + name)


r = Raises()
print(r.ok, hasattr(r, "other"), getattr(r, "other", 1))
error(lambda: hasattr(r, "p"))
error(lambda: r.other)

# === object ===
o = object()
print(type(o).__name__, o == o, o != object(), bool(o), repr(o).split(" at ")[0], str(o).split(" at ")[0], o.__class__.__name__, object.__doc__ is not None, o.__doc__ == object.__doc__, isinstance(o, object), o.__eq__(1), o.__sizeof__() > 0, o.__reduce_ex__(2)[1])
for f in (lambda: object(1), lambda: object() < object(), lambda: object() + 1, lambda: len(object()), lambda: object()(), lambda: object.__new__(), lambda: object.__new__(5), lambda: object.__new__(int), lambda: object.__init__(c, 1), lambda: object.__setattr__(C, "x", 1), lambda: type(object.__new__(C, 1, 2)), lambda: format(object(), "x")):
    error(f)


class NewOnly:
    def __new__(cls, *args):
        return object.__new__(cls)


class InitOnly:
    def __init__(self, *args):
        pass


print(type(NewOnly(1, 2)).__name__, type(InitOnly(1, 2)).__name__)
error(lambda: object.__new__(NewOnly, 1))
error(lambda: object.__init__(NewOnly(), 1))
error(lambda: object.__init__(InitOnly(), 1))

# === type ===
T = type("T", (C,), {"z": 3, "f": lambda self: self.z})
t = T(7)
print(type(t).__name__, T.__bases__[0].__name__, t.z, t.f(), t.y, T.__name__, T.__module__, T.__doc__, C.__doc__, type(T).__name__, type(type).__name__, type.__class__ is type, T.__dict__["z"], isinstance(T, type), T.__mro__[1].__name__, T.__basicsize__ > 0)
print(type(5) is int, type(c) is C, type(C) is type, type("a") == str, type(None), type(len), type(c.m), type(C.m), type((x for x in ())), type(...), type(C.__dict__), type(lambda: 0))
print(isinstance(5, int), isinstance(5, (str, int)), isinstance(5, int | str), isinstance(True, int), isinstance(c, type), isinstance(C, object), issubclass(T, C), issubclass(C, (int, object)), issubclass(int, int | str), isinstance(None, type(None)), isinstance(5, (str, (int,))), issubclass(bool, int))
for f in (lambda: isinstance(5, 5), lambda: isinstance(5), lambda: isinstance(5, [int]), lambda: issubclass(5, int), lambda: issubclass(int, 5), lambda: isinstance(5, list[int]), lambda: isinstance(5, (5,)), lambda: issubclass(int, (str, 5))):
    error(f)

# === dir, vars, callable, id ===
print(dir(c), [n for n in dir(C) if not n.startswith("__")], "y" in dir(c), sorted(vars(c)), callable(c), callable(C), callable(len), callable(lambda: 0), callable(c.m), callable(5), id(c) == id(c), id(c) != id(C()))


class Dir:
    def __dir__(self):
        return ["b", "a"]


class BadDir:
    def __dir__(self):
        return 5


class Call:
    def __call__(self):
        pass


print(dir(Dir()), callable(Call()), callable(Dir()))
error(lambda: dir(BadDir()))
i = Dir()
i.__call__ = lambda: 1
print(callable(i))
error(lambda: i())

# === __class__, __dict__, __module__ ===
c.__class__ = T
print(type(c).__name__, c.z, isinstance(c, T))
c.__dict__ = {"new": 1}
print(c.new, vars(c), C.__dict__["x"], "x" in vars(C))
for f in (lambda: setattr(c, "__dict__", 5), lambda: setattr(c, "__class__", 5), lambda: setattr(c, "__class__", int), lambda: setattr(C, "__dict__", {}), lambda: delattr(c, "__class__"), lambda: C.__dict__.pop("x")):
    error(f)
del c.__dict__
print(c.__dict__)


# === Operators on types, class-level descriptors ===
print(C == C, C != T, int | None, int | str | None, (int | None) == (None | int), isinstance(None, int | None), type(int | str).__name__, list[int], dict[str, list[int]], type(list[int]).__name__, list[int]([1]), list[int].__origin__, list[int].__args__)
for f in (lambda: C < T, lambda: C + T, lambda: C | 5, lambda: C[0], lambda: len(C), lambda: iter(C), lambda: C.q, lambda: T(1, 2, 3), lambda: C.m(), lambda: C.m(1), lambda: None | None):
    error(f)


class Text(str):
    pass


class Named:
    def __getattr__(self, name):
        return type(name)

    def __str__(self):
        raise ValueError("shown")


for f in (
    lambda: object.__getattribute__(int, "x"), lambda: int.x, lambda: getattr(Named(), Text("x")),
    lambda: print(Named(), file=5), lambda: setattr(int, Text("x"), 1), lambda: "xy" * 300 and eval("xy" * 300),
):  # fmt: skip
    error(f)
for other in ((), (int,), 5, None):
    error(lambda: int | str | other)
