"""import statements over what is built in."""
import sys
import sys as other_name, time as clock
from sys import modules, maxsize as biggest
from sys import (
    version_info,
    byteorder,
)


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Names ===
print(other_name is sys, clock.__name__, modules is sys.modules, biggest == sys.maxsize, version_info[0], byteorder)
assert sys.modules["sys"] is sys and "time" in sys.modules


def local():
    import sys
    from time import perf_counter as p
    return sys is other_name, p() <= p()


print(local())


class K:
    import sys
    from sys import maxsize


print(K.sys is sys, K.maxsize == sys.maxsize)


def star_free():
    global from_global
    import sys as from_global


star_free()
print(from_global is sys)
space = {}
exec("from sys import *", space)
print("maxsize" in space, "_getframe" in space)

# === What is missing ===
def missing():
    import no_such_module_here


def missing_name():
    from sys import no_such_name_here


def missing_sub():
    import sys.child


def relative():
    from . import x


def star_inside():
    exec("def f():\n from sys import *")


for f in (missing, missing_name, missing_sub, relative, star_inside):
    error(f)
try:
    import no_such_module_here
except ImportError as e:
    print(type(e).__name__, e.name, e.msg, e.path)

# === Modules made by hand ===
Module = type(sys)
m = Module("hand_made", "doc")
m.value = 5
m.__all__ = ["value", "listed"]
m.listed = 6
m._hidden = 7
sys.modules["hand_made"] = m
import hand_made
from hand_made import value, _hidden

space = {}
exec("from hand_made import *", space)
print(hand_made is m, value, _hidden, sorted(k for k in space if k != "__builtins__"), m.__doc__, m.__name__)
m.__all__ = ["absent"]
error(lambda: exec("from hand_made import *", {}))
m.__all__ = [5]
error(lambda: exec("from hand_made import *", {}))
m.__getattr__ = lambda name: "dynamic " + name
from hand_made import anything

print(anything)
sys.modules["hand_made"] = None
error(lambda: __import__("hand_made"))
del sys.modules["hand_made"]
error(lambda: __import__("hand_made"))
sys.modules["an_object"] = 5
import an_object

print(an_object)
pkg = Module("pkg")
pkg.__path__ = []
sub = Module("pkg.sub")
pkg.sub = sub
sub.leaf = "leaf"
sys.modules["pkg"], sys.modules["pkg.sub"] = pkg, sub
import pkg.sub
import pkg.sub as aliased
from pkg import sub as sub2
from pkg.sub import leaf

print(pkg.sub is sub, aliased is sub, sub2 is sub, leaf)

# === __import__ replaced ===
def fake(name, globals=None, locals=None, fromlist=(), level=0):
    log.append((name, fromlist, level))
    return real(name, globals, locals, fromlist, level)


log = []
real = __builtins__.__import__
__builtins__.__import__ = fake
import sys
from sys import maxsize
import time as t
__builtins__.__import__ = real
print(log)
