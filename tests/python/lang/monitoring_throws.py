"""sys.monitoring and tracers: exceptions thrown into what has not begun, ends of `async for`, branches beside instructions."""
import sys

monitoring, events = sys.monitoring, sys.monitoring.events
monitoring.use_tool_id(2, "fixture")
log = []


def note(name):
    def callback(code, *arguments):
        log.append((name, code.co_name, *(a if isinstance(a, int) else type(a).__name__ for a in arguments)))

    return callback


for name in ("PY_START", "PY_RESUME", "PY_THROW", "PY_UNWIND", "RAISE", "RERAISE", "EXCEPTION_HANDLED", "BRANCH_LEFT", "BRANCH_RIGHT", "STOP_ITERATION"):
    monitoring.register_callback(2, getattr(events, name), note(name))


def outcome(function):
    try:
        return function()
    except BaseException as error:
        return repr(error)


def monitored(wanted, function):
    monitoring.set_events(2, wanted)
    result = outcome(function)
    monitoring.set_events(2, 0)
    print(result)
    for entry in log:
        if entry[1] not in ("<lambda>", "outcome", "drive", "monitored"):
            print("   ", *entry)
    log.clear()


def traced(function):
    seen = []

    def trace(frame, event, argument):
        seen.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
        return trace

    sys.settrace(trace)
    result = outcome(function)
    sys.settrace(None)
    print(result, [entry for entry in seen if entry[0] not in ("<lambda>", "outcome", "drive")])


def drive(waiting):
    try:
        while True:
            waiting.send(None)
    except BaseException as error:
        return repr(error)


# === What has not begun ===
def generator():
    yield 1


async def coroutine():
    return 1


async def asynchronous():
    yield 1


def delegates():
    yield from generator()


calls = [
    lambda: generator().throw(GeneratorExit),
    lambda: generator().throw(ValueError),
    lambda: generator().close(),
    lambda: coroutine().close(),
    lambda: coroutine().throw(GeneratorExit),
    lambda: drive(asynchronous().aclose()),
    lambda: drive(asynchronous().athrow(GeneratorExit)),
    lambda: asynchronous().aclose().close(),
    lambda: asynchronous().aclose().throw(GeneratorExit),
    lambda: asynchronous().asend(None).throw(GeneratorExit),
    lambda: asynchronous().asend(None).close(),
    lambda: asynchronous().athrow(ValueError).close(),
    lambda: coroutine().__await__().throw(GeneratorExit),
    lambda: coroutine().__await__().close(),
    lambda: delegates().throw(GeneratorExit),
    lambda: delegates().close(),
]
for call in calls:
    monitored(events.PY_START | events.PY_THROW | events.RAISE | events.PY_UNWIND, call)
for call in calls:
    traced(call)


# === How async for ends ===
class Error(Exception):
    pass


class Items:
    def __init__(self, count, error):
        self.count, self.error = count, error

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.count -= 1
        if self.count < 0:
            raise self.error
        return self.count


async def listed(items):
    return [x async for x in items]


async def looped(items):
    async for x in items:
        if x:
            continue


def counted(count):
    total = 0
    for i in range(count):
        if i % 2:
            total += i
        while total > 3:
            total -= 3
    return total


branches = events.BRANCH_LEFT | events.BRANCH_RIGHT
for wanted in branches | events.RAISE | events.EXCEPTION_HANDLED, branches | events.INSTRUCTION, branches | events.LINE, branches:
    print("wanted", wanted)
    for function in listed, looped:
        for error in StopAsyncIteration, Error, StopIteration:
            for count in 0, 2:
                monitored(wanted, lambda: drive(function(Items(count, error))))
    monitored(wanted, lambda: counted(5))
monitoring.free_tool_id(2)
