"""Annotations: deferred, evaluated on demand, with errors and scopes."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Nothing is evaluated at the definition ===
def f(a: undefined1, *args: int, k: "text" = 1, **kw: list[later]) -> undefined2:
    return a


class C:
    x: int = 1
    y: undefined3
    z: "forward"

    def m(self, o: C) -> C:
        return o


assert f(1) == 1 and C.x == 1 and not hasattr(C, "y")
error(lambda: f.__annotations__)
error(lambda: C.__annotations__)
undefined1 = later = undefined2 = undefined3 = str
print(f.__annotations__, C.__annotations__, C.m.__annotations__["o"].__name__)
print(f.__annotations__ is f.__annotations__, f.__annotate__(1), type(f.__annotate__).__name__)
error(lambda: f.__annotate__(2))
error(lambda: f.__annotate__(99))

# === Without annotations ===
def plain():
    pass


class Plain:
    pass


print(plain.__annotations__, plain.__annotate__, Plain.__annotations__, Plain.__annotate__)
plain.__annotations__ = {"a": 1}
print(plain.__annotations__)
plain.__annotations__["b"] = 2
print(plain.__annotations__)
del plain.__annotations__
print(plain.__annotations__)
error(lambda: setattr(plain, "__annotations__", 5))
error(lambda: setattr(plain, "__annotate__", 5))
plain.__annotate__ = lambda format: {"made": format}
print(plain.__annotations__)

# === Module and class level, conditional ===
u: int
v: later = 5
if v:
    w: float = 2.5
else:
    never: bytes
print(__annotations__ if "__annotations__" in globals() else __annotate__(1))


class Cond:
    if v == 5:
        a: int
    else:
        b: int
    for i in range(2):
        c: str


print(Cond.__annotations__)


class Child(C):
    own: bool


print(Child.__annotations__, C.__annotations__ == Child.__base__.__annotations__)

# === Scopes: closures, class names, comprehensions, lambdas ===
def outer(T):
    class Inner:
        T2 = T
        a: T
        b: T2
        c: [x for x in (T,)]
        d: lambda: T

        def m(self, p: T2, q: T) -> "str":
            pass
    return Inner


I = outer(int)
print({k: v for k, v in I.__annotations__.items() if k != "d"}, I.m.__annotations__)


def locals_are_not_evaluated():
    x: 1 / 0
    y: 1 / 0 = 2
    return y


assert locals_are_not_evaluated() == 2

# === Evaluation order and targets ===
log = []


def note(n, v=None):
    log.append(n)
    return v


class O:
    pass


o = O()
d = {}
note("obj", o).attr: note("annotation") = note("value", 5)
note("d", d)[note("key", "k")]: note("annotation") = note("value 2", 6)
(paren): note("annotation") = 7
print(log, o.attr, d, paren)

# === Private names, strings, complex expressions ===
class P:
    __private: int
    a: "x" "y"
    b: int | None
    c: dict[str, list[int]]
    d: (1, 2)
    e: not True


print(P.__annotations__)
