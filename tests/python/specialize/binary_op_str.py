"""String concatenation at warmed sites; appending in place must never show through another name."""


def add(a, b):
    return a + b


# === Warm, then other types ===
for i in range(100):
    assert add("ab", "cd") == "abcd"
assert add("a", "\xe9") == "a\xe9"
assert add("a", "\u20ac") == "a\u20ac"
assert add("\U0001f600", "a") == "\U0001f600a"
assert add([1], [2]) == [1, 2] and add((1,), (2,)) == (1, 2) and add(b"a", b"b") == b"ab"
for bad in (1, None, b"b", ["b"]):
    for pair in (("a", bad), (bad, "a")):
        try:
            add(*pair)
        except TypeError as e:
            print(e)


class S(str):
    def __add__(self, other):
        return "S add"

    def __radd__(self, other):
        return "S radd"


assert add(S("a"), "b") == "S add"
assert add("a", S("b")) == "S radd"  # str has no __radd__, so any reflected method is asked
del S.__add__
assert add(S("a"), "b") == "ab" and type(add(S("a"), "")) is str

# === In place in a local ===
def build(n):
    s = ""
    for i in range(n):
        s += "x"
    return s


assert build(1000) == "x" * 1000


def keep(n):
    s = "start"
    seen = []
    for i in range(n):
        seen.append(s)
        s += str(i)
    return s, seen


s, seen = keep(5)
print(s, seen)


def alias():
    s = "a" * 10
    t = s
    for _ in range(3):
        s += "b"
    return s, t


for _ in range(60):
    assert alias() == ("aaaaaaaaaabbb", "aaaaaaaaaa")


def constant():
    s = "literal"
    s += "!"
    return s


assert [constant() for _ in range(3)] == ["literal!"] * 3


def dict_key():
    d = {}
    s = "k"
    d[s] = 1
    s += "k"
    return s, d, s in d


assert dict_key() == ("kk", {"k": 1}, False)


def own(s):
    s += s
    s += s
    return s


assert own("ab") == "abababab"


def hashed():
    s = "h" * 20
    h = hash(s)
    s += "i"
    return hash(s) == hash("h" * 20 + "i"), h == hash("h" * 20)


print(hashed())

# === A narrow string meets wider characters ===
def widen(parts):
    s = ""
    lengths = []
    for p in parts:
        s += p
        lengths.append(len(s))
    return s, lengths


print(widen(["abc", "\xe9\xe8", "\u20ac", "z", "\U0001f600", "end"]))

# === In a global, a cell, an attribute, a list ===
g = "g"


def glob():
    global g
    before = g
    g += "."
    return before


assert [glob() for _ in range(3)] == ["g", "g.", "g.."]


def cell():
    s = "c"
    def more():
        nonlocal s
        old = s
        s += "+"
        return old, s
    return more


more = cell()
print(more(), more(), more())


class O:
    pass


o = O()
o.s = "attr"
copy = o.s
for _ in range(60):
    o.s += "-"
assert copy == "attr" and len(o.s) == 64
l = ["item"]
first = l[0]
l[0] += "!"
assert (first, l) == ("item", ["item!"])

# === Repetition, formatting and multiplication beside it ===
for n in range(60):
    assert "ab" * n == n * "ab" == "ab" * n
assert "ab" * -1 == "" and "ab" * True == "ab"
try:
    "ab" * "cd"
except TypeError as e:
    print(e)
try:
    "ab" * 1.5
except TypeError as e:
    print(e)
try:
    "ab" * (2**70)
except OverflowError as e:
    print(e)
try:
    "ab" - "cd"
except TypeError as e:
    print(e)
