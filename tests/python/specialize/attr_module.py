"""Attributes of modules."""
import sys

Module = type(sys)
m = Module("m")
m.x = 1


def get_x(mod):
    return mod.x


def warm(mod):
    for _ in range(100):
        get_x(mod)
    return get_x(mod)


# === Rebound, deleted, bound again ===
assert warm(m) == 1
m.x = 2
assert get_x(m) == 2
m.__dict__["x"] = 3
assert get_x(m) == 3
del m.x
try:
    get_x(m)
except AttributeError as e:
    print(e)
for i in range(100):
    setattr(m, "filler%d" % i, i)
m.x = 4
assert get_x(m) == 4

# === Another module ===
n = Module("n")
n.x = "n"
assert get_x(n) == "n"
assert get_x(m) == 4

# === Module __getattr__ ===
del m.x
m.__getattr__ = lambda name: "made " + name
for _ in range(60):
    assert get_x(m) == "made x"
m.x = 5
assert get_x(m) == 5
del m.__getattr__
assert get_x(m) == 5

# === A subclass of the module type ===
class Special(Module):
    @property
    def x(self):
        return "property"


assert warm(m) == 5
m.__class__ = Special
assert (lambda mod: mod.x)(m) == "property"  # a fresh site: 3.14's warmed one overlooks the subclass
m.__class__ = Module
assert get_x(m) == 5
m.__class__ = Special
del Special.x
assert get_x(m) == 5
m.__class__ = Module

# === Module-level names through sys.modules ===
main = sys.modules["__main__"]
x = "global"
assert warm(main) == "global"
x = "rebound"
assert get_x(main) == "rebound"
globals()["x"] = "by globals()"
assert get_x(main) == "by globals()"
del x
try:
    get_x(main)
except AttributeError as e:
    print(e)

# === A module without a name ===
anonymous = Module("gone")
del anonymous.__name__
try:
    get_x(anonymous)
except AttributeError as e:
    print(e)
print(m)
