"""sys.settrace: the events of every kind of code, with lines relative to the function."""
import sys

events = []


def tracer(frame, event, arg):
    code = frame.f_code
    if code.co_name in ("trace", "<module>"):
        return None
    shown = type(arg[1]).__name__ if event == "exception" else arg
    if callable(shown):
        shown = shown.__name__
    events.append("%s:%s+%d%s" % (event, code.co_name, frame.f_lineno - code.co_firstlineno, "" if shown is None else "=%s" % (shown,)))
    return tracer


def trace(f, *args):
    events.clear()
    sys.settrace(tracer)
    try:
        r = f(*args)
    except Exception as e:
        r = type(e).__name__
    finally:
        sys.settrace(None)
    print(f.__name__, "->", r)
    print("   ", " ".join(events))


# === Straight code, branches, loops ===
def straight(x):
    y = x + 1
    z = (
        y
        + x
    )
    return z


def branches(n):
    if n < 0:
        return "neg"
    elif n == 0:
        s = "zero"
    else:
        s = "pos"
    return s


def loop(n):
    t = 0
    for i in range(n):
        if i == 1:
            continue
        t += i
    else:
        t += 100
    while t > 101:
        t -= 1
        break
    return t


def one_line(n): return n if n else -1


def empty():
    pass


def only_doc():
    """Doc."""


trace(straight, 1)
trace(branches, -1)
trace(branches, 0)
trace(branches, 1)
trace(loop, 3)
trace(loop, 0)
trace(one_line, 0)
trace(empty)
trace(only_doc)

# === Calls, generators, comprehensions, lambdas ===
def callee(x):
    return x * 2


def calls():
    a = callee(1)
    b = (lambda v: v + 1)(a)
    return callee(
        callee(b)
    )


def gen(n):
    for i in range(n):
        got = yield i
    return "done"


def uses_gen():
    out = []
    for v in gen(2):
        out.append(v)
    return out


def delegates():
    def g():
        r = yield from gen(1)
        yield r
    return list(g())


def comps():
    a = [i for i in range(2)]
    b = list(i for i in range(2))
    c = {k: v
         for k, v in [(1, 2)]
         if v}
    return a, b, c


def closes():
    g = gen(5)
    next(g)
    g.close()
    return "closed"


def throws():
    g = gen(5)
    next(g)
    try:
        g.throw(KeyError)
    except KeyError:
        return "thrown"


trace(calls)
trace(uses_gen)
trace(delegates)
trace(comps)
trace(closes)
trace(throws)

# === Exceptions ===
def raises():
    raise ValueError("v")


def passes():
    x = 1
    raises()
    return x


def catches():
    try:
        passes()
    except KeyError:
        pass
    except ValueError as e:
        x = 1
    else:
        x = 2
    finally:
        y = 3
    return y


def reraises():
    try:
        1 // 0
    except ZeroDivisionError:
        raise


def finally_return():
    try:
        return 1
    finally:
        x = 2


def stop_iteration():
    it = iter([1])
    for x in it:
        pass
    return next(it, "default")


def in_builtin():
    try:
        int("x")
    except ValueError:
        return "bad"


trace(catches)
trace(passes)
trace(reraises)
trace(finally_return)
trace(stop_iteration)
trace(in_builtin)

# === with, match, classes, decorators, nested functions ===
class M:
    def __enter__(self):
        return 1

    def __exit__(self, *a):
        return True


def withs():
    with M() as a:
        b = a
    with M():
        raise KeyError
    return b


def matches(x):
    match x:
        case [1, y]:
            return y
        case {"k": v}:
            return v
        case str():
            s = "str"
        case _:
            s = "other"
    return s


def deco(f):
    return f


def definitions():
    @deco
    @deco
    def f(a=1,
          b=2):
        return a

    class C:
        """Doc."""
        x = 1

        def m(self):
            return self.x

    return f() + C().m()


trace(withs)
trace(matches, [1, 5])
trace(matches, {"k": 2})
trace(matches, "s")
trace(matches, 0)
trace(definitions)

# === Coroutines ===
class Wait:
    def __await__(self):
        yield "w"
        return "woken"


async def co():
    a = await Wait()
    return a


def coroutines():
    c = co()
    c.send(None)
    try:
        c.send(None)
    except StopIteration as e:
        return e.value


trace(coroutines)


# === Decisions of the tracer ===
def quiet(frame, event, arg):
    events.append(event + ":" + frame.f_code.co_name)
    return None


def only(f, t):
    events.clear()
    sys.settrace(t)
    try:
        r = f()
    except Exception as e:
        r = repr(e)
    t2 = sys.gettrace()
    sys.settrace(None)
    print(f.__name__, r, t2 is t, [e for e in events if "only" not in e])


only(calls, quiet)


def changes(frame, event, arg):
    events.append(event + ":" + frame.f_code.co_name)
    return other


def other(frame, event, arg):
    events.append("other " + event)
    return other if event != "line" else None


only(calls, changes)


def fails(frame, event, arg):
    if event == "line":
        raise RuntimeError("tracer failed")
    return fails


only(calls, fails)
print(sys.gettrace())
events.clear()


# === Local trace functions: f_trace, f_trace_lines ===
def set_local():
    f = sys._getframe()
    f.f_trace = tracer
    x = 1
    y = 2
    f.f_trace_lines = False
    z = 3
    callee(1)
    f.f_trace_lines = True
    del f.f_trace
    return x


sys.settrace(lambda *a: None)
set_local()
sys.settrace(None)
print(events)

# === Tracing begun and ended inside; a warm loop; nested tracing off while in the tracer ===
def begins():
    x = 1
    sys.settrace(tracer)
    sys._getframe().f_trace = tracer
    x = 2
    callee(x)
    sys.settrace(None)
    callee(x)


events.clear()
begins()
print(events)


def hot():
    t = 0
    for i in range(100):
        t += callee(i)
        if i == 97:
            sys.settrace(tracer)
            sys._getframe().f_trace = tracer
    sys.settrace(None)
    return t


events.clear()
print(hot(), events)


def calling(frame, event, arg):
    events.append(event)
    callee(1)
    return calling


events.clear()
sys.settrace(calling)
callee(2)
sys.settrace(None)
print(events)
try:
    sys.settrace(5)
    callee(1)
except TypeError as e:
    print(e)
finally:
    sys.settrace(None)
