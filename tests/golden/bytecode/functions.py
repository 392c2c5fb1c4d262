def f(a, /, b=1, *c, d, e=2, **g) -> int:
    nonlocal_ = a
    def inner():
        nonlocal b
        b = nonlocal_
        return lambda x: x + b
    return inner
