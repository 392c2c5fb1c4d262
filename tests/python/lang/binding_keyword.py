"""Binding of keyword arguments, with every error's text."""


def error(f):
    try:
        print("no error:", f())
    except TypeError as e:
        print(e)


def f(a, b, c=3):
    return a, b, c


def pos(a, b, /, c, *, d=4):
    return a, b, c, d


def kw(a, **rest):
    return a, rest


def pkw(a, /, **rest):
    return a, rest


def konly(*, x, y=2):
    return x, y


# === What fits ===
assert f(1, b=2) == (1, 2, 3) and f(c=1, b=2, a=3) == (3, 2, 1) and f(*(1,), **{"b": 5}) == (1, 5, 3)
assert pos(1, 2, 3) == (1, 2, 3, 4) and pos(1, 2, c=3, d=5) == (1, 2, 3, 5)
assert kw(1, x=2, y=3) == (1, {"x": 2, "y": 3}) and kw(a=1, b=2) == (1, {"b": 2})
assert pkw(1, a=2) == (1, {"a": 2})
assert konly(x=1) == (1, 2) and konly(y=1, x=0) == (0, 1)
assert list(kw(0, z=1, a2=2, m=3)[1]) == ["z", "a2", "m"]

# === Unknown names, with suggestions ===
error(lambda: f(1, 2, d=3))
error(lambda: f(1, 2, nothing_like_it=3))
error(lambda: f(1, 2, 3, e=4, g=5))
error(lambda: konly(x=1, z=2))
error(lambda: konly(X=1))


def long_names(first_value, second_value):
    return first_value, second_value


error(lambda: long_names(first_valu=1, second_value=2))
error(lambda: long_names(1, secondvalue=2))

# === Twice ===
error(lambda: f(1, a=2))
error(lambda: f(1, 2, 3, c=4))
error(lambda: f(1, 2, b=2, a=1))
error(lambda: f(1, **{"b": 2}, **{"b": 3}))
error(lambda: f(1, b=2, **{"b": 3}))
error(lambda: kw(1, **{"x": 1}, x=2))
error(lambda: kw(1, a=2))

# === Positional-only ===
error(lambda: pos(1, b=2, c=3))
error(lambda: pos(a=1, b=2, c=3))
error(lambda: pos(1))
error(lambda: pos(1, 2))
error(lambda: pos())
error(lambda: pkw(a=1))
error(lambda: (lambda x, y, /: 0)(x=1, y=2))

# === Missing ===
error(lambda: f(b=1))
error(lambda: f(c=1))
error(lambda: konly(y=1))
error(lambda: konly())
error(lambda: (lambda a, *, p, q, r: 0)(1))
error(lambda: (lambda a, *, p, q: 0)(p=1))

# === Mappings after ** ===
class Mapping:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, key):
        return key.upper()


assert f(**Mapping()) == ("A", "B", 3)
error(lambda: f(**5))
error(lambda: f(**[1]))
error(lambda: f(**None))
error(lambda: f(**{1: 2}))
error(lambda: kw(1, **{1: 2}))
error(lambda: f(1, 2, **{"c": 3}, **5))
error(lambda: print(**{"bad name": 1}))
assert kw(1, **{"bad name": 2, "": 3}) == (1, {"bad name": 2, "": 3})


class BadKeys:
    def keys(self):
        return 5

    def __getitem__(self, key):
        return key


error(lambda: f(**BadKeys()))


class NoKeys:
    def keys(self):
        raise AttributeError("mine")


try:
    f(**NoKeys())
except (TypeError, AttributeError) as e:
    print(type(e).__name__, e)

# === The dictionary given is copied ===
d = {"x": 1}
def change(**kw):
    kw["y"] = 2
    return kw


assert change(**d) == {"x": 1, "y": 2} and d == {"x": 1}

# === Methods, classes, builtins ===
class C:
    def __init__(self, a, *, b=1):
        self.v = (a, b)

    def m(self, a, *, b):
        return a, b


c = C(1, b=2)
assert C(a=5).v == (5, 1) and c.m(1, b=2) == (1, 2)
error(lambda: C(b=1))
error(lambda: C(1, c=2))
error(lambda: c.m(1))
error(lambda: c.m(self=1, a=1, b=2))
error(lambda: c.m(1, 2, b=3))
error(lambda: len(obj=[]))
error(lambda: [].append(x=1))
error(lambda: int(1, x=2))
error(lambda: sorted([1], reversed=True))
error(lambda: C.__init__(a=1))
error(lambda: object(x=1))
error(lambda: str(1, 2, 3, 4))
error(lambda: dict(1, 2))
error(lambda: range())
error(lambda: range(1, 2, 3, 4))
error(lambda: isinstance(1))
error(lambda: getattr(1))
error(lambda: print(1, nothing=2))
error(lambda: "a".split(1, 2, 3))
error(lambda: "a".join())
error(lambda: abs())
error(lambda: max())
error(lambda: max(1))
error(lambda: {}.get())
error(lambda: {}.pop(1, 2, 3))
