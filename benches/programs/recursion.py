"""Recursion: Fibonacci, Ackermann, the towers of Hanoi and mutual recursion, with small frames and hardly any other
work."""

SIZE = 17
CHECKSUM = 8347


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n, source, target, spare):
    if n == 0:
        return 0
    return hanoi(n - 1, source, spare, target) + 1 + hanoi(n - 1, spare, target, source)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def run(size):
    total = fib(size) + fib(size + 1)
    total += ackermann(2, size)
    total += hanoi(size - 5, "a", "b", "c")
    for n in range(size * 2):
        total += even(n * 4)
    return total


if __name__ == "__main__":
    print(run(SIZE))
