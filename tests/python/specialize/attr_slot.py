"""Loads and deletions of slots behind a warmed site."""


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


def get_x(o):
    return o.x


def warm(o):
    for _ in range(100):
        get_x(o)
    return get_x(o)


# === The value changes; another instance ===
s = Slotted(1)
assert warm(s) == 1
s.x = 2
assert get_x(s) == 2
assert get_x(Slotted(3)) == 3

# === An empty slot ===
del s.x
try:
    get_x(s)
except AttributeError as e:
    print(e, e.name, e.obj is s)
s.x = 4
assert get_x(s) == 4
try:
    del s.y
except AttributeError as e:
    print(e)
try:
    s.z = 1
except AttributeError as e:
    print(e)

# === A subclass with a dictionary ===
class WithDict(Slotted):
    pass


d = WithDict(5)
assert warm(d) == 5
d.__dict__["x"] = "hidden by the slot"
assert get_x(d) == 5
WithDict.x = "class attribute"
assert get_x(d) == "hidden by the slot"
del d.__dict__["x"]
assert get_x(d) == "class attribute"
del WithDict.x
assert get_x(d) == 5

# === The slot descriptor is removed from the class, and comes back ===
slot = Slotted.__dict__["x"]
assert warm(s) == 4
del Slotted.x
try:
    get_x(s)
except AttributeError as e:
    print(e)
Slotted.x = "plain"
assert get_x(s) == "plain"
Slotted.x = slot
assert get_x(s) == 4
Slotted.other = slot
assert s.other == 4
print(slot)

# === The wrong object for a slot ===
class Elsewhere:
    x = slot


e = Elsewhere()
for _ in range(60):
    try:
        get_x(e)
    except TypeError as error:
        text = str(error)
print(text)

# === __class__ assigned between classes of equal layout ===
class Twin:
    __slots__ = ("x", "y")


t = Twin()
t.x = "twin"
assert warm(t) == "twin"
t.__class__ = Slotted
assert get_x(t) == "twin"
t.__class__ = Twin


class Swapped:
    __slots__ = ("y", "z")


try:
    t.__class__ = Swapped
except TypeError as error:
    print(error)

# === A getter over the slot ===
assert warm(s) == 4
Slotted.__getattribute__ = lambda self, name: "caught " + name
assert get_x(s) == "caught x"
del Slotted.__getattribute__
assert get_x(s) == 4
