"""Floating-point loops: the Mandelbrot set, numerical integration, Newton's method, sums with compensation, and
mixing integers with floats."""

SIZE = 24
CHECKSUM = 4422.749038


def mandelbrot(size, limit):
    inside = 0
    for row in range(size):
        y0 = row * 2.0 / size - 1.0
        for column in range(size):
            x0 = column * 3.0 / size - 2.0
            x = y = 0.0
            for _ in range(limit):
                xx = x * x
                yy = y * y
                if xx + yy > 4.0:
                    break
                y = 2.0 * x * y + y0
                x = xx - yy + x0
            else:
                inside += 1
    return inside


def integrate(n):
    step = 1.0 / n
    total = 0.0
    for i in range(n):
        x = (i + 0.5) * step
        total += 4.0 / (1.0 + x * x)
    return total * step


def root(value):
    guess = value
    while abs(guess * guess - value) > 1e-9:
        guess = (guess + value / guess) / 2
    return guess


def compensated(n):
    total = carry = 0.0
    for i in range(1, n):
        term = 1 / i - carry
        after = total + term
        carry = (after - total) - term
        total = after
    return total


def run(size):
    total = float(mandelbrot(size, 40))
    total += integrate(size * 100)
    total += compensated(size * 60)
    for n in range(1, size * 10):
        total += root(float(n)) + n // 2 * 0.125
    return round(total, 6)


if __name__ == "__main__":
    print(run(SIZE))
