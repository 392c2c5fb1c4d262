"""Loops over small integers: sums, divisions, remainders, shifts, bit operations, comparisons, a linear congruential
generator, greatest common divisors and Collatz sequences."""

SIZE = 6000
CHECKSUM = 10583042


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def collatz(n):
    steps = 0
    while n != 1:
        if n & 1:
            n = 3 * n + 1
        else:
            n >>= 1
        steps += 1
    return steps


def run(size):
    total = 0
    state = 42
    i = 0
    while i < size:
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        total += state >> 20
        total ^= i << 2
        total += (state // 7) % 11 - (i | 1)
        if state % 3 == 0 and i > 10 or i == 5:
            total += 1
        i += 1
    for i in range(size // 10):
        total += gcd(state & 0xFFFF, i + 1)
    for i in range(1, size // 60):
        total += collatz(i)
    low, high = -50, 50
    for i in range(size):
        value = i * 13 % 101 - 50
        if low < value < high:
            total += value
        total = -total if total < 0 else total
    return total


if __name__ == "__main__":
    print(run(SIZE))
