"""Calls of isinstance."""


def error(f, *args):
    try:
        f(*args)
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === isinstance ===
def check(x, cls):
    return isinstance(x, cls)


class Base:
    pass


class Sub(Base):
    pass


for _ in range(100):
    assert check(Sub(), Base)
    assert not check(Base(), Sub)
assert check(True, int) and check(1, (str, int)) and not check(1, ()) and check(1, int | str)
error(check, 1, 5)
error(check, 1, (str, 5))


class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == "yes"


class Odd(metaclass=Meta):
    pass


assert check("yes", Odd) and not check("no", Odd) and check(Odd(), Odd)
Meta.__instancecheck__ = lambda cls, obj: []
assert check("yes", Odd) is False


class Liar:
    @property
    def __class__(self):
        return Base


assert check(Liar(), Base) and type(Liar()) is Liar
s = Sub()
assert check(s, Base)
s.__class__ = type("Unrelated", (), {})
assert not check(s, Base)
Sub.__bases__ = (type("New", (), {}),)
assert not check(Sub(), Base)
