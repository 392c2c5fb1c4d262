"""Closures, cells, nonlocal and what happens to free names."""


# === Cells are shared, one per call ===
def counter(start):
    n = start
    def up():
        nonlocal n
        n += 1
        return n
    def get():
        return n
    return up, get


up, get = counter(5)
up2, get2 = counter(100)
assert [up(), up(), up2()] == [6, 7, 101] and (get(), get2()) == (7, 101)

# === Late binding in loops ===
def late():
    return [lambda: i for i in range(3)]


def early():
    return [lambda i=i: i for i in range(3)]


assert [g() for g in late()] == [2, 2, 2] and [g() for g in early()] == [0, 1, 2]


def loop():
    fs = []
    for i in range(3):
        def g():
            return i
        fs.append(g)
    i = "after"
    return [g() for g in fs]


assert loop() == ["after"] * 3

# === Parameters as cells, through several levels ===
def level1(a, *args, k=1, **kw):
    def level2():
        def level3():
            return a, args, k, kw
        return level3
    return level2()()


assert level1(1, 2, k=3, z=4) == (1, (2,), 3, {"z": 4})


def deep():
    x = "deep"
    class C:
        y = x
        def m(self):
            return x
        z = [x for _ in range(2)]
        w = [(lambda: x)() for _ in range(2)]
    return C


C = deep()
assert (C.y, C().m(), C.z, C.w) == ("deep", "deep", ["deep", "deep"], ["deep", "deep"])

# === Unbound free variables ===
def unbound():
    def get():
        return later
    try:
        get()
    except NameError as e:
        print(type(e).__name__, e, e.name)
    later = "bound now"
    return get()


assert unbound() == "bound now"


def deleted():
    x = 1
    def get():
        return x
    def remove():
        nonlocal x
        del x
    remove()
    for g in (get, remove):
        try:
            g()
        except NameError as e:
            print(e)
    try:
        x
    except UnboundLocalError as e:
        print(e)
    x = 2
    return get()


assert deleted() == 2

# === Class bodies see the global, not the class's name, from functions ===
name = "global"


class Scope:
    name = "class"
    inner = name

    def m(self):
        return name

    name2 = [name for _ in range(1)]


assert (Scope.inner, Scope().m(), Scope.name2) == ("class", "global", ["global"])


def class_in_function():
    name = "function"
    class K:
        seen = name
        name = "class"
        also = name
    return K.name, K.also


try:
    print(class_in_function())
except NameError as e:
    print(e)

# === nonlocal through a class; __class__ cells ===
def outer():
    v = 1
    class K:
        nonlocal v
        v = 2
        def m(self):
            return __class__
    return v, K, K().m() is K


v, K, ok = outer()
assert v == 2 and ok and "v" not in K.__dict__

# === Introspection ===
print(up.__closure__[0].cell_contents, up.__code__.co_freevars, counter.__code__.co_cellvars, get.__closure__ is not None)
cell = up.__closure__[0]
cell.cell_contents = 50
assert get() == 50
del cell.cell_contents
try:
    get()
except NameError as e:
    print(e)
try:
    cell.cell_contents
except ValueError as e:
    print(e)
Cell = type(cell)
a, b, empty = Cell(1), Cell(2), Cell()
print(a < b, a == Cell(1), a != b, empty < a, empty == Cell())
Function = type(counter)
made = Function(get.__code__, globals(), "made", None, (Cell("given"),))
assert made() == "given"
for closure in (None, (), (1,), (Cell(), Cell())):
    try:
        Function(get.__code__, globals(), "made", None, closure)
    except (TypeError, ValueError) as e:
        print(e)

# === A generator and a comprehension over cells ===
def gen():
    x = 0
    def bump():
        nonlocal x
        x += 1
    while x < 3:
        yield x
        bump()


assert list(gen()) == [0, 1, 2]


def comp(n):
    fs = [lambda: (i, n) for i in range(n)]
    return [f() for f in fs], [[i * j for j in range(i)] for i in range(n)]


assert comp(3) == ([(2, 3)] * 3, [[], [0], [0, 2]])

# === Recursion through a cell ===
def fact():
    def f(n):
        return 1 if n < 2 else n * f(n - 1)
    return f


assert fact()(20) == 2432902008176640000
