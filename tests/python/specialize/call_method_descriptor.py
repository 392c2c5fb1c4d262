"""Calls of builtin methods: list.append and the four conventions of method descriptors."""


def append(o, x):
    o.append(x)


def error(f, *args):
    try:
        f(*args)
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === list.append on lists, then on others ===
l = []
for i in range(100):
    append(l, i)
assert l == list(range(100))


class MyList(list):
    def append(self, x):
        super().append(("mine", x))


class Inherits(list):
    pass


m = MyList()
append(m, 1)
assert m == [("mine", 1)]
del MyList.append
append(m, 2)
assert m == [("mine", 1), 2]
i = Inherits()
append(i, 1)
assert i == [1]
i.append = lambda x: list.append(i, ("own", x))
append(i, 2)
assert i == [1, ("own", 2)]
b = bytearray()
append(b, 65)
assert b == b"A"
error(append, (), 1)
append(l, "last")
assert l[-1] == "last"

# === append used as a value; its result ===
def value(o):
    return o.append(None)


for _ in range(100):
    assert value([]) is None
bound = l.append
for k in range(100):
    bound(k)
assert len(l) == 201
unbound = list.append
for k in range(100):
    unbound(l, k)
assert len(l) == 301
error(unbound, (), 1)
error(unbound, l)
error(bound)

# === No argument ===
def noargs(o):
    return o.copy()


for _ in range(100):
    assert noargs([1]) == [1]
assert noargs({1: 2}) == {1: 2} and noargs({3}) == {3}


class Copier:
    def copy(self):
        return "copied"


assert noargs(Copier()) == "copied"
error(noargs, 5)

# === One argument, several, keywords ===
def many(s):
    return s.count("a"), s.replace("a", "b"), s.split("a"), s.split(sep="a", maxsplit=1), s.startswith("a", 1)


for _ in range(100):
    assert many("banana") == (3, "bbnbnb", ["b", "n", "n", ""], ["b", "nana"], True)


class Text(str):
    def count(self, x):
        return "counted"


assert many(Text("banana"))[0] == "counted"
Text.count = None
error(many, Text("banana"))
del Text.count
assert many(Text("banana"))[0] == 3
error(many, b"banana")

# === Through the class: wrong self ===
def through(cls, o):
    return cls.upper(o)


for _ in range(100):
    assert through(str, "a") == "A"
assert through(bytes, b"a") == b"A"
error(through, str, b"a")
error(through, str, 1)

# === Dictionary methods at one site ===
def get(d, k):
    return d.get(k), d.get(k, 0), d.setdefault(k, 5), d.pop(k)


for _ in range(100):
    assert get({}, 1) == (None, 0, 5, 5)


class D(dict):
    def get(self, k, default="default"):
        return default


assert get(D(), 1) == ("default", 0, 5, 5)
del D.get
assert get(D(), 1) == (None, 0, 5, 5)
error(get, {}, [])

# === A method that changes the object it is called on, from inside ===
class Evil:
    def __eq__(self, other):
        target.clear()
        return False

    __hash__ = None


target = [Evil(), Evil(), Evil()]
print(target.count(1), target)
target = [Evil(), Evil()]
error(target.remove, 1)
target = [1, Evil(), 2]
error(target.index, 2)
