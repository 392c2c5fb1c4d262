class Base:
    """A class."""

    attribute: int = 1
    other: str

    def __init__(self, value):
        self.value = value
        self.value += 1
        self[0] = value
        self[1:2] = value[3:]
        del self.value, self[0], self[1:2]
        super().__init__(value)
        super().attribute

    @property
    def name(self):
        return f"{self.__class__.__name__!r}"

    @staticmethod
    def static():
        class Inner(Base, metaclass=type, key=1):
            x = __class__
        return Inner, not Inner, -Inner, +Inner, ~Inner


class Generic[T](Base):
    method = lambda self, x=1, *, y=2: (self, x, y)

    def use(self) -> T: ...
