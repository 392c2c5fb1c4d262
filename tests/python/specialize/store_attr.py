"""Stores of attributes at warmed sites: instance value, slot, and what may stand in the way."""


class C:
    def __init__(self):
        self.x = 0
        self.y = 0


class S:
    __slots__ = ("x", "y")


def put(o, value):
    o.x = value


def warm(o):
    for i in range(100):
        put(o, i)
    return o.x


# === Instance value ===
c = C()
assert warm(c) == 99
put(c, "s")
assert c.x == "s" and c.__dict__ == {"x": "s", "y": 0}
del c.x
put(c, 1)
assert list(c.__dict__) == ["y", "x"]
d = C()
put(d, 2)
assert (c.x, d.x) == (1, 2)

# === A data descriptor added to the class ===
log = []
assert warm(c) == 99
C.x = property(lambda self: "got", lambda self, value: log.append(value))
put(c, "seen")
assert log == ["seen"] and c.__dict__["x"] == 99
del C.x
put(c, 3)
assert c.x == 3

# === __setattr__ added to the class ===
assert warm(c) == 99
C.__setattr__ = lambda self, name, value: log.append((name, value))
put(c, 4)
assert c.x == 99 and log[-1] == ("x", 4)
del C.__setattr__
put(c, 5)
assert c.x == 5

# === A plain class attribute changes nothing ===
C.x = "class"
put(c, 6)
assert c.x == 6 and C.x == "class"
del C.x

# === The dictionary is asked for, replaced ===
e = C()
assert warm(e) == 99
mine = e.__dict__
put(e, 7)
assert mine["x"] == 7
e.__dict__ = theirs = {}
put(e, 8)
assert theirs == {"x": 8} and mine == {"x": 7, "y": 0}

# === __class__ assigned ===
class Other:
    def __init__(self):
        self.y = self.x = None


o = Other()
assert warm(c) == 99
put(o, 9)
assert list(o.__dict__.items()) == [("y", None), ("x", 9)]
o.__class__ = C
put(o, 10)
assert list(o.__dict__.items()) == [("y", None), ("x", 10)]

# === Slots ===
s = S()
assert warm(s) == 99
slot = S.x
S.x = property(lambda self: "p", lambda self, value: log.append(("slot", value)))
put(s, 1)
assert log[-1] == ("slot", 1)
S.x = slot
assert s.x == 99
put(s, 2)
assert s.x == 2
del S.x
try:
    put(s, 3)
except AttributeError as error:
    print(error)
S.x = slot
t = S()
put(t, 4)
assert (s.x, t.x) == (2, 4)

# === What cannot be stored to ===
for bad in (1, None, object(), "s", len, (1, 2)):
    try:
        put(bad, 1)
    except AttributeError as error:
        print(error)
try:
    put(int, 1)
except TypeError as error:
    print(error)

# === Old values die when they are replaced, not later ===
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


f = C()
for i in range(5):
    put(f, Noisy(i))
print("replacing")
put(f, None)
print("replaced")


class Reader:
    def __init__(self, owner):
        self.owner = owner

    def __del__(self):
        print("owner's x is", self.owner.x)


put(f, Reader(f))
put(f, "new")

# === A store that changes its own class ===
class Setter:
    def __set__(self, obj, value):
        del Changing.x
        obj.x = value


class Changing:
    x = Setter()


g = Changing()
for i in range(60):
    Changing.x = Setter()
    put(g, i)
    assert g.__dict__ == {"x": i}
put(g, "end")
print(g.x)
