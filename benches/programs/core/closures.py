"""Calls of a closure."""


def closures():
    def make(k):
        def add(x):
            return x + k

        return add

    f = make(3)
    t = 0
    for _ in range(80000):
        t = f(t)
    return t


print(closures())
