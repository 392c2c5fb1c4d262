# What locals() and its kin tell inside comprehensions that run in the frame of a module, a class or a function.
import sys

top = 1


def look():
    return sorted(k for k in sys._getframe(1).f_locals if not k.startswith("__"))


def set_local(frame, name, value):
    frame.f_locals[name] = value


# === In a module ===
print([sorted(locals()) for a in [0]])
print([sorted(sys._getframe().f_locals) for a in [0]])
print([type(sys._getframe().f_locals).__name__ for a in [0]])
print([type(locals()).__name__ for a in [0]])
print([eval("top") for a in [0]], [eval("a") for a in [5]])
print([vars() for a in [0]], [dir() for a in [0]])
print([[b for b in [eval("a")]] for a in [3]])
frame = sys._getframe()
print([frame.f_locals is locals() for a in [0]], frame.f_locals is locals(), "a" in frame.f_locals)
view = [frame.f_locals for a in [0]][0]
print(type(view).__name__, len(view), list(view))
print([look() for a in [0]], {look()[0] for a in [0]}, {a: look() for a in [0]})
print([(lambda: (a, sys._getframe(1).f_locals["a"]))() for a in [4]])
print([(set_local(frame, "a", 7), a) for a in [0]])
print([(set_local(frame, "added", 7), sorted(frame.f_locals)) for a in [0]], "added" in globals())
print([a for a in [1, 2] for b in [eval("a + 1")] if eval("b > 2")])
exec("print([sorted(locals()) for a in [1]])", {}, {"n": 3})
exec("print([sorted(locals()) for a in [1]])", {"m": 3})


# === In a class ===
class K:
    z = 2
    print([sorted(locals()) for a in [0]])
    print([sorted(sys._getframe().f_locals) for a in [0]])
    print([eval("a") for a in [0]])
    print([exec("print(a); b = 5") for a in [0]])
    print([look() for a in [0]])
    print([(set_local(sys._getframe(), "a", 7), a) for a in [0]])
    print(sorted(locals()))


# === In a function ===
def function():
    y = 1
    return [sorted(locals()) for a in [0]], [eval("a + y", globals(), locals()) for a in [1]], sorted(locals())


print(function())


# === What the class's namespace is called in annotations ===
class Named:
    __classdict__: int


print(Named.__annotations__)
