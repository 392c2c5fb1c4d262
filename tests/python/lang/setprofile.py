"""sys.setprofile: calls and returns of Python and builtin functions."""
import sys

events = []


def profiler(frame, event, arg):
    if event.startswith("c_"):
        events.append("%s:%s" % (event, arg.__name__))
    else:
        events.append("%s:%s" % (event, frame.f_code.co_name) + ("" if event == "call" or arg is None else "=%s" % (arg,)))


def profile(f, *args):
    events.clear()
    sys.setprofile(profiler)
    try:
        f(*args)
    except Exception as e:
        events.append("raised " + type(e).__name__)
    sys.setprofile(None)
    print(f.__name__, [e for e in events if "setprofile" not in e])


# === Python and builtin calls ===
def callee(x):
    return x


def simple():
    callee(1)
    len([])
    [].append(1)
    "a".upper()
    max(1, 2)
    return callee(2)


profile(simple)

# === Exceptions ===
def raises():
    raise ValueError


def c_raises():
    try:
        int("x")
    except ValueError:
        pass
    try:
        [].pop()
    except IndexError:
        pass
    try:
        raises()
    except ValueError:
        pass


profile(c_raises)
profile(raises)

# === Generators, comprehensions, classes, callbacks ===
def gen():
    yield 1
    yield 2


def uses():
    for x in gen():
        callee(x)
    list(gen())
    [callee(i) for i in range(2)]
    sorted([2, 1], key=callee)
    list(map(callee, [1]))


class C:
    def __init__(self):
        self.x = 1

    def m(self):
        return self.x

    @property
    def p(self):
        return 5

    def __add__(self, other):
        return 6

    def __len__(self):
        return 3


def classes():
    c = C()
    c.m()
    c.p
    c + 1
    len(c)
    C.m(c)
    isinstance(c, C)
    type(c)
    str(5)
    int("5")


profile(uses)
profile(classes)

# === Recursion and yield from ===
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


def delegates():
    def g():
        yield from gen()
    list(g())


profile(fact, 4)
profile(delegates)

# === The profiler's own calls are not profiled; get and remove ===
def calling(frame, event, arg):
    callee(0)
    events.append(event)


events.clear()
sys.setprofile(calling)
callee(1)
print(sys.getprofile() is calling)
sys.setprofile(None)
print(events, sys.getprofile())


def failing(frame, event, arg):
    raise RuntimeError("profiler failed")


sys.setprofile(failing)
try:
    callee(1)
except RuntimeError as e:
    print(e)
print(sys.getprofile())

# === A warm loop profiled in the middle ===
def hot():
    for i in range(100):
        callee(i)
        if i == 97:
            sys.setprofile(profiler)
    sys.setprofile(None)


events.clear()
hot()
print(events)

# === Together with a tracer ===
def tracer(frame, event, arg):
    events.append("trace " + event)
    return tracer


events.clear()
sys.settrace(tracer)
sys.setprofile(profiler)
callee(1)
sys.setprofile(None)
sys.settrace(None)
print(events)
