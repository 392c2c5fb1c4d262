"""What programs of `features.py` begin with, and how their scenes are written."""
import random

PRELUDE = '''\
import sys

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
    print(scene.__name__, *shown, sep=" | ")


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
