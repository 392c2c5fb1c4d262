"""Integers in a loop: an addition and a count."""


def while_small():
    i = 0
    s = 0
    k = 5
    while i < 200000:
        s = k + i
        i = i + 1
    return s


print(while_small())
