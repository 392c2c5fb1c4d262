# needs: _warnings
"""`__bases__`, `__class__` and `mro()`: which assignments fit, and what a metaclass may do meanwhile."""


def attempt(label, action):
    try:
        action()
        print(label, "ok")
    except TypeError as error:
        print(label, error)


# === Which bases and classes can replace each other ===
NAMESPACES = {
    "dict": {},
    "slots": {"__slots__": ("x",)},
    "empty": {"__slots__": ()},
    "both": {"__slots__": ("x", "__dict__")},
    "weak": {"__slots__": ("__weakref__",)},
    "own_dict": {"__slots__": ("__dict__",)},
}


def make(kind, *bases):
    return type("K_" + kind, bases, dict(NAMESPACES[kind]))


def assign(target, name, value):
    return lambda: setattr(target, name, value)


for a in NAMESPACES:
    for b in NAMESPACES:
        A, B = make(a), make(b)
        attempt("class %s -> %s:" % (a, b), assign(A(), "__class__", B))
        attempt("bases %s -> %s:" % (a, b), assign(type("C", (A,), {}), "__bases__", (B,)))
    A = make(a)
    attempt("object -> %s:" % a, assign(type("D", (), {}), "__bases__", (A,)))
    attempt("%s -> object:" % a, assign(type("C", (A,), {}), "__bases__", (object,)))
    for base in int, list, dict, str, tuple, Exception, float, set, ValueError, OSError, type:
        attempt("%s -> %s:" % (a, base.__name__), assign(type("D", (A,), {}), "__bases__", (base,)))
        attempt("%s -> %s:" % (base.__name__, a), assign(type("E", (base,), {}), "__bases__", (A,)))


# === Slots in another order, from other bases ===
class G:
    __slots__ = ["a", "b"]


class H:
    __slots__ = ["b", "a"]


class J:
    __slots__ = ["c", "b"]


class L(H):
    __slots__ = ["e"]


class M(G):
    __slots__ = ["e"]


class R(J):
    __slots__ = ["__dict__", "__weakref__"]


class Q(J):
    pass


for old in G, H, J, L, M, R, Q:
    for new in G, H, J, L, M, R, Q:
        attempt("%s -> %s:" % (old.__name__, new.__name__), assign(old(), "__class__", new))


# === An mro() that raises leaves all as it was ===
class Once(type):
    def __new__(cls, name, bases, namespace):
        cls.called = 0
        return super().__new__(cls, name, bases, namespace)

    def mro(cls):
        if cls.called > 0:
            raise RuntimeError("bozo")
        cls.called += 1
        return type.mro(cls)


class C:
    pass


class C2:
    pass


class D(C):
    pass


class E(D):
    pass


class F(D, metaclass=Once):
    pass


try:
    D.__bases__ = (C2,)
except RuntimeError as error:
    print(error, D.__bases__, [c.__name__ for c in D.__mro__], [c.__name__ for c in E.__mro__])


# === An mro() that assigns bases itself has the last word ===
def names(classes):
    return [c.__name__ for c in classes]


def reentrant(raising):
    ready = False

    class Meta(type):
        def mro(cls):
            nonlocal ready
            if ready and cls.__name__ == "C":
                if raising and C.__bases__ == (B2,):
                    ready = False
                else:
                    ready = raising
                    C.__bases__ = (B2,)
                    if raising:
                        raise KeyError
            return type.mro(cls)

    class A(metaclass=Meta):
        pass

    class B1(A):
        pass

    class B2(A):
        pass

    class C(A):
        pass

    ready = True
    try:
        C.__bases__ = (B1,)
    except KeyError:
        print("raised")
    B1.__bases__ = (C,)
    print(names(C.__bases__), names(C.__mro__), names(B1.__mro__), names(C.__subclasses__()))


reentrant(False)
reentrant(True)


def cyclic():
    ready = False

    class Meta(type):
        def mro(cls):
            if ready:
                if cls.__name__ == "B1":
                    B2.__bases__ = (B1,)
                if cls.__name__ == "B2":
                    B1.__bases__ = (B2,)
            return type.mro(cls)

    class A(metaclass=Meta):
        pass

    class B1(A):
        pass

    class B2(A):
        pass

    ready = True
    B1.__bases__ += ()


attempt("cyclic:", cyclic)


# === mro() runs when __class__ is known already ===
class Meta(type):
    def mro(cls):
        cls.__dict__["f"]()
        return super().mro()


class Known(metaclass=Meta):
    def f():
        print("in mro:", __class__.__name__)


class Celled(C):
    __slots__ = ["__classcell__"]

    def __init__(self):
        super().__init__()


celled = Celled()
celled.__classcell__ = 42
print(celled.__classcell__)


# === Somebody else's __new__ makes no instances ===
class New(list):
    __new__ = object.__new__


class New2:
    __new__ = list.__new__


class New3(dict):
    __new__ = list.__new__


for cls in New, New2, New3:
    made = cls()
    print(type(made).__name__, isinstance(made, (list, dict)))
made = New()
made.append(1)
print(made)

# === Names of bases in messages, names that are no strings ===
attempt("order:", lambda: type("X", (object, C), {}))
attempt("generic:", lambda: exec("class X[T](object): pass"))
attempt("twice:", lambda: type("X", (C, C), {}))


def warned():
    import _warnings
    _warnings.filters.insert(0, ("error", None, RuntimeWarning, None, 0))
    try:
        type("MyClass", (), {1: 2})
    except RuntimeWarning as error:
        print(error)
    del _warnings.filters[0]


warned()
