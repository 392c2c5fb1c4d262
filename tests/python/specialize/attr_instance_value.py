"""Loads of an instance's own value, and everything that may come between the site and that value."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def get_x(o):
    return o.x


def warm(o):
    for _ in range(100):
        get_x(o)
    return get_x(o)


# === The value changes ===
p = Point(1, 2)
assert warm(p) == 1
p.x = "new"
assert get_x(p) == "new"

# === Another instance of the same class ===
q = Point(5, 6)
assert get_x(q) == 5

# === The value is deleted, then set again ===
del p.x
try:
    get_x(p)
except AttributeError as e:
    print("deleted:", e)
p.x = 7
assert get_x(p) == 7
assert list(p.__dict__) == ["y", "x"]
assert get_x(Point(8, 9)) == 8

# === A plain class attribute does not hide the instance's value ===
assert warm(q) == 5
Point.x = "class"
assert get_x(q) == 5
del q.x
assert get_x(q) == "class"
del Point.x
try:
    get_x(q)
except AttributeError as e:
    print("no more:", e)

# === A data descriptor added to the class takes over ===
q = Point(5, 6)
assert warm(q) == 5
Point.x = property(lambda self: "property of %d" % self.y)
assert get_x(q) == "property of 6"
del Point.x
assert get_x(q) == 5

# === A non-data descriptor does not ===
class Late:
    def __get__(self, obj, owner):
        return "late"


assert warm(q) == 5
Point.x = Late()
assert get_x(q) == 5
Late.__set__ = lambda self, obj, value: None
assert get_x(q) == "late"
del Late.__set__
assert get_x(q) == 5
del Point.x

# === __getattribute__ added to the class ===
assert warm(q) == 5
Point.__getattribute__ = lambda self, name: "all " + name
assert get_x(q) == "all x"
del Point.__getattribute__
assert get_x(q) == 5

# === __getattr__ answers only what is missing ===
Point.__getattr__ = lambda self, name: "missing " + name
assert warm(q) == 5
del q.x
assert get_x(q) == "missing x"
del Point.__getattr__

# === __class__ assigned ===
class Other:
    def __init__(self):
        self.a = 0
        self.x = "other's x"


q = Point(5, 6)
assert warm(q) == 5
q.__class__ = Other
assert get_x(q) == 5
Other.x = property(lambda self: "other's property")
assert get_x(q) == "other's property"
q.__class__ = Point
assert get_x(q) == 5
del Other.x
assert get_x(Other()) == "other's x"

# === The dictionary is asked for, changed, replaced ===
q = Point(5, 6)
assert warm(q) == 5
d = q.__dict__
d["x"] = "through the dict"
assert get_x(q) == "through the dict"
q.x = 50
assert d["x"] == 50
del d["x"]
assert not hasattr(q, "x")
d["x"] = 51
assert get_x(q) == 51
q.__dict__ = {"x": "replaced"}
assert get_x(q) == "replaced"
d["x"] = "no longer seen"
assert get_x(q) == "replaced"
q.__dict__.clear()
print("cleared:", hasattr(q, "x"))
q.__dict__.update(x=1, y=2)
assert warm(q) == 1

# === More attributes than a class shares keys for ===
class Wide:
    pass


w = Wide()
for i in range(60):
    setattr(w, "a%d" % i, i)
w.x = "wide"
assert warm(w) == "wide"
v = Wide()
v.x = "first"
assert get_x(v) == "first"
assert get_x(w) == "wide"
for i in range(60):
    delattr(w, "a%d" % i)
assert get_x(w) == "wide"
print(w.__dict__, v.__dict__)

# === Attributes set in another order ===
a, b = Wide(), Wide()
a.x, a.y = 1, 2
b.y, b.x = 3, 4
for _ in range(100):
    assert get_x(a) == 1
    assert get_x(b) == 4
print(list(a.__dict__), list(b.__dict__))
