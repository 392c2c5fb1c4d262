"""Subscripts of dictionaries at warmed sites."""


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Dictionaries ===
def ditem(d, k):
    return d[k]


d = {i: i * i for i in range(100)}
for i in range(100):
    assert ditem(d, i) == i * i
d[5] = "new"
assert ditem(d, 5) == "new"
del d[5]
error(ditem, d, 5)
error(ditem, d, "five")
error(ditem, d, [])
error(ditem, d, {})
d[2**70] = "big"
assert ditem(d, 2**70) == "big" and ditem(d, 1.0) == 1 and ditem(d, True) == 1


class Missing(dict):
    def __missing__(self, key):
        return ("missing", key)


assert ditem(Missing(), 7) == ("missing", 7)
del Missing.__missing__
error(ditem, Missing(), 7)
