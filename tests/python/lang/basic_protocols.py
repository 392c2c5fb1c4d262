"""with, iteration, containment, calls, truth through special methods."""


class Everything:
    def __init__(self):
        self.log = []

    def __enter__(self):
        self.log.append("enter")
        return self

    def __exit__(self, t, v, tb):
        self.log.append("exit")
        return True

    def __iter__(self):
        return iter([1, 2])

    def __contains__(self, x):
        return x == 5

    def __call__(self, x):
        return x + 1

    def __bool__(self):
        return False

    def __getattr__(self, name):
        return "attr " + name

    def __setitem__(self, k, v):
        self.log.append((k, v))


e = Everything()
with e as x:
    raise ValueError("swallowed")
e["k"] = 5
print(e.log, list(e), 5 in e, 6 in e, e(1), not e, e.missing, x is e)


class Slotted:
    __slots__ = ("a",)


s = Slotted()
s.a = 1
try:
    s.b = 2
except AttributeError as error:
    print(error)


class Noisy:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)


n = Noisy(1)
n = Noisy(2)
del n


def f():
    n = Noisy(3)
    print("in f")


f()
print("end")
