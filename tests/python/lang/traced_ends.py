"""What tracers and monitoring tools are told when iterators end, and in which order."""
import sys

events = []


def gen(n):
    for i in range(n):
        yield i


def consumers():
    any(gen(3))
    all(gen(3))
    any(x > 5 for x in range(3))
    all(x < 5 for x in range(3))
    any(x > 1 for x in range(3))
    sum(gen(2))
    list(gen(2))
    a, b = gen(2)
    [*gen(2)]
    print(*gen(0))
    for x in gen(2):
        pass
    for x in map(abs, gen(2)):
        pass


def sub():
    got = yield 1
    yield got
    return 5


def delegating():
    got = yield from sub()
    yield got
    return (yield from [1, 2])


class Items:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n <= 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


class Waiting:
    def __await__(self):
        got = yield "wait"
        return got


async def agen(n):
    for i in range(n):
        await Waiting()
        yield i


async def loops(n):
    out = []
    async for x in Items(n):
        out.append(x)
    async for x in agen(n):
        out.append(x)
    out += [x async for x in agen(n) if x]
    return await Waiting()


def work():
    for _ in range(2):
        consumers()
        for x in delegating():
            pass
    for n in range(3):
        steps = loops(n)
        try:
            while True:
                steps.send(None)
        except StopIteration:
            pass


def told(frame, event, argument):
    code = frame.f_code
    if event == "exception":
        argument = argument[0].__name__
    elif event in ("return", "call", "line", "opcode"):
        argument = None
    else:
        argument = argument.__name__
    line = frame.f_lineno and frame.f_lineno - code.co_firstlineno
    events.append((code.co_name, event, line, frame.f_lasti, argument))
    frame.f_trace_opcodes = opcodes
    return told


def show(title):
    print("=====", title, len(events))
    for event in events:
        print(*event)
    events.clear()


# === settrace, without and with opcodes ===
for opcodes in False, True:
    sys.settrace(told)
    work()
    sys.settrace(None)
    show("trace %s" % opcodes)

# === setprofile ===
sys.setprofile(told)
work()
sys.setprofile(None)
show("profile")

# === sys.monitoring: all events; lines alone; what is known of loops alone ===
M, E = sys.monitoring, sys.monitoring.events
M.use_tool_id(2, "told")


def watch(wanted):
    def noted(name):
        def note(code, *arguments):
            shown = [a if isinstance(a, int) else type(a).__name__ for a in arguments]
            if name == "LINE":
                shown = [shown[0] - code.co_firstlineno]
            events.append((name, code.co_name, *shown))
        return note

    total = 0
    for name in wanted:
        M.register_callback(2, getattr(E, name), noted(name))
        total |= getattr(E, name) if name not in ("C_RETURN", "C_RAISE") else 0
    M.set_events(2, total)
    work()
    M.set_events(2, 0)
    for name in wanted:
        M.register_callback(2, getattr(E, name), None)
    show(" ".join(wanted)[:40])


watch([name for name in vars(E) if name.isupper() and name not in ("NO_EVENTS", "BRANCH", "INSTRUCTION")])
watch(["LINE"])
watch(["LINE", "PY_START"])
watch(["LINE", "PY_RESUME", "PY_YIELD"])
watch(["BRANCH_LEFT", "BRANCH_RIGHT", "STOP_ITERATION"])
