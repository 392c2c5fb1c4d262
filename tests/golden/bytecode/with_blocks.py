with a as b, c:
    d
def f():
    with a:
        return b
