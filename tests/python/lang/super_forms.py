"""super in all its forms: bare, with two arguments, with one, stored, in methods of every kind."""


def attempt(label, action):
    try:
        print(label, repr(action()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Base:
    attribute = "base"

    def __init__(self, *names):
        self.names = names

    def method(self, x=1):
        return "Base.method", type(self).__name__, x

    @classmethod
    def made(cls):
        return "Base.made", cls.__name__

    @staticmethod
    def plain():
        return "Base.plain"

    @property
    def value(self):
        return "Base.value", self.names

    def __getitem__(self, key):
        return "Base", key


class Left(Base):
    def method(self, x=2):
        return "Left", super().method(x)

    @classmethod
    def made(cls):
        return "Left", super().made()

    @staticmethod
    def plain():
        return "Left", super(Left, Left).plain()

    @property
    def value(self):
        return "Left", super().value

    def __getitem__(self, key):
        return "Left", super().__getitem__(key)


class Right(Base):
    attribute = "right"

    def method(self, x=3):
        return "Right", super().method(x)


class Both(Left, Right):
    def method(self):
        return "Both", super().method(7), super(Left, self).method(8), super(Right, self).method()

    def nested(self):
        def inner(self):
            return super().attribute

        return inner(self), [super(Both, self).attribute for _ in "ab"]

    def lazily(self):
        yield super().attribute
        yield super().method()

    def deleted(self):
        del self
        return super()

    def changed(self):
        self = Both()
        return super().attribute

    def cell(self):
        return lambda self: super().attribute

    def __init__(self, *names):
        super().__init__(*names, "both")


both = Both("a")
print(both.method())
print(Both.made(), both.made(), Both.plain(), both.value, both[4], both.names)
print(both.nested(), list(both.lazily()), both.cell()(both), both.changed())
attempt("deleted", both.deleted)

# === The object itself ===
bound = super(Left, both)
print(bound.__thisclass__, bound.__self__ is both, bound.__self_class__, repr(bound).split(" object>")[0])
print(super(Left), super(Left).__self__, super(Left).__self_class__)
print(bound.attribute, bound.__class__, super(Left, Both).method is Right.method, isinstance(bound, super))
attempt("missing", lambda: bound.nothing)
attempt("set", lambda: setattr(bound, "attribute", 1))
attempt("item", lambda: bound[1])
unbound = super(Left)
Left.above = unbound
print(both.above.attribute, Both.above.__self__)
print(unbound.__get__(both, Both).attribute, unbound.__get__(None, Both) is unbound)
attempt("kind", lambda: super(Left, 5))
attempt("class", lambda: super(5, both))
attempt("wrong", lambda: super(Both, Base()))
attempt("outside", lambda: super())
attempt("three", lambda: super(Left, both, 1))
attempt("keyword", lambda: super(type=Left))


def bare(self):
    return super().attribute


Base.bare = bare
attempt("no cell", both.bare)


class Odd:
    def no_argument():
        return super()

    def unbound(self):
        __class__ = 5
        return super()


attempt("no arguments", Odd.no_argument)
attempt("rebound", Odd().unbound)


class Early:
    def method(self):
        return super()

    try:
        method(1)
    except RuntimeError as error:
        print("early", error)


# === Metaclasses, __new__, shadowing ===
class Meta(type):
    def __new__(mcls, name, bases, namespace, **keywords):
        made = super().__new__(mcls, name, bases, namespace)
        made.keywords = keywords
        return made

    def __call__(cls, *arguments):
        return super().__call__(*arguments)

    def __init_subclass__(mcls):
        super().__init_subclass__()
        print("sub-metaclass", mcls.__name__)


class SubMeta(Meta):
    pass


class Made(metaclass=SubMeta, flag=1):
    def __new__(cls, x):
        self = super().__new__(cls)
        self.x = x
        return self

    def __getattr__(self, name):
        return super().__getattribute__("x") + len(name)


print(Made(3).x, Made.keywords, Made(3).other)


class Shadow(Base):
    def method(self):
        super = lambda: 5
        return super()

    def other(self):
        def super():
            return "local"

        return super()


print(Shadow().method(), Shadow().other())


class Descending(int):
    def __add__(self, other):
        return super().__add__(other) + 1

    def __eq__(self, other):
        return not super().__eq__(other)

    __hash__ = int.__hash__


print(Descending(3) + 4, 4 + Descending(3), Descending(3) == 3)
