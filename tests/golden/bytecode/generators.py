def f():
    x = yield
    y = yield from x
    return y
