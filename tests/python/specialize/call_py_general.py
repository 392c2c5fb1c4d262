"""Calls of Python functions whose arguments do not match their parameters one to one."""


def star(a, *args, k=0, **kw):
    return a, args, k, sorted(kw.items())


def defaults(a, b=2, c=3):
    return a, b, c


def call1(f):
    return f(1)


def call4(f):
    return f(1, 2, 3, 4)


# === Warm: defaults and varargs ===
for _ in range(100):
    assert call1(star) == (1, (), 0, [])
    assert call4(star) == (1, (2, 3, 4), 0, [])
    assert call1(defaults) == (1, 2, 3)

# === The function's shape changes ===
defaults.__defaults__ = ("b", "c")
assert call1(defaults) == (1, "b", "c")
defaults.__defaults__ = ("c",)
try:
    call1(defaults)
except TypeError as e:
    print(e)
try:
    call4(defaults)
except TypeError as e:
    print(e)
defaults.__defaults__ = ("a", "b", "c")
assert call1(defaults) == (1, "b", "c")
assert defaults() == ("a", "b", "c")
star.__kwdefaults__ = {"k": "new k"}
assert call1(star) == (1, (), "new k", [])
star.__code__ = (lambda a, b=5: (a, b)).__code__
star.__defaults__ = (50,)
assert call1(star) == (1, 50)

# === Generators and coroutines at a call site ===
def gen(a):
    yield a


async def coro(a):
    return a


def run(f):
    r = call1(f)
    if hasattr(r, "send"):
        try:
            return type(r).__name__, r.send(None)
        except StopIteration as e:
            return type(r).__name__, e.value
    return r


for _ in range(50):
    assert run(gen) == ("generator", 1)
    assert run(coro) == ("coroutine", 1)
    assert run(lambda a: a) == 1

# === Many arguments ===
names = ["a%d" % i for i in range(300)]
space = {}
exec("def many(%s): return sum([%s])" % (", ".join(names), ", ".join(names)), space)
many = space["many"]
for _ in range(10):
    assert many(*range(300)) == 44850
try:
    many(*range(299))
except TypeError as e:
    print(e)
try:
    many(*range(301))
except TypeError as e:
    print(e)

# === Default objects are shared, not copied ===
def grow(x, seen=[]):
    seen.append(x)
    return seen


def call_grow(x):
    return grow(x)


for i in range(60):
    call_grow(i)
assert grow.__defaults__[0] == list(range(60))
grow.__defaults__ = ([],)
assert call_grow("fresh") == ["fresh"]
print(grow.__defaults__)


# === The rest of the arguments, and calls that spread ===
def rest(a, *more):
    return a, more


def only(*more):
    return more


def deco(f):
    def w(*args):
        return f(*args)

    return w


def deco_all(f):
    def w(*args, **kwargs):
        return f(*args, **kwargs)

    return w


@deco
def two(a, b=5):
    return a, b


@deco_all
def three(a, b, *, c=1):
    return a, b, c


class V:
    def m(self, *args):
        return type(self).__name__, args

    def all(*args):
        return len(args)

    @staticmethod
    def s(*args):
        return args


def failing(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except TypeError as e:
        return str(e)


v = V()
for _ in range(12):
    out = [
        rest(1), rest(1, 2), rest(1, 2, 3), only(), only(1), two(1), two(1, 2), three(1, 2), three(1, b=2, c=3),
        v.m(), v.m(1, 2), v.all(), v.all(1), v.s(), v.s(1), V.s(2), V.all(), V.m(v, 1), (lambda *a: a)(*[1, 2]), only(*(), *[3]),
    ]
print(out)
for f, args in ((rest, ()), (two, ()), (two, (1, 2, 3)), (three, (1,)), (V.m, ())):
    print([failing(f, *args) for _ in range(3)])
shape = rest
for new in (only, two, rest, V.m, max):
    print([failing(new, 7, 8) for _ in range(3)])


def changes(*a):
    return f(*a)


def f(a):
    return a


print(changes(1), changes(2))
f.__code__ = (lambda a, b=2: (a, b)).__code__
print(failing(changes, 1), failing(changes, 1, 3))
f.__defaults__ = (9,)
print(changes(1), changes(1, 3))
