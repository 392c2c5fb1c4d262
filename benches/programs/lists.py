"""Lists and tuples: indexing, storing, slicing, appending, inserting, deleting, reversing, unpacking, nested lists
(matrix multiplication) and a sieve."""

SIZE = 2500
CHECKSUM = 4244347


def multiply(a, b):
    rows = len(a)
    columns = len(b[0])
    result = []
    for i in range(rows):
        row = []
        left = a[i]
        for j in range(columns):
            total = 0
            for k in range(len(b)):
                total += left[k] * b[k][j]
            row.append(total)
        result.append(row)
    return result


def sieve(n):
    flags = [True] * n
    flags[0] = flags[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [False] * len(range(i * i, n, i))
    return [i for i, flag in enumerate(flags) if flag]


def run(size):
    numbers = list(range(size))
    total = 0
    for i in range(1, size):
        numbers[i] = numbers[i - 1] + (i & 3)
    for i in range(0, size - 4, 3):
        a, b, *rest = numbers[i:i + 4]
        total += b - a + len(rest)
        numbers[i], numbers[i + 1] = numbers[i + 1], numbers[i]
    queue = []
    for i in range(size):
        queue.append((i, -i))
        if i & 7 == 7:
            first, second = queue.pop(0)
            total += first + second
            queue.insert(2, (1, 2))
    total += len(queue) + queue.count((1, 2))
    for left, right in zip(numbers, reversed(numbers)):
        total += left > right
    matrix = [[(i * j) % 7 for j in range(14)] for i in range(14)]
    for _ in range(2):
        matrix = multiply(matrix, matrix)
    total += sum(sum(row) for row in matrix) % 1000003
    primes = sieve(size * 2)
    total += sum(primes) + (4993 in primes) + primes.index(4999)
    del numbers[::2]
    return total + sum(numbers) + numbers[-1]


if __name__ == "__main__":
    print(run(SIZE))
