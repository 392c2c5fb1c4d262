"""Classes, type parameters, annotations."""

x: int = 1
if x:
    y: "str"
    (z): int = 2


class Empty: ...


class Base(metaclass=type, **{}):
    """Doc."""

    a = 1
    __private = a

    def method(self):
        self.attribute = self.__private
        self.other: int = 1
        return __class__, super().method(), super(Base, self).x

    @property
    def p(self) -> "Base": return [self for _ in self.a]

    names = [a for _ in (1, 2)]
    nested = [lambda: __class__ for _ in names]


class Annotated:
    plain: int
    if x:
        conditional: list[plain]
    else:
        other: str = "a"


class Generic[T: (int, str), *Ts = *tuple[int], **P = [int]](Base):
    __attribute: T

    def method[U: T = int](self, x: U, *args: *Ts, **kwargs: P.kwargs) -> T:
        return x


def generic[T](a: T = 1, *, b: T = 2) -> T: return a


type Alias = int | None
type Recursive[T] = list[Recursive[T]]
