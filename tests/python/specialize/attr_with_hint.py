"""Loads and stores on instances whose attributes live in a real dictionary."""


class C:
    pass


def get_x(o):
    return o.x


def set_x(o, value):
    o.x = value


def with_dict(**values):
    o = C()
    o.__dict__ = values
    return o


# === A dictionary given by the program ===
o = with_dict(a=1, x=2)
for _ in range(100):
    assert get_x(o) == 2
o.x = 3
assert get_x(o) == 3

# === Its keys move ===
del o.__dict__["a"]
assert get_x(o) == 3
del o.__dict__["x"]
o.__dict__["b"] = 0
o.__dict__["x"] = 4
assert get_x(o) == 4
for i in range(200):
    o.__dict__[i] = i
assert get_x(o) == 4

# === Other dictionaries at the same site ===
for n in range(20):
    p = with_dict(**{"k%d" % i: i for i in range(n)}, x=n)
    assert get_x(p) == n
try:
    get_x(with_dict(y=1))
except AttributeError as e:
    print(e)

# === Stores ===
o = with_dict(x=0)
d = o.__dict__
for i in range(100):
    set_x(o, i)
assert d == {"x": 99}
del o.x
set_x(o, "again")
assert d == {"x": "again"}
o.__dict__ = e = {}
set_x(o, 5)
assert e == {"x": 5} and d == {"x": "again"}
C.x = property(lambda self: "got", lambda self, value: print("property set", value))
set_x(o, 6)
assert get_x(o) == "got" and e == {"x": 5}
del C.x
assert get_x(o) == 5

# === A dict subclass as the dictionary ===
class D(dict):
    def __getitem__(self, key):
        return "overridden"

    def __missing__(self, key):
        return "missing"


o = C()
o.__dict__ = D(x=1)
for _ in range(60):
    assert get_x(o) == 1
print(hasattr(o, "y"))

# === Keys that are not plain strings ===
class Key(str):
    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        return str.__eq__(self, other)


o = with_dict(**{"x": 1})
o.__dict__ = {Key("x"): "keyed"}
for _ in range(60):
    assert get_x(o) == "keyed"
set_x(o, "stored")
print(list(o.__dict__.values()), len(o.__dict__))
