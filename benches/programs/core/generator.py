"""A generator resumed by `for`."""


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def generator():
    s = 0
    for v in count(80000):
        s += v
    return s


print(generator())
