"""Functions, lambdas, closures, generators."""


def plain(a, b=1, /, c=2, *args, d, e=3, **kwargs):
    """A docstring
        that is indented.
    """
    return a + b, c, args, d, e, kwargs


def outer(x):
    y = x

    def inner():
        nonlocal y
        y += 1
        return lambda z, *, w=y: x + y + z + w

    return inner


@decorator
@other.decorator(1)
def decorated(): pass;


def generator(n):
    received = yield
    for i in range(n):
        got = yield i, received
        if got: return got
    yield from generator(n - 1)


def early(a):
    global counter
    counter += 1
    while True:
        if a > 1: break
        elif not a: continue
        else: return None
    else:
        return 1
    del a
    print(a)


def big_call(f, a, k):
    f(*a, 1, *a, x=1, **k, y=2)
    f.method(a, key=1)
    f.method(*a)
    super().x
    return f(a)(k)[a:k][1:2][::k]


def inlined(xs):
    return all(x for x in xs), any(x > 1 for x in xs), tuple(x for x in xs), sum(x for x in xs)
