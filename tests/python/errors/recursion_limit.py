"""The program ends in a RecursionError."""


def forever(n):
    return forever(n + 1)


forever(0)
