"""Dictionaries and sets: counting, grouping, lookups that hit and miss, updates, deletion, iteration over keys,
values and items, tuples as keys, and set operations."""

SIZE = 3000
CHECKSUM = 1197676


class Missing:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __hash__(self):
        return self.n & 15


def run(size):
    counts = {}
    groups = {}
    grid = {}
    for i in range(size):
        key = (i * 7919) % 257
        counts[key] = counts.get(key, 0) + 1
        groups.setdefault(key % 13, []).append(i)
        grid[i % 60, i % 50] = i
        if key in counts and -key not in counts:
            counts[key] += 1
    total = 0
    for key, value in counts.items():
        total += key * value
    for values in groups.values():
        total += len(values) + values[0]
    for x, y in grid:
        total += x ^ y
    words = {"w" + str(i): i for i in range(size // 4)}
    for i in range(size // 2):
        total += words.get("w" + str(i), 1)
    copy = dict(words)
    copy.update(counts)
    for i in range(size // 8):
        del copy["w" + str(i)]
        total += copy.pop("missing", 2)
    total += len(copy)
    seen = set()
    for i in range(size):
        seen.add(i * i % 1009)
    odd = {value for value in seen if value & 1}
    total += len(seen & odd) + len(seen - odd) + len(seen | {-1}) + sum(odd)
    own = {Missing(i): i for i in range(size // 40)}
    for i in range(size // 20):
        total += own.get(Missing(i), 0)
    return total


if __name__ == "__main__":
    print(run(SIZE))
