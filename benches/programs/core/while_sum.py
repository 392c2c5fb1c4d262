"""Integers in a loop with a branch."""


def while_sum():
    i = 0
    s = 0
    while i < 200000:
        if i & 3 == 0:
            s = s + i
        i = i + 1
    return s


print(while_sum())
