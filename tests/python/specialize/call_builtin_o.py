"""Calls of builtin functions with one argument."""


def call1(f, x):
    return f(x)


def call2(f, x, y):
    return f(x, y)


def error(f, *args):
    try:
        f(*args)
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === One argument ===
for _ in range(100):
    assert call1(abs, -3) == 3
    assert call1(ord, "a") == 97
assert call1(abs, 2.5) == 2.5
error(call1, abs, "s")
error(call1, ord, "ab")
error(call2, abs, 1, 2)
assert call1(lambda x: x, 5) == 5
