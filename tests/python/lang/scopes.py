"""Which variable a name means; global, nonlocal, del, and the errors of unbound names."""


# === Locals shadow globals for the whole function ===
x = "global"


def shadows():
    try:
        return x
    except UnboundLocalError as e:
        print(e)
    x = "local"
    return x


assert shadows() == "local" and x == "global"


def conditional(flag):
    if flag:
        y = 1
    return y


assert conditional(True) == 1
try:
    conditional(False)
except UnboundLocalError as e:
    print(type(e).__mro__[1].__name__, e)

# === del ===
def delete():
    a = 1
    del a
    try:
        a
    except UnboundLocalError as e:
        print(e)
    try:
        del a
    except UnboundLocalError as e:
        print(e)
    a = 2
    return a


assert delete() == 2
a = b = 1
del a, (b)
for name in "ab":
    try:
        eval_me = {"a": lambda: a, "b": lambda: b}[name]()
    except NameError as e:
        print(e)
try:
    del a
except NameError as e:
    print(e)

# === global ===
def make_global():
    global made, x
    made = 1
    x = "changed"
    def inner():
        return x
    return inner()


assert make_global() == "changed" and made == 1


def skips():
    x = "middle"
    def inner():
        global x
        x = "set by inner"
        return x
    inner()
    return x


assert skips() == "middle" and x == "set by inner"

# === The except clause unbinds its name ===
def handler():
    e = "before"
    try:
        1 // 0
    except ZeroDivisionError as e:
        kept = e
    try:
        e
    except UnboundLocalError as error:
        print(error)
    return kept


assert isinstance(handler(), ZeroDivisionError)
e = "module"
try:
    raise KeyError
except KeyError as e:
    pass
try:
    e
except NameError as error:
    print(error)


def handler_deletes():
    try:
        1 // 0
    except ZeroDivisionError as e:
        del e
    return "fine"


assert handler_deletes() == "fine"

# === Names for loop variables, imports, with, walrus, match ===
def binders():
    for i in range(3):
        pass
    import sys as s
    if (w := 5) > 3:
        pass
    match (1, 2):
        case (p, q):
            pass
    [z for z in range(5)]
    try:
        z
    except NameError as error:
        print(error)
    return i, s.__name__, w, p, q


print(binders())


def walrus_in_comprehension():
    found = [last := n for n in range(4)]
    return last, found


assert walrus_in_comprehension() == (3, [0, 1, 2, 3])
any((hit := n) > 2 for n in range(10))
assert hit == 3

# === Class scope ===
class C:
    a = 1
    b = a + 1
    try:
        print(c)
    except NameError as error:
        print(error)
    for loop_variable in range(2):
        pass
    del a
    def f(self):
        return a


assert not hasattr(C, "a") and C.b == 2 and C.loop_variable == 1
try:
    C().f()
except NameError as error:
    print(error)
x = "global again"


class D:
    x = x
    print(x)
    del x
    print(x)


assert not hasattr(D, "x")

# === Private names ===
class Private:
    __secret = 1
    __dunder__ = 2
    ___many = 3

    def get(self):
        return self.__secret, self.__dunder__, self.___many

    def set(self, __arg):
        self.__x = __arg
        return __arg


p = Private()
p.set("v")
print(p.get(), p.__dict__, sorted(n for n in Private.__dict__ if "ecret" in n or "any" in n))


class _Under:
    __x = 1


class ___:
    __x = 2


print("_Under__x" in _Under.__dict__, "__x" in ___.__dict__)
try:
    p.__secret
except AttributeError as error:
    print(error)

# === locals() and globals() ===
def loc(a, *b, c=1, **d):
    e = 2
    def g():
        return e
    return sorted(locals())


print(loc(1))
assert globals()["x"] == "global again" and locals() is globals()


def snapshots():
    a = 1
    first = locals()
    first["a"] = 5
    first["new"] = 6
    b = 2
    second = locals()
    return a, sorted(first), sorted(second), first is second


print(snapshots())
