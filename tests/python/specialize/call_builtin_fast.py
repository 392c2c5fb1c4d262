"""Calls of builtin functions with several arguments and keywords, and of some that call back."""


def error(f, *args):
    try:
        f(*args)
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Several arguments, keywords ===
def both(x, y):
    return divmod(x, y), max(x, y), getattr(x, "real"), getattr(x, "none", y)


for i in range(1, 100):
    assert both(i, 7) == (divmod(i, 7), max(i, 7), i, 7)
print(both(2.5, 1.0))
error(both, 1, 0)
for _ in range(100):
    assert sorted([2, 1, 3], reverse=True) == [3, 2, 1]
    assert sorted([2, 1, 3], key=lambda v: -v) == [3, 2, 1]
    assert int("ff", base=16) == 255

# === A builtin that calls back, and raises from there ===
def key(x):
    if x == 3:
        raise KeyError("from the key")
    return x


for _ in range(60):
    try:
        sorted([1, 2, 3], key=key)
    except KeyError as e:
        text = repr(e)
print(text)
