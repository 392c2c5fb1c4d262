"""Generators: plain ones, chains of them, generator expressions, delegation with yield from, values sent in, and a
recursive walk over a tree."""

SIZE = 3000
CHECKSUM = 17996982


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def evens(source):
    for value in source:
        if value & 1 == 0:
            yield value


def scaled(source, factor):
    for value in source:
        yield value * factor


def averager():
    total = 0
    seen = 0
    value = 0
    while True:
        value = yield total // (seen or 1)
        total += value
        seen += 1


def tree(depth):
    if depth == 0:
        return None
    return (tree(depth - 1), depth, tree(depth - 1))


def walk(node):
    if node is not None:
        yield from walk(node[0])
        yield node[1]
        yield from walk(node[2])


def both(n):
    yield from count(n)
    return n


def run(size):
    total = 0
    for value in scaled(evens(count(size)), 3):
        total += value
    total += sum(value * 2 for value in count(size))
    mean = averager()
    next(mean)
    for i in range(size):
        total += mean.send(i)
    nodes = tree(7)
    for _ in range(size // 500):
        for value in walk(nodes):
            total += value
    for value in both(size):
        total += value & 3
    return total


if __name__ == "__main__":
    print(run(SIZE))
