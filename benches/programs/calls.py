"""Calls of plain functions in every shape the language has: positional, keyword, default, keyword-only, packed and
unpacked arguments, builtins, and functions given as values. Hardly any other work."""

SIZE = 6000
CHECKSUM = 216377991


def nothing():
    return 1


def two(a, b):
    return a - b


def defaults(a, b=3, c=4):
    return a + b * c


def keyword_only(a, *, scale=2):
    return a * scale


def positional_only(a, b, /):
    return a ^ b


def packed(*items):
    return len(items)


def named(**options):
    return len(options)


def forward(*items, **options):
    return defaults(*items, **options)


def apply(function, value):
    return function(value, 7)


def run(size):
    total = 0
    pair = (9, 4)
    options = {"b": 1, "c": 2}
    for i in range(size):
        total += nothing()
        total += two(i, 3)
        total += two(b=i, a=total & 7)
        total += defaults(i)
        total += defaults(i, 5)
        total += defaults(i, c=6)
        total += keyword_only(i, scale=3)
        total += positional_only(i, 5)
        total += packed(i, i, i)
        total += named(x=i, y=i)
        total += forward(i, c=2)
        total += two(*pair)
        total += defaults(i, **options)
        total += apply(two, i)
        total += abs(-i) + max(i, 3) + len("abc")
        total += int("12") if isinstance(i, str) else 1
    return total


if __name__ == "__main__":
    print(run(SIZE))
