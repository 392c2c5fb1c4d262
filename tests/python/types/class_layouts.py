# Which classes' instances can become each other's by an assignment to __class__, and bases each other's place.


class Plain:
    pass


class Below(Plain):
    pass


class BelowSlotless(Plain):
    __slots__ = ()


class BelowSlot(Plain):
    __slots__ = ("q",)


class Weak:
    __slots__ = ("__weakref__",)


class Dict:
    __slots__ = ("__dict__",)


class DictSlotless(Dict):
    __slots__ = ()


class DictPlain(Dict):
    pass


class DictWeak(Dict):
    __slots__ = ("__weakref__",)


class Slotless:
    __slots__ = ()


class Slotless2(Slotless):
    __slots__ = ()


class SlotA(Slotless):
    __slots__ = ("a",)


class OtherA(Slotless):
    __slots__ = ("a",)


class AB(Slotless):
    __slots__ = ("a", "b")


class AThenB(SlotA):
    __slots__ = ("b",)


class OtherAThenB(OtherA):
    __slots__ = ("b",)


class ASlotless(SlotA):
    __slots__ = ()


class Plain2:
    pass


class Two(Plain, Plain2):
    pass


class TwoTurned(Plain2, Plain):
    pass


class List(list):
    pass


class List2(list):
    pass


class ListSlotless(list):
    __slots__ = ()


class Int(int):
    pass


class Int2(int):
    pass


class Error(Exception):
    pass


class Error2(Exception):
    pass


class ErrorOfValue(ValueError):
    pass


class ErrorOfSystem(OSError):
    pass


class PlainFirst(Plain, Slotless):
    pass


class SlotlessFirst(Slotless, Plain):
    pass


class OfSlotless(Slotless):
    pass


class PlainDict(Plain, Dict):
    pass


class OfWeak(Weak):
    pass


class WeakDict(Weak):
    __slots__ = ("__dict__",)


class DictAndWeak(Dict, Weak):
    pass


class DictAndWeakSlotless(Dict, Weak):
    __slots__ = ()


classes = [c for c in list(globals().values()) if isinstance(c, type) and c.__module__ == "__main__"]
for own in classes:
    able = []
    for other in classes:
        instance = own()
        try:
            instance.__class__ = other
        except TypeError as e:
            text = "__class__ assignment: '%s' object layout differs from '%s'" % (other.__name__, own.__name__)
            assert str(e) == text or "only supported" in str(e) or "deallocator" in str(e), e
        else:
            assert type(instance) is other
            able.append(other.__name__)
    print(own.__name__, "->", *able)
for own in classes:
    able = []
    for other in classes:
        made = type("Made", (own,), {})
        try:
            made.__bases__ = (other,)
        except TypeError as e:
            assert "differs from" in str(e), e
        else:
            able.append(other.__name__)
    print(own.__name__, "<-", *able)


# === Slots whose descriptors were replaced are slots still ===
class Replaced:
    __slots__ = ("x", "y")


class Kept:
    __slots__ = ("y", "x")


instance = Replaced()
instance.x = 1
Replaced.x = "class"
instance.__class__ = Kept
print(type(instance).__name__, instance.x)
del Kept.x, Kept.y
instance.__class__ = Replaced
print(type(instance).__name__, instance.x)
