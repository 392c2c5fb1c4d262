"""The ten small programs that the core is measured by, with small counts."""


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def while_small():
    i = 0
    s = 0
    k = 5
    while i < 1000:
        s = k + i
        i = i + 1
    return s


def while_sum():
    i = 0
    s = 0
    while i < 1000:
        if i & 3 == 0:
            s = s + i
        i = i + 1
    return s


class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def add(self, q):
        return P(self.x + q.x, self.y + q.y)


def objects():
    p = P(0, 0)
    q = P(1, 2)
    for _ in range(500):
        p = p.add(q)
    return p.x + p.y


def floats():
    s = 0.0
    for i in range(1000):
        s = s * 0.5 + i
    return s


class B:
    def __init__(self):
        self.x = 1.0
        self.v = 0.25


def float_attributes():
    b = B()
    for _ in range(500):
        b.x = b.x + b.v * 0.01
    return b.x


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def generator():
    s = 0
    for v in count(500):
        s += v
    return s


def closures():
    def make(k):
        def add(x):
            return x + k
        return add
    f = make(3)
    t = 0
    for i in range(500):
        t = f(t)
    return t


class Q:
    def __init__(self, y, x):
        self.y = y
        self.x = x


class R:
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x


OBJECTS = [P(1, 2), Q(1, 2), R(3)] * 5


def polymorphic():
    t = 0
    for _ in range(100):
        for o in OBJECTS:
            t += o.x
    return t


def exceptions():
    n = 0
    for i in range(500):
        try:
            if i & 1:
                raise ValueError(i)
        except ValueError:
            n += 1
    return n


print(fib(15))
print(while_small())
print(while_sum())
print(objects())
print(floats())
print(float_attributes())
print(generator())
print(closures())
print(polymorphic())
print(exceptions())
