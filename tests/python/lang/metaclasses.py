"""Metaclasses, class creation hooks, __init_subclass__, __prepare__, __class_getitem__."""

log = []


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === The order of hooks ===
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        log.append(("prepare", name, sorted(kw)))
        return {"prepared": True}

    def __new__(mcs, name, bases, ns, **kw):
        log.append(("new", name, [n for n in ns if not n.startswith("__")]))
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        log.append(("init", name, sorted(kw)))
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        log.append(("call", cls.__name__, args))
        return super().__call__(*args)


class A(metaclass=Meta, option=1):
    x = 1

    def __init__(self, *args):
        log.append(("instance", args))


class B(A):
    pass


A(5)
B()
print(*log, sep="\n")
log.clear()
assert A.prepared and type(A) is Meta and type(B) is Meta

# === Attributes and methods of a metaclass ===
class M(type):
    shared = "on meta"

    def hello(cls):
        return "hello " + cls.__name__

    @property
    def prop(cls):
        return "prop " + cls.__name__

    def __len__(cls):
        return 7

    def __getitem__(cls, key):
        return (cls.__name__, key)

    def __iter__(cls):
        return iter("abc")

    def __contains__(cls, x):
        return x == "in"

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return "made " + name

    def __repr__(cls):
        return "<M %s>" % cls.__name__

    def __eq__(cls, other):
        return True

    __hash__ = type.__hash__

    def __bool__(cls):
        return False

    def __add__(cls, other):
        return (cls.__name__, "+", other)

    def __instancecheck__(cls, obj):
        return obj == 1

    def __subclasscheck__(cls, sub):
        return sub is int

    def __dir__(cls):
        return ["b", "a"]


class C(metaclass=M):
    own = 1


assert C.hello() == "hello C" and C.prop == "prop C" and C.shared == "on meta" and len(C) == 7
assert C["k"] == ("C", "k") and list(C) == ["a", "b", "c"] and "in" in C and "out" not in C
assert C.anything == "made anything" and C == 5 and not C and C + 1 == ("C", "+", 1)
assert isinstance(1, C) and not isinstance(2, C) and issubclass(int, C) and not issubclass(str, C)
print(C, [C], dir(C))
error(lambda: C().hello())
error(lambda: C().shared)
error(lambda: len(C()))

# === Conflicts and computed metaclasses ===
class M1(type):
    pass


class M2(type):
    pass


class M12(M1, M2):
    pass


class C1(metaclass=M1):
    pass


class C2(metaclass=M2):
    pass


error(lambda: type("Bad", (C1, C2), {}))
assert type(M12("Good", (C1, C2), {})) is M12
assert type(type("Computed", (C1,), {})) is M1


def function_as_meta(name, bases, ns, **kw):
    return (name, bases, sorted(n for n in ns if n[0] != "_"), kw)


class NotAClass(metaclass=function_as_meta, k=1):
    a = 1


print(NotAClass)

# === __init_subclass__ and keyword arguments ===
class Base:
    registry = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        Base.registry.append((cls.__name__, tag))


class S1(Base):
    pass


class S2(S1, tag="t"):
    pass


print(Base.registry)


def bad_keyword():
    class Bad(Base, unknown=1):
        pass


def plain_keyword():
    class Bad(unknown=1):
        pass


error(bad_keyword)
error(plain_keyword)
error(lambda: object.__init_subclass__(1))


class Raises:
    def __init_subclass__(cls):
        raise RuntimeError("refused " + cls.__name__)


def refused():
    class X(Raises):
        pass


error(refused)

# === __class_getitem__ ===
class G:
    def __class_getitem__(cls, item):
        return (cls.__name__, item)


assert G[1] == ("G", 1) and G[1, 2] == ("G", (1, 2))
error(lambda: G()[1])
error(lambda: Base[1])

# === Preparing with something that is no dictionary ===
class Names:
    def __init__(self):
        self.seen = []

    def __getitem__(self, key):
        self.seen.append("get " + key)
        raise KeyError(key)

    def __setitem__(self, key, value):
        self.seen.append("set " + key)


class Recorder(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Names()

    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, {})
        cls.seen = ns.seen
        return cls


class Rec(metaclass=Recorder):
    a = 1
    b = len


print(Rec.seen)


class BadPrepare(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return 5


def bad_prepare():
    class X(metaclass=BadPrepare):
        pass


error(bad_prepare)

# === __class__ cell handling ===
class Forgets(type):
    def __new__(mcs, name, bases, ns):
        ns.pop("__classcell__", None)
        return super().__new__(mcs, name, bases, ns)


def forgets():
    class X(metaclass=Forgets):
        def m(self):
            return __class__


error(forgets)

# === type() with three arguments; __dict__ is copied ===
ns = {"a": 1, "m": lambda self: self.a}
T = type("T", (), ns)
ns["a"] = 2
assert T().m() == 1
print(T.__module__, T.__qualname__, type(T.__dict__).__name__)
error(lambda: T.__dict__.__setitem__("a", 1))
print(type.__call__(int, "5"), type.__new__(type, "N", (), {}).__name__)
