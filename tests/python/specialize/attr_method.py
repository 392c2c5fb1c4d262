"""Method loads and calls: the class, the instance and the bases change under a warmed site."""


class Base:
    def name(self):
        return "Base"

    def twice(self):
        return self.name() + self.name()


class Child(Base):
    pass


def call(o):
    return o.name()


def bound(o):
    return o.name


def warm(o):
    for _ in range(100):
        call(o)
        bound(o)
    assert bound(o)() == call(o)
    return call(o)


# === The method is replaced on its class ===
c = Child()
assert warm(c) == "Base"
Base.name = lambda self: "Base, second"
assert call(c) == "Base, second"
assert bound(c)() == "Base, second"

# === A nearer class gets one, and loses it ===
assert warm(c) == "Base, second"
Child.name = lambda self: "Child"
assert call(c) == "Child"
del Child.name
assert call(c) == "Base, second"

# === The instance hides it ===
assert warm(c) == "Base, second"
c.name = lambda: "instance"
assert call(c) == "instance"
assert bound(c) is c.__dict__["name"]
del c.name
assert call(c) == "Base, second"

# === Another instance of the class hides it ===
other = Child()
other.name = lambda: "other instance"
assert call(other) == "other instance"
assert call(c) == "Base, second"

# === Something that is not a function ===
assert warm(c) == "Base, second"
Base.name = str
print(call(c)[:1], bound(c) is str)
Base.name = staticmethod(lambda: "static")
assert call(c) == "static"
Base.name = classmethod(lambda cls: "class " + cls.__name__)
assert call(c) == "class Child"
Base.name = property(lambda self: lambda: "from a property")
assert call(c) == "from a property"
Base.name = 5
try:
    call(c)
except TypeError as e:
    print(e)
Base.name = lambda self: "back"
assert call(c) == "back"
assert Child().twice() == "backback"

# === The bases change ===
class Left:
    def name(self):
        return "Left"


class Right:
    def name(self):
        return "Right"


class Two(Left):
    pass


t = Two()
assert warm(t) == "Left"
Two.__bases__ = (Right,)
assert call(t) == "Right"
print([k.__name__ for k in Two.__mro__])
Right.name = lambda self: "Right, second"
assert call(t) == "Right, second"
Left.name = lambda self: "not seen"
assert call(t) == "Right, second"
Two.__bases__ = (Left, Right)
assert call(t) == "not seen"

# === __class__ assigned ===
t = Two()
warm(t)
t.__class__ = Child
assert call(t) == "back"

# === Methods of classes without a dictionary ===
class Slotted:
    __slots__ = ()

    def name(self):
        return "Slotted"


s = Slotted()
assert warm(s) == "Slotted"
Slotted.name = lambda self: "Slotted, second"
assert call(s) == "Slotted, second"
del Slotted.name
try:
    call(s)
except AttributeError as e:
    print(e)

# === Methods of builtins, and of subclasses of them ===
def upper(o):
    return o.upper()


class Loud(str):
    def upper(self):
        return str.upper(self) + "!"


for _ in range(100):
    assert upper("abc") == "ABC"
assert upper(Loud("abc")) == "ABC!"
del Loud.upper
assert upper(Loud("abc")) == "ABC"
try:
    upper(1)
except AttributeError as e:
    print(e)

# === The method replaces itself while it is called ===
class Once:
    def go(self):
        Once.go = lambda self: "second"
        return "first"


def go(o):
    return o.go()


o = Once()
print([go(o) for _ in range(3)])
for i in range(50):
    Once.go = lambda self, i=i: i
    assert go(o) == i
