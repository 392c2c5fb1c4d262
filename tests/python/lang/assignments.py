"""Assignments of every form: targets, chains, augmented ones, annotated ones, walrus, del."""


def error(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


class Box:
    pass


# === Chains and identity ===
a = b = c = []
assert a is b is c
a += [1]
assert c == [1]
b = b + [2]
assert c == [1] and b == [1, 2]
x = y = 5
x += 1
assert (x, y) == (6, 5)

# === All augmented operators on ints ===
n = 100
n += 5
n -= 3
n *= 2
n /= 4
n //= 2
n **= 2
n %= 1000
assert n == 625.0
n = 0b1100
n &= 0b0110
n |= 1
n ^= 0b1111
n <<= 3
n >>= 1
assert n == 40

# === In-place methods, their fallbacks, NotImplemented ===
class InPlace:
    def __init__(self):
        self.log = []

    def __iadd__(self, other):
        self.log.append(("iadd", other))
        return self

    def __isub__(self, other):
        return NotImplemented

    def __sub__(self, other):
        return "sub"

    def __imul__(self, other):
        return NotImplemented

    def __imatmul__(self, other):
        return ("imatmul", other)


p = q = InPlace()
p += 1
assert p is q and p.log == [("iadd", 1)]
p -= 1
assert p == "sub"
p = q
p @= 2
assert p == ("imatmul", 2)


def imul():
    r = q
    r *= 1


error(imul)


def types():
    s = "text"
    s += 1


error(types)


def none():
    v = None
    v -= 1


error(none)

# === Lists and tuples in place ===
l = m = [1]
l += (2, 3)
l += "ab"
l *= 2
assert m == [1, 2, 3, "a", "b"] * 2
t = (1, [2])
u = t
t += (3,)
assert u == (1, [2])
try:
    u[1] += [9]
except TypeError as e:
    print(e, u)
s = v = {1}
s |= {2}
s &= {1, 2}
s -= {1}
s ^= {5}
assert v == {2, 5}
d = e2 = {1: 1}
d |= {2: 2}
d |= [(3, 3)]
assert e2 == {1: 1, 2: 2, 3: 3}

# === Attributes and items ===
o = Box()
o.n = 1
o.n += 1
o.l = [1, 2, 3]
o.l[0] += 10
o.l[1:] += [4]
o.d = {}
o.d["k"] = o.d.get("k", 0) + 1
o.d["k"] += 1
print(vars(o))


def missing_attr():
    o.missing += 1


def missing_item():
    o.d["missing"] += 1


error(missing_attr)
error(missing_item)

# === Unpacking in assignments ===
a, b = b, a
(a), [b] = 1, [2]
a, (b, c), *d = 1, (2, 3), 4, 5
assert (a, b, c, d) == (1, 2, 3, [4, 5])
*a, b = range(4)
a, *b, c = "xyz"
[a, *b] = {1: 2}
assert (a, b) == (1, [])
o.x, l[0], (o.y, *l[1:3]) = 1, 2, (3, 4, 5)
assert (o.x, o.y, l[:3]) == (1, 3, [2, 4, 5])
for i, o.z in enumerate("ab"):
    pass
assert (i, o.z) == (1, "b")
() = []
[] = ()
error(lambda: exec("() = [1]"))

# === Slices ===
l = list(range(10))
l[2:4] = "abc"
l[:0] = [-1]
l[len(l) :] = [99]
l[::2] = [0] * len(l[::2])
del l[1:3], l[-1]
print(l)
l[5:2] = ["inserted"]
print(l)
l[:] = []
assert l == []

# === Annotations ===
z: int = 5
w: "not evaluated"
(k): int = 1
o.attr: int = 2
l2 = [0]
l2[0]: int = 3
assert z == 5 and o.attr == 2 and l2 == [3]
error(lambda: w)


def local_annotation():
    v: undefined_name = 1
    u: undefined_name
    try:
        return u
    except UnboundLocalError as e:
        return v, str(e)


print(local_annotation())

# === Walrus ===
if (n := len("abc")) == 3:
    assert n == 3
print((a := 1, b := 2), [c := 3, c * 2], {"k": (d := 4)}, f"{(e := 5)}", e, (lambda: (f := 6) + f)())
while (n := n - 1) > 0:
    pass
assert n == 0


def in_default(x=(dflt := 10)):
    return x


assert in_default() == dflt == 10

# === del ===
a = b = c = 1
del a, (b, [c])
l = [1, 2, 3, 4]
del l[0], l[-1], o.attr
assert l == [2, 3] and not hasattr(o, "attr")
d = {1: 1, 2: 2}
del d[1]
error(lambda: d.__delitem__(1))
error(lambda: delattr(o, "attr"))


def del_loop():
    out = []
    for i in range(3):
        out.append(i)
        del i
    try:
        i
    except UnboundLocalError as e:
        out.append(str(e))
    return out


print(del_loop())
