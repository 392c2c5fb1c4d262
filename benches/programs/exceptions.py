"""Exceptions: try blocks that raise nothing, raising and catching near and far, own classes, finally, chaining, with
statements and the errors of builtin operations."""

SIZE = 3000
CHECKSUM = 13498


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Worse(Refused):
    pass


class Guard:
    def __init__(self):
        self.left = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.left += 1
        return kind is ValueError


def quiet(n):
    try:
        return n & 1
    finally:
        n += 1


def deep(depth):
    if depth == 0:
        raise Worse(3)
    return deep(depth - 1)


def translate(mapping, key):
    try:
        return mapping[key]
    except KeyError as error:
        raise Refused(1) from error


def run(size):
    total = 0
    guard = Guard()
    mapping = {n: n & 1 for n in range(16)}
    for i in range(size):
        total += quiet(i)
        try:
            total += translate(mapping, i & 31)
        except Refused as error:
            total += error.code
        try:
            [1, 2][i & 3]
        except IndexError:
            total += 1
        if i % 4 == 0:
            try:
                deep(6)
            except (Worse, KeyError) as error:
                total += error.code
        with guard:
            if i % 3 == 0:
                raise ValueError(i)
        try:
            int("x1")
        except ValueError:
            total += 1
    return total + guard.left


if __name__ == "__main__":
    print(run(SIZE))
