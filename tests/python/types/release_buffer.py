# `__release_buffer__`: who is told, when, and of what.
# needs: gc
import gc
import sys


class Told:
    def __init__(self, data=b"hello"):
        self.data = bytearray(data)
        self.made = []

    def __buffer__(self, flags):
        view = memoryview(self.data)
        self.made.append(view)
        print("  buffer")
        return view

    def __release_buffer__(self, view):
        print("  release", view is self.made[-1], view.tobytes())


# === Released by hand, by `with`, and by dying ===
told = Told()
view = memoryview(told)
print(view.tobytes())
view.release()
print("after release")
with memoryview(told) as view:
    print("inside")
print("after with")
view = memoryview(told)
del view
print("after del")

# === Once, when the last view is gone ===
view = memoryview(told)
part = view[1:3]
cast = view.cast("b")
view.release()
print("one gone")
del part
print("two gone")
cast.release()
print("all gone")

# === By whatever takes the contents ===
print(bytes(told))
print(b"hello" == told, bytearray(b"ell") in [told])

# === Flags of the view that is asked for ===
class Flags:
    def __buffer__(self, flags):
        print("  flags", flags)
        return memoryview(bytearray(b"flags"))


memoryview._from_flags(Flags(), 0).release()
memoryview._from_flags(Flags(), 1).release()
memoryview(Flags()).release()

# === What the call raises is told to nobody ===
hook = sys.unraisablehook
sys.unraisablehook = lambda info: print("  unraisable", info.err_msg, repr(info.exc_value), info.object)


class Bad(Told):
    def __release_buffer__(self, view):
        raise ValueError("no")


bad = Bad()
with memoryview(bad):
    pass
sys.unraisablehook = hook


# === Subclasses of bytearray ===
class Restricted(bytearray):
    def __release_buffer__(self, view):
        for use in (memoryview, lambda view: view[:1], lambda view: view.cast("b"), lambda view: view.toreadonly()):
            try:
                use(view)
            except ValueError as error:
                print("  refused:", error)
        print("  contents", view.tobytes())
        self.view = view
        super().__release_buffer__(view)


data = Restricted(b"abc")
with memoryview(data) as view:
    print(view.tobytes())
data.clear()
try:
    data.view.tobytes()
except ValueError as error:
    print(error)


class Both(bytearray):
    calls = 0

    def __buffer__(self, flags):
        return super().__buffer__(flags)

    def __release_buffer__(self, view):
        Both.calls += 1
        super().__release_buffer__(view)


both = Both(b"xyz")
with memoryview(both) as view:
    print(view.tobytes(), Both.calls)
print(Both.calls)
both.clear()


# === A view that is kept holds the memory ===
class Keeps:
    def __init__(self, data):
        self.data = data

    def __buffer__(self, flags):
        return memoryview(self.data)

    def __release_buffer__(self, view):
        self.view = view


data = bytearray(b"kept")
keeps = Keeps(data)
with memoryview(keeps) as view:
    pass
try:
    data.clear()
except BufferError as error:
    print(error)
keeps.view.release()
data.clear()

# === In a cycle ===
class Cycle:
    def __buffer__(self, flags):
        return memoryview(b"cycle")

    def __release_buffer__(self, view):
        print("  release", view.tobytes())


told = Cycle()
told.own = memoryview(told)
del told
gc.collect()
print("collected")

# === Joined: all are asked before the first is told ===
class Telling:
    def __init__(self, name, data, act=None):
        self.name, self.data, self.act = name, data, act

    def __buffer__(self, flags):
        print("got", self.name)
        if self.act:
            self.act()
        return memoryview(self.data)

    def __release_buffer__(self, view):
        print("released", self.name)

print(b"-".join([Telling("a", b"1"), bytearray(b"2"), Telling("b", b"3")]))
array = bytearray(b"xy")

def change():
    array[0] = 90

def resize():
    try:
        array.append(1)
    except BufferError as error:
        print(error)

print(b"".join([array, Telling("c", b"!", change), Telling("d", b"?", resize)]))
print(array.join([b"1", Telling("e", b"2", resize)]))
try:
    b"".join([Telling("f", b"1"), 5])
except TypeError as error:
    print(error)
array.append(33)
print(array)
print(b"ab".join([]), b"ab".join([b"q"]), bytearray(b".").join((b"x", bytearray(b"y"), memoryview(b"z"))))
try:
    b"".join([b"1", memoryview(b"abcdef")[::2]])
except TypeError as error:
    print(error)
