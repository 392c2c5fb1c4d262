"""Exceptions raised and caught in one function."""


def exceptions():
    n = 0
    for i in range(20000):
        try:
            if i & 1:
                raise ValueError(i)
        except ValueError:
            n += 1
    return n


print(exceptions())
