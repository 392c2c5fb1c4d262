"""Classes with __getattribute__ and __getattr__ written in Python."""


class Traced:
    def __init__(self):
        self.x = 1
        self.log = []

    def __getattribute__(self, name):
        if name == "log":
            return object.__getattribute__(self, name)
        self.log.append(name)
        return object.__getattribute__(self, name)


def get_x(o):
    return o.x


def warm(o):
    for _ in range(100):
        get_x(o)
    return get_x(o)


# === Called each time ===
t = Traced()
assert warm(t) == 1
assert t.log == ["x"] * 101

# === Replaced, removed ===
Traced.__getattribute__ = lambda self, name: "second " + name
assert get_x(t) == "second x"
del Traced.__getattribute__
assert get_x(t) == 1

# === Its code and defaults change ===
def hook(self, name, extra="!"):
    return name + extra


Traced.__getattribute__ = hook
assert warm(t) == "x!"
hook.__defaults__ = ("?",)
assert get_x(t) == "x?"
hook.__code__ = (lambda self, name, extra: extra + name).__code__
assert get_x(t) == "?x"

# === It raises AttributeError: then __getattr__ ===
def refuse(self, name):
    raise AttributeError("refused " + name)


Traced.__getattribute__ = refuse
for _ in range(60):
    try:
        get_x(t)
    except AttributeError as e:
        text = str(e)
print(text)
Traced.__getattr__ = lambda self, name: "rescued " + name
assert get_x(t) == "rescued x"
Traced.__getattribute__ = lambda self, name: 1 // 0
try:
    get_x(t)
except ZeroDivisionError as e:
    print(e)
del Traced.__getattribute__
del t.x
assert get_x(t) == "rescued x"
del Traced.__getattr__
try:
    get_x(t)
except AttributeError as e:
    print(e)

# === The hook is not a Python function ===
class Odd:
    __getattribute__ = str.__add__


try:
    get_x(Odd())
except TypeError as e:
    print(e)


class Callable:
    def __call__(self, *args):
        return args


class Odd2:
    __getattribute__ = Callable()


assert get_x(Odd2()) == ("x",)

# === A warmed hook that keeps a generator's state ===
class Counting:
    n = 0

    def __getattr__(self, name):
        Counting.n += 1
        return (name, Counting.n)


c = Counting()
for i in range(1, 101):
    assert get_x(c) == ("x", i)
c.x = "now there"
assert get_x(c) == "now there"
assert Counting.n == 100
del c.x
print(get_x(c))
