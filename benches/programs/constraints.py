"""A constraint solver: sudoku by propagation over sets of candidates and search on the tightest cell, and colouring of
a graph with forward checking."""

SIZE = 4
CHECKSUM = 9056

PUZZLE = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
HARD = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."

CELLS = [(row, column) for row in range(9) for column in range(9)]


def peers_of(row, column):
    box = {(r, c) for r in range(row // 3 * 3, row // 3 * 3 + 3) for c in range(column // 3 * 3, column // 3 * 3 + 3)}
    return ({(row, c) for c in range(9)} | {(r, column) for r in range(9)} | box) - {(row, column)}


PEERS = {cell: sorted(peers_of(*cell)) for cell in CELLS}


class Contradiction(Exception):
    pass


def assign(grid, cell, digit):
    for other in grid[cell] - {digit}:
        remove(grid, cell, other)


def remove(grid, cell, digit):
    candidates = grid[cell]
    if digit not in candidates:
        return
    candidates = candidates - {digit}
    grid[cell] = candidates
    if not candidates:
        raise Contradiction(cell)
    if len(candidates) == 1:
        (last,) = candidates
        for peer in PEERS[cell]:
            remove(grid, peer, last)


def read(text):
    grid = {cell: frozenset(range(1, 10)) for cell in CELLS}
    for cell, letter in zip(CELLS, text):
        if letter != ".":
            assign(grid, cell, int(letter))
    return grid


def search(grid, steps):
    steps[0] += 1
    open_cells = [(len(grid[cell]), cell) for cell in CELLS if len(grid[cell]) > 1]
    if not open_cells:
        return grid
    _, cell = min(open_cells)
    for digit in sorted(grid[cell]):
        attempt = dict(grid)
        try:
            assign(attempt, cell, digit)
        except Contradiction:
            continue
        found = search(attempt, steps)
        if found is not None or steps[0] > 25:
            return found
    return None


def colour(count, colours):
    edges = {node: [(node * 3 + 1) % count, (node + 1) % count, (node + 5) % count] for node in range(count)}
    near = {node: set() for node in range(count)}
    for node, others in edges.items():
        for other in others:
            if other != node:
                near[node].add(other)
                near[other].add(node)
    chosen = {}

    def place(node):
        if node == count:
            return True
        used = {chosen[other] for other in near[node] if other in chosen}
        for shade in range(colours):
            if shade not in used:
                chosen[node] = shade
                if place(node + 1):
                    return True
                del chosen[node]
        return False

    return sum(chosen.values()) if place(0) else -1


def run(size):
    total = 0
    for _ in range(size):
        solved = search(read(PUZZLE), [0])
        total += sum(row * min(solved[row, column]) + column for row, column in CELLS)
        steps = [0]
        search(read(HARD), steps)
        total += steps[0] * 10
        total += colour(60, 5)
    return total


if __name__ == "__main__":
    print(run(SIZE))
