def f(xs):
    a = [x * 2 for x in xs if x]
    b = {x: y for x in xs for y in x}
    c = {x for x in a}
    d = (x for x in b)
    return any(x for x in c), tuple(x for x in d)
