"""Jumps: assigning frame.f_lineno from a tracer."""
import sys


def jumping(function, source, target, event="line", args=()):
    """Runs `function`; on the event at line offset `source`, jumps to offset `target` (once)."""
    done = []

    def tracer(frame, e, arg):
        if frame.f_code is function.__code__:
            offset = frame.f_lineno - frame.f_code.co_firstlineno
            if e == event and offset == source and not done:
                done.append(1)
                frame.f_lineno = frame.f_code.co_firstlineno + target
        return tracer

    out = []
    sys.settrace(tracer)
    try:
        function(out, *args)
    except Exception as e:
        out.append("%s: %s" % (type(e).__name__, e))
    finally:
        sys.settrace(None)
    print(function.__name__, source, target, event, out)


# === Within straight code ===
def straight(out):
    out.append(1)
    out.append(2)
    out.append(3)
    out.append(4)


jumping(straight, 2, 4)
jumping(straight, 4, 2)
jumping(straight, 2, 1)
jumping(straight, 1, 1)
jumping(straight, 2, 0)
jumping(straight, 2, 50)
jumping(straight, 2, -5)


# === Into and out of blocks ===
def loops(out):
    out.append(1)
    for i in [1, 2]:
        out.append(i * 10)
        out.append(i * 100)
    out.append(5)
    while len(out) < 8:
        out.append(7)
    out.append(8)


jumping(loops, 1, 3)
jumping(loops, 3, 5)
jumping(loops, 4, 3)
jumping(loops, 5, 7)
jumping(loops, 7, 8)
jumping(loops, 5, 2)
jumping(loops, 8, 5)


def tries(out):
    try:
        out.append(2)
        1 // 0
        out.append(4)
    except ZeroDivisionError:
        out.append(6)
    finally:
        out.append(8)
    out.append(9)


jumping(tries, 3, 4)
jumping(tries, 2, 9)
jumping(tries, 2, 6)
jumping(tries, 6, 9)
jumping(tries, 9, 2)
jumping(tries, 8, 9)
jumping(tries, 2, 8)


class M:
    def __init__(self, out):
        self.out = out

    def __enter__(self):
        self.out.append("enter")

    def __exit__(self, *a):
        self.out.append("exit")


def withs(out):
    out.append(1)
    with M(out):
        out.append(3)
        out.append(4)
    out.append(5)


jumping(withs, 1, 3)
jumping(withs, 3, 5)
jumping(withs, 3, 4)
jumping(withs, 5, 3)


def nested(out):
    for i in [1, 2]:
        for j in [3, 4]:
            out.append((i, j))
        out.append(i)
    out.append("end")


jumping(nested, 3, 4)
jumping(nested, 4, 3)
jumping(nested, 5, 2)
jumping(nested, 3, 5)

# === Variables that a jump leaves unbound ===
def unbound(out):
    x = 1
    y = 2
    out.append(y)
    out.append(x)


class Sink:
    text = ""

    def write(self, s):
        self.text += s


stderr, sys.stderr = sys.stderr, Sink()
jumping(unbound, 1, 3)
jumping(unbound, 2, 4)
text, sys.stderr = sys.stderr.text, stderr
print([line.split("Warning: ")[1] for line in text.splitlines() if "Warning: " in line])


# === Where a jump is refused ===
jumping(straight, 0, 2, "call")
jumping(straight, 4, 2, "return")
jumping(tries, 3, 4, "exception")


def outside():
    sys._getframe().f_lineno = 1


try:
    outside()
except ValueError as e:
    print(e)


def value(out):
    def tracer(frame, event, arg):
        for bad in (1.5, "x", 2**100, None):
            try:
                frame.f_lineno = bad
            except Exception as e:
                out.append("%s: %s" % (type(e).__name__, e))
        try:
            del frame.f_lineno
        except Exception as e:
            out.append("%s: %s" % (type(e).__name__, e))
        return None
    sys.settrace(tracer)
    straight([])
    sys.settrace(None)
    return out


print(value([]))


# === In a generator ===
def gen(out):
    def g():
        out.append("a")
        yield 1
        out.append("b")
        yield 2
    inner.append(g.__code__)
    out.extend(g())


inner = []


def gen_tracer(frame, event, arg):
    if inner and frame.f_code is inner[0] and event == "line" and frame.f_lineno - frame.f_code.co_firstlineno == 3 and not jumped:
        jumped.append(1)
        frame.f_lineno = frame.f_code.co_firstlineno + 1
    return gen_tracer


jumped, out = [], []
sys.settrace(gen_tracer)
gen(out)
sys.settrace(None)
print(out)
