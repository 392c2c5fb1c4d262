"""sys.monitoring: what its functions accept and refuse."""
import sys

M = sys.monitoring
E = M.events


def e(f):
    try:
        print(repr(f()))
    except Exception as error:
        print(type(error).__name__, error)


print([name for name in dir(M) if not name.startswith("__")], vars(E), type(M.DISABLE), M.MISSING is not M.DISABLE)
for tool in (-1, 8, 6, 7, 2**70, "x"):
    e(lambda: M.use_tool_id(tool, "a"))
    e(lambda: M.get_tool(tool))
    e(lambda: M.get_events(tool))
e(lambda: M.use_tool_id(2, 5))
e(lambda: M.use_tool_id(2))
e(lambda: M.get_events(3))
e(lambda: M.set_events(3, 1))
M.use_tool_id(3, "t")
for events in (-1, 2**18, 2**19 - 1, 2**19, 2**17, 2**16, E.C_RETURN | E.CALL, E.CALL | E.C_RETURN | E.C_RAISE, 0):
    e(lambda: M.set_events(3, events))
    e(lambda: bin(M.get_events(3)))


def f():
    pass


for code in (3, f, f.__code__):
    for events in (-1, E.RAISE, E.C_RAISE, 2**30, E.BRANCH | E.LINE, 0):
        e(lambda: M.set_local_events(3, code, events))
        e(lambda: bin(M.get_local_events(3, code)))
e(lambda: M.set_local_events(2, f.__code__, 1))
e(lambda: M.get_local_events(2, f.__code__))
for event in (3, 0, 2**19, 2**18, 1):
    e(lambda: M.register_callback(3, event, len))
    e(lambda: M.register_callback(3, event, None))
e(lambda: M.register_callback(2, 1, len))
e(lambda: M.register_callback(2, 1, None))
e(lambda: M.register_callback(8, 1, None))
M.set_events(3, E.RAISE | E.PY_START)
e(M._all_events)
e(lambda: M.clear_tool_id(3))
e(M._all_events)
e(lambda: (M.clear_tool_id(2), M.free_tool_id(2), M.free_tool_id(3), M.get_tool(3), M.restart_events()))


# === INSTRUCTION events, MISSING, and what non-local events do with DISABLE ===
M.use_tool_id(3, "t")
seen = []
M.register_callback(3, E.INSTRUCTION, lambda code, offset: seen.append(offset))
M.set_local_events(3, f.__code__, E.INSTRUCTION)
f()
print(seen)
M.set_local_events(3, f.__code__, 0)


def called():
    f()
    len("a")
    int()
    max(*[1, 2])


calls = []
M.register_callback(3, E.CALL, lambda code, offset, function, first: calls.append((function.__name__, first if first is not M.MISSING else "MISSING")))
M.register_callback(3, E.C_RETURN, lambda code, offset, function, first: calls.append(("end", function.__name__)))
M.set_local_events(3, called.__code__, E.CALL | E.C_RETURN | E.C_RAISE)
called()
print(calls)
M.set_local_events(3, called.__code__, 0)


def raises():
    try:
        raise KeyError
    except KeyError:
        pass


M.register_callback(3, E.RAISE, lambda *args: M.DISABLE)
M.set_events(3, E.RAISE)
e(raises)
e(lambda: M.register_callback(3, E.RAISE, None))
M.set_events(3, 0)
M.free_tool_id(3)
