"""Class attributes that are no descriptors, loaded through instances."""


class C:
    kind = "C"


class D(C):
    __slots__ = ()


class Bare:
    __slots__ = ()
    kind = "bare"


def kind(o):
    return o.kind


def warm(o):
    for _ in range(100):
        kind(o)
    return kind(o)


# === Rebound on the class; added on a subclass ===
c, d = C(), D()
assert warm(c) == "C"
C.kind = "C2"
assert kind(c) == "C2"
assert warm(d) == "C2"
D.kind = "D"
assert kind(d) == "D"
assert kind(c) == "C2"
del D.kind
assert kind(d) == "C2"

# === The instance gets its own ===
assert warm(c) == "C2"
c.kind = "mine"
assert kind(c) == "mine"
del c.kind
assert kind(c) == "C2"
c.__dict__["kind"] = "in the dict"
assert kind(c) == "in the dict"
fresh = C()
assert kind(fresh) == "C2"
vars(fresh).update(kind="updated")
assert kind(fresh) == "updated"

# === Without a dictionary ===
b = Bare()
assert warm(b) == "bare"
Bare.kind = "bare 2"
assert kind(b) == "bare 2"
try:
    b.kind = 1
except AttributeError as e:
    print(e)

# === The value's own class becomes a descriptor ===
class Value:
    pass


value = Value()
C.kind = value
e = C()
assert warm(e) is value
Value.__get__ = lambda self, obj, owner: (obj is e, owner.__name__)
assert kind(e) == (True, "C")
del Value.__get__
assert kind(e) is value

# === Old shape of a class with many attributes ===
for i in range(200):
    setattr(C, "name%d" % i, i)
assert kind(e) is value
for i in range(200):
    delattr(C, "name%d" % i)
C.kind = "end"
print(kind(e), kind(d), kind(C))
