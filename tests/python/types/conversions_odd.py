"""Conversions by methods of subclasses, and what messages call their types."""


class Float(float):
    def __float__(self):
        return 42.0


class Other:
    def __init__(self, answer):
        self.answer = answer

    def __float__(self):
        return self.answer

    def __bytes__(self):
        return self.answer


class Bytes(bytes):
    pass


class Text(str):
    def __float__(self):
        return 7.5


# === float ===
print(float(Float()), float(Text("1")), float(Float(3) + 1))
for answer in "x", 3, None, 1.5:
    try:
        print(float(Other(answer)))
    except TypeError as error:
        print(error)


class Broken(float):
    def __float__(self):
        return ""


try:
    float(Broken(2))
except TypeError as error:
    print(error)

# === bytes ===
print(type(bytes(Other(Bytes(b"abc")))).__name__, type(Bytes(Other(b"abc"))).__name__)
for answer in "x", None, bytearray(b"q"):
    try:
        bytes(Other(answer))
    except TypeError as error:
        print(error)


class Buffer:
    def __buffer__(self, flags):
        items.clear()
        return memoryview(b"x")


items = []
for kind in bytes, bytearray:
    items[:] = [kind(b"ab"), Buffer(), kind(b"cd")]
    try:
        print(kind(b"-").join(items))
    except RuntimeError as error:
        print(error)


# === %c ===
def local():
    class Inner:
        pass
    return Inner()


for form in "%c", b"%c", "%d", b"%x":
    for value in local(), Other(1), 1.5, None, "ab", [1]:
        try:
            print(form % (value,))
        except TypeError as error:
            print(error)

# === A dict's iterator over what came later ===
d = {"k%d" % i: i for i in range(1000)}
for i in range(1, 1000):
    del d["k%d" % i]
iterators = reversed(d), reversed(d.keys()), reversed(d.values()), reversed(d.items())
d.clear()
d["k0"] = 0
print([list(it) for it in iterators])


# === Attributes that have no place ===
class Plain:
    __slots__ = ()


class Own:
    __slots__ = ()

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)


class Deletes:
    __slots__ = ()

    def __delattr__(self, name):
        pass


for kind in Plain, Own, Deletes:
    try:
        kind().x = 1
    except AttributeError as error:
        print(error)


class Module(type(__builtins__)):
    __dict__ = property(lambda self: "no dict")


try:
    dir(Module("m"))
except TypeError as error:
    print(error)
print(__builtins__)
