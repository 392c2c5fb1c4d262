"""Opcode events: the instruction offsets that tracing shows."""
import sys

events = []


def tracer(frame, event, arg):
    frame.f_trace_opcodes = True
    if event == "opcode":
        events.append(frame.f_lasti)
    elif event == "line":
        events.append("line %d" % (frame.f_lineno - frame.f_code.co_firstlineno))
    else:
        events.append(event)
    return tracer


def trace(f, *args):
    events.clear()
    sys.settrace(tracer)
    try:
        r = f(*args)
    except Exception as e:
        r = type(e).__name__
    sys.settrace(None)
    print(f.__name__, r, events[: events.index("return") + 1] if "return" in events else events)


# === Functions ===
def add(a, b):
    return a + b


def loop(n):
    t = 0
    for i in range(n):
        t += i
    return t


def branch(x):
    if x:
        y = 1
    else:
        y = 2
    return y


def attributes(o):
    o.x = 1
    return o.x


def raises():
    try:
        1 // 0
    except ZeroDivisionError:
        return "caught"


class O:
    pass


trace(add, 1, 2)
trace(loop, 2)
trace(branch, 1)
trace(branch, 0)
trace(attributes, O())
trace(raises)

# === Warm code shows the same offsets ===
for _ in range(200):
    add(1, 2)
    loop(3)
    branch(0)
trace(add, 1, 2)
trace(loop, 2)
trace(branch, 0)

# === Opcodes without lines ===
def no_lines(frame, event, arg):
    frame.f_trace_opcodes = True
    frame.f_trace_lines = False
    events.append((event, frame.f_lasti))
    return no_lines


events.clear()
sys.settrace(no_lines)
add(3, 4)
sys.settrace(None)
print(events)

# === f_lasti at calls and in suspended generators ===
def lasti():
    return sys._getframe().f_lasti, sys._getframe().f_lasti


print(lasti())


def gen():
    yield 1
    yield 2


g = gen()
print(g.gi_frame.f_lasti, next(g), g.gi_frame.f_lasti, next(g), g.gi_frame.f_lasti)
try:
    raises() + 1
except TypeError as e:
    print(e.__traceback__.tb_lasti > 0)
