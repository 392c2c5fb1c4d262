"""Attributes of classes, with metaclasses in between."""


class Meta(type):
    pass


class Base:
    limit = 10


class Plain(Base):
    pass


class Made(Base, metaclass=Meta):
    pass


def limit(cls):
    return cls.limit


def warm(cls):
    for _ in range(100):
        limit(cls)
    return limit(cls)


# === Value changed on the class and on a base ===
assert warm(Plain) == 10
Base.limit = 11
assert limit(Plain) == 11
Plain.limit = 12
assert limit(Plain) == 12
del Plain.limit
assert limit(Plain) == 11

# === A metaclass: a data descriptor there wins, another attribute does not ===
assert warm(Made) == 11
Meta.limit = "meta"
assert limit(Made) == 11
Meta.limit = property(lambda cls: "property of " + cls.__name__)
assert limit(Made) == "property of Made"
del Meta.limit
assert limit(Made) == 11
Meta.__getattribute__ = lambda cls, name: "caught " + name
assert limit(Made) == "caught limit"
del Meta.__getattribute__
assert limit(Made) == 11

# === Missing on the class, present on the metaclass ===
Meta.extra = "from meta"


def extra(cls):
    return cls.extra


for _ in range(60):
    assert extra(Made) == "from meta"
Made.extra = "from class"
assert extra(Made) == "from class"
del Made.extra
assert extra(Made) == "from meta"
try:
    extra(Plain)
except AttributeError as e:
    print(e)

# === Functions, static and class methods through the class ===
class Tools:
    def plain(x):
        return ("plain", x)

    @staticmethod
    def static(x):
        return ("static", x)

    @classmethod
    def klass(cls, x):
        return (cls.__name__, x)


def use(cls, x):
    return cls.plain(x), cls.static(x), cls.klass(x)


for i in range(100):
    assert use(Tools, i) == (("plain", i), ("static", i), ("Tools", i))
Tools.plain = Tools.klass
print(use(Tools, 1))
Tools.static = lambda x: "replaced"
print(use(Tools, 2))


class Sub(Tools):
    pass


print(use(Sub, 3))
Tools.klass = classmethod(lambda cls, x: "new " + cls.__name__)
print(use(Sub, 4))

# === One site, several classes ===
classes = [type("K%d" % i, (), {"limit": i}) for i in range(12)]
for _ in range(20):
    for i, k in enumerate(classes):
        assert limit(k) == i
for k in classes:
    k.limit = "changed"
assert [limit(k) for k in classes] == ["changed"] * 12

# === A builtin class, and an instance at the same site ===
class HasLimit:
    def __init__(self):
        self.limit = "instance"


assert limit(HasLimit()) == "instance"
assert limit(Plain) == 11
def real(o):
    return o.real


for _ in range(60):
    assert real(5) == 5
print(type(real(int)).__name__, real(True), real(2.5))

# === The bases of the class change ===
class A1:
    limit = "A1"


class A2:
    limit = "A2"


class B(A1):
    pass


assert warm(B) == "A1"
B.__bases__ = (A2,)
assert limit(B) == "A2"
try:
    Base.__bases__ = (int,)
except TypeError as e:
    print(e)
