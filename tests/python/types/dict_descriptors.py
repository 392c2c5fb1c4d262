# The descriptor of __dict__ that a class gives its instances, and those of types, modules and exceptions.
import sys


def tell(name, act):
    try:
        answer = act()
    except Exception as e:
        answer = "%s: %s" % (type(e).__name__, e)
    print(name, answer)


class Base:
    pass


own = Base.__dict__["__dict__"]
print(own, own.__name__, own.__objclass__, own.__get__(None, Base) is own, own.__get__(Base()))
print(type.__dict__["__dict__"], type(sys).__dict__["__dict__"], BaseException.__dict__["__dict__"])


class Meta(type, Base):
    pass


class TurnedMeta(Base, type):
    pass


class C(metaclass=Meta):
    pass


class D(metaclass=TurnedMeta):
    pass


class Module(type(sys), Base):
    pass


class TurnedModule(Base, type(sys)):
    pass


class Error(Exception, Base):
    pass


class TurnedError(Base, ValueError):
    pass


class Number(int, Base):
    pass


for thing in (Base, C, D, Module("m"), TurnedModule("m"), Error(), TurnedError(), Number(), Base()):
    print("---", type(thing).__name__)
    tell("get", lambda: type(own.__get__(thing)).__name__)
    tell("set", lambda: own.__set__(thing, {"b": 1}))
    tell("set", lambda: setattr(thing, "__dict__", {"a": 1}))
    tell("delete", lambda: own.__delete__(thing))
    tell("delete", lambda: delattr(thing, "__dict__"))
    tell("seen", lambda: sorted(name for name in thing.__dict__ if name in ("a", "b", "__name__")))
    tell("number", lambda: setattr(thing, "__dict__", 1))
tell("other", lambda: own.__get__(1))
tell("writable", lambda: setattr(type("X", (Base,), {}), "__mro__", ()))


# === Orders that a metaclass answers while the class is made ===
seen = []


class Looking(type):
    def mro(cls):
        seen.append(cls.__mro__)
        if len(seen) == 1:
            cls.__bases__ += ()
        return super().mro()


class Seen(metaclass=Looking):
    pass


print(seen, Seen.__mro__, Base not in Seen.__mro__, object.__subclasses__().count(Seen))


class Disappearing(type):
    def mro(cls):
        del Disappearing.mro
        return (Base,)


def make():
    class Made(metaclass=Disappearing):
        pass


tell("made", make)


def ordered(answer):
    class Ordering(type):
        def mro(cls):
            return answer(cls)

    class Made(metaclass=Ordering):
        def method(self):
            return "method of Made"

    return Made.__mro__, Made.__name__, Made().method()


for answer in (
    lambda cls: [object],
    lambda cls: [],
    lambda cls: [Base],
    lambda cls: [Base, object],
    lambda cls: [cls],
    lambda cls: [cls, object, cls],
    lambda cls: [1],
    lambda cls: None,
    lambda cls: "ab",
    lambda cls: [cls, int, object],
    lambda cls: iter([cls, object]),
    lambda cls: 1 / 0,
):
    tell("order", lambda: ordered(answer))
