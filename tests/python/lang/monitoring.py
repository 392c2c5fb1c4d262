"""sys.monitoring: events, local events, DISABLE, tools."""
import sys

M = sys.monitoring
E = M.events
TOOL = 3
log = []


def error(f):
    try:
        print("no error:", repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# === Tools ===
print(M.get_tool(TOOL))
M.use_tool_id(TOOL, "fixture")
print(M.get_tool(TOOL), M.get_events(TOOL), E.NO_EVENTS, E.LINE, E.CALL, E.PY_START, E.PY_RETURN, E.RAISE)
error(lambda: M.use_tool_id(TOOL, "again"))
error(lambda: M.use_tool_id(9, "x"))
error(lambda: M.use_tool_id(2, 5))
error(lambda: M.set_events(2, E.LINE))
error(lambda: M.set_events(TOOL, 2**40))
error(lambda: M.set_events(TOOL, E.C_RETURN))


def show(name, code, *rest):
    shown = [r.__name__ if callable(r) else r for r in rest if isinstance(r, (int, str, type(None))) or callable(r)]
    if code.co_name != "<module>":
        log.append((name, code.co_name) + tuple(s for s in shown if not isinstance(s, int) or name in ("line", "return")))


def register(events):
    table = {
        "start": E.PY_START,
        "resume": E.PY_RESUME,
        "return": E.PY_RETURN,
        "yield": E.PY_YIELD,
        "call": E.CALL,
        "line": E.LINE,
        "raise": E.RAISE,
        "reraise": E.RERAISE,
        "handled": E.EXCEPTION_HANDLED,
        "unwind": E.PY_UNWIND,
        "throw": E.PY_THROW,
        "stop": E.STOP_ITERATION,
        "jump": E.JUMP,
        "left": E.BRANCH_LEFT,
        "right": E.BRANCH_RIGHT,
        "c_return": E.C_RETURN,
        "c_raise": E.C_RAISE,
    }
    for name, event in table.items():
        if name == "line":
            M.register_callback(TOOL, event, lambda code, line: show("line", code, line - code.co_firstlineno))
        else:
            M.register_callback(TOOL, event, lambda code, *rest, name=name: show(name, code, *rest))
    total = 0
    for name in events:
        total |= table[name]
    M.set_events(TOOL, total)


def run(events, f, *args):
    log.clear()
    register(events)
    try:
        r = f(*args)
    except Exception as e:
        r = type(e).__name__
    M.set_events(TOOL, 0)
    print(events, r, [e for e in log if e[1] not in ("run", "register", "<lambda>", "show") and "set_events" not in e])


def callee(x):
    return x + 1


def work(n):
    t = 0
    for i in range(n):
        if i % 2:
            t += callee(i)
    return t


def gen():
    yield 1
    yield 2


def uses():
    return [x for x in gen()]


def raising():
    try:
        int("x")
    except ValueError:
        callee(0)
    raise KeyError


def throwing():
    g = gen()
    next(g)
    try:
        g.throw(OSError)
    except OSError:
        pass
    h = gen()
    next(h)
    h.close()


# === Events of each kind ===
run(["start", "return"], work, 3)
run(["line"], work, 2)
run(["call"], work, 2)
run(["call", "c_return", "c_raise"], raising)
run(["start", "resume", "yield", "return", "stop"], uses)
run(["raise", "reraise", "handled", "unwind"], raising)
run(["throw", "unwind", "raise", "handled"], throwing)
run(["left", "right"], work, 2)
run(["jump"], work, 2)

# === Local events ===
log.clear()
M.set_local_events(TOOL, callee.__code__, E.PY_START | E.LINE)
work(4)
print(log, M.get_local_events(TOOL, callee.__code__), M.get_events(TOOL))
M.set_local_events(TOOL, callee.__code__, 0)
log.clear()
work(4)
print(log)

# === DISABLE and restart ===
counts = {}


def line(code, number):
    key = number - code.co_firstlineno
    counts[key] = counts.get(key, 0) + 1
    return M.DISABLE if key == 3 else None


M.register_callback(TOOL, E.LINE, line)
M.set_local_events(TOOL, work.__code__, E.LINE)
work(10)
print(counts)
counts.clear()
work(10)
print(counts)
M.restart_events()
counts.clear()
work(10)
print(counts)
M.set_local_events(TOOL, work.__code__, 0)

# === A callback that fails ===
def failing(code, offset):
    raise RuntimeError("callback of " + code.co_name)


M.register_callback(TOOL, E.PY_START, failing)
M.set_local_events(TOOL, callee.__code__, E.PY_START)
error(lambda: work(3))
M.set_local_events(TOOL, callee.__code__, 0)
print(M.register_callback(TOOL, E.PY_START, None).__name__)

# === Warm code ===
for _ in range(200):
    work(3)
run(["start", "return", "line"], work, 3)
M.free_tool_id(TOOL)
print(M.get_tool(TOOL), work(3))
