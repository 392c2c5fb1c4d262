"""Calls of Python functions with exact positional arguments; everything a function's owner may change."""


def add(a, b):
    return a + b


def call(f, x, y):
    return f(x, y)


def warm(f, x, y):
    for _ in range(100):
        call(f, x, y)
    return call(f, x, y)


# === Another function of the same code, and of other code ===
assert warm(add, 1, 2) == 3
assert call(lambda a, b: a - b, 1, 2) == -1


def maker(k):
    def inner(a, b):
        return a + b + k
    return inner


for k in range(100):
    assert call(maker(k), 1, 2) == 3 + k

# === __code__ assigned ===
assert warm(add, 1, 2) == 3
add.__code__ = (lambda a, b: ("new", a, b)).__code__
assert call(add, 1, 2) == ("new", 1, 2)
add.__code__ = (lambda a: a).__code__
try:
    call(add, 1, 2)
except TypeError as e:
    print(e)
add.__code__ = (lambda a, *rest: (a, rest)).__code__
assert call(add, 1, 2) == (1, (2,))
try:
    add.__code__ = maker(1).__code__
except ValueError as e:
    print(e)
try:
    add.__code__ = 1
except TypeError as e:
    print(e)
inner = maker(5)
assert warm(inner, 1, 2) == 8


def maker2(j):
    def inner(x, y):
        return (j, y, x)
    return inner


inner.__code__ = maker2(0).__code__
assert call(inner, 1, 2) == (5, 2, 1)

# === __defaults__ assigned, then fewer arguments ===
def three(a, b, c=10):
    return a, b, c


assert warm(three, 1, 2) == (1, 2, 10)
three.__defaults__ = (20,)
assert call(three, 1, 2) == (1, 2, 20)
three.__defaults__ = (1, 2, 3)
assert three() == (1, 2, 3)
three.__defaults__ = None
try:
    call(three, 1, 2)
except TypeError as e:
    print(e)
del three.__defaults__
assert three.__defaults__ is None
three.__kwdefaults__ = {"unused": 1}
assert three(1, 2, 3) == (1, 2, 3)

# === Keyword-only defaults ===
def only(a, *, k=1):
    return a, k


def call_one(f):
    return f(0)


for _ in range(100):
    assert call_one(only) == (0, 1)
only.__kwdefaults__["k"] = 2
assert call_one(only) == (0, 2)
only.__kwdefaults__ = {"k": 3}
assert call_one(only) == (0, 3)
only.__kwdefaults__ = None
try:
    call_one(only)
except TypeError as e:
    print(e)

# === Wrong number of arguments at a warmed site ===
def one(a):
    return a


for f in (one, lambda: 0, lambda a, b, c: 0, lambda a, b, *, k: 0):
    try:
        call(f, 1, 2)
    except TypeError as e:
        print(e)
assert call(max, 1, 2) == 2
assert call(divmod, 7, 2) == (3, 1)

# === The callee is rebound while its arguments are evaluated ===
def target(x):
    return "first", x


def rebind():
    global target
    target = lambda x: ("second", x)
    return "argument"


print(target(rebind()))
print(target(rebind()))

# === A function that changes its own code while it runs ===
def changing(n):
    if n == 30:
        changing.__code__ = (lambda n: "changed").__code__
    return n


def run_changing():
    return [changing(n) for n in range(35)]


print(run_changing())

# === Recursion ===
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


assert fib(15) == 610
old = fib
fib = lambda n: 1
assert old(15) == 2

# === Callable instances of any kind at one site ===
class Callable:
    def __call__(self, x, y):
        return "instance", x, y


class Method:
    def m(self, x, y):
        return "method", x, y

    @staticmethod
    def s(x, y):
        return "static", x, y

    @classmethod
    def c(cls, x, y):
        return "class", x, y


def build(x, y):
    return [x, y]


things = [Callable(), Method().m, Method.s, Method.c, build, complex, min, "{}{}".format]
for _ in range(50):
    results = [call(t, 1, 2) for t in things]
print(results)
Callable.__call__ = lambda self, x, y: "replaced"
print(call(things[0], 1, 2))
del Callable.__call__
try:
    call(things[0], 1, 2)
except TypeError as e:
    print(e)
