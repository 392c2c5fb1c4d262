"""What programs of `features.py` begin with, and how their scenes are written."""
import random

PRELUDE = '''\
import gc, sys

gc.disable()  # the collector runs between scenes: elsewhere, when it does depends on what modules were imported
LOG = []


def plain(text):
    """Without addresses."""
    first, *rest = text.split(" at 0x")
    return first + "".join(part[part.find(">") :] for part in rest)


def note(*items):
    if len(LOG) < 60:
        LOG.append(plain(" ".join(map(str, items))))
    return items[-1] if items else None


def run(scene, times):
    shown = []
    for turn in range(times):
        try:
            result = plain(repr(scene(turn)))
        except Exception as e:
            result = describe(e)
        if turn < 3 or turn == times - 1:
            shown.append(result[:200])
        if turn > 2:
            LOG.clear()
        elif LOG:
            print("  ", *LOG, sep="; ")
            LOG.clear()
    gc.collect()
    print(scene.__name__, *shown, *LOG, sep=" | ")
    LOG.clear()


def describe(e, depth=0):
    text = "%s(%s)" % (type(e).__name__, plain(str(e)))
    for n in getattr(e, "__notes__", ()):
        text += " +" + n
    if isinstance(e, BaseExceptionGroup) and depth < 3:
        text += "[%s]" % ", ".join(describe(x, depth + 1) for x in e.exceptions)
    if e.__cause__ is not None and depth < 3:
        text += " from " + describe(e.__cause__, depth + 1)
    elif e.__context__ is not None and not e.__suppress_context__ and depth < 3:
        text += " during " + describe(e.__context__, depth + 1)
    return text


class Error(Exception):
    pass


class Other(Error, ValueError):
    def __str__(self):
        return "other%d" % len(self.args)


class Guard:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        note("enter", self.name)
        return self

    def __exit__(self, kind, error, traceback):
        note("exit", self.name, kind and kind.__name__)
        return self.swallow


class Last:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        note("del", self.name)


class Wait:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        got = None
        for i in range(self.n):
            got = yield (i, got)
        return self.n


class AsyncGuard(Guard):
    async def __aenter__(self):
        return self.__enter__()

    async def __aexit__(self, *raised):
        return self.__exit__(*raised)


def drive(awaitable):
    """What an awaitable answers, and how often it waited."""
    steps = awaitable.__await__()
    waits = 0
    try:
        while waits < 30:
            steps.send(None)
            waits += 1
    except StopIteration as stop:
        return stop.value, waits


async def listed(iterator):
    return [x async for x in iterator]


def yield_all(n):
    for i in range(n):
        yield i


class tracing:
    def __init__(self, setter, function):
        self.setter, self.function = setter, function

    def __enter__(self):
        self.setter(self.function)

    def __exit__(self, *raised):
        self.setter(None)


class Monitor:
    """Notes the events of one code object or all, by name, at most so many."""

    def __init__(self, events, out, most, code):
        self.events, self.out, self.most, self.code = events, out, most, code

    def __enter__(self):
        monitoring = sys.monitoring
        monitoring.use_tool_id(3, "fuzz")
        wanted = 0
        for name in self.events:
            event = getattr(monitoring.events, name)
            monitoring.register_callback(3, event, self.callback(name))
            local = name not in ("RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "RERAISE", "PY_THROW")
            wanted |= event if local or not self.code else 0
        if self.code:
            monitoring.set_local_events(3, self.code, wanted)
        else:
            monitoring.set_events(3, wanted)

    def callback(self, name):
        def noted(code, *arguments):
            if len(self.out) < self.most and code.co_name not in ("__exit__", "__enter__"):
                self.out.append((name, code.co_name, *[a if type(a) is int else type(a).__name__ for a in arguments]))
        return noted

    def __exit__(self, *raised):
        sys.monitoring.clear_tool_id(3)
        sys.monitoring.free_tool_id(3)


'''
ERRORS = ["Error", "Other", "ValueError", "KeyError", "(Error, KeyError)", "Exception", "ArithmeticError", "LookupError", "TypeError"]
NAMES = "abcdefgh"
VALUES = ["0", "1", "-1", "2", "7", "True", "None", "1.5", "-0.0", "'x'", "''", "'text'", "b'by'", "[1, 2]", "[]", "(1, 2)", "()", "{'k': 1}", "{}", "{1, 2}", "2**70", "range(3)", "int", "len", "..."]
SMALL = ["0", "1", "2", "-1", "3", "turn", "turn % 3", "turn & 1"]


class Scenes:
    """Source lines, and random choices."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines = PRELUDE.splitlines()
        self.count = 0

    def emit(self, level, text):
        self.lines.append("    " * level + text)

    def fresh(self, prefix="v"):
        self.count += 1
        return "%s%d" % (prefix, self.count)

    def chance(self, p):
        return self.r.random() < p

    def pick(self, *items):
        return self.r.choice(items)

    def value(self):
        return self.r.choice(VALUES)

    def small(self):
        return self.r.choice(SMALL)

    def scene(self, kind):
        """Begins a scene; its body follows on level 1."""
        name = self.fresh(kind)
        self.emit(0, "def %s(turn):" % name)
        return name
