"""The queens problem, three ways: backtracking with sets, with bit masks, and by permutations from a generator."""

SIZE = 6
CHECKSUM = 39


def by_sets(size):
    columns, rising, falling = set(), set(), set()

    def place(row):
        if row == size:
            return 1
        found = 0
        for column in range(size):
            up, down = row + column, row - column
            if column not in columns and up not in rising and down not in falling:
                columns.add(column)
                rising.add(up)
                falling.add(down)
                found += place(row + 1)
                columns.remove(column)
                rising.remove(up)
                falling.remove(down)
        return found

    return place(0)


def by_masks(size):
    full = (1 << size) - 1

    def place(columns, left, right):
        if columns == full:
            return 1
        found = 0
        free = full & ~(columns | left | right)
        while free:
            bit = free & -free
            free ^= bit
            found += place(columns | bit, (left | bit) << 1, (right | bit) >> 1)
        return found

    return place(0, 0, 0)


def permutations(items):
    if not items:
        yield ()
    for index, item in enumerate(items):
        for rest in permutations(items[:index] + items[index + 1:]):
            yield (item,) + rest


def by_permutations(size):
    return [
        queens
        for queens in permutations(tuple(range(size)))
        if len({queens[i] + i for i in range(size)}) == size == len({queens[i] - i for i in range(size)})
    ]


def run(size):
    solutions = by_permutations(size)
    return by_sets(size + 1) + by_masks(size + 1) - by_sets(size - 1) * 3 - sum(solutions[0]) + len(solutions)


if __name__ == "__main__":
    print(run(SIZE))
