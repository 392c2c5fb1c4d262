"""sys.settrace and sys.setprofile set while frames are under way, and taken away again."""
import sys

events = []


def tracer(frame, event, arg):
    code = frame.f_code
    shown = arg[0].__name__ if event == "exception" else getattr(arg, "__name__", arg)
    events.append("%s:%s+%d%s" % (event, code.co_name, frame.f_lineno - code.co_firstlineno, "" if shown is None else "=%s" % (shown,)))
    return tracer


def show(name, result):
    sys.settrace(None)
    print(name, result, *events)
    events.clear()


def start(depth=1, opcodes=False):
    frame = sys._getframe(depth)
    sys.settrace(tracer)
    while frame and frame.f_code.co_name != "<module>":
        frame.f_trace = tracer
        frame.f_trace_opcodes = opcodes
        frame = frame.f_back
    return 10


# === From a callee: the caller goes on traced, mid-expression too ===
def statement():
    x = 1
    start()
    x = 2
    return x


def expression(x):
    y = (x +
         start(1) +
         x)
    return y


def in_loop():
    t = 0
    for i in range(3):
        t += i
        if i == 1:
            start()
    while t < 5:
        t += 1
    return t


def through_native():
    r = sorted([3, 1, 2], key=lambda v: start(2) if v == 1 else v)
    return r


def handler():
    try:
        start()
        raise ValueError
    except ValueError:
        return "caught"
    finally:
        y = 1


def raising():
    z = start()
    return 1 // (z - 10)


def catching():
    try:
        raising()
    except ZeroDivisionError as e:
        return "zero"


def generates():
    yield 1
    start()
    yield 2
    return 3


def uses_generator():
    out = []
    for v in generates():
        out.append(v)
    return out


class C:
    def __init__(self):
        start()
        self.x = 1

    @property
    def p(self):
        start()
        return 5


def makes():
    c = C()
    return c.x


def reads(c):
    q = c.p
    return q


def deferred(a, b):
    return (a, b, start(), a,
            b)


for f, args in [
    (statement, ()), (expression, (5,)), (in_loop, ()), (through_native, ()), (handler, ()), (catching, ()),
    (uses_generator, ()), (makes, ()), (deferred, (1, 2)),
]:
    for _ in range(2):
        show(f.__name__, f(*args))
c = C()
show("init", None)
show("reads", reads(c))


# === Taken away in the middle, set again ===
def stops():
    start()
    x = 1
    sys.settrace(None)
    x = 2
    start()
    x = 3
    return x


show("stops", stops())


# === A suspended generator meets a tracer ===
def suspended():
    x = yield 1
    y = yield x
    return y


g = suspended()
next(g)


def resumes():
    sys.settrace(tracer)
    r = g.send(5)
    sys.settrace(None)
    return r


show("resumes", resumes())
h = suspended()


def begins():
    sys.settrace(tracer)
    r = next(h), h.send(2)
    h.close()
    sys.settrace(None)
    return r


show("begins", begins())


# === The recursion of a traced function, and errors through traced frames ===
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


sys.settrace(tracer)
r = fact(3)
show("fact", r)


def bottom(n):
    if n == 0:
        raise KeyError("bottom")
    try:
        bottom(n - 1)
    finally:
        pass


sys.settrace(tracer)
try:
    bottom(2)
except KeyError:
    pass
show("bottom", None)


# === Profiling set inside ===
def profiled():
    def profiler(frame, event, arg):
        events.append("%s:%s%s" % (event, frame.f_code.co_name, "" if arg is None else "=%s" % getattr(arg, "__name__", arg)))

    def inner():
        sys.setprofile(profiler)
        return len([1, 2])

    r = inner() + fact(2)
    try:
        [].pop()
    except IndexError:
        r += abs(-1)
    "{}".format(str(1)).join(["a"])
    sys.setprofile(None)
    return r


show("profiled", profiled())
show("again", profiled())
