"""memoryview: formats, shapes, slices, casts, comparison, release."""


def attempt(label, action):
    try:
        print(label, repr(action()))
    except Exception as error:
        print(label, type(error).__name__, error)


# === Attributes ===
view = memoryview(b"hello world")
for name in ("nbytes", "itemsize", "format", "ndim", "shape", "strides", "suboffsets", "readonly",
             "c_contiguous", "f_contiguous", "contiguous", "obj"):
    print(name, getattr(view, name))
print(len(view), view[0], view[-1], bytes(view[2:5]), view[::-2].tobytes(), view.hex(), view.hex(":", 4))
print(view.tolist(), list(reversed(view))[:3], 104 in view, 300 in view)
print(view == b"hello world", view == memoryview(b"hello"), view != bytearray(b"hello world"), hash(view) == hash(b"hello world"))
print(view.count(ord("l")), view.index(ord("o")), view.index(ord("o"), 5))
attempt("index", lambda: view.index(0))
attempt("item", lambda: view[11])
attempt("kind", lambda: view["a"])
attempt("tuple", lambda: view[0, 0])
attempt("call", lambda: memoryview(5))
attempt("none", lambda: memoryview())

# === Writing ===
data = bytearray(b"abcdef")
view = memoryview(data)
view[0] = 65
view[1:3] = b"BC"
view[-1:] = memoryview(b"F")
print(data, view.readonly)


def assign(key, value, target=None):
    (view if target is None else target)[key] = value


for key, value in ((0, 256), (0, -1), (0, "a"), (0, b"a"), (slice(0, 2), b"xyz"), (slice(0, 2), "xy"), (9, 1)):
    attempt(("assign", key, value), lambda: assign(key, value))
attempt("readonly", lambda: assign(0, 1, memoryview(b"a")))
attempt("delete", lambda: view.__delitem__(0))
attempt("resize", lambda: data.append(1))
view[2:5] = view[1:4]
print(data)

# === Casts ===
numbers = memoryview(bytearray(range(16)))
for code in "bBhHiIlLqQnN":
    cast = numbers.cast(code)
    print(code, cast.itemsize, cast.shape, cast.strides, cast[0], cast.tolist()[-1])
for code in "fd?c":
    print(code, numbers.cast(code).tolist()[:3])
grid = numbers.cast("B", [4, 4])
print(grid.ndim, grid.shape, grid.strides, grid.tolist(), grid[1, 2], grid[-1, -1], len(grid))
attempt("sub-view", lambda: grid[0])
attempt("flat", lambda: list(grid))
attempt("shape", lambda: numbers.cast("B", [5, 4]))
attempt("format", lambda: numbers.cast("z"))
attempt("odd", lambda: memoryview(b"abc").cast("H"))
attempt("twice", lambda: numbers.cast("H").cast("I"))
print(numbers.cast("H").cast("B").tolist() == numbers.tolist())
wide = numbers.cast("i")
wide[0] = -5
print(numbers.tolist()[:4], wide[0])
attempt("range", lambda: assign(0, 2**40, wide))
print(memoryview(b"\1\0\2\0").cast("H") == memoryview(b"\1\2"), numbers[::2].tolist())
print(numbers[::2].c_contiguous, numbers[3:9].contiguous, grid.T if hasattr(grid, "T") else "no T")

# === Release ===
data = bytearray(b"xyz")
with memoryview(data) as view:
    inner = view[1:]
    print(bytes(inner))
    attempt("held", lambda: data.extend(b"!"))
    inner.release()
attempt("released", lambda: view[0])
attempt("repr", lambda: repr(view)[:17])
attempt("with", lambda: view.__enter__())
data.extend(b"!")
print(data, view == view, view == b"xyz")
attempt("hash", lambda: hash(memoryview(bytearray(b"a"))))
print(memoryview(b"abc").toreadonly().readonly, memoryview(data).toreadonly().readonly)


class Refuses:
    def __buffer__(self, flags):
        raise KeyError("asked")


print(view == Refuses(), view != Refuses())
for order in ("\ud800", "a\0", "X", 5):
    attempt("order", lambda: view.tobytes(order))
attempt("cast", lambda: view.cast("é"))
