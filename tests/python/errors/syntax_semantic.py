"""An error that only the symbol table sees."""
print("never")


def f():
    x = 1
    nonlocal x
