"""Float arithmetic in a local."""


def floats():
    s = 0.0
    for i in range(150000):
        s = s * 0.5 + i
    return s


print(floats())
