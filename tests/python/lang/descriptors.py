"""Descriptors of all kinds."""

log = []


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === The three methods ===
class Data:
    def __get__(self, obj, owner=None):
        log.append(("get", obj is None, owner.__name__))
        return "data"

    def __set__(self, obj, value):
        log.append(("set", value))

    def __delete__(self, obj):
        log.append(("delete",))


class NonData:
    def __get__(self, obj, owner=None):
        return "nondata"


class SetOnly:
    def __set__(self, obj, value):
        obj.__dict__["s"] = ("set", value)


class DeleteOnly:
    def __delete__(self, obj):
        log.append("delete only")


class C:
    d = Data()
    n = NonData()
    s = SetOnly()
    x = DeleteOnly()


c = C()
assert (c.d, C.d, c.n, C.n) == ("data", "data", "nondata", "nondata")
c.d = 5
del c.d
c.__dict__["d"] = "hidden"
assert c.d == "data"
c.n = "own"
assert c.n == "own" and C.n == "nondata"
del c.n
assert c.n == "nondata"
assert isinstance(c.s, SetOnly)
c.s = 1
assert c.s == ("set", 1)
error(lambda: delattr(c, "s"))
del c.x
error(lambda: setattr(c, "x", 1))
print(log)
log.clear()

# === Through subclasses, super, vars ===
class D(C):
    pass


assert D().d == "data" and super(D, D()).d == "data" and D.d == "data"
assert isinstance(vars(C)["d"], Data)
print(log)
log.clear()

# === A descriptor assigned to an instance does nothing ===
c.plain = Data()
assert isinstance(c.plain, Data) and log == []

# === Replaced on the class: __set__ of a class attribute is not called ===
C.d = "gone"
assert c.d == "hidden" and log == []

# === __get__ is looked up on the type ===
class Tricky:
    pass


t = Tricky()
t.__get__ = lambda obj, owner: "no"
C.t = t
assert c.t is t
Tricky.__get__ = lambda self, obj, owner: "yes"
assert c.t == "yes"

# === Errors from inside; AttributeError and __getattr__ ===
class Failing:
    def __init__(self, exception):
        self.exception = exception

    def __get__(self, obj, owner):
        raise self.exception


class F:
    a = Failing(AttributeError("from get"))
    v = Failing(ValueError("from get"))

    def __getattr__(self, name):
        return "fallback " + name


f = F()
assert f.a == "fallback a"
error(lambda: f.v)
error(lambda: F.a)
assert hasattr(f, "a") and getattr(F, "a", "default") == "default"
error(lambda: hasattr(f, "v"))

# === Functions are descriptors ===
def func(self, *args):
    return self, args


bound = func.__get__(5, int)
assert bound(6) == (5, (6,)) and bound.__self__ == 5 and bound.__func__ is func
assert func.__get__(None, int) is func
error(lambda: func.__get__(None, None))
assert func.__get__(5)() == (5, ())
class Fn:
    f = func


assert Fn.f is func and Fn().f.__func__ is func
print(type(Fn.__dict__["f"]).__name__, type(Fn().f).__name__)


class HasBuiltin:
    size = len
    up = str.upper


assert HasBuiltin().size([1]) == 1
error(lambda: HasBuiltin().up())

# === Builtin descriptors' own types ===
for d in (int.__add__, str.join, int.real, dict.fromkeys, object.__new__, type.__mro__, [].append, (1).__add__, int.__dict__["from_bytes"]):
    print(type(d).__name__, repr(d).split(" at ")[0])
error(lambda: str.join(1, 2))
error(lambda: int.__add__("a", 1))
error(lambda: int.__add__())
error(lambda: int.real.__get__("a"))
error(lambda: setattr(5, "real", 1))
error(lambda: int.real.__set__(5, 1))
assert int.real.__get__(5) == 5 and str.join.__get__(",")("ab") == "a,b"

# === __set_name__ ===
class Named:
    def __set_name__(self, owner, name):
        log.append((owner.__name__, name))
        self.name = name

    def __get__(self, obj, owner):
        return self.name


class N:
    first = Named()
    second = other = Named()


N.late = Named()
print(log, N.first, N.second, N.other)
log.clear()


class BadName:
    def __set_name__(self, owner, name):
        raise ValueError("bad name")


try:
    class Bad:
        attr = BadName()
except ValueError as e:
    print(e, e.__notes__)

# === A descriptor that stores per instance and caches itself away ===
class Cached:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        value = obj.__dict__[self.name] = self.f(obj)
        return value


class Lazy:
    calls = 0

    @Cached
    def value(self):
        Lazy.calls += 1
        return 42


lazy = Lazy()
assert [lazy.value for _ in range(100)] == [42] * 100 and Lazy.calls == 1
del lazy.value
assert lazy.value == 42 and Lazy.calls == 2
