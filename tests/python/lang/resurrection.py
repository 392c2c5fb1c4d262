"""Objects that save themselves, raise or change things in __del__."""
import sys

# === Saved once, finalized once ===
saved = []


class Phoenix:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)
        saved.append(self)


p = Phoenix("p")
p = None
print(len(saved), saved[0].name)
again = saved.pop()
again.name = "second life"
again = None
print("no second call", len(saved))

# === Saved in a container that dies ===
l = [Phoenix(1), Phoenix(2)]
l = None
print([o.name for o in saved])
saved.clear()


class Parent:
    def __init__(self):
        self.child = Phoenix("child")

    def __del__(self):
        print("parent's child:", self.child.name)
        saved.append(self)


x = Parent()
x = None
print(saved[0].child.name)
saved.clear()
print([o.name for o in saved])
saved.clear()

# === __del__ that fails: shown on stderr, not raised ===
class Fails:
    def __del__(self):
        raise ValueError("in __del__")


class Sink:
    def __init__(self):
        self.text = ""

    def write(self, s):
        self.text += s

    def flush(self):
        pass


stderr, sys.stderr = sys.stderr, Sink()
try:
    x = Fails()
    x = None
finally:
    text, sys.stderr = sys.stderr.text, stderr
print([line.split(" at 0x")[0] for line in text.splitlines()][-1], "in __del__" in text)

hooked = []
hook, sys.unraisablehook = sys.unraisablehook, lambda u: hooked.append((u.exc_type.__name__, str(u.exc_value), u.err_msg.split(" at 0x")[0], type(u.object).__name__))
x = Fails()
x = None
sys.unraisablehook = hook
print(hooked)

# === __del__ that is no function, or is added late ===
class Late:
    pass


x = Late()
Late.__del__ = lambda self: print("late del")
x = None
x = Late()
x.__del__ = lambda: print("never called")
x = None
del Late.__del__
x = Late()
x = None
print("quiet")

# === Exceptions in flight survive a __del__ ===
class Noisy:
    def __del__(self):
        try:
            raise KeyError("inner")
        except KeyError:
            print("noisy:", sys.exc_info()[0].__name__)


def raises():
    n = Noisy()
    raise ValueError("outer")


try:
    raises()
except ValueError as e:
    print(e, e.__context__)

# === __del__ that touches what is being destroyed ===
class Clears:
    def __del__(self):
        target.clear()
        print("cleared")


target = [Clears(), Clears(), 1]
target[0] = None
print(target)
target = {1: Clears(), 2: 2}
del target[1]
print(target)
target = [Clears()]
target.pop()
target = [1, Clears(), 3]
del target[1]
print(target)
target = {1: Clears()}
target[1] = 5
print(target)


class Appends:
    def __del__(self):
        target.append("late")


target = [Appends(), Appends()]
target.clear()
print(target)
target = [Appends(), 1, Appends()]
target[:] = ["new"]
print(target)
target = [Appends()] * 1
target += [Appends()]
del target[:]
print(target)

# === __del__ that rebinds the name that dies ===
class Rebinds:
    def __del__(self):
        global name
        name = "rebound"


name = Rebinds()
name = "assigned"
print(name)
name = Rebinds()
del name
print(name)

# === Class changed from __del__ ===
class Switches:
    def __del__(self):
        print("class", type(self).__name__)
        self.__class__ = Other
        saved.append(self)


class Other:
    def __del__(self):
        print("never: already finalized")


x = Switches()
x = None
saved.clear()
print("end")


# === A finalizer that changes the class ===
class Afterwards:
    pass


class Changes:
    def __init__(self):
        self.value = [1]

    def __del__(self):
        self.__class__ = Afterwards


class Slotted:
    __slots__ = ("a",)

    def __del__(self):
        self.__class__ = OtherSlots


class OtherSlots:
    __slots__ = ("a",)


made = [Changes() for _ in range(100)]
del made
for _ in range(10):
    Slotted().a = [3]
print(Changes.__name__, Afterwards().__class__.__name__, Slotted.__name__, OtherSlots.__name__)
