"""Functions: arguments, defaults, recursion, closures, lambdas."""


def add(a, b=10):
    return a + b


def nothing():
    pass


def fact(n):
    if n < 2:
        return 1
    return n * fact(n - 1)


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def rest(a, *args, k=1, **kw):
    return a, args, k, kw


def counter():
    n = 0
    def up():
        nonlocal n
        n += 1
        return n
    return up


print(add(1), add(1, 2), add(b=1, a=2), nothing())
print(fact(10), fact(30), fib(15))
print(rest(1), rest(1, 2, 3, k=4, z=5), rest(*[1, 2], **{"k": 3}))
up = counter()
print(up(), up(), up())
print((lambda x: x * 2)(4), [f(3) for f in (lambda x: x, lambda x: -x)])
total = 0


def change():
    global total
    total = total + 1


for i in range(5):
    change()
print(total)
