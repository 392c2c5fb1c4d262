"""Closures: cells that are read, written and shared, functions made in loops, decorators, and functions composed of
others."""

SIZE = 4000
CHECKSUM = 100009000


def counter(start):
    value = start

    def step(by):
        nonlocal value
        value += by
        return value

    def read():
        return value

    return step, read


def traced(function):
    calls = 0

    def inner(n):
        nonlocal calls
        calls += 1
        return function(n) + (calls & 1)

    return inner


def compose(f, g):
    return lambda x: f(g(x))


@traced
def triple(n):
    return n * 3


def make_adders(count):
    return [lambda x, n=n: x + n for n in range(count)]


def run(size):
    step, read = counter(0)
    increase = compose(lambda x: x + 1, lambda x: x * 2)
    total = 0
    for i in range(size):
        step(i & 3)
        total += read() & 15
        total += increase(i)
        total += triple(i)
        if i % 20 == 0:
            for adder in make_adders(10):
                total += adder(i)
        offset = i
        total += (lambda n: n + offset)(2)
        total += sum([value * offset for value in (1, 2, 3)])
    return total


if __name__ == "__main__":
    print(run(SIZE))
