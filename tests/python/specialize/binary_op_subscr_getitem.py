"""Subscripts that end in __getitem__ written in Python, and in classes."""


def item(o, i):
    return o[i]


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Python's __getitem__ ===
class G:
    def __getitem__(self, k):
        return ("G", k)


def gitem(o, k):
    return o[k]


g = G()
for i in range(100):
    assert gitem(g, i) == ("G", i)
G.__getitem__ = lambda self, k: ("second", k)
assert gitem(g, 1) == ("second", 1)
g.__getitem__ = lambda k: "not seen"
assert gitem(g, 1) == ("second", 1)
hook = lambda self, k, extra=5: (k, extra)
G.__getitem__ = hook
assert gitem(g, 1) == (1, 5)
hook.__defaults__ = (6,)
assert gitem(g, 1) == (1, 6)
hook.__code__ = (lambda self, k, extra: "code").__code__
assert gitem(g, 1) == "code"
hook.__defaults__ = None
error(gitem, g, 1)
G.__getitem__ = staticmethod(lambda k: ("static", k))
assert gitem(g, 1) == ("static", 1)
G.__getitem__ = 5
error(gitem, g, 1)
del G.__getitem__
error(gitem, g, 1)


def gen_item(self, k):
    yield k


G.__getitem__ = gen_item
assert list(gitem(g, 3)) == [3]

# === Classes and generic aliases ===
print(item(list, int), item(dict, (str, int)))
error(item, int, 1)
error(item, None, 0)
error(item, lambda: 0, 0)
