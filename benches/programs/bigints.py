"""Integers beyond the machine's words: factorials, Fibonacci numbers, modular powers, digits of pi by a spigot, and
conversion to and from decimal."""

SIZE = 60
CHECKSUM = 6607


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def pi_digits(count):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    digits = []
    while len(digits) < count:
        if 4 * q + r - t < m * t:
            digits.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return digits


def run(size):
    total = 0
    for n in range(size, size + 6):
        total += len(str(factorial(n * 2)))
        total += fibonacci(n * 10).bit_length()
        total += pow(3, factorial(20) + n, 2 ** 89 - 1) & 255
        total += (factorial(n) >> n) & 63
        total += int(str(n) * 20) % 97
    total += sum(pi_digits(size * 2))
    mersenne = 2 ** 61 - 1
    value = 12345678901234567890
    for _ in range(size * 10):
        value = (value * value + 1) % (mersenne * 4 + 3)
    return total + value % 1000


if __name__ == "__main__":
    print(run(SIZE))
