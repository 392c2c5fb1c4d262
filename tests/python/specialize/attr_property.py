"""Properties read through a warmed site."""


class Circle:
    def __init__(self, r):
        self.r = r

    @property
    def size(self):
        return 3 * self.r * self.r


def size(o):
    return o.size


def warm(o):
    for _ in range(100):
        size(o)
    return size(o)


# === The getter sees the instance of each call ===
c = Circle(2)
assert warm(c) == 12
assert size(Circle(1)) == 3

# === An entry in the dictionary does not hide a property ===
c.__dict__["size"] = "hidden"
assert size(c) == 12

# === The property is replaced ===
Circle.size = property(lambda self: "second")
assert size(c) == "second"
Circle.size = 5
assert size(c) == "hidden"
assert size(Circle(1)) == 5
del Circle.size
assert size(c) == "hidden"
try:
    size(Circle(1))
except AttributeError as e:
    print(e)

# === The getter's code and defaults change ===
def getter(self, extra=10):
    return self.r + extra


Circle.size = property(getter)
c = Circle(2)
assert warm(c) == 12
getter.__defaults__ = (20,)
assert size(c) == 22
getter.__code__ = (lambda self, extra: ("new code", extra)).__code__
assert size(c) == ("new code", 20)
getter.__defaults__ = None
try:
    size(c)
except TypeError as e:
    print(e)

# === A property without a getter ===
Circle.size = property(None, lambda self, value: None)
try:
    size(c)
except AttributeError as e:
    print(e)

# === A getter that is not a Python function ===
Circle.size = property(id)
assert warm(c) == id(c)
Circle.size = property(lambda self: "third")
assert size(c) == "third"

# === A getter that raises ===
def bad(self):
    raise AttributeError("inside the getter")


Circle.size = property(bad)
for _ in range(60):
    try:
        size(c)
    except AttributeError as e:
        text = str(e)
print(text)
Circle.__getattr__ = lambda self, name: "asked for " + name
assert size(c) == "asked for size"
del Circle.__getattr__

# === A property subclass ===
class Loud(property):
    def __get__(self, obj, owner=None):
        return "loud %s" % (super().__get__(obj, owner),)


Circle.size = Loud(lambda self: self.r)
assert warm(c) == "loud 2"
del Loud.__get__
assert size(c) == 2

# === Setters and deleters ===
class Box:
    def __init__(self):
        self.log = []

    @property
    def value(self):
        return self.log[-1]

    @value.setter
    def value(self, v):
        self.log.append(v)

    @value.deleter
    def value(self):
        self.log.append("deleted")


b = Box()
for i in range(100):
    b.value = i
    assert b.value == i
del b.value
print(b.value, len(b.log))
Box.value = property(lambda self: "read only")
try:
    b.value = 1
except AttributeError as e:
    print(e)
try:
    del b.value
except AttributeError as e:
    print(e)
