"""A program to look into: cargo run --release -p taipan -- inspect examples/hot.py"""


class P:
    def __init__(self, x):
        self.x = x


class Q:
    def __init__(self, y, x):
        self.y = y
        self.x = x


class R:
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x


def total(objects):
    t = 0
    for o in objects:
        t += o.x  # one site, three classes
    return t


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(total([P(1), Q(1, 2), R(3)] * 1000), fib(15))
