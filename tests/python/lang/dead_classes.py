"""Classes that die in cycles leave their bases: what walks all subclasses afterwards finds living ones only."""
# needs: gc
import gc


class Base:
    pass


def instance(value):
    class Made(Base):
        def method(self):
            return value

    class Derived(Made, list):
        pass

    return Derived()


# === Many classes that die by the collector ===
for turn in range(10):
    for i in range(300):
        instance(i)
    Base.attribute = turn
    wrapped = classmethod(len)
    wrapped.__init__(instance(turn))
    staticmethod.__init__(staticmethod(len), instance(turn))
gc.collect()
del wrapped
gc.collect()
print(Base.__subclasses__(), [c.__name__ for c in list.__subclasses__() if c.__name__ == "Derived"])

# === Changes to a base while its subclasses die ===
Base.method = lambda self: "base"
kept = instance(5)
print(kept.method(), type(kept).__mro__[1].__name__, len(Base.__subclasses__()))
Base.__len__ = lambda self: 7
del kept
gc.collect()
print(Base.__subclasses__(), len(Base()))


# === Metaclasses and finalizers ===
class Meta(type):
    def __del__(cls):
        deaths.append(cls.__name__)
        Base.last = cls.__bases__


deaths = []
for i in range(3):
    Meta("M%d" % i, (Base,), {})
gc.collect()
print(sorted(deaths), Base.last, Base.__subclasses__())
del Base.last
