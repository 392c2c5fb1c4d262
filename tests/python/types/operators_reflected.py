"""Binary operators between classes: reflection, subclass priority, NotImplemented, every operator's hooks."""

log = []


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Every operator, by name ===
OPS = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "matmul": lambda a, b: a @ b,
    "truediv": lambda a, b: a / b,
    "floordiv": lambda a, b: a // b,
    "mod": lambda a, b: a % b,
    "divmod": divmod,
    "pow": lambda a, b: a**b,
    "lshift": lambda a, b: a << b,
    "rshift": lambda a, b: a >> b,
    "and": lambda a, b: a & b,
    "xor": lambda a, b: a ^ b,
    "or": lambda a, b: a | b,
}


def define(name):
    def method(self, other):
        log.append((type(self).__name__, name))
        return name if other != "refuse" else NotImplemented
    return method


Left = type("Left", (), {"__%s__" % n: define(n) for n in OPS})
Right = type("Right", (), {"__r%s__" % n: define("r" + n) for n in OPS})
Empty = type("Empty", (), {})
for name, op in OPS.items():
    print(name, op(Left(), 1), op(1, Right()), op(Left(), Right()), op(Left(), Left()), op(Empty(), Right()))
    error(lambda: op(Empty(), Empty()))
    error(lambda: op(1, Left()))
    error(lambda: op(Right(), Right()))
    error(lambda: op(Right(), 1))
    error(lambda: op(Left(), "refuse"))
print(len(log))
log.clear()

# === Subclass priority ===
class A:
    def __add__(self, other):
        return "A.add"

    def __radd__(self, other):
        return "A.radd"


class B(A):
    pass


class C(A):
    def __radd__(self, other):
        return "C.radd"


class D(A):
    def __add__(self, other):
        return "D.add"


class E:
    def __add__(self, other):
        return NotImplemented

    def __radd__(self, other):
        log.append("E.radd")
        return NotImplemented


print(A() + B(), A() + C(), C() + A(), A() + D(), D() + A(), B() + C(), C() + B(), A() + A(), E() + A())
error(lambda: E() + E())
error(lambda: E() + 1)
error(lambda: 1 + E())
print(log)


class MyInt(int):
    def __radd__(self, other):
        return "MyInt.radd"

    def __rsub__(self, other):
        return NotImplemented

    def __rmul__(self, other):
        return "MyInt.rmul"


print(1 + MyInt(2), 1.5 + MyInt(2), 5 - MyInt(2), MyInt(2) + 1, [0] * MyInt(2), "ab" * MyInt(2), True + MyInt(1))

# === In place ===
class I:
    def __init__(self, v):
        self.v = v

    def __iadd__(self, other):
        self.v += other
        return self

    def __add__(self, other):
        return I(self.v + other)

    def __isub__(self, other):
        return NotImplemented

    def __rsub__(self, other):
        return "rsub"


x = y = I(1)
x += 5
print(x is y, x.v)


def isub(a, b):
    a -= b
    return a


error(lambda: isub(I(1), 2))
print(isub(5, I(1)), isub({1, 2}, {1}))
INPLACE = {n: define("i" + n) for n in OPS if n != "divmod"}
In = type("In", (), {"__i%s__" % n: f for n, f in INPLACE.items()})
results = []
z = In(); z += 1; results.append(z)
z = In(); z -= 1; results.append(z)
z = In(); z *= 1; results.append(z)
z = In(); z @= 1; results.append(z)
z = In(); z /= 1; results.append(z)
z = In(); z //= 1; results.append(z)
z = In(); z %= 1; results.append(z)
z = In(); z **= 1; results.append(z)
z = In(); z <<= 1; results.append(z)
z = In(); z >>= 1; results.append(z)
z = In(); z &= 1; results.append(z)
z = In(); z ^= 1; results.append(z)
z = In(); z |= 1; results.append(z)
print(results)

# === Unary and conversions ===
class U:
    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __abs__(self):
        return "abs"

    def __round__(self, n=None):
        return ("round", n)

    def __index__(self):
        return 2

    def __len__(self):
        return 5

    def __call__(self, *a):
        return a

    def __contains__(self, x):
        return x

    def __getitem__(self, k):
        return k

    def __pow__(self, other, mod=None):
        return ("pow", other, mod)


u = U()
print(-u, +u, ~u, abs(u), round(u), round(u, 2), [0, 1, 2][u], hex(u), len(u), u(1), 5 in u, u[1:2], pow(u, 2), pow(u, 2, 3), u**4, range(u), "abc"[u], bytes(u))
for f in (lambda: -Empty(), lambda: ~1.5, lambda: +"a", lambda: abs("a"), lambda: round("a"), lambda: [0][Empty()], lambda: len(Empty()), lambda: Empty()(), lambda: 1 in Empty(), lambda: Empty()[0], lambda: pow(2, Empty(), 3), lambda: -[]):
    error(f)

# === Comparisons ===
class L:
    def __init__(self, name):
        self.name = name

    def __lt__(self, other):
        log.append(self.name + " lt")
        return NotImplemented

    def __gt__(self, other):
        log.append(self.name + " gt")
        return "gt"

    def __eq__(self, other):
        log.append(self.name + " eq")
        return NotImplemented

    def __le__(self, other):
        log.append(self.name + " le")
        return NotImplemented

    __hash__ = None


class M(L):
    pass


log.clear()
print(L("a") < L("b"), log)
log.clear()
print(L("a") == L("b"), L("a") != L("b"), log)
log.clear()
error(lambda: L("a") <= L("b"))
print(log)
log.clear()
print(L("a") < M("sub"), log)
log.clear()
print(L("a") == M("sub"), log)
log.clear()
print(1 < L("b"), 1 == L("b"), L("x") == 1, log)
error(lambda: L("b") < 1)


class Ne:
    def __eq__(self, other):
        return "eq result"


print(Ne() != 1, Ne() == 1, 1 == Ne(), 1 != Ne(), [Ne()] == [1], Ne() in [1], (Ne(),) != (1,))
