"""sys.monitoring: at which instruction each event is reported, for exceptions, generators and loops."""
import sys

M = sys.monitoring
E = M.events
TOOL = 3
NAMES = {value: name for name, value in vars(E).items() if name[0] != "_" and value}
log = []
M.use_tool_id(TOOL, "offsets")


def watch(events, function):
    for event in events:
        def callback(code, offset, *_, event=event):
            if code.co_name not in ("<module>", "watch"):
                log.append((NAMES[event], code.co_name, offset))
        M.register_callback(TOOL, event, callback)
    M.set_events(TOOL, sum(events))
    try:
        function()
    except Exception as e:
        log.append(repr(e))
    M.set_events(TOOL, 0)
    for entry in log:
        print("   ", entry)
    log.clear()


FLOW = [E.RAISE, E.PY_UNWIND, E.PY_THROW, E.RERAISE, E.EXCEPTION_HANDLED, E.STOP_ITERATION]
GENERATORS = [E.PY_RESUME, E.PY_YIELD, E.PY_START, E.PY_RETURN]


# === Generators ===
def numbers():
    x = yield 1
    yield x
    return 3


def delegating():
    yield from numbers()


class Awaitable:
    def __await__(self):
        yield 1
        return 5


async def coroutine():
    await Awaitable()


def sending():
    generator = numbers()
    next(generator)
    generator.send(5)
    next(generator, None)


def looping():
    for _ in numbers():
        pass


def looping_deeper():
    for _ in delegating():
        pass


def awaiting():
    c = coroutine()
    c.send(None)
    try:
        c.send(None)
    except StopIteration:
        pass


def throwing_first():
    try:
        numbers().throw(KeyError)
    except KeyError:
        pass


def throwing():
    generator = numbers()
    next(generator)
    try:
        generator.throw(KeyError)
    except KeyError:
        pass


def throwing_deeper():
    generator = delegating()
    next(generator)
    try:
        generator.throw(KeyError)
    except KeyError:
        pass


for scene in sending, looping, looping_deeper, awaiting, throwing_first, throwing, throwing_deeper:
    print(scene.__name__)
    watch([E.INSTRUCTION], scene)
    watch(FLOW + GENERATORS, scene)


# === What raises ===
def divides():
    try:
        1 / 0
    finally:
        x = 1


def converts():
    try:
        try:
            [][5]
        except ValueError:
            pass
    except IndexError as e:
        raise KeyError from e


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def leaves():
    with Manager() as m:
        m.nope


def name():
    nope


def native():
    int("x")


def keyed():
    max([], key=lambda q: q)


def stores():
    name.x.y = 3


def asserts():
    assert 0


class Ending:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


def ends():
    for _ in Ending():
        pass


def comprehends():
    return [1 / 0 for _ in (1, 2)]


def unpacks():
    a, b = 1, 2, 3


def raises():
    raise ValueError("q")


def calls():
    raises()


def spreads():
    print(*1)


def spreads_keywords():
    print(**1)


class Made:
    def __init__(self):
        raise ValueError("init")


def makes():
    Made()


scenes = [divides, converts, leaves, name, native, keyed, stores, asserts, ends, comprehends, unpacks, raises, calls]
for scene in scenes + [spreads, spreads_keywords, makes]:
    print(scene.__name__)
    watch(FLOW, scene)


# === A native call that ends when nobody listens any more is never told ===
def listens(*names):
    events = 0
    for event in names:
        M.register_callback(TOOL, event, lambda code, offset, f, *_: log.append(getattr(f, "__name__", None)))
        events |= event
    M.set_events(TOOL, events)
    len("abc")
    M.set_events(TOOL, 0)


listens(E.CALL)
listens(E.CALL, E.C_RETURN, E.C_RAISE)
print(log)


# === Calls of special methods, and calls by argument lists whose callee raises ===
def tell(code, offset, *arguments):
    told.append((code.co_name, *[type(argument).__name__ for argument in arguments]))


def special(value):
    return value.__len__(), value.__iter__(), value.__repr__


def raising(*arguments):
    raise KeyError(*arguments)


def by_list(arguments):
    try:
        raising(*arguments)
    except KeyError:
        pass


def raised(code, offset, error):
    told.append((code.co_name, offset, type(error).__name__))


for events in (M.events.CALL, M.events.CALL | M.events.RAISE, M.events.RAISE):
    told = []
    M.use_tool_id(4, "specials")
    M.register_callback(4, M.events.CALL, tell)
    M.register_callback(4, M.events.RAISE, raised)
    M.set_events(4, events)
    special([1])
    by_list([1])
    M.set_events(4, 0)
    M.free_tool_id(4)
    print(told)
