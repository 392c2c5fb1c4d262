"""Calls of builtin classes: type, str, tuple, list."""


def error(f, *args):
    try:
        f(*args)
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Classes of builtins, type with one argument, str, tuple ===
def classes(x):
    return type(x), str(x), tuple(x), list(x)


for _ in range(100):
    assert classes("ab") == (str, "ab", ("a", "b"), ["a", "b"])
print(classes([1, 2])[1:], classes({3: 4})[1:])


class Text(str):
    def __str__(self):
        return "mine"


t = Text("ab")
assert classes(t) == (Text, "mine", ("a", "b"), ["a", "b"])
error(classes, 5)
type_was, type = type, lambda x: "type"
assert classes("ab")[0] == "type"
del type
str = lambda x: "str"
assert classes("ab")[1] == "str"
del str
tuple = lambda x: "tuple"
assert classes("ab")[2] == "tuple"
del tuple
assert classes("ab") == (type_was(""), "ab", ("a", "b"), ["a", "b"])
