"""Slices at warmed sites."""


def error(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Slices ===
def cut(o, a, b):
    return o[a:b]


for _ in range(100):
    assert cut([1, 2, 3, 4], 1, 3) == [2, 3]
assert cut("hello", 1, 3) == "el" and cut((1, 2, 3), 1, None) == (2, 3) and cut(b"abc", None, 2) == b"ab"
assert cut([1, 2, 3], -2, 100) == [2, 3] and cut([1, 2, 3], 2, 1) == [] and cut(range(10), 2, 5) == range(2, 5)
assert cut([1, 2, 3], -(2**70), 2**70) == [1, 2, 3]
error(cut, [1], "a", 2)
error(cut, {}, 1, 2)
error(cut, 5, 1, 2)
