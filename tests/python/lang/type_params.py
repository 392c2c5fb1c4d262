"""Type parameters and type aliases."""


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Functions ===
def first[T](items: list[T]) -> T:
    return items[0]


def bounded[T: int, U: (str, bytes), *Ts, **P, D = list](x: T, *args: *Ts) -> U:
    return T, U, Ts, P, D


print(first([5]), first.__type_params__, [p.__name__ for p in bounded.__type_params__], bounded(1))
T, U, Ts, P, D = bounded.__type_params__
print(T.__bound__, U.__constraints__, D.__default__, D.has_default(), T.has_default(), type(T).__name__, type(Ts).__name__, type(P).__name__)
print(first.__annotations__, first.__name__, first.__qualname__)
error(lambda: T())
error(lambda: T.nothing)

# === Classes ===
class Box[T]:
    """A box."""

    def __init__(self, item: T):
        self.item = item

    def get[U](self, default: U) -> T | U:
        return self.item

    class Inner[V]:
        pass


b = Box(5)
print(b.get(1), Box.__type_params__, Box[int], Box[int](3).item, Box.__mro__[1].__name__, Box.get.__type_params__, Box.Inner.__type_params__, Box.__doc__)


class Sub[T](Box[T]):
    pass


print(Sub[str], Sub.__orig_bases__, Sub("x").item)

# === Aliases ===
type Vec = list[float]
type Pair[A, B = A] = tuple[A, B]
type Recursive = dict[str, Recursive] | None
type Lazy = undefined_name
print(Vec, Vec.__value__, Vec.__name__, type(Vec).__name__, Pair[int, str], Pair.__type_params__, Pair.__value__, Recursive.__value__)
error(lambda: Lazy.__value__)
undefined_name = "defined now"
print(Lazy.__value__, Lazy.__value__)
error(lambda: Vec[int])
error(lambda: Vec())
error(lambda: setattr(Vec, "__value__", 1))


def local_alias():
    x = int
    type Local = list[x]
    x = str
    return Local.__value__


print(local_alias())

# === Scopes ===
class Outer[T]:
    T2 = T
    type Alias = list[T]

    def m[S](self) -> tuple[T, S]:
        def nested():
            return T, S
        return nested()


print(Outer.Alias.__value__, Outer[int]().m(), Outer.m.__annotations__, "T" in Outer.__dict__, Outer.T2)
type = 5
print(type)
